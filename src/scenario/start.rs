//! What the reader may change in `#/`: how both figures of the headline are counted.

use crate::economy::puzzle::fleet_ratio;

/// How the two figures of the headline are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// As printed: one in FP32, one in FP16.
    Printed,
    /// Both in FP16.
    Fp16,
    /// Both in FP32.
    Fp32,
}

closed_words!(Count { Printed = "printed", Fp16 = "fp16", Fp32 = "fp32" });

/// The settings of the headline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// How both figures are counted.
    pub count: Count,
    /// Assumption: operations a chip does in FP16 for each one in FP32.
    pub ratio: f64,
}

impl Default for Start {
    /// The ratio of the one fleet that is known in both precisions, to a tenth: 394.9 ÷ 75.4 gives 5.2.
    fn default() -> Self {
        Self { count: Count::Printed, ratio: libm::round(fleet_ratio().get() * 10.0) / 10.0 }
    }
}
