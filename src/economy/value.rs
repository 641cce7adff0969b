//! Last link: coverage and GDP → what AI adds.
//!
//! Units: a share of GDP, RMB. `s(t) = s₂₀₂₅^(1 − w) × s₂₀₃₅^w`, w the way from 2025 to 2035, is the share with all
//! demand met; `share(t) = s(t) × coverage(t)^e`; `value(t) = share(t) × GDP(t)`.
//! Example: a share of 4.5 % with half the demand met and e = 0.5 is 4.5 % × 0.707 = 3.2 %.

use crate::economy::assumptions::Economy;
use crate::economy::calendar::way_to_last;
use crate::units::Share;

/// AI's share of GDP in a year if all demand for compute were met.
pub fn share_if_met(economy: &Economy, year: u16) -> Share {
    economy.ai_share_2025.geometric_towards(economy.ai_share_2035, way_to_last(year))
}

/// AI's share of GDP in a year with the coverage there is.
pub fn share(economy: &Economy, coverage: Share, year: u16) -> Share {
    share_if_met(economy, year) * coverage.raised_to(economy.elasticity)
}

#[cfg(test)]
mod tests {
    use super::{share, share_if_met};
    use crate::economy::assumptions::Assumptions;
    use crate::units::{Elasticity, Share};

    #[test]
    fn missing_compute_cuts_the_share_by_its_elasticity() {
        fn check(elasticity: f64, coverage: f64, expect_percent: f64) {
            let mut economy = Assumptions::default().economy;
            economy.elasticity = Elasticity::new(elasticity).unwrap();
            let got = share(&economy, Share::new(coverage).unwrap(), 2035).percent();
            assert!((got - expect_percent).abs() < 1e-12, "{got}");
        }
        check(0.5, 1.0, 4.5);
        check(0.5, 0.25, 2.25);
        check(1.0, 0.5, 2.25);
        check(0.0, 0.0, 4.5);
        check(0.5, 0.0, 0.0);
    }

    #[test]
    fn the_share_rises_at_a_constant_rate() {
        let economy = Assumptions::default().economy;
        let expect = (0.01_f64 * 0.045).sqrt();
        assert!((share_if_met(&economy, 2030).get() - expect).abs() < 1e-15);
    }
}
