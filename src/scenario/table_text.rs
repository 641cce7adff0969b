//! A table that a reader brings as a file: CSV, TSV or plain columns, with or without a line of headings.
//!
//! Columns are separated by tabs, else by semicolons, else by commas, else by blanks. A comma is a decimal comma where another sign
//! separates, or where nothing else could: see `scenario::numbers`. Text in straight quotes is one cell. Lines without a cell,
//! and lines that begin with `#`, are passed over. Unlike a pasted list, a table may hold other things than numbers; what is left
//! out is counted, and the page says so.

use crate::numerics::decimal_text;
use crate::scenario::numbers::{comma_is_decimal, number};
use crate::scenario::quantize::MOST_NUMBERS;

/// A table as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TableText {
    /// The names of the columns; empty where there was no line of headings.
    pub headings: Vec<String>,
    /// The lines below the headings; each as long as the longest, `None` where a cell holds no usable number.
    pub rows: Vec<Vec<Option<f64>>>,
    /// How many cells a full line has.
    pub columns: usize,
}

/// Which part of a table to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything, as a matrix.
    Whole,
    /// One column, from 0.
    Column(usize),
}

/// The numbers of a part of a table, and what was left out to get them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// The numbers, row after row.
    pub numbers: Vec<f64>,
    /// Numbers in a row of the matrix; 1 for a single column.
    pub columns: usize,
    /// Columns without any number.
    pub columns_dropped: usize,
    /// Lines in which a number was missing.
    pub rows_dropped: usize,
    /// Lines beyond the most numbers that are allowed.
    pub rows_cut: usize,
}

/// Reads a text as a table; `None` if no cell of it is a usable number.
///
/// `"a;b\n0,5;1\n2;x"` has the headings a and b and the rows 0.5, 1 and 2, nothing.
pub fn read(text: &str) -> Option<TableText> {
    let lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .collect();
    let separator = Separator::of(&lines);
    let mut cells = lines.iter().map(|line| split(line, separator)).peekable();
    let is_heading = |cells: &Vec<String>| cells.iter().all(|cell| !has_number(cell, separator));
    let headings = cells.next_if(is_heading).unwrap_or_default();
    let read_row = |cells: Vec<String>| cells.iter().map(|cell| separator.number(cell)).collect();
    let mut rows: Vec<Vec<Option<f64>>> = cells.map(read_row).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(columns, None);
    }
    rows.iter().flatten().any(Option::is_some).then_some(TableText { headings, rows, columns })
}

impl TableText {
    /// The numbers of a part. Whole tables leave out columns without a number first, then lines that still lack one.
    pub fn take(&self, part: Part) -> Taken {
        let holds = |column: usize| self.rows.iter().any(|row| row.get(column).copied().flatten().is_some());
        let kept: Vec<usize> = match part {
            Part::Whole => (0..self.columns).filter(|&column| holds(column)).collect(),
            Part::Column(column) => vec![column],
        };
        let columns_dropped = match part {
            Part::Whole => self.columns - kept.len(),
            Part::Column(_) => 0,
        };
        let complete = |row: &Vec<Option<f64>>| -> Option<Vec<f64>> {
            kept.iter().map(|&column| row.get(column).copied().flatten()).collect()
        };
        let rows: Vec<Vec<f64>> = self.rows.iter().filter_map(complete).collect();
        let room = (MOST_NUMBERS / kept.len().max(1)).min(rows.len());
        Taken {
            columns: kept.len(),
            columns_dropped,
            rows_dropped: self.rows.len() - rows.len(),
            rows_cut: rows.len() - room,
            numbers: rows.into_iter().take(room).flatten().collect(),
        }
    }

    /// The name of a column, as a reader counts: its heading, or its number from 1.
    pub fn name(&self, column: usize) -> String {
        let heading = self.headings.get(column).map(|heading| heading.trim().chars().take(40).collect::<String>());
        heading.filter(|heading| !heading.is_empty()).unwrap_or_else(|| (column + 1).to_string())
    }
}

/// What separates cells, and whether a comma inside a cell is a decimal comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Tab,
    Semicolon,
    Comma,
    Blank,
}

impl Separator {
    fn of(lines: &[&str]) -> Self {
        let has = |sign: char| lines.iter().take(20).any(|line| line.contains(sign));
        // A heading such as `a,b` settles what a comma in `1,2` means.
        let names_columns = |line: &&&str| line.contains(',') && line.split(',').all(|cell| !has_digit(cell));
        // A comma that does not stand between two digits, as in `2,inf`, is no decimal comma.
        let parts_cells = |line: &&str| {
            let ends = line.split(',').collect::<Vec<_>>();
            ends.windows(2).any(|pair| {
                let (left, right) = (pair[0].bytes().last(), pair[1].bytes().next());
                ![left, right].iter().flatten().all(u8::is_ascii_digit) || left.is_none() || right.is_none()
            })
        };
        if has('\t') {
            Self::Tab
        } else if has(';') {
            Self::Semicolon
        } else if has(',')
            && (lines.first().as_ref().is_some_and(names_columns)
                || lines.iter().take(20).any(parts_cells)
                || !comma_is_decimal(&lines.join("\n")))
        {
            Self::Comma
        } else {
            Self::Blank
        }
    }

