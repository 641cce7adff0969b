//! What the reader may change in `#/compute`: which counts are drawn and in which precision, and how they go on.

use crate::economy::assumptions::Assumptions;
use crate::economy::facts::named::INTELLIGENT_GROWTH_PERCENT;
use crate::economy::facts::point_names::NO_POINT;
use crate::economy::facts::printed::Region;
use crate::economy::ratios::{Chips, default_fp8_per_fp16, default_fp16_per_fp32};
use crate::economy::scopes::Counting;
use crate::scenario::chips::Chips as ChipsSettings;

/// The precision of the counts drawn: as published, one at a time, or all converted to one by assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What was published in FP16.
    Fp16,
    /// What was published in FP32.
    Fp32,
    /// What was published in FP64.
    Fp64,
    /// What was published without a precision that anyone knows.
    Unknown,
    /// Everything in FP16; what is not is converted.
    AllFp16,
    /// Everything in FP32; what is not is converted.
    AllFp32,
    /// Everything as its FP8 equivalent, which is always converted.
    Fp8,
}

/// Where the machines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// China.
    China,
    /// The United States.
    Us,
    /// The world.
    World,
}

/// Which series goes on into the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    /// Intelligent (AI) compute.
    Intelligent,
    /// All compute.
    Total,
    /// General-purpose compute.
    General,
    /// Supercomputing.
    Supercomputing,
}

/// How the vertical axis is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divide {
    /// Equal steps add.
    Linear,
    /// Equal steps multiply: constant growth is a straight line.
    Log,
}

/// Whether events are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Marked.
    Shown,
    /// Not marked.
    Hidden,
}

/// The settings of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compute {
    /// The precision drawn.
    pub basis: Basis,
    /// The way of counting drawn.
    pub scope: Counting,
    /// The series projected.
    pub track: Track,
    /// Growth per year of the projection: 0.4 is 40 % a year.
    pub growth: f64,
    /// Last year of the projection.
    pub until: u32,
    /// The vertical axis.
    pub divide: Divide,
    /// The section about chips.
    pub chips: ChipsSettings,
    /// Where the machines stand.
    pub place: Place,
    /// Assumption: operations a chip does in FP16 for each one in FP32.
    pub ratio: f64,
    /// Assumption: operations an FP8 unit does for each one in FP16.
    pub fp8_ratio: f64,
    /// Assumption: the part of the FP16 compute that sits on chips with an FP8 unit.
    pub fp8_share: f64,
    /// The chips whose ratios bound a conversion.
    pub bounds: Chips,
    /// First year drawn.
    pub first: u32,
    /// Last year drawn.
    pub last: u32,
    /// Marks of events.
    pub events: Marks,
    /// The name of the count that the projection starts from; the last one of its track where there is no such count.
    pub start: &'static str,
    /// The name of the point looked at.
    pub point: &'static str,
}

/// The first year that can be drawn; no count is older.
pub const FIRST_YEAR: u32 = 2018;
/// The last year that can be drawn.
pub const LAST_YEAR: u32 = 2040;

impl Default for Compute {
    fn default() -> Self {
        Self {
            basis: Basis::Fp16,
            scope: Counting::Infrastructure,
            track: Track::Intelligent,
            growth: INTELLIGENT_GROWTH_PERCENT.low / 100.0,
            until: 2030,
            divide: Divide::Linear,
            chips: ChipsSettings::default(),
            place: Place::China,
            ratio: default_fp16_per_fp32(),
            fp8_ratio: default_fp8_per_fp16(),
            fp8_share: Assumptions::default().use_of_stock.fp8_fleet_2025.get(),
            bounds: Chips::InChina,
            first: FIRST_YEAR,
            last: LAST_YEAR,
            events: Marks::Shown,
            start: NO_POINT,
            point: NO_POINT,
        }
    }
}

impl Basis {
    /// Whether counts of another precision are drawn as well, converted.
    pub fn converts(self) -> bool {
        match self {
            Self::Fp16 | Self::Fp32 | Self::Fp64 | Self::Unknown => false,
            Self::AllFp16 | Self::AllFp32 | Self::Fp8 => true,
        }
    }
}

impl Place {
    /// The region of the tables.
    pub fn region(self) -> Region {
        match self {
            Self::China => Region::China,
            Self::Us => Region::Us,
            Self::World => Region::World,
        }
    }
}

closed_words!(Basis {
    Fp16 = "fp16",
    Fp32 = "fp32",
    Fp64 = "fp64",
    Unknown = "unknown",
    AllFp16 = "all-fp16",
    AllFp32 = "all-fp32",
    Fp8 = "fp8",
});
closed_words!(Counting {
    Infrastructure = "infrastructure",
    Device = "device",
    Market = "market",
    Fleet = "fleet",
    Hubs = "hubs",
    Clusters = "clusters",
    Installed = "installed",
    Owners = "owners",
    Top500 = "top500",
});
closed_words!(Place { China = "china", Us = "us", World = "world" });
closed_words!(Track {
    Intelligent = "intelligent",
    Total = "total",
    General = "general",
    Supercomputing = "supercomputing",
});
closed_words!(Divide { Linear = "linear", Log = "log" });
closed_words!(Chips { InChina = "china", All = "all" });
closed_words!(Marks { Shown = "shown", Hidden = "hidden" });
