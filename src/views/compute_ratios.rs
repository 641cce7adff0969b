//! The ratios behind a conversion: every chip that has both rates, and what the reader's assumption does to one figure.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::facts::machines::Chip;
use crate::economy::facts::named::{AI_2024, AI_2025_06};
use crate::economy::ratios::{ChipRatio, Chips, Extremes, extremes, fp8_per_fp16, fp16_per_fp32};
use crate::economy::scopes::Counting;
use crate::scenario::compute::{Basis, Compute};
use crate::units::compute::{self, Fp8, Fp16, Fp32};
use crate::views::cells::source;
use crate::views::compute::{eflops, filled, percent};
use crate::views::compute_drawn::{Links, drawn, links};

/// What the conversion does to one known figure, with the chips that bound it; or that nothing is converted.
pub fn conversion_sentence(compute: &Compute, voice: &dyn Voice) -> String {
    let Links { first, second } = links(compute);
    let ninety = AI_2024.eflops();
    let june = AI_2025_06.eflops();
    let chips = extremes(&fp16_per_fp32(compute.bounds));
    match compute.basis {
        Basis::Fp16 | Basis::Fp32 | Basis::Fp64 | Basis::Unknown => voice.say(Word::CountingSayPublished).to_owned(),
        Basis::AllFp16 => {
            let ends = [first.low, first.assumed, first.high].map(|ratio| ninety.counted_by(ratio).get());
            ratio_sentence(compute, chips, ((Fp32::LABEL, ninety.get()), (Fp16::LABEL, ends)), voice)
        }
        Basis::AllFp32 => {
            let back = first.inverse();
            let ends = [back.low, back.assumed, back.high].map(|ratio| june.counted_by(ratio).get());
            ratio_sentence(compute, chips, ((Fp16::LABEL, june.get()), (Fp32::LABEL, ends)), voice)
        }
        Basis::Fp8 => {
            let ends = [second.low, second.assumed, second.high].map(|ratio| june.counted_by(ratio).get());
            fp8_sentence(compute, june.get(), ends, voice)
        }
    }
}

/// Names of the precisions as the tables print them.
trait Labelled {
    const LABEL: &'static str;
}

impl<B: compute::Basis> Labelled for B {
    const LABEL: &'static str = B::PRECISION.label();
}

/// Where the chart is empty: the ways of counting that have figures for the reader's place and precision.
pub fn ways_sentence(compute: &Compute, voice: &dyn Voice) -> Option<String> {
    let is_empty = |compute: &Compute| drawn(compute).strands.is_empty();
    let ways: Vec<&str> = Counting::ALL
        .into_iter()
        .filter(|scope| !is_empty(&Compute { scope: *scope, ..*compute }))
        .map(|scope| way_name(scope, voice))
        .collect();
    let values = [("ways", ways.join(voice.say(Word::FiguresJoin)))];
    (is_empty(compute) && !ways.is_empty()).then(|| filled(Word::CountingSayWays, &values, voice))
}

/// The name of a way of counting.
pub fn way_name(scope: Counting, voice: &dyn Voice) -> &'static str {
    voice.named("options", &format!("scope_{}", scope.key())).map_or(scope.opening(), |word| voice.say(word))
}

/// A figure and its precision, then the other precision with lowest, assumed and highest value.
type Said = ((&'static str, f64), (&'static str, [f64; 3]));

fn ratio_sentence(
    compute: &Compute,
    chips: Option<Extremes<Fp32, Fp16>>,
    ((from, value), (to, [low, assumed, high])): Said,
    voice: &dyn Voice,
) -> String {
    let chip = |end: Option<ChipRatio<Fp32, Fp16>>| end.map_or_else(String::new, |end| chip_name(end.chip));
    let ratio = |end: Option<ChipRatio<Fp32, Fp16>>| end.map_or_else(String::new, |end| times(end.ratio.get(), voice));
    let (least, most) = (chips.map(|ends| ends.low), chips.map(|ends| ends.high));
    let values = [
        ("value", eflops(value, voice)),
        ("from", from.to_owned()),
        ("to", to.to_owned()),
        ("low", eflops(low, voice)),
        ("high", eflops(high, voice)),
        ("slow", chip(least)),
        ("least", ratio(least)),
        ("fast", chip(most)),
        ("most", ratio(most)),
        ("ratio", times(compute.ratio, voice)),
        ("assumed", eflops(assumed, voice)),
    ];
    filled(Word::CountingSayRatio, &values, voice)
}

