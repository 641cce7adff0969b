//! What becomes of a recurrence when every operation is rounded: Muller's, which goes to the wrong limit, and the logistic map, which
//! forgets its start.
//!
//! Muller: `x₀ = 4, x₁ = 4.25, xₙ₊₁ = 108 - (815 - 1500/xₙ₋₁)/xₙ` (Muller 1989, in the form of Kahan, "How Futile are Mindless
//! Assessments of Roundoff", 2006). Exactly, `xₙ = (3ⁿ⁺¹ + 5ⁿ⁺¹)/(3ⁿ + 5ⁿ)`, which tends to 5; but 100 is the limit that attracts, and the first
//! rounding error opens the way to it.
//! Logistic map: `xₙ₊₁ = 4·xₙ·(1 - xₙ)` from `x₀ = 3/8`, which every format here holds exactly. Each step doubles an error on average, so
//! a format of `p` bits is lost after about `p` steps. The true orbit is computed in fixed point with 256 bits after the point.
//!
//! Each operation is rounded once to the format, to nearest: it is carried out in doubles and rounded again, which is harmless for formats of
//! at most 25 bits of significand (see `numerics::accumulators`). The powers of two in `4·x` are exact. Overflow goes to infinity, or to
//! NaN where the format has no infinity: E4M3FN cannot hold 815.

use crate::experiments::{Phase, Progress};
use crate::numerics::formats::FormatId;
use crate::numerics::rounder::Rounder;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use serde::{Deserialize, Serialize};

/// The most steps of a recurrence: the fixed point has digits for twice as many.
pub const MAX_STEPS: u32 = 120;

/// Which recurrence, how far, and who takes part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The recurrence.
    pub recurrence: Recurrence,
    /// Steps after the given start, clamped to `1..=`[`MAX_STEPS`].
    pub steps: u32,
}

/// The recurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recurrence {
    /// Muller's.
    Muller,
    /// The logistic map.
    Logistic,
}

/// The arithmetic of one trajectory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arithmetic {
    /// Doubles.
    Double,
    /// A format, rounded after every operation.
    Format(FormatId),
}

/// What the trajectories were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The recurrence.
    pub recurrence: Recurrence,
    /// The true values, from `x₀`, rounded to doubles.
    pub truth: Vec<f64>,
    /// The trajectories.
    pub tracks: Vec<Track>,
}

/// One trajectory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// The arithmetic.
    pub arithmetic: Arithmetic,
    /// The values, from `x₀`.
    pub values: Vec<f64>,
}

/// Every arithmetic that takes part, widest first.
pub const ARITHMETICS: [Arithmetic; 6] = [
    Arithmetic::Double,
    Arithmetic::Format(FormatId::Fp32),
    Arithmetic::Format(FormatId::Fp16),
    Arithmetic::Format(FormatId::Bf16),
    Arithmetic::Format(FormatId::E5m2),
    Arithmetic::Format(FormatId::E4m3fn),
];

impl Arithmetic {
    /// The name shown to people.
    pub fn name(self) -> String {
        match self {
            Self::Double => "FP64".to_owned(),
            Self::Format(format) => format.name().into(),
        }
    }
}

impl Track {
    /// The first step at which the trajectory is off by more than `distance`, or is no number at all.
    pub fn first_off(&self, truth: &[f64], distance: f64) -> Option<usize> {
        // Written so that NaN counts as off.
        let is_near = |(value, truth): (&f64, &f64)| (value - truth).abs() <= distance;
        self.values.iter().zip(truth).position(|pair| !is_near(pair))
    }
}

