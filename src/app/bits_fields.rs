//! The two fields of `#/bits`: the number, and its code in the format on show. What cannot be used is said, and nothing changes.

use leptos::prelude::*;

use crate::app::pressed::Pressed;
use crate::app::state::State;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::numerics::real::{Given, MOST_DIGITS, MOST_TENS, MOST_TWOS};
use crate::scenario::bits::Bits;
use crate::scenario::real_text::{RealError, typed};
use crate::views::bits::shown;
use crate::views::bits_words::{hex, localised, plain};

/// What a field could not use, and the number it was typed over: another number makes it old.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    text: String,
    why: RealError,
    over: Given,
}

/// The field of the number.
#[component]
pub fn NumberField() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    view! {
        <div class="knob">
            <label for="knob-x">{say(Word::KnobsX)}</label>
            {field("x", number_text, Bits::given_from_text)}
            <p class="help" id="x-help">{say(Word::HelpX)}</p>
        </div>
    }
}

/// The field of the code.
#[component]
pub fn CodeField() -> impl IntoView {
    let state = State::here();
    let label = move || {
        let name = state.scenario.with(|scenario| scenario.bits.format().name());
        fill(state.speech.voice().say(Word::BitsCode), &[("format", &name)])
    };
    view! {
        <div class="knob">
            <label for="knob-code">{label}</label>
            {field("code", |bits, _| hex(&bits.format().spec(), shown(bits).code), given_from_code)}
        </div>
    }
}

/// The number as its field shows it: as it was typed; a code by its value, where that is short enough to be edited.
fn number_text(bits: &Bits, voice: &dyn Voice) -> String {
    let text = match bits.given {
        Given::Real(_) => typed(bits.given),
        Given::Code(_) => typed(bits.number()),
    };
    // A minus of the keyboard, so that the text can be typed again.
    localised(&text, voice).replace('−', "-")
}

/// A code with or without its `0x`.
fn given_from_code(bits: &Bits, text: &str) -> Result<Given, RealError> {
    let text = text.trim().to_lowercase();
    let has_prefix = text.starts_with("0x") || text.starts_with("0b");
    let given = bits.given_from_text(&if has_prefix { text } else { format!("0x{text}") })?;
    if matches!(given, Given::Code(_)) { Ok(given) } else { Err(RealError::Unreadable) }
}

fn field(
    key: &'static str,
    written: fn(&Bits, &dyn Voice) -> String,
    read: fn(&Bits, &str) -> Result<Given, RealError>,
) -> AnyView {
    let state = State::here();
    let refused = RwSignal::new(None::<Refused>);
    let bits = Memo::new(move |_| state.scenario.with(|scenario| scenario.bits));
    let current = move || refused.get().filter(|refused| refused.over == bits.get().given);
    let type_in = move |event| {
        let text = event_target_value(&event);
        let now = bits.get_untracked();
        match read(&now, &text) {
            Ok(given) => {
                refused.set(None);
                state.scenario.update(|scenario| scenario.bits = now.with_given(given));
            }
            Err(why) => refused.set(Some(Refused { text, why, over: now.given })),
        }
    };
    let value = move || {
        let voice = state.speech.voice();
        current().map_or_else(|| written(&bits.get(), &voice), |refused| refused.text)
    };
    let message = move || {
        let voice = state.speech.voice();
        current().map(|refused| refusal(key, &refused, &bits.get(), &voice))
    };
    view! {
        <input
            id=format!("knob-{key}")
            type="text"
            class="mono"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=format!("{key}-help {key}-error")
            aria-invalid=move || current().is_some().to_string()
            prop:value=value
            on:change=type_in
            data-testid=key
        />
        <p class="error" id=format!("{key}-error") role="status">{message}</p>
    }
    .into_any()
}

/// What was given, what is allowed, and that nothing was changed.
fn refusal(key: &str, refused: &Refused, bits: &Bits, voice: &dyn Voice) -> String {
    let word = match refused.why {
        RealError::Unreadable if key == "code" => Word::BitsBadCode,
        RealError::Unreadable => Word::BitsBadUnreadable,
        RealError::TooLong => Word::BitsBadLong,
        RealError::BadFraction => Word::BitsBadFraction,
        RealError::CodeTooWide => Word::BitsBadWide,
    };
    let format = bits.format().spec();
    let last = hex(&format, format.magnitude_mask() | format.sign_bit());
    let given: String = refused.text.chars().take(40).collect();
    let (digits, tens, twos) = (MOST_DIGITS.to_string(), MOST_TENS.to_string(), MOST_TWOS.to_string());
    let values = [
        ("given", given.as_str()),
        ("format", format.name.as_str()),
        ("last", &last),
        ("digits", &digits),
        ("tens", &tens),
        ("twos", &twos),
    ];
    fill(voice.say(word), &values)
}

/// Numbers worth trying: ties, ends, the smallest values, and what no format holds.
const PRESETS: [&str; 14] = [
    "0.1",
    "1/3",
    "pi",
    "448",
    "464",
    "464.00003",
    "480",
    "2^-9",
    "2^-10",
    "65504",
    "1.06250000000001",
    "inf",
    "nan",
    "-0",
];

/// Buttons for the numbers worth trying.
#[component]
pub fn Presets() -> impl IntoView {
    let state = State::here();
    let button = move |text: &'static str| {
        let given = crate::scenario::real_text::read(text).ok()?;
        let is_on = move || state.scenario.with(|scenario| scenario.bits.given) == given;
        let press = move |()| state.scenario.update(|scenario| scenario.bits = scenario.bits.with_given(given));
        let name = move || match text {
            "pi" => "π".to_owned(),
            "inf" => "∞".to_owned(),
            "nan" => plain(f64::NAN),
            _ => localised(text, &state.speech.voice()),
        };
        Some(view! { <Pressed is_on=is_on press=press test_id=format!("preset-x-{text}")>{name}</Pressed> })
    };
    view! { <div class="actions presets">{PRESETS.map(button).collect_view()}</div> }
}
