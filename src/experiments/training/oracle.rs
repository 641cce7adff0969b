//! Steps of training against `scripts/training_oracle.py`, the same in NumPy; and a run against the loop that is compared there.
//!
//! The files say on their first line which command made them; first values and examples are the formulas at the head of that script,
//! written here a second time. It writes every rule from where it is published (`scripts/narrow_products.py`).
//!
//! **Tolerances.** FP32 cases stand beside FP64. A chain of `c` sums of `n` terms is wrong by about `√(c n) u`, `u = 2^-24`, as in
//! `gradients.rs`; 20 sums of 32 give `1.5e-6` of a loss, which is about 1, and as much of a tensor's largest gradient: `2e-6` is allowed.
//! SGD passes gradients on times `η/(1-β)`, at most 1 here. `AdamW` divides each by its own size, so errors of small ones grow: of one a
//! hundred times smaller than the largest they are `2e-4`, and a step is `η = 0.01`, which five times is `1e-5`. Biases of keys are left
//! out: a softmax does not change when all its scores do, so their gradient is 0 on paper, and what `AdamW` makes of rounding errors is
//! no more than a direction at random.
//!
//! Cases in few bits are computed in FP32 on both sides and in the same written order, so that operands have the same bits before they
//! are rounded and no tie can be decided otherwise; `exp` and `log` alone may differ, by one unit in the last place of FP32. That is
//! `2^-24` of the loss, and of gradients `1e-6`. One value on the other side of a tie would show: of 130 examples in BF16 it would move
//! a gradient by `2^-9/130 = 1.5e-5` of itself, so those cases are held to `2e-6` in losses and weights. Fewer bits only make such a value
//! easier to see (in E2M1 it moves by a quarter of itself at least). Scales, registers and random words add nothing that is not exact or
//! written in its order, and twenty steps instead of five at most twenty units of `2^-24`, `1.2e-6`.
//!
//! Each of these, done to the script's rules, moves a kept number by more than twice what is allowed: a history of 15 or 17; one bit more or
//! less in the register, groups of 16, cutting toward -∞, a register that takes no part in the alignment, a sum that is not cut; MX scales
//! rounded down or always up, or for 16 neighbours; NVFP4 with a quotient, in another order or for 32 neighbours; other words.

use crate::experiments::training::lesson::{Inputs, Lesson};
use crate::experiments::training::linear::Pass;
use crate::experiments::training::loss::{Verdict, cross_entropy, logistic};
use crate::experiments::training::parameter::{Parameter, Update};
use crate::experiments::training::perceptron::Perceptron;
use crate::experiments::training::plan::{Optimizer, Plan, Task};
use crate::experiments::training::recipe::{Grouping, HISTORY, Known, LossScale, Recipe};
use crate::experiments::training::run::Run;
use crate::experiments::training::transformer::{CONTEXT, Transformer};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::keep_in;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Rounding;
use crate::numerics::slices::narrowed;

const STEPS: usize = 5;

const FP32: Recipe = Known::Fp32.recipe();

/// DeepSeek-V3's recipe in an FP32 register.
const TILES: Recipe =
    Recipe { accumulator: Accumulator::Format(FormatId::Fp32), promotion: 0, ..Known::DeepseekV3.recipe() };

/// FP16 with a loss scale of 1024 throughout.
const FP16: Recipe = Recipe { loss_scale: LossScale::Power(10), ..Known::Fp16.recipe() };

enum Network {
    Perceptron(Perceptron),
    Transformer { network: Box<Transformer>, length: usize },
}

/// The fourteen-bit register alone, for the whole depth and without scales.
const REGISTER: Recipe = Recipe {
    grouping: Grouping::None,
    promotion: 0,
    moments: FormatId::Fp32,
    loss_scale: LossScale::Power(10),
    ..Known::DeepseekV3.recipe()
};

/// NVFP4 with its gradients to nearest.
const NEAREST: Recipe = Recipe { rounding: Rounding::NearestEven, ..Known::Nvfp4.recipe() };

/// A network and all that decides how it learns.
struct Student {
    network: Network,
    recipe: Recipe,
    optimizer: Optimizer,
    loss_scale: f32,
    words: Stream,
    steps: usize,
}

impl Student {
    fn parameters(&mut self) -> Vec<&mut Parameter> {
        match &mut self.network {
            Network::Perceptron(network) => network.parameters(),
            Network::Transformer { network, .. } => network.parameters(),
        }
    }

