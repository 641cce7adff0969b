//! `#/train` in tables: recipes side by side, what rounding did in each layer, and every run with its digest.
//!
//! Units: losses in nats; gaps and shares in per cent. An empty cell is a figure that there is none of: no run has come that far, or
//! there is one seed only.

use crate::charts::table::{Cell, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::training::report::{Layer, Report, Site};
use crate::numerics::matmul::factor::Tally;
use crate::scenario::train::Train;
use crate::views::bandwidth_words::{column, rounded};
use crate::views::train_groups::{Group, Spread, base, compared, groups};
use crate::views::train_words::{recipe_cell, site_cell};

/// The stable name of the table of recipes.
pub const RECIPES: &str = "train-recipes";

/// The stable name of the table of layers.
pub const LAYERS: &str = "train-layers";

/// The stable name of the table of runs.
pub const RUNS: &str = "train-runs";

/// How each recipe did at the last examination of all its runs.
pub fn recipes_table(train: &Train, reports: &[Report], voice: &dyn Voice) -> Table {
    let groups = groups(train, reports);
    let base = base(&groups);
    let columns = vec![
        column("recipe", Word::TrainColumnRecipe, voice),
        column("step", Word::TrainColumnStep, voice),
        column("seeds", Word::TrainColumnSeeds, voice),
        column("loss_mean", Word::TrainColumnLoss, voice),
        column("loss_deviation", Word::TrainColumnDeviation, voice),
        column("gap_mean_percent", Word::TrainColumnGap, voice),
        column("gap_deviation_percent", Word::TrainColumnDeviation, voice),
        column("right_mean_percent", Word::TrainColumnRight, voice),
        column("right_deviation_percent", Word::TrainColumnDeviation, voice),
        column("runs_lost", Word::TrainColumnLost, voice),
        column("steps_skipped", Word::TrainColumnSkipped, voice),
        column("gradients_zero_percent", Word::TrainColumnGradientsZero, voice),
        column("gradients_flushed_percent", Word::TrainColumnGradientsFlushed, voice),
        column("gradients_saturated_percent", Word::TrainColumnGradientsSaturated, voice),
    ];
    let row = |group: &Group| {
        let found = compared(group, base);
        let whole = |count: usize| Cell::Number(crate::views::train_groups::counted(count));
        let gradients = total(group.runs.iter().flat_map(|run| &run.layers).map(|layer| layer.gradients));
        let zeros = group.runs.iter().flat_map(|run| &run.layers).map(|layer| u64::from(layer.zeros)).sum();
        let [loss, loss_deviation] = cells(found.map(|found| found.loss), 1.0);
        let [gap, gap_deviation] = cells(found.and_then(|found| found.gap), 100.0);
        let [right, right_deviation] = cells(found.map(|found| found.right), 100.0);
        vec![
            recipe_cell(group, voice),
            found.map_or(Cell::Empty, |found| Cell::Number(f64::from(found.step))),
            whole(group.runs.len()),
            loss,
            loss_deviation,
            gap,
            gap_deviation,
            right,
            right_deviation,
            whole(group.lost()),
            Cell::Number(group.runs.iter().map(|run| f64::from(run.skipped)).sum()),
            share(zeros, gradients.count),
            share(gradients.flushed, gradients.count),
            share(gradients.saturated, gradients.count),
        ]
    };
    Table { columns, rows: groups.iter().map(row).collect() }
}

/// What rounding did to the operands of each layer, at the last examination of each run.
pub fn layers_table(train: &Train, reports: &[Report], voice: &dyn Voice) -> Table {
    let columns = vec![
        column("recipe", Word::TrainColumnRecipe, voice),
        column("layer", Word::TrainColumnLayer, voice),
        column("activations_flushed_percent", Word::TrainColumnActivationsFlushed, voice),
        column("activations_saturated_percent", Word::TrainColumnActivationsSaturated, voice),
        column("weights_flushed_percent", Word::TrainColumnWeightsFlushed, voice),
        column("weights_saturated_percent", Word::TrainColumnWeightsSaturated, voice),
        column("gradients_flushed_percent", Word::TrainColumnGradientsFlushed, voice),
        column("gradients_saturated_percent", Word::TrainColumnGradientsSaturated, voice),
    ];
    let mut rows = Vec::new();
    for group in groups(train, reports) {
        for site in sites(&group) {
            let layers = || group.runs.iter().flat_map(|run| &run.layers).filter(|layer| layer.site == site);
            let of = |read: fn(&Layer) -> Tally| {
                let tally = total(layers().map(read));
                [share(tally.flushed, tally.count), share(tally.saturated, tally.count)]
            };
            let measured = [of(|layer| layer.activations), of(|layer| layer.weights), of(|layer| layer.gradients)];
            let named = [recipe_cell(&group, voice), site_cell(site, voice)];
            rows.push(named.into_iter().chain(measured.into_iter().flatten()).collect());
        }
    }
    Table { columns, rows }
}

/// Every run: how far it is, and its loss and right answers where it was last examined. The digest is FNV-1a of the bits of all weights: the same link gives the same one in the page and in the terminal.
pub fn runs_table(train: &Train, reports: &[Report], voice: &dyn Voice) -> Table {
    let columns = vec![
        column("recipe", Word::TrainColumnRecipe, voice),
        column("seed", Word::TrainColumnSeed, voice),
        column("step", Word::TrainColumnStep, voice),
        column("examined", Word::TrainColumnExamined, voice),
        column("loss", Word::TrainColumnLoss, voice),
        column("right_percent", Word::TrainColumnRight, voice),
        column("lost_at", Word::TrainColumnLostAt, voice),
        column("steps_skipped", Word::TrainColumnSkipped, voice),
        column("loss_scale", Word::TrainColumnLossScale, voice),
        column("parameters", Word::TrainColumnParameters, voice),
        column("digest", Word::TrainColumnDigest, voice),
    ];
    let groups = groups(train, reports);
    let row = |group: &Group, run: &Report| {
        let mark = run.marks.last();
        vec![
            recipe_cell(group, voice),
            Cell::Number(f64::from(run.plan.seed)),
            Cell::Number(f64::from(run.step)),
            mark.map_or(Cell::Empty, |mark| Cell::Number(f64::from(mark.step))),
            mark.map_or(Cell::Empty, |mark| Cell::Number(rounded(f64::from(mark.loss)))),
            mark.map_or(Cell::Empty, |mark| Cell::Number(rounded(100.0 * f64::from(mark.right)))),
            run.lost.map_or(Cell::Empty, |step| Cell::Number(f64::from(step))),
            Cell::Number(f64::from(run.skipped)),
            Cell::Number(f64::from(run.loss_scale)),
            Cell::Number(f64::from(run.parameters)),
            Cell::Text(format!("{:016x}", run.digest)),
        ]
    };
    let rows = groups.iter().flat_map(|group| group.runs.iter().map(move |run| row(group, run)));
    Table { columns, rows: rows.collect() }
}

/// The layers of a recipe's runs, in the order of the network.
pub fn sites(group: &Group) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    for layer in group.runs.iter().flat_map(|run| &run.layers) {
        if !sites.contains(&layer.site) {
            sites.push(layer.site);
        }
    }
    sites
}

/// Several tallies as one.
pub fn total(tallies: impl Iterator<Item = Tally>) -> Tally {
    tallies.fold(Tally::default(), |all, one| Tally {
        count: all.count + one.count,
        flushed: all.flushed + one.flushed,
        saturated: all.saturated + one.saturated,
        amax: all.amax.max(one.amax),
    })
}

/// Mean and standard deviation, four digits each.
fn cells(spread: Option<Spread>, factor: f64) -> [Cell; 2] {
    let written = |value: f64| Cell::Number(value.signum() * rounded(factor * value.abs()));
    let deviation = spread.and_then(|spread| spread.deviation);
    [spread.map_or(Cell::Empty, |spread| written(spread.mean)), deviation.map_or(Cell::Empty, written)]
}

/// A share in per cent.
#[expect(clippy::cast_precision_loss, reason = "values of a layer, millions at most")]
fn share(part: u64, of: u64) -> Cell {
    if of == 0 { Cell::Empty } else { Cell::Number(rounded(100.0 * part as f64 / of as f64)) }
}
