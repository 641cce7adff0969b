//! The levers of the model: every number that a reader may turn, in the unit that a reader sees, with its range.
//!
//! One row of the table for each: its key, its range, the field of [`Assumptions`] that it stands for and how many of the field's
//! units are one of the reader's (10^9 for billions of RMB). Knobs, links, ranges of uncertainty, the tornado and "solve for" all go
//! through this table, so a new assumption is one more row. Example: the lever `plan` at 500 is 5 × 10^11 RMB.

use crate::economy::assumptions::{Assumptions, Demand, Economy, GdpPath, Money, Power, Spending, Stock, UseOfStock};
use crate::units::compute::{Eflops, RmbPerEflops};
use crate::units::factors::{Bend, Pue, Rebound, RelativePrice, Rise};
use crate::units::power::MegawattsPerEflops;
use crate::units::{Elasticity, Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp, Watts};

/// The table: name, key, range, field, type, and what one of the reader's units is in the field's.
macro_rules! levers {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $min:literal..$max:literal, $($field:ident).+ as $type:ident * $unit:literal;)*) => {
        /// One number that may be turned.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum Lever {
            $($(#[$doc])* $name,)*
        }

        impl Lever {
            /// Every lever, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The key of its knob.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// The smallest and the largest value, in the reader's unit.
            pub const fn range(self) -> (f64, f64) {
                match self { $(Self::$name => ($min, $max)),* }
            }

            /// How many of the model's units are one of the reader's.
            pub const fn unit(self) -> f64 {
                match self { $(Self::$name => $unit),* }
            }

            /// Its value, in the reader's unit.
            pub fn get(self, assumptions: &Assumptions) -> f64 {
                match self { $(Self::$name => assumptions.$($field).+.get() / $unit),* }
            }

            /// Sets it to the nearest allowed value.
            pub fn set(self, assumptions: &mut Assumptions, value: f64) {
                match self { $(Self::$name => assumptions.$($field).+ = $type::clamped(value.clamp($min, $max) * $unit)),* }
            }
        }
    };
}

levers! {
    /// Investment 2025 to 2027 together, billion RMB.
    Plan = "plan", 50.0..5000.0, spending.three_year_plan as Rmb * 1e9;
    /// The reader's own amount for 2025, billion RMB.
    Yearly = "yearly", 10.0..5000.0, spending.own_2025 as Rmb * 1e9;
    /// Growth a year of the investment.
    PlanGrowth = "plangrowth", -0.5..1.0, spending.growth as Growth * 1.0;
    /// Share of what AI adds that is invested a year later.
    Reinvest = "reinvest", 0.0..0.5, spending.reinvested as Share * 1.0;
    /// Share of the investment that becomes accelerators and their servers.
    Hardware = "hardware", 0.05..1.0, spending.hardware_share as Share * 1.0;
    /// Price of one imported EFLOPS (FP16, dense) in 2025, billion RMB.
    Price = "price", 0.01..5.0, spending.price_2025 as RmbPerEflops * 1e9;
    /// Change of that price a year.
    PriceChange = "pricechange", -0.6..0.2, spending.price_change as Growth * 1.0;
    /// Share of the hardware money for domestic chips in 2025.
    Domestic2025 = "domestic2025", 0.0..1.0, spending.domestic_2025 as Share * 1.0;
    /// The same in 2035.
    Domestic2035 = "domestic2035", 0.0..1.0, spending.domestic_2035 as Share * 1.0;
    /// Price of a domestic EFLOPS relative to an imported one.
    DomesticPrice = "domesticprice", 0.25..4.0, spending.domestic_price as RelativePrice * 1.0;
    /// Installed at the end of 2025, EFLOPS (FP16).
    Installed = "installed", 100.0..5000.0, stock.installed_2025 as Eflops * 1.0;
    /// Years a machine stays in service.
    Life = "life", 1.0..15.0, stock.life as ServiceLife * 1.0;
    /// What machines of 2025 draw, MW for one EFLOPS.
    Draw = "draw", 0.2..10.0, power.draw_2025 as MegawattsPerEflops * 1.0;
    /// Change a year of what new machines draw.
    DrawChange = "drawchange", -0.5..0.0, power.draw_change as Growth * 1.0;
    /// Power usage effectiveness in 2025.
    Pue2025 = "pue2025", 1.0..2.5, power.pue_2025 as Pue * 1.0;
    /// Power usage effectiveness in 2035.
    Pue2035 = "pue2035", 1.0..2.5, power.pue_2035 as Pue * 1.0;
    /// Power there is for AI, GW.
    PowerLimit = "powerlimit", 1.0..2000.0, power.limit as Watts * 1e9;
    /// Share of the peak in use in 2025.
    Use2025 = "use2025", 0.05..1.0, use_of_stock.utilisation_2025 as Share * 1.0;
    /// Share of the peak in use in 2035.
    Use2035 = "use2035", 0.05..1.0, use_of_stock.utilisation_2035 as Share * 1.0;
    /// Share of the stock that the network lets work.
    Network = "network", 0.05..1.0, use_of_stock.network as Share * 1.0;
    /// Share of the work that may be done in FP8.
    Fp8Work = "fp8work", 0.0..1.0, use_of_stock.fp8_work as Share * 1.0;
    /// Share of the fleet with FP8 units in 2025.
    Fp8Fleet2025 = "fp8fleet2025", 0.0..1.0, use_of_stock.fp8_fleet_2025 as Share * 1.0;
    /// Share of the fleet with FP8 units in 2035.
    Fp8Fleet2035 = "fp8fleet2035", 0.0..1.0, use_of_stock.fp8_fleet_2035 as Share * 1.0;
    /// How much faster FP8 runs where there are units for it.
    Fp8Speed = "fp8speed", 1.0..4.0, use_of_stock.fp8_speed_up as SpeedUp * 1.0;
    /// Demand in 2025 relative to usable compute.
    Demand2025 = "demand2025", 0.2..5.0, demand.relative_to_usable_2025 as Multiple * 1.0;
    /// Demand in 2035 relative to 2025.
    Demand = "demand", 1.0..200.0, demand.multiple_2035 as Rise * 1.0;
    /// How the path of demand bends.
    Shape = "shape", -0.5..0.5, demand.bend as Bend * 1.0;
    /// Fall a year of the compute that one task needs.
    Cheaper = "cheaper", 0.0..0.7, demand.cheaper as Share * 1.0;
    /// How use answers to cheaper tasks.
    Rebound = "rebound", 0.0..2.0, demand.rebound as Rebound * 1.0;
    /// Real growth of GDP a year.
    GdpGrowth = "gdpgrowth", -0.02..0.1, economy.real_growth as Growth * 1.0;
    /// Rise of prices a year.
    Inflation = "inflation", -0.02..0.1, economy.price_rise as Growth * 1.0;
    /// Share of GDP that AI adds in 2025 with its demand met.
    Share2025 = "share2025", 0.0001..0.1, economy.ai_share_2025 as Share * 1.0;
    /// The same in 2035.
    Share2035 = "share2035", 0.001..0.3, economy.ai_share_2035 as Share * 1.0;
    /// How much of the final share is reached in 2035.
    Reached = "reached", 0.05..0.95, economy.reached_2035 as Share * 1.0;
    /// How strongly missing compute cuts the value.
    Elasticity = "elasticity", 0.0..1.0, economy.elasticity as Elasticity * 1.0;
    /// GDP of 2025, trillion RMB.
    Gdp2025 = "gdp2025", 50.0..300.0, economy.gdp_2025 as Rmb * 1e12;
}

