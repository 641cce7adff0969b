//! The point looked at in `#/compute`: a list to choose it from, and the card with its source.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::table::Cell;
use crate::charts::words::Word;
use crate::economy::facts::point_names::NO_POINT;
use crate::scenario::compute::Compute;
use crate::scenario::knobs::knob;
use crate::scenario::value::Value;
use crate::views::compute_card::{card, choices, starts};

/// A list of points for a knob that holds the name of one.
#[component]
pub fn PointList(
    /// The knob: `point` offers every point of the chart, `start` those that the projection may start from.
    key: &'static str,
) -> impl IntoView {
    let state = State::here();
    let Some(found) = knob(state.view.get_untracked(), key) else { return ().into_any() };
    let compute = Memo::new(move |_| state.scenario.with(|scenario| Compute { point: NO_POINT, ..scenario.compute }));
    let value = state.value(found);
    let is_start = key == "start";
    let none = if is_start { Word::PaceStartLast } else { Word::CardNothing };
    let is_chosen = move |name: &'static str| value.get() == Value::Choice(name);
    let option = move |(name, words): (&'static str, String)| {
        view! { <option value=name prop:selected=move || is_chosen(name)>{words}</option> }
    };
    let options = move || {
        let voice = state.speech.voice();
        let compute = compute.get();
        let offered = if is_start { starts(&compute, &voice) } else { choices(&compute, &voice) };
        offered.into_iter().map(option).collect_view()
    };
    let pick = move |event| {
        if let (Some(value), None) = found.kind.read(&event_target_value(&event)) {
            state.turn(found, &value);
        }
    };
    let label = state.speech.named("knobs", key).map(|word| state.speech.word(word));
    view! {
        <div class="knob">
            <label for=format!("knob-{key}")>{label}</label>
            <select id=format!("knob-{key}") data-testid=key on:change=pick>
                <option value=NO_POINT prop:selected=move || is_chosen(NO_POINT)>{state.speech.word(none)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What the tables know about the point in the link.
#[component]
pub fn PointCard(
    /// The settings of the view.
    compute: Memo<Compute>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let close = move |_| state.scenario.update(|scenario| scenario.compute.point = NO_POINT);
    let items = move || {
        let found = card(&compute.get(), &state.speech.voice());
        let Some(items) = found else { return view! { <p>{say(Word::CardNone)}</p> }.into_any() };
        let item = |(name, cell): (&'static str, Cell)| view! { <div><dt>{name}</dt><dd>{words_of(cell)}</dd></div> };
        view! {
            <dl class="card-items">{items.into_iter().map(item).collect_view()}</dl>
            <div class="actions">
                <button type="button" on:click=close data-testid="card-close">{say(Word::CardClose)}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="source-card" aria-labelledby="source-card" data-testid="source-card">
            <h2 id="source-card">{say(Word::CardHeading)}</h2>
            <div aria-live="polite">{items}</div>
        </section>
    }
}

/// A cell of the card.
fn words_of(cell: Cell) -> AnyView {
    match cell {
        // Text comes from the tables of facts, which are written in English.
        Cell::Text(text) => view! { <span lang="en">{text}</span> }.into_any(),
        Cell::Term { label, .. } => label.into_any(),
        Cell::Number(value) => value.to_string().into_any(),
        Cell::Link { text, url } => {
            view! { <a href=url target="_blank" rel="noopener noreferrer">{text}</a> }.into_any()
        }
        Cell::Empty => ().into_any(),
    }
}
