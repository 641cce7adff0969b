//! Chips and the models that run on them (`chips.csv`, `models.csv`).
//!
//! Units stand in the field names. Rates are peak and DENSE, never with structured sparsity; `None` means that the chip
//! does not support the format, except where `value_not_found` names it.

use std::borrow::Cow;

use crate::economy::facts::fact::{Fact, Table, id};
use crate::economy::facts::printed::{Printed, SourceType};
use crate::units::Watts;

/// One accelerator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chip {
    /// Who makes it.
    pub vendor: &'static str,
    /// Its name.
    pub name: &'static str,
    /// When it was launched, as printed (`2025-06`, `2026-Q1`); empty if not found.
    pub launch: &'static str,
    /// Shipped, announced or in service, in words.
    pub status: &'static str,
    /// Designed in China or not.
    pub origin: Origin,
    /// FP64, vector.
    pub fp64_tflops: Option<Printed>,
    /// FP32, the ordinary vector rate.
    pub fp32_tflops: Option<Printed>,
    /// TF32, matrix.
    pub tf32_tflops: Option<Printed>,
    /// FP16 or BF16, matrix where one exists.
    pub fp16_tflops: Option<Printed>,
    /// FP8, matrix.
    pub fp8_tflops: Option<Printed>,
    /// FP4, matrix.
    pub fp4_tflops: Option<Printed>,
    /// Memory in GB.
    pub memory_gb: Option<Printed>,
    /// Memory bandwidth in GB/s.
    pub bandwidth_gb_per_s: Option<Printed>,
    /// Power in W.
    pub tdp_w: Option<Printed>,
    /// The formats its units compute in, separated by spaces.
    pub native_formats: &'static str,
    /// Which cells are empty because the value was not found.
    pub value_not_found: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page; empty if none was found.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// Where a chip was designed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In China.
    Domestic,
    /// Elsewhere.
    Foreign,
}

/// One language model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model {
    /// Its name.
    pub name: &'static str,
    /// Who made it.
    pub organisation: &'static str,
    /// Where.
    pub country: &'static str,
    /// When it was released, as printed.
    pub released: &'static str,
    /// All parameters, in billions.
    pub total_params_b: Printed,
    /// Parameters active for one token, in billions.
    pub active_params_b: Option<Printed>,
    /// Layers.
    pub layers: Option<Printed>,
    /// Width of the hidden state.
    pub hidden_size: Option<Printed>,
    /// Tokens of training, in trillions.
    pub training_tokens_t: Option<Printed>,
    /// Precision of training; empty where the maker does not say.
    pub training_precision: &'static str,
    /// Format of the published weights; empty where not known.
    pub weight_format: &'static str,
    /// Training compute in floating-point operations.
    pub training_flop: Option<Printed>,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

pub(super) static CHIPS: &[Chip] = include!(concat!(env!("OUT_DIR"), "/chips.rs"));
pub(super) static MODELS: &[Model] = include!(concat!(env!("OUT_DIR"), "/models.rs"));

/// All chips, in the order of the table.
pub fn chips() -> &'static [Chip] {
    CHIPS
}

/// All models, in the order of the table.
pub fn models() -> &'static [Model] {
    MODELS
}

impl Chip {
    /// Whether the chip has units that compute in FP8; without them FP8 saves memory but no time.
    pub const fn has_fp8_units(&self) -> bool {
        self.fp8_tflops.is_some()
    }

    /// The power as a quantity.
    pub fn power(&self) -> Option<Watts> {
        self.tdp_w.map(|power| Watts::clamped(power.number))
    }
}

impl Chip {
    /// The numbers of the row and its formats as facts.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let row = Fact {
            table: Table::Chips,
            id: id(&[self.vendor, self.name]),
            value: "",
            unit: "",
            as_of: Cow::Borrowed(self.launch),
            what: Cow::Owned(format!("{} {}, {}, {}", self.vendor, self.name, self.origin.label(), self.status)),
            basis: Cow::Borrowed(""),
            source_name: "",
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        };
        let rate = |what, basis, value| row.column(what, "TFLOPS, dense", value).map(|fact| fact.counted_in(basis));
        let numbers = [
            rate("FP64 vector rate", "FP64", self.fp64_tflops),
            rate("FP32 vector rate", "FP32", self.fp32_tflops),
            rate("TF32 matrix rate", "TF32", self.tf32_tflops),
            rate("FP16 or BF16 rate", "FP16", self.fp16_tflops),
            rate("FP8 matrix rate", "FP8", self.fp8_tflops),
            rate("FP4 matrix rate", "FP4", self.fp4_tflops),
            row.column("memory", "GB", self.memory_gb),
            row.column("memory bandwidth", "GB/s", self.bandwidth_gb_per_s),
            row.column("power", "W", self.tdp_w),
            Some(row.words("native formats", "", self.native_formats)),
        ];
        numbers.into_iter().flatten().collect()
    }
}

impl Model {
    /// The numbers of the row and its formats as facts.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let row = Fact {
            table: Table::Models,
            id: id(&[self.name]),
            value: "",
            unit: "",
            as_of: Cow::Borrowed(self.released),
            what: Cow::Owned(format!("{}, {}, {}", self.name, self.organisation, self.country)),
            basis: Cow::Borrowed(""),
            source_name: "",
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        };
        let words = |what, text: &'static str| (!text.is_empty()).then(|| row.words(what, "", text));
        let columns = [
            row.column("parameters", "billion", Some(self.total_params_b)),
            row.column("active parameters", "billion", self.active_params_b),
            row.column("layers", "layers", self.layers),
            row.column("hidden size", "elements", self.hidden_size),
            row.column("training tokens", "trillion", self.training_tokens_t),
            row.column("training compute", "floating-point operations", self.training_flop),
            words("training precision", self.training_precision),
            words("weight format", self.weight_format),
        ];
        columns.into_iter().flatten().collect()
    }
}

impl Origin {
    /// A word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Foreign => "foreign",
        }
    }
}
