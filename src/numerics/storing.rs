//! What a format makes of one number: the code, its value, how far that is from the number, what lies beside it, and what happened.

use crate::numerics::formats::{FormatId, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::neighbours::Interval;
use crate::numerics::real::Given;
use crate::numerics::rounding::{Conversion, Flags, Overflow, Rounded, Rounding};

/// A number in a format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stored {
    /// The rule by which it got there.
    pub rule: Conversion,
    /// Whether the two overflow modes agree about it.
    pub modes: Modes,
    /// The bit pattern.
    pub code: u32,
    /// Its value; NaN for NaN.
    pub value: f64,
    /// The next smaller value, if there is one; may be infinite.
    pub below: Option<f64>,
    /// The next larger value, if there is one; may be infinite.
    pub above: Option<f64>,
    /// The spacing at the value.
    pub spacing: f64,
    /// Value less number, in spacings (ulp). `None` where one of them is not finite.
    pub error_ulp: Option<f64>,
    /// Value less number, as a share of the number's size; 0 for a zero that stays one. `None` where one of them is not finite.
    pub error_share: Option<f64>,
    /// What happened.
    pub flags: Flags,
    /// The numbers that become the same value.
    pub interval: Option<Interval>,
}

/// Which overflow modes a row speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modes {
    /// Both give the same code.
    Alike,
    /// They differ, and this is the one of the rule.
    Apart,
}

/// A number on its way into formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What the reader gave.
    pub given: Given,
    /// The format that a given code belongs to.
    pub home: FormatId,
    /// How values between two codes are decided.
    pub rounding: Rounding,
    /// 32 random bits for stochastic rounding.
    pub word: u32,
}

impl Sent {
    /// The number in a format. A code is in its own format already: there it stays as it is, whatever the rounding.
    ///
    /// Example: 0.1 in E4M3FN becomes 0.1015625, `0.0015625 / 0.0078125 = 0.2` ulp and 1.5625 % too large.
    pub fn store(self, format: FormatId, overflow: Overflow) -> Stored {
        let rule = Conversion { format, rounding: self.rounding, overflow };
        let rounded = self.code(rule);
        let other = Overflow::ALL.into_iter().find(|other| *other != overflow).unwrap_or(overflow);
        let alike = self.code(Conversion { overflow: other, ..rule }).code == rounded.code;
        let row = format.spec();
        let decoded = |code: Option<u32>| code.map(|code| row.decode(code));
        let error = self.error(rounded);
        let spacing = row.spacing(rounded.code);
        let size = self.given.nearest(self.home).abs();
        Stored {
            rule,
            modes: if alike { Modes::Alike } else { Modes::Apart },
            code: rounded.code,
            value: rounded.value,
            below: decoded(row.code_below(rounded.code)),
            above: decoded(row.code_above(rounded.code)),
            spacing,
            error_ulp: error.map(|error| error / spacing),
            error_share: error.map(|error| if error == 0.0 { 0.0 } else { error / size }),
            flags: rounded.flags,
            interval: rule.interval(rounded.code),
        }
    }

    /// The same number by way of another format: rounded there first, by the same rule, and only then to `format`.
    pub fn store_by_way_of(self, way: FormatId, format: FormatId, overflow: Overflow) -> Rounded {
        let first = self.code(Conversion { format: way, rounding: self.rounding, overflow: Overflow::NonSaturate });
        Conversion { format, rounding: self.rounding, overflow }.encode_with(first.value, self.word)
    }

    fn code(self, rule: Conversion) -> Rounded {
        match self.given {
            Given::Code(code) if rule.format == self.home => {
                let row = rule.format.spec();
                let code = code & (row.magnitude_mask() | row.sign_code(Sign::Minus));
                Rounded { code, value: row.decode(code), flags: Flags::default() }
            }
            Given::Code(_) | Given::Real(_) => rule.encode_with(self.given.to_odd(self.home), self.word),
        }
    }

    /// Value less number: the nearest double first, which leaves no rounding, then what it lacks.
    fn error(self, rounded: Rounded) -> Option<f64> {
        let number = self.given.nearest(self.home);
        if !number.is_finite() || !rounded.value.is_finite() {
            return None;
        }
        Some(if rounded.flags.inexact { rounded.value - number - self.given.rest() } else { 0.0 })
    }
}

