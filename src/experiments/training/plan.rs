//! What is trained: the task, the network, how it learns, and the recipe of its numbers.

use serde::{Deserialize, Serialize};

use crate::experiments::training::recipe::Recipe;

/// Most units of a hidden layer.
pub const MAX_WIDTH: u32 = 256;

/// Most hidden layers.
pub const MAX_DEPTH: u32 = 4;

/// Most values of a position in the character model, blocks, and passages of a step: a study of ninety runs must find room in a browser.
pub const MAX_VERSE: [u32; 3] = [96, 2, 32];

/// Most examples (points, images, passages) of one step.
pub const MAX_BATCH: u32 = 256;

/// Most steps of one run.
pub const MAX_STEPS: u32 = 20_000;

/// What the network is to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// A disc inside a ring.
    Circle,
    /// Whether two coordinates have the same sign.
    Xor,
    /// Two clouds.
    Gaussians,
    /// Two half moons, one in the other.
    Moons,
    /// Two arms of a spiral.
    Spiral,
    /// Handwritten digits, 8 by 8.
    Digits,
    /// The next character of French verse.
    French,
    /// The next character of Chinese verse.
    Chinese,
}

/// The way from gradients to new weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Optimizer {
    /// Stochastic gradient descent with momentum 0.9 and the same decoupled weight decay.
    Sgd,
    /// Adam with decoupled weight decay (Loshchilov and Hutter 2019).
    AdamW,
}

/// One run: everything that decides its bits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What is to be learnt.
    pub task: Task,
    /// Units of a hidden layer, or values of a position in the character model, a multiple of 8 there; clamped to 4 to [`MAX_WIDTH`], and in that model,
    /// like the next two, to [`MAX_VERSE`].
    pub width: u32,
    /// Hidden layers, or blocks of the character model; clamped to 1 to [`MAX_DEPTH`].
    pub depth: u32,
    /// Examples of a step; clamped to 1 to [`MAX_BATCH`].
    pub batch: u32,
    /// Steps of the whole run; clamped to 1 to [`MAX_STEPS`].
    pub steps: u32,
    /// The way from gradients to weights.
    pub optimizer: Optimizer,
    /// The learning rate, which is multiplied by the gradient's direction.
    pub rate: f64,
    /// Noise of the points, 0 to 0.5; only for tasks in the plane.
    pub noise: f64,
    /// The formats and scales.
    pub recipe: Recipe,
    /// Decides the first weights, the order of the examples and all random rounding; the data are the same for every seed.
    pub seed: u32,
}

impl Task {
    /// Every task, simplest first.
    pub const ALL: [Self; 8] = [
        Self::Circle,
        Self::Xor,
        Self::Gaussians,
        Self::Moons,
        Self::Spiral,
        Self::Digits,
        Self::French,
        Self::Chinese,
    ];

    /// The stable word used in links.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Xor => "xor",
            Self::Gaussians => "gaussians",
            Self::Moons => "moons",
            Self::Spiral => "spiral",
            Self::Digits => "digits",
            Self::French => "french",
            Self::Chinese => "chinese",
        }
    }

    /// Whether its examples are points of a plane.
    pub const fn is_plane(self) -> bool {
        match self {
            Self::Circle | Self::Xor | Self::Gaussians | Self::Moons | Self::Spiral => true,
            Self::Digits | Self::French | Self::Chinese => false,
        }
    }

    /// Whether it is learnt by the character model.
    pub const fn is_verse(self) -> bool {
        match self {
            Self::French | Self::Chinese => true,
            Self::Circle | Self::Xor | Self::Gaussians | Self::Moons | Self::Spiral | Self::Digits => false,
        }
    }

    /// Widths of the character model are multiples of this, so that its heads are equally wide.
    pub const VERSE_WIDTHS: u32 = 8;

    /// Width, depth and batch brought within the limits of the network that learns the task; in verse a width between two multiples
    /// of 8 becomes the higher one: 61 becomes 64.
    pub fn sizes(self, [width, depth, batch]: [u32; 3]) -> [u32; 3] {
        let most = if self.is_verse() { MAX_VERSE } else { [MAX_WIDTH, MAX_DEPTH, MAX_BATCH] };
        let width = width.clamp(4, most[0]);
        let width = if self.is_verse() { width.next_multiple_of(Self::VERSE_WIDTHS) } else { width };
        [width, depth.clamp(1, most[1]), batch.clamp(1, most[2])]
    }
}

impl Plan {
    /// The plan with everything inside its limits.
    #[must_use]
    pub fn clamped(self) -> Self {
        let [width, depth, batch] = self.task.sizes([self.width, self.depth, self.batch]);
        Self {
            width,
            depth,
            batch,
            steps: self.steps.clamp(1, MAX_STEPS),
            rate: if self.rate.is_finite() { self.rate.clamp(0.0, 10.0) } else { 0.0 },
            noise: if self.noise.is_finite() { self.noise.clamp(0.0, 0.5) } else { 0.0 },
            ..self
        }
    }
}
