//! `#/`: the ×8.8 puzzle, then the map of views.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::controls::Control;
use crate::app::parts::Parts;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::words::Word;
use crate::scenario::start::{Count, Start};
use crate::scenario::view::View;
use crate::views::start::{factor, filled, sentence, show, times};

/// The page.
#[component]
pub fn StartPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let start: Memo<Start> = Memo::new(move |_| state.scenario.with(|scenario| scenario.start));
    let fill_in = move |word| move || filled(word, &start.get(), &state.speech.voice());
    let figure = Signal::derive(move || {
        show(&start.get(), &state.speech.voice()).figures.into_iter().next().unwrap_or_else(Figure::blank)
    });
    let big = move || times(factor(&start.get()), &state.speech.voice());
    let parts = Parts::here();
    let card = move |(target, name, words): (View, Word, Word)| {
        let ask = move || parts.ask(target.group());
        view! {
            <li>
                <a href=move || state.link_to(target) on:pointerenter=move |_| ask() on:focus=move |_| ask()>
                    <strong>{say(name)}</strong>
                    <span>{say(words)}</span>
                </a>
            </li>
        }
    };
    let cards = [
        (View::Bits, Word::FrameBits, Word::StartMapBits),
        (View::Quantize, Word::FrameQuantize, Word::StartMapQuantize),
        (View::Accumulate, Word::FrameAccumulate, Word::StartMapAccumulate),
        (View::Compute, Word::FrameCompute, Word::StartMapCompute),
        (View::Economy, Word::FrameEconomy, Word::StartMapEconomy),
        (View::Claims, Word::FrameClaims, Word::StartMapClaims),
    ];
    view! {
        <h1>{say(Word::StartTitle)}</h1>
        <p class="lead">{fill_in(Word::StartLead)}</p>
        <div class="story">
            <div class="say">
                <Control key="puzzle" />
                <p class="headline" data-testid="factor" aria-live="polite">{big}</p>
                <p data-testid="story">{move || sentence(&start.get(), &state.speech.voice())}</p>
                <Show when=move || start.get().count == Count::Fp32>
                    <Control key="ratio" />
                </Show>
            </div>
            <Chart figure=figure />
        </div>
        <p class="lead">{say(Word::StartMoral)}</p>
        <nav class="figures-row" aria-labelledby="map">
            <h2 id="map">{say(Word::StartMap)}</h2>
            <ul class="map">{cards.map(card).collect_view()}</ul>
        </nav>
        <Ends shows=[Word::StartShows1, Word::StartShows2] hides=[Word::StartHides1, Word::StartHides2] />
    }
}
