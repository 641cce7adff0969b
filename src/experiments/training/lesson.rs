//! What a network learns from, and what it is examined with: rows of inputs with their labels, or passages of text.

use crate::experiments::training::plan::{Plan, Task};
use crate::experiments::training::tasks::digits::{self, Images};
use crate::experiments::training::tasks::toys::{self, Points, Toy};
use crate::experiments::training::tasks::verse::{self, Verse};
use crate::experiments::training::transformer::CONTEXT;
use crate::numerics::rng::Stream;

/// Points to learn from, and as many others for the examination.
const POINTS: usize = 512;

/// Passages of the examination.
const PASSAGES: usize = 16;

/// The seed of the points, the same for every run.
const DATA_SEED: u64 = 20_250_821;

/// Everything that belongs to a task.
#[derive(Clone, Debug)]
pub enum Lesson {
    /// Points of a plane: to learn from, to be examined with.
    Plane(Points, Points),
    /// Images, likewise.
    Digits(Images, Images),
    /// Text.
    Verse(Verse),
}

/// Examples: inputs, and what is right for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// Rows of numbers, or the characters of passages.
    pub inputs: Inputs,
    /// The class of each row; the character that follows each character.
    pub labels: Vec<u16>,
}

/// What a network is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Inputs {
    /// Rows of numbers.
    Numbers(Vec<f32>),
    /// Passages of [`CONTEXT`] characters.
    Characters(Vec<u16>),
}

impl Lesson {
    /// The data of a plan's task.
    pub fn new(plan: &Plan) -> Self {
        match plan.task {
            Task::Circle | Task::Xor | Task::Gaussians | Task::Moons | Task::Spiral => {
                let [learnt, asked] = plane(plan);
                Self::Plane(learnt, asked)
            }
            Task::Digits => Self::Digits(digits::train(), digits::test()),
            Task::French => Self::Verse(verse::french()),
            Task::Chinese => Self::Verse(verse::chinese()),
        }
    }

    /// `count` examples drawn with replacement.
    pub fn draw(&self, count: usize, order: &mut Stream) -> Examples {
        match self {
            Self::Plane(points, _) => {
                let places = (0..count).map(|_| below(points.y.len(), order));
                plane_examples(points, places)
            }
            Self::Digits(images, _) => {
                let places = (0..count).map(|_| below(images.labels.len(), order));
                digit_examples(images, places)
            }
            Self::Verse(verse) => {
                let last = verse.train.len().saturating_sub(CONTEXT + 1);
                let starts = (0..count).map(|_| below(last + 1, order));
                passages(&verse.train, starts)
            }
        }
    }

    /// The examination, the same every time.
    pub fn examination(&self) -> Examples {
        match self {
            Self::Plane(_, points) => plane_examples(points, 0..points.y.len()),
            Self::Digits(_, images) => digit_examples(images, 0..images.labels.len()),
            Self::Verse(verse) => {
                let room = verse.test.len().saturating_sub(CONTEXT + 1);
                passages(&verse.test, (0..PASSAGES).map(|passage| passage * room / (PASSAGES - 1)))
            }
        }
    }

    /// How many numbers an input has, and how many an answer; for text, characters of the vocabulary, twice.
    pub fn size(&self) -> [usize; 2] {
        match self {
            Self::Plane(..) => [2, 1],
            Self::Digits(..) => [digits::PIXELS, 10],
            Self::Verse(verse) => [verse.characters.len(), verse.characters.len()],
        }
    }
}

/// The points of a plan's plane: to learn from, to be examined with; none for a task that has no plane.
///
/// Apart from [`Lesson::new`], so that the page can draw them without carrying digits and verse.
pub fn plane(plan: &Plan) -> [Points; 2] {
    let toy = match plan.task {
        Task::Circle => Toy::Circle,
        Task::Xor => Toy::Xor,
        Task::Gaussians => Toy::Gaussians,
        Task::Moons => Toy::Moons,
        Task::Spiral => Toy::Spiral,
        Task::Digits | Task::French | Task::Chinese => return [Points::default(), Points::default()],
    };
    let mut stream = Stream::new(DATA_SEED);
    [(); 2].map(|()| toys::draw(toy, POINTS, plan.noise, &mut stream))
}

/// A whole number below `limit`, each as likely as the next but for less than one in `2^20`.
fn below(limit: usize, order: &mut Stream) -> usize {
    let limit = u64::try_from(limit.max(1)).unwrap_or(1);
    usize::try_from((u64::from(order.word()) * limit) >> 32).unwrap_or(0)
}

fn plane_examples(points: &Points, places: impl Iterator<Item = usize>) -> Examples {
    let (mut inputs, mut labels) = (Vec::new(), Vec::new());
    for place in places {
        inputs.extend_from_slice(&points.x[2 * place..2 * place + 2]);
        labels.push(u16::from(points.y[place]));
    }
    Examples { inputs: Inputs::Numbers(inputs), labels }
}

/// Pixels of 0 to 16 as -1 to 1.
fn digit_examples(images: &Images, places: impl Iterator<Item = usize>) -> Examples {
    let (mut inputs, mut labels) = (Vec::new(), Vec::new());
    for place in places {
        let pixels = &images.pixels[place * digits::PIXELS..(place + 1) * digits::PIXELS];
        inputs.extend(pixels.iter().map(|pixel| f32::from(*pixel) * 0.125 - 1.0));
        labels.push(u16::from(images.labels[place]));
    }
    Examples { inputs: Inputs::Numbers(inputs), labels }
}

fn passages(text: &[u16], starts: impl Iterator<Item = usize>) -> Examples {
    let (mut inputs, mut labels) = (Vec::new(), Vec::new());
    for start in starts {
        inputs.extend_from_slice(&text[start..start + CONTEXT]);
        labels.extend_from_slice(&text[start + 1..=start + CONTEXT]);
    }
    Examples { inputs: Inputs::Characters(inputs), labels }
}
