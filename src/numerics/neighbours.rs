//! Around a code: the values below and above it, the spacing there, and the numbers that round to it.
//!
//! Values are ordered as numbers: `-inf`, the negative values, zero, the positive values, `+inf`, as far as the format has them. The
//! two zeros are one place on that line; NaN has none.

use crate::numerics::formats::{Format, Specials};
use crate::numerics::layout::power_of_two;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};

/// The numbers that a conversion takes to one value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// Where; may be infinite.
    pub at: f64,
    /// Whether the end itself belongs to the interval.
    pub is_included: bool,
}

impl Format {
    /// The next larger value's code; `None` at the upper end and for NaN. The value above both zeros is the smallest positive one.
    ///
    /// Example: above E4M3FN `0x1D` (0.1015625) lies `0x1E` (0.109375); above `0x81` (-0.001953125) lies zero, `0x00`.
    pub fn code_above(&self, code: u32) -> Option<u32> {
        self.code_of_place(self.place_of_code(code)? + 1)
    }

    /// The next smaller value's code; `None` at the lower end and for NaN.
    pub fn code_below(&self, code: u32) -> Option<u32> {
        self.code_of_place(self.place_of_code(code)? - 1)
    }

    /// The spacing of values at a code, its unit in the last place (ulp): `2^(E-bias-m)`, and `2^(1-bias-m)` among subnormals.
    ///
    /// Example: 0.0078125 at E4M3FN `0x1D`, 32 at its largest value 448. At a power of two it is the spacing above. E8M0's values double
    /// from one to the next, so its spacing there is the value. For infinities and NaN it is that of the largest value.
    pub fn spacing(&self, code: u32) -> f64 {
        let magnitude = (code & self.magnitude_mask()).min(self.max_code());
        let field = (magnitude >> self.mantissa_bits).cast_signed();
        match self.specials {
            Specials::Scale => power_of_two(field - self.bias),
            Specials::Ieee | Specials::FiniteWithNan | Specials::Finite | Specials::UnsignedZero => {
                power_of_two(field.max(1) - self.bias - self.mantissa_width())
            }
        }
    }

    /// A code's place on the line of values: 0 for zero, counted up and down from there; E8M0 counts from its smallest value.
    fn place_of_code(&self, code: u32) -> Option<i64> {
        let code = code & (self.magnitude_mask() | self.sign_bit());
        let magnitude = i64::from(code & self.magnitude_mask());
        let is_negative = code & self.sign_bit() != 0;
        (!self.is_nan_code(code)).then_some(if is_negative { -magnitude } else { magnitude })
    }

    fn code_of_place(&self, place: i64) -> Option<u32> {
        let magnitude = u32::try_from(place.unsigned_abs()).ok()?;
        let last = self.max_code() + u32::from(self.has_infinity());
        let fits = magnitude <= last && (0 <= place || self.has_sign());
        fits.then_some(if place < 0 { magnitude | self.sign_bit() } else { magnitude })
    }
}

impl Conversion {
    /// The numbers that this conversion takes to the value of `code`, infinities included where they go there; both zeros count as
    /// one value. `None` for NaN, and for infinities that nothing is taken to. Under stochastic rounding: the numbers that may go there.
    ///
    /// Example: to nearest, E4M3FN `0x1D` takes what lies between 0.09765625 and 0.10546875, without these ends, because the code
    /// is odd; `0x1E` has its ends included. Saturating, the largest value takes everything above.
    pub fn interval(self, code: u32) -> Option<Interval> {
        let format = self.format.spec();
        let magnitude = code & format.magnitude_mask();
        let is_negative = code & format.sign_bit() != 0;
        if format.is_nan_code(code) || (magnitude > format.max_code() && self.saturates()) {
            return None;
        }
        let toward = match (self.rounding, is_negative) {
            (Rounding::NearestEven, _) => Toward::Nearest,
            (Rounding::TowardZero, _) | (Rounding::Up, true) | (Rounding::Down, false) => Toward::Zero,
            (Rounding::Up, false) | (Rounding::Down, true) => Toward::Infinity,
            (Rounding::Stochastic, _) => Toward::Either,
        };
        if magnitude == 0 && format.has_zero() {
            return Some(self.interval_of_zero(&format));
        }
        let (low, high) = (self.inner(&format, magnitude, toward), self.outer(&format, magnitude, toward));
        Some(if is_negative { Interval { low: high.negated(), high: low.negated() } } else { Interval { low, high } })
    }

