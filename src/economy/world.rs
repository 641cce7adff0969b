//! China in the world: three ways to count its share, and three precisions that nobody should add.
//!
//! Units: EFLOPS with its precision in the type, shares of 0 to 1, per cent where a note prints them. Two counts may be
//! divided only as a [`Quotient`], which exists only for rows of one precision, scope, series, kind and date: 962 of 4495
//! EFLOPS in FP32 (servers shipped, June 2025) is 21.4 %. Where the tables give only one side, the share is read from the
//! row's note. What is counted at different precisions cannot be added at all:
//!
//! ```compile_fail,E0308
//! use octet::economy::world::world_2024;
//! let world = world_2024();
//! let sum = world.general.eflops + world.ai.eflops;
//! ```

use std::marker::PhantomData;

use crate::economy::facts::compute::{ComputePoint, Dated, Kind, Series, compute_history};
use crate::economy::facts::named::{
    CLUSTERS_CHINA_2025_11, CLUSTERS_US_2025_11, DEVICES_CHINA_2025_06, DEVICES_WORLD_2025_06, FLEET_FP16_2025_06,
    TOP500_FIRST_2025_06, WORLD_AI_2024, WORLD_GENERAL_2024, WORLD_SUPER_2024,
};
use crate::economy::facts::printed::{Printed, Region};
use crate::economy::facts::quoted::figure_before;
use crate::units::Multiple;
use crate::units::compute::{Basis, BasisRatio, Eflops, Fp16, Fp32, Fp64};

/// Two counts that may be divided: one precision (`B`), one scope, series, kind and date. There is no other way to make one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quotient<B: Basis> {
    part: &'static ComputePoint,
    base: &'static ComputePoint,
    value: Multiple,
    basis: PhantomData<B>,
}

impl<B: Basis> Quotient<B> {
    /// The quotient of two rows; `None` unless both are counted alike and the base is not 0.
    pub fn of(part: &'static ComputePoint, base: &'static ComputePoint) -> Option<Self> {
        let alike = part.scope == base.scope
            && part.series == base.series
            && part.kind == base.kind
            && part.date.months() == base.date.months();
        let value = part.eflops::<B>()?.relative_to(base.eflops::<B>()?)?;
        alike.then_some(Self { part, base, value, basis: PhantomData })
    }

    /// The row divided.
    pub fn part(&self) -> &'static ComputePoint {
        self.part
    }

    /// The row it is divided by.
    pub fn base(&self) -> &'static ComputePoint {
        self.base
    }

    /// Part by base: 962 by 4495 is 0.214.
    pub fn value(&self) -> Multiple {
        self.value
    }
}

/// One way to count China's share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// What is counted.
    pub method: Method,
    /// The row whose note gives the published share; scope, precision, date and source are its own.
    pub row: &'static ComputePoint,
    /// China's share as published, per cent.
    pub china: Option<Printed>,
    /// That of the United States, per cent, where the notes give it.
    pub us: Option<Printed>,
}

/// What a way of counting counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Servers shipped over about six years (CAICT, FP32).
    Devices,
    /// AI clusters that are known (Epoch AI, FP16).
    Clusters,
    /// The list of the 500 fastest public machines (FP64).
    Top500,
}

impl Method {
    /// A stable word for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::Clusters => "clusters",
            Self::Top500 => "top500",
        }
    }
}

// The words of the notes directly after the figures.
const OF_WORLD: &str = "% of the world";
const OF_DATA_SET: &str = "% of the data set";
const OF_LIST_US: &str = "% of list performance";
const OF_LIST_CHINA: &str = "%, because new Chinese machines are not submitted";

/// The three ways, the largest share first.
pub fn ways() -> [Way; 3] {
    let (devices, clusters, list) = (DEVICES_CHINA_2025_06.row, CLUSTERS_CHINA_2025_11.row, TOP500_FIRST_2025_06.row);
    let us = figure_before(CLUSTERS_US_2025_11.row.note, OF_DATA_SET);
    [
        Way { method: Method::Devices, row: devices, china: figure_before(devices.note, OF_WORLD), us: None },
        Way { method: Method::Clusters, row: clusters, china: figure_before(clusters.note, OF_DATA_SET), us },
        Way {
            method: Method::Top500,
            row: list,
            china: figure_before(list.note, OF_LIST_CHINA),
            us: figure_before(list.note, OF_LIST_US),
        },
    ]
}

/// The way whose rows give both sides: 962 of 4495 EFLOPS.
pub fn devices_share() -> Option<Quotient<Fp32>> {
    Quotient::of(DEVICES_CHINA_2025_06.row, DEVICES_WORLD_2025_06.row)
}

/// The known clusters of China by those of the United States, 321.2 by 1377.8: the data set's total is in no row, but the
/// two published shares must stand in this proportion.
pub fn clusters_against_us() -> Option<Quotient<Fp16>> {
    Quotient::of(CLUSTERS_CHINA_2025_11.row, CLUSTERS_US_2025_11.row)
}

