//! What follows from a format's row: the value of a code, the ends of the range, the special codes, and how many there are.
//!
//! A code is the bit pattern of a value, held in the low bits of a `u32`: sign, exponent field `E`, mantissa field `M`.
//! With `m` mantissa bits, `E > 0` means `(-1)^S · 2^(E-bias) · (1 + M/2^m)` and `E = 0` means `(-1)^S · 2^(1-bias) · M/2^m`.
//! Example: E4M3FN code `0x7E` is `S=0, E=15, M=6`, thus `2^(15-7) · (1 + 6/8) = 256 · 1.75 = 448`.
//! E8M0 has neither sign nor subnormals: its code `c` is `2^(c-127)`, also for `c = 0`.

use crate::numerics::formats::{Format, Specials};

/// The sign of a value, zero and NaN included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Sign bit clear.
    Plus,
    /// Sign bit set.
    Minus,
}

impl Format {
    /// The value of a code, exactly; every value of every format here is an `f64`, and an `f32` too.
    ///
    /// Bits above the format's width are ignored. NaN codes all give the one canonical `f64::NAN`.
    /// Example: E4M3FN `0x01` is `2^-6 · 1/8 = 0.001953125`; `0x80` is `-0.0`.
    pub fn decode(&self, code: u32) -> f64 {
        let magnitude = code & self.magnitude_mask();
        let is_negative = code & self.sign_bit() != 0;
        let unsigned = if magnitude <= self.max_code() {
            if is_negative && magnitude == 0 && self.specials == Specials::UnsignedZero {
                return f64::NAN;
            }
            self.magnitude_value(magnitude)
        } else if self.has_infinity() && magnitude == self.max_code() + 1 {
            f64::INFINITY
        } else {
            return f64::NAN;
        };
        if is_negative { -unsigned } else { unsigned }
    }

    /// The value of a finite code without its sign.
    fn magnitude_value(&self, magnitude: u32) -> f64 {
        let field = magnitude >> self.mantissa_bits;
        if self.specials == Specials::Scale {
            return power_of_two(field.cast_signed() - self.bias);
        }
        let mantissa = magnitude & ((1 << self.mantissa_bits) - 1);
        let significand = if field == 0 { mantissa } else { mantissa | 1 << self.mantissa_bits };
        f64::from(significand) * power_of_two(field.max(1).cast_signed() - self.bias - self.mantissa_width())
    }

    /// Width of a code in bits: sign, exponent and mantissa.
    pub const fn bits(&self) -> u32 {
        self.has_sign() as u32 + self.exponent_bits + self.mantissa_bits
    }

    /// Bytes that one code takes when stored alone: 1, 2 or 4.
    pub const fn bytes_per_code(&self) -> usize {
        match self.bits() {
            0..=8 => 1,
            9..=16 => 2,
            _ => 4,
        }
    }

    /// By how many bits a stored code is shifted up: TF32 lives in the upper 19 bits of an FP32 word, everything else lies low.
    pub const fn storage_shift(&self) -> u32 {
        if 16 < self.bits() { 32 - self.bits() } else { 0 }
    }

    /// Whether values have a sign; only E8M0 has none.
    pub const fn has_sign(&self) -> bool {
        !matches!(self.specials, Specials::Scale)
    }

    /// Whether the format can hold an infinity.
    pub const fn has_infinity(&self) -> bool {
        matches!(self.specials, Specials::Ieee)
    }

    /// Whether the format can hold NaN; the formats below 8 bits cannot.
    pub const fn has_nan(&self) -> bool {
        !matches!(self.specials, Specials::Finite)
    }

    /// Whether the format tells `-0` from `+0`.
    pub const fn has_negative_zero(&self) -> bool {
        match self.specials {
            Specials::Ieee | Specials::FiniteWithNan | Specials::Finite => true,
            Specials::UnsignedZero | Specials::Scale => false,
        }
    }

