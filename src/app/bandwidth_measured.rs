//! What a measurement of `#/bandwidth` has found: on this machine, and elsewhere if the link brings figures along.

use leptos::prelude::*;

use crate::app::bandwidth_measure::MEASURE;
use crate::app::browser::{self, Scroll};
use crate::app::chart::Chart;
use crate::app::crew::Crew;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::words::Word;
use crate::scenario::measured::{Carried, Measured};
use crate::views::Shown;
use crate::views::bandwidth::{damaged, measured as show};
use crate::views::bandwidth_why::{headline, why};

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
    let is_whole = Signal::derive(move || !crew.is_busy());
    view! {
        <Show when=move || has_any.get()>
            <Findings found=found place=Place::Here is_whole=is_whole><Keep found=found /></Findings>
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
    let told = Memo::new(move |_| {
        let told = state.scenario.with(|scenario| scenario.bandwidth.measured.clone());
        told.filter(|told| crew.measured.with(|here| carried(here.as_ref()).as_ref() != Some(told)))
    });
    let read = Memo::new(move |_| told.get().map(|told| told.read()));
    let found = Memo::new(move |_| read.with(|read| read.as_ref()?.measured.clone()).filter(has_points));
    let has_any = Memo::new(move |_| found.with(Option::is_some));
    let dropped = Memo::new(move |_| read.with(|read| read.as_ref().map_or(0, |read| read.dropped)));
    let damage = move || damaged(dropped.get(), &state.speech.voice());
    view! {
        <Show when=move || 0 < dropped.get()>
            <div class="notice" data-testid="measured-damaged">
                <p>{damage}</p>
                <div class="actions"><TakeOut /></div>
            </div>
        </Show>
        <Show when=move || has_any.get()>
            <Findings found=found place=Place::Elsewhere is_whole=Signal::derive(|| true)><TakeOut /></Findings>
        </Show>
    }
}

fn has_points(measured: &Measured) -> bool {
    !measured.points.is_empty()
}

fn carried(measured: Option<&Measured>) -> Option<Carried> {
    measured.and_then(Measured::carried)
}

/// The sentences, the pictures and the tables of one measurement.
#[component]
fn Findings(
    /// The measurement.
    found: Memo<Option<Measured>>,
    /// Where it was made.
    place: Place,
    /// Whether no more is to come: only then is it explained, and can be taken along.
    is_whole: Signal<bool>,
    /// What can be done with it.
    children: ChildrenFn,
) -> impl IntoView {
    let state = State::here();
    let (is_elsewhere, heading, test) = match place {
        Place::Here => (false, Word::MeasuringHere, "measured-here"),
        Place::Elsewhere => (true, Word::MeasuringElsewhere, "measured-elsewhere"),
    };
    let headline = move || found.with(|found| headline(found.as_ref()?, &state.speech.voice()));
    let shown: Memo<Shown> = Memo::new(move |_| {
        let voice = state.speech.voice();
        found.with(|found| found.as_ref().map(|found| show(found, is_elsewhere, &voice)).unwrap_or_default())
    });
    let told = move || {
        let voice = state.speech.voice();
        let sentences = found.with(|found| found.as_ref().map(|found| why(found, &voice)));
        sentences.unwrap_or_default().into_iter().map(|text| view! { <li>{text}</li> }).collect_view()
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
    view! {
        <section data-testid=test>
            <h3>{state.speech.word(heading)}</h3>
            <p class="words">{headline}</p>
            <Show when=move || is_whole.get()>
                <div class="actions">{children()}</div>
            </Show>
            <For each=move || ids.get() key=|id| *id let:id><Chart figure=figure(id) /></For>
            <Show when=move || is_whole.get()>
                <h3>{state.speech.word(Word::MeasuringWhy)}</h3>
                <ul class="said" data-testid=format!("{test}-why")>{told}</ul>
            </Show>
        </section>
    }
}

/// Puts the figures into the link, or takes them out.
#[component]
fn Keep(
    /// What was found.
    found: Memo<Option<Measured>>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let is_kept = Memo::new(move |_| {
        let here = found.with(|found| carried(found.as_ref()));
        here.is_some() && state.scenario.with(|scenario| scenario.bandwidth.measured == here)
    });
    let turn = move |_| {
        let is_kept = is_kept.get_untracked();
        let carried = if is_kept { None } else { found.with_untracked(|found| carried(found.as_ref())) };
        state.scenario.update(|scenario| scenario.bandwidth.measured = carried);
        state.tell_word(if is_kept { Word::MeasuringTaken } else { Word::MeasuringKept });
    };
    let label = move || say(if is_kept.get() { Word::MeasuringTakeOut } else { Word::MeasuringPut })();
    view! {
        <button type="button" on:click=turn data-testid="measure-keep">{label}</button>
        <Show when=move || is_kept.get()>
            <span class="status" data-testid="measure-kept">{say(Word::MeasuringKept)}</span>
        </Show>
    }
}

/// Takes figures out of the link.
#[component]
fn TakeOut() -> impl IntoView {
    let state = State::here();
    let take_out = move |_| {
        state.scenario.update(|scenario| scenario.bandwidth.measured = None);
        state.tell_word(Word::MeasuringTaken);
        browser::focus(MEASURE, Scroll::Stays);
    };
    view! {
        <button type="button" on:click=take_out data-testid="measure-take-out">{state.speech.word(Word::MeasuringTakeOut)}</button>
    }
}
