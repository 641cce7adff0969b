//! The settings of `#/train`: the task, the recipe and its ingredients, the network and how it learns, and ready-made steps away
//! from a recipe that works.

use leptos::prelude::*;

use crate::app::address::take_up;
use crate::app::controls::{Control, Knobs, Offer};
use crate::app::pressed::Pressed;
use crate::app::state::State;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::experiments::training::plan::Task;
use crate::scenario::Scenario;
use crate::scenario::knobs::put;
use crate::scenario::train::{Ingredients, Train};
use crate::scenario::train_presets;
use crate::scenario::view::View;
use crate::views::train_ingredients::{INGREDIENTS, OF_VERSE, said};
use crate::views::train_words::{verse_sizes, without_words};

/// One button for each task, and what the chosen one is about.
#[component]
pub fn Tasks() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let task = Memo::new(move |_| state.scenario.with(|scenario| scenario.train.task));
    let button = move |one: Task| {
        let name = move || {
            let voice = state.speech.voice();
            voice.named("options", &format!("task_{}", one.key())).map_or(one.key(), |word| voice.say(word))
        };
        let is_on = move || task.get() == one;
        view! {
            <Pressed is_on=is_on press=move |()| choose(state, one) test_id=format!("task-{}", one.key())>{name}</Pressed>
        }
    };
    view! {
        <section class="figures-row" aria-labelledby="tasks">
            <h2 id="tasks">{say(Word::TrainPageTasks)}</h2>
            <div class="actions">{Task::ALL.map(button).collect_view()}</div>
            <p data-testid="about">{move || say(about(task.get()))()}</p>
        </section>
    }
}

fn about(task: Task) -> Word {
    match task {
        Task::Circle => Word::TrainPageAboutCircle,
        Task::Xor => Word::TrainPageAboutXor,
        Task::Gaussians => Word::TrainPageAboutGaussians,
        Task::Moons => Word::TrainPageAboutMoons,
        Task::Spiral => Word::TrainPageAboutSpiral,
        Task::Digits => Word::TrainPageAboutDigits,
        Task::French => Word::TrainPageAboutFrench,
        Task::Chinese => Word::TrainPageAboutChinese,
    }
}

/// Sets a task with the network that suits it; the recipe and the seeds stay.
fn choose(state: State, task: Task) {
    take_up(state, |scenario| {
        let Train { recipe, compare, ingredients, seeds, seed, show, .. } = scenario.train.clone();
        scenario.train = Train { recipe, compare, ingredients, seeds, seed, show, ..Train::default() };
        put(scenario, View::Train, task.settings());
    });
}

/// Buttons that take one ingredient away, and what to watch then.
#[component]
pub fn Without() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let taken = Memo::new(move |_| {
        let (task, recipe, ingredients) =
            state.scenario.with(|Scenario { train, .. }| (train.task, train.recipe, train.ingredients));
        let is_on = |one: &train_presets::Without| {
            let mut other = Scenario::default();
            put(&mut other, View::Train, one.settings());
            // Elsewhere a part that only verse has is not taken away.
            let has_part = task.is_verse() || !other.train.task.is_verse();
            has_part && (other.train.recipe, other.train.ingredients) == (recipe, ingredients)
        };
        train_presets::Without::ALL.into_iter().find(is_on)
    });
    let press = move |one: train_presets::Without| {
        take_up(state, |scenario| {
            scenario.train.ingredients = Ingredients::AS_RECIPE;
            put(scenario, View::Train, one.settings());
        });
    };
    let button = move |one: train_presets::Without| {
        let is_on = move || taken.get() == Some(one);
        view! {
            <Pressed is_on=is_on press=move |()| press(one) test_id=format!("without-{}", one.key())>{say(without_words(one).0)}</Pressed>
        }
    };
    let watch = move || say(taken.get().map_or(Word::TrainPageWithoutLead, |one| without_words(one).1))();
    view! {
        <section class="figures-row" aria-labelledby="without">
            <h2 id="without">{say(Word::TrainPageWithout)}</h2>
            <div class="presets">{train_presets::Without::ALL.map(button).collect_view()}</div>
            <p data-testid="watch">{watch}</p>
        </section>
    }
}

/// The knobs.
#[component]
pub fn Panel() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let is_verse = Memo::new(move |_| state.scenario.with(|scenario| scenario.train.task.is_verse()));
    let is_plane = Memo::new(move |_| state.scenario.with(|scenario| scenario.train.task.is_plane()));
    let ingredient = move |key: &'static str| {
        view! { <Show when=move || is_verse.get() || !OF_VERSE.contains(&key)><Ingredient key=key /></Show> }
    };
    view! {
        <Knobs name=Word::TrainPageControls>
            <h2>{say(Word::TrainPageGroupRecipe)}</h2>
            <Control key="recipe" offer=Offer::List />
            <Control key="compare" />
            <details data-testid="ingredients">
                <summary>{say(Word::TrainPageIngredients)}</summary>
                <div class="knob-group">{INGREDIENTS.map(ingredient).collect_view()}</div>
                <Show when=move || !is_verse.get()>
                    <p class="help" data-testid="of-verse">{say(Word::TrainPageOfVerse)}</p>
                </Show>
            </details>
            <h2>{say(Word::TrainPageGroupNetwork)}</h2>
            <Show when=move || is_verse.get()>
                <p class="help" data-testid="verse-sizes">{move || verse_sizes(&state.speech.voice())}</p>
            </Show>
            <Control key="width" />
            <Control key="depth" />
            <h2>{say(Word::TrainPageGroupLearning)}</h2>
            <Control key="steps" />
            <Control key="batch" />
            <Control key="optimizer" />
            <Control key="rate" />
            <Show when=move || is_plane.get()><Control key="noise" /></Show>
            <h2>{say(Word::TrainPageGroupSeeds)}</h2>
            <Control key="seeds" />
            <Control key="seed" />
            <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
        </Knobs>
    }
}

/// The knob of an ingredient, with what the recipe says of it.
#[component]
fn Ingredient(
    /// Its key.
    key: &'static str,
) -> impl IntoView {
    let state = State::here();
    let recipe = Memo::new(move |_| state.scenario.with(|scenario| scenario.train.recipe));
    let told = move || {
        let voice = state.speech.voice();
        let value = said(key, &recipe.get().recipe(), &voice);
        (!value.is_empty()).then(|| fill(voice.say(Word::TrainPageAsRecipe), &[("value", &value)]))
    };
    view! {
        <div class="ingredient">
            <Control key=key offer=Offer::List />
            <p class="help" data-testid=format!("{key}-said")>{told}</p>
        </div>
    }
}
