//! Controls generated from the knob table, and the panel they stand in: a switch or a list for words, a slider with a field for
//! numbers.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::numerics::decimal_text;
use crate::scenario::fitting::{nearest, objection};
use crate::scenario::knobs::{Grounds, Knob, knob};
use crate::scenario::notice::Why;
use crate::scenario::slider::{
    field_from_value, field_range, last_position, position_from_value, value_from_field, value_from_position,
};
use crate::scenario::value::{Kind, Value};
use crate::scenario::{Language, Scenario};
use crate::views::knob_words::{spoken, unit_word};
use crate::views::told::told;

/// How the words of a choice are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// All side by side.
    Switch,
    /// In a list that opens.
    List,
}

/// A panel of controls; there is nothing to send.
#[component]
pub fn Knobs(
    /// What a screen reader calls it.
    name: Word,
    /// How it is set.
    #[prop(default = "panel")]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let name = State::here().speech.word(name);
    view! { <form class=class on:submit=|event| event.prevent_default() aria-label=name>{children()}</form> }
}

/// The control of one knob.
#[component]
pub fn Control(
    /// Its key.
    key: &'static str,
    /// How a choice is offered; numbers do not care.
    #[prop(default = Offer::Switch)]
    offer: Offer,
) -> impl IntoView {
    let Some(knob) = knob(State::here().view.get_untracked(), key) else { return ().into_any() };
    match knob.kind {
        Kind::Choice(words) => match offer {
            Offer::Switch => switch(knob, words),
            Offer::List => list(knob, words),
        },
        Kind::Number { .. } | Kind::Whole { .. } => number(knob),
        Kind::Name(_) | Kind::Numbers { .. } | Kind::Real | Kind::Measured | Kind::Range { .. } => ().into_any(),
    }
}

fn label(knob: &'static Knob) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let state = State::here();
    let name = state.speech.named("knobs", knob.key);
    move || name.map_or(knob.key, |name| state.speech.voice().say(name))
}

/// The knob's remark, if it has one.
fn help(knob: &'static Knob) -> Option<AnyView> {
    let state = State::here();
    let text = state.speech.named("help", knob.key)?;
    Some(
        view! { <p class="help" id=format!("{}-help", knob.key)>{move || told(text, &state.speech.voice())}</p> }
            .into_any(),
    )
}

fn option_name(knob: &'static Knob, choice: &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let state = State::here();
    let name = state.speech.named("options", &format!("{}_{choice}", knob.key));
    move || name.map_or(choice, |name| state.speech.voice().say(name))
}

