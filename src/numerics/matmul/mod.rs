//! Matrix products as narrow arithmetic makes them, `A·Bᵀ`: factors in few bits, sums in the register of one's choice.
//!
//! A product is what training repeats most, so it is emulated in SIMD lanes and not value by value; the results are the same on every
//! machine, native or in the browser.
//!
//! **Order of summation.** The depth is cut into spans: at every multiple of the promotion interval, and wherever a factor's scale
//! changes along the depth (every 128 with tiles and blocks, every 32 with MX, every 16 with NVFP4). Within a span the products of the
//! decoded codes are added one after the other, the first place first, in a register that begins empty. At its end the register is
//! multiplied by `scale of a · scale of b`, in FP32, and added in FP32 to the sum of the spans before. Without promotion and with one
//! scale for the whole depth there is one span.
//! - FP32: one rounding for each product and one for each addition; products and sums are never fused. Zeros may be left out, which
//!   changes no bit (`matmul::sparse`).
//! - A format of at most 16 bits: the same, and after each addition the sum is rounded to the format, to nearest even, not saturating
//!   (project rule: a hardware adder would round once, from the exact sum).
//! - Fourteen bits: `tensor_core::accumulate`, 32 places at a time from each span's beginning.
//!
//! Project rule: real tensor cores apply the scales of MX and NVFP4 inside, to each group's partial sum in a wider register; here a
//! group is a span, and its partial sum is scaled and added in FP32.
//!
//! Every NaN that leaves is the canonical one, and a sum of no terms is +0.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::Words;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::Words;

pub mod factor;

mod packing;

mod fitting;

mod entering;

mod nearest;

mod spans;

mod tiles;

mod listed;

mod sparse;

mod aligned;

mod groups;

mod magnitudes;

mod singly;

use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::nearest::Nearest;
use crate::numerics::matmul::singly::Singly;
use crate::numerics::matmul::spans::{multiply, multiply_spans, spans};
use crate::numerics::matmul::tiles::{Plain, Rounded};
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use serde::{Deserialize, Serialize};

/// Rows of a factor that lie side by side, so that one place of the depth is two vectors.
const ROWS: usize = 8;

/// The values of eight rows at one place of the depth.
type Place = [f32; ROWS];

/// Where a product's terms are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The register.
    pub accumulator: Accumulator,
    /// Every so many terms the register is added to a sum in FP32 and cleared; 0 for never. DeepSeek-V3 takes 128.
    pub promotion: u32,
}

/// `out[i · b.rows() + j] = Σ_k a(i, k) · b(j, k)`, in the order of the module; as much as there is room for.
///
/// Places beyond the shallower factor are left out. Example: rows `[1, 2]` and `[3, 4]` give `3 + 8 = 11`.
pub fn product(a: &Factor, b: &Factor, register: Register, out: &mut [f32]) {
    let cut = register.promotion;
    match register.accumulator {
        Accumulator::Format(FormatId::Fp32) => plain([a, b], cut, out),
        Accumulator::TensorCore if a.is_short() && b.is_short() => aligned::multiply([a, b], cut, out),
        Accumulator::TensorCore => multiply(&Singly::fourteen_bits(), [a, b], cut, out),
        Accumulator::Format(format) => {
            let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
            match (Nearest::<true>::new(rule), Nearest::<false>::new(rule)) {
                (Some(nearest), _) => multiply(&Rounded(nearest), [a, b], cut, out),
                (None, Some(nearest)) => multiply(&Rounded(nearest), [a, b], cut, out),
                (None, None) => multiply(&Singly::rounded(rule), [a, b], cut, out),
            }
        }
    }
}

/// In FP32, without the first factor's zeros where that is less work.
fn plain(factors: [&Factor; 2], promotion: u32, out: &mut [f32]) {
    let spans = spans(factors, promotion);
    if !sparse::multiply(factors, &spans, out) {
        multiply_spans(&Plain, factors, &spans, out);
    }
}

fn splat(value: f32) -> Words {
    Words::load([value; 4])
}

/// The two vectors of one place.
fn halves(place: &Place) -> [Words; 2] {
    let [a, b, c, d, e, f, g, h] = *place;
    [Words::load([a, b, c, d]), Words::load([e, f, g, h])]
}

/// The place of two vectors.
fn joined([low, high]: [Words; 2]) -> Place {
    let ([a, b, c, d], [e, f, g, h]) = (low.store(), high.store());
    [a, b, c, d, e, f, g, h]
}