/// One region's share of the servers shipped, for every date with both sides, in the order of dates.
pub fn device_history(region: Region) -> Vec<Quotient<Fp32>> {
    let total = |row: &&ComputePoint| {
        row.scope == DEVICES_WORLD_2025_06.row.scope && row.series == Series::Total && row.kind == Kind::Actual
    };
    let rows = || compute_history().filter(total);
    let whole = |part| rows().filter(|row| row.region == Region::World).find_map(|world| Quotient::of(part, world));
    let mut found: Vec<Quotient<Fp32>> = rows().filter(|row| row.region == region).filter_map(whole).collect();
    found.sort_by_key(|quotient| quotient.part().date.months());
    found
}

/// The share that a row of that history prints in its note, per cent.
pub fn printed_share(part: &ComputePoint) -> Option<Printed> {
    figure_before(part.note, OF_WORLD).or_else(|| figure_before(part.note, "% of "))
}

/// Whether a row was computed from others, as its note says; a whole computed from the share itself proves nothing about it.
pub fn is_derived(row: &ComputePoint) -> bool {
    row.note.starts_with("Derived")
}

/// The world at the end of 2024 in the three precisions that one report prints side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThreeCounts {
    /// General-purpose compute.
    pub general: Dated<Fp32>,
    /// AI compute.
    pub ai: Dated<Fp16>,
    /// Supercomputers.
    pub supercomputing: Dated<Fp64>,
}

/// The three counts as the tables have them.
pub fn world_2024() -> ThreeCounts {
    ThreeCounts {
        general: WORLD_GENERAL_2024.dated(),
        ai: WORLD_AI_2024.dated(),
        supercomputing: WORLD_SUPER_2024.dated(),
    }
}

impl ThreeCounts {
    /// What someone gets who adds the bare numbers, 628 + 5693 + 20 = 6341. Meaningless, and named so.
    pub fn sum_of_bare_numbers(&self) -> f64 {
        self.general.eflops.get() + self.ai.eflops.get() + self.supercomputing.eflops.get()
    }

    /// General and AI compute together in FP32, under an assumed ratio: 628 + 5693 / 5.237 = 1715. FP64 stays apart: no
    /// row gives a ratio for it.
    pub fn general_and_ai(&self, ratio: BasisRatio<Fp32, Fp16>) -> Eflops<Fp32> {
        self.general.eflops + self.ai_in_fp32(ratio)
    }

    /// The AI part in FP32 under an assumed ratio: 5693 / 5.237 = 1087.
    pub fn ai_in_fp32(&self, ratio: BasisRatio<Fp32, Fp16>) -> Eflops<Fp32> {
        self.ai.eflops.counted_by(ratio.inverse())
    }

    /// How many times too much the bare sum of those two is: (628 + 5693) / 1715 = 3.69.
    pub fn overstated(&self, ratio: BasisRatio<Fp32, Fp16>) -> f64 {
        (self.general.eflops.get() + self.ai.eflops.get()) / self.general_and_ai(ratio).get()
    }
}

/// Who owns how much, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Owner {
    /// The firm, or the empty text for a whole country.
    pub firm: &'static str,
    /// The row.
    pub row: &'static ComputePoint,
    /// Its compute.
    pub eflops: Eflops<Fp16>,
}

/// How the tables begin the scope of one firm's chips; the firm follows after the colon.
const OF_ONE_FIRM: &str = "Nvidia GPUs owned (model estimate), cumulative since 2022: ";

/// The firms in the tables, the largest first.
pub fn firms() -> Vec<Owner> {
    let owner = |row: &'static ComputePoint| {
        Some(Owner { firm: row.scope.strip_prefix(OF_ONE_FIRM)?, row, eflops: row.eflops()? })
    };
    let mut found: Vec<Owner> = compute_history().filter_map(owner).collect();
    found.sort_by(|one, other| other.eflops.get().total_cmp(&one.eflops.get()));
    found
}

