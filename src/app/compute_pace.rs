//! The growth laboratory of `#/compute`: the rates that the source text names, what targets require, and how fast counts grew.

use leptos::prelude::*;

use crate::app::pressed::Pressed;
use crate::app::sheet::folded;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::scenario::knobs::knob;
use crate::scenario::value::{Value, decimal};
use crate::views::compute::{filled, percent};
use crate::views::compute_pace::{claimed_growth, pace_sentences, paces_table, required_sentences, required_table};

/// One button for each growth rate of the source text.
#[component]
pub fn GrowthPresets() -> impl IntoView {
    let state = State::here();
    let Some(found) = knob(state.view.get_untracked(), "growth") else { return ().into_any() };
    let now = state.value(found);
    let button = move |(growth, said_of): (f64, Word)| {
        let text = move || {
            let voice = state.speech.voice();
            let rate = filled(Word::PacePreset, &[("growth", percent(growth, &voice))], &voice);
            format!("{rate}, {}", voice.say(said_of))
        };
        let is_on = move || now.get() == Value::Number(growth);
        let press = move |()| state.turn(found, &Value::Number(growth));
        view! {
            <Pressed is_on=is_on press=press test_id=format!("preset-growth-{}", decimal(growth))>{text}</Pressed>
        }
    };
    view! { <div class="actions">{claimed_growth().map(button).collect_view()}</div> }.into_any()
}

/// What targets require and how fast the counts grew.
#[component]
pub fn Paces() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let paragraphs = |sentences: Vec<String>| sentences.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    view! {
        <section class="results" aria-labelledby="how-fast" data-testid="how-fast">
            <h2 id="how-fast">{say(Word::PaceHeading)}</h2>
            <div class="words" data-testid="required">{move || paragraphs(required_sentences(&state.speech.voice()))}</div>
            <OwnTable name="compute-required" title=Word::PaceRequiredTitle make=|voice| required_table(voice) />
            <div class="words" data-testid="paces">{move || paragraphs(pace_sentences(&state.speech.voice()))}</div>
            <p class="help">{say(Word::PaceDoublingRule)}</p>
            <OwnTable name="compute-growth" title=Word::PaceDoublingTitle make=|voice| paces_table(voice) />
        </section>
    }
}

/// A table that stands on its own, folded away, with its download.
#[component]
pub fn OwnTable(
    /// Its stable name.
    name: &'static str,
    /// Its title.
    title: Word,
    /// What is in it.
    make: fn(&dyn Voice) -> Table,
) -> impl IntoView {
    let state = State::here();
    let table = Signal::derive(move || make(&state.speech.voice()));
    view! {
        <div class="own-table" data-testid=format!("{name}-table")>
            <h3 class="figure-title">{state.speech.word(title)}</h3>
            {folded(name, state.speech.text(title), table, ().into_any())}
        </div>
    }
}
