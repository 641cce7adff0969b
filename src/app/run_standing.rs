//! How a run stands: progress with its cancel, or what became of it. Shared by the views whose experiments take a while.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::lab::{Lab, Standing};
use crate::app::state::State;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// A run that is over sooner than this, in milliseconds, shows no progress: while a knob is dragged, the last result's words stay
/// instead of flickering, and the page is laid out once and not twice.
const PATIENCE_MS: i32 = 150;

/// What there is to be seen of the bench: as it stands, but for short runs.
fn patient(standing: RwSignal<Standing>) -> Memo<Standing> {
    let is_long = RwSignal::new(false);
    let is_busy = Memo::new(move |_| matches!(standing.get(), Standing::Busy(_)));
    // Only the last run's timer may speak.
    let run = StoredValue::new(0_u32);
    Effect::new(move || {
        is_long.set(false);
        run.update_value(|run| *run = run.wrapping_add(1));
        if is_busy.get() {
            let this = run.get_value();
            browser::after(PATIENCE_MS, move || {
                if run.try_get_value() == Some(this) {
                    is_long.set(true);
                }
            });
        }
    });
    Memo::new(move |before: Option<&Standing>| match (standing.get(), before) {
        (Standing::Busy(_), Some(before @ (Standing::Done | Standing::Cancelled))) if !is_long.get() => *before,
        (now, _) => now,
    })
}

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
