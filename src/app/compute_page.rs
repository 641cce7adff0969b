//! `#/compute`: China's published series, one precision at a time, and how they would go on.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::compute_chips::ChipsSection;
use crate::app::compute_world::World;
use crate::app::controls::{Control, Offer, preset};
use crate::app::state::State;
use crate::app::zoom::Zoom;
use crate::charts::figure::Figure;
use crate::charts::words::Word;
use crate::scenario::compute::Compute;
use crate::views::compute::{sentence, show};

/// The page.
#[component]
pub fn ComputePage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let compute: Memo<Compute> = Memo::new(move |_| state.scenario.with(|scenario| scenario.compute));
    let figure = Signal::derive(move || {
        show(&compute.get(), &state.speech.voice()).figures.into_iter().next().unwrap_or_else(Figure::blank)
    });
    view! {
        <h1>{say(Word::ComputeTitle)}</h1>
        <p class="lead">{say(Word::ComputeLead)}</p>
        <div class="bench">
            <form class="panel" on:submit=|event| event.prevent_default() aria-label=say(Word::ComputeControls)>
                <h2>{say(Word::ComputeControls)}</h2>
                <Control key="basis" />
                <Control key="scope" offer=Offer::List />
                <Control key="divide" />
                <h2>{say(Word::ComputeProjection)}</h2>
                <Control key="track" />
                <div class="actions">
                    {preset("growth", "0.3", Word::ComputeGrowth30)}
                    {preset("growth", "0.4", Word::ComputeGrowth40)}
                </div>
                <Control key="growth" />
                <Control key="until" />
                <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
            </form>
            <div class="results">
                <p class="words" data-testid="projection">{move || sentence(&compute.get(), &state.speech.voice())}</p>
                <Chart figure=figure zoom=Zoom::of(figure) />
            </div>
        </div>
        <World />
        <ChipsSection />
        <Ends shows=[Word::ComputeShows1, Word::ComputeShows2] hides=[Word::ComputeHides1, Word::ComputeHides2] />
    }
}