    /// Whether a code stands for zero; E8M0 has none.
    pub const fn has_zero(&self) -> bool {
        !matches!(self.specials, Specials::Scale)
    }

    /// The code of the largest finite value: `0x7E` for E4M3FN, `0x7B` for E5M2, `0x7F` for E4M3FNUZ.
    pub const fn max_code(&self) -> u32 {
        let all_ones = self.magnitude_mask();
        match self.specials {
            Specials::Ieee => all_ones - (1 << self.mantissa_bits),
            Specials::FiniteWithNan | Specials::Scale => all_ones - 1,
            Specials::Finite | Specials::UnsignedZero => all_ones,
        }
    }

    /// The code that we produce for a NaN of the given sign: E4M3FN `0x7F`, FNUZ `0x80`, E8M0 `0xFF`, otherwise the quiet NaN with an
    /// empty payload (E5M2 `0x7E`). Keeping the sign is a project rule, the same as in the Python package `ml_dtypes`.
    ///
    /// A format without NaN gets the code that `ml_dtypes` writes, a zero of the opposite sign; `Flags::invalid` tells of it.
    pub const fn nan_code(&self, sign: Sign) -> u32 {
        match (self.specials, sign) {
            (Specials::Ieee, _) => (self.max_code() + 1 + (1 << (self.mantissa_bits - 1))) | self.sign_code(sign),
            (Specials::FiniteWithNan, _) => self.magnitude_mask() | self.sign_code(sign),
            (Specials::Scale, _) => self.magnitude_mask(),
            (Specials::UnsignedZero, _) | (Specials::Finite, Sign::Plus) => self.sign_bit(),
            (Specials::Finite, Sign::Minus) => 0,
        }
    }

    /// The code of an infinity; `None` where the format has none.
    pub fn infinity_code(&self, sign: Sign) -> Option<u32> {
        self.has_infinity().then_some((self.max_code() + 1) | self.sign_code(sign))
    }

    /// Nothing but the sign bit: what a sign adds to the code of a magnitude. For most formats also the code of a zero.
    pub const fn sign_code(&self, sign: Sign) -> u32 {
        match sign {
            Sign::Plus => 0,
            Sign::Minus => self.sign_bit(),
        }
    }

    /// Whether `code` stands for NaN.
    pub fn is_nan_code(&self, code: u32) -> bool {
        self.decode(code).is_nan()
    }

    /// The largest finite value: 448 for E4M3FN, 57344 for E5M2, 65504 for FP16.
    pub fn max_finite(&self) -> f64 {
        self.decode(self.max_code())
    }

    /// The exponent of the largest finite value, `emax` of the MX rules: 8 for E4M3FN, 15 for E5M2, 2 for E2M1FN.
    pub const fn max_exponent(&self) -> i32 {
        let field = self.max_code() >> self.mantissa_bits;
        if field == 0 { self.min_exponent() } else { field.cast_signed() - self.bias }
    }

    /// The smallest normal magnitude, `2^(1-bias)`, below which values are spaced evenly; E8M0's smallest value, `2^-127`.
    pub fn min_normal(&self) -> f64 {
        power_of_two(self.min_exponent())
    }

    /// The smallest magnitude that is not zero, `2^(1-bias-m)`.
    pub fn min_subnormal(&self) -> f64 {
        power_of_two(self.min_exponent() - self.mantissa_width())
    }

    /// The distance from 1 to the next value, `2^-m`.
    pub fn epsilon(&self) -> f64 {
        power_of_two(-self.mantissa_width())
    }

    /// The unit roundoff `u = 2^-(m+1)`: half an epsilon. Rounding to nearest changes a normal value by at most `u/(1+u)`
    /// of itself; for E4M3FN that is `(1/16)/(17/16) = 1/17 = 5.88 %`.
    pub fn unit_roundoff(&self) -> f64 {
        power_of_two(-self.mantissa_width() - 1)
    }

