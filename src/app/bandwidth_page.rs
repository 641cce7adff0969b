//! `#/bandwidth`: twice as fast? A measurement on the visitor's machine, then real chips and models.

use leptos::prelude::*;

use crate::app::bandwidth_calculator::Calculator;
use crate::app::bandwidth_every::EveryChip;
use crate::app::bandwidth_measure::Measure;
use crate::app::bandwidth_products::Products;
use crate::app::bandwidth_training::Training;
use crate::app::chrome::Ends;
use crate::app::state::State;
use crate::charts::words::Word;

/// The page.
#[component]
pub fn BandwidthPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    view! {
        <h1>{say(Word::BandwidthTitle)}</h1>
        <p class="lead">{say(Word::BandwidthLead)}</p>
        <Measure />
        <Products />
        <Calculator />
        <EveryChip />
        <Training />
        <Ends
            shows=[Word::BandwidthShows1, Word::BandwidthShows2]
            hides=[Word::BandwidthHides1, Word::BandwidthHides2]
        />
    }
}
