//! A beside B: keep, swap, drop, and what differs in words.

use leptos::prelude::*;

use crate::app::economy_here::Here;
use crate::app::economy_results::Csv;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::views::economy_compare::{Difference, differences, effect_sentence};

/// The section.
#[component]
pub fn CompareSection(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let section = NodeRef::new();
    let here = here.seen(section);
    let say = move |word| state.speech.word(word);
    let has_other = here.has("economy-differences");
    let keep = move |_| {
        state.scenario.update(|scenario| scenario.economy.other = Some(Box::new(scenario.economy.side.clone())));
    };
    let swap = move |_| {
        state.scenario.update(|scenario| {
            if let Some(swapped) = scenario.economy.swapped() {
                scenario.economy = swapped;
            }
        });
    };
    let drop = move |_| state.scenario.update(|scenario| scenario.economy.other = None);
    let effect = move || here.economy(|economy| effect_sentence(economy, &state.speech.voice()));
    view! {
        <section node_ref=section aria-labelledby="compare" data-testid="compare">
            <h2 id="compare">{say(Word::EconomyCompare)}</h2>
            <p class="help">{say(Word::EconomyCompareLead)}</p>
            <div class="actions">
                <button type="button" on:click=keep data-testid="keep-b">{say(Word::EconomyKeepB)}</button>
                <Show when=move || has_other.get()>
                    <button type="button" on:click=swap data-testid="swap">{say(Word::EconomySwap)}</button>
                    <button type="button" on:click=drop data-testid="drop-b">{say(Word::EconomyDropB)}</button>
                </Show>
            </div>
            <Show when=move || has_other.get()>
                <p class="words" data-testid="effect" aria-live="polite">{effect}</p>
                <Differing here=here />
                <div class="figure-tools"><Csv here=here name="economy-differences" word=Word::FiguresCsv /></div>
            </Show>
        </section>
    }
}

/// The settings that differ.
#[component]
fn Differing(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let found = move || here.economy(|economy| differences(economy, &state.speech.voice()));
    let differs = Memo::new(move |_| !found().is_empty());
    let row = |one: Difference| {
        view! { <tr data-testid=format!("differs-{}", one.key)><th scope="row">{one.name}</th><td>{one.a}</td><td>{one.b}</td></tr> }
    };
    view! {
        <Show when=move || differs.get()>
            <div class="metrics" tabindex="0" role="region" aria-label=say(Word::EconomyCompareTable)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say(Word::EconomyDiffers)}</th>
                            <th scope="col">{say(Word::EconomyA)}</th>
                            <th scope="col">{say(Word::EconomyB)}</th>
                        </tr>
                    </thead>
                    <tbody>{move || found().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </Show>
    }
}
