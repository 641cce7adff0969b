//! The parts that only the character model has, each in a format of its own: what is rounded then, and that nothing else is. By hand.
//!
//! E4M3FN has eight values in each power of two from `2^-6` up, and multiples of `2^-9` below. So a value is wrong by `2^-4` of itself at
//! most, or by `2^-10`, and `2^-10` itself lies half way to the smallest and becomes the even 0.

use crate::experiments::training::attention::{Attended, Form, attend, attend_back};
use crate::experiments::training::linear::Pass;
use crate::experiments::training::loss::cross_entropy;
use crate::experiments::training::parameter::Parameter;
use crate::experiments::training::recipe::{Known, Recipe};
use crate::experiments::training::transformer::{Normed, Transformer};
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::keep_in;
use crate::numerics::rng::Stream;

const PLAIN: Recipe = Known::Fp32.recipe();
const SOFTMAX: Recipe = Recipe { softmax: FormatId::E4m3fn, ..PLAIN };
const NORMALISATION: Recipe = Recipe { normalisation: FormatId::E4m3fn, ..PLAIN };
const EMBEDDINGS: Recipe = Recipe { embeddings: FormatId::E4m3fn, ..PLAIN };

fn passed<T>(recipe: &Recipe, act: impl FnOnce(&mut Pass) -> T) -> T {
    act(&mut Pass { recipe, words: &mut Stream::new(0), is_lesson: true, is_observed: false })
}

/// The bits, zeros without their sign: what is flushed keeps its own, a sum of it does not.
fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| (value + 0.0).to_bits()).collect()
}

fn check(found: &[f32], expect: &[f32]) {
    assert_eq!(bits(found), bits(expect), "{found:?}, by hand {expect:?}");
}

/// Up to eight characters in one head of 8. Queries are `(1, 0, …)`, so a score is the first value of a key, and the values of character
/// `t` are 1 at place `t`: what a row finds are its probabilities.
fn looked(recipe: &Recipe, keys: &[[f32; 2]]) -> Attended {
    let mut wanted = vec![0.0; keys.len() * 24];
    for (at, (row, key)) in wanted.chunks_exact_mut(24).zip(keys).enumerate() {
        row[0] = 1.0;
        row[8..10].copy_from_slice(key);
        row[16 + at] = 1.0;
    }
    passed(recipe, |pass| attend(wanted, Form { width: 8, length: keys.len() }, pass))
}

/// Equal scores give `1/n`: of 3, `10.67/32` becomes `11/32`; of 5, 6 and 7, `12.8/64`, `10.67/64`, `9.14/64` become 13, 11 and 9.
#[test]
fn probabilities_are_rounded() {
    let thirds = [1.0, 0.5, 11.0 / 32.0, 0.25, 13.0 / 64.0, 11.0 / 64.0, 9.0 / 64.0, 0.125];
    let found = looked(&SOFTMAX, &[[0.0; 2]; 8]).values;
    for (row, share) in found.chunks_exact(8).zip(thirds).enumerate().map(|(at, (row, share))| (&row[..=at], share)) {
        check(row, &vec![share; row.len()]);
    }
    // In general each is wrong by 2^-4 of itself or by 2^-10, so a row of n by 2^-4 + n·2^-10 in all, where FP32 errs by n·2^-23.
    let keys = [0.0, 7.0, -12.0, 16.0, 3.5, -4.5, 13.0, 9.0].map(|score| [score, 0.0]);
    let [wide, few] = [&PLAIN, &SOFTMAX].map(|recipe| looked(recipe, &keys).values);
    for (at, (wide, few)) in wide.chunks_exact(8).zip(few.chunks_exact(8)).enumerate() {
        for (exact, found) in wide.iter().zip(few) {
            assert!((found - exact).abs() <= (exact / 16.0).max(1.0 / 1024.0), "{found} {exact}");
        }
        let terms = f32::from(u8::try_from(at).expect("below 8")) + 1.0;
        let [off, most] = [few.iter().sum::<f32>() - 1.0, 1.0 / 16.0 + terms / 1024.0];
        assert!(off.abs() <= most && (wide.iter().sum::<f32>() - 1.0).abs() < terms * 1.2e-7, "{off}");
    }
    // exp(-28/√8) is 5.0e-5 and becomes none.
    assert!(0.0 < wide[3 * 8 + 2] && few[3 * 8 + 2] == 0.0);
}

/// 17 lies half way between 16 and 18 and becomes the even 16; what was `1/(1 + exp(-1/√8)) = 0.587` is a half.
#[test]
fn scores_are_rounded() {
    let keys = [[16.0, 0.0], [17.0, 0.0]];
    check(&looked(&SOFTMAX, &keys).values[8..10], &[0.5, 0.5]);
    let wide = looked(&PLAIN, &keys).values[9];
    assert!((wide - 0.5875).abs() < 1e-4, "{wide}");
}

