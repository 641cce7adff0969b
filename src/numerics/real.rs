//! A number as a person writes it, held exactly: `0.1`, `1/3`, `1.75 × 2^8`, an infinity, NaN, or a code of a format.
//!
//! `0.1` is no double, and going to an eight-bit format by way of one can round twice. So the number is kept as whole numbers, and
//! handed to the rounding as a double *rounded to odd* (Boldo and Melquiond, 2008): where it falls between two doubles, the one whose
//! last bit is 1. Such a double lies on the same side of every value and every midpoint of a format with 51 bits or fewer as the
//! number itself, so rounding it once more is rounding the number once.

use core::cmp::Ordering;

use crate::numerics::decimal_text;
use crate::numerics::formats::FormatId;
use crate::numerics::layout::Sign;

/// A number of the reader's: a sign and a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Real {
    /// The sign; zero and NaN have one too.
    pub sign: Sign,
    size: Size,
}

/// How large a number is. What is written in different ways is different: `0.5` and `2^-1` are not equal here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `digits × 10^tens × 2^twos`.
    Scaled {
        /// The digits, without trailing zeros.
        digits: u128,
        /// The power of ten.
        tens: i32,
        /// The power of two; 0 for a plain decimal.
        twos: i32,
    },
    /// `over / under`.
    Ratio {
        /// The numerator.
        over: u64,
        /// The denominator, not 0.
        under: u64,
    },
    /// Beyond every number.
    Infinite,
    /// Not a number.
    Nan,
}

/// What a reader gave: a number, or a code of the format on show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A number.
    Real(Real),
    /// A bit pattern; bits above the format's width are ignored.
    Code(u32),
}

/// Most digits of a number, leading and trailing zeros not counted.
pub const MOST_DIGITS: u32 = 38;

/// Largest power of ten, either way.
pub const MOST_TENS: i32 = 400;

/// Largest power of two, either way.
pub const MOST_TWOS: i32 = 400;

/// Largest power of ten of a number that has a power of two as well: the product must not leave the range of a double.
pub const MOST_TENS_OF_SCALED: i32 = 60;

/// Largest numerator and denominator: whole numbers that a double holds.
pub const LARGEST_TERM: u64 = 1 << 53;

impl Real {
    /// An infinity.
    pub const fn infinite(sign: Sign) -> Self {
        Self { sign, size: Size::Infinite }
    }

    /// Not a number.
    pub const fn nan(sign: Sign) -> Self {
        Self { sign, size: Size::Nan }
    }

    /// `digits × 10^tens × 2^twos`; `None` beyond the limits of this file.
    pub const fn scaled(sign: Sign, digits: u128, tens: i32, twos: i32) -> Option<Self> {
        let (mut digits, mut tens) = (digits, tens);
        if digits == 0 {
            return Some(Self { sign, size: Size::Scaled { digits: 0, tens: 0, twos: 0 } });
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            tens += 1;
        }
        let most_tens = if twos == 0 { MOST_TENS } else { MOST_TENS_OF_SCALED };
        let fits = digits < 10_u128.pow(MOST_DIGITS) && tens.abs() <= most_tens && twos.abs() <= MOST_TWOS;
        if fits { Some(Self { sign, size: Size::Scaled { digits, tens, twos } }) } else { None }
    }

    /// `over / under`; `None` for terms above 2^53 and for a denominator of 0.
    pub const fn ratio(sign: Sign, over: u64, under: u64) -> Option<Self> {
        let fits = 1 <= under && under <= LARGEST_TERM && over <= LARGEST_TERM;
        if fits { Some(Self { sign, size: Size::Ratio { over, under } }) } else { None }
    }

    /// How large it is.
    pub const fn size(&self) -> Size {
        self.size
    }

    /// The nearest double, which is what most programs make of the text. 0.1 gives `0x3FB9_9999_9999_999A`.
    pub fn nearest(self) -> f64 {
        self.signed(match self.size {
            Size::Scaled { digits, tens, twos } => libm::ldexp(nearest(digits, tens), twos),
            Size::Ratio { over, under } => float(over) / float(under),
            Size::Infinite => f64::INFINITY,
            Size::Nan => f64::NAN,
        })
    }

    /// The double rounded to odd: rounding it to a format is rounding the number itself, once. 0.1 lies below the double above,
    /// whose last bit is 0, and gives `0x3FB9_9999_9999_9999`.
    pub fn to_odd(self) -> f64 {
        self.signed(match self.size {
            Size::Scaled { digits, tens, twos } => {
                let nearest = nearest(digits, tens);
                libm::ldexp(odd(nearest, against(digits, tens, nearest)), twos)
            }
            Size::Ratio { over, under } => {
                let (over, under) = (float(over), float(under));
                // What a division leaves over is a double, and a fused operation gives it without rounding.
                let rest = libm::fma(-(over / under), under, over);
                odd(over / under, rest.total_cmp(&0.0))
            }
            Size::Infinite => f64::INFINITY,
            Size::Nan => f64::NAN,
        })
    }

