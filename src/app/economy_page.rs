//! `#/economy`: the chain from investment to value added, every assumption a knob.

use leptos::prelude::*;

use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::controls::{Control, preset_number};
use crate::app::downloads::save_csv;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::words::Word;
use crate::economy::facts::named::DEMAND_TIMES;
use crate::scenario::economy::Economy;
use crate::views::Shown;
use crate::views::economy::{lead, sentence, show, verdicts};

/// The knobs, link by link of the chain.
const GROUPS: [(Word, &[&str]); 4] = [
    (Word::EconomyGroupInvestment, &["plan", "plangrowth", "hardware", "price", "pricechange", "installed", "life"]),
    (Word::EconomyGroupUse, &["use2025", "use2035", "fp8work", "fp8fleet2025", "fp8fleet2035", "fp8speed"]),
    (Word::EconomyGroupDemand, &["demand", "demand2025", "elasticity"]),
    (Word::EconomyGroupGdp, &["share2035", "share2025", "gdpgrowth", "inflation", "gdp2025"]),
];

/// The page.
#[component]
pub fn EconomyPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let economy: Memo<Economy> = Memo::new(move |_| state.scenario.with(|scenario| scenario.economy));
    let shown: Memo<Shown> = Memo::new(move |_| show(&economy.get(), &state.speech.voice()));
    let figure = move |index: usize| {
        Signal::derive(move || shown.with(|shown| shown.figures.get(index).cloned()).unwrap_or_else(Figure::blank))
    };
    let csv = move |_| {
        shown.with(|shown| {
            if let Some((name, table)) = &shown.sheet {
                save_csv(name, table);
            }
        });
    };
    let group = move |(index, (name, keys)): (usize, (Word, &'static [&'static str]))| {
        let controls = keys.iter().map(|key| view! { <Control key=key /> }).collect_view();
        let demand = (name == Word::EconomyGroupDemand).then(|| {
            view! { <div class="actions">{[DEMAND_TIMES.low, DEMAND_TIMES.high].map(|times| preset_number("demand", times, Word::EconomyDemandTimes)).collect_view()}</div> }
        });
        view! {
            <details open=move || index != 1>
                <summary><strong>{say(name)}</strong></summary>
                <div class="knob-group">{demand} {controls}</div>
            </details>
        }
    };
    view! {
        <h1>{say(Word::EconomyTitle)}</h1>
        <p class="lead">{move || lead(&state.speech.voice())}</p>
        <div class="bench">
            <form class="panel" on:submit=|event| event.prevent_default() aria-label=say(Word::EconomyControls)>
                <h2>{say(Word::EconomyControls)}</h2>
                {GROUPS.into_iter().enumerate().map(group).collect_view()}
                <button type="button" on:click=move |_| state.reset()>{say(Word::FrameReset)}</button>
            </form>
            <div class="results">
                <section aria-labelledby="verdict">
                    <h2 id="verdict">{say(Word::EconomyResult)}</h2>
                    <p class="words" data-testid="verdict" aria-live="polite">{move || sentence(&economy.get(), &state.speech.voice())}</p>
                    <Verdicts economy=economy />
                    <div class="figure-tools">
                        <button type="button" title=say(Word::FiguresCsvHint) on:click=csv data-testid="economy-projection-csv">{say(Word::EconomyAllLinks)}</button>
                    </div>
                </section>
                {(0..4).map(|index| view! { <Chart figure=figure(index) /> }).collect_view()}
            </div>
        </div>
        <Ends shows=[Word::EconomyShows1, Word::EconomyShows2] hides=[Word::EconomyHides1, Word::EconomyHides2] />
    }
}

/// Four figures of the last year beside what the source text says.
#[component]
fn Verdicts(economy: Memo<Economy>) -> impl IntoView {
    let state = State::here();
    let item =
        |[name, value, note]: [String; 3]| view! { <div><dt>{name}</dt><dd>{value}<small>{note}</small></dd></div> };
    view! { <dl class="verdicts">{move || verdicts(&economy.get(), &state.speech.voice()).map(item).collect_view()}</dl> }
}
