//! The exponent of the largest product among many, from logarithms of sixteen bits, eight columns at once.
//!
//! A code's logarithm is `512 · log2 |v|`, rounded. A product's exponent is the floor of the sum of two, divided by 512, as if they
//! were exact: of significands with at most five bits no two multiply to anything nearer to a power of two than 513 to 512, whose
//! logarithm is 1.4, and two roundings err by 1 at most; a significand of 1 is exact. Zero has the smallest number there is, and sums
//! are held to that.
//!
//! It is found without a logarithm: a pattern shifted down is `512 · (exponent + 127 + f)` with the significand `1 + f`, and what is
//! missing, `512 · (log2 (1 + f) - f)`, is looked up by the sixteen values that `f` can have. Example: 1.5 is `256 + 44 = 300`, and
//! `300 + 300 ≥ 512`, because 2.25 has the exponent 1.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::Bytes;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::Bytes;

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::nearest::MAGNITUDE;
use crate::numerics::matmul::spans::{HEIGHT, Piece, Tile};
use crate::numerics::matmul::{Place, Words, halves, joined};

/// `512 · (log2 (1 + f) - f)`, rounded, for `f = 0, 1/16, …, 15/16`.
const MISSING: [u8; 16] = [0, 13, 23, 31, 37, 41, 43, 44, 44, 42, 39, 35, 29, 23, 16, 9];

/// The logarithms of two factors' codes.
pub(super) struct Magnitudes {
    /// Of the first: each in both halves of a word, read as patterns.
    rows: Vec<Place>,
    /// Of the second: columns 0 to 3 in the lower halves, 4 to 7 in the upper.
    columns: Vec<[f32; 4]>,
}

impl Magnitudes {
    /// `None` unless all codes have at most five bits of significand and exponents from -16 to 15, so that sums fit.
    pub fn new(factors: [&Factor; 2]) -> Option<Self> {
        let is_narrow = |factor: &Factor| {
            let format = factor.format().spec();
            let smallest = format.min_exponent() - format.mantissa_width();
            format.mantissa_bits <= 4 && -16 <= smallest && format.max_exponent() <= 15
        };
        if !factors.into_iter().all(is_narrow) {
            return None;
        }
        let logarithms = Logarithms::new();
        let both = |word: Words| word.and(logarithms.lower).plus(word.up(16));
        let rows = |place: &Place| joined(halves(place).map(|x| both(logarithms.of(x))));
        let columns = |place: &Place| {
            let [low, high] = halves(place).map(|x| logarithms.of(x));
            low.and(logarithms.lower).plus(high.up(16)).store()
        };
        let [a, b] = factors.map(Factor::places);
        Some(Self { rows: a.iter().map(rows).collect(), columns: b.iter().map(columns).collect() })
    }

    /// `2^E` for the largest product of each row and column of a piece, `E` its exponent; where all are zero, less than `2^-47`.
    #[inline]
    pub fn powers(&self, piece: Piece) -> Tile {
        let count = piece.a.len();
        let mut most = [Words::splat(0x8000_8000); HEIGHT];
        if let (Some(rows), Some(columns)) = (
            self.rows.get(piece.starts[0]..piece.starts[0] + count),
            self.columns.get(piece.starts[1]..piece.starts[1] + count),
        ) {
            for (rows, columns) in rows.iter().zip(columns) {
                let columns = Words::load(*columns);
                for (most, row) in most.iter_mut().zip(&rows.as_chunks::<HEIGHT>().0[piece.side]) {
                    *most = most.halves_most(columns.halves_plus(Words::load([*row; 4])));
                }
            }
        }
        let bias = Words::splat(127);
        most.map(|most| [most.up(16), most].map(|half| half.down(16 + 9).plus(bias).up(23)))
    }
}

/// The constants of a logarithm.
struct Logarithms {
    magnitude: Words,
    fraction: Words,
    bias: Words,
    least: Words,
    lower: Words,
    missing: Bytes,
}

impl Logarithms {
    fn new() -> Self {
        let [magnitude, fraction, bias, lower] =
            [MAGNITUDE, 0xF, 127 << 9, 0xFFFF].map(|word| Words::splat(word).kept());
        let least = Words::splat((-0x8000_i32).cast_unsigned()).kept();
        Self { magnitude, fraction, bias, least, lower, missing: Bytes::load(MISSING).kept() }
    }

    /// The logarithms of four magnitudes, as signed words.
    fn of(&self, x: Words) -> Words {
        let unsigned = x.and(self.magnitude);
        // The three upper bytes are 0 and find 0.
        let missing = unsigned.down(19).and(self.fraction).bytes().looked_up(self.missing).words();
        unsigned.down(14).minus(self.bias).plus(missing).most(self.least)
    }
}

#[cfg(test)]
mod tests {
    use super::{Logarithms, MISSING};
    use crate::numerics::matmul::splat;

    #[test]
    fn what_is_missing_is_the_rounded_difference() {
        for (place, missing) in (0..16_u8).zip(MISSING) {
            let fraction = f64::from(place) / 16.0;
            let expect = libm::round(512.0 * (libm::log2(1.0 + fraction) - fraction));
            assert!((f64::from(missing) - expect).abs() < 0.5, "{place}: {expect}");
        }
    }

    /// All pairs of significands, and zeros.
    #[test]
    fn sums_tell_the_exponent_of_the_product() {
        let logarithm = |x: f32| Logarithms::new().of(splat(x)).store()[0].to_bits().cast_signed();
        let values = || (16..32_u8).map(|significand| f32::from(significand) / 16.0);
        for (a, b) in values().flat_map(|a| values().map(move |b| (a, b))) {
            assert_eq!((logarithm(a) + logarithm(b)) >> 9, i32::from(2.0 <= a * b), "{a} and {b}");
            assert_eq!(logarithm(-a * 32.0), logarithm(a) + (5 << 9));
        }
        assert_eq!(logarithm(0.0), -0x8000);
    }
}
