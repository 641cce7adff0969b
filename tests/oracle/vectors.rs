//! Against `half`, and against vectors that `ml_dtypes` and `numpy` wrote (`scripts/oracle_vectors.py`).

use crate::{check_same, hexadecimal, records};
use octet::numerics::blocks::{Recipe, Scaling, amax, quantize, round_trip};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::numerics::slices::{decode, encode};

/// All values of a 16-bit format, in the order of their codes.
fn all_values(format: FormatId) -> Vec<f32> {
    let codes: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_le_bytes).collect();
    decode(format, &codes)
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

#[test]
fn all_16_bit_inputs_agree_with_ml_dtypes() {
    let mut compared = 0;
    for record in records(include_str!("../data/runs_16bit.csv")) {
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
    let records = records(include_str!("../data/f32_sample.csv"));
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
    let records = records(include_str!("../data/tensor_scaled.csv"));
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
        let whole = quantize(rule, Recipe::published(Scaling::Tensor, 0), &values, &mut Stream::new(1));
        assert_eq!((whole.codes, whole.scales.bytes()), (codes, scale.to_le_bytes().to_vec()));
    }
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "53 bits are left: exact")]
fn the_random_stream_is_the_published_pcg64() {
    for outputs in records(include_str!("../data/pcg64.csv")).chunk_by(|a, b| a[0] == b[0]) {
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
    for numbers in records(include_str!("../data/pcg64.csv")).chunk_by(|a, b| a[0] == b[0]) {
        let mut stream = Stream::new(numbers[0][0].parse().unwrap());
        for record in numbers {
            let expected: f64 = record[3].parse().unwrap();
            let difference = (stream.normal() - expected).abs();
            // The angle 2πv is rounded to half an ulp of at most 2π, and so is off by up to 2^-51 times the radius.
            assert!(difference <= 8.0 * f64::EPSILON * expected.abs().max(1.0), "{record:?}: off by {difference:e}");
        }
    }
}
