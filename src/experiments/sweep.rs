//! How much is lost, for many formats at once, while one property of the input runs through its range.
//!
//! A smaller sample of the same input goes through every format under the reader's scaling and rounding, once for each place on
//! the way; the measure is the signal-to-quantisation-noise ratio against the exact values. A place where a value did not stay finite has
//! no ratio: NaN. Neither has one where nothing was lost: the ratio would be infinite.

use crate::experiments::inputs::Input;
use crate::experiments::tensor::Tensor;
use crate::experiments::{Phase, Progress};
use crate::numerics::blocks::Recipe;
use crate::numerics::blocks::scales::Peaks;
use crate::numerics::formats::FormatId;
use crate::numerics::metrics::{Comparison, Metrics, Range};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Conversion;
use serde::{Deserialize, Serialize};

/// The most values of the sample.
pub const SAMPLE: u32 = 4096;

/// The formats that every sweep shows: 32, 16, 8, 6 and 4 bits. The reader's own choice joins them.
pub const FORMATS: [FormatId; 9] = [
    FormatId::Fp32,
    FormatId::Bf16,
    FormatId::Fp16,
    FormatId::E5m2,
    FormatId::E4m3fn,
    FormatId::E3m4,
    FormatId::E3m2fn,
    FormatId::E2m3fn,
    FormatId::E2m1fn,
];

/// What runs through its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    /// A factor on the whole input, `2^-20` to `2^20` in powers of two: without a scale, the format's range shows.
    Size,
    /// The strength of outlier channels, 1 to `10^5`, eight places a decade.
    Strength,
    /// The spread of a log-normal input, 0.125 to 5 in eighths.
    Spread,
}

/// What is swept, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// The sample. [`Against::Strength`] needs [`Input::Outlier`] and [`Against::Spread`] [`Input::LogNormal`]; any other input stays the
    /// same all the way.
    pub input: Input,
    /// What runs through its range.
    pub against: Against,
    /// Rounding and overflow mode, and the format that joins [`FORMATS`].
    pub conversion: Conversion,
    /// What is divided out first.
    pub recipe: Recipe,
    /// Seed of the random words of stochastic rounding, the same words at every place.
    pub words: u64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What ran.
    pub against: Against,
    /// The places it came through.
    pub places: Vec<f64>,
    /// One curve for each format.
    pub curves: Vec<Curve>,
    /// How many values the sample has.
    pub count: u32,
}

/// The ratios of one format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The format.
    pub format: FormatId,
    /// The ratio at each place in dB; NaN where there is none.
    pub sqnr_db: Vec<f64>,
}

/// The sweep under way.
#[derive(Clone, Debug)]
pub struct Sweep {
    params: Params,
    places: Vec<f64>,
    curves: Vec<Curve>,
    /// The input itself, where it only changes its size.
    exact: Vec<f64>,
}

impl Against {
    /// The places on the way, rising.
    pub fn places(self) -> Vec<f64> {
        match self {
            Self::Size => (-20..=20).map(|power| libm::ldexp(1.0, power)).collect(),
            Self::Strength => (0..=40).map(|eighth| libm::exp10(f64::from(eighth) / 8.0)).collect(),
            Self::Spread => (1..=40).map(|eighth| f64::from(eighth) / 8.0).collect(),
        }
    }
}

impl Sweep {
    /// Prepares the sweep; nothing is computed yet.
    pub fn new(params: Params) -> Self {
        let chosen = params.conversion.format;
        let added = (!FORMATS.contains(&chosen)).then_some(chosen);
        let curve = |format| Curve { format, sqnr_db: Vec::new() };
        let curves = FORMATS.into_iter().chain(added).map(curve).collect();
        let params = Params { input: params.input.first(SAMPLE), ..params };
        Self { places: params.against.places(), curves, exact: Vec::new(), params }
    }

    /// Comes to the next place; once finished, does nothing.
    pub fn step(&mut self) -> Progress {
        if let Some(place) = self.places.get(self.done()).copied() {
            let tensor = self.tensor(place);
            for curve in &mut self.curves {
                let ratio = ratio(&self.params, curve.format, &tensor);
                curve.sqnr_db.push(ratio);
            }
        }
        let (done, total) = (self.done() as u64, self.places.len() as u64);
        Progress { done, total, phase: if done == total { Phase::Finished } else { Phase::Rounding } }
    }

    /// What was found; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        let is_finished = self.done() == self.places.len();
        is_finished.then(|| Outcome {
            against: self.params.against,
            places: self.places.clone(),
            curves: self.curves.clone(),
            count: u32::try_from(self.params.input.count()).unwrap_or(u32::MAX),
        })
    }

    fn done(&self) -> usize {
        self.curves.first().map_or(0, |curve| curve.sqnr_db.len())
    }

    /// The sample at one place.
    fn tensor(&mut self, place: f64) -> Tensor {
        let mut input = self.params.input.clone();
        match (self.params.against, &mut input) {
            (Against::Size, _) => {
                if self.exact.is_empty() {
                    self.exact = input.open().collect();
                }
                input = Input::Data(self.exact.iter().map(|value| value * place).collect());
            }
            (Against::Strength, Input::Outlier { strength, .. }) => *strength = place,
            (Against::Spread, Input::LogNormal { spread, .. }) => *spread = place,
            (Against::Strength | Against::Spread, _) => {}
        }
        Tensor::of(input)
    }
}

