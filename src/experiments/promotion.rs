//! How wrong is a matrix product in fourteen bits, and what does promotion to FP32 rescue? It depends on the data, and on what "error" means.
//!
//! DeepSeek-V3 (arXiv 2412.19437, section 3.3.2) reports for two random matrices with K = 4096 a maximum relative error of "nearly 2 %"
//! without promotion, and names neither the distribution nor the definition of the error. Here `C = A·B` with 32 × 32 entries is
//! computed for four distributions and measured in four ways. Both factors are divided by one scale each, `amax/448`, and rounded to E4M3FN;
//! the exact product is that of the rounded factors, so that only adding is measured.

use crate::experiments::terms::{Role, Terms, stream};
use crate::experiments::{Phase, Progress};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::dot::{Matrix, dot};
use crate::numerics::exact_sum::ExactSum;
use crate::numerics::formats::FormatId;
use crate::numerics::rng::Stream;
use crate::numerics::rounder::Rounder;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::running_sum::{Order, Rule};
use serde::{Deserialize, Serialize};

/// Rows and columns of the product.
pub const SIZE: u32 = 32;

/// The longest K.
pub const MAX_LENGTH: u32 = 1 << 14;

/// The product that is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Params {
    /// K, the length of each dot product, clamped to `1..=`[`MAX_LENGTH`].
    pub length: u32,
    /// Promotion after every so many terms.
    pub every: u32,
    /// Seed of the matrices.
    pub seed: u32,
}

/// Where the entries of the factors come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Distribution {
    /// Normal around zero.
    Normal,
    /// Uniform from −1 to 1.
    Centred,
    /// Magnitudes of normal numbers.
    HalfNormal,
    /// Uniform from 0 to 1.
    Unit,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was asked for, after clamping.
    pub params: Params,
    /// One row for each distribution.
    pub rows: Vec<Row>,
}

/// One distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The distribution.
    pub distribution: Distribution,
    /// Fourteen bits to the end.
    pub plain: Errors,
    /// Promoted to FP32.
    pub promoted: Errors,
    /// FP32 all the way.
    pub fp32: Errors,
}

/// The error of a product, in four definitions; `e` is the error of an entry, `c` its exact value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    /// Largest `|e| / |c|`: grows without limit where an entry happens to be near zero.
    pub max_relative: f64,
    /// Largest `|e|` over largest `|c|`.
    pub max_to_largest: f64,
    /// Largest `|e| / Σ|a·b|` of its entry: what the bounds of error analysis speak of.
    pub max_to_magnitude: f64,
    /// Root mean square of `e` over that of `c`.
    pub rms: f64,
}

/// The closed list of distributions, in the order of the rows.
pub const DISTRIBUTIONS: [Distribution; 4] =
    [Distribution::Normal, Distribution::Centred, Distribution::HalfNormal, Distribution::Unit];

impl Distribution {
    fn terms(self) -> Terms {
        match self {
            Self::Normal => Terms::Normal,
            Self::Centred => Terms::Centred,
            Self::HalfNormal => Terms::HalfNormal,
            Self::Unit => Terms::Unit,
        }
    }
}

/// Runs the experiment to its end.
pub fn run(params: Params) -> Outcome {
    let mut running = Promotion::new(params);
    loop {
        running.step();
        if let Some(outcome) = running.outcome() {
            return outcome;
        }
    }
}

/// The experiment under way.
#[derive(Clone, Debug)]
pub struct Promotion {
    params: Params,
    rows: Vec<Row>,
    factors: Option<[Matrix; 2]>,
    /// Rows of the product that are done.
    done: u32,
    gathered: [Gathered; 3],
}

impl Promotion {
    /// Prepares the experiment; nothing is computed yet.
    pub fn new(params: Params) -> Self {
        let params =
            Params { length: params.length.clamp(1, MAX_LENGTH), every: params.every.max(1), seed: params.seed };
        Self { params, rows: Vec::new(), factors: None, done: 0, gathered: [Gathered::default(); 3] }
    }

    /// Draws the factors, or computes one row of the product; once finished, does nothing.
    pub fn step(&mut self) -> Progress {
        if let Some(distribution) = DISTRIBUTIONS.get(self.rows.len()) {
            match self.factors.take() {
                None => self.factors = Some(self.draw(*distribution)),
                Some(factors) => {
                    self.compute(&factors);
                    self.factors = Some(factors);
                    self.done += 1;
                }
            }
            if self.done == SIZE {
                let [plain, promoted, fp32] = self.gathered.map(Gathered::errors);
                self.rows.push(Row { distribution: *distribution, plain, promoted, fp32 });
                (self.factors, self.done, self.gathered) = (None, 0, [Gathered::default(); 3]);
            }
        }
        let each = u64::from(SIZE) + 1;
        let under_way = u64::from(self.done) + u64::from(self.factors.is_some());
        let phase = if self.rows.len() == DISTRIBUTIONS.len() { Phase::Finished } else { Phase::Rounding };
        Progress { done: self.rows.len() as u64 * each + under_way, total: DISTRIBUTIONS.len() as u64 * each, phase }
    }

