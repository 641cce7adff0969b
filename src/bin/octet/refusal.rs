//! The command's one error: a line that says what was given and what is allowed.

use std::ffi::OsStr;

/// Why a command line or its input was refused: one line, no final full stop.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl From<lexopt::Error> for Refusal {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

/// What the user typed, in quotes and with escapes, so that a line break in it cannot make two lines of one.
pub fn quoted(word: impl AsRef<OsStr>) -> String {
    format!("{:?}", word.as_ref().to_string_lossy())
}

/// Words joined as a list: "a, b, c".
pub fn allowed<'words>(words: impl IntoIterator<Item = &'words str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}

/// The refusal of an option or argument that a command does not know.
pub fn unknown_option(argument: &lexopt::Arg, allowed: &str) -> Refusal {
    Refusal(match argument {
        lexopt::Arg::Short(letter) => format!("unknown option {}; allowed are {allowed}", quoted(format!("-{letter}"))),
        lexopt::Arg::Long(name) => format!("unknown option {}; allowed are {allowed}", quoted(format!("--{name}"))),
        lexopt::Arg::Value(word) => format!("unexpected argument {}; allowed are {allowed}", quoted(word)),
    })
}
