//! How many rows of a table are of a sort, counted here, so that a default which is such a count does not carry the table along.
//!
//! The rules say of a row what its columns hold; `src/economy` has the same sorts as functions, and a test holds both together.

use super::cells::Row;
use super::tables::Table;

/// What a column must hold for its row to count.
enum Holds {
    /// This text.
    Exactly(&'static str),
    /// Anything that does not begin so.
    NothingBeginning(&'static str),
    /// Anything.
    Something,
}

use self::Holds::{Exactly, NothingBeginning, Something};

/// A count: its name, its file, what its rows hold, a sentence for the reader.
type Tally = (&'static str, &'static str, &'static [(&'static str, Holds)], &'static str);

const SHIPPED: Holds = NothingBeginning("announced");

const TALLIES: [Tally; 4] = [
    (
        "DOMESTIC_MODELS",
        "chips",
        &[("domestic_to_china", Exactly("y")), ("status", SHIPPED)],
        "Models of Chinese design that ship.",
    ),
    (
        "DOMESTIC_MODELS_WITH_FP8",
        "chips",
        &[("domestic_to_china", Exactly("y")), ("status", SHIPPED), ("fp8_tflops", Something)],
        "Those of them with a published FP8 rate.",
    ),
    (
        "FOREIGN_MODELS",
        "chips",
        &[("domestic_to_china", Exactly("n")), ("status", SHIPPED)],
        "Models of other design that ship.",
    ),
    (
        "FOREIGN_MODELS_WITH_FP8",
        "chips",
        &[("domestic_to_china", Exactly("n")), ("status", SHIPPED), ("fp8_tflops", Something)],
        "Those of them with a published FP8 rate.",
    ),
];

/// The Rust source of all counts.
///
/// # Errors
/// A count of a table or column that does not exist.
pub fn source(read: &[(&Table, Vec<Row>)]) -> Result<String, String> {
    TALLIES.iter().map(|tally| tally_source(read, tally)).collect()
}

fn tally_source(read: &[(&Table, Vec<Row>)], (name, file, holds, sentence): &Tally) -> Result<String, String> {
    let found = read.iter().find(|(table, _)| table.file == *file);
    let (table, rows) = found.ok_or_else(|| format!("{name}: no table {file}"))?;
    let mut count = 0;
    for row in rows {
        let cells: Vec<(&str, &Holds)> = holds
            .iter()
            .map(|(heading, holds)| Ok((row.cell(table, heading)?, holds)))
            .collect::<Result<_, String>>()?;
        count += u32::from(cells.iter().all(|(cell, holds)| holds.fits(cell)));
    }
    Ok(format!("/// {sentence}\npub static {name}: u32 = {count};\n"))
}

impl Holds {
    fn fits(&self, cell: &str) -> bool {
        match self {
            Exactly(text) => cell == *text,
            NothingBeginning(text) => !cell.starts_with(text),
            Something => !cell.is_empty(),
        }
    }
}
