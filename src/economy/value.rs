//! Last link: adoption, coverage and GDP → what AI adds.
//!
//! Units: a share of GDP, RMB. Adoption is logistic: with C = s₂₀₃₅ / r the share it tends to and r the part of it reached in 2035, the
//! odds `o = s / (C − s)` grow by a constant factor a year, from those of s₂₀₂₅ to r / (1 − r) in 2035; `s(t) = C × o / (1 + o)` is the
//! share with all demand met. `share(t) = s(t) × coverage(t)^e`; `value(t) = share(t) × GDP(t)`.
//! Example: s₂₀₂₅ = 1 %, s₂₀₃₅ = 4.5 %, r = 0.5: C = 9 %, the odds go from 1/8 to 1, so s(2030) = 9 % × 0.3536 / 1.3536 = 2.35 %.
//! Half the demand met and e = 0.5 leave 70.7 % of it.

use crate::economy::assumptions::Economy;
use crate::economy::calendar::{BASE_YEAR, CLAIM_YEAR, Course};
use crate::economy::powers::power;
use crate::units::{Multiple, Share};

/// The largest part of its final share that adoption may have reached in 2025: the odds of all of it are infinite.
pub const MOST_REACHED: f64 = 0.999;

/// The smallest part of its final share that adoption may reach in 2035.
pub const LEAST_REACHED: f64 = 1e-3;

/// The smallest odds of 2025 that growth is reckoned from; below them adoption has not begun and never does.
pub const LEAST_ODDS: f64 = 1e-9;

/// Adoption as a logistic curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adoption {
    last: f64,
    odds_2025: f64,
    course: Course,
}

impl Adoption {
    /// The curve through the two given years.
    ///
    /// Where the share of 2025 is at or above what adoption tends to, it counts as 99.9 % of it.
    pub fn of(economy: &Economy) -> Self {
        let reached = economy.reached_2035.get().clamp(LEAST_REACHED, MOST_REACHED);
        let last = economy.ai_share_2035.get() / reached;
        let begun = (economy.ai_share_2025.get() / last).min(MOST_REACHED);
        let begun = if begun.is_nan() { MOST_REACHED } else { begun };
        let (odds_2025, odds_2035) = (begun / (1.0 - begun), reached / (1.0 - reached));
        let ten_years = 1.0 / f64::from(CLAIM_YEAR - BASE_YEAR);
        let factor = power(odds_2035 / odds_2025.max(LEAST_ODDS), ten_years);
        Self { last, odds_2025, course: Course::by(Multiple::clamped(factor)) }
    }

    /// AI's share of GDP in a year if all demand for compute were met.
    pub fn share_if_met(&self, year: u16) -> Share {
        let odds = self.odds_2025 * self.course.at(year).get();
        Share::clamped(self.last * (odds / (1.0 + odds)))
    }

    /// The share that adoption tends to.
    pub fn last(&self) -> Share {
        Share::clamped(self.last)
    }
}

/// What is left of a share with this coverage.
pub fn with_coverage(if_met: Share, coverage: Share, economy: &Economy) -> Share {
    // Full coverage is common, and saves a power.
    if coverage == Share::MAX {
        if_met
    } else {
        if_met * Share::clamped(power(coverage.get(), economy.elasticity.get()))
    }
}

/// What one more of usable compute adds to the share, relative to how much of the demand it is: the slope of
/// `s × c^e` in c, which is 0 where all demand is met.
pub fn slope(share: Share, coverage: Share, economy: &Economy) -> Multiple {
    if coverage == Share::MAX || coverage == Share::MIN {
        return Multiple::MIN;
    }
    Multiple::clamped(economy.elasticity.get() * share.get() / coverage.get())
}

#[cfg(test)]
mod tests {
    use super::{Adoption, slope, with_coverage};
    use crate::economy::assumptions::Assumptions;
    use crate::units::{Elasticity, Share};

    #[test]
    fn missing_compute_cuts_the_share_by_its_elasticity() {
        fn check(elasticity: f64, coverage: f64, expect_percent: f64) {
            let mut economy = Assumptions::default().economy;
            economy.elasticity = Elasticity::new(elasticity).unwrap();
            let got = with_coverage(Share::clamped(0.045), Share::new(coverage).unwrap(), &economy).percent();
            assert!((got - expect_percent).abs() < 1e-12, "{got}");
        }
        check(0.5, 1.0, 4.5);
        check(0.5, 0.25, 2.25);
        check(1.0, 0.5, 2.25);
        check(0.0, 0.0, 4.5);
        check(0.5, 0.0, 0.0);
    }

    #[test]
    fn adoption_meets_both_ends_and_flattens_after_its_middle() {
        let economy = Assumptions::default().economy;
        let adoption = Adoption::of(&economy);
        let share = |year| adoption.share_if_met(year).percent();
        for (year, expect) in [(2025, 1.0), (2030, 9.0 * 0.353_553 / 1.353_553), (2035, 4.5)] {
            assert!((share(year) - expect).abs() < 1e-5, "{year}: {}", share(year));
        }
        // Around its middle in 2035 the curve is symmetric: what is missing in 2040 is what there was in 2030.
        assert!((share(2040) - (9.0 - share(2030))).abs() < 1e-9);
        assert!((adoption.last().percent() - 9.0).abs() < 1e-12);
    }

    #[test]
    fn absurd_ends_stay_shares() {
        let mut economy = Assumptions::default().economy;
        for (begun, ended, reached) in
            [(0.1, 0.001, 0.95), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.0, 0.5), (0.0, 1.0, 0.05)]
        {
            economy.ai_share_2025 = Share::clamped(begun);
            economy.ai_share_2035 = Share::clamped(ended);
            economy.reached_2035 = Share::clamped(reached);
            let adoption = Adoption::of(&economy);
            for year in 2024..=2040 {
                let share = adoption.share_if_met(year).get();
                assert!((0.0..=1.0).contains(&share), "{begun} {ended} {reached} in {year}: {share}");
            }
        }
    }

    #[test]
    fn the_slope_is_that_of_the_curve() {
        let economy = Assumptions::default().economy;
        let at = |coverage: f64| with_coverage(Share::clamped(0.04), Share::clamped(coverage), &economy);
        let h = 1e-6;
        let measured = (at(0.6 + h).get() - at(0.6 - h).get()) / (2.0 * h);
        assert!((slope(at(0.6), Share::clamped(0.6), &economy).get() / measured - 1.0).abs() < 1e-6);
        assert!(slope(at(1.0), Share::MAX, &economy).get().abs() < 1e-300);
    }
}
