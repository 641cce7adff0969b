//! Our conversions against code that is not ours: `rustc_apfloat` (LLVM's soft floats), `half`, and vectors written by
//! `ml_dtypes` and `numpy` (`scripts/oracle_vectors.py`). NaN is compared by class, since libraries choose different codes.

#![expect(clippy::unwrap_used, reason = "a vector that cannot be read is a failed test")]

use octet::numerics::blocks::{Scaling, amax, encode_scaled, round_trip};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::numerics::slices::{decode, encode};
use rustc_apfloat::ieee::{BFloat, Double, Float8E4M3FN, Float8E5M2, Half, Single};
use rustc_apfloat::{Float, FloatConvert, Round};

const EIGHT_BIT: [FormatId; 2] = [FormatId::E4m3fn, FormatId::E5m2];

/// The formats that `apfloat` brings along.
const APFLOAT: [FormatId; 5] = [FormatId::Fp32, FormatId::Bf16, FormatId::Fp16, FormatId::E5m2, FormatId::E4m3fn];

/// The roundings that need no random word.
const FIXED: [Rounding; 4] = [Rounding::NearestEven, Rounding::TowardZero, Rounding::Up, Rounding::Down];

/// `f64` through LLVM's soft floats; the code, in `format`.
fn apfloat_code(format: FormatId, rounding: Rounding, x: f64) -> u32 {
    fn convert<Target: Float>(x: f64, round: Round) -> u32
    where
        Double: FloatConvert<Target>,
    {
        let target: Target = Double::from_bits(x.to_bits().into()).convert_r(round, &mut false).value;
        u32::try_from(target.to_bits()).unwrap()
    }
    let round = match rounding {
        Rounding::NearestEven => Round::NearestTiesToEven,
        Rounding::TowardZero => Round::TowardZero,
        Rounding::Up => Round::TowardPositive,
        Rounding::Down => Round::TowardNegative,
        Rounding::Stochastic => panic!("apfloat has no random words"),
    };
    match format {
        FormatId::Fp32 => convert::<Single>(x, round),
        FormatId::Bf16 => convert::<BFloat>(x, round),
        FormatId::Fp16 => convert::<Half>(x, round),
        FormatId::E5m2 => convert::<Float8E5M2>(x, round),
        FormatId::E4m3fn => convert::<Float8E4M3FN>(x, round),
        other => panic!("apfloat has no {other:?}"),
    }
}

/// The non-saturating code that `apfloat` leads to under our rules.
///
/// They differ from LLVM's in one place: LLVM truncates every overflow to the largest finite value, as IEEE 754 says, while
/// our overflow mode decides wherever the truncated magnitude exceeds it. That limit is the first value beyond: max plus
/// one step, 480 for E4M3FN and 65536 for E5M2.
fn expected(rule: Conversion, x: f64) -> u32 {
    let format = rule.format.spec();
    let step = format.max_finite() - format.decode(format.max_code() - 1);
    // Rounding away from zero, LLVM keeps -448.25 at the largest magnitude, though not 448.25: there we ask it for an infinity.
    let is_away = (rule.rounding == Rounding::Up && x > 0.0) || (rule.rounding == Rounding::Down && x < 0.0);
    if is_away && x.abs() > format.max_finite() {
        return apfloat_code(rule.format, Rounding::NearestEven, x * f64::INFINITY);
    }
    let beyond = x.abs() >= format.max_finite() + step;
    let rounding = if beyond { Rounding::NearestEven } else { rule.rounding };
    apfloat_code(rule.format, rounding, x)
}

#[track_caller]
fn check_same(format: FormatId, ours: u32, theirs: u32, context: &dyn std::fmt::Debug) {
    let same = ours == theirs || format.spec().is_nan_code(ours) && format.spec().is_nan_code(theirs);
    assert!(same, "{format:?} of {context:x?}: {ours:#x}, expected {theirs:#x}");
}

#[track_caller]
fn check_against_apfloat(format: FormatId, x: f64) {
    for rounding in FIXED {
        let rule = Conversion { format, rounding, overflow: Overflow::NonSaturate };
        check_same(format, rule.encode(x).code, expected(rule, x), &(x, rounding));
    }
}

