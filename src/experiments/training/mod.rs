//! Does it still learn? Networks trained with every product of their linear layers emulated, beside the same networks in FP32.
//!
//! A study is several runs side by side, all taken to the same step. A run depends on its [`plan`] alone: a thread keeps its
//! runs in [`Memory`], so that a reader may look, pause and go on, and a run that was taken to step 100 and then to 200 is bit by bit
//! the run that was taken to 200 at once, on whatever thread.

use serde::{Deserialize, Serialize};

use crate::experiments::tensor::Memory;
use crate::experiments::training::plan::Plan;
use crate::experiments::training::report::Report;
use crate::experiments::training::run::Run;
use crate::experiments::{Phase, Progress};

pub mod tasks;

pub mod recipe;

pub mod plan;

pub mod report;

mod parameter;

mod linear;

mod perceptron;

mod attention;

mod transformer;

mod loss;

pub mod lesson;

pub mod run;

#[cfg(test)]
mod gradients;

#[cfg(test)]
mod ingredients;

#[cfg(test)]
mod oracle;

#[cfg(test)]
mod part_formats;

/// A study: what is trained, and how far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The runs.
    pub plans: Vec<Plan>,
    /// The step all of them are taken to; each plan's own end if that comes first.
    pub until: u32,
}

/// How far all runs have come, in the order of the plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What each has shown.
    pub reports: Vec<Report>,
}

/// A study under way.
#[derive(Clone, Debug)]
pub struct Training {
    until: u32,
    runs: Vec<Run>,
    /// Steps done before this study began.
    before: u64,
    finished: Option<Outcome>,
}

impl Training {
    /// Prepares a study; runs that the thread still has are gone on with.
    pub fn new(params: Params, memory: &mut Memory) -> Self {
        let runs: Vec<Run> = params
            .plans
            .into_iter()
            .map(Plan::clamped)
            .map(|plan| memory.take_run(&plan, params.until).unwrap_or_else(|| Run::new(plan)))
            .collect();
        let before = runs.iter().map(|run| u64::from(run.step())).sum();
        Self { until: params.until, runs, before, finished: None }
    }

    /// Does one step of the run that is furthest behind, or makes the reports once all have arrived.
    pub fn step(&mut self) -> Progress {
        let until = self.until;
        let behind = self.runs.iter_mut().filter(|run| !run.has_reached(until)).min_by_key(|run| run.step());
        if let Some(run) = behind {
            run.step_once();
        } else if self.finished.is_none() {
            self.finished = Some(Outcome { reports: self.runs.iter_mut().map(Run::report).collect() });
        }
        let goal = |run: &Run| if run.has_reached(until) { run.step() } else { until.min(run.plan().steps) };
        let total: u64 = self.runs.iter().map(|run| u64::from(goal(run))).sum();
        let done: u64 = self.runs.iter().map(|run| u64::from(run.step())).sum();
        let is_done = self.finished.is_some();
        Progress {
            done: done - self.before + u64::from(is_done),
            total: total - self.before + 1,
            phase: if is_done { Phase::Finished } else { Phase::Rounding },
        }
    }

    /// The outcome; `None` until all runs have arrived.
    pub fn outcome(&self) -> Option<Outcome> {
        self.finished.clone()
    }

    /// Leaves the runs to the thread once their reports are made; those at their end are not wanted again.
    pub fn leave(&mut self, memory: &mut Memory) {
        if self.finished.is_some() {
            let mut runs = std::mem::take(&mut self.runs);
            runs.retain(|run| !run.has_reached(u32::MAX));
            memory.keep_runs(runs);
        }
    }
}

/// The outcome at once.
pub fn run(params: Params) -> Outcome {
    let mut training = Training::new(params, &mut Memory::default());
    loop {
        training.step();
        if let Some(outcome) = training.outcome() {
            return outcome;
        }
    }
}
