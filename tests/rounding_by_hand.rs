//! Conversions worked out by hand from the OFP8 rules: ties, subnormals, both overflow modes, signs.

use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};

const INF: f64 = f64::INFINITY;

/// The next `f32` above, as an `f64`: just beyond a tie.
#[expect(clippy::cast_possible_truncation, reason = "the values given are f32 already")]
fn above(x: f64) -> f64 {
    f64::from(f32::from_bits((x as f32).to_bits() + 1))
}

/// The next `f32` below.
#[expect(clippy::cast_possible_truncation, reason = "the values given are f32 already")]
fn below(x: f64) -> f64 {
    f64::from(f32::from_bits((x as f32).to_bits() - 1))
}

fn two_to(exponent: i32) -> f64 {
    libm::ldexp(1.0, exponent)
}

/// Both overflow modes give the same code.
#[track_caller]
fn check(format: FormatId, x: f64, code: u32) {
    check_modes(format, x, (code, code));
}

/// Checks `(saturating, non-saturating)` codes, and those of `-x`.
#[track_caller]
fn check_modes(format: FormatId, x: f64, codes: (u32, u32)) {
    let sign = format.spec().sign_bit();
    for (overflow, code) in [(Overflow::Saturate, codes.0), (Overflow::NonSaturate, codes.1)] {
        let rule = Conversion { format, rounding: Rounding::NearestEven, overflow };
        assert_eq!(rule.encode(x).code, code, "{x:e} {overflow:?}");
        assert_eq!(rule.encode(-x).code, code ^ sign, "-({x:e}) {overflow:?}");
    }
}

#[test]
fn e4m3fn_to_nearest() {
    let format = FormatId::E4m3fn;
    for (x, code) in [
        (448.0, 0x7E),
        (449.0, 0x7E),
        (464.0, 0x7E), // a tie, and the code of 448 is even
        (240.0, 0x77),
        (248.0, 0x78), // a tie between 240 and 256
        (17.0, 0x58),
        (19.0, 0x5A),
        (1.0625, 0x38),
        (1.1875, 0x3A),
        (0.1, 0x1D),
        (1.0 / 3.0, 0x2B),
        (std::f64::consts::PI, 0x45),
        (two_to(-6), 0x08),
        (two_to(-7), 0x04),
        (two_to(-9), 0x01),
        (two_to(-10), 0x00), // a tie between 0 and the smallest subnormal
        (above(two_to(-10)), 0x01),
        (1.5 * two_to(-9), 0x02),
        (2.5 * two_to(-9), 0x02),
        (7.5 * two_to(-9), 0x08), // from the subnormals up to the smallest normal value
        (-0.0, 0x80),
        (-two_to(-11), 0x80),
    ] {
        check(format, x, code);
    }
    for x in [above(464.0), 480.0, 512.0, 1e9, INF] {
        check_modes(format, x, (0x7E, 0x7F));
    }
    check_modes(format, -INF, (0xFE, 0xFF));
    check(format, f64::NAN, 0x7F);
}

#[test]
fn e5m2_to_nearest() {
    let format = FormatId::E5m2;
    for (x, code) in [
        (57344.0, 0x7B),
        (below(61440.0), 0x7B),
        (two_to(-14), 0x04),
        (two_to(-16), 0x01),
        (two_to(-17), 0x00),
        (above(two_to(-17)), 0x01),
        (1.5 * two_to(-16), 0x02),
        (3.5 * two_to(-16), 0x04),
        (0.1, 0x2E),
        (1.125, 0x3C),
        (1.375, 0x3E),
        (std::f64::consts::PI, 0x42),
        (9.0, 0x48),
        (11.0, 0x4A),
    ] {
        check(format, x, code);
    }
    // 61440 is the tie between 57344, whose code is odd, and what would be 65536: it overflows.
    for x in [61440.0, 65504.0, 65536.0, INF] {
        check_modes(format, x, (0x7B, 0x7C));
    }
    check(format, f64::NAN, 0x7E);
}

#[test]
fn the_formats_below_eight_bits_to_nearest() {
    let cases = |format, cases: &[(f64, u32)]| cases.iter().for_each(|&(x, code)| check(format, x, code));
    let e2m1fn = [
        (0.25, 0x0),
        (above(0.25), 0x1),
        (0.75, 0x2),
        (1.25, 0x2),
        (1.75, 0x4),
        (2.5, 0x4),
        (3.5, 0x6),
        (5.0, 0x6),
        (above(5.0), 0x7),
        (7.0, 0x7),
        (INF, 0x7),
        (-0.25, 0x8),
        (-0.1, 0x8),
        (std::f64::consts::PI, 0x5),
    ];
    cases(FormatId::E2m1fn, &e2m1fn);
    cases(FormatId::E2m3fn, &[(0.0625, 0x00), (0.1875, 0x02), (0.9375, 0x08), (7.75, 0x1F), (8.0, 0x1F)]);
    cases(FormatId::E3m2fn, &[(0.03125, 0x00), (0.09375, 0x02), (22.0, 0x1E), (26.0, 0x1E), (30.0, 0x1F)]);
}

