//! Twice as fast? Matrix–vector products timed on this machine, and the two ceilings of its roofline.
//!
//! The one experiment whose outcome depends on the machine: it is asked for by the reader, never by a link, and needs a clock, which
//! the thread lends it through [`Memory`]; without one it holds matrices and times nothing. A run is a chain of small jobs, so that
//! several threads can do the same job at the same time: one job makes a matrix and leaves it in memory, the next ones time what is
//! done with it, the last one releases it. Times are the thread's own; nobody else's are mixed in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::experiments::tensor::Memory;
use crate::experiments::weights::{matrix, normal};
use crate::experiments::{Phase, Progress};
use crate::numerics::gemv::Storage;
use crate::numerics::gemv::ceilings::{OPERATIONS_PER_ROUND, multiply_add, read};
use crate::numerics::gemv::matrix::Matrix;
use crate::numerics::rng::Stream;

/// Milliseconds since some moment.
pub type Clock = fn() -> f64;

/// The fewest weights of a matrix: 128 × 128.
pub const LEAST: u64 = 1 << 14;

/// The most weights of one thread's matrix: 2 GiB in FP32, half of what a thread can address.
pub const MOST: u64 = 1 << 29;

/// How long one repetition lasts at least, in milliseconds: a browser's clock ticks in tenths, in some in whole ones.
pub const REPETITION_MS: f64 = 40.0;

/// How long work goes on before the first repetition: the browser compiles the loop a second time while it runs, and better.
pub const WARM_UP_MS: f64 = 160.0;

/// How long the work between two looks at the clock lasts at least.
const BURST_MS: f64 = 1.0;

/// How often work is done between two looks at most, should the clock stand still.
const MOST_AT_ONCE: u32 = 1 << 12;

/// Rounds of arithmetic between two looks at the clock, to begin with.
const ROUNDS: u32 = 4096;

/// What a thread is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// What to do.
    pub task: Task,
    /// How many times it is timed, 1 to 31.
    pub repetitions: u32,
}

/// What is done, and timed but for the first and the last.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Makes a matrix of about so many weights and keeps it. What was kept before is released first.
    Hold {
        /// How weights are stored.
        storage: Storage,
        /// How many, held to [`LEAST`] and [`MOST`].
        weights: u64,
    },
    /// Multiplies what is kept with one vector (a product reads every weight once), or with several at once.
    Multiply {
        /// How many vectors, 1 to 64.
        vectors: u32,
    },
    /// Reads what is kept, and does nothing with it: the ceiling of memory.
    Read,
    /// Multiplies and adds without memory: the ceiling of arithmetic.
    Compute,
    /// Releases what is kept.
    Release,
}

/// One repetition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Weights multiplied, once for each vector; bytes read; or floating-point operations.
    pub amount: f64,
    /// How long it took.
    pub milliseconds: f64,
}

/// What became of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was asked for, held to what is allowed.
    pub params: Params,
    /// How many weights are kept now: 0 if there was no memory for them, or if nothing is.
    pub weights: u64,
    /// The repetitions; none for jobs that are not timed, and without a clock.
    pub samples: Vec<Sample>,
}

/// A rate per second with its spread.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// The median of the repetitions.
    pub median: f64,
    /// The slowest repetition.
    pub low: f64,
    /// The fastest one.
    pub high: f64,
}

/// A job under way.
#[derive(Clone, Debug)]
pub struct Bandwidth {
    params: Params,
    clock: Option<Clock>,
    matrix: Option<Arc<Matrix>>,
    x: Vec<f32>,
    ys: Vec<Vec<f32>>,
    /// How often the work is done between two looks at the clock; 0 before the warm-up.
    burst: u32,
    is_made: bool,
    samples: Vec<Sample>,
}

impl Params {
    /// A job that is not timed.
    pub fn once(task: Task) -> Self {
        Self { task, repetitions: 1 }
    }

    fn clamped(self) -> Self {
        let task = match self.task {
            Task::Hold { storage, weights } => Task::Hold { storage, weights: weights.clamp(LEAST, MOST) },
            Task::Multiply { vectors } => Task::Multiply { vectors: vectors.clamp(1, 64) },
            Task::Read | Task::Compute | Task::Release => self.task,
        };
        Self { task, repetitions: self.repetitions.clamp(1, 31) }
    }
}

impl Task {
    fn is_timed(self) -> bool {
        match self {
            Self::Multiply { .. } | Self::Read | Self::Compute => true,
            Self::Hold { .. } | Self::Release => false,
        }
    }
}