    /// How many codes stand for a finite value, both zeros counted: 254 for E4M3FN, 248 for E5M2.
    pub const fn finite_codes(&self) -> u64 {
        let per_sign = self.max_code() as u64 + 1;
        match self.specials {
            Specials::Ieee | Specials::FiniteWithNan | Specials::Finite => 2 * per_sign,
            Specials::UnsignedZero => 2 * per_sign - 1,
            Specials::Scale => per_sign,
        }
    }

    /// How many codes stand for NaN: 2 for E4M3FN, 6 for E5M2, none for E2M1FN.
    pub const fn nan_codes(&self) -> u64 {
        match self.specials {
            Specials::Ieee => 2 * ((1 << self.mantissa_bits) - 1),
            Specials::FiniteWithNan => 2,
            Specials::UnsignedZero | Specials::Scale => 1,
            Specials::Finite => 0,
        }
    }

    /// The exponent of the smallest normal value: `1 - bias`, for E8M0 `-bias`.
    pub const fn min_exponent(&self) -> i32 {
        match self.specials {
            Specials::Ieee | Specials::FiniteWithNan | Specials::Finite | Specials::UnsignedZero => 1 - self.bias,
            Specials::Scale => -self.bias,
        }
    }

    /// The bit of the sign; 0 where there is none.
    pub const fn sign_bit(&self) -> u32 {
        if self.has_sign() { self.magnitude_mask() + 1 } else { 0 }
    }

    /// The bits of exponent and mantissa.
    pub const fn magnitude_mask(&self) -> u32 {
        (1 << (self.exponent_bits + self.mantissa_bits)) - 1
    }

    /// `mantissa_bits`, signed, for arithmetic with exponents.
    pub const fn mantissa_width(&self) -> i32 {
        self.mantissa_bits.cast_signed()
    }
}

/// `2^exponent` as an `f64`, exactly, for `-1022 ≤ exponent ≤ 1023`.
pub fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(u64::from((exponent + 1023).cast_unsigned()) << 52)
}

#[cfg(test)]
mod tests {
    use super::Sign;
    use crate::numerics::formats::FormatId;

    /// Figures of the published tables: bits, max finite, min normal, min subnormal.
    #[test]
    fn figures_follow_from_the_rows() {
        let two_to = |exponent| libm::ldexp(1.0, exponent);
        for (format, bits, max, normal, subnormal) in [
            (FormatId::Fp32, 32, f64::from(f32::MAX), two_to(-126), two_to(-149)),
            (FormatId::Tf32, 19, (2.0 - two_to(-10)) * two_to(127), two_to(-126), two_to(-136)),
            (FormatId::Bf16, 16, 3.389_531_389_251_535_5e38, two_to(-126), two_to(-133)),
            (FormatId::Fp16, 16, 65504.0, two_to(-14), two_to(-24)),
            (FormatId::E5m2, 8, 57344.0, two_to(-14), two_to(-16)),
            (FormatId::E4m3fn, 8, 448.0, two_to(-6), two_to(-9)),
            (FormatId::E4m3, 8, 240.0, two_to(-6), two_to(-9)),
            (FormatId::E4m3fnuz, 8, 240.0, two_to(-7), two_to(-10)),
            (FormatId::E5m2fnuz, 8, 57344.0, two_to(-15), two_to(-17)),
            (FormatId::E4m3b11fnuz, 8, 30.0, two_to(-10), two_to(-13)),
            (FormatId::E3m4, 8, 15.5, two_to(-2), two_to(-6)),
            (FormatId::E3m2fn, 6, 28.0, two_to(-2), two_to(-4)),
            (FormatId::E2m3fn, 6, 7.5, 1.0, two_to(-3)),
            (FormatId::E2m1fn, 4, 6.0, 1.0, 0.5),
            (FormatId::E8m0fnu, 8, two_to(127), two_to(-127), two_to(-127)),
        ] {
            let row = format.spec();
            assert_eq!(row.bits(), bits);
            assert_eq!(row.max_finite().to_bits(), max.to_bits(), "{format:?}");
            assert_eq!(row.min_normal().to_bits(), normal.to_bits(), "{format:?}");
            assert_eq!(row.min_subnormal().to_bits(), subnormal.to_bits(), "{format:?}");
            let after_one = row.decode((row.bias.cast_unsigned() << row.mantissa_bits) + 1) - 1.0;
            assert_eq!(row.epsilon().to_bits(), after_one.to_bits(), "{format:?}");
            assert_eq!(row.unit_roundoff().to_bits(), (row.epsilon() / 2.0).to_bits(), "{format:?}");
            assert_eq!(row.max_exponent(), libm::ilogb(max), "{format:?}");
        }
    }

