//! `#/train`: does it still learn? What a study shows, from any of its runs at any step: the page asks while they grow, the terminal
//! at the end.

use crate::charts::figure::Figure;
use crate::charts::voice::Voice;
use crate::experiments::training::plan::Plan;
use crate::experiments::training::report::Report;
use crate::scenario::train::Train;
use crate::views::Shown;
use crate::views::train_curves::{gap_curves, loss_curves, right_curves};
use crate::views::train_gradients::histogram;
use crate::views::train_groups::groups;
use crate::views::train_maps::{map, map_ids};
use crate::views::train_tables::{LAYERS, RECIPES, RUNS, layers_table, recipes_table, runs_table};
use crate::views::train_words::recipe_name;

/// Every run of the study: recipe by recipe, FP32 first, and within each seed by seed.
pub fn plans(train: &Train) -> Vec<Plan> {
    train.plans()
}

/// What the recipe at a place of [`Train::recipes`] is called; empty beyond the end.
pub fn name_of(place: usize, train: &Train, voice: &dyn Voice) -> String {
    train.recipes().get(place).map_or_else(String::new, |(known, _)| recipe_name(*known, voice))
}

/// The names of the figures that there are by now, in reading order.
pub fn figure_ids(train: &Train, reports: &[Report]) -> Vec<&'static str> {
    let groups = groups(train, reports);
    let has_learnt = groups.iter().any(|group| group.runs.iter().any(|run| 1 < run.marks.len()));
    if !has_learnt {
        return map_ids(train, reports);
    }
    let is_compared = 1 < groups.len();
    let gap = is_compared.then_some("train-gap");
    let curves = ["train-loss"].into_iter().chain(gap).chain(["train-right", "train-gradients"]);
    curves.chain(map_ids(train, reports)).collect()
}

/// The figure of a name; `None` while there is nothing to draw.
pub fn figure(id: &str, train: &Train, reports: &[Report], voice: &dyn Voice) -> Option<Figure> {
    match id {
        "train-loss" => loss_curves(train, reports, voice),
        "train-gap" => gap_curves(train, reports, voice),
        "train-right" => right_curves(train, reports, voice),
        "train-gradients" => histogram(train, reports, voice),
        _ => map(id, train, reports, voice),
    }
}

/// Everything at once.
pub fn show(train: &Train, reports: &[Report], voice: &dyn Voice) -> Shown {
    let figures = figure_ids(train, reports).into_iter().filter_map(|id| figure(id, train, reports, voice));
    Shown {
        sheet: Some((RECIPES, recipes_table(train, reports, voice))),
        figures: figures.collect(),
        more: vec![(RUNS, runs_table(train, reports, voice)), (LAYERS, layers_table(train, reports, voice))],
    }
}
