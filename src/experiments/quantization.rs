//! What does a tensor lose when it is stored in few bits?
//!
//! The reference is the input as exact `f64`. The tensor that a program would hold is `x32 = f32(x)`, rounded to nearest even:
//! that is "FP32", and its own error is measured too. The narrow format starts from `x32`, as software does: its scales are found
//! from `x32`, then `t = x32 / s`, `q = encode(t)`, `result = decode(q) · s` (see `numerics::blocks`). Both errors are taken
//! against the `f64` reference, so FP32 always stands beside the chosen format.

use std::sync::Arc;

use crate::experiments::heat::{Heat, Heating};
use crate::experiments::histogram::{Binades, Linear};
use crate::experiments::inputs::Input;
use crate::experiments::tensor::{Drawing, Extent, Memory, Tensor};
use crate::experiments::{Phase, Progress};
use crate::numerics::blocks::Recipe;
use crate::numerics::blocks::scales::{Peaks, Scales};
use crate::numerics::formats::FormatId;
use crate::numerics::metrics::{Comparison, Metrics, Range, relative_error};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Rounding};
use serde::{Deserialize, Serialize};

/// The most points in an error scatter.
pub const MAX_SAMPLES: usize = 1000;

/// Values handled per step: about a millisecond.
pub const STEP: usize = 1 << 14;

/// What is quantised, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Where the values come from.
    pub input: Input,
    /// Format, rounding and overflow mode.
    pub conversion: Conversion,
    /// What is divided out first, and how many values stand in a row.
    pub recipe: Recipe,
    /// Seed of the random words that stochastic rounding takes, one for each value; other roundings take none.
    pub words: u64,
}

/// What the tensor lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Largest finite magnitude of the FP32 tensor.
    pub amax: f32,
    /// The scales that were divided out.
    pub scales: ScaleRange,
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
    /// The tensor as a matrix, and the chosen format's errors in it.
    pub heat: Heat,
    /// Rows and columns of the matrix that share a scale; (0, 0) where one scale, or none, holds for the whole tensor.
    pub group: (u32, u32),
}

/// The scales of a tensor: how many, and between which two they lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScaleRange {
    /// How many groups have one; 1 without scaling.
    pub count: u32,
    /// The smallest that is a number; 1 without scaling.
    pub smallest: f32,
    /// The largest that is a number; 1 without scaling.
    pub largest: f32,
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

/// The edges of a format's range times the scale; where there are many scales, what holds for every group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Where zero begins, under the smallest scale. To nearest: half the smallest subnormal, which itself still becomes zero. Otherwise
    /// the smallest subnormal: below it everything does when truncating, one sign when rounding up or down, some of it when rounding
    /// at random.
    pub underflow: f64,
    /// Smallest normal magnitude, under the smallest scale: below it the relative error grows.
    pub min_normal: f64,
    /// Largest finite magnitude, under the largest scale: beyond it the overflow mode decides.
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
    let mut running = Quantization::new(params, &Memory::default());
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
    recipe: Recipe,
    words: Stream,
    phase: Phase,
    /// How many values the phase has handled.
    done: usize,
    count: usize,
    stage: Stage,
    results: Vec<f32>,
    chosen: Comparison,
    extent: Extent,
    values: Linear,
    magnitudes: Binades,
    heating: Heating,
}

/// The tensor on its way, and then with its scales.
#[derive(Clone, Debug)]
enum Stage {
    Drawing(Box<Drawing>),
    Drawn { tensor: Arc<Tensor>, scales: Box<Scales> },
}

impl Quantization {
    /// Prepares the experiment; nothing is computed yet. A tensor that `memory` still has is not drawn again.
    pub fn new(params: Params, memory: &Memory) -> Self {
        let Params { input, conversion, recipe, words } = params;
        let count = input.count();
        let stage = match memory.recall(&input) {
            Some(tensor) => scaled(tensor, conversion.format, recipe),
            None => Stage::Drawing(Box::new(Drawing::new(input, memory))),
        };
        let phase = match &stage {
            _ if count == 0 => Phase::Finished,
            Stage::Drawing(_) => Phase::Generating,
            Stage::Drawn { .. } => Phase::Rounding,
        };
        Self {
            conversion,
            recipe,
            words: Stream::new(words),
            phase,
            done: 0,
            count,
            stage,
            results: Vec::with_capacity(count),
            chosen: Comparison::default(),
            extent: Extent::default(),
            values: Linear::new(0.0),
            magnitudes: Binades::new(0.0, 0.0),
            heating: Heating::new(count, recipe.columns),
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

    /// The tensor, once it is drawn.
    pub fn tensor(&self) -> Option<&Arc<Tensor>> {
        match &self.stage {
            Stage::Drawing(_) => None,
            Stage::Drawn { tensor, .. } => Some(tensor),
        }
    }

    /// What was found; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        if self.phase != Phase::Finished {
            return None;
        }
        let (tensor, scales) = match &self.stage {
            Stage::Drawn { tensor, scales } => (Arc::clone(tensor), ScaleRange::of(scales)),
            // Only an input without values ends before it is drawn.
            Stage::Drawing(drawing) => (Arc::new(drawing.as_ref().clone().finish()), ScaleRange::NONE),
        };
        let (format, bits) = (self.conversion.format, self.recipe.bits_per_value(self.conversion.format, self.count));
        Some(Outcome {
            amax: tensor.extent.largest,
            scales,
            fp32: loss((FormatId::Fp32, 32.0), tensor.loss, &tensor, &tensor.fp32),
            chosen: loss((format, bits), self.chosen.metrics(), &tensor, &self.results),
            values: self.values.clone(),
            magnitudes: self.magnitudes.clone(),
            limits: self.limits(scales),
            heat: self.heating.heat(),
            group: group_size(self.recipe, format, self.count),
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
                if let Stage::Drawing(drawing) = &mut self.stage {
                    let nothing = Box::new(Drawing::new(Input::Data(Vec::new()), &Memory::default()));
                    let tensor = Arc::new(core::mem::replace(drawing, nothing).finish());
                    self.stage = scaled(tensor, self.conversion.format, self.recipe);
                }
                Phase::Rounding
            }
            Phase::Rounding => {
                let (smallest, largest) = (f64::from(self.extent.smallest), f64::from(self.extent.largest));
                self.values = Linear::new(largest);
                self.magnitudes = Binades::new(smallest, largest);
                Phase::Counting
            }
            Phase::Counting | Phase::Finished => Phase::Finished,
        };
    }

