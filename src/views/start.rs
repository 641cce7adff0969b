//! `#/`: the factor of 8.8 in five steps.
//!
//! As printed, 788 ÷ 90 divides two units: 788 EFLOPS count FP16 operations, 90 EFLOPS FP32 operations. One fleet counted both ways
//! shows what that does: 394.9 ÷ 75.4 = 5.2 without a single chip more. Counted alike, little is left: in FP16 the nearest published
//! figures give 788 ÷ 725.3 = 1.09; in FP32 the 788 has to be converted by an assumed ratio r of the fleet, 788 ÷ 5.2 = 151.5, and
//! 151.5 ÷ 90 = 1.68. The growth came later, in one unit: 2185 ÷ 788 = 2.77 in a year.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::facts::compute::{ComputePoint, Counted};
use crate::economy::facts::named::{
    AI_2024, AI_2025_03, AI_2025_06, AI_2025_12, AI_2026_06, FLEET_FP16_2025_06, FLEET_FP32_2025_06, MARKET_2024,
};
use crate::economy::puzzle::{fleet_ratio, puzzle};
use crate::numerics::formats::FormatId;
use crate::scenario::start::{Count, Start};
use crate::units::Multiple;
use crate::units::compute::{Basis, BasisRatio, Fp16, Fp32, Precision};
use crate::views::Shown;
use crate::views::cells::{source, term};
use crate::views::dates::spoken;

/// One of the counts set side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The row it comes from.
    pub row: &'static ComputePoint,
    /// EFLOPS in `precision`.
    pub eflops: f64,
    /// The precision it is shown in.
    pub precision: Precision,
    /// Whether it is the row's own count, or one converted by the assumed ratio.
    pub standing: Standing,
}

/// Whether a value is published or converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As its publisher printed it.
    Published,
    /// Converted with the reader's ratio.
    Converted,
}

/// The counts to set side by side, earliest first.
pub fn bars(start: &Start) -> Vec<Bar> {
    match start.count {
        Count::Printed => vec![published(AI_2024), published(AI_2025_06)],
        Count::Fp16 => vec![published(MARKET_2024), published(AI_2025_03), published(AI_2025_06)],
        Count::Fp32 => vec![published(AI_2024), converted(start.ratio)],
        Count::Fleet => vec![published(FLEET_FP32_2025_06), published(FLEET_FP16_2025_06)],
        Count::Since => vec![published(AI_2025_06), published(AI_2025_12), published(AI_2026_06)],
    }
}

/// The last count divided by the first: what a reader would call the growth. As printed, and in the fleet, the two have different units.
pub fn factor(start: &Start) -> f64 {
    let puzzle = puzzle();
    match start.count {
        Count::Printed => puzzle.factor_across_units(),
        Count::Fp16 => puzzle.factor_from_market().map_or(1.0, Multiple::get),
        Count::Fp32 => puzzle.factor_counted_alike(assumed(start.ratio)).map_or(1.0, Multiple::get),
        Count::Fleet => fleet_ratio().get(),
        Count::Since => AI_2026_06.eflops().relative_to(AI_2025_06.eflops()).map_or(1.0, Multiple::get),
    }
}

/// The reader's ratio as the bridge between the two bases.
fn assumed(ratio: f64) -> BasisRatio<Fp32, Fp16> {
    BasisRatio::new(ratio).unwrap_or(BasisRatio::MIN)
}

fn published<B: Basis>(count: Counted<B>) -> Bar {
    Bar { row: count.row, eflops: count.eflops().get(), precision: B::PRECISION, standing: Standing::Published }
}

fn converted(ratio: f64) -> Bar {
    let eflops = AI_2025_06.eflops().counted_by(assumed(ratio).inverse()).get();
    Bar { row: AI_2025_06.row, eflops, precision: Precision::Fp32, standing: Standing::Converted }
}

/// The picture and its table.
pub fn show(start: &Start, voice: &dyn Voice) -> Shown {
    Shown { sheet: None, figures: vec![figure(start, Way { from: start, share: 1.0 }, voice)], ..Shown::default() }
}

/// How far the bars have moved from an earlier picture to the one that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// The earlier picture's settings.
    pub from: &'a Start,
    /// 0 at the beginning, 1 at the end.
    pub share: f64,
}

impl Way<'_> {
    fn between(self, before: f64, after: f64) -> f64 {
        before + self.share.clamp(0.0, 1.0) * (after - before)
    }
}

/// What the vertical axis reaches: one height for every way of counting up to June 2025, so that a step moves the bars and not the axis.
/// The eighth on top is room for the number above the tallest bar.
fn top(count: Count) -> f64 {
    let tallest = match count {
        Count::Printed | Count::Fleet | Count::Fp16 | Count::Fp32 => AI_2025_06.eflops(),
        Count::Since => AI_2026_06.eflops(),
    };
    tallest.get() * 1.125
}

