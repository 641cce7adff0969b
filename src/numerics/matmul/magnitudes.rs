//! The exponent of the largest product among 32, from logarithms of eight bits, sixteen products at once.
//!
//! A code's logarithm is seven times its exponent and 0, 1, 2, 3, 4, 5, 5, 6 for a significand of 8, 9, … 15 eighths: of two of these the
//! sum reaches 7 where the product of the significands reaches 2, and only there. So a product's exponent is the sum of two logarithms,
//! divided by 7 and rounded down. (With eight times the exponent there are such numbers too, but too many for a byte.)
//!
//! All products are multiples of the product of the two smallest numbers, `2^s`. Where the largest one is below `2^(s+14)`, none has
//! anything to be cut: its exponent may count as `s + 13`. From there on, exponents fit a byte.
//!
//! Rows have `log a + r`, columns `c - log b`, and their difference, held to 0, is `log ab - 7 (s + 13)`; zeros have 0 and 255, which give
//! 0. Example, E4M3FN, with `s = -18`, `r = 96` and `c = 61`: 448 and 1.5 have the logarithms 61 and 4, `157 - 57 = 100`, and
//! `100 / 7 - 5 = 9`: 672 is at least `2^9`.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::Bytes;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::Bytes;

use crate::numerics::formats::Format;
use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::groups::{Columns, Rows, WIDTH};
use crate::numerics::matmul::nearest::MAGNITUDE;
use crate::numerics::matmul::{Place, ROWS, Words, halves, splat};
use crate::numerics::slices::narrowed;

/// The logarithm of 1, as it comes out of a pattern.
const ONE: i32 = 7 * 127;

/// `2^16 / 7`, rounded up: for bytes, the upper half of a product with it is their seventh.
const SEVENTH: i32 = 9363;

/// The constants of two factors' logarithms.
pub(super) struct Magnitudes {
    logarithms: Logarithms,
    /// What is taken off the logarithms of rows.
    row: Words,
    /// What those of columns are taken off.
    column: Words,
    /// Which bytes of sixteen go four times into each quarter.
    spread: [Bytes; 4],
    byte: Words,
    seventh: Words,
    exponent: Words,
    /// The smallest exponent that matters, in its field.
    least: Words,
}

impl Magnitudes {
    /// `None` unless all codes have at most four bits of significand and logarithms fit bytes.
    pub fn new(factors: [&Factor; 2]) -> Option<Self> {
        let formats = factors.map(|factor| factor.format().spec());
        if formats.iter().any(|format| 3 < format.mantissa_bits) {
            return None;
        }
        let logarithms = Logarithms::new();
        let of_largest = |format: &Format| {
            let pattern = logarithms.of(splat(narrowed(format.max_finite()))).store()[0].to_bits();
            pattern.cast_signed() - ONE
        };
        let [most_a, most_b] = formats.each_ref().map(of_largest);
        let [least_a, least_b] = formats.map(|format| 7 * (format.min_exponent() - format.mantissa_width()));
        let floor = least_a + least_b + 7 * 13;
        // As small as it can be while rows do not come out below 0.
        let column = most_b.max(floor - least_a);
        let row = column - floor;
        if 255 < most_a + row || 255 < column - least_b {
            return None;
        }
        let word = |number: i32| Words::splat(number.cast_unsigned()).kept();
        let quarter = |first: u8| Bytes::load(core::array::from_fn(|at| first + [0, 1, 2, 3][at / 4])).kept();
        Some(Self {
            row: word(ONE - row),
            column: word(ONE + column),
            spread: [0, 4, 8, 12].map(quarter),
            byte: word(0xFF),
            seventh: word(SEVENTH),
            exponent: word(0x3F << 23),
            least: word((floor / 7 + 127) << 23),
            logarithms,
        })
    }

