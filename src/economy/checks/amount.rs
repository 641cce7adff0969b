//! A number with its unit, as it stands in a line of arithmetic.
//!
//! Amounts are made from the quantities of `units`, so that the unit shown is that of the type. Per cent are shown as such:
//! a share of 0.32 becomes 32 in `Unit::Percent`.

use crate::units::compute::{Basis, Eflops, Precision};
use crate::units::exchange::{RmbPerUsd, Usd};
use crate::units::{Growth, Multiple, Rmb, Share};

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The number, in the unit.
    pub value: f64,
    /// The unit.
    pub unit: Unit,
}

/// The units that the arithmetic needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// EFLOPS at a precision.
    Eflops(Precision),
    /// Peak TFLOPS of one chip in FP16.
    TflopsFp16,
    /// Peak TFLOPS of one chip in FP8.
    TflopsFp8,
    /// Billions of RMB.
    BillionRmb,
    /// Trillions of RMB.
    TrillionRmb,
    /// Billions of USD.
    BillionUsd,
    /// RMB for one USD.
    RmbPerUsd,
    /// Per cent of a whole.
    Percent,
    /// Per cent a year.
    PercentPerYear,
    /// A factor.
    Times,
    /// Bits.
    Bits,
    /// Years.
    Years,
    /// Projects.
    Projects,
}

impl Unit {
    /// A stable name, for the CSV.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Eflops(Precision::Fp16) => "EFLOPS (FP16)",
            Self::Eflops(Precision::Fp32) => "EFLOPS (FP32)",
            Self::Eflops(Precision::Fp8) => "EFLOPS (FP8)",
            Self::Eflops(Precision::Fp64) => "EFLOPS (FP64)",
            Self::Eflops(Precision::Unknown) => "EFLOPS (unknown)",
            Self::TflopsFp16 => "TFLOPS (FP16)",
            Self::TflopsFp8 => "TFLOPS (FP8)",
            Self::BillionRmb => "billion RMB",
            Self::TrillionRmb => "trillion RMB",
            Self::BillionUsd => "billion USD",
            Self::RmbPerUsd => "RMB per USD",
            Self::Percent => "%",
            Self::PercentPerYear => "% a year",
            Self::Times => "times",
            Self::Bits => "bits",
            Self::Years => "years",
            Self::Projects => "projects",
        }
    }
}

impl Amount {
    /// Compute, with its precision.
    pub fn eflops<B: Basis>(eflops: Eflops<B>) -> Self {
        Self { value: eflops.get(), unit: Unit::Eflops(B::PRECISION) }
    }

    /// A share, in per cent.
    pub fn share(share: Share) -> Self {
        Self { value: share.percent(), unit: Unit::Percent }
    }

    /// A part of a whole, in per cent; may exceed 100.
    pub fn part(part: Multiple) -> Self {
        Self { value: part.get() * 100.0, unit: Unit::Percent }
    }

    /// A growth, in per cent a year.
    pub fn growth(growth: Growth) -> Self {
        Self { value: growth.percent(), unit: Unit::PercentPerYear }
    }

    /// A factor.
    pub fn times(multiple: Multiple) -> Self {
        Self { value: multiple.get(), unit: Unit::Times }
    }

    /// Money in billions.
    pub fn billions(amount: Rmb) -> Self {
        Self { value: amount.billions(), unit: Unit::BillionRmb }
    }

    /// Money in trillions.
    pub fn trillions(amount: Rmb) -> Self {
        Self { value: amount.trillions(), unit: Unit::TrillionRmb }
    }

    /// Dollars in billions.
    pub fn dollars(amount: Usd) -> Self {
        Self { value: amount.billions(), unit: Unit::BillionUsd }
    }

    /// An exchange rate.
    pub fn rate(rate: RmbPerUsd) -> Self {
        Self { value: rate.get(), unit: Unit::RmbPerUsd }
    }

    /// A number of bits.
    pub fn bits(bits: u32) -> Self {
        Self { value: f64::from(bits), unit: Unit::Bits }
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Unit};
    use crate::units::compute::{Eflops, Fp32, Precision};
    use crate::units::{Rmb, Share};

    #[test]
    fn an_amount_has_the_unit_of_its_quantity() {
        fn check(amount: Amount, value: f64, unit: Unit, key: &str) {
            assert!((amount.value - value).abs() < 1e-9 && amount.unit == unit, "{amount:?}");
            assert_eq!(amount.unit.key(), key);
        }
        check(Amount::eflops(Eflops::<Fp32>::clamped(90.0)), 90.0, Unit::Eflops(Precision::Fp32), "EFLOPS (FP32)");
        check(Amount::share(Share::clamped(0.32)), 32.0, Unit::Percent, "%");
        check(Amount::trillions(Rmb::clamped(1.1e13)), 11.0, Unit::TrillionRmb, "trillion RMB");
        check(Amount::bits(8), 8.0, Unit::Bits, "bits");
    }
}
