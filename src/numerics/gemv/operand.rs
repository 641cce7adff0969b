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
    /// Sums are to be multiplied by 2 to this.
    pub exponent: i32,
}

impl Operand {
    /// `x` for a matrix of `columns` columns whose weights come out times `2^-bias`. Without a bias, `x` as it is.
    ///
    /// Example: with a bias of 120 and 3 the largest, all elements are multiplied by `2^99`, and sums by `2^21`.
    pub fn new(x: &[f32], columns: usize, bias: i32) -> Self {
        let up = if bias == 0 { 0 } else { LIFT - exponent(amax(x)) };
        let factor = libm::exp2(f64::from(up));
        let mut quads = vec![[0.0; 4]; columns.div_ceil(SPAN) * (SPAN / 4)];
        for (place, value) in quads.as_flattened_mut().iter_mut().zip(x.iter().take(columns)) {
            *place = lifted(*value, factor);
        }
        Self { quads, exponent: bias - up }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "exact but for what is 2^-200 times as large as the largest")]
fn lifted(value: f32, factor: f64) -> f32 {
    (f64::from(value) * factor) as f32
}

/// The exponent of a finite magnitude: `2^e <= magnitude < 2^(e+1)`; 0 for zero.
pub(super) fn exponent(magnitude: f32) -> i32 {
    if magnitude == 0.0 { 0 } else { libm::ilogbf(magnitude) }
}
