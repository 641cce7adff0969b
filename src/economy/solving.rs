//! The model asked backwards: which value of one lever reaches a target?
//!
//! Units: those of the lever and of the target. The lever's range is walked in 64 equal steps (equal factors where the slider moves by
//! factors is the caller's business; the steps only have to be close enough to see every crossing of a smooth curve). Of all crossings
//! the one nearest to the lever's present value is taken, and halved until two neighbouring numbers are left, at most some sixty
//! times. Example: 11 trillion in 2035 with everything else as it is by default needs a share of about 4.7 % of GDP instead of 4.5 %.

use crate::economy::assumptions::Assumptions;
use crate::economy::calendar::CLAIM_YEAR;
use crate::economy::facts::named::AI_TARGET_2030;
use crate::economy::levers::Lever;
use crate::economy::{ProjectedYear, Projection, project};
use crate::units::Share;

/// Equal steps through a lever's range.
const STEPS: u32 = 64;

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// What AI adds in 2035, trillion RMB.
    Value,
    /// AI's share of GDP in 2035, as a fraction.
    Share,
    /// The part of demand that is met in 2035, as a fraction.
    Coverage,
    /// Compute installed at the end of the year of the official target, EFLOPS (FP16).
    Installed,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Solution {
    /// This value of the lever reaches the target.
    At(f64),
    /// No value of the lever's range does.
    Nowhere(Nowhere),
}

/// Why there is no solution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nowhere {
    /// The least that the lever can bring about.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// What holds the target back.
    pub because: Because,
}

/// What holds a target back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The lever does not act on this target at all, as things stand.
    NoEffect,
    /// All demand is met already: more compute adds nothing.
    AllMet,
    /// The power there is feeds no more machines.
    Power,
    /// The range of the lever ends before.
    Range,
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 4] = [Self::Value, Self::Share, Self::Coverage, Self::Installed];

    /// Its place in [`Target::ALL`].
    pub const fn place(self) -> usize {
        self as usize
    }

    /// The year that it is about.
    pub fn year(self) -> u16 {
        match self {
            Self::Value | Self::Share | Self::Coverage => CLAIM_YEAR,
            Self::Installed => AI_TARGET_2030.dated().date.year,
        }
    }

    /// What a projection says of it.
    pub fn of(self, projection: &Projection) -> f64 {
        let year = projection.year(self.year());
        match self {
            Self::Value => year.value.trillions(),
            Self::Share => year.ai_share.get(),
            Self::Coverage => year.coverage.get(),
            Self::Installed => year.installed.get(),
        }
    }
}

/// Finds the value of a lever that reaches a target.
pub fn solved(given: &Assumptions, lever: Lever, target: Target, goal: f64) -> Solution {
    let at = |value: f64| {
        let mut given = *given;
        lever.set(&mut given, value);
        target.of(&project(&given)) - goal
    };
    let (min, max) = lever.range();
    let place = |step: u32| if step == STEPS { max } else { min + (max - min) * f64::from(step) / f64::from(STEPS) };
    let walked: Vec<(f64, f64)> = (0..=STEPS).map(|step| (place(step), at(place(step)))).collect();
    let now = lever.get(given);
    let distance = |pair: &&[(f64, f64)]| (now - now.clamp(pair[0].0, pair[1].0)).abs();
    let crossings = walked.windows(2).filter(|pair| (pair[0].1 < 0.0) != (pair[1].1 < 0.0));
    match crossings.min_by(|one, other| distance(one).total_cmp(&distance(other))) {
        Some(pair) => Solution::At(halved(pair[0], pair[1], at)),
        None => Solution::Nowhere(nowhere(given, lever, target, goal, &walked)),
    }
}

/// Halves an interval with a crossing until its ends are neighbours; gives the end that reaches the goal.
fn halved(low: (f64, f64), high: (f64, f64), at: impl Fn(f64) -> f64) -> f64 {
    let (mut below, mut above) = if low.1 < 0.0 { (low.0, high.0) } else { (high.0, low.0) };
    for _ in 0..200 {
        let middle = f64::midpoint(below, above);
        if middle.to_bits() == below.to_bits() || middle.to_bits() == above.to_bits() {
            break;
        }
        if at(middle) < 0.0 { below = middle } else { above = middle }
    }
    above
}

