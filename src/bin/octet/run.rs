//! `octet run LINK [--csv|--json] [--table NAME] [--snippet LANGUAGE]`: the figures behind a link of the page, without the page.
//!
//! The link goes through the very functions that the page calls (`link::parse`, `views::whole`, `views::show`), so the CSV is
//! the page's, byte for byte. Where the page drops a part of a link and says so, the terminal refuses the whole link: a
//! script must not compute with half of what it was given.

use crate::json::json_from_table;
use crate::refusal::{Refusal, allowed, quoted, unknown_option};
use octet::charts::export::csv_from_table;
use octet::charts::voice::PlainVoice;
use octet::experiments::Experiment;
use octet::scenario::Scenario;
use octet::scenario::link::parse;
use octet::scenario::measured::Carried;
use octet::scenario::quantize::{MOST_NUMBERS, Origin};
use octet::scenario::view::View;
use octet::views::snippets::{Tongue, snippet};
use octet::views::{Shown, asides, show, show_aside, whole};
use std::ffi::OsString;

const HELP: &str = "\
Usage: octet run LINK [--csv|--json] [--table NAME] [--snippet LANGUAGE]

Computes what the page shows for a link and prints one of its tables. LINK is a whole address, or what follows its `#`; quote it,
because `#` and `&` mean something to the shell: octet run '#/quantize?format=e5m2'

  --csv         the bytes of the page's CSV button (default)
  --json        one object: view (as in the link), table (its name), columns (their keys), rows (lists of cells); numbers are
                JSON numbers, what is not finite is the string \"NaN\", \"inf\" or \"-inf\", an empty cell is null
  --table NAME  another table of the view; an unknown name makes octet list those there are
  --snippet LANGUAGE  no table, but a program that computes the same: numpy, pytorch or rust

A link of which any part is unknown, out of range or given twice is refused as a whole.
";

const OPTIONS: &str = "--csv, --json, --table, --snippet, --help";

/// How the table is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    Csv,
    Json,
}

/// The command line, once read.
struct Wish {
    link: String,
    writing: Writing,
    table: Option<String>,
    snippet: Option<Tongue>,
}

/// One table of what the link shows.
pub fn run(arguments: lexopt::Parser) -> Result<Vec<u8>, Refusal> {
    let Some(wish) = read(arguments)? else {
        return Ok(HELP.into());
    };
    let scenario = strictly(&wish.link)?;
    if let Some(tongue) = wish.snippet {
        let program = snippet(&scenario, tongue).map(|snippet| snippet.text.into_bytes());
        let view = format!("#/{}", scenario.view.key());
        return program.ok_or_else(|| {
            Refusal(format!(
                "--snippet: {view} has no program for this; allowed are links of #/bits, #/quantize and #/accumulate"
            ))
        });
    }
    let shown = shown(&scenario, wish.table.as_deref());
    let Some((name, table)) = shown.table(wish.table.as_deref()) else {
        let given = quoted(wish.table.unwrap_or_default());
        let asides = asides(&scenario);
        let names = shown.names().into_iter().chain(asides.iter().map(|aside| aside.name));
        return Err(Refusal(format!("--table {given} is unknown; allowed are {}", allowed(names))));
    };
    let text = match wish.writing {
        Writing::Csv => csv_from_table(table),
        Writing::Json => json_from_table(&format!("#/{}", scenario.view.key()), name, table),
    };
    Ok(text.into_bytes())
}

/// What the experiment behind a table shows: the one beside the main one that fills it, or the main one.
fn shown(scenario: &Scenario, table: Option<&str>) -> Shown {
    match asides(scenario).into_iter().find(|aside| table == Some(aside.name)) {
        Some(aside) => show_aside(&aside.experiment.run(), &PlainVoice),
        None => show(scenario, whole(scenario).map(Experiment::run).as_ref(), &PlainVoice),
    }
}

/// The options; `None` if help was asked for.
fn read(mut arguments: lexopt::Parser) -> Result<Option<Wish>, Refusal> {
    let (mut link, mut writing, mut table, mut snippet) = (None, None, None, None);
    let mut write_as = |wanted| match writing.replace(wanted) {
        Some(before) if before != wanted => {
            Err(Refusal("--csv and --json given together; allowed is one of them".into()))
        }
        Some(_) | None => Ok(()),
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            lexopt::Arg::Long("csv") => write_as(Writing::Csv)?,
            lexopt::Arg::Long("json") => write_as(Writing::Json)?,
            lexopt::Arg::Long("table") => table = Some(text(arguments.value()?)?),
            lexopt::Arg::Long("snippet") => snippet = Some(tongue(&text(arguments.value()?)?)?),
            lexopt::Arg::Value(word) if link.is_none() => link = Some(text(word)?),
            other => return Err(unknown_option(&other, &format!("one LINK, {OPTIONS}"))),
        }
    }
    let example = "'#/quantize?format=e5m2'";
    let link =
        link.ok_or_else(|| Refusal(format!("no link given; allowed is an address of the page, such as {example}")))?;
    if snippet.is_some() && (writing.is_some() || table.is_some()) {
        return Err(Refusal("--snippet prints no table; allowed is either it or --csv, --json and --table".into()));
    }
    Ok(Some(Wish { link, writing: writing.unwrap_or(Writing::Csv), table, snippet }))
}

fn tongue(word: &str) -> Result<Tongue, Refusal> {
    let known = || allowed(Tongue::ALL.map(Tongue::key));
    Tongue::from_key(word)
        .ok_or_else(|| Refusal(format!("--snippet {} is unknown; allowed are {}", quoted(word), known())))
}

fn text(word: OsString) -> Result<String, Refusal> {
    word.into_string().map_err(|word| Refusal(format!("{} is not UTF-8 text; only UTF-8 is allowed", quoted(word))))
}

/// The scenario of a link without any fault.
fn strictly(link: &str) -> Result<Scenario, Refusal> {
    let parsed = parse(link, &Scenario::default());
    if !parsed.notices.is_empty() {
        let faults: Vec<String> = parsed.notices.iter().map(ToString::to_string).collect();
        return Err(Refusal(faults.join("; ")));
    }
    let scenario = parsed.scenario;
    let dropped = scenario.bandwidth.measured.as_ref().map_or(0, |carried| carried.read().dropped);
    if 0 < dropped {
        return Err(Refusal(format!(
            "measured: {dropped} parts of the text are no rates; none, or what the page writes is allowed, such as {}",
            Carried::EXAMPLE
        )));
    }
    let needs_numbers = match scenario.view {
        View::Quantize => scenario.quantize.origin == Origin::Data && scenario.quantize.data.is_empty(),
        View::Accumulate => whole(&scenario).is_none(),
        View::Start | View::Bits | View::Train | View::Bandwidth | View::Compute | View::Economy | View::Claims => {
            false
        }
    };
    if needs_numbers {
        return Err(Refusal(format!(
            "data: input=data stands in the link, but no numbers; up to {MOST_NUMBERS} finite numbers joined by '~' are allowed"
        )));
    }
    Ok(scenario)
}
