//! `#/compute`: the published series in one precision, and how the last count of one of them would go on.

use crate::charts::axis::{Axis, Scale};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::scenario::compute::Compute;
use crate::units::Growth;
use crate::units::compute::Precision;
use crate::views::Shown;
use crate::views::compute_drawn::{Drawn, drawn};
use crate::views::compute_events::events_table;
use crate::views::compute_forecasts::{editions_table, forecasts_figure};
use crate::views::compute_pace::{paces_table, required_table};
use crate::views::compute_ratios::ratios_table;
use crate::views::compute_series::series_figure;
use crate::views::compute_share::share_figure;
use crate::views::dates::spoken;

/// The pictures and the tables that stand on their own.
pub fn show(compute: &Compute, voice: &dyn Voice) -> Shown {
    let figures = vec![series_figure(compute, voice), share_figure(voice), forecasts_figure(compute, voice)];
    let more = vec![
        ("compute-required", required_table(voice)),
        ("compute-growth", paces_table(voice)),
        ("compute-editions", editions_table(voice)),
        ("compute-ratios", ratios_table(voice)),
        ("compute-events", events_table(voice)),
    ];
    Shown { sheet: None, figures, more }
}

/// What the projection says, in words.
pub fn sentence(compute: &Compute, voice: &dyn Voice) -> String {
    said(&drawn(compute), compute, voice)
}

/// The same of what is drawn already.
pub fn said(drawn: &Drawn, compute: &Compute, voice: &dyn Voice) -> String {
    let precision = precision_said(drawn.precision, voice);
    let (Some(first), Some(last)) = (drawn.projection.first(), drawn.projection.last()) else {
        return fill(voice.say(Word::ComputeSayNone), &[("basis", precision)]);
    };
    let doubling = Growth::clamped(compute.growth).doubling_time();
    let word = if doubling.is_some() { Word::ComputeSay } else { Word::ComputeSayFlat };
    let doubling =
        doubling.map_or_else(String::new, |years| voice.number(years.get(), NumberStyle::Significant { digits: 3 }));
    let values = [
        ("growth", percent(compute.growth, voice)),
        ("from", eflops(first.1, voice)),
        ("date", spoken(first.0, voice)),
        ("doubling", doubling),
        ("to", eflops(last.1, voice)),
        ("until", compute.until.to_string()),
        ("precision", precision.to_owned()),
    ];
    let text = filled(word, &values, voice);
    let Some((target, needed)) = drawn.target.and_then(|(target, needed)| Some((target, needed?))) else { return text };
    let values = [
        ("target", eflops(target.value, voice)),
        ("year", target.row.date.year.to_string()),
        ("needed", percent(needed.get(), voice)),
    ];
    format!("{text} {}", filled(Word::ComputeSayTarget, &values, voice))
}

/// A precision inside a sentence.
pub fn precision_said(precision: Precision, voice: &dyn Voice) -> &'static str {
    match precision {
        Precision::Unknown => voice.say(Word::CountingPrecisionUnknown),
        Precision::Fp8 | Precision::Fp16 | Precision::Fp32 | Precision::Fp64 => precision.label(),
    }
}

/// A sentence with its values.
pub fn filled(word: Word, values: &[(&str, String)], voice: &dyn Voice) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

/// A quantity of compute as sentences write it.
pub fn eflops(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 4 })
}

/// A rate in per cent, with a decimal only where one is needed.
pub fn percent(rate: f64, voice: &dyn Voice) -> String {
    let tenths = libm::round(rate * 1000.0);
    let decimals = u8::from(libm::fmod(tenths, 10.0) != 0.0);
    voice.number(rate, NumberStyle::Percent { decimals })
}

/// A count as sentences write it.
pub fn count(items: usize, voice: &dyn Voice) -> String {
    voice.number(f64::from(u32::try_from(items).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 })
}

/// A time axis of whole years with at most nine of them named.
pub fn year_axis(from: f64, to: f64) -> Axis {
    let step = libm::ceil((to - from) / 9.0).max(1.0);
    let count = libm::floor((to - 1.0 - from) / step);
    let mut ticks = Vec::new();
    let mut index = 0.0;
    while index <= count {
        // The last year is always named; the steps count back from it.
        let year = to - 1.0 - index * step;
        ticks.push((year + 0.5, format!("{year}")));
        index += 1.0;
    }
    ticks.reverse();
    Axis::new(Scale::Year, from, to, "").with_ticks(Ticks::Named(ticks))
}

/// The time axis around some points; each year's name stands in the middle of its year, because a figure "of 2024" is one
/// of its end.
pub fn axis_of_years(dates: impl Iterator<Item = f64>, otherwise: (f64, f64)) -> Axis {
    let ends = dates.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), date| (least.min(date), most.max(date)));
    let (from, to) = if ends.0.is_finite() { (libm::ceil(ends.0) - 1.0, libm::ceil(ends.1)) } else { otherwise };
    year_axis(from, to.max(from + 1.0))
}

#[cfg(test)]
mod tests {
    use super::{axis_of_years, show, year_axis};
    use crate::charts::ticks::Ticks;
    use crate::charts::voice::PlainVoice;
    use crate::scenario::compute::Compute;

    #[test]
    fn a_year_axis_names_few_years_and_the_last_one() {
        for to in [2027.0, 2031.0, 2041.0] {
            let Ticks::Named(ticks) = year_axis(2020.0, to).ticks else { panic!("named ticks") };
            assert!(ticks.len() <= 9);
            assert_eq!(ticks.last().map(|tick| tick.0), Some(to - 0.5));
        }
    }

    #[test]
    fn a_figure_of_a_year_stands_at_its_end() {
        let axis = axis_of_years([2022.0, 2025.5].into_iter(), (0.0, 1.0));
        assert_eq!((axis.min(), axis.max()), (2021.0, 2026.0));
        let none = axis_of_years([].into_iter(), (2020.0, 2030.0));
        assert_eq!((none.min(), none.max()), (2020.0, 2030.0));
    }

    #[test]
    fn the_series_come_first() {
        assert_eq!(show(&Compute::default(), &PlainVoice).names()[0], "compute-series");
    }
}
