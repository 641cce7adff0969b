//! Quantities as types, so that a sum which means nothing does not compile.
//!
//! Units: money in plain RMB, time in years, rates per year, power in watts, shares from 0 to 1. Compute has a room of
//! its own ([`compute`]), because there the precision of the count is part of the type.
//!
//! Every constructor checks (`new` gives an error, `clamped` gives the nearest admissible value). The upper limits are
//! far beyond anything the page shows: they are there so that every chain of at most some thirty yearly steps stays
//! finite. Results of arithmetic are not checked again; they are finite and not negative by these limits.

pub mod compute;

use std::ops::{Add, Mul};

/// A value outside what its quantity allows.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{quantity} was given as {given}; allowed is {min} to {max}")]
pub struct UnitError {
    /// The quantity, in words.
    pub quantity: &'static str,
    /// What was given.
    pub given: f64,
    /// The smallest admissible value.
    pub min: f64,
    /// The largest admissible value.
    pub max: f64,
}

/// Passes a value inside the limits (a negative zero becomes zero), refuses anything else, NaN included.
fn checked(quantity: &'static str, given: f64, min: f64, max: f64) -> Result<f64, UnitError> {
    if given >= min && given <= max { Ok(given + 0.0) } else { Err(UnitError { quantity, given, min, max }) }
}

/// The nearest value inside the limits; NaN gives the lower one.
const fn nearest(given: f64, min: f64, max: f64) -> f64 {
    if given >= max {
        max
    } else if given > min {
        given
    } else {
        min
    }
}

/// One checked newtype over `f64`: the limits stand in one place and make the check, the error and the generators.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $words:literal, $min:literal, $max:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// The smallest value a constructor admits.
            pub const MIN: Self = Self($min);
            /// The largest value a constructor admits.
            pub const MAX: Self = Self($max);

            /// Checks the limits.
            ///
            /// # Errors
            /// [`UnitError`] for NaN and for a value outside `MIN` to `MAX`.
            pub fn new(value: f64) -> Result<Self, UnitError> {
                checked($words, value, $min, $max).map(Self)
            }

            /// The nearest admissible value; NaN gives `MIN`.
            pub const fn clamped(value: f64) -> Self {
                Self(nearest(value, $min, $max))
            }

            /// The bare number, in the unit this type is documented in.
            pub const fn get(self) -> f64 {
                self.0
            }
        }
    };
}

pub mod data;

pub mod exchange;

pub mod factors;

pub mod power;

quantity!(
    /// A share of a whole, 0 to 1 (not per cent): 4.5 % is `Share::new(0.045)`.
    Share, "a share", 0.0, 1.0
);
quantity!(
    /// Money in plain RMB: 11 trillion RMB is `Rmb::from_trillions(11.0)`, held as 1.1 × 10^13.
    Rmb, "an amount in RMB", 0.0, 1e18
);
quantity!(
    /// A pure factor of at least 0: 788 / 394 = 2 times.
    Multiple, "a factor", 0.0, 1e9
);
quantity!(
    /// A change per year as a fraction: +20 % a year is 0.2, −25 % a year is −0.25.
    Growth, "a yearly growth", -0.99, 10.0
);
quantity!(
    /// A span of time in years.
    Years, "a time in years", 0.0, 200.0
);
quantity!(
    /// How long a machine stays in service, in years; at least 1, because the model books purchases by the year.
    ServiceLife, "a service life in years", 1.0, 30.0
);
quantity!(
    /// The elasticity e in `value ∝ coverage^e`: 0 means scarce compute costs nothing, 1 means half the compute
    /// halves the value.
    Elasticity, "an elasticity", 0.0, 1.0
);
quantity!(
    /// How many times faster something runs; at least 1, since nobody need use what slows him down.
    SpeedUp, "a speed-up", 1.0, 1e3
);
quantity!(
    /// Electrical power in watts.
    Watts, "a power in watts", 0.0, 1e15
);

impl Share {
    /// A share from per cent: `Share::from_percent(4.5)` is 0.045.
    ///
    /// # Errors
    /// [`UnitError`] outside 0 to 100 %; it names the share, not the per cent.
    pub fn from_percent(percent: f64) -> Result<Self, UnitError> {
        Self::new(percent / 100.0)
    }

