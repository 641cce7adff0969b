//! The sweep of `#/quantize`: one curve for each format while one property of the input runs through its range.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::sweep::{Against, Curve, Outcome};
use crate::numerics::formats::FormatId;
use crate::views::Shown;
use crate::views::quantize::format_key;

/// The name of the figure and of its table.
pub const NAME: &str = "quantize-sweep";

/// Everything that belongs to a sweep.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    Shown { sheet: None, figures: vec![figure(outcome, voice)], more: Vec::new() }
}

fn figure(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let (title, axis, scale) = match outcome.against {
        Against::Size => (Word::QuantizeSweepSizeTitle, Word::AxesFactor, Scale::Log2),
        Against::Strength => (Word::QuantizeSweepStrengthTitle, Word::AxesStrength, Scale::Log10),
        Against::Spread => (Word::QuantizeSweepSpreadTitle, Word::AxesSpread, Scale::Linear),
    };
    let x = Axis::around(scale, outcome.places.iter().copied(), voice.say(axis));
    let x = match outcome.against {
        Against::Size => x.with_ticks(Ticks::Styled(NumberStyle::Power2)),
        Against::Strength | Against::Spread => x,
    };
    let drawn = drawn(outcome);
    let ratios = || drawn.iter().flat_map(|curve| finite(curve));
    let y =
        Axis::new(Scale::Linear, ratios().fold(0.0, f64::min), ratios().fold(1.0, f64::max), voice.say(Word::AxesSqnr));
    let count = voice.number(f64::from(outcome.count), NumberStyle::Plain { decimals: 0 });
    Figure {
        id: NAME,
        title: voice.say(title).to_owned(),
        summary: summary(outcome, voice),
        caption: fill(voice.say(Word::QuantizeSweepCaption), &[("count", &count)]),
        x,
        y: y.rounded(),
        marks: drawn.iter().map(|curve| mark(curve, &outcome.places)).collect(),
        table: table(outcome, voice),
    }
}

/// The curves with a ratio somewhere. FP32 lies 80 dB and more above the next and would press all others together: it is drawn only
/// where nothing else is, and said in words.
fn drawn(outcome: &Outcome) -> Vec<&Curve> {
    let all: Vec<&Curve> = outcome.curves.iter().filter(|curve| finite(curve).next().is_some()).collect();
    let narrow: Vec<&Curve> = all.iter().copied().filter(|curve| curve.format != FormatId::Fp32).collect();
    if narrow.is_empty() { all } else { narrow }
}

fn finite(curve: &Curve) -> impl Iterator<Item = f64> {
    curve.sqnr_db.iter().copied().filter(|ratio| ratio.is_finite())
}

/// Where less is left of the signal than this, in dB, a curve ends: all would run on together along zero.
const LEAST: f64 = 1.0;

fn mark(curve: &Curve, places: &[f64]) -> Mark {
    let points: Vec<(f64, f64)> = places.iter().copied().zip(curve.sqnr_db.iter().copied()).collect();
    Mark::line(curve.format.name(), Ink::Format(curve.format), told(&points).to_vec())
}

/// The points from the last one below [`LEAST`] before the curve rises to the first one below it after the curve has fallen;
/// all of them where the curve never rises.
fn told(points: &[(f64, f64)]) -> &[(f64, f64)] {
    let is_told = |point: &(f64, f64)| point.1.is_nan() || LEAST <= point.1;
    let first = points.iter().position(is_told).map_or(0, |first| first.saturating_sub(1));
    let end = points.iter().rposition(is_told).map_or(points.len(), |last| (last + 2).min(points.len()));
    points.get(first..end).unwrap_or(points)
}

/// The worst and the best ratio of FP32 and of each format of eight bits and below.
fn summary(outcome: &Outcome, voice: &dyn Voice) -> String {
    let ends = |curve: &Curve| {
        let (worst, best) =
            (finite(curve).fold(f64::INFINITY, f64::min), finite(curve).fold(f64::NEG_INFINITY, f64::max));
        [worst, best].map(|ratio| voice.number(ratio, NumberStyle::Plain { decimals: 1 }))
    };
    let said = |curve: &&Curve| {
        let [worst, best] = ends(curve);
        let name = curve.format.name();
        let values = [("format", name.as_str()), ("worst", &worst), ("best", &best)];
        fill(voice.say(Word::QuantizeSweepRange), &values)
    };
    let shown = drawn(outcome);
    let narrow = shown.iter().filter(|curve| curve.format.spec().bits() <= 8);
    let ranges = narrow.map(said).collect::<Vec<_>>().join(voice.say(Word::FiguresJoin));
    let wide = outcome.curves.iter().filter(|curve| curve.format == FormatId::Fp32 && finite(curve).next().is_some());
    let wide = wide.map(|curve| {
        let [worst, best] = ends(curve);
        let decibels = |ratio: &str| fill(voice.say(Word::QuantizeDecibels), &[("value", ratio)]);
        if worst == best { decibels(&best) } else { format!("{worst}–{}", decibels(&best)) }
    });
    let wide = wide.last().unwrap_or_else(|| voice.say(Word::QuantizeNoError).to_owned());
    fill(voice.say(Word::QuantizeSweepSummary), &[("ranges", &ranges), ("wide", &wide)])
}

/// One row for each place and format, so that the columns do not depend on the formats.
fn table(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let (key, label) = match outcome.against {
        Against::Size => ("factor", Word::AxesFactor),
        Against::Strength => ("strength", Word::AxesStrength),
        Against::Spread => ("spread", Word::AxesSpread),
    };
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![column(key, label), column("format", Word::QuantizeFormat), column("sqnr_db", Word::AxesSqnr)];
    let row = |(place, format, ratio): (f64, FormatId, f64)| {
        vec![Cell::Number(place), Cell::Text(format_key(format)), Cell::Number(ratio)]
    };
    let rows = outcome.places.iter().enumerate().flat_map(|(at, &place)| {
        outcome
            .curves
            .iter()
            .map(move |curve| (place, curve.format, curve.sqnr_db.get(at).copied().unwrap_or(f64::NAN)))
    });
    Table { columns, rows: rows.map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_curve_is_drawn_from_foot_to_foot() {
        let check = |ratios: &[f64], expect: &[f64]| {
            let points: Vec<(f64, f64)> = ratios.iter().map(|ratio| (0.0, *ratio)).collect();
            let drawn: Vec<f64> = told(&points).iter().map(|point| point.1).collect();
            assert_eq!(drawn, expect, "{ratios:?}");
        };
        check(&[0.0, 0.0, 0.5, 20.0, 30.0, 0.9, 0.2, 0.1], &[0.5, 20.0, 30.0, 0.9]);
        check(&[5.0, 4.0], &[5.0, 4.0]);
        check(&[0.0, 0.0, 8.0], &[0.0, 8.0]);
        check(&[0.0, 0.1], &[0.0, 0.1]);
        check(&[0.0, 9.0, 0.0, 9.0, 0.0, 0.0], &[0.0, 9.0, 0.0, 9.0, 0.0]);
    }
}
