//! How the runs of `#/train` stand, and the buttons that pause them, take them one step further, or begin again.

use leptos::prelude::*;

use crate::app::lab::Lab;
use crate::app::state::State;
use crate::app::train_here::Here;
use crate::app::train_pool::{Standing, TrainPool};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::views::train_progress::{sentence, share};
use crate::views::train_verdicts::in_words;

/// The bar.
#[component]
pub fn RunBar() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let pool = Lab::here().train;
    let here = Here::live();
    let standing = Memo::new(move |_| pool.standing.get());
    let text = move || {
        let voice = state.speech.voice();
        [voice.say(about(standing.get())).to_owned(), sentence(pool.progress.get(), &voice)].join(" ")
    };
    view! {
        <section
            class="run-bar"
            aria-label=say(Word::TrainPageRun)
            data-testid="standing"
            data-standing=move || standing.get().key()
            data-busy=move || pool.is_busy.get().to_string()
        >
            <Buttons pool=pool standing=standing />
            <label class="progress">
                <span class="visually-hidden">{say(Word::RunProgress)}</span>
                <progress max="1" prop:value=move || share(pool.progress.get())></progress>
            </label>
            <p class="status" class:error=move || standing.get() == Standing::Lost data-testid="run-status">{text}</p>
            <Show when=move || pool.is_calm.get()>
                <p class="help" data-testid="calm">{say(Word::TrainPageCalm)}</p>
            </Show>
            <p class="words" data-testid="in-words">{move || here.make(in_words)}</p>
        </section>
    }
}

/// Go on or pause, one step, begin again. None is ever taken away or disabled: whoever is on it with the keyboard stays there.
#[component]
fn Buttons(
    /// The workers.
    pool: TrainPool,
    /// What they are doing.
    standing: Memo<Standing>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let label = move || {
        let word = match standing.get() {
            Standing::Idle | Standing::Paused => Word::TrainPageGo,
            Standing::Running => Word::TrainPagePause,
            Standing::Done | Standing::Lost => Word::RunAgain,
        };
        say(word)()
    };
    let press = move |_| match standing.get_untracked() {
        Standing::Idle | Standing::Paused | Standing::Lost => pool.resume(),
        Standing::Running => pool.pause(),
        Standing::Done => pool.restart(),
    };
    let is_over = move || (standing.get() == Standing::Done).to_string();
    view! {
        <div class="actions">
            <button type="button" class="primary" on:click=press data-testid="run-toggle">{label}</button>
            <button
                type="button"
                title=say(Word::TrainPageStepHint)
                aria-disabled=is_over
                on:click=move |_| pool.step()
                data-testid="run-step"
            >
                {say(Word::TrainPageStep)}
            </button>
            <button
                type="button"
                title=say(Word::TrainPageRestartHint)
                on:click=move |_| pool.restart()
                data-testid="run-restart"
            >
                {say(Word::TrainPageRestart)}
            </button>
        </div>
    }
}

fn about(standing: Standing) -> Word {
    match standing {
        Standing::Idle => Word::TrainPageIdle,
        Standing::Running => Word::TrainPageRunning,
        Standing::Paused => Word::TrainPagePaused,
        Standing::Done => Word::TrainPageDone,
        Standing::Lost => Word::TrainPageLost,
    }
}
