//! The pictures of a sum: its error against its length with the bounds of error analysis, and the register on its way.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::summation::{Lane, Point, Spread, Summed};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::numerics::rounding::Rounding;
use crate::numerics::running_sum::{Order, Rule};
use crate::views::accumulate::{accumulator_name, caption, column, rule_name, share, still, sum, whole};

/// Bounds above this say nothing: no digit of the sum is certain.
const MOST_BOUND: f64 = 10.0;

/// The error against the number of terms, with `n·u` and `√n·u`.
pub fn errors(summed: &Summed, voice: &dyn Voice) -> Figure {
    let mut marks = Vec::new();
    for lane in &summed.lanes {
        let ink = ink(&lane.rule);
        let at = |read: fn(&Spread) -> f64| drawn(&summed.points, &lane.errors, read);
        if 1 < summed.runs {
            let band =
                summed.points.iter().zip(&lane.errors).filter(|(_, error)| 0.0 < error.low && error.high.is_finite());
            let points = band.map(|(point, error)| (f64::from(point.n), error.low, error.high)).collect();
            marks.push(Mark::Band { ink, points });
        }
        let points: Vec<(f64, f64)> = at(|error| error.mean).into_iter().filter(|point| 0.0 < point.1).collect();
        push_line(&mut marks, Mark::line(rule_name(&lane.rule, voice), ink, points));
    }
    let most = marks.iter().flat_map(readings).map(|point| point.1).fold(1.0, f64::max);
    if let Some(lane) = summed.lanes.first() {
        for mark in bounds(&lane.rule, summed, voice) {
            push_line(&mut marks, mark);
        }
    }
    let values: Vec<f64> = marks.iter().flat_map(readings).map(|point| point.1.min(most)).collect();
    Figure {
        id: "accumulate-error",
        title: voice.say(Word::AccumulateErrorTitle).to_owned(),
        summary: error_summary(summed, voice),
        caption: format!("{} {}", caption(summed, voice), voice.say(Word::AccumulateErrorCaption)),
        x: lengths(summed, voice),
        y: Axis::around(Scale::Log10, values, voice.say(Word::AccumulateAxisErrorMagnitude)).rounded(),
        marks,
        table: error_table(summed, voice),
    }
}

/// The register and the exact sum against the number of terms.
pub fn running(summed: &Summed, voice: &dyn Voice) -> Figure {
    let mut marks = Vec::new();
    let exact = exact_line(summed, voice);
    for lane in summed.lanes.iter().rev() {
        let ink = ink(&lane.rule);
        if lane.rule.rounding == Rounding::Stochastic && 1 < summed.runs {
            let band =
                summed.points.iter().zip(&lane.sums).filter(|(_, sum)| sum.low.is_finite() && sum.high.is_finite());
            let points = band.map(|(point, sum)| (f64::from(point.n), sum.low, sum.high)).collect();
            marks.push(Mark::Band { ink, points });
        }
        let points = drawn(&summed.points, &lane.sums, |sum| sum.first);
        push_line(&mut marks, Mark::line(rule_name(&lane.rule, voice), ink, points));
    }
    push_line(&mut marks, exact);
    if let Some((lane, n)) = summed.lanes.first().and_then(|lane| Some((lane, still(summed, lane)?))) {
        let name = accumulator_name(lane.rule.accumulator, voice);
        let label = fill(voice.say(Word::AccumulateStillRule), &[("format", &name), ("n", &whole(n, voice))]);
        marks.push(Mark::Rule { axis: Along::X, at: n, label, ink: Ink::Neutral });
    }
    Figure {
        id: "accumulate-running",
        title: voice.say(Word::AccumulateRunningTitle).to_owned(),
        summary: running_summary(summed, voice),
        caption: caption(summed, voice),
        x: lengths(summed, voice),
        y: amounts(&marks, voice),
        marks,
        table: running_table(summed, voice),
    }
}

/// Formats drawn for the harmonic series and for counting: the others lie on these or between them.
const DRAWN: [FormatId; 5] = [FormatId::Fp32, FormatId::Fp16, FormatId::Bf16, FormatId::E4m3fn, FormatId::E5m2];

/// The harmonic series in several registers.
pub fn harmonic(summed: &Summed, voice: &dyn Voice) -> Figure {
    side_by_side(summed, Word::AccumulateHarmonicTitle, Word::AccumulateHarmonicSummary, voice)
}

/// Counting by ones in several registers.
pub fn counting(summed: &Summed, voice: &dyn Voice) -> Figure {
    side_by_side(summed, Word::AccumulateCountingTitle, Word::AccumulateCountingSummary, voice)
}