    fn generate(&mut self, end: usize) {
        if let Stage::Drawing(drawing) = &mut self.stage {
            drawing.draw(end - self.done);
        }
    }

    fn round(&mut self, end: usize) {
        let Stage::Drawn { tensor, scales } = &self.stage else { return };
        let places = self.done..end;
        let rounded = scales.round_trip(self.conversion, places.start, &tensor.fp32[places.clone()], &mut self.words);
        for ((exact, result), exceeded) in tensor.exact[places].iter().zip(&rounded.results).zip(rounded.exceeded) {
            self.chosen.add(*exact, f64::from(*result), if exceeded { Range::Exceeded } else { Range::Within });
            self.extent.include(*result);
        }
        if self.done == 0 {
            self.extent.include(tensor.extent.smallest);
            self.extent.include(tensor.extent.largest);
        }
        self.results.extend_from_slice(&rounded.results);
    }

    fn tally(&mut self, end: usize) {
        let Stage::Drawn { tensor, .. } = &self.stage else { return };
        let places = self.done..end;
        for (before, after) in tensor.fp32[places.clone()].iter().zip(&self.results[places.clone()]) {
            self.values.add(f64::from(*before), f64::from(*after));
            self.magnitudes.add(f64::from(*before), f64::from(*after));
        }
        self.heating.add(places.start, &tensor.exact[places.clone()], &self.results[places]);
    }

    fn limits(&self, scales: ScaleRange) -> Limits {
        let format = self.conversion.format.spec();
        let (smallest, largest) = (f64::from(scales.smallest), f64::from(scales.largest));
        let vanishing = match self.conversion.rounding {
            Rounding::NearestEven => 0.5,
            Rounding::TowardZero | Rounding::Up | Rounding::Down | Rounding::Stochastic => 1.0,
        };
        Limits {
            underflow: vanishing * format.min_subnormal() * smallest,
            min_normal: format.min_normal() * smallest,
            max_finite: format.max_finite() * largest,
        }
    }
}

impl ScaleRange {
    /// No scaling at all.
    const NONE: Self = Self { count: 1, smallest: 1.0, largest: 1.0 };

    fn of(scales: &Scales) -> Self {
        let numbers = || scales.groups().iter().map(|scale| scale.value).filter(|value| value.is_finite());
        let (smallest, largest) = (numbers().fold(f32::INFINITY, f32::min), numbers().fold(0.0, f32::max));
        let count = u32::try_from(scales.groups().len()).unwrap_or(u32::MAX);
        if smallest <= largest { Self { count, smallest, largest } } else { Self { count, ..Self::NONE } }
    }
}

/// A drawn tensor with the scales of its groups.
fn scaled(tensor: Arc<Tensor>, format: FormatId, recipe: Recipe) -> Stage {
    let mut peaks = Peaks::new(recipe, tensor.count());
    peaks.add(0, &tensor.fp32);
    Stage::Drawn { scales: Box::new(peaks.scales(format)), tensor }
}

/// Rows and columns that share a scale; (0, 0) for the whole tensor.
fn group_size(recipe: Recipe, format: FormatId, count: usize) -> (u32, u32) {
    let grid = recipe.groups(count);
    let size = |span: usize| u32::try_from(span).unwrap_or(u32::MAX);
    match grid.groups().next() {
        Some(first) if recipe.scales(format) && 1 < grid.len() => (size(first.rows.len()), size(first.columns.len())),
        Some(_) | None => (0, 0),
    }
}

fn loss((format, bits_per_value): (FormatId, f64), metrics: Metrics, tensor: &Tensor, results: &[f32]) -> Loss {
    let stride = results.len().div_ceil(MAX_SAMPLES).max(1);
    let sample = |(reference, result): (&f64, &f32)| Sample { reference: *reference, result: f64::from(*result) };
    let samples = tensor.exact.iter().zip(results).step_by(stride).map(sample).collect();
    Loss { format, bits_per_value, metrics, samples }
}
