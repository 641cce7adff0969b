//! The exponent of the largest product among 32, from logarithms of eight bits, sixteen products at once.
//!
//! A code's logarithm is eight times its exponent, and as much as [`EIGHTHS`] says for its significand of four bits: the sum of two
//! reaches 8 where the product of the significands reaches 2, and only there. So a product's exponent is the sum of two logarithms,
//! divided by 8 and rounded down.
//!
//! All products are multiples of the product of the two smallest numbers, `2^s`. Where the largest one is below `2^(s+14)`, nothing is
//! cut that 14 bits of it could not hold: its exponent may count as `s + 13`. From there on, exponents fit a byte.
//!
//! Rows have `log a + r`, columns `c - log b`, and their difference, held to 0, is `log ab - 8 (s + 13)`; zeros have 0 and 255, which give
//! 0. Example, E4M3FN, with `s = -18`: `r = 111` and `c = 71`; 448 and 1.5 have 69 and 5, `180 - 66 = 114`, and `114 / 8 - 5 = 9`:
//! `672` is at least `2^9`.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::Bytes;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::Bytes;

use crate::numerics::formats::Format;
use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::groups::{Columns, Rows, WIDTH};
use crate::numerics::matmul::nearest::MAGNITUDE;
use crate::numerics::matmul::{Place, ROWS, Words, halves};

/// What a magnitude's exponent and first three bits of fraction make is 8 times this at 1, with nothing for the fraction.
const ONE: i32 = 8 * 127;

/// The constants of two factors' logarithms.
pub(super) struct Magnitudes {
    magnitude: Words,
    one: Words,
    /// What is taken off the logarithms of rows.
    row: Words,
    /// What those of columns are taken off.
    column: Words,
    /// Which bytes of sixteen go four times into each quarter.
    spread: [Bytes; 4],
    exponent: Words,
    /// The smallest exponent, in its field.
    least: Words,
}

impl Magnitudes {
    /// `None` unless all codes have at most four bits of significand and logarithms fit bytes.
    pub fn new(factors: [&Factor; 2]) -> Option<Self> {
        let formats = factors.map(|factor| factor.format().spec());
        if formats.iter().any(|format| 3 < format.mantissa_bits) {
            return None;
        }
        let [(least_a, most_a), (least_b, most_b)] = formats.map(|format| logarithms(&format));
        let floor = least_a + least_b + 8 * 13;
        // As small as it can be while rows do not come out below 0.
        let column = most_b.max(floor - least_a);
        let row = column - floor;
        if 255 < most_a + row || 255 < column - least_b {
            return None;
        }
        let word = |number: i32| Words::splat(number.cast_unsigned()).kept();
        let quarter = |first: u8| Bytes::load(core::array::from_fn(|at| first + [0, 1, 2, 3][at / 4])).kept();
        Some(Self {
            magnitude: word(MAGNITUDE.cast_signed()),
            one: word(1),
            row: word(ONE - row),
            column: word(ONE + column),
            spread: [0, 4, 8, 12].map(quarter),
            exponent: word(0x1F << 23),
            least: word((floor / 8 + 127) << 23),
        })
    }

    /// A byte for each of eight rows.
    pub fn of_rows(&self, values: &Place) -> [u32; ROWS / 4] {
        let [low, high] = halves(values).map(|x| self.of(x).minus(self.row));
        let [low, high, ..] = Bytes::held_unsigned([low, high, low, high]).words().store();
        [low, high].map(f32::to_bits)
    }

    /// Four bytes for each of sixteen columns.
    pub fn of_columns(&self, values: &[f32; WIDTH]) -> [u32; WIDTH] {
        let [a, b, c, d] = [0, 1, 2, 3].map(|at| self.column.minus(self.of(Words::load(values.as_chunks().0[at]))));
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
        // The five upper bits of each byte go where exponents are.
        let power = |word: Words| word.and(self.exponent).plus(self.least);
        let [low, high] = most.map(|four| {
            let words = four.map(Bytes::words);
            [
                words.map(|word| power(word.up(20))),
                words.map(|word| power(word.up(12))),
                words.map(|word| power(word.up(4))),
                words.map(|word| power(word.down(4))),
            ]
        });
        [low[0], low[1], low[2], low[3], high[0], high[1], high[2], high[3]]
    }

    /// The logarithms of four magnitudes, [`ONE`] for 1.
    #[inline]
    fn of(&self, x: Words) -> Words {
        let eighths = x.and(self.magnitude).down(20);
        // 1.5 and 1.625 have one more than their fraction.
        eighths.plus(eighths.down(2).without(eighths.down(1)).and(self.one))
    }
}

/// The logarithms of the smallest and the largest number.
fn logarithms(format: &Format) -> (i32, i32) {
    let smallest = format.min_exponent() - format.mantissa_width();
    (8 * smallest, 8 * format.max_exponent() + 7)
}
