//! The recipes that are compared, and what small networks come to in each.

use octet::experiments::training::plan::{MAX_STEPS, Optimizer, Plan, Task};
use octet::experiments::training::recipe::{Known, Recipe};
use octet::experiments::training::run::Run;
use octet::numerics::accumulators::Accumulator;
use octet::numerics::formats::FormatId;

/// The learning rate, and the noise of points; the peer's are the same.
const RATE: f64 = 0.01;
pub const NOISE: f64 = 0.1;

/// DeepSeek-V3's recipe with its products added in FP32.
const WIDE: &str = "deepseekv3 in FP32 registers";

/// Steps after which recipes are compared between browser and machine.
const COMPARED: u32 = 20;

/// All recipes by name.
pub fn names() -> Vec<&'static str> {
    Known::ALL.into_iter().map(Known::key).chain([WIDE]).collect()
}

/// What small networks of every recipe come to after some steps: a digest of their weights for each.
pub fn digests() -> String {
    let of = |recipe: &str, task: Task| {
        let plan =
            Plan { width: 40, depth: 2, batch: if task.is_verse() { 2 } else { 50 }, ..plan(task, named(recipe)?) };
        let mut run = Run::new(plan);
        (0..COMPARED).for_each(|_| run.step_once());
        Some(format!("{recipe}, {}: {:016x}", task.key(), run.report().digest))
    };
    let all = names().into_iter().flat_map(|recipe| [Task::Moons, Task::French].map(|task| of(recipe, task)));
    all.flatten().collect::<Vec<_>>().join("; ")
}

/// The recipe of this name.
pub fn named(recipe: &str) -> Option<Recipe> {
    if recipe == WIDE {
        let accumulator = Accumulator::Format(FormatId::Fp32);
        return Some(Recipe { accumulator, promotion: 0, ..Known::DeepseekV3.recipe() });
    }
    Known::from_key(recipe).map(Known::recipe)
}

/// The larger network on a task.
pub fn plan(task: Task, recipe: Recipe) -> Plan {
    Plan {
        task,
        width: 128,
        depth: 2,
        batch: 128,
        steps: MAX_STEPS,
        optimizer: Optimizer::AdamW,
        rate: RATE,
        noise: NOISE,
        recipe,
        seed: 1,
    }
}
