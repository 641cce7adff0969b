//! From a real number to a code: round once, from the exact value, then apply the overflow mode.
//!
//! The order of the steps is that of OCP OFP8 1.0: NaN stays NaN; the exact input is rounded with an unbounded exponent above
//! and the subnormal spacing below; only then, if the rounded magnitude exceeds the largest finite value, or the input was
//! infinite, the overflow mode decides. So E4M3FN takes 464, the tie between 448 and 480, to 448 in both modes (the code of
//! 448 is even), while E5M2's tie 61440 overflows (the code of 57344 is odd). The sign of a zero is kept where the format has
//! one; nothing is flushed to zero. Only integers are used, so there is no rounding but the one we mean.

use crate::numerics::formats::{Format, FormatId, Specials};
use crate::numerics::layout::Sign;
use serde::{Deserialize, Serialize};

/// Which neighbour a value between two representable ones becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rounding {
    /// To the nearest; a tie goes to the code whose last bit is 0 (RNE). Project rule for E8M0, as in `ml_dtypes` and PyTorch: a
    /// tie goes up, since its codes are exponents and have no last bit of a significand.
    NearestEven,
    /// To the neighbour closer to zero (truncation, RZ).
    TowardZero,
    /// To the neighbour above (toward +∞, RU).
    Up,
    /// To the neighbour below (toward -∞, RD).
    Down,
    /// To the farther neighbour with a probability that grows with the distance from the nearer one, so that the expected result is
    /// the value itself ("mode 1" of Connolly, Higham and Mary, 2021): [`Conversion::encode_with`] takes the random word.
    Stochastic,
}

/// What becomes of a value beyond the largest finite one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Overflow {
    /// It becomes the largest finite value of its sign (OFP8 "SAT"); infinities too, except in the FNUZ formats, where an infinity
    /// becomes NaN (ONNX, AMD).
    Saturate,
    /// It becomes infinity where the format has one, else NaN (OFP8 "NONSAT"). The formats below 8 bits have neither and saturate.
    NonSaturate,
}

/// A complete rule for turning numbers into codes.
///
/// Project rule: whatever the rounding, the overflow mode applies in the same place, to the rounded magnitude. So, truncating, 479
/// becomes 448 in E4M3FN, and 480 overflows. (IEEE 754 would deliver the largest finite value for every overflow when truncating;
/// its rule has no saturation switch.)
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

/// What happened while rounding. A NaN that stays NaN raises no flag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "IEEE 754 has flags, and any of them may be up")]
pub struct Flags {
    /// The value of the code differs from the input.
    pub inexact: bool,
    /// The rounded magnitude exceeded the largest finite value, or an infinity could not be kept: the overflow mode decided.
    pub overflow: bool,
    /// The input was below the smallest normal magnitude, and inexact (IEEE 754's default notion of underflow).
    pub underflow: bool,
    /// The input has no counterpart in the format at all: NaN where there is none, zero or a negative number in E8M0.
    pub invalid: bool,
}

impl Conversion {
    /// Rounds `x` by this rule. Stochastic rounding needs a random word: without one, it truncates.
    ///
    /// Worked through for E4M3FN and 0.1: `0.1 = 1.6 · 2^-4`, the spacing there is `2^-4/8 = 0.0078125`, and
    /// `0.1 / 0.0078125 = 12.8` rounds to 13, hence `13 · 0.0078125 = 0.1015625`, code `0x1D`.
    pub fn encode(self, x: f64) -> Rounded {
        self.encode_with(x, u32::MAX)
    }

    /// Rounds `x` by this rule; `word`, 32 random bits, decides stochastic rounding and means nothing to the others.
    ///
    /// With `f` the distance from the neighbour closer to zero, in spacings, the farther neighbour is taken if and only if
    /// `f · 2^32 > word`, compared exactly. Representable values never move, and the word `2^32 - 1` truncates.
    /// Example: 0.1 in E4M3FN has `f = 0.8`; the word `0xCCCC_CCCC` (0.8 less a little) still rounds up, `0xCCCC_CCCD` down.
    pub fn encode_with(self, x: f64, word: u32) -> Rounded {
        let format = self.format.spec();
        let sign = if x.is_sign_negative() { Sign::Minus } else { Sign::Plus };
        if x.is_nan() || (format.specials == Specials::Scale && x <= 0.0) {
            return not_a_number(&format, sign, x);
        }
        let magnitude = if x.is_infinite() { u64::MAX } else { self.rounding.magnitude(&format, x, word) };
        let too_large = magnitude > u64::from(format.max_code());
        let code = match () {
            () if x.is_infinite() && format.specials == Specials::UnsignedZero => format.nan_code(sign),
            () if too_large => self.overflow.code(&format, sign),
            () => signed(&format, low_word(magnitude), sign),
        };
        let value = format.decode(code);
        let inexact = value.to_bits() != x.to_bits() && !(value == 0.0 && x == 0.0);
        let overflow = too_large && inexact;
        let underflow = inexact && x.abs() < format.min_normal();
        Rounded { code, value, flags: Flags { inexact, overflow, underflow, invalid: false } }
    }
}