/// The picture while its bars move: words and table are those of the end, and a bar of the same row starts from where it was.
pub fn figure(start: &Start, way: Way, voice: &dyn Voice) -> Figure {
    let (before, bars) = (bars(way.from), bars(start));
    let height = |bar: &Bar| {
        let old = before.iter().find(|old| std::ptr::eq(old.row, bar.row)).map_or(0.0, |old| old.eflops);
        way.between(old, bar.eflops)
    };
    let moving: Vec<Bar> = bars.iter().map(|bar| Bar { eflops: height(bar), ..*bar }).collect();
    let tick = |bar: &Bar| match start.count {
        // Both bars are of one day: what tells them apart is the precision.
        Count::Fleet => bar.precision.label().to_owned(),
        Count::Printed | Count::Fp16 | Count::Fp32 | Count::Since => spoken(bar.row.date, voice),
    };
    let ticks = bars.iter().zip(0_u8..).map(|(bar, at)| (f64::from(at), tick(bar))).collect();
    let right = f64::from(u8::try_from(bars.len()).unwrap_or(2)) - 0.5;
    let top = way.between(top(way.from.count), top(start.count));
    let title = match start.count {
        Count::Printed | Count::Fp16 | Count::Fp32 => Word::StartFigureTitle,
        Count::Fleet => Word::StartFigureTitleFleet,
        Count::Since => Word::StartFigureTitleSince,
    };
    Figure {
        id: "start-jump",
        title: fill(voice.say(title), &[("factor", &times(factor(start), voice))]),
        summary: summary(start, &bars, voice),
        caption: caption(&bars, voice),
        x: Axis::new(Scale::Linear, -0.5, right, "").with_ticks(Ticks::Named(ticks)),
        y: Axis::new(Scale::Linear, 0.0, top, voice.say(Word::AxesEflops)),
        marks: marks(&bars, &moving, voice),
        table: table(&bars, voice),
    }
}

/// One mark for each precision and standing, with each bar's number above it: the bars where they are now, the numbers those of the end.
fn marks(bars: &[Bar], moving: &[Bar], voice: &dyn Voice) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (bar, at) in moving.iter().zip(0_u8..) {
        let at = f64::from(at);
        let (format, style) = (format_of(bar.precision), style_of(bar.standing));
        let bin = Bin { from: at - 0.3, to: at + 0.3, value: bar.eflops };
        let same = |mark: &&mut Mark| matches!(mark, Mark::Bars { ink, style: drawn, .. } if *ink == Ink::Format(format) && *drawn == style);
        match marks.iter_mut().find(same) {
            Some(Mark::Bars { bins, .. }) => bins.push(bin),
            Some(_) | None => {
                marks.push(Mark::Bars { name: name_of(bar, voice), ink: Ink::Format(format), style, bins: vec![bin] });
            }
        }
    }
    let note = |((bar, now), at): ((&Bar, &Bar), u8)| {
        let text = voice.number(bar.eflops, NumberStyle::Significant { digits: 4 });
        Mark::Note { x: f64::from(at), y: now.eflops, text }
    };
    marks.extend(bars.iter().zip(moving).zip(0_u8..).map(note));
    marks
}

fn format_of(precision: Precision) -> FormatId {
    if precision == Precision::Fp16 { FormatId::Fp16 } else { FormatId::Fp32 }
}

fn style_of(standing: Standing) -> BarStyle {
    match standing {
        Standing::Published => BarStyle::Filled,
        Standing::Converted => BarStyle::Outlined,
    }
}

fn name_of(bar: &Bar, voice: &dyn Voice) -> String {
    match bar.standing {
        Standing::Published => bar.precision.label().to_owned(),
        Standing::Converted => format!("{}, {}", bar.precision.label(), voice.say(Word::TermsConverted)),
    }
}

/// A factor as a reader says it: `×8.8`.
pub fn times(factor: f64, voice: &dyn Voice) -> String {
    format!("×{}", voice.number(factor, NumberStyle::Significant { digits: if factor < 2.0 { 3 } else { 2 } }))
}

fn summary(start: &Start, bars: &[Bar], voice: &dyn Voice) -> String {
    let said = |bar: &Bar| {
        let eflops = voice.number(bar.eflops, NumberStyle::Significant { digits: 4 });
        let word = match bar.standing {
            Standing::Published => Word::StartBar,
            Standing::Converted => Word::StartBarConverted,
        };
        fill(
            voice.say(word),
            &[("date", &spoken(bar.row.date, voice)), ("eflops", &eflops), ("precision", bar.precision.label())],
        )
    };
    let listed = bars.iter().map(said).collect::<Vec<_>>().join(voice.say(Word::FiguresJoin));
    fill(voice.say(Word::StartFigureSummary), &[("bars", &listed), ("factor", &times(factor(start), voice))])
}

