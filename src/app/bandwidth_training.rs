//! Training, the last calculator of `#/bandwidth`: what is kept for each parameter, and what faster products do for a step.

use leptos::prelude::*;

use crate::app::bandwidth_calculator::served;
use crate::app::chart::Chart;
use crate::app::controls::Control;
use crate::app::data_table::DataTable;
use crate::app::downloads::save_csv;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
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
    let title = Signal::derive(move || state.speech.voice().say(Word::BandwidthTrainingTitle).to_owned());
    let csv = move |_| shown.with_untracked(|table| save_csv(NAME, table));
    view! {
        <section class="topic" aria-labelledby="bandwidth-training-title" data-testid="bandwidth-training">
            <h2 id="bandwidth-training-title">{title}</h2>
            <div class="pair">
                <div>
                    <p class="words" aria-live="polite">{told(0)}</p>
                    <div class="compared" data-testid="bandwidth-training-table">
                        <DataTable title=title table=Signal::derive(move || shown.get()) />
                    </div>
                    <div class="figure-tools">
                        <button type="button" title=say(Word::FiguresCsvHint) on:click=csv data-testid="bandwidth-training-csv">{say(Word::FiguresCsv)}</button>
                    </div>
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
