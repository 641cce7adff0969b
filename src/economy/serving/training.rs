//! What training keeps for each parameter, and what faster products do for a whole step.
//!
//! Unit: bytes for each parameter. Mixed precision with Adam keeps a BF16 weight, a gradient, a master weight and two moments in FP32:
//! 2 + 4 + 4 + 4 + 4 = 18. DeepSeek-V3 (arXiv 2412.19437, section 3.3) keeps an FP8 weight, gradient and master weight in FP32, and moments
//! in BF16: 1 + 4 + 4 + 2 + 2 = 13, which is 28 % less, not half.

use crate::numerics::formats::FormatId;
use crate::units::{Multiple, Share, SpeedUp};

/// The numbers kept for a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The weight that is multiplied.
    pub weight: FormatId,
    /// Its gradient.
    pub gradient: FormatId,
    /// The weight that is updated.
    pub master: FormatId,
    /// Adam's first moment.
    pub first: FormatId,
    /// Adam's second moment.
    pub second: FormatId,
}

/// Mixed precision as it was before FP8.
pub const MIXED: Recipe = Recipe {
    weight: FormatId::Bf16,
    gradient: FormatId::Fp32,
    master: FormatId::Fp32,
    first: FormatId::Fp32,
    second: FormatId::Fp32,
};

/// DeepSeek-V3's.
pub const DEEPSEEK: Recipe =
    Recipe { weight: FormatId::E4m3fn, first: FormatId::Bf16, second: FormatId::Bf16, ..MIXED };

impl Recipe {
    /// The parts, in the order of the fields.
    pub const fn parts(&self) -> [FormatId; 5] {
        [self.weight, self.gradient, self.master, self.first, self.second]
    }

    /// Bytes of all parts.
    pub fn bytes(&self) -> f64 {
        self.parts().into_iter().map(bytes).sum()
    }
}

/// Bytes of one number of a format.
pub fn bytes(format: FormatId) -> f64 {
    f64::from(format.spec().bits()) / 8.0
}

/// What products in FP8 do for a step of which they take `share` (Amdahl), at twice the speed: 1 / (1 − share / 2). Seven tenths give 1.54.
pub fn of_step(share: Share) -> Multiple {
    SpeedUp::clamped(2.0).for_part(share)
}

#[cfg(test)]
mod tests {
    use super::{DEEPSEEK, MIXED, of_step};
    use crate::units::Share;

    #[test]
    fn training_saves_a_quarter_and_not_a_half() {
        let near = |got: f64, expect: f64| assert!((got - expect).abs() < 0.005, "{got}");
        near(MIXED.bytes(), 18.0);
        near(DEEPSEEK.bytes(), 13.0);
        near(1.0 - DEEPSEEK.bytes() / MIXED.bytes(), 0.28);
        for (share, expect) in [(0.0, 1.0), (0.5, 1.33), (0.7, 1.54), (0.8, 1.67), (1.0, 2.0)] {
            near(of_step(Share::clamped(share)).get(), expect);
        }
    }
}
