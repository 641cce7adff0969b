//! Compute with its precision in the type: why ×8.8 in six months does not compile here.
//!
//! Unit: EFLOPS, 10^18 operations a second, peak and dense. A machine has a different rate in every precision, so a
//! figure without its precision is not a quantity. 90 EFLOPS in FP32 is an `Eflops<Fp32>`, 788 in FP16 an
//! `Eflops<Fp16>`; they can be neither added nor divided:
//!
//! ```compile_fail,E0308
//! use octet::units::compute::{Eflops, Fp16, Fp32};
//! let jump = Eflops::<Fp16>::clamped(788.0) + Eflops::<Fp32>::clamped(90.0);
//! ```
//!
//! Nor can they stand in one list, so no line of a chart is ever drawn through both:
//!
//! ```compile_fail,E0308
//! use octet::units::compute::{Eflops, Fp16, Fp32};
//! let line = vec![Eflops::<Fp32>::clamped(90.0), Eflops::<Fp16>::clamped(788.0)];
//! ```
//!
//! Only a [`BasisRatio`] leads from one to the other, and a ratio is an assumption about the fleet: one H20 has 148
//! TFLOPS in FP16 and 44 in FP32 (3.4 times), one A100 312 and 19.5 (16 times).
//!
//! ```
//! use octet::units::compute::{BasisRatio, Eflops, Fp16, Fp32};
//! let fleet = BasisRatio::<Fp32, Fp16>::measured(Eflops::clamped(75.4), Eflops::clamped(394.9)).unwrap();
//! assert_eq!(Eflops::<Fp32>::clamped(90.0).counted_by(fleet).get().round(), 471.0);
//! ```
//!
//! A ratio fits only its own two bases, in its own direction:
//!
//! ```compile_fail,E0308
//! use octet::units::compute::{BasisRatio, Eflops, Fp16, Fp32};
//! let fleet = BasisRatio::<Fp32, Fp16>::clamped(5.2);
//! let wrong = Eflops::<Fp16>::clamped(788.0).counted_by(fleet);
//! ```

use std::fmt::Debug;
use std::marker::PhantomData;
use std::ops::{Add, Div, Mul};

use crate::units::factors::RelativePrice;
use crate::units::{Multiple, Rmb, Share, UnitError, checked, nearest};

/// Compute counted at precision `B`, in EFLOPS (10^18 operations a second, peak, dense).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Eflops<B: Basis> {
    value: f64,
    basis: PhantomData<B>,
}

/// A price of compute counted at precision `B`: RMB for one EFLOPS. 0.25 billion RMB per EFLOPS is 250 RMB per TFLOPS.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct RmbPerEflops<B: Basis> {
    rmb: f64,
    basis: PhantomData<B>,
}

/// How many EFLOPS at precision `To` the same machines count for each one at precision `From`. Always an assumption
/// about a fleet, never a law: it is the only bridge between two bases.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct BasisRatio<From: Basis, To: Basis> {
    ratio: f64,
    bases: PhantomData<(From, To)>,
}

/// A precision at which compute is counted, as a type. Closed: nobody outside this file can add one.
pub trait Basis: sealed::Sealed + Copy + PartialEq + PartialOrd + Debug + 'static {
    /// The same precision as a value.
    const PRECISION: Precision;
}

mod sealed {
    /// Keeps [`super::Basis`] closed.
    pub trait Sealed {}
}

/// A precision as a value, for rows that are read from a table; a row may also not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The 8-bit formats. Nobody publishes counts in FP8: such a figure is always converted.
    Fp8,
    /// IEEE binary16, or bfloat16, which runs at the same rate: the basis of the counts of AI compute.
    Fp16,
    /// IEEE binary32: the basis of the national totals before 2025.
    Fp32,
    /// IEEE binary64: the basis of the supercomputer lists.
    Fp64,
    /// The source does not say and nothing else tells.
    Unknown,
}

/// Declares the marker types.
macro_rules! basis {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name;

        impl sealed::Sealed for $name {}

        impl Basis for $name {
            const PRECISION: Precision = Precision::$name;
        }
    )+};
}

basis!(
    /// Counted in FP8, dense; only ever by conversion.
    Fp8,
    /// Counted in FP16 (or BF16), dense.
    Fp16,
    /// Counted in FP32, the ordinary vector rate.
    Fp32,
    /// Counted in FP64.
    Fp64
);

