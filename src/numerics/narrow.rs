//! From the bit pattern of an `f32` to a code of at most 16 bits, with 32-bit integers, one addition of floats and no branch: the
//! results of [`Conversion::encode_with`] in a form that a compiler turns into SIMD, and that `numerics::octets` repeats lane by lane.
//!
//! Two candidates are computed and the larger one is right.
//! *Normal*: shift the pattern right by `23 - m` with the rounding's bump added, after moving the exponent's origin to the format's.
//! *Subnormal*: add `C = 2^(emin - m + 23)`, whose spacing is the format's subnormal spacing `2^(emin - m)`, and subtract `C`'s pattern:
//! the addition itself rounds to nearest even. Above the smallest normal value, where that would be wrong, it is held at `2^m`.
//! Below, the normal candidate is a mantissa `f` taken as if it were a code, and `f ≤ (2^m + f) / 2`, the true one, so it loses.
//!
//! Worked through for E4M3FN and 0.1, pattern `0x3DCC_CCCD`: minus `120 << 23` is `0x01CC_CCCD`, shifted by 20 with rounding `0x1D`.
//! For 0.005 = 2.56 · 2^-9: `0.005 + 2^14` is `2^14 + 3 · 2^-9`, so the code is 3.

use crate::numerics::formats::Specials;
use crate::numerics::layout::Sign;
use crate::numerics::rounding::{Conversion, Rounding};

/// All bits of an `f32` but its sign.
pub(super) const MAGNITUDE: u32 = 0x7FFF_FFFF;

/// The pattern of an infinity.
const INFINITY: u32 = 0x7F80_0000;

/// A conversion's constants, worked out once per slice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrow {
    /// Mantissa bits that an `f32` has and the format has not.
    pub shift: u32,
    /// 1 if a tie looks at the last bit that is kept, 0 without a mantissa: IEEE 754 then takes the larger magnitude.
    pub last_bit: u32,
    /// What is added before the shift, the step of the exponent's origin subtracted: to nearest, half a unit less one.
    pub bump: u32,
    /// Directed roundings only: everything that the shift drops, added if the result moves away from zero.
    pub dropped: u32,
    /// Which signs move away from zero when rounding in a direction.
    pub away: Away,
    /// The pattern of the smallest normal value.
    pub least: u32,
    /// The pattern of `C`.
    pub magic: u32,
    /// The largest finite code, and the code beyond it, without the sign.
    pub max_code: u32,
    /// The code of an overflow, without the sign.
    pub overflow_code: u32,
    /// The largest pattern, without the sign, that is not NaN in the format.
    pub number_end: u32,
    /// The code of a positive NaN, and the bits by which that of a negative one differs.
    pub nan_code: u32,
    /// See [`Self::nan_code`].
    pub nan_flip: u32,
    /// The sign bit of a code.
    pub sign_bit: u32,
    /// The sign bit if a zero loses it, else 0.
    pub lost_at_zero: u32,
    /// How far the sign of an `f32` moves down.
    sign_shift: u32,
}

/// Which magnitudes grow when rounding in a direction: those whose sign, spread over a word and flipped, survives `enable`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Away {
    /// All ones when rounding up: positive numbers move away from zero.
    pub flip: u32,
    /// All ones when rounding up or down, 0 when truncating.
    pub enable: u32,
}

impl Narrow {
    /// `None` for what this way of rounding does not cover: more than 16 bits, scales without a sign, normal values below FP32's.
    pub fn new(rule: Conversion) -> Option<Self> {
        let format = rule.format.spec();
        let least_field = u32::try_from(format.min_exponent() + 127).ok().filter(|&field| 0 < field)?;
        if 16 < format.bits() || format.specials == Specials::Scale {
            return None;
        }
        let shift = 23 - format.mantissa_bits;
        let last_bit = u32::from(format.mantissa_bits != 0);
        let half = match rule.rounding {
            Rounding::NearestEven => (1 << (shift - 1)) - last_bit,
            Rounding::TowardZero | Rounding::Up | Rounding::Down | Rounding::Stochastic => 0,
        };
        let (flip, enable) = match rule.rounding {
            Rounding::Up => (u32::MAX, u32::MAX),
            Rounding::Down => (0, u32::MAX),
            Rounding::NearestEven | Rounding::TowardZero | Rounding::Stochastic => (0, 0),
        };
        let nan_code = format.nan_code(Sign::Plus);
        let infinity_is_nan = u32::from(format.specials == Specials::UnsignedZero);
        Some(Self {
            shift,
            last_bit,
            bump: half.wrapping_sub((least_field - 1) << 23),
            dropped: (1 << shift) - 1,
            away: Away { flip, enable },
            least: least_field << 23,
            magic: (least_field + shift) << 23,
            max_code: format.max_code(),
            overflow_code: rule.overflow.code(&format, Sign::Plus),
            number_end: INFINITY - infinity_is_nan,
            nan_code,
            nan_flip: nan_code ^ format.nan_code(Sign::Minus),
            sign_bit: format.sign_bit(),
            lost_at_zero: if format.has_negative_zero() { 0 } else { format.sign_bit() },
            sign_shift: 32 - format.bits(),
        })
    }

