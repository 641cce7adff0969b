//! What the reader may change in `#/economy`: every lever of the model, each as a number or a range; whose money and which path of
//! GDP; a second set to compare with; and what is asked of the model.
//!
//! The numbers are held as the knob shows them (billions of RMB, fractions), so that a link gives back the very bits it was made from;
//! [`Side::assumptions`] turns them into the model's quantities. A key is the lever's; its range has `r.` before it, and the second set's
//! keys have `b.` before theirs (`scenario::link`).

use crate::economy::assumptions::{Assumptions, GdpPath, Money};
use crate::economy::calendar::{CLAIM_YEAR, FIRST_YEAR, LAST_YEAR};
use crate::economy::facts::named::{AI_SHARE_PERCENT, AI_TARGET_2030, AI_VALUE_TRILLION_RMB, DEMAND_TIMES};
use crate::economy::levers::{COUNT, Lever, assumptions};
use crate::economy::solving::Target;
use crate::experiments::Experiment;
use crate::experiments::uncertainty::Params;
use crate::experiments::uncertainty::spread::{Shape, Spread};

/// Paths that are followed.
pub const PATHS: u32 = 10_000;

/// Everything the reader may change here.
#[derive(Clone, Debug, PartialEq)]
pub struct Economy {
    /// What is assumed: A.
    pub side: Side,
    /// What is assumed beside it: B.
    pub other: Option<Box<Side>>,
    /// The seed of all random streams.
    pub seed: u32,
    /// The year that the diagram of the chain shows.
    pub year: u32,
    /// What is asked backwards.
    pub asked: Asked,
}

/// One set of assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Every lever's value, in the order of the table.
    pub numbers: [f64; COUNT],
    /// Every lever's range, where it has one.
    pub ranges: [Option<Spread>; COUNT],
    /// Whose money.
    pub money: Money,
    /// Which path of GDP.
    pub path: GdpPath,
}

/// What the model is asked backwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Which lever is to reach it.
    pub lever: Lever,
    /// What is to be reached.
    pub target: Target,
    /// For each target of [`Target::ALL`] how much of it.
    pub goals: [f64; Target::ALL.len()],
}

closed_words!(Money { Plan = "plan", Operators = "operators", Own = "own" });
closed_words!(GdpPath { Own = "own", Official = "official", Imf = "imf" });
closed_words!(Target { Value = "value", Share = "share", Coverage = "coverage", Installed = "installed" });

impl Side {
    /// A lever's value.
    pub fn number(&self, lever: Lever) -> f64 {
        self.numbers[lever.place()]
    }

    /// The assumptions in the model's own quantities, without any range.
    pub fn assumptions(&self) -> Assumptions {
        assumptions(|lever| self.number(lever), self.money, self.path)
    }

    /// The ranges that act: each lever's, but not that of a lever which the choices leave without effect.
    pub fn acting_ranges(&self) -> Vec<(Lever, Spread)> {
        let acts = |lever: Lever| match lever {
            Lever::Plan => self.money == Money::Plan,
            Lever::Yearly => self.money == Money::Own,
            Lever::GdpGrowth => self.path == GdpPath::Own,
            _ => true,
        };
        let range = |&lever: &Lever| Some((lever, self.ranges[lever.place()]?));
        Lever::ALL.iter().filter(|lever| acts(**lever)).filter_map(range).collect()
    }
}

impl Economy {
    /// What may happen, as an experiment.
    pub fn experiment(&self) -> Experiment {
        Experiment::Uncertainty(Params {
            levers: self.side.numbers.to_vec(),
            money: self.side.money,
            path: self.side.path,
            ranges: self.side.acting_ranges(),
            seed: self.seed,
            paths: PATHS,
            goal: AI_VALUE_TRILLION_RMB.low,
            share: (AI_SHARE_PERCENT.low / 100.0, AI_SHARE_PERCENT.high / 100.0),
        })
    }

