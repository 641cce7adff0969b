//! The growth laboratory of `#/compute`: what targets require, how fast the counts grew, and what the source text says.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::facts::compute::ComputePoint;
use crate::economy::facts::named::{
    AI_2025_06, AI_2026_06, AI_TARGET_2030, INTELLIGENT_GROWTH_PERCENT, TOTAL_2021, TOTAL_2024, TOTAL_GROWTH_PERCENT,
};
use crate::economy::pace::{Pace, pace, paces, required};
use crate::economy::scopes::Counting;
use crate::views::cells::{source, term};
use crate::views::compute::{eflops, filled, percent};
use crate::views::compute_ratios::way_name;
use crate::views::compute_series::place_name;
use crate::views::dates::spoken;

/// The growth rates that the source text names, each with what it is said of.
pub fn claimed_growth() -> [(f64, Word); 2] {
    [
        (TOTAL_GROWTH_PERCENT.low / 100.0, Word::PacePresetTotal),
        (INTELLIGENT_GROWTH_PERCENT.low / 100.0, Word::PacePresetAi),
    ]
}

/// What each published target requires, from the first and from the last count of its line.
pub fn required_sentences(voice: &dyn Voice) -> Vec<String> {
    let ways = required();
    let mut targets: Vec<&'static ComputePoint> = ways.iter().map(|way| way.to).collect();
    targets.dedup();
    // The official target for AI compute first: it is the one still open.
    targets.sort_by_key(|target| *target != AI_TARGET_2030.row);
    targets.into_iter().filter_map(|target| required_sentence(&ways, target, voice)).collect()
}

fn required_sentence(ways: &[Pace], target: &'static ComputePoint, voice: &dyn Voice) -> Option<String> {
    let mut ways = ways.iter().filter(|way| way.to == target);
    let first = ways.next()?;
    let last = ways.next_back().unwrap_or(first);
    let values = [
        ("target", eflops(target.value.number, voice)),
        ("precision", target.precision.label().to_owned()),
        ("year", target.date.year.to_string()),
        ("first", percent(first.growth.get(), voice)),
        ("first_value", eflops(first.from.value.number, voice)),
        ("first_date", spoken(first.from.date, voice)),
        ("last", percent(last.growth.get(), voice)),
        ("last_value", eflops(last.from.value.number, voice)),
        ("last_date", spoken(last.from.date, voice)),
    ];
    Some(filled(Word::PaceRequiredSay, &values, voice))
}

/// The two paces that the source text is about: AI compute of late, and the total before.
pub fn pace_sentences(voice: &dyn Voice) -> Vec<String> {
    let ways = [pace(AI_2025_06.row, AI_2026_06.row), pace(TOTAL_2021.row, TOTAL_2024.row)];
    ways.into_iter().flatten().map(|way| pace_sentence(&way, voice)).collect()
}

fn pace_sentence(way: &Pace, voice: &dyn Voice) -> String {
    let values = [
        ("from", eflops(way.from.value.number, voice)),
        ("from_date", spoken(way.from.date, voice)),
        ("to", eflops(way.to.value.number, voice)),
        ("to_date", spoken(way.to.date, voice)),
        ("growth", percent(way.growth.get(), voice)),
        (
            "doubling",
            way.doubling
                .map_or_else(String::new, |years| voice.number(years.get(), NumberStyle::Significant { digits: 2 })),
        ),
        ("precision", way.from.precision.label().to_owned()),
    ];
    filled(Word::PaceDoublingSay, &values, voice)
}

/// What every target requires from every count before it.
pub fn required_table(voice: &dyn Voice) -> Table {
    table(&required(), Word::PaceColumnTarget, voice)
}

/// How fast every line of counts grew.
pub fn paces_table(voice: &dyn Voice) -> Table {
    table(&paces(), Word::PaceColumnToValue, voice)
}

fn table(ways: &[Pace], then: Word, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("region", Word::CountingColumnRegion),
        column("series", Word::ColumnsSeries),
        column("precision", Word::ColumnsPrecision),
        column("counted", Word::ColumnsScope),
        column("from", Word::PaceColumnFrom),
        column("from_eflops", Word::PaceColumnFromValue),
        column("to", Word::PaceColumnTo),
        column("to_eflops", then),
        column("growth_a_year", Word::PaceColumnGrowth),
        column("doubling_years", Word::PaceColumnDoubling),
        column("source", Word::ColumnsSource),
    ];
    Table { columns, rows: ways.iter().map(|way| row(way, voice)).collect() }
}

fn row(way: &Pace, voice: &dyn Voice) -> Vec<Cell> {
    let region = way.from.region.label();
    let scope = Counting::of(way.from.scope);
    vec![
        Cell::Term { key: region, label: place_name(&region.to_lowercase(), voice) },
        term(way.from.series.label(), voice),
        Cell::Text(way.from.precision.label().to_owned()),
        scope.map_or(Cell::Empty, |scope| Cell::Term { key: scope.key(), label: way_name(scope, voice).to_owned() }),
        Cell::Text(way.from.date.label()),
        Cell::Number(way.from.value.number),
        Cell::Text(way.to.date.label()),
        Cell::Number(way.to.value.number),
        Cell::Number(way.growth.get()),
        way.doubling.map_or(Cell::Empty, |years| Cell::Number(years.get())),
        source(way.to.url, voice),
    ]
}

#[cfg(test)]
mod tests {
    use super::{claimed_growth, pace_sentences, required_sentences, required_table};
    use crate::charts::voice::PlainVoice;

    #[test]
    fn the_rates_of_the_source_text_are_those_of_its_table() {
        let percent = claimed_growth().map(|(growth, _)| growth * 100.0);
        assert!((percent[0] - 30.0).abs() < 1e-9);
        assert!((percent[1] - 40.0).abs() < 1e-9);
    }

    #[test]
    fn both_targets_and_both_paces_are_said() {
        assert_eq!(required_sentences(&PlainVoice).len(), 2);
        assert_eq!(pace_sentences(&PlainVoice).len(), 2);
        // Six counts of AI compute in FP16 before 2030, seven totals in FP32 before 2025.
        assert_eq!(required_table(&PlainVoice).rows.len(), 13);
    }
}