    /// What the number has more than the [`nearest`](Self::nearest) double, to some 50 bits of its own; 0 where powers of ten beyond
    /// 22, which no double holds, leave it unknown, and for what is not finite.
    ///
    /// 0.1 is smaller than the double by `1/180143985094819840 = 5.55·10^-18`.
    pub fn rest(self) -> f64 {
        let nearest = Self { sign: Sign::Plus, ..self }.nearest();
        let power = |tens: i32| libm::exp10(f64::from(tens.abs()));
        let rest = match self.size {
            Size::Scaled { digits, tens, twos } if tens.abs() <= 22 && nearest.is_finite() => {
                let (high, low) = halves(digits);
                let nearest = libm::ldexp(nearest, -twos);
                let of_decimal = match tens {
                    ..0 => (libm::fma(-nearest, power(tens), high) + low) / power(tens),
                    0.. => libm::fma(high, power(tens), -nearest) + low * power(tens),
                };
                libm::ldexp(of_decimal, twos)
            }
            Size::Ratio { over, under } => libm::fma(-nearest, float(under), float(over)) / float(under),
            Size::Scaled { .. } | Size::Infinite | Size::Nan => 0.0,
        };
        self.signed(rest)
    }

    fn signed(self, size: f64) -> f64 {
        match self.sign {
            Sign::Plus => size,
            Sign::Minus => -size,
        }
    }
}

impl Given {
    /// The number, or the value of the code in `format`, as a double rounded to odd. The sign of a NaN code is kept.
    pub fn to_odd(self, format: FormatId) -> f64 {
        match self {
            Self::Real(real) => real.to_odd(),
            Self::Code(code) => code_value(code, format),
        }
    }

    /// What the number has more than [`nearest`](Self::nearest): nothing for a code.
    pub fn rest(self) -> f64 {
        match self {
            Self::Real(real) => real.rest(),
            Self::Code(_) => 0.0,
        }
    }

    /// The number, or the value of the code in `format`, as the nearest double.
    pub fn nearest(self, format: FormatId) -> f64 {
        match self {
            Self::Real(real) => real.nearest(),
            Self::Code(code) => code_value(code, format),
        }
    }
}

fn code_value(code: u32, format: FormatId) -> f64 {
    let row = format.spec();
    let value = row.decode(code);
    if value.is_nan() && code & row.sign_bit() != 0 { -value } else { value }
}

/// The double nearest to `digits × 10^tens`.
fn nearest(digits: u128, tens: i32) -> f64 {
    decimal_text::read(&format!("{digits}e{tens}")).unwrap_or(f64::NAN)
}

#[expect(clippy::cast_precision_loss, reason = "terms are at most 2^53")]
fn float(term: u64) -> f64 {
    term as f64
}

/// The nearest double to a whole number, and what that double lacks or has too much.
#[expect(clippy::cast_precision_loss, reason = "the second number is what the first conversion lost")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a double below 2^127 that is a whole number"
)]
fn halves(digits: u128) -> (f64, f64) {
    let high = digits as f64;
    let difference = digits.abs_diff(high as u128) as f64;
    (high, if digits < high as u128 { -difference } else { difference })
}

