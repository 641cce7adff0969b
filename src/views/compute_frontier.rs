//! `#/compute`, the chips: the best that can be had, in TFLOPS for each W by date, or in peak against memory bandwidth.
//!
//! Units: TFLOPS peak and dense, W, TB/s. The lines go through shipped chips only; announced ones are hollow.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::chips::{Stage, best_so_far, efficiency, launched, rate, stage};
use crate::economy::facts::machines::{Chip, Origin, chips};
use crate::scenario::chips::{Chips, Frontier, Peak};
use crate::views::cells::source;
use crate::views::compute::year_axis;
use crate::views::compute_chips::{full_name, origin};
use crate::views::compute_world::filled;
use crate::views::dates::spoken;

/// A chip with both of its readings.
#[derive(Clone, Copy)]
struct Placed {
    chip: &'static Chip,
    x: f64,
    y: f64,
}

/// The chips that have both readings at the reader's precision.
fn placed(settings: &Chips) -> Vec<Placed> {
    let place = |chip: &'static Chip| {
        let (x, y) = match settings.frontier {
            Frontier::Watt => (launched(chip)?.decimal_year(), efficiency(chip, settings.peak.rate())?),
            Frontier::Bandwidth => {
                (chip.bandwidth_gb_per_s?.number / 1000.0, rate(chip, settings.peak.rate()).number()?)
            }
        };
        Some(Placed { chip, x, y })
    };
    chips().iter().filter_map(place).collect()
}

/// The best so far, from left to right: in time, or in bandwidth.
fn best(of: &[Placed]) -> Vec<Placed> {
    let points: Vec<(f64, f64)> = of.iter().map(|placed| (placed.x, placed.y)).collect();
    best_so_far(&points).into_iter().filter_map(|place| of.get(place).copied()).collect()
}

fn shipped(placed: &[Placed], wanted: Option<Origin>) -> Vec<Placed> {
    let fits = |placed: &&Placed| {
        stage(placed.chip) == Stage::Shipped && wanted.is_none_or(|origin| origin == placed.chip.origin)
    };
    placed.iter().filter(fits).copied().collect()
}

/// The picture.
pub fn frontier_figure(settings: &Chips, voice: &dyn Voice) -> Figure {
    let all = placed(settings);
    let front = best(&shipped(&all, None));
    let domestic = best(&shipped(&all, Some(Origin::Domestic)));
    let mut marks: Vec<Mark> = Vec::new();
    marks.extend(line(&front, (Word::ChipsFront, Ink::Faint, Dash::Solid), voice));
    marks.extend(line(&domestic, (Word::ChipsFrontDomestic, Ink::Accent, Dash::Dashed), voice));
    for (made, of, word, ink, marker) in KINDS {
        let points: Vec<(f64, f64)> = all
            .iter()
            .filter(|placed| placed.chip.origin == made && stage(placed.chip) == of)
            .map(|placed| (placed.x, placed.y))
            .collect();
        if !points.is_empty() {
            marks.push(Mark::Points { name: voice.say(word).to_owned(), ink, marker, points });
        }
    }
    marks.extend(notes(&all, &[&domestic, &front]));
    let format = settings.peak.rate().label();
    let (title, caption) = match settings.frontier {
        Frontier::Watt => (Word::ChipsWattTitle, Word::ChipsWattCaption),
        Frontier::Bandwidth => (Word::ChipsBandwidthTitle, Word::ChipsBandwidthCaption),
    };
    let (x, y) = axes(&all, settings, voice);
    Figure {
        id: "chips-frontier",
        title: fill(voice.say(title), &[("format", format)]),
        summary: summary(settings, &all, voice),
        caption: fill(voice.say(caption), &[("makers", &makers(&all).join(", "))]),
        x,
        y,
        marks,
        table: table(&all, &front, settings, voice),
    }
}

const KINDS: [(Origin, Stage, Word, Ink, Marker); 4] = [
    (Origin::Foreign, Stage::Shipped, Word::ChipsImported, Ink::Neutral, Marker::Circle),
    (Origin::Foreign, Stage::Announced, Word::ChipsImportedAnnounced, Ink::Neutral, Marker::Ring),
    (Origin::Domestic, Stage::Shipped, Word::ChipsDomestic, Ink::Accent, Marker::Square),
    (Origin::Domestic, Stage::Announced, Word::ChipsDomesticAnnounced, Ink::Accent, Marker::Frame),
];

