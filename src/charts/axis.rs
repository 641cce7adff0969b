//! One axis type for every scale, so that drawing, hovering and keyboard steps need one coordinate type only.
//!
//! Plotters' own log axis cannot be asked which value lies under a pixel; this one can (`charts::ranged`).
//! An axis always has a sane range: finite, low below high, above zero where the scale is a logarithm.

use crate::charts::ticks::{Tick, Ticks, ticks};
use crate::charts::voice::NumberStyle;

/// How values spread along the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps for equal differences.
    Linear,
    /// Equal steps for equal ratios, marked in decades.
    Log10,
    /// Equal steps for equal ratios, marked in binades.
    Log2,
    /// Equal steps for equal times; the values are decimal years, 2025.5 being the start of July 2025.
    Year,
}

/// A scale with a range, a title and a way to write its ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    scale: Scale,
    min: f64,
    max: f64,
    /// `min` and `max` as the scale counts them: themselves, or their logarithms.
    foot: f64,
    /// See `foot`.
    head: f64,
    direction: Direction,
    /// What is measured, with its unit: `Loss` or `Compute (EFLOPS, FP16)`.
    pub label: String,
    /// How the ticks are chosen and written.
    pub ticks: Ticks,
}

/// The way from `min` to `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// Rightwards or upwards.
    Ahead,
    /// Downwards, as the rows of a matrix are counted.
    Down,
}

/// Beyond this, differences of values could overflow.
const LARGEST: f64 = 1e300;
/// Below this, values may be subnormal and their logarithms lose digits.
const SMALLEST: f64 = 1e-300;
/// A range narrower than this share of its values has no room for ticks that differ in sixteen digits.
const NARROWEST: f64 = 1e-10;

/// The months are the finest ticks of a year, so an axis shows some of them.
const SHORTEST_YEARS: f64 = 0.5;

impl Axis {
    /// An axis from `min` to `max`, in either order.
    ///
    /// A range that cannot be drawn is mended: a single value gets room on both sides, a log axis from zero starts
    /// three decades (ten binades) below its end, and what is not a number becomes 0 to 1 (1 to 10, 2000 to 2001).
    pub fn new(scale: Scale, min: f64, max: f64, label: impl Into<String>) -> Axis {
        let (min, max) = sane(scale, min.min(max), max.max(min));
        Axis::between(scale, min, max, label.into())
    }

    fn between(scale: Scale, min: f64, max: f64, label: String) -> Axis {
        let (foot, head) = (scale.counted(min), scale.counted(max));
        Axis { scale, min, max, foot, head, direction: Direction::Ahead, label, ticks: Ticks::Auto }
    }

