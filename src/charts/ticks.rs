//! Which values an axis marks: round numbers, as many as fit, never outside the range.
//!
//! Linear axes step by 1, 2 or 5 times a power of ten; log axes by decades or binades with light marks between; years
//! by whole years, or by half, quarter and twelfth years where there is room.

use crate::charts::axis::{Axis, Scale};
use crate::charts::voice::NumberStyle;

/// How an axis chooses and writes its ticks.
#[derive(Clone, Debug, PartialEq)]
pub enum Ticks {
    /// Round values, written as their steps need.
    Auto,
    /// Round values, written in this style.
    Styled(NumberStyle),
    /// Multiples of `step`, or of its doublings where there is no room for all: `0 32 64 96` for blocks of 32.
    Every {
        /// The wanted step, above zero.
        step: f64,
        /// How they are written.
        style: NumberStyle,
    },
    /// These places with these words, such as the names of sectors; none is dropped for want of room.
    Named(Vec<(f64, String)>),
}

/// One tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// How it is written, and so how heavy it is.
    pub face: Face,
}

/// How a tick is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Face {
    /// A number in this style.
    Number(NumberStyle),
    /// These words.
    Words(String),
    /// A light mark without words.
    Light,
}

impl Tick {
    /// Whether the tick has words or a number.
    pub fn is_major(&self) -> bool {
        match self.face {
            Face::Number(_) | Face::Words(_) => true,
            Face::Light => false,
        }
    }
}

/// The ticks of `axis`, rising: at most `most` with a number (at least one place, if any is round), light ones between.
pub fn ticks(axis: &Axis, most: usize) -> Vec<Tick> {
    let most = most.clamp(2, 100);
    if let Ticks::Named(names) = &axis.ticks {
        let mut marks: Vec<Tick> = names
            .iter()
            .filter(|(at, _)| axis.contains(*at))
            .map(|(at, words)| Tick { at: *at, face: Face::Words(words.clone()) })
            .collect();
        marks.sort_by(|a, b| a.at.total_cmp(&b.at));
        return marks;
    }
    if let Ticks::Every { step, style } = axis.ticks {
        return every(axis, step, style, most);
    }
    let mut marks = match axis.scale() {
        Scale::Linear => linear(axis.min(), axis.max(), most),
        Scale::Log10 => decades(axis.min(), axis.max(), most),
        Scale::Log2 => binades(axis.min(), axis.max(), most),
        Scale::Year => years(axis.min(), axis.max(), most),
    };
    if let Ticks::Styled(style) = axis.ticks {
        for tick in &mut marks {
            if tick.is_major() {
                tick.face = Face::Number(style);
            }
        }
    }
    marks
}

/// Multiples of `step` doubled until there are at most `most`.
fn every(axis: &Axis, step: f64, style: NumberStyle, most: usize) -> Vec<Tick> {
    let multiples_of = |step: f64| multiples(axis.min(), axis.max(), step).map(move |count| count * step);
    // A thousand doublings reach from the smallest to the largest number there is.
    let step = std::iter::successors(Some(step), |step| Some(step * 2.0))
        .take(1100)
        .find(|step| *step > 0.0 && multiples_of(*step).count() <= most);
    let tick = |at: f64| Tick { at, face: Face::Number(style) };
    step.into_iter().flat_map(multiples_of).filter(|at| axis.contains(*at)).map(tick).collect()
}

/// A whole number of steps, each `units` times ten to the `exponent`, with one rounding only.
fn decimal(count: f64, units: f64, exponent: i32) -> f64 {
    let whole = count * units;
    if exponent >= 0 { whole * libm::exp10(f64::from(exponent)) } else { whole / libm::exp10(f64::from(-exponent)) }
}

fn linear(min: f64, max: f64, most: usize) -> Vec<Tick> {
    let (units, exponent) = round_step(min, max, most);
    let step = decimal(1.0, units, exponent);
    let style = linear_style(min.abs().max(max.abs()), exponent);
    multiples(min, max, step)
        .map(|count| Tick { at: decimal(count, units, exponent), face: Face::Number(style) })
        .filter(|tick| min <= tick.at && tick.at <= max)
        .collect()
}

