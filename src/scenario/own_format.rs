//! A choice of format: one of the table, or one that the reader makes up from three settings.

use crate::numerics::formats::{Custom, FormatId, Specials};

/// The word of a link for a format of one's own.
pub const CUSTOM: &str = "custom";

/// A choice of format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// One of the table.
    Named(FormatId),
    /// The reader's own.
    Own,
}

/// What the topmost codes of a format of one's own mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Infinities and NaN in the topmost binade.
    Ieee,
    /// One NaN for each sign, no infinity.
    FiniteWithNan,
    /// Finite values only.
    Finite,
    /// One NaN in the place of the negative zero.
    UnsignedZero,
}

closed_words!(Rules { Ieee = "ieee", FiniteWithNan = "fn", Finite = "finite", UnsignedZero = "fnuz" });

/// A format of one's own. Settings that make none stand for the nearest that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFormat {
    /// Bits of the exponent.
    pub exponent: u32,
    /// Bits of the mantissa.
    pub mantissa: u32,
    /// What the topmost codes mean.
    pub rules: Rules,
}

impl Pick {
    /// The words of a link for every format of the table, widest first, and for one's own.
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
        CUSTOM,
    ];

    /// The word of the link.
    pub fn key(self) -> &'static str {
        match self {
            Self::Named(format) => format.key(),
            Self::Own => CUSTOM,
        }
    }

    /// The choice of a word, if it is one.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == CUSTOM { Some(Self::Own) } else { FormatId::from_key(key).map(Self::Named) }
    }

    /// The format chosen.
    pub fn format(self, own: OwnFormat) -> FormatId {
        match self {
            Self::Named(format) => format,
            Self::Own => FormatId::Custom(own.custom()),
        }
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

impl OwnFormat {
    /// The format, or the nearest that is allowed: see [`Custom::nearest`].
    pub fn custom(self) -> Custom {
        Custom::nearest(self.exponent, self.mantissa, self.rules.specials())
    }
}

#[cfg(test)]
mod tests {
    use super::{OwnFormat, Pick, Rules};
    use crate::numerics::formats::FormatId;

    #[test]
    fn every_format_can_be_picked() {
        let named = FormatId::ALL.map(FormatId::key);
        assert_eq!(Pick::KEYS[..15], named);
        for word in Pick::KEYS {
            assert_eq!(Pick::from_key(word).map(Pick::key), Some(*word));
        }
        assert_eq!(Pick::from_key("e5m6"), None);
    }

    #[test]
    fn a_format_of_ones_own_is_made_from_three_settings() {
        let check = |exponent, mantissa, rules, name: &str| {
            let own = OwnFormat { exponent, mantissa, rules };
            assert_eq!(Pick::Own.format(own).name().as_str(), name);
        };
        check(5, 6, Rules::Ieee, "E5M6");
        check(3, 4, Rules::Finite, "E3M4F");
        check(4, 2, Rules::FiniteWithNan, "E4M2FN");
        check(5, 1, Rules::UnsignedZero, "E5M1FNUZ");
        check(8, 15, Rules::Ieee, "E8M7");
    }
}
