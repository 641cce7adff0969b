//! What the reader may change in `#/train`: the task, the network, the recipe, and each ingredient of the recipe.
//!
//! An ingredient is held as the word of its link, and what the word means is worked out only where a study is made of it: the page's
//! first program reads links, trains nothing, and need not carry the meaning.

use crate::experiments::Experiment;
use crate::experiments::training::Params;
use crate::experiments::training::plan::{Optimizer, Plan, Task};
use crate::experiments::training::recipe::{Grouping, Known, LossScale, Recipe};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::blocks::ScaleFormat;
use crate::numerics::formats::FormatId;
use crate::numerics::rounding::Rounding;

/// Which recipes are trained side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// FP32 and the chosen one.
    One,
    /// Every row of the table of recipes.
    All,
}

closed_words!(Compare { One = "one", All = "all" });

closed_words!(Optimizer { AdamW = "adamw", Sgd = "sgd" });

/// The words of the tasks, simplest first.
pub const TASKS: &[&str] = &["circle", "xor", "gaussians", "moons", "spiral", "digits", "french", "chinese"];

/// The words of the recipes, in the order of their table.
pub const RECIPES: &[&str] =
    &["fp32", "bf16", "fp16", "fp8naive", "deepseekv3", "deepseekv31", "fp8delayed", "mxfp8", "nvfp4"];

/// An ingredient that is as the recipe says.
pub const AS_RECIPE: &str = "recipe";

/// Formats of the operands of products.
pub const OPERANDS: &[&str] = &[AS_RECIPE, "fp32", "bf16", "fp16", "e4m3fn", "e5m2", "e2m1fn"];

/// Ways of rounding gradients.
pub const ROUNDINGS: &[&str] = &[AS_RECIPE, "nearest-even", "stochastic"];

/// Which values share a scale.
pub const GROUPINGS: &[&str] = &[AS_RECIPE, "none", "tensor", "delayed", "fine", "mx32", "nvfp4"];

/// How scales are stored.
pub const SCALES: &[&str] = &[AS_RECIPE, "f32", "e8m0"];

/// The registers of products.
pub const ACCUMULATORS: &[&str] = &[AS_RECIPE, "fp32", "tensor14", "bf16", "fp16"];

/// Terms after which a register goes to an FP32 sum.
pub const PROMOTIONS: &[&str] = &[AS_RECIPE, "never", "32", "64", "128", "256", "512"];

/// Whether the first and the last layer are kept in high precision.
pub const ENDS: &[&str] = &[AS_RECIPE, "high", "same"];

/// Formats in which values wait.
pub const KEPT: &[&str] = &[AS_RECIPE, "fp32", "bf16", "fp16", "e4m3fn"];

/// What gradients are multiplied by on their way back: nothing, 2^8, 2^16, or what has proved good so far.
pub const LOSS_SCALES: &[&str] = &[AS_RECIPE, "one", "p8", "p16", "dynamic"];

/// The settings of the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Train {
    /// What is to be learnt.
    pub task: Task,
    /// The recipe.
    pub recipe: Known,
    /// What it is trained beside.
    pub compare: Compare,
    /// Its ingredients.
    pub ingredients: Ingredients,
    /// Units of a hidden layer, or values of a position.
    pub width: u32,
    /// Hidden layers, or blocks.
    pub depth: u32,
    /// Examples of a step.
    pub batch: u32,
    /// Steps of a run.
    pub steps: u32,
    /// The way from gradients to new weights.
    pub optimizer: Optimizer,
    /// The learning rate.
    pub rate: f64,
    /// Noise of points in the plane.
    pub noise: f64,
    /// Runs of each recipe.
    pub seeds: u32,
    /// The seed of the first run; the others follow.
    pub seed: u32,
    /// Which run's answers are shown, from 1.
    pub show: u32,
}

/// The words of the ingredients, each one of its list or [`AS_RECIPE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ingredients {
    /// Format of weights and activations in products.
    pub operands: &'static str,
    /// Format of gradients in products.
    pub backward: &'static str,
    /// How gradients are rounded.
    pub rounding: &'static str,
    /// Which values share a scale.
    pub grouping: &'static str,
    /// How scales are stored.
    pub scales: &'static str,
    /// The register of products.
    pub accumulator: &'static str,
    /// When it goes to an FP32 sum.
    pub promotion: &'static str,
    /// The first and the last layer.
    pub ends: &'static str,
    /// Format in which weights wait.
    pub master: &'static str,
    /// Format of the optimizer's moments.
    pub moments: &'static str,
    /// Format of what is handed on between products.
    pub between: &'static str,
    /// Format of what a normalisation takes and gives.
    pub normalisation: &'static str,
    /// Format of what attention's softmax takes and gives.
    pub softmax: &'static str,
    /// Format in which embeddings are read.
    pub embeddings: &'static str,
    /// What gradients are multiplied by.
    pub loss_scale: &'static str,
}

