//! Two histograms on the same bins, before and after: what a distribution looks like once a format has handled it.
//!
//! Linear bins show the shape; one bin per binade (`2^k ≤ |x| < 2^(k+1)`) shows where a format's range ends.
//! Values that are not finite have no bin; `numerics::metrics` counts them.

use serde::{Deserialize, Serialize};

/// How many linear bins there are: odd, so that zero lies in the middle of one.
pub const LINEAR_BINS: usize = 101;

/// Counts of values in equal bins between `-limit` and `+limit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    /// The largest magnitude before or after; a bin is `2 · limit / bins` wide. 0 if every value is zero.
    pub limit: f64,
    /// Counts before, from `-limit` upwards.
    pub before: Vec<u32>,
    /// Counts after, in the same bins.
    pub after: Vec<u32>,
}

/// Counts of magnitudes, one bin per binade; zeros apart, since they have no binade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binades {
    /// The exponent of the first bin: it holds `2^first ≤ |x| < 2^(first+1)`.
    pub first: i32,
    /// Counts before, bin by bin upwards.
    pub before: Vec<u32>,
    /// Counts after, in the same bins.
    pub after: Vec<u32>,
    /// Zeros before.
    pub zeros_before: u32,
    /// Zeros after: the difference is what underflowed.
    pub zeros_after: u32,
}

impl Linear {
    /// Empty bins up to `limit`, which must be finite and not negative.
    pub fn new(limit: f64) -> Self {
        Self { limit, before: vec![0; LINEAR_BINS], after: vec![0; LINEAR_BINS] }
    }

    /// Counts one value and what it became.
    pub fn add(&mut self, before: f64, after: f64) {
        if let Some(bin) = self.bin(before) {
            self.before[bin] += 1;
        }
        if let Some(bin) = self.bin(after) {
            self.after[bin] += 1;
        }
    }

    /// The lower and upper edge of a bin.
    #[expect(clippy::cast_precision_loss, reason = "bin numbers are small")]
    pub fn edges(&self, bin: usize) -> (f64, f64) {
        let bins = self.before.len() as f64;
        let at = |edge: usize| self.limit * (2.0 * edge as f64 / bins - 1.0);
        (at(bin), at(bin + 1))
    }

    #[expect(clippy::cast_precision_loss, reason = "the number of bins is small")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the share lies in 0..=1")]
    fn bin(&self, value: f64) -> Option<usize> {
        let bins = self.before.len();
        if !value.is_finite() {
            return None;
        }
        if self.limit == 0.0 {
            return Some(bins / 2);
        }
        let share = (0.5 * (value / self.limit) + 0.5).clamp(0.0, 1.0);
        Some(((share * bins as f64) as usize).min(bins - 1))
    }
}

impl Binades {
    /// Empty bins from the binade of `smallest` to that of `largest`, both positive and finite; no bin if there is no
    /// such value.
    pub fn new(smallest: f64, largest: f64) -> Self {
        let (first, count) = if smallest > 0.0 && smallest <= largest && largest.is_finite() {
            let first = binade(smallest);
            (first, usize::try_from(binade(largest) - first + 1).unwrap_or(0))
        } else {
            (0, 0)
        };
        Self { first, before: vec![0; count], after: vec![0; count], zeros_before: 0, zeros_after: 0 }
    }

    /// Counts one value and what it became.
    pub fn add(&mut self, before: f64, after: f64) {
        let first = self.first;
        count(&mut self.before, &mut self.zeros_before, first, before);
        count(&mut self.after, &mut self.zeros_after, first, after);
    }
}

/// `floor(log2 |x|)` of a finite `x ≠ 0`, from the exponent and never through a logarithm, which is wrong just below a
/// power of two.
pub fn binade(x: f64) -> i32 {
    // Every f32 other than zero is a normal f64, so the field itself tells it.
    match (x.to_bits() >> 52) & 0x7FF {
        0 => libm::ilogb(x),
        field => i32::try_from(field).unwrap_or(0) - 1023,
    }
}

fn count(bins: &mut [u32], zeros: &mut u32, first: i32, value: f64) {
    if value == 0.0 {
        *zeros += 1;
    } else if value.is_finite()
        && let Ok(bin) = usize::try_from(binade(value) - first)
        && let Some(tally) = bins.get_mut(bin)
    {
        *tally += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Binades, LINEAR_BINS, Linear, binade};

    #[test]
    fn linear_bins_are_equal_and_closed_at_the_top() {
        let mut bins = Linear::new(101.0);
        for (value, bin) in
            [(-101.0, 0), (-99.1, 0), (-98.9, 1), (0.0, 50), (0.9, 50), (1.1, 51), (101.0, 100), (200.0, 100)]
        {
            let before = bins.before[bin];
            bins.add(value, f64::NAN);
            assert_eq!(bins.before[bin], before + 1, "{value}");
        }
        assert_eq!(bins.after, vec![0; LINEAR_BINS], "NaN has no bin");
        let (lower, upper) = bins.edges(50);
        assert!((lower + 1.0).abs() < 1e-12 && (upper - 1.0).abs() < 1e-12);
        assert!((bins.edges(0).0 + 101.0).abs() < 1e-12 && (bins.edges(100).1 - 101.0).abs() < 1e-12);
    }

    #[test]
    fn a_tensor_of_zeros_has_one_bin() {
        let mut bins = Linear::new(0.0);
        bins.add(0.0, -0.0);
        assert_eq!((bins.before[50], bins.after[50]), (1, 1));
    }

    #[test]
    fn binades_are_told_by_the_exponent() {
        for (x, expect) in [(1.0, 0), (2.0_f64.next_down(), 0), (2.0, 1), (-0.75, -1), (f64::from_bits(1), -1074)] {
            assert_eq!(binade(x), expect, "{x:e}");
        }
        let mut bins = Binades::new(0.25, 5.0);
        for (before, after) in [(0.25, 0.0), (-0.3, 0.5), (5.0, 4.0), (0.0, 0.0), (f64::INFINITY, f64::NAN)] {
            bins.add(before, after);
        }
        assert_eq!((bins.first, &bins.before[..], &bins.after[..]), (-2, &[2, 0, 0, 0, 1][..], &[0, 1, 0, 0, 1][..]));
        assert_eq!((bins.zeros_before, bins.zeros_after), (1, 2));
    }

    #[test]
    fn there_may_be_nothing_to_count() {
        assert!(Binades::new(f64::INFINITY, 0.0).before.is_empty());
    }
}
