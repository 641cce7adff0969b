//! Sixth link: demand for compute, and how much of it is covered.
//!
//! Units: EFLOPS (worth as much as FP16, dense). With x the way from 2025 to 2035 (0.5 in 2030, 1.5 in 2040),
//! `D(t) = usable(2025) × b × M^(x + k × x × (1 − x)) × ((1 − δ)^(1 − ε))^(t − 2025)`; the bend k and the last factor act from 2025 on.
//! M is the multiple of 2035. δ is how much less compute a task needs each year, thanks to open models and better methods; use
//! answers with the elasticity ε, so that cheaper tasks by themselves would be asked for (1 − δ)^(−ε) as often: at ε = 1 all
//! that is saved is used, above 1 more than that.
//! `coverage(t) = min(1, usable(t) / D(t))`.
//! Example: M = 10 is a growth of 10^0.1 − 1 = 25.9 % a year; δ = 30 % and ε = 0.5 take 0.7^0.5 = 0.837 of it each year.
//!
//! With b at 1 the model starts from a market that clears: it cannot say whether compute is scarce today, only whether it becomes
//! scarcer. The same b holds in 2024, whose stock another publisher counted. Nothing is demanded where nothing is usable in 2025; then all of it is covered.

use crate::economy::assumptions::Demand;
use crate::economy::calendar::{BASE_YEAR, Course, FIRST_YEAR, LAST_YEAR, way};
use crate::economy::powers::power;
use crate::units::compute::{Eflops, Fp16};
use crate::units::{Multiple, Share};

/// How demand moves from 2025 on, relative to what was usable then; in 2024 it is relative to that year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Path {
    relative: [Multiple; LENGTH],
}

const LENGTH: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

impl Path {
    /// The whole path.
    ///
    /// The exponent `x + k x (1 − x)` has constant second differences, −2k/100, so the factor from one year to the next changes by a
    /// constant factor itself: three powers are enough for all years.
    pub fn of(demand: &Demand) -> Self {
        let first = way(BASE_YEAR + 1);
        let bend = demand.bend.get();
        let rise = demand.multiple_2035;
        let along = |way: f64| Multiple::clamped(power(rise.get(), way));
        let mut step = along(first + bend * first * (1.0 - first));
        let change = along(-2.0 * bend * first * first);
        let tasks = Course::by(per_task(demand));
        let mut relative = [demand.relative_to_usable_2025; LENGTH];
        let base = usize::from(BASE_YEAR - FIRST_YEAR);
        for at in base + 1..LENGTH {
            relative[at] = relative[at - 1] * step;
            step = step * change;
        }
        for (at, year) in (FIRST_YEAR..=LAST_YEAR).enumerate().skip(base) {
            relative[at] = relative[at] * tasks.at(year);
        }
        Self { relative }
    }

    /// Compute demanded in a year; `usable` is what is usable in 2025, for 2024 what is usable then.
    pub fn demanded(&self, usable: Eflops<Fp16>, year: u16) -> Eflops<Fp16> {
        usable * self.relative[usize::from(year.saturating_sub(FIRST_YEAR)).min(LENGTH - 1)]
    }
}

/// What cheaper tasks and the use they bring make of demand in one year: (1 − δ)^(1 − ε).
fn per_task(demand: &Demand) -> Multiple {
    Multiple::clamped(power(demand.cheaper.rest().get(), 1.0 - demand.rebound.get()))
}

/// The part of the demand that is met.
pub fn coverage(usable: Eflops<Fp16>, demanded: Eflops<Fp16>) -> Share {
    usable.relative_to(demanded).map_or(Share::MAX, |ratio| Share::clamped(ratio.get()))
}

#[cfg(test)]
mod tests {
    use super::{Path, coverage};
    use crate::economy::assumptions::{Assumptions, Demand};
    use crate::units::Share;
    use crate::units::compute::Eflops;
    use crate::units::factors::{Bend, Rebound, Rise};

    fn check(demand: &Demand, year: u16, expect: f64) {
        let got = Path::of(demand).demanded(Eflops::clamped(800.0), year).get();
        assert!((got / expect - 1.0).abs() < 1e-12, "{year}: {got} instead of {expect}");
    }

    #[test]
    fn demand_grows_tenfold_in_ten_years_and_goes_on() {
        let demand = Assumptions::default().demand;
        for (year, power) in [(2024, 0.0), (2025, 0.0), (2030, 0.5), (2035, 1.0), (2040, 1.5)] {
            check(&demand, year, 800.0 * 10.0_f64.powf(power));
        }
    }

    #[test]
    fn a_bend_moves_the_years_between_and_not_the_ends() {
        let demand = Demand { bend: Bend::clamped(0.4), ..Assumptions::default().demand };
        for (year, power) in [(2024, 0.0), (2025, 0.0), (2028, 0.3 + 0.4 * 0.21), (2030, 0.6), (2035, 1.0), (2040, 1.2)]
        {
            check(&demand, year, 800.0 * 10.0_f64.powf(power));
        }
    }

    #[test]
    fn what_cheaper_tasks_do_hangs_on_the_rebound() {
        let mut demand = Assumptions::default().demand;
        demand.multiple_2035 = Rise::clamped(1.0);
        demand.cheaper = Share::clamped(0.3);
        for (rebound, factor) in [(0.0, 0.7), (0.5, 0.7_f64.sqrt()), (1.0, 1.0), (2.0, 1.0 / 0.7)] {
            demand.rebound = Rebound::clamped(rebound);
            check(&demand, 2025, 800.0);
            check(&demand, 2027, 800.0 * factor * factor);
        }
    }

    #[test]
    fn coverage_is_at_most_one() {
        fn check(usable: f64, demanded: f64, expect: f64) {
            let got = coverage(Eflops::clamped(usable), Eflops::clamped(demanded));
            assert_eq!(got, Share::clamped(expect));
        }
        check(50.0, 100.0, 0.5);
        check(300.0, 100.0, 1.0);
        check(0.0, 100.0, 0.0);
        check(0.0, 0.0, 1.0);
    }
}
