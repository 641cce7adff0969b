//! Powers in steps that lanes can take side by side.
//!
//! Unit: pure numbers. `x^y = exp(y × ln x)`, right to about 2 × 10⁻¹⁵ while y × ln x is at most about 10: ln by the series of Sun's
//! fdlibm (`e_log.c`) around 1, exp by its Taylor series on ±ln 2 / 2. `libm::pow` is right to the last digit, but takes branches, and
//! branches are what keeps a loop from becoming SIMD. Only additions, multiplications, one division and bits: the same result on
//! every machine, and the same for one number as for many. Example: 0.25^0.5 = 0.5.

use std::f64::consts::{FRAC_1_SQRT_2, LOG2_E};

/// ln 2, the upper part with its last 20 bits zero, so that a whole multiple is exact, and the rest.
const LN2: (f64, f64) = (6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10);

/// Coefficients of (ln((1 + s) / (1 − s)) − 2s) / s in powers of s², from s² on.
const LN: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// 1 / n! from n = 0 to 13.
const EXP: [f64; 14] = [
    1.0,
    1.0,
    0.5,
    1.666_666_666_666_666_6e-1,
    4.166_666_666_666_666_4e-2,
    8.333_333_333_333_333e-3,
    1.388_888_888_888_889e-3,
    1.984_126_984_126_984e-4,
    2.480_158_730_158_73e-5,
    2.755_731_922_398_589_3e-6,
    2.755_731_922_398_589e-7,
    2.505_210_838_544_172e-8,
    2.087_675_698_786_81e-9,
    1.605_904_383_682_161_3e-10,
];

/// 2⁵² and 1.5 × 2⁵²: added to a small number, they push its whole part into the last bits.
const SHIFT: f64 = 4_503_599_627_370_496.0;
const ROUND: f64 = 6_755_399_441_055_744.0;

/// A number above 0 raised to another, as long as the result lies between 10⁻³⁰⁷ and 10³⁰⁷; below, it is 10⁻³⁰⁷. 0⁰ is 1, any other
/// power of 0 is 0.
#[inline]
pub fn power(base: f64, exponent: f64) -> f64 {
    let power = exp(exponent * ln(base));
    if base > 0.0 || exponent <= 0.0 { power } else { 0.0 }
}

/// The logarithm of a number; what is smaller than the smallest normal number counts as that.
#[inline]
fn ln(x: f64) -> f64 {
    // Half a binade down, so that what is left lies around 1, from √½ to √2.
    let bits = x.max(f64::MIN_POSITIVE).to_bits();
    let half = 1_f64.to_bits() - FRAC_1_SQRT_2.to_bits();
    let moved = bits + half;
    let whole = f64::from_bits((moved >> 52) | SHIFT.to_bits()) - (SHIFT + 1023.0);
    let left = f64::from_bits((moved & 0x000F_FFFF_FFFF_FFFF) + FRAC_1_SQRT_2.to_bits());
    let f = left - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    // Two short sums instead of a long one: neither waits for the other.
    let odd = z * (LN[0] + w * (LN[2] + w * (LN[4] + w * LN[6])));
    let even = w * (LN[1] + w * (LN[3] + w * LN[5]));
    let half_square = 0.5 * f * f;
    whole * LN2.0 - ((half_square - (s * (half_square + (odd + even)) + whole * LN2.1)) - f)
}

/// The exponential of a number from −708 to 708; beyond, that of the end.
#[inline]
fn exp(x: f64) -> f64 {
    let x = if x > -708.0 { x } else { -708.0 };
    let x = if x < 708.0 { x } else { 708.0 };
    let moved = x * LOG2_E + ROUND;
    let whole = moved - ROUND;
    let r = (x - whole * LN2.0) - whole * LN2.1;
    let (r2, pair) = (r * r, |at: usize| EXP[at] + EXP[at + 1] * r);
    let (r4, four) = (r2 * r2, |at: usize| pair(at) + pair(at + 2) * r2);
    let series = (four(0) + four(4) * r4) + (four(8) + pair(12) * r4) * (r4 * r4);
    // The whole number stands in the last bits of `moved`; it belongs into the exponent.
    f64::from_bits(series.to_bits().wrapping_add(moved.to_bits() << 52))
}

#[cfg(test)]
mod tests {
    use super::power;
    use std::f64::consts::FRAC_1_SQRT_2;

    #[test]
    fn powers_are_those_of_libm() {
        let mut worst: f64 = 0.0;
        for at in 0..=2000_u32 {
            let share = f64::from(at) / 2000.0;
            for by in 0..=40_u32 {
                let elasticity = f64::from(by) / 40.0;
                let (got, expect) = (power(share, elasticity), libm::pow(share, elasticity));
                let apart = if share > 0.0 { (got / expect - 1.0).abs() } else { (got - expect).abs() };
                worst = worst.max(apart);
            }
        }
        for share in [1e-300, 1e-100, 1e-10, 0.1, 0.499_999_999, FRAC_1_SQRT_2.next_down(), FRAC_1_SQRT_2, 1.0 - 1e-16]
        {
            for elasticity in [0.0, 1e-9, 0.1, 0.5, 0.9, 1.0] {
                let expect = libm::pow(share, elasticity);
                worst = worst.max((power(share, elasticity) / expect - 1.0).abs());
            }
        }
        // e × ln c is rounded once and at most 700 large: up to 700 × 2⁻⁵³ = 8e-14 for the tiniest shares, 2e-15 otherwise.
        assert!(worst < 1e-13, "{worst}");
        assert_eq!(power(1.0, 0.3).to_bits(), 1_f64.to_bits());
        assert_eq!(power(0.0, 0.0).to_bits(), 1_f64.to_bits());
        assert_eq!(power(0.0, 0.1).to_bits(), 0_f64.to_bits());
        assert!((power(0.25, 0.5) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn rises_of_demand_and_odds_are_powers_too() {
        for base in [1e-9, 1e-3, 0.3, 1.0, 2.0, 10.0, 200.0, 1e6, 1e12] {
            for exponent in [-1.5, -0.1, -0.0, 0.0, 0.1, 0.124, 0.7, 1.0, 1.5] {
                let expect = libm::pow(base, exponent);
                let apart = (power(base, exponent) / expect - 1.0).abs();
                // y × ln x is at most 42 here, and rounded once: 42 × 2⁻⁵³, and as much again for the rest.
                assert!(apart < 1e-14, "{base} {exponent}: {apart}");
            }
        }
    }

    #[test]
    fn it_stays_a_share_and_in_order() {
        let mut before = -1.0;
        for at in 0..=100_000_u32 {
            let got = power(f64::from(at) / 100_000.0, 0.37);
            assert!((0.0..=1.0).contains(&got) && before <= got, "{at}: {got}");
            before = got;
        }
    }
}
