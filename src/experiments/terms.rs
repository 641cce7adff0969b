//! The numbers that are added up: drawn from a seeded distribution, a series, or the reader's own.

use crate::numerics::rng::Stream;
use serde::{Deserialize, Serialize};

/// The most terms of one sum.
pub const MAX_LENGTH: u32 = 1 << 22;

/// What the terms are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Terms {
    /// Normal numbers, mean 0 and standard deviation 1: a sum that wanders around zero.
    Normal,
    /// Their magnitudes: a sum that grows by `√(2/π) = 0.80` a term.
    HalfNormal,
    /// Uniform from 0 to 1.
    Unit,
    /// Uniform from −1 to 1.
    Centred,
    /// Uniform with mean 1 and standard deviation 1, so from `1 - √3` to `1 + √3`, as in Wang et al. 2018 (arXiv 1812.08011).
    MeanOne,
    /// The same number again and again.
    Constant(f64),
    /// 1, 1/2, 1/3, …
    Harmonic,
    /// The reader's own numbers.
    Data(Vec<f64>),
}

/// Whose random numbers a stream holds; each run of an experiment has streams of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The terms, or the first factors.
    First,
    /// The second factors.
    Second,
    /// The words of stochastic rounding.
    Words,
}

/// Terms being read, one after the other, without end except for the reader's own.
#[derive(Clone, Debug)]
pub struct Source {
    terms: Terms,
    stream: Stream,
    index: u32,
}

impl Terms {
    /// How many terms there are when `asked` are wanted: at least 1 and at most [`MAX_LENGTH`], or as many as the reader has.
    pub fn count(&self, asked: u32) -> u32 {
        match self {
            Self::Data(values) => u32::try_from(values.len()).unwrap_or(u32::MAX).min(MAX_LENGTH),
            Self::Normal
            | Self::HalfNormal
            | Self::Unit
            | Self::Centred
            | Self::MeanOne
            | Self::Constant(_)
            | Self::Harmonic => asked.clamp(1, MAX_LENGTH),
        }
    }

    /// Whether another seed gives other terms.
    pub const fn is_random(&self) -> bool {
        match self {
            Self::Normal | Self::HalfNormal | Self::Unit | Self::Centred | Self::MeanOne => true,
            Self::Constant(_) | Self::Harmonic | Self::Data(_) => false,
        }
    }

    /// Starts reading.
    pub fn open(self, stream: Stream) -> Source {
        Source { terms: self, stream, index: 0 }
    }
}

/// The stream of a seed, a run and a role: those of run 0 and the first role are the seed's own.
pub fn stream(seed: u32, run: u32, role: Role) -> Stream {
    let place = match role {
        Role::First => 0,
        Role::Second => 1,
        Role::Words => 2,
    };
    Stream::new(u64::from(seed) | u64::from(run & 0xFF_FFFF) << 32 | place << 56)
}

impl Iterator for Source {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        self.index += 1;
        Some(match &self.terms {
            Terms::Normal => self.stream.normal(),
            Terms::HalfNormal => self.stream.normal().abs(),
            Terms::Unit => self.stream.uniform(),
            Terms::Centred => 2.0 * self.stream.uniform() - 1.0,
            Terms::MeanOne => 1.0 + ROOT_OF_THREE * (2.0 * self.stream.uniform() - 1.0),
            Terms::Constant(value) => *value,
            Terms::Harmonic => 1.0 / f64::from(self.index),
            Terms::Data(values) => return values.get(usize::try_from(self.index - 1).unwrap_or(usize::MAX)).copied(),
        })
    }
}

/// `√3`: half the width of a uniform distribution of standard deviation 1.
const ROOT_OF_THREE: f64 = 1.732_050_807_568_877_2;

#[cfg(test)]
mod tests {
    use super::{MAX_LENGTH, Role, Terms, stream};

    /// Mean and standard deviation of 100,000 draws, within five standard errors; the spread of the sample deviation is below `σ/√n`
    /// for each of these distributions.
    #[test]
    fn distributions_have_their_mean_and_spread() {
        let check = |terms: Terms, mean: f64, spread: f64| {
            let count = 100_000.0;
            let (mut sum, mut squares) = (0.0, 0.0);
            for x in terms.clone().open(stream(1, 0, Role::First)).take(100_000) {
                sum += x - mean;
                squares += (x - mean) * (x - mean);
            }
            let slack = 5.0 * spread / libm::sqrt(count);
            assert!((sum / count).abs() < slack, "{terms:?}");
            assert!((libm::sqrt(squares / count) - spread).abs() < slack, "{terms:?}");
        };
        let two_over_pi = core::f64::consts::FRAC_2_PI;
        check(Terms::Normal, 0.0, 1.0);
        check(Terms::HalfNormal, libm::sqrt(two_over_pi), libm::sqrt(1.0 - two_over_pi));
        check(Terms::Unit, 0.5, libm::sqrt(1.0 / 12.0));
        check(Terms::Centred, 0.0, libm::sqrt(1.0 / 3.0));
        check(Terms::MeanOne, 1.0, 1.0);
    }

    #[test]
    fn series_and_data_are_what_they_say() {
        let first = |terms: Terms| terms.open(stream(1, 0, Role::First)).take(3).collect::<Vec<_>>();
        assert_eq!(first(Terms::Harmonic), [1.0, 0.5, 1.0 / 3.0]);
        assert_eq!(first(Terms::Constant(2.0)), [2.0; 3]);
        assert_eq!(first(Terms::Data(vec![7.0, -1.0])), [7.0, -1.0]);
    }

    #[test]
    fn counts_are_clamped_and_streams_apart() {
        assert_eq!(Terms::Unit.count(0), 1);
        assert_eq!(Terms::Unit.count(u32::MAX), MAX_LENGTH);
        assert_eq!(Terms::Data(vec![1.0; 5]).count(100), 5);
        let draw = |run, role| stream(9, run, role).uniform().to_bits();
        let all = [draw(0, Role::First), draw(1, Role::First), draw(0, Role::Second), draw(0, Role::Words)];
        assert!(all.iter().enumerate().all(|(at, x)| !all[..at].contains(x)));
    }
}
