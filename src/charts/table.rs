//! The table behind a picture: the same numbers, for people, screen readers and spreadsheets.
//!
//! Columns carry two names: `key` is for machines and never changes with the language; `label` is for the reader.

/// Columns and rows; every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Stable machine name, the header of the CSV: lower-case words joined by underscores, unit last.
    pub key: &'static str,
    /// The heading that the reader sees.
    pub label: String,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A word of a closed list: `key` for machines, the same in every language, and `label` for the reader.
    Term {
        /// What the CSV carries.
        key: &'static str,
        /// What is shown.
        label: String,
    },
    /// A number in the column's unit; may be NaN or infinite, and is then spelled out.
    Number(f64),
    /// Words that lead to a page, such as a source.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads; the CSV carries this address.
        url: String,
    },
    /// Nothing: not known, or does not apply.
    Empty,
}
