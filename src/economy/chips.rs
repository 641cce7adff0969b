//! What a row of `chips.csv` says: which rates are published, which are missing, which do not exist; the frontier of the best
//! chips, and how much of a fleet can compute in FP8.
//!
//! Units: TFLOPS peak and dense, W, GB, GB/s, shares of 0 to 1. An empty rate means that the chip does not support the format,
//! except where the row's `value_not_found` names it; memory, bandwidth and power every chip has, so an empty one is unpublished.

use crate::economy::dates::YearMonth;
use crate::economy::facts::machines::{Chip, Origin, chips};
use crate::economy::facts::printed::Printed;
use crate::units::Share;

/// A column of `chips.csv` with a rate, widest format first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// FP64, vector.
    Fp64,
    /// FP32, vector.
    Fp32,
    /// TF32, matrix.
    Tf32,
    /// FP16 or BF16, matrix where there is one.
    Fp16,
    /// FP8, matrix.
    Fp8,
    /// FP4, matrix.
    Fp4,
}

impl Rate {
    /// The format's name as the tables print it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fp64 => "FP64",
            Self::Fp32 => "FP32",
            Self::Tf32 => "TF32",
            Self::Fp16 => "FP16",
            Self::Fp8 => "FP8",
            Self::Fp4 => "FP4",
        }
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry {
    /// This value.
    Published(Printed),
    /// There is a value, but none was found.
    NotPublished,
    /// The chip does not compute in this format.
    NotSupported,
}

impl Entry {
    /// The number, if there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Published(printed) => Some(printed.number),
            Self::NotPublished | Self::NotSupported => None,
        }
    }

    /// A quantity that every chip has.
    pub fn of_every_chip(value: Option<Printed>) -> Self {
        value.map_or(Self::NotPublished, Self::Published)
    }
}

/// The peak rate of a chip.
pub fn rate(chip: &Chip, rate: Rate) -> Entry {
    let value = match rate {
        Rate::Fp64 => chip.fp64_tflops,
        Rate::Fp32 => chip.fp32_tflops,
        Rate::Tf32 => chip.tf32_tflops,
        Rate::Fp16 => chip.fp16_tflops,
        Rate::Fp8 => chip.fp8_tflops,
        Rate::Fp4 => chip.fp4_tflops,
    };
    let missing = chip.value_not_found;
    let named = missing.split([' ', ',']).any(|word| word.eq_ignore_ascii_case(rate.label()));
    match value {
        Some(printed) => Entry::Published(printed),
        None if named || missing.starts_with("all rates") => Entry::NotPublished,
        None => Entry::NotSupported,
    }
}

/// How many times faster one rate is than another, where both are published: 989.4 by 66.9 is 14.8.
pub fn faster(chip: &Chip, over: Rate, under: Rate) -> Option<f64> {
    let (over, under) = (rate(chip, over).number()?, rate(chip, under).number()?);
    (0.0 < under).then(|| over / under)
}

/// TFLOPS for each W, where both are published: 1979 by 700 is 2.83.
pub fn efficiency(chip: &Chip, at: Rate) -> Option<f64> {
    let (peak, watts) = (rate(chip, at).number()?, chip.power()?.get());
    (0.0 < watts).then(|| peak / watts)
}

/// Whether a chip can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Shipped, or in service.
    Shipped,
    /// Announced; some of these already stand in first machines, as the row's own words say.
    Announced,
}

/// Read from the row's own words: everything that does not begin with "announced" is in use.
pub fn stage(chip: &Chip) -> Stage {
    if chip.status.starts_with("announced") { Stage::Announced } else { Stage::Shipped }
}

/// How a chip stands to FP8. Each chip is exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eight {
    /// It ships with FP8 units.
    Has,
    /// Announced with FP8 units.
    Announced,
    /// Reported with FP8, no rate published.
    Unpublished,
    /// It has no FP8 units, or none that are faster than FP16 and listed.
    Lacks,
}

