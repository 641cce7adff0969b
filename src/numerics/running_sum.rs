//! Adding many terms in a register: in which order, with what help, and what is in the register on the way.
//!
//! Terms come as doubles. A register of a format first rounds each to the format, to nearest (a product of two values of a format
//! thus rounds once, as a multiplication that is not fused does; for formats of at most 12 bits of significand in an FP32 register it is
//! exact); the tensor core takes exact products, 32 at a time.

use crate::numerics::accumulators::{Accumulator, Adder};
use crate::numerics::formats::FormatId;
use crate::numerics::rng::Stream;
use crate::numerics::rounder::Rounder;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::tensor_core::accumulate;
use serde::{Deserialize, Serialize};

/// In which order terms are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// One after the other.
    Sequential,
    /// Neighbours first, then neighbouring sums: a binary tree that is filled from the left.
    Pairwise,
    /// One after the other, carrying the lost part along (Kahan 1965): every operation is rounded to the accumulator's format.
    Kahan,
    /// One after the other from zero, moved to an FP32 register after every so many terms (0 counts as 1), as DeepSeek-V3 does.
    Promotion {
        /// How many terms.
        every: u32,
    },
}

/// A complete rule of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The register.
    pub accumulator: Accumulator,
    /// The order.
    pub order: Order,
    /// How each addition is rounded; the tensor core truncates whatever this says.
    pub rounding: Rounding,
}

/// When a sum stood still.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stillness {
    /// The first term, from 1, other than zero, that changed nothing.
    pub first_lost: Option<u64>,
    /// The last term that changed something; 0 if none did.
    pub last_change: u64,
}

/// A sum under way.
#[derive(Clone, Debug)]
pub struct RunningSum {
    register: Register,
    /// Rounds a term to the register's format; none for the tensor core.
    entry: Option<Rounder>,
    /// Terms that wait until their group is complete.
    waiting: Vec<f64>,
    state: State,
    count: u64,
    stillness: Stillness,
}

/// What adds two values, and the random words it may need.
#[derive(Clone, Debug)]
struct Register {
    adder: Adder,
    words: Stream,
}

impl Register {
    fn add(&mut self, a: f64, b: f64) -> f64 {
        self.adder.add(a, b, &mut self.words)
    }
}

/// What the register held before and after a term.
struct Change {
    before: f64,
    after: f64,
}

#[derive(Clone, Debug)]
enum State {
    Sequential { sum: f64 },
    Pairwise { partial: Vec<f64>, leaves: u64 },
    Kahan { sum: f64, lost: f64 },
    Promotion { every: u64, partial: f64, promoted: f64 },
}

impl Rule {
    /// FP32, one after the other, to nearest: what stands beside everything else.
    pub const FP32: Self = Self {
        accumulator: Accumulator::Format(FormatId::Fp32),
        order: Order::Sequential,
        rounding: Rounding::NearestEven,
    };

    /// The bound on `|error| / Σ|term|` after `n` terms, to first order in the unit roundoff `u`, entry of the term included.
    ///
    /// Sequential `n·u`; pairwise `(⌈log2 n⌉ + 1)·u`; Kahan `3u + n·u²` (the factor of `u²` is of the order of 1, Higham, "Accuracy and
    /// Stability", 2002, section 4.3); promotion `N·u + ⌈n/N⌉·2^-24`. The tensor core cuts 32 terms and the register twice for each
    /// group: 34/32 of its `u` a term. Example: 4096 terms in FP16, `4096 · 2^-11 = 2`: no digit is certain.
    pub fn bound(&self, n: f64) -> f64 {
        let u = self.accumulator.unit_roundoff(self.rounding);
        let (per_term, leaf) = match self.accumulator {
            Accumulator::Format(_) => (1.0, 1.0),
            Accumulator::TensorCore => (34.0 / 32.0, 34.0),
        };
        match self.order {
            Order::Sequential => n * per_term * u,
            Order::Pairwise => (libm::ceil(libm::log2(n.max(1.0))) + leaf) * u,
            Order::Kahan => (2.0 + leaf) * u + n * u * u,
            Order::Promotion { every } => {
                let every = f64::from(every.max(1));
                (every.min(n) * per_term + leaf - 1.0) * u
                    + libm::ceil(n / every) * FormatId::Fp32.spec().unit_roundoff()
            }
        }
    }
}

impl RunningSum {
    /// An empty sum; `words` decides stochastic rounding.
    pub fn new(rule: Rule, words: Stream) -> Self {
        let adder = Adder::new(rule.accumulator, rule.rounding);
        let state = match rule.order {
            Order::Sequential => State::Sequential { sum: 0.0 },
            Order::Pairwise => State::Pairwise { partial: Vec::new(), leaves: 0 },
            Order::Kahan => State::Kahan { sum: 0.0, lost: 0.0 },
            Order::Promotion { every } => {
                State::Promotion { every: u64::from(every.max(1)), partial: 0.0, promoted: 0.0 }
            }
        };
        let entry = match rule.accumulator {
            Accumulator::Format(format) => Some(Rounder::new(Conversion {
                format,
                rounding: Rounding::NearestEven,
                overflow: Overflow::NonSaturate,
            })),
            Accumulator::TensorCore => None,
        };
        let waiting = Vec::with_capacity(adder.group());
        Self { register: Register { adder, words }, entry, waiting, state, count: 0, stillness: Stillness::default() }
    }