impl Default for Train {
    fn default() -> Self {
        Self {
            task: Task::Moons,
            recipe: Known::DeepseekV3,
            compare: Compare::One,
            ingredients: Ingredients::AS_RECIPE,
            width: 64,
            depth: 2,
            batch: 64,
            steps: 600,
            optimizer: Optimizer::AdamW,
            rate: 0.01,
            noise: 0.15,
            seeds: 5,
            seed: 1,
            show: 1,
        }
    }
}

impl Task {
    /// The task whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.key() == key)
    }
}

impl Train {
    /// What is trained side by side, each with its name in the table of recipes; `None` for one that has no row there.
    ///
    /// FP32 comes first, because the others are held against it. Then the chosen recipe, and beside it the same with its changed ingredients;
    /// or, if all are compared, every other row, with the changed recipe in place of the chosen one.
    pub fn recipes(&self) -> Vec<(Option<Known>, Recipe)> {
        let chosen = self.chosen();
        let others: Vec<Recipe> = match self.compare {
            Compare::One => vec![self.recipe.recipe(), chosen],
            Compare::All => {
                let rows =
                    Known::ALL.into_iter().map(|known| if known == self.recipe { chosen } else { known.recipe() });
                rows.collect()
            }
        };
        let mut all = vec![(Some(Known::Fp32), Known::Fp32.recipe())];
        for recipe in others {
            if all.iter().all(|(_, before)| *before != recipe) {
                all.push((named(&recipe), recipe));
            }
        }
        all
    }

    /// The recipe of the reader's choice. What only the character model has is left as the recipe says for other tasks, so that nothing
    /// is trained twice.
    pub fn chosen(&self) -> Recipe {
        let ingredients = if self.task.is_verse() { self.ingredients } else { self.ingredients.of_any_network() };
        ingredients.put_into(self.recipe.recipe())
    }

    /// Every run: recipe by recipe, and within each seed by seed.
    pub fn plans(&self) -> Vec<Plan> {
        let seeds = (0..self.seeds).map(|number| self.seed.wrapping_add(number));
        let plan = |recipe: Recipe, seed: u32| Plan {
            task: self.task,
            width: self.width,
            depth: self.depth,
            batch: self.batch,
            steps: self.steps,
            optimizer: self.optimizer,
            rate: self.rate,
            noise: self.noise,
            recipe,
            seed,
        };
        let recipes = self.recipes().into_iter();
        recipes.flat_map(|(_, recipe)| seeds.clone().map(move |seed| plan(recipe, seed).clamped())).collect()
    }

    /// The whole study.
    pub fn experiment(&self) -> Experiment {
        Experiment::Training(Params { plans: self.plans(), until: self.steps })
    }

    /// The seed of the run whose answers are shown; the last one if there are fewer.
    pub fn shown_seed(&self) -> u32 {
        self.seed.wrapping_add(self.show.clamp(1, self.seeds.max(1)) - 1)
    }
}

/// The row of the table that a recipe is.
fn named(recipe: &Recipe) -> Option<Known> {
    Known::ALL.into_iter().find(|known| known.recipe() == *recipe)
}

impl Ingredients {
    /// Nothing changed.
    pub const AS_RECIPE: Self = Self {
        operands: AS_RECIPE,
        backward: AS_RECIPE,
        rounding: AS_RECIPE,
        grouping: AS_RECIPE,
        scales: AS_RECIPE,
        accumulator: AS_RECIPE,
        promotion: AS_RECIPE,
        ends: AS_RECIPE,
        master: AS_RECIPE,
        moments: AS_RECIPE,
        between: AS_RECIPE,
        normalisation: AS_RECIPE,
        softmax: AS_RECIPE,
        embeddings: AS_RECIPE,
        loss_scale: AS_RECIPE,
    };

    /// Without those that only the character model has.
    const fn of_any_network(self) -> Self {
        Self { normalisation: AS_RECIPE, softmax: AS_RECIPE, embeddings: AS_RECIPE, ..self }
    }

    /// The recipe with these ingredients instead of its own; a grouping brings the scales that belong to it.
    fn put_into(self, base: Recipe) -> Recipe {
        let operands = FormatId::from_key(self.operands);
        let grouping = grouping(self.grouping);
        let belonging = match grouping {
            Some(Grouping::Mx32) => ScaleFormat::E8m0,
            Some(Grouping::Nvfp4) => ScaleFormat::E4m3,
            Some(Grouping::Tensor | Grouping::Delayed | Grouping::Fine) if base.grouping != Grouping::Fine => {
                ScaleFormat::F32
            }
            Some(Grouping::None | Grouping::Tensor | Grouping::Delayed | Grouping::Fine) | None => base.scales,
        };
        Recipe {
            weights: operands.unwrap_or(base.weights),
            activations: operands.unwrap_or(base.activations),
            gradients: FormatId::from_key(self.backward).unwrap_or(base.gradients),
            rounding: Rounding::from_key(self.rounding).unwrap_or(base.rounding),
            grouping: grouping.unwrap_or(base.grouping),
            scales: match grouping.unwrap_or(base.grouping) {
                // Theirs are part of their definition.
                Grouping::Mx32 => ScaleFormat::E8m0,
                Grouping::Nvfp4 => ScaleFormat::E4m3,
                Grouping::None | Grouping::Tensor | Grouping::Delayed | Grouping::Fine => {
                    ScaleFormat::from_key(self.scales).unwrap_or(belonging)
                }
            },
            accumulator: Accumulator::from_key(self.accumulator).unwrap_or(base.accumulator),
            promotion: promotion(self.promotion).unwrap_or(base.promotion),
            is_high_at_ends: match self.ends {
                "high" => true,
                "same" => false,
                _ => base.is_high_at_ends,
            },
            master: FormatId::from_key(self.master).unwrap_or(base.master),
            moments: FormatId::from_key(self.moments).unwrap_or(base.moments),
            between: FormatId::from_key(self.between).unwrap_or(base.between),
            normalisation: FormatId::from_key(self.normalisation).unwrap_or(base.normalisation),
            softmax: FormatId::from_key(self.softmax).unwrap_or(base.softmax),
            embeddings: FormatId::from_key(self.embeddings).unwrap_or(base.embeddings),
            loss_scale: loss_scale(self.loss_scale).unwrap_or(base.loss_scale),
        }
    }
}

