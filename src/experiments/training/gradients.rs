//! Gradients of both networks in FP32 against central finite differences of an independent forward pass in FP64.
//!
//! The pass below is written from the formulas alone: rows as lists, no product, no recipe, nothing of what it is held against.
//! A parameter is moved by `±h`, and `(L(w+h) - L(w-h)) / 2h` compared with the gradient that the way back gave.
//!
//! **Tolerance.** With `h = 1e-5` the difference is wrong by `h² L'''/6`, some `1e-10`, and by `2^-53 L/h`, below `1e-10`: nothing beside
//! FP32. There a sum of `n` terms is wrong by `n u Σ|terms|` at most, `u = 2^-24`, and, since roundings go either way, by less than
//! `4 √n u Σ|terms|` but for one time in a thousand (Higham and Mary, SIAM J. Sci. Comput. 41(5), 2019). A gradient depends on a chain of
//! `c` such sums, forward and back, so the bound here is `4 √(c n) u` of the tensor's largest. Perceptrons have `c = 8` (four layers, there
//! and back) and `n ≤ 24`: `3.4e-6`. Transformers have eight sums for each block and four at the ends, both ways, so `c = 40` for two
//! blocks, and `n ≤ 32` but in the narrowing layer: `8.6e-6`. A loss is the end of half that chain, and about 1. The largest errors found
//! are a tenth of these bounds.
//!
//! **Kinks.** `max(0, x)` has no derivative at 0. Seeds are tried until every pre-activation is [`AWAY`] from it, and each moved pass must
//! have all pre-activations on the same side, or the test fails.

use crate::experiments::training::linear::Pass;
use crate::experiments::training::loss::{Verdict, cross_entropy, logistic};
use crate::experiments::training::parameter::Parameter;
use crate::experiments::training::perceptron::Perceptron;
use crate::experiments::training::recipe::{Known, Recipe};
use crate::experiments::training::transformer::Transformer;
use crate::numerics::rng::Stream;
use crate::numerics::slices::narrowed;

/// How far a parameter is moved.
const STEP: f64 = 1e-5;

/// The smallest magnitude of a pre-activation: a hundred times what FP32 or a step can move it by.
const AWAY: f64 = 1e-3;

const FP32: Recipe = Known::Fp32.recipe();

type Rows = Vec<Vec<f64>>;

/// Parameters in the order of `parameters()`, to be read one after the other.
struct Reader<'a> {
    tensors: std::slice::Iter<'a, Vec<f64>>,
    /// What went into `max(0, x)`.
    before: Vec<f64>,
}

impl<'a> Reader<'a> {
    fn new(tensors: &'a [Vec<f64>]) -> Self {
        Self { tensors: tensors.iter(), before: Vec::new() }
    }

