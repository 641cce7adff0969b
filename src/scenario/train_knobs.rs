//! The rows of the knob table that belong to `#/train`.

use crate::experiments::training::plan::{MAX_BATCH, MAX_DEPTH, MAX_STEPS, MAX_WIDTH, Optimizer, Task};
use crate::experiments::training::recipe::Known;
use crate::scenario::knobs::{Effect, Grounds, Knob, Unit};
use crate::scenario::train::{self, Compare, RECIPES, TASKS};
use crate::scenario::value::{Kind, Travel, Value};
use crate::scenario::view::View;

/// What is trained, with what, and how long.
pub static TRAINING: &[Knob] = &[
    choice!(Train, "task", TASKS, Task, Rerun, train.task),
    choice!(Train, "recipe", RECIPES, Known, Rerun, train.recipe),
    choice!(Train, "compare", Compare::KEYS, Compare, Rerun, train.compare),
    word!(Train, "operands", Choice, train::OPERANDS, Rerun, train.ingredients.operands),
    word!(Train, "backward", Choice, train::OPERANDS, Rerun, train.ingredients.backward),
    word!(Train, "rounding", Choice, train::ROUNDINGS, Rerun, train.ingredients.rounding),
    word!(Train, "grouping", Choice, train::GROUPINGS, Rerun, train.ingredients.grouping),
    word!(Train, "scales", Choice, train::SCALES, Rerun, train.ingredients.scales),
    word!(Train, "accumulator", Choice, train::ACCUMULATORS, Rerun, train.ingredients.accumulator),
    word!(Train, "promotion", Choice, train::PROMOTIONS, Rerun, train.ingredients.promotion),
    word!(Train, "ends", Choice, train::ENDS, Rerun, train.ingredients.ends),
    word!(Train, "master", Choice, train::KEPT, Rerun, train.ingredients.master),
    word!(Train, "moments", Choice, train::KEPT, Rerun, train.ingredients.moments),
    word!(Train, "between", Choice, train::KEPT, Rerun, train.ingredients.between),
    word!(Train, "normalisation", Choice, train::KEPT, Rerun, train.ingredients.normalisation),
    word!(Train, "softmax", Choice, train::KEPT, Rerun, train.ingredients.softmax),
    word!(Train, "embeddings", Choice, train::KEPT, Rerun, train.ingredients.embeddings),
    word!(Train, "lossscale", Choice, train::LOSS_SCALES, Rerun, train.ingredients.loss_scale),
    whole!(Train, "width", 4..MAX_WIDTH, Logarithmic, None, Rerun, train.width),
    whole!(Train, "depth", 1..MAX_DEPTH, Linear, None, Rerun, train.depth),
    whole!(Train, "batch", 1..MAX_BATCH, Linear, None, Rerun, train.batch),
    whole!(Train, "steps", 20..MAX_STEPS, Logarithmic, None, Rerun, train.steps),
    choice!(Train, "optimizer", Optimizer::KEYS, Optimizer, Rerun, train.optimizer),
    number!(Train, "rate", 0.0001..1.0 step 0.001 Logarithmic, None, Setting, Rerun, train.rate),
    number!(Train, "noise", 0.0..0.5 step 0.01 Linear, None, Setting, Rerun, train.noise),
    whole!(Train, "seeds", 1..10, Linear, None, Rerun, train.seeds),
    whole!(Train, "seed", 0..u32::MAX, Linear, None, Rerun, train.seed),
    whole!(Train, "show", 1..10, Linear, None, Redraw, train.show),
];
