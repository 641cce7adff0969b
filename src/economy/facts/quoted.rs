//! Figures that stand only in the words of a row: read there, in one place, and never typed again.
//!
//! Unit: as the words after it say, mostly per cent. A note is a sentence of a table; what is read is the number directly before a mark such as
//! `% of the world`, so the figure keeps the row, and with it the source, that it came from.

use crate::economy::facts::printed::Printed;
use crate::numerics::decimal_text;

/// The number directly before `mark` in a note; `None` if the note has no such words.
///
/// `figure_before("Up 73%, about 21% of the world; …", "% of the world")` is 21.
pub fn figure_before(note: &'static str, mark: &str) -> Option<Printed> {
    let (before, _) = note.split_once(mark)?;
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let text = &before[digits.len()..];
    Some(Printed { number: decimal_text::read(text)?, text })
}

#[cfg(test)]
mod tests {
    use super::figure_before;

    #[test]
    fn a_figure_is_read_before_its_mark_and_nowhere_else() {
        fn check(note: &'static str, mark: &str, expect: Option<&str>) {
            assert_eq!(figure_before(note, mark).map(|printed| printed.text), expect, "{note}");
        }
        check("Up 73%, about 21% of the world; FP32 basis", "% of the world", Some("21"));
        check("Sum over 172 existing clusters: 16.6% of the data set.", "% of the data set", Some("16.6"));
        check("33% of the world", "% of the world", Some("33"));
        check("AI part grew 85% and passed half of the total.", "% of the world", None);
        check("a few % of the world", "% of the world", None);
        check("", "%", None);
    }
}
