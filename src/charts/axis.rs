//! One axis type for every scale, so that drawing, hovering and keyboard steps need one coordinate type only.
//!
//! Plotters' own log axis cannot be asked which value lies under a pixel; this one can (`ReversibleRanged`).
//! An axis always has a sane range: finite, low below high, above zero where the scale is a logarithm.

use crate::charts::ticks::{Tick, Ticks, ticks};
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ReversibleRanged, ValueFormatter};
use std::ops::Range;

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
    /// What is measured, with its unit: `Loss` or `Compute (EFLOPS, FP16)`.
    pub label: String,
    /// How the ticks are chosen and written.
    pub ticks: Ticks,
}

/// Beyond this, differences of values could overflow.
const LARGEST: f64 = 1e300;
/// Below this, values may be subnormal and their logarithms lose digits.
const SMALLEST: f64 = 1e-300;
/// A range narrower than this share of its values has no room for ticks that differ in sixteen digits.
const NARROWEST: f64 = 1e-10;

impl Axis {
    /// An axis from `min` to `max`, in either order.
    ///
    /// A range that cannot be drawn is mended: a single value gets room on both sides, a log axis from zero starts
    /// three decades (ten binades) below its end, and what is not a number becomes 0 to 1 (1 to 10, 2000 to 2001).
    pub fn new(scale: Scale, min: f64, max: f64, label: impl Into<String>) -> Axis {
        let (min, max) = sane(scale, min.min(max), max.max(min));
        let (foot, head) = (counted(scale, min), counted(scale, max));
        Axis { scale, min, max, foot, head, label: label.into(), ticks: Ticks::Auto }
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

    /// The same axis with its ends moved outwards to the next tick.
    #[must_use]
    pub fn rounded(self) -> Axis {
        let step = |at: f64, side: f64| {
            let marks = ticks(&self, ROUNDED_TICKS);
            let [first, second] = [marks.first(), marks.get(1)].map(|tick| tick.map(|tick| tick.at));
            let (Some(first), Some(second)) = (first, second) else { return at };
            let (first, step) = (counted(self.scale, first), counted(self.scale, second) - counted(self.scale, first));
            let steps = (counted(self.scale, at) - first) / step;
            // A value that is a tick but for rounding stays where it is.
            let whole = libm::round(steps);
            let steps = if (steps - whole).abs() < 1e-9 {
                whole
            } else if side < 0.0 {
                libm::floor(steps)
            } else {
                libm::ceil(steps)
            };
            uncounted(self.scale, first + steps * step)
        };
        let (min, max) = (step(self.min, -1.0), step(self.max, 1.0));
        Axis { ticks: self.ticks.clone(), ..Axis::new(self.scale, min, max, self.label.clone()) }
    }

    /// The same axis with other ticks.
    #[must_use]
    pub fn with_ticks(self, ticks: Ticks) -> Axis {
        Axis { ticks, ..self }
    }

    /// How values spread.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The value at the left or lower end.
    pub fn min(&self) -> f64 {
        self.min
    }

    /// The value at the right or upper end.
    pub fn max(&self) -> f64 {
        self.max
    }

    /// Whether `value` lies on the axis, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.min <= value && value <= self.max
    }

    /// Where `value` lies: 0 at `min`, 1 at `max`, beyond them outside. Not finite where the scale has no such place:
    /// on a log axis from 1 to 100, ten is at 0.5 and zero at minus infinity.
    pub fn share_from_value(&self, value: f64) -> f64 {
        (counted(self.scale, value) - self.foot) / (self.head - self.foot)
    }

    /// The value at `share` of the way from `min` to `max`.
    pub fn value_from_share(&self, share: f64) -> f64 {
        // The two ends exactly, whatever the logarithm rounds to.
        if share <= 0.0 && share >= 0.0 {
            self.min
        } else if share <= 1.0 && share >= 1.0 {
            self.max
        } else {
            uncounted(self.scale, self.foot + share * (self.head - self.foot))
        }
    }

    /// At most `most` marked values with light ones between, rising.
    pub fn tick_marks(&self, most: usize) -> Vec<Tick> {
        ticks(self, most)
    }
}

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
}

fn counted(scale: Scale, value: f64) -> f64 {
    match scale {
        Scale::Linear | Scale::Year => value,
        Scale::Log10 => libm::log10(value),
        Scale::Log2 => libm::log2(value),
    }
}

fn uncounted(scale: Scale, value: f64) -> f64 {
    match scale {
        Scale::Linear | Scale::Year => value,
        Scale::Log10 => libm::exp10(value),
        Scale::Log2 => libm::exp2(value),
    }
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
        Scale::Year => apart(min.clamp(-9999.0, 9999.0), max.clamp(-9999.0, 9999.0)),
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

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let (from, to) = (f64::from(limit.0), f64::from(limit.1));
        let pixel = libm::round(from + self.share_from_value(*value) * (to - from));
        #[expect(clippy::cast_possible_truncation, reason = "a float to integer cast saturates; plots are far smaller")]
        let pixel = pixel as i32;
        pixel
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let light = hint.weight().allow_light_points();
        let mut marks = ticks(self, hint.bold_points());
        marks.retain(|tick| light || tick.is_major());
        marks.truncate(hint.max_num_points());
        marks.into_iter().map(|tick| tick.at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.min..self.max
    }
}

impl ReversibleRanged for Axis {
    fn unmap(&self, input: i32, limit: (i32, i32)) -> Option<f64> {
        let (from, to) = (f64::from(limit.0), f64::from(limit.1));
        let share = (f64::from(input) - from) / (to - from);
        (0.0..=1.0).contains(&share).then(|| self.value_from_share(share))
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        value.to_string()
    }
}
