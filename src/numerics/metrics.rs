//! How far a result is from its reference: signal-to-noise ratio, errors, and counts of what went wrong.
//!
//! Sums run in the order in which pairs are added, one after the other, in `f64`: after `n` pairs their relative error is at
//! most `n · 2^-53` (for four million pairs below `5e-10`, or `2e-9` dB). Only pairs that are finite on both sides enter the
//! sums and maxima; the others are counted, and must be shown beside them.

use serde::{Deserialize, Serialize};

/// The result of comparing a tensor with its reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// How many pairs were compared.
    pub count: u32,
    /// How many of them were finite on both sides: the base of every average below.
    pub measured: u32,
    /// Signal-to-quantisation-noise ratio `10 · log10(Σx² / Σ(x-q)²)` in dB; `f64::INFINITY` if there is no error at all.
    /// Example: `x = 10, q = 9` gives `10 · log10(100/1) = 20 dB`.
    pub sqnr_db: f64,
    /// Mean of `(x-q)²`, in the square of the values' unit; 0 if nothing was measured.
    pub mean_squared_error: f64,
    /// Largest `|x-q|`, in the values' unit.
    pub max_absolute_error: f64,
    /// Largest `|x-q| / |x|` over `x ≠ 0`: 1 as soon as one value became zero.
    pub max_relative_error: f64,
    /// Values other than zero that became zero.
    pub underflows: u32,
    /// Values beyond the format's largest, clipped or lost as the overflow mode says.
    pub overflows: u32,
    /// Those of them that were clipped: the result is finite.
    pub saturated: u32,
    /// Results that are NaN.
    pub nans: u32,
    /// Results that are infinite.
    pub infinities: u32,
}

/// Whether rounding ran into the upper end of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// The value had a place in the format.
    Within,
    /// The overflow mode decided.
    Exceeded,
}

/// One less far more than the roundings of two products.
const NEARLY: f64 = 1.0 - 1e-15;

/// Collects pairs, then gives their [`Metrics`].
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    counts: Metrics,
    signal: f64,
    noise: f64,
}

impl Comparison {
    /// Adds one pair: what the value should be, what it became, and whether it exceeded the format's range.
    pub fn add(&mut self, reference: f64, result: f64, range: Range) {
        self.counts.count += 1;
        self.counts.overflows += u32::from(range == Range::Exceeded);
        self.counts.saturated += u32::from(range == Range::Exceeded && result.is_finite());
        self.counts.nans += u32::from(result.is_nan());
        self.counts.infinities += u32::from(result.is_infinite());
        if !reference.is_finite() || !result.is_finite() {
            return;
        }
        self.counts.measured += 1;
        self.counts.underflows += u32::from(result == 0.0 && reference != 0.0);
        let error = (reference - result).abs();
        self.signal += reference * reference;
        self.noise += error * error;
        self.counts.max_absolute_error = self.counts.max_absolute_error.max(error);
        // A division takes longer than all the rest, and nearly every value is far from the worst: only where the product says that it
        // may be the worst, give or take the product's own rounding, is it divided.
        let is_far = error < NEARLY * self.counts.max_relative_error * reference.abs();
        if !is_far {
            self.counts.max_relative_error = self.counts.max_relative_error.max(relative_error(reference, result));
        }
    }

    /// The metrics of all pairs added so far.
    pub fn metrics(&self) -> Metrics {
        let mean_squared_error =
            if self.counts.measured == 0 { 0.0 } else { self.noise / f64::from(self.counts.measured) };
        Metrics { sqnr_db: decibels(self.signal, self.noise), mean_squared_error, ..self.counts }
    }
}

/// `|x-q| / |x|`; 0 where both are zero, infinite where something came from nothing.
pub fn relative_error(reference: f64, result: f64) -> f64 {
    let error = (reference - result).abs();
    if error == 0.0 { 0.0 } else { error / reference.abs() }
}

/// A ratio of powers in dB; no noise at all is infinite, whatever the signal.
fn decibels(signal: f64, noise: f64) -> f64 {
    if noise == 0.0 { f64::INFINITY } else { 10.0 * libm::log10(signal / noise) }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of small integers are exact")]
mod tests {
    use super::{Comparison, Metrics, Range, relative_error};

    fn compare(pairs: &[(f64, f64)]) -> Metrics {
        let mut comparison = Comparison::default();
        for &(reference, result) in pairs {
            comparison.add(reference, result, Range::Within);
        }
        comparison.metrics()
    }

    #[test]
    fn ten_against_nine_is_twenty_decibels() {
        let metrics = compare(&[(10.0, 9.0)]);
        assert_eq!((metrics.sqnr_db, metrics.mean_squared_error), (20.0, 1.0));
        assert_eq!((metrics.max_absolute_error, metrics.max_relative_error), (1.0, 0.1));
    }

    #[test]
    fn several_pairs_share_one_ratio() {
        // Signal 9 + 16 + 75^2 = 5650, noise 1 + 0 + 25 = 26.
        let metrics = compare(&[(3.0, 2.0), (-4.0, -4.0), (75.0, 80.0)]);
        assert_eq!(metrics.sqnr_db, 10.0 * libm::log10(5650.0 / 26.0));
        assert_eq!(metrics.mean_squared_error, 26.0 / 3.0);
        assert_eq!(metrics.max_absolute_error, 5.0);
        assert_eq!(metrics.max_relative_error, 1.0 / 3.0);
    }

    #[test]
    fn no_error_is_infinite() {
        assert_eq!(compare(&[(0.5, 0.5), (0.0, 0.0)]).sqnr_db, f64::INFINITY);
        assert_eq!(compare(&[]), Metrics { sqnr_db: f64::INFINITY, ..Metrics::default() });
    }

    #[test]
    fn what_went_wrong_is_counted_and_kept_out_of_the_sums() {
        let mut comparison = Comparison::default();
        comparison.add(1.0, 0.0, Range::Within);
        comparison.add(500.0, 448.0, Range::Exceeded);
        comparison.add(500.0, f64::NAN, Range::Exceeded);
        comparison.add(f64::INFINITY, f64::INFINITY, Range::Within);
        comparison.add(-0.0, 0.0, Range::Within);
        let metrics = comparison.metrics();
        assert_eq!((metrics.count, metrics.measured), (5, 3));
        assert_eq!((metrics.underflows, metrics.overflows, metrics.saturated), (1, 2, 1));
        assert_eq!((metrics.nans, metrics.infinities), (1, 1));
        assert_eq!(metrics.mean_squared_error, (1.0 + 52.0 * 52.0) / 3.0);
        assert_eq!(metrics.max_relative_error, 1.0, "a value that became zero lost all of itself");
    }

    #[test]
    fn relative_error_at_zero() {
        assert_eq!(relative_error(0.0, 0.0), 0.0);
        assert_eq!(relative_error(0.0, 1.0), f64::INFINITY);
    }
}
