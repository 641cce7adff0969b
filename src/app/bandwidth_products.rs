//! What the saved bits cost a product in `#/bandwidth`: the same in every browser and in the terminal, bit by bit.

use leptos::prelude::*;

use crate::app::bench::Standing;
use crate::app::lab::Lab;
use crate::app::sheet::Sheet;
use crate::app::state::State;
use crate::charts::table::Table;
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
    let found = Signal::derive(move || shown.get().unwrap_or_default());
    view! {
        <section class="topic" aria-labelledby="bandwidth-products-title" data-testid="bandwidth-products">
            <h2 id="bandwidth-products-title">{say(Word::MeasuringCostsTitle)}</h2>
            <Show when=move || lab.standing.get() == Standing::Lost>
                <p class="error">{say(Word::FrameWorkerLost)}</p>
            </Show>
            <Show when=move || has_result.get()>
                <div class="words" data-testid="bandwidth-products-words">{told}</div>
                <Sheet name=NAME title=Word::MeasuringCostsTitle table=found class="compared" />
            </Show>
        </section>
    }
}
