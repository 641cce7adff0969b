//! A published count said in another precision: what the reader assumes, and how far chips allow to assume otherwise.
//!
//! Unit: EFLOPS at `B`. A count at `B` stays as it was published. Any other is multiplied by the reader's ratio, and
//! twice more by the lowest and the highest ratio of a chip: 90 EFLOPS in FP32 at 5.2 are 468 in FP16, and between 180
//! and 1501 with the slowest and the fastest chip of China's fleets. There is no ratio for FP64, whose machines are of
//! another kind, nor for an unknown precision: those counts are not converted.

use crate::economy::dates::YearMonth;
use crate::economy::facts::compute::{ComputePoint, Dated};
use crate::units::compute::{Basis, BasisRatio, Eflops, Fp8, Fp16, Fp32};

/// An assumed ratio between the lowest and the highest that chips have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bridge<From: Basis, To: Basis> {
    /// The lowest ratio of a chip, or the assumed one if that is lower.
    pub low: BasisRatio<From, To>,
    /// What the reader assumes.
    pub assumed: BasisRatio<From, To>,
    /// The highest ratio of a chip, or the assumed one if that is higher.
    pub high: BasisRatio<From, To>,
}

/// Every bridge to one precision; none where counts stay as they were published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bridges<To: Basis> {
    /// From FP16.
    pub from_fp16: Option<Bridge<Fp16, To>>,
    /// From FP32.
    pub from_fp32: Option<Bridge<Fp32, To>>,
}

/// Whether a value stands as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As published.
    Published,
    /// Converted by assumption.
    Converted,
}

/// A count said at precision `B`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Restated<B: Basis> {
    /// The row it comes from.
    pub row: &'static ComputePoint,
    /// With the assumed ratio; as published where nothing was converted.
    pub eflops: Eflops<B>,
    /// With the lowest ratio.
    pub low: Eflops<B>,
    /// With the highest ratio.
    pub high: Eflops<B>,
    /// Published or converted.
    pub standing: Standing,
}

impl<From: Basis, To: Basis> Bridge<From, To> {
    /// A bridge whose range holds the assumption.
    pub fn new(low: BasisRatio<From, To>, assumed: BasisRatio<From, To>, high: BasisRatio<From, To>) -> Self {
        let low = if assumed < low { assumed } else { low };
        let high = if assumed > high { assumed } else { high };
        Self { low, assumed, high }
    }

    /// The way back: the highest ratio there is the lowest back.
    pub fn inverse(self) -> Bridge<To, From> {
        Bridge { low: self.high.inverse(), assumed: self.assumed.inverse(), high: self.low.inverse() }
    }

    /// One bridge after another, each end by its own end.
    pub fn then<Last: Basis>(self, next: Bridge<To, Last>) -> Bridge<From, Last> {
        Bridge {
            low: self.low.then(next.low),
            assumed: self.assumed.then(next.assumed),
            high: self.high.then(next.high),
        }
    }
}

impl<To: Basis> Bridges<To> {
    /// No conversion at all.
    pub const NONE: Self = Self { from_fp16: None, from_fp32: None };

    /// A row said at `To`; `None` where nothing leads there.
    pub fn restate(&self, row: &'static ComputePoint) -> Option<Restated<To>> {
        let published = row.eflops::<To>().map(|eflops| Restated {
            row,
            eflops,
            low: eflops,
            high: eflops,
            standing: Standing::Published,
        });
        published.or_else(|| over(row, self.from_fp16)).or_else(|| over(row, self.from_fp32))
    }
}

impl Bridges<Fp16> {
    /// Everything in FP16.
    pub const fn to_fp16(fp16_per_fp32: Bridge<Fp32, Fp16>) -> Self {
        Self { from_fp16: None, from_fp32: Some(fp16_per_fp32) }
    }
}

impl Bridges<Fp32> {
    /// Everything in FP32.
    pub fn to_fp32(fp16_per_fp32: Bridge<Fp32, Fp16>) -> Self {
        Self { from_fp16: Some(fp16_per_fp32.inverse()), from_fp32: None }
    }
}

impl Bridges<Fp8> {
    /// Everything as the FP8 equivalent; counts in FP32 cross both bridges.
    pub fn to_fp8(fp16_per_fp32: Bridge<Fp32, Fp16>, fp8_per_fp16: Bridge<Fp16, Fp8>) -> Self {
        Self { from_fp16: Some(fp8_per_fp16), from_fp32: Some(fp16_per_fp32.then(fp8_per_fp16)) }
    }
}

