//! `#/bits`: one number, its bits, and what every format makes of it.

use leptos::prelude::*;

use crate::app::bits_codes::CodeMap;
use crate::app::bits_fields::{CodeField, NumberField, Presets};
use crate::app::bits_formats::{EveryFormat, FormatsTable, Libraries, settings};
use crate::app::bits_row::BitRow;
use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::controls::{Control, Knobs, Offer};
use crate::app::snippet::Snippet;
use crate::app::state::State;
use crate::app::zoom::Zoom;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Rounding;
use crate::scenario::bits::Bits;
use crate::scenario::own_format::Pick;
use crate::views::bits::{error, flags, in_words, neighbours, power, shown, value_in_full};
use crate::views::bits_line::{Window, number_line, whole, window};
use crate::views::bits_spacing::spacings;
use crate::views::bits_words::hex;

/// The page.
#[component]
pub fn BitsPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let bits = settings(state);
    let is_own = Memo::new(move |_| bits.get().pick == Pick::Own);
    let is_stochastic = Memo::new(move |_| bits.get().rounding == Rounding::Stochastic);
    let spacing = Signal::derive(move || spacings(&bits.get(), &state.speech.voice()));
    let draw = move |_| {
        state.scenario.update(|scenario| scenario.bits.word = Stream::new(u64::from(scenario.bits.word)).word());
    };
    view! {
        <h1>{say(Word::BitsTitle)}</h1>
        <p class="lead">{say(Word::BitsLead)}</p>
        <div class="bench">
            <Knobs name=Word::BitsControls>
                <NumberField />
                <FormatPicker />
                <CodeField />
                <Show when=move || is_own.get()>
                    <OwnFormat />
                </Show>
                <h2>{say(Word::BitsPresets)}</h2>
                <Presets />
                <Control key="rounding" offer=Offer::List />
                <Show when=move || is_stochastic.get()>
                    <Control key="word" />
                    <button type="button" on:click=draw data-testid="draw">{say(Word::BitsDraw)}</button>
                </Show>
                <Control key="overflow" />
                <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
            </Knobs>
            <div class="results">
                <section class="stored">
                    <BitRow />
                    <p class="words" data-testid="in-words" aria-live="polite">{move || in_words(&bits.get(), &state.speech.voice())}</p>
                    <StoredValue />
                </section>
                <section>
                    <Line />
                </section>
            </div>
        </div>
        <div class="results">
            <EveryFormat />
            <CodeMap />
            <Chart figure=spacing zoom=Zoom::of(spacing) />
            <FormatsTable />
            <Libraries />
            <Snippet />
        </div>
        <Ends shows=[Word::BitsShows1, Word::BitsShows2] hides=[Word::BitsHides1, Word::BitsHides2] />
    }
}

/// The formats of the table and the reader's own. Another format keeps the number: a code becomes its value first.
#[component]
fn FormatPicker() -> impl IntoView {
    let state = State::here();
    let bits = settings(state);
    let chosen = move || bits.get().pick.key();
    let pick = move |event| {
        if let Some(pick) = Pick::from_key(&event_target_value(&event)) {
            state.scenario.update(|scenario| scenario.bits = scenario.bits.through(pick));
        }
    };
    let option = move |key: &'static str| {
        let name = move || {
            state.speech.named("options", &format!("format_{key}")).map_or(key, |word| state.speech.voice().say(word))
        };
        view! { <option value=key prop:selected=move || chosen() == key>{name}</option> }
    };
    view! {
        <div class="knob">
            <label for="knob-format">{state.speech.word(Word::KnobsFormat)}</label>
            <select id="knob-format" data-testid="format" on:change=pick prop:value=chosen>
                {Pick::KEYS.iter().map(|key| option(key)).collect_view()}
            </select>
        </div>
    }
}

/// The fields of the reader's own format.
#[component]
fn OwnFormat() -> impl IntoView {
    let state = State::here();
    let bits = settings(state);
    let changed = move || {
        let bits = bits.get();
        let row = bits.own().spec();
        let same = row.exponent_bits == bits.exponent && row.mantissa_bits == bits.mantissa;
        (!same).then(|| fill(state.speech.voice().say(Word::BitsOwnChanged), &[("format", &row.name)]))
    };
    view! {
        <h2>{state.speech.word(Word::BitsOwn)}</h2>
        <Control key="exponent" />
        <Control key="mantissa" />
        <Control key="rules" offer=Offer::List />
        <p class="error" role="status" data-testid="own-changed">{changed}</p>
    }
}

/// The stored value in detail.
#[component]
fn StoredValue() -> impl IntoView {
    let state = State::here();
    let bits = settings(state);
    let entry = move |word: Word, read: fn(&Bits, &dyn Voice) -> String, name: &'static str| {
        let text = move || read(&bits.get(), &state.speech.voice());
        view! { <div><dt>{state.speech.word(word)}</dt><dd data-testid=name>{text}</dd></div> }
    };
    let code = move || {
        let bits = bits.get();
        let name = bits.format().name();
        fill(state.speech.voice().say(Word::BitsStored), &[("format", &name)])
    };
    view! {
        <dl class="facts">
            <div><dt>{code}</dt><dd class="mono" data-testid="stored-code">{move || hex(&bits.get().format().spec(), shown(&bits.get()).code)}</dd></div>
            {entry(Word::BitsExactly, value_in_full, "exactly")}
            {entry(Word::BitsAsPower, power, "as-power")}
            {entry(Word::BitsError, error, "error")}
            {entry(Word::BitsNeighbours, neighbours, "neighbours")}
            {entry(Word::BitsFlags, flags, "flags")}
        </dl>
    }
}

/// The number line, its scale and its window; the window travels with the link.
#[component]
fn Line() -> impl IntoView {
    let state = State::here();
    let bits = Memo::new(move |_| state.scenario.with(|scenario| scenario.bits));
    let line = Signal::derive(move || number_line(&bits.get(), &state.speech.voice()));
    let show = move |window: Window| {
        state.scenario.update(|scenario| (scenario.bits.from, scenario.bits.to) = (window.from, window.to));
    };
    let zoom = Zoom {
        whole: Signal::derive(move || whole(&bits.get(), &state.speech.voice())),
        window: Signal::derive(move || {
            let (shown, all) = (window(&bits.get()), Window::whole(&bits.get()));
            (shown != all).then_some((shown.from, shown.to))
        }),
        set: Callback::new(move |new: Option<(f64, f64)>| match new {
            Some((from, to)) => show(Window { from, to }.tidied()),
            None => show(Window::whole(&bits.get_untracked())),
        }),
        about: Signal::derive(move || Some(shown(&bits.get()).value)),
    };
    view! {
        <div class="line-tools">
            <Control key="axis" />
            <button type="button" on:click=move |_| show(Window { from: 0.0, to: 0.0 }) data-testid="line-around">
                {state.speech.word(Word::BitsLineAround)}
            </button>
        </div>
        <Chart figure=line zoom=zoom.lens(line) />
    }
}
