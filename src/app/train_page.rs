//! `#/train`: a task, a recipe with its ingredients, and networks that learn while the reader watches.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::chrome::Ends;
use crate::app::lab::Lab;
use crate::app::state::State;
use crate::app::train_bar::RunBar;
use crate::app::train_panel::{Panel, Tasks, Without};
use crate::app::train_pictures::Pictures;
use crate::app::train_recipes::Recipes;
use crate::app::train_results::{Layers, Results, Runs};
use crate::charts::words::Word;
use crate::scenario::train::Train;

/// How long the settings must rest before the runs begin, milliseconds.
const REST_MS: i32 = 250;

/// The page.
#[component]
pub fn TrainPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    follow(state);
    view! {
        <h1>{say(Word::TrainTitle)}</h1>
        <p class="lead">{say(Word::TrainPageLead)}</p>
        <Tasks />
        <Without />
        <RunBar />
        <div class="bench">
            <Panel />
            <div class="results">
                <Results />
                <Pictures />
                <Layers />
                <Runs />
            </div>
        </div>
        <Recipes />
        <Ends
            shows=[Word::TrainPageShows1, Word::TrainPageShows2]
            hides=[Word::TrainPageHides1, Word::TrainPageHides2]
        />
    }
}

/// Trains what the settings ask for: at once when the view opens, and as soon as they rest when they change.
fn follow(state: State) {
    let pool = Lab::here().train;
    // Which run's answers are shown changes nothing that is trained.
    let study = Memo::new(move |_| {
        state.scenario.with(|scenario| Train { show: Train::default().show, ..scenario.train.clone() })
    });
    let ticket = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let wanted = study.get();
        ticket.update_value(|ticket| *ticket = ticket.wrapping_add(1));
        if before.is_none() {
            pool.train(wanted);
            return;
        }
        pool.will_train();
        let mine = ticket.get_value();
        browser::after(REST_MS, move || {
            // Another change, or another view, has come in between.
            if ticket.try_get_value() == Some(mine) {
                pool.train(wanted);
            }
        });
    });
    // Workers nobody watches give their memory back.
    on_cleanup(move || pool.leave());
}
