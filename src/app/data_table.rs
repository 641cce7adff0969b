//! A table of the page: a chart's data, or one that stands on its own.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::table::{Cell, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// Rows shown on the page; the CSV has them all.
const SHOWN: usize = 200;

/// The table.
#[component]
pub fn DataTable(
    /// Its title, or that of the chart it belongs to.
    title: Signal<String>,
    /// The data.
    table: Signal<Table>,
) -> impl IntoView {
    let state = State::here();
    let caption = move || fill(state.speech.voice().say(Word::FiguresTableOf), &[("title", &title.with(Clone::clone))]);
    let head = move || {
        table.with(|table| {
            let column = |(index, label): (usize, &String)| view! { <th scope="col" class=shape(table, index).class()>{label.clone()}</th> };
            table.columns.iter().map(|column| &column.label).enumerate().map(column).collect_view()
        })
    };
    let rows = move || {
        let voice = state.speech.voice();
        table.with(|table| {
            let columns: Vec<Shape> = (0..table.columns.len()).map(|index| shape(table, index)).collect();
            table.rows.iter().take(SHOWN).map(|row| row_view(row, &columns, &voice)).collect_view()
        })
    };
    let more = move || {
        let voice = state.speech.voice();
        let all = table.with(|table| table.rows.len());
        let count = |rows: usize| {
            voice.number(f64::from(u32::try_from(rows).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 })
        };
        (SHOWN < all).then(|| view! { <p class="status">{fill(voice.say(Word::FiguresRowsShown), &[("shown", &count(SHOWN)), ("all", &count(all))])}</p> })
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
}

/// How the cells of a column are set.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// Numbers, to the right; so are their headings and the words among them.
    Numbers,
    /// Years: numbers without grouping, which would write 2,025.
    Years,
    /// Words.
    Words,
    /// Words that make sentences and may go over several lines.
    Sentences,
}

/// Longer texts than this are sentences.
const SENTENCE: usize = 32;

impl Shape {
    fn class(self) -> &'static str {
        match self {
            Self::Numbers | Self::Years => "number",
            Self::Words => "",
            Self::Sentences => "words",
        }
    }
}

fn shape(table: &Table, index: usize) -> Shape {
    let cells = || table.rows.iter().take(SHOWN).filter_map(|row| row.get(index));
    // The first cells of a column of numbers may be empty, or say why there is none.
    let is_missing = |cell: &&Cell| matches!(cell, Cell::Empty | Cell::Term { .. });
    let is_long = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Link { text, .. } => SENTENCE < text.chars().count(),
        Cell::Term { label, .. } => SENTENCE < label.chars().count(),
        Cell::Number(_) | Cell::Empty => false,
    };
    if table.columns.get(index).is_some_and(|column| column.key == "year") {
        Shape::Years
    } else if cells().find(|cell| !is_missing(cell)).is_some_and(|cell| matches!(cell, Cell::Number(_))) {
        Shape::Numbers
    } else if cells().any(is_long) {
        Shape::Sentences
    } else {
        Shape::Words
    }
}

fn row_view(row: &[Cell], columns: &[Shape], voice: &dyn Voice) -> impl IntoView + use<> {
    let cell = |(cell, shape): (&Cell, &Shape)| cell_view(cell, *shape, voice);
    let cells: Vec<AnyView> = row.iter().zip(columns).map(cell).collect();
    view! { <tr>{cells}</tr> }
}

fn cell_view(cell: &Cell, shape: Shape, voice: &dyn Voice) -> AnyView {
    let class = shape.class();
    match cell {
        // Text comes from the tables of facts, which are written in English.
        Cell::Text(text) => view! { <td lang="en" class=class>{text.clone()}</td> }.into_any(),
        // A word among numbers stands as they do, but may go over several lines.
        Cell::Term { label, .. } => view! { <td class=class class:worded=true>{label.clone()}</td> }.into_any(),
        Cell::Number(value) if shape == Shape::Years => {
            view! { <td class="number">{format!("{value}")}</td> }.into_any()
        }
        // Whole numbers are counts or exact: every digit of them is meant.
        Cell::Number(value) if value.abs() < 1e15 && libm::floor(*value).to_bits() == value.to_bits() => {
            view! { <td class="number">{voice.number(*value, NumberStyle::Plain { decimals: 0 })}</td> }.into_any()
        }
        Cell::Number(value) => {
            view! { <td class="number">{voice.number(*value, NumberStyle::Significant { digits: 6 })}</td> }.into_any()
        }
        Cell::Link { text, url } => {
            view! { <td><a href=url.clone() target="_blank" rel="noopener noreferrer">{text.clone()}</a></td> }
                .into_any()
        }
        Cell::Empty => view! { <td></td> }.into_any(),
    }
}
