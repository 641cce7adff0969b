//! DeepSeek-V3's promotion: how wrong a matrix product in fourteen bits is, by distribution and by definition of the error.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::promotion::{Distribution, Errors, MAX_LENGTH, Outcome, Row, SIZE};
use crate::views::Shown;
use crate::views::accumulate::{SHEET, choice, column, share, whole};

/// The published figure, "nearly 2 %", for K = 4096 without promotion (arXiv 2412.19437, section 3.3.2).
const PUBLISHED: f64 = 0.02;

/// A definition of the error: its name for machines, its word, and how it is read.
type Definition = (&'static str, Word, fn(&Errors) -> f64);

const DEFINITIONS: [Definition; 4] = [
    ("max_relative", Word::AccumulateMaxRelative, |errors| errors.max_relative),
    ("max_to_largest", Word::AccumulateMaxToLargest, |errors| errors.max_to_largest),
    ("max_to_magnitude", Word::AccumulateMaxToMagnitude, |errors| errors.max_to_magnitude),
    ("rms", Word::AccumulateRms, |errors| errors.rms),
];

/// The table and the two pictures, without promotion and with it.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    let plain = figure("accumulate-plain", outcome, Word::AccumulatePlainTitle, |row| row.plain, voice);
    let promoted = figure("accumulate-promoted", outcome, Word::AccumulatePromotedTitle, |row| row.promoted, voice);
    Shown { sheet: Some((SHEET, table(outcome, voice))), figures: vec![plain, promoted], more: Vec::new() }
}

/// Which data and which definition give what.
pub fn in_words(outcome: &Outcome, voice: &dyn Voice) -> String {
    let range = |is_positive: bool, read: fn(&Errors) -> f64| {
        let of = outcome.rows.iter().filter(|row| is_one_signed(row.distribution) == is_positive);
        let (low, high) = of.fold((f64::INFINITY, 0.0_f64), |(low, high), row| {
            let value = read(&row.plain);
            (low.min(value), high.max(value))
        });
        [share(low, voice), share(high, voice)]
    };
    let [largest_low, largest_high] = range(false, |errors| errors.max_to_largest);
    let [positive_low, positive_high] = range(true, |errors| errors.max_to_largest);
    let [entry_low, entry_high] = range(false, |errors| errors.max_relative);
    let rescued = outcome.rows.iter().map(|row| row.plain.rms / row.promoted.rms).filter(|factor| factor.is_finite());
    let rescued = rescued.fold(f64::INFINITY, f64::min);
    let values = [
        ("length", whole(f64::from(outcome.params.length), voice)),
        ("every", whole(f64::from(outcome.params.every), voice)),
        ("largest_low", largest_low),
        ("largest_high", largest_high),
        ("positive_low", positive_low),
        ("positive_high", positive_high),
        ("entry_low", entry_low),
        ("entry_high", entry_high),
        ("rescued", voice.number(rescued, NumberStyle::Significant { digits: 2 })),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(Word::AccumulateWordsPromotion), &values)
}

/// What the length means here, and how long it may be.
pub fn about_length(voice: &dyn Voice) -> String {
    fill(voice.say(Word::AccumulatePromotionLength), &[("most", &whole(f64::from(MAX_LENGTH), voice))])
}

fn is_one_signed(distribution: Distribution) -> bool {
    match distribution {
        Distribution::Normal | Distribution::Centred => false,
        Distribution::HalfNormal | Distribution::Unit => true,
    }
}

/// The word of the knob `input`.
fn key(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Normal => "normal",
        Distribution::Centred => "centred",
        Distribution::HalfNormal => "halfnormal",
        Distribution::Unit => "unit",
    }
}

fn label(distribution: Distribution, voice: &dyn Voice) -> String {
    let word = match distribution {
        Distribution::Normal => Word::OptionsInputNormal,
        Distribution::Centred => Word::OptionsInputCentred,
        Distribution::HalfNormal => Word::OptionsInputHalfnormal,
        Distribution::Unit => Word::OptionsInputUnit,
    };
    voice.say(word).to_owned()
}