    /// The usable number in a cell, if there is one.
    fn number(self, cell: &str) -> Option<f64> {
        let is_decimal = match self {
            Self::Comma => false,
            Self::Tab | Self::Semicolon | Self::Blank => cell.matches(',').count() == 1 && !cell.contains('.'),
        };
        number(cell.trim(), is_decimal)
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a cell holds a number, usable or not: `1e999` is one, and so is `NaN`.
fn has_number(cell: &str, separator: Separator) -> bool {
    let word = cell.trim().trim_start_matches(['+', '-']).to_ascii_lowercase();
    separator.number(cell).is_some()
        || matches!(word.as_str(), "nan" | "inf" | "infinity")
        || decimal_text::read(&word).is_some()
}

/// The cells of a line; two quotes inside a quoted cell are one.
fn split(line: &str, separator: Separator) -> Vec<String> {
    let ends = |c: char| match separator {
        Separator::Tab => c == '\t',
        Separator::Semicolon => c == ';',
        Separator::Comma => c == ',',
        Separator::Blank => c.is_whitespace(),
    };
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let (is_quote, is_end) = (sign == '"', ends(sign) && !is_quoted);
        if is_quote && is_quoted && signs.next_if_eq(&'"').is_some() {
            cells.last_mut().into_iter().for_each(|cell| cell.push('"'));
        } else if is_quote {
            is_quoted = !is_quoted;
        } else if is_end {
            cells.push(String::new());
        } else {
            cells.last_mut().into_iter().for_each(|cell| cell.push(sign));
        }
    }
    if separator == Separator::Blank {
        cells.retain(|cell| !cell.is_empty());
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{Part, Taken, read};
    use crate::scenario::quantize::MOST_NUMBERS;

    #[track_caller]
    fn check(text: &str, headings: &[&str], rows: &[&[Option<f64>]]) {
        let table = read(text).unwrap();
        assert_eq!(table.headings, headings, "{text:?}");
        assert_eq!(table.rows, rows, "{text:?}");
        assert!(table.rows.iter().all(|row| row.len() == table.columns));
    }

    #[expect(clippy::unnecessary_wraps, reason = "a cell that holds a number, beside those that hold none")]
    const fn n(number: f64) -> Option<f64> {
        Some(number)
    }

    #[test]
    fn tables_of_every_kind_are_read() {
        check("1,2\n3,4.5\n", &[], &[&[n(1.0), n(2.0)], &[n(3.0), n(4.5)]]);
        check("a,b\n1,2\n3,4", &["a", "b"], &[&[n(1.0), n(2.0)], &[n(3.0), n(4.0)]]);
        check("\u{feff}a;b\r\n0,5;1\r\n2;x\r\n", &["a", "b"], &[&[n(0.5), n(1.0)], &[n(2.0), None]]);
        check("x\ty\n1,5\t-2e-3\n", &["x", "y"], &[&[n(1.5), n(-0.002)]]);
        check("0,5\n1,5", &[], &[&[n(0.5)], &[n(1.5)]]);
        check("weight\n0.25\n\n# a remark\n0.5", &["weight"], &[&[n(0.25)], &[n(0.5)]]);
        check("  1 2  3\n4 5", &[], &[&[n(1.0), n(2.0), n(3.0)], &[n(4.0), n(5.0), None]]);
        check("\"Name, full\",\"He said \"\"x\"\"\"\n\"1\",2", &["Name, full", "He said \"x\""], &[&[n(1.0), n(2.0)]]);
        check("day,t\n2025-01-01,3\n2025-01-02,4", &["day", "t"], &[&[None, n(3.0)], &[None, n(4.0)]]);
        check("NaN,1\n2,inf\n1e39,5", &[], &[&[None, n(1.0)], &[n(2.0), None], &[None, n(5.0)]]);
    }

    #[test]
    fn a_text_without_numbers_is_no_table() {
        for text in ["", " \n", "a,b\nc,d", "<html><body>no</body></html>", "nan\ninf", "1e999"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let table = read("day,a,b\nmon,1,2\ntue,x,4\nwed,5,6\nthu,7").unwrap();
        let whole = table.take(Part::Whole);
        assert_eq!(
            whole,
            Taken { numbers: vec![1.0, 2.0, 5.0, 6.0], columns: 2, columns_dropped: 1, rows_dropped: 2, rows_cut: 0 }
        );
        let column = table.take(Part::Column(1));
        assert_eq!((column.numbers, column.columns, column.rows_dropped), (vec![1.0, 5.0, 7.0], 1, 1));
        assert!(table.take(Part::Column(0)).numbers.is_empty());
        assert!(table.take(Part::Column(9)).numbers.is_empty());
        assert_eq!((table.name(1), table.name(7)), ("a".to_owned(), "8".to_owned()));
    }

    #[test]
    fn a_long_table_is_cut_at_a_whole_row() {
        let text = "1,2,3.5\n".repeat(30_000);
        let taken = read(&text).unwrap().take(Part::Whole);
        assert_eq!((taken.numbers.len(), taken.columns), (MOST_NUMBERS / 3 * 3, 3));
        assert_eq!(taken.rows_cut, 30_000 - MOST_NUMBERS / 3);
    }
}
