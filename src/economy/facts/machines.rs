//! Chips and the models that run on them (`chips.csv`, `models.csv`).
//!
//! Units stand in the field names. Rates are peak and DENSE, never with structured sparsity; `None` means that the chip
//! does not support the format, except where `value_not_found` names it.

use crate::economy::facts::printed::{Printed, SourceType};

/// One accelerator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chip {
    /// Who makes it.
    pub vendor: &'static str,
    /// Its name.
    pub name: &'static str,
    /// When it was launched, as printed (`2025-06`, `2026-Q1`); empty if not found.
    pub launch: &'static str,
    /// Shipped, announced or in service, in words.
    pub status: &'static str,
    /// Designed in China or not.
    pub origin: Origin,
    /// FP64, vector.
    pub fp64_tflops: Option<Printed>,
    /// FP32, the ordinary vector rate.
    pub fp32_tflops: Option<Printed>,
    /// TF32, matrix.
    pub tf32_tflops: Option<Printed>,
    /// FP16 or BF16, matrix where one exists.
    pub fp16_tflops: Option<Printed>,
    /// FP8, matrix.
    pub fp8_tflops: Option<Printed>,
    /// FP4, matrix.
    pub fp4_tflops: Option<Printed>,
    /// Memory in GB.
    pub memory_gb: Option<Printed>,
    /// Memory bandwidth in GB/s.
    pub bandwidth_gb_per_s: Option<Printed>,
    /// Power in W.
    pub tdp_w: Option<Printed>,
    /// The formats its units compute in, separated by spaces.
    pub native_formats: &'static str,
    /// Which cells are empty because the value was not found.
    pub value_not_found: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page; empty if none was found.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// Where a chip was designed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In China.
    Domestic,
    /// Elsewhere.
    Foreign,
}

/// One language model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model {
    /// Its name.
    pub name: &'static str,
    /// Who made it.
    pub organisation: &'static str,
    /// Where.
    pub country: &'static str,
    /// When it was released, as printed.
    pub released: &'static str,
    /// All parameters, in billions.
    pub total_params_b: Printed,
    /// Parameters active for one token, in billions.
    pub active_params_b: Option<Printed>,
    /// Layers.
    pub layers: Option<Printed>,
    /// Width of the hidden state.
    pub hidden_size: Option<Printed>,
    /// Tokens of training, in trillions.
    pub training_tokens_t: Option<Printed>,
    /// Precision of training; empty where the maker does not say.
    pub training_precision: &'static str,
    /// Format of the published weights; empty where not known.
    pub weight_format: &'static str,
    /// Training compute in floating-point operations.
    pub training_flop: Option<Printed>,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

pub(super) static CHIPS: &[Chip] = include!(concat!(env!("OUT_DIR"), "/chips.rs"));
pub(super) static MODELS: &[Model] = include!(concat!(env!("OUT_DIR"), "/models.rs"));

/// All chips, in the order of the table.
pub fn chips() -> &'static [Chip] {
    CHIPS
}

/// All models, in the order of the table.
pub fn models() -> &'static [Model] {
    MODELS
}

impl Chip {
    /// Whether the chip has units that compute in FP8; without them FP8 saves memory but no time.
    pub const fn has_fp8_units(&self) -> bool {
        self.fp8_tflops.is_some()
    }
}

impl Origin {
    /// A word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Foreign => "foreign",
        }
    }
}
