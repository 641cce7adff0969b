//! Sets of assumptions to start from, each a short list of what differs from the default, as a link would write it.
//!
//! A preset changes A; the seed, B and what is asked of the model stay.

use crate::scenario::Scenario;
use crate::scenario::economy::Side;
use crate::scenario::knobs::knob;
use crate::scenario::view::View;

/// One set.
pub struct Preset {
    /// Its stable name.
    pub key: &'static str,
    /// What differs from the default: keys and values of a link.
    pub changes: &'static [(&'static str, &'static str)],
}

/// The sets, in the order shown to readers.
pub static PRESETS: &[Preset] = &[
    Preset { key: "source", changes: &[] },
    Preset { key: "official", changes: &[("money", "own"), ("gdppath", "official")] },
    Preset { key: "cautious", changes: &[("plangrowth", "0.1"), ("share2035", "0.02"), ("pricechange", "-0.15")] },
    Preset {
        key: "boom",
        changes: &[("money", "own"), ("plangrowth", "0.35"), ("demand", "50"), ("powerlimit", "300")],
    },
    Preset { key: "fp8everywhere", changes: &[("fp8work", "0.9"), ("fp8fleet2035", "1")] },
    Preset { key: "nofp8", changes: &[("fp8fleet2025", "0"), ("fp8fleet2035", "0")] },
    Preset { key: "demand100", changes: &[("demand", "100")] },
    Preset { key: "openmodels", changes: &[("cheaper", "0.4"), ("rebound", "1.3")] },
];

impl Preset {
    /// Puts the set in the place of A.
    pub fn apply(&self, scenario: &mut Scenario) {
        scenario.economy.side = Side::default();
        for (key, raw) in self.changes {
            if let Some(knob) = knob(View::Economy, key)
                && let (Some(value), None) = knob.kind.read(raw)
            {
                (knob.set)(scenario, &value);
            }
        }
    }

    /// Whether A is this set.
    pub fn is_in_force(&self, scenario: &Scenario) -> bool {
        let mut applied = scenario.clone();
        self.apply(&mut applied);
        applied.economy.side == scenario.economy.side
    }
}
