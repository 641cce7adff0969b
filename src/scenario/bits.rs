//! What the reader may change in `#/bits`: one number, a format to look at closely, and how it gets there.

use crate::numerics::formats::{Custom, FormatId, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::real::{Given, Real};
use crate::numerics::rounding::{Overflow, Rounding};
use crate::numerics::storing::Sent;
use crate::scenario::real_text::{RealError, read};

/// The format on show: one of the table, or the reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// One of the table.
    Named(FormatId),
    /// The reader's own.
    Own,
}

/// What the topmost codes of the reader's own format mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Infinities and NaN, as IEEE 754.
    Ieee,
    /// No infinity, one NaN per sign.
    FiniteWithNan,
    /// Neither infinity nor NaN.
    Finite,
    /// One NaN in the place of the negative zero.
    UnsignedZero,
}

closed_words!(Rules { Ieee = "ieee", FiniteWithNan = "fn", Finite = "finite", UnsignedZero = "fnuz" });

/// How the number line spreads its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Equal steps for equal differences.
    Linear,
    /// Equal steps for equal ratios; positive values only.
    Log,
}

closed_words!(Spread { Linear = "linear", Log = "log" });

/// The settings of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bits {
    /// The number, or the code of the format on show.
    pub given: Given,
    /// The format on show.
    pub pick: Pick,
    /// Exponent bits of the reader's own format.
    pub exponent: u32,
    /// Mantissa bits of the reader's own format.
    pub mantissa: u32,
    /// Special codes of the reader's own format.
    pub rules: Rules,
    /// How values between two codes are decided.
    pub rounding: Rounding,
    /// How values beyond the last code are decided.
    pub overflow: Overflow,
    /// The random word of stochastic rounding.
    pub word: u32,
    /// How the number line spreads.
    pub spread: Spread,
    /// Left end of the number line; with `to` not above it, the line places itself around the number.
    pub from: f64,
    /// Right end of the number line.
    pub to: f64,
}

impl Default for Bits {
    fn default() -> Self {
        Self {
            given: Real::ratio(Sign::Plus, 1, 10).map_or(Given::Code(0), Given::Real),
            pick: Pick::Named(FormatId::E4m3fn),
            // DeepSeek-V3 stores some activations in these twelve bits.
            exponent: 5,
            mantissa: 6,
            rules: Rules::Ieee,
            rounding: Rounding::NearestEven,
            overflow: Overflow::Saturate,
            word: 1 << 31,
            spread: Spread::Linear,
            from: 0.0,
            to: 0.0,
        }
    }
}

impl Pick {
    /// The words of the link: the formats of the table, then the reader's own.
    pub const KEYS: &'static [&'static str] = &[
        "fp32",
        "tf32",
        "bf16",
        "fp16",
        "e5m2",
        "e4m3fn",
        "e4m3",
        "e4m3fnuz",
        "e5m2fnuz",
        "e4m3b11fnuz",
        "e3m4",
        "e3m2fn",
        "e2m3fn",
        "e2m1fn",
        "e8m0fnu",
        "custom",
    ];

    /// The word of the link.
    pub fn key(self) -> &'static str {
        match self {
            Self::Named(format) => format.key(),
            Self::Own => "custom",
        }
    }

    /// The pick of a word, if it is one.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "custom" { Some(Self::Own) } else { FormatId::from_key(key).map(Self::Named) }
    }
}

impl Rules {
    /// The same in the language of the format table.
    pub fn specials(self) -> Specials {
        match self {
            Self::Ieee => Specials::Ieee,
            Self::FiniteWithNan => Specials::FiniteWithNan,
            Self::Finite => Specials::Finite,
            Self::UnsignedZero => Specials::UnsignedZero,
        }
    }
}

impl Bits {
    /// The reader's own format, or the nearest to it that there is.
    pub fn own(&self) -> FormatId {
        FormatId::Custom(Custom::nearest(self.exponent, self.mantissa, self.rules.specials()))
    }

    /// The format on show.
    pub fn format(&self) -> FormatId {
        match self.pick {
            Pick::Named(format) => format,
            Pick::Own => self.own(),
        }
    }

    /// Every format of the comparison: the table, then the reader's own.
    pub fn formats(&self) -> impl Iterator<Item = FormatId> + use<> {
        FormatId::ALL.into_iter().chain([self.own()])
    }

    /// The number on its way into formats.
    pub fn sent(&self) -> Sent {
        Sent { given: self.given, home: self.format(), rounding: self.rounding, word: self.word }
    }

