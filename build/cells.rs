//! One cell of a table as a Rust literal, and one row with its place in the file for complaints.
//!
//! A number becomes its value together with its printed text; both keep the unit of their column.

use super::tables::{Cell, Table, Words};

/// One row as read.
pub struct Row {
    /// The file, without `.csv`.
    pub file: &'static str,
    /// The line where the row begins, counted from 1.
    pub line: usize,
    /// The cells in the order of the columns.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell under a heading.
    ///
    /// # Errors
    /// A complaint about a heading that this table lacks.
    pub fn cell(&self, table: &Table, heading: &str) -> Result<&str, String> {
        let place = table.columns.iter().position(|(name, ..)| *name == heading);
        place
            .and_then(|place| self.cells.get(place))
            .map(String::as_str)
            .ok_or_else(|| self.complaint(heading, "is not a column of this table"))
    }

    /// What is wrong, and where.
    pub fn complaint(&self, heading: &str, problem: &str) -> String {
        format!("{}.csv, line {}, column {heading}: {problem}", self.file, self.line)
    }
}

/// The Rust literal of a cell.
///
/// # Errors
/// What is wrong with the cell, without its place.
pub fn literal(cell: Cell, text: &str) -> Result<String, String> {
    if text.trim() != text {
        return Err(format!("{text:?} begins or ends with a space"));
    }
    if text.starts_with(['=', '+', '-', '@']) {
        // Our CSV files are opened in spreadsheets; such a cell would be taken for a formula.
        return Err(format!("{text:?} begins like a spreadsheet formula; word it differently"));
    }
    let empty = text.is_empty();
    match cell {
        Cell::MayNumber | Cell::MayRange | Cell::MayWord(_) if empty => Ok("None".to_owned()),
        Cell::Text | Cell::Number | Cell::Range | Cell::Date | Cell::Word(_) if empty => {
            Err("is empty, but must be filled".to_owned())
        }
        Cell::Text | Cell::MayText => Ok(format!("{text:?}")),
        Cell::Number => printed(text),
        Cell::MayNumber => printed(text).map(some),
        Cell::Range => printed_range(text),
        Cell::MayRange => printed_range(text).map(some),
        Cell::Date => date(text),
        Cell::Word(words) => word(words, text),
        Cell::MayWord(words) => word(words, text).map(some),
    }
}

/// Wraps a literal.
fn some(literal: impl std::fmt::Display) -> String {
    format!("Some({literal})")
}

/// A finite number that is not negative: none of our tables holds a negative one.
fn number(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
        Ok(_) | Err(_) => Err(format!("{text:?} is not a finite number of at least 0")),
    }
}

/// A number as Rust writes it; large ones with an exponent, so that no digits need grouping.
fn written(value: f64) -> String {
    if value < 1e5 { format!("{value:?}") } else { format!("{value:e}") }
}

/// A number with its text.
fn printed(text: &str) -> Result<String, String> {
    Ok(format!("Printed {{ number: {}, text: {text:?} }}", written(number(text)?)))
}

/// A number, or two with a hyphen between them, with the text.
fn printed_range(text: &str) -> Result<String, String> {
    let (low, high) = match text.split_once('-') {
        Some((low, high)) => (number(low)?, number(high)?),
        None => (number(text)?, number(text)?),
    };
    if low > high {
        return Err(format!("{text:?} ends below its beginning"));
    }
    Ok(format!("PrintedRange {{ low: {}, high: {}, text: {text:?} }}", written(low), written(high)))
}

/// `YYYY` or `YYYY-MM`.
fn date(text: &str) -> Result<String, String> {
    let wrong = || format!("{text:?} is not a date YYYY or YYYY-MM");
    let (year, month) = match text.split_once('-') {
        Some((year, month)) if month.len() == 2 => (year, Some(month)),
        Some(_) => return Err(wrong()),
        None => (text, None),
    };
    let year: u16 = year.parse().map_err(|_| wrong())?;
    let Some(month) = month else {
        return Ok(format!("YearMonth::end_of({year})"));
    };
    match month.parse::<u8>() {
        Ok(month @ 1..=12) => Ok(format!("YearMonth::month({year}, {month})")),
        Ok(_) | Err(_) => Err(wrong()),
    }
}

/// The variant that a word stands for.
fn word(words: Words, text: &str) -> Result<String, String> {
    words.iter().find(|(known, _)| *known == text).map(|(_, variant)| (*variant).to_owned()).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
        format!("{text:?} is not one of {}", known.join(", "))
    })
}
