//! What the reader may change under the chips of `#/compute`: which are listed and drawn, and what a fleet is made of.

use crate::economy::chips::Rate;
use crate::economy::facts::named::{
    DOMESTIC_MODELS, DOMESTIC_MODELS_WITH_FP8, FOREIGN_MODELS, FOREIGN_MODELS_WITH_FP8,
};

/// Which chips by their origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// All.
    All,
    /// Designed in China.
    Domestic,
    /// Designed elsewhere.
    Imported,
}

/// Which chips by FP8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eights {
    /// All.
    All,
    /// Shipped with FP8 units.
    Yes,
    /// Without.
    No,
    /// Announced with FP8 units.
    Announced,
    /// Reported with FP8, no rate published.
    Unpublished,
}

/// Which chips by whether they can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All.
    All,
    /// Shipped or in service.
    Shipped,
    /// Announced.
    Announced,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By maker, as in the table of facts.
    Vendor,
    /// The newest first.
    Launch,
    /// The highest FP32 rate first.
    Fp32,
    /// The highest FP16 rate first.
    Fp16,
    /// The highest FP8 rate first.
    Fp8,
    /// The highest FP4 rate first.
    Fp4,
    /// The most memory first.
    Memory,
    /// The widest memory first.
    Bandwidth,
    /// The highest power first.
    Power,
    /// The highest FP16 rate for each FP32 first.
    Fp16PerFp32,
    /// The highest FP8 rate for each FP16 first.
    Fp8PerFp16,
}

/// The precision of the frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peak {
    /// FP32, vector.
    Fp32,
    /// FP16.
    Fp16,
    /// FP8.
    Fp8,
    /// FP4.
    Fp4,
}

/// What the frontier sets against what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frontier {
    /// TFLOPS for each W against the date of launch.
    Watt,
    /// Peak against memory bandwidth.
    Bandwidth,
}

/// The settings of the chips.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chips {
    /// Which by origin.
    pub made: Made,
    /// Which by FP8.
    pub eights: Eights,
    /// Which by status.
    pub status: Status,
    /// In which order.
    pub sort: Sort,
    /// The precision of the frontier.
    pub peak: Peak,
    /// What the frontier shows.
    pub frontier: Frontier,
    /// Share of a fleet that is designed in China; our guess.
    pub domestic: f64,
    /// Share of the domestic chips with FP8 units; by default that of the shipped models.
    pub fp8_domestic: f64,
    /// Share of the imported chips with FP8 units; by default that of the shipped models.
    pub fp8_imported: f64,
}

impl Default for Chips {
    fn default() -> Self {
        Self {
            made: Made::All,
            eights: Eights::All,
            status: Status::All,
            sort: Sort::Vendor,
            peak: Peak::Fp16,
            frontier: Frontier::Watt,
            domestic: 0.5,
            fp8_domestic: share_of_models(DOMESTIC_MODELS_WITH_FP8, DOMESTIC_MODELS),
            fp8_imported: share_of_models(FOREIGN_MODELS_WITH_FP8, FOREIGN_MODELS),
        }
    }
}

/// The share of shipped models with FP8 units, in whole per cent: 1 of 16 is 6 %, 15 of 19 is 79 %.
fn share_of_models(with: u32, all: u32) -> f64 {
    if all == 0 { 0.0 } else { libm::round(f64::from(with) / f64::from(all) * 100.0) / 100.0 }
}

impl Peak {
    /// The column of the table.
    pub fn rate(self) -> Rate {
        match self {
            Self::Fp32 => Rate::Fp32,
            Self::Fp16 => Rate::Fp16,
            Self::Fp8 => Rate::Fp8,
            Self::Fp4 => Rate::Fp4,
        }
    }
}

closed_words!(Made { All = "all", Domestic = "domestic", Imported = "imported" });
closed_words!(Eights { All = "all", Yes = "yes", No = "no", Announced = "announced", Unpublished = "unpublished" });
closed_words!(Status { All = "all", Shipped = "shipped", Announced = "announced" });
closed_words!(Sort {
    Vendor = "vendor",
    Launch = "launch",
    Fp32 = "fp32",
    Fp16 = "fp16",
    Fp8 = "fp8",
    Fp4 = "fp4",
    Memory = "memory",
    Bandwidth = "bandwidth",
    Power = "power",
    Fp16PerFp32 = "fp16-fp32",
    Fp8PerFp16 = "fp8-fp16",
});
closed_words!(Peak { Fp32 = "fp32", Fp16 = "fp16", Fp8 = "fp8", Fp4 = "fp4" });
closed_words!(Frontier { Watt = "watt", Bandwidth = "bandwidth" });

#[cfg(test)]
mod tests {
    use super::Chips;

    #[test]
    fn defaults_come_from_the_table_where_it_has_them() {
        let chips = Chips::default();
        assert!((chips.fp8_domestic - 0.06).abs() < 1e-12, "{chips:?}");
        assert!((chips.fp8_imported - 0.79).abs() < 1e-12, "{chips:?}");
    }
}