    /// Adds terms, in order; the result does not depend on how they are cut into slices.
    pub fn extend(&mut self, terms: &[f64]) {
        for &term in terms {
            self.count += 1;
            if let Some(entry) = &self.entry {
                let leaf = entry.round(term, 0);
                if let Some(change) = self.state.take(leaf, &mut self.register) {
                    self.stillness.note(&change, term != 0.0, self.count);
                }
            } else {
                self.waiting.push(term);
                if self.waiting.len() == self.register.adder.group() || self.state.promotes_at(self.count) {
                    self.take_group();
                }
            }
            self.state.promote(self.count);
        }
    }

    /// The sum of the terms so far.
    pub fn total(&self) -> f64 {
        let mut end = self.clone();
        if !end.waiting.is_empty() {
            end.take_group();
        }
        end.state.total(&mut end.register)
    }

    /// When the register stood still; known only where one register grows from the first term to the last.
    pub fn stillness(&self) -> Option<Stillness> {
        matches!(self.state, State::Sequential { .. }).then_some(self.stillness)
    }

    /// The tensor core's groups: the register takes part in their alignment.
    fn take_group(&mut self) {
        match &mut self.state {
            State::Sequential { sum } => {
                let change = Change { before: *sum, after: accumulate(*sum, &self.waiting) };
                *sum = change.after;
                let is_telling = self.waiting.iter().any(|term| *term != 0.0);
                self.stillness.note(&change, is_telling, self.count);
            }
            State::Promotion { partial, .. } => *partial = accumulate(*partial, &self.waiting),
            State::Pairwise { .. } | State::Kahan { .. } => {
                // No single register grows here, so there is no change to note.
                self.state.take(accumulate(0.0, &self.waiting), &mut self.register);
            }
        }
        self.waiting.clear();
    }
}

impl State {
    /// Adds a leaf of the tree of additions; tells how the register changed where there is but one.
    fn take(&mut self, leaf: f64, register: &mut Register) -> Option<Change> {
        match self {
            Self::Sequential { sum } => {
                let before = *sum;
                *sum = register.add(before, leaf);
                return Some(Change { before, after: *sum });
            }
            Self::Promotion { partial, .. } => *partial = register.add(*partial, leaf),
            Self::Kahan { sum, lost } => {
                let mended = register.add(leaf, -*lost);
                let total = register.add(*sum, mended);
                let gained = register.add(total, -*sum);
                *lost = register.add(gained, -mended);
                *sum = total;
            }
            Self::Pairwise { partial, leaves } => {
                *leaves += 1;
                let mut node = leaf;
                // As many neighbours are complete as the count ends in zeros.
                for _ in 0..leaves.trailing_zeros() {
                    node = register.add(partial.pop().unwrap_or(0.0), node);
                }
                partial.push(node);
            }
        }
        None
    }

    fn promotes_at(&self, count: u64) -> bool {
        matches!(self, Self::Promotion { every, .. } if count.is_multiple_of(*every))
    }

    fn promote(&mut self, count: u64) {
        if let Self::Promotion { every, partial, promoted } = self
            && count.is_multiple_of(*every)
        {
            *promoted = to_fp32(*promoted + to_fp32(*partial));
            *partial = 0.0;
        }
    }

    fn total(&self, register: &mut Register) -> f64 {
        match self {
            Self::Sequential { sum } | Self::Kahan { sum, .. } => *sum,
            Self::Promotion { partial, promoted, .. } => to_fp32(*promoted + to_fp32(*partial)),
            Self::Pairwise { partial, .. } => {
                let mut sums = partial.iter().rev();
                let last = sums.next().copied().unwrap_or(0.0);
                sums.fold(last, |right, left| register.add(*left, right))
            }
        }
    }
}

impl Stillness {
    fn note(&mut self, change: &Change, is_telling: bool, count: u64) {
        if change.before.to_bits() != change.after.to_bits() {
            self.last_change = count;
        } else if is_telling && self.first_lost.is_none() {
            self.first_lost = Some(count);
        }
    }
}

/// Rounds to FP32, to nearest; two FP32 values added as doubles and rounded again is right (see `numerics::accumulators`).
#[expect(clippy::cast_possible_truncation, reason = "this rounding is the FP32 register that is emulated")]
fn to_fp32(x: f64) -> f64 {
    if x.is_nan() { f64::NAN } else { f64::from(x as f32) }
}
