//! No fact without source, unit, date and, for compute, precision; and no figure of the world outside the tables.
//!
//! Where a table legitimately lacks one of them, the row itself must say so (`docs/facts.md`): exceptions are read from the
//! data, never listed here by row.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

#[path = "tidy/source.rs"]
#[expect(dead_code, reason = "the rules of tidy.rs need more of it")]
mod source;

use octet::economy::facts::claims::{Verdict, claim};
use octet::economy::facts::fact::{Fact, Table};
use octet::economy::facts::listing::{all_facts, facts_of};
use octet::economy::facts::machines::chips;
use source::{files, read, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a fact lacks, with its row named; nothing if it has everything or its row says why not.
fn problems(fact: &Fact) -> Vec<String> {
    let mut problems = Vec::new();
    let mut lacks = |what: &str| problems.push(format!("{}.csv, {}: no {what}", fact.table.name(), fact.id));
    let is_number = fact.value.starts_with(|first: char| first.is_ascii_digit());
    let is_compute = fact.unit.contains("FLOPS");
    if fact.url.is_empty() && fact.note.is_empty() {
        lacks("source");
    }
    if fact.source_type.is_none() && fact.source_name.is_empty() {
        lacks("name of a source");
    }
    // A hub's PUE is a text with its own words ("1.2 (new)"); its heading names the ratio.
    if is_number && fact.unit.is_empty() && !fact.what.contains("PUE") {
        lacks("unit");
    }
    if fact.as_of.is_empty() && !dated_otherwise(fact) {
        lacks("date");
    }
    if is_compute && fact.basis.is_empty() {
        lacks("precision basis");
    }
    problems
}

/// Rows that say in another column what is known about their date.
fn dated_otherwise(fact: &Fact) -> bool {
    match fact.table {
        // Positions and prices of places; the price's own note carries its year, and the row's note says what was not found.
        Table::Hubs => !fact.note.is_empty() || fact.what.contains('('),
        // A chip whose launch was not found says whether it is shipped or only announced.
        Table::Chips => ["shipped", "announced", "in service"].iter().any(|status| fact.what.contains(status)),
        Table::SeedClaims
        | Table::ComputeHistory
        | Table::Gdp
        | Table::AiGdpForecasts
        | Table::Investment
        | Table::Models
        | Table::HubsNetwork
        | Table::Sectors => false,
    }
}

#[test]
fn every_fact_has_source_unit_date_and_basis() {
    let found: Vec<String> = all_facts().iter().flat_map(problems).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_fact_that_lacks_something_is_named() {
    fn check(change: fn(&mut Fact), expect: &str) {
        let mut fact = facts_of(Table::ComputeHistory).remove(0);
        assert_eq!(problems(&fact), Vec::<String>::new());
        change(&mut fact);
        let found = problems(&fact);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(expect) && found[0].contains(&fact.id), "{found:?}");
    }
    check(|fact| fact.unit = "", "no unit");
    check(|fact| fact.as_of = "".into(), "no date");
    check(|fact| fact.basis = "".into(), "no precision basis");
    check(|fact| (fact.url, fact.note) = ("", ""), "no source");
    check(|fact| (fact.source_type, fact.source_name) = (None, ""), "no name of a source");
}

#[test]
fn a_statement_without_a_page_is_not_confirmed() {
    for fact in facts_of(Table::SeedClaims) {
        let row = claim(&fact.id).unwrap();
        let is_open = matches!(row.verdict, Verdict::Contradicted | Verdict::Unverified);
        assert!(!row.url.is_empty() || is_open, "seed_claims.csv, {}: confirmed, but by no page", row.id);
    }
}

#[test]
fn an_empty_rate_of_a_chip_is_explained() {
    for chip in chips().iter().filter(|chip| chip.fp16_tflops.is_none() && chip.fp8_tflops.is_none()) {
        assert!(!chip.value_not_found.is_empty(), "chips.csv, {}: no rate, and not said to be missing", chip.name);
    }
}

/// The messages of a language by `room.key`.
fn messages(path: &str) -> BTreeMap<String, String> {
    let rooms: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(&read(path)).unwrap();
    let all = rooms.into_iter();
    all.flat_map(|(room, keys)| keys.into_iter().map(move |(key, text)| (format!("{room}.{key}"), text))).collect()
}

/// The bare numbers of a message: not those of a placeholder, of a name (FP16, V3.1, 0x7F), of a power or of a year.
fn figures(message: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        plain += before;
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    plain += rest;
    let plain = ungrouped(&plain);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '_' | '-' | '−');
    let words = plain.split(|c| !is_part(c)).flat_map(|word| word.split(['-', '−']));
    let words = words.map(|word| word.trim_matches(['.', ',']));
    let is_figure = |word: &&str| {
        // A power (10¹², 2³²) is a unit or a count of codes.
        let has_letters = word.chars().any(|c| c.is_alphabetic() || "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ".contains(c));
        let is_year = word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1980..=2040).contains(&year));
        word.contains(|c: char| c.is_ascii_digit()) && !has_letters && !is_year
    };
    words.filter(is_figure).map(str::to_owned).collect()
}

