//! A character model: embeddings, blocks of causal attention and a feed-forward part, each behind a normalisation, and an output layer.
//!
//! A block, with `x` the residual stream, rows of `width` values, one for each character:
//! `x ← x + J(attention(A(norm x)))`, then `x ← x + N(max(0, W(norm x)))`; A gives queries, keys and values, J joins the heads, W widens by
//! four, N narrows. The answer is `O(norm x)`. A, J, W, N and O are linear layers, whose products the recipe emulates.
//! `norm` divides a row by its root mean square and multiplies by a learnt gain (Zhang and Sennrich, arXiv 1910.07467).

use crate::experiments::training::attention::{Attended, Form, attend, attend_back};
use crate::experiments::training::linear::{Linear, Pass};
use crate::experiments::training::parameter::Parameter;
use crate::experiments::training::perceptron::rectify;
use crate::experiments::training::recipe::Recipe;
use crate::experiments::training::report::Site;
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::keep_in;
use crate::numerics::rng::Stream;

/// Characters that the model sees at once.
pub const CONTEXT: usize = 64;

/// The standard deviation of the first embeddings. Our assumption.
const EMBEDDED: f64 = 0.1;

/// The output layer begins this much smaller than variance 1, so that the first answers are undecided. Our assumption.
const MODEST: f64 = 0.25;

/// What is added to a mean square before its root.
const EPSILON: f32 = 1e-6;

/// The network.
#[derive(Clone, Debug)]
pub struct Transformer {
    width: usize,
    characters: Parameter,
    places: Parameter,
    blocks: Vec<Block>,
    norm: Parameter,
    output: Linear,
}

#[derive(Clone, Debug)]
struct Block {
    first_norm: Parameter,
    attention: Linear,
    joining: Linear,
    second_norm: Parameter,
    widening: Linear,
    narrowing: Linear,
}

/// What the way forward leaves for the way back.
pub struct Trace {
    characters: Vec<u16>,
    blocks: Vec<BlockTrace>,
    last: Normed,
    /// For each character the log-odds of all that may follow.
    pub outputs: Vec<f32>,
}

struct BlockTrace {
    first: Normed,
    attended: Attended,
    second: Normed,
    widened: Vec<f32>,
}

/// Normalised rows.
pub struct Normed {
    /// Before the gain: rows divided by their root mean square.
    unit: Vec<f32>,
    /// For each row what it was multiplied by.
    factors: Vec<f32>,
    /// After the gain, as handed on.
    pub values: Vec<f32>,
}

