//! The bits of the stored code as buttons: each flips one, by mouse or keyboard.

use leptos::prelude::*;

use crate::app::state::State;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::Format;
use crate::numerics::real::Given;
use crate::views::bits::shown;
use crate::views::bits_words::Field;

/// The row.
#[component]
pub fn BitRow() -> impl IntoView {
    let state = State::here();
    // The buttons are made anew for another format only: flipping a bit keeps the focus where it is.
    let format = Memo::new(move |_| state.scenario.with(|scenario| scenario.bits.format()));
    let code = Memo::new(move |_| state.scenario.with(|scenario| shown(&scenario.bits).code));
    let label = move || {
        let row = format.get().spec();
        let values = [("count", row.bits().to_string()), ("format", row.name.as_str().to_owned())];
        fill(state.speech.voice().say(Word::BitsBitsOf), &[("count", &values[0].1), ("format", &values[1].1)])
    };
    let groups = move || {
        let row = format.get().spec();
        Field::ALL
            .into_iter()
            .filter(|field| 0 < field.place(&row).0)
            .map(|field| group(state, row, field, code))
            .collect_view()
    };
    view! {
        <div class="bit-row" role="group" aria-label=label data-testid="bit-row">
            {groups}
        </div>
    }
}

fn group(state: State, format: Format, field: Field, code: Memo<u32>) -> AnyView {
    let (width, shift) = field.place(&format);
    let bits = (0..width)
        .rev()
        .map(|place| button(state, field, Place { at: width - place, of: width, shift: shift + place }, code));
    view! {
        <div class=format!("bit-group field-{}", field.letter())>
            <span class="field-name" aria-hidden="true">{state.speech.word(field.word())}</span>
            <div class="bit-cells">{bits.collect_view()}</div>
        </div>
    }
    .into_any()
}

/// Where a bit stands.
#[derive(Clone, Copy)]
struct Place {
    /// Counted from 1 at the field's left.
    at: u32,
    /// How many bits the field has.
    of: u32,
    /// How many bits of the code stand to its right.
    shift: u32,
}

fn button(state: State, field: Field, place: Place, code: Memo<u32>) -> AnyView {
    let bit = Memo::new(move |_| code.get() >> place.shift & 1);
    let flip = move |_| {
        let flipped = code.get_untracked() ^ (1 << place.shift);
        state.scenario.update(|scenario| scenario.bits = scenario.bits.with_given(Given::Code(flipped)));
    };
    let label = move || {
        let voice = state.speech.voice();
        let numbers = [place.at, place.of, bit.get()].map(|number| number.to_string());
        let values =
            [("field", voice.say(field.word())), ("at", &numbers[0]), ("of", &numbers[1]), ("bit", &numbers[2])];
        fill(voice.say(Word::BitsBit), &values)
    };
    view! {
        <button type="button" class="bit" aria-pressed=move || (bit.get() == 1).to_string() aria-label=label on:click=flip data-testid=format!("bit-{}", place.shift)>
            {move || bit.get().to_string()}
        </button>
    }
    .into_any()
}
