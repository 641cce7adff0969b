//! The measurement of `#/bandwidth`: its knobs, what it takes, the question before a large one, and how it stands.

use leptos::prelude::*;

use crate::app::bandwidth_measured::{Elsewhere, Here};
use crate::app::browser::{self, Scroll};
use crate::app::controls::{Control, Knobs};
use crate::app::crew::{Crew, Standing};
use crate::app::lab::Lab;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::experiments::bandwidth_course::At;
use crate::views::bandwidth_standing::{MODEST, Plan, cost, go_on, question, take_less, under_way};

/// The button that begins a measurement; the keyboard goes back to it when what it was on goes away.
pub const MEASURE: &str = "measure";

/// The first answer to the question before a large one.
const FIRST_ANSWER: &str = "measure-yes";

/// The section.
#[component]
pub fn Measure() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let crew = Lab::here().crew;
    // Workers nobody watches give their memory back.
    on_cleanup(move || crew.stop());
    view! {
        <section class="topic" aria-labelledby="bandwidth-measure-title" data-testid="bandwidth-measure">
            <h2 id="bandwidth-measure-title">{say(Word::MeasuringTitle)}</h2>
            <p class="words">{say(Word::MeasuringLead)}</p>
            <div class="bench">
                <Panel />
                <div class="results">
                    <section>
                        <Begin crew=crew />
                        <Standings crew=crew />
                    </section>
                    <Here crew=crew />
                    <Elsewhere crew=crew />
                </div>
            </div>
        </section>
    }
}

/// What would be measured now.
fn plan(state: State) -> Memo<Plan> {
    let threads = browser::threads();
    Memo::new(move |_| state.scenario.with(|scenario| Plan::new(&scenario.bandwidth, threads)))
}

/// The knobs.
#[component]
fn Panel() -> impl IntoView {
    view! {
        <Knobs name=Word::MeasuringControls>
            <Control key="upto" />
            <Control key="repeats" />
            <Control key="threads" />
        </Knobs>
    }
}

/// What it takes, and the button, with the question before a large measurement.
#[component]
fn Begin(
    /// Who measures.
    crew: Crew,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let plan = plan(state);
    let is_asking = RwSignal::new(false);
    let press = move |_| {
        if untrack(|| crew.is_busy()) {
            crew.stop();
        } else if plan.get_untracked().is_large() {
            is_asking.set(true);
            browser::after(0, || browser::focus(FIRST_ANSWER, Scroll::Follows));
        } else {
            crew.start(plan.get_untracked());
        }
    };
    let label = move || {
        let word = match crew.standing.get() {
            Standing::Idle => Word::MeasuringMeasure,
            Standing::Busy(_) => Word::MeasuringStop,
            Standing::Done | Standing::Stopped | Standing::Hidden | Standing::Lost => Word::MeasuringAgain,
        };
        say(word)()
    };
    view! {
        <div class="actions">
            <button
                type="button"
                class="primary"
                id=MEASURE
                aria-describedby="measure-cost"
                data-testid="measure"
                on:click=press
            >
                {label}
            </button>
            <span class="help" id="measure-cost" data-testid="measure-cost">{move || cost(plan.get(), &state.speech.voice())}</span>
        </div>
        <Show when=move || is_asking.get() && plan.get().is_large() && !crew.is_busy()>
            <Question crew=crew plan=plan is_asking=is_asking />
        </Show>
    }
}

/// The question before a large measurement.
#[component]
fn Question(
    /// Who would measure.
    crew: Crew,
    /// What.
    plan: Memo<Plan>,
    /// Whether the question is on show.
    is_asking: RwSignal<bool>,
) -> impl IntoView {
    let state = State::here();
    let asked = move || question(plan.get(), browser::device_memory(), &state.speech.voice());
    let close = move || {
        is_asking.set(false);
        browser::focus(MEASURE, Scroll::Stays);
    };
    let begin = move |_| {
        close();
        crew.start(plan.get_untracked());
    };
    let less = move |_| {
        close();
        state.scenario.update(|scenario| scenario.bandwidth.upto = MODEST);
        crew.start(plan.get_untracked());
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    view! {
        <div class="notice" role="group" aria-labelledby="measure-question" on:keydown=escape data-testid="measure-question">
            <p id="measure-question">{asked}</p>
            <div class="actions">
                <button type="button" id=FIRST_ANSWER aria-describedby="measure-question" on:click=begin data-testid="measure-yes">
                    {move || go_on(plan.get(), &state.speech.voice())}
                </button>
                <button type="button" on:click=less data-testid="measure-less">{move || take_less(&state.speech.voice())}</button>
                <button type="button" on:click=move |_| close() data-testid="measure-no">{state.speech.word(Word::RunCancel)}</button>
            </div>
        </div>
    }
}

/// Progress while it runs; afterwards what became of it.
#[component]
fn Standings(
    /// Who measures.
    crew: Crew,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let at = Memo::new(move |_| match crew.standing.get() {
        Standing::Busy(at) => Some(at),
        Standing::Idle | Standing::Done | Standing::Stopped | Standing::Hidden | Standing::Lost => None,
    });
    let text = move || at.get().map(|at| under_way(&at, &state.speech.voice()));
    let ended = move || {
        let is_bad = matches!(crew.standing.get(), Standing::Hidden | Standing::Lost);
        let told = crew.ended().unwrap_or_else(|| say(Word::MeasuringIdle)().to_owned());
        view! { <p class=if is_bad { "error" } else { "status" } data-testid="measure-ended">{told}</p> }
    };
    view! {
        <div data-testid="measure-standing" data-standing=move || key(crew.standing.get())>
            <Show when=move || at.with(Option::is_some) fallback=ended>
                <label class="progress">
                    <span class="visually-hidden">{say(Word::MeasuringProgress)}</span>
                    <progress max="1" prop:value=move || at.get().map_or(1.0, share)></progress>
                </label>
                <p class="status" data-testid="measure-step">{text}</p>
            </Show>
        </div>
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are a few hundred steps")]
fn share(at: At) -> f64 {
    at.done as f64 / at.total.max(1) as f64
}

fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::Idle => "idle",
        Standing::Busy(_) => "busy",
        Standing::Done => "done",
        Standing::Stopped => "stopped",
        Standing::Hidden => "hidden",
        Standing::Lost => "lost",
    }
}
