//! The source of one point: everything the tables know about it, in words.

use crate::charts::table::Cell;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::conversion::Standing;
use crate::economy::facts::compute::{ComputePoint, Evidence};
use crate::economy::facts::point_names::{name_of, point_of};
use crate::economy::facts::printed::SourceType;
use crate::scenario::compute::Compute;
use crate::views::cells::term;
use crate::views::compute::{eflops, filled};
use crate::views::compute_drawn::{Drawn, drawn};
use crate::views::compute_series::{place_name, series_word};
use crate::views::dates::spoken;

/// One line of the card: what it is, and its words or its link.
pub type Item = (&'static str, Cell);

/// The points that the list offers, each with its name in the link and in words: those of the chart.
pub fn choices(compute: &Compute, voice: &dyn Voice) -> Vec<(&'static str, String)> {
    let drawn = drawn(compute);
    let mut rows: Vec<&'static ComputePoint> =
        drawn.strands.iter().flat_map(|strand| &strand.points).map(|point| point.row).collect();
    rows.sort_by_key(|row| (row.date.months(), row.series));
    rows.into_iter().map(|row| (name_of(row), in_words(row, voice))).collect()
}

/// The counts that the projection may start from.
pub fn starts(compute: &Compute, voice: &dyn Voice) -> Vec<(&'static str, String)> {
    drawn(compute).starts.into_iter().map(|row| (name_of(row), in_words(row, voice))).collect()
}

/// The card of the point in the link; `None` where there is none.
pub fn card(compute: &Compute, voice: &dyn Voice) -> Option<Vec<Item>> {
    let row = point_of(compute.point)?;
    let item = |word, cell| (voice.say(word), cell);
    let text = |text: &str| Cell::Text(text.to_owned());
    let words = |word| Cell::Term { key: "words", label: voice.say(word).to_owned() };
    let value = [("value", eflops(row.value.number, voice)), ("precision", row.precision.label().to_owned())];
    let sentence = |label: String| Cell::Term { key: "words", label };
    let mut items = vec![
        item(Word::ColumnsDate, sentence(spoken(row.date, voice))),
        item(Word::CardValue, sentence(filled(Word::CardValueText, &value, voice))),
    ];
    items.extend(as_drawn(row, &drawn(compute), voice).map(|cell| item(Word::CardDrawn, cell)));
    items.extend([
        item(Word::CardKnown, words(evidence_word(row.evidence))),
        item(Word::ColumnsKind, term(row.kind.label(), voice)),
        item(Word::ColumnsSeries, words(series_word(row.series))),
        item(Word::CountingColumnRegion, sentence(place_name(&row.region.label().to_lowercase(), voice))),
        item(Word::ColumnsScope, text(row.scope)),
        item(Word::ColumnsPublisher, text(row.publisher)),
        item(Word::CardRead, words(read_word(row.source_type))),
        item(Word::CardPage, page(row, voice)),
    ]);
    if !row.note.is_empty() {
        items.push(item(Word::ColumnsNote, text(row.note)));
    }
    Some(items)
}

/// A point in one line.
fn in_words(row: &ComputePoint, voice: &dyn Voice) -> String {
    let label = |cell: Cell| if let Cell::Term { label, .. } = cell { label } else { String::new() };
    let values = [
        ("date", spoken(row.date, voice)),
        ("value", eflops(row.value.number, voice)),
        ("precision", row.precision.label().to_owned()),
        ("series", voice.say(series_word(row.series)).to_owned()),
        ("kind", label(term(row.kind.label(), voice))),
    ];
    filled(Word::CardItem, &values, voice)
}

/// What conversion made of it in the chart; nothing for a point as published.
fn as_drawn(row: &'static ComputePoint, drawn: &Drawn, voice: &dyn Voice) -> Option<Cell> {
    let converted = drawn.strands.iter().filter(|strand| strand.standing == Standing::Converted);
    let point = converted.flat_map(|strand| &strand.points).find(|point| point.row == row)?;
    let values = [
        ("value", eflops(point.value, voice)),
        ("precision", drawn.precision.label().to_owned()),
        ("low", eflops(point.low, voice)),
        ("high", eflops(point.high, voice)),
    ];
    Some(Cell::Term { key: "words", label: filled(Word::CardDrawnText, &values, voice) })
}

fn page(row: &ComputePoint, voice: &dyn Voice) -> Cell {
    if row.url.is_empty() {
        Cell::Term { key: "words", label: voice.say(Word::CardNoPage).to_owned() }
    } else {
        Cell::Link { text: voice.say(Word::CardOpen).to_owned(), url: row.url.to_owned() }
    }
}

fn evidence_word(evidence: Evidence) -> Word {
    match evidence {
        Evidence::Stated => Word::CardStated,
        Evidence::Series => Word::CardSeries,
        Evidence::Inferred => Word::CardInferred,
        Evidence::Derived => Word::CardDerived,
        Evidence::Unknown => Word::CardUnknown,
    }
}

fn read_word(source: SourceType) -> Word {
    match source {
        SourceType::Primary => Word::CardPrimary,
        SourceType::Secondary => Word::CardSecondary,
        SourceType::Derived => Word::CardDerivedSource,
    }
}

#[cfg(test)]
mod tests {
    use super::{card, choices, starts};
    use crate::charts::table::Cell;
    use crate::charts::voice::PlainVoice;
    use crate::economy::facts::named::{AI_2024, AI_2025_06};
    use crate::economy::facts::point_names::{POINT_NAMES, name_of};
    use crate::scenario::compute::{Basis, Compute};

    #[test]
    fn every_point_has_a_card_with_a_link_or_a_note() {
        for point in &POINT_NAMES[1..] {
            let items = card(&Compute { point, ..Compute::default() }, &PlainVoice).unwrap();
            let links = items.iter().any(|(_, cell)| matches!(cell, Cell::Link { .. }));
            let notes = items.iter().any(|(name, _)| *name == "columns.note");
            assert!(links || notes, "{point}");
        }
        assert_eq!(card(&Compute::default(), &PlainVoice), None);
    }

    #[test]
    fn a_converted_point_says_what_became_of_it() {
        let drawn = |basis, point| {
            let items = card(&Compute { basis, point, ..Compute::default() }, &PlainVoice).unwrap();
            items.iter().any(|(name, _)| *name == "card.drawn")
        };
        assert!(drawn(Basis::AllFp16, name_of(AI_2024.row)));
        assert!(!drawn(Basis::AllFp16, name_of(AI_2025_06.row)));
        assert!(!drawn(Basis::Fp32, name_of(AI_2024.row)));
    }

    #[test]
    fn lists_offer_what_the_chart_shows() {
        let names: Vec<&str> = choices(&Compute::default(), &PlainVoice).into_iter().map(|(name, _)| name).collect();
        assert!(names.contains(&name_of(AI_2025_06.row)) && !names.contains(&name_of(AI_2024.row)));
        let starts: Vec<&str> = starts(&Compute::default(), &PlainVoice).into_iter().map(|(name, _)| name).collect();
        assert_eq!(starts.len(), 6);
    }
}