/// The best so far as steps, because nothing better could be had in between.
fn line(front: &[Placed], (word, ink, dash): (Word, Ink, Dash), voice: &dyn Voice) -> Option<Mark> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for placed in front {
        points.extend(points.last().copied().map(|last| (placed.x, last.1)));
        points.push((placed.x, placed.y));
    }
    let name = voice.say(word).to_owned();
    (1 < front.len()).then_some(Mark::Line { name, ink, dash, marker: Marker::None, points })
}

/// Names in the picture, the most telling first: where there is no room for all, the last go without.
fn notes(all: &[Placed], fronts: &[&[Placed]]) -> Vec<Mark> {
    let announced = all.iter().filter(|placed| stage(placed.chip) == Stage::Announced);
    let domestic = all.iter().filter(|placed| placed.chip.origin == Origin::Domestic);
    let mut named: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for placed in fronts.iter().flat_map(|front| front.iter()).chain(announced).chain(domestic) {
        if !named.contains(&placed.chip.name) {
            named.push(placed.chip.name);
            notes.push(Mark::Note { x: placed.x, y: placed.y, text: short_name(placed.chip).to_owned() });
        }
    }
    notes
}

/// The name without what stands in brackets: `GB200 (per GPU, 1200 W)` is `GB200`.
fn short_name(chip: &Chip) -> &'static str {
    chip.name.split(" (").next().unwrap_or(chip.name)
}

fn axes(all: &[Placed], settings: &Chips, voice: &dyn Voice) -> (Axis, Axis) {
    let format = settings.peak.rate().label();
    let (xs, ys) = (all.iter().map(|placed| placed.x), all.iter().map(|placed| placed.y));
    match settings.frontier {
        Frontier::Watt => {
            let least = xs.clone().fold(f64::INFINITY, f64::min);
            let most = xs.fold(f64::NEG_INFINITY, f64::max);
            let label = fill(voice.say(Word::ChipsAxisWatt), &[("format", format)]);
            // With nothing to draw any years will do.
            let (from, to) = if least <= most { (libm::ceil(least) - 1.0, libm::ceil(most)) } else { (2018.0, 2026.0) };
            (year_axis(from, to), Axis::new(Scale::Linear, 0.0, ys.fold(0.0, f64::max), label).rounded())
        }
        Frontier::Bandwidth => {
            let label = fill(voice.say(Word::ChipsAxisPeak), &[("format", format)]);
            let x = Axis::around(Scale::Log10, xs, voice.say(Word::ChipsAxisBandwidth)).rounded();
            (x, Axis::around(Scale::Log10, ys, label).rounded())
        }
    }
}

/// Whose data sheets and reports the points come from.
fn makers(all: &[Placed]) -> Vec<&'static str> {
    let mut makers: Vec<&str> = all.iter().map(|placed| placed.chip.vendor).collect();
    makers.sort_unstable();
    makers.dedup();
    makers
}

fn summary(settings: &Chips, all: &[Placed], voice: &dyn Voice) -> String {
    let count = |count: usize| {
        voice.number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 })
    };
    let highest = |of: &[Placed]| of.iter().copied().max_by(|one, other| one.y.total_cmp(&other.y));
    let said = |placed: Option<Placed>| {
        placed.map(|placed| {
            let (name, value) =
                (full_name(placed.chip), voice.number(placed.y, NumberStyle::Significant { digits: 3 }));
            (name, value, launched(placed.chip).map_or_else(String::new, |date| spoken(date, voice)))
        })
    };
    let (first, domestic) = (said(highest(&shipped(all, None))), said(highest(&shipped(all, Some(Origin::Domestic)))));
    let word = match (settings.frontier, &domestic) {
        (Frontier::Watt, Some(_)) => Word::ChipsWattSummary,
        (Frontier::Watt, None) => Word::ChipsWattSummaryNone,
        (Frontier::Bandwidth, Some(_)) => Word::ChipsBandwidthSummary,
        (Frontier::Bandwidth, None) => Word::ChipsBandwidthSummaryNone,
    };
    let (first, domestic) = (first.unwrap_or_default(), domestic.unwrap_or_default());
    let values = [
        ("count", count(all.len())),
        ("out", count(chips().len().saturating_sub(all.len()))),
        ("format", settings.peak.rate().label().to_owned()),
        ("best", first.0),
        ("best_value", first.1),
        ("best_date", first.2),
        ("domestic", domestic.0),
        ("domestic_value", domestic.1),
        ("domestic_date", domestic.2),
    ];
    filled(word, &values, voice)
}

