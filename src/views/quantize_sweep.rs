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
    let ratios = || outcome.curves.iter().flat_map(|curve| &curve.sqnr_db).copied().filter(|ratio| ratio.is_finite());
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
        marks: outcome
            .curves
            .iter()
            .filter(|curve| has_ratio(curve))
            .map(|curve| mark(curve, &outcome.places))
            .collect(),
        table: table(outcome, voice),
    }
}

fn has_ratio(curve: &Curve) -> bool {
    curve.sqnr_db.iter().any(|ratio| ratio.is_finite())
}

fn mark(curve: &Curve, places: &[f64]) -> Mark {
    let points = places.iter().copied().zip(curve.sqnr_db.iter().copied()).collect();
    Mark::line(curve.format.name(), Ink::Format(curve.format), points)
}

/// For each eight-bit format and below: its best ratio and where, as the reader's settings allow.
fn summary(outcome: &Outcome, voice: &dyn Voice) -> String {
    let narrow = outcome.curves.iter().filter(|curve| curve.format.spec().bits() <= 8 && has_ratio(curve));
    let said = narrow.map(|curve| {
        let finite = || curve.sqnr_db.iter().copied().filter(|ratio| ratio.is_finite());
        let (worst, best) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
        let written = |ratio| voice.number(ratio, NumberStyle::Plain { decimals: 1 });
        let values = [("format", curve.format.name().to_string()), ("worst", written(worst)), ("best", written(best))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(voice.say(Word::QuantizeSweepRange), &values)
    });
    let ranges = said.collect::<Vec<_>>().join(voice.say(Word::FiguresJoin));
    fill(voice.say(Word::QuantizeSweepSummary), &[("ranges", &ranges)])
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
