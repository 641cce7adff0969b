//! Money spent, planned or aimed at (`investment.csv`).
//!
//! Units differ by row and stand in it (billion RMB, billion USD, per cent growth). Totals of companies include more
//! than AI, and the periods differ: rows are not summed.

use std::borrow::Cow;

use crate::economy::facts::fact::{Fact, Table, id};
use crate::economy::facts::printed::{PrintedRange, Region, SourceType};

/// One amount or rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Investment {
    /// Who spends.
    pub entity: &'static str,
    /// Where the spender is based.
    pub region: Region,
    /// Over which period.
    pub period: &'static str,
    /// How much, in `unit`.
    pub value: PrintedRange,
    /// The unit.
    pub unit: &'static str,
    /// On what.
    pub what: &'static str,
    /// Spent, planned, estimated or aimed at.
    pub kind: SpendingKind,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page; empty if none was found.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// How firm an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpendingKind {
    /// Reported after the fact.
    Actual,
    /// Announced by the spender.
    Plan,
    /// Estimated by someone else.
    Estimate,
    /// Aimed at by an authority.
    Target,
}

pub(super) static ROWS: &[Investment] = include!(concat!(env!("OUT_DIR"), "/investment.rs"));

/// All amounts, in the order of the table.
pub fn investments() -> &'static [Investment] {
    ROWS
}

impl Investment {
    /// The row as a fact.
    pub(super) fn fact(&self) -> Fact {
        let kind = self.kind.label();
        Fact {
            table: Table::Investment,
            id: id(&[self.entity, self.period, self.what, self.unit]),
            value: self.value.text,
            unit: self.unit,
            as_of: Cow::Borrowed(self.period),
            what: Cow::Owned(format!("{} ({}): {}, {kind}", self.entity, self.region.label(), self.what)),
            basis: Cow::Borrowed(""),
            source_name: "",
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        }
    }
}

impl SpendingKind {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Plan => "plan",
            Self::Estimate => "estimate",
            Self::Target => "target",
        }
    }
}