#[test]
fn the_other_eight_bit_formats_to_nearest() {
    // In all of these the largest code is odd, so the tie above it overflows; those of OCP differ for E4M3FN.
    check_modes(FormatId::E4m3, 248.0, (0x77, 0x78));
    check_modes(FormatId::E3m4, 15.75, (0x6F, 0x70));
    check(FormatId::E3m4, two_to(-7), 0x00);
    let unsigned_zero = |format: FormatId, x: f64, codes: (u32, u32)| {
        for (overflow, code) in [(Overflow::Saturate, codes.0), (Overflow::NonSaturate, codes.1)] {
            let rule = Conversion { format, rounding: Rounding::NearestEven, overflow };
            assert_eq!(rule.encode(x).code, code, "{format:?} {x:e} {overflow:?}");
            // The negative code, unless there is none: zero has no sign, and NaN one code only.
            let negative = if code == 0 || code == 0x80 { code } else { code | 0x80 };
            assert_eq!(rule.encode(-x).code, negative, "{format:?} -({x:e}) {overflow:?}");
        }
    };
    for (format, x, codes) in [
        (FormatId::E4m3fnuz, 240.0, (0x7F, 0x7F)),
        (FormatId::E4m3fnuz, below(248.0), (0x7F, 0x7F)),
        (FormatId::E4m3fnuz, 248.0, (0x7F, 0x80)),
        (FormatId::E4m3fnuz, INF, (0x80, 0x80)),
        (FormatId::E4m3fnuz, -0.0, (0x00, 0x00)),
        (FormatId::E4m3fnuz, two_to(-11), (0x00, 0x00)),
        (FormatId::E4m3b11fnuz, 31.0, (0x7F, 0x80)),
        (FormatId::E5m2fnuz, 61440.0, (0x7F, 0x80)),
        (FormatId::E5m2fnuz, two_to(-18), (0x00, 0x00)),
    ] {
        unsigned_zero(format, x, codes);
    }
}

/// To nearest with ties upwards, toward zero, up; the largest value saturates only where it is asked for.
#[test]
fn scales_in_three_roundings() {
    let code = |rounding, overflow, x| Conversion { format: FormatId::E8m0fnu, rounding, overflow }.encode(x).code;
    for (x, codes) in [
        (1.0, [127, 127, 127]),
        (1.4999, [127, 127, 128]),
        (1.5, [128, 127, 128]),
        (3.0, [129, 128, 129]),
        (two_to(-127), [0, 0, 0]),
        (two_to(127), [254, 254, 254]),
    ] {
        let found = [Rounding::NearestEven, Rounding::TowardZero, Rounding::Up].map(|r| code(r, Overflow::Saturate, x));
        assert_eq!(found, codes, "{x}");
    }
    // ml_dtypes rounds 3e38 to NaN; CUDA's two roundings saturate.
    assert_eq!(code(Rounding::NearestEven, Overflow::NonSaturate, 3e38), 0xFF);
    assert_eq!(code(Rounding::TowardZero, Overflow::Saturate, 3e38), 0xFE);
    assert_eq!(code(Rounding::Up, Overflow::Saturate, 3e38), 0xFE);
}

#[test]
fn toward_zero_truncates_then_overflows() {
    let truncated = |format, overflow, x: f64| {
        let rule = Conversion { format, rounding: Rounding::TowardZero, overflow };
        assert_eq!(rule.encode(-x).code, rule.encode(x).code ^ format.spec().sign_bit());
        rule.encode(x).code
    };
    for (format, x, codes) in [
        (FormatId::E4m3fn, below(2.0 * two_to(-9)), (0x01, 0x01)),
        (FormatId::E4m3fn, below(two_to(-9)), (0x00, 0x00)),
        (FormatId::E4m3fn, below(1.125), (0x38, 0x38)),
        (FormatId::E4m3fn, below(two_to(-6)), (0x07, 0x07)),
        (FormatId::E4m3fn, below(480.0), (0x7E, 0x7E)),
        (FormatId::E4m3fn, 480.0, (0x7E, 0x7F)),
        (FormatId::E4m3fn, INF, (0x7E, 0x7F)),
        (FormatId::E5m2, below(65536.0), (0x7B, 0x7B)),
        (FormatId::E5m2, 65536.0, (0x7B, 0x7C)),
        (FormatId::Fp16, below(65536.0), (0x7BFF, 0x7BFF)),
        (FormatId::Fp16, 65536.0, (0x7BFF, 0x7C00)),
    ] {
        assert_eq!(truncated(format, Overflow::Saturate, x), codes.0, "{x:e}");
        assert_eq!(truncated(format, Overflow::NonSaturate, x), codes.1, "{x:e}");
    }
}

#[test]
fn an_exact_input_is_rounded_once() {
    // Each is just above the tie 1.0625; through the format named, it would fall on the tie and go down to 1.0.
    for beyond in [two_to(-9) /* BF16 */, two_to(-12) /* FP16 */, two_to(-40) /* FP32 */] {
        check(FormatId::E4m3fn, 1.0625 + beyond, 0x39);
    }
}

#[test]
fn flags_say_what_happened() {
    let flags = |x| {
        let flags =
            Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate }
                .encode(x)
                .flags;
        (flags.inexact, flags.overflow, flags.underflow)
    };
    for (x, expect) in [
        (1.0, (false, false, false)),
        (-0.0, (false, false, false)),
        (two_to(-9), (false, false, false)), // subnormal, but exact
        (f64::NAN, (false, false, false)),
        (1.01, (true, false, false)),
        (449.0, (true, false, false)),
        (465.0, (true, true, false)),
        (INF, (true, true, false)),
        (0.003, (true, false, true)),
        (1e-30, (true, false, true)),
    ] {
        assert_eq!(flags(x), expect, "{x:e}");
    }
    let keeps = Conversion { format: FormatId::E5m2, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
    assert_eq!(keeps.encode(INF).flags, keeps.encode(1.0).flags, "an infinity that is kept is exact");
}
