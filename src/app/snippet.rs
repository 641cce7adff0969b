//! "Show me in NumPy, PyTorch or Rust": the program for what the view shows, to read and to copy.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::views::snippets::{Snippet as Program, Tongue, snippet};

/// A part to unfold; the program is put together only while it is open.
#[component]
pub fn Snippet() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let is_open = RwSignal::new(false);
    let tongue = RwSignal::new(Tongue::NumPy);
    let program: Memo<Option<Program>> = Memo::new(move |_| {
        let tongue = tongue.get();
        if is_open.get() { state.scenario.with(|scenario| snippet(scenario, tongue)) } else { None }
    });
    let unfolded = move |event: ev::Event| is_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    let choice = move |one: Tongue| {
        view! {
            <label>
                <input
                    type="radio"
                    name="tongue"
                    value=one.key()
                    prop:checked=move || tongue.get() == one
                    on:change=move |_| tongue.set(one)
                    data-testid=format!("snippet-{}", one.key())
                />
                <span>{one.name()}</span>
            </label>
        }
    };
    let copy = move |_| {
        let Some(text) = program.with_untracked(|program| program.as_ref().map(|program| program.text.clone())) else {
            return;
        };
        spawn_local(async move {
            let word = if browser::copy(&text).await { Word::FrameCopied } else { Word::FrameCopyFailed };
            state.tell_word(word);
        });
    };
    view! {
        <details class="snippet" on:toggle=unfolded data-testid="snippet">
            <summary>{say(Word::SnippetsTitle)}</summary>
            <p>{say(Word::SnippetsLead)}</p>
            <fieldset class="knob">
                <legend>{say(Word::SnippetsLanguage)}</legend>
                <div class="switch">{Tongue::ALL.map(choice)}</div>
            </fieldset>
            {move || program.with(|program| program.as_ref().map(|program| shown(program, state)))}
            <Show when=move || program.with(Option::is_none)>
                <p class="help">{say(Word::SnippetsNothing)}</p>
            </Show>
            <button type="button" on:click=copy disabled=move || program.with(Option::is_none) data-testid="snippet-copy">
                {say(Word::SnippetsCopy)}
            </button>
        </details>
    }
}

/// The program, and what to know before comparing. It scrolls sideways, so the keyboard must reach it; its remarks are English.
fn shown(program: &Program, state: State) -> impl IntoView + use<> {
    let notes: Vec<_> =
        program.notes.iter().map(|note| view! { <p class="help">{state.speech.word(*note)}</p> }).collect();
    view! {
        <pre class="table-scroll" tabindex="0" role="region" lang="en" aria-label=state.speech.word(Word::SnippetsTitle) data-testid="snippet-text">
            {program.text.clone()}
        </pre>
        {notes}
    }
}
