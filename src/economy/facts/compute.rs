//! Counts of compute: who counted how much, when, in which scope and at which precision (`compute_history.csv`).
//!
//! Unit: EFLOPS. The value of a row is only a quantity together with its precision: [`ComputePoint::eflops`] gives it
//! to whoever names the right one, and [`Counted`] is a row whose precision was read from the table at build time.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::economy::dates::YearMonth;
use crate::economy::facts::fact::{Fact, Table, id};
use crate::economy::facts::printed::{Printed, Region, SourceType};
use crate::units::compute::{Basis, Eflops, Precision};

/// One count, forecast or target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComputePoint {
    /// The end of this month or year.
    pub date: YearMonth,
    /// Where the machines stand, or who owns them.
    pub region: Region,
    /// Which machines are counted.
    pub series: Series,
    /// EFLOPS at `precision`.
    pub value: Printed,
    /// The precision of the count.
    pub precision: Precision,
    /// How the precision is known.
    pub evidence: Evidence,
    /// Counted, forecast or aimed at.
    pub kind: Kind,
    /// What was counted and by which method, in words.
    pub scope: &'static str,
    /// Who published it.
    pub publisher: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page; empty if none stays reachable.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// Which machines a count includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// All three kinds together.
    Total,
    /// General-purpose servers.
    General,
    /// AI accelerators ("intelligent computing").
    Intelligent,
    /// Supercomputers.
    Supercomputing,
}

/// How the precision of a count is known, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Printed next to the number, or in a text about it.
    Stated,
    /// Follows from the published method of the series.
    Series,
    /// Inferred.
    Inferred,
    /// Computed here at this precision.
    Derived,
    /// Not known.
    Unknown,
}

/// Whether something was counted, is expected or is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Counted or estimated for the past.
    Actual,
    /// Expected by its publisher.
    Forecast,
    /// Aimed at by its publisher.
    Target,
}

/// A quantity of compute at a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dated<B: Basis> {
    /// The end of this month or year.
    pub date: YearMonth,
    /// The compute, counted at `B`.
    pub eflops: Eflops<B>,
}

/// A row whose precision is `B`: the build script read the precision from the row itself and wrote it into the type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted<B: Basis> {
    /// The row.
    pub row: &'static ComputePoint,
    basis: PhantomData<B>,
}

/// Each row has a place of its own, so that a program which names one of them does not carry all the others.
pub(super) static ROWS: &[&ComputePoint] = include!(concat!(env!("OUT_DIR"), "/compute_history.rs"));

/// All counts, in the order of the table.
pub fn compute_history() -> impl ExactSizeIterator<Item = &'static ComputePoint> + Clone {
    ROWS.iter().copied()
}

impl ComputePoint {
    /// The value as a quantity, if the row is counted at `B`; otherwise `None`. There is no conversion here.
    pub fn eflops<B: Basis>(&self) -> Option<Eflops<B>> {
        (self.precision == B::PRECISION).then(|| Eflops::clamped(self.value.number))
    }

    /// The value with its date, if the row is counted at `B`.
    pub fn dated<B: Basis>(&self) -> Option<Dated<B>> {
        self.eflops().map(|eflops| Dated { date: self.date, eflops })
    }

    /// The row as a fact.
    pub(super) fn fact(&self) -> Fact {
        let (region, series, kind) = (self.region.label(), self.series.label(), self.kind.label());
        let date = self.date.label();
        let precision = self.precision.label();
        Fact {
            table: Table::ComputeHistory,
            id: id(&[&date, region, series, precision, kind, self.scope, self.publisher]),
            value: self.value.text,
            unit: "EFLOPS",
            as_of: Cow::Owned(date),
            what: Cow::Owned(format!("{region}: compute, {series}, {kind}, {}", self.scope)),
            basis: match self.evidence {
                Evidence::Unknown => Cow::Borrowed(precision),
                Evidence::Stated | Evidence::Series | Evidence::Inferred | Evidence::Derived => {
                    Cow::Owned(format!("{precision} ({})", self.evidence.label()))
                }
            },
            source_name: self.publisher,
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        }
    }
}

impl<B: Basis> Counted<B> {
    /// Used by the generated table of named rows only.
    pub(super) const fn row(row: &'static ComputePoint) -> Self {
        Self { row, basis: PhantomData }
    }

    /// The value as a quantity.
    pub fn eflops(&self) -> Eflops<B> {
        Eflops::clamped(self.row.value.number)
    }

    /// The value with its date.
    pub fn dated(&self) -> Dated<B> {
        Dated { date: self.row.date, eflops: self.eflops() }
    }
}

impl Series {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::General => "general",
            Self::Intelligent => "intelligent",
            Self::Supercomputing => "supercomputing",
        }
    }
}

impl Evidence {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Series => "series",
            Self::Inferred => "inferred",
            Self::Derived => "derived",
            Self::Unknown => "unknown",
        }
    }
}

impl Kind {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Forecast => "forecast",
            Self::Target => "target",
        }
    }
}