/// One point for each distribution and definition, and the published figure across.
fn figure(id: &'static str, outcome: &Outcome, title: Word, read: fn(&Row) -> Errors, voice: &dyn Voice) -> Figure {
    let places: Vec<f64> = (0..4_u8).map(f64::from).collect();
    let mut marks: Vec<Mark> = Vec::new();
    for (index, (_, word, definition)) in (0_u8..).zip(DEFINITIONS) {
        let value = |(place, row): (&f64, &Row)| (*place + (f64::from(index) - 1.5) * 0.12, definition(&read(row)));
        let points = places.iter().zip(&outcome.rows).map(value).filter(|point| 0.0 < point.1 && point.1.is_finite());
        marks.push(Mark::points(voice.say(word), Ink::Series(index), points.collect()));
    }
    let published = fill(
        voice.say(Word::AccumulatePublished),
        &[("percent", &voice.number(PUBLISHED, NumberStyle::Percent { decimals: 0 }))],
    );
    marks.push(Mark::Rule { axis: Along::Y, at: PUBLISHED, label: published, ink: Ink::Target });
    let values = [outcome.rows.iter().flat_map(|row| [row.plain, row.promoted])]
        .into_iter()
        .flatten()
        .flat_map(|errors| DEFINITIONS.map(|(_, _, definition)| definition(&errors)))
        .filter(|value| 0.0 < *value)
        .chain([PUBLISHED]);
    let names = places.iter().zip(&outcome.rows).map(|(place, row)| (*place, label(row.distribution, voice)));
    let filled = [("every", whole(f64::from(outcome.params.every), voice))];
    let filled = filled.each_ref().map(|(name, value)| (*name, value.as_str()));
    Figure {
        id,
        title: fill(voice.say(title), &filled),
        summary: summary(outcome, read, voice),
        caption: caption(outcome, voice),
        x: Axis::new(Scale::Linear, -0.5, 3.5, "").with_ticks(Ticks::Named(names.collect())),
        y: Axis::around(Scale::Log10, values, voice.say(Word::AccumulateAxisErrorOfEntry)).rounded(),
        marks,
        table: table(outcome, voice),
    }
}

fn summary(outcome: &Outcome, read: fn(&Row) -> Errors, voice: &dyn Voice) -> String {
    let error = |row: &Row| {
        let (data, error) = (label(row.distribution, voice), share(read(row).rms, voice));
        fill(voice.say(Word::AccumulatePromotionError), &[("data", &data), ("error", &error)])
    };
    let errors: Vec<String> = outcome.rows.iter().map(error).collect();
    fill(voice.say(Word::AccumulatePromotionSummary), &[("errors", &errors.join(voice.say(Word::FiguresJoin)))])
}

fn caption(outcome: &Outcome, voice: &dyn Voice) -> String {
    let values = [("size", whole(f64::from(SIZE), voice)), ("length", whole(f64::from(outcome.params.length), voice))];
    fill(voice.say(Word::AccumulatePromotionCaption), &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// Every distribution by every definition.
fn table(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("distribution", Word::AccumulateColumnDistribution, voice),
        column("definition", Word::AccumulateColumnDefinition, voice),
        column("error_fourteen_bits", Word::AccumulateColumnFourteen, voice),
        column("error_promoted", Word::AccumulateColumnPromoted, voice),
        column("error_fp32", Word::AccumulateColumnErrorIn32, voice),
    ];
    let cells = |row: &Row| {
        let row = *row;
        DEFINITIONS.map(move |(name, word, definition)| {
            vec![
                choice("input", key(row.distribution), voice),
                Cell::Term { key: name, label: voice.say(word).to_owned() },
                Cell::Number(definition(&row.plain)),
                Cell::Number(definition(&row.promoted)),
                Cell::Number(definition(&row.fp32)),
            ]
        })
    };
    Table { columns, rows: outcome.rows.iter().flat_map(cells).collect() }
}
