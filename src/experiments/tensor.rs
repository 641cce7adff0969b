//! The tensor an experiment works on: the exact values, the same in FP32, and what FP32 alone has lost of them.
//!
//! It depends on the input only, so a thread that has drawn it once may keep it ([`Memory`]) while a reader turns the other knobs.
//! Keeping it changes no outcome: the same input always gives the same tensor.

use std::sync::Arc;

use crate::experiments::inputs::{Input, Source};
use crate::numerics::metrics::{Comparison, Metrics, Range};

/// A tensor, complete.
#[derive(Clone, Debug)]
pub struct Tensor {
    input: Input,
    /// The values as they were drawn or given.
    pub exact: Vec<f64>,
    /// The values as a program holds them: rounded to nearest even, to infinity beyond the range.
    pub fp32: Vec<f32>,
    /// FP32 against the exact values.
    pub loss: Metrics,
    /// The finite magnitudes of `fp32`.
    pub extent: Extent,
}

/// The smallest and the largest of some finite magnitudes other than zero; none yet where `smallest` is infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The smallest.
    pub smallest: f32,
    /// The largest; 0 if there is none.
    pub largest: f32,
}

/// A tensor being drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    source: Source,
    tensor: Tensor,
    comparison: Comparison,
}

/// The tensor last drawn on a thread.
#[derive(Clone, Debug, Default)]
pub struct Memory(Option<Arc<Tensor>>);

impl Memory {
    /// The tensor of this input, if it is the one last kept.
    pub fn recall(&self, input: &Input) -> Option<Arc<Tensor>> {
        self.0.clone().filter(|tensor| tensor.input == *input)
    }

    /// Keeps a tensor in the place of the last one.
    pub fn keep(&mut self, tensor: &Arc<Tensor>) {
        self.0 = Some(Arc::clone(tensor));
    }
}

impl Drawing {
    /// Prepares to draw; nothing is drawn yet.
    pub fn new(input: Input) -> Self {
        let count = input.count();
        let tensor = Tensor {
            exact: Vec::with_capacity(count),
            fp32: Vec::with_capacity(count),
            loss: Metrics::default(),
            extent: Extent::default(),
            input: input.clone(),
        };
        Self { source: input.open(), tensor, comparison: Comparison::default() }
    }

    /// Draws the next values, `most` at most.
    pub fn draw(&mut self, most: usize) {
        for exact in self.source.by_ref().take(most) {
            let held = as_fp32(exact);
            let lost = exact.is_finite() && held.is_infinite();
            self.comparison.add(exact, f64::from(held), if lost { Range::Exceeded } else { Range::Within });
            self.tensor.exact.push(exact);
            self.tensor.fp32.push(held);
            self.tensor.extent.include(held);
        }
    }

    /// The tensor, as far as it was drawn.
    pub fn finish(self) -> Tensor {
        Tensor { loss: self.comparison.metrics(), ..self.tensor }
    }
}

impl Tensor {
    /// The tensor of an input, drawn in one go.
    pub fn of(input: Input) -> Self {
        let count = input.count();
        let mut drawing = Drawing::new(input);
        drawing.draw(count);
        drawing.finish()
    }

    /// How many values it has.
    pub fn count(&self) -> usize {
        self.fp32.len()
    }
}

impl Default for Extent {
    fn default() -> Self {
        Self { smallest: f32::INFINITY, largest: 0.0 }
    }
}

impl Extent {
    /// Looks at one more value.
    pub fn include(&mut self, value: f32) {
        let magnitude = value.abs();
        if magnitude < f32::INFINITY && 0.0 < magnitude {
            self.smallest = self.smallest.min(magnitude);
            self.largest = self.largest.max(magnitude);
        }
    }
}

/// An exact value as an FP32 program would store it: to nearest even, to infinity beyond the range.
#[expect(clippy::cast_possible_truncation, reason = "this rounding is the FP32 tensor that the experiments measure")]
const fn as_fp32(exact: f64) -> f32 {
    exact as f32
}

#[cfg(test)]
mod tests {
    use super::{Memory, Tensor};
    use crate::experiments::inputs::Input;
    use std::sync::Arc;

    #[test]
    fn a_tensor_is_held_in_fp32() {
        let tensor = Tensor::of(Input::Data(vec![0.1, -3e38, 0.0, 1e-50, 1e300]));
        assert_eq!(tensor.fp32, [0.1_f32, -3e38, 0.0, 0.0, f32::INFINITY]);
        assert_eq!(
            (tensor.extent.smallest.to_bits(), tensor.extent.largest.to_bits()),
            (0.1_f32.to_bits(), 3e38_f32.to_bits())
        );
        assert_eq!(
            (tensor.loss.count, tensor.loss.underflows, tensor.loss.overflows, tensor.loss.infinities),
            (5, 1, 1, 1)
        );
    }

    #[test]
    fn only_the_same_input_is_recalled() {
        let input = |seed| Input::Normal { count: 9, sigma: 1.0, seed };
        let mut memory = Memory::default();
        assert!(memory.recall(&input(1)).is_none());
        memory.keep(&Arc::new(Tensor::of(input(1))));
        assert_eq!(memory.recall(&input(1)).map(|tensor| tensor.count()), Some(9));
        assert!(memory.recall(&input(2)).is_none());
        memory.keep(&Arc::new(Tensor::of(input(2))));
        assert!(memory.recall(&input(1)).is_none() && memory.recall(&input(2)).is_some());
    }
}
