//! Figures that others give for a Gaussian tensor, computed again here: the same recipe, our own random numbers.
//!
//! Every line rounds the same `2^20` standard normal numbers, in rows of 4096, to nearest and saturating. The standard error of a
//! ratio is small: the noise power of `2^20` draws varies by 0.25 %, which is 0.01 dB.

use std::sync::Arc;

use crate::experiments::inputs::Input;
use crate::experiments::quantization::STEP;
use crate::experiments::tensor::{Drawing, Memory, Tensor};
use crate::experiments::{Phase, Progress};
use crate::numerics::blocks::scales::{Peaks, Scales};
use crate::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling};
use crate::numerics::formats::FormatId;
use crate::numerics::metrics::{Comparison, Range};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use serde::{Deserialize, Serialize};

/// How many numbers are rounded.
pub const COUNT: u32 = 1 << 20;

/// Values in a row.
const COLUMNS: u32 = 4096;

/// One figure: how it is computed, what others found, and who says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its stable name.
    pub key: &'static str,
    /// The format of the elements.
    pub format: FormatId,
    /// The scaling.
    pub recipe: Recipe,
    /// The ratio that others give, dB, to one decimal.
    pub given_db: f64,
    /// Who gives it.
    pub source: Source,
}

/// Who gives a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Kuzmin et al., "FP8 Quantization: The Power of the Exponent", arXiv 2208.09225.
    Kuzmin,
    /// The reference run of this project with `NumPy` and `ml_dtypes`: no paper that prints the figure is known to us.
    Reference,
}

/// The lines, coarse scales first.
pub static LINES: [Line; 10] = [
    line("e4m3fn_tensor", FormatId::E4m3fn, f32_scales(Scaling::Tensor), 31.6, Source::Kuzmin),
    line("e5m2_tensor", FormatId::E5m2, f32_scales(Scaling::Tensor), 25.6, Source::Kuzmin),
    line("e3m4_tensor", FormatId::E3m4, f32_scales(Scaling::Tensor), 37.6, Source::Kuzmin),
    line("e4m3fn_tile128", FormatId::E4m3fn, f32_scales(Scaling::Tile128), 31.8, Source::Reference),
    line("e4m3fn_tile128_ue8m0", FormatId::E4m3fn, powers(Scaling::Tile128, ScaleRule::Rceil), 31.5, Source::Reference),
    line("mxfp8_floor", FormatId::E4m3fn, powers(Scaling::Mx32, ScaleRule::Floor), 30.6, Source::Reference),
    line("mxfp8_rceil", FormatId::E4m3fn, powers(Scaling::Mx32, ScaleRule::Rceil), 31.5, Source::Reference),
    line("mxfp6_floor", FormatId::E2m3fn, powers(Scaling::Mx32, ScaleRule::Floor), 30.9, Source::Reference),
    line("mxfp4_floor", FormatId::E2m1fn, powers(Scaling::Mx32, ScaleRule::Floor), 18.8, Source::Reference),
    line("nvfp4", FormatId::E2m1fn, Recipe::published(Scaling::Nvfp4, COLUMNS), 20.4, Source::Reference),
];

const fn line(key: &'static str, format: FormatId, recipe: Recipe, given_db: f64, source: Source) -> Line {
    Line { key, format, recipe, given_db, source }
}

const fn f32_scales(scaling: Scaling) -> Recipe {
    Recipe::published(scaling, COLUMNS)
}

const fn powers(scaling: Scaling, rule: ScaleRule) -> Recipe {
    Recipe { scaling, scale_format: ScaleFormat::E8m0, rule, columns: COLUMNS }
}

/// What is to be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Params {
    /// Seed of the numbers.
    pub seed: u64,
}

/// Our ratios in dB, in the order of [`LINES`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Seed of the numbers.
    pub seed: u64,
    /// The ratios.
    pub ours_db: Vec<f64>,
}

/// The computation under way.
#[derive(Clone, Debug)]
pub struct Comparing {
    seed: u64,
    drawing: Drawing,
    drawn: Option<Arc<Tensor>>,
    /// The line that is being computed, so far.
    line: Option<(Scales, Comparison)>,
    /// How many values of this pass are done.
    done: usize,
    ours_db: Vec<f64>,
}

impl Comparing {
    /// Prepares the computation; nothing is computed yet.
    pub fn new(params: Params) -> Self {
        let drawing = Drawing::new(Input::Normal { count: COUNT, sigma: 1.0, seed: params.seed }, &Memory::default());
        Self { seed: params.seed, drawing, drawn: None, line: None, done: 0, ours_db: Vec::new() }
    }

    /// Handles the next values of the present line; once finished, does nothing.
    pub fn step(&mut self) -> Progress {
        match self.drawn.clone() {
            None => self.draw(),
            Some(tensor) => self.round(&tensor),
        }
        let passes = LINES.len() as u64 + 1;
        let passed = self.ours_db.len() as u64 + u64::from(self.drawn.is_some());
        let phase = match (&self.drawn, passed == passes) {
            (_, true) => Phase::Finished,
            (Some(_), false) => Phase::Rounding,
            (None, false) => Phase::Generating,
        };
        Progress { done: passed * u64::from(COUNT) + self.done as u64, total: passes * u64::from(COUNT), phase }
    }

    /// Our ratios; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        (self.ours_db.len() == LINES.len()).then(|| Outcome { seed: self.seed, ours_db: self.ours_db.clone() })
    }

    fn draw(&mut self) {
        self.drawing.draw(STEP);
        self.done += STEP;
        if self.done == size(COUNT) {
            let nothing = Drawing::new(Input::Data(Vec::new()), &Memory::default());
            self.drawn = Some(Arc::new(core::mem::replace(&mut self.drawing, nothing).finish()));
            self.done = 0;
        }
    }

    fn round(&mut self, tensor: &Tensor) {
        let Some(wanted) = LINES.get(self.ours_db.len()) else { return };
        let conversion =
            Conversion { format: wanted.format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
        let (scales, comparison) = self.line.get_or_insert_with(|| {
            let mut peaks = Peaks::new(wanted.recipe, tensor.count());
            peaks.add(0, &tensor.fp32);
            (peaks.scales(wanted.format), Comparison::default())
        });
        let places = self.done..(self.done + STEP).min(tensor.count());
        self.done = places.end;
        let rounded = scales.round_trip(conversion, places.start, &tensor.fp32[places.clone()], &mut Stream::new(0));
        for (exact, result) in tensor.exact[places].iter().zip(rounded.results) {
            comparison.add(*exact, f64::from(result), Range::Within);
        }
        if self.done == tensor.count() {
            self.ours_db.push(comparison.metrics().sqnr_db);
            self.line = None;
            self.done = 0;
        }
    }
}

/// Runs the computation to its end.
pub fn run(params: Params) -> Outcome {
    let mut comparing = Comparing::new(params);
    loop {
        comparing.step();
        if let Some(outcome) = comparing.outcome() {
            return outcome;
        }
    }
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
