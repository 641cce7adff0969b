//! Which range matters? Each by itself, from its 5th to its 95th percentile, everything else as it is given: a tornado.
//!
//! Unit: trillion RMB of value in 2035. What ranges do together is not in it: with all demand met, for instance, more money alone does
//! nothing, and with far too little of it a different share does less.

use serde::{Deserialize, Serialize};

use crate::economy::assumptions::Assumptions;
use crate::economy::levers::Lever;
use crate::economy::project;
use crate::experiments::uncertainty::spread::Spread;

/// What one range does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    /// The lever.
    pub lever: Lever,
    /// Its 5th and its 95th percentile.
    pub from_to: (f64, f64),
    /// The value of 2035 at the one and at the other, trillion RMB.
    pub value: (f64, f64),
}

impl Swing {
    /// How much it moves the value, trillion RMB.
    pub fn width(&self) -> f64 {
        (self.value.1 - self.value.0).abs()
    }
}

/// Every range by itself, the widest first; those of equal width in the order of the table.
pub fn swings(central: &Assumptions, ranges: &[(Lever, Spread)]) -> Vec<Swing> {
    let mut swings: Vec<Swing> = ranges.iter().map(|(lever, spread)| swing(central, *lever, spread)).collect();
    swings.sort_by(|one, other| other.width().total_cmp(&one.width()).then(one.lever.cmp(&other.lever)));
    swings
}

fn swing(central: &Assumptions, lever: Lever, spread: &Spread) -> Swing {
    let mode = lever.get(central);
    let at = |share: f64| {
        let mut given = *central;
        lever.set(&mut given, spread.quantile(share, mode));
        (lever.get(&given), project(&given).claimed().value.trillions())
    };
    let (low, high) = (at(0.05), at(0.95));
    Swing { lever, from_to: (low.0, high.0), value: (low.1, high.1) }
}
