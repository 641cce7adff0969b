//! A linear layer, `y = x Wᵀ + b`, whose three products are emulated: forward, input gradient, weight gradient.
//!
//! Each factor of a product is rounded anew with its groups along the depth that the product sums over, as hardware demands:
//! forward over the inputs, the input gradient over the outputs, the weight gradient over the rows of the batch.

use crate::experiments::training::parameter::Parameter;
use crate::experiments::training::recipe::{Grouping, HISTORY, Recipe};
use crate::experiments::training::report::{BINS, LOWEST, Layer, Site};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::blocks::{self, ScaleRule, Scaling};
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::{customary, keep_in};
use crate::numerics::matmul::factor::{Entry, Factor, Fitting, Tally};
use crate::numerics::matmul::{Register, product};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Rounding};
use crate::numerics::slices::narrowed;

/// A linear layer.
#[derive(Clone, Debug)]
pub struct Linear {
    /// Outputs by inputs, row after row.
    pub weight: Parameter,
    /// One for each output; empty where there is none.
    pub bias: Parameter,
    inputs: usize,
    outputs: usize,
    is_end: bool,
    past: [Past; 3],
    /// Delayed scales of this step, by role: found before it, and the same in all its products.
    delayed: [f32; 3],
    seen: Layer,
}

/// What a pass through the network needs beside its values.
pub struct Pass<'a> {
    /// The recipe.
    pub recipe: &'a Recipe,
    /// Random words for stochastic rounding.
    pub words: &'a mut Stream,
    /// Whether it is part of a lesson: only lessons make the history that delayed scales come from.
    pub is_lesson: bool,
    /// Whether someone wants to know what rounding did.
    pub is_observed: bool,
}

/// The role of a factor.
#[derive(Clone, Copy, Debug)]
enum Role {
    Activation,
    Weight,
    Gradient,
}

/// The largest magnitudes of the last lessons.
#[derive(Clone, Debug, Default)]
struct Past {
    amaxes: Vec<f32>,
    next: usize,
}

impl Linear {
    /// A layer with normal weights of this standard deviation, and biases of zero.
    pub fn new(site: Site, size: [usize; 2], deviation: f64, stream: &mut Stream) -> Self {
        let [inputs, outputs] = size;
        Self {
            weight: Parameter::normal(inputs * outputs, deviation, stream),
            bias: Parameter::constant(outputs, 0.0),
            inputs,
            outputs,
            is_end: false,
            past: Default::default(),
            delayed: [1.0; 3],
            seen: Layer {
                site,
                activations: Tally::default(),
                weights: Tally::default(),
                gradients: Tally::default(),
                histogram: vec![0; BINS],
                zeros: 0,
            },
        }
    }