/// The formats that programs take as a halfway house, widest first: those wider than `format` in range and precision.
pub fn halfway_houses(format: FormatId) -> impl Iterator<Item = FormatId> {
    let row = format.spec();
    [FormatId::Fp32, FormatId::Fp16, FormatId::Bf16].into_iter().filter(move |way| {
        let way = way.spec();
        row.specials != Specials::Scale
            && row.mantissa_bits < way.mantissa_bits
            && row.exponent_bits <= way.exponent_bits
    })
}

#[cfg(test)]
mod tests {
    use super::{Modes, Sent, halfway_houses};
    use crate::numerics::formats::FormatId;
    use crate::numerics::layout::Sign;
    use crate::numerics::real::{Given, Real};
    use crate::numerics::rounding::{Overflow, Rounding};

    fn sent(given: Given) -> Sent {
        Sent { given, home: FormatId::E4m3fn, rounding: Rounding::NearestEven, word: 0 }
    }

    fn number(digits: u128, tens: i32) -> Sent {
        sent(Given::Real(Real::scaled(Sign::Plus, digits, tens, 0).unwrap()))
    }

    #[test]
    fn a_tenth_is_a_fifth_of_a_step_off() {
        let stored = number(1, -1).store(FormatId::E4m3fn, Overflow::Saturate);
        assert_eq!((stored.code, stored.value.to_bits()), (0x1D, 0.101_562_5_f64.to_bits()));
        let near = |value: Option<f64>, expect: f64| assert!((value.unwrap() - expect).abs() < 1e-12, "{value:?}");
        near(stored.error_ulp, 0.2);
        near(stored.error_share, 0.015_625);
        assert_eq!((stored.below, stored.above), (Some(0.093_75), Some(0.109_375)));
        assert_eq!(stored.modes, Modes::Alike);
        let exact = number(448, 0).store(FormatId::E4m3fn, Overflow::Saturate);
        assert_eq!((exact.error_ulp, exact.error_share), (Some(0.0), Some(0.0)));
        // FP32's error of 0.1 is 1/671088640, and its step there 2^-27.
        near(number(1, -1).store(FormatId::Fp32, Overflow::Saturate).error_ulp, 0.2);
    }

    #[test]
    fn overflow_modes_that_differ_are_told_apart() {
        let modes = |digits, format| number(digits, 0).store(format, Overflow::Saturate).modes;
        assert_eq!(modes(464, FormatId::E4m3fn), Modes::Alike);
        assert_eq!(modes(465, FormatId::E4m3fn), Modes::Apart);
        assert_eq!(modes(465, FormatId::E2m1fn), Modes::Alike);
        let lost = number(465, 0).store(FormatId::E4m3fn, Overflow::NonSaturate);
        assert!(lost.value.is_nan() && lost.error_ulp.is_none() && lost.above.is_none());
    }

    #[test]
    fn a_code_stays_in_its_own_format_and_is_converted_to_the_others() {
        let code = sent(Given::Code(0xFF));
        assert_eq!(code.store(FormatId::E4m3fn, Overflow::Saturate).code, 0xFF);
        assert_eq!(code.store(FormatId::E5m2, Overflow::Saturate).code, 0xFE);
        let infinity = Sent { home: FormatId::E5m2, ..sent(Given::Code(0x7C)) };
        assert_eq!(infinity.store(FormatId::E5m2, Overflow::Saturate).code, 0x7C);
        assert_eq!(infinity.store(FormatId::E4m3fn, Overflow::Saturate).code, 0x7E);
    }

    /// Just above the tie 1.0625; a halfway house lands on the tie, which goes down to the even code.
    #[test]
    fn rounding_twice_can_differ() {
        let twice =
            |tens, digits, way| number(digits, tens).store_by_way_of(way, FormatId::E4m3fn, Overflow::Saturate).code;
        let just_above = 1_062_744_140_625; // 1.0625 + 2^-12, times 10^12
        assert_eq!(number(just_above, -12).store(FormatId::E4m3fn, Overflow::Saturate).code, 0x39);
        assert_eq!(twice(-12, just_above, FormatId::Fp32), 0x39);
        assert_eq!(twice(-12, just_above, FormatId::Fp16), 0x38);
        assert_eq!(twice(-20, 106_250_000_000_000_000_001, FormatId::Fp32), 0x38);
        assert_eq!(number(106_250_000_000_000_000_001, -20).store(FormatId::E4m3fn, Overflow::Saturate).code, 0x39);
        assert_eq!(halfway_houses(FormatId::Fp16).collect::<Vec<_>>(), [FormatId::Fp32]);
        assert_eq!(halfway_houses(FormatId::E8m0fnu).count(), 0);
    }
}
