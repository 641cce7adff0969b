//! Where an experiment's values come from: drawn from a seeded distribution, or the reader's own.

use crate::numerics::rng::{OutlierChannels, Stream};
use serde::{Deserialize, Serialize};

/// The most values an experiment handles.
pub const MAX_COUNT: u32 = 1 << 22;

/// Where the values come from. Counts are clamped to `1..=`[`MAX_COUNT`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// Independent normal numbers with mean 0.
    Normal {
        /// How many.
        count: u32,
        /// Standard deviation.
        sigma: f64,
        /// Seed of the stream.
        seed: u64,
    },
    /// Normal numbers, some channels of which are much larger: see [`OutlierChannels`].
    Outlier {
        /// How many values, all channels together.
        count: u32,
        /// Standard deviation of an ordinary channel.
        sigma: f64,
        /// What an outlier channel is multiplied by.
        strength: f64,
        /// How many channels; value `i` belongs to channel `i mod channels`.
        channels: u32,
        /// How many of them are outliers.
        outliers: u32,
        /// Seed of the stream.
        seed: u64,
    },
    /// The reader's own numbers; those after the first [`MAX_COUNT`] are left out, and there may be none.
    Data(Vec<f64>),
}

/// An [`Input`] being read, one value after the other; it ends after [`Input::count`] values.
#[derive(Clone, Debug)]
pub struct Source {
    left: usize,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Random { stream: Stream, sigma: f64, index: u32, outliers: OutlierChannels },
    Data(std::vec::IntoIter<f64>),
}

impl Input {
    /// How many values will come.
    pub fn count(&self) -> usize {
        match self {
            Self::Normal { count, .. } | Self::Outlier { count, .. } => size(*count).max(1),
            Self::Data(values) => values.len().min(size(MAX_COUNT)),
        }
    }

    /// Starts reading.
    pub fn open(self) -> Source {
        let left = self.count();
        let kind = match self {
            Self::Normal { sigma, seed, .. } => {
                let outliers = OutlierChannels { channels: 1, outliers: 0, strength: 1.0 };
                Kind::Random { stream: Stream::new(seed), sigma, index: 0, outliers }
            }
            Self::Outlier { sigma, strength, channels, outliers, seed, .. } => {
                let outliers = OutlierChannels { channels, outliers, strength };
                Kind::Random { stream: Stream::new(seed), sigma, index: 0, outliers }
            }
            Self::Data(values) => Kind::Data(values.into_iter()),
        };
        Source { left, kind }
    }
}

impl Iterator for Source {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        self.left = self.left.checked_sub(1)?;
        match &mut self.kind {
            Kind::Data(values) => values.next(),
            Kind::Random { stream, sigma, index, outliers } => {
                let value = stream.normal() * *sigma * outliers.factor(*index);
                *index += 1;
                Some(value)
            }
        }
    }
}

/// A count as a size; `MAX_COUNT` at most.
fn size(count: u32) -> usize {
    usize::try_from(count.min(MAX_COUNT)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Input, MAX_COUNT};

    #[test]
    fn counts_are_clamped() {
        let normal = |count| Input::Normal { count, sigma: 1.0, seed: 1 };
        assert_eq!(normal(0).count(), 1);
        assert_eq!(normal(7).open().count(), 7);
        assert_eq!(normal(u32::MAX).count(), 1 << 22);
        assert_eq!(Input::Data(Vec::new()).count(), 0);
        assert_eq!(Input::Data(vec![0.5; 1 + (1 << 22)]).open().count(), usize::try_from(MAX_COUNT).unwrap());
    }

    #[test]
    fn outliers_are_the_same_numbers_made_larger() {
        let normal: Vec<f64> = Input::Normal { count: 96, sigma: 0.5, seed: 9 }.open().collect();
        let outlier = Input::Outlier { count: 96, sigma: 0.5, strength: 8.0, channels: 32, outliers: 1, seed: 9 };
        for (index, (x, y)) in normal.into_iter().zip(outlier.open()).enumerate() {
            let expect = if index % 32 == 0 { x * 8.0 } else { x };
            assert_eq!(y.to_bits(), expect.to_bits(), "{index}");
        }
    }

    #[test]
    fn the_readers_numbers_come_as_they_are() {
        let values: Vec<f64> = Input::Data(vec![1.0, -2.5]).open().collect();
        assert_eq!(values, [1.0, -2.5]);
    }
}