/// The second of two characters with equal scores has the probabilities one half and one half. With the gradients `(0, b)` of these,
/// those of the scores are `∓b/4/√8`: `0.0884 b`, and `11.3/128` becomes `11/128`. The values are no part of it: theirs is `b/2` each.
#[test]
fn gradients_of_scores_and_probabilities_are_rounded() {
    let back = |recipe: &Recipe, b: f32| {
        let attended = looked(recipe, &[[0.0, 0.0], [0.0, 1.0]]);
        let mut gradient = vec![0.0; 16];
        gradient[9] = b;
        let back = passed(recipe, |pass| attend_back(&attended, &gradient, Form { width: 8, length: 2 }, pass));
        // The second query, through the second value of the keys; both keys, through the query; the values.
        [back[24 + 1], back[8], back[24 + 8], back[16 + 1], back[24 + 16 + 1]]
    };
    let eleven = 11.0 / 128.0;
    check(&back(&SOFTMAX, 1.0), &[eleven, -eleven, eleven, 0.5, 0.5]);
    check(&back(&SOFTMAX, 1.0625), &[eleven, -eleven, eleven, 0.53125, 0.53125]);
    let [tiny, half] = [1.0 / 1024.0, 1.0 / 2048.0];
    check(&back(&SOFTMAX, tiny), &[0.0, 0.0, 0.0, half, half]);
    let wide = back(&PLAIN, tiny);
    assert!((wide[0] - tiny * 0.088_388).abs() < 1e-8 && wide[3].to_bits() == half.to_bits(), "{wide:?}");
}

/// `(16, 17)` is read as `(16, 16)`, the gain 1.0625 as 1. `(1, 3)` over its root mean square `√5` is `(0.4472, 1.3416)`: `14.3/32` and
/// `10.7/8`. Back, with the gradient `(1, 0)`, that is `0.4472 ((1, 0) - 0.2236 (0.4472, 1.3416)) = (0.4025, -0.1342)`: `12.9/32` and `8.6/64`.
#[test]
fn a_normalisation_takes_and_gives_its_format() {
    let normed = |recipe: &Recipe, x: &[f32], gains: &[f32]| passed(recipe, |pass| Normed::new(x, gains, pass));
    check(&normed(&NORMALISATION, &[16.0, 17.0], &[1.0, 1.0625]).values, &[1.0, 1.0]);
    let wide = normed(&PLAIN, &[16.0, 17.0], &[1.0, 1.0625]).values;
    assert!((wide[0] - 0.9693).abs() < 1e-4 && (wide[1] - 1.0942).abs() < 1e-4, "{wide:?}");
    let few = normed(&NORMALISATION, &[1.0, 3.0], &[1.0, 1.0]);
    check(&few.values, &[14.0 / 32.0, 11.0 / 8.0]);
    let mut gains = Parameter::constant(2, 1.0);
    for gradient in [1.0, 1.0625] {
        let dx = passed(&NORMALISATION, |pass| few.backward(&[gradient, 0.0], &mut gains, pass));
        check(&dx, &[13.0 / 32.0, -9.0 / 64.0]);
        // Gradients of weights are sums in FP32.
        assert!((gains.gradient[0] - 0.447_213_6).abs() < 1e-6, "{:?}", gains.gradient);
    }
    let dx = passed(&NORMALISATION, |pass| few.backward(&[1.0 / 1024.0, 0.0], &mut gains, pass));
    assert!(dx.iter().chain(&gains.gradient).all(|gradient| *gradient == 0.0));
    // What waits in BF16 and goes on in BF16 is not changed by a normalisation that reads and writes BF16.
    let between = Recipe { between: FormatId::Bf16, ..PLAIN };
    let own = Recipe { normalisation: FormatId::Bf16, ..between };
    let [without, with] = [between, own].map(|recipe| normed(&recipe, &[1.0, 3.0, -0.375], &[1.0; 3]).values);
    check(&with, &without);
}

