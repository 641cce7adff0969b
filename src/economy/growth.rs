//! A series carried on at a constant rate, and the rate that a target needs.
//!
//! Units: EFLOPS at one precision, growth per year. Formula: `c(t) = c₀ × (1 + g)^(t − t₀)`, t in years; the way back
//! is `g = (c / c₀)^(1 / (t − t₀)) − 1`. Example: from 140 EFLOPS at the end of 2021 to 280 at the end of 2024, both
//! counted in FP32, is a factor of 2 in three years, 2^(1/3) − 1 = 26 % a year. The target of 9800 EFLOPS in FP16 for
//! 2030 is 6.16 times the 1590 of December 2025; over five years that needs 43.9 % a year.

use crate::economy::dates::YearMonth;
use crate::economy::facts::compute::Dated;
use crate::units::Growth;
use crate::units::compute::Basis;

/// How far apart the points of a projection are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One year.
    Yearly,
    /// One month.
    Monthly,
}

/// The start and every step after it up to and including `until`, at a constant growth.
///
/// The start is always there; nothing after it if `until` is not at least one step later.
pub fn carried_on<B: Basis>(start: Dated<B>, growth: Growth, until: YearMonth, step: Step) -> Vec<Dated<B>> {
    let months = match step {
        Step::Yearly => 12_u16,
        Step::Monthly => 1,
    };
    let mut points = vec![start];
    let mut passed = months;
    while start.date.plus_months(passed).months() <= until.months() {
        let date = start.date.plus_months(passed);
        points.push(Dated { date, eflops: start.eflops * growth.over(date.since(start.date)) });
        let Some(next) = passed.checked_add(months) else { break };
        passed = next;
    }
    points
}

/// The constant yearly growth from one point to another: what happened, or what a target needs.
///
/// `None` if `to` is not later, or a value is 0, or the rate is beyond the limits of [`Growth`]. Only counts at the
/// same precision can be asked about; whether their scopes agree is the caller's duty (see `economy::lines`).
pub fn growth_between<B: Basis>(from: Dated<B>, to: Dated<B>) -> Option<Growth> {
    to.eflops.relative_to(from.eflops)?.yearly_over(to.date.since(from.date))
}

#[cfg(test)]
mod tests {
    use super::{Step, carried_on, growth_between};
    use crate::economy::dates::YearMonth;
    use crate::economy::facts::named::{
        AI_2025_03, AI_2025_06, AI_2025_12, AI_2026_06, AI_TARGET_2030, MARKET_2024, MARKET_FORECAST_2025, TOTAL_2021,
        TOTAL_2024,
    };
    use crate::units::Growth;
    use crate::units::compute::Fp16;

    #[test]
    fn the_rates_of_the_readme() {
        fn check(growth: Option<Growth>, percent: f64, tolerance: f64) {
            let got = growth.unwrap().percent();
            assert!((got - percent).abs() < tolerance, "{got} instead of {percent}");
        }
        check(growth_between(TOTAL_2021.dated(), TOTAL_2024.dated()), 26.0, 0.05);
        check(growth_between(MARKET_2024.dated(), MARKET_FORECAST_2025.dated()), 43.0, 0.05);
        check(growth_between(AI_2025_06.dated(), AI_2026_06.dated()), 177.0, 0.5);
        // By hand: 9800 / 1590 = 6.1635, fifth root 1.4387; 9800 / 2185 = 4.4851, root of 4.5 years 1.3958.
        check(growth_between(AI_2025_12.dated(), AI_TARGET_2030.dated()), 43.87, 0.01);
        check(growth_between(AI_2026_06.dated(), AI_TARGET_2030.dated()), 39.58, 0.01);
    }

    #[test]
    fn no_rate_without_time() {
        assert_eq!(growth_between(AI_2025_06.dated(), AI_2025_06.dated()), None);
        assert_eq!(growth_between(AI_2025_06.dated(), AI_2025_03.dated()), None);
    }

    #[test]
    fn carrying_on_at_the_needed_rate_arrives_at_the_target() {
        let (start, target) = (AI_2025_12.dated(), AI_TARGET_2030.dated());
        let needed = growth_between(start, target).unwrap();
        for (step, points) in [(Step::Yearly, 6), (Step::Monthly, 61)] {
            let path = carried_on::<Fp16>(start, needed, target.date, step);
            assert_eq!(path.len(), points);
            let last = path.last().unwrap();
            assert_eq!(last.date.months(), target.date.months());
            assert!((last.eflops.get() - target.eflops.get()).abs() < 1e-9 * target.eflops.get());
        }
    }

    #[test]
    fn a_projection_into_the_past_is_its_start() {
        let start = AI_2025_12.dated();
        assert_eq!(carried_on(start, Growth::clamped(0.3), YearMonth::end_of(2020), Step::Yearly), [start]);
    }
}
