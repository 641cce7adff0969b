//! The model asked backwards: what is to be reached, which assumption may change, and the answer.

use leptos::prelude::*;

use crate::app::controls::{Control, Offer};
use crate::app::economy_here::Here;
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::levers::Lever;
use crate::economy::solving::Target;
use crate::scenario::value::Value;
use crate::views::economy_ranges::knob_of;
use crate::views::economy_solved::{Answer, answer, goal_key};
use crate::views::knob_words::knob_name;

/// The section.
#[component]
pub fn SolveSection(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let section = NodeRef::new();
    let here = here.seen(section);
    let say = move |word| state.speech.word(word);
    let found: Memo<Answer> = Memo::new(move |_| here.economy(|economy| answer(economy, &state.speech.voice())));
    let has_value = Memo::new(move |_| found.with(|found| found.value.is_some()));
    let take = move |_| {
        if let Some((lever, value)) = found.with_untracked(|found| found.value)
            && let Some(knob) = knob_of(lever)
        {
            state.turn(knob, &Value::Number(value));
        }
    };
    let goal = move |target: Target| {
        let is_asked = Memo::new(move |_| here.economy(|economy| economy.asked.target == target));
        view! { <Show when=move || is_asked.get()><Control key=goal_key(target) /></Show> }
    };
    view! {
        <section node_ref=section aria-labelledby="solve" data-testid="solve-section">
            <h2 id="solve">{say(Word::EconomySolve)}</h2>
            <p class="help">{say(Word::EconomySolveLead)}</p>
            <div class="asked">
                <Control key="target" offer=Offer::List />
                {Target::ALL.map(goal).collect_view()}
                <LeverList here=here />
            </div>
            <p class="words" data-testid="answer" aria-live="polite">{move || found.with(|found| found.words.clone())}</p>
            <div class="actions">
                <button type="button" class="primary" disabled=move || !has_value.get() on:click=take data-testid="use-value">{say(Word::EconomyUseValue)}</button>
            </div>
        </section>
    }
}

/// Every assumption that is a number, by its own name.
#[component]
fn LeverList(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let chosen = Memo::new(move |_| here.economy(|economy| economy.asked.lever));
    let pick = move |event| {
        if let Some(lever) = Lever::from_key(&event_target_value(&event)) {
            state.scenario.update(|scenario| scenario.economy.asked.lever = lever);
        }
    };
    let option = move |lever: &Lever| {
        let lever = *lever;
        let name = move || knob_name(lever.key(), &state.speech.voice());
        view! { <option value=lever.key() prop:selected=move || chosen.get() == lever>{name}</option> }
    };
    view! {
        <div class="knob">
            <label for="knob-solve">{move || state.speech.voice().say(Word::KnobsSolve)}</label>
            <select id="knob-solve" data-testid="solve" on:change=pick prop:value=move || chosen.get().key()>
                {Lever::ALL.iter().map(option).collect_view()}
            </select>
        </div>
    }
}
