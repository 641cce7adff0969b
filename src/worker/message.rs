//! What page and worker say to each other, and how it is put into bytes.

use serde::{Deserialize, Serialize};

use crate::experiments::{Experiment, Outcome};

/// The number of a job; a reply carries it, so that a stale one can be told and dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Begin this experiment; whatever runs is dropped.
    Start {
        /// The number its replies will carry.
        job: JobId,
        /// What to run.
        experiment: Experiment,
    },
    /// Stop this job if it is still running.
    Cancel {
        /// Which.
        job: JobId,
    },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker can hear requests now.
    Ready,
    /// A job is so far.
    Progress {
        /// Which job.
        job: JobId,
        /// Units done.
        done: u64,
        /// Units in all; never zero.
        total: u64,
    },
    /// A job came to its end.
    Finished {
        /// Which job.
        job: JobId,
        /// What it found.
        outcome: Box<Outcome>,
    },
    /// A job was stopped on request.
    Cancelled {
        /// Which job.
        job: JobId,
    },
}

/// Puts a message into bytes.
///
/// # Errors
/// Never with the messages above; the codec's type allows for it, so it is passed on.
pub fn encode<M: Serialize>(message: &M) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(message)
}

/// Reads a message from bytes.
///
/// # Errors
/// When the bytes are not such a message: the two ends are of different builds.
pub fn decode<'a, M: Deserialize<'a>>(bytes: &'a [u8]) -> Result<M, postcard::Error> {
    postcard::from_bytes(bytes)
}
