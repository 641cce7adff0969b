//! The controls of `#/economy`: presets, and the knobs in groups along the chain, each with its range.

use leptos::prelude::*;

use crate::app::controls::{Control, Knobs, Offer};
use crate::app::economy_range::Range;
use crate::app::pressed::Pressed;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::economy::assumptions::{GdpPath, Money};
use crate::economy::levers::Lever;
use crate::scenario::economy::Side;
use crate::scenario::economy_presets::{PRESETS, Preset};

/// One row of the panel.
#[derive(Clone, Copy)]
enum Row {
    /// A number that may be a range.
    Number(Lever),
    /// The same, shown only where it acts.
    When(Lever, fn(&Side) -> bool),
    /// A choice.
    Choice(&'static str),
}

use Row::{Choice, Number, When};

/// The groups along the chain; the first and the one most asked about are open.
const GROUPS: [(Word, bool, &[Row]); 6] = [
    (
        Word::EconomyGroupInvestment,
        true,
        &[
            Choice("money"),
            When(Lever::Plan, |side| matches!(side.money, Money::Plan)),
            When(Lever::Yearly, |side| matches!(side.money, Money::Own)),
            Number(Lever::PlanGrowth),
            Number(Lever::Reinvest),
        ],
    ),
    (
        Word::EconomyGroupHardware,
        false,
        &[
            Number(Lever::Hardware),
            Number(Lever::Price),
            Number(Lever::PriceChange),
            Number(Lever::Domestic2025),
            Number(Lever::Domestic2035),
            Number(Lever::DomesticPrice),
            Number(Lever::Installed),
            Number(Lever::Life),
        ],
    ),
    (
        Word::EconomyGroupPower,
        false,
        &[
            Number(Lever::PowerLimit),
            Number(Lever::Draw),
            Number(Lever::DrawChange),
            Number(Lever::Pue2025),
            Number(Lever::Pue2035),
        ],
    ),
    (
        Word::EconomyGroupUse,
        false,
        &[
            Number(Lever::Use2025),
            Number(Lever::Use2035),
            Number(Lever::Network),
            Number(Lever::Fp8Work),
            Number(Lever::Fp8Fleet2025),
            Number(Lever::Fp8Fleet2035),
            Number(Lever::Fp8Speed),
        ],
    ),
    (
        Word::EconomyGroupDemand,
        true,
        &[
            Number(Lever::Demand),
            Number(Lever::Demand2025),
            Number(Lever::Shape),
            Number(Lever::Cheaper),
            Number(Lever::Rebound),
        ],
    ),
    (
        Word::EconomyGroupGdp,
        false,
        &[
            Number(Lever::Share2035),
            Number(Lever::Share2025),
            Number(Lever::Reached),
            Number(Lever::Elasticity),
            Choice("gdppath"),
            When(Lever::GdpGrowth, |side| matches!(side.path, GdpPath::Own)),
            Number(Lever::Inflation),
            Number(Lever::Gdp2025),
        ],
    ),
];

/// Settings to start from, as buttons; the one in force is pressed.
#[component]
pub fn Presets() -> impl IntoView {
    let state = State::here();
    let button = move |preset: &'static Preset| {
        // Made once: while a knob is dragged, each button only compares.
        let side = preset.economy().side;
        let is_on = Memo::new(move |_| state.scenario.with(|scenario| scenario.economy.side == side));
        let press = move |()| state.scenario.update(|scenario| preset.apply(scenario));
        view! {
            <Pressed is_on=is_on press=press test_id=format!("start-{}", preset.key)>{state.speech.word(preset_name(preset.key))}</Pressed>
        }
    };
    view! {
        <div class="actions presets" role="group" aria-label=state.speech.word(Word::EconomyPresets)>
            <span class="status">{state.speech.word(Word::EconomyPresets)}</span>
            {PRESETS.iter().map(button).collect_view()}
        </div>
    }
}

fn preset_name(key: &str) -> Word {
    match key {
        "official" => Word::EconomyPresetOfficial,
        "cautious" => Word::EconomyPresetCautious,
        "boom" => Word::EconomyPresetBoom,
        "fp8everywhere" => Word::EconomyPresetFp8everywhere,
        "nofp8" => Word::EconomyPresetNofp8,
        "demand100" => Word::EconomyPresetDemand100,
        "openmodels" => Word::EconomyPresetOpenmodels,
        _ => Word::EconomyPresetSource,
    }
}

/// The knobs.
#[component]
pub fn Panel() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let group = move |(name, is_open, rows): (Word, bool, &'static [Row])| {
        view! {
            <details open=is_open data-testid="group">
                <summary><strong>{say(name)}</strong></summary>
                <div class="knob-group">{rows.iter().map(row).collect_view()}</div>
            </details>
        }
    };
    let reset = move |_| {
        state.scenario.update(|scenario| scenario.economy.other = None);
        state.reset();
    };
    view! {
        <Knobs name=Word::EconomyControls>
            <h2>{say(Word::EconomyControls)}</h2>
            {GROUPS.into_iter().map(group).collect_view()}
            <button type="button" on:click=reset data-testid="reset">{say(Word::FrameReset)}</button>
        </Knobs>
    }
}

fn row(row: &Row) -> AnyView {
    match *row {
        Choice(key) => view! { <Control key=key offer=Offer::List /> }.into_any(),
        Number(lever) => number(lever),
        When(lever, acts) => {
            let state = State::here();
            let acts = Memo::new(move |_| state.scenario.with(|scenario| acts(&scenario.economy.side)));
            view! { <Show when=move || acts.get()>{number(lever)}</Show> }.into_any()
        }
    }
}

fn number(lever: Lever) -> AnyView {
    view! {
        <div class="ranged">
            <Control key=lever.key() />
            <Range lever=lever />
        </div>
    }
    .into_any()
}
