//! Named sets of assumptions for `#/economy`, each a short diff from the defaults.
//!
//! A lever that a preset sets is one number there, unless the preset gives it a range too. What each is for: the source text taken at
//! its word (the defaults); prices chosen so that the official target of 2030 is met; everything slow; everything fast; and, with a
//! hundredfold demand, where compute is scarce enough to matter: FP8 wherever it can be, FP8 nowhere, and neither. Open models make
//! tasks cheaper, and use answers more than that.

use crate::scenario::Scenario;
use crate::scenario::economy::Economy;
use crate::scenario::knobs::knob;
use crate::scenario::value::Value;
use crate::scenario::view::View;

/// One preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its key, which names its words too.
    pub key: &'static str,
    /// Keys and values, as a link carries them.
    pub changes: &'static [(&'static str, &'static str)],
}

/// Every preset, the defaults first.
pub static PRESETS: &[Preset] = &[
    Preset { key: "source", changes: &[] },
    Preset { key: "official", changes: &[("pricechange", "-0.224"), ("gdppath", "official")] },
    Preset {
        key: "cautious",
        changes: &[
            ("plangrowth", "0.05"),
            ("reinvest", "0.02"),
            ("pricechange", "-0.15"),
            ("demand", "20"),
            ("gdpgrowth", "0.03"),
            ("inflation", "0"),
            ("share2035", "0.04"),
        ],
    },
    Preset {
        key: "boom",
        changes: &[
            ("money", "own"),
            ("plangrowth", "0.3"),
            ("reinvest", "0.1"),
            ("pricechange", "-0.3"),
            ("powerlimit", "300"),
            ("demand", "100"),
            ("share2035", "0.06"),
        ],
    },
    Preset { key: "fp8everywhere", changes: &[("fp8work", "0.9"), ("fp8fleet2035", "1"), ("demand", "100")] },
    Preset { key: "nofp8", changes: &[("fp8fleet2025", "0"), ("fp8fleet2035", "0"), ("demand", "100")] },
    Preset { key: "demand100", changes: &[("demand", "100")] },
    Preset { key: "openmodels", changes: &[("cheaper", "0.3"), ("rebound", "1.5")] },
];

impl Preset {
    /// The defaults with this preset's changes.
    pub fn economy(&self) -> Economy {
        let mut scenario = Scenario { view: View::Economy, ..Scenario::default() };
        for (key, _) in self.changes {
            if let Some(range) = knob(View::Economy, &format!("r.{key}")) {
                (range.set)(&mut scenario, &Value::Range(None));
            }
        }
        for (key, raw) in self.changes {
            if let Some(knob) = knob(View::Economy, key)
                && let (Some(value), None) = knob.kind.read(raw)
            {
                (knob.set)(&mut scenario, &value);
            }
        }
        scenario.economy
    }

    /// Puts its assumptions in the place of the reader's; what is asked of the model and a second set stay.
    pub fn apply(&self, scenario: &mut Scenario) {
        scenario.economy.side = self.economy().side;
    }

    /// Whether its assumptions are those in force.
    pub fn is_in_force(&self, scenario: &Scenario) -> bool {
        scenario.economy.side == self.economy().side
    }
}

#[cfg(test)]
mod tests {
    use super::PRESETS;
    use crate::economy::facts::named::AI_TARGET_2030;
    use crate::economy::project;
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knob;
    use crate::scenario::link::{Pin, print};
    use crate::scenario::view::View;

    fn value(key: &str) -> f64 {
        let preset = PRESETS.iter().find(|preset| preset.key == key).unwrap();
        project(&preset.economy().side.assumptions()).claimed().value.trillions()
    }

    #[test]
    fn every_change_is_allowed_and_every_link_short() {
        for preset in PRESETS {
            for (key, raw) in preset.changes {
                let (value, why) = knob(View::Economy, key).unwrap().kind.read(raw);
                assert!(value.is_some() && why.is_none(), "{}: {key}={raw}", preset.key);
            }
            let mut scenario = Scenario { view: View::Economy, ..Scenario::default() };
            preset.apply(&mut scenario);
            assert!(print(&scenario, Pin::Always).len() <= 260, "{}", preset.key);
            let in_force: Vec<&str> = PRESETS.iter().filter(|p| p.is_in_force(&scenario)).map(|p| p.key).collect();
            assert_eq!(in_force, [preset.key]);
        }
    }

    #[test]
    fn presets_do_what_they_are_for() {
        let official = PRESETS.iter().find(|preset| preset.key == "official").unwrap();
        let target = AI_TARGET_2030.eflops().get();
        let installed = project(&official.economy().side.assumptions()).year(2030).installed.get();
        assert!((installed / target - 1.0).abs() < 0.01, "{installed}");
        assert!(value("cautious") < value("source") && value("source") < value("boom"));
        assert!(value("nofp8") < value("demand100") && value("demand100") < value("fp8everywhere"));
    }
}
