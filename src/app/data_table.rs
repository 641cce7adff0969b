//! A chart's data as a real table.

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
    /// The title of the chart it belongs to.
    title: Signal<String>,
    /// The data.
    table: Signal<Table>,
) -> impl IntoView {
    let state = State::here();
    let caption = move || fill(state.speech.voice().say(Word::FiguresTableOf), &[("title", &title.with(Clone::clone))]);
    let head = move || {
        table.with(|table| {
            let column = |(index, label): (usize, &String)| view! { <th scope="col" class=number_class(table, index)>{label.clone()}</th> };
            table.columns.iter().map(|column| &column.label).enumerate().map(column).collect_view()
        })
    };
    let rows = move || {
        let voice = state.speech.voice();
        table.with(|table| table.rows.iter().take(SHOWN).map(|row| row_view(row, &voice)).collect_view())
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

/// Numbers are set to the right, and so are their headings.
fn number_class(table: &Table, index: usize) -> &'static str {
    let is_number =
        table.rows.first().and_then(|row| row.get(index)).is_some_and(|cell| matches!(cell, Cell::Number(_)));
    if is_number { "number" } else { "" }
}

fn row_view(row: &[Cell], voice: &dyn Voice) -> impl IntoView + use<> {
    let cells: Vec<AnyView> = row.iter().map(|cell| cell_view(cell, voice)).collect();
    view! { <tr>{cells}</tr> }
}

fn cell_view(cell: &Cell, voice: &dyn Voice) -> AnyView {
    match cell {
        // Text comes from the tables of facts, which are written in English.
        Cell::Text(text) => view! { <td lang="en">{text.clone()}</td> }.into_any(),
        Cell::Term { label, .. } => view! { <td>{label.clone()}</td> }.into_any(),
        // Years are whole and small: grouping would write 2,025.
        Cell::Number(value) if (1900.0..2100.0).contains(value) && libm::floor(*value).to_bits() == value.to_bits() => {
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
