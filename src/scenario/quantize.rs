//! What the reader may change in `#/quantize`.

use crate::experiments::inputs::Input;
use crate::experiments::quantization::Params;
use crate::experiments::{published, sweep};
use crate::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling};
use crate::numerics::formats::FormatId;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::scenario::own_format::{OwnFormat, Pick, Rules};

/// Channels of the outlier tensor: outliers in transformers sit in a few fixed channels of many, so the input imitates that.
pub const CHANNELS: u32 = 64;

/// Most numbers a reader may bring.
pub const MOST_NUMBERS: usize = 65_536;

/// Most values in a row of the matrix.
pub const MOST_COLUMNS: u32 = 65_536;

/// Largest magnitude of a number that a reader brings: the tensor is held in FP32, so what FP32 cannot hold is refused at the door.
pub const LARGEST_NUMBER: f64 = 3e38;

/// Added to the reader's seed for the words of stochastic rounding: seeds of numbers are below `2^32`, so no tensor is ever rounded
/// by the stream that it was drawn from.
const WORDS: u64 = 1 << 32;

/// Where the numbers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Normal numbers.
    Normal,
    /// Uniform numbers.
    Uniform,
    /// Numbers whose logarithm is normal.
    LogNormal,
    /// Student's t: heavy tails.
    Student,
    /// Normal numbers with a few much larger channels.
    Outlier,
    /// The reader's own.
    Data,
}

closed_words!(Origin {
    Normal = "normal",
    Uniform = "uniform",
    LogNormal = "lognormal",
    Student = "student",
    Outlier = "outlier",
    Data = "data",
});

/// What the sweep runs through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sweep {
    /// The size of the reader's numbers.
    Size,
    /// The strength of outlier channels.
    Strength,
    /// The spread of log-normal numbers.
    Spread,
}

closed_words!(Sweep { Size = "size", Strength = "strength", Spread = "spread" });

/// The settings of the experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantize {
    /// Where the numbers come from.
    pub origin: Origin,
    /// How many random numbers.
    pub count: u32,
    /// Values in a row of the matrix.
    pub columns: u32,
    /// The size of the random numbers: standard deviation; median if log-normal; factor on Student's t.
    pub sigma: f64,
    /// Standard deviation of the logarithm of log-normal numbers.
    pub spread: f64,
    /// Degrees of freedom of Student's t.
    pub freedom: f64,
    /// What outlier channels are multiplied by.
    pub strength: f64,
    /// How many of the [`CHANNELS`] are outliers.
    pub outliers: u32,
    /// Seed of the stream.
    pub seed: u32,
    /// The format: one of the table, or the reader's own.
    pub format: Pick,
    /// The reader's own format, whether it is in use or not.
    pub own: OwnFormat,
    /// Which values share a scale.
    pub scaling: Scaling,
    /// How scales are stored, where there is a choice.
    pub scales: ScaleFormat,
    /// How the scales of MX blocks are found.
    pub rule: ScaleRule,
    /// Which neighbour a value becomes.
    pub rounding: Rounding,
    /// What becomes of a value beyond the largest.
    pub overflow: Overflow,
    /// What the sweep runs through.
    pub sweep: Sweep,
    /// The reader's own numbers.
    pub data: Vec<f64>,
}

impl Default for Quantize {
    fn default() -> Self {
        Self {
            origin: Origin::Normal,
            count: 65_536,
            columns: 256,
            sigma: 1.0,
            spread: 1.0,
            freedom: 3.0,
            strength: 100.0,
            outliers: 1,
            seed: 1,
            format: Pick::Named(FormatId::E4m3fn),
            own: OwnFormat { exponent: 3, mantissa: 4, rules: Rules::Finite },
            scaling: Scaling::None,
            scales: ScaleFormat::F32,
            rule: ScaleRule::Floor,
            rounding: Rounding::NearestEven,
            overflow: Overflow::Saturate,
            sweep: Sweep::Size,
            data: Vec::new(),
        }
    }
}

impl Quantize {
    /// The experiment these settings ask for.
    pub fn params(&self) -> Params {
        Params {
            input: self.input(self.origin),
            conversion: self.conversion(),
            recipe: self.recipe(),
            words: self.words(),
        }
    }

    /// The sweep these settings ask for, over numbers as they are now, with outliers, or log-normal ones.
    pub fn sweep(&self) -> sweep::Params {
        let (against, origin) = match self.sweep {
            Sweep::Size => (sweep::Against::Size, self.origin),
            Sweep::Strength => (sweep::Against::Strength, Origin::Outlier),
            Sweep::Spread => (sweep::Against::Spread, Origin::LogNormal),
        };
        // What the sweep itself varies does not count.
        let varied = Self { strength: 1.0, spread: 1.0, ..Self::default() };
        let input = match self.sweep {
            Sweep::Size => self.input(origin),
            Sweep::Strength | Sweep::Spread => {
                let (columns, sigma, outliers, seed) = (self.columns, self.sigma, self.outliers, self.seed);
                Self { columns, sigma, outliers, seed, ..varied }.input(origin)
            }
        };
        let (conversion, recipe, words) = (self.conversion(), self.recipe(), self.words());
        sweep::Params { input: input.first(sweep::SAMPLE), against, conversion, recipe, words }
    }

    /// The comparison with figures that others give.
    pub fn published(&self) -> published::Params {
        published::Params { seed: u64::from(self.seed) }
    }

    /// Takes the reader's own numbers; a matrix of two columns or more settles the columns too.
    pub fn bring(&mut self, numbers: Vec<f64>, columns: usize) {
        if let Ok(columns @ 2..=MOST_COLUMNS) = u32::try_from(columns) {
            self.columns = columns;
        }
        self.data = numbers;
    }

    /// The format in use.
    pub fn format(&self) -> FormatId {
        self.format.format(self.own)
    }

    /// Format, rounding and overflow mode.
    pub fn conversion(&self) -> Conversion {
        Conversion { format: self.format(), rounding: self.rounding, overflow: self.overflow }
    }

    /// The scaling, with everything that it settles set to its one form.
    pub fn recipe(&self) -> Recipe {
        let (scaling, scale_format, rule, columns) = (self.scaling, self.scales, self.rule, self.columns);
        Recipe { scaling, scale_format, rule, columns }.normal()
    }

    /// Seed of the words of stochastic rounding; 0 where no words are taken.
    fn words(&self) -> u64 {
        match self.rounding {
            Rounding::Stochastic => WORDS + u64::from(self.seed),
            Rounding::NearestEven | Rounding::TowardZero | Rounding::Up | Rounding::Down => 0,
        }
    }

    fn input(&self, origin: Origin) -> Input {
        let (count, sigma, seed) = (self.count, self.sigma, u64::from(self.seed));
        match origin {
            Origin::Normal => Input::Normal { count, sigma, seed },
            Origin::Uniform => Input::Uniform { count, sigma, seed },
            Origin::LogNormal => Input::LogNormal { count, sigma, spread: self.spread, seed },
            Origin::Student => Input::StudentT { count, sigma, freedom: self.freedom, seed },
            Origin::Outlier => {
                let (strength, columns, outliers) = (self.strength, self.columns, self.outliers);
                Input::Outlier { count, sigma, strength, columns, channels: CHANNELS, outliers, seed }
            }
            Origin::Data => Input::Data(self.data.clone()),
        }
    }
}
