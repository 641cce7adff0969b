//! Products with several vectors: weights are widened once for all of them, so that with more vectors arithmetic outweighs memory.

use crate::numerics::gemv::fixed::{BLOCK, Tables};
use crate::numerics::gemv::matrix::Matrix;
use crate::numerics::gemv::operand::Operand;
use crate::numerics::gemv::panels::{Bf16, Fp16, Fp32, Octet, widened};
use crate::numerics::gemv::{ROWS, SPAN, Storage, Unit, Words, scaled, total, zeros};

/// Quads of columns in a span.
const QUADS: usize = SPAN / 4;

/// Rows and vectors that are multiplied together: eight sums, which with their factors fit a processor's registers.
const TILE: [usize; 2] = [4, 2];

/// A span of eight rows as floats.
type Span = [[Words; ROWS]; QUADS];

/// `matrix` times each vector of `xs`; one row of `ys` for each.
pub(super) fn multiply(matrix: &Matrix, xs: &[Operand], ys: &mut [&mut [f32]]) {
    let mut span: Span = [zeros(); QUADS];
    let mut rows = vec![zeros::<ROWS>(); xs.len()];
    for panel in 0..matrix.rows().div_ceil(ROWS) {
        rows.fill(zeros());
        for at in 0..matrix.spans() {
            widen(matrix, panel, at, &mut span);
            let factor = Words::load([matrix.factor(panel, at); 4]);
            for (xs, rows) in xs.chunks(TILE[1]).zip(rows.chunks_mut(TILE[1])) {
                add(&span, xs, at, factor, rows);
            }
        }
        for ((sums, y), x) in rows.iter().zip(&mut *ys).zip(xs) {
            for (place, sum) in y.iter_mut().skip(panel * ROWS).zip(sums) {
                *place = scaled(total(*sum), x.factor);
            }
        }
    }
}

/// Adds a span's products with one or two vectors to their rows.
fn add(span: &Span, xs: &[Operand], at: usize, factor: Words, rows: &mut [[Words; ROWS]]) {
    let quads = |x: &Operand| -> [Words; QUADS] {
        let piece = x.quads[at * QUADS..].first_chunk::<QUADS>();
        piece.map_or_else(zeros, |quads| quads.map(Words::load))
    };
    match (xs, rows) {
        ([first, second], [a, b]) => {
            let x = [quads(first), quads(second)];
            for half in 0..ROWS / TILE[0] {
                let sums = tile(span, half, &x);
                for (row, [one, two]) in sums.into_iter().enumerate() {
                    let row = half * TILE[0] + row;
                    a[row] = a[row].float_plus(one.float_times(factor));
                    b[row] = b[row].float_plus(two.float_times(factor));
                }
            }
        }
        ([only], [a]) => {
            let x = [quads(only)];
            for half in 0..ROWS / TILE[0] {
                for (row, [one]) in tile(span, half, &x).into_iter().enumerate() {
                    let row = half * TILE[0] + row;
                    a[row] = a[row].float_plus(one.float_times(factor));
                }
            }
        }
        _ => {}
    }
}

/// The products of four rows with `N` vectors over a span.
fn tile<const N: usize>(span: &Span, half: usize, x: &[[Words; QUADS]; N]) -> [[Words; N]; TILE[0]] {
    let mut sums = [zeros::<N>(); TILE[0]];
    for (quad, weights) in span.iter().enumerate() {
        let weights = &weights.as_chunks::<{ TILE[0] }>().0[half];
        for (sums, weight) in sums.iter_mut().zip(weights) {
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum = sum.float_plus(weight.float_times(x[quad]));
            }
        }
    }
    sums
}

fn widen(matrix: &Matrix, panel: usize, at: usize, span: &mut Span) {
    let units = matrix.span(panel, at);
    match matrix.storage() {
        Storage::Fp32 => widened(Fp32, units, span),
        Storage::Bf16 => widened(Bf16::new(), units, span),
        Storage::Fp16 => widened(Fp16::new(), units, span),
        Storage::E4m3fn => widened(Octet::<4>::new(), units, span),
        Storage::E5m2 => widened(Octet::<3>::new(), units, span),
        Storage::Fp4 => fours(units, matrix.block_scales(panel, at), span),
    }
}

/// FP4 with its scales.
fn fours(units: &[Unit], scales: &[[u8; ROWS]], span: &mut Span) {
    let tables = Tables::new();
    let blocks = units.as_chunks::<ROWS>().0.iter().zip(scales).zip(span.as_chunks_mut::<{ BLOCK / 4 }>().0);
    for ((units, scales), quads) in blocks {
        for (place, unit) in units.iter().enumerate() {
            let (pair, side) = (place / 2, place % 2);
            for (row, weights) in tables.widened(unit).into_iter().enumerate() {
                let row = 2 * pair + row;
                let factor = Words::load([scale(scales[row]); 4]);
                for (quad, weight) in weights.into_iter().enumerate() {
                    quads[4 * side + quad][row] = weight.float_times(factor);
                }
            }
        }
    }
}

/// `2^(code - 127)`; subnormal for the lowest code, and exact.
fn scale(code: u8) -> f32 {
    f32::from_bits(if code == 0 { 1 << 22 } else { u32::from(code) << 23 })
}
