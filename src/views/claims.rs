//! `#/claims`: every statement of the source text with its verdict, and the arithmetic behind it, done again.
//!
//! Two tables stand on their own: the statements on show, one row each, and the lines of arithmetic behind them.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
use crate::charts::words::Word;
use crate::economy::checks::{Against, Check, checks};
use crate::economy::facts::claims::{Claim, claims};
use crate::scenario::Scenario;
use crate::scenario::claims::{Claims, Focus};
use crate::scenario::link::{Pin, print};
use crate::scenario::view::View;
use crate::views::Shown;
use crate::views::cells::source;
use crate::views::claims_amounts::{Whence, agreement_key, agreement_word, formula, printed, sources};
use crate::views::claims_figures::verdicts;
use crate::views::claims_words::{says, step, title, verdict_word};

/// The table of the statements.
pub const STATEMENTS: &str = "claims";
/// The table of the arithmetic.
pub const ARITHMETIC: &str = "claims-arithmetic";

/// The picture and the tables.
pub fn show(settings: &Claims, voice: &dyn Voice) -> Shown {
    let shown = on_show(settings);
    Shown {
        sheet: Some((STATEMENTS, statements(&shown, voice))),
        figures: vec![verdicts(settings, voice)],
        more: vec![(ARITHMETIC, arithmetic(&shown, voice))],
    }
}

/// The statements on show, in the order of the table: those of the chosen verdict, and the one that is opened.
pub fn on_show(settings: &Claims) -> Vec<&'static Claim> {
    let shows = |claim: &&Claim| settings.pile.takes(claim.verdict) || settings.focus.id() == Some(claim.id);
    claims().iter().filter(shows).collect()
}

/// The arithmetic of one statement.
pub fn checks_of(claim: &Claim) -> Vec<Check> {
    checks().into_iter().filter(|check| check.claim == claim.id).collect()
}

/// The link that opens a statement.
pub fn link_of(claim: &Claim, scenario: &Scenario, pin: Pin) -> String {
    let claims = Claims { focus: Focus::on(claim), ..scenario.claims };
    print(&Scenario { view: View::Claims, edition: None, claims, ..scenario.clone() }, pin)
}

/// One row for each statement; the first line of its arithmetic stands beside what the source text prints.
fn statements(shown: &[&'static Claim], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("claim", Word::ClaimsColumnStatement),
        column("says", Word::ClaimsColumnSays),
        column("unit", Word::ClaimsColumnUnit),
        column("recomputed", Word::ClaimsColumnAgain),
        column("recomputed_unit", Word::ClaimsColumnUnit),
        column("recomputed_step", Word::ClaimsColumnStep),
        column("agreement", Word::ClaimsColumnAgreement),
        column("verdict", Word::ClaimsColumnVerdict),
        column("period", Word::ClaimsColumnPeriod),
        column("precision", Word::ColumnsPrecision),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let all = checks();
    let row = |claim: &&'static Claim| {
        let first = all.iter().find(|check| check.claim == claim.id);
        let verdict = voice.say(verdict_word(claim.verdict)).to_owned();
        let says = match claim.value {
            Some(value) => Cell::Term { key: value.text, label: says(claim, voice) },
            None => Cell::Empty,
        };
        vec![
            Cell::Term { key: claim.id, label: title(claim, voice).to_owned() },
            says,
            text(claim.unit),
            first.map_or(Cell::Empty, |check| Cell::Number(check.result.value)),
            first.map_or(Cell::Empty, |check| text(check.result.unit.key())),
            first.map_or(Cell::Empty, |check| Cell::Term { key: check.step, label: step(check, voice).to_owned() }),
            first.map_or(Cell::Empty, |check| agreement(check, voice)),
            Cell::Term { key: claim.verdict.label(), label: verdict },
            text(claim.period),
            text(claim.precision_basis),
            text(claim.source_name),
            source(claim.url, voice),
            text(claim.note),
        ]
    };
    Table { columns, rows: shown.iter().map(row).collect() }
}

/// One row for each line of arithmetic, with what goes in.
fn arithmetic(shown: &[&'static Claim], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("claim", Word::ClaimsColumnStatement),
        column("step", Word::ClaimsColumnStep),
        column("arithmetic", Word::ClaimsColumnFormula),
        column("result", Word::ClaimsColumnResult),
        column("unit", Word::ClaimsColumnUnit),
        column("printed", Word::ClaimsColumnBeside),
        column("agreement", Word::ClaimsColumnAgreement),
        column("sources", Word::ColumnsSource),
    ];
    let rows_of = |claim: &&'static Claim| {
        let claim = *claim;
        checks_of(claim).into_iter().map(move |check| arithmetic_row(claim, &check, voice)).collect::<Vec<_>>()
    };
    Table { columns, rows: shown.iter().flat_map(rows_of).collect() }
}

