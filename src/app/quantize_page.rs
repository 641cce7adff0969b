//! `#/quantize`: numbers in, a format, and what is lost beside FP32.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::controls::{Control, Offer};
use crate::app::downloads::save_csv;
use crate::app::lab::{Lab, Standing};
use crate::app::paste::Paste;
use crate::app::snippet::Snippet;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::Outcome;
use crate::experiments::quantization;
use crate::scenario::quantize::Origin;
use crate::views::Shown;
use crate::views::quantize::{decibels, in_words, printed, show};

/// The page.
#[component]
pub fn QuantizePage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let origin = Memo::new(move |_| state.scenario.with(|scenario| scenario.quantize.origin));
    view! {
        <h1>{say(Word::QuantizeTitle)}</h1>
        <p class="lead">{say(Word::QuantizeLead)}</p>
        <div class="bench">
            <form class="panel" on:submit=|event| event.prevent_default() aria-label=say(Word::QuantizeControls)>
                <h2>{say(Word::QuantizeNumbers)}</h2>
                <Control key="input" />
                <Show when=move || origin.get() == Origin::Data>
                    <Paste />
                </Show>
                <Show when=move || origin.get() != Origin::Data>
                    <Control key="count" />
                    <Control key="sigma" />
                </Show>
                <Show when=move || origin.get() == Origin::Outlier>
                    <Control key="strength" />
                    <Control key="outliers" />
                </Show>
                <Show when=move || origin.get() != Origin::Data>
                    <Control key="seed" />
                </Show>
                <h2>{say(Word::QuantizeRounding)}</h2>
                <Control key="format" offer=Offer::List />
                <Control key="scaling" />
                <Control key="rounding" offer=Offer::List />
                <Control key="overflow" />
                <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
            </form>
            <div class="results">
                <Standings />
                <Results />
                <Snippet />
            </div>
        </div>
        <Ends shows=[Word::QuantizeShows1, Word::QuantizeShows2] hides=[Word::QuantizeHides1, Word::QuantizeHides2] />
    }
}

fn quantised(outcome: Option<&Arc<Outcome>>) -> Option<&quantization::Outcome> {
    match &**outcome? {
        Outcome::Quantization(outcome) => Some(outcome),
        Outcome::Summation(_) | Outcome::Promotion(_) | Outcome::Iteration(_) => None,
    }
}

/// Progress with its cancel, or what became of the run.
#[component]
fn Standings() -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let say = move |word| state.speech.word(word);
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
    let busy = move |share: f64| {
        let percent = state.speech.voice().number(share, NumberStyle::Percent { decimals: 0 });
        let text = fill(state.speech.voice().say(Word::QuantizeRunning), &[("percent", &percent)]);
        view! {
            <label>
                <span class="visually-hidden">{say(Word::QuantizeControls)}</span>
                <progress max="1" prop:value=share></progress>
            </label>
            <span class="actions">
                <span class="status">{text}</span>
                <button type="button" on:click=move |_| lab.cancel() data-testid="cancel">{say(Word::QuantizeCancel)}</button>
            </span>
        }
        .into_any()
    };
    let content = move || -> AnyView {
        match lab.standing.get() {
            Standing::Idle => view! { <p class="status" data-testid="waiting">{say(Word::QuantizeWaiting)}</p> }.into_any(),
            Standing::Busy(share) => busy(share),
            Standing::Done => view! { <p class="status" data-testid="finished">{done}</p> }.into_any(),
            Standing::Cancelled => view! {
                <p class="status" data-testid="cancelled">{say(Word::QuantizeCancelled)}</p>
                <button type="button" on:click=move |_| lab.ask() data-testid="again">{say(Word::QuantizeAgain)}</button>
            }
            .into_any(),
            Standing::Lost => view! { <p class="error" data-testid="lost">{say(Word::FrameWorkerLost)}</p> }.into_any(),
        }
    };
    view! { <div class="progress" data-testid="standing" data-busy=move || matches!(lab.standing.get(), Standing::Busy(_)).to_string()>{content}</div> }
}

/// The table, the words and the pictures of the last outcome.
#[component]
fn Results() -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let shown: Memo<Option<Shown>> = Memo::new(move |_| {
        let voice = state.speech.voice();
        lab.outcome.with(|outcome| quantised(outcome.as_ref()).map(|outcome| show(outcome, &voice)))
    });
    let has_result = Memo::new(move |_| shown.with(Option::is_some));
    let figure = move |index: usize| -> Signal<Figure> {
        Signal::derive(move || {
            shown
                .with(|shown| shown.as_ref().and_then(|shown| shown.figures.get(index).cloned()))
                .unwrap_or_else(Figure::blank)
        })
    };
    view! {
        <Show when=move || has_result.get()>
            <Metrics />
            {(0..3).map(|index| view! { <Chart figure=figure(index) /> }).collect_view()}
        </Show>
    }
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
    let csv = move |_| {
        let table = lab
            .outcome
            .with(|outcome| quantised(outcome.as_ref()).and_then(|outcome| show(outcome, &state.speech.voice()).sheet));
        if let Some((name, table)) = table {
            save_csv(name, &table);
        }
    };
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
            <div class="figure-tools">
                <button type="button" title=say(Word::FiguresCsvHint) on:click=csv data-testid="quantize-metrics-csv">{say(Word::FiguresCsv)}</button>
            </div>
        </section>
    }
}
