//! The tensor an experiment works on: the exact values, the same in FP32, and what FP32 alone has lost of them.
//!
//! It depends on the input only, so a thread that has drawn it once may keep it ([`Memory`]) while a reader turns the other knobs.
//! Its random variables serve every tensor that differs from it by a factor only. Keeping them changes no outcome: the same input
//! always gives the same tensor.

use std::sync::Arc;

use crate::experiments::bandwidth::Clock;
use crate::experiments::inputs::{Input, Source};
use crate::experiments::training::plan::Plan;
use crate::experiments::training::run::Run;
use crate::experiments::uncertainty::draws::Draws;
use crate::numerics::gemv::matrix::Matrix;
use crate::numerics::metrics::{Comparison, Metrics, Range};

/// A tensor, complete.
#[derive(Clone, Debug)]
pub struct Tensor {
    input: Input,
    /// What the values were made of, by [`Input::variables`]; empty where they are not kept.
    variables: Arc<Vec<f64>>,
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

/// Tensors of no more values than this keep their variables: those that are quantised while a knob is dragged.
const KEPT: usize = 1 << 18;

/// A tensor being drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    source: Source,
    tensor: Tensor,
    comparison: Comparison,
    /// The variables so far, where they are new and to be kept.
    variables: Option<Vec<f64>>,
}

/// What a thread keeps from one experiment to the next: a tensor, what the levers of the economy took, a matrix to be timed, networks in
/// training; and the clock it lends.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    tensor: Option<Arc<Tensor>>,
    draws: Vec<Arc<Draws>>,
    matrix: Option<Arc<Matrix>>,
    clock: Option<Clock>,
    runs: Vec<Run>,
}

/// Networks that a thread keeps, the oldest go first; more than the page gives it to train at once (`worker::pool`), since one let go of
/// begins again.
const MOST_RUNS: usize = 64;

impl Memory {
    /// Empty, on a thread with a clock.
    pub fn with_clock(clock: Clock) -> Self {
        Self { clock: Some(clock), ..Self::default() }
    }

    /// The thread's clock, if it has one.
    pub fn clock(&self) -> Option<Clock> {
        self.clock
    }

    /// The matrix last kept.
    pub fn matrix(&self) -> Option<Arc<Matrix>> {
        self.matrix.clone()
    }

    /// Keeps a matrix in the place of the last one.
    pub fn keep_matrix(&mut self, matrix: &Arc<Matrix>) {
        self.matrix = Some(Arc::clone(matrix));
    }

    /// Lets go of the matrix.
    pub fn release_matrix(&mut self) {
        self.matrix = None;
    }

    /// The tensor of this input, if it is the one last kept.
    pub fn recall(&self, input: &Input) -> Option<Arc<Tensor>> {
        self.tensor.clone().filter(|tensor| tensor.input == *input)
    }

    /// The variables of this input, if the tensor last kept was made of them.
    fn variables(&self, input: &Input) -> Option<Arc<Vec<f64>>> {
        let same =
            |tensor: &&Arc<Tensor>| !tensor.variables.is_empty() && tensor.input.variables() == input.variables();
        self.tensor.as_ref().filter(same).map(|tensor| Arc::clone(&tensor.variables))
    }

    /// Keeps a tensor in the place of the last one.
    pub fn keep(&mut self, tensor: &Arc<Tensor>) {
        self.tensor = Some(Arc::clone(tensor));
    }

    /// The levers' values last kept.
    pub fn draws(&self) -> &[Arc<Draws>] {
        &self.draws
    }

    /// The run of this plan, if it is kept and has not gone beyond step `until`; it is not kept any more.
    pub fn take_run(&mut self, plan: &Plan, until: u32) -> Option<Run> {
        let at = self.runs.iter().position(|run| run.plan() == plan && run.step() <= until)?;
        Some(self.runs.swap_remove(at))
    }

    /// Keeps runs, each in the place of the one with the same plan.
    pub fn keep_runs(&mut self, runs: Vec<Run>) {
        self.runs.retain(|kept| runs.iter().all(|run| run.plan() != kept.plan()));
        self.runs.extend(runs);
        let surplus = self.runs.len().saturating_sub(MOST_RUNS);
        self.runs.drain(..surplus);
    }

    /// Keeps the levers' values in the place of the last ones.
    pub fn keep_draws(&mut self, draws: Vec<Arc<Draws>>) {
        self.draws = draws;
    }
}

impl Drawing {
    /// Prepares to draw; nothing is drawn yet. Random variables that `memory` still has are not drawn again.
    pub fn new(input: Input, memory: &Memory) -> Self {
        let count = input.count();
        let known = memory.variables(&input);
        let variables = (known.is_none() && input.variables().is_some() && count <= KEPT).then(Vec::new);
        let tensor = Tensor {
            exact: Vec::with_capacity(count),
            fp32: Vec::with_capacity(count),
            loss: Metrics::default(),
            extent: Extent::default(),
            variables: known.clone().unwrap_or_default(),
            input: input.clone(),
        };
        let source = match known {
            Some(variables) => input.open_with(variables),
            None => input.open(),
        };
        Self { source, tensor, comparison: Comparison::default(), variables }
    }

    /// Draws the next values, `most` at most.
    pub fn draw(&mut self, most: usize) {
        for _ in 0..most {
            let Some((exact, variable)) = self.source.next_with_variable() else { return };
            let held = as_fp32(exact);
            let lost = exact.is_finite() && held.is_infinite();
            self.comparison.add(exact, f64::from(held), if lost { Range::Exceeded } else { Range::Within });
            self.tensor.exact.push(exact);
            self.tensor.fp32.push(held);
            self.tensor.extent.include(held);
            if let Some(variables) = &mut self.variables {
                variables.push(variable);
            }
        }
    }

    /// The tensor, as far as it was drawn.
    pub fn finish(self) -> Tensor {
        let variables = self.variables.map_or(self.tensor.variables, Arc::new);
        Tensor { loss: self.comparison.metrics(), variables, ..self.tensor }
    }
}

impl Tensor {
    /// The tensor of an input, drawn in one go.
    pub fn of(input: Input) -> Self {
        let count = input.count();
        let mut drawing = Drawing::new(input, &Memory::default());
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
    use super::{Drawing, Memory, Tensor};
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
    fn a_tensor_of_known_variables_is_the_same() {
        let input = |sigma| Input::StudentT { count: 99, sigma, freedom: 3.0, seed: 5 };
        let mut memory = Memory::default();
        memory.keep(&Arc::new(Tensor::of(input(1.0))));
        assert!(memory.variables(&input(2.5)).is_some());
        assert!(memory.variables(&Input::Normal { count: 99, sigma: 1.0, seed: 5 }).is_none());
        assert!(memory.variables(&Input::Data(vec![1.0; 99])).is_none());
        let mut drawing = Drawing::new(input(2.5), &memory);
        drawing.draw(99);
        let (again, anew) = (drawing.finish(), Tensor::of(input(2.5)));
        assert_eq!((&again.exact, &again.fp32, again.loss), (&anew.exact, &anew.fp32, anew.loss));
        // What was drawn for the first tensor goes on to the next one.
        memory.keep(&Arc::new(again));
        assert!(memory.variables(&input(0.1)).is_some());
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
