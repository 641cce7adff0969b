//! A seeded stream of numbers: the same seed gives the same bits on every machine, for ever, because links carry seeds.
//!
//! Generator: PCG XSL RR 128/64 (O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
//! Random Number Generation", 2014), the crate `rand_pcg`'s `Pcg64`, with the seed as its state and the stream number below.
//! Numbers become normal by Box and Muller's transform (1958) over `libm`.

use rand_core::Rng;
use rand_pcg::Pcg64;

/// The increment's upper bits: the stream that the PCG reference implementation uses by default.
const STREAM: u128 = 0x0A02_BDBF_7BB3_C0A7_AC28_FA16_A64A_BF96;

/// A stream of random numbers, and the second half of a Box–Muller pair not yet handed out.
#[derive(Clone, Debug)]
pub struct Stream {
    generator: Pcg64,
    spare: Option<f64>,
}

impl Stream {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self { generator: Pcg64::new(u128::from(seed), STREAM), spare: None }
    }

    /// The next number, uniform on `[0, 1)`: a multiple of `2^-53`.
    #[expect(clippy::cast_precision_loss, reason = "53 bits remain after the shift: exact")]
    pub fn uniform(&mut self) -> f64 {
        (self.generator.next_u64() >> 11) as f64 * (0.5 * f64::EPSILON)
    }

    /// The next 32 random bits: the upper half of the generator's word.
    pub fn word(&mut self) -> u32 {
        (self.generator.next_u64() >> 32) as u32
    }

    /// The next number, normal with mean 0 and variance 1.
    ///
    /// Box–Muller: from uniform `u, v`, with `r = √(-2 ln(1-u))`, come `r·cos 2πv` now and `r·sin 2πv` next.
    /// `1-u` lies in `(0, 1]`, so the logarithm is finite and no magnitude exceeds `√(2·53·ln 2) = 8.57`.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        let (sin, cos) = libm::sincos(core::f64::consts::TAU * self.uniform());
        self.spare = Some(radius * sin);
        radius * cos
    }
}

/// Activations with outlier channels, as large language models show them: value `i` belongs to channel `i mod channels`, and
/// every value of an outlier channel is multiplied by `strength`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutlierChannels {
    /// How many channels there are; 0 counts as 1.
    pub channels: u32,
    /// How many of them are outliers, spread evenly.
    pub outliers: u32,
    /// What an outlier's values are multiplied by.
    pub strength: f64,
}

impl OutlierChannels {
    /// The factor of value `index`: `strength` or 1.
    ///
    /// Channel `c` is an outlier if `c · outliers mod channels < outliers`: with 64 channels and 2 outliers, 0 and 32.
    pub fn factor(self, index: u32) -> f64 {
        let channels = u64::from(self.channels.max(1));
        let outliers = u64::from(self.outliers);
        let channel = u64::from(index) % channels;
        if channel * outliers % channels < outliers { self.strength } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{OutlierChannels, Stream};

    /// Mean 0 and variance 1 within five standard errors of `n` draws: `1/sqrt(n)` and `sqrt(2/n)`; the share beyond two
    /// standard deviations, 4.55 %, within five of its own, `sqrt(p(1-p)/n)`.
    #[test]
    fn normal_numbers_are_normal() {
        let count = 200_000.0;
        let (mut sum, mut squares, mut beyond, mut drawn) = (0.0, 0.0, 0.0, 0.0);
        let mut stream = Stream::new(7);
        while drawn < count {
            let x = stream.normal();
            assert!(x.abs() <= 8.58);
            sum += x;
            squares += x * x;
            beyond += f64::from(u8::from(x.abs() > 2.0));
            drawn += 1.0;
        }
        let share = libm::erfc(core::f64::consts::SQRT_2);
        assert!((sum / count).abs() < 5.0 / libm::sqrt(count));
        assert!((squares / count - 1.0).abs() < 5.0 * libm::sqrt(2.0 / count));
        assert!((beyond / count - share).abs() < 5.0 * libm::sqrt(share * (1.0 - share) / count));
    }

    #[test]
    fn seeds_give_streams_of_their_own() {
        let first = |seed| Stream::new(seed).uniform().to_bits();
        assert_eq!(first(3), first(3));
        assert_ne!(first(3), first(4));
    }

    #[test]
    fn outlier_channels_are_spread_evenly() {
        let channels = OutlierChannels { channels: 64, outliers: 2, strength: 30.0 };
        let loud: Vec<u32> = (0..128).filter(|&index| channels.factor(index) > 1.0).collect();
        assert_eq!(loud, [0, 32, 64, 96]);
        for (outliers, expect) in [(0, 0), (1, 1), (3, 3), (7, 7), (64, 64), (99, 64)] {
            let channels = OutlierChannels { outliers, ..channels };
            assert_eq!((0..64).filter(|&index| channels.factor(index) > 1.0).count(), expect);
        }
        let none = OutlierChannels { channels: 0, outliers: 0, strength: 30.0 };
        assert!((none.factor(5) - 1.0).abs() < f64::EPSILON);
    }
}