    /// An axis just wide enough for all `values` that can be drawn on it.
    pub fn around(scale: Scale, values: impl IntoIterator<Item = f64>, label: impl Into<String>) -> Axis {
        let drawable = |value: &f64| value.is_finite() && (!scale.is_log() || *value > 0.0);
        let (min, max) = values
            .into_iter()
            .filter(drawable)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (value.min(min), value.max(max)));
        let (min, max) = if min <= max { (min, max) } else { (f64::NAN, f64::NAN) };
        Axis::new(scale, min, max, label)
    }

    /// A vertical axis of named rows, the first on top: row 0 has the first name. There is room for words above each row.
    pub fn rows(names: impl IntoIterator<Item = String>, label: impl Into<String>) -> Axis {
        let names: Vec<(f64, String)> = (0_u32..).map(f64::from).zip(names).collect();
        let last = names.last().map_or(0.0, |(row, _)| *row);
        Axis::new(Scale::Linear, -0.9, last + 0.45, label).with_ticks(Ticks::Named(names)).downward()
    }

    /// The same axis with its ends moved outwards to round values: to the next tick, on log axes to the next power or,
    /// where that would double the length, to 1, 2 or 5 times a power of ten.
    #[must_use]
    pub fn rounded(self) -> Axis {
        let (min, max) = match self.scale {
            Scale::Linear | Scale::Year => {
                let marks: Vec<f64> = ticks(&self, ROUNDED_TICKS).iter().map(|tick| tick.at).collect();
                let &[first, second, ..] = marks.as_slice() else { return self };
                let step = second - first;
                (
                    first + outwards((self.min - first) / step, -1.0) * step,
                    first + outwards((self.max - first) / step, 1.0) * step,
                )
            }
            Scale::Log2 => (libm::exp2(outwards(self.foot, -1.0)), libm::exp2(outwards(self.head, 1.0))),
            Scale::Log10 if self.head - self.foot > 2.0 => {
                (libm::exp10(outwards(self.foot, -1.0)), libm::exp10(outwards(self.head, 1.0)))
            }
            Scale::Log10 => (round_number(self.foot, -1.0), round_number(self.head, 1.0)),
        };
        Axis { ticks: self.ticks, direction: self.direction, ..Axis::between(self.scale, min, max, self.label) }
    }

    /// The same axis with other ticks.
    #[must_use]
    pub fn with_ticks(self, ticks: Ticks) -> Axis {
        Axis { ticks, ..self }
    }

    /// The same axis with its smallest value at the top; for vertical axes.
    #[must_use]
    pub fn downward(self) -> Axis {
        Axis { direction: Direction::Down, ..self }
    }

    /// The same axis from `from` to `to`, mended like a new one; tick and title stay.
    #[must_use]
    pub fn shown(&self, from: f64, to: f64) -> Axis {
        let axis = Axis::new(self.scale, from, to, self.label.clone());
        let ticks = match self.ticks {
            // Between two powers there are other numbers to write.
            Ticks::Styled(NumberStyle::Power2 | NumberStyle::Power10) if axis.ratio() < POWERS => Ticks::Auto,
            Ticks::Auto | Ticks::Styled(_) | Ticks::Every { .. } | Ticks::Named(_) => self.ticks.clone(),
        };
        Axis { ticks, direction: self.direction, ..axis }
    }

    /// How many times its smallest value the largest is.
    fn ratio(&self) -> f64 {
        self.max / self.min
    }

    /// How values spread.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The smallest value, at the left or lower end unless the axis is downward.
    pub fn min(&self) -> f64 {
        self.min
    }

    /// The largest value, at the other end.
    pub fn max(&self) -> f64 {
        self.max
    }

    /// Whether `value` lies on the axis, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.min <= value && value <= self.max
    }

    /// Where `value` lies: 0 at `min`, 1 at `max`, beyond them outside; on a downward axis 1 at `min` and 0 at `max`. Not
    /// finite where the scale has no such place: on a log axis from 1 to 100, ten is at 0.5 and zero at minus infinity.
    pub fn share_from_value(&self, value: f64) -> f64 {
        self.directed((self.scale.counted(value) - self.foot) / (self.head - self.foot))
    }

    fn directed(&self, share: f64) -> f64 {
        match self.direction {
            Direction::Ahead => share,
            Direction::Down => 1.0 - share,
        }
    }

    /// The value at `share` of the axis, counted from its left or lower end.
    #[expect(clippy::float_cmp, reason = "exactly the two ends, which a logarithm and back would miss by an ulp")]
    pub fn value_from_share(&self, share: f64) -> f64 {
        let share = self.directed(share);
        if share == 0.0 {
            self.min
        } else if share == 1.0 {
            self.max
        } else {
            self.scale.uncounted(self.foot + share * (self.head - self.foot))
        }
    }

    /// At most `most` marked values with light ones between, rising.
    pub fn tick_marks(&self, most: usize) -> Vec<Tick> {
        ticks(self, most)
    }
}

/// From this ratio of its ends on, an axis has two powers of two or ten to write.
const POWERS: f64 = 16.0;
/// How many ticks an end is rounded to: as many as a plot of middling size shows.
const ROUNDED_TICKS: usize = 7;

impl Scale {
    /// Whether equal steps stand for equal ratios.
    pub const fn is_log(self) -> bool {
        match self {
            Scale::Log10 | Scale::Log2 => true,
            Scale::Linear | Scale::Year => false,
        }
    }

    /// `value` as the scale counts it, so that equal differences are equal lengths: itself, or its logarithm.
    pub fn counted(self, value: f64) -> f64 {
        match self {
            Scale::Linear | Scale::Year => value,
            Scale::Log10 => libm::log10(value),
            Scale::Log2 => libm::log2(value),
        }
    }

    /// The value that is [`counted`](Scale::counted) so.
    pub fn uncounted(self, count: f64) -> f64 {
        match self {
            Scale::Linear | Scale::Year => count,
            Scale::Log10 => libm::exp10(count),
            Scale::Log2 => libm::exp2(count),
        }
    }
}

/// The next whole number on `side` (below if negative); a whole number but for rounding is itself.
fn outwards(steps: f64, side: f64) -> f64 {
    let whole = libm::round(steps);
    if (steps - whole).abs() < 1e-9 {
        whole
    } else if side < 0.0 {
        libm::floor(steps)
    } else {
        libm::ceil(steps)
    }
}

/// The next 1, 2 or 5 times a power of ten on `side` of the value with this logarithm.
fn round_number(log: f64, side: f64) -> f64 {
    let decade = libm::floor(log + 1e-9);
    let numbers = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * libm::exp10(decade));
    let beyond = |number: &f64| (libm::log10(*number) - log) * side >= -1e-9;
    let found = if side < 0.0 { numbers.into_iter().rev().find(beyond) } else { numbers.into_iter().find(beyond) };
    found.unwrap_or_else(|| libm::exp10(log))
}

fn sane(scale: Scale, min: f64, max: f64) -> (f64, f64) {
    if min.is_nan() || max.is_nan() {
        return match scale {
            Scale::Linear => (0.0, 1.0),
            Scale::Log10 => (1.0, 10.0),
            Scale::Log2 => (1.0, 2.0),
            Scale::Year => (2000.0, 2001.0),
        };
    }
    match scale {
        Scale::Linear => apart(min.clamp(-LARGEST, LARGEST), max.clamp(-LARGEST, LARGEST)),
        Scale::Year => {
            let (min, max) = (min.clamp(-9999.0, 9999.0), max.clamp(-9999.0, 9999.0));
            let middle = f64::midpoint(min, max);
            (min.min(middle - SHORTEST_YEARS / 2.0), max.max(middle + SHORTEST_YEARS / 2.0))
        }
        Scale::Log10 => apart_by_ratio(min, max, 10.0, 1000.0),
        Scale::Log2 => apart_by_ratio(min, max, 2.0, 1024.0),
    }
}