    /// A and B the other way round; nothing without a B.
    pub fn swapped(&self) -> Option<Economy> {
        let other = self.other.as_deref()?.clone();
        Some(Economy { side: other, other: Some(Box::new(self.side.clone())), ..self.clone() })
    }
}

impl Asked {
    /// How much of the target is wanted.
    pub fn goal(&self) -> f64 {
        self.goals[self.target.place()]
    }
}

impl Default for Side {
    fn default() -> Self {
        let given = Assumptions::default();
        let mut side = Self {
            numbers: [0.0; COUNT],
            ranges: [None; COUNT],
            money: given.spending.money,
            path: given.economy.path,
        };
        for &lever in Lever::ALL {
            side.numbers[lever.place()] = lever.get(&given);
            side.ranges[lever.place()] = default_range(lever);
        }
        side
    }
}

/// The range that a lever has at first: what the source text itself gives as a range, and guesses of ours where a result hangs on
/// them. The others are numbers until the reader gives them a range.
fn default_range(lever: Lever) -> Option<Spread> {
    let range = |shape, low, high| Some(Spread { shape, low, high });
    let per_cent = |percent: f64| percent / 100.0;
    match lever {
        // Published as ranges: ten to a hundred times, four to five per cent.
        Lever::Demand => range(Shape::LogNormal, DEMAND_TIMES.low, DEMAND_TIMES.high),
        Lever::Share2035 => range(Shape::Uniform, per_cent(AI_SHARE_PERCENT.low), per_cent(AI_SHARE_PERCENT.high)),
        // Our guesses, around the defaults.
        Lever::PlanGrowth => range(Shape::Normal, 0.05, 0.35),
        Lever::Reinvest => range(Shape::Triangular, 0.0, 0.1),
        Lever::PriceChange => range(Shape::Triangular, -0.35, -0.15),
        Lever::Life => range(Shape::Triangular, 4.0, 6.5),
        Lever::Use2035 => range(Shape::Triangular, 0.35, 0.65),
        Lever::Fp8Work => range(Shape::Uniform, 0.2, 0.8),
        Lever::GdpGrowth => range(Shape::Normal, 0.03, 0.05),
        Lever::Inflation => range(Shape::Triangular, 0.0, 0.02),
        Lever::Elasticity => range(Shape::Uniform, 0.25, 0.75),
        _ => None,
    }
}

impl Default for Economy {
    fn default() -> Self {
        Self {
            side: Side::default(),
            other: None,
            seed: 1,
            year: u32::from(CLAIM_YEAR),
            asked: Asked {
                lever: Lever::Share2035,
                target: Target::Value,
                goals: [
                    AI_VALUE_TRILLION_RMB.low,
                    f64::midpoint(AI_SHARE_PERCENT.low, AI_SHARE_PERCENT.high) / 100.0,
                    1.0,
                    AI_TARGET_2030.eflops().get(),
                ],
            },
        }
    }
}

/// The years that the diagram can show.
pub const DIAGRAM_YEARS: (u16, u16) = (FIRST_YEAR, LAST_YEAR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_knobs_are_the_default_assumptions() {
        assert_eq!(Economy::default().side.assumptions(), Assumptions::default());
    }

    #[test]
    fn ranges_of_levers_without_effect_do_not_act() {
        let mut side = Side::default();
        let acts = |side: &Side, lever| side.acting_ranges().iter().any(|(known, _)| *known == lever);
        assert!(acts(&side, Lever::GdpGrowth) && !acts(&side, Lever::Plan));
        side.path = GdpPath::Official;
        assert!(!acts(&side, Lever::GdpGrowth));
    }

    #[test]
    fn swapping_twice_changes_nothing() {
        let mut economy = Economy::default();
        assert_eq!(economy.swapped(), None);
        let mut other = Side::default();
        other.numbers[Lever::Demand.place()] = 100.0;
        economy.other = Some(Box::new(other));
        let back = economy.swapped().and_then(|swapped| swapped.swapped());
        assert_eq!(back, Some(economy));
    }
}