/// 1.0625 and 17 lie half way between neighbours and are read as 1 and 16; so is their sum 17. BF16 reads both as they are and rounds
/// 18.0625, half way between 18 and 18.125. On the way back each of four characters and places occurs once, so that their gradients are
/// those of the residual stream, rounded; all other gradients, and with them the way forward, keep their bits.
#[test]
fn embeddings_are_read_in_their_format() {
    const TEXT: [u16; 4] = [2, 0, 3, 1];
    let model = || Transformer::new(4, 8, 1, &mut Stream::new(3));
    let begun = |recipe: &Recipe| {
        let mut network = model();
        network.parameters()[0].values.fill(1.0625);
        network.parameters()[1].values.fill(17.0);
        network.embed(&TEXT, 4, recipe)
    };
    let bf16 = Recipe { embeddings: FormatId::Bf16, ..PLAIN };
    for (recipe, sum) in [(PLAIN, 18.0625), (bf16, 18.0), (EMBEDDINGS, 16.0)] {
        check(&begun(&recipe), &[sum; 32]);
    }
    let learned = |recipe: &Recipe| -> Vec<Vec<f32>> {
        let mut network = model();
        for (at, value) in network.parameters()[0].values.iter_mut().enumerate() {
            *value = f32::from(u8::try_from(at * 5 % 15).expect("below 15")) / 8.0 - 0.875;
        }
        network.parameters()[1].values.fill(0.0);
        passed(recipe, |pass| {
            let trace = network.forward(&TEXT, 4, pass);
            let gradient: Vec<f32> = trace.outputs.iter().map(|output| output / 32.0).collect();
            network.backward(&trace, 4, &gradient, pass);
        });
        network.parameters().iter().map(|parameter| parameter.gradient.clone()).collect()
    };
    let [mut wide, few] = [&PLAIN, &EMBEDDINGS].map(learned);
    for gradients in &mut wide[..2] {
        let before = gradients.clone();
        keep_in(FormatId::E4m3fn, gradients);
        assert_ne!(bits(gradients), bits(&before));
    }
    for (few, wide) in few.iter().zip(&wide) {
        check(few, wide);
    }
}

/// What the script takes as first value `at` of a tensor: its formula, written a second time.
#[expect(clippy::cast_precision_loss, reason = "whole numbers below 101")]
fn dyadic(at: usize, tensor: usize, scale: f32) -> f32 {
    (((37 * at + 11 * tensor) % 101) as f32 - 50.0) / 64.0 * scale
}

/// All three at once, values between products in BF16, against `scripts/part_formats.py`: every kept gradient has the bits that NumPy and
/// `ml_dtypes` give. No number comes nearer to a tie there than `4.9e-4` of a step, and `exp` alone may differ, in FP32's last place: by
/// `2^-15` of a step of BF16.
#[test]
fn gradients_agree_with_ml_dtypes() {
    // Of the first values, in sixteenths; gains begin about 1.
    const SCALES: [f32; 15] = [4.0, 4.0, 1.0, 8.0, 1.0, 8.0, 1.0, 1.0, 8.0, 1.0, 4.0, 1.0, 1.0, 8.0, 1.0];
    const GAINS: [usize; 3] = [2, 7, 12];
    const LOSS: usize = 99;
    let [few, bf16] = [FormatId::E4m3fn, FormatId::Bf16];
    let recipe = Recipe { between: bf16, normalisation: bf16, softmax: few, embeddings: few, ..PLAIN };
    let mut network = Transformer::new(6, 8, 1, &mut Stream::new(0));
    for (tensor, (parameter, scale)) in network.parameters().into_iter().zip(SCALES).enumerate() {
        let base = if GAINS.contains(&tensor) { 1.0 } else { 0.0 };
        let values = parameter.values.iter_mut().enumerate();
        values.for_each(|(at, value)| *value = base + dyadic(at, tensor, scale / 16.0));
    }
    let characters: Vec<u16> = (0..10).map(|i| (5 * i + i * i) % 6).collect();
    let labels: Vec<u16> = (0..10).map(|i| (7 * i + 3) % 6).collect();
    let loss = passed(&recipe, |pass| {
        let trace = network.forward(&characters, 5, pass);
        let mut verdict = cross_entropy(&trace.outputs, &labels, 1.0);
        keep_in(recipe.between, &mut verdict.gradient);
        network.backward(&trace, 5, &verdict.gradient, pass);
        verdict.loss
    });
    let gradients: Vec<Vec<f32>> = network.parameters().iter().map(|parameter| parameter.gradient.clone()).collect();
    let text = include_str!("../../../tests/data/part_formats.csv");
    let mut compared = 0;
    for row in csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).records() {
        let row = row.expect("a row");
        let [tensor, place] = [0, 1].map(|at| row[at].parse::<usize>().expect("a whole number"));
        let expect: f32 = row[2].parse().expect("a number");
        if tensor == LOSS {
            assert!((loss - f64::from(expect)).abs() < 1e-6, "{loss}, in NumPy {expect}");
        } else {
            check(&gradients[tensor][place..=place], &[expect]);
            compared += 1;
        }
    }
    assert_eq!(compared, 411);
}
