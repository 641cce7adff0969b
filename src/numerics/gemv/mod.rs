//! Matrix–vector products (GEMV) whose weights stay in few bits: what reading a language model's weights costs at each precision.
//!
//! `y = W·x`, with `W` stored as FP32, FP16, BF16, E4M3FN, E5M2 or FP4 and summed in FP32. Processors without FP8 arithmetic, and a
//! browser has none, widen each weight on the way from memory to the multiplier: eight bits save memory traffic, and widening has a
//! price. `experiments::bandwidth` measures both.
//!
//! **Order of summation**, the same for every storage and every machine: columns are taken in spans of [`SPAN`]; within a span the
//! products of columns 4t, 4t+1, 4t+2, 4t+3 go to four lanes, t = 0, 1, …; a span's sums are multiplied by the span's scale and added
//! to the row's; at the end (lane 0 + lane 1) + (lane 2 + lane 3). Therefore a matrix of E4M3FN gives the bits of an FP32 matrix that
//! holds its decoded values. Only [`Storage::Fp4`] sums differently, and more exactly: see `fixed`.
//!
//! **Exceptions.** Subnormal weights take part like all others. A row with a NaN or an infinity among its codes is summed again from
//! its values, one by one, and comes out as IEEE arithmetic has it; every NaN that leaves is the canonical one.
//!
//! No `unsafe` is needed for the rate at which memory delivers: codes lie in units of 16 bytes, eight rows side by side, which the
//! loops take as arrays of known length. `docs/benchmarks.md` says how fast.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::{Bytes, Words};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::{Bytes, Words};

use crate::numerics::formats::FormatId;

pub mod ceilings;

mod fixed;

pub mod matrix;

mod operand;

mod packing;

mod panels;

mod wide;

/// Columns that share a scale in FP8, after DeepSeek-V3's blocks of 128 × 128, and that are summed before the next are begun.
pub const SPAN: usize = 128;

/// Rows that are worked on together: each piece of `x` is loaded once for all of them. A divisor of [`SPAN`].
const ROWS: usize = 8;

/// Sixteen bytes of codes, aligned so that no load touches two cache lines.
#[derive(Clone, Copy, Debug)]
#[repr(align(16))]
struct Unit([u8; 16]);

/// How weights are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Storage {
    /// 4 bytes each.
    Fp32,
    /// 2 bytes each, `1/5/10`.
    Fp16,
    /// 2 bytes each, `1/8/7`.
    Bf16,
    /// 1 byte each, `1/4/3`, with one FP32 scale for each block of 128 × 128.
    E4m3fn,
    /// 1 byte each, `1/5/2`, with one FP32 scale for each block of 128 × 128.
    E5m2,
    /// Half a byte each, `1/2/1`, with one E8M0 scale for each 32 in a row (MXFP4).
    Fp4,
}

impl Storage {
    /// Every one, from wide to narrow.
    pub const ALL: [Self; 6] = [Self::Fp32, Self::Fp16, Self::Bf16, Self::E4m3fn, Self::E5m2, Self::Fp4];

    /// The format of a weight's code.
    pub const fn format(self) -> FormatId {
        match self {
            Self::Fp32 => FormatId::Fp32,
            Self::Fp16 => FormatId::Fp16,
            Self::Bf16 => FormatId::Bf16,
            Self::E4m3fn => FormatId::E4m3fn,
            Self::E5m2 => FormatId::E5m2,
            Self::Fp4 => FormatId::E2m1fn,
        }
    }

    /// Bytes of memory traffic for each weight, scales included.
    ///
    /// FP8: `1 + 4/128²` = 1.000244. FP4: `1/2 + 1/32` = 0.53125. The limit of the speed-up over FP32 is 4 by this: 3.999 and 7.53.
    pub fn bytes_per_weight(self) -> f64 {
        match self {
            Self::Fp32 => 4.0,
            Self::Fp16 | Self::Bf16 => 2.0,
            Self::E4m3fn | Self::E5m2 => 1.0 + 4.0 / 16_384.0,
            Self::Fp4 => 0.5 + 1.0 / 32.0,
        }
    }

    /// Units of 16 bytes for a span of one row.
    const fn units_per_span(self) -> usize {
        match self {
            Self::Fp32 => SPAN / 4,
            Self::Fp16 | Self::Bf16 => SPAN / 8,
            Self::E4m3fn | Self::E5m2 => SPAN / 16,
            Self::Fp4 => SPAN / 32,
        }
    }
}

/// The four floats of a group of columns.
type Quad = [f32; 4];

fn load(unit: &Unit) -> Words {
    Bytes::load(unit.0).words()
}

fn zeros<const N: usize>() -> [Words; N] {
    [Words::splat(0); N]
}

/// The sum of the four lanes, (0 + 1) + (2 + 3).
fn total(lanes: Words) -> f32 {
    let [a, b, c, d] = lanes.store();
    (a + b) + (c + d)
}

/// `sum · factor` rounded once, NaN as the canonical one.
#[expect(clippy::cast_possible_truncation, reason = "rounding to FP32 is what is asked for")]
fn scaled(sum: f32, factor: f64) -> f32 {
    let value = (f64::from(sum) * factor) as f32;
    if value.is_nan() { f32::NAN } else { value }
}
