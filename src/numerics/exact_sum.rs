//! The exact sum of any number of doubles, rounded once at the end: the reference that every other way of adding is measured by.
//!
//! A wide fixed-point register in two's complement (Kulisch and Miranker 1986; Neal, "Fast exact summation using small and large
//! superaccumulators", arXiv 1505.05571): bit 0 stands for `2^-1074`, the smallest double, so that every finite double is a whole
//! number of the register and adding is integer arithmetic. With 2176 bits there is room for more than `2^63` of the largest doubles.
//! The product of two values of any format here is a double, exactly (24 + 24 bits of significand at most), so dot products are exact too.

/// 64-bit limbs of the register, lowest first.
const LIMBS: usize = 34;

/// A sum without rounding error. The order in which values are added cannot matter.
#[derive(Clone, Debug, PartialEq)]
pub struct ExactSum {
    limbs: [u64; LIMBS],
    /// Sum of the infinities and NaN added so far; 0 while there was none.
    special: f64,
}

impl Default for ExactSum {
    fn default() -> Self {
        Self { limbs: [0; LIMBS], special: 0.0 }
    }
}

impl ExactSum {
    /// Adds `x` without error. An infinity or NaN makes the sum what IEEE 754 makes of it.
    pub fn add(&mut self, x: f64) {
        if !x.is_finite() {
            self.special += x;
            return;
        }
        let bits = x.to_bits();
        let field = (bits >> 52) & 0x7FF;
        let fraction = bits & ((1 << 52) - 1);
        // A subnormal counts units of 2^-1074; each exponent field above 1 doubles the unit.
        let (significand, shift) = if field == 0 { (fraction, 0) } else { (fraction | 1 << 52, field - 1) };
        let at = usize::try_from(shift / 64).unwrap_or(0);
        let wide = u128::from(significand) << (shift % 64);
        let pair = [low_limb(wide), low_limb(wide >> 64)];
        if x.is_sign_negative() { self.take(at, pair) } else { self.put(at, pair) }
    }

    /// The sum, rounded once, to nearest with ties to even; a sum of nothing, or of values that cancel, is `+0`.
    ///
    /// Example: `2^53 + 1 + 1e-30` is `9007199254740994`: beyond the tie, if only just, so it rounds up.
    pub fn value(&self) -> f64 {
        if self.special != 0.0 {
            return self.special;
        }
        let is_negative = self.limbs[LIMBS - 1] >> 63 == 1;
        let magnitude = if is_negative { negated(&self.limbs) } else { self.limbs };
        let value = rounded(&magnitude);
        if is_negative { -value } else { value }
    }

    /// `self - x`, rounded once: the error of a computed sum `x`, with its sign, free of cancellation.
    pub fn minus(&self, x: f64) -> f64 {
        let mut difference = self.clone();
        difference.add(-x);
        difference.value()
    }

    fn put(&mut self, at: usize, pair: [u64; 2]) {
        let mut carry = false;
        for (place, limb) in self.limbs.iter_mut().enumerate().skip(at) {
            let (sum, over) = limb.overflowing_add(pair.get(place - at).copied().unwrap_or(0));
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = over | more;
            if at < place && !carry {
                return;
            }
        }
    }

    fn take(&mut self, at: usize, pair: [u64; 2]) {
        let mut borrow = false;
        for (place, limb) in self.limbs.iter_mut().enumerate().skip(at) {
            let (rest, under) = limb.overflowing_sub(pair.get(place - at).copied().unwrap_or(0));
            let (rest, more) = rest.overflowing_sub(u64::from(borrow));
            *limb = rest;
            borrow = under | more;
            if at < place && !borrow {
                return;
            }
        }
    }
}

/// Sums values exactly.
///
/// Example: `[1e100, 1.0, -1e100]` gives 1, where adding from left to right gives 0.
pub fn exact_sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = ExactSum::default();
    for value in values {
        sum.add(value);
    }
    sum.value()
}

#[expect(clippy::cast_possible_truncation, reason = "the lower 64 of 128 bits are what is wanted")]
const fn low_limb(wide: u128) -> u64 {
    wide as u64
}

