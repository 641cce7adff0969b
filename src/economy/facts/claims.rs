//! The statements of the source text with their verdicts, and what is known about its sectors (`seed_claims.csv`,
//! `sectors.csv`).
//!
//! Units stand in the rows. A claim without a value is a statement of another sort, and its unit names the sort
//! (fact, method, opinion, policy intention).

use std::borrow::Cow;

use crate::economy::facts::fact::{Fact, Table, id};
use crate::economy::facts::printed::{Printed, PrintedRange, SourceType};

/// One statement of the source text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// Its stable name, for links and look-ups.
    pub id: &'static str,
    /// Its number, if it has one, in `unit`.
    pub value: Option<PrintedRange>,
    /// The unit, or the sort of a statement without a number.
    pub unit: &'static str,
    /// The date or period it speaks of.
    pub period: &'static str,
    /// What it says.
    pub what: &'static str,
    /// The precision of a compute figure, as far as it is known; empty where there is none.
    pub precision_basis: &'static str,
    /// Who corroborates it, in words; may say that nobody does.
    pub source_name: &'static str,
    /// A page that corroborates it; empty if none was found.
    pub url: &'static str,
    /// How it came out.
    pub verdict: Verdict,
    /// Why.
    pub note: &'static str,
}

/// How a statement came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It holds.
    Confirmed,
    /// It holds, but not as it stands.
    ConfirmedWithCaveat,
    /// It does not hold.
    Contradicted,
    /// Nothing was found for or against it.
    Unverified,
}

/// What is known about one sector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sector {
    /// The sector.
    pub sector: &'static str,
    /// What is measured or said.
    pub measure: &'static str,
    /// A number, where there is one, in `unit`.
    pub value: Option<Printed>,
    /// The unit; empty without a number.
    pub unit: &'static str,
    /// When.
    pub date: &'static str,
    /// An example; may be empty.
    pub example: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

pub(super) static CLAIMS: &[Claim] = include!(concat!(env!("OUT_DIR"), "/seed_claims.rs"));
pub(super) static SECTORS: &[Sector] = include!(concat!(env!("OUT_DIR"), "/sectors.rs"));

/// The names of all statements, in the order of the table.
pub static IDS: [&str; CLAIMS.len()] = {
    let mut ids = [""; CLAIMS.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = CLAIMS[at].id;
        at += 1;
    }
    ids
};

/// All statements, in the order of the table.
pub fn claims() -> &'static [Claim] {
    CLAIMS
}

/// The statement with this name, if there is one.
pub fn claim(id: &str) -> Option<&'static Claim> {
    CLAIMS.iter().find(|claim| claim.id == id)
}

/// What is known about the sectors, in the order of the table.
pub fn sectors() -> &'static [Sector] {
    SECTORS
}

impl Claim {
    /// The row as a fact; the verdict stands with what is claimed.
    pub(super) fn fact(&self) -> Fact {
        Fact {
            table: Table::SeedClaims,
            id: self.id.to_owned(),
            value: self.value.map_or("", |value| value.text),
            unit: self.unit,
            as_of: Cow::Borrowed(self.period),
            what: Cow::Owned(format!("{} [{}]", self.what, self.verdict.label())),
            basis: Cow::Borrowed(self.precision_basis),
            source_name: self.source_name,
            source_type: None,
            url: self.url,
            note: self.note,
        }
    }
}

impl Sector {
    /// The row as a fact.
    pub(super) fn fact(&self) -> Fact {
        let example = if self.example.is_empty() { String::new() } else { format!(" ({})", self.example) };
        Fact {
            table: Table::Sectors,
            id: id(&[self.sector, self.measure]),
            value: self.value.map_or("", |value| value.text),
            unit: self.unit,
            as_of: Cow::Borrowed(self.date),
            what: Cow::Owned(format!("{}: {}{example}", self.sector, self.measure)),
            basis: Cow::Borrowed(""),
            source_name: "",
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        }
    }
}

impl Verdict {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::ConfirmedWithCaveat => "confirmed-with-caveat",
            Self::Contradicted => "contradicted",
            Self::Unverified => "unverified",
        }
    }
}
