//! The calculator of `#/bandwidth`: a model on a chip, with its knobs, its sentences and its table.

use leptos::prelude::*;

use crate::app::controls::{Control, Knobs, Offer};
use crate::app::pressed::Pressed;
use crate::app::sheet::Sheet;
use crate::app::state::State;
use crate::charts::table::Table;
use crate::charts::words::Word;
use crate::economy::facts::machine_names::{CHIP_NAMES, MODEL_NAMES, chip_of, model_of};
use crate::scenario::knobs::knob;
use crate::scenario::serving::Served;
use crate::scenario::serving_presets::Preset;
use crate::scenario::value::Value;
use crate::scenario::view::View;
use crate::views::bandwidth_model::{SHEET, table};
use crate::views::bandwidth_told::{preset_name, sentences};
use crate::views::bandwidth_words::chip_name;

/// The settings of the calculators.
pub fn served() -> Memo<Served> {
    let state = State::here();
    Memo::new(move |_| state.scenario.with(|scenario| scenario.bandwidth.served))
}

/// The section.
#[component]
pub fn Calculator() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let served = served();
    let told = move || {
        let paragraphs = sentences(&served.get(), &state.speech.voice());
        paragraphs.into_iter().map(|text| view! { <p class="words">{text}</p> }).collect_view()
    };
    let shown: Memo<Table> = Memo::new(move |_| table(&served.get(), &state.speech.voice()));
    view! {
        <section class="topic" aria-labelledby="bandwidth-model-title" data-testid="bandwidth-calculator">
            <h2 id="bandwidth-model-title">{say(Word::BandwidthModelTitle)}</h2>
            <p class="words">{say(Word::BandwidthModelLead)}</p>
            <Presets served=served />
            <div class="bench">
                <Panel />
                <div class="results">
                    <section aria-live="polite" data-testid="bandwidth-told">{told} <Sources served=served /></section>
                    <section>
                        <h3>{say(Word::BandwidthTableTitle)}</h3>
                        <p class="help">{say(Word::BandwidthTableNote)}</p>
                        <Sheet name=SHEET title=Word::BandwidthTableTitle table=shown class="compared" test_id="bandwidth-model" />
                    </section>
                </div>
            </div>
        </section>
    }
}

/// Cases to start from, as buttons; the one in force is pressed.
#[component]
fn Presets(
    /// The settings.
    served: Memo<Served>,
) -> impl IntoView {
    let state = State::here();
    let button = move |preset: Preset| {
        let is_on = Memo::new(move |_| {
            let now = served.get();
            state.scenario.with_untracked(|scenario| preset.applied(scenario.clone()).bandwidth.served == now)
        });
        let press = move |()| state.scenario.update(|scenario| *scenario = preset.applied(scenario.clone()));
        view! {
            <Pressed is_on=is_on press=press>{move || preset_name(preset, &state.speech.voice())}</Pressed>
        }
    };
    view! {
        <div class="actions" role="group" aria-label=state.speech.word(Word::BandwidthPresets) data-testid="bandwidth-presets">
            <span class="status">{state.speech.word(Word::BandwidthPresets)}</span>
            {Preset::ALL.map(button).collect_view()}
        </div>
    }
}

/// The knobs.
#[component]
fn Panel() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    view! {
        <Knobs name=Word::BandwidthControls>
            <h3>{say(Word::BandwidthGroupWork)}</h3>
            <Named key="model" names=MODEL_NAMES title=|name| model_of(name).map(|model| model.name.to_owned()) />
            <Named key="chip" names=CHIP_NAMES title=|name| chip_of(name).map(chip_name) />
            <Control key="stored" offer=Offer::List />
            <Control key="context" />
            <Control key="sequences" />
            <Control key="kv" />
            <Control key="kvshare" />
            <h3>{say(Word::BandwidthGroupReached)}</h3>
            <Control key="usable" />
            <Control key="bwreached" />
            <Control key="peakreached" />
            <h3>{say(Word::BandwidthGroupLinks)}</h3>
            <Control key="link" />
            <Control key="experts" />
            <Control key="dispatch" />
            <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
        </Knobs>
    }
}

/// A list of the rows of a table, by their names there.
#[component]
fn Named(
    /// The knob.
    key: &'static str,
    /// The names of the rows in a link.
    names: &'static [&'static str],
    /// The name that a row has in its table.
    title: fn(&str) -> Option<String>,
) -> impl IntoView {
    let state = State::here();
    let Some(knob) = knob(View::Bandwidth, key) else { return ().into_any() };
    let value = state.value(knob);
    let label = state.speech.named("knobs", key).map(|word| state.speech.word(word));
    let option = move |name: &'static str| {
        let is_chosen = move || value.get() == Value::Choice(name);
        view! { <option value=name prop:selected=is_chosen>{title(name).unwrap_or_default()}</option> }
    };
    let pick = move |event| {
        if let (Some(value), None) = knob.kind.read(&event_target_value(&event)) {
            state.turn(knob, &value);
        }
    };
    view! {
        <div class="knob">
            <label for=format!("knob-{key}")>{label}</label>
            <select id=format!("knob-{key}") data-testid=key on:change=pick>
                {names.iter().map(|name| option(name)).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// The pages that the rows in sight were read on, and what one must know about them.
#[component]
fn Sources(
    /// The settings.
    served: Memo<Served>,
) -> impl IntoView {
    let state = State::here();
    let rows = move || {
        let case = served.get().case()?;
        let row = |name: String, url: &'static str, note: &'static str| {
            let name = if url.is_empty() {
                view! { <span lang="en">{name}</span> }.into_any()
            } else {
                view! { <a href=url target="_blank" rel="noopener noreferrer" lang="en">{name}</a> }.into_any()
            };
            view! { <li>{name} " " <span lang="en">{note}</span></li> }
        };
        let model = row(case.model.name.to_owned(), case.model.url, case.model.note);
        let chip = row(chip_name(case.chip), case.chip.url, case.chip.note);
        Some(view! { {model} {chip} })
    };
    view! {
        <p class="help">{state.speech.word(Word::BandwidthSources)}</p>
        <ul class="help" data-testid="bandwidth-sources">{rows}</ul>
    }
}
