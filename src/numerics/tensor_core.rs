//! A model of the accumulator in the FP8 tensor cores of NVIDIA's Hopper: fixed point, fourteen bits, truncated.
//!
//! Source: DeepSeek-V3 (arXiv 2412.19437, sections 3.3.2 and 3.5.2): on the H800, 32 products are aligned to the largest exponent among
//! them by shifting right, only the highest 14 bits of each are kept, the rest is truncated, and the result goes to registers of the same
//! width. Where the report leaves something open, this is the project's rule:
//! - the register takes part in the alignment as a thirty-third term, as measured on earlier tensor cores (Fasi, Higham, Mikaitis and
//!   Pranesh, "Numerical behavior of NVIDIA tensor cores", `PeerJ` Computer Science 7:e330, 2021);
//! - a bit string is that of the normalised product, its leading one included: with the largest exponent `E`, everything below `2^(E-13)`
//!   is cut off; 1 + 13 bits are what "FP22" (1/8/13), the usual name of this register, can hold;
//! - truncation is toward zero, as measured by Fasi et al. (the report's "sign-fill right shifting", read as two's complement, would cut
//!   toward −∞: the same for positive sums, a drift for sums around zero);
//! - the 33 aligned terms are added without loss, and the sum is cut to 14 bits, toward zero, when it goes back to the register;
//! - the exponent never overflows or underflows: products of narrow formats stay far inside 8 bits of exponent.

/// Products that are aligned and added together.
pub const GROUP: usize = 32;

/// Bits kept of each aligned term, the leading one included.
const KEPT: i32 = 14;

/// The largest relative error of cutting to 14 bits.
pub const UNIT_ROUNDOFF: f64 = 1.0 / 8192.0;

/// The register after a group of at most 32 exact products was added to it.
///
/// Example: register 16384 = `2^14`, products 1 and 2: everything below `2^(14-13) = 2` is cut, so 1 vanishes and 2 stays: 16386.
pub fn accumulate(register: f64, products: &[f64]) -> f64 {
    let largest = products.iter().fold(register.abs(), |most, product| most.max(product.abs()));
    if largest == 0.0 {
        return 0.0;
    }
    let total: f64 = products.iter().sum::<f64>() + register;
    if !total.is_finite() {
        return if total.is_nan() { f64::NAN } else { total };
    }
    let step = libm::ldexp(1.0, exponent(largest) + 1 - KEPT);
    let aligned = products.iter().fold(units(register, step), |sum, product| sum + units(*product, step));
    let length = i32::try_from(u64::BITS - aligned.unsigned_abs().leading_zeros()).unwrap_or(0);
    let excess = (length - KEPT).max(0);
    let kept = (aligned.abs() >> excess) << excess;
    #[expect(clippy::cast_precision_loss, reason = "at most 20 bits")]
    let sum = kept as f64 * step;
    if aligned < 0 { -sum } else { sum }
}

/// How many whole steps `x` holds, toward zero; below `2^14` because the step was chosen for a value no smaller.
#[expect(clippy::cast_possible_truncation, reason = "this truncation toward zero is the one that the model speaks of")]
fn units(x: f64, step: f64) -> i64 {
    (x / step) as i64
}

/// `e` with `2^e ≤ x < 2^(e+1)`, for a normal `x` above zero.
fn exponent(x: f64) -> i32 {
    i32::try_from(x.to_bits() >> 52).unwrap_or(0) - 1023
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the model's results are exact")]
mod tests {
    use super::accumulate;

    fn check(register: f64, products: &[f64], expect: f64) {
        assert_eq!(accumulate(register, products), expect, "{register} and {products:?}");
    }

    #[test]
    fn groups_worked_by_hand() {
        check(0.0, &[], 0.0);
        check(0.0, &[0.0, -0.0], 0.0);
        check(0.0, &[1.0; 32], 32.0);
        check(16_384.0, &[1.0, 2.0], 16_386.0);
        // Each of the 32 ones is cut before the sum is formed: all of them vanish.
        check(16_384.0, &[1.0; 32], 16_384.0);
        check(8192.0, &[1.0; 32], 8224.0);
        // Toward zero on both sides.
        check(16_384.0, &[-1.0; 32], 16_384.0);
        check(-16_384.0, &[1.0, 3.0], -16_382.0);
        // A large product cuts the register: 16384 leaves steps of 2.
        check(0.5, &[16_384.0, -16_384.0], 0.0);
        check(3.0, &[16_384.0, -16_384.0], 2.0);
    }

    #[test]
    fn the_register_is_fourteen_bits_wide() {
        // 16383 + 16383 = 32766 = 16383 · 2 fits; 16383 + 16382 = 32765 is cut to 32764.
        check(16_383.0, &[16_383.0], 32_766.0);
        check(16_383.0, &[16_382.0], 32_764.0);
        check(-16_383.0, &[-16_382.0], -32_764.0);
    }

    #[test]
    fn what_is_not_finite_stays_so() {
        check(1.0, &[f64::INFINITY], f64::INFINITY);
        assert!(accumulate(f64::NEG_INFINITY, &[f64::INFINITY]).is_nan());
        assert!(accumulate(1.0, &[f64::NAN, 2.0]).is_nan());
    }
}
