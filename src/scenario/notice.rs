//! What a link asked for and did not get: every dropped or changed key, with what was given and what is allowed.
//!
//! The page turns these into sentences of the reader's language; `Display` is the terminal's English.

use core::fmt;

use crate::scenario::real_text::RealError;
use crate::scenario::value::decimal;
use crate::scenario::view::View;

/// One remark about a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The key it is about; empty when it is about the whole link.
    pub key: String,
    /// What was given, cut to [`SHOWN`] characters.
    pub given: String,
    /// What was wrong, and what is allowed.
    pub why: Why,
}

/// Why a part of a link was dropped or changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The text is no decimal number.
    NotANumber,
    /// NaN, an infinity, or a number beyond the largest double.
    NotFinite,
    /// A number outside the range; the nearer end is used.
    OutOfRange {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
        /// The value used instead.
        used: f64,
    },
    /// The text is no whole number.
    NotWhole,
    /// A whole number outside the range; the nearer end is used.
    OutOfWholeRange {
        /// Smallest value allowed.
        min: u64,
        /// Largest value allowed.
        max: u64,
        /// The value used instead.
        used: u64,
    },
    /// A whole number between two that are allowed; the next one is used.
    NotAMultiple {
        /// What every allowed value is a multiple of.
        of: u64,
        /// The value used instead.
        used: u64,
    },
    /// The word is not on the list.
    NotAChoice {
        /// The words allowed.
        allowed: &'static [&'static str],
    },
    /// The text is neither a number nor a code.
    NotReal(RealError),
    /// The text is no range, or one whose ends are not in order or beyond what is allowed.
    NotARange {
        /// Smallest end allowed.
        min: f64,
        /// Largest end allowed.
        max: f64,
    },
    /// Entries of a list that are no usable number, and entries beyond the longest list.
    EntriesDropped {
        /// How many were no usable number.
        dropped: usize,
        /// How many were cut off at the end.
        cut: usize,
        /// The longest list allowed.
        most: usize,
    },
    /// The link was made from data that never left its maker's device.
    StayedOnDevice,
    /// No view has this key.
    UnknownKey,
    /// The key exists, but not in this view.
    OtherView,
    /// The key stood there twice; the last one counts.
    Twice,
    /// There is no such view.
    UnknownView,
    /// No data-and-model edition has this name; the newest is used.
    UnknownEdition,
    /// The link was made by a newer grammar than ours.
    NewerGrammar,
    /// The link is longer than any this page writes, and was not read at all.
    TooLong {
        /// Most bytes read.
        most: usize,
    },
}

/// Most characters of a given text that a notice repeats.
pub const SHOWN: usize = 60;

impl Notice {
    /// A notice about one key.
    pub fn new(key: &str, given: &str, why: Why) -> Self {
        Self { key: shortened(key), given: shortened(given), why }
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        short.push('…');
    }
    short
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        let given = &self.given;
        match &self.why {
            Why::NotANumber => write!(f, "'{given}' is not a number; a decimal number is allowed"),
            Why::NotFinite => write!(f, "'{given}' is not a finite number; a finite decimal number is allowed"),
            Why::OutOfRange { min, max, .. } => {
                write!(f, "{given} is outside the range; {} to {} is allowed", decimal(*min), decimal(*max))
            }
            Why::NotWhole => write!(f, "'{given}' is not a whole number; digits alone are allowed"),
            Why::OutOfWholeRange { min, max, .. } => {
                write!(f, "{given} is outside the range; {min} to {max} is allowed")
            }
            Why::NotAMultiple { of, used } => {
                write!(f, "{given} is not a multiple of {of}; {used} is the next one")
            }
            Why::NotAChoice { allowed } => write!(f, "'{given}' is unknown; allowed are {}", allowed.join(", ")),
            Why::NotReal(why) => write!(f, "'{given}' cannot be used: {why}"),
            Why::NotARange { min, max } => {
                let (min, max) = (decimal(*min), decimal(*max));
                write!(
                    f,
                    "'{given}' is no range; none, or uniform, triangular, normal or lognormal with two ends from {min} to {max}, all joined by '~', is allowed"
                )
            }
            Why::EntriesDropped { dropped, cut, most } => {
                write!(
                    f,
                    "{dropped} entries are no usable number and {cut} are too many; up to {most} finite numbers joined by '~' are allowed"
                )
            }
            Why::StayedOnDevice => {
                write!(f, "the maker's own numbers were too many for a link and stayed on that device")
            }
            Why::UnknownKey => write!(f, "no view has this key (given: '{given}')"),
            Why::OtherView => write!(f, "this key belongs to another view (given: '{given}')"),
            Why::Twice => write!(f, "given twice; the last one, '{given}', counts"),
            Why::UnknownView => {
                let views: Vec<String> = View::ALL.iter().map(|view| format!("#/{}", view.key())).collect();
                write!(f, "there is no view '{given}'; allowed are {}", views.join(", "))
            }
            Why::UnknownEdition => write!(f, "there is no edition '{given}'"),
            Why::NewerGrammar => write!(f, "the link was made by a newer version ('{given}')"),
            Why::TooLong { most } => write!(f, "the link is longer than {most} bytes, the most that is read"),
        }
    }
}
