//! Formats of at most 8 bits, sixteen values at a time, on lanes.
//!
//! Encoding takes the steps of `numerics::narrow` and leaves the words as soon as it can: both candidates become bytes, held to 255,
//! which without its sign is no code of 8 bits. The larger one, overflow, sign and NaN are then seen to for all sixteen at once.
//!
//! Decoding never makes words of the codes. With at most four bits of mantissa a value fills only the upper half of an `f32`:
//! `(code + (127 - bias) · 2^m) · 2^(7-m)`, whose two bytes are computed as such. That is wrong for subnormal codes, all below 16, and
//! what is wrong there is looked up among sixteen bytes, the one table that SIMD has.

use core::array::from_fn;

use crate::numerics::formats::{Format, Specials};
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::{Bytes, Words};
use crate::numerics::narrow::{MAGNITUDE, Narrow};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::{Bytes, Words};
use crate::numerics::slices::narrowed;

/// The codes of `values`, rounded to nearest, as far as there is room.
pub(super) fn encode_nearest(narrow: &Narrow, values: &[f32], codes: &mut [u8]) {
    // A shift that is known when this is compiled is a tenth faster: mantissas of three and of two bits have it.
    match narrow.shift {
        20 => nearest(20, narrow, values, codes),
        21 => nearest(21, narrow, values, codes),
        shift => nearest(shift, narrow, values, codes),
    }
}

#[inline]
fn nearest(shift: u32, narrow: &Narrow, values: &[f32], codes: &mut [u8]) {
    let last_bit = Words::splat(narrow.last_bit);
    let (bump, least, magic) = (Words::splat(narrow.bump), Words::splat(narrow.least), Words::splat(narrow.magic));
    let finish = Finish::new(narrow);
    in_sixteens(values, codes, |sixteen| {
        let patterns = patterns(sixteen);
        let unsigned = patterns.map(|pattern| pattern.and(finish.magnitude));
        let normal = unsigned.map(|word| word.plus(word.down(shift).and(last_bit)).plus(bump).down(shift));
        let subnormal = unsigned.map(|word| word.least(least).float_plus(magic).minus(magic));
        finish.codes(patterns, normal, subnormal)
    });
}

/// The codes of `values`, rounded in a direction, as far as there is room.
pub(super) fn encode_directed(narrow: &Narrow, values: &[f32], codes: &mut [u8]) {
    let (shift, dropped) = (narrow.shift, Words::splat(narrow.dropped));
    let (bump, least, magic) = (Words::splat(narrow.bump), Words::splat(narrow.least), Words::splat(narrow.magic));
    let (flip, enable) = (Words::splat(narrow.away.flip), Words::splat(narrow.away.enable));
    let finish = Finish::new(narrow);
    in_sixteens(values, codes, |sixteen| {
        let patterns = patterns(sixteen);
        let candidates = patterns.map(|pattern| {
            let unsigned = pattern.and(finish.magnitude);
            let away = pattern.down(31).xor(flip).and(enable);
            let normal = unsigned.plus(away.and(dropped)).plus(bump).down(shift);
            let small = unsigned.least(least);
            let sum = small.float_plus(magic);
            let back = sum.float_minus(magic);
            // A set mask is -1: adding it takes one away, subtracting it adds one.
            let too_far = back.float_exceeds(small).without(away);
            let too_near = small.float_exceeds(back).and(away);
            (normal, sum.minus(magic).plus(too_far).minus(too_near))
        });
        finish.codes(patterns, candidates.map(|(normal, _)| normal), candidates.map(|(_, subnormal)| subnormal))
    });
}

/// The values of `codes`, as far as there is room; false, and nothing done, for mantissas of more than four bits.
pub(super) fn decode(format: &Format, codes: &[u8], values: &mut [f32]) -> bool {
    let Some(halves) = UpperHalves::new(format) else { return false };
    if format.has_infinity() {
        let (finite_end, number_end) = (byte(format.max_code()), byte(format.max_code() + 1));
        in_sixteens(codes, values, |sixteen| {
            let Parts { magnitude, sign, high, low, .. } = halves.parts(sixteen);
            let (is_special, is_nan) = (magnitude.exceeds(finite_end), magnitude.exceeds(number_end));
            let special_low = Bytes::splat(INFINITY[1]).or(is_nan.and(Bytes::splat(NAN[1])));
            let high = Bytes::splat(INFINITY[0]).where_set(is_special, high).or(sign.without(is_nan));
            values_of(high, special_low.where_set(is_special, low))
        });
    } else {
        let (kept, nan_code) = match format.specials {
            Specials::FiniteWithNan => (format.magnitude_mask(), format.magnitude_mask()),
            Specials::UnsignedZero => (format.magnitude_mask() | format.sign_bit(), format.sign_bit()),
            Specials::Ieee | Specials::Finite | Specials::Scale => (0, 1),
        };
        let (kept, nan_code) = (byte(kept), byte(nan_code));
        let nan = NAN.map(|half| Bytes::splat(half).kept());
        in_sixteens(codes, values, |sixteen| {
            let Parts { code, sign, high, low, .. } = halves.parts(sixteen);
            let is_nan = code.and(kept).equals(nan_code);
            values_of(nan[0].where_set(is_nan, high.or(sign)), nan[1].where_set(is_nan, low))
        });
    }
    true
}

/// The first two bytes of an infinity and of NaN, as `f32`.
const INFINITY: [u8; 2] = [0x7F, 0x80];
const NAN: [u8; 2] = [0x7F, 0xC0];

