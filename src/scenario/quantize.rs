//! What the reader may change in `#/quantize`.

use crate::experiments::inputs::Input;
use crate::experiments::quantization::Params;
use crate::numerics::blocks::Scaling;
use crate::numerics::formats::FormatId;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};

/// Channels of the outlier tensor: outliers in transformers sit in a few fixed channels of many, so the input imitates that.
pub const CHANNELS: u32 = 64;

/// Most numbers a reader may paste.
pub const MOST_NUMBERS: usize = 65_536;

/// Largest magnitude of a pasted number: the tensor is held in FP32, so what FP32 cannot hold is refused at the door.
pub const LARGEST_NUMBER: f64 = 3e38;

/// Where the numbers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Normal numbers.
    Normal,
    /// Normal numbers with a few much larger channels.
    Outlier,
    /// The reader's own.
    Data,
}

closed_words!(Origin { Normal = "normal", Outlier = "outlier", Data = "data" });

/// The settings of the experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantize {
    /// Where the numbers come from.
    pub origin: Origin,
    /// How many random numbers.
    pub count: u32,
    /// Standard deviation of the random numbers.
    pub sigma: f64,
    /// What outlier channels are multiplied by.
    pub strength: f64,
    /// How many of the [`CHANNELS`] are outliers.
    pub outliers: u32,
    /// Seed of the stream.
    pub seed: u32,
    /// Format, rounding and overflow mode.
    pub conversion: Conversion,
    /// What is divided out first.
    pub scaling: Scaling,
    /// The reader's own numbers.
    pub data: Vec<f64>,
}

impl Default for Quantize {
    fn default() -> Self {
        let conversion =
            Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
        Self {
            origin: Origin::Normal,
            count: 65_536,
            sigma: 1.0,
            strength: 100.0,
            outliers: 1,
            seed: 1,
            conversion,
            scaling: Scaling::None,
            data: Vec::new(),
        }
    }
}

impl Quantize {
    /// The experiment these settings ask for.
    pub fn params(&self) -> Params {
        let (count, sigma, seed) = (self.count, self.sigma, u64::from(self.seed));
        let input = match self.origin {
            Origin::Normal => Input::Normal { count, sigma, seed },
            Origin::Outlier => {
                let (strength, outliers) = (self.strength, self.outliers);
                Input::Outlier { count, sigma, strength, channels: CHANNELS, outliers, seed }
            }
            Origin::Data => Input::Data(self.data.clone()),
        };
        Params { input, conversion: self.conversion, scaling: self.scaling }
    }
}