impl Rate {
    /// Of threads that did the same job at the same time: the rates of each repetition are added. `None` without samples.
    ///
    /// Example: two threads with repetitions of 10 and 12, and of 11 and 11 million in a second, have a median of 22 million.
    pub fn together(outcomes: &[Outcome]) -> Option<Self> {
        let repetitions = outcomes.iter().map(|outcome| outcome.samples.len()).min()?;
        let rate =
            |at: usize| outcomes.iter().filter_map(|outcome| outcome.samples.get(at)).map(Sample::per_second).sum();
        let mut rates: Vec<f64> = (0..repetitions).map(rate).collect();
        rates.sort_by(f64::total_cmp);
        let (low, high) = (*rates.first()?, *rates.last()?);
        let median = f64::midpoint(rates[(repetitions - 1) / 2], rates[repetitions / 2]);
        Some(Self { median, low, high })
    }

    /// The width of the spread as a share of the median.
    pub fn spread(self) -> f64 {
        if self.median == 0.0 { 0.0 } else { (self.high - self.low) / self.median }
    }
}

impl Sample {
    fn per_second(&self) -> f64 {
        if self.milliseconds == 0.0 { 0.0 } else { self.amount / self.milliseconds * 1000.0 }
    }
}

impl Bandwidth {
    /// Prepares the job. To hold another matrix, or none, the thread's memory lets go of the last one now: two might not fit.
    pub fn new(params: Params, memory: &mut Memory) -> Self {
        let params = params.clamped();
        if matches!(params.task, Task::Hold { .. } | Task::Release) {
            memory.release_matrix();
        }
        Self {
            params,
            clock: memory.clock(),
            matrix: memory.matrix(),
            x: Vec::new(),
            ys: Vec::new(),
            burst: 0,
            is_made: false,
            samples: Vec::new(),
        }
    }

    /// Makes the matrix, or warms up, or times one repetition.
    pub fn step(&mut self) -> Progress {
        match (self.params.task, self.clock) {
            (Task::Hold { storage, weights }, _) if !self.is_made => {
                self.matrix = matrix(storage, weights).map(Arc::new);
                self.is_made = true;
            }
            (task, Some(clock)) if task.is_timed() && !self.is_finished() => {
                if self.burst == 0 {
                    self.warm_up(clock);
                } else {
                    let sample = self.timed(clock, REPETITION_MS);
                    self.samples.push(sample);
                }
            }
            _ => {}
        }
        self.progress()
    }

    /// What became of it, once all is done.
    pub fn outcome(&self) -> Option<Outcome> {
        let weights = self.matrix.as_ref().map_or(0, |matrix| (matrix.rows() * matrix.columns()) as u64);
        let outcome = Outcome { params: self.params, weights, samples: self.samples.clone() };
        self.is_finished().then_some(outcome)
    }

    /// Leaves the matrix to the next job of the thread.
    pub fn leave(&self, memory: &mut Memory) {
        if let (Task::Hold { .. }, Some(matrix)) = (self.params.task, &self.matrix) {
            memory.keep_matrix(matrix);
        }
    }

    fn is_finished(&self) -> bool {
        match self.params.task {
            Task::Hold { .. } => self.is_made,
            Task::Release => true,
            Task::Multiply { .. } | Task::Read if self.matrix.is_none() => true,
            Task::Multiply { .. } | Task::Read | Task::Compute => {
                self.clock.is_none() || self.samples.len() as u64 == u64::from(self.params.repetitions)
            }
        }
    }

    fn progress(&self) -> Progress {
        let total = u64::from(self.params.repetitions) + 1;
        let done = if self.is_finished() { total } else { self.samples.len() as u64 + u64::from(self.burst != 0) };
        let phase = if self.is_finished() { Phase::Finished } else { Phase::Counting };
        Progress { done, total, phase }
    }

    /// Finds how much work is worth a look at the clock, and goes on until the browser has done its best.
    fn warm_up(&mut self, clock: Clock) {
        let start = clock();
        self.burst = 1;
        loop {
            let begin = clock();
            self.work(self.burst);
            let end = clock();
            if end - begin < BURST_MS && self.burst < MOST_AT_ONCE {
                self.burst *= 2;
            } else if WARM_UP_MS <= end - start || end <= begin {
                return;
            }
        }
    }

    fn timed(&mut self, clock: Clock, least: f64) -> Sample {
        let start = clock();
        let mut amount = 0.0;
        loop {
            amount += self.work(self.burst);
            let milliseconds = clock() - start;
            if least <= milliseconds {
                return Sample { amount, milliseconds };
            }
        }
    }

