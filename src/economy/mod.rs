//! Facts and assumptions in, a projection out: from investment to a share of GDP, year by year.

pub mod dates;
pub mod facts;
