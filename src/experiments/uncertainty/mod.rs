//! What may happen? The chain of the economy for many draws of its assumptions, its bands, its chances, and what matters most.
//!
//! Units: those of `economy`. Every lever with a range has a stream of uniform numbers of its own, from the seed and the lever's key, so
//! that a range put on one lever never changes what another draws, and a moved range moves every path the same way. Path `i` is the
//! chain with value `i` of each such lever, all others as they are given. Levers are drawn independently of each other, which the
//! page says: in the world they are not.
//! Example: 10,000 paths of 17 years; with no range at all every path is the same and every band has no width.

use serde::{Deserialize, Serialize};

use crate::economy::assumptions::{Assumptions, GdpPath, Money};
use crate::economy::calendar::{CLAIM_YEAR, COUNT, FIRST_YEAR};
use crate::economy::levers::{Lever, assumptions};
use crate::economy::paths::lanes::WIDTH;
use crate::economy::paths::{Group, Reading, Readings};
use crate::experiments::tensor::Memory;
use crate::experiments::uncertainty::bands::Sorter;
use crate::experiments::uncertainty::draws::{Asked, Source};
use crate::experiments::uncertainty::spread::Spread;
use crate::experiments::{Phase, Progress};

pub mod spread;

pub mod draws;

pub mod bands;

pub mod swings;

/// Most paths.
pub const MOST_PATHS: u32 = 100_000;

/// Groups of four paths followed in one step: their readings, a quarter of a megabyte, stay in the processor's cache until they are
/// sorted into the lists, which are too many to write to in turn.
const GROUPS_A_STEP: usize = 64;

/// Points of the curve of chances: every percentile from 0 to 100.
const CURVE: usize = 101;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Every lever's value, in the order of the table; values beyond a range count as its end, missing ones as its middle.
    pub levers: Vec<f64>,
    /// Whose money.
    pub money: Money,
    /// Which path of GDP.
    pub path: GdpPath,
    /// The levers that are ranges, each at most once.
    pub ranges: Vec<(Lever, Spread)>,
    /// The seed of all streams.
    pub seed: u32,
    /// How many paths, clamped to `1..=`[`MOST_PATHS`].
    pub paths: u32,
    /// The value of 2035 whose chance is wanted, trillion RMB.
    pub goal: f64,
    /// The share of GDP in 2035 whose chance is wanted, from and to.
    pub share: (f64, f64),
}

/// What may happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was asked.
    pub params: Params,
    /// For each of [`Reading::ALL`], for each year from 2024 on: P5, P25, P50, P75, P95.
    pub bands: Vec<Vec<[f64; 5]>>,
    /// The share of paths whose value of 2035 is at least the goal.
    pub chance_of_value: f64,
    /// The share of paths whose share of GDP in 2035 lies in the wanted range.
    pub chance_of_share: f64,
    /// The percentiles 0 to 100 of the value of 2035, trillion RMB.
    pub curve: Vec<f64>,
    /// What each range does by itself, the widest first.
    pub swings: Vec<swings::Swing>,
}

impl Params {
    /// The assumptions without any range.
    pub fn central(&self) -> Assumptions {
        let value = |lever: Lever| {
            let (min, max) = lever.range();
            self.levers.get(lever.place()).copied().unwrap_or(f64::midpoint(min, max))
        };
        assumptions(value, self.money, self.path)
    }

    fn paths(&self) -> usize {
        self.paths.clamp(1, MOST_PATHS) as usize
    }
}

impl Outcome {
    /// The bands of a reading.
    pub fn bands_of(&self, reading: Reading) -> &[[f64; 5]] {
        let place = Reading::ALL.iter().position(|known| *known == reading);
        place.and_then(|place| self.bands.get(place)).map_or(&[], Vec::as_slice)
    }
}

/// Runs the experiment to its end.
pub fn run(params: Params) -> Outcome {
    let mut running = Uncertainty::new(params, &Memory::default());
    loop {
        running.step();
        if let Some(outcome) = running.outcome() {
            return outcome;
        }
    }
}

/// The experiment under way.
#[derive(Clone, Debug)]
pub struct Uncertainty {
    params: Params,
    central: Assumptions,
    group: Box<Group>,
    /// The readings of the groups of one step.
    fresh: Vec<[Readings; COUNT]>,
    sources: Vec<Source>,
    /// For each reading and year, the values of all paths so far.
    values: Vec<Vec<[f64; WIDTH]>>,
    followed: usize,
    bands: Vec<Vec<[f64; 5]>>,
    sorter: Sorter,
}

impl Uncertainty {
    /// Prepares the experiment; nothing is computed yet. What the thread still has of the levers' values is not drawn again.
    pub fn new(params: Params, memory: &Memory) -> Self {
        let central = params.central();
        let source = |(lever, spread): &(Lever, Spread)| {
            let asked = Asked::new(*lever, *spread, lever.get(&central), (params.seed, params.paths()));
            Source::new(asked, memory.draws())
        };
        let sources = params.ranges.iter().map(source).collect();
        let paths = params.paths();
        let values = (0..Reading::ALL.len() * COUNT).map(|_| Vec::with_capacity(paths.div_ceil(WIDTH))).collect();
        let group = Box::new(Group::new(|lever| lever.get(&central), params.money, params.path));
        Self {
            central,
            group,
            fresh: Vec::with_capacity(GROUPS_A_STEP),
            sources,
            values,
            followed: 0,
            bands: Vec::new(),
            sorter: Sorter::default(),
            params,
        }
    }

