//! A number together with the text it was printed as, and the few words that many tables share.
//!
//! The text is what a reader may compare with the source (`7.0`, `175-185`); the number is what formulas use. Units
//! stand in the name of the field or in the row.

use std::borrow::Cow;

/// One number as a table prints it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printed {
    /// The value.
    pub number: f64,
    /// The cell, unchanged.
    pub text: &'static str,
}

/// A number or a range (`4-5`) as a table prints it; a single number has equal ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrintedRange {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The cell, unchanged.
    pub text: &'static str,
}

/// Who stands behind a named value, in the words of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Its publisher, or whom or what it is about where the table names no publisher.
    pub who: &'static str,
    /// The date or period it holds for.
    pub date: Cow<'static, str>,
    /// A page; empty if none was found.
    pub url: &'static str,
}

/// Where a value was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceType {
    /// A government or company page, or a repository.
    Primary,
    /// Press, a catalogue, a repost, an estimate.
    Secondary,
    /// Computed from other rows.
    Derived,
}

impl SourceType {
    /// The word the tables use.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Derived => "derived",
        }
    }
}

/// The areas the compute and investment tables speak about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// Mainland China.
    China,
    /// The United States, or companies based there.
    Us,
    /// The world.
    World,
}

impl Region {
    /// The word the tables use.
    pub const fn label(self) -> &'static str {
        match self {
            Self::China => "China",
            Self::Us => "US",
            Self::World => "World",
        }
    }
}