fn fp8_sentence(compute: &Compute, value: f64, [low, assumed, high]: [f64; 3], voice: &dyn Voice) -> String {
    let ends: Option<Extremes<Fp16, Fp8>> = extremes(&fp8_per_fp16(compute.bounds));
    let chip = |end: Option<ChipRatio<Fp16, Fp8>>| end.map_or_else(String::new, |end| chip_name(end.chip));
    let ratio = |end: Option<ChipRatio<Fp16, Fp8>>| end.map_or_else(String::new, |end| times(end.ratio.get(), voice));
    let (least, most) = (ends.map(|ends| ends.low), ends.map(|ends| ends.high));
    let values = [
        ("value", eflops(value, voice)),
        ("assumed", eflops(assumed, voice)),
        ("share", percent(compute.fp8_share, voice)),
        ("ratio", times(compute.fp8_ratio, voice)),
        ("slow", chip(least)),
        ("least", ratio(least)),
        ("fast", chip(most)),
        ("most", ratio(most)),
        ("low", eflops(low, voice)),
        ("high", eflops(high, voice)),
    ];
    filled(Word::CountingSayFp8, &values, voice)
}

fn times(ratio: f64, voice: &dyn Voice) -> String {
    voice.number(ratio, NumberStyle::Significant { digits: 3 })
}

fn chip_name(chip: &Chip) -> String {
    format!("{} {}", chip.vendor, chip.name)
}

/// Every chip's ratios with their sources.
pub fn ratios_table(voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("chip", Word::CountingColumnChip),
        column("from", Word::CountingColumnFrom),
        column("to", Word::CountingColumnTo),
        column("ratio", Word::CountingColumnRatio),
        column("in_china", Word::CountingColumnInChina),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let row = |chip: &'static Chip, (from, to): (&str, &str), ratio: f64| {
        let (key, word) =
            if Chips::InChina.includes(chip) { ("yes", Word::CountingYes) } else { ("no", Word::CountingNo) };
        vec![
            Cell::Text(chip_name(chip)),
            Cell::Text(from.to_owned()),
            Cell::Text(to.to_owned()),
            Cell::Number(ratio),
            Cell::Term { key, label: voice.say(word).to_owned() },
            source(chip.url, voice),
            Cell::Text(chip.note.to_owned()),
        ]
    };
    let first =
        fp16_per_fp32(Chips::All).into_iter().map(|end| row(end.chip, (Fp32::LABEL, Fp16::LABEL), end.ratio.get()));
    let second =
        fp8_per_fp16(Chips::All).into_iter().map(|end| row(end.chip, (Fp16::LABEL, Fp8::LABEL), end.ratio.get()));
    Table { columns, rows: first.chain(second).collect() }
}

#[cfg(test)]
mod tests {
    use super::{conversion_sentence, ratios_table, ways_sentence};
    use crate::charts::table::Cell;
    use crate::charts::voice::PlainVoice;
    use crate::economy::scopes::Counting;
    use crate::scenario::compute::{Basis, Compute};

    #[test]
    fn an_empty_chart_says_where_there_are_figures() {
        let empty = Compute { basis: Basis::Fp64, ..Compute::default() };
        assert_eq!(ways_sentence(&empty, &PlainVoice), None, "nothing in FP64 for China at all");
        let elsewhere = Compute { scope: Counting::Market, basis: Basis::Fp32, ..Compute::default() };
        assert!(ways_sentence(&elsewhere, &PlainVoice).is_some());
        assert_eq!(ways_sentence(&Compute::default(), &PlainVoice), None);
    }

    #[test]
    fn every_way_of_counting_in_one_precision_has_its_sentence() {
        let said = |basis| conversion_sentence(&Compute { basis, ..Compute::default() }, &PlainVoice);
        assert!(said(Basis::Fp16).starts_with("counting.say_published"));
        for (basis, word) in [
            (Basis::AllFp16, "counting.say_ratio"),
            (Basis::AllFp32, "counting.say_ratio"),
            (Basis::Fp8, "counting.say_fp8"),
        ] {
            assert!(said(basis).starts_with(word), "{}", said(basis));
        }
    }

    #[test]
    fn the_table_has_a_source_or_a_note_for_every_ratio() {
        for row in ratios_table(&PlainVoice).rows {
            assert!(matches!(row[3], Cell::Number(ratio) if (1.0..200.0).contains(&ratio)), "{row:?}");
            assert!(row[5] != Cell::Empty || row[6] != Cell::Text(String::new()), "{row:?}");
        }
    }
}
