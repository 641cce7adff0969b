//! What the saved bits cost a product in `#/bandwidth`: the same in every browser and in the terminal, bit by bit.

use leptos::prelude::*;

use crate::app::bench::Standing;
use crate::app::data_table::DataTable;
use crate::app::downloads::save_csv;
use crate::app::lab::Lab;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::views::bandwidth_products::{NAME, sentences, table};

/// The section.
#[component]
pub fn Products() -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let say = move |word| state.speech.word(word);
    let shown: Memo<Option<Table>> = Memo::new(move |_| {
        let voice = state.speech.voice();
        lab.outcome.with(|outcome| Some(table(outcome.as_ref()?.products()?, &voice)))
    });
    let told = move || {
        let voice = state.speech.voice();
        let all = lab.outcome.with(|outcome| Some(sentences(outcome.as_ref()?.products()?, &voice)));
        all.unwrap_or_default().into_iter().map(|text| view! { <p class="words">{text}</p> }).collect_view()
    };
    let has_result = Memo::new(move |_| shown.with(Option::is_some));
    let title = Signal::derive(move || state.speech.voice().say(Word::MeasuringCostsTitle).to_owned());
    let csv = move |_| {
        shown.with_untracked(|shown| {
            if let Some(table) = shown {
                save_csv(NAME, table);
            }
        });
    };
    view! {
        <section class="topic" aria-labelledby="bandwidth-products-title" data-testid="bandwidth-products">
            <h2 id="bandwidth-products-title">{title}</h2>
            <Show when=move || lab.standing.get() == Standing::Lost>
                <p class="error">{say(Word::FrameWorkerLost)}</p>
            </Show>
            <Show when=move || has_result.get()>
                <div class="words" data-testid="bandwidth-products-words">{told}</div>
                <div class="compared">
                    <DataTable title=title table=Signal::derive(move || shown.get().unwrap_or_default()) />
                </div>
                <div class="figure-tools">
                    <button type="button" title=say(Word::FiguresCsvHint) on:click=csv data-testid="bandwidth-products-csv">{say(Word::FiguresCsv)}</button>
                </div>
            </Show>
        </section>
    }
}
