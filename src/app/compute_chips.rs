//! The chips, a section of `#/compute`: a table to filter and sort, the best that can be had, and what a fleet can run in FP8.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::controls::{Control, Knobs, Offer};
use crate::app::data_table::DataTable;
use crate::app::sheet::csv_button;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::words::Word;
use crate::scenario::chips::Chips;
use crate::views::compute_chips::{NAME, count_sentence, table};
use crate::views::compute_fleet::{fleet_figure, grounds, links, sentence};
use crate::views::compute_frontier::frontier_figure;

/// The section.
#[component]
pub fn ChipsSection() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let chips: Memo<Chips> = Memo::new(move |_| state.scenario.with(|scenario| scenario.compute.chips));
    let listed: Memo<Table> = Memo::new(move |_| table(&chips.get(), &state.speech.voice()));
    let frontier = Signal::derive(move || frontier_figure(&chips.get(), &state.speech.voice()));
    view! {
        <section class="topic" aria-labelledby="chips-title" data-testid="chips">
            <h2 id="chips-title">{say(Word::ChipsTitle)}</h2>
            <p class="words">{say(Word::ChipsLead)}</p>
            <Knobs name=Word::ChipsControls class="panel filters">
                <Control key="origin" offer=Offer::List />
                <Control key="fp8" offer=Offer::List />
                <Control key="status" offer=Offer::List />
                <Control key="sort" offer=Offer::List />
            </Knobs>
            <p data-testid="chips-count" aria-live="polite">{move || count_sentence(&chips.get(), &state.speech.voice())}</p>
            <div class="chips-table" data-testid="chips-table">
                <DataTable title=state.speech.text(Word::ChipsTableTitle) table=listed.into() />
            </div>
            <p class="help">{say(Word::ChipsMissing)}</p>
            <div class="figure-tools">{csv_button(NAME, Word::FiguresCsv, move || Some(listed.get()))}</div>
            <Knobs name=Word::ChipsPicture class="panel filters">
                <Control key="peak" />
                <Control key="frontier" />
            </Knobs>
            <Chart figure=frontier />
            <FleetSection chips=chips />
        </section>
    }
}

/// How much of the reader's fleet can run FP8.
#[component]
fn FleetSection(chips: Memo<Chips>) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let figure = Signal::derive(move || fleet_figure(&chips.get(), &state.speech.voice()));
    let link = move |index: usize, word: Word, name: &'static str| {
        let to = move || links(&chips.get())[index].clone();
        view! { <a class="button" href=to data-testid=name>{say(word)}</a> }
    };
    view! {
        <h2>{say(Word::ChipsFleetHeading)}</h2>
        <div class="bench">
            <Knobs name=Word::ChipsFleetControls>
                <Control key="domestic" />
                <Control key="fp8domestic" />
                <Control key="fp8imported" />
                <p class="help">{move || grounds(&state.speech.voice())}</p>
            </Knobs>
            <div class="results">
                <p class="words" data-testid="fleet" aria-live="polite">{move || sentence(&chips.get(), &state.speech.voice())}</p>
                <p class="actions">
                    {say(Word::ChipsLinks)} " " {link(0, Word::ChipsLink2025, "fleet-2025")} {link(1, Word::ChipsLink2035, "fleet-2035")}
                </p>
                <Chart figure=figure />
            </div>
        </div>
    }
}
