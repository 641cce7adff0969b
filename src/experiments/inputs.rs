//! Where an experiment's values come from: drawn from a seeded distribution, or the reader's own.

use std::sync::Arc;

use crate::numerics::distributions::{log_normal, student_t, uniform};
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
    /// Independent numbers, all equally likely between `-√3·sigma` and `√3·sigma`.
    Uniform {
        /// How many.
        count: u32,
        /// Standard deviation.
        sigma: f64,
        /// Seed of the stream.
        seed: u64,
    },
    /// Positive numbers whose logarithm is normal.
    LogNormal {
        /// How many.
        count: u32,
        /// The median.
        sigma: f64,
        /// Standard deviation of the natural logarithm.
        spread: f64,
        /// Seed of the stream.
        seed: u64,
    },
    /// Student's t times `sigma`: a bell with heavy tails.
    StudentT {
        /// How many.
        count: u32,
        /// What the variable is multiplied by: its standard deviation is `sigma·√(ν/(ν-2))` where there is one.
        sigma: f64,
        /// Degrees of freedom ν, at least 1: the fewer, the heavier the tails.
        freedom: f64,
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
        /// Values in a row of the matrix; 0 for a single row.
        columns: u32,
        /// How many channels; the value in column `c` belongs to channel `c mod channels`.
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
    Random { variables: Variables, sigma: f64, outliers: Option<Outliers> },
    Data(std::vec::IntoIter<f64>),
}

/// An input's random variables before `sigma` and outliers multiply them.
#[derive(Clone, Debug)]
enum Variables {
    Drawn {
        stream: Stream,
        law: Law,
    },
    /// Drawn before; the next one's place.
    Kept {
        variables: Arc<Vec<f64>>,
        next: usize,
    },
}

#[derive(Clone, Copy, Debug)]
enum Law {
    Normal,
    Uniform,
    LogNormal { spread: f64 },
    StudentT { freedom: f64 },
}

/// The column that comes next, and what its channel is multiplied by.
#[derive(Clone, Copy, Debug)]
struct Outliers {
    column: u32,
    columns: u32,
    channels: OutlierChannels,
}

impl Input {
    /// How many values will come.
    pub fn count(&self) -> usize {
        match self {
            Self::Normal { count, .. }
            | Self::Uniform { count, .. }
            | Self::LogNormal { count, .. }
            | Self::StudentT { count, .. }
            | Self::Outlier { count, .. } => size(*count).max(1),
            Self::Data(values) => values.len().min(size(MAX_COUNT)),
        }
    }

    /// The same input cut to its first values; at least one is left where there was one.
    #[must_use]
    pub fn first(mut self, most: u32) -> Self {
        match &mut self {
            Self::Normal { count, .. }
            | Self::Uniform { count, .. }
            | Self::LogNormal { count, .. }
            | Self::StudentT { count, .. }
            | Self::Outlier { count, .. } => *count = (*count).min(most),
            Self::Data(values) => values.truncate(size(most)),
        }
        self
    }

    /// The input whose values are this one's variables before `sigma` and outliers multiply them; `None` for the reader's numbers.
    /// Two inputs with the same variables differ by those factors only, so drawing once serves both.
    pub fn variables(&self) -> Option<Self> {
        let sigma = 1.0;
        match *self {
            Self::Normal { count, seed, .. } | Self::Outlier { count, seed, .. } => {
                Some(Self::Normal { count, sigma, seed })
            }
            Self::Uniform { count, seed, .. } => Some(Self::Uniform { count, sigma, seed }),
            Self::LogNormal { count, spread, seed, .. } => Some(Self::LogNormal { count, sigma, spread, seed }),
            Self::StudentT { count, freedom, seed, .. } => Some(Self::StudentT { count, sigma, freedom, seed }),
            Self::Data(_) => None,
        }
    }

    /// Starts reading.
    pub fn open(self) -> Source {
        let drawn = |seed, law| Variables::Drawn { stream: Stream::new(seed), law };
        let variables = match self {
            Self::Normal { seed, .. } | Self::Outlier { seed, .. } => drawn(seed, Law::Normal),
            Self::Uniform { seed, .. } => drawn(seed, Law::Uniform),
            Self::LogNormal { spread, seed, .. } => drawn(seed, Law::LogNormal { spread }),
            Self::StudentT { freedom, seed, .. } => drawn(seed, Law::StudentT { freedom }),
            Self::Data(_) => drawn(0, Law::Normal),
        };
        self.read_from(variables)
    }

    /// Starts reading where the [`variables`](Self::variables) have been drawn before, as many as there will be values.
    pub fn open_with(self, variables: Arc<Vec<f64>>) -> Source {
        self.read_from(Variables::Kept { variables, next: 0 })
    }

