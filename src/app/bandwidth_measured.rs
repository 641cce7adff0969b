//! What a measurement of `#/bandwidth` has found: on this machine, and elsewhere if the link brings figures along.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::crew::{Crew, Standing};
use crate::app::data_table::DataTable;
use crate::app::downloads::save_csv;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::scenario::measured::Measured;
use crate::views::Shown;
use crate::views::bandwidth_rates::measured as show;
use crate::views::bandwidth_why::why;

/// Where a measurement was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// On this machine, in this browser.
    Here,
    /// On the machine of whoever made the link.
    Elsewhere,
}

/// What was measured here, and the way into the link.
#[component]
pub fn Here(
    /// Who measures.
    crew: Crew,
) -> impl IntoView {
    let found = Memo::new(move |_| crew.measured.get().filter(has_points));
    let has_any = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <Show when=move || has_any.get()>
            <Findings found=found place=Place::Here heading=Word::MeasuringHere><Keep crew=crew found=found /></Findings>
        </Show>
    }
}

/// What the link says was measured elsewhere; not what was measured here and put there.
#[component]
pub fn Elsewhere(
    /// Who measures.
    crew: Crew,
) -> impl IntoView {
    let state = State::here();
    let found = Memo::new(move |_| {
        let told = state.scenario.with(|scenario| scenario.bandwidth.measured.clone());
        told.filter(|told| has_points(told) && crew.measured.with(|here| carried(here.as_ref()).as_ref() != Some(told)))
    });
    let has_any = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <Show when=move || has_any.get()>
            <Findings found=found place=Place::Elsewhere heading=Word::MeasuringElsewhere><TakeOut /></Findings>
        </Show>
    }
}

fn has_points(measured: &Measured) -> bool {
    !measured.points.is_empty()
}

fn carried(measured: Option<&Measured>) -> Option<Measured> {
    measured.and_then(Measured::carried)
}

/// The sentences, the pictures and the tables of one measurement.
#[component]
fn Findings(
    /// The measurement.
    found: Memo<Option<Measured>>,
    /// Where it was made.
    place: Place,
    /// What stands above it.
    heading: Word,
    /// What can be done with it.
    children: Children,
) -> impl IntoView {
    let state = State::here();
    let is_elsewhere = place == Place::Elsewhere;
    let shown: Memo<Shown> = Memo::new(move |_| {
        let voice = state.speech.voice();
        found.with(|found| found.as_ref().map(|found| show(found, is_elsewhere, &voice)).unwrap_or_default())
    });
    let told = move || {
        let voice = state.speech.voice();
        let sentences = found.with(|found| found.as_ref().map(|found| why(found, is_elsewhere, &voice))).unwrap_or_default();
        sentences.into_iter().map(|text| view! { <p class="words">{text}</p> }).collect_view()
    };
    // Figures come one by one while it runs; one that is there keeps its place and its open table.
    let ids = Memo::new(move |_| shown.with(|shown| shown.figures.iter().map(|figure| figure.id).collect::<Vec<_>>()));
    let figure = move |id: &'static str| -> Signal<Figure> {
        Memo::new(move |_| {
            let found = shown.with(|shown| shown.figures.iter().find(|figure| figure.id == id).cloned());
            found.unwrap_or_else(Figure::blank)
        })
        .into()
    };
    let test = if is_elsewhere { "measured-elsewhere" } else { "measured-here" };
    view! {
        <section data-testid=test>
            <h3>{state.speech.word(heading)}</h3>
            <div class="actions">{children()}</div>
            <div class="words" data-testid=format!("{test}-why")>{told}</div>
            <For each=move || ids.get() key=|id| *id let:id><Chart figure=figure(id) /></For>
            <Sheet shown=shown title=heading />
        </section>
    }
}

/// The table of all points.
#[component]
fn Sheet(
    /// What is shown.
    shown: Memo<Shown>,
    /// Its title.
    title: Word,
) -> impl IntoView {
    let state = State::here();
    let table = Signal::derive(move || {
        shown.with(|shown| shown.sheet.as_ref().map_or_else(Table::default, |(_, table)| table.clone()))
    });
    let csv = move |_| shown.with_untracked(|shown| shown.sheet.as_ref().map(|(name, table)| save_csv(name, table)));
    let title = Signal::derive(move || state.speech.voice().say(title).to_owned());
    view! {
        <Show when=move || shown.with(|shown| shown.sheet.is_some())>
            <DataTable title=title table=table />
            <div class="figure-tools">
                <button type="button" title=state.speech.word(Word::FiguresCsvHint) on:click=move |event| { csv(event); }>
                    {state.speech.word(Word::FiguresCsv)}
                </button>
            </div>
        </Show>
    }
}

/// Puts the figures into the link, or takes them out; nothing while they still come in.
#[component]
fn Keep(
    /// Who measures.
    crew: Crew,
    /// What was found.
    found: Memo<Option<Measured>>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let is_kept = Memo::new(move |_| {
        let here = found.with(|found| carried(found.as_ref()));
        here.is_some() && state.scenario.with(|scenario| scenario.bandwidth.measured == here)
    });
    let put = move |_| {
        let carried = found.with_untracked(|found| carried(found.as_ref()));
        state.scenario.update(|scenario| scenario.bandwidth.measured = carried);
        state.tell(say(Word::MeasuringKept)().to_owned());
    };
    view! {
        <Show when=move || !matches!(crew.standing.get(), Standing::Busy(_))>
            <Show when=move || is_kept.get() fallback=move || view! {
                <button type="button" on:click=put data-testid="measure-put">{say(Word::MeasuringPut)}</button>
            }>
                <span class="status" data-testid="measure-kept">{say(Word::MeasuringKept)}</span>
                <TakeOut />
            </Show>
        </Show>
    }
}

/// Takes figures out of the link.
#[component]
fn TakeOut() -> impl IntoView {
    let state = State::here();
    let take_out = move |_| {
        state.scenario.update(|scenario| scenario.bandwidth.measured = None);
        state.tell(state.speech.voice().say(Word::MeasuringTaken).to_owned());
    };
    view! {
        <button type="button" on:click=take_out data-testid="measure-take-out">{state.speech.word(Word::MeasuringTakeOut)}</button>
    }
}
