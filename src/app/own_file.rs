//! The reader's own table as a file: chosen or dropped, read on this device, and used as a matrix or by one column.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileList, HtmlInputElement};

use crate::app::own_table::OwnTable;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::scenario::table_text::{TableText, read};
use crate::views::quantize_words::{file_name, too_large};

/// The largest file that is read, bytes: far more than the numbers that are allowed, far less than a tab's memory.
const LARGEST: f64 = 32e6;

/// What became of the file.
#[derive(Clone, Debug, PartialEq)]
enum Brought {
    Nothing,
    Reading,
    Table(String, TableText),
    Refused(Word, String),
}

/// The field for a file, and what to use of it.
#[component]
pub fn OwnFile() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let brought = RwSignal::new(Brought::Nothing);
    let bring = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            read_file(file, brought);
        }
    };
    let choose = move |event: ev::Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            bring(field.files());
            // The same file may be chosen again after it was changed.
            field.set_value("");
        }
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        bring(event.data_transfer().and_then(|carried| carried.files()));
    };
    let refusal = move || match brought.get() {
        Brought::Refused(word, name) => {
            let voice = state.speech.voice();
            let text = if word == Word::QuantizeFileLarge {
                too_large(&name, LARGEST, &voice)
            } else {
                file_name(word, &name, &voice)
            };
            Some(text)
        }
        Brought::Nothing | Brought::Reading | Brought::Table(..) => None,
    };
    let table = Signal::derive(move || match brought.get() {
        Brought::Table(name, table) => Some((name, table)),
        Brought::Nothing | Brought::Reading | Brought::Refused(..) => None,
    });
    view! {
        <div class="knob drop" on:dragover=|event| event.prevent_default() on:drop=drop data-testid="file-drop">
            <span class="knob-name">{say(Word::QuantizeFile)}</span>
            <p class="help" id="file-help">{say(Word::QuantizeFileDrop)}</p>
            <div class="actions">
                <input id="file" class="visually-hidden" type="file" accept=".csv,.tsv,.txt,text/*" aria-describedby="file-help" on:change=choose data-testid="file" />
                <label class="button" for="file">{say(Word::QuantizeFileChoose)}</label>
                <span class="status" role="status">{move || (brought.get() == Brought::Reading).then(|| say(Word::QuantizeFileReading)())}</span>
            </div>
            <p class="error" role="alert" data-testid="file-error">{refusal}</p>
            <OwnTable id="file" table=table />
        </div>
    }
}

/// Reads a file as text, and the text as a table.
fn read_file(file: File, brought: RwSignal<Brought>) {
    let name = file.name();
    if LARGEST < file.size() {
        brought.set(Brought::Refused(Word::QuantizeFileLarge, name));
        return;
    }
    brought.set(Brought::Reading);
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        let found = match text.as_deref().map(read) {
            None => Brought::Refused(Word::QuantizeFileFailed, name),
            Some(None) => Brought::Refused(Word::QuantizeFileBad, name),
            Some(Some(table)) => Brought::Table(name, table),
        };
        // The reader may have left the view in the meantime.
        let _ = brought.try_set(found);
    });
}
