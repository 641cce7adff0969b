//! A view joins a scenario to what it shows: figures, tables and sentences, for the page and for the terminal alike.
//!
//! Invariant: nothing here knows a browser. Because both doors build their tables here, the terminal's CSV is the page's CSV, byte
//! for byte.

use crate::charts::export::csv_from_table;
use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::experiments::{Experiment, Outcome};
use crate::scenario::Scenario;
use crate::scenario::quantize::Origin;
use crate::scenario::view::View;

pub mod cells;

pub mod dates;

pub mod start;

pub mod bits;

pub mod bits_words;

pub mod bits_line;

pub mod bits_spacing;

pub mod bits_map;

pub mod bits_tables;

pub mod bits_libraries;

pub mod quantize;

pub mod quantize_words;

pub mod quantize_figures;

pub mod quantize_heat;

pub mod quantize_sweep;

pub mod quantize_published;

pub mod snippets;

pub mod accumulate;

pub mod accumulate_figures;

pub mod accumulate_published;

pub mod accumulate_promotion;

pub mod accumulate_orbits;

pub mod train;

pub mod train_groups;

pub mod train_words;

pub mod train_curves;

pub mod train_gradients;

pub mod train_maps;

pub mod train_tables;

pub mod train_verdicts;

pub mod train_ingredients;

pub mod train_seen;

pub mod train_progress;

pub mod bandwidth;

pub mod bandwidth_words;

pub mod bandwidth_standing;

pub mod bandwidth_model;

pub mod bandwidth_chips;

pub mod bandwidth_eight;

pub mod bandwidth_told;

pub mod bandwidth_training;

pub mod bandwidth_products;

pub mod bandwidth_spread;

pub mod bandwidth_rates;

pub mod bandwidth_roofline;

pub mod bandwidth_batch;

pub mod bandwidth_why;

pub mod compute;

pub mod compute_world;

pub mod compute_counts;

pub mod compute_chips;

pub mod compute_frontier;

pub mod compute_drawn;
pub mod compute_fleet;

pub mod compute_series;

pub mod compute_events;

pub mod compute_ratios;

pub mod compute_share;

pub mod compute_card;

pub mod compute_pace;

pub mod compute_forecasts;

pub mod knob_words;

/// Something to read off a year of a projection (`economy_scene::Read`): its column, its word, its value.
macro_rules! read {
    ($key:literal, $word:ident, $of:expr) => {
        crate::views::economy_scene::Read {
            key: $key,
            other: concat!("b_", $key),
            word: crate::charts::words::Word::$word,
            of: $of,
        }
    };
}

pub mod economy;

pub mod economy_scene;

pub mod economy_words;

pub mod economy_ranges;

pub mod economy_value;

pub mod economy_compute;

pub mod economy_loop;

pub mod economy_chances;

pub mod economy_trial;

pub mod economy_tables;

pub mod economy_compare;

pub mod economy_solved;

pub mod economy_chain;

pub mod economy_published;

pub mod economy_misleads;

pub mod claims;

pub mod claims_words;

pub mod claims_figures;

pub mod claims_amounts;

pub mod claims_links;

pub mod told;