impl Precision {
    /// The name as the tables print it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fp8 => "FP8",
            Self::Fp16 => "FP16",
            Self::Fp32 => "FP32",
            Self::Fp64 => "FP64",
            Self::Unknown => "unknown",
        }
    }
}

impl<B: Basis> Eflops<B> {
    /// None at all.
    pub const ZERO: Self = Self::of(0.0);
    /// The largest count a constructor admits.
    pub const MAX: Self = Self::of(1e12);

    /// Checks the limits, 0 to [`Eflops::MAX`].
    ///
    /// # Errors
    /// [`UnitError`] for NaN and for a value outside the limits.
    pub fn new(value: f64) -> Result<Self, UnitError> {
        checked("a count of EFLOPS", value, 0.0, Self::MAX.value).map(Self::of)
    }

    /// The nearest admissible count; NaN gives 0.
    pub const fn clamped(value: f64) -> Self {
        Self::of(nearest(value, 0.0, Self::MAX.value))
    }

    /// The bare number of EFLOPS.
    pub const fn get(self) -> f64 {
        self.value
    }

    /// The precision of the count.
    pub const fn precision(self) -> Precision {
        B::PRECISION
    }

    /// The same machines counted at another precision: 90 in FP32 at 5.24 FP16 per FP32 is 471 in FP16.
    pub fn counted_by<To: Basis>(self, ratio: BasisRatio<B, To>) -> Eflops<To> {
        Eflops::of(self.value * ratio.ratio)
    }

    /// How many times `base` this is; `None` for a base of 0. Both must be counted alike: the compiler sees to it.
    pub fn relative_to(self, base: Self) -> Option<Multiple> {
        (base.value > 0.0).then(|| Multiple(self.value / base.value))
    }

    /// What is left after taking `part` away, at least 0.
    #[must_use]
    pub fn less(self, part: Self) -> Self {
        Self::of((self.value - part.value).max(0.0))
    }

    /// A result of arithmetic on checked values.
    const fn of(value: f64) -> Self {
        Self { value, basis: PhantomData }
    }
}

impl<B: Basis> Add for Eflops<B> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::of(self.value + other.value)
    }
}

impl<B: Basis> Mul<Share> for Eflops<B> {
    type Output = Self;

    fn mul(self, share: Share) -> Self {
        Self::of(self.value * share.0)
    }
}

impl<B: Basis> Mul<Multiple> for Eflops<B> {
    type Output = Self;

    fn mul(self, multiple: Multiple) -> Self {
        Self::of(self.value * multiple.0)
    }
}

impl<B: Basis> Div<RmbPerEflops<B>> for Rmb {
    type Output = Eflops<B>;

    fn div(self, price: RmbPerEflops<B>) -> Eflops<B> {
        Eflops::of(self.0 / price.rmb)
    }
}

impl<B: Basis> RmbPerEflops<B> {
    /// The lowest price a constructor admits, 1 RMB: a price of 0 would buy infinitely much.
    pub const MIN: Self = Self::of(1.0);
    /// The highest price a constructor admits, 10^15 RMB.
    pub const MAX: Self = Self::of(1e15);

    /// Checks the limits.
    ///
    /// # Errors
    /// [`UnitError`] for NaN and for a price outside `MIN` to `MAX`.
    pub fn new(rmb: f64) -> Result<Self, UnitError> {
        checked("a price in RMB per EFLOPS", rmb, Self::MIN.rmb, Self::MAX.rmb).map(Self::of)
    }

    /// The nearest admissible price; NaN gives `MIN`.
    pub const fn clamped(rmb: f64) -> Self {
        Self::of(nearest(rmb, Self::MIN.rmb, Self::MAX.rmb))
    }

    /// RMB for one EFLOPS.
    pub const fn get(self) -> f64 {
        self.rmb
    }

    /// Billion (10^9) RMB for one EFLOPS.
    pub fn billions(self) -> f64 {
        self.rmb / 1e9
    }

    /// A result of arithmetic on checked values.
    const fn of(rmb: f64) -> Self {
        Self { rmb, basis: PhantomData }
    }
}

impl<B: Basis> Mul<Multiple> for RmbPerEflops<B> {
    type Output = Self;

    fn mul(self, multiple: Multiple) -> Self {
        Self::of(self.rmb * multiple.0)
    }
}

impl<B: Basis> Mul<RelativePrice> for RmbPerEflops<B> {
    type Output = Self;

    fn mul(self, relative: RelativePrice) -> Self {
        Self::of(self.rmb * relative.get())
    }
}

