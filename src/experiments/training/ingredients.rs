//! Each ingredient of a recipe, taken away: what must go wrong then, by how much, and that it does not with it. Bounds are by hand.
//!
//! Half a unit in the last place of the smallest subnormal number, below which everything becomes 0 (the tie goes to the even 0): E4M3FN
//! `2^-10`, E5M2 `2^-17`, FP16 `2^-25`.

use crate::experiments::training::linear::{Linear, Pass};
use crate::experiments::training::parameter::{Parameter, Update};
use crate::experiments::training::perceptron::Perceptron;
use crate::experiments::training::plan::{Optimizer, Plan, Task};
use crate::experiments::training::recipe::{GROWTH, Grouping, Known, Recipe};
use crate::experiments::training::report::Site;
use crate::experiments::training::run::Run;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::keep_in;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Rounding;

/// E4M3FN operands without scales, FP32 else.
const E4M3: Recipe = Recipe {
    weights: FormatId::E4m3fn,
    activations: FormatId::E4m3fn,
    gradients: FormatId::E4m3fn,
    ..Known::Fp32.recipe()
};

fn power(exponent: i16) -> f32 {
    libm::exp2f(f32::from(exponent))
}

fn layer(size: [usize; 2], weight: impl Fn(usize) -> f32) -> Linear {
    let mut layer = Linear::new(Site::Output, size, 1.0, &mut Stream::new(0));
    layer.weight.values.iter_mut().enumerate().for_each(|(at, value)| *value = weight(at));
    layer
}

/// Back through a layer: the gradient of its inputs. What happened to its gradients is in [`Linear::seen`].
fn back(layer: &mut Linear, recipe: &Recipe, x: &[f32], dy: &[f32]) -> Vec<f32> {
    let mut words = Stream::new(17);
    let mut pass = Pass { recipe, words: &mut words, is_lesson: true, is_observed: true };
    layer.count(dy, &pass);
    layer.backward(x, dy, true, &mut pass)
}

fn forward(layer: &mut Linear, recipe: &Recipe, x: &[f32]) -> Vec<f32> {
    let mut words = Stream::new(17);
    layer.forward(x, &mut Pass { recipe, words: &mut words, is_lesson: true, is_observed: true })
}