    /// Follows some paths, or counts one reading.
    pub fn step(&mut self) -> Progress {
        if self.followed < self.params.paths() {
            self.follow();
        } else if self.bands.len() < Reading::ALL.len() {
            let first = self.bands.len() * COUNT;
            let sorter = &mut self.sorter;
            let band = |group: &Vec<[f64; WIDTH]>| sorter.band(&group.as_flattened()[..self.followed]);
            self.bands.push(self.values[first..first + COUNT].iter().map(band).collect());
        }
        self.progress()
    }

    /// The outcome; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        (self.bands.len() == Reading::ALL.len()).then(|| Outcome {
            bands: self.bands.clone(),
            chance_of_value: self.chance(Reading::Value, |value| self.params.goal <= value),
            chance_of_share: self
                .chance(Reading::Share, |share| self.params.share.0 <= share && share <= self.params.share.1),
            curve: self.curve(),
            swings: swings::swings(&self.central, &self.params.ranges),
            params: self.params.clone(),
        })
    }

    /// Leaves the levers' values, once all are drawn, to the next experiment of the thread.
    pub fn leave(&self, memory: &mut Memory) {
        if self.followed == self.params.paths() {
            memory.keep_draws(self.sources.iter().filter_map(Source::whole).collect());
        }
    }

    /// Follows the next groups of four paths; of the last four, those that are wanted count.
    fn follow(&mut self) {
        let left = (self.params.paths() - self.followed).div_ceil(WIDTH);
        self.fresh.clear();
        let first = self.followed / WIDTH;
        for at in first..first + left.min(GROUPS_A_STEP) {
            for source in &mut self.sources {
                let (lever, values) = source.group(at);
                self.group.set(lever, values);
            }
            self.group.follow();
            self.fresh.push(self.group.years);
        }
        for (at, values) in self.values.iter_mut().enumerate() {
            values.extend(self.fresh.iter().map(|years| years[at % COUNT][at / COUNT].0));
        }
        self.followed = self.params.paths().min(self.followed + self.fresh.len() * WIDTH);
    }

    /// The values of a reading in 2035.
    fn claimed(&self, reading: Reading) -> &[f64] {
        let place = Reading::ALL.iter().position(|known| *known == reading).unwrap_or_default();
        &self.values[place * COUNT + usize::from(CLAIM_YEAR - FIRST_YEAR)].as_flattened()[..self.followed]
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 paths")]
    fn chance(&self, reading: Reading, is_so: impl Fn(f64) -> bool) -> f64 {
        let values = self.claimed(reading);
        values.iter().filter(|value| is_so(**value)).count() as f64 / values.len().max(1) as f64
    }

    fn curve(&self) -> Vec<f64> {
        let mut values = self.claimed(Reading::Value).to_vec();
        values.sort_unstable_by(f64::total_cmp);
        let last = values.len().saturating_sub(1);
        let at = |percent: usize| {
            let (whole, part) = (percent * last / (CURVE - 1), percent * last % (CURVE - 1));
            let (low, high) = (values[whole], values[(whole + 1).min(last)]);
            #[expect(clippy::cast_precision_loss, reason = "below a hundred")]
            let part = part as f64 / (CURVE - 1) as f64;
            low + part * (high - low)
        };
        if values.is_empty() { Vec::new() } else { (0..CURVE).map(at).collect() }
    }

    fn progress(&self) -> Progress {
        // Counting a reading takes about as long as following a fiftieth of the paths.
        let paths = self.params.paths() as u64;
        let each = paths / 50 + 1;
        let readings = Reading::ALL.len() as u64;
        let phase = match (self.followed < self.params.paths(), self.bands.len() < Reading::ALL.len()) {
            (true, _) => Phase::Generating,
            (false, true) => Phase::Counting,
            (false, false) => Phase::Finished,
        };
        Progress { done: self.followed as u64 + each * self.bands.len() as u64, total: paths + each * readings, phase }
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Params, Uncertainty, run};
    use crate::economy::assumptions::Assumptions;
    use crate::economy::levers::Lever;
    use crate::experiments::tensor::Memory;
    use crate::experiments::uncertainty::spread::{Shape, Spread};

    fn params() -> Params {
        let given = Assumptions::default();
        let range = |lever, shape, low, high| (lever, Spread { shape, low, high });
        Params {
            levers: Lever::ALL.iter().map(|lever| lever.get(&given)).collect(),
            money: given.spending.money,
            path: given.economy.path,
            ranges: vec![
                range(Lever::Demand, Shape::LogNormal, 10.0, 100.0),
                range(Lever::PriceChange, Shape::Triangular, -0.35, -0.15),
                range(Lever::Elasticity, Shape::Normal, 0.2, 0.9),
            ],
            seed: 1,
            paths: 2003,
            goal: 11.0,
            share: (0.04, 0.05),
        }
    }

    fn run_with(params: Params, memory: &mut Memory) -> Outcome {
        let mut running = Uncertainty::new(params, memory);
        let outcome = loop {
            running.step();
            if let Some(outcome) = running.outcome() {
                break outcome;
            }
        };
        running.leave(memory);
        outcome
    }

    #[test]
    fn what_a_thread_remembers_changes_no_bit() {
        let mut memory = Memory::default();
        let first = params();
        // Another centre of a triangle, another range, another seed, fewer paths: each asks for other values.
        let mut moved = first.clone();
        moved.levers[Lever::PriceChange.place()] = -0.2;
        let mut ranged = first.clone();
        ranged.ranges[0].1 = Spread { shape: Shape::Uniform, low: 0.1, high: 0.2 };
        let (seeded, fewer) = (Params { seed: 2, ..first.clone() }, Params { paths: 1001, ..first.clone() });
        for params in [first.clone(), moved, first.clone(), ranged, seeded, fewer, first] {
            assert_eq!(run_with(params.clone(), &mut memory), run(params));
        }
    }
}
