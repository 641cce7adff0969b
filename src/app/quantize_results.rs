//! What came out in `#/quantize`: progress, the table of measures, the words and the pictures.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::in_view::in_view;
use crate::app::lab::Lab;
use crate::app::plot::STILL;
use crate::app::run_standing::RunStanding;
use crate::app::sheet::csv_button;
use crate::app::state::State;
use crate::app::zoom::Zoom;
use crate::charts::figure::Figure;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::experiments::{Outcome, quantization};
use crate::views::quantize::{Build, FIGURES, METRICS, decibels, in_words, metrics, printed};

fn quantised(outcome: Option<&Arc<Outcome>>) -> Option<&quantization::Outcome> {
    outcome?.quantization()
}

/// Progress with its cancel, or what became of the run.
#[component]
pub fn Standings() -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let done = move || {
        let voice = state.speech.voice();
        let said = |outcome: &quantization::Outcome| {
            let (low, wide) = (decibels(&outcome.chosen, &voice), decibels(&outcome.fp32, &voice));
            fill(
                voice.say(Word::QuantizeDone),
                &[("format", outcome.chosen.format.name().as_str()), ("low", &low), ("wide", &wide)],
            )
        };
        lab.outcome.with(|outcome| quantised(outcome.as_ref()).map(said))
    };
    view! { <RunStanding done=Signal::derive(move || done().unwrap_or_default()) /> }
}

/// The table, the words and the pictures of the last outcome.
#[component]
pub fn Results() -> impl IntoView {
    let lab = Lab::here();
    let has_result = Memo::new(move |_| lab.outcome.with(|outcome| quantised(outcome.as_ref()).is_some()));
    view! {
        <Show when=move || has_result.get()>
            <Metrics />
            {FIGURES.map(|(_, build)| view! { <Picture make=build /> }).into_iter().collect_view()}
        </Show>
    }
}

/// One picture, made anew for each outcome: at once in sight, when the knobs have come to rest out of it.
#[component]
fn Picture(
    /// How it is made.
    make: Build,
) -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let frame = NodeRef::<Div>::new();
    let is_seen = in_view(frame);
    let shown: RwSignal<Option<Arc<Outcome>>> = RwSignal::new(lab.outcome.get_untracked());
    Effect::new(move || {
        let latest = lab.outcome.get();
        let is_new = shown.with_untracked(|shown| shown.as_ref().map(Arc::as_ptr)) != latest.as_ref().map(Arc::as_ptr);
        if !is_new {
            return;
        }
        // Out of sight it follows a moment later: paper and screen readers see what the window does not.
        if is_seen.get() {
            shown.set(latest);
        } else if let Ok(later) = set_timeout_with_handle(move || shown.set(latest), STILL) {
            on_cleanup(move || later.clear());
        }
    });
    let figure: Memo<Figure> = Memo::new(move |_| {
        let voice = state.speech.voice();
        shown
            .with(|outcome| quantised(outcome.as_ref()).map(|outcome| make(outcome, &voice)))
            .unwrap_or_else(Figure::blank)
    });
    let figure: Signal<Figure> = figure.into();
    // A heat map shows all its cells.
    let chart = if figure.with_untracked(|figure| figure.cells().is_some()) {
        view! { <Chart figure=figure /> }.into_any()
    } else {
        view! { <Chart figure=figure zoom=Zoom::of(figure) /> }.into_any()
    };
    view! { <div node_ref=frame>{chart}</div> }
}

/// The table of measures, FP32 beside the format.
#[component]
fn Metrics() -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let say = move |word| state.speech.word(word);
    let format = move || {
        lab.outcome.with(|outcome| {
            quantised(outcome.as_ref()).map_or_else(String::new, |outcome| outcome.chosen.format.name().into())
        })
    };
    let key = move || {
        format!(
            "key-line {}",
            lab.outcome.with(|outcome| quantised(outcome.as_ref()).map_or("", |outcome| outcome.chosen.format.key()))
        )
    };
    let rows = move || {
        let voice = state.speech.voice();
        let row = |[name, wide, low]: [String; 3]| {
            view! { <tr><th scope="row">{name}</th><td class="number">{wide}</td><td class="number">{low}</td></tr> }
        };
        lab.outcome.with(|outcome| {
            quantised(outcome.as_ref()).map(|outcome| printed(outcome, &voice).into_iter().map(row).collect_view())
        })
    };
    let words = move || {
        lab.outcome.with(|outcome| quantised(outcome.as_ref()).map(|outcome| in_words(outcome, &state.speech.voice())))
    };
    let table = move || lab.outcome.with(|outcome| Some(metrics(quantised(outcome.as_ref())?, &state.speech.voice())));
    view! {
        <section class="metrics" aria-labelledby="metrics">
            <h2 id="metrics">{say(Word::QuantizeMetrics)}</h2>
            <table data-testid="metrics">
                <thead>
                    <tr>
                        <th scope="col">{say(Word::QuantizeMetric)}</th>
                        <th scope="col" class="number"><span class="key-line fp32"></span>"FP32"</th>
                        <th scope="col" class="number"><span class=key></span>{format}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="words" data-testid="in-words">{words}</p>
            <div class="figure-tools">{csv_button(METRICS, Word::FiguresCsv, table)}</div>
        </section>
    }
}
