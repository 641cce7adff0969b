//! Products in FP32 registers without the zeros of the first factor, a row at a time.
//!
//! What `max(0, x)` holds back is zero, and so is its gradient: half of a layer's values at first, two thirds and more of them later. A
//! zero's products with finite values are zeros, and adding a zero of either sign to a register changes no bit of it, as a register
//! that begins as +0 never becomes -0. So each row is listed without them, and the terms that are left come in the same order.
//!
//! Example: `0·5 + 2·3 + 0·(-7)` is the one term `2·3`; with an infinity in the place of 5 all three would be needed, for NaN.

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::listed::{Listed, nonzeros};
use crate::numerics::matmul::nearest::{INFINITY, MAGNITUDE};
use crate::numerics::matmul::spans::{Span, canonical};
use crate::numerics::matmul::{Place, ROWS, Words, halves, splat};

/// Columns of a strip: a place of it is one line of the cache.
const WIDTH: usize = 2 * ROWS;

/// The columns of a strip at one place of the depth.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Line([[f32; 4]; 4]);

/// The sums of one row and two strips, which fit a processor's vector registers.
type Sums = [[Words; 4]; 2];

/// The product, if it is less work this way and comes to the same; else nothing happens.
pub(super) fn multiply([a, b]: [&Factor; 2], spans: &[Span], out: &mut [f32]) -> bool {
    let count = nonzeros(a);
    if !pays([a, b], spans.len(), count) {
        return false;
    }
    let Some(strips) = strips(b) else { return false };
    let listed = Listed::new(a, spans, count);
    // Registers that are added to nothing and multiplied by 1 are sums already.
    let is_scaled = spans.len() != 1 || [a, b].into_iter().any(Factor::is_scaled);
    let (columns, panels) = (b.rows(), b.rows().div_ceil(ROWS));
    for (number, pair) in strips.chunks(2 * b.depth()).enumerate() {
        let pair = pair.split_at(b.depth());
        let left = 2 * number * WIDTH;
        let mut terms = listed.terms();
        for row in 0..a.rows() {
            let mut sums = [[Words::splat(0); 4]; 2];
            for (span, terms) in spans.iter().zip(&mut terms) {
                let register = register(terms, pair);
                if !is_scaled {
                    sums = register;
                    continue;
                }
                let scale = a.scales(row / ROWS, span.scales[0])[row % ROWS];
                add(&mut sums, &register, scale, |panel| {
                    let panel = 4 * number + panel;
                    (panel < panels).then(|| b.scales(panel, span.scales[1]))
                });
            }
            let places = row * columns + left..row * columns + columns.min(left + 2 * WIDTH);
            if let Some(places) = out.get_mut(places) {
                put(&sums, places);
            }
        }
    }
    true
}

/// Whether lists take less time than tiles. A term of two strips takes as long as a place of a tile and a quarter; what comes after
/// each span takes as long as eight places, and is done for one row instead of four.
fn pays([a, b]: [&Factor; 2], spans: usize, count: usize) -> bool {
    let pairs = b.rows().div_ceil(2 * WIDTH);
    let tiles = a.rows().div_ceil(4) * b.rows().div_ceil(ROWS);
    0 < spans && pairs * (5 * count + 32 * a.rows() * spans) < tiles * 4 * (a.depth() + 8 * spans)
}

/// The factor in strips, zeros after its last column; none if a value is not finite.
fn strips(factor: &Factor) -> Option<Vec<Line>> {
    let depth = factor.depth();
    let magnitude = Words::splat(MAGNITUDE).kept();
    let mut most = Words::splat(0);
    let mut strips = vec![Line::default(); factor.rows().div_ceil(WIDTH) * depth];
    for (number, panel) in factor.places().chunks_exact(depth.max(1)).enumerate() {
        for (line, place) in strips[number / 2 * depth..].iter_mut().zip(panel) {
            line.0.as_chunks_mut::<2>().0[number % 2] = halves(place).map(Words::store);
            for half in halves(place) {
                most = most.most(half.and(magnitude));
            }
        }
    }
    most.store().iter().all(|most| most.to_bits() < INFINITY).then_some(strips)
}

/// One row's registers. The strips are looked up one after the other: compilers of browsers take all values of a line from memory
/// before they use the first, and those of two lines have no room in vector registers beside the sums.
#[inline]
fn register((values, places): (&[f32], &[u32]), (left, right): (&[Line], &[Line])) -> Sums {
    let [mut first, mut second] = [[Words::splat(0); 4]; 2];
    for (value, place) in values.iter().zip(places) {
        let (a, place) = (splat(*value), *place as usize);
        if let Some(line) = left.get(place) {
            accumulate(&mut first, a, line);
        }
        if let Some(line) = right.get(place) {
            accumulate(&mut second, a, line);
        }
    }
    [first, second]
}

#[inline]
fn accumulate(sums: &mut [Words; 4], a: Words, line: &Line) {
    for (sum, b) in sums.iter_mut().zip(line.0) {
        *sum = sum.float_plus(a.float_times(Words::load(b)));
    }
}

/// Adds registers, times their scales, to the sums; `scales` gives those of a panel.
#[inline]
fn add<'a>(sums: &mut Sums, register: &Sums, scale: f32, scales: impl Fn(usize) -> Option<&'a Place>) {
    let scale = splat(scale);
    let sums = sums.as_flattened_mut().as_chunks_mut::<2>().0.iter_mut();
    for (panel, (sums, register)) in sums.zip(register.as_flattened().as_chunks::<2>().0).enumerate() {
        let Some(scales) = scales(panel) else { continue };
        for ((sum, register), b) in sums.iter_mut().zip(register).zip(halves(scales)) {
            *sum = sum.float_plus(register.float_times(scale.float_times(b)));
        }
    }
}

/// A row of two strips; a piece one by one, as a tile's (`matmul::spans`).
fn put(sums: &Sums, places: &mut [f32]) {
    let values = sums.map(|strip| strip.map(|sum| canonical(sum).store()));
    if let Some(whole) = places.first_chunk_mut::<{ 2 * WIDTH }>() {
        for (quad, values) in whole.as_chunks_mut::<4>().0.iter_mut().zip(values.as_flattened()) {
            *quad = *values;
        }
    } else {
        for (place, value) in places.iter_mut().zip(values.as_flattened().as_flattened()) {
            *place = *value;
        }
    }
}