    /// A byte for each of eight rows.
    pub fn of_rows(&self, values: &Place) -> [u32; ROWS / 4] {
        let [low, high] = halves(values).map(|x| self.logarithms.of(x).minus(self.row));
        let [low, high, ..] = Bytes::held_unsigned([low, high, low, high]).words().store();
        [low, high].map(f32::to_bits)
    }

    /// Four bytes for each of sixteen columns.
    pub fn of_columns(&self, values: &[f32; WIDTH]) -> [u32; WIDTH] {
        let [a, b, c, d] =
            [0, 1, 2, 3].map(|at| self.column.minus(self.logarithms.of(Words::load(values.as_chunks().0[at]))));
        let bytes = Bytes::held_unsigned([a, b, c, d]);
        let mut spread = [0; WIDTH];
        for (spread, places) in spread.as_chunks_mut().0.iter_mut().zip(self.spread) {
            *spread = places.looked_up(bytes).words().store().map(f32::to_bits);
        }
        spread
    }

    /// For the largest product of each row and column `2^E`, with `E` its exponent or the smallest that matters.
    #[inline]
    pub fn powers(&self, rows: &Rows, columns: &Columns) -> [[Words; WIDTH / 4]; ROWS] {
        let mut most = [[Bytes::splat(0); 4]; ROWS / 4];
        for (rows, columns) in rows.magnitudes.iter().zip(&columns.magnitudes) {
            let columns = [0, 1, 2, 3].map(|at| Words::of(columns.as_chunks().0[at]).bytes());
            for (most, four) in most.iter_mut().zip(rows) {
                let four = Words::splat(*four).bytes();
                for (most, column) in most.iter_mut().zip(columns) {
                    *most = most.most(four.less(column));
                }
            }
        }
        let power = |byte: Words| {
            let sevenths = byte.and(self.byte).dot_halves(self.seventh);
            sevenths.up(23 - 16).and(self.exponent).plus(self.least)
        };
        let [low, high] = most.map(|four| {
            let words = four.map(Bytes::words);
            [
                words.map(power),
                words.map(|word| power(word.down(8))),
                words.map(|word| power(word.down(16))),
                words.map(|word| power(word.down(24))),
            ]
        });
        [low[0], low[1], low[2], low[3], high[0], high[1], high[2], high[3]]
    }
}

/// The constants of a logarithm.
struct Logarithms {
    magnitude: Words,
    two: Words,
}

impl Logarithms {
    fn new() -> Self {
        Self { magnitude: Words::splat(MAGNITUDE).kept(), two: Words::splat(2).kept() }
    }

    /// The logarithms of four magnitudes, [`ONE`] for 1 and 0 for zero.
    #[inline]
    fn of(&self, x: Words) -> Words {
        // Eight times the exponent and the eighths of the fraction. Less the exponent, and one where the fraction is six eighths or more.
        let eighths = x.and(self.magnitude).down(20);
        eighths.minus(eighths.plus(self.two).down(3))
    }
}

#[cfg(test)]
mod tests {
    use super::{Logarithms, ONE, SEVENTH};
    use crate::numerics::matmul::splat;

    /// All pairs of significands, and zeros.
    #[test]
    fn sums_tell_the_exponent_of_the_product() {
        let logarithm = |x: f32| Logarithms::new().of(splat(x)).store()[0].to_bits().cast_signed() - ONE;
        let values = || (8..16_u8).map(|significand| f32::from(significand) / 8.0);
        for (a, b) in values().flat_map(|a| values().map(move |b| (a, b))) {
            assert_eq!((logarithm(a) + logarithm(b)).div_euclid(7), i32::from(2.0 <= a * b), "{a} and {b}");
            assert_eq!(logarithm(-a * 32.0), logarithm(a) + 5 * 7);
        }
        assert_eq!(logarithm(0.0), -ONE);
    }

    #[test]
    fn the_seventh_of_a_byte_is_rounded_down() {
        assert!((0..256).all(|byte| (byte * SEVENTH) >> 16 == byte / 7));
    }
}
