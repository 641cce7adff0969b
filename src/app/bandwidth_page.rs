//! `#/bandwidth`: twice as fast? A measurement on the visitor's machine, then real chips and models.

use leptos::prelude::*;

use crate::app::chrome::Ends;
use crate::app::data_table::DataTable;
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::scenario::bandwidth::Bandwidth;
use crate::views::bandwidth::weights;

/// The page.
#[component]
pub fn BandwidthPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let settings: Memo<Bandwidth> = Memo::new(move |_| state.scenario.with(|scenario| scenario.bandwidth));
    let table = Signal::derive(move || weights(&settings.get(), &state.speech.voice()));
    let title = Signal::derive(move || state.speech.voice().say(Word::BandwidthModelTitle).to_owned());
    view! {
        <h1>{say(Word::BandwidthTitle)}</h1>
        <p class="lead">{say(Word::BandwidthLead)}</p>
        <section class="topic" aria-labelledby="bandwidth-model-title" data-testid="bandwidth-model">
            <h2 id="bandwidth-model-title">{title}</h2>
            <DataTable title=title table=table />
        </section>
        <Ends
            shows=[Word::BandwidthShows1, Word::BandwidthShows2]
            hides=[Word::BandwidthHides1, Word::BandwidthHides2]
        />
    }
}