fn arithmetic_row(claim: &'static Claim, check: &Check, voice: &dyn Voice) -> Vec<Cell> {
    let plain = plain_terms(check);
    let beside = match check.against {
        Against::Nothing => Cell::Empty,
        Against::Printed { printed: value, .. } => Cell::Term { key: value.text, label: printed(check, voice) },
    };
    vec![
        Cell::Term { key: claim.id, label: title(claim, voice).to_owned() },
        Cell::Term { key: check.step, label: step(check, voice).to_owned() },
        Cell::Text(plain),
        Cell::Number(check.result.value),
        text(check.result.unit.key()),
        beside,
        agreement(check, voice),
        Cell::Text(plain_sources(check)),
    ]
}

/// The formula as machines get it: the same in every language.
fn plain_terms(check: &Check) -> String {
    formula(check, &Plain)
}

/// Where the terms come from, in the words of the tables.
fn plain_sources(check: &Check) -> String {
    let named = sources(std::slice::from_ref(check), &Plain).into_iter().map(|whence| match whence {
        Whence::Table { who, url: "" } => who,
        Whence::Table { who, url } => format!("{who} {url}"),
        Whence::Words(words) => words,
    });
    named.collect::<Vec<_>>().join("; ")
}

fn agreement(check: &Check, voice: &dyn Voice) -> Cell {
    let agreement = check.agreement();
    Cell::Term { key: agreement_key(agreement), label: voice.say(agreement_word(agreement)).to_owned() }
}

fn text(text: &'static str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// The voice of the CSV: units as the tables have them, numbers without grouping.
struct Plain;

impl Voice for Plain {
    fn say(&self, word: Word) -> &'static str {
        match word.key() {
            "claims.amount_eflops_in" => "{value} EFLOPS ({precision})",
            "claims.amount_tflops" => "{value} TFLOPS ({precision})",
            "claims.amount_billion_rmb" => "{value} billion RMB",
            "economy.trillions" => "{value} trillion RMB",
            "claims.amount_billion_usd" => "{value} billion USD",
            "claims.amount_rmb_per_usd" => "{value} RMB per USD",
            "claims.amount_per_year" => "{value} a year",
            "claims.amount_bit" => "{value} bit",
            "claims.amount_bits" => "{value} bits",
            "claims.amount_years" => "{value} years",
            "claims.amount_projects" => "{value} projects",
            "claims.from_text" => "source text",
            "claims.from_model" => "#/economy at its defaults (assumption)",
            "claims.from_ratio" => "converted by the ratio of a known fleet (assumption)",
            "claims.from_format" => "definition of {format}",
            _ => "{value}",
        }
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        PlainVoice.number(value, style).replace(',', "")
    }
}

#[cfg(test)]
mod tests {
    use super::{ARITHMETIC, on_show, show};
    use crate::charts::voice::PlainVoice;
    use crate::economy::checks::checks;
    use crate::economy::facts::claims::{Verdict, claim, claims};
    use crate::scenario::claims::{Claims, Focus, Pile};

    #[test]
    fn a_pile_shows_its_statements_and_the_one_that_is_opened() {
        let all = on_show(&Claims::default());
        assert_eq!(all.len(), claims().len());
        let focus = Focus::on(claim("capacity_788").unwrap());
        let shown = on_show(&Claims { pile: Pile::Contradicted, focus });
        assert!(shown.iter().any(|claim| claim.id == "capacity_788"));
        let others = shown.iter().filter(|claim| claim.id != "capacity_788");
        assert!(others.clone().count() > 0 && others.clone().all(|claim| claim.verdict == Verdict::Contradicted));
    }

    #[test]
    fn the_tables_have_a_row_for_every_statement_and_every_step() {
        let shown = show(&Claims::default(), &PlainVoice);
        assert_eq!(shown.table(None).unwrap().1.rows.len(), claims().len());
        assert_eq!(shown.table(Some(ARITHMETIC)).unwrap().1.rows.len(), checks().len());
        let csv = shown.csv(Some(ARITHMETIC)).unwrap();
        assert!(csv.contains("share_32pct,ai_part,90 EFLOPS (FP32) ÷ 280 EFLOPS (FP32),32.1428"), "{csv}");
    }
}
