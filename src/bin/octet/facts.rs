//! `octet facts [--csv]`: every number of the world that Octet uses, with its source.

use crate::listing::listing;
use crate::refusal::Refusal;
use octet::economy::facts::fact::Fact;
use octet::economy::facts::listing::all_facts;
use octet::economy::facts::printed::SourceType;
use octet::economy::facts_table::facts_csv;

const HELP: &str = "\
Usage: octet facts [--csv]

Every fact with its source, one paragraph each; with --csv as CSV, one line each.
Values stand as their publishers printed them.
";

/// The facts as text or CSV.
pub fn run(arguments: lexopt::Parser) -> Result<Vec<u8>, Refusal> {
    listing(arguments, HELP, || all_facts().iter().map(paragraph).collect::<Vec<_>>().join("\n"), facts_csv)
}

/// A fact as a paragraph: its name, then the value, what it is, where it comes from, what one must know; lines with nothing to
/// say are left out, because a table with notes of hundreds of characters fits no terminal.
fn paragraph(fact: &Fact) -> String {
    let parts = |parts: &[&str], between: &str| {
        parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    let value = parts(&[fact.value, fact.unit], " ");
    let source = parts(&[fact.source_name, fact.source_type.map_or("", SourceType::label)], ", ");
    let lines = [
        parts(&[&value, &fact.basis, &fact.as_of], "; "),
        fact.what.to_string(),
        source,
        fact.url.to_owned(),
        fact.note.to_owned(),
    ];
    let lines = lines.iter().filter(|line| !line.is_empty()).map(|line| format!("  {line}\n"));
    format!("{}/{}\n{}", fact.table.name(), fact.id, lines.collect::<String>())
}
