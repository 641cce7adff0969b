//! The page's side of the line to the worker: one job in flight, one waiting, nothing queued; the latest wish wins.

use crate::experiments::{Experiment, Outcome};
use crate::worker::message::{JobId, Reply, Request};

/// What the page remembers of its jobs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    last: u32,
    in_flight: Option<Flight>,
    waiting: Option<Experiment>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Flight {
    job: JobId,
    is_long: bool,
    is_ending: bool,
}

/// What a reply means for the page.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A stale reply, or one that changes nothing.
    Nothing,
    /// So far, from 0 to 1.
    Progress(f64),
    /// The outcome of the job in flight.
    Outcome(Box<Outcome>),
    /// The reader's cancellation came through, and nothing else is waiting.
    Cancelled,
}

impl Line {
    /// Asks for an experiment; gives the request to send now, if any.
    ///
    /// While a short job is in flight the new wish just waits: results keep coming while a slider is dragged. A job that has
    /// already reported progress is long, and is cancelled in favour of the new wish.
    pub fn ask(&mut self, experiment: Experiment) -> Option<Request> {
        let Some(flight) = &mut self.in_flight else { return Some(self.start(experiment)) };
        self.waiting = Some(experiment);
        let cancel = flight.is_long && !flight.is_ending;
        flight.is_ending |= flight.is_long;
        cancel.then_some(Request::Cancel { job: flight.job })
    }

    /// The reader gives up: nothing waits any more, and the job in flight is to stop.
    pub fn cancel(&mut self) -> Option<Request> {
        self.waiting = None;
        let flight = self.in_flight.as_mut()?;
        flight.is_ending = true;
        Some(Request::Cancel { job: flight.job })
    }

    /// Takes a reply; gives what it means, and the next request to send, if any.
    pub fn hear(&mut self, reply: Reply) -> (News, Option<Request>) {
        match reply {
            Reply::Ready => (News::Nothing, None),
            Reply::Progress { job, done, total } => {
                let Some(flight) = self.in_flight.as_mut().filter(|flight| flight.job == job) else {
                    return (News::Nothing, None);
                };
                flight.is_long = true;
                let cancel = self.waiting.is_some() && !flight.is_ending;
                flight.is_ending |= cancel;
                (News::Progress(fraction(done, total)), cancel.then_some(Request::Cancel { job }))
            }
            Reply::Finished { job, outcome } => {
                if !self.land(job) {
                    return (News::Nothing, None);
                }
                (News::Outcome(outcome), self.next())
            }
            Reply::Cancelled { job } => {
                if !self.land(job) {
                    return (News::Nothing, None);
                }
                let next = self.next();
                (if next.is_some() { News::Nothing } else { News::Cancelled }, next)
            }
        }
    }

    /// Whether a job is in flight.
    pub fn is_busy(&self) -> bool {
        self.in_flight.is_some()
    }

    fn land(&mut self, job: JobId) -> bool {
        let ours = self.in_flight.is_some_and(|flight| flight.job == job);
        if ours {
            self.in_flight = None;
        }
        ours
    }

    fn next(&mut self) -> Option<Request> {
        let experiment = self.waiting.take()?;
        Some(self.start(experiment))
    }

    fn start(&mut self, experiment: Experiment) -> Request {
        self.last = self.last.wrapping_add(1);
        let job = JobId(self.last);
        self.in_flight = Some(Flight { job, is_long: false, is_ending: false });
        Request::Start { job, experiment }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of steps are far below 2^53")]
fn fraction(done: u64, total: u64) -> f64 {
    done as f64 / total.max(1) as f64
}