/// The newest estimate of all Nvidia chips in China. Its scope is not that of the firms: no quotient can be made of the two.
pub fn chinas_fleet() -> Option<Owner> {
    let fleet = |row: &&'static ComputePoint| row.scope == FLEET_FP16_2025_06.row.scope;
    let counted = compute_history().filter(fleet).filter_map(|row| Some((row, row.eflops::<Fp16>()?)));
    let newest = counted.max_by_key(|(row, _)| row.date.months());
    newest.map(|(row, eflops)| Owner { firm: "", row, eflops })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::facts::named::{AI_2025_06, DEVICE_SIDE_AI_2025_06, FLEET_FP16_2025_06, TOTAL_2024};
    use crate::economy::puzzle::fleet_ratio;

    fn near(got: f64, expect: f64) {
        assert!((got - expect).abs() < 5e-4 * expect.abs(), "{got} instead of {expect}");
    }

    #[test]
    fn only_what_is_counted_alike_can_be_divided() {
        // Another precision, another scope, another series, another date.
        assert_eq!(Quotient::<Fp16>::of(DEVICES_CHINA_2025_06.row, DEVICES_WORLD_2025_06.row), None);
        assert_eq!(Quotient::<Fp32>::of(TOTAL_2024.row, DEVICES_WORLD_2025_06.row), None);
        assert_eq!(Quotient::<Fp32>::of(DEVICE_SIDE_AI_2025_06.row, DEVICES_WORLD_2025_06.row), None);
        assert_eq!(Quotient::<Fp16>::of(AI_2025_06.row, FLEET_FP16_2025_06.row), None);
        let firms = firms();
        assert_eq!(Quotient::<Fp16>::of(chinas_fleet().unwrap().row, firms[0].row), None);
        assert_eq!(Quotient::<Fp16>::of(firms[1].row, firms[0].row), None, "each firm is a scope of its own");
        for date in device_history(Region::China).windows(2) {
            assert_eq!(Quotient::<Fp32>::of(date[0].part(), date[1].base()), None);
        }
    }

    #[test]
    fn the_three_ways_give_21_17_and_2_per_cent() {
        let found: Vec<(&str, Option<&str>, Option<&str>)> =
            ways().iter().map(|way| (way.method.key(), text(way.china), text(way.us))).collect();
        let expect = [
            ("devices", Some("21"), None),
            ("clusters", Some("16.6"), Some("71.3")),
            ("top500", Some("2"), Some("48.4")),
        ];
        assert_eq!(found, expect);
        // 962 / 4495
        near(devices_share().unwrap().value().get(), 0.214_01);
    }

    fn text(printed: Option<Printed>) -> Option<&'static str> {
        printed.map(|printed| printed.text)
    }

    #[test]
    fn published_shares_agree_with_the_rows() {
        // 321.2 / 1377.8 = 0.23313; 16.6 / 71.3 = 0.23282.
        let [_, clusters, _] = ways();
        let noted = clusters.china.unwrap().number / clusters.us.unwrap().number;
        let counted = clusters_against_us().unwrap().value().get();
        near(counted, 0.233_13);
        assert!((counted - noted).abs() < 1e-3);
        for region in [Region::China, Region::Us] {
            for quotient in device_history(region) {
                let Some(printed) = printed_share(quotient.part()) else { continue };
                let counted = quotient.value().get() * 100.0;
                // Printed in whole per cent; the whole of 2020 was derived, and "about 31" stands beside 31.6.
                assert!((counted - printed.number).abs() < 0.7, "{counted} beside {printed:?}");
            }
        }
    }

    #[test]
    fn the_history_is_that_of_the_rows_by_hand() {
        let shares = |region| -> Vec<(String, f64)> {
            let row = |quotient: &Quotient<Fp32>| (quotient.part().date.label(), quotient.value().get());
            device_history(region).iter().map(row).collect()
        };
        let expect = [
            ("2020", 135.0 / 427.0),
            ("2021", 202.0 / 615.0),
            ("2022", 302.0 / 906.0),
            ("2023", 435.0 / 1403.0),
            ("2025-06", 962.0 / 4495.0),
        ];
        let found = shares(Region::China);
        assert_eq!(found.len(), expect.len());
        for ((date, share), (year, by_hand)) in found.iter().zip(expect) {
            assert_eq!(date, year);
            near(*share, by_hand);
        }
        let us = shares(Region::Us);
        assert_eq!(us.len(), 1);
        assert_eq!(us[0].0, "2022");
        near(us[0].1, 308.0 / 906.0);
        let derived: Vec<String> = device_history(Region::China)
            .iter()
            .filter(|quotient| is_derived(quotient.base()))
            .map(|quotient| quotient.part().date.label())
            .collect();
        assert_eq!(derived, ["2020", "2023"]);
    }

    #[test]
    fn three_precisions_add_up_to_nothing() {
        let world = world_2024();
        near(world.sum_of_bare_numbers(), 6341.0);
        // 394.9 / 75.4 = 5.2374; 5693 / 5.2374 = 1087.0; 628 + 1087 = 1715; 6321 / 1715 = 3.686
        near(world.ai_in_fp32(fleet_ratio()).get(), 1087.0);
        near(world.general_and_ai(fleet_ratio()).get(), 1715.0);
        near(world.overstated(fleet_ratio()), 3.6857);
    }

    #[test]
    fn owners_are_named_by_their_scope() {
        let found: Vec<(&str, f64)> = firms().iter().map(|owner| (owner.firm, owner.eflops.get())).collect();
        let expect =
            [("Microsoft", 3288.0), ("Meta", 1930.0), ("Amazon", 1484.0), ("Google", 1285.0), ("Oracle", 1083.0)];
        assert_eq!(found, expect);
        let china = chinas_fleet().unwrap();
        assert_eq!((china.row.date.label().as_str(), china.row.value.text), ("2025-12", "397.4"));
    }
}