/// Where `digits × 10^tens` lies against the double nearest to it: their digits are compared, all of them.
fn against(digits: u128, tens: i32, nearest: f64) -> Ordering {
    if nearest == 0.0 || nearest.is_infinite() {
        return if digits == 0 { Ordering::Equal } else { nearest.total_cmp(&1.0).reverse() };
    }
    // No double has more than 767 digits that count.
    let text = format!("{nearest:.770e}");
    let (its_digits, its_exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let its_digits: String = its_digits.chars().filter(char::is_ascii_digit).collect();
    let ours = digits.to_string();
    let exponent = i32::try_from(ours.len()).unwrap_or(0) - 1 + tens;
    // With equal first places, digits without trailing zeros compare as text.
    let by_place = exponent.cmp(&its_exponent.parse().unwrap_or(0));
    by_place.then_with(|| ours.trim_end_matches('0').cmp(its_digits.trim_end_matches('0')))
}

/// The odd one of the two doubles around a number, or the number where it is a double; `side` is where it lies against `nearest`.
fn odd(nearest: f64, side: Ordering) -> f64 {
    let is_odd = nearest.to_bits() & 1 == 1;
    match side {
        Ordering::Equal => nearest,
        Ordering::Less | Ordering::Greater if is_odd => nearest,
        Ordering::Less => nearest.next_down(),
        Ordering::Greater => nearest.next_up(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Given, MOST_TENS, Real, Size};
    use crate::numerics::formats::FormatId;
    use crate::numerics::layout::Sign;

    fn scaled(digits: u128, tens: i32, twos: i32) -> Real {
        Real::scaled(Sign::Plus, digits, tens, twos).unwrap()
    }

    fn ratio(over: u64, under: u64) -> Real {
        Real::ratio(Sign::Plus, over, under).unwrap()
    }

    #[test]
    fn a_number_between_two_doubles_becomes_the_odd_one() {
        let check = |real: Real, nearest: u64, odd: u64| {
            assert_eq!(format!("{:x}", real.nearest().to_bits()), format!("{nearest:x}"), "{real:?}");
            assert_eq!(format!("{:x}", real.to_odd().to_bits()), format!("{odd:x}"), "{real:?}");
        };
        // Python: struct.pack('>d', 0.1) and Fraction(0.1) - Fraction(1, 10) = 1/180143985094819840, positive.
        check(scaled(1, -1, 0), 0x3FB9_9999_9999_999A, 0x3FB9_9999_9999_9999);
        check(ratio(1, 10), 0x3FB9_9999_9999_999A, 0x3FB9_9999_9999_9999);
        check(ratio(1, 3), 0x3FD5_5555_5555_5555, 0x3FD5_5555_5555_5555);
        check(ratio(2, 3), 0x3FE5_5555_5555_5555, 0x3FE5_5555_5555_5555);
        check(scaled(448, 0, 0), 0x407C_0000_0000_0000, 0x407C_0000_0000_0000);
        check(scaled(175, -2, 8), 0x407C_0000_0000_0000, 0x407C_0000_0000_0000);
        check(scaled(1, 0, -9), 0x3F60_0000_0000_0000, 0x3F60_0000_0000_0000);
        // 1 + 10^-30 is nearest to 1, whose last bit is 0, and lies above it.
        check(scaled(1_000_000_000_000_000_000_000_000_000_001, -30, 0), 0x3FF0_0000_0000_0000, 0x3FF0_0000_0000_0001);
        check(scaled(999_999_999_999_999_999_999_999_999_999, -30, 0), 0x3FF0_0000_0000_0000, 0x3FEF_FFFF_FFFF_FFFF);
        check(scaled(1, MOST_TENS, 0), f64::INFINITY.to_bits(), f64::MAX.to_bits());
        check(scaled(1, -MOST_TENS, 0), 0, 1);
        check(scaled(0, 5, 5), 0, 0);
        check(ratio(0, 7), 0, 0);
    }

    #[test]
    fn the_rest_is_what_the_double_leaves_out() {
        let check = |real: Real, expect: f64| {
            let rest = real.rest();
            assert!((rest - expect).abs() <= 1e-9 * expect.abs(), "{real:?}: {rest:e}");
        };
        check(scaled(1, -1, 0), -1.0 / 180_143_985_094_819_840.0);
        check(ratio(1, 10), -1.0 / 180_143_985_094_819_840.0);
        check(Real::scaled(Sign::Minus, 1, -1, -3).unwrap(), 1.0 / 180_143_985_094_819_840.0 / 8.0);
        check(scaled(1_000_000_000_000_000_000_001, -21, 0), 1e-21);
        check(scaled(999_999_999_999_999_999_999_999, 0, 0), 16_777_215.0);
        check(scaled(448, 0, 0), 0.0);
        check(Real::infinite(Sign::Plus), 0.0);
    }

    #[test]
    fn what_is_beyond_the_limits_is_refused() {
        assert_eq!(Real::scaled(Sign::Plus, 1, MOST_TENS + 1, 0), None);
        assert_eq!(Real::scaled(Sign::Plus, u128::MAX, 0, 0), None);
        assert_eq!(Real::scaled(Sign::Plus, 1, 61, 1), None);
        assert_eq!(Real::ratio(Sign::Plus, 1, 0), None);
        assert_eq!(Real::ratio(Sign::Plus, (1 << 53) + 1, 1), None);
        assert_eq!(scaled(1_000, -2, 0).size(), Size::Scaled { digits: 1, tens: 1, twos: 0 });
    }

    #[test]
    fn codes_are_numbers_of_their_format() {
        assert_eq!(Given::Code(0x1D).to_odd(FormatId::E4m3fn).to_bits(), 0.101_562_5_f64.to_bits());
        assert_eq!(Given::Code(0xFF).to_odd(FormatId::E4m3fn).to_bits(), (-f64::NAN).to_bits());
        assert!(Given::Code(0xFC).nearest(FormatId::E5m2) < f64::MIN);
    }
}