fn table(all: &[Placed], front: &[Placed], settings: &Chips, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let peak = match settings.peak {
        Peak::Fp32 => ("fp32_tflops", Word::ChipsColumnFp32),
        Peak::Fp16 => ("fp16_tflops", Word::ChipsColumnFp16),
        Peak::Fp8 => ("fp8_tflops", Word::ChipsColumnFp8),
        Peak::Fp4 => ("fp4_tflops", Word::ChipsColumnFp4),
    };
    let columns = vec![
        column("chip", Word::ChipsColumnChip),
        column("origin", Word::KnobsOrigin),
        column("launch", Word::ChipsColumnLaunch),
        column(peak.0, peak.1),
        column("tdp_w", Word::ChipsColumnPower),
        column("tflops_per_w", Word::ChipsColumnWatt),
        column("bandwidth_gb_per_s", Word::ChipsColumnBandwidth),
        column("on_frontier", Word::ChipsColumnFront),
        column("status", Word::KnobsStatus),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let row = |placed: &Placed| {
        let chip = placed.chip;
        let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
        let is_best = front.iter().any(|other| std::ptr::eq(other.chip, chip));
        let (key, word) = if is_best { ("yes", Word::ChipsYes) } else { ("no", Word::ChipsNo) };
        vec![
            Cell::Text(full_name(chip)),
            origin(chip.origin, voice),
            Cell::Text(chip.launch.to_owned()),
            number(rate(chip, settings.peak.rate()).number()),
            number(chip.tdp_w.map(|printed| printed.number)),
            number(efficiency(chip, settings.peak.rate())),
            number(chip.bandwidth_gb_per_s.map(|printed| printed.number)),
            Cell::Term { key, label: voice.say(word).to_owned() },
            Cell::Text(chip.status.to_owned()),
            source(chip.url, voice),
            Cell::Text(chip.note.to_owned()),
        ]
    };
    Table { columns, rows: all.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::{best, placed, shipped};
    use crate::economy::facts::machines::Origin;
    use crate::scenario::chips::{Chips, Frontier, Peak};

    fn front(settings: &Chips, origin: Option<Origin>) -> Vec<&'static str> {
        best(&shipped(&placed(settings), origin)).iter().map(|placed| placed.chip.name).collect()
    }

    #[test]
    fn the_front_in_fp16_for_each_watt() {
        let settings = Chips::default();
        // V100 125/300 = 0.417; Ascend 910 256/310 = 0.826; Kunlun II 128/130 = 0.985; H100 989.4/700 = 1.413;
        // MI300X 1.743; Gaudi 3 1.864; B200 2.25 (2024-11); GB200 2.083 is lower.
        let best = [
            "V100 SXM2 32GB",
            "Ascend 910",
            "Kunlun II (RG800 board)",
            "H100 SXM",
            "MI300X",
            "Gaudi 3 (OAM)",
            "B200 (HGX, 1000 W)",
        ];
        assert_eq!(front(&settings, None), best);
        assert_eq!(front(&settings, Some(Origin::Domestic)), ["Ascend 910", "Kunlun II (RG800 board)"]);
    }

    #[test]
    fn announced_chips_are_on_no_front() {
        for frontier in [Frontier::Watt, Frontier::Bandwidth] {
            for peak in [Peak::Fp32, Peak::Fp16, Peak::Fp8, Peak::Fp4] {
                let found = front(&Chips { peak, frontier, ..Chips::default() }, None);
                assert!(found.iter().all(|name| !["BR100", "Ascend 960", "Ascend 970"].contains(name)), "{found:?}");
            }
        }
    }

    #[test]
    fn the_front_of_peaks_rises_with_bandwidth() {
        let settings = Chips { frontier: Frontier::Bandwidth, peak: Peak::Fp8, ..Chips::default() };
        // GB/s and TFLOPS: 1600, 1000; 2900, 1299; 3350, 1979; 5300, 2614.9; 7370, 4614; 8000, 5033.2. Gaudi 3 and H20 lie below.
        let best = ["MTT S5000", "Trainium2", "H100 SXM", "MI300X", "TPU v7 Ironwood", "MI355X"];
        assert_eq!(front(&settings, None), best);
        assert_eq!(front(&settings, Some(Origin::Domestic)), ["MTT S5000"]);
    }
}
