//! `#/quantize` beside figures that others give: given, ours, the difference, and why.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::published::{COUNT, LINES, Line, Outcome, Source};
use crate::numerics::blocks::{ScaleFormat, ScaleRule, Scaling};
use crate::views::Shown;

/// The name of the table.
pub const NAME: &str = "quantize-published";

/// Everything that belongs to the comparison.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    Shown { sheet: Some((NAME, table(outcome, voice))), figures: Vec::new(), more: Vec::new() }
}

fn table(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("recipe", Word::PublishedRecipe),
        column("format", Word::QuantizeFormat),
        column("given_db", Word::PublishedGiven),
        column("ours_db", Word::PublishedOurs),
        column("difference_db", Word::PublishedDifference),
        column("why", Word::PublishedWhy),
        column("source", Word::ColumnsSource),
    ];
    let row = |(line, ours): (&Line, &f64)| {
        vec![
            Cell::Term { key: line.key, label: recipe(line, voice) },
            Cell::Term { key: line.format.key(), label: line.format.name().into() },
            Cell::Number(line.given_db),
            Cell::Number(rounded(*ours, 100.0)),
            Cell::Number(rounded(*ours - line.given_db, 100.0)),
            why(line, *ours, voice),
            source(line.source, voice),
        ]
    };
    Table { columns, rows: LINES.iter().zip(&outcome.ours_db).map(row).collect() }
}

/// The comparison in a sentence: how many figures agree to a tenth of a decibel, and the largest difference.
pub fn in_words(outcome: &Outcome, voice: &dyn Voice) -> String {
    let differences = || LINES.iter().zip(&outcome.ours_db).map(|(line, ours)| (ours - line.given_db).abs());
    let agreeing = differences().filter(|difference| *difference <= AGREEMENT).count();
    let largest = differences().fold(0.0, f64::max);
    let whole =
        |count: usize| voice.number(f64::from(u32::try_from(count).unwrap_or(0)), NumberStyle::Plain { decimals: 0 });
    let values = [
        ("count", voice.number(f64::from(COUNT), NumberStyle::Plain { decimals: 0 })),
        ("agreeing", whole(agreeing)),
        ("all", whole(LINES.len())),
        ("largest", voice.number(largest, NumberStyle::Plain { decimals: 2 })),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(Word::PublishedWords), &values)
}

/// A figure printed to one decimal is met within half of its last digit and four standard errors of ours (0.04 dB).
const AGREEMENT: f64 = 0.1;

/// The scaling of a line in words, without the format.
fn recipe(line: &Line, voice: &dyn Voice) -> String {
    let word = match (line.recipe.scaling, line.recipe.scale_format, line.recipe.rule) {
        (Scaling::Tile128, ScaleFormat::E8m0, _) => Word::PublishedTilesPowers,
        (Scaling::Tile128, ScaleFormat::F32 | ScaleFormat::E4m3, _) => Word::PublishedTiles,
        (Scaling::Mx32, _, ScaleRule::Rceil) => Word::PublishedMxUp,
        (Scaling::Mx32, _, ScaleRule::Floor | ScaleRule::Ceil | ScaleRule::Even) => Word::PublishedMxFloor,
        (Scaling::Nvfp4, _, _) => Word::PublishedNvfp4,
        (Scaling::None | Scaling::Tensor | Scaling::Row | Scaling::Block128, _, _) => Word::PublishedTensor,
    };
    voice.say(word).to_owned()
}

fn why(line: &Line, ours: f64, voice: &dyn Voice) -> Cell {
    let (key, word) = match line.source {
        _ if (ours - line.given_db).abs() <= AGREEMENT / 2.0 => ("rounding", Word::PublishedWhyRounding),
        Source::Kuzmin => ("range", Word::PublishedWhyRange),
        Source::Reference => ("sample", Word::PublishedWhySample),
    };
    Cell::Term { key, label: voice.say(word).to_owned() }
}

fn source(source: Source, voice: &dyn Voice) -> Cell {
    match source {
        Source::Kuzmin => Cell::Term { key: "kuzmin", label: voice.say(Word::PublishedKuzmin).to_owned() },
        Source::Reference => Cell::Term { key: "reference", label: voice.say(Word::PublishedReference).to_owned() },
    }
}

fn rounded(value: f64, parts: f64) -> f64 {
    libm::round(value * parts) / parts
}
