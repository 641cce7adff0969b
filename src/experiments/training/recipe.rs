//! The recipes: which formats, scales and registers a network is trained with, one row for each published way.
//!
//! A recipe speaks of ingredients that a class can take away one at a time. What is common to all: the products of a linear layer
//! (forward, input gradient, weight gradient) take operands in narrow formats; whatever is computed element by element
//! (normalisation, softmax, activation functions, the loss, embeddings) is computed in FP32 and its result rounded to
//! [`between`](Recipe::between), the format in which it is handed on.
//!
//! Normalisation, attention's softmax and the embeddings have a format of their own besides. All that such a part takes and all that it
//! gives, forward and back, is rounded to it; inside it computes in FP32, as kernels do that read and write few bits (arXiv 1710.03740,
//! section 3.3). What it gives goes on into a product or the residual stream, and there `between` applies as everywhere: a format that
//! has all values of `between` changes only what the part takes, and its gradient. Gradients of gains and embeddings are sums like those
//! of weights, and stay in FP32. Only the character model has these parts; the softmax of the loss is not meant.
//!
//! Sources: BF16: Kalamkar et al., arXiv 1905.12322. FP16: Micikevicius et al., arXiv 1710.03740. FP8 with E4M3/E5M2 and one scale
//! for each tensor: Micikevicius et al., arXiv 2209.05433; delayed scales: `DelayedScaling` of Transformer Engine. DeepSeek-V3: arXiv 2412.19437, section 3.3; scales that are powers of two:
//! the model card of DeepSeek-V3.1. MXFP8: Mishra et al., arXiv 2506.08027. NVFP4: arXiv 2509.25149.
//!
//! Left out: DeepSeek-V3 feeds the linear layer after attention in E5M6 with scales that are powers of two (section 3.3.3), and for the
//! weight gradient requantises stored FP8 tiles of 1 by 128 to 128 by 1 (section 3.5.2), one rounding more than here. NVFP4 keeps whole
//! blocks in BF16, about 16 % of the linear layers; ours has one layer at each end, in verse only the output. Every row has its
//! normalisation, softmax and embeddings in FP32. `PyTorch`'s autocast computes the first two there; DeepSeek-V3 says BF16 or FP32 of all
//! three (section 3.3.1); FP16 and BF16 training by their papers reads scores, gains and embeddings in sixteen bits, which we leave out.

use serde::{Deserialize, Serialize};

use crate::numerics::accumulators::Accumulator;
use crate::numerics::blocks::ScaleFormat;
use crate::numerics::formats::FormatId;
use crate::numerics::rounding::Rounding;

/// Which values of an operand share a scale, and where the scale comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grouping {
    /// No scale.
    None,
    /// One for the tensor, from its own amax.
    Tensor,
    /// One for the tensor, from the largest amax of the last steps ([`HISTORY`]).
    Delayed,
    /// One for 128 neighbours of activations and gradients, one for 128 by 128 weights: DeepSeek-V3.
    Fine,
    /// One power of two for 32 neighbours: OCP Microscaling.
    Mx32,
    /// One E4M3FN number for 16 neighbours, one FP32 number for the tensor: NVFP4.
    Nvfp4,
}

/// What gradients are multiplied by on their way back, so that small ones do not vanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LossScale {
    /// Nothing.
    One,
    /// 2 to this power, always.
    Power(u8),
    /// Begins at 2^16, halves when a gradient is not finite (the step is left out), doubles after [`GROWTH`] good steps.
    Dynamic,
}

/// Steps whose largest amax makes a delayed scale. Our assumption; Transformer Engine keeps 1024.
pub const HISTORY: usize = 16;

/// Good steps after which a dynamic loss scale doubles. Our assumption; `PyTorch`'s `GradScaler` waits for 2000, longer than most runs here.
pub const GROWTH: u32 = 200;

/// The ingredients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Format of the weights in products.
    pub weights: FormatId,
    /// Format of the activations in products.
    pub activations: FormatId,
    /// Format of the gradients in products.
    pub gradients: FormatId,
    /// How gradients are rounded to it; everything else in products goes to nearest.
    pub rounding: Rounding,
    /// Which values share a scale.
    pub grouping: Grouping,
    /// How scales of tensors, tiles and blocks are stored.
    pub scales: ScaleFormat,
    /// The register that products are added in.
    pub accumulator: Accumulator,
    /// After so many terms the register goes to an FP32 sum; 0 for never.
    pub promotion: u32,
    /// Whether the first and the last layer take BF16 operands without scales and an FP32 register instead.
    pub is_high_at_ends: bool,
    /// Format in which weights wait between steps.
    pub master: FormatId,
    /// Format of the optimizer's moments.
    pub moments: FormatId,
    /// Format of what is handed on between products.
    pub between: FormatId,
    /// Format of what a normalisation takes and gives: rows, gains and gradients.
    pub normalisation: FormatId,
    /// Format of what attention's softmax takes and gives: scores, probabilities and the gradients of both.
    pub softmax: FormatId,
    /// Format in which embeddings are read and added, and their gradients taken; the master copy has its own.
    pub embeddings: FormatId,
    /// What gradients are multiplied by.
    pub loss_scale: LossScale,
}

