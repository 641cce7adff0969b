//! What must hold of every conversion, whatever the number: the nearest code wins, order is kept, codes are fixed points, and
//! the fast path over slices says the same as the exact one.

use octet::numerics::blocks::{Scaling, amax, round_trip};
use octet::numerics::formats::{Custom, FormatId, Specials};
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::numerics::slices::{decode, encode};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

/// The formats that hold numbers: all of the table but E8M0, which holds scales, and formats made up at random.
fn formats() -> impl Strategy<Value = FormatId> {
    let named = FormatId::ALL.into_iter().filter(|format| *format != FormatId::E8m0fnu).collect::<Vec<_>>();
    let rules = [Specials::Ieee, Specials::FiniteWithNan, Specials::Finite, Specials::UnsignedZero];
    let own = (1..9_u32, 0..14_u32, proptest::sample::select(rules.to_vec()));
    let own = own.prop_map(|(exponent, mantissa, rule)| FormatId::Custom(Custom::nearest(exponent, mantissa, rule)));
    prop_oneof![2 => proptest::sample::select(named), 1 => own]
}

fn conversions() -> impl Strategy<Value = Conversion> {
    let roundings = proptest::sample::select(Rounding::ALL.to_vec());
    let overflows = proptest::sample::select(Overflow::ALL.to_vec());
    (formats(), roundings, overflows).prop_map(|(format, rounding, overflow)| Conversion { format, rounding, overflow })
}

/// Numbers of all sizes, most of them where some format has its values.
fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -70_000.0..70_000.0_f64,
        4 => -600.0..600.0_f64,
        4 => -0.02..0.02_f64,
        2 => any::<f32>().prop_map(f64::from),
        1 => any::<f64>(),
        1 => Just(0.0),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_other_code_is_nearer(format in formats(), x in numbers()) {
        let spec = format.spec();
        let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
        let rounded = rule.encode(x);
        if x.abs() <= spec.max_finite() {
            let error = (rounded.value - x).abs();
            let magnitude = rounded.code & spec.magnitude_mask();
            let neighbours = [magnitude.checked_sub(1), Some(magnitude + 1).filter(|&code| code <= spec.max_code())];
            for neighbour in neighbours.into_iter().flatten() {
                let other = (spec.decode(neighbour) - x.abs()).abs();
                prop_assert!(error < other || error.to_bits() == other.to_bits() && rounded.code & 1 == 0);
            }
            if x.abs() >= spec.min_normal() {
                prop_assert!(error <= x.abs() * spec.unit_roundoff() / (1.0 + spec.unit_roundoff()) * (1.0 + f64::EPSILON));
            }
        }
    }

    #[test]
    fn truncation_is_the_last_value_not_beyond(format in formats(), x in numbers()) {
        let spec = format.spec();
        let rule = Conversion { format, rounding: Rounding::TowardZero, overflow: Overflow::Saturate };
        let rounded = rule.encode(x);
        if !x.is_nan() {
            prop_assert!(rounded.value.abs() <= x.abs());
            let magnitude = rounded.code & spec.magnitude_mask();
            prop_assert!(magnitude == spec.max_code() || spec.decode(magnitude + 1) > x.abs());
        }
    }

    #[test]
    fn order_is_kept(mut rule in conversions(), x in numbers(), y in numbers()) {
        rule.overflow = Overflow::Saturate;
        if x <= y {
            prop_assert!(rule.encode(x).value <= rule.encode(y).value);
        }
    }

    #[test]
    fn a_value_that_has_a_code_keeps_it(rule in conversions(), pattern in any::<u32>()) {
        let spec = rule.format.spec();
        let code = pattern & (spec.sign_bit() | spec.magnitude_mask());
        let value = spec.decode(code);
        if value.is_finite() {
            let rounded = rule.encode(value);
            prop_assert_eq!(rounded.code, code);
            prop_assert!(!rounded.flags.inexact);
        }
    }

    #[test]
    fn slices_say_the_same_as_single_values(rule in conversions(), patterns in proptest::collection::vec(any::<u32>(), 0..40)) {
        let values: Vec<f32> = patterns.into_iter().map(f32::from_bits).collect();
        let width = rule.format.spec().bytes_per_code();
        let codes = encode(rule, &values, &mut Stream::new(1));
        let results = decode(rule.format, &codes);
        prop_assert_eq!(results.len(), values.len());
        let mut words = Stream::new(1);
        for (index, value) in values.iter().enumerate() {
            let single = rule.encode_with(f64::from(*value), words.word());
            let stored = (single.code << rule.format.spec().storage_shift()).to_le_bytes();
            prop_assert_eq!(&codes[index * width..][..width], &stored[..width]);
            prop_assert!(f64::from(results[index]).to_bits() == single.value.to_bits() || single.value.is_nan());
        }
    }

    #[test]
    fn a_scaled_tensor_stays_within_its_amax(
        format in formats(),
        values in proptest::collection::vec(proptest::num::f32::NORMAL.prop_map(|x| x * 1e-2), 1..40),
    ) {
        let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
        let largest = amax(&values);
        let scale = Scaling::Tensor.scale(format, largest);
        prop_assert!(scale.is_finite() && scale > 0.0);
        // Scale and product are each rounded in f32; a scale at its lower limit, 2^-126, leaves amax between two codes.
        let bound = f64::from(largest) * (1.0 + f64::from(f32::EPSILON)) * (1.0 + format.spec().epsilon());
        for value in values {
            let (_, result) = round_trip(rule, scale, value);
            prop_assert!(f64::from(result.abs()) <= bound, "{result} of {value}");
        }
    }
}
