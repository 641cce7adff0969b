//! The national hubs and what connects them (`hubs.csv`, `hubs_network.csv`).
//!
//! Units stand in the field names or in the row. Capacities are provincial or municipal claims without a printed
//! precision; the three electricity prices are of different years and cannot be compared.

use crate::economy::facts::printed::{Printed, SourceType};
use crate::units::compute::Precision;

/// One cluster of a hub.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hub {
    /// The hub it belongs to.
    pub hub: &'static str,
    /// The cluster.
    pub cluster: &'static str,
    /// On which side of "East data, West compute".
    pub side: Side,
    /// The city or cities.
    pub city: &'static str,
    /// Degrees north.
    pub latitude: Printed,
    /// Degrees east.
    pub longitude: Printed,
    /// Price of electricity.
    pub rmb_per_kwh: Option<Printed>,
    /// Where that price comes from.
    pub electricity_note: &'static str,
    /// Target for the power usage effectiveness, in words.
    pub pue_target: &'static str,
    /// Reported power usage effectiveness, in words.
    pub pue_reported: &'static str,
    /// Claimed capacity in `capacity_unit`.
    pub capacity: Option<Printed>,
    /// The unit of the capacity.
    pub capacity_unit: &'static str,
    /// The date of the capacity.
    pub capacity_date: &'static str,
    /// The precision of the capacity.
    pub capacity_precision: Option<Precision>,
    /// Standard racks.
    pub racks: Option<Printed>,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// The two sides of "East data, West compute".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Where the demand is.
    East,
    /// Where the power is.
    West,
}

/// One statement about the network, the racks or the power of the computing centres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HubNetwork {
    /// What is measured.
    pub topic: &'static str,
    /// How much, in `unit`.
    pub value: Printed,
    /// The unit.
    pub unit: &'static str,
    /// When, or by when.
    pub date: &'static str,
    /// Reached or aimed at.
    pub kind: NetworkKind,
    /// Where it holds.
    pub scope: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// How firm a statement about the network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkKind {
    /// Reached.
    Actual,
    /// Aimed at.
    Target,
    /// The source does not tell plan from achievement.
    PlannedOrBuilt,
    /// Estimated.
    Estimate,
}

pub(super) static HUBS: &[Hub] = include!(concat!(env!("OUT_DIR"), "/hubs.rs"));
pub(super) static NETWORK: &[HubNetwork] = include!(concat!(env!("OUT_DIR"), "/hubs_network.rs"));

/// All clusters, in the order of the table.
pub fn hubs() -> &'static [Hub] {
    HUBS
}

/// All statements about the network, in the order of the table.
pub fn hubs_network() -> &'static [HubNetwork] {
    NETWORK
}

impl Side {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::East => "east",
            Self::West => "west",
        }
    }
}

impl NetworkKind {
    /// The words the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Target => "target",
            Self::PlannedOrBuilt => "planned or built",
            Self::Estimate => "estimate",
        }
    }
}
