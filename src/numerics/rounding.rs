//! From a real number to a code: round once, from the exact value, then apply the overflow mode.
//!
//! The order of the steps is that of OCP OFP8 1.0: NaN stays NaN; the exact input is rounded with an unbounded exponent above
//! and the subnormal spacing below; only then, if the rounded magnitude exceeds the largest finite value, or the input was
//! infinite, the overflow mode decides. So E4M3FN takes 464, the tie between 448 and 480, to 448 in both modes (the code of
//! 448 is even), while E5M2's tie 61440 overflows (the code of 57344 is odd). The sign of a zero is kept; nothing is
//! flushed to zero. Only integers are used, so there is no rounding but the one we mean.

use crate::numerics::formats::{Format, FormatId, Sign};
use serde::{Deserialize, Serialize};

/// Which neighbour a value between two representable ones becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rounding {
    /// To the nearest; a tie goes to the code whose last bit is 0 (RNE).
    NearestEven,
    /// To the neighbour closer to zero (truncation, RZ).
    TowardZero,
}

/// What becomes of a value beyond the largest finite one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Overflow {
    /// It becomes the largest finite value of its sign (OFP8 "SAT"); infinities too.
    Saturate,
    /// It becomes infinity where the format has one, else NaN (OFP8 "NONSAT").
    NonSaturate,
}

/// A complete rule for turning numbers into codes.
///
/// Project rule: with [`Rounding::TowardZero`] the overflow mode applies in the same place, to the truncated magnitude. So
/// 479 becomes 448 in E4M3FN, and 480 overflows. (IEEE 754 would deliver the largest finite value for every overflow when
/// truncating; its rule has no saturation switch.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The format of the codes.
    pub format: FormatId,
    /// How values between two codes are decided.
    pub rounding: Rounding,
    /// How values beyond the last code are decided.
    pub overflow: Overflow,
}

/// The result of rounding one value.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounded {
    /// The bit pattern in the target format.
    pub code: u32,
    /// The value of that code, exactly; `f64::NAN` for NaN.
    pub value: f64,
    /// What happened on the way.
    pub flags: Flags,
}

/// What happened while rounding. A NaN input raises no flag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The value of the code differs from the input.
    pub inexact: bool,
    /// The rounded magnitude exceeded the largest finite value, or an infinity could not be kept: the overflow mode decided.
    pub overflow: bool,
    /// The input was below the smallest normal magnitude, and inexact (IEEE 754's default notion of underflow).
    pub underflow: bool,
}

impl Conversion {
    /// Rounds `x` by this rule.
    ///
    /// Worked through for E4M3FN and 0.1: `0.1 = 1.6 · 2^-4`, the spacing there is `2^-4/8 = 0.0078125`, and
    /// `0.1 / 0.0078125 = 12.8` rounds to 13, hence `13 · 0.0078125 = 0.1015625`, code `0x1D`.
    pub fn encode(self, x: f64) -> Rounded {
        let format = self.format.spec();
        let sign = if x.is_sign_negative() { Sign::Minus } else { Sign::Plus };
        if x.is_nan() {
            return Rounded { code: format.nan_code(sign), value: f64::NAN, flags: Flags::default() };
        }
        let magnitude = if x.is_infinite() { u64::MAX } else { self.rounding.magnitude(format, x) };
        let too_large = magnitude > u64::from(format.max_code());
        let code =
            if too_large { self.overflow.code(format, sign) } else { low_word(magnitude) | format.sign_code(sign) };
        let value = format.decode(code);
        let inexact = value.to_bits() != x.to_bits();
        let overflow = too_large && inexact;
        let underflow = inexact && x.abs() < format.min_normal();
        Rounded { code, value, flags: Flags { inexact, overflow, underflow } }
    }
}

impl Rounding {
    /// Every rounding.
    pub const ALL: [Self; 2] = [Self::NearestEven, Self::TowardZero];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NearestEven => "nearest-even",
            Self::TowardZero => "toward-zero",
        }
    }

    /// The rounding whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rounding| rounding.key() == key)
    }

    /// The code of `|x|` in `format` as if exponents had no upper end: a code above the format's largest means overflow.
    ///
    /// Codes are consecutive, so the carry of a mantissa that rounds up moves into the exponent by itself.
    fn magnitude(self, format: &Format, x: f64) -> u64 {
        const MANTISSA: i32 = 52;
        let bits = x.to_bits();
        let field = ((bits >> MANTISSA) & 0x7FF) as i32;
        let fraction = bits & ((1 << MANTISSA) - 1);
        let (significand, exponent) =
            if field == 0 { (fraction, -1022) } else { (fraction | 1 << MANTISSA, field - 1023) };
        let target = exponent.max(format.min_exponent());
        let dropped = (MANTISSA - format.mantissa_width() + target - exponent).min(63).cast_unsigned();
        let binade = u64::from((target - format.min_exponent()).cast_unsigned()) << format.mantissa_bits;
        binade + self.shift_right(significand, dropped)
    }

    /// `significand / 2^dropped`, rounded to an integer; `1 ≤ dropped ≤ 63`.
    fn shift_right(self, significand: u64, dropped: u32) -> u64 {
        let kept = significand >> dropped;
        match self {
            Self::TowardZero => kept,
            Self::NearestEven => {
                let rest = significand & ((1 << dropped) - 1);
                let half = 1 << (dropped - 1);
                kept + u64::from(rest > half || (rest == half && kept & 1 == 1))
            }
        }
    }
}

