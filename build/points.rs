//! The names of the points of `compute_history.csv` in a link, made of the cells that identify a row.
//!
//! `2025-06-china-intelligent-fp16-infrastructure-side` is the 788. A count is named by date, region, series, precision and scope;
//! a forecast or target by its kind and publisher besides, because two editions speak about the same date. A name changes
//! only if one of those cells does; two rows of one name stop the build.

use super::cells::Row;
use super::tables::Table;

/// The Rust source of the list of names: `none` first, then one for each row, in their order.
///
/// # Errors
/// A missing column, or two rows of one name.
pub fn source(table: &Table, rows: &[Row]) -> Result<String, String> {
    let mut names = vec!["none".to_owned()];
    for row in rows {
        let name = name(table, row)?;
        if names.contains(&name) {
            return Err(row.complaint("date", &format!("the row and an earlier one are both called {name}")));
        }
        names.push(name);
    }
    let lines: Vec<String> = names.iter().map(|name| format!("    {name:?},\n")).collect();
    let doc = "/// `none`, then the name of each point in a link, in the order of the table.";
    Ok(format!("{doc}\npub const POINT_NAMES: &[&str] = &[\n{}];\n", lines.concat()))
}

fn name(table: &Table, row: &Row) -> Result<String, String> {
    let cell = |heading| row.cell(table, heading);
    let scope = cell("scope")?;
    // What stands before the explanation, and what tells parts of one scope apart: `…: Amazon`.
    let head = scope.split([',', '(', ':']).next().unwrap_or(scope);
    let tail = scope.rsplit_once(": ").map_or("", |(_, tail)| tail.split(',').next().unwrap_or(tail));
    let mut words = vec![cell("date")?, cell("region")?, cell("series")?, cell("precision_basis")?, head, tail];
    if cell("kind")? != "actual" {
        words.extend([cell("kind")?, cell("publisher")?]);
    }
    Ok(slug(&words.join(" ")))
}

/// Lower-case letters and digits, joined by hyphens.
pub fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
