//! THE format table: one row per number format, and everything else about a format derived from its row.
//!
//! A code is the bit pattern of a value, held in the low bits of a `u32`: sign, exponent field `E`, mantissa field `M`.
//! With `m` mantissa bits, `E > 0` means `(-1)^S · 2^(E-bias) · (1 + M/2^m)` and `E = 0` means `(-1)^S · 2^(1-bias) · M/2^m`.
//! Example: E4M3FN code `0x7E` is `S=0, E=15, M=6`, thus `2^(15-7) · (1 + 6/8) = 256 · 1.75 = 448`.
//! Sources: IEEE 754-2019 for binary32 and binary16; OCP "8-bit Floating Point Specification (OFP8)" 1.0 for E4M3FN and E5M2.
//! Format names carry LLVM's suffixes: F "finite only", N "NaN encoded in its own way".

use serde::{Deserialize, Serialize};

/// A number format: the closed list. A new format is a new variant here and a new row in [`FORMATS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FormatId {
    /// IEEE 754 binary32, "single".
    Fp32,
    /// bfloat16: the upper half of a binary32.
    Bf16,
    /// IEEE 754 binary16, "half".
    Fp16,
    /// OCP 8-bit format with five exponent bits, infinities and NaN.
    E5m2,
    /// OCP 8-bit format with four exponent bits, no infinity, one NaN per sign.
    E4m3fn,
}

/// What the codes with an exponent field of all ones stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Specials {
    /// As IEEE 754: mantissa zero is an infinity, every other mantissa a NaN.
    Ieee,
    /// Finite values, except the code with all ones in exponent and mantissa, which is NaN; no infinity.
    FiniteWithNan,
}

/// One row of the table. All formats here have one sign bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Which format this row describes.
    pub id: FormatId,
    /// The name shown to people, such as "E4M3FN".
    pub name: &'static str,
    /// Width of the exponent field in bits.
    pub exponent_bits: u32,
    /// Width of the mantissa field in bits, without the implicit leading one.
    pub mantissa_bits: u32,
    /// What is subtracted from the exponent field.
    pub bias: i32,
    /// The meaning of the topmost codes.
    pub specials: Specials,
    /// The document that defines the format.
    pub source: &'static str,
}

/// The table, in the order of [`FormatId::ALL`].
pub static FORMATS: [Format; 5] = [
    row(FormatId::Fp32, "FP32", (8, 23, 127), Specials::Ieee, "IEEE 754-2019, binary32"),
    row(FormatId::Bf16, "BF16", (8, 7, 127), Specials::Ieee, "Google bfloat16, arXiv 1905.12322"),
    row(FormatId::Fp16, "FP16", (5, 10, 15), Specials::Ieee, "IEEE 754-2019, binary16"),
    row(FormatId::E5m2, "E5M2", (5, 2, 15), Specials::Ieee, "OCP OFP8 1.0"),
    row(FormatId::E4m3fn, "E4M3FN", (4, 3, 7), Specials::FiniteWithNan, "OCP OFP8 1.0"),
];

/// A row from `(exponent bits, mantissa bits, bias)`, so that the table above reads as a table.
const fn row(
    id: FormatId,
    name: &'static str,
    fields: (u32, u32, i32),
    specials: Specials,
    source: &'static str,
) -> Format {
    Format { id, name, exponent_bits: fields.0, mantissa_bits: fields.1, bias: fields.2, specials, source }
}

impl FormatId {
    /// Every format, widest first.
    pub const ALL: [Self; 5] = [Self::Fp32, Self::Bf16, Self::Fp16, Self::E5m2, Self::E4m3fn];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fp32 => "fp32",
            Self::Bf16 => "bf16",
            Self::Fp16 => "fp16",
            Self::E5m2 => "e5m2",
            Self::E4m3fn => "e4m3fn",
        }
    }

    /// The format whose [`key`](Self::key) is `key`; `None` for any other word (keys are lower case).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// The format's row.
    pub const fn spec(self) -> &'static Format {
        &FORMATS[self as usize]
    }
}

impl Format {
    /// The value of a code, exactly; every value of every format here is an `f64`.
    ///
    /// Bits above the format's width are ignored. NaN codes all give the one canonical `f64::NAN`.
    /// Example: E4M3FN `0x01` is `2^-6 · 1/8 = 0.001953125`; `0x80` is `-0.0`.
    pub fn decode(&self, code: u32) -> f64 {
        let magnitude = code & (self.sign_bit() - 1);
        let unsigned = if magnitude <= self.max_code() {
            let mantissa = magnitude & ((1 << self.mantissa_bits) - 1);
            let field = magnitude >> self.mantissa_bits;
            let significand = if field == 0 { mantissa } else { mantissa | 1 << self.mantissa_bits };
            f64::from(significand) * power_of_two(self.exponent_of_field(field.max(1)) - self.mantissa_width())
        } else if self.has_infinity() && magnitude == self.max_code() + 1 {
            f64::INFINITY
        } else {
            return f64::NAN;
        };
        if code & self.sign_bit() == 0 { unsigned } else { -unsigned }
    }

    /// Width of a code in bits: sign, exponent and mantissa.
    pub const fn bits(&self) -> u32 {
        1 + self.exponent_bits + self.mantissa_bits
    }

    /// Bytes that one code takes when stored alone: 1, 2 or 4.
    pub const fn bytes_per_code(&self) -> usize {
        match self.bits() {
            0..=8 => 1,
            9..=16 => 2,
            _ => 4,
        }
    }

    /// Whether the format can hold an infinity.
    pub const fn has_infinity(&self) -> bool {
        match self.specials {
            Specials::Ieee => true,
            Specials::FiniteWithNan => false,
        }
    }

