//! Numbers that a reader pastes: a column from a spreadsheet, a list, or anything in between.
//!
//! Entries stand on lines of their own or are separated by spaces, tabs or semicolons. A comma separates too, unless it can only be a
//! decimal comma: that is when no entry holds a point, none holds two commas, and none is followed by a space.
//! The whole text is refused if one entry is no number, so that nobody computes with half a column without knowing.

use crate::scenario::quantize::{LARGEST_NUMBER, MOST_NUMBERS};
use crate::scenario::value::finite;

/// Why a pasted text was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    /// There is no entry at all.
    #[error("the text holds no number; decimal numbers are allowed, one a line")]
    Empty,
    /// Some entries are no usable numbers.
    #[error("line {line}: '{given}' is not a finite number ({count} such entries)")]
    NotNumbers {
        /// Line of the first such entry, from 1.
        line: usize,
        /// That entry, cut to 40 characters.
        given: String,
        /// How many such entries there are.
        count: usize,
    },
    /// More entries than allowed.
    #[error("{given} numbers were given; at most {MOST_NUMBERS} are allowed")]
    TooMany {
        /// How many there were.
        given: usize,
    },
}

/// Reads pasted text.
///
/// `"0,5; 1,5"` gives 0.5 and 1.5; `"1,2,3"` gives 1, 2 and 3; `"1e39"` is refused, because FP32 cannot hold it.
///
/// # Errors
/// When there is no entry, one that is no finite number of at most ±3·10³⁸, or more than [`MOST_NUMBERS`].
pub fn read(text: &str) -> Result<Vec<f64>, PasteError> {
    let is_decimal = comma_is_decimal(text);
    let mut numbers = Vec::new();
    let mut first_bad: Option<(usize, String)> = None;
    let mut bad = 0;
    for (index, line) in text.lines().enumerate() {
        for entry in entries(line, is_decimal) {
            if let Some(number) = number(entry, is_decimal) {
                numbers.push(number);
            } else {
                bad += 1;
                first_bad.get_or_insert_with(|| (index + 1, entry.chars().take(40).collect()));
            }
        }
    }
    if let Some((line, given)) = first_bad {
        return Err(PasteError::NotNumbers { line, given, count: bad });
    }
    match numbers.len() {
        0 => Err(PasteError::Empty),
        given if MOST_NUMBERS < given => Err(PasteError::TooMany { given }),
        _ => Ok(numbers),
    }
}

/// How many numbers every line of a text has that [`read`] accepts, where there are two lines or more and two numbers or more in each:
/// a matrix copied from a spreadsheet. `None` for a single column or row, and where lines differ.
pub fn columns(text: &str) -> Option<usize> {
    let is_decimal = comma_is_decimal(text);
    let mut lengths = text.lines().map(|line| entries(line, is_decimal).count()).filter(|&length| 0 < length);
    let first = lengths.next()?;
    let mut others = 0;
    (1 < first && lengths.inspect(|_| others += 1).all(|length| length == first) && 0 < others).then_some(first)
}

/// The number of one entry: finite and of at most ±3·10³⁸.
pub fn number(entry: &str, comma_is_decimal: bool) -> Option<f64> {
    // The minus sign of typeset text is not the one of keyboards.
    let entry = entry.replace('\u{2212}', "-");
    let entry = if comma_is_decimal { entry.replace(',', ".") } else { entry };
    finite(&entry).ok().filter(|number| number.abs() <= LARGEST_NUMBER)
}

fn entries(line: &str, comma_is_decimal: bool) -> impl Iterator<Item = &str> {
    line.split(move |c: char| c.is_whitespace() || c == ';' || (c == ',' && !comma_is_decimal))
        .filter(|e| !e.is_empty())
}

/// Whether the commas of a text can only be decimal commas.
pub fn comma_is_decimal(text: &str) -> bool {
    let words = || text.split(|c: char| c.is_whitespace() || c == ';').filter(|word| !word.is_empty());
    !text.contains('.')
        && words().all(|word| word.matches(',').count() <= 1 && !word.starts_with(',') && !word.ends_with(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[f64]) {
        assert_eq!(read(text).as_deref(), Ok(expect), "{text:?}");
    }

    #[test]
    fn columns_lists_and_decimal_commas() {
        check("1\n2\n\n3\n", &[1.0, 2.0, 3.0]);
        check("1,2,3", &[1.0, 2.0, 3.0]);
        check("1, 2", &[1.0, 2.0]);
        check("0.5,1.5", &[0.5, 1.5]);
        check("0,5\n1,5", &[0.5, 1.5]);
        check("0,5; \u{2212}1,5", &[0.5, -1.5]);
        check("1\t-2e-3\r\n+4", &[1.0, -0.002, 4.0]);
    }

    #[test]
    fn a_pasted_matrix_is_known_by_its_lines() {
        for (text, expect) in [
            ("1\t2\n3\t4\n", Some(2)),
            ("1 2 3\n\n4 5 6", Some(3)),
            ("0,5;1,5\n2;3", Some(2)),
            ("1, 2, 3", None),
            ("1\n2\n3", None),
            ("1 2\n3", None),
            ("", None),
        ] {
            assert_eq!(columns(text), expect, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_named_with_its_line() {
        let check = |text: &str, line: usize, given: &str, count: usize| {
            assert_eq!(read(text), Err(PasteError::NotNumbers { line, given: given.to_owned(), count }));
        };
        check("1\nabc\nNaN", 2, "abc", 2);
        check("inf", 1, "inf", 1);
        check("1e39", 1, "1e39", 1);
        check("1e999", 1, "1e999", 1);
        assert_eq!(read(" \n;"), Err(PasteError::Empty));
        assert_eq!(read(&"1 ".repeat(MOST_NUMBERS + 1)), Err(PasteError::TooMany { given: MOST_NUMBERS + 1 }));
    }
}
