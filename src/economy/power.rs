//! Fourth link: what stands → what can run, with the power there is.
//!
//! Units: watts, EFLOPS. `needed(t) = draw(t) × PUE(t)`, the draw that of all machines in service (`economy::fleet`), PUE from its
//! 2025 to its 2035 value in a straight line. Where that is above the limit, `limit / PUE(t)` goes to the newest machines first,
//! which do most with a watt, as long as what new machines draw never rises; the rest stands still.
//! Example: 1590 EFLOPS × 2.5 MW × 1.42 = 5.64 GW.

use crate::economy::assumptions::Power;
use crate::economy::calendar::{Course, way_held};
use crate::economy::fleet::{Fleet, Running};
use crate::units::Watts;
use crate::units::compute::Fp16;
use crate::units::factors::Pue;
use crate::units::power::MegawattsPerEflops;

/// What machines bought in a year draw; `draw_change` is the course of [`Power::draw_change`].
pub fn draw_of_new(power: &Power, draw_change: &Course, year: u16) -> MegawattsPerEflops<Fp16> {
    power.draw_2025 * draw_change.at(year)
}

/// Power usage effectiveness in a year.
pub fn pue(power: &Power, year: u16) -> Pue {
    power.pue_2025.towards(power.pue_2035, way_held(year))
}

/// What all computing centres need in a year for machines that draw this much.
pub fn needed(power: &Power, draw: Watts, year: u16) -> Watts {
    draw * pue(power, year)
}

/// What of a fleet can run.
pub fn running(power: &Power, fleet: &Fleet, year: u16) -> Running {
    if needed(power, fleet.draw(), year) <= power.limit {
        return Running { eflops: fleet.installed(), eflops_per_watt_at_the_edge: 0.0 };
    }
    fleet.running(power.limit / pue(power, year))
}

#[cfg(test)]
mod tests {
    use super::{needed, running};
    use crate::economy::assumptions::Assumptions;
    use crate::economy::fleet::Fleet;
    use crate::units::compute::Eflops;
    use crate::units::{ServiceLife, Watts};

    #[test]
    fn the_stock_of_2025_needs_under_six_gigawatts() {
        let Assumptions { power, stock, .. } = Assumptions::default();
        let fleet = Fleet::new(stock.installed_2025, power.draw_2025, stock.life);
        let all = needed(&power, fleet.draw(), 2025);
        assert!((all.gigawatts() - 1590.0 * 2.5e-3 * 1.42).abs() < 1e-9);
        assert_eq!(running(&power, &fleet, 2025).eflops, fleet.installed());
    }

    #[test]
    fn what_there_is_no_power_for_stands_still() {
        let mut power = Assumptions::default().power;
        power.limit = Watts::clamped(1e9);
        let fleet = Fleet::new(Eflops::clamped(1000.0), power.draw_2025, ServiceLife::clamped(5.0));
        let running = running(&power, &fleet, 2035);
        assert!((running.eflops.get() - 1000.0 / (2.5 * 1.25)).abs() < 1e-9);
    }
}
