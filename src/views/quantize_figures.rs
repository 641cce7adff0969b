//! The pictures of `#/quantize`: two histograms and a scatter of errors, FP32 beside the chosen format in each.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::quantization::{Loss, Outcome, ScaleRange};
use crate::numerics::formats::FormatId;
use crate::numerics::metrics::relative_error;
use crate::views::quantize::decibels;

/// The values before and after, in equal bins.
pub fn value_histogram(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let bins = &outcome.values;
    let edges: Vec<(f64, f64)> = (0..bins.before.len()).map(|bin| bins.edges(bin)).collect();
    let most = highest(&bins.before, &bins.after);
    Figure {
        id: "quantize-values",
        title: voice.say(Word::QuantizeValuesTitle).to_owned(),
        summary: summary(Word::QuantizeValuesSummary, outcome, voice),
        caption: caption(outcome, voice),
        x: Axis::new(Scale::Linear, -bins.limit, bins.limit, voice.say(Word::AxesValue)),
        y: Axis::new(Scale::Linear, 0.0, most, voice.say(Word::AxesCount)).rounded(),
        marks: pair(outcome, &edges, &bins.before, &bins.after),
        table: bin_table(&edges, &bins.before, &bins.after, voice),
    }
}

/// The magnitudes before and after, one bin a binade, with the zones where the format ends.
pub fn magnitude_histogram(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let bins = &outcome.magnitudes;
    let edges: Vec<(f64, f64)> =
        (bins.first..).take(bins.before.len()).map(|k| (libm::ldexp(1.0, k), libm::ldexp(1.0, k + 1))).collect();
    let from = edges.first().map_or(1.0, |edge| edge.0);
    let to = edges.last().map_or(2.0, |edge| edge.1);
    let limits = &outcome.limits;
    let mut marks = Vec::new();
    let zone =
        |from, to, word| Mark::Span { axis: Along::X, from, to, label: voice.say(word).to_owned(), ink: Ink::Faint };
    if from < limits.underflow {
        marks.push(zone(from, limits.underflow.min(to), Word::QuantizeZoneZero));
    }
    if limits.max_finite < to {
        marks.push(zone(limits.max_finite.max(from), to, Word::QuantizeZoneMax));
    }
    marks.extend(pair(outcome, &edges, &bins.before, &bins.after));
    // Where groups have scales of their own, each has its own smallest normal number.
    if from < limits.min_normal && limits.min_normal < to && outcome.scales.count == 1 {
        let label = voice.say(Word::QuantizeMinNormal).to_owned();
        marks.push(Mark::Rule { axis: Along::X, at: limits.min_normal, label, ink: Ink::Neutral });
    }
    let axis = Axis::new(Scale::Log2, from, to, voice.say(Word::AxesMagnitude));
    Figure {
        id: "quantize-magnitudes",
        title: voice.say(Word::QuantizeMagnitudesTitle).to_owned(),
        summary: summary(Word::QuantizeMagnitudesSummary, outcome, voice),
        caption: caption(outcome, voice),
        x: axis.with_ticks(Ticks::Styled(NumberStyle::Power2)),
        y: Axis::new(Scale::Linear, 0.0, highest(&bins.before, &bins.after), voice.say(Word::AxesCount)).rounded(),
        marks,
        table: bin_table(&edges, &bins.before, &bins.after, voice),
    }
}

/// The relative error of each sampled value against its size, FP32 and the chosen format.
pub fn error_scatter(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let wide = points(&outcome.fp32);
    let low = points(&outcome.chosen);
    let all = || wide.iter().chain(&low);
    let mut marks = vec![Mark::points(outcome.fp32.format.name(), Ink::Format(outcome.fp32.format), wide.clone())];
    if outcome.chosen.format != FormatId::Fp32 {
        let format = outcome.chosen.format;
        marks.push(Mark::points(format.name(), Ink::Format(format), low.clone()));
    }
    let sizes = Axis::around(Scale::Log2, all().map(|point| point.0), voice.say(Word::AxesMagnitude));
    Figure {
        id: "quantize-errors",
        title: voice.say(Word::QuantizeErrorsTitle).to_owned(),
        summary: summary(Word::QuantizeErrorsSummary, outcome, voice),
        caption: caption(outcome, voice),
        x: sizes.with_ticks(Ticks::Styled(NumberStyle::Power2)),
        y: Axis::around(Scale::Log10, all().map(|point| point.1), voice.say(Word::AxesRelative)).rounded(),
        marks,
        table: sample_table(outcome, voice),
    }
}

/// (size, relative error) of each sample that has both; an exact value has no place on a logarithmic axis.
fn points(loss: &Loss) -> Vec<(f64, f64)> {
    let point = |sample: &crate::experiments::quantization::Sample| {
        (sample.reference.abs(), relative_error(sample.reference, sample.result))
    };
    let drawn = |(size, error): &(f64, f64)| 0.0 < *size && 0.0 < *error && error.is_finite();
    loss.samples.iter().map(point).filter(drawn).collect()
}

