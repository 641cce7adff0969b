//! Where do sums go wrong? The same terms added in several registers, beside their exact sum.
//!
//! Inputs are rounded to their format first (to nearest, saturating), and the exact sum is that of the rounded inputs: what is measured
//! is adding, not storing. The error is `|computed - exact| / Σ|term|`, the measure that the bounds `n·u` and `√n·u` speak of
//! (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, chapter 4; Higham and Mary, "A new approach to probabilistic
//! rounding error analysis", SISC 41, 2019); with terms of both signs the error relative to the sum itself is larger by `Σ|term| / |Σ term|`.

use crate::experiments::terms::{Role, Source, Terms, stream};
use crate::experiments::{Phase, Progress};
use crate::numerics::exact_sum::ExactSum;
use crate::numerics::formats::FormatId;
use crate::numerics::rounder::Rounder;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::running_sum::{Rule, RunningSum, Stillness};
use serde::{Deserialize, Serialize};

/// The most runs with other random numbers.
pub const MAX_RUNS: u32 = 32;

/// Terms handled per step: a millisecond or two.
const STEP: u32 = 1 << 12;

/// What a list of sums is formed for; handed on to the outcome, so that a view knows what it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// A sum of the reader's choice.
    Own,
    /// To nearest against stochastic.
    Stochastic,
    /// Where the harmonic series stops.
    Harmonic,
    /// Where counting stops.
    Swamping,
}

/// Sums to be formed, one part after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// What for.
    pub question: Question,
    /// The parts.
    pub parts: Vec<Part>,
    /// Seed of every stream.
    pub seed: u32,
}

/// One list of terms, and the registers that add it up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The terms, or the factors of the products.
    pub terms: Terms,
    /// How many; see [`Terms::count`].
    pub count: u32,
    /// Whether terms are numbers or products.
    pub kind: Reduction,
    /// The format of the inputs; `None` leaves them exact.
    pub format: Option<FormatId>,
    /// The registers.
    pub lanes: Vec<Rule>,
    /// Runs with other random numbers, clamped to `1..=`[`MAX_RUNS`].
    pub runs: u32,
}

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reduction {
    /// The numbers themselves.
    Sum,
    /// Products of two numbers: random numbers are multiplied by others of their kind, everything else by itself.
    Dot,
}

/// What became of the sums.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What for.
    pub question: Question,
    /// Part by part.
    pub parts: Vec<Summed>,
}

/// What became of one list of terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summed {
    /// Whether terms were numbers or products.
    pub kind: Reduction,
    /// The format of the inputs; `None` if they were exact.
    pub format: Option<FormatId>,
    /// Where the sums were read off, rising; the last is the whole sum.
    pub points: Vec<Point>,
    /// What each register held there.
    pub lanes: Vec<Lane>,
    /// How many runs were made.
    pub runs: u32,
}

/// A place where sums are read off, in the first run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Terms added so far.
    pub n: u32,
    /// Their exact sum, rounded once.
    pub exact: f64,
    /// `Σ|term|`.
    pub magnitude: f64,
}

/// One register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// The rule it went by.
    pub rule: Rule,
    /// Its sum at each point.
    pub sums: Vec<Spread>,
    /// Its error at each point, relative to `Σ|term|`.
    pub errors: Vec<Spread>,
    /// When it stood still in the first run, where that means something.
    pub stillness: Option<Stillness>,
}

/// A value over the runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// In the first run.
    pub first: f64,
    /// The mean of all runs.
    pub mean: f64,
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Summed {
    /// The last point; `None` if there was no term.
    pub fn last(&self) -> Option<&Point> {
        self.points.last()
    }
}

/// Where sums are read off: 1 to 32, then sixteen times a doubling, and the end.
pub fn places(count: u32) -> Vec<u32> {
    let early = 1..=count.min(32);
    let later = (5..22_u32).flat_map(|power| (1..=16).map(move |part| (1 << power) + (part << (power - 4))));
    let mut places: Vec<u32> = early.chain(later.filter(|n| *n < count)).collect();
    if places.last() != Some(&count) && 0 < count {
        places.push(count);
    }
    places
}

/// Runs the experiment to its end.
pub fn run(params: Params) -> Outcome {
    let mut running = Summation::new(params);
    loop {
        running.step();
        if let Some(outcome) = running.outcome() {
            return outcome;
        }
    }
}

/// The experiment under way.
#[derive(Clone, Debug)]
pub struct Summation {
    question: Question,
    parts: Vec<Part>,
    seed: u32,
    done: u64,
    total: u64,
    summed: Vec<Summed>,
    /// The run under way and its number; none between two parts.
    race: Option<(u32, Box<Race>)>,
}

impl Summation {
    /// Prepares the experiment; nothing is computed yet.
    pub fn new(params: Params) -> Self {
        let Params { question, mut parts, seed } = params;
        for part in &mut parts {
            part.count = part.terms.count(part.count);
            part.runs = part.runs.clamp(1, MAX_RUNS);
        }
        let total = parts.iter().map(|part| u64::from(part.count) * u64::from(part.runs)).sum();
        parts.reverse();
        Self { question, parts, seed, done: 0, total, summed: Vec::new(), race: None }
    }

