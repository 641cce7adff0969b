//! `#/train` in curves: the loss while learning, the gap to FP32, and the right answers, each with the range of its seeds.
//!
//! Lines are means over the seeds, bands reach from the lowest to the highest. A run counts in the training loss until it is lost, and in
//! no examination.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::training::report::{Mark as Examination, Report};
use crate::scenario::train::Train;
use crate::views::bandwidth_words::{column, filled, rounded};
use crate::views::train_groups::{Group, Spread, base, compared, counted, groups};
use crate::views::train_verdicts::PUBLISHED_GAP;
use crate::views::train_words::{count, loss, percent, recipe_cell, recipe_name, steps, strokes};

/// The training loss is averaged over one part in so many of the run. Our choice.
const SMOOTHING: u32 = 50;

/// Points of a curve.
const POINTS: u32 = 200;

/// A loss above so many times the first one is beyond the picture: a run that is about to be lost may reach any number. Room enough for
/// those that diverge and go on.
const BEYOND: f64 = 1000.0;

/// With more recipes than this, bands would hide one another and are left out.
const MOST_BANDS: usize = 4;

/// A gap above this is beyond the picture: it is no question of seeds any more, and would hide those that are.
const LARGEST_GAP: f64 = 0.1;

/// A recipe's curve.
struct Curve<'a> {
    group: &'a Group<'a>,
    points: Vec<(u32, Spread)>,
}

/// The training loss.
pub fn loss_curves(train: &Train, reports: &[Report], voice: &dyn Voice) -> Option<Figure> {
    let groups = groups(train, reports);
    let window = (train.steps / SMOOTHING).max(1);
    let curves: Vec<Curve> = groups.iter().map(|group| Curve { group, points: smoothed(group, train.steps) }).collect();
    let first = curves.iter().filter_map(|curve| curve.points.first()).map(|(_, spread)| spread.mean);
    let most = first.fold(0.0, f64::max) * BEYOND;
    let values: Vec<f64> = spreads(&curves).flat_map(|spread| [spread.low.min(most), spread.high.min(most)]).collect();
    let end = |curve: &Curve| {
        let (_, spread) = curve.points.last()?;
        Some((recipe_name(curve.group.known, voice), loss(spread.mean, voice)))
    };
    let values_said = [("window", steps(window, voice)), ("ends", joined(curves.iter().filter_map(end), voice))];
    let marks = marks(&curves, 1.0, voice);
    (!marks.is_empty()).then(|| Figure {
        id: "train-loss",
        title: voice.say(Word::TrainLossTitle).to_owned(),
        summary: filled(Word::TrainLossSummary, &values_said, voice),
        caption: caption(Word::TrainLossCaption, &values_said, train, voice),
        x: along(train, voice),
        y: Axis::around(Scale::Log10, values, voice.say(Word::TrainAxisLoss)).rounded(),
        marks,
        table: table(&curves, 1.0, voice),
    })
}

/// The gap to FP32 at the examinations.
pub fn gap_curves(train: &Train, reports: &[Report], voice: &dyn Voice) -> Option<Figure> {
    let groups = groups(train, reports);
    let base = base(&groups)?;
    let curve = |group| Curve { group, points: examined(group, |group, step| group.gap(base, step)) };
    let curves: Vec<Curve> = groups.iter().filter(|group| group.place != 0).map(curve).collect();
    let mut marks = marks(&curves, 100.0, voice);
    if marks.is_empty() {
        return None;
    }
    let bound = [("bound", percent(PUBLISHED_GAP, voice))];
    let rule = |at: f64, label: String| Mark::Rule { axis: Along::Y, at: 100.0 * at, label, ink: Ink::Target };
    marks.push(rule(PUBLISHED_GAP, filled(Word::TrainGapRule, &bound, voice)));
    marks.push(rule(-PUBLISHED_GAP, String::new()));
    let in_sight = |gap: f64| 100.0 * gap.clamp(-LARGEST_GAP, LARGEST_GAP);
    let values = spreads(&curves).flat_map(|spread| [in_sight(spread.low), in_sight(spread.high)]);
    let values: Vec<f64> = values.chain([-200.0 * PUBLISHED_GAP, 200.0 * PUBLISHED_GAP]).collect();
    let end = |curve: &Curve| {
        let (_, spread) = curve.points.last()?;
        Some((recipe_name(curve.group.known, voice), percent(spread.mean, voice)))
    };
    let ends = [("ends", joined(curves.iter().filter_map(end), voice))];
    Some(Figure {
        id: "train-gap",
        title: voice.say(Word::TrainGapTitle).to_owned(),
        summary: filled(Word::TrainGapSummary, &ends, voice),
        caption: caption(Word::TrainGapCaption, &bound, train, voice),
        x: along(train, voice),
        y: Axis::around(Scale::Linear, values, voice.say(Word::TrainAxisGap)).rounded(),
        marks,
        table: table(&curves, 100.0, voice),
    })
}

