//! The economy's rows of the knob table: one for each lever and one for its range, then what is chosen and asked.
//!
//! Ranges and keys of the levers are the model's (`economy::levers`); a row here adds how its slider travels, in which unit it is shown,
//! and where its default comes from.

use crate::economy::assumptions::{GdpPath, Money};
use crate::economy::levers::Lever;
use crate::economy::solving::Target;
use crate::scenario::economy::DIAGRAM_YEARS;
use crate::scenario::knobs::{Effect, Grounds, Knob, Unit};
use crate::scenario::value::{Kind, Travel, Value};
use crate::scenario::view::View;

/// Rows of levers: the lever, its step, its travel, its unit, its grounds.
macro_rules! lever_knobs {
    ($($lever:ident = $key:literal step $step:literal $travel:ident, $unit:ident, $grounds:ident;)*) => {
        /// One knob for each lever, in the order of the levers.
        pub static LEVERS: &[Knob] = &[$(Knob {
            key: $key,
            view: View::Economy,
            kind: Kind::Number {
                min: Lever::$lever.range().0,
                max: Lever::$lever.range().1,
                step: $step,
                travel: Travel::$travel,
            },
            unit: Unit::$unit,
            grounds: Grounds::$grounds,
            effect: Effect::Rerun,
            get: |scenario| Value::Number(scenario.economy.side.numbers[Lever::$lever.place()]),
            set: |scenario, value| {
                if let Value::Number(number) = value {
                    // No lever tells -0 from 0, and a link would lose the difference.
                    scenario.economy.side.numbers[Lever::$lever.place()] = *number + 0.0;
                }
            },
        }),*];

        /// One knob for the range of each lever, in the same order.
        pub static RANGES: &[Knob] = &[$(Knob {
            key: concat!("r.", $key),
            view: View::Economy,
            kind: Kind::Range { min: Lever::$lever.range().0, max: Lever::$lever.range().1 },
            unit: Unit::$unit,
            grounds: Grounds::Guess,
            effect: Effect::Rerun,
            get: |scenario| Value::Range(scenario.economy.side.ranges[Lever::$lever.place()]),
            set: |scenario, value| {
                if let Value::Range(range) = value {
                    scenario.economy.side.ranges[Lever::$lever.place()] = *range;
                }
            },
        }),*];

        /// Every lever's key, for "solve for".
        pub static KEYS: &[&str] = &[$($key),*];
    };
}

lever_knobs! {
    Plan = "plan" step 10.0 Logarithmic, BillionRmb, Published;
    Yearly = "yearly" step 0.1 Logarithmic, BillionRmb, Derived;
    PlanGrowth = "plangrowth" step 0.01 Linear, PercentPerYear, Published;
    Reinvest = "reinvest" step 0.005 Linear, Percent, Guess;
    Hardware = "hardware" step 0.01 Linear, Percent, Guess;
    Price = "price" step 0.01 Logarithmic, BillionRmbPerEflops, Guess;
    PriceChange = "pricechange" step 0.01 Linear, PercentPerYear, Guess;
    Domestic2025 = "domestic2025" step 0.01 Linear, Percent, Guess;
    Domestic2035 = "domestic2035" step 0.01 Linear, Percent, Guess;
    DomesticPrice = "domesticprice" step 0.05 Linear, Times, Guess;
    Installed = "installed" step 10.0 Linear, Eflops, Published;
    Life = "life" step 0.5 Linear, Years, Guess;
    Draw = "draw" step 0.1 Linear, MegawattsPerEflops, Guess;
    DrawChange = "drawchange" step 0.01 Linear, PercentPerYear, Guess;
    Pue2025 = "pue2025" step 0.01 Linear, None, Published;
    Pue2035 = "pue2035" step 0.01 Linear, None, Published;
    PowerLimit = "powerlimit" step 1.0 Logarithmic, Gigawatts, Guess;
    Use2025 = "use2025" step 0.01 Linear, Percent, Guess;
    Use2035 = "use2035" step 0.01 Linear, Percent, Guess;
    Network = "network" step 0.01 Linear, Percent, Guess;
    Fp8Work = "fp8work" step 0.01 Linear, Percent, Guess;
    Fp8Fleet2025 = "fp8fleet2025" step 0.01 Linear, Percent, Guess;
    Fp8Fleet2035 = "fp8fleet2035" step 0.01 Linear, Percent, Guess;
    Fp8Speed = "fp8speed" step 0.05 Linear, Times, Published;
    Demand2025 = "demand2025" step 0.05 Linear, Times, Guess;
    Demand = "demand" step 1.0 Logarithmic, Times, Published;
    Shape = "shape" step 0.05 Linear, None, Guess;
    Cheaper = "cheaper" step 0.01 Linear, PercentPerYear, Guess;
    Rebound = "rebound" step 0.05 Linear, None, Guess;
    GdpGrowth = "gdpgrowth" step 0.0001 Linear, PercentPerYear, Published;
    Inflation = "inflation" step 0.001 Linear, PercentPerYear, Guess;
    Share2025 = "share2025" step 0.0005 Linear, Percent, Guess;
    Share2035 = "share2035" step 0.001 Linear, Percent, Published;
    Reached = "reached" step 0.01 Linear, Percent, Guess;
    Elasticity = "elasticity" step 0.05 Linear, None, Guess;
    Gdp2025 = "gdp2025" step 0.1 Linear, TrillionRmb, Published;
}