/// The smallest of 1, 2, 5 times a power of ten that puts at most `most` ticks between `min` and `max`.
fn round_step(min: f64, max: f64, most: usize) -> (f64, i32) {
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let finest = (max - min) / (most + 1) as f64;
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a finite f64")]
    let exponent = libm::floor(libm::log10(finest)) as i32;
    let steps = (exponent..exponent + 4).flat_map(|exponent| [1.0, 2.0, 5.0].map(|units| (units, exponent)));
    let fits = |&(units, exponent): &(f64, i32)| multiples(min, max, decimal(1.0, units, exponent)).count() <= most;
    steps.into_iter().find(fits).unwrap_or((1.0, exponent + 4))
}

fn linear_style(largest: f64, step_exponent: i32) -> NumberStyle {
    // What tells a tick from the next: a window far into a large scale needs more digits than the four that are usual.
    let needed = libm::floor(libm::log10(largest)) - f64::from(step_exponent) + 1.0;
    let is_plain = (1e-4..1e7).contains(&largest) || (4.0 < needed && (1e7..1e12).contains(&largest));
    if !is_plain {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 4 and 17")]
        return NumberStyle::Scientific { digits: needed.clamp(4.0, 17.0) as u8 };
    }
    NumberStyle::Plain { decimals: u8::try_from(-step_exponent).unwrap_or(0) }
}

/// The whole numbers `n` with `min ≤ n × step ≤ max`, give or take one at each end.
fn multiples(min: f64, max: f64, step: f64) -> impl Iterator<Item = f64> {
    let (first, last) = (libm::ceil(min / step - 1e-9), libm::floor(max / step + 1e-9));
    std::iter::successors(Some(first), |count| Some(count + 1.0)).take_while(move |count| *count <= last).take(200)
}

fn decades(min: f64, max: f64, most: usize) -> Vec<Tick> {
    let (low, high) = (libm::log10(min), libm::log10(max));
    let Some(step) = power_step(low, high, most, &[1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0]) else {
        return part_decades(min, max, most);
    };
    let style =
        if low >= -3.001 && high <= 5.001 { NumberStyle::Significant { digits: 3 } } else { NumberStyle::Power10 };
    let mut marks = Vec::new();
    for exponent in multiples(low - 1.0, high, 1.0) {
        let decade = libm::exp10(exponent);
        let major = (exponent / step).fract().abs() < 1e-9;
        marks.push(Tick { at: decade, face: if major { Face::Number(style) } else { Face::Light } });
        if step <= 1.0 {
            marks.extend((2..10).map(|digit| Tick { at: decade * f64::from(digit), face: Face::Light }));
        }
    }
    marks.retain(|tick| min <= tick.at && tick.at <= max);
    marks
}

/// Less than two powers of ten in the range: 1, 2, 5 of each decade, or as on a linear axis if that marks too little.
fn part_decades(min: f64, max: f64, most: usize) -> Vec<Tick> {
    let face = Face::Number(NumberStyle::Significant { digits: 3 });
    let marks: Vec<Tick> = multiples(libm::log10(min) - 1.0, libm::log10(max), 1.0)
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|digit| digit * libm::exp10(exponent)))
        .filter(|at| min <= *at && *at <= max)
        .map(|at| Tick { at, face: face.clone() })
        .collect();
    if (3..=most).contains(&marks.len()) { marks } else { linear(min, max, most) }
}

fn binades(min: f64, max: f64, most: usize) -> Vec<Tick> {
    let (low, high) = (libm::log2(min), libm::log2(max));
    let Some(step) = power_step(low, high, most, &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0]) else {
        return linear(min, max, most);
    };
    let style = if low >= -0.001 && high <= 12.001 { NumberStyle::Plain { decimals: 0 } } else { NumberStyle::Power2 };
    let every = if step <= 8.0 { 1.0 } else { step };
    multiples(low, high, every)
        .map(|count| {
            let exponent = count * every;
            let major = (exponent / step).fract().abs() < 1e-9;
            Tick { at: libm::exp2(exponent), face: if major { Face::Number(style) } else { Face::Light } }
        })
        .filter(|tick| min <= tick.at && tick.at <= max)
        .collect()
}

/// The first step of `steps` that leaves at most `most` powers; `None` where fewer than two powers lie in the range.
fn power_step(low: f64, high: f64, most: usize, steps: &[f64]) -> Option<f64> {
    let count = |step: f64| multiples(low, high, step).count();
    (count(1.0) >= 2).then_some(())?;
    steps.iter().copied().find(|&step| count(step) <= most)
}

