//! All codes of a narrow format as a grid: each cell is a button that makes its code the number. One cell is in the tab order; the arrow
//! keys go from cell to cell.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::app::browser::{Scroll, focus};
use crate::app::sheet::csv_button;
use crate::app::state::State;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::Format;
use crate::numerics::real::Given;
use crate::views::bits::shown;
use crate::views::bits_map::{COLUMNS, Class, brief, codes, codes_table};
use crate::views::bits_words::{hex, value};

/// The map, or why there is none.
#[component]
pub fn CodeMap() -> impl IntoView {
    let state = State::here();
    let format = Memo::new(move |_| state.scenario.with(|scenario| scenario.bits.format()));
    let code = Memo::new(move |_| state.scenario.with(|scenario| shown(&scenario.bits).code));
    let said = move |word| {
        let voice = state.speech.voice();
        let row = format.get().spec();
        let count = voice.number(libm::exp2(f64::from(row.bits())), NumberStyle::Plain { decimals: 0 });
        fill(voice.say(word), &[("format", &row.name), ("count", &count)])
    };
    let table = move || state.scenario.with(|scenario| codes_table(&scenario.bits, &state.speech.voice()));
    let grid = move || {
        let row = format.get().spec();
        match codes(&row) {
            Some(count) => view! {
                <p class="help">{state.speech.word(Word::BitsMapHelp)}</p>
                <Classes />
                <div class="table-scroll whole">{grid(state, row, count, code)}</div>
                <div class="figure-tools">{csv_button("bits-codes", Word::FiguresCsv, table)}</div>
            }
            .into_any(),
            None => view! { <p class="status" data-testid="no-map">{move || said(Word::BitsMapNone)}</p> }.into_any(),
        }
    };
    view! {
        <section aria-labelledby="map-title">
            <h2 id="map-title">{move || said(Word::BitsMapTitle)}</h2>
            {grid}
        </section>
    }
}

/// What the textures mean.
#[component]
fn Classes() -> impl IntoView {
    let state = State::here();
    let entry = |class: Class| {
        view! { <li><span class=format!("swatch class-{}", class.key())></span>{state.speech.word(class.word())}</li> }
    };
    view! { <ul class="classes">{Class::ALL.map(entry).collect_view()}</ul> }
}

fn grid(state: State, format: Format, count: u32, code: Memo<u32>) -> AnyView {
    // The cell in the tab order: the stored code, until the arrow keys have moved on.
    let cursor = RwSignal::new(code.get_untracked().min(count - 1));
    Effect::new(move || cursor.set(code.get().min(count - 1)));
    let columns = COLUMNS.min(count);
    let press = move |event: KeyboardEvent| {
        let Some(next) = stepped(cursor.get_untracked(), &event.key(), count) else { return };
        event.prevent_default();
        cursor.set(next);
        focus(&format!("cell-{next}"), Scroll::Follows);
    };
    let head = |digit: u32| view! { <th scope="col">{format!("{digit:X}")}</th> };
    let line = move |row: u32| {
        let cells = (row * COLUMNS..(row * COLUMNS + columns)).map(|at| cell(state, format, at, (code, cursor)));
        let name = if count <= COLUMNS { "0x".to_owned() } else { format!("0x{row:X}_") };
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    };
    view! {
        <table class="codes" data-testid="code-map" on:keydown=press>
            <thead>
                <tr><td></td>{(0..columns).map(head).collect_view()}</tr>
            </thead>
            <tbody>{(0..count.div_ceil(COLUMNS)).map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn cell(state: State, format: Format, at: u32, (code, cursor): (Memo<u32>, RwSignal<u32>)) -> AnyView {
    let class = Class::of(&format, at);
    let number = format.decode(at);
    let label = move || {
        let voice = state.speech.voice();
        let values = [
            ("code", hex(&format, at)),
            ("value", value(number, &voice)),
            ("class", voice.say(class.word()).to_owned()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        // What is seen comes first, so that whoever speaks to the page can call the cell by it.
        format!("{}: {}", brief(number, &voice), fill(voice.say(Word::BitsMapCell), &values))
    };
    let choose = move |_| state.scenario.update(|scenario| scenario.bits = scenario.bits.with_given(Given::Code(at)));
    view! {
        <td>
            <button
                type="button"
                id=format!("cell-{at}")
                class=format!("class-{}", class.key())
                tabindex=move || if cursor.get() == at { "0" } else { "-1" }
                aria-pressed=move || (code.get() == at).to_string()
                aria-label=label
                title=label
                on:click=choose
                data-testid=format!("cell-{at}")
            >
                {move || brief(number, &state.speech.voice())}
            </button>
        </td>
    }
    .into_any()
}

/// The code that a key leads to.
fn stepped(at: u32, key: &str, count: u32) -> Option<u32> {
    let next = match key {
        "ArrowLeft" => at.checked_sub(1)?,
        "ArrowRight" => at + 1,
        "ArrowUp" => at.checked_sub(COLUMNS)?,
        "ArrowDown" => at + COLUMNS,
        "Home" => at - at % COLUMNS,
        "End" => (at - at % COLUMNS + COLUMNS - 1).min(count - 1),
        _ => return None,
    };
    (next < count).then_some(next)
}
