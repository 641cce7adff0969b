//! The tables of `#/bits`: the number in every format, the formats themselves, and where libraries differ.

use leptos::prelude::*;

use crate::app::sheet::{Sheet, csv_button};
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::{Format, FormatId};
use crate::numerics::storing::Stored;
use crate::scenario::bits::Bits;
use crate::scenario::own_format::Pick;
use crate::views::bits::{flags_up, mode, show, stored};
use crate::views::bits_libraries::{Difference, differences};
use crate::views::bits_tables::{format_in_words, formats_table};
use crate::views::bits_words::{Field, field_bits, hex, percent, ulps, value};

/// The settings of the view, quiet while others move and while the number line is looked at more closely: its window is not in them.
pub fn settings(state: State) -> Memo<Bits> {
    Memo::new(move |_| state.scenario.with(|scenario| Bits { from: 0.0, to: 0.0, ..scenario.bits }))
}

/// The button that saves one of the view's tables.
fn save_button(state: State, name: &'static str) -> AnyView {
    let table = move || {
        let shown = state.scenario.with(|scenario| show(&scenario.bits, &state.speech.voice()));
        shown.table(Some(name)).map(|(_, table)| table.clone())
    };
    view! { <div class="figure-tools">{csv_button(name, Word::FiguresCsv, table)}</div> }.into_any()
}

/// The number in every format.
#[component]
pub fn EveryFormat() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let bits = settings(state);
    let head = move |(word, class): (Word, &'static str)| view! { <th scope="col" class=class>{say(word)}</th> };
    let heads = [
        (Word::BitsColumnFormat, ""),
        (Word::KnobsOverflow, ""),
        (Word::BitsColumnCode, ""),
        (Word::BitsColumnBits, ""),
        (Word::BitsColumnValue, "number"),
        (Word::BitsColumnUlp, "number"),
        (Word::BitsColumnPercent, "number"),
        (Word::BitsColumnBelow, "number"),
        (Word::BitsColumnAbove, "number"),
        (Word::BitsFlags, ""),
    ];
    let rows = move || {
        let (bits, voice) = (bits.get(), state.speech.voice());
        stored(&bits).iter().map(|row| values_row(state, row, &bits, &voice)).collect_view()
    };
    view! {
        <section>
            <h2 id="every">{say(Word::BitsEvery)}</h2>
            <p class="help">{say(Word::BitsEveryHelp)}</p>
            <div class="table-scroll whole" tabindex="0" role="region" aria-labelledby="every">
                <table class="every" data-testid="every-format">
                    <thead>
                        <tr>{heads.map(head).collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {save_button(state, "bits-values")}
        </section>
    }
}

fn values_row(state: State, row: &Stored, bits: &Bits, voice: &dyn Voice) -> AnyView {
    let format = row.rule.format.spec();
    let (key, word) = mode(row);
    let number = |text: Option<String>| view! { <td class="number">{text}</td> };
    let shown = |number: Option<f64>| number.map(|number| value(number, voice));
    let flags = flags_up(row.flags).into_iter().map(|word| voice.say(word)).collect::<Vec<_>>().join(", ");
    let is_here = row.rule.format == bits.format();
    let pick = match row.rule.format {
        FormatId::Custom(_) => Pick::Own,
        named => Pick::Named(named),
    };
    let choose = move |_| state.scenario.update(|scenario| scenario.bits = scenario.bits.through(pick));
    view! {
        <tr class:here=is_here data-testid=format!("row-{}-{key}", pick.key())>
            <th scope="row">
                <button type="button" class="plain" aria-pressed=is_here.to_string() on:click=choose>{format.name.as_str().to_owned()}</button>
            </th>
            <td>{voice.say(word)}</td>
            <td class="mono">{hex(&format, row.code)}</td>
            <td>{bit_fields(&format, row.code, voice)}</td>
            {number(shown(Some(row.value)))}
            {number(row.error_ulp.map(|error| ulps(error, voice)))}
            {number(row.error_share.map(|share| percent(share, voice)))}
            {number(shown(row.below))}
            {number(shown(row.above))}
            <td>{flags}</td>
        </tr>
    }
    .into_any()
}

/// The bits of a code, each field in its colour and with its letter.
fn bit_fields(format: &Format, code: u32, voice: &dyn Voice) -> AnyView {
    let field = |field: Field| {
        let bits = field_bits(format, code, field);
        let name = voice.say(field.word());
        (!bits.is_empty())
            .then(|| view! { <span class=format!("field field-{}", field.letter()) title=name>{bits}</span> })
    };
    view! { <span class="mono fields">{Field::ALL.map(field).collect_view()}</span> }.into_any()
}

/// The formats side by side.
#[component]
pub fn FormatsTable() -> impl IntoView {
    let state = State::here();
    let bits = settings(state);
    let table: Signal<Table> = Signal::derive(move || formats_table(&bits.get(), &state.speech.voice()));
    view! {
        <section aria-labelledby="formats">
            <h2 id="formats">{state.speech.word(Word::BitsFormatsTitle)}</h2>
            <p data-testid="format-words">{move || format_in_words(&bits.get(), &state.speech.voice())}</p>
            <Sheet name="bits-formats" title=Word::BitsFormatsTitle table=table class="formats" />
        </section>
    }
}

/// Where libraries differ about the format on show.
#[component]
pub fn Libraries() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let bits = settings(state);
    let heads = [
        Word::LibrariesCase,
        Word::LibrariesHere,
        Word::LibrariesMlDtypes,
        Word::LibrariesPytorch,
        Word::LibrariesCuda,
        Word::LibrariesMet,
    ];
    let row = move |(difference, meets): (&'static Difference, bool)| {
        let says = [difference.here, difference.ml_dtypes, difference.pytorch, difference.cuda];
        view! {
            <tr class:here=meets data-testid=format!("library-{}", difference.key)>
                <th scope="row">{say(difference.case)}</th>
                {says.map(|word| view! { <td>{say(word)}</td> }).collect_view()}
                <td>{meets.then(|| say(Word::BitsYes))}</td>
            </tr>
        }
    };
    let none = move || fill(state.speech.voice().say(Word::LibrariesNone), &[("format", &bits.get().format().name())]);
    let content = move || -> AnyView {
        let all = differences(&bits.get());
        if all.is_empty() {
            return view! { <p class="status">{none}</p> }.into_any();
        }
        view! {
            <p class="help">{say(Word::LibrariesSource)}</p>
            <div class="table-scroll whole" tabindex="0" role="region" aria-labelledby="libraries">
                <table class="libraries">
                    <thead>
                        <tr>{heads.map(|word| view! { <th scope="col">{say(word)}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{all.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            {save_button(state, "bits-libraries")}
        }
        .into_any()
    };
    view! {
        <section data-testid="libraries">
            <h2 id="libraries">{say(Word::LibrariesTitle)}</h2>
            {content}
        </section>
    }
}
