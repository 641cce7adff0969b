//! Block scaling against published figures, figures worked by hand, and the rules of this project for blocks that no standard covers.

use octet::numerics::blocks::scales::Scales;
use octet::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling, dequantize, quantize};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};

const fn nearest(format: FormatId) -> Conversion {
    Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate }
}

fn mx(rule: ScaleRule) -> Recipe {
    Recipe { rule, ..Recipe::published(Scaling::Mx32, 0) }
}

fn e8m0(scaling: Scaling) -> Recipe {
    Recipe { scale_format: ScaleFormat::E8m0, ..Recipe::published(scaling, 0) }
}

/// Scales and results of one tensor.
fn quantized(recipe: Recipe, format: FormatId, values: &[f32]) -> (Scales, Vec<f32>) {
    let quantized = quantize(nearest(format), recipe, values, &mut Stream::new(1));
    let results = dequantize(format, &quantized.codes, &quantized.scales);
    (quantized.scales, results)
}

/// One block: its scale, and what becomes of its first value.
#[track_caller]
fn check(recipe: Recipe, format: FormatId, values: &[f32], scale: f32, first: f32) {
    let (scales, results) = quantized(recipe, format, values);
    let found = scales.groups()[0].value;
    assert_eq!(found.to_bits(), scale.to_bits(), "{recipe:?} {values:?}: scale {found:e}, expected {scale:e}");
    assert_eq!(results[0].to_bits(), first.to_bits(), "{recipe:?} {values:?}: {}, expected {first}", results[0]);
}

/// The published examples, with 448 the largest of E4M3FN and 6 of E2M1FN: 511.9 clips by 12.5 %.
#[test]
fn mx_blocks_by_hand() {
    for (amax, floor, rceil) in
        [(448.0, (1.0, 448.0), (1.0, 448.0)), (449.0, (1.0, 448.0), (2.0, 448.0)), (511.9, (1.0, 448.0), (2.0, 512.0))]
    {
        check(mx(ScaleRule::Floor), FormatId::E4m3fn, &[amax, 1.0], floor.0, floor.1);
        check(mx(ScaleRule::Rceil), FormatId::E4m3fn, &[amax, 1.0], rceil.0, rceil.1);
    }
    for rule in ScaleRule::ALL {
        check(mx(rule), FormatId::E4m3fn, &[-512.0], 2.0, -512.0);
    }
    check(mx(ScaleRule::Floor), FormatId::E2m1fn, &[7.99], 1.0, 6.0);
    check(mx(ScaleRule::Rceil), FormatId::E2m1fn, &[7.99], 2.0, 8.0);
}

/// UE8M0 scales of DeepSeek-V3.1, whose rule has a floor of 1e-4 under amax: a tile of zeros gets `2^-22`.
#[test]
fn deepseek_tiles_by_hand() {
    let two_to = |exponent| libm::ldexpf(1.0, exponent);
    for scaling in [Scaling::Tensor, Scaling::Row, Scaling::Tile128, Scaling::Block128] {
        check(e8m0(scaling), FormatId::E4m3fn, &[448.0], 1.0, 448.0);
        check(e8m0(scaling), FormatId::E4m3fn, &[448.0_f32.next_up()], 2.0, 448.0);
        check(e8m0(scaling), FormatId::E4m3fn, &[1.0], two_to(-8), 1.0);
        check(e8m0(scaling), FormatId::E4m3fn, &[0.0], two_to(-22), 0.0);
        check(e8m0(scaling), FormatId::E4m3fn, &[-0.0], two_to(-22), -0.0);
    }
    // The FP32 scales of the paper have no floor: 3.5/448, and tiny tiles keep their digits.
    check(Recipe::published(Scaling::Tile128, 0), FormatId::E4m3fn, &[0.1, 3.5], 0.007_812_5, 0.101_562_5);
    check(
        Recipe::published(Scaling::Tile128, 0),
        FormatId::E4m3fn,
        &[two_to(-100)],
        two_to(-100) / 448.0,
        two_to(-100),
    );
}