/// Runs the sweep to its end.
pub fn run(params: Params) -> Outcome {
    let mut sweep = Sweep::new(params);
    loop {
        sweep.step();
        if let Some(outcome) = sweep.outcome() {
            return outcome;
        }
    }
}

fn ratio(params: &Params, format: FormatId, tensor: &Tensor) -> f64 {
    let metrics = if format == FormatId::Fp32 { tensor.loss } else { metrics(params, format, tensor) };
    if metrics.measured == metrics.count && metrics.sqnr_db.is_finite() { metrics.sqnr_db } else { f64::NAN }
}

fn metrics(params: &Params, format: FormatId, tensor: &Tensor) -> Metrics {
    let conversion = Conversion { format, ..params.conversion };
    let mut peaks = Peaks::new(params.recipe, tensor.count());
    peaks.add(0, &tensor.fp32);
    let rounded = peaks.scales(format).round_trip(conversion, 0, &tensor.fp32, &mut Stream::new(params.words));
    let mut comparison = Comparison::default();
    for (exact, result) in tensor.exact.iter().zip(rounded.results) {
        comparison.add(*exact, f64::from(result), Range::Within);
    }
    comparison.metrics()
}

#[cfg(test)]
mod tests {
    use super::{Against, Curve, FORMATS, Outcome, Params, Sweep, run};
    use crate::experiments::inputs::Input;
    use crate::numerics::blocks::{Recipe, Scaling};
    use crate::numerics::formats::FormatId;
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    fn params(input: Input, against: Against, scaling: Scaling) -> Params {
        let conversion =
            Conversion { format: FormatId::E4m3, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
        Params { input, against, conversion, recipe: Recipe::published(scaling, 256), words: 1 }
    }

    fn curve(outcome: &Outcome, format: FormatId) -> &[f64] {
        let found = outcome.curves.iter().find(|curve| curve.format == format);
        found.map_or(&[], |Curve { sqnr_db, .. }| sqnr_db)
    }

    fn normal() -> Input {
        Input::Normal { count: 1 << 20, sigma: 1.0, seed: 4 }
    }

    /// A factor of two moves every value to the next binade: within a format's normal range nothing else changes. FP16 has
    /// normal numbers down to `2^-14`, so at `2^-4` 99.9 % of the values are normal. E4M3 (largest 240) loses values beyond
    /// `248 = 4σ` at `2^6`.
    #[test]
    fn a_format_shows_its_range() {
        let outcome = run(params(normal(), Against::Size, Scaling::None));
        assert_eq!((outcome.places.len(), outcome.count, outcome.curves.len()), (41, 4096, FORMATS.len() + 1));
        let fp16 = curve(&outcome, FormatId::Fp16);
        assert!((fp16[20] - fp16[16]).abs() < 0.1 && (72.0..75.0).contains(&fp16[20]), "{fp16:?}");
        assert!(fp16[0] < 40.0, "below 2^-20 FP16 has hardly any steps left: {fp16:?}");
        let e4m3 = curve(&outcome, FormatId::E4m3);
        assert!(e4m3[20].is_finite() && e4m3[27].is_nan() && e4m3[40].is_nan(), "{e4m3:?}");
        let bf16 = curve(&outcome, FormatId::Bf16);
        assert!(bf16.iter().all(|ratio| (ratio - bf16[0]).abs() < 1e-9), "{bf16:?}");
    }

    /// One scale for the tensor undoes a factor of two exactly.
    #[test]
    fn a_scale_undoes_the_size() {
        let outcome = run(params(normal(), Against::Size, Scaling::Tensor));
        for format in [FormatId::E4m3fn, FormatId::E2m1fn, FormatId::E5m2] {
            let ratios = curve(&outcome, format);
            assert!(ratios.iter().all(|ratio| (ratio - ratios[20]).abs() < 1e-9), "{format:?}: {ratios:?}");
        }
    }

    #[test]
    fn outliers_and_spread_cost_the_narrow_formats_most() {
        let outlier =
            Input::Outlier { count: 4096, sigma: 1.0, strength: 1.0, columns: 256, channels: 64, outliers: 1, seed: 2 };
        let spread = Input::LogNormal { count: 4096, sigma: 1.0, spread: 1.0, seed: 2 };
        for (input, against) in [(outlier, Against::Strength), (spread, Against::Spread)] {
            let outcome = run(params(input, against, Scaling::Tensor));
            // With outliers beyond measure the rest weighs nothing: the worst lies on the way.
            let lost = |format| {
                let ratios = curve(&outcome, format);
                ratios[2] - ratios.iter().fold(f64::INFINITY, |worst, ratio| worst.min(*ratio))
            };
            assert!(lost(FormatId::Bf16).abs() < 1.5 && 3.0 < lost(FormatId::E2m1fn), "{against:?}: {outcome:?}");
        }
    }

    #[test]
    fn progress_rises_to_its_total() {
        let mut sweep = Sweep::new(params(normal(), Against::Spread, Scaling::None));
        for done in 1..=40 {
            assert!(sweep.outcome().is_none());
            let progress = sweep.step();
            assert_eq!((progress.done, progress.total), (done, 40));
        }
        assert!(sweep.outcome().is_some());
        assert_eq!(sweep.step().done, 40);
    }
}
