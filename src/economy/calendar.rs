//! The years of the model, how far along they are, and what a constant growth makes of them.
//!
//! Unit: calendar years; stocks are those at the end of a year, flows those during it. The model starts from 2025, whose stock is
//! counted; 2024, counted as well, stands before it, and the source text speaks about 2035.

use std::ops::RangeInclusive;

use crate::units::{Growth, Multiple, Share};

/// The first year on show: its stock is counted.
pub const FIRST_YEAR: u16 = 2024;

/// The last year that is counted to its end: stocks, prices and GDP start from it.
pub const BASE_YEAR: u16 = 2025;

/// The year the source text speaks about.
pub const CLAIM_YEAR: u16 = 2035;

/// The last year of a projection.
pub const LAST_YEAR: u16 = 2040;

/// The years of a projection.
pub const YEARS: RangeInclusive<u16> = FIRST_YEAR..=LAST_YEAR;

/// How many they are.
pub const COUNT: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

/// The year from which the model is tried on what has been counted since.
pub const TRIAL_YEAR: u16 = 2022;

/// Years from 2025 to 2035.
const SPAN: f64 = (CLAIM_YEAR - BASE_YEAR) as f64;

/// How far a year lies from 2025 to 2035 on a straight line that goes on both ways: 2030 is 0.5, 2024 is −0.1, 2040 is 1.5.
pub fn way(year: u16) -> f64 {
    (f64::from(year) - f64::from(BASE_YEAR)) / SPAN
}

/// The same, held at 0 before and at 1 after: for values that are given for the two years and keep the last.
pub fn way_held(year: u16) -> Share {
    Share::clamped(way(year))
}

/// A factor that changes at a constant rate, relative to 2025, for every year from [`TRIAL_YEAR`] on.
///
/// Each year is the one before times the same factor, 1 in 2025, so that a whole path costs one multiplication a year:
/// at −25 % a year 1, 0.75, 0.5625 …, and 1.333 in 2024.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course([f64; LENGTH]);

const LENGTH: usize = (LAST_YEAR - TRIAL_YEAR + 1) as usize;
const BEFORE: usize = (BASE_YEAR - TRIAL_YEAR) as usize;

impl Course {
    /// The course of a growth.
    pub fn of(growth: Growth) -> Self {
        Self::by(growth.factor())
    }

    /// The course of a yearly factor.
    pub fn by(factor: Multiple) -> Self {
        let (up, back) = (factor.get(), factor.inverse().get());
        let mut course = [1.0; LENGTH];
        for at in (0..BEFORE).rev() {
            course[at] = course[at + 1] * back;
        }
        for at in BEFORE + 1..LENGTH {
            course[at] = course[at - 1] * up;
        }
        Self(course)
    }

    /// The factor of a year.
    pub fn at(&self, year: u16) -> Multiple {
        let at = usize::from(year.saturating_sub(TRIAL_YEAR)).min(LENGTH - 1);
        Multiple::clamped(self.0[at])
    }
}

#[cfg(test)]
mod tests {
    use super::{Course, way, way_held};
    use crate::units::{Growth, Share};

    #[test]
    fn a_course_is_the_power_of_its_factor() {
        for percent in [-60.0, -25.0, 0.0, 4.17, 20.0, 100.0] {
            let growth = Growth::from_percent(percent).unwrap();
            let course = Course::of(growth);
            for year in 2022_u16..=2040 {
                let expect = (1.0 + percent / 100.0_f64).powi(i32::from(year) - 2025);
                // At most 15 multiplications, each off by half an ulp at most.
                assert!((course.at(year).get() / expect - 1.0).abs() < 32.0 * f64::EPSILON, "{percent} % in {year}");
            }
        }
    }

    #[test]
    fn the_way_goes_on_and_the_held_way_stops() {
        for (year, free, held) in
            [(2024, -0.1, 0.0), (2025, 0.0, 0.0), (2030, 0.5, 0.5), (2035, 1.0, 1.0), (2040, 1.5, 1.0)]
        {
            assert!((way(year) - free).abs() < 1e-15);
            assert_eq!(way_held(year), Share::clamped(held));
        }
    }
}
