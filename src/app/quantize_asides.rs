//! The two longer experiments of `#/quantize`: the sweep over all formats, and the comparison with figures that others give.

use leptos::prelude::*;

use crate::app::bench::{Bench, Standing};
use crate::app::browser;
use crate::app::chart::Chart;
use crate::app::controls::Control;
use crate::app::data_table::DataTable;
use crate::app::lab::Lab;
use crate::app::sheet::csv_button;
use crate::app::state::State;
use crate::app::zoom::Zoom;
use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::Experiment;
use crate::views::quantize_published::in_words;
use crate::views::{Shown, asides, quantize_published, quantize_sweep, show_aside};

/// How long the settings must rest before the sweep begins, milliseconds: while a knob is dragged, all power goes to the main result.
const REST_MS: i32 = 250;

/// The experiment beside the main one that fills a table.
fn aside(state: State, name: &'static str) -> Memo<Option<Experiment>> {
    Memo::new(move |_| {
        let found = state.scenario.with(asides).into_iter().find(|aside| aside.name == name);
        found.map(|aside| aside.experiment)
    })
}

/// What a bench has found.
fn shown(state: State, bench: Bench) -> Memo<Option<Shown>> {
    Memo::new(move |_| {
        let voice = state.speech.voice();
        bench.outcome.with(|outcome| outcome.as_ref().map(|outcome| show_aside(outcome, &voice)))
    })
}

/// SQNR of all formats while one property of the numbers runs through its range; it follows the settings on show.
#[component]
pub fn SweepSection() -> impl IntoView {
    let state = State::here();
    let bench = Lab::here().sweep;
    let wish = aside(state, quantize_sweep::NAME);
    let ticket = StoredValue::new(0_u32);
    Effect::new(move || {
        let wanted = wish.get();
        ticket.update_value(|ticket| *ticket = ticket.wrapping_add(1));
        let mine = ticket.get_value();
        browser::after(REST_MS, move || {
            // Another change, or another view, has come in between.
            if ticket.try_get_value() == Some(mine) {
                match wanted {
                    Some(experiment) => bench.ask(experiment),
                    None => bench.clear(),
                }
            }
        });
    });
    let shown = shown(state, bench);
    let figure = Signal::derive(move || {
        shown
            .with(|shown| shown.as_ref().and_then(|shown| shown.figures.first().cloned()))
            .unwrap_or_else(Figure::blank)
    });
    let has_result = Memo::new(move |_| shown.with(Option::is_some));
    view! {
        <section data-testid="sweep" data-busy=move || is_busy(bench).to_string()>
            <h2>{state.speech.word(Word::QuantizeSweepHeading)}</h2>
            <Control key="sweep" />
            <Waiting bench=bench />
            <Show when=move || has_result.get()><Chart figure=figure zoom=Zoom::of(figure) /></Show>
        </section>
    }
}

/// Given, ours, the difference and why; computed when the reader asks for it.
#[component]
pub fn PublishedSection() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let bench = Lab::here().published;
    let wish = aside(state, quantize_published::NAME);
    let shown = shown(state, bench);
    let run = move |_| {
        if let Some(experiment) = wish.get_untracked() {
            bench.ask(experiment);
        }
    };
    let table = Signal::derive(move || {
        let sheet = shown.with(|shown| shown.as_ref().and_then(|shown| shown.sheet.clone()));
        sheet.map_or_else(Table::default, |(_, table)| table)
    });
    let has_result = Memo::new(move |_| shown.with(Option::is_some));
    let words = move || {
        let voice = state.speech.voice();
        bench.outcome.with(|outcome| Some(in_words(outcome.as_ref()?.published()?, &voice)))
    };
    view! {
        <section class="roomy" data-testid="published" data-busy=move || is_busy(bench).to_string()>
            <h2>{say(Word::PublishedHeading)}</h2>
            <p class="help">{say(Word::PublishedLead)}</p>
            <div class="actions">
                <button type="button" on:click=run disabled=move || wish.with(Option::is_none) data-testid="published-run">{say(Word::PublishedRun)}</button>
            </div>
            <Waiting bench=bench />
            <Show when=move || has_result.get()>
                <p class="words" data-testid="published-words">{words}</p>
                <DataTable title=state.speech.text(Word::PublishedHeading) table=table />
                <div class="figure-tools">{csv_button(quantize_published::NAME, Word::FiguresCsv, move || Some(table.get()))}</div>
            </Show>
        </section>
    }
}

fn is_busy(bench: Bench) -> bool {
    matches!(bench.standing.get(), Standing::Busy(_))
}

/// Progress with its cancel, while a bench works.
#[component]
fn Waiting(
    /// The bench.
    bench: Bench,
) -> impl IntoView {
    let state = State::here();
    let share = move || match bench.standing.get() {
        Standing::Busy(share) => share,
        Standing::Idle | Standing::Done | Standing::Cancelled | Standing::Lost => 0.0,
    };
    let text = move || {
        let voice = state.speech.voice();
        fill(voice.say(Word::RunRunning), &[("percent", &voice.number(share(), NumberStyle::Percent { decimals: 0 }))])
    };
    view! {
        <Show when=move || is_busy(bench)>
            <div class="progress">
                <progress max="1" prop:value=share aria-label=state.speech.word(Word::QuantizeControls)></progress>
                <span class="actions">
                    <span class="status">{text}</span>
                    <button type="button" on:click=move |_| bench.cancel()>{state.speech.word(Word::RunCancel)}</button>
                </span>
            </div>
        </Show>
        <Show when=move || bench.standing.get() == Standing::Lost>
            <p class="error">{state.speech.word(Word::FrameWorkerLost)}</p>
        </Show>
    }
}