fn side_by_side(summed: &Summed, title: Word, summary: Word, voice: &dyn Voice) -> Figure {
    let mut marks = Vec::new();
    push_line(&mut marks, exact_line(summed, voice));
    for lane in &summed.lanes {
        let Accumulator::Format(format) = lane.rule.accumulator else { continue };
        if DRAWN.contains(&format) {
            let points = drawn(&summed.points, &lane.sums, |sum| sum.first);
            push_line(&mut marks, Mark::line(format.name(), Ink::Format(format), points));
        }
    }
    let ends: Vec<String> = summed.lanes.iter().map(|lane| end_of(lane, voice)).collect();
    let count = whole(summed.last().map_or(0.0, |point| f64::from(point.n)), voice);
    let exact = sum(summed.last().map_or(0.0, |point| point.exact), voice);
    let values = [("count", count.as_str()), ("exact", &exact), ("ends", &ends.join(voice.say(Word::FiguresJoin)))];
    Figure {
        id: "accumulate-running",
        title: voice.say(title).to_owned(),
        summary: fill(voice.say(summary), &values),
        caption: caption(summed, voice),
        x: lengths(summed, voice),
        y: amounts(&marks, voice),
        marks,
        table: running_table(summed, voice),
    }
}

fn end_of(lane: &Lane, voice: &dyn Voice) -> String {
    let name = accumulator_name(lane.rule.accumulator, voice);
    format!("{name} {}", lane.sums.last().map_or_else(String::new, |last| sum(last.first, voice)))
}

/// A format's own ink where it adds plainly; for everything cleverer a hue that is neither FP32's nor the format's.
fn ink(rule: &Rule) -> Ink {
    match (rule.accumulator, rule.order, rule.rounding) {
        (Accumulator::Format(format), Order::Sequential, Rounding::NearestEven) => Ink::Format(format),
        (Accumulator::Format(FormatId::E4m3fn), ..) => Ink::Series(4),
        _ => Ink::Series(1),
    }
}

fn drawn(points: &[Point], values: &[Spread], read: fn(&Spread) -> f64) -> Vec<(f64, f64)> {
    let all = points.iter().zip(values).map(|(point, value)| (f64::from(point.n), read(value)));
    all.filter(|point| point.1.is_finite()).collect()
}

/// A line of one point or none says nothing.
fn push_line(marks: &mut Vec<Mark>, mark: Mark) {
    if 1 < mark.reading_count() {
        marks.push(mark);
    }
}

fn readings(mark: &Mark) -> impl Iterator<Item = (f64, f64)> {
    (0..mark.reading_count()).filter_map(|at| mark.reading(at))
}

fn exact_line(summed: &Summed, voice: &dyn Voice) -> Mark {
    let points =
        summed.points.iter().map(|point| (f64::from(point.n), point.exact)).filter(|point| point.1.is_finite());
    let name = voice.say(Word::AccumulateExact).to_owned();
    Mark::Line { name, ink: Ink::Neutral, dash: Dash::Dashed, marker: Marker::None, points: points.collect() }
}

/// `n·u`, `√n·u`, and for another order than one after the other its own bound.
fn bounds(rule: &Rule, summed: &Summed, voice: &dyn Voice) -> Vec<Mark> {
    let u = rule.accumulator.unit_roundoff(rule.rounding);
    let curve = |bound: &dyn Fn(f64) -> f64| {
        let all = summed.points.iter().map(|point| f64::from(point.n)).map(|n| (n, bound(n)));
        all.filter(|point| point.1 <= MOST_BOUND).collect::<Vec<_>>()
    };
    let mark =
        |name: &str, ink, dash, points| Mark::Line { name: name.to_owned(), ink, dash, marker: Marker::None, points };
    let mut marks = vec![
        mark("n·u", Ink::Faint, Dash::Solid, curve(&|n| n * u)),
        mark("√n·u", Ink::Faint, Dash::Dotted, curve(&|n| libm::sqrt(n) * u)),
    ];
    if rule.order != Order::Sequential {
        let name = voice.say(Word::AccumulateOwnBound);
        marks.push(mark(name, Ink::Neutral, Dash::Dashed, curve(&|n| rule.bound(n))));
    }
    marks
}

fn lengths(summed: &Summed, voice: &dyn Voice) -> Axis {
    let last = summed.last().map_or(2.0, |point| f64::from(point.n));
    Axis::new(Scale::Log2, 1.0, last.max(2.0), voice.say(Word::AccumulateAxisTerms))
        .with_ticks(Ticks::Styled(NumberStyle::Power2))
}

