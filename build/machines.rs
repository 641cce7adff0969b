//! The names of models and chips in a link, made of the names that the tables give them: `DeepSeek-V3.1` is `deepseek-v3-1`.
//!
//! A name changes only if the cell does, so it stays when rows are added or moved; two rows of one name stop the build.

use super::cells::Row;
use super::points::slug;
use super::tables::Table;

/// The lists: the table, the column that names a row, and what the list is called.
const LISTS: [(&str, &str, &str); 2] = [("models", "model", "MODEL_NAMES"), ("chips", "chip", "CHIP_NAMES")];

/// The Rust source of both lists, each in the order of its table.
///
/// # Errors
/// A missing table or column, or two rows of one name.
pub fn source(read: &[(&Table, Vec<Row>)]) -> Result<String, String> {
    LISTS.iter().map(|list| list_source(list, read)).collect()
}

fn list_source(&(file, heading, constant): &(&str, &str, &str), read: &[(&Table, Vec<Row>)]) -> Result<String, String> {
    let found = read.iter().find(|(table, _)| table.file == file);
    let (table, rows) = found.ok_or_else(|| format!("there is no table {file}"))?;
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        let name = slug(row.cell(table, heading)?);
        if names.contains(&name) {
            return Err(row.complaint(heading, &format!("the row and an earlier one are both called {name}")));
        }
        names.push(name);
    }
    let lines: Vec<String> = names.iter().map(|name| format!("    {name:?},\n")).collect();
    Ok(format!(
        "/// The name of each row of `{file}.csv` in a link, in the order of the table.\npub const {constant}: &[&str] = &[\n{}];\n\n",
        lines.concat()
    ))
}