impl Transformer {
    /// A model of so many characters, with `depth` blocks of `width`.
    ///
    /// Weights are normal with variance `1/n`, `n` the inputs of the layer, `2/n` after `max(0, x)`; those that add to the residual stream are
    /// smaller by `√(2·depth)`, as in GPT-2.
    pub fn new(characters: usize, width: usize, depth: usize, stream: &mut Stream) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let (unit, adding) = (1.0 / libm::sqrt(width as f64), 1.0 / libm::sqrt(2.0 * depth as f64));
        let embeddings = Parameter::normal(characters * width, EMBEDDED, stream);
        let places = Parameter::normal(CONTEXT * width, EMBEDDED, stream);
        let block = |place: usize, stream: &mut Stream| {
            let number = u8::try_from(place).unwrap_or(u8::MAX);
            Block {
                first_norm: Parameter::constant(width, 1.0),
                attention: Linear::new(Site::Attention(number), [width, 3 * width], unit, stream),
                joining: Linear::new(Site::Joining(number), [width, width], unit * adding, stream),
                second_norm: Parameter::constant(width, 1.0),
                widening: Linear::new(Site::Widening(number), [width, 4 * width], unit, stream),
                // Half the mean square passes max(0, x), and there are four times as many inputs.
                narrowing: Linear::new(
                    Site::Narrowing(number),
                    [4 * width, width],
                    unit * adding * core::f64::consts::FRAC_1_SQRT_2,
                    stream,
                ),
            }
        };
        let blocks = (0..depth).map(|place| block(place, stream)).collect();
        let norm = Parameter::constant(width, 1.0);
        let output = Linear::new(Site::Output, [width, characters], MODEST * unit, stream).at_end();
        Self { width, characters: embeddings, places, blocks, norm, output }
    }

    /// The answers to passages of `length` characters each, one after the other.
    pub fn forward(&mut self, characters: &[u16], length: usize, pass: &mut Pass) -> Trace {
        let mut x = self.embed(characters, length, pass.recipe);
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in &mut self.blocks {
            blocks.push(block.forward(&mut x, length, pass));
        }
        let last = Normed::new(&x, &self.norm.values, pass);
        let outputs = self.output.forward(&last.values, pass);
        Trace { characters: characters.to_vec(), blocks, last, outputs }
    }

    /// The beginning of the residual stream: for each character its row and that of its place, added.
    pub fn embed(&self, characters: &[u16], length: usize, recipe: &Recipe) -> Vec<f32> {
        let width = self.width;
        let rows = |of: &Parameter, place: &dyn Fn(usize, u16) -> usize| {
            let mut read = vec![0.0; characters.len() * width];
            for (at, (row, character)) in read.chunks_exact_mut(width).zip(characters).enumerate() {
                let from = of.values.chunks_exact(width).nth(place(at, *character)).unwrap_or(&[]);
                row.iter_mut().zip(from).for_each(|(value, from)| *value = *from);
            }
            keep_in(recipe.embeddings, &mut read);
            read
        };
        let mut x = rows(&self.characters, &|_, character| usize::from(character));
        add(&mut x, &rows(&self.places, &|at, _| at % length.max(1)));
        keep_in(recipe.embeddings, &mut x);
        keep_in(recipe.between, &mut x);
        x
    }

    /// Sets all gradients, from the gradient of the outputs.
    pub fn backward(&mut self, trace: &Trace, length: usize, gradient: &[f32], pass: &mut Pass) {
        let width = self.width;
        let back = through(&mut self.output, &trace.last.values, gradient, pass);
        let mut dx = trace.last.backward(&back, &mut self.norm, pass);
        keep_in(pass.recipe.between, &mut dx);
        for (block, trace) in self.blocks.iter_mut().zip(&trace.blocks).rev() {
            block.backward(trace, length, &mut dx, pass);
        }
        keep_in(pass.recipe.embeddings, &mut dx);
        self.characters.gradient.fill(0.0);
        self.places.gradient.fill(0.0);
        for (at, (row, character)) in dx.chunks_exact(width).zip(&trace.characters).enumerate() {
            let rows = [(&mut self.characters, usize::from(*character)), (&mut self.places, at % length.max(1))];
            for (parameter, place) in rows {
                if let Some(sums) = parameter.gradient.chunks_exact_mut(width).nth(place) {
                    sums.iter_mut().zip(row).for_each(|(sum, gradient)| *sum += gradient);
                }
            }
        }
    }

    /// The linear layers, first to last.
    pub fn layers(&self) -> Vec<&Linear> {
        let mut layers = Vec::new();
        for block in &self.blocks {
            layers.extend([&block.attention, &block.joining, &block.widening, &block.narrowing]);
        }
        layers.push(&self.output);
        layers
    }

    /// Every parameter, to be changed.
    pub fn parameters(&mut self) -> Vec<&mut Parameter> {
        let mut all = vec![&mut self.characters, &mut self.places];
        for block in &mut self.blocks {
            all.push(&mut block.first_norm);
            all.extend(block.attention.parameters());
            all.extend(block.joining.parameters());
            all.push(&mut block.second_norm);
            all.extend(block.widening.parameters());
            all.extend(block.narrowing.parameters());
        }
        all.push(&mut self.norm);
        all.extend(self.output.parameters());
        all
    }
}

impl Block {
    fn forward(&mut self, x: &mut [f32], length: usize, pass: &mut Pass) -> BlockTrace {
        let between = pass.recipe.between;
        let first = Normed::new(x, &self.first_norm.values, pass);
        let wanted = self.attention.forward(&first.values, pass);
        let attended = attend(wanted, Form { width: self.joining.inputs(), length }, pass);
        let joined = self.joining.forward(&attended.values, pass);
        add(x, &joined);
        keep_in(between, x);
        let second = Normed::new(x, &self.second_norm.values, pass);
        let mut widened = self.widening.forward(&second.values, pass);
        rectify(&mut widened);
        let narrowed = self.narrowing.forward(&widened, pass);
        add(x, &narrowed);
        keep_in(between, x);
        BlockTrace { first, attended, second, widened }
    }

