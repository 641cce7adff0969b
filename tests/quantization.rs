//! The quantisation experiment against published figures, figures worked out by hand, and itself in smaller steps.

use octet::experiments::inputs::Input;
use octet::experiments::quantization::{MAX_SAMPLES, Outcome, Params, Quantization, run};
use octet::experiments::tensor::Memory;
use octet::experiments::{Experiment, Phase, published};
use octet::numerics::blocks::{Recipe, Scaling};
use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};

fn params(input: Input, format: FormatId, scaling: Scaling) -> Params {
    let conversion = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
    Params { input, conversion, recipe: Recipe::published(scaling, 256), words: 0 }
}

fn data(values: &[f64], format: FormatId, overflow: Overflow) -> Outcome {
    let mut params = params(Input::Data(values.to_vec()), format, Scaling::None);
    params.conversion.overflow = overflow;
    run(params)
}

/// Published for a million normal numbers with one scale from amax: 31.5 dB for E4M3FN, 25.6 dB for E5M2.
///
/// Tolerance 0.14 dB, the sum of: 0.05, the figure being printed to one decimal; 0.045, by which the expected ratio varies
/// with where amax (between 4.3 and 6.2 sigma) falls in a binade, integrated numerically over the normal density; 0.044, four
/// standard errors of the noise power of 2^20 draws, which are 0.25 % each.
#[test]
fn normal_numbers_lose_what_is_published() {
    for (format, published) in [(FormatId::E4m3fn, 31.5), (FormatId::E5m2, 25.6)] {
        for seed in [1, 2] {
            let input = Input::Normal { count: 1 << 20, sigma: 0.02, seed };
            let outcome = run(params(input, format, Scaling::Tensor));
            let measured = outcome.chosen.metrics.sqnr_db;
            assert!((measured - published).abs() <= 0.14, "{format:?}: {measured} dB, published {published} dB");
        }
    }
}

/// Ten recipes against the figures that others print to one decimal. Tolerance 0.1 dB: half of the last digit, four standard errors of our
/// noise power (0.044 dB), and, for scales that are powers of two, where amax falls in a binade.
#[test]
fn ten_recipes_lose_what_others_say() {
    let ours = published::run(published::Params { seed: 1 }).ours_db;
    assert_eq!(ours.len(), published::LINES.len());
    for (line, ours) in published::LINES.iter().zip(ours) {
        assert!((ours - line.given_db).abs() <= 0.1, "{}: {ours} dB, given {} dB", line.key, line.given_db);
    }
}

/// With one loud column in 64, a scale for the tensor leaves the quiet ones few steps; a scale for 32 neighbours mends half of the
/// blocks and, by OCP's rule, a scale for 16 mends three quarters of them.
#[test]
fn finer_scales_keep_outliers_apart() {
    let input =
        Input::Outlier { count: 1 << 14, sigma: 1.0, strength: 1e4, columns: 256, channels: 64, outliers: 1, seed: 5 };
    let zeros = |scaling| run(params(input.clone(), FormatId::E2m1fn, scaling)).chosen.metrics.underflows;
    let share = |scaling| f64::from(zeros(scaling)) / f64::from(1 << 14);
    // Beside a loud value of 10^4, nothing quiet survives in four bits; the rest loses what falls below a quarter of a step.
    assert!(0.95 < share(Scaling::Tensor) && 0.95 < share(Scaling::Row), "{}", share(Scaling::Row));
    assert!((0.5..0.7).contains(&share(Scaling::Mx32)), "{}", share(Scaling::Mx32));
    assert!((0.25..0.5).contains(&share(Scaling::Nvfp4)), "{}", share(Scaling::Nvfp4));
}

#[test]
fn groups_and_scales_are_told() {
    let told = |scaling| {
        let input = Input::Normal { count: 1 << 14, sigma: 1.0, seed: 5 };
        let outcome = run(params(input, FormatId::E4m3fn, scaling));
        assert!(outcome.scales.smallest <= outcome.scales.largest);
        (outcome.group, outcome.scales.count, outcome.chosen.bits_per_value)
    };
    assert_eq!(told(Scaling::None), ((0, 0), 1, 8.0));
    assert_eq!(told(Scaling::Tensor), ((0, 0), 1, 8.0 + 32.0 / 16_384.0));
    assert_eq!(told(Scaling::Row), ((1, 256), 64, 8.0 + 32.0 / 256.0));
    assert_eq!(told(Scaling::Tile128), ((1, 128), 128, 8.25));
    assert_eq!(told(Scaling::Block128), ((64, 128), 2, 8.0 + 64.0 / 16_384.0));
    assert_eq!(told(Scaling::Mx32), ((1, 32), 512, 8.25));
}

