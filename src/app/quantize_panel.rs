//! The controls of `#/quantize`: presets, and the knobs that matter for the present choice.

use leptos::prelude::*;

use crate::app::controls::{Control, Knobs, Offer};
use crate::app::own_file::OwnFile;
use crate::app::paste::Paste;
use crate::app::pressed::Pressed;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::numerics::blocks::Scaling;
use crate::numerics::rounding::Rounding;
use crate::scenario::own_format::Pick;
use crate::scenario::quantize::{Origin, Quantize};
use crate::scenario::quantize_presets::Preset;
use crate::views::quantize_words::{own_format, preset_name};

/// Settings to start from, as buttons; the one in force is pressed.
#[component]
pub fn Presets() -> impl IntoView {
    let state = State::here();
    let button = move |preset: Preset| {
        let is_on = Memo::new(move |_| {
            state.scenario.with(|scenario| preset.applied(scenario.clone()).quantize == scenario.quantize)
        });
        let press = move |()| state.scenario.update(|scenario| *scenario = preset.applied(scenario.clone()));
        view! {
            <Pressed is_on=is_on press=press test_id=format!("start-{}", preset.key())>{state.speech.word(preset_name(preset))}</Pressed>
        }
    };
    view! {
        <div class="actions" role="group" aria-label=state.speech.word(Word::QuantizePresets)>
            <span class="status">{state.speech.word(Word::QuantizePresets)}</span>
            {Preset::ALL.map(button).collect_view()}
        </div>
    }
}

/// The knobs.
#[component]
pub fn Panel() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let only =
        move |when: fn(&Quantize) -> bool| Memo::new(move |_| state.scenario.with(|scenario| when(&scenario.quantize)));
    let show = move |when: fn(&Quantize) -> bool, key: &'static str, offer: Offer| {
        let when = only(when);
        view! { <Show when=move || when.get()><Control key=key offer=offer /></Show> }
    };
    let is_data = only(|quantize| quantize.origin == Origin::Data);
    let is_own = only(|quantize| quantize.format == Pick::Own);
    let is_drawn: fn(&Quantize) -> bool = |quantize| quantize.origin != Origin::Data;
    let takes_seed: fn(&Quantize) -> bool =
        |quantize| quantize.origin != Origin::Data || quantize.rounding == Rounding::Stochastic;
    let own = move || state.scenario.with(|scenario| own_format(&scenario.quantize, &state.speech.voice()));
    view! {
        <Knobs name=Word::QuantizeControls>
            <h2>{say(Word::QuantizeNumbers)}</h2>
            <Control key="input" offer=Offer::List />
            <Show when=move || is_data.get()>
                <Paste />
                <OwnFile />
            </Show>
            {show(is_drawn, "sigma", Offer::Switch)}
            {show(|quantize| quantize.origin == Origin::LogNormal, "spread", Offer::Switch)}
            {show(|quantize| quantize.origin == Origin::Student, "nu", Offer::Switch)}
            {show(|quantize| quantize.origin == Origin::Outlier, "strength", Offer::Switch)}
            {show(|quantize| quantize.origin == Origin::Outlier, "outliers", Offer::Switch)}
            {show(is_drawn, "count", Offer::Switch)}
            <Control key="columns" />
            {show(takes_seed, "seed", Offer::Switch)}
            <h2>{say(Word::QuantizeRounding)}</h2>
            <Control key="format" offer=Offer::List />
            <Show when=move || is_own.get()>
                <Control key="exponent" />
                <Control key="mantissa" />
                <Control key="rules" offer=Offer::List />
                <p class="help" data-testid="own-format">{own}</p>
            </Show>
            <Control key="scaling" offer=Offer::List />
            {show(stores_scales, "scales", Offer::Switch)}
            {show(|quantize| quantize.scaling == Scaling::Mx32, "rule", Offer::List)}
            <Control key="rounding" offer=Offer::List />
            <Control key="overflow" />
            <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
        </Knobs>
    }
}

/// Whether there is a choice of how scales are stored.
fn stores_scales(quantize: &Quantize) -> bool {
    match quantize.scaling {
        Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 => true,
        Scaling::None | Scaling::Mx32 | Scaling::Nvfp4 => false,
    }
}
