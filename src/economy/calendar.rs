//! The years of the model, and how far along they are.
//!
//! Unit: calendar years; stocks are those at the end of a year, flows those during it.

use std::ops::RangeInclusive;

use crate::units::{Share, Years};

/// The last year that is known: stocks, prices and GDP start from it.
pub const FIRST_YEAR: u16 = 2025;

/// The year the source text speaks about.
pub const LAST_YEAR: u16 = 2035;

/// The years of a projection.
pub const YEARS: RangeInclusive<u16> = FIRST_YEAR..=LAST_YEAR;

/// Time from the end of `base` to the end of `year`, 0 if it is not later.
pub fn years_after(base: u16, year: u16) -> Years {
    Years::clamped(f64::from(year.saturating_sub(base)))
}

/// How far a year lies between the first (0) and the last (1): 2030 is half-way.
pub fn way_to_last(year: u16) -> Share {
    Share::clamped(f64::from(year.saturating_sub(FIRST_YEAR)) / f64::from(LAST_YEAR - FIRST_YEAR))
}