fn nowhere(given: &Assumptions, lever: Lever, target: Target, goal: f64, walked: &[(f64, f64)]) -> Nowhere {
    let reached = || walked.iter().map(|(_, miss)| miss + goal);
    let (least, most) = (reached().fold(f64::INFINITY, f64::min), reached().fold(f64::NEG_INFINITY, f64::max));
    let best = walked.iter().max_by(|one, other| one.1.total_cmp(&other.1)).map_or(0.0, |(value, _)| *value);
    let year_at = |value: f64| {
        let mut given = *given;
        lever.set(&mut given, value);
        *project(&given).year(target.year())
    };
    let (year, (min, max)) = (year_at(best), lever.range());
    let moves = |read: fn(&ProjectedYear) -> f64| differ(read(&year_at(min)), read(&year_at(max)));
    let is_value = target != Target::Installed;
    let is_met = is_value && year.coverage == Share::MAX && least < goal;
    let because = match () {
        // Compute can only help up to full coverage: the lever either reached that on its way, or found it from the start.
        () if is_met && (moves(|year| year.coverage.get()) || !differ(least, most) && of_compute(lever)) => {
            Because::AllMet
        }
        () if !differ(least, most) => Because::NoEffect,
        () if is_value && year.powered < Share::MAX && year.coverage < Share::MAX && least < goal => Because::Power,
        () => Because::Range,
    };
    Nowhere { least, most, because }
}

/// Whether a lever stands for compute or the want of it, so that full coverage explains why it does nothing.
fn of_compute(lever: Lever) -> bool {
    !matches!(
        lever,
        Lever::Gdp2025 | Lever::GdpGrowth | Lever::Inflation | Lever::Share2025 | Lever::Share2035 | Lever::Reached
    )
}

/// Whether two values differ by more than anybody could see or mean, a millionth.
fn differ(one: f64, other: f64) -> bool {
    1e-6 * one.abs().max(other.abs()) < (one - other).abs()
}

#[cfg(test)]
mod tests {
    use super::{Because, Nowhere, Solution, Target, solved};
    use crate::economy::assumptions::Assumptions;
    use crate::economy::levers::Lever;
    use crate::economy::project;
    use crate::units::Watts;
    use crate::units::factors::Rise;

    fn reached(given: &Assumptions, lever: Lever, target: Target, goal: f64) -> f64 {
        let Solution::At(value) = solved(given, lever, target, goal) else { panic!("{lever:?} reaches {goal}") };
        let mut there = *given;
        lever.set(&mut there, value);
        assert!((target.of(&project(&there)) / goal - 1.0).abs() < 1e-9, "{lever:?}: {value}");
        value
    }

    #[test]
    fn a_solution_reaches_its_goal() {
        let given = Assumptions::default();
        for (lever, target, goal) in [
            (Lever::Share2035, Target::Value, 11.0),
            (Lever::GdpGrowth, Target::Value, 11.0),
            (Lever::Plan, Target::Installed, 9800.0),
            (Lever::PriceChange, Target::Installed, 9800.0),
        ] {
            reached(&given, lever, target, goal);
        }
        let mut wanting = given;
        wanting.demand.multiple_2035 = Rise::clamped(100.0);
        reached(&wanting, Lever::Plan, Target::Coverage, 0.9);
        reached(&wanting, Lever::Demand, Target::Coverage, 0.75);
    }

    #[test]
    fn the_share_that_eleven_trillion_need_is_eleven_by_gdp() {
        let given = Assumptions::default();
        let share = reached(&given, Lever::Share2035, Target::Value, 11.0);
        assert!((share - 11.0 / project(&given).claimed().gdp.trillions()).abs() < 1e-12);
    }

    #[test]
    fn without_a_solution_it_says_why() {
        fn check(given: &Assumptions, lever: Lever, target: Target, goal: f64, because: Because) {
            let Solution::Nowhere(Nowhere { least, most, because: got }) = solved(given, lever, target, goal) else {
                panic!("{lever:?} reaches {goal}")
            };
            assert_eq!(got, because, "{lever:?}");
            assert!(least <= most && (most < goal || goal < least));
        }
        let given = Assumptions::default();
        check(&given, Lever::Plan, Target::Value, 11.0, Because::AllMet);
        check(&given, Lever::Elasticity, Target::Value, 11.0, Because::AllMet);
        check(&given, Lever::Share2025, Target::Value, 11.0, Because::NoEffect);
        check(&given, Lever::Elasticity, Target::Installed, 9e5, Because::NoEffect);
        check(&given, Lever::GdpGrowth, Target::Value, 100.0, Because::Range);
        check(&given, Lever::Life, Target::Installed, 1e6, Because::Range);
        let mut dark = given;
        dark.demand.multiple_2035 = Rise::clamped(100.0);
        dark.power.limit = Watts::clamped(2e9);
        check(&dark, Lever::Hardware, Target::Coverage, 0.9, Because::Power);
    }
}
