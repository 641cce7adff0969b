//! Everything a reader may change, and its address.
//!
//! Invariants: a `Scenario` is always complete and always allowed; its link is written by hand and promises for ever; reading a link
//! is total. This room computes nothing: it hands checked settings to `experiments` and `economy`.

use crate::scenario::accumulate::Accumulate;
use crate::scenario::bandwidth::Bandwidth;
use crate::scenario::bits::Bits;
use crate::scenario::claims::Claims;
use crate::scenario::compute::Compute;
use crate::scenario::economy::Economy;
use crate::scenario::quantize::Quantize;
use crate::scenario::start::Start;
use crate::scenario::train::Train;
use crate::scenario::view::View;

/// Words of a link for a closed list, both ways: one row per variant, so that neither direction can be forgotten.
macro_rules! closed_words {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $name {
            /// The words of the link, in the order shown to readers.
            pub const KEYS: &'static [&'static str] = &[$($word),*];

            /// The word of the link.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value of a word, if it is one.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

pub mod view;

pub mod start;

pub mod own_format;

pub mod bits;

pub mod quantize;

pub mod quantize_presets;

pub mod accumulate;

pub mod train;

pub mod train_presets;

pub mod bandwidth;

pub mod measured;

pub mod measured_text;

pub mod serving;

pub mod serving_presets;

pub mod compute;

pub mod chips;

pub mod economy;

pub mod economy_knobs;

pub mod economy_presets;

pub mod claims;

pub mod real_text;

pub mod range_text;

pub mod value;

pub mod notice;

#[macro_use]
pub mod knobs;

pub mod train_knobs;

pub mod fitting;

pub mod link;

pub mod numbers;

pub mod table_text;

pub mod slider;

/// Everything a reader may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The view on show.
    pub view: View,
    /// Settings of `#/`.
    pub start: Start,
    /// Settings of `#/bits`.
    pub bits: Bits,
    /// Settings of `#/quantize`.
    pub quantize: Quantize,
    /// Settings of `#/accumulate`.
    pub accumulate: Accumulate,
    /// Settings of `#/train`.
    pub train: Train,
    /// Settings of `#/bandwidth`.
    pub bandwidth: Bandwidth,
    /// Settings of `#/compute`.
    pub compute: Compute,
    /// Settings of `#/economy`.
    pub economy: Economy,
    /// Settings of `#/claims`.
    pub claims: Claims,
    /// The edition the link names; `None` where it names none, which without settings means the newest.
    pub edition: Option<&'static str>,
    /// The language the link asks for; `None` leaves it to the reader.
    pub language: Option<Language>,
    /// What a newer grammar said and this one only carries along.
    pub foreign: Foreign,
}

/// The languages a link can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
}

/// Keys of a newer grammar, carried along untouched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The version the link named; 0 when it named none newer than ours.
    pub version: u32,
    /// Its unknown keys with their raw values.
    pub pairs: Vec<(String, String)>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            view: View::Start,
            start: Start::default(),
            bits: Bits::default(),
            quantize: Quantize::default(),
            accumulate: Accumulate::default(),
            train: Train::default(),
            bandwidth: Bandwidth::default(),
            compute: Compute::default(),
            economy: Economy::default(),
            claims: Claims::default(),
            edition: None,
            language: None,
            foreign: Foreign::default(),
        }
    }
}

closed_words!(Language { English = "en", French = "fr" });
