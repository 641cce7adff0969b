//! What does a tensor lose when it is stored in few bits?
//!
//! The reference is the input as exact `f64`. The tensor that a program would hold is `x32 = f32(x)`, rounded to nearest even:
//! that is "FP32", and its own error is measured too. The narrow format starts from `x32`, as software does:
//! `t = x32 / s`, `q = encode(t)`, `result = decode(q) · s` (see `numerics::blocks`). Both errors are taken against the
//! `f64` reference, so FP32 always stands beside the chosen format.

use crate::experiments::histogram::{Binades, Linear};
use crate::experiments::inputs::{Input, Source};
use crate::experiments::{Phase, Progress};
use crate::numerics::blocks::{Scaling, amax_with, round_trip};
use crate::numerics::formats::FormatId;
use crate::numerics::metrics::{Comparison, Metrics, Range, relative_error};
use crate::numerics::rounding::{Conversion, Rounding};
use serde::{Deserialize, Serialize};

/// The most points in an error scatter.
pub const MAX_SAMPLES: usize = 1000;

/// Values handled per step: about a millisecond.
const STEP: usize = 1 << 14;

/// What is quantised, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Where the values come from.
    pub input: Input,
    /// Format, rounding and overflow mode.
    pub conversion: Conversion,
    /// What is divided out first.
    pub scaling: Scaling,
}

/// What the tensor lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Largest finite magnitude of the FP32 tensor.
    pub amax: f32,
    /// The scale `s` that was divided out; 1 without scaling.
    pub scale: f32,
    /// The tensor in FP32, against the exact values.
    pub fp32: Loss,
    /// The tensor in the chosen format, against the exact values.
    pub chosen: Loss,
    /// The values of the FP32 tensor before, and of the chosen format after.
    pub values: Linear,
    /// Their magnitudes, binade by binade.
    pub magnitudes: Binades,
    /// Where the chosen format's range ends, in the units of the values.
    pub limits: Limits,
}

/// What one format did to the tensor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// The format.
    pub format: FormatId,
    /// Storage per value in bits, scales included: `bits + 32/n` with one FP32 scale for `n` values.
    pub bits_per_value: f64,
    /// The errors, and what went wrong.
    pub metrics: Metrics,
    /// At most [`MAX_SAMPLES`] values, evenly strided through the tensor from its first value.
    pub samples: Vec<Sample>,
}

/// One value and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The exact value.
    pub reference: f64,
    /// What the format made of it.
    pub result: f64,
}

/// The edges of a format's range times the scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Where zero begins. To nearest: half the smallest subnormal, which itself still becomes zero. Otherwise the smallest subnormal:
    /// below it everything does when truncating, one sign when rounding up or down, some of it when rounding at random.
    pub underflow: f64,
    /// Smallest normal magnitude: below it the relative error grows.
    pub min_normal: f64,
    /// Largest finite magnitude: beyond it the overflow mode decides.
    pub max_finite: f64,
}

impl Sample {
    /// `|x - q|`, in the values' unit.
    pub fn absolute_error(self) -> f64 {
        (self.reference - self.result).abs()
    }

    /// `|x - q| / |x|`.
    pub fn relative_error(self) -> f64 {
        relative_error(self.reference, self.result)
    }
}

/// Runs the experiment to its end.
pub fn run(params: Params) -> Outcome {
    let mut running = Quantization::new(params);
    loop {
        running.step();
        if let Some(outcome) = running.outcome() {
            return outcome;
        }
    }
}

/// The experiment under way.
#[derive(Clone, Debug)]
pub struct Quantization {
    conversion: Conversion,
    scaling: Scaling,
    phase: Phase,
    /// How many values the phase has handled.
    done: usize,
    count: usize,
    source: Source,
    reference: Vec<f64>,
    results: Vec<f32>,
    amax: f32,
    scale: f32,
    fp32: Comparison,
    chosen: Comparison,
    extent: Extent,
    values: Linear,
    magnitudes: Binades,
}

/// The range that the histograms must span.
#[derive(Clone, Copy, Debug)]
struct Extent {
    smallest: f64,
    largest: f64,
}

impl Quantization {
    /// Prepares the experiment; nothing is computed yet.
    pub fn new(params: Params) -> Self {
        let count = params.input.count();
        Self {
            conversion: params.conversion,
            scaling: params.scaling,
            phase: if count == 0 { Phase::Finished } else { Phase::Generating },
            done: 0,
            count,
            source: params.input.open(),
            reference: Vec::with_capacity(count),
            results: Vec::with_capacity(count),
            amax: 0.0,
            scale: 1.0,
            fp32: Comparison::default(),
            chosen: Comparison::default(),
            extent: Extent { smallest: f64::INFINITY, largest: 0.0 },
            values: Linear::new(0.0),
            magnitudes: Binades::new(0.0, 0.0),
        }
    }