/// Sums of one sign that grow far are read on a logarithmic axis, all others on a linear one.
fn amounts(marks: &[Mark], voice: &dyn Voice) -> Axis {
    let values: Vec<f64> = marks.iter().flat_map(readings).map(|point| point.1).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let label = voice.say(Word::AccumulateAxisSum);
    if 0.0 < least && 100.0 * least < most {
        Axis::around(Scale::Log10, values, label).rounded()
    } else {
        Axis::around(Scale::Linear, values.into_iter().chain([0.0]), label).rounded()
    }
}

fn error_summary(summed: &Summed, voice: &dyn Voice) -> String {
    let error = |lane: &Lane| lane.errors.last().map_or(0.0, |error| error.mean);
    let said = |lane: &Lane| {
        let values = [("rule", rule_name(&lane.rule, voice)), ("error", share(error(lane), voice))];
        fill(voice.say(Word::AccumulateErrorOf), &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let lanes: Vec<String> = summed.lanes.iter().map(said).collect();
    let count = whole(summed.last().map_or(0.0, |point| f64::from(point.n)), voice);
    let values = [("count", count.as_str()), ("lanes", &lanes.join(voice.say(Word::FiguresJoin)))];
    fill(voice.say(Word::AccumulateErrorSummary), &values)
}

fn running_summary(summed: &Summed, voice: &dyn Voice) -> String {
    let ends: Vec<String> = summed
        .lanes
        .iter()
        .map(|lane| {
            let last = lane.sums.last().map_or(0.0, |last| last.first);
            format!("{} {}", rule_name(&lane.rule, voice), sum(last, voice))
        })
        .collect();
    let count = whole(summed.last().map_or(0.0, |point| f64::from(point.n)), voice);
    let exact = sum(summed.last().map_or(0.0, |point| point.exact), voice);
    let values = [("count", count.as_str()), ("exact", &exact), ("ends", &ends.join(voice.say(Word::FiguresJoin)))];
    fill(voice.say(Word::AccumulateRunningSummary), &values)
}

/// The names of a lane's columns: the chosen register, stochastic rounding beside it, FP32.
fn error_keys(index: usize, rule: &Rule) -> [&'static str; 3] {
    match (index, *rule == Rule::FP32) {
        (0, _) => ["error", "error_lowest", "error_highest"],
        (_, true) => ["error_fp32", "error_fp32_lowest", "error_fp32_highest"],
        (_, false) => ["error_stochastic", "error_stochastic_lowest", "error_stochastic_highest"],
    }
}

fn error_table(summed: &Summed, voice: &dyn Voice) -> Table {
    let mut columns = vec![column("terms", Word::AccumulateColumnTerms, voice)];
    for (index, lane) in summed.lanes.iter().enumerate() {
        let name = rule_name(&lane.rule, voice);
        let words = [Word::AccumulateColumnErrorMean, Word::AccumulateColumnErrorLow, Word::AccumulateColumnErrorHigh];
        for (key, word) in error_keys(index, &lane.rule).into_iter().zip(words) {
            columns.push(Column { key, label: fill(voice.say(word), &[("rule", &name)]) });
        }
    }
    columns.push(Column { key: "bound_n_u", label: "n·u".to_owned() });
    columns.push(Column { key: "bound_root_n_u", label: "√n·u".to_owned() });
    columns.push(column("bound", Word::AccumulateColumnBound, voice));
    let row = |(at, point): (usize, &Point)| {
        let n = f64::from(point.n);
        let mut row = vec![n];
        for error in summed.lanes.iter().filter_map(|lane| lane.errors.get(at)) {
            row.extend([error.mean, error.low, error.high]);
        }
        if let Some(lane) = summed.lanes.first() {
            let u = lane.rule.accumulator.unit_roundoff(lane.rule.rounding);
            row.extend([n * u, libm::sqrt(n) * u, lane.rule.bound(n)]);
        }
        row.into_iter().map(Cell::Number).collect()
    };
    Table { columns, rows: summed.points.iter().enumerate().map(row).collect() }
}

fn running_table(summed: &Summed, voice: &dyn Voice) -> Table {
    let mut columns = vec![
        column("terms", Word::AccumulateColumnTerms, voice),
        column("exact", Word::AccumulateColumnExactSum, voice),
    ];
    let mut keys: Vec<&'static str> = Vec::new();
    for lane in &summed.lanes {
        let word = lane.rule.accumulator.key();
        let key = if keys.contains(&word) { "beside" } else { word };
        keys.push(key);
        columns.push(Column { key, label: rule_name(&lane.rule, voice) });
    }
    let row = |(at, point): (usize, &Point)| {
        let sums = summed.lanes.iter().filter_map(|lane| lane.sums.get(at)).map(|sum| sum.first);
        [f64::from(point.n), point.exact].into_iter().chain(sums).map(Cell::Number).collect()
    };
    Table { columns, rows: summed.points.iter().enumerate().map(row).collect() }
}
