//! What a projection says about the source text: 11 trillion RMB, 4 to 5 % of GDP, and the GDP the two imply.
//!
//! Units: nominal RMB of 2035, shares of GDP. 11 trillion at 5 % is 220 trillion, at 4 % 275 trillion.

use crate::economy::Projection;
use crate::economy::facts::named::{AI_SHARE_PERCENT, AI_VALUE_TRILLION_RMB};
use crate::units::{Multiple, Rmb, Share};

/// A projection beside the claims, all for 2035.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// What AI adds in the projection.
    pub value: Rmb,
    /// What the source text says it adds (more than).
    pub claimed_value: Rmb,
    /// The first relative to the second; 1 means the claim is met.
    pub value_relative_to_claim: Multiple,
    /// AI's share of GDP in the projection.
    pub share: Share,
    /// The claimed share, lower and upper end.
    pub claimed_share: (Share, Share),
    /// Where the projected share lies.
    pub share_lies: Place,
    /// GDP in the projection.
    pub gdp: Rmb,
    /// The GDP that the claimed value and share imply together, lower and upper end.
    pub implied_gdp: (Rmb, Rmb),
    /// Where the projected GDP lies.
    pub gdp_lies: Place,
    /// The claimed value as a part of the projected GDP; beyond 1 if it exceeds it.
    pub claim_relative_to_gdp: Multiple,
}

/// Where a value lies against a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Below its lower end.
    Below,
    /// Between the ends, or on one.
    Within,
    /// Above its upper end.
    Above,
}

/// Sets 2035 of a projection beside the claims.
pub fn compared(projection: &Projection) -> Comparison {
    let last = projection.claimed();
    let claimed_value = Rmb::clamped(AI_VALUE_TRILLION_RMB.low * 1e12);
    let claimed_share = (share_of_percent(AI_SHARE_PERCENT.low), share_of_percent(AI_SHARE_PERCENT.high));
    let implied = |share| claimed_value.whole_at(share).unwrap_or(Rmb::MAX);
    let implied_gdp = (implied(claimed_share.1), implied(claimed_share.0));
    Comparison {
        value: last.value,
        claimed_value,
        value_relative_to_claim: last.value.relative_to(claimed_value).unwrap_or(Multiple::MAX),
        share: last.ai_share,
        claimed_share,
        share_lies: place(last.ai_share, claimed_share),
        gdp: last.gdp,
        implied_gdp,
        gdp_lies: place(last.gdp, implied_gdp),
        claim_relative_to_gdp: claimed_value.relative_to(last.gdp).unwrap_or(Multiple::MAX),
    }
}

/// Where a value lies against a range of its own sort.
fn place<T: PartialOrd + Copy>(value: T, (low, high): (T, T)) -> Place {
    if value < low {
        Place::Below
    } else if value > high {
        Place::Above
    } else {
        Place::Within
    }
}

/// A printed percentage as a share.
fn share_of_percent(percent: f64) -> Share {
    Share::clamped(percent / 100.0)
}

#[cfg(test)]
mod tests {
    use super::{Place, compared};
    use crate::economy::assumptions::Assumptions;
    use crate::economy::project;
    use crate::units::{Growth, Share};

    #[test]
    fn the_claims_imply_a_gdp_of_220_to_275_trillion() {
        let comparison = compared(&project(&Assumptions::default()));
        let (low, high) = comparison.implied_gdp;
        assert!((low.trillions() - 220.0).abs() < 1e-9);
        assert!((high.trillions() - 275.0).abs() < 1e-9);
        assert_eq!(comparison.gdp_lies, Place::Within);
        assert_eq!(comparison.share_lies, Place::Within);
    }

    #[test]
    fn slow_growth_without_price_rises_falls_below_the_range() {
        let mut assumptions = Assumptions::default();
        assumptions.economy.real_growth = Growth::clamped(0.03);
        assumptions.economy.price_rise = Growth::clamped(0.0);
        assumptions.economy.ai_share_2035 = Share::clamped(0.06);
        let comparison = compared(&project(&assumptions));
        assert_eq!(comparison.gdp_lies, Place::Below);
        assert_eq!(comparison.share_lies, Place::Above);
        assert!((comparison.claim_relative_to_gdp.get() - 0.058).abs() < 5e-4);
    }
}