    fn next(&mut self) -> &'a [f64] {
        self.tensors.next().expect("a tensor")
    }

    /// `x Wᵀ + b`, weight and bias being the next two tensors.
    fn linear(&mut self, x: &Rows) -> Rows {
        let (weight, bias) = (self.next(), self.next());
        let inputs = weight.len() / bias.len();
        let answer = |row: &Vec<f64>| {
            let each = weight.chunks(inputs).zip(bias);
            each.map(|(w, b)| b + w.iter().zip(row).map(|(w, x)| w * x).sum::<f64>()).collect()
        };
        x.iter().map(answer).collect()
    }

    fn rectified(&mut self, x: Rows) -> Rows {
        self.before.extend(x.iter().flatten());
        x.into_iter().map(|row| row.into_iter().map(|x| x.max(0.0)).collect()).collect()
    }

    /// Rows over their root mean square, times the gain, which is the next tensor.
    fn norm(&mut self, x: &Rows) -> Rows {
        let gain = self.next();
        let each = |row: &Vec<f64>| {
            let mean = row.iter().map(|x| x * x).sum::<f64>() / count(row.len());
            row.iter().zip(gain).map(|(x, gain)| gain * x / libm::sqrt(mean + 1e-6)).collect()
        };
        x.iter().map(each).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred")]
fn count(values: usize) -> f64 {
    values as f64
}

fn sums(x: &Rows, y: &Rows) -> Rows {
    x.iter().zip(y).map(|(x, y)| x.iter().zip(y).map(|(x, y)| x + y).collect()).collect()
}

/// `softmax(q·k/√d)` over the past, times the values: one character and one head after the other.
fn attention(wanted: &Rows, size: usize, length: usize) -> Rows {
    let width = wanted[0].len() / 3;
    let looked = |at: usize, head: usize| -> Vec<f64> {
        let part = |row: usize, part: usize| &wanted[row][part * width + head * size..][..size];
        let past = at / length * length..=at;
        let score = |row| part(at, 0).iter().zip(part(row, 1)).map(|(q, k)| q * k).sum::<f64>();
        let odds: Vec<f64> = past.clone().map(|row| libm::exp(score(row) / libm::sqrt(count(size)))).collect();
        let mut mean = vec![0.0; size];
        for (row, odds_of) in past.zip(&odds) {
            let share = odds_of / odds.iter().sum::<f64>();
            mean.iter_mut().zip(part(row, 2)).for_each(|(mean, value)| *mean += share * value);
        }
        mean
    };
    let all_heads = |at| (0..width / size).flat_map(|head| looked(at, head)).collect();
    (0..wanted.len()).map(all_heads).collect()
}

/// The mean loss: logistic for one number, else the cross-entropy.
fn loss(outputs: &Rows, labels: &[u16]) -> f64 {
    let each = |(row, label): (&Vec<f64>, &u16)| {
        if let [z] = row[..] {
            return libm::log(1.0 + libm::exp(if *label == 1 { -z } else { z }));
        }
        libm::log(row.iter().map(|z| libm::exp(*z)).sum()) - row[usize::from(*label)]
    };
    outputs.iter().zip(labels).map(each).sum::<f64>() / count(labels.len())
}

/// What a network is asked.
#[derive(Clone)]
enum Question {
    Numbers { x: Rows },
    Text { characters: Vec<u16>, length: usize, width: usize },
}

/// The loss in FP64, and all that went into `max(0, x)`.
fn ask(tensors: &[Vec<f64>], question: &Question, labels: &[u16]) -> (f64, Vec<f64>) {
    let mut reader = Reader::new(tensors);
    let outputs = match question {
        Question::Numbers { x } => {
            let mut values = x.clone();
            for _ in 1..tensors.len() / 2 {
                let next = reader.linear(&values);
                values = reader.rectified(next);
            }
            reader.linear(&values)
        }
        Question::Text { characters, length, width } => {
            let (embedded, places) = (reader.next(), reader.next());
            let row = |values: &[f64], at: usize| values[at * width..][..*width].to_vec();
            let given = characters.iter().map(|character| row(embedded, usize::from(*character))).collect();
            let mut x = sums(&given, &(0..characters.len()).map(|at| row(places, at % length)).collect());
            for _ in 0..(tensors.len() - 5) / 10 {
                let normed = reader.norm(&x);
                let wanted = reader.linear(&normed);
                let attended = attention(&wanted, if width % 16 == 0 { 16 } else { 8 }, *length);
                x = sums(&x, &reader.linear(&attended));
                let normed = reader.norm(&x);
                let widened = reader.linear(&normed);
                let widened = reader.rectified(widened);
                x = sums(&x, &reader.linear(&widened));
            }
            let normed = reader.norm(&x);
            reader.linear(&normed)
        }
    };
    assert!(reader.tensors.next().is_none(), "a tensor is left over");
    (loss(&outputs, labels), reader.before)
}

/// What is held against the differences.
enum Network {
    Perceptron(Perceptron),
    Transformer(Box<Transformer>),
}

impl Network {
    fn parameters(&mut self) -> Vec<&mut Parameter> {
        match self {
            Self::Perceptron(network) => network.parameters(),
            Self::Transformer(network) => network.parameters(),
        }
    }

    fn tensors(&mut self) -> Vec<Vec<f64>> {
        let values = |parameter: &mut Parameter| parameter.values.iter().map(|value| f64::from(*value)).collect();
        self.parameters().into_iter().map(values).collect()
    }

    /// Forward and back in FP32: the loss, and the gradients in the parameters.
    fn learn(&mut self, question: &Question, labels: &[u16], scale: f32) -> f64 {
        let mut words = Stream::new(0);
        let mut pass = Pass { recipe: &FP32, words: &mut words, is_lesson: false, is_observed: false };
        let judge = |outputs: &[f32]| -> Verdict {
            if outputs.len() == labels.len() {
                logistic(outputs, labels, scale)
            } else {
                cross_entropy(outputs, labels, scale)
            }
        };
        match (self, question) {
            (Self::Perceptron(network), Question::Numbers { x }) => {
                let x = x.iter().flatten().map(|x| narrowed(*x)).collect();
                let trace = network.forward(x, &mut pass);
                let verdict = judge(&trace.outputs);
                network.backward(&trace, verdict.gradient, &mut pass);
                verdict.loss
            }
            (Self::Transformer(network), Question::Text { characters, length, .. }) => {
                let trace = network.forward(characters, *length, &mut pass);
                let verdict = judge(&trace.outputs);
                network.backward(&trace, *length, &verdict.gradient, &mut pass);
                verdict.loss
            }
            _ => panic!("this network is not asked that"),
        }
    }
}

/// A case: the network of a seed, what it is asked, and the right answers.
type Case = (Network, Question, Vec<u16>);

fn perceptron(size: [usize; 4], rows: u16, seed: u64) -> Case {
    let [inputs, width, depth, outputs] = size;
    let mut stream = Stream::new(seed);
    let network = Perceptron::new(inputs, [width, depth], outputs, &mut stream);
    let classes = u16::try_from(outputs.max(2)).expect("few classes");
    let mut number = || f64::from(narrowed(stream.normal()));
    let x = (0..rows).map(|_| (0..inputs).map(|_| number()).collect()).collect();
    (Network::Perceptron(network), Question::Numbers { x }, (0..rows).map(|row| row * 5 % classes).collect())
}

fn transformer(size: [usize; 2], passages: usize, length: usize, seed: u64) -> Case {
    const CHARACTERS: u16 = 7;
    let [width, depth] = size;
    let network = Transformer::new(usize::from(CHARACTERS), width, depth, &mut Stream::new(seed));
    let count = u16::try_from(passages * length).expect("few characters");
    let characters = (0..count).map(|at| (at * at + 3 * at) % CHARACTERS).collect();
    let labels = (0..count).map(|at| (at * 5 + 2) % CHARACTERS).collect();
    (Network::Transformer(Box::new(network)), Question::Text { characters, length, width }, labels)
}

/// The first seed whose pre-activations are all away from 0. Biases and gains leave their first values, which would hide much.
fn without_kinks(case: impl Fn(u64) -> Case) -> Case {
    let shaken = |seed| {
        let (mut network, question, labels) = case(seed);
        let mut stream = Stream::new(1000 + seed);
        for parameter in network.parameters() {
            parameter.values.iter_mut().for_each(|value| *value += narrowed(0.1 * stream.normal()));
        }
        (network, question, labels)
    };
    let is_away = |(network, question, labels): &mut Case| {
        let (_, before) = ask(&network.tensors(), question, labels);
        before.iter().all(|x| AWAY < x.abs())
    };
    (0..100).map(shaken).find_map(|mut case| is_away(&mut case).then_some(case)).expect("a seed without kinks")
}

/// Every `stride`-th entry of every tensor, and the first of each.
fn check(case: impl Fn(u64) -> Case, stride: usize, tolerance: f64) {
    let (mut network, question, labels) = without_kinks(case);
    let found = network.learn(&question, &labels, 1.0);
    let mut tensors = network.tensors();
    let (expect, before) = ask(&tensors, &question, &labels);
    assert!((found - expect).abs() <= tolerance / 2.0 * expect, "loss {found}, in FP64 {expect}");
    let gradients: Vec<Vec<f32>> = network.parameters().iter().map(|parameter| parameter.gradient.clone()).collect();
    let mut looked_at = 0;
    for (tensor, gradients) in gradients.iter().enumerate() {
        let largest = gradients.iter().fold(0.0_f64, |most, gradient| most.max(f64::from(gradient.abs())));
        assert!(0.0 < largest, "tensor {tensor} has no gradient at all");
        for (at, gradient) in gradients.iter().enumerate().step_by(stride) {
            let value = tensors[tensor][at];
            let [above, below] = [STEP, -STEP].map(|step| {
                tensors[tensor][at] = value + step;
                let (loss, moved) = ask(&tensors, &question, &labels);
                assert!(moved.iter().zip(&before).all(|(a, b)| (0.0 < *a) == (0.0 < *b)), "across a kink");
                loss
            });
            tensors[tensor][at] = value;
            let expect = (above - below) / (2.0 * STEP);
            let error = (f64::from(*gradient) - expect).abs();
            assert!(error <= tolerance * largest, "tensor {tensor}, {at}: {gradient}, by differences {expect}");
            looked_at += 1;
        }
    }
    assert!(30 <= looked_at, "only {looked_at} entries");
}

/// `4 √(8·24) u`; see the head of this file.
const OF_PERCEPTRONS: f64 = 3.4e-6;

/// `4 √(40·32) u`.
const OF_TRANSFORMERS: f64 = 8.6e-6;

#[test]
fn perceptrons_with_the_logistic_loss() {
    check(|seed| perceptron([2, 8, 1, 1], 6, seed), 1, OF_PERCEPTRONS);
    check(|seed| perceptron([2, 8, 3, 1], 6, seed), 1, OF_PERCEPTRONS);
    // Neither the batch nor the width fills a panel of eight.
    check(|seed| perceptron([5, 13, 2, 1], 11, seed), 1, OF_PERCEPTRONS);
}

#[test]
fn perceptrons_with_cross_entropy() {
    check(|seed| perceptron([3, 8, 2, 4], 7, seed), 1, OF_PERCEPTRONS);
    check(|seed| perceptron([24, 11, 1, 10], 9, seed), 1, OF_PERCEPTRONS);
}

/// One head of 8, all entries; three heads of 8, two of 16.
#[test]
fn transformers() {
    check(|seed| transformer([8, 1], 1, 5, seed), 1, OF_TRANSFORMERS);
    check(|seed| transformer([8, 2], 2, 4, seed), 3, OF_TRANSFORMERS);
    check(|seed| transformer([24, 1], 2, 3, seed), 29, OF_TRANSFORMERS);
    check(|seed| transformer([32, 1], 2, 3, seed), 41, OF_TRANSFORMERS);
}

/// A loss scale that is a power of two changes the exponents of all gradients in FP32 and nothing else.
#[test]
fn loss_scales_only_move_exponents() {
    for case in [perceptron([2, 8, 2, 1], 6, 1), transformer([8, 1], 2, 4, 1)] {
        let (mut network, question, labels) = case;
        let [plain, scaled] = [1.0, 1024.0].map(|scale| {
            network.learn(&question, &labels, scale);
            network.parameters().iter().flat_map(|parameter| parameter.gradient.clone()).collect::<Vec<f32>>()
        });
        let bits = |gradients: Vec<f32>, factor: f32| -> Vec<u32> {
            gradients.into_iter().map(|gradient| (gradient * factor).to_bits()).collect()
        };
        assert_eq!(bits(plain, 1024.0), bits(scaled, 1.0));
    }
}
