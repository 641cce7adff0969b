//! A multilayer perceptron: linear layers with `max(0, x)` between them.

use crate::experiments::training::linear::{Linear, Pass};
use crate::experiments::training::parameter::Parameter;
use crate::experiments::training::report::Site;
use crate::numerics::rng::Stream;

/// The network.
#[derive(Clone, Debug)]
pub struct Perceptron {
    layers: Vec<Linear>,
}

/// What each layer was given on the way forward.
pub struct Trace {
    inputs: Vec<Vec<f32>>,
    /// What the last layer gave.
    pub outputs: Vec<f32>,
}

impl Perceptron {
    /// `inputs` values in, `depth` hidden layers of `width` units, `outputs` values out.
    ///
    /// Weights are normal with variance `2/n` before `max(0, x)` and `1/n` at the end, `n` the inputs of the layer (He et al., arXiv
    /// 1502.01852).
    pub fn new(inputs: usize, hidden: [usize; 2], outputs: usize, stream: &mut Stream) -> Self {
        let [width, depth] = hidden;
        let mut layers = Vec::with_capacity(depth + 1);
        let mut before = inputs;
        for place in 0..depth {
            let site = Site::Hidden(u8::try_from(place).unwrap_or(u8::MAX));
            let layer = Linear::new(site, [before, width], deviation(2.0, before), stream);
            layers.push(if place == 0 { layer.at_end() } else { layer });
            before = width;
        }
        layers.push(Linear::new(Site::Output, [before, outputs], deviation(1.0, before), stream).at_end());
        Self { layers }
    }

    /// From rows of inputs to rows of outputs.
    pub fn forward(&mut self, x: Vec<f32>, pass: &mut Pass) -> Trace {
        let mut inputs = Vec::with_capacity(self.layers.len());
        let mut values = x;
        let last = self.layers.len() - 1;
        for (place, layer) in self.layers.iter_mut().enumerate() {
            let mut next = layer.forward(&values, pass);
            if place != last {
                rectify(&mut next);
            }
            inputs.push(std::mem::replace(&mut values, next));
        }
        Trace { inputs, outputs: values }
    }

    /// Sets all gradients, from the gradient of the outputs.
    pub fn backward(&mut self, trace: &Trace, gradient: Vec<f32>, pass: &mut Pass) {
        let mut gradient = gradient;
        for (place, layer) in self.layers.iter_mut().enumerate().rev() {
            let x = &trace.inputs[place];
            if pass.is_observed {
                layer.count(&gradient, pass);
            }
            gradient = layer.backward(x, &gradient, place != 0, pass);
            // What `max(0, x)` held back has no gradient.
            for (gradient, x) in gradient.iter_mut().zip(x) {
                *gradient = if *x == 0.0 { 0.0 } else { *gradient };
            }
        }
    }

    /// The linear layers, first to last.
    pub fn layers(&self) -> Vec<&Linear> {
        self.layers.iter().collect()
    }

    /// Every parameter, to be changed.
    pub fn parameters(&mut self) -> Vec<&mut Parameter> {
        self.layers.iter_mut().flat_map(Linear::parameters).collect()
    }
}

/// `max(0, x)` of every value; NaN stays, so that it is noticed.
pub fn rectify(values: &mut [f32]) {
    for value in values {
        *value = if *value < 0.0 { 0.0 } else { *value };
    }
}

/// `√(gain / inputs)`.
fn deviation(gain: f64, inputs: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let inputs = inputs.max(1) as f64;
    libm::sqrt(gain / inputs)
}