    /// What was found; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        (self.rows.len() == DISTRIBUTIONS.len()).then(|| Outcome { params: self.params, rows: self.rows.clone() })
    }

    fn draw(&self, distribution: Distribution) -> [Matrix; 2] {
        let length = size(self.params.length);
        [Role::First, Role::Second].map(|role| {
            let source = distribution.terms().open(stream(self.params.seed, 0, role));
            let values: Vec<f64> = source.take(length * size(SIZE)).collect();
            Matrix::new(length, quantised(&values))
        })
    }

    fn compute(&mut self, factors: &[Matrix; 2]) {
        let rules = [Order::Sequential, Order::Promotion { every: self.params.every }].map(|order| Rule {
            accumulator: Accumulator::TensorCore,
            order,
            rounding: Rounding::TowardZero,
        });
        let [a, b] = factors;
        let x = a.row(size(self.done));
        for column in 0..b.rows() {
            let y = b.row(column);
            let mut exact = ExactSum::default();
            let mut magnitude = 0.0;
            for (x, y) in x.iter().zip(y) {
                exact.add(x * y);
                magnitude += (x * y).abs();
            }
            for (gathered, rule) in self.gathered.iter_mut().zip([rules[0], rules[1], Rule::FP32]) {
                let error = exact.minus(dot(x, y, rule, Stream::new(0))).abs();
                gathered.add(error, exact.value().abs(), magnitude);
            }
        }
    }
}

/// Values divided by `amax/448` and rounded to E4M3FN.
fn quantised(values: &[f64]) -> Vec<f64> {
    let format = FormatId::E4m3fn;
    let amax = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let scale = if amax == 0.0 { 1.0 } else { amax / format.spec().max_finite() };
    let rounder = Rounder::new(Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate });
    values.iter().map(|value| rounder.round(value / scale, 0)).collect()
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Errors gathered entry by entry.
#[derive(Clone, Copy, Debug, Default)]
struct Gathered {
    worst: Errors,
    largest_error: f64,
    largest_value: f64,
    squares_error: f64,
    squares_value: f64,
}

impl Gathered {
    fn add(&mut self, error: f64, value: f64, magnitude: f64) {
        let share = |of: f64| if error == 0.0 { 0.0 } else { error / of };
        self.worst.max_relative = self.worst.max_relative.max(share(value));
        self.worst.max_to_magnitude = self.worst.max_to_magnitude.max(share(magnitude));
        self.largest_error = self.largest_error.max(error);
        self.largest_value = self.largest_value.max(value);
        self.squares_error += error * error;
        self.squares_value += value * value;
    }

    fn errors(self) -> Errors {
        let share = |error: f64, of: f64| if error == 0.0 { 0.0 } else { error / of };
        Errors {
            max_to_largest: share(self.largest_error, self.largest_value),
            rms: libm::sqrt(share(self.squares_error, self.squares_value)),
            ..self.worst
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Distribution, Errors, Gathered, Params, run};

    #[test]
    fn four_definitions_of_an_error_worked_by_hand() {
        let mut gathered = Gathered::default();
        gathered.add(1.0, 4.0, 16.0);
        gathered.add(2.0, 20.0, 20.0);
        gathered.add(0.0, 0.0, 0.0);
        let expect =
            Errors { max_relative: 0.25, max_to_largest: 0.1, max_to_magnitude: 0.1, rms: libm::sqrt(5.0 / 416.0) };
        assert_eq!(gathered.errors(), expect);
    }

    #[test]
    fn promotion_rescues_and_the_definition_decides() {
        let outcome = run(Params { length: 4096, every: 128, seed: 1 });
        for row in &outcome.rows {
            assert!(row.promoted.rms < row.plain.rms / 5.0, "{:?}", row.distribution);
            assert!(row.fp32.rms < row.promoted.rms / 50.0, "{:?}", row.distribution);
        }
        let unit = outcome.rows.iter().find(|row| row.distribution == Distribution::Unit).unwrap();
        // Each group of 32 loses half a step of the register a term: 16 · 2^-13 of the sum, on average 0.7 of it; 64 times that at the end.
        assert!((0.05..0.12).contains(&unit.plain.rms), "{}", unit.plain.rms);
    }
}
