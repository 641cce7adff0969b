//! Events around the counts: upright marks in the chart of `#/compute`, and their table.

use crate::charts::axis::Axis;
use crate::charts::figure::{Along, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::economy::events::{Event, Sort, events};
use crate::views::cells::source;

/// A mark for each event within the axis; where there is no room for the words of one, the table still has them.
pub fn event_marks(x: &Axis, voice: &dyn Voice) -> Vec<Mark> {
    let inside = |event: &Event| x.min() < event.date.decimal_year() && event.date.decimal_year() < x.max();
    let mark = |event: Event| Mark::Rule {
        axis: Along::X,
        at: event.date.decimal_year(),
        label: label(&event, voice),
        ink: Ink::Faint,
    };
    events().into_iter().filter(inside).map(mark).collect()
}

/// Every event with its source.
pub fn events_table(voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("sort", Word::CountingColumnSort),
        column("event", Word::CountingColumnEvent),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let row = |event: Event| {
        let (key, word) = match event.sort {
            Sort::Model => ("model", Word::CountingSortModel),
            Sort::Chip => ("chip", Word::CountingSortChip),
            Sort::Plan => ("plan", Word::CountingSortPlan),
        };
        vec![
            Cell::Text(event.date.label()),
            Cell::Term { key, label: voice.say(word).to_owned() },
            Cell::Text(event.name.to_owned()),
            source(event.url, voice),
            Cell::Text(event.note.to_owned()),
        ]
    };
    Table { columns, rows: events().into_iter().map(row).collect() }
}

fn label(event: &Event, voice: &dyn Voice) -> String {
    match event.sort {
        Sort::Model | Sort::Chip => event.name.to_owned(),
        Sort::Plan => fill(voice.say(Word::CountingEventPlan), &[("name", event.name)]),
    }
}