impl<From: Basis, To: Basis> BasisRatio<From, To> {
    /// The smallest ratio a constructor admits.
    pub const MIN: Self = Self::of(1e-3);
    /// The largest ratio a constructor admits.
    pub const MAX: Self = Self::of(1e3);

    /// Checks the limits, one thousandth to one thousand.
    ///
    /// # Errors
    /// [`UnitError`] for NaN and for a ratio outside the limits.
    pub fn new(ratio: f64) -> Result<Self, UnitError> {
        checked("a ratio between two precisions", ratio, Self::MIN.ratio, Self::MAX.ratio).map(Self::of)
    }

    /// The nearest admissible ratio; NaN gives `MIN`.
    pub const fn clamped(ratio: f64) -> Self {
        Self::of(nearest(ratio, Self::MIN.ratio, Self::MAX.ratio))
    }

    /// The ratio of one fleet that was counted twice: 394.9 in FP16 and 75.4 in FP32 give 5.24 FP16 per FP32.
    ///
    /// # Errors
    /// [`UnitError`] if a count of 0 makes the ratio meaningless.
    pub fn measured(from: Eflops<From>, to: Eflops<To>) -> Result<Self, UnitError> {
        Self::new(to.value / from.value)
    }

    /// The bare ratio, EFLOPS in `To` per EFLOPS in `From`.
    pub const fn get(self) -> f64 {
        self.ratio
    }

    /// The way back.
    pub fn inverse(self) -> BasisRatio<To, From> {
        BasisRatio::of(1.0 / self.ratio)
    }

    /// One bridge after another: 5 FP16 per FP32, then 1.2 FP8 per FP16, are 6 FP8 per FP32.
    pub fn then<Last: Basis>(self, next: BasisRatio<To, Last>) -> BasisRatio<From, Last> {
        BasisRatio::clamped(self.ratio * next.ratio)
    }

    /// A ratio inside the limits.
    const fn of(ratio: f64) -> Self {
        Self { ratio, bases: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use super::{BasisRatio, Eflops, Fp8, Fp16, Fp32, Precision, RmbPerEflops};
    use crate::units::Rmb;

    #[test]
    fn a_hundred_billion_at_a_quarter_billion_each_buys_four_hundred() {
        let price = RmbPerEflops::<Fp16>::new(0.25e9).unwrap();
        let bought = Rmb::from_billions(100.0).unwrap() / price;
        assert_eq!(bought, Eflops::<Fp16>::new(400.0).unwrap());
        assert_eq!(bought.precision(), Precision::Fp16);
    }

    #[test]
    fn a_ratio_leads_there_and_back() {
        let ratio = BasisRatio::<Fp32, Fp16>::measured(Eflops::clamped(50.0), Eflops::clamped(200.0)).unwrap();
        let start = Eflops::<Fp32>::clamped(90.0);
        assert_eq!(start.counted_by(ratio), Eflops::<Fp16>::clamped(360.0));
        assert_eq!(start.counted_by(ratio).counted_by(ratio.inverse()), start);
        assert!(BasisRatio::<Fp32, Fp16>::measured(Eflops::ZERO, Eflops::ZERO).is_err());
        assert!(BasisRatio::<Fp32, Fp16>::new(0.0).is_err());
    }

    #[test]
    fn bridges_follow_each_other() {
        let (first, second) = (BasisRatio::<Fp32, Fp16>::clamped(5.0), BasisRatio::<Fp16, Fp8>::clamped(1.2));
        let ninety = Eflops::<Fp32>::clamped(90.0);
        assert_eq!(ninety.counted_by(first.then(second)), Eflops::<Fp8>::clamped(540.0));
        assert_eq!(ninety.counted_by(first).counted_by(second), Eflops::<Fp8>::clamped(540.0));
        assert_eq!(BasisRatio::<Fp32, Fp16>::clamped(f64::NAN), BasisRatio::MIN);
    }

    #[test]
    fn a_price_of_nothing_is_refused() {
        let refusal = RmbPerEflops::<Fp16>::new(0.0).unwrap_err().to_string();
        assert_eq!(refusal, "a price in RMB per EFLOPS was given as 0; allowed is 1 to 1000000000000000");
    }

    #[test]
    fn nothing_is_relative_to_nothing() {
        assert_eq!(Eflops::<Fp16>::clamped(3.0).relative_to(Eflops::ZERO), None);
        assert_eq!(Eflops::<Fp16>::clamped(3.0).less(Eflops::clamped(5.0)), Eflops::ZERO);
    }
}
