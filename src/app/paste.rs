//! The reader's own numbers: a text field that is read as a whole or not at all.

use leptos::prelude::*;

use crate::app::own_table::OwnTable;
use crate::app::state::State;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::scenario::Scenario;
use crate::scenario::knobs::{Knob, knob};
use crate::scenario::numbers::{PasteError, columns, read};
use crate::scenario::quantize::{LARGEST_NUMBER, MOST_NUMBERS};
use crate::scenario::table_text::{self, TableText};
use crate::scenario::value::{LOCAL, Value, decimal};
use crate::scenario::view::View;

/// The field, its button and what it says.
#[component]
pub fn Paste() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    // Every view that takes the reader's numbers has a knob of this name.
    let data = knob(state.view.get_untracked(), "data");
    let first = state
        .scenario
        .with_untracked(|scenario| used(data, scenario).into_iter().map(decimal).collect::<Vec<_>>().join("\n"));
    let text = RwSignal::new(first);
    let error = RwSignal::new(None::<PasteError>);
    let lines = RwSignal::new(None::<usize>);
    let found = RwSignal::new(None::<TableText>);
    let apply = move |_| match text.with_untracked(|text| bring(state, data, text)) {
        Ok(matrix) => {
            error.set(None);
            found.set(None);
            lines.set(matrix);
        }
        Err(refused) => {
            found.set(text.with_untracked(|text| table_in(text, &refused)));
            error.set(Some(refused));
        }
    };
    let named = move |table| (state.speech.voice().say(Word::QuantizePasteTable).to_owned(), table);
    let table = Signal::derive(move || found.get().map(named));
    let edit = move |event| {
        text.set(event_target_value(&event));
        found.set(None);
    };
    let help = move || counted(&state.speech.voice(), Word::QuantizePasteHelp, "most", MOST_NUMBERS);
    let in_use = move || {
        let count = state.scenario.with(|scenario| used(data, scenario).len());
        (0 < count).then(|| counted(&state.speech.voice(), Word::QuantizePasteUsed, "count", count))
    };
    view! {
        <div class="knob">
            <label for="paste">{say(Word::QuantizePaste)}</label>
            <textarea
                id="paste"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="paste-help paste-error"
                aria-invalid=move || error.get().is_some().to_string()
                prop:value=move || text.get()
                on:input=edit
                data-testid="paste"
            ></textarea>
            <p class="help" id="paste-help">{help}</p>
            <p class="error" id="paste-error" role="alert" data-testid="paste-error">
                {move || error.get().map(|refused| refusal(&refused, &state.speech.voice()))}
            </p>
            <OwnTable id="paste-table" table=table used=Callback::new(move |()| error.set(None)) />
            <div class="actions">
                <button type="button" class="primary" on:click=apply data-testid="paste-use">{say(Word::QuantizePasteUse)}</button>
                <span class="status" data-testid="paste-count">{in_use}</span>
            </div>
            {remarks(state, data, lines)}
        </div>
    }
}

/// The numbers in use.
fn used(data: Option<&'static Knob>, scenario: &Scenario) -> Vec<f64> {
    match data.map(|knob| (knob.get)(scenario)) {
        Some(Value::Numbers(numbers)) => numbers,
        Some(
            Value::Choice(_)
            | Value::Number(_)
            | Value::Whole(_)
            | Value::Real(_)
            | Value::Range(_)
            | Value::Measured(_),
        )
        | None => Vec::new(),
    }
}

/// That they are a matrix, and that they are too many for the link.
fn remarks(state: State, data: Option<&'static Knob>, lines: RwSignal<Option<usize>>) -> impl IntoView {
    let matrix =
        move || lines.get().map(|count| counted(&state.speech.voice(), Word::QuantizePasteMatrix, "columns", count));
    let stays = move || state.scenario.with(|scenario| Value::Numbers(used(data, scenario)).written() == LOCAL);
    view! {
        <p class="help" data-testid="paste-matrix">{matrix}</p>
        <Show when=stays>
            <p class="help" data-testid="paste-local">{state.speech.word(Word::QuantizePasteLocal)}</p>
        </Show>
    }
}

/// A text that is not all numbers may be a table with headings or with columns of words.
fn table_in(text: &str, refused: &PasteError) -> Option<TableText> {
    match refused {
        PasteError::NotNumbers { .. } => table_text::read(text),
        PasteError::Empty | PasteError::TooMany { .. } => None,
    }
}

/// Takes the numbers of `text` over; the columns of a matrix where the view knows matrices.
fn bring(state: State, data: Option<&'static Knob>, text: &str) -> Result<Option<usize>, PasteError> {
    let numbers = read(text)?;
    if state.view.get_untracked() == View::Quantize {
        let matrix = columns(text);
        state.scenario.update(|scenario| scenario.quantize.bring(numbers, matrix.unwrap_or(1)));
        return Ok(matrix);
    }
    if let Some(knob) = data {
        state.turn(knob, &Value::Numbers(numbers));
    }
    Ok(None)
}

/// A sentence with one count in it.
fn counted(voice: &dyn Voice, sentence: Word, place: &str, count: usize) -> String {
    fill(voice.say(sentence), &[(place, &whole(count, voice))])
}

fn whole(count: usize, voice: &dyn Voice) -> String {
    voice.number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 })
}

/// What was given, what is allowed, and that nothing was changed.
fn refusal(error: &PasteError, voice: &dyn Voice) -> String {
    match error {
        PasteError::Empty => voice.say(Word::QuantizePasteEmpty).to_owned(),
        PasteError::NotNumbers { line, given, count } => {
            let limit = voice.number(LARGEST_NUMBER, NumberStyle::Significant { digits: 2 });
            let first = fill(
                voice.say(Word::QuantizePasteBad),
                &[("line", &line.to_string()), ("given", given), ("limit", &limit)],
            );
            let more = fill(voice.say(Word::QuantizePasteMore), &[("count", &whole(*count, voice))]);
            if *count < 2 { first } else { format!("{first} {more}") }
        }
        PasteError::TooMany { given } => fill(
            voice.say(Word::QuantizePasteMany),
            &[("given", &whole(*given, voice)), ("most", &whole(MOST_NUMBERS, voice))],
        ),
    }
}
