//! The model of `#/bandwidth` on every chip: a picture, and what eight bits change on each.

use leptos::prelude::*;

use crate::app::bandwidth_calculator::served;
use crate::app::chart::Chart;
use crate::app::controls::{Control, Knobs};
use crate::app::sheet::Sheet;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::words::Word;
use crate::views::bandwidth_chips::figure;
use crate::views::bandwidth_eight::{NAME, table};

/// Both sections.
#[component]
pub fn EveryChip() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let served = served();
    let drawn = Signal::derive(move || figure(&served.get(), &state.speech.voice()));
    let shown: Memo<Table> = Memo::new(move |_| table(&served.get(), &state.speech.voice()));
    view! {
        <section class="topic" aria-labelledby="bandwidth-every-title" data-testid="bandwidth-every">
            <h2 id="bandwidth-every-title">{say(Word::BandwidthEveryTitle)}</h2>
            <Knobs name=Word::KnobsChart class="panel filters">
                <Control key="chart" />
            </Knobs>
            <Chart figure=drawn />
        </section>
        <section class="topic" aria-labelledby="bandwidth-eight-title">
            <h2 id="bandwidth-eight-title">{say(Word::BandwidthEightTitle)}</h2>
            <p class="words">{say(Word::BandwidthEightLead)}</p>
            <Sheet name=NAME title=Word::BandwidthEightTitle table=shown class="eight-table" test_id="bandwidth-eight" />
        </section>
    }
}