/// How a chip stands to FP8.
pub fn eight(chip: &Chip) -> Eight {
    match (rate(chip, Rate::Fp8), stage(chip)) {
        (Entry::Published(_), Stage::Shipped) => Eight::Has,
        (Entry::Published(_), Stage::Announced) => Eight::Announced,
        (Entry::NotPublished, _) => Eight::Unpublished,
        (Entry::NotSupported, _) => Eight::Lacks,
    }
}

/// The end of the launch month, quarter or year, as far as the row names one: `2026-Q1` ends in March.
pub fn launched(chip: &Chip) -> Option<YearMonth> {
    let (year, rest) = chip.launch.split_once('-').unwrap_or((chip.launch, ""));
    let year = year.parse().ok()?;
    match rest.strip_prefix('Q') {
        Some(quarter) => Some(YearMonth::month(year, quarter.parse::<u8>().ok()?.checked_mul(3)?)),
        None if rest.is_empty() => Some(YearMonth::end_of(year)),
        None => Some(YearMonth::month(year, rest.parse().ok()?)),
    }
}

/// The places of the points that none before them (in x) reaches in y: the best so far, from left to right.
pub fn best_so_far(points: &[(f64, f64)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    // Of several at one place on the axis the highest comes first.
    order.sort_by(|&a, &b| points[a].0.total_cmp(&points[b].0).then(points[b].1.total_cmp(&points[a].1)));
    let mut best = f64::NEG_INFINITY;
    order.retain(|&place| {
        let is_better = best < points[place].1;
        best = best.max(points[place].1);
        is_better
    });
    order
}

/// The shipped models of one origin with a known state: how many have FP8 units, and how many there are.
pub fn models_with_fp8(origin: Origin) -> (u32, u32) {
    let shipped = chips().iter().filter(|chip| chip.origin == origin && stage(chip) == Stage::Shipped);
    shipped.fold((0, 0), |(with, all), chip| (with + u32::from(eight(chip) == Eight::Has), all + 1))
}

/// What a fleet is made of, and how much of each part can compute in FP8. All three are assumptions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fleet {
    /// The part designed in China.
    pub domestic: Share,
    /// The part of the domestic chips that has FP8 units.
    pub fp8_domestic: Share,
    /// The part of the imported chips that has them.
    pub fp8_imported: Share,
}

