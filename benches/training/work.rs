//! The networks that are timed: a perceptron on points of a circle, and the character model on French verse.

use octet::experiments::training::plan::{MAX_STEPS, Plan, Task};
use octet::experiments::training::run::Run;
use octet::experiments::training::tasks::toys::{self, Points, Toy};
use octet::numerics::rng::Stream;

use crate::recipes::{NOISE, named, plan};

/// Points that the peer learns from, drawn as ours.
const POINTS: usize = 512;

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

/// What the peer learns from.
pub fn points() -> Points {
    toys::draw(Toy::Circle, POINTS, NOISE, &mut Stream::new(1))
}
