//! Data and the time it takes: bytes to keep, to read and to send, operations to do, tokens a second that come of it.
//!
//! Units: bytes, bytes a second, operations, operations a second, seconds, tokens a second; G is 10^9 and T is 10^12 throughout, as data
//! sheets print them. 671 GB at 3350 GB/s take 0.2 s.

use std::ops::{Add, Mul};

use crate::units::{Share, UnitError, checked, nearest};

quantity!(
    /// An amount of data in bytes.
    Bytes, "an amount of data in bytes", 0.0, 1e30
);
quantity!(
    /// How fast data is read or sent, in bytes a second; above 0, because what takes for ever is not planned.
    BytesPerSecond, "a data rate in bytes a second", 1.0, 1e24
);
quantity!(
    /// Floating-point operations.
    Operations, "a number of operations", 0.0, 1e40
);
quantity!(
    /// Floating-point operations a second; above 0.
    OperationsPerSecond, "a rate in operations a second", 1.0, 1e30
);
quantity!(
    /// A time in seconds.
    Seconds, "a time in seconds", 0.0, 1e40
);
quantity!(
    /// Tokens a second.
    TokensPerSecond, "a rate in tokens a second", 0.0, 1e40
);

/// Bytes in a gigabyte.
const GIGA: f64 = 1e9;
/// Operations in a tera-operation.
const TERA: f64 = 1e12;

impl Bytes {
    /// So many gigabytes (10^9 bytes).
    pub const fn from_gigabytes(gigabytes: f64) -> Self {
        Self::clamped(gigabytes * GIGA)
    }

    /// The amount in gigabytes (10^9 bytes).
    pub fn gigabytes(self) -> f64 {
        self.0 / GIGA
    }

    /// The time that this much takes at a rate: 671 GB at 3350 GB/s take 0.2 s.
    #[must_use]
    pub fn over(self, rate: BytesPerSecond) -> Seconds {
        Seconds::clamped(self.0 / rate.0)
    }
}

impl Add for Bytes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::clamped(self.0 + other.0)
    }
}

impl BytesPerSecond {
    /// So many gigabytes (10^9 bytes) a second.
    pub const fn from_gigabytes(gigabytes: f64) -> Self {
        Self::clamped(gigabytes * GIGA)
    }
}

impl Mul<Share> for BytesPerSecond {
    type Output = Self;

    fn mul(self, share: Share) -> Self {
        Self::clamped(self.0 * share.get())
    }
}

impl Operations {
    /// The time that so many take at a rate.
    #[must_use]
    pub fn over(self, rate: OperationsPerSecond) -> Seconds {
        Seconds::clamped(self.0 / rate.0)
    }
}

impl OperationsPerSecond {
    /// So many TFLOPS (10^12 operations a second).
    pub const fn from_teraflops(teraflops: f64) -> Self {
        Self::clamped(teraflops * TERA)
    }
}

impl Mul<Share> for OperationsPerSecond {
    type Output = Self;

    fn mul(self, share: Share) -> Self {
        Self::clamped(self.0 * share.get())
    }
}

impl TokensPerSecond {
    /// So many tokens in a time; in no time at all, the most that there is.
    #[must_use]
    pub fn of(tokens: f64, time: Seconds) -> Self {
        Self::clamped(tokens / time.0.max(1e-30))
    }

    /// The same of so many machines side by side.
    #[must_use]
    pub fn of_all(self, machines: u32) -> Self {
        Self::clamped(self.0 * f64::from(machines))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, BytesPerSecond, Operations, OperationsPerSecond, Seconds, TokensPerSecond};
    use crate::units::Share;

    #[test]
    fn times_are_quotients() {
        let near = |got: f64, expect: f64| assert!((got - expect).abs() < 1e-9 * expect, "{got}");
        let half = Share::clamped(0.5);
        near(Bytes::from_gigabytes(670.0).over(BytesPerSecond::from_gigabytes(3350.0) * half).get(), 0.4);
        near(Operations::clamped(74e9).over(OperationsPerSecond::from_teraflops(100.0) * half).get(), 0.001_48);
        near(TokensPerSecond::of(32.0, Seconds::clamped(0.4)).of_all(10).get(), 800.0);
        assert!(TokensPerSecond::of(1.0, Seconds::MIN).get().is_finite());
    }
}
