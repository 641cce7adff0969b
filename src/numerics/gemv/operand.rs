//! The vector of a product, made ready: padded to whole spans and brought to where products with widened codes stay normal.

use crate::numerics::blocks::amax;
use crate::numerics::gemv::{Quad, SPAN};

/// How far the largest element is lifted for codes that are widened with a bias of up to 120: the largest products are then about
/// `2^(100 + 9 - 120)`, and an element `2^-70` times as large still gives normal ones.
const LIFT: i32 = 100;

/// A vector as quads of columns.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    /// As many as whole spans need; zeros at the end.
    pub quads: Vec<Quad>,
    /// Sums are to be multiplied by this power of two.
    pub factor: f64,
}

impl Operand {
    /// `x` for a matrix of `columns` columns whose weights come out times `2^-bias`. Without a bias, `x` as it is.
    ///
    /// Example: with a bias of 120 and 3 the largest, all elements are multiplied by `2^99`, and sums by `2^21`.
    pub fn new(x: &[f32], columns: usize, bias: i32) -> Self {
        let up = if bias == 0 { 0 } else { LIFT - exponent(amax(x)) };
        // In two steps, since 2^249 is no FP32; neither rounds, but for what is 2^-200 times as large as the largest.
        let steps = [up / 2, up - up / 2].map(power);
        let mut quads = vec![[0.0; 4]; columns.div_ceil(SPAN) * (SPAN / 4)];
        for (place, value) in quads.as_flattened_mut().iter_mut().zip(&x[..columns.min(x.len())]) {
            *place = value * steps[0] * steps[1];
        }
        Self { quads, factor: libm::exp2(f64::from(bias - up)) }
    }
}

/// `2^exponent` as a normal FP32; the exponent is held to -126 and 127.
pub(super) fn power(exponent: i32) -> f32 {
    f32::from_bits((exponent.clamp(-126, 127) + 127).cast_unsigned() << 23)
}

/// The exponent of a finite magnitude: `2^e <= magnitude < 2^(e+1)`; 0 for zero.
pub(super) fn exponent(magnitude: f32) -> i32 {
    if magnitude == 0.0 { 0 } else { libm::ilogbf(magnitude) }
}