    /// The share in per cent.
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }

    /// The rest of the whole: 1 − share.
    #[must_use]
    pub fn rest(self) -> Self {
        Self(1.0 - self.0)
    }

    /// The share that lies a fraction `way` of the way from `self` to `end`, on a straight line.
    #[must_use]
    pub fn towards(self, end: Self, way: Self) -> Self {
        Self::clamped(self.0 * (1.0 - way.0) + end.0 * way.0)
    }

    /// The share that lies `way` of the way from `self` to `end` at a constant yearly rate: `self^(1−way) × end^way`.
    ///
    /// Exact at both ends, defined for a start of 0 (then 0 until the end): from 1 % to 4 %, half-way gives 2 %.
    #[must_use]
    pub fn geometric_towards(self, end: Self, way: Self) -> Self {
        Self::clamped(libm::pow(self.0, 1.0 - way.0) * libm::pow(end.0, way.0))
    }
}

impl Mul for Share {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl Rmb {
    /// So many billion (10^9) RMB.
    ///
    /// # Errors
    /// [`UnitError`] for a negative or absurdly large amount.
    pub fn from_billions(billions: f64) -> Result<Self, UnitError> {
        Self::new(billions * 1e9)
    }

    /// So many trillion (10^12) RMB.
    ///
    /// # Errors
    /// [`UnitError`] for a negative or absurdly large amount.
    pub fn from_trillions(trillions: f64) -> Result<Self, UnitError> {
        Self::new(trillions * 1e12)
    }

    /// The amount in billion (10^9) RMB.
    pub fn billions(self) -> f64 {
        self.0 / 1e9
    }

    /// The amount in trillion (10^12) RMB.
    pub fn trillions(self) -> f64 {
        self.0 / 1e12
    }

    /// How many times `base` this amount is; `None` for a base of 0.
    pub fn relative_to(self, base: Self) -> Option<Multiple> {
        (base.0 > 0.0).then(|| Multiple(self.0 / base.0))
    }

    /// What is left after taking `part` away, at least 0.
    #[must_use]
    pub fn less(self, part: Self) -> Self {
        Self((self.0 - part.0).max(0.0))
    }

    /// The whole of which this amount is the given share: 11 trillion are 4 % of 275 trillion. `None` for a share of 0.
    pub fn whole_at(self, share: Share) -> Option<Self> {
        (share.0 > 0.0).then(|| Self(self.0 / share.0))
    }
}

impl Add for Rmb {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Mul<Share> for Rmb {
    type Output = Self;

    fn mul(self, share: Share) -> Self {
        Self(self.0 * share.0)
    }
}

impl Mul<Multiple> for Rmb {
    type Output = Self;

    fn mul(self, multiple: Multiple) -> Self {
        Self(self.0 * multiple.0)
    }
}

impl Growth {
    /// A growth from per cent a year: `Growth::from_percent(20.0)` is 0.2.
    ///
    /// # Errors
    /// [`UnitError`] below −99 % or above +1000 % a year.
    pub fn from_percent(percent: f64) -> Result<Self, UnitError> {
        Self::new(percent / 100.0)
    }

    /// The growth in per cent a year.
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }

    /// The factor after so many years at this rate, (1 + g)^years: 26 % over three years is 2.0.
    pub fn over(self, years: Years) -> Multiple {
        Multiple(libm::pow(1.0 + self.0, years.0))
    }

    /// The factor of one year, 1 + g.
    pub fn factor(self) -> Multiple {
        Multiple(1.0 + self.0)
    }

    /// The time in which a quantity growing at this rate doubles, ln 2 / ln(1 + g): 7.0 years at 10.4 %.
    /// `None` where it never does (no growth, a fall, or longer than [`Years::MAX`]).
    pub fn doubling_time(self) -> Option<Years> {
        let years = std::f64::consts::LN_2 / libm::log1p(self.0);
        (self.0 > 0.0).then(|| Years::new(years).ok()).flatten()
    }
}

impl Multiple {
    /// One: no change.
    pub const ONE: Self = Self(1.0);

    /// The constant yearly growth that gives this factor in so many years, m^(1/years) − 1.
    /// `None` for a span of 0 years or a rate outside the limits of [`Growth`].
    pub fn yearly_over(self, years: Years) -> Option<Growth> {
        (years.0 > 0.0).then(|| Growth::new(libm::pow(self.0, 1.0 / years.0) - 1.0).ok()).flatten()
    }

    /// The inverse factor: twice becomes half. Of 0, as of anything below 10^-300, it is 10^300.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self(1.0 / self.0.max(1e-300))
    }

    /// The factor `way` of the way at a constant rate: m^way. Ten times in ten years is 1.259 times after one.
    #[must_use]
    pub fn after(self, way: Share) -> Self {
        Self(libm::pow(self.0, way.0))
    }
}

