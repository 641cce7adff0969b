//! `#/economy`: the chain from investment to value added, every assumption a knob and a range, asked forwards and backwards.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::economy_chain::ChainSection;
use crate::app::economy_compare::CompareSection;
use crate::app::economy_here::Here;
use crate::app::economy_misleads::MisleadsSection;
use crate::app::economy_panel::{Panel, Presets};
use crate::app::economy_published::PublishedSection;
use crate::app::economy_results::{Uncertain, Verdict};
use crate::app::economy_solve::SolveSection;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::views::economy_words::lead;

/// The page.
#[component]
pub fn EconomyPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let here = Here::new(state);
    let pictures = move |ids: &[&'static str]| {
        ids.iter().map(|id| view! { <Chart figure=here.figure(id) waits=true /> }).collect_view()
    };
    view! {
        <h1>{say(Word::EconomyTitle)}</h1>
        <p class="lead">{move || lead(&state.speech.voice())}</p>
        <Presets />
        <div class="bench">
            <Panel />
            <div class="results">
                <Verdict here=here />
                {pictures(&["economy-value"])}
                <Uncertain here=here />
                <CompareSection here=here />
                <SolveSection here=here />
            </div>
        </div>
        <ChainSection here=here />
        <section class="topic" aria-labelledby="shares">
            <h2 id="shares">{say(Word::EconomyGroupGdp)}</h2>
            <div class="pair">{pictures(&["economy-share", "economy-gdp"])}</div>
        </section>
        <section class="topic" aria-labelledby="compute-and-power">
            <h2 id="compute-and-power">{say(Word::EconomyHeadingCompute)}</h2>
            <div class="pair">
                {pictures(&["economy-compute", "economy-coverage", "economy-power", "economy-purchases"])}
            </div>
        </section>
        <section class="topic" aria-labelledby="loop-and-past">
            <h2 id="loop-and-past">{say(Word::EconomyHeadingLoop)}</h2>
            <div class="pair">{pictures(&["economy-gain", "economy-trial"])}</div>
        </section>
        <PublishedSection here=here />
        <MisleadsSection />
        <Ends shows=[Word::EconomyShows1, Word::EconomyShows2] hides=[Word::EconomyHides1, Word::EconomyHides2] />
    }
}
