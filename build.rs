//! Turns the tables under `src/economy/data` into typed constants, so that the page carries facts but no CSV parser.
//!
//! `build/tables.rs` says what each table must look like and `build/named.rs` which rows have a name in the code. A
//! cell that breaks its rule stops the build with file, line and column. The output, one array per table and one file
//! of named rows, is included by `src/economy/facts`. No unit is converted here: a cell keeps the unit of its column.
//! Likewise `build/words.rs` turns the English messages into the closed list of words.

#[path = "build/cells.rs"]
mod cells;
#[path = "build/machines.rs"]
mod machines;
#[path = "build/named.rs"]
mod named;
#[path = "build/points.rs"]
mod points;
#[path = "build/tables.rs"]
pub mod tables;
#[path = "build/tallies.rs"]
mod tallies;
#[path = "build/words.rs"]
mod words;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use cells::{Row, literal};
use tables::{Column, Rule, TABLES, Table};

const DATA: &str = "src/economy/data";
const WORDS: &str = "src/messages/en.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DATA}");
    println!("cargo::rerun-if-changed={WORDS}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    // The page is cut into programs after linking, which takes the linker's notes on what refers to what.
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
    }
    let out = env::var("OUT_DIR")?;
    match compiled_all() {
        Ok(files) => {
            for (name, source) in files {
                fs::write(Path::new(&out).join(name), source)?;
            }
        }
        Err(message) => println!("cargo::error={message}"),
    }
    Ok(())
}

/// Every generated file with its name, or the first thing that is wrong with a table.
fn compiled_all() -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    let mut read = Vec::new();
    for table in &TABLES {
        let path = format!("{DATA}/{}.csv", table.file);
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let rows = rows_from_text(table, &text)?;
        files.push((format!("{}.rs", table.file), array_from_rows(table, &rows)?));
        if table.file == "compute_history" {
            files.push(("point_names.rs".to_owned(), points::source(table, &rows)?));
        }
        read.push((table, rows));
    }
    files.push(("machine_names.rs".to_owned(), machines::source(&read)?));
    files.push(("named.rs".to_owned(), named::source(&read)? + &tallies::source(&read)?));
    let messages = fs::read_to_string(WORDS).map_err(|error| format!("{WORDS}: {error}"))?;
    files.extend(words::sources(&messages).map_err(|problem| format!("{WORDS}: {problem}"))?);
    Ok(files)
}

/// The rows of a table, each checked against its columns and rules.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn rows_from_text(table: &Table, text: &str) -> Result<Vec<Row>, String> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let expected: Vec<&str> = table.columns.iter().map(|(heading, ..)| *heading).collect();
    let headings = reader.headers().map_err(|error| format!("{}.csv: {error}", table.file))?;
    if headings != expected.as_slice() {
        return Err(format!("{}.csv, line 1: the columns must be {}", table.file, expected.join(",")));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("{}.csv: {error}", table.file))?;
        let line = line_at(text, record.position().map_or(0, csv::Position::byte));
        let row = Row { file: table.file, line, cells: record.iter().map(str::to_owned).collect() };
        for rule in table.rules {
            check(table, &row, *rule)?;
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The line, counted from 1, of the row that begins at a byte. Counted here because the reader's own count is that of
/// the line break before the row.
fn line_at(text: &str, byte: u64) -> usize {
    let byte = usize::try_from(byte).unwrap_or(usize::MAX);
    let breaks = text.bytes().enumerate().filter(|(_, character)| *character == b'\n');
    1 + breaks.take_while(|(place, _)| *place <= byte).count()
}

/// Checks one rule about which cell needs which.
fn check(table: &Table, row: &Row, rule: Rule) -> Result<(), String> {
    let filled = |heading: &str| row.cell(table, heading).map(|cell| !cell.is_empty());
    match rule {
        Rule::With(given, needed) if filled(given)? && !filled(needed)? => {
            Err(row.complaint(needed, &format!("is empty, but {given} is filled")))
        }
        Rule::Where(heading, word, needed) if row.cell(table, heading)? == word && !filled(needed)? => {
            Err(row.complaint(needed, &format!("is empty, but {heading} is {word}")))
        }
        Rule::Either(one, other) if !filled(one)? && !filled(other)? => {
            Err(row.complaint(one, &format!("is empty, and {other} does not say why")))
        }
        Rule::With(..) | Rule::Where(..) | Rule::Either(..) => Ok(()),
    }
}

/// The Rust array expression of a table.
///
/// # Errors
/// The first cell that its column does not allow, with its place.
pub fn array_from_rows(table: &Table, rows: &[Row]) -> Result<String, String> {
    let structs: Vec<String> = rows.iter().map(|row| struct_from_row(table, row)).collect::<Result<_, _>>()?;
    Ok(format!("&[\n{}]\n", structs.concat()))
}

/// The Rust struct expression of a row.
fn struct_from_row(table: &Table, row: &Row) -> Result<String, String> {
    let field = |((heading, field, cell), text): (&Column, &String)| {
        let value = literal(*cell, text).map_err(|problem| row.complaint(heading, &problem))?;
        Ok(format!("{field}: {value}, "))
    };
    let fields: Vec<String> = table.columns.iter().zip(&row.cells).map(field).collect::<Result<_, String>>()?;
    Ok(format!("    {} {{ {}}},\n", table.row, fields.concat()))
}