/// What a view shows for one scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// A table that stands on its own, with its stable name; the terminal prints it first.
    pub sheet: Option<(&'static str, Table)>,
    /// The pictures, each with its table, in reading order.
    pub figures: Vec<Figure>,
    /// More tables that stand on their own, with their stable names.
    pub more: Vec<(&'static str, Table)>,
}

/// The experiment that a scenario's view needs before it can show anything; most views need none.
///
/// A study of `#/train` is none of these: its runs are looked at while they grow, so the page takes them step by step in workers of
/// their own, and who waits for the end asks for the [`whole`].
pub fn experiment(scenario: &Scenario) -> Option<Experiment> {
    match scenario.view {
        // Without numbers there is nothing to run yet.
        View::Quantize if scenario.quantize.origin == Origin::Data && scenario.quantize.data.is_empty() => None,
        View::Quantize => Some(Experiment::Quantization(scenario.quantize.params())),
        View::Accumulate => scenario.accumulate.experiment(),
        View::Economy => Some(scenario.economy.experiment()),
        View::Bandwidth => Some(Experiment::Products(scenario.bandwidth.products())),
        View::Start | View::Bits | View::Train | View::Compute | View::Claims => None,
    }
}

/// The same for somebody who waits until all is done, such as the terminal.
pub fn whole(scenario: &Scenario) -> Option<Experiment> {
    if scenario.view == View::Train { Some(scenario.train.experiment()) } else { experiment(scenario) }
}

/// What the scenario's view shows; `outcome` is that of [`experiment`] or of the [`whole`], where there is one.
pub fn show(scenario: &Scenario, outcome: Option<&Outcome>, voice: &dyn Voice) -> Shown {
    match scenario.view {
        View::Start => start::show(&scenario.start, voice),
        View::Bits => bits::show(&scenario.bits, voice),
        View::Quantize => outcome
            .and_then(Outcome::quantization)
            .map_or_else(Shown::default, |outcome| quantize::show(outcome, voice)),
        View::Accumulate => outcome.map_or_else(Shown::default, |outcome| accumulate::show(outcome, voice)),
        View::Train => outcome
            .and_then(Outcome::training)
            .map_or_else(Shown::default, |outcome| train::show(&scenario.train, &outcome.reports, voice)),
        View::Bandwidth => bandwidth::show(&scenario.bandwidth, outcome.and_then(Outcome::products), voice),
        View::Compute => compute::show(&scenario.compute, voice)
            .with(compute_world::show(voice))
            .with(compute_chips::show(&scenario.compute.chips, voice)),
        View::Economy => economy::show(&scenario.economy, outcome.and_then(Outcome::uncertainty), voice),
        View::Claims => claims::show(&scenario.claims, voice),
    }
}

/// An experiment beside the main one of a view: it answers a wider question and takes longer.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// The name of the table that it fills.
    pub name: &'static str,
    /// What to run.
    pub experiment: Experiment,
}

/// The experiments beside the main one; a view that has none yet, because there is nothing to run, has none of these either.
pub fn asides(scenario: &Scenario) -> Vec<Aside> {
    if scenario.view != View::Quantize || experiment(scenario).is_none() {
        return Vec::new();
    }
    let sweep = Experiment::Sweep(scenario.quantize.sweep());
    let published = Experiment::Published(scenario.quantize.published());
    vec![
        Aside { name: quantize_sweep::NAME, experiment: sweep },
        Aside { name: quantize_published::NAME, experiment: published },
    ]
}

/// What an experiment beside the main one shows.
pub fn show_aside(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    let sweep = outcome.sweep().map(|outcome| quantize_sweep::show(outcome, voice));
    let published = || outcome.published().map(|outcome| quantize_published::show(outcome, voice));
    sweep.or_else(published).unwrap_or_default()
}

impl Shown {
    /// Both, one after the other: the first's default table stays the default, the other's stands among the further ones.
    #[must_use]
    pub fn with(mut self, other: Shown) -> Shown {
        self.figures.extend(other.figures);
        self.more.extend(other.sheet.into_iter().chain(other.more));
        self
    }

    /// The names of its tables, the terminal's default first.
    pub fn names(&self) -> Vec<&'static str> {
        self.tables().map(|(name, _)| name).collect()
    }

    /// One of its tables: the named one, or the first.
    pub fn table(&self, name: Option<&str>) -> Option<(&'static str, &Table)> {
        self.tables().find(|(known, _)| name.is_none_or(|name| name == *known))
    }

    /// One of its tables as CSV.
    pub fn csv(&self, name: Option<&str>) -> Option<String> {
        self.table(name).map(|(_, table)| csv_from_table(table))
    }

    fn tables(&self) -> impl Iterator<Item = (&'static str, &Table)> {
        let sheet = self.sheet.iter().map(|(name, table)| (*name, table));
        let figures = self.figures.iter().map(|figure| (figure.id, &figure.table));
        sheet.chain(figures).chain(self.more.iter().map(|(name, table)| (*name, table)))
    }
}

