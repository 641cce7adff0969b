//! `#/accumulate`: a question as a button, the knobs that it leaves open, and what became of the sums.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::controls::{Control, Knobs, Offer};
use crate::app::lab::Lab;
use crate::app::own_file::OwnFile;
use crate::app::paste::Paste;
use crate::app::pressed::Pressed;
use crate::app::run_standing::RunStanding;
use crate::app::sheet::Sheet;
use crate::app::snippet::Snippet;
use crate::app::state::State;
use crate::app::zoom::Zoom;
use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::scenario::accumulate::{Accumulate, Origin, Study, Turn};
use crate::scenario::knobs::put;
use crate::scenario::view::View;
use crate::views::Shown;
use crate::views::accumulate::{SHEET, in_words, show};
use crate::views::accumulate_promotion::about_length;

/// The questions: each with its name and what it is about.
const STUDIES: [(Study, Word, Word); 7] = [
    (Study::Sum, Word::OptionsPresetSum, Word::AccumulateAboutSum),
    (Study::Harmonic, Word::OptionsPresetHarmonic, Word::AccumulateAboutHarmonic),
    (Study::Swamping, Word::OptionsPresetSwamping, Word::AccumulateAboutSwamping),
    (Study::Stochastic, Word::OptionsPresetStochastic, Word::AccumulateAboutStochastic),
    (Study::Promotion, Word::OptionsPresetPromotion, Word::AccumulateAboutPromotion),
    (Study::Muller, Word::OptionsPresetMuller, Word::AccumulateAboutMuller),
    (Study::Logistic, Word::OptionsPresetLogistic, Word::AccumulateAboutLogistic),
];

/// The page.
#[component]
pub fn AccumulatePage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    view! {
        <h1>{say(Word::AccumulateTitle)}</h1>
        <p class="lead">{say(Word::AccumulateLead)}</p>
        <Questions />
        <div class="bench">
            <Panel />
            <div class="results">
                <RunStanding done=state.speech.text(Word::RunDone) />
                <Results />
                <Snippet />
            </div>
        </div>
        <Ends
            shows=[Word::AccumulateShows1, Word::AccumulateShows2]
            hides=[Word::AccumulateHides1, Word::AccumulateHides2]
        />
    }
}

/// The question on show.
fn study() -> Memo<Study> {
    let state = State::here();
    Memo::new(move |_| state.scenario.with(|scenario| scenario.accumulate.study))
}

/// One button for each question, and what the chosen one is about.
#[component]
fn Questions() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let chosen = study();
    let about = move || {
        let found = STUDIES.iter().find(|(study, ..)| *study == chosen.get());
        found.map(|(_, _, about)| state.speech.voice().say(*about))
    };
    let button = move |(study, name, _): (Study, Word, Word)| {
        let is_on = move || chosen.get() == study;
        view! {
            <Pressed is_on=is_on press=move |()| ask(state, study) test_id=format!("question-{}", study.key())>{say(name)}</Pressed>
        }
    };
    view! {
        <section class="figures-row" aria-labelledby="questions">
            <h2 id="questions">{say(Word::AccumulatePresets)}</h2>
            <div class="actions">{STUDIES.map(button).collect_view()}</div>
            <p data-testid="about">{about}</p>
        </section>
    }
}

/// Puts the view back to its defaults and sets what the question needs; the reader's own numbers stay.
fn ask(state: State, study: Study) {
    state.scenario.update(|scenario| {
        let data = std::mem::take(&mut scenario.accumulate.data);
        scenario.accumulate = Accumulate { data, ..Accumulate::default() };
        put(scenario, View::Accumulate, study.settings());
    });
}

/// The knobs that the question leaves open.
#[component]
fn Panel() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let chosen = study();
    let knobs = move || match chosen.get() {
        asked @ (Study::Sum | Study::Stochastic) => own(state, asked).into_any(),
        Study::Harmonic => view! { <Control key="length" /> }.into_any(),
        Study::Swamping => view! { <Control key="length" /> <Control key="seed" /> }.into_any(),
        Study::Promotion => view! {
            <Control key="length" />
            <p class="help" data-testid="promotion-length">{move || about_length(&state.speech.voice())}</p>
            <Control key="promote" />
            <Control key="seed" />
        }
        .into_any(),
        Study::Muller | Study::Logistic => view! { <Control key="steps" /> }.into_any(),
    };
    view! {
        <Knobs name=Word::AccumulateControls>
            {knobs}
            <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
        </Knobs>
    }
}

/// The knobs of a sum of one's own; comparing two roundings decides order and rounding itself.
fn own(state: State, asked: Study) -> impl IntoView {
    let say = move |word| state.speech.word(word);
    let origin = Memo::new(move |_| state.scenario.with(|scenario| scenario.accumulate.origin));
    let turn = Memo::new(move |_| state.scenario.with(|scenario| scenario.accumulate.turn));
    let order = (asked == Study::Sum).then(|| {
        view! {
            <Control key="order" offer=Offer::List />
            <Show when=move || turn.get() == Turn::Promotion>
                <Control key="promote" />
            </Show>
            <Control key="rounding" offer=Offer::List />
        }
    });
    view! {
        <h2>{say(Word::AccumulateGroupTerms)}</h2>
        <Control key="kind" />
        <Control key="input" offer=Offer::List />
        <Show when=move || origin.get() == Origin::Data>
            <Paste />
            <OwnFile />
        </Show>
        <Show when=move || origin.get() != Origin::Data>
            <Control key="length" />
        </Show>
        <Control key="format" offer=Offer::List />
        <h2>{say(Word::AccumulateGroupRegister)}</h2>
        <Control key="accumulator" offer=Offer::List />
        {order}
        <Control key="runs" />
        <Control key="seed" />
    }
}

/// The words, the table and the pictures of the last outcome.
#[component]
fn Results() -> impl IntoView {
    let state = State::here();
    let lab = Lab::here();
    let say = move |word| state.speech.word(word);
    let shown: Memo<Shown> = Memo::new(move |_| {
        let voice = state.speech.voice();
        lab.outcome.with(|outcome| outcome.as_ref().map(|outcome| show(outcome, &voice)).unwrap_or_default())
    });
    let words = move || {
        let voice = state.speech.voice();
        lab.outcome.with(|outcome| outcome.as_ref().and_then(|outcome| in_words(outcome, &voice)))
    };
    let table = Signal::derive(move || {
        shown.with(|shown| shown.sheet.as_ref().map_or_else(Table::default, |sheet| sheet.1.clone()))
    });
    let has_result = Memo::new(move |_| shown.with(|shown| shown.sheet.is_some()));
    // Which figures there are depends on the question; a figure that stays keeps its place and its open table.
    let ids = Memo::new(move |_| shown.with(|shown| shown.figures.iter().map(|figure| figure.id).collect::<Vec<_>>()));
    let figure = move |id: &'static str| -> Signal<Figure> {
        Signal::derive(move || {
            let found = shown.with(|shown| shown.figures.iter().find(|figure| figure.id == id).cloned());
            found.unwrap_or_else(Figure::blank)
        })
    };
    view! {
        <Show when=move || has_result.get()>
            <section aria-labelledby="results">
                <h2 id="results">{say(Word::AccumulateResults)}</h2>
                <p class="words" data-testid="in-words">{words}</p>
                <Sheet name=SHEET title=Word::AccumulateResults table=table class="compared" test_id="results" />
            </section>
            <For each=move || ids.get() key=|id| *id let:id>
                <Chart figure=figure(id) zoom=Zoom::of(figure(id)) />
            </For>
        </Show>
    }
}
