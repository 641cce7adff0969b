//! Recurrences: the trajectories of every arithmetic beside the true one, and how long each stays with it.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::experiments::iterations::{Arithmetic, Outcome, Recurrence, Track};
use crate::numerics::formats::FormatId;
use crate::views::Shown;
use crate::views::accumulate::{SHEET, column, sum, whole};

/// The table and the pictures.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    Shown {
        sheet: Some((SHEET, lengths(outcome, voice))),
        figures: vec![orbits(outcome, voice), distances(outcome, voice)],
        more: Vec::new(),
    }
}

/// Who left when, and for where.
pub fn in_words(outcome: &Outcome, voice: &dyn Voice) -> String {
    let word = match outcome.recurrence {
        Recurrence::Muller => Word::AccumulateWordsMuller,
        Recurrence::Logistic => Word::AccumulateWordsLogistic,
    };
    let step = |arithmetic: Arithmetic| {
        let track = outcome.tracks.iter().find(|track| track.arithmetic == arithmetic);
        let off = track.and_then(|track| track.first_off(&outcome.truth, off(outcome.recurrence)));
        off.map_or_else(|| voice.say(Word::AccumulateNever).to_owned(), |step| count(step, voice))
    };
    let last = |values: &[f64]| values.last().map_or_else(String::new, |value| sum(*value, voice));
    let values = [
        ("steps", count(steps_taken(outcome), voice)),
        ("truth", last(&outcome.truth)),
        ("double", step(Arithmetic::Double)),
        ("single", step(Arithmetic::Format(FormatId::Fp32))),
        ("half", step(Arithmetic::Format(FormatId::Fp16))),
        ("eight", step(Arithmetic::Format(FormatId::E5m2))),
        ("double_last", outcome.tracks.first().map_or_else(String::new, |track| last(&track.values))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

/// Beyond this a trajectory has left: a tenth of the logistic map's range, about a hundredth of Muller's way from 5 to 100.
pub fn off(recurrence: Recurrence) -> f64 {
    match recurrence {
        Recurrence::Muller => 1.0,
        Recurrence::Logistic => 0.1,
    }
}

/// How many values were computed, as the knob says it: Muller's recurrence is given its first two values, the logistic map one.
fn steps_taken(outcome: &Outcome) -> usize {
    let given = match outcome.recurrence {
        Recurrence::Muller => 2,
        Recurrence::Logistic => 1,
    };
    outcome.truth.len().saturating_sub(given)
}

fn count(number: usize, voice: &dyn Voice) -> String {
    whole(f64::from(u32::try_from(number).unwrap_or(u32::MAX)), voice)
}

/// A step's number.
fn step(index: usize) -> f64 {
    f64::from(u32::try_from(index).unwrap_or(u32::MAX))
}

fn ink(arithmetic: Arithmetic) -> Ink {
    match arithmetic {
        Arithmetic::Double => Ink::Neutral,
        Arithmetic::Format(format) => Ink::Format(format),
    }
}

fn line(track: &Track, read: impl Fn(usize, f64) -> f64, keep: impl Fn(f64) -> bool) -> Option<Mark> {
    let values = track.values.iter().enumerate().map(|(index, value)| (step(index), read(index, *value)));
    let points: Vec<(f64, f64)> = values.filter(|point| point.1.is_finite() && keep(point.1)).collect();
    (1 < points.len()).then(|| Mark::line(track.arithmetic.name(), ink(track.arithmetic), points))
}

/// Four trajectories are as many as can be told apart where all of them zigzag; the table has all.
const IN_ORBITS: [Arithmetic; 4] = [
    Arithmetic::Double,
    Arithmetic::Format(FormatId::Fp32),
    Arithmetic::Format(FormatId::Fp16),
    Arithmetic::Format(FormatId::E5m2),
];

/// The values against the steps.
fn orbits(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let truth = outcome.truth.iter().enumerate().map(|(index, value)| (step(index), *value)).collect();
    let name = voice.say(Word::AccumulateExact).to_owned();
    let exact = Mark::Line { name, ink: Ink::Faint, dash: Dash::Dashed, marker: Marker::None, points: truth };
    let shown = outcome.tracks.iter().rev().filter(|track| IN_ORBITS.contains(&track.arithmetic));
    let tracks = shown.filter_map(|track| line(track, |_, value| value, |_| true));
    let title = match outcome.recurrence {
        Recurrence::Muller => Word::AccumulateMullerTitle,
        Recurrence::Logistic => Word::AccumulateLogisticTitle,
    };
    let (low, high) = match outcome.recurrence {
        // The leap from 5 to 100 passes through large values of both signs, which would flatten everything else.
        Recurrence::Muller => (-20.0, 140.0),
        Recurrence::Logistic => (0.0, 1.0),
    };
    Figure {
        id: "accumulate-orbit",
        title: voice.say(title).to_owned(),
        summary: orbit_summary(outcome, voice),
        caption: caption(outcome, voice),
        x: steps(outcome, voice),
        y: Axis::new(Scale::Linear, low, high, voice.say(Word::AxesValue)),
        marks: tracks.chain([exact]).collect(),
        table: values(outcome, voice),
    }
}

/// The distance from the true values, on a logarithmic axis: a straight line upwards is an error that grows by the same factor each step.
fn distances(outcome: &Outcome, voice: &dyn Voice) -> Figure {
    let from_truth = |index: usize, value: f64| (value - outcome.truth.get(index).copied().unwrap_or(0.0)).abs();
    // What has gone astronomically far says no more than what has gone far.
    let marks: Vec<Mark> =
        outcome.tracks.iter().rev().filter_map(|track| line(track, from_truth, |off| 0.0 < off && off < 1e6)).collect();
    let distances = marks.iter().flat_map(|mark| (0..mark.reading_count()).filter_map(|at| mark.reading(at)));
    let all: Vec<f64> = distances.map(|point| point.1).collect();
    Figure {
        id: "accumulate-distance",
        title: voice.say(Word::AccumulateDistanceTitle).to_owned(),
        summary: distance_summary(outcome, voice),
        caption: caption(outcome, voice),
        x: steps(outcome, voice),
        y: Axis::around(Scale::Log10, all, voice.say(Word::AccumulateAxisDistance)).rounded(),
        marks,
        table: values(outcome, voice),
    }
}

fn orbit_summary(outcome: &Outcome, voice: &dyn Voice) -> String {
    let last = |values: &[f64]| values.last().map_or_else(String::new, |value| sum(*value, voice));
    let ends = outcome.tracks.iter().map(|track| format!("{} {}", track.arithmetic.name(), last(&track.values)));
    let ends: Vec<String> = ends.collect();
    let values = [
        ("steps", count(steps_taken(outcome), voice)),
        ("truth", last(&outcome.truth)),
        ("ends", ends.join(voice.say(Word::FiguresJoin))),
    ];
    fill(voice.say(Word::AccumulateOrbitSummary), &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn distance_summary(outcome: &Outcome, voice: &dyn Voice) -> String {
    let first = |track: &Track| {
        let off = track.first_off(&outcome.truth, off(outcome.recurrence));
        let step = off.map_or_else(|| voice.say(Word::AccumulateNever).to_owned(), |step| count(step, voice));
        format!("{} {step}", track.arithmetic.name())
    };
    let steps: Vec<String> = outcome.tracks.iter().map(first).collect();
    let values = [("off", sum(off(outcome.recurrence), voice)), ("steps", steps.join(voice.say(Word::FiguresJoin)))];
    fill(voice.say(Word::AccumulateDistanceSummary), &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn steps(outcome: &Outcome, voice: &dyn Voice) -> Axis {
    Axis::new(Scale::Linear, 0.0, step(outcome.truth.len().saturating_sub(1)), voice.say(Word::AccumulateAxisStep))
}

fn caption(outcome: &Outcome, voice: &dyn Voice) -> String {
    let word = match outcome.recurrence {
        Recurrence::Muller => Word::AccumulateMullerCaption,
        Recurrence::Logistic => Word::AccumulateLogisticCaption,
    };
    voice.say(word).to_owned()
}

/// A column's stable name.
fn key(arithmetic: Arithmetic) -> &'static str {
    match arithmetic {
        Arithmetic::Double => "fp64",
        Arithmetic::Format(format) => format.key(),
    }
}

fn values(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let mut columns =
        vec![column("step", Word::AccumulateAxisStep, voice), column("exact", Word::AccumulateExact, voice)];
    columns.extend(
        outcome.tracks.iter().map(|track| Column { key: key(track.arithmetic), label: track.arithmetic.name() }),
    );
    let row = |(at, truth): (usize, &f64)| {
        let tracks = outcome.tracks.iter().map(|track| track.values.get(at).copied().unwrap_or(f64::NAN));
        [step(at), *truth].into_iter().chain(tracks).map(Cell::Number).collect()
    };
    Table { columns, rows: outcome.truth.iter().enumerate().map(row).collect() }
}

/// How long each arithmetic stays with the true values.
fn lengths(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("arithmetic", Word::AccumulateColumnArithmetic, voice),
        column("first_step_off", Word::AccumulateColumnFirstOff, voice),
        column("distance_that_counts_as_off", Word::AccumulateColumnOff, voice),
        column("last_value", Word::AccumulateColumnLastValue, voice),
        column("exact", Word::AccumulateExact, voice),
    ];
    let distance = off(outcome.recurrence);
    let row = |track: &Track| {
        vec![
            Cell::Text(track.arithmetic.name()),
            track.first_off(&outcome.truth, distance).map_or(Cell::Empty, |at| Cell::Number(step(at))),
            Cell::Number(distance),
            track.values.last().map_or(Cell::Empty, |value| Cell::Number(*value)),
            outcome.truth.last().map_or(Cell::Empty, |value| Cell::Number(*value)),
        ]
    };
    Table { columns, rows: outcome.tracks.iter().map(row).collect() }
}