    /// Does the work `times` times; how much that was.
    #[expect(clippy::cast_precision_loss, reason = "counts of weights and bytes are far below 2^53")]
    fn work(&mut self, times: u32) -> f64 {
        let each = match (self.params.task, self.matrix.clone()) {
            (Task::Compute, _) => {
                core::hint::black_box(multiply_add(ROUNDS.saturating_mul(times)));
                return f64::from(ROUNDS.saturating_mul(times)) * f64::from(OPERATIONS_PER_ROUND);
            }
            (Task::Read, Some(matrix)) => {
                for _ in 0..times {
                    core::hint::black_box(read(&matrix));
                }
                matrix.bytes_of_codes() as f64
            }
            (Task::Multiply { vectors }, Some(matrix)) => {
                self.prepare(&matrix, vectors as usize);
                for _ in 0..times {
                    self.multiply(&matrix);
                }
                (matrix.rows() * matrix.columns()) as f64 * f64::from(vectors)
            }
            (Task::Multiply { .. } | Task::Read | Task::Hold { .. } | Task::Release, _) => 0.0,
        };
        each * f64::from(times)
    }

    fn prepare(&mut self, matrix: &Matrix, vectors: usize) {
        if self.ys.len() != vectors {
            self.x = normal(&mut Stream::new(2), matrix.columns());
            self.ys = vec![vec![0.0; matrix.rows()]; vectors];
        }
    }

    fn multiply(&mut self, matrix: &Matrix) {
        if let [y] = self.ys.as_mut_slice() {
            matrix.times(&self.x, y);
        } else {
            let xs = vec![self.x.as_slice(); self.ys.len()];
            let mut ys: Vec<&mut [f32]> = self.ys.iter_mut().map(Vec::as_mut_slice).collect();
            matrix.times_each(&xs, &mut ys);
        }
        core::hint::black_box(&self.ys);
    }
}

/// The outcome at once, on a thread that remembers nothing and has no clock.
pub fn run(params: Params) -> Outcome {
    let mut running = Bandwidth::new(params, &mut Memory::default());
    loop {
        running.step();
        if let Some(outcome) = running.outcome() {
            return outcome;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{Bandwidth, LEAST, Outcome, Params, Rate, Sample, Task};
    use crate::experiments::tensor::Memory;
    use crate::numerics::gemv::Storage;

    thread_local!(static NOW: Cell<f64> = const { Cell::new(0.0) });

    /// Every look takes two milliseconds.
    fn clock() -> f64 {
        NOW.set(NOW.get() + 2.0);
        NOW.get()
    }

    fn done(task: Task, repetitions: u32, memory: &mut Memory) -> Outcome {
        let mut running = Bandwidth::new(Params { task, repetitions }, memory);
        for _ in 0..100 {
            running.step();
            running.leave(memory);
            if let Some(outcome) = running.outcome() {
                return outcome;
            }
        }
        panic!("{task:?} does not end")
    }

    #[test]
    fn what_is_held_is_timed_and_released() {
        let mut memory = Memory::with_clock(clock);
        let held = done(Task::Hold { storage: Storage::E4m3fn, weights: 3 * LEAST }, 1, &mut memory);
        assert_eq!(held.weights, 3 * LEAST);
        for task in [Task::Multiply { vectors: 1 }, Task::Multiply { vectors: 3 }, Task::Read, Task::Compute] {
            let outcome = done(task, 5, &mut memory);
            assert_eq!(outcome.samples.len(), 5, "{task:?}");
            assert!(
                outcome.samples.iter().all(|sample| 0.0 < sample.amount && 40.0 <= sample.milliseconds),
                "{task:?}"
            );
        }
        assert_eq!(done(Task::Release, 1, &mut memory).weights, 0);
        assert_eq!(done(Task::Read, 5, &mut memory).samples, []);
    }

    #[test]
    fn without_a_clock_nothing_is_timed() {
        let mut memory = Memory::default();
        done(Task::Hold { storage: Storage::Fp4, weights: LEAST }, 1, &mut memory);
        assert_eq!(done(Task::Multiply { vectors: 1 }, 5, &mut memory).samples, []);
        assert_eq!(done(Task::Compute, 5, &mut memory).samples, []);
    }

    #[test]
    fn rates_of_threads_are_added_repetition_by_repetition() {
        let outcome = |rates: [f64; 3]| Outcome {
            params: Params { task: Task::Read, repetitions: 3 },
            weights: LEAST,
            samples: rates.map(|amount| Sample { amount, milliseconds: 500.0 }).to_vec(),
        };
        let rate = Rate::together(&[outcome([5.0, 1.0, 3.0]), outcome([1.0, 2.0, 9.0])]).expect("samples");
        assert_eq!((rate.low, rate.median, rate.high), (6.0, 12.0, 24.0));
        assert!((rate.spread() - 1.5).abs() < 1e-12);
        assert_eq!(Rate::together(&[]), None);
    }
}