/// A format's constants for decoding to the upper half of an `f32`, byte by byte; the lower half is empty.
struct UpperHalves {
    magnitude_mask: Bytes,
    sign_shift: u32,
    /// What is added to a magnitude so that the halved origin can be added to its upper byte: the lost half.
    odd: Bytes,
    half_origin: Bytes,
    high_shift: u32,
    low_shift: u32,
    /// What is wrong in both bytes for the sixteen smallest magnitudes, the subnormal ones among them.
    wrong_high: Bytes,
    wrong_low: Bytes,
    sign_bit: Bytes,
}

/// Sixteen codes taken apart.
struct Parts {
    code: Bytes,
    magnitude: Bytes,
    sign: Bytes,
    high: Bytes,
    low: Bytes,
}

impl UpperHalves {
    fn new(format: &Format) -> Option<Self> {
        let origin = u8::try_from(127 - format.bias).ok()?;
        if 4 < format.mantissa_bits || 8 < format.bits() || format.specials == Specials::Scale {
            return None;
        }
        let (high_shift, low_shift) = (format.mantissa_bits + 1, 7 - format.mantissa_bits);
        let odd = (origin & 1) << format.mantissa_bits;
        let wrong = |place: usize| {
            from_fn(|magnitude| {
                let moved = magnitude.to_le_bytes()[0] + odd;
                let taken = [(moved >> high_shift) + origin / 2, moved << low_shift];
                let code = format.magnitude_mask() & u32::from(magnitude.to_le_bytes()[0]);
                taken[place] ^ narrowed(format.decode(code)).to_be_bytes()[place]
            })
        };
        Some(Self {
            magnitude_mask: byte(format.magnitude_mask()),
            sign_shift: 8 - format.bits(),
            odd: Bytes::splat(odd),
            half_origin: Bytes::splat(origin / 2),
            high_shift,
            low_shift,
            wrong_high: Bytes::load(wrong(0)),
            wrong_low: Bytes::load(wrong(1)),
            sign_bit: Bytes::splat(0x80).kept(),
        })
    }

    #[inline]
    fn parts(&self, sixteen: &[u8; LANES]) -> Parts {
        let code = Bytes::load(*sixteen);
        let magnitude = code.and(self.magnitude_mask);
        let moved = magnitude.plus(self.odd);
        Parts {
            code,
            magnitude,
            sign: code.up(self.sign_shift).and(self.sign_bit),
            high: moved.down(self.high_shift).plus(self.half_origin).xor(magnitude.looked_up(self.wrong_high)),
            low: moved.up(self.low_shift).xor(magnitude.looked_up(self.wrong_low)),
        }
    }
}

/// A code, or a part of one, in every lane.
fn byte(code: u32) -> Bytes {
    Bytes::splat(code.to_le_bytes()[0])
}

/// The values whose patterns begin with these two bytes and end with two empty ones.
#[inline]
fn values_of(high: Bytes, low: Bytes) -> [f32; LANES] {
    let quads = Bytes::upper_halves(high, low).map(Words::store);
    from_fn(|lane| quads[lane / 4][lane % 4])
}

/// What becomes of the larger candidate.
struct Finish {
    overflow_code: Bytes,
    number_end: Words,
    nan_code: Bytes,
    nan_flip: Bytes,
    sign_bit: Bytes,
    lost_at_zero: Bytes,
    magnitude: Words,
    zero: Bytes,
}

impl Finish {
    fn new(narrow: &Narrow) -> Self {
        Self {
            overflow_code: byte(narrow.overflow_code),
            number_end: Words::splat(narrow.number_end),
            nan_code: byte(narrow.nan_code),
            nan_flip: byte(narrow.nan_flip),
            sign_bit: byte(narrow.sign_bit),
            lost_at_zero: byte(narrow.lost_at_zero),
            magnitude: Words::splat(MAGNITUDE).kept(),
            zero: Bytes::splat(0).kept(),
        }
    }

    #[inline]
    fn codes(&self, patterns: [Words; 4], normal: [Words; 4], subnormal: [Words; 4]) -> [u8; LANES] {
        let magnitude = Bytes::held_unsigned(normal).most(Bytes::held_unsigned(subnormal));
        // An overflow's code is the largest finite one or the one after it.
        let finite = magnitude.least(self.overflow_code);
        let negative = Bytes::signs(patterns);
        let lost = finite.equals(self.zero).and(self.lost_at_zero);
        let signed = finite.or(negative.and(self.sign_bit).without(lost));
        let is_nan = patterns.map(|pattern| pattern.and(self.magnitude).exceeds(self.number_end));
        let nan = self.nan_code.xor(self.nan_flip.and(negative));
        nan.where_set(Bytes::masks(is_nan), signed).store()
    }
}

/// Values handled at a time.
const LANES: usize = 16;

#[inline]
fn patterns(values: &[f32; LANES]) -> [Words; 4] {
    from_fn(|quad| Words::load(from_fn(|lane| values[4 * quad + lane])))
}

/// Applies a step to every sixteen of `from`, the last ones filled up with the default.
#[inline]
fn in_sixteens<A: Copy + Default, B: Copy>(from: &[A], to: &mut [B], step: impl Fn(&[A; LANES]) -> [B; LANES]) {
    let count = from.len().min(to.len());
    let (full, rest) = from[..count].as_chunks::<LANES>();
    let (full_to, rest_to) = to[..count].as_chunks_mut::<LANES>();
    for (sixteen, place) in full.iter().zip(full_to) {
        *place = step(sixteen);
    }
    let filled = from_fn(|lane| rest.get(lane).copied().unwrap_or_default());
    rest_to.copy_from_slice(&step(&filled)[..rest_to.len()]);
}