    /// The same layer at an end of the network, which a recipe may keep in more bits.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self { is_end: true, ..self }
    }

    /// How many values it takes.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// What rounding did in the last observed pass.
    pub fn seen(&self) -> &Layer {
        &self.seen
    }

    /// `y`, rows of outputs, from `x`, rows of inputs; handed on in the recipe's format.
    pub fn forward(&mut self, x: &[f32], pass: &mut Pass) -> Vec<f32> {
        let recipe = pass.recipe;
        self.look_back(Role::Activation, recipe);
        self.look_back(Role::Weight, recipe);
        let activations = Factor::new(self.entry(Role::Activation, recipe), x, self.inputs, pass.words);
        let weights = Factor::new(self.entry(Role::Weight, recipe), &self.weight.values, self.inputs, pass.words);
        self.remember(Role::Activation, &activations, pass);
        self.remember(Role::Weight, &weights, pass);
        let mut y = vec![0.0; activations.rows() * self.outputs];
        product(&activations, &weights, self.register(recipe), &mut y);
        for row in y.chunks_exact_mut(self.outputs.max(1)) {
            for (value, bias) in row.iter_mut().zip(&self.bias.values) {
                *value += bias;
            }
        }
        keep_in(recipe.between, &mut y);
        y
    }

    /// Sets the gradients of weight and bias from `x` and the gradient `dy` of the outputs; gives the gradient of the inputs, unless it
    /// is not wanted.
    pub fn backward(&mut self, x: &[f32], dy: &[f32], wants_input: bool, pass: &mut Pass) -> Vec<f32> {
        let recipe = pass.recipe;
        let register = self.register(recipe);
        self.look_back(Role::Gradient, recipe);
        let entry = self.entry(Role::Gradient, recipe);
        self.bias.gradient.fill(0.0);
        for row in dy.chunks_exact(self.outputs.max(1)) {
            for (sum, gradient) in self.bias.gradient.iter_mut().zip(row) {
                *sum += gradient;
            }
        }
        let across = Factor::transposed(entry, dy, self.outputs, pass.words);
        let inputs = Factor::transposed(self.entry(Role::Activation, recipe), x, self.inputs, pass.words);
        product(&across, &inputs, register, &mut self.weight.gradient);
        if !wants_input {
            self.remember(Role::Gradient, &across, pass);
            return Vec::new();
        }
        let along = Factor::new(entry, dy, self.outputs, pass.words);
        let weights =
            Factor::transposed(self.entry(Role::Weight, recipe), &self.weight.values, self.inputs, pass.words);
        let mut dx = vec![0.0; along.rows() * self.inputs];
        product(&along, &weights, register, &mut dx);
        self.remember(Role::Gradient, &along, pass);
        keep_in(recipe.between, &mut dx);
        dx
    }

    /// Every parameter, to be changed.
    pub fn parameters(&mut self) -> [&mut Parameter; 2] {
        [&mut self.weight, &mut self.bias]
    }

    fn is_high(&self, recipe: &Recipe) -> bool {
        self.is_end && recipe.is_high_at_ends
    }

    fn register(&self, recipe: &Recipe) -> Register {
        if self.is_high(recipe) {
            return Register { accumulator: Accumulator::Format(FormatId::Fp32), promotion: 0 };
        }
        Register { accumulator: recipe.accumulator, promotion: recipe.promotion }
    }

    /// How a factor enters the products.
    fn entry(&self, role: Role, recipe: &Recipe) -> Entry {
        let unscaled = Fitting::Blocks(blocks::Recipe::published(Scaling::None, 0));
        if self.is_high(recipe) {
            return Entry { conversion: customary(FormatId::Bf16), scaling: unscaled };
        }
        let format = role.format(recipe);
        let rounding = match role {
            Role::Gradient => recipe.rounding,
            Role::Activation | Role::Weight => Rounding::NearestEven,
        };
        let by = |scaling| {
            let recipe = blocks::Recipe { scaling, scale_format: recipe.scales, rule: ScaleRule::Rceil, columns: 0 };
            Fitting::Blocks(recipe)
        };
        let scaling = match recipe.grouping {
            Grouping::None => unscaled,
            Grouping::Tensor => by(Scaling::Tensor),
            Grouping::Delayed => Fitting::Fixed(self.delayed[role.place()]),
            Grouping::Fine => match role {
                Role::Weight => by(Scaling::Block128),
                Role::Activation | Role::Gradient => by(Scaling::Tile128),
            },
            Grouping::Mx32 => by(Scaling::Mx32),
            Grouping::Nvfp4 => by(Scaling::Nvfp4),
        };
        Entry { conversion: Conversion { rounding, ..customary(format) }, scaling }
    }

    /// Finds the delayed scale of a role, if the recipe has such scales.
    fn look_back(&mut self, role: Role, recipe: &Recipe) {
        if recipe.grouping == Grouping::Delayed {
            self.delayed[role.place()] = self.past[role.place()].scale(role.format(recipe));
        }
    }

    fn remember(&mut self, role: Role, factor: &Factor, pass: &Pass) {
        if pass.is_lesson && pass.recipe.grouping == Grouping::Delayed {
            self.past[role.place()].add(factor.tally().amax);
        }
        if !pass.is_observed {
            return;
        }
        match role {
            Role::Activation => self.seen.activations = factor.tally(),
            Role::Weight => self.seen.weights = factor.tally(),
            Role::Gradient => {
                self.seen.gradients = factor.tally();
            }
        }
    }

    /// Counts the gradients `dy` by their size in the format's own units, as they enter the input gradient. The words for rounding are left
    /// where they are: looking changes nothing.
    pub fn count(&mut self, dy: &[f32], pass: &Pass) {
        let mut words = pass.words.clone();
        self.look_back(Role::Gradient, pass.recipe);
        let factor = Factor::new(self.entry(Role::Gradient, pass.recipe), dy, self.outputs, &mut words);
        self.seen.histogram.fill(0);
        self.seen.zeros = 0;
        for (row, values) in dy.chunks_exact(self.outputs.max(1)).enumerate() {
            for (at, value) in values.iter().enumerate() {
                let scale = factor.scale(row, at);
                if *value == 0.0 {
                    self.seen.zeros += 1;
                } else {
                    // A group of tiny values can have a scale that is itself rounded to zero: they vanish, each of them.
                    self.seen.histogram[if scale == 0.0 { 0 } else { bin(value.abs() / scale) }] += 1;
                }
            }
        }
    }
}