fn switch(knob: &'static Knob, words: &'static [&'static str]) -> AnyView {
    let state = State::here();
    let value = state.value(knob);
    let radio = move |choice: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name=knob.key
                    value=choice
                    prop:checked=move || value.get() == Value::Choice(choice)
                    on:change=move |_| state.turn(knob, &Value::Choice(choice))
                    data-testid=format!("{}-{choice}", knob.key)
                />
                <span>{option_name(knob, choice)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="knob">
            <legend>{label(knob)}</legend>
            <div class="switch">{words.iter().map(|choice| radio(choice)).collect_view()}</div>
            {help(knob)}
        </fieldset>
    }
    .into_any()
}

fn list(knob: &'static Knob, words: &'static [&'static str]) -> AnyView {
    let state = State::here();
    let value = state.value(knob);
    let chosen = move || match value.get() {
        Value::Choice(choice) => choice,
        Value::Number(_)
        | Value::Whole(_)
        | Value::Numbers(_)
        | Value::Real(_)
        | Value::Range(_)
        | Value::Measured(_) => "",
    };
    let option = move |choice: &'static str| {
        view! { <option value=choice prop:selected=move || chosen() == choice>{option_name(knob, choice)}</option> }
    };
    let pick = move |event| {
        if let (Some(value), None) = knob.kind.read(&event_target_value(&event)) {
            state.turn(knob, &value);
        }
    };
    view! {
        <div class="knob">
            <label for=format!("knob-{}", knob.key)>{label(knob)}</label>
            <select id=format!("knob-{}", knob.key) data-testid=knob.key on:change=pick prop:value=chosen>
                {words.iter().map(|choice| option(choice)).collect_view()}
            </select>
            {help(knob)}
        </div>
    }
    .into_any()
}

fn grounds_word(grounds: Grounds) -> Option<Word> {
    match grounds {
        Grounds::Setting => None,
        Grounds::Published => Some(Word::EconomyOriginPublished),
        Grounds::Derived => Some(Word::EconomyOriginDerived),
        Grounds::Guess => Some(Word::EconomyOriginGuess),
    }
}

fn number(knob: &'static Knob) -> AnyView {
    let state = State::here();
    let value = state.value(knob);
    let error = RwSignal::new(None::<(String, Why)>);
    let grounds = grounds_word(knob.grounds).map(|word| view! { <span class="tag">{state.speech.word(word)}</span> });
    let unit = unit_word(knob.unit).map(|word| view! { <span class="unit">", " {state.speech.word(word)}</span> });
    let message = move || {
        let voice = state.speech.voice();
        error.get().map(|(given, why)| field_message(knob, &given, &why, &value.get(), &voice))
    };
    view! {
        <div class="knob">
            <label for=format!("knob-{}", knob.key)>{label(knob)} {unit} " " {grounds}</label>
            <div class="row">{slider(knob, value, error)} {field(knob, value, error)}</div>
            <p class="error" id=format!("{}-error", knob.key) role="status">{message}</p>
            <p class="help">{default_mark(knob, value)}</p>
            {help(knob)}
        </div>
    }
    .into_any()
}

/// The slider of a number: whole positions, spoken as the value they stand for.
fn slider(knob: &'static Knob, value: Memo<Value>, error: RwSignal<Option<(String, Why)>>) -> AnyView {
    let state = State::here();
    let slide = move |event| {
        let position = event_target_value(&event).parse().unwrap_or(0);
        error.set(None);
        if let Some(value) = value_from_position(&knob.kind, position) {
            let value = state.scenario.with_untracked(|scenario| nearest(scenario, knob, value));
            state.turn(knob, &value);
        }
    };
    view! {
        <input
            type="range"
            min="0"
            max=last_position(&knob.kind).unwrap_or(1).to_string()
            step="1"
            aria-label=label(knob)
            aria-valuetext=move || spoken(knob, &value.get(), &state.speech.voice())
            prop:value=move || position_from_value(&knob.kind, &value.get()).to_string()
            on:input=slide
            data-testid=format!("{}-slider", knob.key)
        />
    }
    .into_any()
}

/// The field of a number: what cannot be used is said, and the value stays.
fn field(knob: &'static Knob, value: Memo<Value>, error: RwSignal<Option<(String, Why)>>) -> AnyView {
    let state = State::here();
    let type_in = move |event| {
        let text = event_target_value(&event);
        let objection = |value: &Value| state.scenario.with_untracked(|scenario| objection(scenario, knob, value));
        match value_from_field(&knob.kind, knob.unit, &text).and_then(|value| objection(&value).map_or(Ok(value), Err))
        {
            Ok(value) => {
                error.set(None);
                state.turn(knob, &value);
            }
            Err(why) => error.set(Some((text, why))),
        }
    };
    let shown = move || {
        let language = state.speech.0.get();
        error.get().map_or_else(|| written_in(language, field_from_value(knob.unit, &value.get())), |(text, _)| text)
    };
    view! {
        <input
            id=format!("knob-{}", knob.key)
            type="text"
            inputmode="decimal"
            autocomplete="off"
            spellcheck="false"
            aria-describedby=format!("{0}-help {0}-error", knob.key)
            aria-invalid=move || error.get().is_some().to_string()
            prop:value=shown
            on:change=type_in
            data-testid=knob.key
        />
    }
    .into_any()
}

/// A plain decimal with the language's decimal sign; fields read both signs.
fn written_in(language: Language, decimal: String) -> String {
    match language {
        Language::English => decimal,
        Language::French => decimal.replace('.', ","),
    }
}

/// The default, said beside a value that differs from it.
fn default_mark(knob: &'static Knob, value: Memo<Value>) -> impl Fn() -> Option<String> + Send + Sync + 'static {
    let state = State::here();
    let default = (knob.get)(&Scenario::default());
    move || {
        let voice = state.speech.voice();
        let differs = value.get() != default;
        differs.then(|| fill(voice.say(Word::FieldsDefaultMark), &[("value", &spoken(knob, &default, &voice))]))
    }
}

/// What was given, what is allowed, and that nothing was changed.
fn field_message(knob: &'static Knob, given: &str, why: &Why, kept: &Value, voice: &dyn Voice) -> String {
    let word = match why {
        Why::NotFinite => Word::FieldsNotFinite,
        Why::OutOfRange { .. } | Why::OutOfWholeRange { .. } => Word::FieldsOutOfRange,
        Why::NotAMultiple { .. } => Word::FieldsNotAMultiple,
        _ => Word::FieldsNotANumber,
    };
    let (min, max) = match why {
        // The other settings may allow less than the knob does.
        Why::OutOfWholeRange { min, max, .. } => (min.to_string(), max.to_string()),
        _ => field_range(&knob.kind, knob.unit),
    };
    let of = if let Why::NotAMultiple { of, .. } = why { of.to_string() } else { String::new() };
    let local = |text: String| {
        decimal_text::read(&text).map_or(text, |number| voice.number(number, NumberStyle::Significant { digits: 6 }))
    };
    let given: String = given.chars().take(40).collect();
    let kept = spoken(knob, kept, voice);
    let values = [("given", given), ("min", local(min)), ("max", local(max)), ("of", of), ("kept", kept)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}
