//! The ×8.8 story: five steps, one after the other by hand or all of them in a minute.

use leptos::prelude::*;

use crate::app::browser::{self, Scroll};
use crate::app::chart::Chart;
use crate::app::controls::Control;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::scenario::start::{Count, Start};
use crate::views::start::{Way, factor, figure, sentence, times};

/// How long a step stands while the story plays, in milliseconds: five of them make a minute.
const STEP_MS: i32 = 12_000;

/// How many frames the bars take from one picture to the next: 0.4 s at sixty frames a second.
const FRAMES: u32 = 24;

/// The story.
#[component]
pub fn Story() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let start: Memo<Start> = Memo::new(move |_| state.scenario.with(|scenario| scenario.start));
    let way = moving(start);
    let figure = Signal::derive(move || {
        let (from, share) = way.get();
        figure(&start.get(), Way { from: &from, share }, &state.speech.voice())
    });
    let big = move || times(factor(&start.get()), &state.speech.voice());
    view! {
        <section class="story" aria-label=say(Word::KnobsPuzzle)>
            <div class="say">
                <Control key="puzzle" />
                <div class="say" aria-live="polite">
                    <p class="headline" data-testid="factor">{big}</p>
                    <p data-testid="story">{move || sentence(&start.get(), &state.speech.voice())}</p>
                </div>
                <Show when=move || start.get().count == Count::Fp32>
                    <Control key="ratio" />
                </Show>
                <Steps start=start />
            </div>
            <Chart figure=figure />
        </section>
    }
}

/// On, back, and the story by itself.
#[component]
fn Steps(
    /// The settings.
    start: Memo<Start>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let go = move |count: Count| state.scenario.update(|scenario| scenario.start.count = count);
    let count = move || start.get().count;
    let next = move |_| match start.get_untracked().count.next() {
        Some(step) => go(step),
        None => browser::focus("map", Scroll::Follows),
    };
    let is_last = move || count().next().is_none();
    let (is_playing, toggle) = playing(start, go);
    view! {
        <div class="actions">
            <button
                type="button"
                disabled=move || count().before().is_none()
                on:click=move |_| if let Some(step) = start.get_untracked().count.before() { go(step) }
                data-testid="story-back"
            >
                {say(Word::StartBack)}
            </button>
            <button type="button" class="primary" on:click=next data-testid="story-next">
                {move || if is_last() { say(Word::StartToMap)() } else { say(Word::StartNext)() }}
            </button>
            <button type="button" on:click=move |_| toggle() aria-pressed=move || is_playing.get().to_string() data-testid="story-play">
                {move || if is_playing.get() { say(Word::StartPause)() } else { say(Word::StartPlay)() }}
            </button>
        </div>
    }
}

/// Whether the story goes on by itself, and what starts and stops it. A reader who takes a step is never hurried: each step, however
/// it was reached, stands its full time.
fn playing(start: Memo<Start>, go: impl Fn(Count) + Copy + 'static) -> (RwSignal<bool>, impl Fn() + Copy + 'static) {
    let is_playing = RwSignal::new(false);
    // Each step has a timer of its own; only the last one set may speak.
    let timer = StoredValue::new(0_u32);
    let count = Memo::new(move |_| start.get().count);
    Effect::new(move || {
        let now = count.get();
        timer.update_value(|timer| *timer = timer.wrapping_add(1));
        if !is_playing.get() {
            return;
        }
        let Some(next) = now.next() else {
            is_playing.set(false);
            return;
        };
        let mine = timer.get_value();
        browser::after(STEP_MS, move || {
            if timer.try_get_value() == Some(mine) {
                go(next);
            }
        });
    });
    let toggle = move || {
        let begins = !is_playing.get_untracked();
        if begins && count.get_untracked().next().is_none() {
            go(Count::Printed);
        }
        is_playing.set(begins);
    };
    (is_playing, toggle)
}

/// The picture that the bars come from, and how far they are. A new way of counting sets them off; a ratio that is dragged, and readers
/// who want no motion, get the new picture at once.
fn moving(start: Memo<Start>) -> RwSignal<(Start, f64)> {
    let way = RwSignal::new((start.get_untracked(), 1.0));
    let run = StoredValue::new(0_u32);
    Effect::new(move |before: Option<Start>| {
        let now = start.get();
        run.update_value(|run| *run = run.wrapping_add(1));
        let from =
            before.filter(|before| before.count != now.count && !browser::media("(prefers-reduced-motion: reduce)"));
        match from {
            Some(from) => advance(way, from, run, 0),
            None => way.set((now, 1.0)),
        }
        now
    });
    way
}

/// One frame, and the next.
fn advance(way: RwSignal<(Start, f64)>, from: Start, run: StoredValue<u32>, frame: u32) {
    let share = f64::from(frame) / f64::from(FRAMES);
    // Slow at both ends.
    way.set((from, share * share * (3.0 - 2.0 * share)));
    if frame == FRAMES {
        return;
    }
    let mine = run.get_value();
    request_animation_frame(move || {
        if run.try_get_value() == Some(mine) {
            advance(way, from, run, frame + 1);
        }
    });
}
