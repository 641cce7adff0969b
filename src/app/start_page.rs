//! `#/`: the ×8.8 puzzle, then the map of views.

use leptos::prelude::*;

use crate::app::chrome::Ends;
use crate::app::parts::Parts;
use crate::app::state::State;
use crate::app::story::Story;
use crate::charts::words::Word;
use crate::scenario::start::Start;
use crate::scenario::view::View;
use crate::views::start::filled;

/// The page.
#[component]
pub fn StartPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let start: Memo<Start> = Memo::new(move |_| state.scenario.with(|scenario| scenario.start));
    let fill_in = move |word| move || filled(word, &start.get(), &state.speech.voice());
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
        (View::Train, Word::FrameTrain, Word::StartMapTrain),
        (View::Bandwidth, Word::FrameBandwidth, Word::StartMapBandwidth),
        (View::Compute, Word::FrameCompute, Word::StartMapCompute),
        (View::Economy, Word::FrameEconomy, Word::StartMapEconomy),
        (View::Claims, Word::FrameClaims, Word::StartMapClaims),
    ];
    view! {
        <h1>{say(Word::StartTitle)}</h1>
        <p class="lead">{fill_in(Word::StartLead)}</p>
        <Story />
        <p class="lead">{say(Word::StartMoral)}</p>
        <nav class="figures-row" aria-labelledby="map">
            <h2 id="map" tabindex="-1">{say(Word::StartMap)}</h2>
            <ul class="map">{cards.map(card).collect_view()}</ul>
        </nav>
        <Ends shows=[Word::StartShows1, Word::StartShows2] hides=[Word::StartHides1, Word::StartHides2] />
    }
}