    /// The code of an `f32`'s bit pattern, to nearest.
    #[inline]
    pub fn nearest(&self, bits: u32) -> u32 {
        let unsigned = bits & MAGNITUDE;
        let odd = (unsigned >> self.shift) & self.last_bit;
        let normal = self.shifted(unsigned.wrapping_add(odd));
        let sum = f32::from_bits(unsigned.min(self.least)) + f32::from_bits(self.magic);
        self.signed(bits, normal.max(sum.to_bits().wrapping_sub(self.magic).cast_signed()))
    }

    /// The code of an `f32`'s bit pattern, rounding in a direction.
    ///
    /// The sum with `C` has rounded to nearest; one step back, or one further, if that was the wrong way.
    #[inline]
    pub fn directed(&self, bits: u32) -> u32 {
        let unsigned = bits & MAGNITUDE;
        let away = ((bits.cast_signed() >> 31).cast_unsigned() ^ self.away.flip) & self.away.enable;
        let normal = self.shifted(unsigned.wrapping_add(away & self.dropped));
        let small = f32::from_bits(unsigned.min(self.least));
        let magic = f32::from_bits(self.magic);
        let sum = small + magic;
        let back = sum - magic;
        let too_far = u32::from(small < back) & !away;
        let too_near = u32::from(back < small) & away;
        let subnormal = sum.to_bits().wrapping_sub(self.magic).wrapping_sub(too_far).wrapping_add(too_near);
        self.signed(bits, normal.max(subnormal.cast_signed()))
    }

    /// The code of an `f32`'s bit pattern, the farther neighbour if `f · 2^32 > word`, as in [`Conversion::encode_with`].
    ///
    /// With whole words `f · 2^32 > word` says the same as its ceiling does, and a fraction is `rest / 2^dropped`.
    #[inline]
    pub fn drawn(&self, bits: u32, word: u32) -> u32 {
        let unsigned = bits & MAGNITUDE;
        let field = unsigned >> 23;
        let significand = (unsigned & 0x7F_FFFF) | (u32::from(field != 0) << 23);
        let exponent = field.max(1);
        let least_field = self.least >> 23;
        let target = exponent.max(least_field);
        // A significand has 24 bits: at 57 every fraction is below every word but 0, so nothing changes beyond.
        let dropped = (self.shift + target - exponent).min(57);
        let kept = significand >> dropped.min(31);
        let rest = u64::from(significand) & ((1 << dropped) - 1);
        let threshold = ((rest << 32) + ((1 << dropped) - 1)) >> dropped;
        let code = ((target - least_field) << (23 - self.shift)) + kept + u32::from(u64::from(word) < threshold);
        self.signed(bits, code.cast_signed())
    }

    /// The candidate for normal values; negative far below them.
    #[inline]
    fn shifted(&self, unsigned: u32) -> i32 {
        unsigned.wrapping_add(self.bump).cast_signed() >> self.shift
    }

    /// The rounded magnitude with the overflow mode, the sign and NaN seen to.
    #[inline]
    fn signed(&self, bits: u32, magnitude: i32) -> u32 {
        let magnitude = magnitude.cast_unsigned();
        let finite = if magnitude > self.max_code { self.overflow_code } else { magnitude };
        let lost = if finite == 0 { self.lost_at_zero } else { 0 };
        let sign = (bits >> self.sign_shift) & self.sign_bit & !lost;
        let negative = (bits.cast_signed() >> 31).cast_unsigned();
        let nan = self.nan_code ^ (self.nan_flip & negative);
        if bits & MAGNITUDE > self.number_end { nan } else { finite | sign }
    }
}