/// Runs the experiment to its end.
pub fn run(params: &Params) -> Outcome {
    let steps = params.steps.clamp(1, MAX_STEPS);
    let (truth, start): (Vec<f64>, &[f64]) = match params.recurrence {
        Recurrence::Muller => (muller_truth(steps), &[4.0, 4.25]),
        Recurrence::Logistic => (logistic_truth(steps), &[0.375]),
    };
    let track = |arithmetic| {
        let round = rounding(arithmetic);
        let mut values: Vec<f64> = start.iter().map(|x| round(*x)).collect();
        while values.len() < truth.len() {
            values.push(next(params.recurrence, &values, &round));
        }
        Track { arithmetic, values }
    };
    Outcome { recurrence: params.recurrence, tracks: ARITHMETICS.into_iter().map(track).collect(), truth }
}

/// The experiment under way: it is over after one step.
#[derive(Clone, Debug)]
pub struct Iteration {
    params: Params,
    outcome: Option<Outcome>,
}

impl Iteration {
    /// Prepares the experiment; nothing is computed yet.
    pub fn new(params: Params) -> Self {
        Self { params, outcome: None }
    }

    /// Computes every trajectory; once finished, does nothing.
    pub fn step(&mut self) -> Progress {
        if self.outcome.is_none() {
            self.outcome = Some(run(&self.params));
        }
        Progress { done: 1, total: 1, phase: Phase::Finished }
    }

    /// What was found; `None` until the step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}

fn rounding(arithmetic: Arithmetic) -> impl Fn(f64) -> f64 {
    let rounder = match arithmetic {
        Arithmetic::Double => None,
        Arithmetic::Format(format) => {
            Some(Rounder::new(Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate }))
        }
    };
    move |x| match &rounder {
        None if x.is_nan() => f64::NAN,
        None => x,
        Some(rounder) => rounder.round(x, 0),
    }
}

/// The next value; every operation is rounded.
fn next(recurrence: Recurrence, values: &[f64], round: &impl Fn(f64) -> f64) -> f64 {
    let last = values.last().copied().unwrap_or(0.0);
    match recurrence {
        Recurrence::Muller => {
            let before = values.len().checked_sub(2).map_or(last, |at| values[at]);
            let inner = round(round(815.0) - round(round(1500.0) / before));
            round(round(108.0) - round(inner / last))
        }
        Recurrence::Logistic => round(4.0 * round(last * round(1.0 - last))),
    }
}

/// `xₙ = (5 + 3r)/(1 + r)` with `r = (3/5)ⁿ`: right to a few units in the last place of a double.
fn muller_truth(steps: u32) -> Vec<f64> {
    let value = |n: u32| {
        let r = libm::pow(0.6, f64::from(n));
        (5.0 + 3.0 * r) / (1.0 + r)
    };
    (0..=steps + 1).map(value).collect()
}

/// The logistic map from 3/8 in fixed point: an error of `2^-256` that doubles with each step is still below `2^-130` after 120.
fn logistic_truth(steps: u32) -> Vec<f64> {
    let mut x = [0, 0, 0, 3 << 61];
    let mut values = vec![double(&x)];
    for _ in 0..steps {
        x = quadrupled(product(&x, &complement(&x)));
        values.push(double(&x));
    }
    values
}

/// A fraction of one: 256 bits after the point, lowest limb first.
type Fraction = [u64; 4];

/// `1 - x` for `x` above zero: the two's complement.
fn complement(x: &Fraction) -> Fraction {
    let mut carry = true;
    x.map(|limb| {
        let (sum, over) = (!limb).overflowing_add(u64::from(carry));
        carry = over;
        sum
    })
}

/// The upper half of a product, the rest cut off.
fn product(x: &Fraction, y: &Fraction) -> Fraction {
    let mut wide = [0_u64; 8];
    for (i, a) in x.iter().enumerate() {
        let mut carry = 0_u128;
        for (j, b) in y.iter().enumerate() {
            let sum = u128::from(*a) * u128::from(*b) + u128::from(wide[i + j]) + carry;
            wide[i + j] = low(sum);
            carry = sum >> 64;
        }
        wide[i + 4] = low(carry);
    }
    [wide[4], wide[5], wide[6], wide[7]]
}

