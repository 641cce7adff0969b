//! What the reader may change in `#/economy`: every assumption of the model, in the unit of its knob.
//!
//! The numbers are held as the knob shows them (billions of RMB, fractions), so that a link gives back the very bits it was made from;
//! [`Economy::assumptions`] turns them into the model's quantities.

use crate::economy::assumptions::{Assumptions, Demand, Economy as Growing, Spending, Stock, UseOfStock};
use crate::scenario::knobs::{Effect, Grounds, Knob, Unit};
use crate::scenario::value::{Kind, Travel, Value};
use crate::scenario::view::View;
use crate::units::compute::{Eflops, RmbPerEflops};
use crate::units::{Elasticity, Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp};

/// One row of the economy's knobs: field, key, range, unit, grounds. Field and row are declared together, so neither can be forgotten.
macro_rules! economy_knobs {
    ($($(#[$doc:meta])* $field:ident = $key:literal, $min:literal..$max:literal step $step:literal $travel:ident, $unit:ident, $grounds:ident;)*) => {
        /// The assumptions, each in its knob's unit.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Economy {
            $($(#[$doc])* pub $field: f64,)*
        }

        /// The economy's rows of the knob table.
        pub static ECONOMY: &[Knob] = &[$(Knob {
            key: $key,
            view: View::Economy,
            kind: Kind::Number { min: $min, max: $max, step: $step, travel: Travel::$travel },
            unit: Unit::$unit,
            grounds: Grounds::$grounds,
            effect: Effect::Redraw,
            get: |scenario| Value::Number(scenario.economy.$field),
            set: |scenario, value| {
                if let Value::Number(number) = value {
                    scenario.economy.$field = *number;
                }
            },
        }),*];
    };
}

economy_knobs! {
    /// Investment 2025 to 2027 together, billion RMB.
    plan = "plan", 50.0..5000.0 step 10.0 Logarithmic, BillionRmb, Published;
    /// Growth a year of the investment from 2028 on.
    plan_growth = "plangrowth", -0.5..1.0 step 0.01 Linear, PercentPerYear, Published;
    /// Share of the investment that becomes accelerators and their servers.
    hardware = "hardware", 0.05..1.0 step 0.01 Linear, Percent, Guess;
    /// Price of one EFLOPS (FP16, dense) in 2025, billion RMB.
    price = "price", 0.01..5.0 step 0.01 Logarithmic, BillionRmbPerEflops, Guess;
    /// Change of that price a year.
    price_change = "pricechange", -0.6..0.2 step 0.01 Linear, PercentPerYear, Guess;
    /// Installed at the end of 2025, EFLOPS (FP16).
    installed = "installed", 100.0..5000.0 step 10.0 Linear, Eflops, Published;
    /// Years a machine stays in service.
    life = "life", 1.0..15.0 step 0.5 Linear, Years, Guess;
    /// Share of the peak in use in 2025.
    use_2025 = "use2025", 0.05..1.0 step 0.01 Linear, Percent, Guess;
    /// Share of the peak in use in 2035.
    use_2035 = "use2035", 0.05..1.0 step 0.01 Linear, Percent, Guess;
    /// Share of the work that may be done in FP8.
    fp8_work = "fp8work", 0.0..1.0 step 0.01 Linear, Percent, Guess;
    /// Share of the fleet with FP8 units in 2025.
    fp8_fleet_2025 = "fp8fleet2025", 0.0..1.0 step 0.01 Linear, Percent, Guess;
    /// Share of the fleet with FP8 units in 2035.
    fp8_fleet_2035 = "fp8fleet2035", 0.0..1.0 step 0.01 Linear, Percent, Guess;
    /// How much faster FP8 runs where there are units for it.
    fp8_speed_up = "fp8speed", 1.0..4.0 step 0.05 Linear, Times, Published;
    /// Demand in 2025 relative to usable compute.
    demand_2025 = "demand2025", 0.2..5.0 step 0.05 Linear, Times, Guess;
    /// Demand in 2035 relative to 2025.
    demand = "demand", 1.0..200.0 step 1.0 Logarithmic, Times, Published;
    /// Real growth of GDP a year.
    gdp_growth = "gdpgrowth", -0.02..0.1 step 0.0001 Linear, PercentPerYear, Published;
    /// Rise of prices a year.
    inflation = "inflation", -0.02..0.1 step 0.001 Linear, PercentPerYear, Guess;
    /// Share of GDP that AI adds in 2025.
    share_2025 = "share2025", 0.0001..0.1 step 0.0005 Linear, Percent, Guess;
    /// Share of GDP that AI would add in 2035 with its demand for compute met.
    share_2035 = "share2035", 0.001..0.3 step 0.001 Linear, Percent, Published;
    /// How strongly missing compute cuts the value.
    elasticity = "elasticity", 0.0..1.0 step 0.05 Linear, None, Guess;
    /// GDP of 2025, trillion RMB.
    gdp_2025 = "gdp2025", 50.0..300.0 step 0.1 Linear, TrillionRmb, Published;
}

impl Default for Economy {
    fn default() -> Self {
        Self::from(&Assumptions::default())
    }
}

impl From<&Assumptions> for Economy {
    fn from(a: &Assumptions) -> Self {
        Self {
            plan: a.spending.three_year_plan.get() / 1e9,
            plan_growth: a.spending.growth_after_plan.get(),
            hardware: a.spending.hardware_share.get(),
            price: a.spending.price_2025.billions(),
            price_change: a.spending.price_change.get(),
            installed: a.stock.installed_2025.get(),
            life: a.stock.life.get(),
            use_2025: a.use_of_stock.utilisation_2025.get(),
            use_2035: a.use_of_stock.utilisation_2035.get(),
            fp8_work: a.use_of_stock.fp8_work.get(),
            fp8_fleet_2025: a.use_of_stock.fp8_fleet_2025.get(),
            fp8_fleet_2035: a.use_of_stock.fp8_fleet_2035.get(),
            fp8_speed_up: a.use_of_stock.fp8_speed_up.get(),
            demand_2025: a.demand.relative_to_usable_2025.get(),
            demand: a.demand.multiple_2035.get(),
            gdp_growth: a.economy.real_growth.get(),
            inflation: a.economy.price_rise.get(),
            share_2025: a.economy.ai_share_2025.get(),
            share_2035: a.economy.ai_share_2035.get(),
            elasticity: a.economy.elasticity.get(),
            gdp_2025: a.economy.gdp_2025.get() / 1e12,
        }
    }
}

impl Economy {
    /// The assumptions in the model's own quantities. The knobs' ranges lie within those of the quantities, so nothing is clamped.
    pub fn assumptions(&self) -> Assumptions {
        Assumptions {
            spending: Spending {
                three_year_plan: Rmb::clamped(self.plan * 1e9),
                growth_after_plan: Growth::clamped(self.plan_growth),
                hardware_share: Share::clamped(self.hardware),
                price_2025: RmbPerEflops::clamped(self.price * 1e9),
                price_change: Growth::clamped(self.price_change),
            },
            stock: Stock { installed_2025: Eflops::clamped(self.installed), life: ServiceLife::clamped(self.life) },
            use_of_stock: UseOfStock {
                utilisation_2025: Share::clamped(self.use_2025),
                utilisation_2035: Share::clamped(self.use_2035),
                fp8_work: Share::clamped(self.fp8_work),
                fp8_fleet_2025: Share::clamped(self.fp8_fleet_2025),
                fp8_fleet_2035: Share::clamped(self.fp8_fleet_2035),
                fp8_speed_up: SpeedUp::clamped(self.fp8_speed_up),
            },
            demand: Demand {
                relative_to_usable_2025: Multiple::clamped(self.demand_2025),
                multiple_2035: Multiple::clamped(self.demand),
            },
            economy: Growing {
                gdp_2025: Rmb::clamped(self.gdp_2025 * 1e12),
                real_growth: Growth::clamped(self.gdp_growth),
                price_rise: Growth::clamped(self.inflation),
                ai_share_2025: Share::clamped(self.share_2025),
                ai_share_2035: Share::clamped(self.share_2035),
                elasticity: Elasticity::clamped(self.elasticity),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_knobs_are_the_default_assumptions() {
        assert_eq!(Economy::default().assumptions(), Assumptions::default());
    }

    #[test]
    fn defaults_lie_within_their_ranges() {
        let scenario = crate::scenario::Scenario::default();
        for knob in ECONOMY {
            assert!(knob.kind.allows(&(knob.get)(&scenario)), "{}", knob.key);
        }
    }
}