    #[test]
    fn codes_are_counted_rightly() {
        for format in FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 16) {
            let row = format.spec();
            let values: Vec<f64> = (0..1 << row.bits()).map(|code| row.decode(code)).collect();
            let count = |kind: fn(f64) -> bool| values.iter().filter(|&&value| kind(value)).count() as u64;
            assert_eq!(row.finite_codes(), count(f64::is_finite), "{format:?}");
            assert_eq!(row.nan_codes(), count(f64::is_nan), "{format:?}");
            assert_eq!(u64::from(row.has_infinity()) * 2, count(f64::is_infinite), "{format:?}");
            let zeros = u64::from(row.has_zero()) + u64::from(row.has_negative_zero());
            assert_eq!(count(|value| value == 0.0), zeros, "{format:?}");
        }
        let narrow = FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 8);
        let finite: Vec<u64> = narrow.map(|format| format.spec().finite_codes()).collect();
        assert_eq!(finite, [248, 254, 240, 255, 255, 255, 224, 64, 64, 16, 255], "the published counts");
    }

    #[test]
    fn special_codes_are_those_of_the_standards() {
        for (format, infinity, nan) in [
            (FormatId::Fp32, Some(0x7F80_0000), 0x7FC0_0000),
            (FormatId::Bf16, Some(0x7F80), 0x7FC0),
            (FormatId::Fp16, Some(0x7C00), 0x7E00),
            (FormatId::E5m2, Some(0x7C), 0x7E),
            (FormatId::E4m3fn, None, 0x7F),
            (FormatId::E4m3, Some(0x78), 0x7C),
            (FormatId::E3m4, Some(0x70), 0x78),
        ] {
            let row = format.spec();
            assert_eq!(row.infinity_code(Sign::Plus), infinity);
            assert_eq!(row.infinity_code(Sign::Minus), infinity.map(|code| code | row.sign_bit()));
            assert_eq!(row.nan_code(Sign::Plus), nan);
            assert_eq!(row.nan_code(Sign::Minus), nan | row.sign_bit());
            assert!(row.is_nan_code(nan) && row.is_nan_code(nan | row.sign_bit()));
            assert_eq!(row.decode(nan | row.sign_bit()).to_bits(), f64::NAN.to_bits(), "one canonical NaN");
            assert_eq!(row.decode(row.sign_bit()).to_bits(), (-0.0_f64).to_bits());
        }
        for (format, nan) in [(FormatId::E4m3fnuz, 0x80), (FormatId::E8m0fnu, 0xFF)] {
            let row = format.spec();
            assert_eq!([Sign::Plus, Sign::Minus].map(|sign| row.nan_code(sign)), [nan, nan], "{format:?}");
            assert!(row.is_nan_code(nan) && row.infinity_code(Sign::Plus).is_none());
        }
    }

    #[test]
    fn values_rise_with_their_codes() {
        for format in FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 19) {
            let row = format.spec();
            for code in 0..row.max_code() {
                assert!(row.decode(code) < row.decode(code + 1), "{format:?} {code:#x}");
            }
        }
    }
}