/// What becomes of NaN, and in E8M0 of everything that is not positive.
fn not_a_number(format: &Format, sign: Sign, x: f64) -> Rounded {
    let code = format.nan_code(sign);
    let invalid = !x.is_nan() || !format.has_nan();
    Rounded { code, value: format.decode(code), flags: Flags { invalid, ..Flags::default() } }
}

/// A magnitude's code with its sign; a zero loses it where the format has no negative zero.
fn signed(format: &Format, magnitude: u32, sign: Sign) -> u32 {
    if magnitude == 0 && !format.has_negative_zero() { 0 } else { magnitude | format.sign_code(sign) }
}

impl Rounding {
    /// Every rounding.
    pub const ALL: [Self; 5] = [Self::NearestEven, Self::TowardZero, Self::Up, Self::Down, Self::Stochastic];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NearestEven => "nearest-even",
            Self::TowardZero => "toward-zero",
            Self::Up => "up",
            Self::Down => "down",
            Self::Stochastic => "stochastic",
        }
    }

    /// The rounding whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rounding| rounding.key() == key)
    }

    /// The code of `|x|` in `format` as if exponents had no upper end: a code above the format's largest means overflow.
    ///
    /// Codes are consecutive, so the carry of a mantissa that rounds up moves into the exponent by itself.
    fn magnitude(self, format: &Format, x: f64, word: u32) -> u64 {
        const MANTISSA: i32 = 52;
        let bits = x.to_bits();
        let field = ((bits >> MANTISSA) & 0x7FF) as i32;
        let fraction = bits & ((1 << MANTISSA) - 1);
        let (significand, exponent) =
            if field == 0 { (fraction, -1022) } else { (fraction | 1 << MANTISSA, field - 1023) };
        let target = exponent.max(format.min_exponent());
        let dropped = (MANTISSA - format.mantissa_width() + target - exponent).cast_unsigned();
        let binade = u64::from((target - format.min_exponent()).cast_unsigned()) << format.mantissa_bits;
        let away = match self {
            Self::TowardZero => false,
            Self::NearestEven => is_nearer_above(significand, dropped, format.specials == Specials::Scale),
            Self::Up => x > 0.0 && rest(significand, dropped) != 0,
            Self::Down => x < 0.0 && rest(significand, dropped) != 0,
            Self::Stochastic => is_drawn_above(significand, dropped, word),
        };
        let magnitude = binade + (significand >> dropped.min(63)) + u64::from(away);
        // The first code of E8M0 stands for its smallest value: there is no zero before it.
        if format.specials == Specials::Scale { magnitude.saturating_sub(1) } else { magnitude }
    }
}

/// What is lost of `significand`, below `2^53`, when `dropped` bits go.
fn rest(significand: u64, dropped: u32) -> u64 {
    significand & ((1 << dropped.min(63)) - 1)
}

fn is_nearer_above(significand: u64, dropped: u32, ties_go_up: bool) -> bool {
    let dropped = dropped.min(63);
    let half = 1 << (dropped - 1);
    let is_odd = (significand >> dropped) & 1 == 1;
    let rest = rest(significand, dropped);
    rest > half || (rest == half && (is_odd || ties_go_up))
}

