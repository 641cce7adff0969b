//! `#/bandwidth`: the chosen model in the chosen format on every chip: chips needed, tokens a second, or what it gains over BF16.
//!
//! Units: chips; tokens a second of one chip; factors. Chips stand in the order of the value. Those that lack a published value are
//! named in the sentence below the picture and in no mark.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::float;
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Ink, Marker};
use crate::charts::table::{Cell, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::chips::{Stage, stage};
use crate::economy::facts::machines::{Chip, Origin, chips};
use crate::economy::serving::bounds::Answer;
use crate::scenario::serving::{Chart, Served};
use crate::units::data::TokensPerSecond;
use crate::views::bandwidth_eight::{Pair, pair, times};
use crate::views::bandwidth_words::{
    availability, chip_name, column, filled, number, origin, rounded, spoken, stored_word, whole,
};
use crate::views::cells::source;

/// Words of what is drawn: the title, the axis, the caption, the key of the column.
struct Words {
    title: Word,
    axis: Word,
    caption: Word,
    key: &'static str,
}

fn words(chart: Chart) -> Words {
    let (title, axis, caption, key) = match chart {
        Chart::Chips => (Word::BandwidthChipsTitle, Word::BandwidthColumnChips, Word::BandwidthChipsCaption, "chips"),
        Chart::Bandwidth => {
            (Word::BandwidthReadTitle, Word::BandwidthAxisEach, Word::BandwidthReadCaption, "tokens_per_s_by_bandwidth")
        }
        Chart::Arithmetic => (
            Word::BandwidthMultiplyTitle,
            Word::BandwidthAxisEach,
            Word::BandwidthMultiplyCaption,
            "tokens_per_s_by_arithmetic",
        ),
        Chart::Gain => (Word::BandwidthGainTitle, Word::BandwidthAxisGain, Word::BandwidthGainCaption, "times_bf16"),
    };
    Words { title, axis, caption, key }
}

/// What is drawn of a chip; `None` where a value that it needs is not published.
fn value(pair: &Pair, chart: Chart) -> Option<f64> {
    let each = |tokens: Option<TokensPerSecond>| tokens.map(|tokens| rounded(tokens.get()));
    let own = |answer: &Answer| answer.of_chip().map(|(_, tokens)| tokens);
    match chart {
        Chart::Chips => pair.narrow.chips.map(f64::from),
        Chart::Bandwidth => each(pair.narrow.by_bandwidth),
        Chart::Arithmetic => each(pair.narrow.by_arithmetic),
        Chart::Gain => times(own(&pair.narrow), own(&pair.wide)).map(rounded),
    }
}

/// Every chip with its value, in the order of the table of facts.
pub fn valued(served: &Served) -> Vec<(&'static Chip, Option<f64>)> {
    let pairs = chips().iter().filter_map(|chip| pair(served, chip, served.stored));
    pairs.map(|pair| (pair.chip, value(&pair, served.chart))).collect()
}

/// A chip in the picture: its place in the order and its value.
#[derive(Clone, Copy)]
struct Placed {
    chip: &'static Chip,
    x: f64,
    y: f64,
}

/// The chips with a value, the best first: the fewest chips, the most tokens, the largest gain.
fn placed(all: &[(&'static Chip, Option<f64>)], chart: Chart) -> Vec<Placed> {
    let mut found: Vec<(&Chip, f64)> = all.iter().filter_map(|(chip, value)| Some((*chip, (*value)?))).collect();
    match chart {
        Chart::Chips => found.sort_by(|one, other| one.1.total_cmp(&other.1)),
        Chart::Bandwidth | Chart::Arithmetic | Chart::Gain => found.sort_by(|one, other| other.1.total_cmp(&one.1)),
    }
    found.into_iter().enumerate().map(|(at, (chip, y))| Placed { chip, x: float(at + 1), y }).collect()
}

const KINDS: [(Origin, Stage, Word, Ink, Marker); 4] = [
    (Origin::Foreign, Stage::Shipped, Word::BandwidthImported, Ink::Neutral, Marker::Circle),
    (Origin::Foreign, Stage::Announced, Word::BandwidthImportedAnnounced, Ink::Neutral, Marker::Ring),
    (Origin::Domestic, Stage::Shipped, Word::BandwidthDomestic, Ink::Accent, Marker::Square),
    (Origin::Domestic, Stage::Announced, Word::BandwidthDomesticAnnounced, Ink::Accent, Marker::Frame),
];

/// The picture.
pub fn figure(served: &Served, voice: &dyn Voice) -> Figure {
    let all = valued(served);
    let placed = placed(&all, served.chart);
    let words = words(served.chart);
    let mut marks: Vec<Mark> = Vec::new();
    for (made, of, word, ink, marker) in KINDS {
        let ours = placed.iter().filter(|placed| placed.chip.origin == made && stage(placed.chip) == of);
        let points: Vec<(f64, f64)> = ours.map(|placed| (placed.x, placed.y)).collect();
        if !points.is_empty() {
            marks.push(Mark::Points { name: voice.say(word).to_owned(), ink, marker, points });
        }
    }
    marks.extend(notes(served, &placed));
    let model = served.case().map_or("", |case| case.model.name);
    let names = [("model", model.to_owned()), ("stored", voice.say(stored_word(served.stored)).to_owned())];
    // A gain is read from nothing, and the other values span decades.
    let (scale, foot) = if served.chart == Chart::Gain { (Scale::Linear, Some(0.0)) } else { (Scale::Log10, None) };
    Figure {
        id: "bandwidth-chips",
        title: filled(words.title, &names, voice),
        summary: summary(&all, &placed, voice),
        caption: filled(words.caption, &names, voice),
        x: Axis::new(Scale::Linear, 0.0, float(placed.len() + 1), voice.say(Word::BandwidthAxisOrder)),
        y: Axis::around(scale, placed.iter().map(|placed| placed.y).chain(foot), voice.say(words.axis)).rounded(),
        marks,
        table: table(&all, &words, voice),
    }
}

/// Most names in the picture: with more, a narrow one would show names instead of points.
const MOST_NAMES: usize = 7;

/// Names in the picture, the most telling first, because the last go without where there is no room: the chosen chip, both ends,
/// announced chips, domestic ones, then the rest.
fn notes(served: &Served, placed: &[Placed]) -> Vec<Mark> {
    let chosen = served.case().map(|case| case.chip.name);
    let ends = [placed.first(), placed.last()].map(|end| end.map(|end| end.chip.name));
    let rank = |placed: &Placed| {
        let chip = placed.chip;
        let order = [
            Some(chip.name) == chosen,
            ends.contains(&Some(chip.name)),
            stage(chip) == Stage::Announced,
            chip.origin == Origin::Domestic,
        ];
        order.iter().position(|is_so| *is_so).unwrap_or(order.len())
    };
    let mut ranked = placed.to_vec();
    ranked.sort_by_key(rank);
    let short = |chip: &Chip| chip.name.split(" (").next().unwrap_or(chip.name).to_owned();
    ranked
        .iter()
        .take(MOST_NAMES)
        .map(|placed| Mark::Note { x: placed.x, y: placed.y, text: short(placed.chip) })
        .collect()
}

fn summary(all: &[(&'static Chip, Option<f64>)], placed: &[Placed], voice: &dyn Voice) -> String {
    let count = |count: usize| whole(u32::try_from(count).unwrap_or(u32::MAX), voice);
    let missing: Vec<String> =
        all.iter().filter(|(_, value)| value.is_none()).map(|(chip, _)| chip_name(chip)).collect();
    let said = |end: Option<&Placed>| end.map(|end| (chip_name(end.chip), spoken(end.y, voice))).unwrap_or_default();
    let (best, last) = (said(placed.first()), said(placed.last()));
    let values = [
        ("count", count(placed.len())),
        ("best", best.0),
        ("best_value", best.1),
        ("last", last.0),
        ("last_value", last.1),
        ("out", count(missing.len())),
        ("missing", missing.join(", ")),
    ];
    let word = match (placed.is_empty(), missing.is_empty()) {
        (true, _) => Word::BandwidthSummaryNone,
        (false, true) => Word::BandwidthSummaryAll,
        (false, false) => Word::BandwidthSummary,
    };
    filled(word, &values, voice)
}

/// Every chip, also those without a value, in the order of the table of facts.
fn table(all: &[(&'static Chip, Option<f64>)], words: &Words, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("chip", Word::KnobsChip, voice),
        column("origin", Word::BandwidthColumnOrigin, voice),
        column("status", Word::BandwidthColumnStatus, voice),
        column(words.key, words.axis, voice),
        column("memory_gb", Word::BandwidthColumnMemory, voice),
        column("bandwidth_gb_per_s", Word::BandwidthColumnPeakBandwidth, voice),
        column("source", Word::ColumnsSource, voice),
        column("note", Word::ColumnsNote, voice),
    ];
    let row = |(chip, value): &(&'static Chip, Option<f64>)| {
        vec![
            Cell::Text(chip_name(chip)),
            origin(chip, voice),
            availability(chip, voice),
            number(*value, voice),
            number(chip.memory_gb.map(|printed| printed.number), voice),
            number(chip.bandwidth_gb_per_s.map(|printed| printed.number), voice),
            source(chip.url, voice),
            Cell::Text(chip.note.to_owned()),
        ]
    };
    Table { columns, rows: all.iter().map(row).collect() }
}
