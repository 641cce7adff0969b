//! Every recipe of `#/train` with its ingredients; a name chooses its recipe.

use leptos::prelude::*;

use crate::app::address::take_up;
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::training::recipe::Known;
use crate::scenario::train::Ingredients;
use crate::views::knob_words::knob_name;
use crate::views::train_ingredients::{columns, said};
use crate::views::train_words::recipe_name;

/// The table.
#[component]
pub fn Recipes() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let chosen = Memo::new(move |_| state.scenario.with(|scenario| scenario.train.recipe));
    let heads = move || {
        let voice = state.speech.voice();
        columns().map(|key| view! { <th scope="col">{knob_name(key, &voice)}</th> }).collect_view()
    };
    view! {
        <section class="topic">
            <h2 id="recipes-title">{say(Word::TrainPageRecipes)}</h2>
            <p>{say(Word::TrainPageRecipesLead)}</p>
            <div class="table-scroll whole" tabindex="0" role="region" aria-labelledby="recipes-title">
                <table class="ingredients" data-testid="recipes">
                    <thead>
                        <tr><th scope="col">{say(Word::KnobsRecipe)}</th>{heads}</tr>
                    </thead>
                    <tbody>{Known::ALL.map(|known| row(state, known, chosen)).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(state: State, known: Known, chosen: Memo<Known>) -> impl IntoView {
    let is_chosen = move || chosen.get() == known;
    let choose = move |_| {
        take_up(state, |scenario| {
            scenario.train.recipe = known;
            scenario.train.ingredients = Ingredients::AS_RECIPE;
        });
    };
    let cells = move || {
        let voice = state.speech.voice();
        columns().map(|key| view! { <td>{said(key, &known.recipe(), &voice)}</td> }).collect_view()
    };
    view! {
        <tr class:here=is_chosen>
            <th scope="row">
                <button
                    type="button"
                    class="plain"
                    aria-pressed=move || is_chosen().to_string()
                    on:click=choose
                    data-testid=format!("choose-{}", known.key())
                >
                    {move || recipe_name(Some(known), &state.speech.voice() as &dyn Voice)}
                </button>
            </th>
            {cells}
        </tr>
    }
}