/// `4·x`, below one because `x·(1 - x)` is below a quarter (from 3/8 it never is a quarter).
fn quadrupled(x: Fraction) -> Fraction {
    let mut below = 0;
    x.map(|limb| {
        let shifted = limb << 2 | below >> 62;
        below = limb;
        shifted
    })
}

/// The fraction as a double, cut off after 128 bits and rounded.
fn double(x: &Fraction) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a double of the upper 128 bits is what is wanted")]
    let upper = (u128::from(x[3]) << 64 | u128::from(x[2])) as f64;
    upper * libm::exp2(-128.0)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower 64 of 128 bits are what is wanted")]
const fn low(wide: u128) -> u64 {
    wide as u64
}

#[cfg(test)]
mod tests {
    use super::{Arithmetic, MAX_STEPS, Outcome, Params, Recurrence, run};
    use crate::numerics::formats::FormatId;

    fn outcome(recurrence: Recurrence) -> Outcome {
        run(&Params { recurrence, steps: MAX_STEPS })
    }

    fn last(outcome: &Outcome, arithmetic: Arithmetic) -> f64 {
        let track = outcome.tracks.iter().find(|track| track.arithmetic == arithmetic).unwrap();
        track.values.last().copied().unwrap()
    }

    #[test]
    fn muller_goes_to_5_and_floats_go_to_100() {
        let outcome = outcome(Recurrence::Muller);
        assert!((outcome.truth.last().unwrap() - 5.0).abs() < 1e-12);
        for arithmetic in [Arithmetic::Double, Arithmetic::Format(FormatId::Fp32), Arithmetic::Format(FormatId::Fp16)] {
            assert!((last(&outcome, arithmetic) - 100.0).abs() < 0.1, "{arithmetic:?}");
        }
        assert!(last(&outcome, Arithmetic::Format(FormatId::E4m3fn)).is_nan(), "815 is too large for it");
    }

    /// Python's doubles against its fractions: `x₁₃` is off by 0.57, `x₁₄` by 12.8, and `x₂₀` has left for 100.
    #[test]
    fn muller_in_doubles_is_the_published_sequence() {
        let outcome = outcome(Recurrence::Muller);
        let double = &outcome.tracks[0].values;
        let expect = [4.0, 4.25, 4.470_588_235_294_116, 4.644_736_842_105_218];
        for (value, expect) in double.iter().zip(expect) {
            assert!((value - expect).abs() < 1e-13, "{value} {expect}");
        }
        assert_eq!(outcome.tracks[0].first_off(&outcome.truth, 1.0), Some(14));
    }

    /// From 3/8: 4·3/8·5/8 = 15/16, then 4·15/16·1/16 = 15/64, then 4·15/64·49/64 = 735/1024.
    #[test]
    fn the_logistic_map_starts_as_worked_by_hand() {
        let outcome = outcome(Recurrence::Logistic);
        let expect = [0.375, 0.9375, 15.0 / 64.0, 735.0 / 1024.0];
        for (value, expect) in outcome.truth.iter().zip(expect) {
            assert!((value - expect).abs() < 1e-15);
        }
        assert_eq!(outcome.tracks[0].values[..4], expect);
    }

    /// About a bit a step: 24 bits are lost after some 25 steps, 53 after some 55.
    #[test]
    fn formats_lose_a_bit_a_step() {
        let outcome = outcome(Recurrence::Logistic);
        let off = |at: usize| outcome.tracks[at].first_off(&outcome.truth, 0.1).unwrap();
        assert!((45..62).contains(&off(0)), "{}", off(0));
        assert!((16..32).contains(&off(1)), "{}", off(1));
        assert!(off(2) < 16 && off(3) <= off(2), "{} {}", off(2), off(3));
        assert!(outcome.truth.iter().all(|x| 0.0 < *x && *x < 1.0));
    }
}
