//! The ×8.8 puzzle: two figures in two units, and what is left of the jump once they are counted alike.
//!
//! Units: EFLOPS, each with its precision in the type. 788 / 90 = 8.8 divides FP16 by FP32. Counted by one fleet (394.9
//! in FP16, 75.4 in FP32: 5.24 to 1) the 90 are 471 in FP16 and the 788 are 150 in FP32: a factor of 1.7, not 8.8. The
//! independent estimate for the end of 2024, 725 in FP16, leaves 1.09; the official count, 748 in March 2025, 1.05.
//! The bridge is an assumption: it takes the Nvidia chips in China for the whole national fleet.

use crate::economy::facts::compute::Dated;
use crate::economy::facts::named::{
    AI_2024, AI_2025_03, AI_2025_06, FLEET_FP16_2025_06, FLEET_FP32_2025_06, MARKET_2024,
};
use crate::units::Multiple;
use crate::units::compute::{BasisRatio, Fp16, Fp32};

/// The figures of the puzzle, each as it was counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Puzzle {
    /// 90: AI compute at the end of 2024, FP32 (inferred from its series).
    pub before: Dated<Fp32>,
    /// 788: AI compute in June 2025, FP16 (stated).
    pub after: Dated<Fp16>,
    /// 725.3: an independent estimate for the end of 2024, FP16 (inferred).
    pub market_before: Dated<Fp16>,
    /// 748: the official count of March 2025, FP16 (inferred).
    pub official_before: Dated<Fp16>,
}

/// The puzzle as the tables have it.
pub fn puzzle() -> Puzzle {
    Puzzle {
        before: AI_2024.dated(),
        after: AI_2025_06.dated(),
        market_before: MARKET_2024.dated(),
        official_before: AI_2025_03.dated(),
    }
}

/// FP16 per FP32 of the Nvidia chips in China in June 2025, a default for the reader to doubt.
pub fn fleet_ratio() -> BasisRatio<Fp32, Fp16> {
    let (fp32, fp16) = (FLEET_FP32_2025_06.eflops(), FLEET_FP16_2025_06.eflops());
    BasisRatio::measured(fp32, fp16).unwrap_or(BasisRatio::MIN)
}

impl Puzzle {
    /// What the source text divides: bare numbers in two units, 788 / 90 = 8.8. Meaningless, and named so.
    pub fn factor_across_units(&self) -> f64 {
        self.after.eflops.get() / self.before.eflops.get()
    }

    /// The factor once both are counted alike under an assumed ratio; the same in either precision.
    pub fn factor_counted_alike(&self, ratio: BasisRatio<Fp32, Fp16>) -> Option<Multiple> {
        self.after.eflops.relative_to(self.before.eflops.counted_by(ratio))
    }

    /// The factor from the independent estimate of the end of 2024, both in FP16: no conversion, but two scopes.
    pub fn factor_from_market(&self) -> Option<Multiple> {
        self.after.eflops.relative_to(self.market_before.eflops)
    }

    /// The factor within the official count from March to June 2025: no conversion, one scope.
    pub fn factor_in_official_count(&self) -> Option<Multiple> {
        self.after.eflops.relative_to(self.official_before.eflops)
    }
}

#[cfg(test)]
mod tests {
    use super::{fleet_ratio, puzzle};

    #[test]
    fn the_jump_vanishes_once_the_units_agree() {
        fn check(got: f64, expect: f64) {
            assert!((got - expect).abs() < 0.005, "{got} instead of {expect}");
        }
        let puzzle = puzzle();
        check(puzzle.factor_across_units(), 8.756);
        check(fleet_ratio().get(), 5.237);
        check(puzzle.factor_counted_alike(fleet_ratio()).unwrap().get(), 1.672);
        check(puzzle.factor_from_market().unwrap().get(), 1.086);
        check(puzzle.factor_in_official_count().unwrap().get(), 1.053);
        let both_in_fp32 = puzzle.after.eflops.counted_by(fleet_ratio().inverse());
        check(both_in_fp32.relative_to(puzzle.before.eflops).unwrap().get(), 1.672);
    }
}
