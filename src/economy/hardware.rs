//! Second link: money → compute bought.
//!
//! Units: RMB, RMB per EFLOPS, EFLOPS (FP16, dense). `p(t) = p₂₀₂₅ × (1 + c)^(t − 2025)` is the price of imported chips, `q × p(t)`
//! that of domestic ones; d(t), the domestic share of the hardware money, goes from its 2025 to its 2035 value in a straight line.
//! `imported(t) = I(t) × h × (1 − d) / p(t)`, `domestic(t) = I(t) × h × d / (q × p(t))`.
//! Example: 166.7 billion × 0.6 at 0.1875 billion per EFLOPS and q = 1 is 533 EFLOPS; at d = 0.44, 235 of them domestic.

use crate::economy::assumptions::Spending;
use crate::economy::calendar::{Course, way_held};
use crate::units::compute::{Eflops, Fp16, RmbPerEflops};
use crate::units::{Rmb, Share};

/// What a year's money buys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purchase {
    /// Domestic chips.
    pub domestic: Eflops<Fp16>,
    /// Imported chips.
    pub imported: Eflops<Fp16>,
}

impl Purchase {
    /// Both.
    pub fn all(self) -> Eflops<Fp16> {
        self.domestic + self.imported
    }
}

/// Price of one imported EFLOPS in a year; `price_change` is the course of [`Spending::price_change`].
pub fn price(spending: &Spending, price_change: &Course, year: u16) -> RmbPerEflops<Fp16> {
    spending.price_2025 * price_change.at(year)
}

/// Share of a year's hardware money that goes to domestic chips.
pub fn domestic_share(spending: &Spending, year: u16) -> Share {
    spending.domestic_2025.towards(spending.domestic_2035, way_held(year))
}

/// What an investment buys at a price for imported compute.
pub fn bought(spending: &Spending, invested: Rmb, price: RmbPerEflops<Fp16>, year: u16) -> Purchase {
    let hardware = invested * spending.hardware_share;
    let domestic = domestic_share(spending, year);
    Purchase {
        domestic: hardware * domestic / (price * spending.domestic_price),
        imported: hardware * domestic.rest() / price,
    }
}

/// How many EFLOPS one yuan of investment buys: the slope of [`bought`], which is a straight line through nothing.
pub fn eflops_per_rmb(spending: &Spending, price: RmbPerEflops<Fp16>, year: u16) -> f64 {
    let domestic = domestic_share(spending, year).get();
    let relative = (1.0 - domestic) + domestic / spending.domestic_price.get();
    spending.hardware_share.get() * relative / price.get()
}

#[cfg(test)]
mod tests {
    use super::{bought, eflops_per_rmb, price};
    use crate::economy::assumptions::Spending;
    use crate::economy::calendar::Course;
    use crate::units::factors::RelativePrice;
    use crate::units::{Rmb, Share};

    #[test]
    fn a_price_that_is_half_buys_twice_as_much_of_its_kind() {
        let mut spending = Spending { domestic_2025: Share::clamped(0.5), ..Spending::default() };
        let course = Course::of(spending.price_change);
        let money = Rmb::from_billions(100.0).unwrap();
        let at = |spending: &Spending| bought(spending, money, price(spending, &course, 2025), 2025);
        let equal = at(&spending);
        assert!((equal.domestic.get() - 120.0).abs() < 1e-9 && (equal.imported.get() - 120.0).abs() < 1e-9);
        spending.domestic_price = RelativePrice::clamped(0.5);
        let cheaper = at(&spending);
        assert!((cheaper.domestic.get() - 240.0).abs() < 1e-9 && (cheaper.imported.get() - 120.0).abs() < 1e-9);
        let slope = eflops_per_rmb(&spending, price(&spending, &course, 2025), 2025);
        assert!((slope * money.get() / cheaper.all().get() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_price_falls_by_a_quarter_a_year() {
        let spending = Spending::default();
        let course = Course::of(spending.price_change);
        for (year, billions) in [(2024, 1.0 / 3.0), (2025, 0.25), (2026, 0.1875), (2035, 0.25 * 0.75_f64.powi(10))] {
            assert!((price(&spending, &course, year).billions() - billions).abs() < 1e-12, "{year}");
        }
    }
}