/// The two's complement of a register.
fn negated(limbs: &[u64; LIMBS]) -> [u64; LIMBS] {
    let mut carry = true;
    limbs.map(|limb| {
        let (sum, over) = (!limb).overflowing_add(u64::from(carry));
        carry = over;
        sum
    })
}

/// A non-negative register as a double, ties to even.
fn rounded(limbs: &[u64; LIMBS]) -> f64 {
    let Some(top) = limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
    let length = 64 * (top + 1) - usize::try_from(limbs[top].leading_zeros()).unwrap_or(0);
    // Up to 53 bits the register is the double's own encoding: subnormals, and the first binade after them.
    let Some(dropped @ 1..) = length.checked_sub(53) else { return f64::from_bits(limbs[0]) };
    let significand = window(limbs, dropped);
    let half = window(limbs, dropped - 1) & 1 == 1;
    let rest = (0..dropped - 1).any(|bit| window(limbs, bit) & 1 == 1);
    let up = half && (rest || significand & 1 == 1);
    // The significand's leading one raises the exponent field by one, and so does a carry out of it.
    let code = ((dropped as u64) << 52) + significand + u64::from(up);
    f64::from_bits(code.min(f64::INFINITY.to_bits()))
}

/// 64 bits of the register from `bit` upwards.
fn window(limbs: &[u64; LIMBS], bit: usize) -> u64 {
    let (at, shift) = (bit / 64, bit % 64);
    let upper = limbs.get(at + 1).copied().unwrap_or(0);
    low_limb((u128::from(limbs[at]) | u128::from(upper) << 64) >> shift)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the sum is correctly rounded: there is one right answer")]
mod tests {
    use super::{ExactSum, exact_sum};

    fn check(values: &[f64], expect: f64) {
        assert_eq!(exact_sum(values.iter().copied()).to_bits(), expect.to_bits(), "{values:?}");
        let back = values.iter().rev().copied();
        assert_eq!(exact_sum(back).to_bits(), expect.to_bits(), "{values:?} backwards");
    }

    #[test]
    fn sums_worked_by_hand() {
        check(&[], 0.0);
        check(&[-0.0], 0.0);
        check(&[1e100, 1.0, -1e100], 1.0);
        check(&[0.1; 10], 1.0);
        check(&[9_007_199_254_740_992.0, 1.0], 9_007_199_254_740_992.0);
        check(&[9_007_199_254_740_992.0, 1.0, 1e-30], 9_007_199_254_740_994.0);
        check(&[9_007_199_254_740_994.0, 1.0], 9_007_199_254_740_996.0);
        check(&[-9_007_199_254_740_992.0, -1.0, -5e-324], -9_007_199_254_740_994.0);
        check(&[5e-324; 3], 1.5e-323);
        check(&[f64::MIN_POSITIVE, -5e-324], 2.225_073_858_507_201e-308);
        check(&[f64::MAX, f64::MAX, -f64::MAX], f64::MAX);
    }

    #[test]
    fn too_large_a_sum_is_infinite_and_comes_back() {
        check(&[f64::MAX, f64::MAX], f64::INFINITY);
        check(&[-f64::MAX; 3], f64::NEG_INFINITY);
        // Half a step above the largest double overflows, less than that does not.
        let half_step = libm::exp2(970.0);
        check(&[f64::MAX, half_step], f64::INFINITY);
        check(&[f64::MAX, half_step, -5e-324], f64::MAX);
    }

    #[test]
    fn infinities_and_nan_stay_what_they_are() {
        check(&[1.0, f64::INFINITY, -1e300], f64::INFINITY);
        assert!(exact_sum([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(exact_sum([1.0, f64::NAN]).is_nan());
    }

    #[test]
    fn the_error_of_a_sum_does_not_cancel() {
        let mut sum = ExactSum::default();
        for _ in 0..10 {
            sum.add(0.1);
        }
        // Ten times the double 0.1 exceeds 1 by 10 · 5.55e-18 = 2^-54.
        assert_eq!(sum.minus(1.0), libm::exp2(-54.0));
        assert_eq!(sum.value(), 1.0);
    }
}