    /// What a reader typed into the field of the number, with codes of the format on show.
    ///
    /// # Errors
    /// When it cannot be read, or is a code with more bits than the format.
    pub fn given_from_text(&self, text: &str) -> Result<Given, RealError> {
        let given = read(text)?;
        match given {
            Given::Code(code) if code.checked_shr(self.format().spec().bits()).unwrap_or(0) != 0 => {
                Err(RealError::CodeTooWide)
            }
            Given::Code(_) | Given::Real(_) => Ok(given),
        }
    }

    /// The same number seen through another format; the number line places itself anew.
    #[must_use]
    pub fn through(self, pick: Pick) -> Self {
        Self { given: self.number(), pick, from: 0.0, to: 0.0, ..self }
    }

    /// The same settings with another number; the number line places itself anew.
    #[must_use]
    pub fn with_given(self, given: Given) -> Self {
        Self { given, from: 0.0, to: 0.0, ..self }
    }

    /// The number as one that means the same in every format, before another format is put on show: a code becomes its value.
    pub fn number(&self) -> Given {
        match self.given {
            Given::Real(_) => self.given,
            Given::Code(_) => Given::Real(real_from_value(self.given.nearest(self.format()))),
        }
    }
}

/// A value of a format as a number, exactly: a decimal of few digits, or a whole number times a power of two.
pub fn real_from_value(value: f64) -> Real {
    let sign = if value.is_sign_negative() { Sign::Minus } else { Sign::Plus };
    if value.is_nan() {
        return Real::nan(sign);
    }
    if value.is_infinite() {
        return Real::infinite(sign);
    }
    let exact = crate::numerics::exact::exact(value);
    let decimal = exact.filter(|exact| exact.digits.len() <= SHORT).and_then(|exact| {
        let tens = exact.exponent + 1 - i32::try_from(exact.digits.len()).ok()?;
        Real::scaled(sign, exact.digits.parse().ok()?, tens, 0)
    });
    let (half, exponent) = libm::frexp(value.abs());
    // A value of a format has at most 24 bits that count, so this is a whole number.
    let whole = libm::ldexp(half, 24);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 2^24")]
    let scaled = || {
        let whole = whole as u32;
        let zeros = whole.trailing_zeros();
        Real::scaled(sign, u128::from(whole >> zeros), 0, exponent - 24 + zeros.cast_signed())
    };
    decimal.or_else(scaled).unwrap_or(Real::infinite(sign))
}

/// Most digits of a value that is written as a decimal rather than with a power of two.
const SHORT: usize = 20;

#[cfg(test)]
mod tests {
    use super::{Bits, Pick, real_from_value};
    use crate::numerics::formats::FormatId;
    use crate::numerics::real::Given;
    use crate::scenario::real_text::{RealError, typed};

    #[test]
    fn every_pick_has_its_word() {
        assert!(Pick::KEYS.iter().all(|key| Pick::from_key(key).is_some_and(|pick| pick.key() == *key)));
        assert_eq!(Pick::KEYS.len(), FormatId::ALL.len() + 1);
        assert_eq!(Bits::default().formats().count(), 16);
    }

    #[test]
    fn a_code_becomes_its_value_when_the_format_changes() {
        let check = |format: FormatId, code: u32, text: &str| {
            let bits = Bits { given: Given::Code(code), pick: Pick::Named(format), ..Bits::default() };
            assert_eq!(typed(bits.number()), text, "{format:?} {code:#x}");
        };
        check(FormatId::E4m3fn, 0x1D, "0.1015625");
        check(FormatId::E4m3fn, 0xFF, "-nan");
        check(FormatId::E5m2, 0xFC, "-inf");
        check(FormatId::Fp32, 0x3DCC_CCCD, "13421773*2^-27");
        check(FormatId::Fp32, 1, "2^-149");
        check(FormatId::Fp32, 0x8000_0000, "-0");
    }

    #[test]
    fn every_value_comes_back_to_the_bit() {
        for format in FormatId::ALL {
            let row = format.spec();
            let step = if row.bits() <= 16 { 1 } else { 104_729 };
            for code in (0..=row.max_code()).step_by(step) {
                let value = row.decode(code);
                let real = real_from_value(value);
                assert_eq!(real.nearest().to_bits(), value.to_bits(), "{format:?} {code:#x}");
                assert_eq!(real.to_odd().to_bits(), value.to_bits(), "{format:?} {code:#x}");
            }
        }
    }

    #[test]
    fn codes_must_fit_the_format() {
        let bits = Bits::default();
        assert_eq!(bits.given_from_text("0xFF"), Ok(Given::Code(0xFF)));
        assert_eq!(bits.given_from_text("0x100"), Err(RealError::CodeTooWide));
        let wide = Bits { pick: Pick::Named(FormatId::Fp32), ..bits };
        assert_eq!(wide.given_from_text("0xFFFFFFFF"), Ok(Given::Code(u32::MAX)));
    }
}