    /// Handles the next 16,384 values; once finished, does nothing.
    pub fn step(&mut self) -> Progress {
        let end = (self.done + STEP).min(self.count);
        match self.phase {
            Phase::Generating => self.generate(end),
            Phase::Rounding => self.round(end),
            Phase::Counting => self.tally(end),
            Phase::Finished => {}
        }
        self.done = end;
        if end == self.count {
            self.enter_next_phase();
        }
        self.progress()
    }

    /// What was found; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        (self.phase == Phase::Finished).then(|| Outcome {
            amax: self.amax,
            scale: self.scale,
            fp32: self.loss(FormatId::Fp32, Scaling::None, &self.fp32, &|index| f64::from(self.tensor(index))),
            chosen: self
                .loss(self.conversion.format, self.scaling, &self.chosen, &|index| f64::from(self.results[index])),
            values: self.values.clone(),
            magnitudes: self.magnitudes.clone(),
            limits: self.limits(),
        })
    }

    fn progress(&self) -> Progress {
        let phases_done = match self.phase {
            Phase::Generating => 0,
            Phase::Rounding => 1,
            Phase::Counting => 2,
            Phase::Finished => 3,
        };
        let done = phases_done * self.count as u64 + if phases_done == 3 { 0 } else { self.done as u64 };
        Progress { done, total: 3 * self.count as u64, phase: self.phase }
    }

    fn enter_next_phase(&mut self) {
        self.done = 0;
        self.phase = match self.phase {
            Phase::Generating => {
                self.scale = self.scaling.scale(self.conversion.format, self.amax);
                Phase::Rounding
            }
            Phase::Rounding => {
                self.values = Linear::new(self.extent.largest);
                self.magnitudes = Binades::new(self.extent.smallest, self.extent.largest);
                Phase::Counting
            }
            Phase::Counting | Phase::Finished => Phase::Finished,
        };
    }

    fn generate(&mut self, end: usize) {
        for value in self.source.by_ref().take(end - self.done) {
            self.reference.push(value);
            self.amax = amax_with(self.amax, as_fp32(value));
        }
    }

    fn round(&mut self, end: usize) {
        for index in self.done..end {
            let (exact, tensor) = (self.reference[index], self.tensor(index));
            let lost = exact.is_finite() && tensor.is_infinite();
            self.fp32.add(exact, f64::from(tensor), if lost { Range::Exceeded } else { Range::Within });
            let (rounded, result) = round_trip(self.conversion, self.scale, tensor);
            let range = if rounded.flags.overflow { Range::Exceeded } else { Range::Within };
            self.chosen.add(exact, f64::from(result), range);
            self.results.push(result);
            self.extent.include(tensor);
            self.extent.include(result);
        }
    }

    fn tally(&mut self, end: usize) {
        for index in self.done..end {
            let (before, after) = (f64::from(self.tensor(index)), f64::from(self.results[index]));
            self.values.add(before, after);
            self.magnitudes.add(before, after);
        }
    }

    /// The value that an FP32 tensor holds.
    fn tensor(&self, index: usize) -> f32 {
        as_fp32(self.reference[index])
    }

    fn loss(&self, format: FormatId, scaling: Scaling, errors: &Comparison, result: &dyn Fn(usize) -> f64) -> Loss {
        let stride = self.count.div_ceil(MAX_SAMPLES).max(1);
        let samples = (0..self.count).step_by(stride);
        Loss {
            format,
            bits_per_value: scaling.bits_per_value(format, self.count),
            metrics: errors.metrics(),
            samples: samples.map(|at| Sample { reference: self.reference[at], result: result(at) }).collect(),
        }
    }

    fn limits(&self) -> Limits {
        let (format, scale) = (self.conversion.format.spec(), f64::from(self.scale));
        let vanishing = match self.conversion.rounding {
            Rounding::NearestEven => 0.5,
            Rounding::TowardZero | Rounding::Up | Rounding::Down | Rounding::Stochastic => 1.0,
        };
        Limits {
            underflow: vanishing * format.min_subnormal() * scale,
            min_normal: format.min_normal() * scale,
            max_finite: format.max_finite() * scale,
        }
    }
}

impl Extent {
    fn include(&mut self, value: f32) {
        let magnitude = f64::from(value.abs());
        if magnitude.is_finite() && magnitude > 0.0 {
            self.smallest = self.smallest.min(magnitude);
            self.largest = self.largest.max(magnitude);
        }
    }
}

/// An exact value as an FP32 program would store it: to nearest even, to infinity beyond the range.
#[expect(clippy::cast_possible_truncation, reason = "this rounding is the FP32 tensor that the experiment measures")]
const fn as_fp32(exact: f64) -> f32 {
    exact as f32
}