/// Amax of the tensor 12, of the second block 3: `s_enc = 2688/12 = 224`; scales `12/6·224 = 448` and `3/6·224 = 112`.
#[test]
fn nvfp4_by_hand() {
    let mut values = vec![0.0; 40];
    (values[0], values[1], values[16], values[17]) = (12.0, -5.0, 3.0, 0.1);
    let (scales, results) = quantized(Recipe::published(Scaling::Nvfp4, 0), FormatId::E2m1fn, &values);
    let codes: Vec<u32> = scales.groups().iter().map(|scale| scale.code).collect();
    assert_eq!(codes, [0x7E, 0x6E, 0x00], "448, 112 = 1.75 · 2^6, and 0 for the block of zeros");
    assert_eq!(scales.tensor().to_bits(), (1.0_f32 / 224.0).to_bits());
    // -5/2 = -2.5 is a tie and goes to -2; 0.1 · 2 = 0.2 goes to 0.
    let near =
        |place: usize, expect: f32| assert!((results[place] - expect).abs() <= 1e-6, "{place}: {}", results[place]);
    for (place, expect) in [(0, 12.0), (1, -4.0), (16, 3.0), (17, 0.0), (39, 0.0)] {
        near(place, expect);
    }
}

#[test]
fn blocks_of_zeros_keep_their_signs() {
    for scaling in Scaling::ALL {
        let format = if scaling == Scaling::Nvfp4 { FormatId::E2m1fn } else { FormatId::E4m3fn };
        let (_, results) = quantized(Recipe::published(scaling, 0), format, &[0.0, -0.0, 0.0]);
        assert_eq!(results.iter().map(|value| value.to_bits()).collect::<Vec<_>>(), [0, 1 << 31, 0], "{scaling:?}");
    }
    let (scales, _) = quantized(mx(ScaleRule::Floor), FormatId::E4m3fn, &[0.0; 32]);
    assert_eq!(scales.bytes(), [0x00]);
}

/// MX and NVFP4 carry NaN in the scale of the block, and only of that block; the others leave it to the elements.
#[test]
fn what_is_not_finite_stays_in_its_block() {
    let mut values = [1.0; 64];
    for (scaling, format, code, first_healthy) in
        [(Scaling::Mx32, FormatId::E2m3fn, 0xFF, 32), (Scaling::Nvfp4, FormatId::E2m1fn, 0x7F, 16)]
    {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            values[3] = bad;
            let quantized = quantize(nearest(format), Recipe::published(scaling, 0), &values, &mut Stream::new(1));
            assert_eq!(quantized.scales.groups()[0].code, code);
            assert!(quantized.codes[..first_healthy].iter().all(|&code| code == 0), "elements are zeros");
            let results = dequantize(format, &quantized.codes, &quantized.scales);
            assert!(results[..first_healthy].iter().all(|value| value.to_bits() == f32::NAN.to_bits()));
            assert!(results[first_healthy..].iter().all(|value| (value - 1.0).abs() < 1e-6));
        }
    }
    values[3] = f32::NAN;
    values[4] = f32::INFINITY;
    let (scales, results) = quantized(Recipe::published(Scaling::Tile128, 0), FormatId::E4m3fn, &values);
    assert_eq!(scales.groups()[0].value.to_bits(), (1.0_f32 / 448.0).to_bits());
    assert!(results[3].is_nan());
    assert_eq!([results[4], results[5]].map(f32::to_bits), [1.0_f32, 1.0].map(f32::to_bits), "448/448 each");
}

fn normals(count: usize, seed: u64) -> Vec<f32> {
    let mut stream = Stream::new(seed);
    #[expect(clippy::cast_possible_truncation, reason = "the tensor is one of f32")]
    (0..count).map(|_| stream.normal() as f32).collect()
}

/// SQNR in dB of `count` normal numbers, and four standard errors of it.
///
/// Noise powers of chunks of 128, which share no block, are independent; their spread gives the standard error of the sum, `Δ` of it
/// in relative terms, hence `10·log10(1+Δ)` dB; the signal's is `sqrt(2/n)`.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn sqnr(recipe: Recipe, format: FormatId, count: usize) -> (f64, f64) {
    let values = normals(count, 3);
    let (_, results) = quantized(recipe, format, &values);
    let square = |x: f64| x * x;
    let signal: f64 = values.iter().map(|&x| square(f64::from(x))).sum();
    let noises: Vec<f64> = values
        .chunks(128)
        .zip(results.chunks(128))
        .map(|(x, q)| x.iter().zip(q).map(|(&x, &q)| square(f64::from(x) - f64::from(q))).sum())
        .collect();
    let noise: f64 = noises.iter().sum();
    let chunks = noises.len() as f64;
    let mean = noise / chunks;
    let variance = noises.iter().map(|&noise| square(noise - mean)).sum::<f64>() / chunks;
    let relative = libm::sqrt(variance / chunks) / mean + libm::sqrt(2.0 / count as f64);
    (10.0 * libm::log10(signal / noise), 10.0 * libm::log10(1.0 + 4.0 * relative))
}

