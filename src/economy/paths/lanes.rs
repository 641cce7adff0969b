//! Four doubles side by side: every operation is done to each of them, and rounds as it does for one.
//!
//! Plain arrays and loops of fixed length, which the compiler turns into SIMD instructions of whatever width there is; nothing is
//! reordered or fused, so lane k holds the very bits that one double would.

use std::array::from_fn;
use std::ops::{Add, Div, Mul, Sub};

/// How many.
pub const WIDTH: usize = 4;

/// Four doubles.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lanes(pub [f64; WIDTH]);

impl Lanes {
    /// All zero.
    pub const ZERO: Self = Self([0.0; WIDTH]);
    /// All one.
    pub const ONE: Self = Self([1.0; WIDTH]);

    /// The same number in every lane.
    #[inline]
    pub const fn all(value: f64) -> Self {
        Self([value; WIDTH])
    }

    /// What `f` makes of each lane.
    #[inline]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self(from_fn(|lane| f(self.0[lane])))
    }

    /// What `f` makes of each pair of lanes.
    #[inline]
    pub fn with(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self(from_fn(|lane| f(self.0[lane], other.0[lane])))
    }

    /// The nearest number from `min` to `max`; no lane is NaN.
    #[inline]
    pub fn held(self, min: f64, max: f64) -> Self {
        self.map(|x| {
            let x = if x > min { x } else { min };
            if x < max { x } else { max }
        })
    }

    /// The nearest share.
    #[inline]
    pub fn share(self) -> Self {
        self.held(0.0, 1.0)
    }

    /// The nearest factor, as `Multiple` holds it.
    #[inline]
    pub fn factor(self) -> Self {
        self.held(0.0, 1e9)
    }

    /// Whether `f` holds for every lane.
    #[inline]
    pub fn every(self, f: impl Fn(f64) -> bool) -> bool {
        self.0.into_iter().all(f)
    }

    /// The largest lane.
    #[inline]
    pub fn largest(self) -> f64 {
        self.0.into_iter().fold(f64::NEG_INFINITY, f64::max)
    }
}

/// The operators, lane by lane, also with one number for all lanes.
macro_rules! operator {
    ($($trait:ident $name:ident $sign:tt;)*) => {$(
        impl $trait for Lanes {
            type Output = Self;

            #[inline]
            fn $name(self, other: Self) -> Self {
                self.with(other, |a, b| a $sign b)
            }
        }

        impl $trait<f64> for Lanes {
            type Output = Self;

            #[inline]
            fn $name(self, other: f64) -> Self {
                self.map(|a| a $sign other)
            }
        }
    )*};
}

operator! {
    Add add +;
    Sub sub -;
    Mul mul *;
    Div div /;
}