impl Overflow {
    /// Every overflow mode.
    pub const ALL: [Self; 2] = [Self::Saturate, Self::NonSaturate];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Saturate => "saturate",
            Self::NonSaturate => "nonsaturate",
        }
    }

    /// The overflow mode whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|overflow| overflow.key() == key)
    }

    /// The code that stands for "too large" in `format`.
    pub(super) fn code(self, format: &Format, sign: Sign) -> u32 {
        match self {
            Self::Saturate => format.max_code() | format.sign_code(sign),
            Self::NonSaturate => format.infinity_code(sign).unwrap_or_else(|| format.nan_code(sign)),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "called only for magnitudes up to a format's max_code, a u32")]
const fn low_word(magnitude: u64) -> u32 {
    magnitude as u32
}

#[cfg(test)]
mod tests {
    use super::{Conversion, Overflow, Rounding};
    use crate::numerics::formats::FormatId;

    fn conversions(format: FormatId) -> impl Iterator<Item = Conversion> {
        Rounding::ALL.into_iter().flat_map(move |rounding| {
            Overflow::ALL.into_iter().map(move |overflow| Conversion { format, rounding, overflow })
        })
    }

    fn narrow_formats() -> impl Iterator<Item = FormatId> {
        FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 16)
    }

    #[test]
    fn every_code_survives_the_round_trip() {
        for rule in narrow_formats().flat_map(conversions) {
            let format = rule.format.spec();
            for code in 0..1 << format.bits() {
                let value = format.decode(code);
                let again = rule.encode(value);
                if value.is_nan() {
                    assert!(format.is_nan_code(again.code), "{rule:?} {code:#x}");
                } else if value.is_finite() || rule.overflow == Overflow::NonSaturate {
                    assert_eq!(again.code, code, "{rule:?}");
                    assert_eq!(again.value.to_bits(), value.to_bits(), "{rule:?}");
                } else {
                    assert_eq!(again.code, code - 1, "an infinity saturates to the code before it");
                }
            }
        }
    }

    /// Between neighbours lies one tie, exact in `f64`: it goes to the even code, and what is beside it to the nearer one.
    #[test]
    fn every_tie_goes_to_the_even_code() {
        for format in narrow_formats() {
            let row = format.spec();
            let nearest = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
            let truncating = Conversion { rounding: Rounding::TowardZero, ..nearest };
            for lower in 0..row.max_code() {
                let tie = f64::midpoint(row.decode(lower), row.decode(lower + 1));
                assert_eq!(nearest.encode(tie).code, lower + lower % 2, "{format:?} {lower:#x}");
                assert_eq!(nearest.encode(tie.next_down()).code, lower, "{format:?} {lower:#x}");
                assert_eq!(nearest.encode(tie.next_up()).code, lower + 1, "{format:?} {lower:#x}");
                assert_eq!(nearest.encode(-tie).code, row.sign_bit() | (lower + lower % 2), "{format:?} {lower:#x}");
                assert_eq!(truncating.encode(tie).code, lower, "{format:?} {lower:#x}");
            }
        }
    }

    #[test]
    fn nan_keeps_its_sign_and_loses_its_payload() {
        for rule in FormatId::ALL.into_iter().flat_map(conversions) {
            let row = rule.format.spec();
            let payload = f64::from_bits(f64::NAN.to_bits() | 0xBEEF);
            assert_eq!(rule.encode(payload).code, rule.encode(f64::NAN).code);
            assert_eq!(rule.encode(-payload).code, rule.encode(f64::NAN).code | row.sign_bit());
            assert_eq!(rule.encode(-payload).value.to_bits(), f64::NAN.to_bits());
        }
    }

    #[test]
    fn keys_name_their_variants() {
        assert!(Rounding::ALL.into_iter().all(|rounding| Rounding::from_key(rounding.key()) == Some(rounding)));
        assert!(Overflow::ALL.into_iter().all(|overflow| Overflow::from_key(overflow.key()) == Some(overflow)));
        assert_eq!(Rounding::from_key("stochastic"), None);
    }
}
