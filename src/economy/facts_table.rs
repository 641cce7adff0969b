//! All facts as one CSV text: what `octet facts --csv` prints.
//!
//! Quoting follows RFC 4180 (a cell with a comma, a quotation mark or a line break is quoted, a quotation mark inside
//! is doubled). Lines end in a bare line feed, as in the tables themselves, so that the text survives a pipe unchanged.
//! The headings are stable: columns may be added at the end, never renamed. No cell begins like a spreadsheet formula:
//! `build.rs` refuses such a cell in a table, so nothing has to be altered here.

use std::borrow::Cow;

use crate::economy::facts::fact::Fact;
use crate::economy::facts::listing::all_facts;
use crate::economy::facts::printed::SourceType;

/// The headings, one for each part of a fact; values keep the unit of the column `unit`.
pub const HEADINGS: [&str; 11] =
    ["table", "id", "value", "unit", "as_of", "what", "basis", "source_name", "source_type", "url", "note"];

/// Every fact, one line each, under [`HEADINGS`].
pub fn facts_csv() -> String {
    let mut text = HEADINGS.join(",");
    text.push('\n');
    for fact in all_facts() {
        text += &cells(&fact).map(quoted).join(",");
        text.push('\n');
    }
    text
}

/// The cells of one fact in the order of the headings.
fn cells(fact: &Fact) -> [&str; 11] {
    let source_type = fact.source_type.map_or("", SourceType::label);
    let Fact { table, id, value, unit, as_of, what, basis, source_name, url, note, .. } = fact;
    [table.name(), id, value, unit, as_of, what, basis, source_name, source_type, url, note]
}

/// A cell, quoted if it must be.
fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADINGS, cells, facts_csv, quoted};
    use crate::economy::facts::listing::all_facts;

    #[test]
    fn a_csv_reader_gets_back_every_cell() {
        let text = facts_csv();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), HEADINGS.as_slice());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let facts = all_facts();
        assert_eq!(records.len(), facts.len());
        for (record, fact) in records.iter().zip(&facts) {
            assert_eq!(record, cells(fact).as_slice());
        }
    }

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for fact in all_facts() {
            for cell in cells(&fact) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            }
        }
    }

    #[test]
    fn only_what_must_be_quoted_is() {
        fn check(cell: &str, expect: &str) {
            assert_eq!(quoted(cell), expect);
        }
        check("plain words", "plain words");
        check("1,472,781 H20", "\"1,472,781 H20\"");
        check("the \"jump\"", "\"the \"\"jump\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("", "");
    }
}
