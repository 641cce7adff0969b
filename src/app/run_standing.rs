//! How a run stands: progress with its cancel, or what became of it. Shared by the views whose experiments take a while.

use leptos::prelude::*;

use crate::app::bench::{Standing, patient};
use crate::app::lab::Lab;
use crate::app::state::State;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// Progress with its cancel while the run goes on; afterwards what became of it, in `done`'s words.
#[component]
pub fn RunStanding(
    /// What is said of a finished run.
    done: Signal<String>,
) -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let say = move |word| state.speech.word(word);
    let busy = move |share: f64| {
        let percent = state.speech.voice().number(share, NumberStyle::Percent { decimals: 0 });
        let text = fill(state.speech.voice().say(Word::RunRunning), &[("percent", &percent)]);
        view! {
            <label>
                <span class="visually-hidden">{say(Word::RunProgress)}</span>
                <progress max="1" prop:value=share></progress>
            </label>
            <span class="actions">
                <span class="status">{text}</span>
                <button type="button" on:click=move |_| lab.cancel() data-testid="cancel">{say(Word::RunCancel)}</button>
            </span>
        }
        .into_any()
    };
    let shown = patient(lab.standing);
    let content = move || -> AnyView {
        match shown.get() {
            Standing::Idle => view! { <p class="status" data-testid="waiting">{say(Word::RunWaiting)}</p> }.into_any(),
            Standing::Busy(share) => busy(share),
            Standing::Done => view! { <p class="status" data-testid="finished">{move || done.get()}</p> }.into_any(),
            Standing::Cancelled => view! {
                <p class="status" data-testid="cancelled">{say(Word::RunCancelled)}</p>
                <button type="button" on:click=move |_| lab.ask() data-testid="again">{say(Word::RunAgain)}</button>
            }
            .into_any(),
            Standing::Lost => view! { <p class="error" data-testid="lost">{say(Word::FrameWorkerLost)}</p> }.into_any(),
        }
    };
    let is_busy = move || matches!(lab.standing.get(), Standing::Busy(_)).to_string();
    view! { <div class="progress" data-testid="standing" data-busy=is_busy>{content}</div> }
}