fn apart(min: f64, max: f64) -> (f64, f64) {
    let size = min.abs().max(max.abs());
    if max - min > NARROWEST * size && max - min > SMALLEST {
        return (min, max);
    }
    let middle = f64::midpoint(min, max);
    let room = if size > SMALLEST { (0.5 * size).min(1.0).max(2.0 * NARROWEST * size) } else { 1.0 };
    (middle - room, middle + room)
}

fn apart_by_ratio(min: f64, max: f64, base: f64, depth: f64) -> (f64, f64) {
    if max <= 0.0 {
        return (1.0, base);
    }
    let max = max.clamp(SMALLEST * depth, LARGEST / depth);
    let min = if min <= 0.0 { max / depth } else { min.clamp(SMALLEST, max) };
    if max / min > 1.0 + NARROWEST { (min, max) } else { (min / base, max * base) }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Scale};
    use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};

    fn scales() -> impl Strategy<Value = Scale> {
        prop_oneof![Just(Scale::Linear), Just(Scale::Log10), Just(Scale::Log2), Just(Scale::Year)]
    }

    fn check(scale: Scale, min: f64, max: f64) {
        let axis = Axis::new(scale, min, max, "");
        let what = format!("{scale:?} from {min} to {max} became {} to {}", axis.min(), axis.max());
        assert!(axis.min().is_finite() && axis.max().is_finite() && axis.min() < axis.max(), "{what}");
        assert!(!scale.is_log() || axis.min() > 0.0, "{what}");
        for most in [2, 3, 7, 20] {
            let marks = axis.tick_marks(most);
            let major = marks.iter().filter(|tick| tick.is_major()).count();
            assert!(major <= most && marks.len() <= 400, "{what}: {major} of {} ticks, not {most}", marks.len());
            assert!(marks.iter().all(|tick| axis.contains(tick.at)), "{what}: {marks:?}");
            assert!(marks.windows(2).all(|pair| pair[0].at < pair[1].at), "{what}: {marks:?}");
        }
        assert!(axis.tick_marks(7).iter().any(super::Tick::is_major), "{what}: no tick at all");
        let rounded = axis.clone().rounded();
        let (foot, head) = (axis.share_from_value(rounded.min()), axis.share_from_value(rounded.max()));
        assert!(foot <= 1e-7 && head >= 1.0 - 1e-7, "{what}: rounded to {rounded:?}");
        for share in [0.0, 0.125, 0.5, 0.99, 1.0] {
            let back = axis.share_from_value(axis.value_from_share(share));
            // A narrow range far from zero loses digits to the values themselves, 1e-16 of 1e-10.
            assert!((back - share).abs() < 1e-5, "{what}: {share} came back as {back}");
        }
    }

    #[test]
    fn ranges_that_cannot_be_drawn_are_mended() {
        for scale in [Scale::Linear, Scale::Log10, Scale::Log2, Scale::Year] {
            for (min, max) in [
                (0.0, 0.0),
                (5.0, 5.0),
                (-5.0, -5.0),
                (3.0, -3.0),
                (0.0, 1.0),
                (f64::NAN, 1.0),
                (f64::NEG_INFINITY, f64::INFINITY),
                (f64::MIN, f64::MAX),
                (5e-324, 1e-323),
                (1e300, 1.000_000_000_000_1e300),
                (0.0, 1e-310),
                (2025.0, 2025.01),
            ] {
                check(scale, min, max);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_range_is_drawn(scale in scales(), min in any::<f64>(), max in any::<f64>()) {
            check(scale, min, max);
        }

        #[test]
        fn everyday_ranges_are_drawn(scale in scales(), min in -1e4..1e4_f64, span in 1e-3..1e5_f64) {
            check(scale, min, min + span);
        }
    }

    #[test]
    fn ends_are_rounded_outwards_to_ticks() {
        let check = |scale: Scale, given: (f64, f64), expect: (f64, f64)| {
            let axis = Axis::new(scale, given.0, given.1, "").rounded();
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs();
            assert!(near(axis.min(), expect.0) && near(axis.max(), expect.1), "{given:?}: {axis:?}");
        };
        check(Scale::Linear, (0.3, 9.7), (0.0, 10.0));
        check(Scale::Linear, (0.0, 10.0), (0.0, 10.0));
        check(Scale::Log10, (3e-7, 0.4), (1e-7, 1.0));
        check(Scale::Log10, (180.0, 280.0), (100.0, 500.0));
        check(Scale::Log10, (200.0, 1000.0), (200.0, 1000.0));
        check(Scale::Log2, (5.0, 60.0), (4.0, 64.0));
        check(Scale::Year, (2020.4, 2034.2), (2020.0, 2036.0));
    }
}