    /// Adds the next 4,096 terms; once finished, does nothing.
    pub fn step(&mut self) -> Progress {
        let mut left = STEP;
        while let Some(part) = self.parts.last() {
            let (run, race) = self.race.get_or_insert_with(|| (0, Box::new(Race::new(part, self.seed, 0))));
            let end = race.advance(left, part.count);
            left -= end.added;
            self.done += u64::from(end.added);
            if !end.is_over {
                break;
            }
            if *run == 0 {
                self.summed.push(race.first_run(part));
            } else if let Some(summed) = self.summed.last_mut() {
                race.join(summed);
            }
            if *run + 1 < part.runs {
                let next = *run + 1;
                self.race = Some((next, Box::new(Race::new(part, self.seed, next))));
            } else {
                self.race = None;
                self.summed.iter_mut().rev().take(1).for_each(Summed::finish);
                self.parts.pop();
            }
        }
        let phase = if self.parts.is_empty() { Phase::Finished } else { Phase::Rounding };
        Progress { done: self.done, total: self.total, phase }
    }

    /// What was found; `None` until the last step is done.
    pub fn outcome(&self) -> Option<Outcome> {
        self.parts.is_empty().then(|| Outcome { question: self.question, parts: self.summed.clone() })
    }
}

/// One run of one part: every register with the same terms.
#[derive(Clone, Debug)]
struct Race {
    first: Source,
    second: Option<Source>,
    format: Option<Rounder>,
    exact: ExactSum,
    magnitude: f64,
    sums: Vec<RunningSum>,
    places: Vec<u32>,
    done: u32,
    points: Vec<Point>,
    /// Sum and error of each register at each point.
    read: Vec<Vec<(f64, f64)>>,
}

/// What a race did in one go.
struct Advance {
    added: u32,
    is_over: bool,
}

impl Race {
    fn new(part: &Part, seed: u32, run: u32) -> Self {
        let second = match part.kind {
            Reduction::Sum => None,
            // What is not random comes from the same place twice.
            Reduction::Dot => Some(part.terms.clone().open(stream(seed, run, Role::Second))),
        };
        let rule = |format| Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
        Self {
            first: part.terms.clone().open(stream(seed, run, Role::First)),
            second,
            format: part.format.map(|format| Rounder::new(rule(format))),
            exact: ExactSum::default(),
            magnitude: 0.0,
            sums: part.lanes.iter().map(|rule| RunningSum::new(*rule, stream(seed, run, Role::Words))).collect(),
            places: places(part.count),
            done: 0,
            points: Vec::new(),
            read: part.lanes.iter().map(|_| Vec::new()).collect(),
        }
    }

    /// Adds at most `most` terms of `count`.
    fn advance(&mut self, most: u32, count: u32) -> Advance {
        let mut added = 0;
        while added < most && self.done < count {
            let place = self.places.get(self.points.len()).copied().unwrap_or(count);
            let terms = (place - self.done).min(most - added);
            self.add(terms);
            added += terms;
            if self.done == place {
                self.read_off();
            }
        }
        Advance { added, is_over: self.done == count }
    }

    fn add(&mut self, count: u32) {
        let mut terms = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        let round = |x: f64, format: &Option<Rounder>| format.as_ref().map_or(x, |format| format.round(x, 0));
        for _ in 0..count {
            let x = round(self.first.next().unwrap_or(0.0), &self.format);
            let term = match &mut self.second {
                None => x,
                Some(second) => x * round(second.next().unwrap_or(0.0), &self.format),
            };
            self.exact.add(term);
            self.magnitude += term.abs();
            terms.push(term);
        }
        for sum in &mut self.sums {
            sum.extend(&terms);
        }
        self.done += count;
    }

    fn read_off(&mut self) {
        self.points.push(Point { n: self.done, exact: self.exact.value(), magnitude: self.magnitude });
        for (sum, read) in self.sums.iter().zip(&mut self.read) {
            let total = sum.total();
            let error = self.exact.minus(total).abs();
            let relative = if error == 0.0 { 0.0 } else { error / self.magnitude };
            read.push((total, relative));
        }
    }

    /// The outcome after one run: sums of runs stand in `mean` until [`Summed::finish`].
    fn first_run(&self, part: &Part) -> Summed {
        let mut lanes = Vec::with_capacity(part.lanes.len());
        for ((rule, read), sum) in part.lanes.iter().zip(&self.read).zip(&self.sums) {
            lanes.push(Lane {
                rule: *rule,
                sums: read.iter().map(|(total, _)| Spread::of(*total)).collect(),
                errors: read.iter().map(|(_, error)| Spread::of(*error)).collect(),
                stillness: sum.stillness(),
            });
        }
        Summed { kind: part.kind, format: part.format, points: self.points.clone(), lanes, runs: part.runs }
    }

    fn join(&self, summed: &mut Summed) {
        for (lane, read) in summed.lanes.iter_mut().zip(&self.read) {
            for ((sum, error), (total, relative)) in lane.sums.iter_mut().zip(&mut lane.errors).zip(read) {
                sum.join(*total);
                error.join(*relative);
            }
        }
    }
}

impl Summed {
    /// Turns sums over the runs into means.
    fn finish(&mut self) {
        for lane in &mut self.lanes {
            for spread in lane.sums.iter_mut().chain(&mut lane.errors) {
                spread.mean /= f64::from(self.runs);
            }
        }
    }
}

impl Spread {
    fn of(value: f64) -> Self {
        Self { first: value, mean: value, low: value, high: value }
    }

    fn join(&mut self, value: f64) {
        self.mean += value;
        self.low = self.low.min(value);
        self.high = self.high.max(value);
    }
}
