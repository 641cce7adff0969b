//! Tables with what a reader can do with them: the button that saves one as CSV, a table on show, and one that is folded away.

use leptos::prelude::*;

use crate::app::data_table::DataTable;
use crate::app::downloads::save_csv;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::words::Word;

/// The button that saves a table.
#[component]
pub fn CsvButton(
    /// The table's stable name.
    name: &'static str,
    /// Makes the table, of what is set when it is asked for; `None` where there is none.
    #[prop(into)]
    table: Callback<(), Option<Table>>,
    /// What the button says.
    #[prop(default = Word::FiguresCsv)]
    word: Word,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let save = move |_| {
        if let Some(table) = untrack(|| table.run(())) {
            save_csv(name, &table);
        }
    };
    view! {
        <button type="button" title=say(Word::FiguresCsvHint) on:click=save data-testid=format!("{name}-csv")>{say(word)}</button>
    }
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
        <div class="figure-tools"><CsvButton name=name table=move |()| Some(table.get()) /></div>
    }
}

/// A table that opens on demand, with its buttons above.
#[component]
pub fn FoldedSheet(
    /// The table's stable name.
    name: &'static str,
    /// Its title.
    title: Signal<String>,
    /// What is in it.
    table: Signal<Table>,
    /// What else can be taken away.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
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
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {say(Word::FiguresData)}
            </button>
            <CsvButton name=name table=move |()| Some(table.get()) />
            {children.map(|children| children())}
        </div>
        <div id=format!("{name}-data")>
            <Show when=move || is_open.get()><DataTable title=title table=table /></Show>
        </div>
    }
}
