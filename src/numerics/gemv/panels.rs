//! The loops: eight rows of weights, widened four at a time and multiplied with a piece of `x`.
//!
//! Widening is exact and costs one to three operations for four weights. FP16, E4M3FN and E5M2 are not rebuilt: their exponent and
//! mantissa are moved to where `f32` has them, sign to the top, which gives the value times a power of two that `operand` takes out
//! again. A subnormal code becomes a subnormal `f32`, so nothing is special about it (but some processors multiply those slowly).

use crate::numerics::gemv::{Quad, ROWS, SPAN, Unit, Words, load, total, zeros};

/// Widens sixteen bytes to `K` times four floats, in the order of the columns.
pub(super) trait Widen<const K: usize>: Copy {
    /// The value is that of the code times `2^-BIAS`.
    const BIAS: i32;

    /// The weights of one unit.
    fn widen(self, codes: Words) -> [Words; K];
}

/// FP32 as it is.
#[derive(Clone, Copy)]
pub(super) struct Fp32;

/// The upper half of an FP32.
#[derive(Clone, Copy)]
pub(super) struct Bf16 {
    upper: Words,
}

/// Three bits of exponent fewer than FP32.
#[derive(Clone, Copy)]
pub(super) struct Fp16 {
    mask: Words,
}

/// A byte with sign, exponent and mantissa, `GAP` bits of exponent fewer than FP32: 4 for E4M3FN, 3 for E5M2.
#[derive(Clone, Copy)]
pub(super) struct Octet<const GAP: u32> {
    halves: Words,
    upper: Words,
}

impl Bf16 {
    pub fn new() -> Self {
        Self { upper: Words::splat(0xFFFF_0000).kept() }
    }
}

impl Fp16 {
    pub fn new() -> Self {
        Self { mask: Words::splat(0x8FFF_E000).kept() }
    }
}

impl<const GAP: u32> Octet<GAP> {
    /// Sign at the top, seven bits from `GAP` below it.
    pub fn new() -> Self {
        let half = 0x8000 | (0x7F00 >> GAP);
        Self { halves: Words::splat(half | half << 16).kept(), upper: Words::splat(half << 16).kept() }
    }
}

impl Widen<1> for Fp32 {
    const BIAS: i32 = 0;

    fn widen(self, codes: Words) -> [Words; 1] {
        [codes]
    }
}

impl Widen<2> for Bf16 {
    const BIAS: i32 = 0;

    fn widen(self, codes: Words) -> [Words; 2] {
        [codes.up(16), codes.and(self.upper)]
    }
}

impl Widen<2> for Fp16 {
    const BIAS: i32 = 127 - 15;

    fn widen(self, codes: Words) -> [Words; 2] {
        [codes.up(16).down(3).and(self.mask), codes.down(3).and(self.mask)]
    }
}

// Sixteen codes as eight halves each, then as words: nine operations instead of eleven on words alone.
impl<const GAP: u32> Widen<4> for Octet<GAP> {
    // The largest exponent field, all ones, stands for 2^(2^(8-GAP-1)) or so; FP32 has 2^7 there.
    const BIAS: i32 = 128 - (1 << (7 - GAP));

    fn widen(self, codes: Words) -> [Words; 4] {
        let odd = codes.halves_down(GAP);
        let even = codes.halves_up(8).halves_down(GAP);
        [even.and(self.halves).up(16), odd.and(self.halves).up(16), even.and(self.upper), odd.and(self.upper)]
    }
}

/// A panel of eight rows: its units, and a factor for each span.
pub(super) type Panel<'a> = (&'a [Unit], &'a [f32]);

/// The sums of eight rows of each panel over all spans, each span times its factor.
///
/// Several panels take turns, span by span: from memory that is faster, because the processor fetches ahead in each of them.
pub(super) fn sums<const K: usize, const P: usize>(
    widen: impl Widen<K>,
    panels: [Panel; P],
    x: &[Quad],
) -> [[f32; ROWS]; P] {
    let mut rows = [zeros::<ROWS>(); P];
    let mut spans =
        panels.map(|(units, factors)| units.as_chunks::<ROWS>().0.chunks_exact(SPAN / (4 * K)).zip(factors));
    for x in x.as_chunks::<K>().0.chunks_exact(SPAN / (4 * K)) {
        for (rows, spans) in rows.iter_mut().zip(&mut spans) {
            if let Some((units, factor)) = spans.next() {
                let factor = Words::load([*factor; 4]);
                for (row, span) in rows.iter_mut().zip(span(widen, units, x)) {
                    *row = row.float_plus(span.float_times(factor));
                }
            }
        }
    }
    rows.map(|rows| rows.map(total))
}

/// The sums of eight rows over a span.
fn span<const K: usize>(widen: impl Widen<K>, units: &[[Unit; ROWS]], x: &[[Quad; K]]) -> [Words; ROWS] {
    let mut span = zeros::<ROWS>();
    for (units, x) in units.iter().zip(x) {
        let x = x.map(Words::load);
        for (sum, unit) in span.iter_mut().zip(units) {
            for (weights, x) in widen.widen(load(unit)).into_iter().zip(x) {
                *sum = sum.float_plus(weights.float_times(x));
            }
        }
    }
    span
}

/// A span of eight rows as floats, column by column: what several vectors are multiplied with.
pub(super) fn widened<const K: usize>(widen: impl Widen<K>, span: &[Unit], weights: &mut [[Words; ROWS]]) {
    for (units, weights) in span.as_chunks::<ROWS>().0.iter().zip(weights.as_chunks_mut::<K>().0) {
        for (row, unit) in units.iter().enumerate() {
            for (quad, value) in weights.iter_mut().zip(widen.widen(load(unit))) {
                quad[row] = value;
            }
        }
    }
}
