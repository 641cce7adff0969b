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
