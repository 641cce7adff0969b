//! What a language model is made of, as far as it was published: parameters, layers, width.
//!
//! Units: parameters, layers, elements. DeepSeek-V3.1: 671 billion, of which 37 billion compute for each token, 61 layers, width 7168.

use crate::economy::facts::machines::Model;
use crate::economy::facts::printed::Printed;

/// The sizes of a model; `None` where the table has no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// All parameters.
    pub total: f64,
    /// Parameters that compute for one token.
    pub active: Option<f64>,
    /// Layers.
    pub layers: Option<f64>,
    /// Width of the hidden state.
    pub hidden: Option<f64>,
}

/// The table counts parameters in billions.
const BILLION: f64 = 1e9;

impl Shape {
    /// The sizes that the table has.
    pub fn of(model: &Model) -> Self {
        let number = |value: Option<Printed>| value.map(|printed| printed.number);
        Self {
            total: model.total_params_b.number * BILLION,
            active: number(model.active_params_b).map(|billions| billions * BILLION),
            layers: number(model.layers),
            hidden: number(model.hidden_size),
        }
    }

    /// Whether every parameter computes for every token; otherwise the model is a mixture of experts.
    pub fn is_dense(&self) -> Option<bool> {
        self.active.map(|active| self.total <= active)
    }

    /// How many parameters a step reads that moves so many sequences on by one token: `total × (1 − (1 − active / total)^sequences)`.
    ///
    /// An assumption stands behind it: that tokens spread evenly and independently over the parameters. One sequence of
    /// DeepSeek-V3.1 reads 37 billion, 32 read 671 × (1 − 0.94486^32) = 562 billion, very many read all.
    pub fn read_by(&self, sequences: f64) -> Option<f64> {
        let share = (self.active? / self.total).min(1.0);
        Some(-libm::expm1(sequences * libm::log1p(-share)) * self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn more_sequences_read_more_experts_up_to_all() {
        let shape = Shape { total: 671e9, active: Some(37e9), layers: None, hidden: None };
        let near = |sequences: f64, expect: f64| {
            let read = shape.read_by(sequences).unwrap();
            assert!((read - expect).abs() < 0.5e9, "{sequences}: {read}");
        };
        near(1.0, 37e9);
        // By hand: 2 × 37 − 37² / 671 = 71.96.
        near(2.0, 71.96e9);
        near(32.0, 561.7e9);
        near(1e6, 671e9);
        let dense = Shape { active: Some(671e9), ..shape };
        assert_eq!(dense.read_by(1.0), Some(671e9));
        assert_eq!((dense.is_dense(), shape.is_dense()), (Some(true), Some(false)));
        assert_eq!(Shape { active: None, ..shape }.read_by(1.0), None);
    }
}