    fn saturates(self) -> bool {
        self.overflow == Overflow::Saturate || !self.format.spec().has_nan()
    }

    /// The end nearer to zero of a magnitude other than zero.
    fn inner(self, format: &Format, magnitude: u32, toward: Toward) -> End {
        if magnitude == 0 {
            // E8M0's smallest value takes everything above zero.
            return End { at: 0.0, is_included: false };
        }
        let below = format.decode(magnitude - 1);
        // Beyond the largest value the magnitudes go on as if they had no end: infinity begins where the next one would.
        let value = if format.max_code() < magnitude {
            below + format.spacing(magnitude - 1)
        } else {
            format.decode(magnitude)
        };
        toward.end(below, value, goes_up(format, magnitude - 1))
    }

    /// The end farther from zero.
    fn outer(self, format: &Format, magnitude: u32, toward: Toward) -> End {
        let takes_infinity = format.specials != Specials::UnsignedZero;
        let beyond = End { at: f64::INFINITY, is_included: takes_infinity };
        if format.max_code() < magnitude || (magnitude == format.max_code() && self.saturates()) {
            return beyond;
        }
        let value = format.decode(magnitude);
        let end = toward.end(value, value + format.spacing(magnitude), goes_up(format, magnitude));
        // The same end, seen from below; where both may take the number between, its place is the other value.
        match toward {
            Toward::Either => End { at: value + format.spacing(magnitude), is_included: false },
            Toward::Nearest | Toward::Zero | Toward::Infinity => End { is_included: !end.is_included, ..end },
        }
    }

    fn interval_of_zero(self, format: &Format) -> Interval {
        let least = format.min_subnormal();
        let end = |at: f64, is_included| End { at, is_included };
        let (low, high) = match self.rounding {
            // The code of zero is even.
            Rounding::NearestEven => (end(-least / 2.0, true), end(least / 2.0, true)),
            Rounding::TowardZero | Rounding::Stochastic => (end(-least, false), end(least, false)),
            Rounding::Up => (end(-least, false), end(0.0, true)),
            Rounding::Down => (end(0.0, true), end(least, false)),
        };
        Interval { low, high }
    }
}

/// Where a magnitude between two goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Toward {
    Nearest,
    Zero,
    Infinity,
    Either,
}

impl Toward {
    /// Where the numbers begin that go to `above` rather than to `below`.
    fn end(self, below: f64, above: f64, tie_goes_up: bool) -> End {
        match self {
            Self::Nearest => End { at: f64::midpoint(below, above), is_included: tie_goes_up },
            Self::Zero => End { at: above, is_included: true },
            Self::Infinity | Self::Either => End { at: below, is_included: false },
        }
    }
}

/// Whether the tie above a magnitude goes up: to the even code. Without mantissa bits every significand is 1, which is odd; then
/// the larger one is taken (IEEE 754-2019, 4.3.1), as in E8M0.
fn goes_up(format: &Format, lower: u32) -> bool {
    match format.mantissa_bits {
        0 => format.specials == Specials::Scale || lower != 0,
        _ => lower % 2 == 1,
    }
}

impl Interval {
    /// Whether a number belongs to it.
    pub fn contains(&self, x: f64) -> bool {
        let is_above = if self.low.is_included { self.low.at <= x } else { self.low.at < x };
        let is_below = if self.high.is_included { x <= self.high.at } else { x < self.high.at };
        is_above && is_below
    }
}

impl End {
    fn negated(self) -> Self {
        Self { at: -self.at, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Interval};
    use crate::numerics::formats::{Custom, FormatId, Specials};
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    /// Every format of at most 16 bits, and some of one's own.
    fn formats() -> impl Iterator<Item = FormatId> {
        let own = [
            (5, 6, Specials::Ieee),
            (4, 0, Specials::FiniteWithNan),
            (1, 2, Specials::Finite),
            (6, 0, Specials::UnsignedZero),
        ];
        let own = own.into_iter().filter_map(|(e, m, rules)| Custom::new(e, m, rules)).map(FormatId::Custom);
        FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 16).chain(own)
    }

