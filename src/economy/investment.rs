//! First link: whose money → money invested in a year.
//!
//! Unit: nominal RMB a year. The plan: `I(t) = plan / 3` for t = 2025, 2026, 2027, then `I(t) = plan / 3 × (1 + g)^(t − 2027)`. The
//! operators and the reader's own amount: `I(t) = I(2025) × (1 + g)^(t − 2025)`, which also goes back before 2025. On top comes what
//! is reinvested: a share of what AI added the year before, `ρ × V(t − 1)`, from 2026 on.
//! Example: 500 billion gives 166.7 billion a year until 2027, and 166.7 × 1.2 = 200 billion in 2028.

use crate::economy::assumptions::{Money, Spending};
use crate::economy::calendar::{BASE_YEAR, Course};
use crate::economy::facts::named::OPERATORS_2025_BILLION_RMB;
use crate::units::{Multiple, Rmb};

/// The last year of the three-year plan.
const PLAN_ENDS: u16 = 2027;

/// The money of a year without what is reinvested; `growth` is the course of [`Spending::growth`].
pub fn planned(spending: &Spending, growth: &Course, year: u16) -> Rmb {
    match spending.money {
        Money::Plan => {
            let third = spending.three_year_plan * Multiple::clamped(1.0 / 3.0);
            match year {
                ..BASE_YEAR => third * growth.at(year),
                BASE_YEAR..=PLAN_ENDS => third,
                _ => third * growth.at(year - (PLAN_ENDS - BASE_YEAR)),
            }
        }
        Money::Operators => Rmb::clamped(OPERATORS_2025_BILLION_RMB.low * 1e9) * growth.at(year),
        Money::Own => spending.own_2025 * growth.at(year),
    }
}

/// What is invested on top in a year, out of what AI added the year before. Until 2025 it is part of what is known.
pub fn reinvested(spending: &Spending, added_before: Rmb, year: u16) -> Rmb {
    if year <= BASE_YEAR { Rmb::MIN } else { added_before * spending.reinvested }
}

#[cfg(test)]
mod tests {
    use super::{planned, reinvested};
    use crate::economy::assumptions::{Money, Spending};
    use crate::economy::calendar::Course;
    use crate::units::{Growth, Rmb, Share};

    fn billions(spending: &Spending, year: u16) -> f64 {
        planned(spending, &Course::of(spending.growth), year).billions()
    }

    #[test]
    fn the_plan_is_spent_in_three_years_and_grows_afterwards() {
        let spending = Spending::default();
        let of = |year| billions(&spending, year);
        assert!((of(2025) + of(2026) + of(2027) - 500.0).abs() < 1e-9);
        assert!((of(2028) - 200.0).abs() < 1e-9);
        assert!((of(2029) - 240.0).abs() < 1e-9);
        assert!((of(2024) - 500.0 / 3.0 / 1.2).abs() < 1e-9);
    }

    #[test]
    fn other_money_grows_from_2025_on_both_ways() {
        let mut spending = Spending { money: Money::Operators, growth: Growth::clamped(0.25), ..Spending::default() };
        for (year, expect) in [(2025, 82.0), (2027, 128.125), (2024, 65.6)] {
            assert!((billions(&spending, year) - expect).abs() < 1e-9, "{year}");
        }
        spending.money = Money::Own;
        spending.own_2025 = Rmb::from_billions(400.0).unwrap();
        assert!((billions(&spending, 2026) - 500.0).abs() < 1e-9);
    }

    #[test]
    fn part_of_what_was_added_comes_back_a_year_later() {
        let spending = Spending { reinvested: Share::clamped(0.05), ..Spending::default() };
        let added = Rmb::from_trillions(2.0).unwrap();
        assert!((reinvested(&spending, added, 2027).billions() - 100.0).abs() < 1e-9);
        assert_eq!(reinvested(&spending, added, 2025), Rmb::MIN);
    }
}
