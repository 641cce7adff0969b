//! "Show me in NumPy, PyTorch or Rust": the computation behind a scenario as a program that runs elsewhere and gives the same numbers.
//!
//! The texts are put together from the fragments beside this file. `tests/snippets.rs` runs those for NumPy and Rust and compares
//! what they give with ours. What cannot be the same is said: random numbers go through logarithm, cosine and sine, which other libraries round
//! in their own way in the last of 53 bits.

mod bits;

mod codec;

mod harmonic;

mod linking;

mod numpy;

mod orbits;

mod product;

mod pytorch;

mod registers;

mod rust;

mod scale;

mod shelf;

mod standing;

mod sums;

use crate::charts::words::Word;
use crate::experiments::Experiment;
use crate::experiments::inputs::Input;
use crate::experiments::quantization::Params;
use crate::experiments::summation::{self, Question};
use crate::numerics::blocks::Recipe;
use crate::numerics::rounding::Conversion;
use crate::scenario::Scenario;
use crate::scenario::link::{Pin, print};
use crate::scenario::view::View;
use crate::views::experiment;

/// Most of the reader's own numbers that a program holds; more are read from a file.
pub const MOST_INLINE: usize = 512;

/// The file that a program reads more numbers from, one a line.
pub const NUMBERS_FILE: &str = "numbers.txt";

/// In which language, with which library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Python with NumPy and `ml_dtypes`.
    NumPy,
    /// Python with PyTorch.
    PyTorch,
    /// Rust, with its standard library and `libm`.
    Rust,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The program.
    pub text: String,
    /// What a reader should know before comparing.
    pub notes: Vec<Word>,
}

/// A tensor to quantise: what all three programs are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Where the numbers come from.
    pub input: Input,
    /// Format, rounding and overflow mode.
    pub conversion: Conversion,
    /// Which values share a scale.
    pub recipe: Recipe,
    /// Seed of the words of stochastic rounding.
    pub words: u64,
}

impl Tongue {
    /// Every tongue.
    pub const ALL: [Self; 3] = [Self::NumPy, Self::PyTorch, Self::Rust];

    /// The word on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NumPy => "numpy",
            Self::PyTorch => "pytorch",
            Self::Rust => "rust",
        }
    }

    /// The tongue whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.key() == key)
    }

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NumPy => "NumPy",
            Self::PyTorch => "PyTorch",
            Self::Rust => "Rust",
        }
    }
}

/// The program for what a scenario's view computes; `None` where a view has none, or nothing to compute yet.
pub fn snippet(scenario: &Scenario, tongue: Tongue) -> Option<Snippet> {
    let link = || print(scenario, Pin::Always);
    if scenario.view == View::Bits {
        return Some(bits::snippet(&scenario.bits, &link(), tongue));
    }
    let experiment = experiment(scenario)?;
    if let Experiment::Quantization(params) = experiment {
        Some(Task::of(params).snippet(&link(), tongue))
    } else if let Experiment::Summation(params) = experiment {
        of_sums(&params, &link(), tongue)
    } else if let Experiment::Promotion(params) = experiment {
        Some(product::snippet(&params, &link(), tongue))
    } else if let Experiment::Iteration(params) = experiment {
        Some(orbits::snippet(&params, &link(), tongue))
    } else {
        None
    }
}

fn of_sums(params: &summation::Params, link: &str, tongue: Tongue) -> Option<Snippet> {
    let first = params.parts.first()?;
    match params.question {
        Question::Own | Question::Stochastic => sums::snippet(first, params.seed, link, tongue),
        Question::Harmonic => Some(harmonic::snippet(first, link, tongue)),
        Question::Swamping => Some(standing::snippet(&params.parts, params.seed, link, tongue)),
    }
}

impl Task {
    /// What the experiment is told.
    fn of(params: Params) -> Self {
        Self { input: params.input, conversion: params.conversion, recipe: params.recipe, words: params.words }
    }

    /// The program, which names the link that it belongs to.
    pub fn snippet(&self, link: &str, tongue: Tongue) -> Snippet {
        let text = match tongue {
            Tongue::NumPy => numpy::text(self, link),
            Tongue::PyTorch => pytorch::text(self, link),
            Tongue::Rust => rust::text(self, link),
        };
        Snippet { text, notes: self.notes(tongue) }
    }

    fn notes(&self, tongue: Tongue) -> Vec<Word> {
        let mut notes = Vec::new();
        let is_random = !matches!(self.input, Input::Data(_));
        if is_random && tongue != Tongue::Rust {
            notes.push(Word::SnippetsRandom);
        }
        if is_random && tongue == Tongue::PyTorch {
            notes.push(Word::SnippetsStream);
        }
        if !is_random && MOST_INLINE < self.input.count() {
            notes.push(Word::SnippetsFile);
        }
        if tongue != Tongue::Rust && codec::Codec::new(self.conversion).is_table(tongue) {
            notes.push(Word::SnippetsTable);
        }
        notes
    }
}