#[cfg(test)]
mod tests {
    use super::{asides, whole};
    use crate::economy::assumptions::Money;
    use crate::experiments::training::plan::Task;
    use crate::experiments::training::recipe::Known;
    use crate::experiments::uncertainty::spread::{Shape, Spread};
    use crate::numerics::blocks::Scaling;
    use crate::numerics::real::Given;
    use crate::numerics::rounding::Rounding;
    use crate::scenario::Scenario;
    use crate::scenario::accumulate::{self, Study};
    use crate::scenario::knobs::{Effect, knobs};
    use crate::scenario::own_format::Pick;
    use crate::scenario::quantize::{Origin, Quantize};
    use crate::scenario::train::Ingredients;
    use crate::scenario::value::{Kind, Value};
    use crate::scenario::view::View;

    fn another(kind: &Kind, value: &Value) -> Value {
        let candidates = match kind {
            Kind::Choice(words) | Kind::Name(words) => words.iter().map(|word| Value::Choice(word)).collect(),
            Kind::Number { min, max, .. } => vec![Value::Number(*min), Value::Number(*max)],
            Kind::Whole { min, max, .. } => vec![Value::Whole(*min), Value::Whole(*max)],
            Kind::Numbers { .. } => vec![Value::Numbers(vec![1.0]), Value::Numbers(vec![2.0])],
            Kind::Real => vec![Value::Real(Given::Code(0)), Value::Real(Given::Code(1))],
            Kind::Measured => vec![Kind::Measured.read("none").0.unwrap(), Kind::Measured.read("2~1d0-0").0.unwrap()],
            Kind::Range { min, max } => {
                vec![Value::Range(None), Value::Range(Some(Spread { shape: Shape::Uniform, low: *min, high: *max }))]
            }
        };
        candidates.into_iter().find(|candidate| candidate != value).unwrap()
    }

    /// Scenarios in which every knob matters at least once.
    fn scenarios(view: View) -> Vec<Scenario> {
        let origins = [Origin::Normal, Origin::LogNormal, Origin::Student, Origin::Outlier, Origin::Data];
        let variants = [(Scaling::Tensor, Rounding::NearestEven), (Scaling::Mx32, Rounding::Stochastic)];
        let scenario = |(origin, (scaling, rounding)): (Origin, (Scaling, Rounding))| {
            let mut scenario = Scenario { view, ..Scenario::default() };
            scenario.quantize = Quantize { origin, scaling, rounding, format: Pick::Own, ..Quantize::default() };
            scenario.quantize.data = vec![1.0];
            scenario
        };
        origins.into_iter().flat_map(|origin| variants.map(|variant| (origin, variant))).map(scenario).collect()
    }

    #[test]
    fn a_knob_reruns_an_experiment_exactly_when_the_table_says_so() {
        for knob in knobs() {
            let mut reruns = false;
            for (at, before) in scenarios(knob.view).into_iter().enumerate() {
                let mut before = before;
                before.economy.side.money = [Money::Plan, Money::Own][at % 2];
                let sums = &mut before.accumulate;
                sums.study = [Study::Sum, Study::Muller, Study::Promotion][at % 3];
                sums.origin = [accumulate::Origin::Data, accumulate::Origin::Unit, accumulate::Origin::Unit][at % 3];
                sums.data = vec![1.0];
                // Recipes of which each ingredient differs from the first word of its list at least once.
                let known = [Known::DeepseekV3, Known::Naive, Known::Nvfp4, Known::Fp16, Known::DeepseekV31];
                before.train.recipe = known[at % known.len()];
                if at % 2 == 0 {
                    // The parts that only verse has are FP32, the first word of their lists, in every recipe.
                    before.train.task = Task::French;
                    let [normalisation, softmax, embeddings] = ["bf16"; 3];
                    before.train.ingredients =
                        Ingredients { normalisation, softmax, embeddings, ..before.train.ingredients };
                }
                let mut after = before.clone();
                let value = another(&knob.kind, &(knob.get)(&before));
                (knob.set)(&mut after, &value);
                reruns |= whole(&after) != whole(&before) || asides(&after) != asides(&before);
            }
            assert_eq!(reruns, knob.effect == Effect::Rerun, "{}", knob.key);
        }
    }
}
