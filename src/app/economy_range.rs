//! The range of a number: what it is, and, opened, its shape and its two ends.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::levers::Lever;
use crate::experiments::uncertainty::spread::{Shape, Spread};
use crate::scenario::Language;
use crate::scenario::range_text::{SHAPES, shape_key};
use crate::views::compute::filled;
use crate::views::economy_compare::shape_word;
use crate::views::economy_ranges::{End, Refused, end_text, first, refusal, said, with_end, with_shape};
use crate::views::knob_words::knob_name;

/// One lever's range on the page; cheap to copy.
#[derive(Clone, Copy)]
struct Here {
    lever: Lever,
    state: State,
    spread: Memo<Option<Spread>>,
    refused: RwSignal<Option<(Field, Refused)>>,
}

/// What was refused: the shape, or one of the ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Shape,
    End(End),
}

impl Here {
    fn set(self, spread: Option<Spread>) {
        self.refused.set(None);
        if self.spread.get_untracked() != spread {
            self.state.scenario.update(|scenario| scenario.economy.side.ranges[self.lever.place()] = spread);
        }
    }

    fn take(self, field: Field, outcome: Result<Spread, Refused>) {
        match outcome {
            Ok(spread) => self.set(Some(spread)),
            Err(refused) => self.refused.set(Some((field, refused))),
        }
    }
}

/// The range of a lever.
#[component]
pub fn Range(
    /// The lever.
    lever: Lever,
) -> impl IntoView {
    let state = State::here();
    let spread = Memo::new(move |_| state.scenario.with(|scenario| scenario.economy.side.ranges[lever.place()]));
    let here = Here { lever, state, spread, refused: RwSignal::new(None) };
    let is_open = RwSignal::new(false);
    let label = move || {
        let voice = state.speech.voice();
        match spread.get() {
            Some(spread) => filled(Word::EconomyRangeIs, &[("range", said(lever, &spread, &voice))], &voice),
            None => voice.say(Word::EconomyRange).to_owned(),
        }
    };
    // The name of the number is part of what the button does.
    let spoken = move || {
        let voice = state.speech.voice();
        let name = knob_name(lever.key(), &voice).to_owned();
        format!("{}: {}", filled(Word::EconomyRangeOf, &[("name", name)], &voice), label())
    };
    let id = format!("r-{}", lever.key());
    let controls = id.clone();
    view! {
        <button
            type="button"
            class="plain range"
            aria-label=spoken
            aria-expanded=move || is_open.get().to_string()
            aria-controls=controls
            data-testid=format!("r.{}", lever.key())
            on:click=move |_| is_open.set(!is_open.get_untracked())
        >
            {label}
        </button>
        <div id=id>
            <Show when=move || is_open.get()>{move || fields(here)}</Show>
        </div>
    }
}

fn fields(here: Here) -> AnyView {
    let Here { lever, state, spread, refused } = here;
    let say = move |word| state.speech.word(word);
    let has_range = Memo::new(move |_| spread.with(Option::is_some));
    let give = move |_| here.set(Some(state.scenario.with_untracked(|scenario| first(lever, &scenario.economy.side))));
    let message = move || {
        let voice = state.speech.voice();
        let kept = spread.get()?;
        refused.get().map(|(_, refused)| refusal(lever, &refused, &kept, &voice))
    };
    let meaning = move || {
        let of_percentiles = |spread: &Option<Spread>| {
            spread.is_some_and(|spread| matches!(spread.shape, Shape::Normal | Shape::LogNormal))
        };
        let word = if spread.with(of_percentiles) { Word::EconomyRangePercentiles } else { Word::EconomyRangeEnds };
        state.speech.voice().say(word)
    };
    let key = lever.key();
    view! {
        <div class="range-fields" role="group" aria-label=move || filled(Word::EconomyRangeOf, &[("name", knob_name(key, &state.speech.voice()).to_owned())], &state.speech.voice())>
            <Show
                when=move || has_range.get()
                fallback=move || view! { <button type="button" on:click=give data-testid=format!("r.{key}-give")>{say(Word::EconomyRangeGive)}</button> }
            >
                {shape(here)}
                <div class="range-ends">{end(here, End::Low)} {end(here, End::High)}</div>
                <p class="help">{meaning}</p>
                <p class="error" id=format!("r-{key}-error") role="status">{message}</p>
                <button type="button" on:click=move |_| here.set(None) data-testid=format!("r.{key}-remove")>{say(Word::EconomyRangeRemove)}</button>
            </Show>
        </div>
    }
    .into_any()
}

fn shape(here: Here) -> AnyView {
    let Here { lever, state, spread, refused } = here;
    let chosen = move || spread.get().map_or("", |spread| shape_key(spread.shape));
    let option = move |(key, _): (&'static str, Shape)| {
        view! { <option value=key prop:selected=move || chosen() == key>{state.speech.word(shape_word(key))}</option> }
    };
    let pick = move |event| {
        let key = event_target_value(&event);
        let found = SHAPES.iter().find(|(known, _)| *known == key);
        if let (Some((key, shape)), Some(spread)) = (found, spread.get_untracked()) {
            let name = state.speech.voice_now().say(shape_word(key));
            here.take(Field::Shape, with_shape(lever, &spread, *shape, name));
        }
    };
    let is_refused = move || refused.with(|refused| matches!(refused, Some((Field::Shape, _)))).to_string();
    let id = format!("r-{}-shape", lever.key());
    view! {
        <div>
            <label for=id.clone()>{state.speech.word(Word::EconomyRangeShape)}</label>
            <select
                id=id
                aria-invalid=is_refused
                aria-describedby=format!("r-{}-error", lever.key())
                on:change=pick
                prop:value=chosen
                data-testid=format!("r.{}-shape", lever.key())
            >
                {SHAPES.map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// The field of one end: what cannot be used is said, and the range stays.
fn end(here: Here, end: End) -> AnyView {
    let Here { lever, state, spread, refused } = here;
    let (word, tail) = match end {
        End::Low => (Word::EconomyRangeLow, "low"),
        End::High => (Word::EconomyRangeHigh, "high"),
    };
    let typed = move |event| {
        if let Some(spread) = spread.get_untracked() {
            here.take(Field::End(end), with_end(lever, &spread, end, &event_target_value(&event)));
        }
    };
    let mine = move |refused: &Option<(Field, Refused)>| {
        refused.as_ref().filter(|(field, _)| *field == Field::End(end)).map(|(_, refused)| refused.given.clone())
    };
    let shown = move || {
        let language = state.speech.0.get();
        let text = spread.get().map_or_else(String::new, |spread| end_text(lever, &spread, end));
        refused.with(mine).unwrap_or_else(|| match language {
            Language::English => text,
            Language::French => text.replace('.', ","),
        })
    };
    let id = format!("r-{}-{tail}", lever.key());
    view! {
        <div>
            <label for=id.clone()>{state.speech.word(word)}</label>
            <input
                id=id
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=format!("r-{}-error", lever.key())
                aria-invalid=move || refused.with(mine).is_some().to_string()
                prop:value=shown
                on:change=typed
                data-testid=format!("r.{}-{tail}", lever.key())
            />
        </div>
    }
    .into_any()
}