/// The chosen format as full bars, FP32 as an outline over them.
fn pair(outcome: &Outcome, edges: &[(f64, f64)], before: &[u32], after: &[u32]) -> Vec<Mark> {
    let bins = |counts: &[u32]| {
        let bin = |(edge, count): (&(f64, f64), &u32)| Bin { from: edge.0, to: edge.1, value: f64::from(*count) };
        edges.iter().zip(counts).map(bin).collect::<Vec<_>>()
    };
    let bars = |format: FormatId, style, bins| Mark::Bars {
        name: format.name().into(),
        ink: Ink::Format(format),
        style,
        bins,
    };
    let mut marks = Vec::new();
    if outcome.chosen.format != FormatId::Fp32 {
        marks.push(bars(outcome.chosen.format, BarStyle::Filled, bins(after)));
    }
    marks.push(bars(FormatId::Fp32, BarStyle::Outlined, bins(before)));
    marks
}

fn highest(before: &[u32], after: &[u32]) -> f64 {
    f64::from(before.iter().chain(after).copied().max().unwrap_or(1).max(1))
}

/// A column of a figure's table.
pub fn column(key: &'static str, word: Word, voice: &dyn Voice) -> Column {
    Column { key, label: voice.say(word).to_owned() }
}

fn bin_table(edges: &[(f64, f64)], before: &[u32], after: &[u32], voice: &dyn Voice) -> Table {
    let columns = vec![
        column("bin_from", Word::ColumnsBinFrom, voice),
        column("bin_to", Word::ColumnsBinTo, voice),
        column("count_fp32", Word::ColumnsCountFp32, voice),
        column("count_format", Word::ColumnsCountFormat, voice),
    ];
    let row = |((edge, before), after): ((&(f64, f64), &u32), &u32)| {
        [edge.0, edge.1, f64::from(*before), f64::from(*after)].map(Cell::Number).to_vec()
    };
    Table { columns, rows: edges.iter().zip(before).zip(after).map(row).collect() }
}

fn sample_table(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("value_exact", Word::ColumnsExact, voice),
        column("value_fp32", Word::ColumnsFp32, voice),
        column("relative_error_fp32", Word::ColumnsErrorFp32, voice),
        column("value_format", Word::ColumnsFormat, voice),
        column("relative_error_format", Word::ColumnsErrorFormat, voice),
    ];
    let row = |(wide, low): (&crate::experiments::quantization::Sample, &crate::experiments::quantization::Sample)| {
        let error = |result| relative_error(wide.reference, result);
        [wide.reference, wide.result, error(wide.result), low.result, error(low.result)].map(Cell::Number).to_vec()
    };
    Table { columns, rows: outcome.fp32.samples.iter().zip(&outcome.chosen.samples).map(row).collect() }
}

/// A figure's sentence, filled with what was lost.
pub fn summary(word: Word, outcome: &Outcome, voice: &dyn Voice) -> String {
    let whole = |count: u32| voice.number(f64::from(count), NumberStyle::Plain { decimals: 0 });
    let (wide, low) = (&outcome.fp32.metrics, &outcome.chosen.metrics);
    let worst = |error: f64| voice.number(error, NumberStyle::Significant { digits: 2 });
    let format = outcome.chosen.format.name();
    let values = [
        ("format", format.as_str()),
        ("count", &whole(low.count)),
        ("underflow", &whole(low.underflows)),
        ("clipped", &whole(low.overflows)),
        ("low", &decibels(&outcome.chosen, voice)),
        ("wide", &decibels(&outcome.fp32, voice)),
        ("worst_low", &worst(low.max_relative_error)),
        ("worst_wide", &worst(wide.max_relative_error)),
    ];
    fill(voice.say(word), &values)
}

/// Where the numbers come from: this experiment, its rule and its scale.
pub fn caption(outcome: &Outcome, voice: &dyn Voice) -> String {
    let count = voice.number(f64::from(outcome.chosen.metrics.count), NumberStyle::Plain { decimals: 0 });
    let (format, scale) = (outcome.chosen.format.name(), scale_in_words(outcome, voice));
    fill(voice.say(Word::QuantizeCaption), &[("count", &count), ("format", format.as_str()), ("scale", &scale)])
}

/// `scale 0.0098`, or how many scales there are and between which two they lie.
pub fn scale_in_words(outcome: &Outcome, voice: &dyn Voice) -> String {
    let ScaleRange { count, smallest, largest } = outcome.scales;
    let written = |scale: f32| voice.number(f64::from(scale), NumberStyle::Significant { digits: 4 });
    if count == 1 {
        return fill(voice.say(Word::QuantizeOneScale), &[("scale", &written(smallest))]);
    }
    let count = voice.number(f64::from(count), NumberStyle::Plain { decimals: 0 });
    let values = [("count", count.as_str()), ("smallest", &written(smallest)), ("largest", &written(largest))];
    fill(voice.say(Word::QuantizeManyScales), &values)
}
