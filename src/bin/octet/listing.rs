//! What the commands that only list something share: `[--csv]` and nothing else.

use crate::refusal::{Refusal, unknown_option};

/// The list as text, or as CSV where that is asked for, or the command's help.
pub fn listing(
    mut arguments: lexopt::Parser,
    help: &str,
    text: impl FnOnce() -> String,
    csv: impl FnOnce() -> String,
) -> Result<Vec<u8>, Refusal> {
    let mut is_csv = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("csv") => is_csv = true,
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(help.into()),
            other => return Err(unknown_option(&other, "--csv, --help")),
        }
    }
    Ok(if is_csv { csv() } else { text() }.into_bytes())
}
