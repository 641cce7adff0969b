//! One run of a pool: how far it has come, how far it may go, and how many steps its next job has.

use crate::experiments::training::plan::Plan;
use crate::experiments::training::report::Report;

/// How long a worker should take for one answer, milliseconds: long enough that reports cost little, short enough to be watched.
const PORTION_MS: f64 = 150.0;

/// Steps of a run's first job, when nobody knows yet how fast it is.
const FIRST: u32 = 2;

/// A portion grows or shrinks by this factor at most from one answer to the next.
const SWING: f64 = 4.0;

/// A worker that answers so late, milliseconds, was asleep together with its machine or with a tab out of sight, and says nothing about
/// the pace: the slowest answer of a worker that works takes a few seconds.
const ASLEEP_MS: f64 = 60_000.0;

/// Time that workers have spent on steps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    steps: u64,
    spent: f64,
}

impl Pace {
    /// Takes an answer of so many steps, which took so many milliseconds.
    pub fn take(&mut self, steps: u32, spent: f64) {
        if spent < ASLEEP_MS {
            self.steps += u64::from(steps);
            self.spent += spent;
        }
    }

    /// How long one worker takes for so many steps, in seconds; `None` before there is a pace.
    ///
    /// After 20 steps in 50 ms, 2000 steps take 5 s.
    pub fn seconds(self, steps: u64) -> Option<f64> {
        (0 < self.steps).then(|| count(steps) * self.spent / count(self.steps) / 1e3)
    }
}

/// A number of steps or workers.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
pub fn count(count: u64) -> f64 {
    count as f64
}

/// A run of a pool.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is trained.
    pub plan: Plan,
    /// What it has shown; `None` before its first answer.
    pub report: Option<Report>,
    /// The worker that keeps its network.
    pub worker: Option<usize>,
    /// Steps of its next job, at most.
    pub portion: u32,
    /// The step it may be taken to.
    pub goal: u32,
}

impl Run {
    /// A run before its first step, on its way to its last.
    pub fn new(plan: Plan) -> Self {
        Self { plan, report: None, worker: None, portion: FIRST, goal: plan.steps }
    }

    /// Steps done.
    pub fn step(&self) -> u32 {
        self.report.as_ref().map_or(0, |report| report.step)
    }

    /// Whether it has come to its end: the last step, or a loss that is no number any more.
    pub fn is_over(&self) -> bool {
        self.report.as_ref().is_some_and(|report| self.plan.steps <= report.step || report.lost.is_some())
    }

    /// Whether it is to go on.
    pub fn is_wanted(&self) -> bool {
        !self.is_over() && self.step() < self.goal
    }

    /// The longest way that it goes at once: to about the next of its twenty examinations, so that fast runs do not leave slow ones behind
    /// that they are to be compared with.
    pub fn stride(&self) -> u32 {
        self.plan.steps.div_ceil(20)
    }

    /// The same run before its first step.
    pub fn restarted(&self) -> Self {
        Self { report: None, goal: self.plan.steps, ..self.clone() }
    }

    /// Takes what it shows after a job that took so many milliseconds.
    pub fn take(&mut self, report: Report, spent: f64) {
        self.portion = portion(self.portion, report.step.saturating_sub(self.step()), spent);
        self.report = Some(report);
    }
}

/// The next portion of a run, after one of `before` that took `steps` in `spent` milliseconds.
///
/// Twenty steps in 50 ms: 60 steps would take 150 ms.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 4 times a number of steps")]
fn portion(before: u32, steps: u32, spent: f64) -> u32 {
    if steps == 0 || spent.is_nan() {
        return before;
    }
    let factor = (PORTION_MS / spent.max(1.0) * f64::from(steps) / f64::from(before)).clamp(1.0 / SWING, SWING);
    (f64::from(before) * factor).clamp(1.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::{Pace, portion};

    #[test]
    fn a_machine_that_slept_has_no_slower_pace() {
        let mut pace = Pace::default();
        assert_eq!(pace.seconds(2000), None);
        pace.take(20, 50.0);
        assert_eq!(pace.seconds(2000), Some(5.0));
        pace.take(20, 8.0 * 3.6e6);
        assert_eq!(pace.seconds(2000), Some(5.0));
        pace.take(60, 150.0);
        assert_eq!(pace.seconds(2000), Some(5.0));
    }

    #[test]
    fn portions_follow_the_time_they_take() {
        assert_eq!((portion(20, 20, 50.0), portion(20, 20, 1.0), portion(20, 20, 1e5)), (60, 80, 5));
        // A portion that was cut short says how fast it was all the same.
        assert_eq!((portion(20, 10, 75.0), portion(7, 0, 5.0), portion(1, 1, 1e4)), (20, 7, 1));
    }
}
