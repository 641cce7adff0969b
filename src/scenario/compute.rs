//! What the reader may change in `#/compute`: which counts are drawn, and how they go on.

use crate::economy::facts::named::INTELLIGENT_GROWTH_PERCENT;
use crate::scenario::chips::Chips;

/// The precision of the counts drawn. One at a time: counts of two precisions never share a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Operations a second in FP16.
    Fp16,
    /// Operations a second in FP32.
    Fp32,
}

/// Who counts, and what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Computing centres in use (ministry and data administration).
    Infrastructure,
    /// Servers shipped over about six years (CAICT).
    Device,
    /// Market estimates from server shipments (IDC and Inspur).
    Market,
    /// Nvidia chips owned in China, a model estimate (Epoch AI).
    Fleet,
}

/// Which series goes on into the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    /// Intelligent (AI) compute.
    Intelligent,
    /// All compute.
    Total,
}

/// How the vertical axis is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divide {
    /// Equal steps add.
    Linear,
    /// Equal steps multiply: constant growth is a straight line.
    Log,
}

/// The settings of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compute {
    /// The precision drawn.
    pub basis: Basis,
    /// The way of counting drawn.
    pub scope: Scope,
    /// The series projected.
    pub track: Track,
    /// Growth per year of the projection: 0.4 is 40 % a year.
    pub growth: f64,
    /// Last year of the projection.
    pub until: u32,
    /// The vertical axis.
    pub divide: Divide,
    /// The section about chips.
    pub chips: Chips,
}

impl Default for Compute {
    fn default() -> Self {
        Self {
            basis: Basis::Fp16,
            scope: Scope::Infrastructure,
            track: Track::Intelligent,
            growth: INTELLIGENT_GROWTH_PERCENT.low / 100.0,
            until: 2030,
            divide: Divide::Linear,
            chips: Chips::default(),
        }
    }
}

closed_words!(Basis { Fp16 = "fp16", Fp32 = "fp32" });
closed_words!(Scope { Infrastructure = "infrastructure", Device = "device", Market = "market", Fleet = "fleet" });
closed_words!(Track { Intelligent = "intelligent", Total = "total" });
closed_words!(Divide { Linear = "linear", Log = "log" });