/// The squares of the cells, weighted by how many values each holds, are the signal and the noise of the whole tensor.
#[test]
fn the_picture_of_the_error_adds_up() {
    let input = Input::Normal { count: 1 << 16, sigma: 1.0, seed: 5 };
    let outcome = run(params(input, FormatId::E5m2, Scaling::None));
    assert_eq!((outcome.heat.cell, outcome.heat.across, outcome.heat.errors.len()), ((4, 4), 64, 4096));
    let noise: f64 = outcome.heat.errors.iter().map(|rms| 16.0 * f64::from(*rms) * f64::from(*rms)).sum();
    let whole = 65_536.0 * outcome.chosen.metrics.mean_squared_error;
    // Each cell is rounded to seven digits.
    assert!((noise / whole - 1.0).abs() < 1e-6, "{noise} of {whole}");
}

#[test]
fn random_words_have_a_stream_of_their_own() {
    let outcome = |words| {
        let mut params = params(Input::Normal { count: 5000, sigma: 1.0, seed: 1 }, FormatId::E4m3fn, Scaling::None);
        params.conversion.rounding = Rounding::Stochastic;
        run(Params { words, ..params }).chosen.metrics
    };
    assert_eq!(outcome(1), outcome(1));
    assert_ne!(outcome(1), outcome(2));
    // Twice the noise power of rounding to nearest, 3 dB: on average f·(1-f) of a step's square, 1/6 instead of 1/12.
    let nearest = run(params(Input::Normal { count: 5000, sigma: 1.0, seed: 1 }, FormatId::E4m3fn, Scaling::None));
    let lost = nearest.chosen.metrics.sqnr_db - outcome(1).sqnr_db;
    assert!((2.7..3.3).contains(&lost), "{lost}");
}

/// FP32 loses what a mantissa of 24 bits must: an error uniform within half an ulp gives 6.02 dB a bit, between the two ends
/// of a binade: noise `ulp²/12` against signal `x²` with `x` from `2^23` to `2^24` ulp, thus 149 to 155 dB.
#[test]
fn fp32_stands_beside() {
    let input = Input::Normal { count: 1 << 16, sigma: 1.0, seed: 3 };
    let outcome = run(params(input, FormatId::E4m3fn, Scaling::Tensor));
    assert!((149.0..155.5).contains(&outcome.fp32.metrics.sqnr_db), "{}", outcome.fp32.metrics.sqnr_db);
    assert_eq!(outcome.fp32.format, FormatId::Fp32);
    assert!(outcome.fp32.metrics.max_relative_error <= libm::exp2(-24.0));
    assert!(
        outcome
            .fp32
            .samples
            .iter()
            .zip(&outcome.chosen.samples)
            .all(|(a, b)| a.reference.to_bits() == b.reference.to_bits())
    );
}

#[test]
fn outliers_without_a_finer_scale_cost_underflow() {
    let outcome = |strength| {
        let input =
            Input::Outlier { count: 1 << 14, sigma: 1.0, strength, columns: 0, channels: 64, outliers: 1, seed: 5 };
        run(params(input, FormatId::E4m3fn, Scaling::Tensor)).chosen.metrics
    };
    assert!(outcome(1e5).underflows > 10 * outcome(1.0).underflows.max(1));
}

#[test]
fn a_tensor_by_hand() {
    let values = [1.0, 1.0625, -500.0, 0.0009, 0.0, f64::NAN, f64::INFINITY];
    let outcome = data(&values, FormatId::E4m3fn, Overflow::NonSaturate);
    let metrics = outcome.chosen.metrics;
    assert_eq!((metrics.count, metrics.measured, metrics.nans, metrics.infinities), (7, 4, 3, 0));
    assert_eq!((metrics.overflows, metrics.underflows), (2, 1));
    let results: Vec<f64> = outcome.chosen.samples.iter().map(|sample| sample.result).collect();
    assert_eq!(&results[..2], [1.0, 1.0]);
    assert!(results[2].is_nan() && results[5].is_nan() && results[6].is_nan());
    assert_eq!(outcome.amax.to_bits(), 500.0_f32.to_bits());

    let saturated = data(&values, FormatId::E4m3fn, Overflow::Saturate);
    assert_eq!((saturated.chosen.metrics.nans, saturated.chosen.metrics.measured), (1, 5));
    assert_eq!(saturated.chosen.samples[2].result.to_bits(), (-448.0_f64).to_bits());
    assert_eq!(saturated.chosen.samples[2].absolute_error().to_bits(), 52.0_f64.to_bits());
    assert_eq!(saturated.limits.max_finite.to_bits(), 448.0_f64.to_bits());
    assert_eq!(saturated.limits.underflow.to_bits(), (1.0_f64 / 1024.0).to_bits());
}

/// `1 + 1/16 + 2^-40` becomes `1 + 1/16` in FP32, and that is a tie that goes down: the chosen format is charged for both steps.
#[test]
fn errors_are_taken_from_the_exact_value() {
    let outcome = data(&[1.0625 + libm::exp2(-40.0)], FormatId::E4m3fn, Overflow::Saturate);
    assert_eq!(outcome.fp32.metrics.max_absolute_error.to_bits(), libm::exp2(-40.0).to_bits());
    assert_eq!(outcome.chosen.metrics.max_absolute_error.to_bits(), (0.0625 + libm::exp2(-40.0)).to_bits());
    assert_eq!(outcome.chosen.samples[0].result.to_bits(), 1.0_f64.to_bits());
}

