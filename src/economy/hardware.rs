//! Second link: money → compute bought, kept and retired.
//!
//! Units: RMB, RMB per EFLOPS, EFLOPS (FP16, dense). `p(t) = p₂₀₂₅ × (1 + change)^(t − 2025)`;
//! `bought(t) = I(t) × hardware share / p(t)`. A purchase serves L years and then leaves at once; a broken last year
//! counts by its part. The stock of 2025 is a mixture of ages and leaves evenly over L years:
//! `installed(t) = initial × max(0, 1 − (t − 2025) / L) + Σ bought(y) × min(1, max(0, L − (t − y)))`, y from 2026 to t.
//! What was bought in 2025 is already part of the initial stock and is not added.
//! Example, L = 5: 1590 at the end of 2025 and 533 bought in 2026 give 1590 × 0.8 + 533 = 1805.

use crate::economy::assumptions::{Assumptions, Spending, Stock};
use crate::economy::calendar::{FIRST_YEAR, years_after};
use crate::economy::investment::invested;
use crate::units::compute::{Eflops, Fp16, RmbPerEflops};
use crate::units::{ServiceLife, Share};

/// Price of one EFLOPS in a year.
pub fn price(spending: &Spending, year: u16) -> RmbPerEflops<Fp16> {
    spending.price_2025 * spending.price_change.over(years_after(FIRST_YEAR, year))
}

/// Compute bought in a year.
pub fn bought(spending: &Spending, year: u16) -> Eflops<Fp16> {
    invested(spending, year) * spending.hardware_share / price(spending, year)
}

/// Compute installed at the end of a year.
pub fn installed(assumptions: &Assumptions, year: u16) -> Eflops<Fp16> {
    let Stock { installed_2025, life } = assumptions.stock;
    let kept = |year_bought| bought(&assumptions.spending, year_bought) * in_service(life, year_bought, year);
    (FIRST_YEAR + 1..=year).map(kept).fold(installed_2025 * left_of_initial(life, year), |sum, part| sum + part)
}

/// Share of the initial stock that is left at the end of a year: it leaves evenly over one life.
fn left_of_initial(life: ServiceLife, year: u16) -> Share {
    Share::clamped(1.0 - years_after(FIRST_YEAR, year).get() / life.get())
}

/// Share of a purchase that is in service at the end of a year: all of it, then, after its life, none.
fn in_service(life: ServiceLife, year_bought: u16, year: u16) -> Share {
    Share::clamped(life.get() - years_after(year_bought, year).get())
}

#[cfg(test)]
mod tests {
    use super::{bought, installed};
    use crate::economy::assumptions::Assumptions;
    use crate::economy::calendar::YEARS;
    use crate::units::compute::Eflops;
    use crate::units::{Growth, Rmb, ServiceLife};

    #[test]
    fn without_purchases_the_stock_leaves_evenly() {
        let mut assumptions = Assumptions::default();
        assumptions.spending.three_year_plan = Rmb::MIN;
        assumptions.stock.installed_2025 = Eflops::clamped(1000.0);
        for (year, expect) in [(2025, 1000.0), (2026, 800.0), (2029, 200.0), (2030, 0.0), (2035, 0.0)] {
            assert!((installed(&assumptions, year).get() - expect).abs() < 1e-9, "{year}");
        }
    }

    #[test]
    fn in_a_steady_state_the_stock_is_purchases_times_life() {
        let mut assumptions = Assumptions::default();
        assumptions.spending.growth_after_plan = Growth::clamped(0.0);
        assumptions.spending.price_change = Growth::clamped(0.0);
        for life in [1.0, 2.5, 4.0, 5.0] {
            assumptions.stock.life = ServiceLife::new(life).unwrap();
            let yearly = bought(&assumptions.spending, 2030).get();
            let stock = installed(&assumptions, *YEARS.end()).get();
            assert!((stock - yearly * life).abs() < 1e-9 * stock, "{life}: {stock}");
        }
    }
}
