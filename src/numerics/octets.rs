//! Formats of at most 8 bits, sixteen values at a time: the steps of `numerics::narrow` and `numerics::widen` on lanes.
//!
//! Encoding leaves the words as soon as it can: both candidates become bytes, held to 255, which without its sign is no code of 8 bits.
//! The larger one, overflow, sign and NaN are then seen to for all sixteen at once.

use core::array::from_fn;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use crate::numerics::lanes::{Bytes, Words};
use crate::numerics::narrow::{MAGNITUDE, Narrow};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::numerics::simd::{Bytes, Words};
use crate::numerics::widen::{INFINITY, NAN, SIGN, Special, Widen};

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
        let unsigned = patterns.map(|pattern| pattern.and(Words::splat(MAGNITUDE)));
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
            let unsigned = pattern.and(Words::splat(MAGNITUDE));
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

/// The values of `codes`, as far as there is room.
pub(super) fn decode(widen: &Widen, codes: &[u8], values: &mut [f32]) {
    let (finite_end, number_end) = (Words::splat(widen.finite_end), Words::splat(widen.number_end));
    let (infinity, nan) = (Words::splat(INFINITY), Words::splat(NAN));
    let beyond = |_: Words, magnitude: Words, value: Words| nan.where_set(magnitude.exceeds(number_end), value);
    match widen.special {
        Special::Nan => decode_with(widen, codes, values, beyond),
        Special::InfinityAndNan => decode_with(widen, codes, values, |high, magnitude, value| {
            let infinite = infinity.or(high.and(Words::splat(SIGN)));
            beyond(high, magnitude, infinite.where_set(magnitude.exceeds(finite_end), value))
        }),
        Special::MinusZero => {
            let is_nan = |high: Words| high.equals(Words::splat(SIGN));
            decode_with(widen, codes, values, |high, _, value| nan.where_set(is_nan(high), value));
        }
    }
}

/// Decodes; `special` gets the code shifted up, `A` and the value that they would have as finite ones.
#[inline]
fn decode_with(widen: &Widen, codes: &[u8], values: &mut [f32], special: impl Fn(Words, Words, Words) -> Words) {
    let (origin, doubled_origin) = (Words::splat(widen.origin), Words::splat(widen.origin + widen.double));
    let (mask, least) = (Words::splat(widen.mask), Words::splat(widen.least));
    in_sixteens(codes, values, |sixteen| {
        let quads = Bytes::load(*sixteen).words().map(|code| {
            let high = code.up(widen.up);
            let place = high.down(widen.down).and(mask);
            let magnitude = place.plus(origin);
            let finite = magnitude.least(place.plus(doubled_origin).float_minus(least));
            special(high, magnitude, finite.or(high.and(Words::splat(SIGN)))).store()
        });
        from_fn(|lane| quads[lane / 4][lane % 4])
    });
}

/// What becomes of the larger candidate.
struct Finish {
    max_code: Bytes,
    overflow_code: Bytes,
    number_end: Words,
    nan_code: Bytes,
    nan_flip: Bytes,
    sign_bit: Bytes,
    lost_at_zero: Bytes,
}

impl Finish {
    fn new(narrow: &Narrow) -> Self {
        let byte = |code: u32| Bytes::splat(code.to_le_bytes()[0]);
        Self {
            max_code: byte(narrow.max_code),
            overflow_code: byte(narrow.overflow_code),
            number_end: Words::splat(narrow.number_end),
            nan_code: byte(narrow.nan_code),
            nan_flip: byte(narrow.nan_flip),
            sign_bit: byte(narrow.sign_bit),
            lost_at_zero: byte(narrow.lost_at_zero),
        }
    }

    #[inline]
    fn codes(&self, patterns: [Words; 4], normal: [Words; 4], subnormal: [Words; 4]) -> [u8; LANES] {
        let magnitude = Bytes::held_unsigned(normal).most(Bytes::held_unsigned(subnormal));
        let finite = self.overflow_code.where_set(magnitude.exceeds(self.max_code), magnitude);
        let negative = Bytes::signs(patterns);
        let lost = finite.equals(Bytes::splat(0)).and(self.lost_at_zero);
        let signed = finite.or(negative.and(self.sign_bit).without(lost));
        let is_nan = patterns.map(|pattern| pattern.and(Words::splat(MAGNITUDE)).exceeds(self.number_end));
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