/// The bin of a magnitude above zero; what is not finite counts in the last.
fn bin(size: f32) -> usize {
    let exponent = i32::try_from(f64::from(size).to_bits() >> 52 & 0x7FF).unwrap_or(0) - 1023;
    usize::try_from(exponent - LOWEST).unwrap_or(0).min(BINS - 1)
}

impl Role {
    fn place(self) -> usize {
        match self {
            Self::Activation => 0,
            Self::Weight => 1,
            Self::Gradient => 2,
        }
    }

    fn format(self, recipe: &Recipe) -> FormatId {
        match self {
            Self::Activation => recipe.activations,
            Self::Weight => recipe.weights,
            Self::Gradient => recipe.gradients,
        }
    }
}

impl Past {
    fn add(&mut self, amax: f32) {
        if self.amaxes.len() < HISTORY {
            self.amaxes.push(amax);
        } else {
            self.amaxes[self.next] = amax;
        }
        self.next = (self.next + 1) % HISTORY;
    }

    /// The largest amax of the history, over the format's largest value; 1 as long as nothing is known.
    fn scale(&self, format: FormatId) -> f32 {
        let largest = self.amaxes.iter().filter(|amax| amax.is_finite()).fold(0.0_f32, |most, amax| most.max(*amax));
        let scale = largest / narrowed(format.spec().max_finite());
        if format == FormatId::Fp32 || scale < f32::MIN_POSITIVE { 1.0 } else { scale }
    }
}

#[cfg(test)]
mod tests {
    use super::{Linear, Pass, Past, bin};
    use crate::experiments::training::recipe::Known;
    use crate::experiments::training::report::Site;
    use crate::numerics::formats::FormatId;
    use crate::numerics::rng::Stream;

    /// What the step itself shows comes too late for its own scales, on the way back too.
    #[test]
    fn delayed_scales_are_those_of_the_steps_before() {
        let recipe = Known::Delayed.recipe();
        let mut layer = Linear::new(Site::Output, [2, 2], 1.0, &mut Stream::new(1));
        let mut words = Stream::new(2);
        let mut pass = Pass { recipe: &recipe, words: &mut words, is_lesson: true, is_observed: false };
        let mut scales = Vec::new();
        for size in [448.0, 896.0, 7.0] {
            layer.forward(&[size, 1.0], &mut pass);
            let forward = layer.delayed[0].to_bits();
            layer.backward(&[size, 1.0], &[0.5, 0.25], true, &mut pass);
            assert_eq!(layer.delayed[0].to_bits(), forward, "both ways alike");
            scales.push(layer.delayed[0]);
        }
        assert_eq!(scales, [1.0, 1.0, 2.0], "nothing known; 448/448; 896/448");
    }

    #[test]
    fn bins_are_binades() {
        assert_eq!([bin(1.0), bin(1.99), bin(2.0), bin(0.5)], [60, 60, 61, 59]);
        assert_eq!([bin(f32::from_bits(1)), bin(f32::MAX), bin(f32::INFINITY)], [0, 79, 79]);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "quotients of small whole numbers")]
    fn delayed_scales_look_back() {
        let mut past = Past::default();
        assert_eq!(past.scale(FormatId::E4m3fn), 1.0, "nothing known");
        past.add(448.0);
        (0..15).for_each(|_| past.add(7.0));
        assert_eq!(past.scale(FormatId::E4m3fn), 1.0, "the large one is the sixteenth");
        past.add(7.0);
        assert_eq!(past.scale(FormatId::E4m3fn), 7.0 / 448.0);
    }
}