    /// Takes the gradient of the block's end to that of its beginning.
    fn backward(&mut self, trace: &BlockTrace, length: usize, dx: &mut [f32], pass: &mut Pass) {
        let between = pass.recipe.between;
        let mut widened = through(&mut self.narrowing, &trace.widened, dx, pass);
        for (gradient, value) in widened.iter_mut().zip(&trace.widened) {
            *gradient = if *value == 0.0 { 0.0 } else { *gradient };
        }
        let second = through(&mut self.widening, &trace.second.values, &widened, pass);
        add(dx, &trace.second.backward(&second, &mut self.second_norm, pass));
        keep_in(between, dx);
        let joined = through(&mut self.joining, &trace.attended.values, dx, pass);
        let wanted = attend_back(&trace.attended, &joined, Form { width: self.joining.inputs(), length }, pass);
        let first = through(&mut self.attention, &trace.first.values, &wanted, pass);
        add(dx, &trace.first.backward(&first, &mut self.first_norm, pass));
        keep_in(between, dx);
    }
}

/// Back through a linear layer, which is looked at if someone wants to know.
fn through(layer: &mut Linear, x: &[f32], gradient: &[f32], pass: &mut Pass) -> Vec<f32> {
    if pass.is_observed {
        layer.count(gradient, pass);
    }
    layer.backward(x, gradient, true, pass)
}

impl Normed {
    /// Rows of as many values as there are gains.
    pub fn new(x: &[f32], gains: &[f32], pass: &Pass) -> Self {
        let own = pass.recipe.normalisation;
        let width = gains.len().max(1);
        let gains = kept(own, gains);
        let mut unit = kept(own, x);
        let mut factors = Vec::with_capacity(x.len() / width);
        let mut values = unit.clone();
        for (row, out) in unit.chunks_exact_mut(width).zip(values.chunks_exact_mut(width)) {
            let squares: f32 = row.iter().map(|value| value * value).sum();
            let factor = 1.0 / libm::sqrtf(squares / count(width) + EPSILON);
            factors.push(factor);
            for ((value, out), gain) in row.iter_mut().zip(out).zip(&gains) {
                *value *= factor;
                *out = *value * gain;
            }
        }
        keep_in(own, &mut values);
        keep_in(pass.recipe.between, &mut values);
        Self { unit, factors, values }
    }

    /// With `u` the unit row, `f` its factor and `h = dy·gain`: `dx = f (h - u·mean(h u))`; sets the gradient of the gains.
    pub fn backward(&self, dy: &[f32], gains: &mut Parameter, pass: &Pass) -> Vec<f32> {
        let own = pass.recipe.normalisation;
        let width = gains.values.len().max(1);
        let read = kept(own, &gains.values);
        gains.gradient.fill(0.0);
        let mut dx = kept(own, dy);
        let rows = dx.chunks_exact_mut(width).zip(self.unit.chunks_exact(width)).zip(&self.factors);
        for ((row, unit), factor) in rows {
            let mut along = 0.0;
            for (((value, unit), gain), sum) in row.iter_mut().zip(unit).zip(&read).zip(&mut gains.gradient) {
                *sum += *value * unit;
                *value *= gain;
                along += *value * unit;
            }
            let mean = along / count(width);
            row.iter_mut().zip(unit).for_each(|(value, unit)| *value = factor * (*value - unit * mean));
        }
        keep_in(own, &mut dx);
        dx
    }
}

/// A copy in a format.
fn kept(format: FormatId, values: &[f32]) -> Vec<f32> {
    let mut copy = values.to_vec();
    keep_in(format, &mut copy);
    copy
}

fn add(x: &mut [f32], y: &[f32]) {
    x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred")]
fn count(values: usize) -> f32 {
    values as f32
}
