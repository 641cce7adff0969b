//! What the reader may change in `#/accumulate`: which question is asked, and for a sum of one's own everything about it.

use crate::experiments::Experiment;
use crate::experiments::iterations::{self, Recurrence};
use crate::experiments::promotion;
use crate::experiments::summation::{self, Part, Question, Reduction};
use crate::experiments::terms::Terms;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::{Custom, FormatId, Specials};
use crate::numerics::rounding::Rounding;
use crate::numerics::running_sum::{Order, Rule};

/// The question that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Study {
    /// A sum or dot product of the reader's choice.
    Sum,
    /// Where does 1 + 1/2 + 1/3 + … stop?
    Harmonic,
    /// Where does counting stop?
    Swamping,
    /// What does stochastic rounding keep that rounding to nearest loses?
    Stochastic,
    /// What does promotion to FP32 rescue?
    Promotion,
    /// Muller's recurrence.
    Muller,
    /// The logistic map.
    Logistic,
}

closed_words!(Study {
    Sum = "sum",
    Harmonic = "harmonic",
    Swamping = "swamping",
    Stochastic = "stochastic",
    Promotion = "promotion",
    Muller = "muller",
    Logistic = "logistic",
});

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Uniform from 0 to 1.
    Unit,
    /// Normal, mean 0.
    Normal,
    /// Magnitudes of normal numbers.
    HalfNormal,
    /// Uniform from −1 to 1.
    Centred,
    /// Uniform, mean 1 and standard deviation 1.
    MeanOne,
    /// Ones.
    Ones,
    /// 1, 1/2, 1/3, …
    Harmonic,
    /// The reader's own.
    Data,
}

closed_words!(Origin {
    Unit = "unit",
    Normal = "normal",
    HalfNormal = "halfnormal",
    Centred = "centred",
    MeanOne = "meanone",
    Ones = "ones",
    Harmonic = "harmonic",
    Data = "data",
});

/// Whether numbers or products are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Products of two vectors.
    Dot,
    /// The numbers themselves.
    Sum,
}

closed_words!(Sort { Dot = "dot", Sum = "sum" });

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// One after the other.
    Sequential,
    /// As a binary tree.
    Pairwise,
    /// With the lost part carried along.
    Kahan,
    /// Moved to FP32 every so many terms.
    Promotion,
}

closed_words!(Turn { Sequential = "sequential", Pairwise = "pairwise", Kahan = "kahan", Promotion = "promotion" });

/// The formats of the inputs.
pub const INPUT_FORMATS: &[&str] = &["e4m3fn", "e5m2", "fp16", "bf16", "fp32"];

/// The registers offered.
pub const ACCUMULATORS: &[&str] = &["fp32", "fp16", "bf16", "e5m2", "e4m3fn", "tensor14"];

/// The ways of rounding offered.
pub const ROUNDINGS: &[&str] = &["nearest-even", "toward-zero", "stochastic"];

/// The settings of the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Accumulate {
    /// The question.
    pub study: Study,
    /// What is added up.
    pub origin: Origin,
    /// Numbers or products.
    pub sort: Sort,
    /// How many terms.
    pub length: u32,
    /// The format of the inputs.
    pub format: FormatId,
    /// The register.
    pub accumulator: Accumulator,
    /// The order.
    pub turn: Turn,
    /// Promotion after every so many terms.
    pub promote: u32,
    /// How each addition is rounded.
    pub rounding: Rounding,
    /// Runs with other random numbers.
    pub runs: u32,
    /// Steps of a recurrence.
    pub steps: u32,
    /// Seed of the streams.
    pub seed: u32,
    /// The reader's own numbers.
    pub data: Vec<f64>,
}

impl Default for Accumulate {
    fn default() -> Self {
        Self {
            study: Study::Sum,
            origin: Origin::Unit,
            sort: Sort::Dot,
            length: 65_536,
            format: FormatId::E4m3fn,
            accumulator: Accumulator::Format(FormatId::Fp16),
            turn: Turn::Sequential,
            promote: 128,
            rounding: Rounding::NearestEven,
            runs: 3,
            steps: 60,
            seed: 1,
            data: Vec::new(),
        }
    }
}

impl Study {
    /// What its button sets, as `(key, value)` of a link; everything else goes back to its default.
    pub const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Sum => &[("preset", "sum")],
            // FP32 stops at the term 2^21.
            Self::Harmonic => &[("preset", "harmonic"), ("length", "4194304")],
            Self::Swamping => &[("preset", "swamping")],
            Self::Stochastic => &[("preset", "stochastic"), ("runs", "8")],
            Self::Promotion => &[("preset", "promotion"), ("length", "4096")],
            Self::Muller => &[("preset", "muller"), ("steps", "30")],
            Self::Logistic => &[("preset", "logistic")],
        }
    }
}

