//! A table of the reader's own, from a file or pasted: what it holds, which part of it to use, and what that leaves out.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::words::Word;
use crate::scenario::knobs::knob;
use crate::scenario::table_text::{Part, TableText, Taken};
use crate::scenario::value::Value;
use crate::scenario::view::View;
use crate::views::quantize_words::{part_names, table_words, taken_words};

/// The parts of a table and the button that uses one; nothing while there is no table.
#[component]
pub fn OwnTable(
    /// Begins the names of its elements: a view may show two.
    id: &'static str,
    /// What to call it, and the table.
    table: Signal<Option<(String, TableText)>>,
    /// What else is to be done when a part was taken over.
    #[prop(optional)]
    used: Option<Callback<()>>,
) -> impl IntoView {
    let is_table = Memo::new(move |_| table.with(Option::is_some));
    view! { <Show when=move || is_table.get()>{parts(id, table, used)}</Show> }
}

fn parts(id: &'static str, table: Signal<Option<(String, TableText)>>, used: Option<Callback<()>>) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let named = move |what: &str| format!("{id}-{what}");
    let part = RwSignal::new(Part::Whole);
    let taken = Memo::new(move |_| table.with(|table| table.as_ref().map(|(_, table)| table.take(part.get()))));
    let options = move || {
        let voice = state.speech.voice();
        let names = table.with(|table| table.as_ref().map_or_else(Vec::new, |(_, table)| part_names(table, &voice)));
        names.into_iter().map(|(value, name)| view! { <option value=value>{name}</option> }).collect_view()
    };
    let pick = move |event| {
        part.set(event_target_value(&event).parse().map_or(Part::Whole, Part::Column));
    };
    let about = move || {
        let voice = state.speech.voice();
        table.with(|table| table.as_ref().map(|(name, table)| table_words(name, table, &voice)))
    };
    let gives = move || taken.with(|taken| taken.as_ref().map(|taken| taken_words(taken, &state.speech.voice())));
    let is_empty = move || taken.with(|taken| taken.as_ref().is_none_or(|taken| taken.numbers.is_empty()));
    let apply = move |_| {
        if let Some(taken) = taken.get_untracked().filter(|taken| !taken.numbers.is_empty()) {
            bring(state, taken);
            if let Some(used) = used {
                used.run(());
            }
        }
    };
    view! {
        <p class="help" data-testid=named("about")>{about}</p>
        <label for=named("part")>{say(Word::QuantizeFilePart)}</label>
        <select id=named("part") data-testid=named("part") on:change=pick>{options}</select>
        <p class="help" data-testid=named("gives")>{gives}</p>
        <div class="actions">
            <button type="button" class="primary" on:click=apply disabled=is_empty data-testid=named("use")>{say(Word::QuantizeFileUse)}</button>
        </div>
    }
}

/// Hands the numbers to the view on show; only `#/quantize` knows matrices.
fn bring(state: State, taken: Taken) {
    let view = state.view.get_untracked();
    if view == View::Quantize {
        state.scenario.update(|scenario| scenario.quantize.bring(taken.numbers, taken.columns));
    } else if let Some(knob) = knob(view, "data") {
        state.turn(knob, &Value::Numbers(taken.numbers));
    }
}
