//! Fifth link: what runs → usable compute, and what FP8 adds.
//!
//! Units: EFLOPS (FP16, dense, or worth as much). `usable(t) = running(t) × utilisation(t) × network × m(t)` with Amdahl's
//! `m(t) = 1 / (1 − f + f / s)`, `f = share of work in FP8 × share of the fleet with FP8 units(t)`, s the speed-up.
//! Utilisation and fleet go from their 2025 to their 2035 values in a straight line and keep them afterwards. The product f supposes that FP8
//! work is spread evenly over the fleet; steering it to the machines that have the units would do better.
//! Example: f = 0.5 × 0.2 = 0.1 and s = 2 give m = 1 / 0.95 = 1.053.

use crate::economy::assumptions::UseOfStock;
use crate::economy::calendar::way_held;
use crate::units::compute::{Eflops, Fp16};
use crate::units::{Multiple, Share};

/// Share of the peak that is used in a year.
pub fn utilisation(use_of_stock: &UseOfStock, year: u16) -> Share {
    use_of_stock.utilisation_2025.towards(use_of_stock.utilisation_2035, way_held(year))
}

/// How much more the same stock does in a year because part of the work runs in FP8.
pub fn fp8_gain(use_of_stock: &UseOfStock, year: u16) -> Multiple {
    let fleet = use_of_stock.fp8_fleet_2025.towards(use_of_stock.fp8_fleet_2035, way_held(year));
    use_of_stock.fp8_speed_up.for_part(use_of_stock.fp8_work * fleet)
}

/// Compute that does useful work in a year, of machines that run.
pub fn usable(use_of_stock: &UseOfStock, running: Eflops<Fp16>, year: u16) -> Eflops<Fp16> {
    running * utilisation(use_of_stock, year) * use_of_stock.network * fp8_gain(use_of_stock, year)
}

#[cfg(test)]
mod tests {
    use super::{fp8_gain, usable, utilisation};
    use crate::economy::assumptions::Assumptions;
    use crate::units::compute::Eflops;
    use crate::units::{Multiple, Share, SpeedUp};

    #[test]
    fn the_fp8_gain_grows_with_the_fleet() {
        let use_of_stock = Assumptions::default().use_of_stock;
        for (year, expect) in [(2025, 1.0 / 0.95), (2030, 1.0 / 0.875), (2035, 1.0 / 0.8)] {
            assert!((fp8_gain(&use_of_stock, year).get() - expect).abs() < 1e-12, "{year}");
        }
    }

    #[test]
    fn without_fp8_units_or_without_a_speed_up_nothing_is_gained() {
        let mut use_of_stock = Assumptions::default().use_of_stock;
        use_of_stock.fp8_fleet_2035 = Share::MIN;
        assert_eq!(fp8_gain(&use_of_stock, 2035), Multiple::ONE);
        use_of_stock.fp8_fleet_2035 = Share::MAX;
        use_of_stock.fp8_speed_up = SpeedUp::MIN;
        assert_eq!(fp8_gain(&use_of_stock, 2035), Multiple::ONE);
    }

    #[test]
    fn usable_is_the_used_part_times_the_gain() {
        let mut use_of_stock = Assumptions::default().use_of_stock;
        use_of_stock.utilisation_2035 = Share::clamped(0.7);
        assert!((utilisation(&use_of_stock, 2030).get() - 0.6).abs() < 1e-12);
        let expect = 1000.0 * 0.6 * 0.9 / 0.875;
        assert!((usable(&use_of_stock, Eflops::clamped(1000.0), 2030).get() - expect).abs() < 1e-9);
    }
}