/// All values of a 16-bit format, in the order of their codes.
fn all_values(format: FormatId) -> Vec<f32> {
    let codes: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_le_bytes).collect();
    decode(format, &codes)
}

#[test]
fn all_16_bit_inputs_to_8_bits_agree_with_apfloat() {
    for source in [FormatId::Fp16, FormatId::Bf16] {
        for value in all_values(source) {
            for target in EIGHT_BIT {
                check_against_apfloat(target, f64::from(value));
            }
        }
    }
}

#[test]
fn f64_is_rounded_once_as_apfloat_does() {
    let mut stream = Stream::new(1);
    for _ in 0..40_000 {
        let binade = libm::floor(stream.uniform() * 320.0) - 170.0;
        let x = libm::exp2(binade) * stream.normal();
        for format in APFLOAT {
            check_against_apfloat(format, x);
        }
    }
    // Just above a tie, by less than an f32 can tell: rounding twice would go down.
    check_against_apfloat(FormatId::E4m3fn, 1.0625 + libm::exp2(-40.0));
    check_against_apfloat(FormatId::E4m3fn, f64::from_bits(1));
}

#[test]
fn every_code_decodes_as_apfloat_does() {
    fn value<Source: Float + FloatConvert<Double>>(code: u32) -> f64 {
        let wide: Double = Source::from_bits(code.into()).convert(&mut false).value;
        f64::from_bits(u64::try_from(wide.to_bits()).unwrap())
    }
    for format in APFLOAT {
        // FP32 has too many codes for this test: a stride that is prime to 2^32 visits all exponents.
        let (codes, stride) =
            if format == FormatId::Fp32 { (u32::MAX, 65_537) } else { (1 << format.spec().bits(), 1) };
        for code in (0..codes).step_by(stride) {
            let theirs = match format {
                FormatId::Fp32 => value::<Single>(code),
                FormatId::Bf16 => value::<BFloat>(code),
                FormatId::Fp16 => value::<Half>(code),
                FormatId::E5m2 => value::<Float8E5M2>(code),
                FormatId::E4m3fn => value::<Float8E4M3FN>(code),
                other => panic!("apfloat has no {other:?}"),
            };
            let ours = format.spec().decode(code);
            let same = ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan();
            assert!(same, "{format:?} {code:#x}: {ours:e}, expected {theirs:e}");
        }
    }
}

#[test]
fn f32_to_16_bits_agrees_with_half() {
    let nearest = |format| Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
    // About 1.05 million patterns, and those next to each pattern that ends in a tie.
    let patterns: Vec<u32> = (0..=u32::MAX).step_by(4099).chain((0..=u32::MAX).step_by(0x7_F000)).collect();
    let values: Vec<f32> = patterns.into_iter().map(f32::from_bits).collect();
    let fp16 = encode(nearest(FormatId::Fp16), &values, &mut Stream::new(1));
    let bf16 = encode(nearest(FormatId::Bf16), &values, &mut Stream::new(1));
    for (index, &value) in values.iter().enumerate() {
        let pair = |codes: &[u8]| u32::from(u16::from_le_bytes([codes[2 * index], codes[2 * index + 1]]));
        check_same(FormatId::Fp16, pair(&fp16), half::f16::from_f32(value).to_bits().into(), &value);
        check_same(FormatId::Bf16, pair(&bf16), half::bf16::from_f32(value).to_bits().into(), &value);
    }
}

#[test]
fn all_16_bit_codes_decode_as_half_does() {
    for (format, theirs) in [
        (FormatId::Fp16, (|bits| half::f16::from_bits(bits).to_f32()) as fn(u16) -> f32),
        (FormatId::Bf16, |bits| half::bf16::from_bits(bits).to_f32()),
    ] {
        for (bits, ours) in (0..=u16::MAX).zip(all_values(format)) {
            let theirs = theirs(bits);
            let same = ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan();
            assert!(same, "{format:?} {bits:#x}: {ours}, expected {theirs}");
        }
    }
}

/// The records of a file under `tests/data`, without the line that names its origin.
fn records(text: &str) -> Vec<csv::StringRecord> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