impl Accumulate {
    /// The experiment these settings ask for; `None` while the reader's own numbers are wanted and there are none.
    pub fn experiment(&self) -> Option<Experiment> {
        let (question, parts) = match self.study {
            Study::Sum => (Question::Own, vec![self.own(&[self.rule()])?]),
            Study::Stochastic => {
                let rounded = |rounding| Rule { rounding, order: Order::Sequential, ..self.rule() };
                let rules = [rounded(Rounding::NearestEven), rounded(Rounding::Stochastic)];
                // The fourteen-bit register truncates whatever it is told: there is one sum to form, not two.
                let distinct = if self.accumulator == Accumulator::TensorCore { &rules[..1] } else { &rules[..] };
                (Question::Stochastic, vec![self.own(distinct)?])
            }
            Study::Harmonic => (Question::Harmonic, vec![self.part(Terms::Harmonic, &HARMONIC)]),
            Study::Swamping => {
                let ones = self.part(Terms::Constant(1.0), &COUNTERS);
                let twos = self.part(Terms::Constant(2.0), &[FormatId::Fp16]);
                let unit = self.part(Terms::Unit, &[FormatId::Fp16]);
                let mean_one = self.part(Terms::MeanOne, wang().as_slice());
                (Question::Swamping, vec![ones, twos, unit, mean_one])
            }
            Study::Promotion => {
                let length = self.length.min(promotion::MAX_LENGTH);
                return Some(Experiment::Promotion(promotion::Params { length, every: self.promote, seed: self.seed }));
            }
            Study::Muller => return Some(self.recurrence(Recurrence::Muller)),
            Study::Logistic => return Some(self.recurrence(Recurrence::Logistic)),
        };
        Some(Experiment::Summation(summation::Params { question, parts, seed: self.seed }))
    }

    /// The register, the order and the rounding of the reader's choice.
    pub fn rule(&self) -> Rule {
        let order = match self.turn {
            Turn::Sequential => Order::Sequential,
            Turn::Pairwise => Order::Pairwise,
            Turn::Kahan => Order::Kahan,
            Turn::Promotion => Order::Promotion { every: self.promote },
        };
        Rule { accumulator: self.accumulator, order, rounding: self.rounding }
    }

    /// The reader's own sum, by these rules and by FP32 beside them.
    fn own(&self, rules: &[Rule]) -> Option<Part> {
        let terms = match self.origin {
            Origin::Unit => Terms::Unit,
            Origin::Normal => Terms::Normal,
            Origin::HalfNormal => Terms::HalfNormal,
            Origin::Centred => Terms::Centred,
            Origin::MeanOne => Terms::MeanOne,
            Origin::Ones => Terms::Constant(1.0),
            Origin::Harmonic => Terms::Harmonic,
            Origin::Data if self.data.is_empty() => return None,
            Origin::Data => Terms::Data(self.data.clone()),
        };
        let kind = match self.sort {
            Sort::Dot => Reduction::Dot,
            Sort::Sum => Reduction::Sum,
        };
        let mut lanes = rules.to_vec();
        if !lanes.contains(&Rule::FP32) {
            lanes.push(Rule::FP32);
        }
        Some(Part { terms, count: self.length, kind, format: Some(self.format), lanes, runs: self.runs })
    }

    /// A published experiment: exact terms, one register after the other, to nearest.
    fn part(&self, terms: Terms, formats: &[FormatId]) -> Part {
        let lane = |format: &FormatId| Rule { accumulator: Accumulator::Format(*format), ..Rule::FP32 };
        let lanes = formats.iter().map(lane).collect();
        Part { terms, count: self.length, kind: Reduction::Sum, format: None, lanes, runs: 1 }
    }

    fn recurrence(&self, recurrence: Recurrence) -> Experiment {
        Experiment::Iteration(iterations::Params { recurrence, steps: self.steps })
    }
}

/// The registers of the harmonic series, widest first.
const HARMONIC: [FormatId; 10] = [
    FormatId::Fp32,
    FormatId::Tf32,
    FormatId::Fp16,
    FormatId::Bf16,
    FormatId::E3m4,
    FormatId::E4m3fn,
    FormatId::E2m3fn,
    FormatId::E5m2,
    FormatId::E3m2fn,
    FormatId::E2m1fn,
];

/// The registers that count.
const COUNTERS: [FormatId; 5] = [FormatId::Fp16, FormatId::Bf16, FormatId::E4m3fn, FormatId::E5m2, FormatId::E2m1fn];

/// The sixteen-bit format of Wang et al. 2018 (arXiv 1812.08011): six bits of exponent, nine of mantissa.
fn wang() -> Option<FormatId> {
    Custom::new(6, 9, Specials::Ieee).map(FormatId::Custom)
}
