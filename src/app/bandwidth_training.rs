//! Training, the last calculator of `#/bandwidth`: what is kept for each parameter, and what faster products do for a step.

use leptos::prelude::*;

use crate::app::bandwidth_calculator::served;
use crate::app::chart::Chart;
use crate::app::controls::Control;
use crate::app::sheet::Sheet;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::words::Word;
use crate::views::bandwidth_training::{NAME, figure, sentences, table};

/// The section.
#[component]
pub fn Training() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let served = served();
    let told = move |at: usize| move || sentences(&served.get(), &state.speech.voice())[at].clone();
    let drawn = Signal::derive(move || figure(&served.get(), &state.speech.voice()));
    let shown: Memo<Table> = Memo::new(move |_| table(&served.get(), &state.speech.voice()));
    view! {
        <section class="topic" aria-labelledby="bandwidth-training-title" data-testid="bandwidth-training">
            <h2 id="bandwidth-training-title">{say(Word::BandwidthTrainingTitle)}</h2>
            <div class="pair">
                <div>
                    <p class="words" aria-live="polite">{told(0)}</p>
                    <Sheet name=NAME title=Word::BandwidthTrainingTitle table=shown class="compared" test_id="bandwidth-training-table" />
                </div>
                <div>
                    <form class="panel" on:submit=|event| event.prevent_default() aria-label=say(Word::KnobsGemm)>
                        <Control key="gemm" />
                    </form>
                    <Chart figure=drawn />
                </div>
            </div>
        </section>
    }
}