    fn read_from(self, variables: Variables) -> Source {
        let left = self.count();
        let kind = match self {
            Self::Normal { sigma, .. }
            | Self::Uniform { sigma, .. }
            | Self::LogNormal { sigma, .. }
            | Self::StudentT { sigma, .. } => Kind::Random { variables, sigma, outliers: None },
            Self::Outlier { sigma, strength, columns, channels, outliers, .. } => {
                let channels = OutlierChannels { channels, outliers, strength };
                Kind::Random { variables, sigma, outliers: Some(Outliers { column: 0, columns, channels }) }
            }
            Self::Data(values) => Kind::Data(values.into_iter()),
        };
        Source { left, kind }
    }
}

impl Source {
    /// The next value with the variable that it was made of; the reader's numbers are their own.
    pub fn next_with_variable(&mut self) -> Option<(f64, f64)> {
        self.left = self.left.checked_sub(1)?;
        match &mut self.kind {
            Kind::Data(values) => values.next().map(|value| (value, value)),
            Kind::Random { variables, sigma, outliers } => {
                let variable = variables.next()?;
                let value = variable * *sigma;
                Some((outliers.as_mut().map_or(value, |outliers| value * outliers.next_factor()), variable))
            }
        }
    }
}

impl Iterator for Source {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        self.next_with_variable().map(|(value, _)| value)
    }
}

impl Variables {
    fn next(&mut self) -> Option<f64> {
        match self {
            Self::Kept { variables, next } => {
                *next += 1;
                variables.get(*next - 1).copied()
            }
            Self::Drawn { stream, law } => Some(match law {
                Law::Normal => stream.normal(),
                Law::Uniform => uniform(stream),
                Law::LogNormal { spread } => log_normal(stream, *spread),
                Law::StudentT { freedom } => student_t(stream, *freedom),
            }),
        }
    }
}

impl Outliers {
    fn next_factor(&mut self) -> f64 {
        let factor = self.channels.factor(self.column);
        self.column = if self.column + 1 == self.columns { 0 } else { self.column + 1 };
        factor
    }
}

/// A count as a size; `MAX_COUNT` at most.
fn size(count: u32) -> usize {
    usize::try_from(count.min(MAX_COUNT)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Input, MAX_COUNT};
    use std::sync::Arc;

    fn outlier(count: u32, columns: u32) -> Input {
        Input::Outlier { count, sigma: 0.5, strength: 8.0, columns, channels: 32, outliers: 1, seed: 9 }
    }

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
        for (columns, is_loud) in [
            (0, (|at| at % 32 == 0) as fn(usize) -> bool),
            (64, |at| at % 32 == 0),
            (48, |at| matches!(at % 48, 0 | 32)),
        ] {
            for (at, (x, y)) in normal.iter().zip(outlier(96, columns).open()).enumerate() {
                let expect = if is_loud(at) { x * 8.0 } else { *x };
                assert_eq!(y.to_bits(), expect.to_bits(), "{at} of rows of {columns}");
            }
        }
    }

    #[test]
    fn the_first_values_of_an_input_are_those_of_the_whole() {
        let (count, sigma, seed) = (50, 2.0, 3);
        for input in [
            Input::Normal { count, sigma, seed },
            Input::Uniform { count, sigma, seed },
            Input::LogNormal { count, sigma, spread: 1.5, seed },
            Input::StudentT { count, sigma, freedom: 3.0, seed },
            outlier(count, 10),
            Input::Data((0..50).map(f64::from).collect()),
        ] {
            let whole: Vec<f64> = input.clone().open().collect();
            let first: Vec<f64> = input.first(20).open().collect();
            assert_eq!((whole.len(), &whole[..20]), (50, &first[..]));
            assert!(whole.windows(2).all(|pair| pair[0].to_bits() != pair[1].to_bits()));
        }
    }

    #[test]
    fn variables_drawn_before_give_the_same_values() {
        let (count, seed) = (50, 3);
        for sigma in [0.1, 1.0, 3.7] {
            for input in [
                Input::Normal { count, sigma, seed },
                Input::Uniform { count, sigma, seed },
                Input::LogNormal { count, sigma, spread: 1.5, seed },
                Input::StudentT { count, sigma, freedom: 3.0, seed },
                Input::Outlier { count, sigma, strength: 8.0, columns: 10, channels: 4, outliers: 1, seed },
            ] {
                let kept = Arc::new(input.variables().unwrap().open().collect::<Vec<f64>>());
                let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
                let (again, anew) = (input.clone().open_with(kept).collect(), input.clone().open().collect());
                assert_eq!(bits(again), bits(anew), "{input:?}");
            }
        }
        assert!(Input::Data(vec![1.0]).variables().is_none());
    }

    #[test]
    fn the_readers_numbers_come_as_they_are() {
        let values: Vec<f64> = Input::Data(vec![1.0, -2.5]).open().collect();
        assert_eq!(values, [1.0, -2.5]);
    }
}
