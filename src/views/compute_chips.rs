//! `#/compute`, the chips: the table of chips that the reader has filtered and sorted, with ratios computed from its rates.
//!
//! An empty rate is told apart: "not published" and "not supported" are different things (`economy::chips`).

use std::cmp::Ordering;

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::chips::{Eight, Entry, Rate, Stage, eight, faster, launched, rate, stage};
use crate::economy::facts::machines::{Chip, Origin, chips};
use crate::economy::facts::printed::Printed;
use crate::scenario::chips::{Chips, Eights, Made, Sort, Status};
use crate::views::Shown;
use crate::views::cells::source;
use crate::views::compute_fleet::fleet_figure;
use crate::views::compute_frontier::frontier_figure;

/// The stable name of the table.
pub const NAME: &str = "chips";

/// The table and the pictures of the section.
pub fn show(settings: &Chips, voice: &dyn Voice) -> Shown {
    Shown {
        sheet: None,
        figures: vec![frontier_figure(settings, voice), fleet_figure(settings, voice)],
        more: vec![(NAME, table(settings, voice))],
    }
}

/// The chips that the reader's filters let through, in the reader's order.
pub fn listed(settings: &Chips) -> Vec<&'static Chip> {
    let mut found: Vec<&Chip> = chips().iter().filter(|chip| fits(chip, settings)).collect();
    // A stable sort: chips without the value come last, in the order of the table.
    found.sort_by(|one, other| match (sort_value(one, settings.sort), sort_value(other, settings.sort)) {
        (Some(one), Some(other)) => other.total_cmp(&one),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    found
}

fn fits(chip: &Chip, settings: &Chips) -> bool {
    let made = match settings.made {
        Made::All => true,
        Made::Domestic => chip.origin == Origin::Domestic,
        Made::Imported => chip.origin == Origin::Foreign,
    };
    let eights = match settings.eights {
        Eights::All => true,
        Eights::Yes => eight(chip) == Eight::Has,
        Eights::No => eight(chip) == Eight::Lacks,
        Eights::Announced => eight(chip) == Eight::Announced,
        Eights::Unpublished => eight(chip) == Eight::Unpublished,
    };
    let status = match settings.status {
        Status::All => true,
        Status::Shipped => stage(chip) == Stage::Shipped,
        Status::Announced => stage(chip) == Stage::Announced,
    };
    made && eights && status
}

/// What the list is sorted by, the largest first; `None` where the chip has no such value.
fn sort_value(chip: &Chip, sort: Sort) -> Option<f64> {
    let number = |value: Option<Printed>| value.map(|printed| printed.number);
    match sort {
        Sort::Vendor => None,
        Sort::Launch => launched(chip).map(|date| f64::from(date.months())),
        Sort::Fp32 => rate(chip, Rate::Fp32).number(),
        Sort::Fp16 => rate(chip, Rate::Fp16).number(),
        Sort::Fp8 => rate(chip, Rate::Fp8).number(),
        Sort::Fp4 => rate(chip, Rate::Fp4).number(),
        Sort::Memory => number(chip.memory_gb),
        Sort::Bandwidth => number(chip.bandwidth_gb_per_s),
        Sort::Power => number(chip.tdp_w),
        Sort::Fp16PerFp32 => faster(chip, Rate::Fp16, Rate::Fp32),
        Sort::Fp8PerFp16 => faster(chip, Rate::Fp8, Rate::Fp16),
    }
}

/// How many chips are listed, and how many of them have FP8.
pub fn count_sentence(settings: &Chips, voice: &dyn Voice) -> String {
    let listed = listed(settings);
    let count = |count: usize| {
        voice.number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 })
    };
    let of = |wanted: Eight| count(listed.iter().filter(|chip| eight(chip) == wanted).count());
    let word = if listed.is_empty() { Word::ChipsSayNone } else { Word::ChipsSayCount };
    let values = [
        ("count", count(listed.len())),
        ("all", count(chips().len())),
        ("has", of(Eight::Has)),
        ("announced", of(Eight::Announced)),
        ("unpublished", of(Eight::Unpublished)),
        ("lacks", of(Eight::Lacks)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

const RATES: [(Rate, &str, Word); 6] = [
    (Rate::Fp64, "fp64_tflops", Word::ChipsColumnFp64),
    (Rate::Fp32, "fp32_tflops", Word::ChipsColumnFp32),
    (Rate::Tf32, "tf32_tflops", Word::ChipsColumnTf32),
    (Rate::Fp16, "fp16_tflops", Word::ChipsColumnFp16),
    (Rate::Fp8, "fp8_tflops", Word::ChipsColumnFp8),
    (Rate::Fp4, "fp4_tflops", Word::ChipsColumnFp4),
];

/// The filtered and sorted table.
pub fn table(settings: &Chips, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let first = [
        column("chip", Word::ChipsColumnChip),
        column("origin", Word::KnobsOrigin),
        column("fp8", Word::KnobsFp8),
        column("launch", Word::ChipsColumnLaunch),
    ];
    let rates = RATES.map(|(_, key, word)| column(key, word));
    let rest = [
        column("fp16_per_fp32", Word::ChipsColumnFp16PerFp32),
        column("fp8_per_fp16", Word::ChipsColumnFp8PerFp16),
        column("memory_gb", Word::ChipsColumnMemory),
        column("bandwidth_gb_per_s", Word::ChipsColumnBandwidth),
        column("tdp_w", Word::ChipsColumnPower),
        column("status", Word::KnobsStatus),
        column("native_formats", Word::ChipsColumnFormats),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let columns = first.into_iter().chain(rates).chain(rest).collect();
    Table { columns, rows: listed(settings).into_iter().map(|chip| row(chip, voice)).collect() }
}

fn row(chip: &Chip, voice: &dyn Voice) -> Vec<Cell> {
    let every = |value| entry(Entry::of_every_chip(value), voice);
    let ratio = |over, under| faster(chip, over, under).map_or(Cell::Empty, |ratio| Cell::Number(rounded(ratio)));
    let first =
        [Cell::Text(full_name(chip)), origin(chip.origin, voice), eight_cell(chip, voice), words(chip.launch, voice)];
    let rates = RATES.map(|(at, ..)| entry(rate(chip, at), voice));
    let rest = [
        ratio(Rate::Fp16, Rate::Fp32),
        ratio(Rate::Fp8, Rate::Fp16),
        every(chip.memory_gb),
        every(chip.bandwidth_gb_per_s),
        every(chip.tdp_w),
        Cell::Text(chip.status.to_owned()),
        Cell::Text(chip.native_formats.to_owned()),
        source(chip.url, voice),
        Cell::Text(chip.note.to_owned()),
    ];
    first.into_iter().chain(rates).chain(rest).collect()
}

/// A ratio with three decimals: the rates have hardly more digits.
fn rounded(ratio: f64) -> f64 {
    libm::round(ratio * 1000.0) / 1000.0
}

/// Maker and name.
pub fn full_name(chip: &Chip) -> String {
    format!("{} {}", chip.vendor, chip.name)
}

/// A published number, or which of the two reasons it is missing for.
fn entry(entry: Entry, voice: &dyn Voice) -> Cell {
    let missing = |key, word| Cell::Term { key, label: voice.say(word).to_owned() };
    match entry {
        Entry::Published(printed) => Cell::Number(printed.number),
        Entry::NotPublished => missing("not_published", Word::ChipsNotPublished),
        Entry::NotSupported => missing("not_supported", Word::ChipsNotSupported),
    }
}

fn words(text: &str, voice: &dyn Voice) -> Cell {
    if text.is_empty() { entry(Entry::NotPublished, voice) } else { Cell::Text(text.to_owned()) }
}

/// Where a chip was designed, in the reader's language.
pub fn origin(origin: Origin, voice: &dyn Voice) -> Cell {
    let (key, word) = match origin {
        Origin::Domestic => ("domestic", Word::OptionsOriginDomestic),
        Origin::Foreign => ("imported", Word::OptionsOriginImported),
    };
    Cell::Term { key, label: voice.say(word).to_owned() }
}

fn eight_cell(chip: &Chip, voice: &dyn Voice) -> Cell {
    let (key, word) = match eight(chip) {
        Eight::Has => ("yes", Word::OptionsFp8Yes),
        Eight::Announced => ("announced", Word::OptionsFp8Announced),
        Eight::Unpublished => ("unpublished", Word::OptionsFp8Unpublished),
        Eight::Lacks => ("no", Word::OptionsFp8No),
    };
    Cell::Term { key, label: voice.say(word).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::listed;
    use crate::scenario::chips::{Chips, Eights, Made, Sort, Status};

    fn names(settings: &Chips) -> Vec<&'static str> {
        listed(settings).iter().map(|chip| chip.name).collect()
    }

    #[test]
    fn filters_let_through_what_they_say() {
        let all = Chips::default();
        assert_eq!(listed(&all).len(), 41);
        assert_eq!(names(&all).first(), Some(&"V100 SXM2 32GB"));
        let domestic = Chips { made: Made::Domestic, ..all };
        assert_eq!(listed(&domestic).len(), 22);
        assert_eq!(names(&Chips { eights: Eights::Yes, ..domestic }), ["MTT S5000"]);
        assert_eq!(names(&Chips { eights: Eights::Unpublished, ..all }), ["L600"]);
        assert_eq!(listed(&Chips { status: Status::Announced, made: Made::Imported, ..all }).len(), 0);
    }

    #[test]
    fn sorting_puts_the_largest_first_and_the_unknown_last() {
        let sorted = |sort| names(&Chips { sort, ..Chips::default() });
        assert_eq!(sorted(Sort::Fp8).first(), Some(&"MI355X"));
        assert_eq!(sorted(Sort::Memory)[..2], ["B300 (HGX)", "GB300 (per GPU)"]);
        assert_eq!(sorted(Sort::Launch).first(), Some(&"Ascend 970"));
        // H800: 989 by 59.3 is 16.68; A100: 16; GB200 27.8; B200 28.1; B300 30; GB300 31.25; Gaudi 3: 117.
        assert_eq!(sorted(Sort::Fp16PerFp32)[..3], ["Gaudi 3 (OAM)", "GB300 (per GPU)", "B300 (HGX)"]);
        assert_eq!(sorted(Sort::Power).len(), 41);
    }
}
