//! How much faster a chip is in a narrower format: the ratios that lead from one precision of a count to another.
//!
//! Unit: operations in one format for each one in the other, peak and dense, from `chips.csv`. One H20 does 148 TFLOPS in
//! FP16 and 44 in FP32, a ratio of 3.4; one A100 312 and 19.5, 16. A fleet's ratio lies between those of its chips, so
//! the lowest and highest chip bound every conversion.

use crate::economy::facts::machines::{Chip, Origin, chips};
use crate::economy::facts::named::{FLEET_FP32_2024_12, FLEET_FP32_2025_06, FP8_SPEED_UP_TIMES};
use crate::economy::facts::printed::Printed;
use crate::economy::puzzle::fleet_ratio;
use crate::units::compute::{Basis, BasisRatio, Fp8, Fp16, Fp32};

/// Which chips bound a conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chips {
    /// Chips designed in China, and those that the count of foreign chips in China names.
    InChina,
    /// Every chip of the table.
    All,
}

/// The ratio of one chip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChipRatio<From: Basis, To: Basis> {
    /// The chip.
    pub chip: &'static Chip,
    /// Its ratio.
    pub ratio: BasisRatio<From, To>,
}

/// The chips with the lowest and the highest ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extremes<From: Basis, To: Basis> {
    /// The lowest.
    pub low: ChipRatio<From, To>,
    /// The highest.
    pub high: ChipRatio<From, To>,
}

/// FP16 per FP32 of every chip that has both rates, lowest first.
pub fn fp16_per_fp32(among: Chips) -> Vec<ChipRatio<Fp32, Fp16>> {
    ratios(among, |chip| (chip.fp32_tflops, chip.fp16_tflops))
}

/// FP8 per FP16 of every chip that has both rates, lowest first. A chip without an FP8 unit has none: there FP8 runs at
/// the rate of FP16, which is a ratio of 1.
pub fn fp8_per_fp16(among: Chips) -> Vec<ChipRatio<Fp16, Fp8>> {
    ratios(among, |chip| (chip.fp16_tflops, chip.fp8_tflops))
}

/// The ends of a list of ratios; `None` for an empty one.
pub fn extremes<From: Basis, To: Basis>(ratios: &[ChipRatio<From, To>]) -> Option<Extremes<From, To>> {
    Some(Extremes { low: *ratios.first()?, high: *ratios.last()? })
}

/// FP16 per FP32 of the one fleet counted twice, to a tenth: 394.9 ÷ 75.4 gives 5.2.
pub fn default_fp16_per_fp32() -> f64 {
    tenths(fleet_ratio().get())
}

/// FP8 per FP16 where there is an FP8 unit: the published doubling, which is also what the chip in the middle of the table has.
pub fn default_fp8_per_fp16() -> f64 {
    FP8_SPEED_UP_TIMES.low
}

/// FP8 per FP16 of a fleet in which `share` of the FP16 compute sits on chips whose FP8 unit is `unit` times as fast;
/// the rest runs FP8 at the rate of FP16: 1 + share × (unit − 1). A fifth at twice the rate gives 1.2.
pub fn fleet_fp8(unit: f64, share: f64) -> BasisRatio<Fp16, Fp8> {
    BasisRatio::clamped(1.0 + share * (unit - 1.0))
}

fn tenths(value: f64) -> f64 {
    libm::round(value * 10.0) / 10.0
}

fn ratios<From: Basis, To: Basis>(
    among: Chips,
    rates: fn(&Chip) -> (Option<Printed>, Option<Printed>),
) -> Vec<ChipRatio<From, To>> {
    let ratio = |chip: &'static Chip| {
        let (from, to) = rates(chip);
        let ratio = BasisRatio::new(to?.number / from?.number).ok()?;
        Some(ChipRatio { chip, ratio })
    };
    let mut found: Vec<ChipRatio<From, To>> =
        chips().iter().filter(|chip| among.includes(chip)).filter_map(ratio).collect();
    found.sort_by(|a, b| a.ratio.get().total_cmp(&b.ratio.get()));
    found
}

impl Chips {
    /// Whether a chip is one of them. Foreign chips in China are those whose name opens with a word of the note that says
    /// which chips were counted.
    pub fn includes(self, chip: &Chip) -> bool {
        let named = |note: &str| {
            let model = chip.name.split(' ').next().unwrap_or(chip.name);
            note.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == model)
        };
        match self {
            Self::All => true,
            Self::InChina => {
                chip.origin == Origin::Domestic
                    || named(FLEET_FP32_2024_12.row.note)
                    || named(FLEET_FP32_2025_06.row.note)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chips, default_fp8_per_fp16, default_fp16_per_fp32, extremes, fleet_fp8, fp8_per_fp16, fp16_per_fp32};
    use crate::economy::facts::machines::{Origin, chips};

    fn near(got: f64, expect: f64) {
        assert!((got - expect).abs() < 0.005, "{got} instead of {expect}");
    }

    #[test]
    fn the_lowest_and_highest_ratio_have_their_chips() {
        // By hand: 55.3 / 27.6 = 2.00; 989 / 59.3 = 16.68; 1678 / 14.3 = 117.3.
        let china = extremes(&fp16_per_fp32(Chips::InChina)).unwrap();
        assert_eq!((china.low.chip.name, china.high.chip.name), ("SW26010-Pro", "H800 SXM"));
        near(china.low.ratio.get(), 2.004);
        near(china.high.ratio.get(), 16.678);
        let all = extremes(&fp16_per_fp32(Chips::All)).unwrap();
        assert_eq!((all.low.chip.name, all.high.chip.name), ("SW26010-Pro", "Gaudi 3 (OAM)"));
        near(all.high.ratio.get(), 117.343);
    }

    #[test]
    fn fp8_units_double_the_rate_with_exceptions() {
        let all = extremes(&fp8_per_fp16(Chips::All)).unwrap();
        assert_eq!((all.low.chip.name, all.high.chip.name), ("Gaudi 3 (OAM)", "Trainium3"));
        near(all.low.ratio.get(), 1.0);
        near(all.high.ratio.get(), 3.751);
        let eights = fp8_per_fp16(Chips::All);
        assert!((default_fp8_per_fp16() - eights[eights.len() / 2].ratio.get()).abs() < 0.05);
        assert!((default_fp16_per_fp32() - 5.2).abs() < 1e-12);
    }

    #[test]
    fn chips_without_an_fp8_unit_gain_nothing() {
        near(fleet_fp8(2.0, 0.0).get(), 1.0);
        near(fleet_fp8(2.0, 0.2).get(), 1.2);
        near(fleet_fp8(2.0, 1.0).get(), 2.0);
    }

    #[test]
    fn the_foreign_chips_in_china_are_those_that_were_counted() {
        let foreign = |chip: &&super::Chip| chip.origin == Origin::Foreign && Chips::InChina.includes(chip);
        let names: Vec<&str> = chips().iter().filter(foreign).map(|chip| chip.name).collect();
        assert_eq!(names, ["A100 SXM4 80GB", "H800 SXM", "H20"]);
    }
}