fn years(min: f64, max: f64, most: usize) -> Vec<Tick> {
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let wanted = (max - min) / (most - 1) as f64;
    // Twelfths of a year: month, quarter, half year; then whole years by 1, 2, 5.
    let part = [1.0, 3.0, 6.0].into_iter().find(|months| months / 12.0 >= wanted);
    if let Some(months) = part.filter(|_| max - min < 3.0) {
        let face = Face::Number(NumberStyle::YearMonth);
        return multiples(min * 12.0, max * 12.0, months)
            .map(|count| Tick { at: count * months / 12.0, face: face.clone() })
            .filter(|tick| min <= tick.at && tick.at <= max)
            .collect();
    }
    let count = |step: f64| multiples(min, max, step).count();
    // First choice: steps that mark both ends of the axis.
    let both_ends =
        |step: &f64| (4..=most).contains(&count(*step)) && (min / step).fract() == 0.0 && (max / step).fract() == 0.0;
    let (units, exponent) = round_step(min, max, most);
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(both_ends).unwrap_or(decimal(1.0, units, exponent).max(1.0));
    multiples(min, max, step)
        .map(|count| Tick { at: count * step, face: Face::Number(NumberStyle::Year) })
        .filter(|tick| min <= tick.at && tick.at <= max)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Face;
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::voice::{PlainVoice, Voice};

    /// The written ticks of an axis, joined by spaces.
    fn check(scale: Scale, (min, max): (f64, f64), most: usize, expect: &str) {
        let axis = Axis::new(scale, min, max, "");
        let write = |tick: super::Tick| match tick.face {
            Face::Number(style) => Some(PlainVoice.number(tick.at, style)),
            Face::Words(words) => Some(words),
            Face::Light => None,
        };
        let written: Vec<String> = axis.tick_marks(most).into_iter().filter_map(write).collect();
        assert_eq!(written.join(" "), expect, "{scale:?} {min} to {max}, {most}");
    }

    #[test]
    fn ticks_are_round_numbers() {
        check(Scale::Linear, (0.0, 10.0), 7, "0 2 4 6 8 10");
        check(Scale::Linear, (0.0, 10.0), 11, "0 1 2 3 4 5 6 7 8 9 10");
        check(Scale::Linear, (-1.2, 1.2), 5, "−1.0 −0.5 0.0 0.5 1.0");
        check(Scale::Linear, (0.1, 0.7), 7, "0.1 0.2 0.3 0.4 0.5 0.6 0.7");
        check(Scale::Linear, (0.0, 9_800.0), 6, "0 2,000 4,000 6,000 8,000");
        check(Scale::Linear, (0.0, 3e9), 4, "0 1×10⁹ 2×10⁹ 3×10⁹");
        check(Scale::Linear, (16_777_207.0, 16_777_228.0), 4, "16,777,210 16,777,215 16,777,220 16,777,225");
        check(
            Scale::Linear,
            (1.000_001e20, 1.000_004e20),
            4,
            "1.000001×10²⁰ 1.000002×10²⁰ 1.000003×10²⁰ 1.000004×10²⁰",
        );
        check(Scale::Log10, (1.0, 1e4), 7, "1 10 100 1,000 10,000");
        check(Scale::Log10, (1e-9, 1.0), 6, "10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 10⁰");
        check(Scale::Log10, (80.0, 900.0), 7, "100 200 500");
        check(Scale::Log10, (40.0, 60.0), 5, "40 45 50 55 60");
        check(Scale::Log2, (1.0, 64.0), 8, "1 2 4 8 16 32 64");
        check(Scale::Log2, (16.0, 4_194_304.0), 6, "2⁴ 2⁸ 2¹² 2¹⁶ 2²⁰");
        check(Scale::Year, (2020.0, 2035.0), 9, "2020 2025 2030 2035");
        check(Scale::Year, (2022.96, 2024.96), 5, "2023-01 2023-07 2024-01 2024-07");
    }

    #[test]
    fn ticks_are_exactly_the_decimals_they_say() {
        let axis = Axis::new(Scale::Linear, 0.0, 1.0, "");
        let at: Vec<f64> = axis.tick_marks(11).iter().map(|tick| tick.at).collect();
        assert_eq!(at, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]);
    }
}