/// Whether `f · 2^32 > word` with `f = rest / 2^dropped`, in integers.
fn is_drawn_above(significand: u64, dropped: u32, word: u32) -> bool {
    // At 90 bits every fraction is below every word but 0, so nothing changes beyond.
    u128::from(rest(significand, dropped)) << 32 > u128::from(word) << dropped.min(90)
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

    /// The code that stands for "too large" in `format`; an infinite input of an FNUZ format is another matter.
    pub(super) fn code(self, format: &Format, sign: Sign) -> u32 {
        let largest = format.max_code() | format.sign_code(sign);
        match self {
            Self::NonSaturate if format.has_nan() => {
                format.infinity_code(sign).unwrap_or_else(|| format.nan_code(sign))
            }
            Self::Saturate | Self::NonSaturate => largest,
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
    use crate::numerics::formats::{Custom, FormatId, Specials};

    fn conversions(format: FormatId) -> impl Iterator<Item = Conversion> {
        Rounding::ALL.into_iter().flat_map(move |rounding| {
            Overflow::ALL.into_iter().map(move |overflow| Conversion { format, rounding, overflow })
        })
    }

    /// Formats of the table, and two of one's own, with codes few enough to walk them all.
    fn narrow_formats() -> impl Iterator<Item = FormatId> {
        let own = [Custom::new(5, 6, Specials::Ieee), Custom::new(3, 7, Specials::FiniteWithNan)];
        let own = own.into_iter().flatten().map(FormatId::Custom);
        FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 16).chain(own)
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
        for format in narrow_formats().filter(|format| *format != FormatId::E8m0fnu) {
            let row = format.spec();
            let with = |rounding| Conversion { format, rounding, overflow: Overflow::NonSaturate };
            let (nearest, truncating) = (with(Rounding::NearestEven), with(Rounding::TowardZero));
            let minus = |code: u32| if code == 0 && !row.has_negative_zero() { 0 } else { row.sign_bit() | code };
            for lower in 0..row.max_code() {
                let tie = f64::midpoint(row.decode(lower), row.decode(lower + 1));
                let even = lower + lower % 2;
                assert_eq!(nearest.encode(tie).code, even, "{format:?} {lower:#x}");
                assert_eq!(nearest.encode(tie.next_down()).code, lower, "{format:?} {lower:#x}");
                assert_eq!(nearest.encode(tie.next_up()).code, lower + 1, "{format:?} {lower:#x}");
                assert_eq!(nearest.encode(-tie).code, minus(even), "{format:?} {lower:#x}");
                assert_eq!(truncating.encode(tie).code, lower, "{format:?} {lower:#x}");
                assert_eq!(with(Rounding::Up).encode(tie).code, lower + 1, "{format:?} {lower:#x}");
                assert_eq!(with(Rounding::Up).encode(-tie).code, minus(lower), "{format:?} {lower:#x}");
                assert_eq!(with(Rounding::Down).encode(tie).code, lower, "{format:?} {lower:#x}");
                assert_eq!(with(Rounding::Down).encode(-tie).code, minus(lower + 1), "{format:?} {lower:#x}");
            }
        }
    }

    /// A tie is half way, so half of the words take it up: those below 2^31.
    #[test]
    fn half_of_the_words_take_a_tie_up() {
        for format in narrow_formats().filter(|format| *format != FormatId::E8m0fnu) {
            let row = format.spec();
            let rule = Conversion { format, rounding: Rounding::Stochastic, overflow: Overflow::Saturate };
            for lower in 0..row.max_code() {
                let tie = f64::midpoint(row.decode(lower), row.decode(lower + 1));
                for (word, expect) in [(0, 1), (0x7FFF_FFFF, 1), (0x8000_0000, 0), (u32::MAX, 0)] {
                    assert_eq!(rule.encode_with(tie, word).code, lower + expect, "{format:?} {lower:#x} {word:#x}");
                    let exact = row.decode(lower);
                    assert_eq!(rule.encode_with(exact, word).code, lower, "a representable value never moves");
                }
            }
        }
    }

    #[test]
    fn stochastic_rounding_compares_exactly() {
        let rule =
            Conversion { format: FormatId::E4m3fn, rounding: Rounding::Stochastic, overflow: Overflow::Saturate };
        for (x, word, expect) in [
            (0.1, 0xCCCC_CCCC, 0x1D),
            (0.1, 0xCCCC_CCCD, 0x1C),
            (-0.1, 0xCCCC_CCCC, 0x9D),
            (1e-300, 0, 0x01),
            (1e-300, 1, 0x00),
            (f64::from_bits(1), 0, 0x01),
            (460.0, 0x5FFF_FFFF, 0x7E),
            (f64::INFINITY, 7, 0x7E),
        ] {
            assert_eq!(rule.encode_with(x, word).code, expect, "{x:e} {word:#x}");
        }
    }

    #[test]
    fn nan_keeps_its_sign_and_loses_its_payload() {
        for rule in FormatId::ALL.into_iter().filter(|format| format.spec().has_nan()).flat_map(conversions) {
            let row = rule.format.spec();
            let payload = f64::from_bits(f64::NAN.to_bits() | 0xBEEF);
            assert_eq!(rule.encode(payload).code, rule.encode(f64::NAN).code);
            assert_eq!(rule.encode(-payload).code, rule.encode(f64::NAN).code | row.sign_bit());
            assert_eq!(rule.encode(-payload).value.to_bits(), f64::NAN.to_bits());
        }
    }

    #[test]
    fn what_has_no_counterpart_is_said() {
        let encode = |format: FormatId, x| {
            let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
            let rounded = rule.encode(x);
            (rounded.code, rounded.flags.invalid)
        };
        assert_eq!(encode(FormatId::E2m1fn, f64::NAN), (0x8, true), "as ml_dtypes writes it");
        assert_eq!(encode(FormatId::E2m1fn, -f64::NAN), (0x0, true));
        assert_eq!(encode(FormatId::E8m0fnu, 0.0), (0xFF, true));
        assert_eq!(encode(FormatId::E8m0fnu, -2.0), (0xFF, true));
        assert_eq!(encode(FormatId::E8m0fnu, f64::NAN), (0xFF, false));
        assert_eq!(encode(FormatId::E4m3fn, f64::NAN), (0x7F, false));
    }

    #[test]
    fn keys_name_their_variants() {
        assert!(Rounding::ALL.into_iter().all(|rounding| Rounding::from_key(rounding.key()) == Some(rounding)));
        assert!(Overflow::ALL.into_iter().all(|overflow| Overflow::from_key(overflow.key()) == Some(overflow)));
        assert_eq!(Rounding::from_key("nearest"), None);
    }
}