/// A published recipe, or a deliberately bad one, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known {
    /// Everything in FP32: what the others are compared with.
    Fp32,
    /// BF16 mixed precision.
    Bf16,
    /// FP16 mixed precision with loss scaling.
    Fp16,
    /// Everything E4M3FN, no scale anywhere; only the register is FP32, as on every chip, and the arithmetic of single elements.
    Naive,
    /// DeepSeek-V3.
    DeepseekV3,
    /// DeepSeek-V3.1: the same with scales that are powers of two.
    DeepseekV31,
    /// E4M3FN forward, E5M2 backward, delayed scales of tensors.
    Delayed,
    /// MXFP8.
    Mxfp8,
    /// NVFP4 with stochastic rounding of gradients; without the Hadamard transforms and the 16 by 16 weight blocks of its paper.
    Nvfp4,
}

const FP32: FormatId = FormatId::Fp32;
const BF16: FormatId = FormatId::Bf16;
const FP16: FormatId = FormatId::Fp16;
const E4M3: FormatId = FormatId::E4m3fn;

/// FP32 throughout; the other rows say where they differ.
const PLAIN: Recipe = Recipe {
    weights: FP32,
    activations: FP32,
    gradients: FP32,
    rounding: Rounding::NearestEven,
    grouping: Grouping::None,
    scales: ScaleFormat::F32,
    accumulator: Accumulator::Format(FP32),
    promotion: 0,
    is_high_at_ends: false,
    master: FP32,
    moments: FP32,
    between: FP32,
    normalisation: FP32,
    softmax: FP32,
    embeddings: FP32,
    loss_scale: LossScale::One,
};

const fn operands(format: FormatId) -> Recipe {
    Recipe { weights: format, activations: format, gradients: format, ..PLAIN }
}

const DEEPSEEK_V3: Recipe = Recipe {
    grouping: Grouping::Fine,
    accumulator: Accumulator::TensorCore,
    promotion: 128,
    is_high_at_ends: true,
    moments: BF16,
    between: BF16,
    ..operands(E4M3)
};

impl Known {
    /// Every row, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Fp32,
        Self::Bf16,
        Self::Fp16,
        Self::Naive,
        Self::DeepseekV3,
        Self::DeepseekV31,
        Self::Delayed,
        Self::Mxfp8,
        Self::Nvfp4,
    ];

    /// The stable word used in links.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fp32 => "fp32",
            Self::Bf16 => "bf16",
            Self::Fp16 => "fp16",
            Self::Naive => "fp8naive",
            Self::DeepseekV3 => "deepseekv3",
            Self::DeepseekV31 => "deepseekv31",
            Self::Delayed => "fp8delayed",
            Self::Mxfp8 => "mxfp8",
            Self::Nvfp4 => "nvfp4",
        }
    }

    /// The recipe whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.key() == key)
    }

    /// Its row.
    pub const fn recipe(self) -> Recipe {
        match self {
            Self::Fp32 => PLAIN,
            Self::Bf16 => Recipe { between: BF16, ..operands(BF16) },
            Self::Fp16 => Recipe { between: FP16, loss_scale: LossScale::Dynamic, ..operands(FP16) },
            Self::Naive => Recipe { master: E4M3, moments: E4M3, between: E4M3, ..operands(E4M3) },
            Self::DeepseekV3 => DEEPSEEK_V3,
            Self::DeepseekV31 => Recipe { scales: ScaleFormat::E8m0, ..DEEPSEEK_V3 },
            Self::Delayed => {
                Recipe { gradients: FormatId::E5m2, grouping: Grouping::Delayed, between: BF16, ..operands(E4M3) }
            }
            Self::Mxfp8 => Recipe {
                grouping: Grouping::Mx32,
                scales: ScaleFormat::E8m0,
                is_high_at_ends: true,
                between: BF16,
                ..operands(E4M3)
            },
            Self::Nvfp4 => Recipe {
                grouping: Grouping::Nvfp4,
                scales: ScaleFormat::E4m3,
                rounding: Rounding::Stochastic,
                is_high_at_ends: true,
                between: BF16,
                ..operands(FormatId::E2m1fn)
            },
        }
    }
}