fn hexadecimal(field: &str) -> u32 {
    u32::from_str_radix(field, 16).unwrap()
}

#[test]
fn all_16_bit_inputs_agree_with_ml_dtypes() {
    let mut compared = 0;
    for record in records(include_str!("data/runs_16bit.csv")) {
        let [source, target] = [0, 1].map(|column| FormatId::from_key(&record[column]).unwrap());
        let [first, last, code] = [2, 3, 4].map(|column| hexadecimal(&record[column]));
        let rule = Conversion { format: target, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
        for pattern in first..=last {
            let ours = rule.encode(source.spec().decode(pattern)).code;
            check_same(target, ours, code, &(source, pattern));
            compared += 1;
        }
    }
    assert_eq!(compared, 4 << 16, "two sources, two targets, 65,536 patterns each");
}

#[test]
fn f32_patterns_agree_with_ml_dtypes() {
    let records = records(include_str!("data/f32_sample.csv"));
    assert!(records.len() > 3000);
    for (column, format) in [(1, FormatId::Fp16), (2, FormatId::Bf16), (3, FormatId::E4m3fn), (4, FormatId::E5m2)] {
        let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
        for record in &records {
            let value = f32::from_bits(hexadecimal(&record[0]));
            let theirs = hexadecimal(&record[column]);
            check_same(format, rule.encode(f64::from(value)).code, theirs, &value);
            let mut fast = encode(rule, &[value], &mut Stream::new(1));
            fast.resize(4, 0);
            check_same(format, u32::from_le_bytes(fast.try_into().unwrap()), theirs, &value);
        }
    }
}

#[test]
fn scaled_tensors_agree_with_numpy_bit_by_bit() {
    let records = records(include_str!("data/tensor_scaled.csv"));
    let groups: Vec<_> = records.chunk_by(|a, b| a[0] == b[0] && a[1] == b[1]).collect();
    assert_eq!(groups.len(), 15, "five tensors, three formats");
    for group in groups {
        let format = FormatId::from_key(&group[0][1]).unwrap();
        let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
        let values: Vec<f32> = group.iter().map(|record| f32::from_bits(hexadecimal(&record[3]))).collect();
        let scale = Scaling::Tensor.scale(format, amax(&values));
        assert_eq!(scale.to_bits(), hexadecimal(&group[0][2]), "scale of {:?}", group[0]);
        let mut codes = Vec::new();
        for (record, &value) in group.iter().zip(&values) {
            let (rounded, result) = round_trip(rule, scale, value);
            check_same(format, rounded.code, hexadecimal(&record[4]), record);
            assert_eq!(result.to_bits(), hexadecimal(&record[5]), "result of {record:?}");
            codes.extend_from_slice(&rounded.code.to_le_bytes()[..format.spec().bytes_per_code()]);
        }
        assert_eq!(encode_scaled(rule, scale, &values, &mut Stream::new(1)), codes);
    }
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "53 bits are left: exact")]
fn the_random_stream_is_the_published_pcg64() {
    for outputs in records(include_str!("data/pcg64.csv")).chunk_by(|a, b| a[0] == b[0]) {
        let mut stream = Stream::new(outputs[0][0].parse().unwrap());
        for record in outputs {
            let raw = u64::from_str_radix(&record[2], 16).unwrap();
            let expected = (raw >> 11) as f64 / (1_u64 << 53) as f64;
            assert_eq!(stream.uniform().to_bits(), expected.to_bits(), "{record:?}");
        }
    }
}

/// Python computes with the C library's logarithm, sine and cosine, each within an ulp or two of ours.
#[test]
fn normal_numbers_are_box_and_mullers() {
    for numbers in records(include_str!("data/pcg64.csv")).chunk_by(|a, b| a[0] == b[0]) {
        let mut stream = Stream::new(numbers[0][0].parse().unwrap());
        for record in numbers {
            let expected: f64 = record[3].parse().unwrap();
            let difference = (stream.normal() - expected).abs();
            // The angle 2πv is rounded to half an ulp of at most 2π, and so is off by up to 2^-51 times the radius.
            assert!(difference <= 8.0 * f64::EPSILON * expected.abs().max(1.0), "{record:?}: off by {difference:e}");
        }
    }
}
