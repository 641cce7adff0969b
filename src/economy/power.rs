//! Fourth link: what stands → what can run, with the power there is.
//!
//! Units: watts, shares. `needed(t) = draw(t) × PUE(t)`, the draw that of all machines in service (`economy::fleet`), PUE from its
//! 2025 to its 2035 value in a straight line; `powered(t) = min(1, limit / needed(t))` is the share of the stock that can run.
//! Example: 1590 EFLOPS × 2.5 MW × 1.42 = 5.64 GW.

use crate::economy::assumptions::Power;
use crate::economy::calendar::{Course, way_held};
use crate::units::compute::Fp16;
use crate::units::power::MegawattsPerEflops;
use crate::units::{Pue, Share, Watts};

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

/// Share of the stock that can run.
pub fn powered(power: &Power, needed: Watts) -> Share {
    power.limit.share_of(needed)
}

#[cfg(test)]
mod tests {
    use super::{draw_of_new, needed, powered};
    use crate::economy::assumptions::Assumptions;
    use crate::economy::calendar::Course;
    use crate::units::compute::Eflops;
    use crate::units::{Share, Watts};

    #[test]
    fn the_stock_of_2025_needs_under_six_gigawatts() {
        let assumptions = Assumptions::default();
        let power = assumptions.power;
        let course = Course::of(power.draw_change);
        let draw = assumptions.stock.installed_2025 * draw_of_new(&power, &course, 2025);
        let all = needed(&power, draw, 2025);
        assert!((all.gigawatts() - 1590.0 * 2.5e-3 * 1.42).abs() < 1e-9);
        assert_eq!(powered(&power, all), Share::MAX);
    }

    #[test]
    fn with_half_the_power_half_the_machines_run() {
        let mut power = Assumptions::default().power;
        power.limit = Watts::clamped(1e9);
        let draw = Eflops::clamped(1000.0) * power.draw_2025;
        let all = needed(&power, draw, 2035);
        assert!((powered(&power, all).get() - 1.0 / (2.5 * 1.25)).abs() < 1e-12);
    }
}
