//! Fourth link: demand for compute, and how much of it is covered.
//!
//! Units: EFLOPS (worth as much as FP16, dense). `D(2025) = usable(2025) × balance`;
//! `D(t) = D(2025) × M^((t − 2025) / 10)` with M the multiple of 2035; `coverage(t) = min(1, usable(t) / D(t))`.
//! Example: M = 10 is a growth of 10^0.1 − 1 = 25.9 % a year.
//!
//! With the balance at 1 the model starts from a market that clears: it cannot say whether compute is scarce today,
//! only whether it becomes scarcer. Nothing is demanded where nothing is usable in 2025; then all of it is covered.

use crate::economy::assumptions::Demand;
use crate::economy::calendar::way_to_last;
use crate::units::Share;
use crate::units::compute::{Eflops, Fp16};

/// Compute demanded in a year.
pub fn demanded(demand: &Demand, usable_2025: Eflops<Fp16>, year: u16) -> Eflops<Fp16> {
    usable_2025 * demand.relative_to_usable_2025 * demand.multiple_2035.after(way_to_last(year))
}

/// The part of the demand that is met.
pub fn coverage(usable: Eflops<Fp16>, demanded: Eflops<Fp16>) -> Share {
    usable.relative_to(demanded).map_or(Share::MAX, |ratio| Share::clamped(ratio.get()))
}

#[cfg(test)]
mod tests {
    use super::{coverage, demanded};
    use crate::economy::assumptions::Assumptions;
    use crate::units::Share;
    use crate::units::compute::Eflops;

    #[test]
    fn demand_grows_tenfold_in_ten_years() {
        let demand = Assumptions::default().demand;
        for (year, expect) in [(2025, 800.0), (2030, 800.0 * 10.0_f64.sqrt()), (2035, 8000.0)] {
            assert!((demanded(&demand, Eflops::clamped(800.0), year).get() - expect).abs() < 1e-8, "{year}");
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
