//! The forecasts of `#/compute` against what was counted, with the rule of scoring; and the tables that the chart rests on.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::compute_pace::OwnTable;
use crate::app::compute_page::figure_of;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::scenario::compute::Compute;
use crate::views::compute_events::events_table;
use crate::views::compute_forecasts::{edition_sentences, editions_table, forecasts_figure};
use crate::views::compute_ratios::ratios_table;

/// Forecasts, editions, and the tables of ratios and events.
#[component]
pub fn Forecasts(
    /// The settings of the view.
    compute: Memo<Compute>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let editions =
        move || edition_sentences(&state.speech.voice()).into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    view! {
        <section class="results" aria-labelledby="forecasts" data-testid="forecasts">
            <h2 id="forecasts">{say(Word::ScoringHeading)}</h2>
            <p class="help">{say(Word::ScoringRule)}</p>
            <Chart figure=figure_of(compute, forecasts_figure) />
            <div class="words" data-testid="editions">{editions}</div>
            <OwnTable name="compute-editions" title=Word::ScoringRevisionsTitle make=|voice| editions_table(voice) />
        </section>
        <section class="results" aria-labelledby="ratios">
            <h2 id="ratios">{say(Word::CountingRatiosTitle)}</h2>
            <p class="help">{say(Word::CountingRatiosSay)}</p>
            <OwnTable name="compute-ratios" title=Word::CountingRatiosTable make=|voice| ratios_table(voice) />
            <OwnTable name="compute-events" title=Word::CountingEventsTitle make=|voice| events_table(voice) />
        </section>
    }
}
