//! The register that a sum grows in, and what one addition does to it.
//!
//! A register of a format holds values of that format, and each addition is rounded once, from the exact sum of the two values, as
//! IEEE 754 requires. The sum is formed as a double first. Rounding it again is harmless for round-to-nearest while the format has at
//! most 25 bits of significand: a double has 53 and `53 ≥ 2·25 + 1` (Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter
//! 30(3), 1995), and an addition that falls among the subnormals is exact. FP32 has 24 bits, every other format here fewer. For the other
//! roundings the double is first rounded to odd, after which any rounding to 51 bits or fewer is right (Boldo and Melquiond 2008).
//!
//! Overflow is IEEE 754's: infinity where the format has one, NaN where it has not (FP6 and FP4, which have neither, stay at their largest).
//!
//! The fourteen-bit register is a model of the tensor cores of NVIDIA's Hopper: see `numerics::tensor_core`.

use crate::numerics::formats::FormatId;
use crate::numerics::rng::Stream;
use crate::numerics::rounder::Rounder;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::tensor_core;
use serde::{Deserialize, Serialize};

/// The register that a sum grows in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Accumulator {
    /// A register of this format, rounded after every addition.
    Format(FormatId),
    /// Fourteen bits, truncated, 32 products at a time.
    TensorCore,
}

/// An accumulator with its way of rounding, ready for many additions.
#[derive(Clone, Debug)]
pub enum Adder {
    /// A register of a format.
    Rounded(Rounder),
    /// The fourteen-bit register, which always truncates.
    TensorCore,
}

impl Accumulator {
    /// The stable word used in links: a format's own, or `tensor14`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Format(format) => format.key(),
            Self::TensorCore => "tensor14",
        }
    }

    /// The accumulator of a word: any format that can hold a sum, so all but E8M0, also one of one's own such as `e6m9`.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "tensor14" {
            return Some(Self::TensorCore);
        }
        FormatId::from_name(key).filter(|format| *format != FormatId::E8m0fnu).map(Self::Format)
    }

    /// The largest relative error of one addition: `2^-(m+1)` to nearest, twice that in any other rounding, `2^-13` on the tensor core.
    ///
    /// Example: FP16 to nearest has `2^-11`.
    pub fn unit_roundoff(self, rounding: Rounding) -> f64 {
        match (self, rounding) {
            (Self::TensorCore, _) => tensor_core::UNIT_ROUNDOFF,
            (Self::Format(format), Rounding::NearestEven) => format.spec().unit_roundoff(),
            (Self::Format(format), Rounding::TowardZero | Rounding::Up | Rounding::Down | Rounding::Stochastic) => {
                format.spec().epsilon()
            }
        }
    }
}

impl Adder {
    /// Prepares an accumulator.
    pub fn new(accumulator: Accumulator, rounding: Rounding) -> Self {
        match accumulator {
            Accumulator::Format(format) => {
                Self::Rounded(Rounder::new(Conversion { format, rounding, overflow: Overflow::NonSaturate }))
            }
            Accumulator::TensorCore => Self::TensorCore,
        }
    }

    /// How many terms enter the register together.
    pub const fn group(&self) -> usize {
        match self {
            Self::Rounded(_) => 1,
            Self::TensorCore => tensor_core::GROUP,
        }
    }

    /// `a + b` in the register; `words` is drawn from only by stochastic rounding, one word an addition.
    pub fn add(&self, a: f64, b: f64, words: &mut Stream) -> f64 {
        match self {
            Self::TensorCore => tensor_core::accumulate(a, &[b]),
            Self::Rounded(rounder) => match rounder.rounding() {
                Rounding::NearestEven => rounder.round(a + b, 0),
                Rounding::Stochastic => rounder.round(added_to_odd(a, b), words.word()),
                Rounding::TowardZero | Rounding::Up | Rounding::Down => rounder.round(added_to_odd(a, b), 0),
            },
        }
    }
}