    /// The values of all codes, sorted: the neighbours must be those of the sorted list.
    #[test]
    fn neighbours_are_those_of_the_sorted_values() {
        for format in formats() {
            let row = format.spec();
            let mut values: Vec<f64> =
                (0..1 << row.bits()).map(|code| row.decode(code) + 0.0).filter(|v| !v.is_nan()).collect();
            values.sort_by(f64::total_cmp);
            values.dedup();
            for code in 0..1 << row.bits() {
                let value = row.decode(code) + 0.0;
                let (above, below) = (row.code_above(code), row.code_below(code));
                if value.is_nan() {
                    assert_eq!((above, below), (None, None), "{format:?} {code:#x}");
                    continue;
                }
                let at = values.binary_search_by(|other| other.total_cmp(&value)).unwrap();
                let bits = |code: Option<u32>| code.map(|code| (row.decode(code) + 0.0).to_bits());
                let expect = |at: Option<usize>| at.and_then(|at| values.get(at)).map(|value| value.to_bits());
                assert_eq!(bits(above), expect(Some(at + 1)), "{format:?} {code:#x}");
                assert_eq!(bits(below), expect(at.checked_sub(1)), "{format:?} {code:#x}");
                if let Some(above) = above.filter(|&above| 0.0 <= value && row.decode(above).is_finite()) {
                    assert_eq!(
                        (row.decode(above) - value).to_bits(),
                        row.spacing(code).to_bits(),
                        "{format:?} {code:#x}"
                    );
                }
            }
        }
    }

    /// The ends of an interval, and the doubles beside them, go where the interval says.
    #[test]
    fn intervals_are_what_the_rounding_does() {
        for format in formats() {
            let row = format.spec();
            for rounding in [Rounding::NearestEven, Rounding::TowardZero, Rounding::Up, Rounding::Down] {
                for overflow in Overflow::ALL {
                    let rule = Conversion { format, rounding, overflow };
                    for code in 0..1 << row.bits() {
                        check(rule, code);
                    }
                }
            }
        }
    }

    fn check(rule: Conversion, code: u32) {
        let row = rule.format.spec();
        let value = row.decode(code);
        let Some(interval) = rule.interval(code) else {
            let may_lack = value.is_nan() || value.is_infinite();
            assert!(may_lack, "{rule:?} {code:#x}");
            return;
        };
        assert!(
            value.is_infinite() && interval.contains(value) || interval.contains(value),
            "{rule:?} {code:#x} {interval:?}"
        );
        for at in [interval.low.at, interval.high.at] {
            for x in [at.next_down(), at, at.next_up()] {
                let arrives = rule.encode(x).value;
                let same = arrives <= value && value <= arrives;
                assert_eq!(interval.contains(x), same, "{rule:?} {code:#x} {x:e} {interval:?}");
            }
        }
    }

    #[test]
    fn ends_belong_to_even_codes() {
        let interval =
            |rounding, overflow, code| Conversion { format: FormatId::E4m3fn, rounding, overflow }.interval(code);
        let end = |at, is_included| End { at, is_included };
        let nearest = |code| interval(Rounding::NearestEven, Overflow::Saturate, code);
        let odd = Interval { low: end(0.097_656_25, false), high: end(0.105_468_75, false) };
        assert_eq!(nearest(0x1D), Some(odd));
        assert_eq!(nearest(0x1E), Some(Interval { low: end(0.105_468_75, true), high: end(0.113_281_25, true) }));
        assert_eq!(nearest(0x7E), Some(Interval { low: end(432.0, true), high: end(f64::INFINITY, true) }));
        let open = interval(Rounding::NearestEven, Overflow::NonSaturate, 0x7E);
        assert_eq!(open, Some(Interval { low: end(432.0, true), high: end(464.0, true) }));
        let drawn = interval(Rounding::Stochastic, Overflow::NonSaturate, 0x1D);
        assert_eq!(drawn, Some(Interval { low: end(0.093_75, false), high: end(0.109_375, false) }));
    }
}