/// The share of right answers at the examinations.
pub fn right_curves(train: &Train, reports: &[Report], voice: &dyn Voice) -> Option<Figure> {
    let groups = groups(train, reports);
    let right = |mark: &Examination| f64::from(mark.right);
    let curve = |group| Curve { group, points: examined(group, |group, step| group.at(step, right)) };
    let curves: Vec<Curve> = groups.iter().map(curve).collect();
    let base = base(&groups);
    let end = |group: &Group| {
        let found = compared(group, base)?;
        Some((recipe_name(group.known, voice), percent(found.right.mean, voice)))
    };
    let ends = [("ends", joined(groups.iter().filter_map(end), voice))];
    let values: Vec<f64> = spreads(&curves).flat_map(|spread| [100.0 * spread.low, 100.0 * spread.high]).collect();
    let marks = marks(&curves, 100.0, voice);
    (!marks.is_empty()).then(|| Figure {
        id: "train-right",
        title: voice.say(Word::TrainRightTitle).to_owned(),
        summary: filled(Word::TrainRightSummary, &ends, voice),
        caption: caption(Word::TrainRightCaption, &[], train, voice),
        x: along(train, voice),
        y: Axis::around(Scale::Linear, values, voice.say(Word::TrainAxisRight)).rounded(),
        marks,
        table: table(&curves, 100.0, voice),
    })
}

/// The running mean of the training loss at about two hundred steps.
fn smoothed(group: &Group, all: u32) -> Vec<(u32, Spread)> {
    let place = |step: u32| usize::try_from(step).unwrap_or(usize::MAX);
    let (window, stride) = (place((all / SMOOTHING).max(1)), (all / POINTS).max(1));
    let at = |step: u32| {
        let mean = |run: &&Report| {
            let seen = run.losses.get(..place(step))?;
            let last = &seen[seen.len().saturating_sub(window)..];
            Some(last.iter().map(|loss| f64::from(*loss)).sum::<f64>() / counted(last.len()))
        };
        Some((step, Spread::of(group.runs.iter().filter_map(mean))?))
    };
    (1..=all / stride).filter_map(|number| at(number * stride)).collect()
}

/// A reading at every examination.
fn examined(group: &Group, read: impl Fn(&Group, u32) -> Option<Spread>) -> Vec<(u32, Spread)> {
    group.steps().into_iter().filter_map(|step| Some((step, read(group, step)?))).collect()
}

/// Bands behind, lines before.
fn marks(curves: &[Curve], factor: f64, voice: &dyn Voice) -> Vec<Mark> {
    let drawn = || curves.iter().filter(|curve| 1 < curve.points.len());
    let band = |curve: &Curve| {
        let at = |(step, spread): &(u32, Spread)| (f64::from(*step), factor * spread.low, factor * spread.high);
        Mark::Band { ink: strokes(curve.group.known).0, points: curve.points.iter().map(at).collect() }
    };
    let line = |curve: &Curve| {
        let (ink, dash, marker) = strokes(curve.group.known);
        let at = |(step, spread): &(u32, Spread)| (f64::from(*step), factor * spread.mean);
        let name = recipe_name(curve.group.known, voice);
        Mark::Line { name, ink, dash, marker, points: curve.points.iter().map(at).collect() }
    };
    let has_range = |curve: &&Curve| 1 < curve.group.runs.len() && curves.len() <= MOST_BANDS;
    drawn().filter(has_range).map(band).chain(drawn().map(line)).collect()
}

fn spreads<'a>(curves: &'a [Curve]) -> impl Iterator<Item = &'a Spread> {
    curves.iter().flat_map(|curve| curve.points.iter().map(|(_, spread)| spread))
}

fn along(train: &Train, voice: &dyn Voice) -> Axis {
    let whole = Ticks::Styled(NumberStyle::Plain { decimals: 0 });
    Axis::new(Scale::Linear, 0.0, f64::from(train.steps), voice.say(Word::TrainAxisStep)).with_ticks(whole)
}

/// What the lines are, and of how many seeds.
fn caption(word: Word, values: &[(&str, String)], train: &Train, voice: &dyn Voice) -> String {
    let seeds = count(usize::try_from(train.seeds).unwrap_or(1), voice);
    let seeds = filled(Word::TrainCaption, &[("seeds", seeds)], voice);
    format!("{} {seeds}", filled(word, values, voice))
}

/// `FP32 0.12, BF16 0.13`.
fn joined(ends: impl Iterator<Item = (String, String)>, voice: &dyn Voice) -> String {
    let ends: Vec<String> = ends.map(|(name, value)| format!("{name} {value}")).collect();
    ends.join(voice.say(Word::FiguresJoin))
}

fn table(curves: &[Curve], factor: f64, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("recipe", Word::TrainColumnRecipe, voice),
        column("step", Word::TrainColumnStep, voice),
        column("mean", Word::TrainColumnMean, voice),
        column("lowest", Word::TrainColumnLowest, voice),
        column("highest", Word::TrainColumnHighest, voice),
    ];
    let number = |value: f64| Cell::Number(value.signum() * rounded(factor * value.abs()));
    let rows = curves.iter().flat_map(|curve| {
        curve.points.iter().map(move |(step, spread)| {
            let read = [spread.mean, spread.low, spread.high].map(number);
            [recipe_cell(curve.group, voice), Cell::Number(f64::from(*step))].into_iter().chain(read).collect()
        })
    });
    Table { columns, rows: rows.collect() }
}