/// How many levers there are.
pub const COUNT: usize = Lever::ALL.len();

impl Lever {
    /// Its place in the table.
    pub const fn place(self) -> usize {
        self as usize
    }

    /// The lever of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lever| lever.key() == key)
    }

    /// The nearest value it allows.
    pub fn held(self, value: f64) -> f64 {
        let (min, max) = self.range();
        value.clamp(min, max)
    }
}

/// Assumptions with every lever at the nearest allowed value to the given one; no fact is looked up.
pub fn assumptions(value: impl Fn(Lever) -> f64, money: Money, path: GdpPath) -> Assumptions {
    let mut given = Assumptions {
        spending: Spending {
            money,
            three_year_plan: Rmb::MIN,
            own_2025: Rmb::MIN,
            growth: Growth::MIN,
            reinvested: Share::MIN,
            hardware_share: Share::MIN,
            price_2025: RmbPerEflops::MIN,
            price_change: Growth::MIN,
            domestic_2025: Share::MIN,
            domestic_2035: Share::MIN,
            domestic_price: RelativePrice::MIN,
        },
        stock: Stock { installed_2025: Eflops::ZERO, life: ServiceLife::MIN },
        power: Power {
            draw_2025: MegawattsPerEflops::MIN,
            draw_change: Growth::MIN,
            pue_2025: Pue::MIN,
            pue_2035: Pue::MIN,
            limit: Watts::MIN,
        },
        use_of_stock: UseOfStock {
            utilisation_2025: Share::MIN,
            utilisation_2035: Share::MIN,
            network: Share::MIN,
            fp8_work: Share::MIN,
            fp8_fleet_2025: Share::MIN,
            fp8_fleet_2035: Share::MIN,
            fp8_speed_up: SpeedUp::MIN,
        },
        demand: Demand {
            relative_to_usable_2025: Multiple::MIN,
            multiple_2035: Rise::MIN,
            bend: Bend::MIN,
            cheaper: Share::MIN,
            rebound: Rebound::MIN,
        },
        economy: Economy {
            gdp_2025: Rmb::MIN,
            path,
            real_growth: Growth::MIN,
            price_rise: Growth::MIN,
            ai_share_2025: Share::MIN,
            ai_share_2035: Share::MIN,
            reached_2035: Share::MIN,
            elasticity: Elasticity::MIN,
        },
    };
    for &lever in Lever::ALL {
        lever.set(&mut given, value(lever));
    }
    given
}

#[cfg(test)]
mod tests {
    use super::{Lever, assumptions};
    use crate::economy::assumptions::{Assumptions, GdpPath, Money};

    #[test]
    fn the_default_levers_are_the_default_assumptions() {
        let given = Assumptions::default();
        assert_eq!(assumptions(|lever| lever.get(&given), Money::Plan, GdpPath::Own), given);
    }

    #[test]
    fn every_lever_reads_what_it_sets_and_moves_nothing_else() {
        for &lever in Lever::ALL {
            let (min, max) = lever.range();
            for value in [min, max, f64::midpoint(min, max)] {
                let mut given = Assumptions::default();
                lever.set(&mut given, value);
                let got = lever.get(&given);
                assert!((got - value).abs() <= 1e-15 * value.abs(), "{}: {got} instead of {value}", lever.key());
                lever.set(&mut given, lever.get(&Assumptions::default()));
                assert_eq!(given, Assumptions::default(), "{}", lever.key());
            }
        }
    }

    #[test]
    fn defaults_lie_within_their_ranges_and_keys_are_found() {
        let given = Assumptions::default();
        for (place, &lever) in Lever::ALL.iter().enumerate() {
            let value = lever.get(&given);
            assert_eq!(value.to_bits(), lever.held(value).to_bits(), "{}", lever.key());
            assert_eq!((lever.place(), Lever::from_key(lever.key())), (place, Some(lever)));
        }
    }
}