/// `a + b` rounded to odd: truncated, with the last bit set if anything was lost.
fn added_to_odd(a: f64, b: f64) -> f64 {
    let sum = a + b;
    // What the rounding of the sum lost, exactly (Knuth's two-sum).
    let from_b = sum - a;
    let lost = (a - (sum - from_b)) + (b - from_b);
    if lost == 0.0 || !lost.is_finite() || sum.to_bits() & 1 == 1 {
        return sum;
    }
    // An even sum that is not exact: its odd neighbour on the side of what was lost.
    let is_outward = (0.0 < lost) == (0.0 < sum);
    f64::from_bits(if is_outward { sum.to_bits() + 1 } else { sum.to_bits() - 1 })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "an emulated addition has one right answer")]
mod tests {
    use super::{Accumulator, Adder, added_to_odd};
    use crate::numerics::formats::FormatId;
    use crate::numerics::rng::Stream;
    use crate::numerics::rounding::Rounding;

    fn check(key: &str, rounding: Rounding, a: f64, b: f64, expect: f64) {
        let accumulator = Accumulator::from_key(key).expect(key);
        assert_eq!(Adder::new(accumulator, rounding).add(a, b, &mut Stream::new(1)), expect, "{key} {a} + {b}");
    }

    #[test]
    fn additions_worked_by_hand() {
        check("fp16", Rounding::NearestEven, 2048.0, 1.0, 2048.0);
        check("fp16", Rounding::NearestEven, 2050.0, 1.0, 2052.0);
        check("fp16", Rounding::NearestEven, 4096.0, 2.0, 4096.0);
        check("bf16", Rounding::NearestEven, 256.0, 1.0, 256.0);
        check("e4m3fn", Rounding::NearestEven, 16.0, 1.0, 16.0);
        check("e5m2", Rounding::NearestEven, 8.0, 1.0, 8.0);
        check("e5m2", Rounding::Up, 8.0, 1.0, 10.0);
        check("fp16", Rounding::NearestEven, 65_504.0, 16.0, f64::INFINITY);
        check("fp16", Rounding::NearestEven, 65_504.0, 15.0, 65_504.0);
        check("e2m1fn", Rounding::NearestEven, 6.0, 6.0, 6.0);
        check("tensor14", Rounding::NearestEven, 8192.0, 1.0, 8193.0);
        check("tensor14", Rounding::NearestEven, 16_384.0, 1.0, 16_384.0);
        check("e6m9", Rounding::NearestEven, 4096.0, 3.9, 4096.0);
    }

    #[test]
    fn keys_come_back() {
        for format in FormatId::ALL.into_iter().filter(|format| *format != FormatId::E8m0fnu) {
            assert_eq!(Accumulator::from_key(format.key()), Some(Accumulator::Format(format)));
        }
        assert_eq!(Accumulator::from_key("tensor14"), Some(Accumulator::TensorCore));
        for key in ["", "e8m0fnu", "FP32", "fp64"] {
            assert_eq!(Accumulator::from_key(key), None, "{key}");
        }
    }

    /// `2^30 + 1` ulp-of-FP32 cases where the double sum is inexact: truncating the rounded sum would go up.
    #[test]
    fn truncation_sees_what_the_double_lost() {
        let (large, tiny) = (1.0, libm::exp2(-80.0));
        assert_eq!(added_to_odd(large, -tiny), f64::from_bits(large.to_bits() - 1));
        assert_eq!(added_to_odd(large, tiny), f64::from_bits(large.to_bits() + 1));
        assert_eq!(added_to_odd(-large, tiny), -f64::from_bits(large.to_bits() - 1));
        assert_eq!(added_to_odd(3.0, 4.0), 7.0);
        check("fp32", Rounding::TowardZero, large, -tiny, 1.0 - libm::exp2(-24.0));
        check("fp32", Rounding::Up, large, tiny, 1.0 + libm::exp2(-23.0));
        check("fp32", Rounding::Down, large, tiny, 1.0);
    }

    /// A quarter of a step is taken one time in four: 1,000 of 4,000 draws, within five standard deviations, `√(4000·3/16) = 27`.
    #[test]
    fn stochastic_rounding_keeps_the_mean() {
        let adder = Adder::new(Accumulator::Format(FormatId::Bf16), Rounding::Stochastic);
        let mut words = Stream::new(3);
        let ups = (0..4000).filter(|_| adder.add(256.0, 0.5, &mut words) == 258.0).count();
        assert!(ups.abs_diff(1000) < 137, "{ups}");
    }
}
