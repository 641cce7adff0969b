//! `#/quantize`: numbers in, a format, and what is lost beside FP32.

use leptos::prelude::*;

use crate::app::chrome::Ends;
use crate::app::quantize_asides::{PublishedSection, SweepSection};
use crate::app::quantize_panel::{Panel, Presets};
use crate::app::quantize_results::{Results, Standings};
use crate::app::snippet::Snippet;
use crate::app::state::State;
use crate::charts::words::Word;

/// The page.
#[component]
pub fn QuantizePage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    view! {
        <h1>{say(Word::QuantizeTitle)}</h1>
        <p class="lead">{say(Word::QuantizeLead)}</p>
        <Presets />
        <div class="bench">
            <Panel />
            <div class="results">
                <Standings />
                <Results />
                // The program is that of the experiment above it, not of the sweep or the comparison.
                <Snippet />
                <SweepSection />
                <PublishedSection />
            </div>
        </div>
        <Ends shows=[Word::QuantizeShows1, Word::QuantizeShows2] hides=[Word::QuantizeHides1, Word::QuantizeHides2] />
    }
}
