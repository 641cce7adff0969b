//! How the model can mislead: eight points, each with a link that shows it.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::views::economy_misleads::POINTS;

/// The section.
#[component]
pub fn MisleadsSection() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let point = move |(at, (word, link)): (usize, (Word, &'static str))| {
        let look = move || {
            let number = (at + 1).to_string();
            fill(state.speech.voice().say(Word::EconomyMisleadLook), &[("number", &number)])
        };
        view! { <li><p>{say(word)} " " <a href=link>{look}</a></p></li> }
    };
    view! {
        <section class="topic" aria-labelledby="misleads" data-testid="misleads">
            <h2 id="misleads">{say(Word::EconomyMisleads)}</h2>
            <ol class="said points">{POINTS.into_iter().enumerate().map(point).collect_view()}</ol>
        </section>
    }
}
