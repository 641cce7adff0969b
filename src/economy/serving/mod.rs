//! A language model on chips: what its weights and its context occupy, how many chips that takes, and which limit a step meets first.
//!
//! Units: bytes, seconds, tokens a second. Every bound is an upper one, from published peaks and sizes and the reader's assumptions; what
//! is not published stays `None` all the way, and is never taken for nothing.

pub mod arithmetic;
pub mod bounds;
pub mod memory;
pub mod shape;
pub mod storage;
pub mod traffic;
pub mod training;
pub mod width;

use crate::economy::serving::width::Width;
use crate::units::Share;
use crate::units::data::BytesPerSecond;

/// How a model is served: the work, and what machines are assumed to reach. All are assumptions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Serving {
    /// Tokens of context that each sequence keeps.
    pub context: f64,
    /// Sequences that move on by a token in the same step.
    pub sequences: f64,
    /// The numbers of the context.
    pub cached: Width,
    /// The part of full multi-head attention's keys and values that is kept; grouped queries and latent attention keep little.
    pub kept: Share,
    /// The part of a chip's memory that weights and context may fill.
    pub usable: Share,
    /// The part of the peak bandwidth that is reached.
    pub bandwidth_reached: Share,
    /// The part of the peak rate that is reached.
    pub peak_reached: Share,
    /// What a chip can send to others.
    pub link: BytesPerSecond,
    /// Experts that a token is sent to in each layer.
    pub experts: f64,
    /// The numbers sent to them; what comes back is BF16.
    pub dispatch: Width,
}

impl Default for Serving {
    /// The first setting of the page; `scenario::serving` gives the reasons.
    fn default() -> Self {
        Self {
            context: 4096.0,
            sequences: 64.0,
            cached: Width::Sixteen,
            kept: Share::clamped(0.04),
            usable: Share::clamped(0.9),
            bandwidth_reached: Share::clamped(0.7),
            peak_reached: Share::clamped(0.5),
            link: BytesPerSecond::from_gigabytes(50.0),
            experts: 9.0,
            dispatch: Width::Eight,
        }
    }
}
