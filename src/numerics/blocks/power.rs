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