    /// The code of the largest finite value: `0x7E` for E4M3FN, `0x7B` for E5M2.
    pub const fn max_code(&self) -> u32 {
        let all_ones = self.sign_bit() - 1;
        match self.specials {
            Specials::Ieee => all_ones - (1 << self.mantissa_bits),
            Specials::FiniteWithNan => all_ones - 1,
        }
    }

    /// The one NaN code we produce, with the given sign: E4M3FN `0x7F`, otherwise the quiet NaN with an empty payload
    /// (E5M2 `0x7E`). Keeping the sign is a project rule, the same as in the Python package `ml_dtypes`.
    pub const fn nan_code(&self, sign: Sign) -> u32 {
        let magnitude = match self.specials {
            Specials::Ieee => self.max_code() + 1 + (1 << (self.mantissa_bits - 1)),
            Specials::FiniteWithNan => self.sign_bit() - 1,
        };
        magnitude | self.sign_code(sign)
    }

    /// The code of an infinity; `None` where the format has none.
    pub fn infinity_code(&self, sign: Sign) -> Option<u32> {
        self.has_infinity().then_some((self.max_code() + 1) | self.sign_code(sign))
    }

    /// The code of a zero with the given sign: nothing but the sign bit.
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

    /// The smallest normal magnitude, `2^(1-bias)`; below it values are spaced evenly.
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
        2 * (self.max_code() as u64 + 1)
    }

    /// How many codes stand for NaN: 2 for E4M3FN, 6 for E5M2.
    pub const fn nan_codes(&self) -> u64 {
        match self.specials {
            Specials::Ieee => 2 * ((1 << self.mantissa_bits) - 1),
            Specials::FiniteWithNan => 2,
        }
    }

    /// The exponent of the smallest normal value, `1 - bias`.
    pub const fn min_exponent(&self) -> i32 {
        1 - self.bias
    }

    /// The sign's place in a code; one less is the mask of the magnitude.
    pub const fn sign_bit(&self) -> u32 {
        1 << (self.exponent_bits + self.mantissa_bits)
    }

    /// `mantissa_bits`, signed, for arithmetic with exponents.
    pub const fn mantissa_width(&self) -> i32 {
        self.mantissa_bits.cast_signed()
    }

    const fn exponent_of_field(&self, field: u32) -> i32 {
        field.cast_signed() - self.bias
    }
}

/// The sign of a value, zero and NaN included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Sign bit clear.
    Plus,
    /// Sign bit set.
    Minus,
}

/// `2^exponent` as an `f64`, exactly, for `-1022 ≤ exponent ≤ 1023`.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(u64::from((exponent + 1023).cast_unsigned()) << 52)
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, FormatId, Sign};

    #[test]
    fn the_table_is_in_the_order_of_the_list() {
        for (index, format) in FormatId::ALL.into_iter().enumerate() {
            assert_eq!(FORMATS[index].id, format);
            assert_eq!(format.spec().id, format);
            assert_eq!(FormatId::from_key(format.key()), Some(format));
            assert_eq!(format.spec().name.to_lowercase(), format.key());
        }
        assert_eq!(FormatId::from_key("E4M3FN"), None);
        assert_eq!(FormatId::from_key("e4m3"), None, "that name means different formats to different people");
    }

    /// Figures of the published tables: bits, max finite, min normal, min subnormal, finite codes, NaN codes.
    #[test]
    fn figures_follow_from_the_rows() {
        let two_to = |exponent| libm::ldexp(1.0, exponent);
        for (format, bits, max, normal, subnormal) in [
            (FormatId::Fp32, 32, f64::from(f32::MAX), two_to(-126), two_to(-149)),
            (FormatId::Bf16, 16, 3.389_531_389_251_535_5e38, two_to(-126), two_to(-133)),
            (FormatId::Fp16, 16, 65504.0, two_to(-14), two_to(-24)),
            (FormatId::E5m2, 8, 57344.0, two_to(-14), two_to(-16)),
            (FormatId::E4m3fn, 8, 448.0, two_to(-6), two_to(-9)),
        ] {
            let row = format.spec();
            assert_eq!(row.bits(), bits);
            assert_eq!(row.max_finite().to_bits(), max.to_bits(), "{format:?}");
            assert_eq!(row.min_normal().to_bits(), normal.to_bits(), "{format:?}");
            assert_eq!(row.min_subnormal().to_bits(), subnormal.to_bits(), "{format:?}");
            assert_eq!(
                row.epsilon().to_bits(),
                (row.decode(row_code_of_one(format) + 1) - 1.0).to_bits(),
                "{format:?}"
            );
            assert_eq!(row.unit_roundoff().to_bits(), (row.epsilon() / 2.0).to_bits(), "{format:?}");
        }
    }

    fn row_code_of_one(format: FormatId) -> u32 {
        format.spec().bias.cast_unsigned() << format.spec().mantissa_bits
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
        }
        let finite = [FormatId::E5m2, FormatId::E4m3fn].map(|format| format.spec().finite_codes());
        assert_eq!(finite, [248, 254], "OCP OFP8");
    }

    #[test]
    fn special_codes_are_those_of_the_standards() {
        for (format, infinity, nan) in [
            (FormatId::Fp32, Some(0x7F80_0000), 0x7FC0_0000),
            (FormatId::Bf16, Some(0x7F80), 0x7FC0),
            (FormatId::Fp16, Some(0x7C00), 0x7E00),
            (FormatId::E5m2, Some(0x7C), 0x7E),
            (FormatId::E4m3fn, None, 0x7F),
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
    }

    #[test]
    fn values_rise_with_their_codes() {
        for format in FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 16) {
            let row = format.spec();
            for code in 0..row.max_code() {
                assert!(row.decode(code) < row.decode(code + 1), "{format:?} {code:#x}");
            }
        }
    }
}
