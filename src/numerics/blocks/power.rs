//! Scales that are powers of two: which exponent an amax asks for, in integers.
//!
//! With `amax = a · 2^p` and `max = m · 2^emax`, both significands in `[1, 2)`, the exponent of the scale is
//!
//! | rule | exponent |
//! |---|---|
//! | floor | `p - emax` |
//! | ceil | `p - emax`, plus 1 if `a > 1` |
//! | even | `p - emax`, after adding half a step of the element's mantissa to `a` |
//! | rceil | `p - emax`, plus 1 if `a > m`: the smallest with `amax ≤ max · 2^e` |
//!
//! A floating `log2` rounds to the next integer just below a power of two, and so misses by a factor of two; this cannot. Comparing
//! significands gives what `ceil(log2(amax / max))` gives with the quotient in `f32`, because amax exceeds `max · 2^e` either not at
//! all or by more than half an ulp of the quotient.
//! Example, E4M3FN (`max = 448 = 1.75 · 2^8`): amax 449 is `1.7539 · 2^8`, so floor gives 0 (449 is clipped) and rceil 1.

use crate::numerics::blocks::ScaleRule;
use crate::numerics::formats::{Format, FormatId};
use crate::numerics::layout::power_of_two;
use crate::numerics::slices::narrowed;

/// The code of E8M0 that stands for NaN.
pub const NAN_CODE: u32 = 0xFF;

/// The exponents that E8M0 holds: `2^-127` to `2^127`.
const MOST_EXPONENT: i32 = 127;

/// The E8M0 code of the scale of a block with this amax, finite; `2^-127` for a block of zeros (project rule), and exponents beyond
/// the format's are clamped (project rule).
pub fn code(rule: ScaleRule, format: &Format, amax: f32) -> u32 {
    if amax == 0.0 {
        return 0;
    }
    let exponent = exponent(rule, format, amax).clamp(-MOST_EXPONENT, MOST_EXPONENT);
    (exponent + MOST_EXPONENT).cast_unsigned()
}

/// What an E8M0 code stands for.
pub fn value(code: u32) -> f32 {
    narrowed(FormatId::E8m0fnu.spec().decode(code))
}

/// The exponent that `rule` asks for, without an end.
fn exponent(rule: ScaleRule, format: &Format, amax: f32) -> i32 {
    // As an f64 every f32 is normal, so that one field tells its exponent.
    let (amax, max) = (f64::from(amax), format.max_finite());
    let unrounded = exponent_of(amax) - format.max_exponent();
    match rule {
        ScaleRule::Floor => unrounded,
        ScaleRule::Ceil => unrounded + i32::from(significand_of(amax) != 0),
        ScaleRule::Even => {
            let half_step = power_of_two(exponent_of(amax) - format.mantissa_width() - 1);
            exponent_of(amax + half_step) - format.max_exponent()
        }
        ScaleRule::Rceil => unrounded + i32::from(significand_of(amax) > significand_of(max)),
    }
}

/// The exponent of a normal number, from its field.
fn exponent_of(x: f64) -> i32 {
    ((x.to_bits() >> 52) as i32 & 0x7FF) - 1023
}

/// The bits of a normal number's significand after the leading one.
fn significand_of(x: f64) -> u64 {
    x.to_bits() & ((1 << 52) - 1)
}

#[cfg(test)]
mod tests {
    use super::code;
    use crate::numerics::blocks::ScaleRule;
    use crate::numerics::formats::FormatId;

    /// The exponents of the scale under floor, ceil, even and rceil.
    #[track_caller]
    fn check(format: FormatId, amax: f32, exponents: [i32; 4]) {
        let found = ScaleRule::ALL.map(|rule| code(rule, &format.spec(), amax).cast_signed() - 127);
        assert_eq!(found, exponents, "{format:?} {amax:e} {:#x}", amax.to_bits());
    }

    /// Worked by hand from the rules; the first five are published examples.
    #[test]
    fn exponents_follow_the_rules() {
        check(FormatId::E4m3fn, 448.0, [0, 1, 0, 0]);
        check(FormatId::E4m3fn, 449.0, [0, 1, 0, 1]);
        // 511.9 = 1.9996 · 2^8: half a step of 2^8/8 makes it 2^9.
        check(FormatId::E4m3fn, 511.9, [0, 1, 1, 1]);
        check(FormatId::E4m3fn, 512.0, [1, 1, 1, 1]);
        check(FormatId::E2m1fn, 7.99, [0, 1, 1, 1]);
        // 6.99 = 1.7475 · 2^2, and half a step is 0.25 · 2^2.
        check(FormatId::E2m1fn, 6.99, [0, 1, 0, 1]);
        check(FormatId::E2m1fn, 7.0, [0, 1, 1, 1]);
        check(FormatId::E5m2, 57344.0, [0, 1, 0, 0]);
        check(FormatId::E5m2, 57344.0_f32.next_up(), [0, 1, 0, 1]);
    }

    /// Where libraries that take a float logarithm go wrong: just below a power of two, and just above the largest element.
    #[test]
    fn neighbours_of_powers_of_two_are_told_apart() {
        check(FormatId::E2m1fn, 16.0_f32.next_down(), [1, 2, 2, 2]);
        check(FormatId::E2m1fn, 16.0, [2, 2, 2, 2]);
        check(FormatId::E2m1fn, 16.0_f32.next_up(), [2, 3, 2, 2]);
        check(FormatId::E2m1fn, 6.0, [0, 1, 0, 0]);
        check(FormatId::E2m1fn, 6.0_f32.next_up(), [0, 1, 0, 1]);
    }

    #[test]
    fn ends_are_clamped() {
        check(FormatId::E4m3fn, 0.0, [-127; 4]);
        check(FormatId::E4m3fn, f32::from_bits(1), [-127; 4]);
        check(FormatId::E4m3fn, f32::MIN_POSITIVE, [-127; 4]);
        check(FormatId::E2m1fn, f32::MAX, [125, 126, 126, 126]);
        check(FormatId::E4m3fn, f32::MAX, [119, 120, 120, 120]);
        // 2^-119 is the smallest amax whose floor needs no clamp.
        check(FormatId::E4m3fn, libm::ldexpf(1.0, -119), [-127; 4]);
        check(FormatId::E4m3fn, libm::ldexpf(1.0, -118), [-126; 4]);
    }

    /// The quotient in `f32` decides as the integers do, for every significand of amax that lies near that of the largest element.
    #[test]
    fn rceil_is_the_ceiling_of_the_quotient() {
        for format in [FormatId::E4m3fn, FormatId::E5m2, FormatId::E2m1fn, FormatId::E2m3fn, FormatId::E3m4] {
            #[expect(clippy::cast_possible_truncation, reason = "exact: every value of these formats is an f32")]
            let max = format.spec().max_finite() as f32;
            let near = (max.to_bits() - 1000..=max.to_bits() + 1000).step_by(1);
            let far = (1.0_f32.to_bits()..4.0_f32.to_bits()).step_by(4099);
            for amax in near.chain(far).map(f32::from_bits) {
                let quotient = (amax / max).to_bits();
                let exponent = (quotient >> 23).cast_signed() - 127 + i32::from(quotient & 0x7F_FFFF != 0);
                let found = code(ScaleRule::Rceil, &format.spec(), amax).cast_signed() - 127;
                assert_eq!(found, exponent, "{format:?} {amax:e}");
            }
        }
    }
}
