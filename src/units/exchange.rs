//! Money in another currency, and the rate between the two: 500 billion RMB against 69.8 billion USD is 7.16 RMB per USD.
//!
//! Units: plain USD; RMB for one USD. A rate belongs to a day or a year, which the row it comes from names.

use std::ops::Div;

use crate::units::{Multiple, Rmb, UnitError, checked, nearest};

quantity!(
    /// Money in plain US dollars: 69.8 billion USD is `Usd::from_billions(69.8)`.
    Usd, "an amount in USD", 0.0, 1e18
);
quantity!(
    /// An exchange rate, RMB for one USD: 7.1875 was the average of 2025.
    RmbPerUsd, "an exchange rate in RMB per USD", 1e-6, 1e6
);

impl Usd {
    /// So many billion (10^9) USD.
    ///
    /// # Errors
    /// [`UnitError`] for a negative or absurdly large amount.
    pub fn from_billions(billions: f64) -> Result<Self, UnitError> {
        Self::new(billions * 1e9)
    }

    /// The amount in billion (10^9) USD.
    pub fn billions(self) -> f64 {
        self.0 / 1e9
    }

    /// How many times `base` this amount is; `None` for a base of 0.
    pub fn relative_to(self, base: Self) -> Option<Multiple> {
        (base.0 > 0.0).then(|| Multiple(self.0 / base.0))
    }
}

impl Rmb {
    /// The rate at which this amount is that many dollars; `None` for none, and for a rate beyond all limits.
    pub fn rate_against(self, dollars: Usd) -> Option<RmbPerUsd> {
        (dollars.0 > 0.0).then(|| RmbPerUsd::new(self.0 / dollars.0).ok()).flatten()
    }
}

impl Div<RmbPerUsd> for Rmb {
    type Output = Usd;

    fn div(self, rate: RmbPerUsd) -> Usd {
        Usd::clamped(self.0 / rate.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{RmbPerUsd, Usd};
    use crate::units::Rmb;

    #[test]
    fn five_hundred_billion_in_dollars_and_back() {
        let plan = Rmb::from_billions(500.0).unwrap();
        let dollars = Usd::from_billions(62.5).unwrap();
        // By hand: 500 / 62.5 = 8.
        let rate = plan.rate_against(dollars).unwrap();
        assert!((rate.get() - 8.0).abs() < 1e-12);
        assert!(((plan / rate).billions() - 62.5).abs() < 1e-9);
        assert!((dollars.relative_to(Usd::from_billions(12.5).unwrap()).unwrap().get() - 5.0).abs() < 1e-12);
    }

    #[test]
    fn no_rate_without_dollars() {
        assert_eq!(Rmb::MAX.rate_against(Usd::MIN), None);
        assert_eq!(Usd::MAX.relative_to(Usd::MIN), None);
        assert!(RmbPerUsd::new(0.0).is_err());
    }
}
