//! Scaled tensors against `scripts/oracle_blocks.py`, which works the published rules out with numpy, `ml_dtypes` and exact fractions:
//! the bytes of the scales, the codes and the results, bit by bit. NaN is compared by class.

#![expect(clippy::unwrap_used, reason = "a vector that cannot be read is a failed test")]

use octet::numerics::blocks::scales::{Peaks, Scales};
use octet::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling, dequantize, quantize};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use std::collections::BTreeMap;

/// The records of a file under `tests/data`, without the line that names its origin.
fn records(text: &str) -> Vec<csv::StringRecord> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

fn bytes(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn floats(digits: &str) -> Vec<f32> {
    let pattern = |at: usize| f32::from_bits(u32::from_str_radix(&digits[at..at + 8], 16).unwrap());
    (0..digits.len()).step_by(8).map(pattern).collect()
}

/// A tensor and what the oracle made of it.
struct Vector {
    name: String,
    values: Vec<f32>,
    recipe: Recipe,
    rule: Conversion,
    scales: Vec<u8>,
    codes: Vec<u8>,
    /// Empty where codes and scales tell it all.
    results: Vec<f32>,
}

fn vectors() -> Vec<Vector> {
    let tensors = records(include_str!("data/block_tensors.csv"));
    let tensors: BTreeMap<String, (u32, Vec<f32>)> =
        tensors.iter().map(|record| (record[0].to_owned(), (record[1].parse().unwrap(), floats(&record[2])))).collect();
    let vector = |record: &csv::StringRecord| {
        let (columns, values) = &tensors[&record[0]];
        let recipe = Recipe {
            scaling: Scaling::from_key(&record[1]).unwrap(),
            scale_format: ScaleFormat::from_key(&record[2]).unwrap(),
            rule: ScaleRule::from_key(&record[3]).unwrap(),
            columns: *columns,
        };
        let format = FormatId::from_key(&record[4]).unwrap();
        Vector {
            name: record.iter().take(5).collect::<Vec<_>>().join(" "),
            values: values.clone(),
            recipe,
            rule: Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate },
            scales: bytes(&record[5]),
            codes: bytes(&record[6]),
            results: floats(&record[7]),
        }
    };
    records(include_str!("data/block_scaled.csv")).iter().map(vector).collect()
}

#[track_caller]
fn check_codes(name: &str, format: FormatId, ours: &[u8], theirs: &[u8]) {
    assert_eq!(ours.len(), theirs.len(), "{name}");
    for (place, (&ours, &theirs)) in ours.iter().zip(theirs).enumerate() {
        let both_nan = [ours, theirs].map(u32::from).into_iter().all(|code| format.spec().is_nan_code(code));
        assert!(ours == theirs || both_nan, "{name}, place {place}: {ours:#x}, expected {theirs:#x}");
    }
}

#[track_caller]
fn check_results(name: &str, ours: &[f32], theirs: &[f32]) {
    assert_eq!(ours.len(), theirs.len(), "{name}");
    for (place, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let same = ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan();
        assert!(same, "{name}, place {place}: {ours:e}, expected {theirs:e}");
    }
}

#[test]
fn scaled_tensors_agree_with_numpy_and_ml_dtypes() {
    let vectors = vectors();
    assert!(100 < vectors.len());
    for Vector { name, values, recipe, rule, scales, codes, results } in &vectors {
        let quantized = quantize(*rule, *recipe, values, &mut Stream::new(1));
        assert_eq!(quantized.scales.bytes(), *scales, "scales of {name}");
        check_codes(name, rule.format, &quantized.codes, codes);
        if !results.is_empty() {
            check_results(name, &dequantize(rule.format, &quantized.codes, &quantized.scales), results);
        }
    }
}

#[test]
fn stored_scales_restore_the_same_values() {
    for Vector { name, values, recipe, rule, scales, codes, .. } in &vectors() {
        let quantized = quantize(*rule, *recipe, values, &mut Stream::new(1));
        let read = Scales::from_bytes(*recipe, values.len(), scales).unwrap();
        let direct = dequantize(rule.format, &quantized.codes, &quantized.scales);
        check_results(name, &dequantize(rule.format, codes, &read), &direct);
        assert_eq!(read.scaled(0, &values[..1]).len(), 1);
        assert_eq!(Scales::from_bytes(*recipe, values.len(), &scales[1..]), None, "{name}");
    }
}

/// In pieces that end anywhere, and with random words, a tensor is what it is in one go.
#[test]
fn pieces_agree_with_the_whole() {
    for Vector { name, values, recipe, rule, .. } in &vectors() {
        for rounding in Rounding::ALL {
            let rule = Conversion { rounding, ..*rule };
            let whole = quantize(rule, *recipe, values, &mut Stream::new(7));
            let whole = dequantize(rule.format, &whole.codes, &whole.scales);
            let mut peaks = Peaks::new(*recipe, values.len());
            for (start, part) in values.chunks(37).enumerate() {
                peaks.add(37 * start, part);
            }
            let scales = peaks.scales(rule.format);
            let mut words = Stream::new(7);
            let mut results = Vec::new();
            for (start, part) in values.chunks(41).enumerate() {
                let mut same_words = words.clone();
                let piece = scales.round_trip(rule, 41 * start, part, &mut words);
                let scaled = scales.scaled(41 * start, part);
                let flags: Vec<bool> = scaled
                    .iter()
                    .map(|&value| rule.encode_with(f64::from(value), same_words.word()).flags.overflow)
                    .collect();
                assert_eq!(piece.exceeded, flags, "{name}");
                results.extend(piece.results);
            }
            check_results(name, &results, &whole);
        }
    }
}
