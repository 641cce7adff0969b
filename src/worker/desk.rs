//! The worker's side: takes requests, works in steps, and says how far it is. It owns no clock and no thread; its shim does.

use crate::experiments::Running;
use crate::experiments::tensor::Memory;
use crate::worker::message::{JobId, Reply, Request};

/// Where jobs are worked on, one at a time. The tensor of the last job stays at hand: while a reader turns a knob that leaves the
/// input alone, it is not drawn again.
#[derive(Default)]
pub struct Desk {
    current: Option<(JobId, Running)>,
    memory: Memory,
}

impl Desk {
    /// A desk from which a clock can be seen, in milliseconds; experiments that time their work need one.
    pub fn with_clock(clock: fn() -> f64) -> Self {
        Self { current: None, memory: Memory::with_clock(clock) }
    }

    /// Takes one request; the answer, if any, goes back at once.
    pub fn receive(&mut self, request: Request) -> Option<Reply> {
        match request {
            Request::Start { job, experiment } => {
                self.current = Some((job, experiment.start_with(&mut self.memory)));
                None
            }
            Request::Cancel { job } => {
                // A job that is not running gets the same answer: the page waits for one, and drops what is stale.
                self.current.take_if(|(current, _)| *current == job);
                Some(Reply::Cancelled { job })
            }
        }
    }

    /// Whether there is work to do.
    pub fn is_busy(&self) -> bool {
        self.current.is_some()
    }

    /// Does one step of the current job: progress while it lasts, the outcome once it ends, nothing when there is no job.
    pub fn step(&mut self) -> Option<Reply> {
        let (job, mut running) = self.current.take()?;
        let progress = running.step();
        running.leave(&mut self.memory);
        if let Some(outcome) = running.outcome() {
            return Some(Reply::Finished { job, outcome: Box::new(outcome) });
        }
        self.current = Some((job, running));
        Some(Reply::Progress { job, done: progress.done, total: progress.total })
    }
}
