//! The loop: AI adds value, part of it buys compute, compute lets AI add more.
//!
//! Unit: a pure number, yuan for yuan. The gain of a year is what one more yuan of last year's value adds to this year's:
//! `gain(t) = ρ × (EFLOPS per yuan) × (usable per EFLOPS) × (coverage per usable) × (share per coverage) × GDP(t)`,
//! with ρ the part reinvested, `h × ((1 − d) / p + d / (q p))`, `u × n × m` (where power is short, what the new machines do more with
//! it than the oldest that run), `1 / D`, and `e × share / coverage`. It counts the first year of machines that serve for several, so
//! a loop would feed itself from about 1 / life on; it is 0 where all demand is met, because then more compute adds nothing.
//! Example: with all defaults it is 0, since demand is met; with a hundredfold demand 2026 has 0.063: of 100 yuan that AI added in 2025, 5
//! are reinvested and add 6.3 in 2026.

use crate::economy::ProjectedYear;
use crate::economy::assumptions::Assumptions;
use crate::economy::calendar::BASE_YEAR;
use crate::economy::fleet::Running;
use crate::economy::hardware::eflops_per_rmb;
use crate::economy::value::slope;
use crate::units::Multiple;
use crate::units::compute::Fp16;
use crate::units::power::MegawattsPerEflops;

/// The gain of a year; 0 for the two years that are known. `draw_of_new` is what a machine bought this year draws.
pub fn gain(
    given: &Assumptions,
    year: &ProjectedYear,
    running: Running,
    draw_of_new: MegawattsPerEflops<Fp16>,
) -> Multiple {
    let by_coverage = slope(year.ai_share, year.coverage, &given.economy).get();
    if year.year <= BASE_YEAR || by_coverage <= 0.0 {
        return Multiple::MIN;
    }
    let eflops = given.spending.reinvested.get() * eflops_per_rmb(&given.spending, year.price, year.year);
    let usable_per_eflops = running_per_eflops(running, draw_of_new)
        * year.utilisation.get()
        * given.use_of_stock.network.get()
        * year.fp8_gain.get();
    Multiple::clamped(eflops * usable_per_eflops / year.demanded.get() * by_coverage * year.gdp.get())
}

/// What one more EFLOPS adds to what can run: all of it while there is power; after that it takes the power of the oldest machines
/// that run, and adds what it does more with it.
fn running_per_eflops(running: Running, draw_of_new: MegawattsPerEflops<Fp16>) -> f64 {
    let more = 1.0 - draw_of_new.get() * 1e6 * running.eflops_per_watt_at_the_edge;
    // Where the newest are themselves the last to get power, only rounding is left.
    if more < 1e-12 { 0.0 } else { more }
}

#[cfg(test)]
mod tests {
    use crate::economy::assumptions::{Assumptions, Money};
    use crate::economy::project;
    use crate::units::factors::Rise;
    use crate::units::{Rmb, Share, Watts};

    /// The gain measured: one more part in a million of 2025's value is put in, and what more there is in 2026 is set beside it.
    fn measured(given: &Assumptions) -> f64 {
        let mut given = *given;
        given.spending.money = Money::Own;
        given.spending.own_2025 = Rmb::clamped(100e9);
        let value = project(&given).base().value.get();
        let extra = value * 1e-6;
        let value_of_2026 = |more: f64| {
            let mut given = given;
            given.spending.own_2025 = Rmb::clamped(
                given.spending.own_2025.get()
                    + more * given.spending.reinvested.get() / given.spending.growth.factor().get(),
            );
            project(&given).year(2026).value.get()
        };
        (value_of_2026(extra) - value_of_2026(-extra)) / (2.0 * extra)
    }

    fn check(given: &Assumptions, is_above_zero: bool) {
        let mut own = *given;
        own.spending.money = Money::Own;
        own.spending.own_2025 = Rmb::clamped(100e9);
        let gain = project(&own).year(2026).gain.get();
        let expect = measured(given);
        // Central differences of relative width 1e-6: rounding of 1e-16 / 1e-6, curvature of 1e-12.
        assert!((gain - expect).abs() < 1e-7 * (1.0 + expect), "{gain} instead of {expect}");
        assert_eq!(gain > 0.0, is_above_zero, "{:?}", project(&own).year(2026));
    }

    #[test]
    fn the_gain_is_what_a_little_more_value_adds() {
        let mut given = Assumptions::default();
        given.demand.multiple_2035 = Rise::clamped(100.0);
        check(&given, true);
        given.spending.reinvested = Share::clamped(0.08);
        check(&given, true);
        // Half the machines must stand still: only what is more efficient about the new ones counts.
        given.power.limit = Watts::clamped(3e9);
        check(&given, true);
    }

    #[test]
    fn where_all_demand_is_met_the_loop_is_open() {
        let mut given = Assumptions::default();
        given.demand.multiple_2035 = Rise::clamped(1.0);
        check(&given, false);
    }
}
