//! FP4 with integers: inside a block the sum is exact.
//!
//! Doubled, the values of E2M1 are the integers 0, ±1, ±2, ±3, ±4, ±6, ±8, ±12, and the processor multiplies and adds eight pairs of
//! 16-bit integers in one instruction (`i32x4.dot_i16x8_s`). So the elements of `x` are held as 16-bit integers with one power of two
//! for every block of 32, the block of the weights' scale (in the field's words W4A16): an element's error is at most `2^-16` of the
//! block's largest, where rounding to E2M1 errs by up to a quarter. The sum of a block is exact, blocks are added in FP32.
//!
//! Two rows share a unit, row by row in the bytes of a 16-bit half, `256·b + a`. One product serves both: with the lower byte alone
//! it gives the sum of `a`, with the whole half `256` times that of `b` as well. Codes are looked up as value + 12, so that bytes have
//! no sign; 12 times the sum of `x` is subtracted again.

use crate::numerics::blocks::amax;
use crate::numerics::gemv::operand::{exponent, power};
use crate::numerics::gemv::{Bytes, ROWS, SPAN, Unit, Words, load, total, zeros};

/// Columns that share a scale.
pub(super) const BLOCK: usize = 32;

/// What is added to the doubled values.
const OFFSET: i32 = 12;

/// The doubled values of the sixteen codes, plus [`OFFSET`].
#[rustfmt::skip]
const DOUBLED: [u8; 16] = [12, 13, 14, 15, 16, 18, 20, 24, 12, 11, 10, 9, 8, 6, 4, 0];

/// The upper two bytes of the codes' values as FP32 has them.
#[rustfmt::skip]
const UPPER: [[u8; 16]; 2] = [
    [0x00, 0x3F, 0x3F, 0x3F, 0x40, 0x40, 0x40, 0x40, 0x80, 0xBF, 0xBF, 0xBF, 0xC0, 0xC0, 0xC0, 0xC0],
    [0x00, 0x00, 0x80, 0xC0, 0x00, 0x40, 0x80, 0xC0, 0x00, 0x00, 0x80, 0xC0, 0x00, 0x40, 0x80, 0xC0],
];

/// Scale codes that leave room for every sum: `2^-126` to `2^73` times at most `2^30`.
const CODES: core::ops::RangeInclusive<i32> = 1..=200;

/// A block of `x`.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// The elements, eight in each vector, two in each word.
    halves: [[u32; 4]; 4],
    /// [`OFFSET`] times the sum of each lane.
    offset: [u32; 4],
    /// 256 times that.
    raised: [u32; 4],
    /// The block's exponent less the vector's, where `f32` has its exponent.
    exponent: u32,
}

/// The vector as integers.
#[derive(Clone, Debug)]
pub(super) struct Fixed {
    pieces: Vec<Piece>,
    /// Sums are to be multiplied by this power of two.
    pub factor: f64,
}

/// Eight rows' sums are worked out with these, made once for a product.
#[derive(Clone, Copy)]
pub(super) struct Tables {
    doubled: Bytes,
    upper: [Bytes; 2],
    nibble: Words,
    lower: Words,
    upper_half: Words,
}

impl Fixed {
    /// `x` for a matrix of `columns` columns with scale codes in `codes`; `None` if it is not finite, or if sums might leave FP32.
    pub fn new(x: &[f32], columns: usize, codes: [u8; 2]) -> Option<Self> {
        let x = &x[..columns.min(x.len())];
        if !x.iter().all(|value| value.is_finite()) {
            return None;
        }
        let top = exponent(amax(x));
        let blocks = columns.div_ceil(SPAN) * (SPAN / BLOCK);
        let mut pieces = Vec::with_capacity(blocks);
        let mut lowest = 0;
        for block in 0..blocks {
            let values = x.get(block * BLOCK..).unwrap_or_default();
            let values = &values[..values.len().min(BLOCK)];
            let largest = amax(values);
            let below = if largest == 0.0 { 0 } else { exponent(largest) - top };
            lowest = lowest.min(below);
            pieces.push(Piece::new(values, top + below, below));
        }
        let fits = CODES.contains(&(i32::from(codes[0]) + lowest)) && CODES.contains(&i32::from(codes[1]));
        // 14 bits before the point of the largest element, one for the doubling; scale codes are 127 too high, and stay so.
        fits.then_some(Self { pieces, factor: libm::exp2(f64::from(top - 14 - 1)) })
    }
}

impl Piece {
    /// Up to 32 elements, the largest of which is at least `2^exponent` and less than twice that.
    fn new(values: &[f32], exponent: i32, below: i32) -> Self {
        // In two steps, since the power may be beyond FP32; the product is exact, and at most 2^15.
        let steps = [(14 - exponent) / 2, 14 - exponent - (14 - exponent) / 2].map(power);
        let mut columns = [0_i32; BLOCK];
        for (column, value) in columns.iter_mut().zip(values) {
            *column = nearest(value * steps[0] * steps[1]);
        }
        let mut piece =
            Self { halves: [[0; 4]; 4], offset: [0; 4], raised: [0; 4], exponent: (below << 23).cast_unsigned() };
        let mut lanes = [0_i32; 4];
        for (halves, columns) in piece.halves.iter_mut().zip(columns.as_chunks::<8>().0) {
            for (lane, word) in halves.iter_mut().enumerate() {
                let (low, high) = (columns[2 * lane], columns[2 * lane + 1]);
                lanes[lane] += low + high;
                *word = (low & 0xFFFF).cast_unsigned() | (high << 16).cast_unsigned();
            }
        }
        piece.offset = lanes.map(|sum| (OFFSET * sum).cast_unsigned());
        piece.raised = lanes.map(|sum| (256 * OFFSET * sum).cast_unsigned());
        piece
    }
}

