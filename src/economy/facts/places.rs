//! The national hubs and what connects them (`hubs.csv`, `hubs_network.csv`).
//!
//! Units stand in the field names or in the row. Capacities are provincial or municipal claims without a printed
//! precision; the three electricity prices are of different years and cannot be compared.

use std::borrow::Cow;

use crate::economy::facts::fact::{Fact, Table, id};
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

impl Hub {
    /// The numbers of the row as facts.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let row = Fact {
            table: Table::Hubs,
            id: id(&[self.hub, self.cluster]),
            value: "",
            unit: "",
            as_of: Cow::Borrowed(""),
            what: Cow::Owned(format!("{}, {} cluster, {}, {}", self.hub, self.cluster, self.city, self.side.label())),
            basis: Cow::Borrowed(""),
            source_name: "",
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        };
        let words = |what, text: &'static str| (!text.is_empty()).then(|| row.words(what, "", text));
        let dated = |fact: Fact| Fact { as_of: Cow::Borrowed(self.capacity_date), ..fact };
        let basis = self.capacity_precision.map_or("", Precision::label);
        let priced =
            |fact: Fact| Fact { what: Cow::Owned(format!("{} ({})", fact.what, self.electricity_note)), ..fact };
        let columns = [
            row.column("latitude", "degrees north", Some(self.latitude)),
            row.column("longitude", "degrees east", Some(self.longitude)),
            row.column("electricity price", "RMB per kWh", self.rmb_per_kwh).map(priced),
            words("PUE target", self.pue_target),
            words("PUE reported", self.pue_reported),
            row.column("capacity", self.capacity_unit, self.capacity).map(|fact| dated(fact).counted_in(basis)),
            row.column("racks", "standard racks", self.racks).map(dated),
        ];
        columns.into_iter().flatten().collect()
    }
}

impl HubNetwork {
    /// The row as a fact.
    pub(super) fn fact(&self) -> Fact {
        let kind = self.kind.label();
        Fact {
            table: Table::HubsNetwork,
            id: id(&[self.topic, self.date, kind]),
            value: self.value.text,
            unit: self.unit,
            as_of: Cow::Borrowed(self.date),
            what: Cow::Owned(format!("{}, {}, {kind}", self.topic, self.scope)),
            basis: Cow::Borrowed(""),
            source_name: "",
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        }
    }
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
