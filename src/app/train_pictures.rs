//! What networks have learnt in `#/train`, recipe beside recipe: maps of the plane, misread digits, verse that a model made up.

use leptos::html::Div;
use leptos::prelude::*;

use crate::app::controls::{Control, Knobs};
use crate::app::data_table::DataTable;
use crate::app::state::State;
use crate::app::train_here::Here;
use crate::app::train_results::Curve;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::training::plan::Task;
use crate::experiments::training::report::{Missed, Picture};
use crate::views::train::figure_ids;
use crate::views::train_seen::{DIGITS, Seen, alternative, confusion, is_map, misread, seen, shapes};
use crate::views::train_words::show_ends;

/// The section.
#[component]
pub fn Pictures() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let here = Here::live();
    let task = Memo::new(move |_| here.make(|train, _, _| train.task));
    let ids: Memo<Vec<&'static str>> = Memo::new(move |_| {
        here.make(|train, reports, _| figure_ids(train, reports).into_iter().filter(|id| is_map(id)).collect())
    });
    let seeds = Memo::new(move |_| state.scenario.with(|scenario| scenario.train.seeds));
    let ends = move || show_ends(seeds.get(), &state.speech.voice());
    let lead = move || match task.get() {
        Task::Circle | Task::Xor | Task::Gaussians | Task::Moons | Task::Spiral => Word::TrainPageMapsLead,
        Task::Digits => Word::TrainPageDigitsLead,
        Task::French | Task::Chinese => Word::TrainPageTextLead,
    };
    view! {
        <section aria-labelledby="pictures">
            <h2 id="pictures">{say(Word::TrainPagePictures)}</h2>
            <p>{move || say(lead())()}</p>
            <Knobs name=Word::TrainPagePictures>
                <Control key="show" />
                <p class="help" data-testid="show-ends">{ends}</p>
            </Knobs>
            <div class="maps"><For each=move || ids.get() key=|id| *id let:id><Curve id=id /></For></div>
            <Show when=move || task.get() == Task::Digits><Digits /></Show>
            <Show when=move || task.get().is_verse()><Verse task=task /></Show>
        </section>
    }
}

/// The runs on show, which wait while they are out of sight.
fn on_show(frame: NodeRef<Div>) -> Memo<Vec<Seen>> {
    let here = Here::seen(frame);
    Memo::new(move |_| here.make(seen))
}

/// The misread digits of each recipe, and on demand what each digit was taken for.
#[component]
fn Digits() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let frame = NodeRef::<Div>::new();
    let all = on_show(frame);
    let is_open = RwSignal::new(false);
    let lists = move || {
        let voice = state.speech.voice();
        all.with(|all| all.iter().map(|one| digits(one, &voice)).collect_view())
    };
    let places = move || (0..all.with(Vec::len)).collect::<Vec<_>>();
    view! {
        <div node_ref=frame class="learnt">
            <div class="maps" data-testid="digits">{lists}</div>
            <div class="figure-tools">
                <button
                    type="button"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls="confusion"
                    data-testid="confusion-button"
                    on:click=move |_| is_open.set(!is_open.get_untracked())
                >
                    {say(Word::TrainPageConfusion)}
                </button>
            </div>
            <div id="confusion" class="learnt">
                <Show when=move || is_open.get()>
                    <For each=places key=|place| *place let:place><Confusion all=all place=place /></For>
                </Show>
            </div>
        </div>
    }
}

/// One recipe's misread digits.
fn digits(one: &Seen, voice: &dyn Voice) -> impl IntoView + use<> {
    let whole = |count: u32| voice.number(f64::from(count), NumberStyle::Plain { decimals: 0 });
    let told = misread(&one.picture)
        .map(|(count, all)| fill(voice.say(Word::TrainPageMisread), &[("count", &whole(count)), ("all", &whole(all))]));
    let missed = match &one.picture {
        Picture::Digits { missed, .. } => missed.as_slice(),
        Picture::Map(_) | Picture::Text { .. } => &[],
    };
    let list = missed.iter().take(DIGITS).map(|missed| digit(missed, voice)).collect_view();
    view! {
        <div class="learnt">
            <h3>{one.name.clone()}</h3>
            <p class="help">{told}</p>
            <ul class="digits">{list}</ul>
        </div>
    }
}

fn digit(missed: &Missed, voice: &dyn Voice) -> impl IntoView + use<> {
    let paths = shapes(missed)
        .into_iter()
        .map(|(share, path)| view! { <path d=path fill-opacity=share.to_string()></path> })
        .collect_view();
    let told = alternative(missed, voice);
    view! {
        <li>
            <svg viewBox="0 0 8 8" role="img" aria-label=told.clone()>{paths}</svg>
            <small aria-hidden="true">{format!("{} → {}", missed.truth, missed.said)}</small>
        </li>
    }
}

/// What each digit was taken for by one recipe.
#[component]
fn Confusion(
    /// The runs on show.
    all: Memo<Vec<Seen>>,
    /// Which.
    place: usize,
) -> impl IntoView {
    let state = State::here();
    let name = Signal::derive(move || all.with(|all| all.get(place).map(|one| one.name.clone()).unwrap_or_default()));
    let table = Signal::derive(move || {
        let voice = state.speech.voice();
        all.with(|all| all.get(place).map(|one| confusion(&one.picture, &voice)).unwrap_or_default())
    });
    view! {
        <div>
            <h3>{name}</h3>
            <DataTable title=name table=table />
        </div>
    }
}

/// The verse that each recipe's model made up. It is text, whatever it contains.
#[component]
fn Verse(
    /// Says the language.
    task: Memo<Task>,
) -> impl IntoView {
    let state = State::here();
    let frame = NodeRef::<Div>::new();
    let all = on_show(frame);
    let list = move || {
        let language = if task.get() == Task::Chinese { "zh" } else { "fr" };
        let voice = state.speech.voice();
        all.with(|all| all.iter().map(|one| verse(one, language, &voice)).collect_view())
    };
    view! { <div node_ref=frame class="maps" data-testid="verse">{list}</div> }
}

fn verse(one: &Seen, language: &'static str, voice: &dyn Voice) -> impl IntoView + use<> {
    let (step, text) = match &one.picture {
        Picture::Text { step, text } => (*step, text.clone()),
        Picture::Map(_) | Picture::Digits { .. } => (0, String::new()),
    };
    let step = voice.number(f64::from(step), NumberStyle::Plain { decimals: 0 });
    let told = fill(voice.say(Word::TrainPageWritten), &[("step", &step)]);
    view! {
        <div class="learnt">
            <h3>{one.name.clone()}</h3>
            <p class="help">{told}</p>
            <blockquote lang=language>{text}</blockquote>
        </div>
    }
}