fn grouping(word: &str) -> Option<Grouping> {
    match word {
        "none" => Some(Grouping::None),
        "tensor" => Some(Grouping::Tensor),
        "delayed" => Some(Grouping::Delayed),
        "fine" => Some(Grouping::Fine),
        "mx32" => Some(Grouping::Mx32),
        "nvfp4" => Some(Grouping::Nvfp4),
        _ => None,
    }
}

fn promotion(word: &str) -> Option<u32> {
    if word == "never" { Some(0) } else { word.parse().ok() }
}

fn loss_scale(word: &str) -> Option<LossScale> {
    match word {
        "one" => Some(LossScale::One),
        "p8" => Some(LossScale::Power(8)),
        "p16" => Some(LossScale::Power(16)),
        "dynamic" => Some(LossScale::Dynamic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_those_of_the_experiment() {
        assert_eq!(Task::ALL.map(Task::key), TASKS);
        assert_eq!(Known::ALL.map(Known::key), RECIPES);
    }

    #[test]
    fn every_word_but_the_first_means_something() {
        let formats = |words: &[&str]| words[1..].iter().all(|word| FormatId::from_key(word).is_some());
        assert!(formats(OPERANDS) && formats(KEPT));
        assert!(ROUNDINGS[1..].iter().all(|word| Rounding::from_key(word).is_some()));
        assert!(GROUPINGS[1..].iter().all(|word| grouping(word).is_some()));
        assert!(SCALES[1..].iter().all(|word| ScaleFormat::from_key(word).is_some()));
        assert!(ACCUMULATORS[1..].iter().all(|word| Accumulator::from_key(word).is_some()));
        assert!(PROMOTIONS[1..].iter().all(|word| promotion(word).is_some()));
        assert!(LOSS_SCALES[1..].iter().all(|word| loss_scale(word).is_some()));
        assert_eq!(Ingredients::AS_RECIPE.put_into(Known::Nvfp4.recipe()), Known::Nvfp4.recipe());
    }

    #[test]
    fn fp32_is_trained_first_and_once() {
        let names = |train: &Train| train.recipes().into_iter().map(|(known, _)| known).collect::<Vec<_>>();
        let mut train = Train::default();
        assert_eq!(names(&train), [Some(Known::Fp32), Some(Known::DeepseekV3)]);
        assert_eq!(train.plans().len(), 10);
        train.ingredients.promotion = "never";
        assert_eq!(names(&train), [Some(Known::Fp32), Some(Known::DeepseekV3), None]);
        train.ingredients.promotion = "128";
        assert_eq!(names(&train), [Some(Known::Fp32), Some(Known::DeepseekV3)], "nothing has changed");
        train.ingredients.scales = "e8m0";
        assert_eq!(names(&train), [Some(Known::Fp32), Some(Known::DeepseekV3), Some(Known::DeepseekV31)]);
        // A perceptron has no softmax of its own.
        train = Train::default();
        train.ingredients =
            Ingredients { normalisation: "bf16", softmax: "bf16", embeddings: "bf16", ..train.ingredients };
        assert_eq!(names(&train), [Some(Known::Fp32), Some(Known::DeepseekV3)]);
        train.task = Task::Chinese;
        assert_eq!(names(&train), [Some(Known::Fp32), Some(Known::DeepseekV3), None]);
        train = Train { recipe: Known::Fp32, ..Train::default() };
        assert_eq!(names(&train), [Some(Known::Fp32)]);
        train = Train { compare: Compare::All, ..Train::default() };
        assert_eq!(names(&train), Known::ALL.map(Some));
        train.ingredients.ends = "same";
        assert_eq!((names(&train).len(), names(&train)[4]), (9, None));
    }

    #[test]
    fn the_run_on_show_is_one_of_those_there_are() {
        let train = Train { seed: 7, seeds: 3, show: 10, ..Train::default() };
        assert_eq!(train.shown_seed(), 9);
        assert!(train.plans().iter().any(|plan| plan.seed == train.shown_seed()));
    }
}
