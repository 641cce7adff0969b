//! Tables with what a reader can do with them: the buttons, a table on show, and one that is folded away.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::app::data_table::DataTable;
use crate::app::downloads::save_csv;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::words::Word;

/// A button below a figure or a table: what kind of tool it is, what it says and its hint, and what it does.
pub fn tool(
    name: &'static str,
    kind: &'static str,
    (word, hint): (Word, Word),
    act: Box<dyn Fn(MouseEvent)>,
) -> AnyView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    view! {
        <button type="button" title=say(hint) data-testid=format!("{name}-{kind}") on:click=act>{say(word)}</button>
    }
    .into_any()
}

/// The button that saves a table: made of what is set when it is asked for, or `None` where there is none.
pub fn csv_button(name: &'static str, word: Word, table: impl Fn() -> Option<Table> + 'static) -> AnyView {
    let save = move |_| {
        if let Some(table) = untrack(&table) {
            save_csv(name, &table);
        }
    };
    tool(name, "csv", (word, Word::FiguresCsvHint), Box::new(save))
}

/// A table that opens on demand, with its buttons above; `more` are those of its figure.
pub fn folded(name: &'static str, title: Signal<String>, table: Signal<Table>, more: AnyView) -> AnyView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let is_open = RwSignal::new(false);
    view! {
        <div class="figure-tools">
            <button
                type="button"
                title=say(Word::FiguresDataHint)
                aria-expanded=move || is_open.get().to_string()
                aria-controls=format!("{name}-data")
                data-testid=format!("{name}-data-button")
                on:click=move |_| is_open.set(!is_open.get_untracked())
            >
                {say(Word::FiguresData)}
            </button>
            {csv_button(name, Word::FiguresCsv, move || Some(table.get()))}
            {more}
        </div>
        <div id=format!("{name}-data")>
            <Show when=move || is_open.get()><DataTable title=title table=table /></Show>
        </div>
    }
    .into_any()
}

/// A table on show, with its button below.
#[component]
pub fn Sheet(
    /// The table's stable name.
    name: &'static str,
    /// Its title.
    title: Word,
    /// What is in it.
    #[prop(into)]
    table: Signal<Table>,
    /// How it is set.
    class: &'static str,
    /// What tests call it.
    #[prop(optional)]
    test_id: Option<&'static str>,
) -> impl IntoView {
    let title = State::here().speech.text(title);
    view! {
        <div class=class data-testid=test_id><DataTable title=title table=table /></div>
        <div class="figure-tools">{csv_button(name, Word::FiguresCsv, move || Some(table.get()))}</div>
    }
}