/// The text without the spaces that group the digits of a French number.
fn ungrouped(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| all.get(at).is_some_and(char::is_ascii_digit);
    let groups =
        |at: usize| matches!(all[at], '\u{a0}' | '\u{202f}') && is_digit(at.wrapping_sub(1)) && is_digit(at + 1);
    (0..all.len()).filter(|at| !groups(*at)).map(|at| all[at]).collect()
}

/// Rooms whose numbers are those of formats, of experiments on them and of software: `docs/formats.md` and the papers named
/// in the messages are their source, not the tables.
const OF_FORMATS: [&str; 10] =
    ["quantize", "accumulate", "train", "bits", "libraries", "published", "snippets", "measures", "run", "options"];

/// Numbers of the other rooms that no table holds, with the reason.
const TECHNICAL: [(&str, &[&str], &str); 20] = [
    ("frame.foot_edition", &["2.0"], "the name of a licence"),
    ("zoom.all_hint", &["0"], "the name of a key"),
    ("zoom.cue", &["0"], "the name of a key"),
    ("claims.amount_rmb_per_usd", &["1"], "one dollar"),
    ("knobs.outliers", &["64"], "a setting of the experiment"),
    ("knobs.elasticity", &["0", "1"], "the ends of the scale"),
    ("help.demand2025", &["1"], "a ratio that means balance"),
    ("help.elasticity", &["0", "1"], "the ends of the scale"),
    ("help.rebound", &["0", "1"], "places on the scale"),
    ("help.x", &["0.1", "0,1", "1", "3", "2", "9", "0"], "examples of what may be typed"),
    ("help.length", &["16", "4,194,304", "4194304"], "the range of a knob"),
    ("help.accumulator", &["32"], "how Hopper's tensor cores add"),
    ("help.promote", &["128"], "DeepSeek-V3, section 3.3.2"),
    ("help.mantissa", &["16"], "the widest format of one's own"),
    ("help.grouping", &["128"], "DeepSeek-V3, section 3.3.2"),
    ("help.width", &["8"], "heads of the character model"),
    ("help.experts", &["2505.09343"], "the number of a paper"),
    ("help.link", &["2505.09343"], "the number of a paper"),
    ("help.stored", &["128×128", "128", "32", "16"], "sizes of blocks, docs/formats.md"),
    ("help.nu", &["1"], "where a distribution has no mean"),
];

#[test]
fn no_message_types_a_figure_of_the_world() {
    for path in files("src/messages") {
        for (key, message) in messages(&path) {
            let room = key.split('.').next().unwrap_or_default();
            if OF_FORMATS.contains(&room) {
                continue;
            }
            let allowed =
                |figure: &str| TECHNICAL.iter().any(|(known, figures, _)| *known == key && figures.contains(&figure));
            let typed: Vec<String> = figures(&message).into_iter().filter(|figure| !allowed(figure)).collect();
            assert!(typed.is_empty(), "{path} {key} types {typed:?}; make it a placeholder: {message}");
        }
    }
}

#[test]
fn figures_are_told_from_names_and_years() {
    fn check(message: &str, expect: &[&str]) {
        assert_eq!(figures(message), expect, "{message}");
    }
    check("788 EFLOPS in FP16, 4.17% by 2035", &["788", "4.17"]);
    check("{value} of DeepSeek-V3.1, E4M3, H100, 910B, 0x7F, CO₂", &[]);
    check("4 à 5\u{202f}% du PIB ; 11\u{202f}000 milliards", &["4", "5", "11000"]);
    check("10 to 100.", &["10", "100"]);
}

/// Values of the tables that cannot be mistaken for a size, a count of bits or a colour: three digits or more that count, none of
/// them a year or a power of two.
static DISTINCT: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let tables = [Table::SeedClaims, Table::ComputeHistory, Table::Gdp, Table::Investment];
    let values = tables.into_iter().flat_map(facts_of).map(|fact| fact.value);
    let ends = values.flat_map(|value| value.split('-')).map(|value| value.trim_end_matches(".0"));
    let distinct = ends.filter(|value| {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        let counting = digits.trim_end_matches('0').trim_start_matches('0').len();
        let is_power = value.parse::<u64>().is_ok_and(u64::is_power_of_two);
        let is_year = value.parse::<u32>().is_ok_and(|year| (1980..=2040).contains(&year));
        3 <= counting && !is_power && !is_year
    });
    distinct.map(str::to_owned).collect()
});

#[test]
fn no_code_types_a_figure_of_the_world() {
    assert!(DISTINCT.contains("788") && DISTINCT.contains("725.3") && 60 < DISTINCT.len(), "{}", DISTINCT.len());
    let rooms = ["src/economy/", "src/scenario/", "src/views/", "src/app/", "src/bin/"];
    for source in sources().iter().filter(|source| rooms.iter().any(|room| source.path.starts_with(room))) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
        let words = source.shipped.split(|c| !is_part(c));
        let typed: Vec<String> =
            words.map(|word| word.replace('_', "")).filter(|word| DISTINCT.contains(word)).collect();
        assert!(typed.is_empty(), "{} types {typed:?}: read it from the tables", source.path);
    }
}