/// Published for a million normal numbers. Tolerance: half of the last printed digit, and four standard errors.
#[test]
fn normal_numbers_lose_what_is_published() {
    let published = Recipe::published;
    for (recipe, format, expect) in [
        (published(Scaling::Tile128, 0), FormatId::E4m3fn, 31.8),
        (mx(ScaleRule::Floor), FormatId::E4m3fn, 30.6),
        (mx(ScaleRule::Rceil), FormatId::E4m3fn, 31.5),
        (mx(ScaleRule::Floor), FormatId::E2m3fn, 30.9),
        (mx(ScaleRule::Rceil), FormatId::E2m3fn, 30.9),
        (mx(ScaleRule::Floor), FormatId::E2m1fn, 18.8),
        (mx(ScaleRule::Rceil), FormatId::E2m1fn, 18.8),
        (published(Scaling::Nvfp4, 0), FormatId::E2m1fn, 20.4),
    ] {
        let (found, errors) = sqnr(recipe, format, 1 << 20);
        println!("{recipe:?} {format:?}: {found:.3} dB, published {expect}, four standard errors {errors:.3}");
        assert!((found - expect).abs() <= 0.05 + errors, "{recipe:?} {format:?}: {found} dB, published {expect}");
    }
}

/// UE8M0 scales cost tiles 0.3 dB: both tensors are the same numbers, so the errors of the two figures add up at most.
#[test]
fn powers_of_two_cost_what_is_published() {
    let (exact, exact_errors) = sqnr(Recipe::published(Scaling::Tile128, 0), FormatId::E4m3fn, 1 << 20);
    let (powers, powers_errors) = sqnr(e8m0(Scaling::Tile128), FormatId::E4m3fn, 1 << 20);
    println!("{exact:.3} - {powers:.3} = {:.3} dB", exact - powers);
    assert!((exact - powers - 0.3).abs() <= 0.05 + exact_errors + powers_errors, "{exact} dB, {powers} dB");
}

/// The share of blocks of 32 normal numbers that the floor rule clips: those whose amax has a larger significand than the format's
/// largest value, `m`.
///
/// Exactly `Σ_k F(2^(k+1)) - F(m·2^k)` with `F(a) = erf(a/√2)^32`, the distribution of the largest of 32 magnitudes: 16.90 %, 9.46 % and
/// 29.60 % for a standard deviation of 1. The printed figures are a count themselves, of as many numbers as here, so they and ours may
/// be off by four standard errors, `sqrt(p(1-p)/blocks)`, theirs by half a digit more.
#[test]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn the_floor_rule_clips_what_is_published() {
    let below = |amax: f64| libm::pow(libm::erf(amax / core::f64::consts::SQRT_2), 32.0);
    let values = normals(1 << 20, 5);
    for (format, published) in [
        (FormatId::E4m3fn, 0.168),
        (FormatId::E5m2, 0.168),
        (FormatId::E3m2fn, 0.168),
        (FormatId::E2m3fn, 0.094),
        (FormatId::E2m1fn, 0.294),
    ] {
        let spec = format.spec();
        let significand = libm::ldexp(spec.max_finite(), -spec.max_exponent());
        let exact: f64 = (-20..20).map(|k| below(libm::ldexp(2.0, k)) - below(libm::ldexp(significand, k))).sum();
        let (scales, _) = quantized(mx(ScaleRule::Floor), format, &values);
        let amaxes = values.chunks(32).map(|block| block.iter().fold(0.0_f32, |most, value| most.max(value.abs())));
        let is_clipped = |amax: f32, scale: f32| f64::from(amax) / f64::from(scale) > spec.max_finite();
        let clipped = amaxes.zip(scales.groups()).filter(|(amax, scale)| is_clipped(*amax, scale.value)).count();
        let blocks = scales.groups().len() as f64;
        let share = clipped as f64 / blocks;
        let error = libm::sqrt(exact * (1.0 - exact) / blocks);
        println!("{format:?}: {share:.4}, exactly {exact:.4}, published {published}");
        assert!((share - exact).abs() <= 4.0 * error, "{format:?}: {share}, expected {exact}");
        assert!((exact - published).abs() <= 4.0 * error + 0.0005, "{format:?}: {exact}, published {published}");
    }
}
