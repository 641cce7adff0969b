//! The fourteen-bit register in lanes: what `tensor_core::accumulate` gives, for four columns at once.
//!
//! For short factors only (`Factor::is_short`): their products are exact in FP32, and so is everything after. With `2^E ≤` the largest
//! magnitude among 32 products and the register, each is divided by the step `2^(E-13)`, a power of two, and cut to a whole number
//! below `2^14`; 33 of those add up exactly. Masking the sum's pattern to 14 bits of significand is cutting toward zero.
//!
//! The first pass finds `E`: for codes of few bits by `magnitudes`, else from the products, whose magnitudes are ordered as their
//! patterns. The second adds, for half of the rows at a time: a step's reciprocal and a sum for each of four vectors fit the registers,
//! for eight they do not.

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::magnitudes::Magnitudes;
use crate::numerics::matmul::nearest::{INFINITY, MAGNITUDE};
use crate::numerics::matmul::spans::{Add, HEIGHT, Piece, Tile, empty};
use crate::numerics::matmul::{Place, Words, halves, splat};
use crate::numerics::tensor_core::GROUP;

/// Stands for the largest magnitude where all are zero, below every product of short factors: `2^-80`.
const FLOOR: u32 = (127 - 80) << 23;

/// Thirteen places after the leading one, in the exponent's field.
const KEPT: u32 = 13 << 23;

/// The field of 254: a power of two and its reciprocal add up to it.
const RECIPROCAL: u32 = 254 << 23;

/// The upper 14 bits of a significand, with sign and exponent.
const CUT: u32 = u32::MAX << 10;

/// The constants of the register.
pub(super) struct Aligned {
    magnitude: Words,
    field: Words,
    floor: Words,
    kept: Words,
    reciprocal: Words,
    cut: Words,
    magnitudes: Option<Magnitudes>,
}

impl Aligned {
    /// For these two factors, both short.
    pub fn new(factors: [&Factor; 2]) -> Self {
        let [magnitude, field, floor, kept, reciprocal, cut] =
            [MAGNITUDE, INFINITY, FLOOR, KEPT, RECIPROCAL, CUT].map(|word| Words::splat(word).kept());
        Self { magnitude, field, floor, kept, reciprocal, cut, magnitudes: Magnitudes::new(factors) }
    }

    /// The largest magnitude of each register and its products.
    #[inline]
    fn largest(&self, piece: Piece, registers: &Tile) -> Tile {
        let Piece { a, side, b, .. } = piece;
        let mut most = registers.map(|pair| pair.map(|register| register.and(self.magnitude).most(self.floor)));
        if let Some(magnitudes) = &self.magnitudes {
            let powers = magnitudes.powers(piece);
            for (most, power) in most.as_flattened_mut().iter_mut().zip(powers.as_flattened()) {
                *most = most.most(*power);
            }
            return most;
        }
        let magnitude = self.magnitude;
        for (a, b) in a.iter().zip(b) {
            let b = halves(b);
            for (most, a) in most.iter_mut().zip(&a.as_chunks::<HEIGHT>().0[side]) {
                let a = splat(*a);
                for (most, b) in most.iter_mut().zip(b) {
                    *most = most.most(a.float_times(b).and(magnitude));
                }
            }
        }
        most
    }

    /// Two rows' registers after a group, whose largest magnitudes are `most`.
    #[inline]
    fn added(&self, places: (&[Place], &[Place]), half: usize, registers: &mut [[Words; 2]], most: &[[Words; 2]]) {
        let ([first, second], [most_first, most_second]) = (registers, most) else { return };
        let steps = [*most_first, *most_second].map(|pair| pair.map(|most| most.and(self.field).minus(self.kept)));
        let inverse = steps.map(|pair| pair.map(|step| self.reciprocal.minus(step)));
        let mut sums = [0, 1].map(|row| {
            let registers = if row == 0 { *first } else { *second };
            [0, 1].map(|side| registers[side].float_times(inverse[row][side]).float_whole())
        });
        for (a, b) in places.0.iter().zip(places.1) {
            let b = halves(b);
            for ((sums, inverse), a) in sums.iter_mut().zip(&inverse).zip(&a.as_chunks::<2>().0[half]) {
                let a = splat(*a);
                for ((sum, inverse), b) in sums.iter_mut().zip(inverse).zip(b) {
                    *sum = sum.float_plus(a.float_times(b).float_times(*inverse).float_whole());
                }
            }
        }
        // A zero loses its sign when +0 is added.
        let zero = Words::splat(0);
        let back =
            |row: usize, side: usize| sums[row][side].and(self.cut).float_times(steps[row][side]).float_plus(zero);
        *first = [back(0, 0), back(0, 1)];
        *second = [back(1, 0), back(1, 1)];
    }
}

impl Add for Aligned {
    fn span(&self, piece: Piece) -> Tile {
        let mut registers = empty();
        let starts = (0..).step_by(GROUP).map(|at| piece.starts.map(|start| start + at));
        for ((a, b), starts) in piece.a.chunks(GROUP).zip(piece.b.chunks(GROUP)).zip(starts) {
            let most = self.largest(Piece { a, b, starts, ..piece }, &registers);
            for (half, (registers, most)) in registers.chunks_mut(2).zip(most.chunks(2)).enumerate() {
                self.added((a, b), 2 * piece.side + half, registers, most);
            }
        }
        registers
    }
}
