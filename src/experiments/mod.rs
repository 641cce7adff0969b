//! Questions asked of the numerics room, and of the economy where an answer takes long, one per file, and the closed list of them.
//!
//! Invariant: an experiment is a stepper. `start` costs nothing, each `step` takes a few milliseconds, and whoever owns the
//! loop may report progress or drop it between two steps; the outcome does not depend on who steps, or how fast.
//! Parameters are plain data and cannot make an experiment fail: what is out of range is clamped, as its doc says.

use serde::{Deserialize, Serialize};

use crate::experiments::tensor::Memory;

mod fnv;

pub mod inputs;

pub mod tensor;

pub mod histogram;

pub mod heat;

pub mod quantization;

pub mod terms;

pub mod summation;

pub mod promotion;

pub mod iterations;

pub mod sweep;

pub mod published;

pub mod uncertainty;

mod weights;

pub mod products;

pub mod bandwidth;

pub mod bandwidth_plan;

pub mod bandwidth_course;

pub mod training;

/// An experiment with its parameters: what a worker is asked to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Experiment {
    /// What does a tensor lose?
    Quantization(quantization::Params),
    /// Where do sums go wrong?
    Summation(summation::Params),
    /// What does promotion rescue?
    Promotion(promotion::Params),
    /// What becomes of a recurrence?
    Iteration(iterations::Params),
    /// What do all formats lose, on the way through a range?
    Sweep(sweep::Params),
    /// Do we find what others found?
    Published(published::Params),
    /// What may happen?
    Uncertainty(uncertainty::Params),
    /// What does a narrow weight cost a product?
    Products(products::Params),
    /// Twice as fast?
    Bandwidth(bandwidth::Params),
    /// Does it still learn?
    Training(training::Params),
}

/// What an experiment found, in the same order.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and the worker's replies box it")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// What the tensor lost.
    Quantization(quantization::Outcome),
    /// What became of the sums.
    Summation(summation::Outcome),
    /// What promotion rescued.
    Promotion(promotion::Outcome),
    /// What the trajectories were.
    Iteration(iterations::Outcome),
    /// What all formats lost.
    Sweep(sweep::Outcome),
    /// What we found.
    Published(published::Outcome),
    /// What may happen.
    Uncertainty(uncertainty::Outcome),
    /// What the products are.
    Products(products::Outcome),
    /// How long it took.
    Bandwidth(bandwidth::Outcome),
    /// What was learnt.
    Training(training::Outcome),
}

/// Outcomes by kind: who shows one kind does not name the others, and a new experiment is a line here.
macro_rules! of_one_kind {
    ($($kind:ident: $room:ident,)*) => {
        impl Outcome {
            $(
                #[doc = concat!("The outcome, where it is one of [`Experiment::", stringify!($kind), "`].")]
                pub fn $room(&self) -> Option<&$room::Outcome> {
                    if let Self::$kind(outcome) = self { Some(outcome) } else { None }
                }
            )*
        }
    };
}

of_one_kind! {
    Quantization: quantization,
    Summation: summation,
    Promotion: promotion,
    Iteration: iterations,
    Sweep: sweep,
    Published: published,
    Uncertainty: uncertainty,
    Products: products,
    Bandwidth: bandwidth,
    Training: training,
}

/// An experiment under way.
#[derive(Clone, Debug)]
pub enum Running {
    /// A tensor being quantised.
    Quantization(quantization::Quantization),
    /// Sums being formed.
    Summation(summation::Summation),
    /// A matrix product being computed.
    Promotion(promotion::Promotion),
    /// A recurrence being followed.
    Iteration(iterations::Iteration),
    /// Formats being swept.
    Sweep(sweep::Sweep),
    /// Figures being computed again.
    Published(Box<published::Comparing>),
    /// Paths being followed.
    Uncertainty(Box<uncertainty::Uncertainty>),
    /// Products being formed.
    Products(Box<products::Products>),
    /// A matrix being made, or work being timed.
    Bandwidth(Box<bandwidth::Bandwidth>),
    /// Networks being trained.
    Training(Box<training::Training>),
}

/// How far an experiment has come, in work of equal weight: `done` of `total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Work done so far.
    pub done: u64,
    /// All the work there is.
    pub total: u64,
    /// What the next step will do.
    pub phase: Phase,
}

