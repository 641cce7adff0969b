//! The world, a section of `#/compute`: the rank, three ways to count a share, three precisions apart, and who owns what.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::words::Word;
use crate::views::Shown;
use crate::views::compute_counts::why_not_add;
use crate::views::compute_world::{rank, sentences, show};

/// The section.
#[component]
pub fn World() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    // Nothing here depends on a knob, only on the language.
    let shown: Memo<Shown> = Memo::new(move |_| show(&state.speech.voice()));
    let figure = move |index: usize| {
        Signal::derive(move || shown.with(|shown| shown.figures.get(index).cloned()).unwrap_or_else(Figure::blank))
    };
    let official = move || {
        let (words, statement) = rank(&state.speech.voice());
        let url = statement.map(|claim| claim.url).filter(|url| !url.is_empty());
        let link = url.map(|url| {
            view! { <a href=url target="_blank" rel="noopener noreferrer">{say(Word::WorldSource)}</a> }
        });
        view! { {words} " " {link} }
    };
    let ways =
        move || sentences(&state.speech.voice()).into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    view! {
        <section class="topic" aria-labelledby="world" data-testid="world">
            <h2 id="world">{say(Word::WorldTitle)}</h2>
            <p class="words" data-testid="world-rank">{official}</p>
            <p class="words">{say(Word::WorldRankHow)}</p>
            <div class="pair">
                <Chart figure=figure(0) />
                <Chart figure=figure(1) />
            </div>
            <ul class="said" data-testid="world-ways-said">{ways}</ul>
            <h2>{say(Word::WorldPanelsTitle)}</h2>
            <div class="panels">{(2..5).map(|index| view! { <Chart figure=figure(index) /> }).collect_view()}</div>
            <p class="words" data-testid="world-sum">{move || why_not_add(&state.speech.voice())}</p>
            <p class="words">{say(Word::WorldTypes)}</p>
            <Chart figure=figure(5) />
        </section>
    }
}
