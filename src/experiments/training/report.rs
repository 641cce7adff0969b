//! What a run has shown so far.

use serde::{Deserialize, Serialize};

use crate::experiments::training::plan::Plan;
use crate::numerics::matmul::factor::Tally;

/// Bins of a gradient histogram: one for each power of two.
pub const BINS: usize = 80;

/// The exponent of the lowest bin: it counts magnitudes from `2^-60` up to `2^-59`.
pub const LOWEST: i32 = -60;

/// Points along one side of a decision map.
pub const SIDE: usize = 40;

/// Half the side of the plane that a decision map shows: both coordinates from -1.2 to 1.2.
pub const REACH: f64 = 1.2;

/// A run, from its first step to the one it is at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What was asked for.
    pub plan: Plan,
    /// Weights, gains, biases and embeddings in all.
    pub parameters: u32,
    /// Steps done.
    pub step: u32,
    /// The loss of each step's examples before the step, in nats for each example or character.
    pub losses: Vec<f32>,
    /// How well it did on examples that it never learnt from.
    pub marks: Vec<Mark>,
    /// What rounding did to the operands of each linear layer, at the last mark.
    pub layers: Vec<Layer>,
    /// What it has learnt, to look at.
    pub picture: Picture,
    /// What gradients are multiplied by now.
    pub loss_scale: f32,
    /// Steps left out because a gradient was not finite.
    pub skipped: u32,
    /// The step at which the loss was no longer finite; the run ends there.
    pub lost: Option<u32>,
    /// FNV-1a of the bits of all weights: the same link gives the same digest everywhere.
    pub digest: u64,
}

/// An examination.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// After so many steps.
    pub step: u32,
    /// Mean loss in nats.
    pub loss: f32,
    /// Share of right answers.
    pub right: f32,
}

/// What rounding did in one linear layer, at one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// Which.
    pub site: Site,
    /// Its inputs.
    pub activations: Tally,
    /// Its weights.
    pub weights: Tally,
    /// The gradients of its outputs.
    pub gradients: Tally,
    /// Those gradients as the format sees them, divided by their scale: how many in each binade from `2^`[`LOWEST`] on; what lies below or above counts in
    /// the first or the last.
    pub histogram: Vec<u32>,
    /// Gradients that were zero before rounding.
    pub zeros: u32,
}

/// Where a linear layer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Site {
    /// Hidden layer of this number, from 0; the first takes the input.
    Hidden(u8),
    /// The layer that gives the answer.
    Output,
    /// Queries, keys and values of a block.
    Attention(u8),
    /// What joins the heads of a block.
    Joining(u8),
    /// The widening half of a block's feed-forward part.
    Widening(u8),
    /// The narrowing half.
    Narrowing(u8),
}

/// What a run has learnt, to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Picture {
    /// The probability of class 1 at [`SIDE`] by [`SIDE`] points, row by row from the top left.
    Map(Vec<f32>),
    /// Images that it got wrong.
    Digits {
        /// The first ones in the order of the examination, at most 24.
        missed: Vec<Missed>,
        /// How many of each class (row) were taken for each (column), 10 by 10.
        confusion: Vec<u32>,
    },
    /// Text that it made up: before its first step, and anew after every quarter of its steps.
    Text {
        /// After so many steps.
        step: u32,
        /// What it wrote.
        text: String,
    },
}

/// An image taken for something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Missed {
    /// 64 pixels, 0 to 16, row by row.
    pub pixels: Vec<u8>,
    /// What it is.
    pub truth: u8,
    /// What it was taken for.
    pub said: u8,
}