/// What an experiment is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Drawing or reading the input.
    Generating,
    /// Converting to the format and back.
    Rounding,
    /// Counting values into the bins of the histograms.
    Counting,
    /// Nothing is left to do.
    Finished,
}

impl Experiment {
    /// Prepares the experiment; nothing is computed yet.
    pub fn start(self) -> Running {
        self.start_with(&mut Memory::default())
    }

    /// Prepares the experiment on a thread that may still have its tensor.
    pub fn start_with(self, memory: &mut Memory) -> Running {
        match self {
            Self::Quantization(params) => Running::Quantization(quantization::Quantization::new(params, memory)),
            Self::Sweep(params) => Running::Sweep(sweep::Sweep::new(params)),
            Self::Published(params) => Running::Published(Box::new(published::Comparing::new(params))),
            Self::Summation(params) => Running::Summation(summation::Summation::new(params)),
            Self::Promotion(params) => Running::Promotion(promotion::Promotion::new(params)),
            Self::Iteration(params) => Running::Iteration(iterations::Iteration::new(params)),
            Self::Uncertainty(params) => Running::Uncertainty(Box::new(uncertainty::Uncertainty::new(params, memory))),
            Self::Products(params) => Running::Products(Box::new(products::Products::new(params))),
            Self::Bandwidth(params) => Running::Bandwidth(Box::new(bandwidth::Bandwidth::new(params, memory))),
            Self::Training(params) => Running::Training(Box::new(training::Training::new(params, memory))),
        }
    }

    /// Runs the experiment to its end, on this thread.
    pub fn run(self) -> Outcome {
        match self {
            Self::Quantization(params) => Outcome::Quantization(quantization::run(params)),
            Self::Summation(params) => Outcome::Summation(summation::run(params)),
            Self::Promotion(params) => Outcome::Promotion(promotion::run(params)),
            Self::Iteration(params) => Outcome::Iteration(iterations::run(&params)),
            Self::Sweep(params) => Outcome::Sweep(sweep::run(params)),
            Self::Published(params) => Outcome::Published(published::run(params)),
            Self::Uncertainty(params) => Outcome::Uncertainty(uncertainty::run(params)),
            Self::Products(params) => Outcome::Products(products::run(params)),
            Self::Bandwidth(params) => Outcome::Bandwidth(bandwidth::run(params)),
            Self::Training(params) => Outcome::Training(training::run(params)),
        }
    }
}

impl Running {
    /// Does the next few milliseconds of work; once finished, nothing.
    pub fn step(&mut self) -> Progress {
        match self {
            Self::Quantization(running) => running.step(),
            Self::Summation(running) => running.step(),
            Self::Promotion(running) => running.step(),
            Self::Iteration(running) => running.step(),
            Self::Sweep(running) => running.step(),
            Self::Published(running) => running.step(),
            Self::Uncertainty(running) => running.step(),
            Self::Products(running) => running.step(),
            Self::Bandwidth(running) => running.step(),
            Self::Training(running) => running.step(),
        }
    }

    /// The outcome; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Quantization(running) => running.outcome().map(Outcome::Quantization),
            Self::Summation(running) => running.outcome().map(Outcome::Summation),
            Self::Promotion(running) => running.outcome().map(Outcome::Promotion),
            Self::Iteration(running) => running.outcome().map(Outcome::Iteration),
            Self::Sweep(running) => running.outcome().map(Outcome::Sweep),
            Self::Published(running) => running.outcome().map(Outcome::Published),
            Self::Uncertainty(running) => running.outcome().map(Outcome::Uncertainty),
            Self::Products(running) => running.outcome().map(Outcome::Products),
            Self::Bandwidth(running) => running.outcome().map(Outcome::Bandwidth),
            Self::Training(running) => running.outcome().map(Outcome::Training),
        }
    }

    /// Leaves what was drawn, where that is all by now, to the next experiment of the thread.
    pub fn leave(&mut self, memory: &mut Memory) {
        match self {
            Self::Quantization(running) => {
                if let Some(tensor) = running.tensor() {
                    memory.keep(tensor);
                }
            }
            Self::Sweep(_)
            | Self::Published(_)
            | Self::Summation(_)
            | Self::Promotion(_)
            | Self::Iteration(_)
            | Self::Products(_) => {}
            Self::Uncertainty(running) => running.leave(memory),
            Self::Bandwidth(running) => running.leave(memory),
            Self::Training(running) => running.leave(memory),
        }
    }
}
