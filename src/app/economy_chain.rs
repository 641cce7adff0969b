//! The causal diagram: a list of stations, each with its number and what its arrow carries; the last arrow leads back to the first.

use leptos::prelude::*;

use crate::app::controls::Control;
use crate::app::economy_here::Here;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::views::economy_chain::{Station, stations, title};
use crate::views::economy_loop::loop_sentence;

/// The section.
#[component]
pub fn ChainSection(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let section = NodeRef::new();
    let here = here.seen(section);
    let say = move |word| state.speech.word(word);
    // Arrows are drawn by the style sheet; what they carry is text of the list.
    let station = |station: Station| {
        view! {
            <li>
                <div class="station">
                    <strong>{station.name}</strong>
                    <span class="amount">{station.value}</span>
                    <small>{station.note}</small>
                </div>
                <p class="carries">{station.arrow}</p>
            </li>
        }
    };
    let list = move || {
        let stations = here.economy(|economy| stations(economy, &state.speech.voice()));
        stations.into_iter().map(station).collect_view()
    };
    view! {
        <section node_ref=section class="topic" aria-labelledby="chain-of" data-testid="chain">
            <h2 id="chain-of">{move || here.economy(|economy| title(economy, &state.speech.voice()))}</h2>
            <p class="help">{say(Word::EconomyChainLead)}</p>
            <div class="chain-year"><Control key="year" /></div>
            <ol class="chain">{list}</ol>
            <p class="words" data-testid="loop">{move || here.economy(|economy| loop_sentence(economy, &state.speech.voice()))}</p>
        </section>
    }
}