fn update(optimizer: Optimizer, number: u32, master: FormatId, moments: FormatId) -> Update {
    Update { optimizer, rate: 1.0 / 128.0, number, loss_scale: 1.0, master, moments }
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// From a value of `[1, 2)` the next one is never nearer than `ε/2` (below 1), so what moves it by less than `ε/4` is lost. SGD with a
/// constant gradient `g` moves by `η g (1 + 0.9 + …) < 10 η g`, `AdamW` by `η`: with `η = 2^-7`, `g < ε/4/10/η` is lost for ever in SGD, and
/// in E4M3FN, `ε/4 = 2^-5`, all that `AdamW` does. In FP32 the same gradients move by `η g Σ (1 - 0.9^k)/0.1` over the steps `k`.
#[test]
fn small_updates_are_lost_without_a_wide_master() {
    const COUNT: u32 = 60;
    let values = [1.0, 1.25, 1.5, 1.875];
    let run = |optimizer, master, gradient: f32| {
        let mut parameter = Parameter::constant(4, 0.0);
        parameter.values = values.to_vec();
        for number in 1..=COUNT {
            parameter.gradient = vec![gradient; 4];
            parameter.update(&update(optimizer, number, master, FormatId::Fp32));
        }
        parameter.values
    };
    let [e4m3, bf16] = [FormatId::E4m3fn, FormatId::Bf16];
    for (master, quarter) in [(e4m3, power(-5)), (bf16, power(-9))] {
        let gradient = quarter / 10.0 * 128.0 * 0.99;
        assert_eq!(bits(&run(Optimizer::Sgd, master, gradient)), bits(&values), "{master:?}");
        // The sum of (1 - 0.9^k)/0.1 for k from 1 to n is 10 n - 90 (1 - 0.9^n).
        let steps = 10.0 * f64::from(COUNT) - 90.0 * (1.0 - libm::pow(0.9, f64::from(COUNT)));
        let way = f64::from(gradient) / 128.0 * steps;
        for (end, begin) in run(Optimizer::Sgd, FormatId::Fp32, gradient).into_iter().zip(values) {
            // One rounding of a number below 2 for each step, and the momentum's own.
            let error = (f64::from(begin - end) - way).abs();
            assert!(error < 60.0 * 2.0 * f64::from(power(-23)), "{error}");
        }
    }
    assert_eq!(bits(&run(Optimizer::AdamW, e4m3, 0.3)), bits(&values));
    assert!(run(Optimizer::AdamW, FormatId::Fp32, 0.3).iter().zip(values).all(|(end, begin)| *end < begin - 0.4));
    // ε/4 = 2^-9 is less than η: in BF16 AdamW's steps are seen.
    assert!(run(Optimizer::AdamW, bf16, 0.3).iter().zip(values).all(|(end, begin)| *end < begin - 0.4));
}

/// Gradients up to `2^-25` are nothing in FP16; times `2^16` they are its normal numbers, and those of few bits come back exactly.
#[test]
fn a_loss_scale_brings_small_gradients_through_fp16() {
    let recipe = Known::Fp16.recipe();
    let x: Vec<f32> = (0..12_u8).map(|at| f32::from(at % 5) - 2.0).collect();
    let gradients: Vec<f32> =
        (0..8_u8).map(|at| (1.0 + f32::from(at) / 8.0) * power(-26)).chain([power(-25); 4]).collect();
    let mut layer = layer([3, 3], |at| [1.0, -0.5, 2.0][at % 3]);
    let mut vanished = gradients.clone();
    keep_in(recipe.between, &mut vanished);
    let dx = back(&mut layer, &recipe, &x, &vanished);
    let all = dx.iter().chain(&layer.weight.gradient).chain(&layer.bias.gradient);
    assert_eq!(all.filter(|gradient| 0.0 < gradient.abs()).count(), 0);
    // Even the layer's own conversion alone takes all of them, and nothing larger.
    back(&mut layer, &recipe, &x, &gradients);
    assert_eq!((layer.seen().gradients.flushed, layer.seen().gradients.count), (12, 12));
    back(&mut layer, &recipe, &x, &[power(-25) * 1.001; 12]);
    assert_eq!(layer.seen().gradients.flushed, 0);
    let mut scaled: Vec<f32> = gradients.iter().map(|gradient| gradient * power(16)).collect();
    keep_in(recipe.between, &mut scaled);
    let dx = back(&mut layer, &recipe, &x, &scaled);
    for (output, row) in layer.weight.gradient.chunks(3).enumerate() {
        for (input, gradient) in row.iter().enumerate() {
            let exact: f32 = (0..4).map(|at| gradients[at * 3 + output] * x[at * 3 + input]).sum();
            assert_eq!((gradient * power(-16)).to_bits(), exact.to_bits());
        }
    }
    let exact: Vec<f32> =
        (0..12).map(|at| gradients[at / 3 * 3..][..3].iter().sum::<f32>() * [1.0, -0.5, 2.0][at % 3]).collect();
    assert_eq!(bits(&dx.iter().map(|gradient| gradient * power(-16)).collect::<Vec<_>>()), bits(&exact));
}

/// With one example a gradient that is wrong by more than half a class overflows FP16 at `2^17`, the scale that follows [`GROWTH`] good
/// steps: `2^17 · 0.5 = 65,536`. The step is left out, the weights stay, and the scale is `2^16` again.
#[test]
fn dynamic_scales_halve_after_an_overflow_and_double_after_good_steps() {
    let recipe = Known::Fp16.recipe();
    let (optimizer, task) = (Optimizer::Sgd, Task::Xor);
    let plan =
        Plan { task, width: 4, depth: 1, batch: 1, steps: 2000, optimizer, rate: 1e-3, noise: 0.5, recipe, seed: 1 };
    let mut run = Run::new(plan);
    let (mut last, mut good, mut doubled) = (run.report(), 0, 0);
    assert_eq!(last.loss_scale.to_bits(), power(16).to_bits());
    for _ in 0..3 * GROWTH {
        run.step_once();
        let report = run.report();
        let is_left_out = last.skipped < report.skipped;
        good = if is_left_out { 0 } else { good + 1 };
        let factor = if is_left_out {
            0.5
        } else if good == GROWTH {
            2.0
        } else {
            1.0
        };
        assert_eq!(report.loss_scale.to_bits(), (last.loss_scale * factor).to_bits(), "step {}", report.step);
        assert_eq!(report.digest == last.digest, is_left_out, "step {}", report.step);
        if good == GROWTH {
            (good, doubled) = (0, doubled + 1);
        }
        last = report;
    }
    assert!(1 <= doubled && 1 <= last.skipped, "{doubled} {}", last.skipped);
    assert_eq!(last.lost, None);
}

/// Gradients from `2^-14` to `2^-10`: all are nothing in E4M3FN; over the scale of their tile they lie in 28 to 448, and each is right to
/// half a unit in the last place, `2^-4` of itself, to which FP32's division and product add `2^-23`.
#[test]
fn tile_scales_save_what_flushes_without() {
    let gradients: Vec<f32> = (0..128_u8).map(|at| power(-14) * (1.0 + f32::from(at) / 127.0 * 15.0)).collect();
    // The identity, so that the gradient of the inputs is the gradient as rounded.
    let mut layer = layer([128, 128], |at| if at % 129 == 0 { 1.0 } else { 0.0 });
    let x = vec![1.0; 128];
    let dx = back(&mut layer, &E4M3, &x, &gradients);
    let seen = layer.seen();
    assert_eq!((seen.gradients.flushed, seen.gradients.count, seen.zeros), (128, 128, 0));
    assert!(dx.iter().chain(&layer.weight.gradient).all(|gradient| *gradient == 0.0));
    let fine = Recipe { grouping: Grouping::Fine, ..E4M3 };
    let dx = back(&mut layer, &fine, &x, &gradients);
    assert_eq!(layer.seen().gradients.flushed, 0);
    let lowest = layer.seen().histogram.iter().position(|count| 0 < *count);
    assert_eq!(lowest, Some(64), "28 = 1.75 · 2^4, and bin 60 is that of 1");
    for (got, gradient) in dx.iter().zip(&gradients) {
        assert!((got - gradient).abs() <= gradient * (power(-4) + power(-22)), "{got} {gradient}");
    }
}

/// Sums of 512 in the fourteen-bit register.
///
/// All products `1.125² = 81/64`: up to 256 the register's steps are at most `2^-6`, and seven groups of 32 give 283.5 exactly. From 256 on a
/// step is `2^-5`, from 512 on `2^-4`, both cut 81/64 to 1.25: nine more groups of 40 end at 643.5, and `9·32/64 = 4.5` of 648 is lost.
/// Promoted every 128, no register goes beyond 162, and nothing is lost.
///
/// In general a group loses less than one step for each of its 33 terms and one for the cut, `34·2^-13` of the register: 16 groups
/// without promotion, 4 with it, where the sum of four spans adds `4·2^-24`.
#[test]
fn promotion_saves_the_fourteen_bits_of_a_long_sum() {
    let with = |promotion| Recipe { accumulator: Accumulator::TensorCore, promotion, ..E4M3 };
    let sum = |weight: &dyn Fn(usize) -> f32, x: &[f32], promotion| {
        f64::from(forward(&mut layer([512, 1], weight), &with(promotion), x)[0])
    };
    let ones = [1.125; 512];
    let found = [0, 128].map(|promotion| sum(&|_| 1.125, &ones, promotion).to_bits());
    assert_eq!(found, [643.5_f64, 648.0].map(f64::to_bits));
    let eighths = |at: usize| 1.0 + f32::from(u8::try_from(at % 8).expect("below 8")) / 8.0;
    let x: Vec<f32> = (0..512).map(|at| eighths(at * 5 + at / 7)).collect();
    let weight = |at: usize| eighths(at * 3 + at / 11);
    let exact: f64 = x.iter().enumerate().map(|(at, x)| f64::from(x * weight(at))).sum();
    let errors = [0, 128].map(|promotion| (exact - sum(&weight, &x, promotion)) / exact);
    let unit = f64::from(power(-13));
    assert!(
        errors[0] < 16.0 * 34.0 * unit && errors[1] < 4.0 * 34.0 * unit + 4.0 * f64::from(power(-24)),
        "{errors:?}"
    );
    assert!(0.0 <= errors[1] && errors[1] < errors[0] / 2.0, "{errors:?}");
}

/// A tile of `448·2^-10·2^-k`, `k` up to 30. In E4M3FN `2^-10 < 448·2^-k` as far as `k = 18`, so 12 of 31 are flushed; E5M2 begins at
/// `57,344·2^-k` and reaches `2^-17` only at `k = 33`. In turn 1.125 is half way between two neighbours in E5M2, an error of `1/9`, and a
/// value of E4M3FN.
#[test]
fn e5m2_has_the_range_and_e4m3fn_the_precision() {
    let fine = |gradients| Recipe { gradients, grouping: Grouping::Fine, ..E4M3 };
    // Weights that need no scale either: 448 times the identity.
    let mut layer = layer([31, 31], |at| if at % 32 == 0 { 448.0 } else { 0.0 });
    let spread: Vec<f32> = (0..31).map(|k| 448.0 * power(-10 - k)).collect();
    let flushed = [FormatId::E4m3fn, FormatId::E5m2].map(|format| {
        back(&mut layer, &fine(format), &[1.0; 31], &spread);
        layer.seen().gradients.flushed
    });
    assert_eq!(flushed, [12, 0]);
    // 448/448 and 57,344/57,344 give scales that are powers of two, so the rest is rounded as it is.
    let ninths: Vec<f32> =
        (0..31_u8).map(|at| if at == 0 { 448.0 } else { 1.125 * power(i16::from(at % 8)) }).collect();
    let worst = [FormatId::E4m3fn, FormatId::E5m2].map(|format| {
        let dx = back(&mut layer, &fine(format), &[1.0; 31], &ninths);
        dx.iter().zip(&ninths).fold(0.0_f32, |most, (got, x)| most.max((got / 448.0 - x).abs() / x))
    });
    assert_eq!(worst.map(f32::to_bits), [0.0_f32, 1.0 / 9.0].map(f32::to_bits));
}

/// 4096 gradients of an eighth of E4M3FN's smallest number, `2^-9`: to nearest nothing is left of their sum; at random each is rounded up
/// one time in eight, 512 times in all, within five standard deviations, `√(4096·7/64) = 21.2`.
#[test]
fn stochastic_rounding_keeps_the_mean_of_what_nearest_flushes() {
    let gradients = vec![power(-12); 4096];
    let ups = [Rounding::NearestEven, Rounding::Stochastic].map(|rounding| {
        let mut layer = layer([1, 1], |_| 1.0);
        back(&mut layer, &Recipe { rounding, ..E4M3 }, &vec![1.0; 4096], &gradients);
        layer.weight.gradient[0] * power(9)
    });
    assert_eq!(ups[0].to_bits(), 0);
    assert!((ups[1] - 512.0).abs() < 5.0 * 21.2 && ups[1].fract() == 0.0, "{ups:?}");
}

/// SGD's direction `v ← 0.9 v + 1` goes to 10. Near it BF16's step is `1/16`, so with `v = 10 - j/16` it moves by `0.1 j` steps, and no
/// more once that is below half a step: `j ≤ 5`, the tie `j = 5` going to the even `j = 4`. There it stays, at 9.75.
#[test]
fn moments_stall_in_bf16() {
    let direction = |moments| {
        let mut parameter = Parameter::constant(1, 0.0);
        let mut last = 0.0;
        for number in 1..=200 {
            last = parameter.values[0];
            parameter.gradient = vec![1.0];
            parameter.update(&Update { rate: 1.0, ..update(Optimizer::Sgd, number, FormatId::Fp32, moments) });
        }
        last - parameter.values[0]
    };
    // What moves the weight is the direction before it is rounded, 0.9 · 9.75 + 1; near -2000 weights are right to 2^-14.
    let stalled = direction(FormatId::Bf16);
    assert!((stalled - 9.775).abs() < 1e-3, "{stalled}");
    let exact = direction(FormatId::Fp32);
    assert!((exact - 10.0).abs() < 1e-3, "{exact}");
}

/// Inputs and gradients of `2^-12`: an E4M3FN layer flushes all of them, the ends, kept in BF16, none.
#[test]
fn ends_are_spared() {
    for is_high_at_ends in [false, true] {
        let recipe = Recipe { is_high_at_ends, ..E4M3 };
        let mut words = Stream::new(0);
        let mut pass = Pass { recipe: &recipe, words: &mut words, is_lesson: true, is_observed: true };
        let mut network = Perceptron::new(2, [8, 2], 1, &mut Stream::new(1));
        for bias in network.parameters().into_iter().skip(1).step_by(2) {
            bias.values.fill(0.5);
        }
        let trace = network.forward(vec![power(-12); 8], &mut pass);
        network.backward(&trace, vec![power(-12); 4], &mut pass);
        let layers = network.layers();
        let [first, middle, last] = [0, 1, 2].map(|at| layers[at].seen());
        let lost = if is_high_at_ends { [0, 0] } else { [8, 4] };
        assert_eq!([first.activations.flushed, last.gradients.flushed], lost);
        // What comes back through the last layer's weights, all below 4 in magnitude, is flushed in the middle; where the last layer
        // flushed it itself, there is nothing left.
        let left = if is_high_at_ends { middle.gradients.count - u64::from(middle.zeros) } else { 0 };
        assert_eq!(middle.gradients.flushed, left);
        assert!(!is_high_at_ends || 4 <= left);
    }
}