impl<B: Basis> Restated<B> {
    /// The value with its date.
    pub fn dated(&self) -> Dated<B> {
        Dated { date: self.date(), eflops: self.eflops }
    }

    /// Its date.
    pub fn date(&self) -> YearMonth {
        self.row.date
    }
}

fn over<From: Basis, To: Basis>(row: &'static ComputePoint, bridge: Option<Bridge<From, To>>) -> Option<Restated<To>> {
    let (bridge, counted) = (bridge?, row.eflops::<From>()?);
    Some(Restated {
        row,
        eflops: counted.counted_by(bridge.assumed),
        low: counted.counted_by(bridge.low),
        high: counted.counted_by(bridge.high),
        standing: Standing::Converted,
    })
}

#[cfg(test)]
mod tests {
    use super::{Bridge, Bridges, Standing};
    use crate::economy::facts::compute::compute_history;
    use crate::economy::facts::named::{AI_2024, AI_2025_06};
    use crate::units::compute::{BasisRatio, Fp8, Fp16, Fp32, Precision};
    use proptest::prelude::{ProptestConfig, proptest};

    fn bridge(low: f64, assumed: f64, high: f64) -> Bridge<Fp32, Fp16> {
        Bridge::new(BasisRatio::clamped(low), BasisRatio::clamped(assumed), BasisRatio::clamped(high))
    }

    #[test]
    fn ninety_in_fp32_by_hand() {
        // 90 × 5 = 450, 90 × 2 = 180, 90 × 16 = 1440; 788 stays.
        let bridges = Bridges::to_fp16(bridge(2.0, 5.0, 16.0));
        let ninety = bridges.restate(AI_2024.row).unwrap();
        assert_eq!((ninety.low.get(), ninety.eflops.get(), ninety.high.get()), (180.0, 450.0, 1440.0));
        assert_eq!(ninety.standing, Standing::Converted);
        let june = bridges.restate(AI_2025_06.row).unwrap();
        assert_eq!((june.low.get(), june.eflops.get(), june.standing), (788.0, 788.0, Standing::Published));
        // 788 / 4 = 197, between 788 / 16 = 49.25 and 788 / 2 = 394.
        let back = Bridges::to_fp32(bridge(2.0, 4.0, 16.0)).restate(AI_2025_06.row).unwrap();
        assert_eq!((back.low.get(), back.eflops.get(), back.high.get()), (49.25, 197.0, 394.0));
    }

    #[test]
    fn fp32_crosses_both_bridges_to_fp8() {
        let second =
            Bridge::<Fp16, Fp8>::new(BasisRatio::clamped(1.0), BasisRatio::clamped(1.2), BasisRatio::clamped(2.0));
        let bridges = Bridges::to_fp8(bridge(2.0, 5.0, 16.0), second);
        let ninety = bridges.restate(AI_2024.row).unwrap();
        assert_eq!((ninety.low.get(), ninety.eflops.get(), ninety.high.get()), (180.0, 540.0, 2880.0));
        assert_eq!(bridges.restate(AI_2025_06.row).unwrap().standing, Standing::Converted);
    }

    #[test]
    fn what_has_no_ratio_is_not_converted() {
        let bridges = Bridges::to_fp16(bridge(2.0, 5.0, 16.0));
        for row in compute_history() {
            let has_way = matches!(row.precision, Precision::Fp16 | Precision::Fp32);
            assert_eq!(bridges.restate(row).is_some(), has_way, "{row:?}");
            assert_eq!(Bridges::<Fp16>::NONE.restate(row).is_some(), row.precision == Precision::Fp16);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn there_and_back_gives_the_count(low in 1.0..200.0_f64, assumed in 1.0..200.0_f64, high in 1.0..200.0_f64) {
            let bridge = bridge(low.min(high), assumed, low.max(high));
            assert!(bridge.low <= bridge.assumed && bridge.assumed <= bridge.high);
            let ninety = AI_2024.eflops();
            for ratio in [bridge.low, bridge.assumed, bridge.high] {
                let back = ninety.counted_by(ratio).counted_by(ratio.inverse());
                assert!((back.get() - ninety.get()).abs() <= 1e-12 * ninety.get());
            }
            let converted = Bridges::to_fp16(bridge).restate(AI_2024.row).unwrap();
            assert!(converted.low <= converted.eflops && converted.eflops <= converted.high);
        }
    }
}
