//! How many tokens a second a chip can make at most, by each of its limits.
//!
//! Unit: tokens a second. A step moves every sequence on by one token.
//! - Memory: it reads the parameters that its tokens need and all of the context, once; sequences × bandwidth reached / bytes read.
//! - Arithmetic: two operations for each active parameter and token (a product and a sum); rate reached / (2 × active). The same bound
//!   holds for reading a prompt, where attention, which grows with the square of its length, is left out.
//! - Links: see `serving::traffic`.
//!
//! Weights and context lie spread evenly over the chips, so the first two bounds hold for each chip, and all together do their multiple.
//! DeepSeek-V3.1 on an H800, rate reached in full: 1979 × 10^12 / (2 × 37 × 10^9) = 26743 tokens a second in FP8, half that in BF16.

use crate::economy::facts::machines::{Chip, Model};
use crate::economy::serving::Serving;
use crate::economy::serving::arithmetic::{Units, peak, units};
use crate::economy::serving::memory::{chips, context, weights};
use crate::economy::serving::shape::Shape;
use crate::economy::serving::storage::Storage;
use crate::economy::serving::traffic::{Traffic, traffic};
use crate::units::data::{Bytes, BytesPerSecond, Operations, Seconds, TokensPerSecond};

/// A product and a sum for each parameter and token.
const OPERATIONS_A_WEIGHT: f64 = 2.0;
/// Sequences beyond which no crossing is looked for.
const MOST_SEQUENCES: u32 = 1 << 24;

/// A model in a format on a chip.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The model.
    pub model: &'static Model,
    /// The chip.
    pub chip: &'static Chip,
    /// How the weights are stored.
    pub storage: Storage,
    /// How it is served.
    pub serving: Serving,
}

/// What limits a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Reading weights and context.
    Bandwidth,
    /// Multiplying.
    Arithmetic,
    /// Sending between chips.
    Links,
}

/// From how many sequences on arithmetic is the tighter of the first two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// From so many on.
    At(u32),
    /// Never: reading each sequence's context alone takes longer than its arithmetic.
    Never,
}

/// What follows for a case; `None` where a value that it needs is not published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// What the weights occupy.
    pub weights: Bytes,
    /// What the context of all sequences occupies.
    pub context: Option<Bytes>,
    /// Chips for the weights alone.
    pub chips_for_weights: Option<u32>,
    /// Chips for weights and context.
    pub chips: Option<u32>,
    /// The units that multiply.
    pub units: Units,
    /// Tokens a second of each chip, by memory bandwidth.
    pub by_bandwidth: Option<TokensPerSecond>,
    /// Tokens a second of each chip, by arithmetic.
    pub by_arithmetic: Option<TokensPerSecond>,
    /// What a token makes a chip send.
    pub traffic: Option<Traffic>,
    /// Tokens a second of all chips that their links let pass; also `None` on one chip, which sends nothing.
    pub by_links: Option<TokensPerSecond>,
    /// Where the first two bounds cross.
    pub crossing: Option<Crossing>,
    /// The time to read prompts that fill the context of every sequence, on all chips.
    pub prompts: Option<Seconds>,
}

impl Case {
    /// What follows.
    pub fn answer(&self) -> Answer {
        let (shape, serving) = (Shape::of(self.model), &self.serving);
        let weights = weights(&shape, self.storage);
        let context = context(&shape, serving);
        let chips_for = |kept| chips(kept, self.chip, serving.usable);
        let count = context.and_then(|context| chips_for(weights + context));
        let traffic = count.and_then(|count| traffic(&shape, serving, count));
        let by_arithmetic = self.by_arithmetic(&shape);
        let prompts = count.zip(by_arithmetic).map(|(count, each)| {
            Seconds::clamped(serving.context * serving.sequences / each.of_all(count).get().max(1e-30))
        });
        Answer {
            weights,
            context,
            chips_for_weights: chips_for(weights),
            chips: count,
            units: units(self.chip, self.storage),
            by_bandwidth: self.by_bandwidth(&shape, serving.sequences),
            by_arithmetic,
            traffic,
            by_links: count.zip(traffic).and_then(|(count, traffic)| traffic.limit(serving, count)),
            crossing: self.crossing(&shape),
            prompts,
        }
    }

    /// Tokens a second of a chip that reads `sequences` contexts and the parameters they need in each step.
    fn by_bandwidth(&self, shape: &Shape, sequences: f64) -> Option<TokensPerSecond> {
        let serving = Serving { sequences, ..self.serving };
        let peak = BytesPerSecond::from_gigabytes(self.chip.bandwidth_gb_per_s?.number);
        let read = Bytes::clamped(shape.read_by(sequences)? * self.storage.bytes_per_weight());
        let all = read + context(shape, &serving)?;
        Some(TokensPerSecond::of(sequences, all.over(peak * serving.bandwidth_reached)))
    }

    /// Tokens a second of a chip that multiplies all day.
    fn by_arithmetic(&self, shape: &Shape) -> Option<TokensPerSecond> {
        let each = Operations::clamped(OPERATIONS_A_WEIGHT * shape.active?);
        let rate = peak(self.chip, self.storage)? * self.serving.peak_reached;
        Some(TokensPerSecond::of(1.0, each.over(rate)))
    }

    /// The smallest number of sequences at which arithmetic is the tighter bound. More sequences share the reading of the weights, so
    /// the bound by memory only rises, and halving the range finds the place.
    fn crossing(&self, shape: &Shape) -> Option<Crossing> {
        let arithmetic = self.by_arithmetic(shape)?;
        let reaches = |sequences: u32| Some(arithmetic <= self.by_bandwidth(shape, f64::from(sequences))?);
        if !reaches(MOST_SEQUENCES)? {
            return Some(Crossing::Never);
        }
        let (mut low, mut high) = (1, MOST_SEQUENCES);
        while low < high {
            let middle = low + (high - low) / 2;
            if reaches(middle)? { high = middle } else { low = middle + 1 }
        }
        Some(Crossing::At(high))
    }
}

impl Answer {
    /// The tighter of a chip's own two bounds, and which it is.
    pub fn of_chip(&self) -> Option<(Limit, TokensPerSecond)> {
        let (bandwidth, arithmetic) = (self.by_bandwidth?, self.by_arithmetic?);
        Some(if arithmetic <= bandwidth { (Limit::Arithmetic, arithmetic) } else { (Limit::Bandwidth, bandwidth) })
    }

    /// The tightest bound of all chips together, and which it is; `None` unless every bound that there is is known.
    pub fn tightest(&self) -> Option<(Limit, TokensPerSecond)> {
        let (limit, each) = self.of_chip()?;
        let own = each.of_all(self.chips?);
        match (self.traffic?, self.by_links) {
            (Traffic::OwnTokens(_) | Traffic::EveryToken(_), Some(links)) if links < own => Some((Limit::Links, links)),
            (Traffic::Alone | Traffic::OwnTokens(_) | Traffic::EveryToken(_), _) => Some((limit, own)),
        }
    }

    /// A bound of one chip as that of all together.
    pub fn of_all(&self, each: Option<TokensPerSecond>) -> Option<TokensPerSecond> {
        Some(each?.of_all(self.chips?))
    }
}
