//! `#/compute`: published series in one precision at a time, or converted by an assumption; how they would go on, and how forecasts
//! fared.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::compute_card::{PointCard, PointList};
use crate::app::compute_chips::ChipsSection;
use crate::app::compute_forecasts::Forecasts;
use crate::app::compute_pace::{GrowthPresets, Paces};
use crate::app::compute_world::World;
use crate::app::controls::{Control, Knobs, Offer};
use crate::app::state::State;
use crate::app::zoom::Zoom;
use crate::charts::figure::Figure;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::facts::point_names::name_of;
use crate::scenario::compute::Compute;
use crate::views::compute::sentence;
use crate::views::compute_ratios::{conversion_sentence, ways_sentence};
use crate::views::compute_series::{point_at, series_figure};
use crate::views::compute_share::share_figure;

/// The settings of the view, quiet while other views' move.
pub fn settings() -> Memo<Compute> {
    let state = State::here();
    Memo::new(move |_| state.scenario.with(|scenario| scenario.compute))
}

/// One of the view's figures, drawn anew only when it differs.
pub fn figure_of(compute: Memo<Compute>, make: fn(&Compute, &dyn Voice) -> Figure) -> Signal<Figure> {
    let state = State::here();
    Memo::new(move |_| make(&compute.get(), &state.speech.voice())).into()
}

/// The page.
#[component]
pub fn ComputePage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let compute = settings();
    let series = figure_of(compute, series_figure);
    let choose = Callback::new(move |place: (f64, f64)| {
        if let Some(row) = state.scenario.with_untracked(|scenario| point_at(&scenario.compute, place)) {
            state.scenario.update(|scenario| scenario.compute.point = name_of(row));
        }
    });
    view! {
        <h1>{say(Word::ComputeTitle)}</h1>
        <p class="lead">{say(Word::ComputeLead)}</p>
        <div class="bench">
            <Knobs name=Word::ComputeControls>
                <Settings />
            </Knobs>
            <div class="results">
                <p class="words" data-testid="projection">{move || sentence(&compute.get(), &state.speech.voice())}</p>
                <p class="words" data-testid="conversion">{move || conversion_sentence(&compute.get(), &state.speech.voice())}</p>
                {move || ways_sentence(&compute.get(), &state.speech.voice()).map(|text| view! { <p class="words">{text}</p> })}
                <Chart figure=series zoom=Zoom::of(series) choose=choose />
                <PointCard compute=compute />
            </div>
        </div>
        <section class="results" aria-labelledby="share-of-ai">
            <h2 id="share-of-ai">{say(Word::CountingShareHeading)}</h2>
            <Chart figure=figure_of(compute, |_, voice| share_figure(voice)) />
        </section>
        <Paces />
        <Forecasts compute=compute />
        <World />
        <ChipsSection />
        <Ends shows=[Word::ComputeShows1, Word::ComputeShows2] hides=[Word::ComputeHides1, Word::ComputeHides2] />
    }
}

/// The panel of the chart.
#[component]
fn Settings() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    // The assumptions are in sight as soon as they change what is drawn.
    let converts = Memo::new(move |_| state.scenario.with(|scenario| scenario.compute.basis.converts()));
    view! {
        <h2>{say(Word::ComputeControls)}</h2>
        <Control key="place" />
        <Control key="basis" />
        <Control key="scope" offer=Offer::List />
        <Control key="divide" />
        <PointList key="point" />
        <details open=move || converts.get()>
            <summary><strong>{say(Word::CountingGroupConversion)}</strong></summary>
            <div class="knob-group">
                <Control key="ratio" />
                <Control key="fp8ratio" />
                <Control key="fp8share" />
                <Control key="bounds" />
            </div>
        </details>
        <details>
            <summary><strong>{say(Word::CountingGroupYears)}</strong></summary>
            <div class="knob-group">
                <Control key="first" />
                <Control key="last" />
                <Control key="events" />
            </div>
        </details>
        <h2>{say(Word::ComputeProjection)}</h2>
        <Control key="track" offer=Offer::List />
        <PointList key="start" />
        <GrowthPresets />
        <Control key="growth" />
        <Control key="until" />
        <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
    }
}
