//! What the runs of `#/train` have shown: the verdicts, the table of recipes, the pictures of the way there, and each run.

use leptos::html::Div;
use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::lab::Lab;
use crate::app::sheet::{Sheet, folded};
use crate::app::state::State;
use crate::app::train_here::Here;
use crate::app::train_pool::Standing;
use crate::app::zoom::Zoom;
use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::training::report::Report;
use crate::scenario::train::Train;
use crate::scenario::view::View;
use crate::views::train::{figure, figure_ids};
use crate::views::train_seen::is_map;
use crate::views::train_tables::{LAYERS, RECIPES, RUNS, layers_table, recipes_table, runs_table};
use crate::views::train_verdicts::{in_words, verdicts};

/// How a table is made.
type Make = fn(&Train, &[Report], &dyn Voice) -> Table;

/// The words, the table of recipes and the curves.
#[component]
pub fn Results() -> impl IntoView {
    let state = State::here();
    let here = Here::live();
    let say = move |word| state.speech.word(word);
    let table: Memo<Table> = Memo::new(move |_| here.make(recipes_table));
    let has_result = Memo::new(move |_| table.with(|table| !table.rows.is_empty()));
    let ids: Memo<Vec<&'static str>> = Memo::new(move |_| {
        here.make(|train, reports, _| figure_ids(train, reports).into_iter().filter(|id| !is_map(id)).collect())
    });
    let words = move || {
        let all = here.make(verdicts);
        all.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()
    };
    tell_the_end(here);
    let standing = Lab::here().train.standing;
    let none_yet = move || match standing.get() {
        Standing::Paused => Word::TrainPageNotBegun,
        Standing::Idle | Standing::Running | Standing::Done | Standing::Lost => Word::TrainPageWaiting,
    };
    let none_yet = move || view! { <p class="status" data-testid="none-yet">{move || say(none_yet())()}</p> };
    view! {
        <Show when=move || has_result.get() fallback=none_yet>
            <section aria-labelledby="results">
                <h2 id="results">{say(Word::TrainPageResults)}</h2>
                <div class="words" data-testid="verdicts">{words}</div>
                <Sheet name=RECIPES title=Word::TrainPageResults table=table class="compared found" test_id="results" />
            </section>
        </Show>
        <For each=move || ids.get() key=|id| *id let:id><Curve id=id /></For>
    }
}

/// Says what came of it, once, when the last run has come to its end.
fn tell_the_end(here: Here) {
    let state = State::here();
    let standing = Lab::here().train.standing;
    Effect::new(move |before: Option<Standing>| {
        let now = standing.get();
        if now == Standing::Done && before == Some(Standing::Running) && state.view.get_untracked() == View::Train {
            state.tell(untrack(|| here.make(in_words)));
        }
        now
    });
}

/// One picture; it follows while it can be seen, and catches up when all is still.
#[component]
pub fn Curve(
    /// Its name.
    id: &'static str,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let here = Here::seen(frame);
    let drawn: Memo<Option<Figure>> =
        Memo::new(move |_| here.make(|train, reports, voice| figure(id, train, reports, voice)));
    // A figure takes its name from its first drawing: there must be one.
    let is_there = Memo::new(move |_| drawn.with(Option::is_some));
    let drawn = Signal::derive(move || drawn.get().unwrap_or_else(Figure::blank));
    // A heat map shows all its cells.
    let chart = move || {
        if is_map(id) {
            view! { <Chart figure=drawn waits=true /> }.into_any()
        } else {
            view! { <Chart figure=drawn zoom=Zoom::of(drawn) waits=true /> }.into_any()
        }
    };
    view! { <div node_ref=frame><Show when=move || is_there.get()>{chart()}</Show></div> }
}

/// What rounding did in each layer.
#[component]
pub fn Layers() -> impl IntoView {
    view! { <OnDemand name=LAYERS title=Word::TrainPageLayers lead=Word::TrainPageLayersLead make=layers_table /> }
}

/// Every run with its digest, by which page and terminal can be held against each other.
#[component]
pub fn Runs() -> impl IntoView {
    view! { <OnDemand name=RUNS title=Word::TrainPageRuns lead=Word::TrainPageRunsLead make=runs_table /> }
}

/// A section of which the table opens on demand.
#[component]
fn OnDemand(
    /// Its stable name.
    name: &'static str,
    /// Its heading.
    title: Word,
    /// What it is about.
    lead: Word,
    /// How it is made.
    make: Make,
) -> impl IntoView {
    let state = State::here();
    let here = Here::live();
    let say = move |word| state.speech.word(word);
    let table = Signal::derive(move || here.make(make));
    view! {
        <section aria-labelledby=format!("{name}-title") data-testid=name>
            <h2 id=format!("{name}-title")>{say(title)}</h2>
            <p>{say(lead)}</p>
            {folded(name, state.speech.text(title), table, ().into_any())}
        </section>
    }
}
