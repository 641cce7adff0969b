//! The networks that are trained: a perceptron on points of a circle, and the character model on French verse.

use octet::experiments::training::plan::{MAX_STEPS, Optimizer, Plan, Task};
use octet::experiments::training::recipe::{Known, Recipe};
use octet::experiments::training::run::Run;
use octet::experiments::training::tasks::toys::{self, Points, Toy};
use octet::numerics::accumulators::Accumulator;
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;

/// Our networks, and what the peer is given: a learning rate of 0.01, and so much noise.
const RATE: f64 = 0.01;
const NOISE: f64 = 0.1;

/// Points that the peer learns from, drawn as ours.
const POINTS: usize = 512;

/// DeepSeek-V3's recipe with its products added in FP32.
const WIDE: &str = "deepseekv3 in FP32 registers";

/// Steps after which recipes are compared between browser and machine.
const COMPARED: u32 = 20;

/// A network that is trained for as long as anybody likes.
pub struct Work {
    plan: Plan,
    run: Run,
}

impl Work {
    /// A network by the names of its task and recipe, unless there is none of these names.
    pub fn new(task: &str, recipe: &str) -> Option<Self> {
        let task = Task::ALL.into_iter().find(|known| known.key() == task)?;
        let [width, depth, batch] = if task.is_verse() { [64, 1, 8] } else { [128, 2, 128] };
        let plan = Plan { width, depth, batch, ..plan(task, named(recipe)?) };
        Some(Self { plan, run: Run::new(plan) })
    }

    /// One step; of a new run after the last.
    pub fn step(&mut self) {
        if self.run.has_reached(MAX_STEPS) {
            self.run = Run::new(self.plan);
        }
        self.run.step_once();
    }

    /// The loss of every step's batch.
    pub fn losses(&mut self) -> Vec<f32> {
        self.run.report().losses
    }
}

/// All recipes by name.
pub fn recipes() -> Vec<&'static str> {
    Known::ALL.into_iter().map(Known::key).chain([WIDE]).collect()
}

/// What the peer learns from.
pub fn points() -> Points {
    toys::draw(Toy::Circle, POINTS, NOISE, &mut Stream::new(1))
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
    let all = recipes().into_iter().flat_map(|recipe| [Task::Moons, Task::French].map(|task| of(recipe, task)));
    all.flatten().collect::<Vec<_>>().join("; ")
}

fn named(recipe: &str) -> Option<Recipe> {
    if recipe == WIDE {
        let accumulator = Accumulator::Format(FormatId::Fp32);
        return Some(Recipe { accumulator, promotion: 0, ..Known::DeepseekV3.recipe() });
    }
    Known::from_key(recipe).map(Known::recipe)
}

fn plan(task: Task, recipe: Recipe) -> Plan {
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
