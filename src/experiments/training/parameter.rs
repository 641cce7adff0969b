//! What is learnt: values with their gradient and moments, and one step of an optimizer.

use crate::experiments::training::plan::Optimizer;
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::keep_in;
use crate::numerics::rng::Stream;
use crate::numerics::slices::narrowed;
use crate::numerics::square_root::square_root;
use core::hint::black_box;

/// Share of the last step's direction that stays, for both optimizers.
const MOMENTUM: f32 = 0.9;

/// Share of the mean square that stays. Adam's paper says 0.999, for runs far longer than these; language models commonly take 0.95
/// (DeepSeek-V3 does).
const SQUARES: f32 = 0.95;

/// What keeps Adam's quotient finite.
const EPSILON: f32 = 1e-8;

/// Decoupled weight decay of matrices, each step times the learning rate. Our assumption; DeepSeek-V3 takes 0.1.
const DECAY: f32 = 0.01;

/// So many values are changed at once, small enough that they are still in the processor's first cache when they are read again.
const PIECE: usize = 1024;

/// Values that an optimizer changes.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The master copy, in the recipe's format for it.
    pub values: Vec<f32>,
    /// What the last backward pass gave, times the loss scale.
    pub gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    /// Whether weight decay applies: to matrices, not to gains and biases.
    decays: bool,
}

/// One step of an optimizer.
#[derive(Clone, Copy, Debug)]
pub struct Update {
    /// Which.
    pub optimizer: Optimizer,
    /// The learning rate of this step.
    pub rate: f32,
    /// The number of the step, from 1; steps left out do not count.
    pub number: u32,
    /// What gradients are divided by: the loss scale.
    pub loss_scale: f32,
    /// Format of the values between steps.
    pub master: FormatId,
    /// Format of the moments.
    pub moments: FormatId,
}

impl Parameter {
    /// Normal values of this standard deviation.
    pub fn normal(count: usize, deviation: f64, stream: &mut Stream) -> Self {
        Self::new((0..count).map(|_| narrowed(deviation * stream.normal())).collect(), true)
    }

    /// All the same value: a bias or a gain, which does not decay.
    pub fn constant(count: usize, value: f32) -> Self {
        Self::new(vec![value; count], false)
    }

    fn new(values: Vec<f32>, decays: bool) -> Self {
        let zeros = vec![0.0; values.len()];
        Self { values, gradient: zeros.clone(), first: zeros.clone(), second: zeros, decays }
    }

    /// Whether every gradient is finite.
    pub fn is_finite(&self) -> bool {
        // A sum of magnitudes would do with less, but might itself overflow.
        self.gradient.iter().all(|gradient| gradient.is_finite())
    }

    /// Changes the values by one step, and keeps what is kept in its format.
    ///
    /// SGD: `v ← 0.9 v + g`, `w ← w - η v`. `AdamW`, with `η' = η √(1-β₂ᵗ) / (1-β₁ᵗ)` and `ε' = ε √(1-β₂ᵗ)`:
    /// `m ← β₁ m + (1-β₁) g`, `v ← β₂ v + (1-β₂) g²`, `w ← w - η' m / (√v + ε') - η λ w`.
    /// Worked through, first step, `g = 0.5`, `η = 0.01`: `m = 0.05`, `v = 0.0125`, `η' = 0.01·√0.05/0.1 = 0.02236`, so the weight moves by
    /// `0.02236·0.05/0.1118 = 0.01 = η`, whatever the gradient's size. The step sees the new moments before they are rounded to be kept.
    pub fn update(&mut self, step: &Update) {
        let decay = if self.decays { step.rate * DECAY } else { 0.0 };
        let bias = step.bias();
        let moments = self.first.chunks_mut(PIECE).zip(self.second.chunks_mut(PIECE));
        let values = self.values.chunks_mut(PIECE).zip(self.gradient.chunks(PIECE));
        for ((values, gradient), (first, second)) in values.zip(moments) {
            match step.optimizer {
                Optimizer::Sgd => descend(step, decay, (&mut *values, gradient), first),
                Optimizer::AdamW => adapt(step, (decay, bias), (&mut *values, gradient), [&mut *first, &mut *second]),
            }
            for kept in [first, second] {
                keep_in(step.moments, kept);
            }
            keep_in(step.master, values);
        }
    }
}

impl Update {
    /// `η'` and `ε'` of `AdamW`.
    fn bias(&self) -> [f32; 2] {
        let number = f64::from(self.number);
        let unbiased_first = 1.0 - libm::pow(f64::from(MOMENTUM), number);
        let root = libm::sqrt(1.0 - libm::pow(f64::from(SQUARES), number));
        [narrowed(f64::from(self.rate) * root / unbiased_first), narrowed(f64::from(EPSILON) * root)]
    }
}

fn descend(step: &Update, decay: f32, (values, gradient): (&mut [f32], &[f32]), first: &mut [f32]) {
    let descale = 1.0 / step.loss_scale;
    for ((value, gradient), first) in values.iter_mut().zip(gradient).zip(first) {
        *first = MOMENTUM * *first + gradient * descale;
        *value -= step.rate * *first + decay * *value;
    }
}

fn adapt(
    step: &Update,
    (decay, [rate, epsilon]): (f32, [f32; 2]),
    (values, gradient): (&mut [f32], &[f32]),
    [first, second]: [&mut [f32]; 2],
) {
    let descale = 1.0 / step.loss_scale;
    // Hidden from the optimiser: browsers would make a vector known beforehand anew at each use.
    let [momentum, squares] = [MOMENTUM, SQUARES].map(black_box);
    let [rest, others] = [1.0 - momentum, 1.0 - squares];
    for ((value, gradient), (first, second)) in values.iter_mut().zip(gradient).zip(first.iter_mut().zip(second)) {
        let gradient = gradient * descale;
        *first = momentum * *first + rest * gradient;
        *second = squares * *second + others * (gradient * gradient);
        *value -= rate * *first / (square_root(*second) + epsilon) + decay * *value;
    }
}
