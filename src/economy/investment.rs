//! First link: the plan → money invested in a year.
//!
//! Unit: nominal RMB a year. `I(t) = plan / 3` for t = 2025, 2026, 2027; then `I(t) = plan / 3 × (1 + g)^(t − 2027)`.
//! Example: 500 billion gives 166.7 billion a year until 2027, and 166.7 × 1.2 = 200 billion in 2028.

use crate::economy::assumptions::Spending;
use crate::economy::calendar::years_after;
use crate::units::{Multiple, Rmb};

/// The last year of the three-year plan.
const PLAN_ENDS: u16 = 2027;

/// Money invested in a year.
pub fn invested(spending: &Spending, year: u16) -> Rmb {
    let third = Multiple::clamped(1.0 / 3.0);
    spending.three_year_plan * third * spending.growth_after_plan.over(years_after(PLAN_ENDS, year))
}

#[cfg(test)]
mod tests {
    use super::invested;
    use crate::economy::assumptions::Assumptions;

    #[test]
    fn the_plan_is_spent_in_three_years_and_grows_afterwards() {
        let spending = Assumptions::default().spending;
        let billions = |year| invested(&spending, year).billions();
        assert!((billions(2025) + billions(2026) + billions(2027) - 500.0).abs() < 1e-9);
        assert!((billions(2028) - 200.0).abs() < 1e-9);
        assert!((billions(2029) - 240.0).abs() < 1e-9);
    }
}