/// To the nearest integer of 16 bits, ties to even; of magnitudes up to 2^15.
///
/// In FP32, numbers near 1.5·2^23 are the integers, and their bits count them.
fn nearest(value: f32) -> i32 {
    const INTEGERS: f32 = 12_582_912.0;
    let bits = (value + INTEGERS).to_bits().cast_signed();
    (bits - INTEGERS.to_bits().cast_signed()).clamp(-32_767, 32_767)
}

impl Tables {
    pub fn new() -> Self {
        Self {
            doubled: Bytes::load(DOUBLED).kept(),
            upper: UPPER.map(|table| Bytes::load(table).kept()),
            nibble: Words::splat(0x0F0F_0F0F).kept(),
            lower: Words::splat(0x00FF_00FF).kept(),
            upper_half: Words::splat(0xFFFF_0000).kept(),
        }
    }

    /// The codes of a unit, those of columns 0 to 7 and those of columns 8 to 15, each of both rows.
    fn codes(self, unit: &Unit) -> [Bytes; 2] {
        let codes = load(unit);
        [codes, codes.halves_down(4)].map(|codes| codes.and(self.nibble).bytes())
    }

    /// The doubled values plus 12.
    fn looked_up(self, unit: &Unit) -> [Words; 2] {
        self.codes(unit).map(|codes| codes.looked_up(self.doubled).words())
    }

    /// The weights of a unit as floats: the first row's sixteen columns, then the second's.
    pub fn widened(self, unit: &Unit) -> [[Words; 4]; 2] {
        let [low, high] = self.codes(unit).map(|codes| {
            let [upper, lower] = self.upper.map(|table| codes.looked_up(table));
            Bytes::halves(upper, lower)
        });
        let pairs = [low[0], low[1], high[0], high[1]];
        [pairs.map(|pair| pair.up(16)), pairs.map(|pair| pair.and(self.upper_half))]
    }

    /// The sums of two rows over a block: of the first, and 256 times that of the second.
    #[inline]
    fn pair(self, [first, second]: &[Unit; 2], x: &Loaded) -> [Words; 2] {
        let ([a, b], [c, d]) = (self.looked_up(first), self.looked_up(second));
        let halves = [a, b, c, d];
        let whole = dots(halves, x.halves);
        let lower = dots(halves.map(|half| half.and(self.lower)), x.halves);
        [lower.minus(x.offset), whole.minus(lower).minus(x.raised)]
    }
}

/// A block of `x` in registers.
struct Loaded {
    halves: [Words; 4],
    offset: Words,
    raised: Words,
    exponent: Words,
}

impl Loaded {
    fn new(piece: &Piece) -> Self {
        Self {
            halves: piece.halves.map(Words::of),
            offset: Words::of(piece.offset),
            raised: Words::of(piece.raised),
            exponent: Words::splat(piece.exponent),
        }
    }
}

/// The sums of eight rows over all blocks.
pub(super) fn sums(tables: Tables, panel: &[Unit], scales: &[[u8; ROWS]], x: &Fixed) -> [f32; ROWS] {
    let mut rows = zeros::<ROWS>();
    for ((units, scales), piece) in panel.as_chunks::<ROWS>().0.iter().zip(scales).zip(&x.pieces) {
        let x = Loaded::new(piece);
        let [a, b, c, d, e, f, g, h] = units;
        // Written out: in a loop the rows' sums would stay in memory.
        let pairs = [[*a, *b], [*c, *d], [*e, *f], [*g, *h]].map(|units| tables.pair(&units, &x));
        for ((row, sum), scale) in rows.iter_mut().zip(pairs.as_flattened()).zip(scales) {
            let scale = Words::splat(u32::from(*scale) << 23).plus(x.exponent);
            *row = row.float_plus(sum.to_float().float_times(scale));
        }
    }
    let mut sums = rows.map(total);
    for [_, upper] in sums.as_chunks_mut::<2>().0 {
        *upper *= 1.0 / 256.0;
    }
    sums
}

fn dots(halves: [Words; 4], x: [Words; 4]) -> Words {
    let [a, b, c, d] = core::array::from_fn(|at| halves[at].dot_halves(x[at]));
    a.plus(b).plus(c.plus(d))
}

#[cfg(test)]
mod tests {
    use super::Fixed;

    #[test]
    fn blocks_have_exponents_of_their_own() {
        let mut x = [1.0; 64];
        x[40] = 1024.0;
        let fixed = Fixed::new(&x, 64, [127, 127]).expect("finite");
        assert!((fixed.factor - 1.0 / 32.0).abs() < f64::EPSILON);
        let below = (-10_i32 << 23).cast_unsigned();
        assert_eq!(fixed.pieces.iter().map(|piece| piece.exponent).collect::<Vec<_>>(), [below, 0, 0, 0]);
    }

    #[test]
    fn what_does_not_fit_is_left_to_floats() {
        assert!(Fixed::new(&[f32::NAN], 1, [127, 127]).is_none());
        assert!(Fixed::new(&[1.0], 1, [127, 254]).is_none());
        assert!(
            Fixed::new(&[1e-30; 32].iter().copied().chain([1e30; 32]).collect::<Vec<_>>(), 64, [127, 127]).is_none()
        );
    }
}