impl Fleet {
    /// The part of the fleet that can compute in FP8: 0.5 × 0.06 + 0.5 × 0.79 = 0.425.
    pub fn fp8(&self) -> Share {
        self.fp8_imported.towards(self.fp8_domestic, self.domestic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::facts::named::{
        DOMESTIC_MODELS, DOMESTIC_MODELS_WITH_FP8, FOREIGN_MODELS, FOREIGN_MODELS_WITH_FP8,
    };

    fn chip(name: &str) -> &'static Chip {
        chips().iter().find(|chip| chip.name == name).unwrap()
    }

    #[test]
    fn an_empty_cell_is_unpublished_only_where_the_row_says_so() {
        fn check(name: &str, at: Rate, expect: Entry) {
            let found = rate(chip(name), at);
            assert_eq!(found.number(), expect.number(), "{name} {at:?}");
            assert_eq!(std::mem::discriminant(&found), std::mem::discriminant(&expect), "{name} {at:?}: {found:?}");
        }
        let published = |number, text| Entry::Published(Printed { number, text });
        check("H100 SXM", Rate::Fp8, published(1979.0, "1979"));
        check("A100 SXM4 80GB", Rate::Fp8, Entry::NotSupported);
        check("Ascend 910C", Rate::Fp32, Entry::NotPublished);
        check("Ascend 910C", Rate::Fp8, Entry::NotSupported);
        check("Ascend 960", Rate::Fp16, Entry::NotPublished);
        check("H800 SXM", Rate::Tf32, Entry::NotPublished);
        check("H800 SXM", Rate::Fp4, Entry::NotSupported);
        check("L600", Rate::Fp8, Entry::NotPublished);
        check("DCU K100-AI", Rate::Fp16, Entry::NotPublished);
        check("DCU K100-AI", Rate::Fp8, Entry::NotSupported);
    }

    #[test]
    fn every_word_of_value_not_found_is_known() {
        let known = [
            "fp64",
            "fp32",
            "tf32",
            "fp16",
            "memory",
            "bandwidth",
            "tdp",
            "all",
            "rates",
            "(catalogue",
            "values",
            "doubtful)",
        ];
        for chip in chips() {
            for word in chip.value_not_found.split([' ', ',']).filter(|word| !word.is_empty()) {
                assert!(known.contains(&word), "{}: {word}", chip.name);
            }
        }
    }

    #[test]
    fn each_chip_stands_in_one_way_to_fp8() {
        let count = |wanted| chips().iter().filter(|chip| eight(chip) == wanted).count();
        // By hand from the table: 15 imported and the S5000; four Ascends to come; the L600; the rest of 41.
        let found = [Eight::Has, Eight::Announced, Eight::Unpublished, Eight::Lacks].map(count);
        assert_eq!(found, [16, 4, 1, 20]);
        assert_eq!(models_with_fp8(Origin::Foreign), (15, 19));
        assert_eq!(models_with_fp8(Origin::Domestic), (1, 16));
        // The build counts the same rows by the same rules.
        assert_eq!(models_with_fp8(Origin::Foreign), (FOREIGN_MODELS_WITH_FP8, FOREIGN_MODELS));
        assert_eq!(models_with_fp8(Origin::Domestic), (DOMESTIC_MODELS_WITH_FP8, DOMESTIC_MODELS));
    }

    #[test]
    fn launch_dates_end_their_month_quarter_or_year() {
        fn check(name: &str, expect: Option<&str>) {
            assert_eq!(launched(chip(name)).map(YearMonth::label).as_deref(), expect, "{name}");
        }
        check("V100 SXM2 32GB", Some("2018-03"));
        check("Ascend 950PR", Some("2026-03"));
        check("Ascend 970", Some("2028-12"));
        check("MTT S5000", Some("2024"));
        check("P800", None);
    }

    #[test]
    fn ratios_and_efficiencies_are_quotients_of_the_row() {
        let near = |got: Option<f64>, expect: f64| assert!((got.unwrap() - expect).abs() < 1e-3, "{got:?}");
        near(faster(chip("A100 SXM4 80GB"), Rate::Fp16, Rate::Fp32), 16.0);
        near(faster(chip("H20"), Rate::Fp16, Rate::Fp32), 3.3636);
        near(faster(chip("Gaudi 3 (OAM)"), Rate::Fp8, Rate::Fp16), 1.0);
        assert_eq!(faster(chip("A100 SXM4 80GB"), Rate::Fp8, Rate::Fp16), None);
        near(efficiency(chip("H100 SXM"), Rate::Fp8), 2.8271);
        assert_eq!(efficiency(chip("Ascend 910C"), Rate::Fp16), None);
    }

    #[test]
    fn frontiers_hold_the_best_and_nothing_else() {
        let points = [(1.0, 2.0), (2.0, 1.0), (3.0, 3.0), (3.0, 2.5), (0.5, 0.1)];
        assert_eq!(best_so_far(&points), [4, 0, 2]);
        assert!(best_so_far(&[]).is_empty());
    }

    #[test]
    fn a_fleet_is_the_weighted_mean_of_its_parts() {
        let fleet = |domestic, own, imported| Fleet {
            domestic: Share::clamped(domestic),
            fp8_domestic: Share::clamped(own),
            fp8_imported: Share::clamped(imported),
        };
        let check = |fleet: Fleet, expect: f64| assert!((fleet.fp8().get() - expect).abs() < 1e-12, "{fleet:?}");
        check(fleet(0.5, 0.06, 0.79), 0.425);
        check(fleet(1.0, 0.25, 0.9), 0.25);
        check(fleet(0.0, 0.25, 0.9), 0.9);
        check(fleet(0.2, 1.0, 0.0), 0.2);
    }
}