fn caption(bars: &[Bar], voice: &dyn Voice) -> String {
    let named = |bar: &Bar| format!("{} ({})", bar.row.publisher, spoken(bar.row.date, voice));
    let mut sources: Vec<String> = bars.iter().map(named).collect();
    sources.dedup();
    fill(voice.say(Word::FiguresSources), &[("sources", &sources.join(voice.say(Word::FiguresJoin)))])
}

/// The story's sentence for the way of counting chosen.
pub fn sentence(start: &Start, voice: &dyn Voice) -> String {
    let word = match start.count {
        Count::Printed => Word::StartSayPrinted,
        Count::Fp16 => Word::StartSayFp16,
        Count::Fp32 => Word::StartSayFp32,
        Count::Fleet => Word::StartSayFleet,
        Count::Since => Word::StartSaySince,
    };
    filled(word, start, voice)
}

/// A sentence of the story with its figures filled in.
pub fn filled(word: Word, start: &Start, voice: &dyn Voice) -> String {
    let number = |value: f64| voice.number(value, NumberStyle::Significant { digits: 4 });
    let values = [
        ("before", number(AI_2024.eflops().get())),
        ("after", number(AI_2025_06.eflops().get())),
        ("march", number(AI_2025_03.eflops().get())),
        ("idc", number(MARKET_2024.eflops().get())),
        ("fleet16", number(FLEET_FP16_2025_06.eflops().get())),
        ("fleet32", number(FLEET_FP32_2025_06.eflops().get())),
        ("ratio", number(start.ratio)),
        ("fleet", times(fleet_ratio().get(), voice)),
        ("december", number(AI_2025_12.eflops().get())),
        ("last", number(AI_2026_06.eflops().get())),
        ("since", times(factor(&Start { count: Count::Since, ..*start }), voice)),
        ("converted", number(converted(start.ratio).eflops)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

fn table(bars: &[Bar], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("eflops", Word::ColumnsEflops),
        column("precision", Word::ColumnsPrecision),
        column("precision_evidence", Word::ColumnsEvidence),
        column("standing", Word::ColumnsStanding),
        column("scope", Word::ColumnsScope),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let row = |bar: &Bar| {
        let text = |text: &str| Cell::Text(text.to_owned());
        let standing = match bar.standing {
            Standing::Published => "published",
            Standing::Converted => "converted",
        };
        vec![
            Cell::Text(bar.row.date.label()),
            Cell::Number(bar.eflops),
            text(bar.precision.label()),
            term(bar.row.evidence.label(), voice),
            term(standing, voice),
            text(bar.row.scope),
            text(bar.row.publisher),
            source(bar.row.url, voice),
            text(bar.row.note),
        ]
    };
    Table { columns, rows: bars.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::voice::PlainVoice;

    #[test]
    fn the_jump_vanishes_when_both_are_counted_alike() {
        let check = |count, low: f64, high: f64| {
            let factor = factor(&Start { count, ..Start::default() });
            assert!(low < factor && factor < high, "{count:?}: {factor}");
        };
        check(Count::Printed, 8.7, 8.8);
        check(Count::Fp16, 1.08, 1.10);
        check(Count::Fp32, 1.6, 1.8);
        // By hand: 394.9 / 75.4 = 5.237, 2185 / 788 = 2.773.
        check(Count::Fleet, 5.23, 5.24);
        check(Count::Since, 2.77, 2.78);
    }

    #[test]
    fn bars_move_from_where_they_were() {
        let (from, to) = (Start::default(), Start { count: Count::Fp32, ..Start::default() });
        let heights = |share: f64| -> Vec<f64> {
            let figure = figure(&to, Way { from: &from, share }, &PlainVoice);
            let bins = figure
                .marks
                .iter()
                .filter_map(|mark| if let Mark::Bars { bins, .. } = mark { Some(bins) } else { None });
            bins.flatten().map(|bin| bin.value).collect()
        };
        // By hand: the 90 stays, the 788 falls to 788 / 5.2 = 151.54; halfway it stands at 469.77.
        for (share, expect) in [(0.0, 788.0), (0.5, 469.769), (1.0, 151.538)] {
            let heights = heights(share);
            assert!((heights[0] - 90.0).abs() < 1e-9 && (heights[1] - expect).abs() < 1e-3, "{share}: {heights:?}");
        }
    }

    #[test]
    fn the_factor_is_that_of_the_bars_on_show() {
        for count in Count::STEPS {
            let start = Start { count, ratio: 3.4 };
            let bars = bars(&start);
            let shown = bars[bars.len() - 1].eflops / bars[0].eflops;
            assert!((factor(&start) - shown).abs() < 1e-12, "{count:?}");
        }
    }
}