/// A goal's row.
macro_rules! goal {
    ($target:ident, $key:literal, $min:literal..$max:literal step $step:literal $travel:ident, $unit:ident) => {
        Knob {
            kind: Kind::Number { min: $min, max: $max, step: $step, travel: Travel::$travel },
            unit: Unit::$unit,
            grounds: Grounds::Published,
            get: |scenario| Value::Number(scenario.economy.asked.goals[Target::$target.place()]),
            set: |scenario, value| {
                if let Value::Number(number) = value {
                    scenario.economy.asked.goals[Target::$target.place()] = *number + 0.0;
                }
            },
            ..setting($key, Effect::Redraw)
        }
    };
}
/// The rows of a set of assumptions.
pub static SIDE: [&[Knob]; 3] = [LEVERS, CHOICES, RANGES];

/// What is chosen.
pub static CHOICES: &[Knob] = &[
    Knob {
        kind: Kind::Choice(Money::KEYS),
        get: |scenario| Value::Choice(scenario.economy.side.money.key()),
        set: |scenario, value| {
            if let Value::Choice(word) = value
                && let Some(money) = Money::from_key(word)
            {
                scenario.economy.side.money = money;
            }
        },
        ..setting("money", Effect::Rerun)
    },
    Knob {
        kind: Kind::Choice(GdpPath::KEYS),
        get: |scenario| Value::Choice(scenario.economy.side.path.key()),
        set: |scenario, value| {
            if let Value::Choice(word) = value
                && let Some(path) = GdpPath::from_key(word)
            {
                scenario.economy.side.path = path;
            }
        },
        ..setting("gdppath", Effect::Rerun)
    },
];

/// What the model is asked, and what the diagram shows.
pub static ASKED: &[Knob] = &[
    Knob {
        kind: Kind::Whole { min: 0, max: u32::MAX as u64, travel: Travel::Linear },
        get: |scenario| Value::Whole(u64::from(scenario.economy.seed)),
        set: |scenario, value| {
            if let Value::Whole(number) = value
                && let Ok(number) = u32::try_from(*number)
            {
                scenario.economy.seed = number;
            }
        },
        ..setting("seed", Effect::Rerun)
    },
    Knob {
        kind: Kind::Whole { min: DIAGRAM_YEARS.0 as u64, max: DIAGRAM_YEARS.1 as u64, travel: Travel::Linear },
        unit: Unit::CalendarYear,
        get: |scenario| Value::Whole(u64::from(scenario.economy.year)),
        set: |scenario, value| {
            if let Value::Whole(number) = value
                && let Ok(number) = u32::try_from(*number)
            {
                scenario.economy.year = number;
            }
        },
        ..setting("year", Effect::Redraw)
    },
    Knob {
        kind: Kind::Choice(Target::KEYS),
        get: |scenario| Value::Choice(scenario.economy.asked.target.key()),
        set: |scenario, value| {
            if let Value::Choice(word) = value
                && let Some(target) = Target::from_key(word)
            {
                scenario.economy.asked.target = target;
            }
        },
        ..setting("target", Effect::Redraw)
    },
    Knob {
        kind: Kind::Choice(KEYS),
        get: |scenario| Value::Choice(scenario.economy.asked.lever.key()),
        set: |scenario, value| {
            if let Value::Choice(word) = value
                && let Some(lever) = Lever::from_key(word)
            {
                scenario.economy.asked.lever = lever;
            }
        },
        ..setting("solve", Effect::Redraw)
    },
    goal!(Value, "goalvalue", 0.1..200.0 step 0.1 Logarithmic, TrillionRmb),
    goal!(Share, "goalshare", 0.001..0.3 step 0.001 Linear, Percent),
    goal!(Coverage, "goalcoverage", 0.01..1.0 step 0.01 Linear, Percent),
    goal!(Installed, "goalinstalled", 100.0..1e6 step 100.0 Logarithmic, Eflops),
];

/// What the rows above share.
const fn setting(key: &'static str, effect: Effect) -> Knob {
    Knob {
        key,
        view: View::Economy,
        kind: Kind::Choice(&[]),
        unit: Unit::None,
        grounds: Grounds::Setting,
        effect,
        get: |_| Value::Choice(""),
        set: |_, _| {},
    }
}

#[cfg(test)]
mod tests {
    use super::{LEVERS, RANGES};
    use crate::economy::levers::Lever;
    use crate::scenario::Scenario;
    use crate::scenario::value::Kind;

    #[test]
    fn every_lever_has_its_knob_and_its_range() {
        let keys: Vec<&str> = Lever::ALL.iter().map(|lever| lever.key()).collect();
        assert!(LEVERS.iter().map(|knob| knob.key).eq(keys.iter().copied()));
        assert!(RANGES.iter().map(|knob| knob.key).eq(keys.iter().map(|key| format!("r.{key}"))));
        for (lever, knob) in Lever::ALL.iter().zip(LEVERS) {
            let Kind::Number { min, max, .. } = knob.kind else { panic!("{} is a number", knob.key) };
            assert_eq!((min.to_bits(), max.to_bits()), (lever.range().0.to_bits(), lever.range().1.to_bits()));
        }
    }

    #[test]
    fn defaults_are_allowed() {
        let scenario = Scenario::default();
        for knob in LEVERS.iter().chain(RANGES) {
            assert!(knob.kind.allows(&(knob.get)(&scenario)), "{}", knob.key);
        }
    }
}