    /// One step, the `number`-th from 1; gives the loss before it.
    fn learn(&mut self, inputs: Inputs, labels: &[u16], rate: f32, number: u32) -> f64 {
        let recipe = self.recipe;
        let mut pass = Pass { recipe: &recipe, words: &mut self.words, is_lesson: true, is_observed: false };
        let scale = self.loss_scale;
        let judge = |outputs: &[f32]| -> Verdict {
            let is_one = outputs.len() == labels.len();
            let mut verdict =
                if is_one { logistic(outputs, labels, scale) } else { cross_entropy(outputs, labels, scale) };
            keep_in(recipe.between, &mut verdict.gradient);
            verdict
        };
        let loss = match (&mut self.network, inputs) {
            (Network::Perceptron(network), Inputs::Numbers(x)) => {
                let trace = network.forward(x, &mut pass);
                let verdict = judge(&trace.outputs);
                network.backward(&trace, verdict.gradient, &mut pass);
                verdict.loss
            }
            (Network::Transformer { network, length }, Inputs::Characters(text)) => {
                let trace = network.forward(&text, *length, &mut pass);
                let verdict = judge(&trace.outputs);
                network.backward(&trace, *length, &verdict.gradient, &mut pass);
                verdict.loss
            }
            _ => panic!("this network is not given that"),
        };
        let Recipe { master, moments, .. } = recipe;
        let update = Update { optimizer: self.optimizer, rate, number, loss_scale: scale, master, moments };
        for parameter in self.parameters() {
            keep_in(master, &mut parameter.gradient);
            parameter.update(&update);
        }
        loss
    }
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers below 101")]
fn dyadic(at: usize, tensor: usize, scale: f32) -> f32 {
    ((37 * at + 11 * tensor) % 101) as f32 / 64.0 * scale - 50.0 / 64.0 * scale
}

/// The scripts' first values: `scales[t]` for tensor `t`, added to the constants 0 and 1 that biases and gains begin with.
fn give_first_values(parameters: Vec<&mut Parameter>, scales: &[f32], gains: &[usize]) {
    assert_eq!(parameters.len(), scales.len());
    for (tensor, (parameter, scale)) in parameters.into_iter().zip(scales).enumerate() {
        let base = if gains.contains(&tensor) { 1.0 } else { 0.0 };
        for (at, value) in parameter.values.iter_mut().enumerate() {
            *value = base + dyadic(at, tensor, *scale);
        }
    }
}

const BIAS: f32 = 1.0 / 16.0;

fn perceptron(size: [usize; 4], scales: &[f32]) -> Network {
    let [inputs, width, depth, outputs] = size;
    let mut network = Perceptron::new(inputs, [width, depth], outputs, &mut Stream::new(0));
    let scales: Vec<f32> = scales.iter().flat_map(|scale| [*scale, BIAS]).collect();
    give_first_values(network.parameters(), &scales, &[]);
    Network::Perceptron(network)
}

fn transformer() -> Network {
    let mut network = Transformer::new(6, 8, 1, &mut Stream::new(0));
    let scales = [0.25, 0.25, BIAS, 0.5, BIAS, 0.5, BIAS, BIAS, 0.5, BIAS, 0.25, BIAS, BIAS, 0.5, BIAS];
    give_first_values(network.parameters(), &scales, &[2, 7, 12]);
    Network::Transformer { network: Box::new(network), length: 5 }
}

/// The numbers and classes of a step.
fn numbers(rows: u16, inputs: u16, classes: u16, step: u32) -> (Inputs, Vec<u16>) {
    let s = u16::try_from(step).expect("few steps");
    let x = (0..rows * inputs).map(|i| (f32::from((29 * i + 17 * s) % 61) - 30.0) / 32.0).collect();
    (Inputs::Numbers(x), (0..rows).map(|i| (3 * i + s) % classes).collect())
}

fn text(step: u32) -> (Inputs, Vec<u16>) {
    let s = u16::try_from(step).expect("few steps");
    let characters = (0..10).map(|i: u16| (5 * i + i * i + s) % 6).collect();
    (Inputs::Characters(characters), (0..10).map(|i: u16| (7 * i + 3 + s) % 6).collect())
}

fn rows(text: &str) -> Vec<(String, [usize; 2], f64)> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let whole = |text: &str| text.parse().expect("a whole number");
    let row = |row: csv::StringRecord| {
        let value = row[row.len() - 1].parse().expect("a number");
        (row[0].to_owned(), [whole(&row[1]), if row.len() == 4 { whole(&row[2]) } else { 0 }], value)
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

/// The biases of keys in the one block of the character model.
fn is_of_keys(case: &str, [tensor, at]: [usize; 2]) -> bool {
    case == "transformer_adamw" && tensor == 4 && (8..16).contains(&at)
}

/// Trains, and compares losses within `tolerances[0]` and last weights within `tolerances[1]`, of 1 or of themselves.
fn check(
    case: &str,
    mut student: Student,
    rate: f32,
    examples: impl Fn(u32) -> (Inputs, Vec<u16>),
    tolerances: [f64; 2],
) {
    let losses: Vec<f64> = (0..)
        .take(student.steps)
        .map(|step| {
            let (inputs, labels) = examples(step);
            student.learn(inputs, &labels, rate, step + 1)
        })
        .collect();
    let weights: Vec<Vec<f32>> = student.parameters().iter().map(|parameter| parameter.values.clone()).collect();
    let mut compared = [0; 2];
    let kept = [
        include_str!("../../../tests/data/training_losses.csv"),
        include_str!("../../../tests/data/training_weights.csv"),
    ];
    for (which, text) in kept.into_iter().enumerate() {
        for (_, place, expect) in rows(text).into_iter().filter(|(name, ..)| name == case) {
            let got = if which == 0 { losses[place[0]] } else { f64::from(weights[place[0]][place[1]]) };
            let is_near = (got - expect).abs() <= tolerances[which] * expect.abs().max(1.0);
            assert!(is_near || is_of_keys(case, place), "{case} {place:?}: {got}, in NumPy {expect}");
            compared[which] += 1;
        }
    }
    assert!(compared[0] == student.steps && 4 * weights.len() < compared[1], "{case}: {compared:?} numbers");
}

fn student(network: Network, recipe: Recipe, optimizer: Optimizer) -> Student {
    let loss_scale = match recipe.loss_scale {
        LossScale::Power(power) => libm::exp2f(f32::from(power)),
        LossScale::One | LossScale::Dynamic => 1.0,
    };
    Student { network, recipe, optimizer, loss_scale, words: Stream::new(0), steps: STEPS }
}

const SMALL: ([usize; 4], [f32; 3]) = ([2, 8, 2, 1], [1.0, 0.5, 0.5]);

fn small(recipe: Recipe, optimizer: Optimizer) -> Student {
    student(perceptron(SMALL.0, &SMALL.1), recipe, optimizer)
}

fn points(step: u32) -> (Inputs, Vec<u16>) {
    numbers(8, 2, 2, step)
}

#[test]
fn fp32_agrees_with_fp64() {
    check("fp32_adamw", small(FP32, Optimizer::AdamW), 0.01, points, [2e-6, 1e-5]);
    check("fp32_sgd", small(FP32, Optimizer::Sgd), 0.1, points, [2e-6, 2e-6]);
    let classes = student(perceptron([5, 12, 1, 3], &[0.5, 0.5]), FP32, Optimizer::Sgd);
    check("classes_sgd", classes, 0.1, |step| numbers(11, 5, 3, step), [2e-6, 2e-6]);
    let model = student(transformer(), FP32, Optimizer::AdamW);
    check("transformer_adamw", model, 0.01, text, [2e-6, 1e-5]);
}

#[test]
fn sixteen_bits_agree_with_ml_dtypes() {
    check("bf16_adamw", small(Known::Bf16.recipe(), Optimizer::AdamW), 0.01, points, [2e-6; 2]);
    check("fp16_sgd", small(FP16, Optimizer::Sgd), 0.1, points, [2e-6; 2]);
}

/// Longer than the history, so that the first steps are forgotten.
#[test]
fn delayed_scales_agree_with_ml_dtypes() {
    let student = Student { steps: HISTORY + 4, ..small(Known::Delayed.recipe(), Optimizer::AdamW) };
    check("delayed_adamw", student, 0.01, points, [2e-6; 2]);
}

/// A layer of 136 by 136 between ends in BF16, 130 examples: tiles of 128 and 8 along its depth, of 128 and 2 along the batch, squares
/// likewise; groups of 32 and 8, or 2; blocks of 16 and 8, or 2.
fn wide(recipe: Recipe) -> Student {
    student(perceptron([2, 136, 2, 1], &[1.0, 0.125, 0.125]), recipe, Optimizer::AdamW)
}

fn batch(step: u32) -> (Inputs, Vec<u16>) {
    numbers(130, 2, 2, step)
}

#[test]
fn tiles_agree_with_ml_dtypes() {
    check("tiles_adamw", wide(TILES), 0.01, batch, [2e-6; 2]);
}

#[test]
fn fourteen_bits_agree_with_whole_numbers() {
    check("deepseek_adamw", wide(Known::DeepseekV3.recipe()), 0.01, batch, [2e-6; 2]);
    check("register_adamw", wide(REGISTER), 0.01, batch, [2e-6; 2]);
}

/// What unit `j` of the first layer gives is multiplied by `2^((5 j mod 21) - 10)`, and divided by it in the next: where no number is
/// subnormal in E4M3FN, it is the same whatever power of two it was divided by.
#[test]
fn powers_of_two_agree_with_ml_dtypes() {
    let mut student = wide(Known::Mxfp8.recipe());
    let [first, bias, next, ..] = &mut student.parameters()[..] else { panic!("three layers") };
    let factors: Vec<f32> = (0..136_u8).map(|unit| libm::exp2f(f32::from(u16::from(unit) * 5 % 21) - 10.0)).collect();
    for ((row, bias), factor) in first.values.chunks_exact_mut(2).zip(&mut bias.values).zip(&factors) {
        for value in row.iter_mut().chain([bias]) {
            *value *= factor;
        }
    }
    for (weight, factor) in next.values.iter_mut().zip(factors.iter().cycle()) {
        *weight /= factor;
    }
    check("mx_adamw", student, 1e-5, batch, [2e-6; 2]);
}

#[test]
fn two_levels_of_scales_agree_with_ml_dtypes() {
    check("nvfp4_adamw", wide(NEAREST), 0.01, batch, [2e-6; 2]);
}

/// The words of a seed are those of NumPy's own PCG64, and reach the same gradients.
#[test]
fn stochastic_rounding_agrees_with_numpy() {
    check("drawn_adamw", wide(Known::Nvfp4.recipe()), 0.01, batch, [2e-6; 2]);
}

/// A run is the loop above, bit by bit: with the examples in their order, a rate that falls in a straight line to a tenth, and each
/// purpose's own stream of the seed.
#[test]
fn a_run_is_the_loop_that_was_compared() {
    for (task, known) in [(Task::Moons, Known::Fp32), (Task::Digits, Known::Nvfp4), (Task::French, Known::DeepseekV3)] {
        let recipe = known.recipe();
        let (optimizer, seed) = (Optimizer::AdamW, 5);
        let plan =
            Plan { task, width: 8, depth: 2, batch: 3, steps: 4, optimizer, rate: 0.01, noise: 0.1, recipe, seed };
        let lesson = Lesson::new(&plan);
        let stream = |purpose: u64| Stream::new(4 * u64::from(seed) + purpose);
        let [inputs, outputs] = lesson.size();
        let network = if task.is_verse() {
            Network::Transformer { network: Box::new(Transformer::new(inputs, 8, 2, &mut stream(0))), length: CONTEXT }
        } else {
            Network::Perceptron(Perceptron::new(inputs, [8, 2], outputs, &mut stream(0)))
        };
        let mut student = Student { words: stream(2), ..student(network, recipe, optimizer) };
        let mut order = stream(1);
        let mut run = Run::new(plan);
        for step in 0..plan.steps {
            let examples = lesson.draw(3, &mut order);
            let rate = narrowed(0.01 * (1.0 - 0.9 * f64::from(step) / 4.0));
            let loss = student.learn(examples.inputs, &examples.labels, rate, step + 1);
            run.step_once();
            let losses = run.report().losses;
            assert_eq!(losses.last().map(|loss| loss.to_bits()), Some(narrowed(loss).to_bits()), "{task:?} {step}");
        }
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        for parameter in student.parameters() {
            for byte in parameter.values.iter().flat_map(|value| value.to_bits().to_le_bytes()) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        }
        assert_eq!(run.report().digest, hash, "{task:?}");
    }
}