impl SpeedUp {
    /// What a part that runs `self` times faster does for the whole (Amdahl): 1 / (1 − f + f / s).
    /// Half the work at twice the speed gives 1 / (0.5 + 0.25) = 1.33.
    pub fn for_part(self, part: Share) -> Multiple {
        Multiple(1.0 / (1.0 - part.0 + part.0 / self.0))
    }
}

impl Mul for Multiple {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp, Years};

    #[test]
    fn constructors_refuse_what_is_outside_and_say_what_is_allowed() {
        fn check(given: f64, expect: Option<&str>) {
            assert_eq!(Share::new(given).err().map(|error| error.to_string()).as_deref(), expect);
        }
        check(0.0, None);
        check(1.0, None);
        check(1.5, Some("a share was given as 1.5; allowed is 0 to 1"));
        check(-0.1, Some("a share was given as -0.1; allowed is 0 to 1"));
        check(f64::NAN, Some("a share was given as NaN; allowed is 0 to 1"));
        assert!(Rmb::new(f64::INFINITY).is_err());
        assert!(Growth::from_percent(-100.0).is_err());
        assert!(ServiceLife::new(0.5).is_err());
        assert!(Share::new(-0.0).is_ok_and(|share| share.get().is_sign_positive()));
    }

    #[test]
    fn clamped_gives_the_nearest_limit() {
        assert_eq!(Share::clamped(7.0), Share::MAX);
        assert_eq!(Share::clamped(-7.0), Share::MIN);
        assert_eq!(Share::clamped(f64::NAN), Share::MIN);
        assert_eq!(Share::clamped(0.6), Share::new(0.6).unwrap());
    }

    #[test]
    fn growth_compounds_and_turns_back_into_a_rate() {
        fn check(percent: f64, years: f64, factor: f64) {
            let growth = Growth::from_percent(percent).unwrap();
            let years = Years::new(years).unwrap();
            let got = growth.over(years);
            assert!((got.get() - factor).abs() < 1e-12 * factor, "{percent} % over {years:?} gave {got:?}");
            let back = got.yearly_over(years).unwrap();
            assert!((back.get() - growth.get()).abs() < 1e-12);
        }
        check(100.0, 3.0, 8.0);
        check(0.0, 10.0, 1.0);
        check(-25.0, 2.0, 0.5625);
        check(21.0, 0.5, 1.1);
        assert_eq!(Multiple::ONE.yearly_over(Years::MIN), None);
    }

    #[test]
    fn doubling_time_is_the_time_in_which_the_factor_is_two() {
        for percent in [0.5, 4.17, 26.0, 100.0, 1000.0] {
            let growth = Growth::from_percent(percent).unwrap();
            let factor = growth.over(growth.doubling_time().unwrap()).get();
            assert!((factor - 2.0).abs() < 1e-12, "{percent} %: {factor}");
        }
        assert_eq!(Growth::clamped(0.0).doubling_time(), None);
        assert_eq!(Growth::clamped(-0.2).doubling_time(), None);
        assert_eq!(Growth::clamped(1e-9).doubling_time(), None);
    }

    #[test]
    fn the_two_ways_between_shares_meet_their_ends() {
        let (low, high, half) = (Share::clamped(0.01), Share::clamped(0.04), Share::clamped(0.5));
        for way in [Share::MIN, Share::MAX] {
            let end = if way == Share::MIN { low } else { high };
            assert_eq!(low.towards(high, way), end);
            assert_eq!(low.geometric_towards(high, way), end);
        }
        assert!((low.towards(high, half).get() - 0.025).abs() < 1e-16);
        assert!((low.geometric_towards(high, half).get() - 0.02).abs() < 1e-16);
        assert_eq!(Share::MIN.geometric_towards(high, half), Share::MIN);
    }

    #[test]
    fn a_part_at_double_speed_helps_the_whole_by_less() {
        fn check(part: f64, speed_up: f64, expect: f64) {
            let got = SpeedUp::new(speed_up).unwrap().for_part(Share::new(part).unwrap()).get();
            assert!((got - expect).abs() < 1e-12, "{part} {speed_up}: {got}");
        }
        check(0.0, 2.0, 1.0);
        check(0.5, 2.0, 4.0 / 3.0);
        check(1.0, 2.0, 2.0);
        check(0.7, 1.0, 1.0);
    }

    #[test]
    fn eleven_trillion_at_four_per_cent_is_two_hundred_and_seventy_five() {
        let eleven = Rmb::from_trillions(11.0).unwrap();
        assert!((eleven.whole_at(Share::clamped(0.04)).unwrap().trillions() - 275.0).abs() < 1e-9);
        assert_eq!(eleven.whole_at(Share::MIN), None);
        assert_eq!(eleven.relative_to(Rmb::MIN), None);
    }
}
