//! Electrical power, and how much of it compute needs.
//!
//! Units: watts, and megawatts for one EFLOPS at a precision. One H20 does 148 TFLOPS in FP16 at 400 W: 2.7 MW for each EFLOPS,
//! before anything around it draws power. Terawatt-hours a year are gigawatts times 8.76.

use std::marker::PhantomData;
use std::ops::{Add, Div, Mul};

use crate::units::compute::{Basis, Eflops};
use crate::units::factors::Pue;
use crate::units::{Multiple, Share, UnitError, Watts, checked, nearest};

/// What machines draw for one EFLOPS at precision `B`, in megawatts (10^6 W).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct MegawattsPerEflops<B: Basis> {
    megawatts: f64,
    basis: PhantomData<B>,
}

impl<B: Basis> MegawattsPerEflops<B> {
    /// The smallest value a constructor admits.
    pub const MIN: Self = Self::of(1e-6);
    /// The largest value a constructor admits.
    pub const MAX: Self = Self::of(1e6);

    /// Checks the limits.
    ///
    /// # Errors
    /// [`UnitError`] for NaN and for a value outside `MIN` to `MAX`.
    pub fn new(megawatts: f64) -> Result<Self, UnitError> {
        checked("a power in MW per EFLOPS", megawatts, Self::MIN.megawatts, Self::MAX.megawatts).map(Self::of)
    }

    /// The nearest admissible value; NaN gives `MIN`.
    pub const fn clamped(megawatts: f64) -> Self {
        Self::of(nearest(megawatts, Self::MIN.megawatts, Self::MAX.megawatts))
    }

    /// Megawatts for one EFLOPS.
    pub const fn get(self) -> f64 {
        self.megawatts
    }

    /// A result of arithmetic on checked values.
    const fn of(megawatts: f64) -> Self {
        Self { megawatts, basis: PhantomData }
    }
}

impl<B: Basis> Mul<Multiple> for MegawattsPerEflops<B> {
    type Output = Self;

    fn mul(self, multiple: Multiple) -> Self {
        Self::of(self.megawatts * multiple.0)
    }
}

impl<B: Basis> Mul<MegawattsPerEflops<B>> for Eflops<B> {
    type Output = Watts;

    fn mul(self, draw: MegawattsPerEflops<B>) -> Watts {
        Watts(self.get() * draw.megawatts * 1e6)
    }
}

impl Watts {
    /// The power in gigawatts (10^9 W).
    pub fn gigawatts(self) -> f64 {
        self.0 / 1e9
    }

    /// What part of `wanted` this power can feed, at most all of it; all of nothing.
    pub fn share_of(self, wanted: Self) -> Share {
        if wanted.0 > self.0 { Share::clamped(self.0 / wanted.0) } else { Share::MAX }
    }
}

impl Watts {
    /// What is left after taking `part` away, at least 0.
    #[must_use]
    pub fn less(self, part: Self) -> Self {
        Self((self.0 - part.0).max(0.0))
    }
}

impl Add for Watts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Mul<Share> for Watts {
    type Output = Self;

    fn mul(self, share: Share) -> Self {
        Self(self.0 * share.0)
    }
}

impl Mul<Pue> for Watts {
    type Output = Self;

    /// What the centre draws whose machines draw this.
    fn mul(self, pue: Pue) -> Self {
        Self(self.0 * pue.get())
    }
}

impl Div<Pue> for Watts {
    type Output = Self;

    /// What is left for the machines of a centre that draws this.
    fn div(self, pue: Pue) -> Self {
        Self(self.0 / pue.get())
    }
}

#[cfg(test)]
mod tests {
    use super::MegawattsPerEflops;
    use crate::units::compute::{Eflops, Fp16};
    use crate::units::factors::Pue;
    use crate::units::{Share, Watts};

    #[test]
    fn a_thousand_eflops_at_two_and_a_half_megawatts_each() {
        let machines = Eflops::<Fp16>::clamped(1000.0) * MegawattsPerEflops::clamped(2.5);
        assert!((machines.gigawatts() - 2.5).abs() < 1e-12);
        let centre = machines * Pue::clamped(1.4);
        assert!((centre.gigawatts() - 3.5).abs() < 1e-12);
        assert_eq!(Watts::clamped(1.75e9).share_of(centre), Share::clamped(0.5));
        assert_eq!(Watts::clamped(4e9).share_of(centre), Share::MAX);
        assert_eq!(Watts::MIN.share_of(Watts::MIN), Share::MAX);
    }
}
