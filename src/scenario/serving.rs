//! What the reader may change in the calculators of `#/bandwidth`: a model, a chip, how the one is stored and served on the other.
//!
//! Every number here is an assumption. The reasons for the defaults, which the remarks beside the knobs repeat:
//! latent attention keeps a few per cent of full attention's keys and values, grouped queries up to a quarter; serving programs leave
//! about a tenth of the memory to everything else; a step that only reads reaches most of the bandwidth, and one that only multiplies
//! about half the peak; DeepSeek-V3 sends a token to eight routed experts and a shared one, over links of 50 GB/s (arXiv 2505.09343).

use crate::economy::facts::machine_names::{chip_of, model_of};
use crate::economy::serving::Serving;
use crate::economy::serving::bounds::Case;
use crate::economy::serving::storage::Storage;
use crate::economy::serving::width::Width;
use crate::units::Share;
use crate::units::data::BytesPerSecond;

/// What is drawn of every chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Chips needed.
    Chips,
    /// Tokens a second of a chip by its memory bandwidth.
    Bandwidth,
    /// Tokens a second of a chip by its arithmetic.
    Arithmetic,
    /// How many times the tokens a second of BF16.
    Gain,
}

/// The settings of the calculators.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Served {
    /// The name of the model in a link.
    pub model: &'static str,
    /// The name of the chip in a link.
    pub chip: &'static str,
    /// How the weights are stored.
    pub stored: Storage,
    /// The numbers of the context.
    pub cached: Width,
    /// The share of full attention's keys and values that is kept.
    pub kept: f64,
    /// Tokens of context in each sequence.
    pub context: u32,
    /// Sequences in a step.
    pub sequences: u32,
    /// The share of a chip's memory that may be filled.
    pub usable: f64,
    /// The share of the peak bandwidth that is reached.
    pub bandwidth_reached: f64,
    /// The share of the peak rate that is reached.
    pub peak_reached: f64,
    /// What a chip can send, GB/s.
    pub link: f64,
    /// Experts that a token is sent to.
    pub experts: f64,
    /// The numbers sent to them.
    pub dispatch: Width,
    /// The share of a training step that products take.
    pub gemm: f64,
    /// What is drawn of every chip.
    pub chart: Chart,
}

impl Default for Served {
    fn default() -> Self {
        Self {
            model: "deepseek-v3-1",
            chip: "h800-sxm",
            stored: Storage::Fp8Ue8m0,
            cached: Width::Sixteen,
            kept: 0.04,
            context: 4096,
            sequences: 64,
            usable: 0.9,
            bandwidth_reached: 0.7,
            peak_reached: 0.5,
            link: 50.0,
            experts: 9.0,
            dispatch: Width::Eight,
            gemm: 0.7,
            chart: Chart::Chips,
        }
    }
}

impl Served {
    /// How the model is served, in the model's types.
    pub fn serving(&self) -> Serving {
        Serving {
            context: f64::from(self.context),
            sequences: f64::from(self.sequences),
            cached: self.cached,
            kept: Share::clamped(self.kept),
            usable: Share::clamped(self.usable),
            bandwidth_reached: Share::clamped(self.bandwidth_reached),
            peak_reached: Share::clamped(self.peak_reached),
            link: BytesPerSecond::from_gigabytes(self.link),
            experts: self.experts,
            dispatch: self.dispatch,
        }
    }

    /// The case that the reader has set; `None` for names that no table has, which no link can set.
    pub fn case(&self) -> Option<Case> {
        let (model, chip) = (model_of(self.model)?, chip_of(self.chip)?);
        Some(Case { model, chip, storage: self.stored, serving: self.serving() })
    }

    /// The storage of the column of eight bits: the reader's, if it has eight, otherwise DeepSeek-V3.1's.
    pub fn eight_bits(&self) -> Storage {
        match self.stored {
            Storage::Fp8 | Storage::Fp8Ue8m0 | Storage::Mxfp8 => self.stored,
            Storage::Fp32 | Storage::Bf16 | Storage::Mxfp4 | Storage::Nvfp4 => Storage::Fp8Ue8m0,
        }
    }

    /// The storage of the column of four bits: the reader's, if it has four, otherwise MXFP4.
    pub fn four_bits(&self) -> Storage {
        match self.stored {
            Storage::Mxfp4 | Storage::Nvfp4 => self.stored,
            Storage::Fp32 | Storage::Bf16 | Storage::Fp8 | Storage::Fp8Ue8m0 | Storage::Mxfp8 => Storage::Mxfp4,
        }
    }
}

closed_words!(Storage {
    Fp32 = "fp32",
    Bf16 = "bf16",
    Fp8 = "fp8",
    Fp8Ue8m0 = "fp8-ue8m0",
    Mxfp8 = "mxfp8",
    Mxfp4 = "mxfp4",
    Nvfp4 = "nvfp4",
});
closed_words!(Width { Sixteen = "bf16", Eight = "fp8" });
closed_words!(Chart { Chips = "chips", Bandwidth = "bandwidth", Arithmetic = "arithmetic", Gain = "gain" });

#[cfg(test)]
mod tests {
    use super::Served;
    use crate::economy::serving::Serving;

    #[test]
    fn the_defaults_are_rows_of_the_tables_and_those_of_the_model() {
        assert!(Served::default().case().is_some());
        assert_eq!(Served::default().serving(), Serving::default());
    }
}
