//! The values that one lever takes, path by path: drawn from its stream, or kept from an earlier run that asked for the same.
//!
//! Unit: that of the lever. A reader who drags one knob changes one range at most; what the other levers take stays as it was, and
//! need not be drawn again. The values are the same either way.

use std::sync::Arc;

use crate::economy::levers::Lever;
use crate::economy::paths::lanes::{Lanes, WIDTH};
use crate::experiments::uncertainty::spread::{Shape, Spread};
use crate::numerics::rng::Stream;

/// What decides a lever's values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// The lever.
    pub lever: Lever,
    /// Its range.
    pub spread: Spread,
    /// Its own value, which only a triangle asks for; 0 for any other shape.
    mode: f64,
    /// The reader's seed.
    seed: u32,
    /// How many paths.
    paths: usize,
}

/// All values of one lever, in groups of paths that are followed together.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    asked: Asked,
    groups: Vec<[f64; WIDTH]>,
}

/// Where a lever's values come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// An earlier run.
    Kept(Arc<Draws>),
    /// Its stream, and what has come from it so far.
    Fresh(Stream, Draws),
}

impl Asked {
    /// The question for a lever's values.
    pub fn new(lever: Lever, spread: Spread, mode: f64, (seed, paths): (u32, usize)) -> Self {
        let mode = if spread.shape == Shape::Triangular { mode } else { 0.0 };
        Self { lever, spread, mode, seed, paths }
    }
}

impl Source {
    /// The values that were kept, if it was these; else the lever's stream.
    pub fn new(asked: Asked, kept: &[Arc<Draws>]) -> Self {
        match kept.iter().find(|draws| draws.asked == asked) {
            Some(draws) => Self::Kept(Arc::clone(draws)),
            None => Self::Fresh(
                Stream::new(stream_of(asked.seed, asked.lever)),
                Draws { asked, groups: Vec::with_capacity(asked.paths.div_ceil(WIDTH)) },
            ),
        }
    }

    /// The lever, and its values for a group of paths; the groups must be asked for in order.
    pub fn group(&mut self, at: usize) -> (Lever, Lanes) {
        match self {
            Self::Kept(draws) => (draws.asked.lever, Lanes(draws.groups.get(at).copied().unwrap_or_default())),
            Self::Fresh(stream, draws) => {
                let Asked { spread, mode, lever, .. } = draws.asked;
                // The middle of the 2^-53 wide cell: never 0 and never 1.
                let values = std::array::from_fn(|_| spread.quantile(stream.uniform() + 0.25 * f64::EPSILON, mode));
                draws.groups.push(values);
                (lever, Lanes(values))
            }
        }
    }

    /// All its values, to be kept; `None` as long as some are missing.
    pub fn whole(&self) -> Option<Arc<Draws>> {
        match self {
            Self::Kept(draws) => Some(Arc::clone(draws)),
            Self::Fresh(_, draws) => {
                let is_whole = draws.groups.len() == draws.asked.paths.div_ceil(WIDTH);
                is_whole.then(|| Arc::new(draws.clone()))
            }
        }
    }
}

/// The seed of a lever's stream: the reader's seed above, a hash of the key below (FNV-1a), so that no other lever ever changes it.
fn stream_of(seed: u32, lever: Lever) -> u64 {
    let hash =
        lever.key().bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u64::from(seed) << 32 | u64::from(hash)
}