#[test]
fn limits_tell_what_vanishes() {
    for (rounding, kept_at_limit) in [(Rounding::NearestEven, false), (Rounding::TowardZero, true)] {
        let conversion = Conversion { format: FormatId::E4m3fn, rounding, overflow: Overflow::Saturate };
        let losses = |x: f64| {
            let recipe = Recipe::published(Scaling::Tensor, 0);
            let outcome = run(Params { input: Input::Data(vec![x, 7.0]), conversion, recipe, words: 0 });
            (outcome.limits.underflow, outcome.chosen.metrics.underflows)
        };
        let (limit, _) = losses(7.0);
        assert_eq!(losses(limit).1, u32::from(!kept_at_limit), "{rounding:?} at {limit:e}");
        assert_eq!(losses(limit * (1.0 - 1e-6)).1, 1, "{rounding:?} below {limit:e}");
        assert_eq!(losses(limit * (1.0 + 1e-6)).1, 0, "{rounding:?} above {limit:e}");
    }
}

#[test]
fn histograms_count_every_finite_value_once() {
    let input = Input::Normal { count: 50_000, sigma: 1.0, seed: 11 };
    let outcome = run(params(input, FormatId::E5m2, Scaling::Tensor));
    let total = |bins: &[u32]| bins.iter().sum::<u32>();
    assert_eq!(total(&outcome.values.before), 50_000);
    assert_eq!(total(&outcome.values.after), 50_000);
    assert_eq!(total(&outcome.magnitudes.before) + outcome.magnitudes.zeros_before, 50_000);
    assert_eq!(total(&outcome.magnitudes.after) + outcome.magnitudes.zeros_after, 50_000);
    let vanished = outcome.magnitudes.zeros_after - outcome.magnitudes.zeros_before;
    assert_eq!(vanished, outcome.chosen.metrics.underflows);
}

#[test]
fn samples_are_few_and_evenly_strided() {
    for (count, expect) in [(1_u32, 1), (1000, 1000), (1001, 501), (1 << 17, 993)] {
        let input = Input::Normal { count, sigma: 1.0, seed: 1 };
        let outcome = run(params(input, FormatId::Bf16, Scaling::None));
        assert_eq!(outcome.chosen.samples.len(), expect);
        assert!(outcome.fp32.samples.len() <= MAX_SAMPLES);
    }
}

#[test]
fn exact_values_lose_nothing() {
    let outcome = data(&[1.0, -0.5, 0.0], FormatId::E4m3fn, Overflow::Saturate);
    assert_eq!(outcome.chosen.metrics.sqnr_db.to_bits(), f64::INFINITY.to_bits());
    assert_eq!(outcome.chosen.metrics.max_relative_error.to_bits(), 0);
    let nothing = data(&[], FormatId::E4m3fn, Overflow::Saturate);
    assert_eq!((nothing.chosen.metrics.count, nothing.chosen.samples.len()), (0, 0));
}

#[test]
fn progress_rises_to_its_total_and_the_outcome_comes_last() {
    let params = params(Input::Normal { count: 40_000, sigma: 1.0, seed: 1 }, FormatId::E4m3fn, Scaling::Tensor);
    let mut stepper = Quantization::new(params.clone(), &Memory::default());
    let mut generic = Experiment::Quantization(params.clone()).start();
    let mut last = 0;
    loop {
        assert_eq!(stepper.outcome(), None);
        let progress = stepper.step();
        assert_eq!(generic.step(), progress);
        assert!(progress.done > last && progress.total == 120_000);
        last = progress.done;
        if progress.phase == Phase::Finished {
            break;
        }
    }
    assert_eq!(last, 120_000);
    assert_eq!(stepper.step().done, 120_000, "a finished experiment stays finished");
    assert_eq!(stepper.outcome(), Some(run(params.clone())));
    assert_eq!(generic.outcome(), Some(Experiment::Quantization(params).run()));
}

/// What travels between page and worker: every field, infinities included, in few bytes.
#[test]
fn an_outcome_travels() {
    let input = Input::Normal { count: 1 << 16, sigma: 1.0, seed: 1 };
    let experiment = Experiment::Quantization(params(input, FormatId::E4m3fn, Scaling::Tensor));
    let outcome = experiment.clone().run();
    let bytes = postcard::to_allocvec(&outcome).unwrap();
    assert!(bytes.len() < 80_000, "{} bytes", bytes.len());
    assert_eq!(postcard::from_bytes::<octet::experiments::Outcome>(&bytes).unwrap(), outcome);
    let bytes = postcard::to_allocvec(&experiment).unwrap();
    assert_eq!(postcard::from_bytes::<Experiment>(&bytes).unwrap(), experiment);
}
