//! The statements in brief: what each says, what comes out when it is worked out again, and the verdict.

use leptos::prelude::*;

use crate::app::downloads::save_csv;
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::checks::{Agreement, Check};
use crate::economy::facts::claims::{Claim, claim};
use crate::scenario::link::Pin;
use crate::views::claims::{ARITHMETIC, STATEMENTS, checks_of, link_of, show};
use crate::views::claims_amounts::{agreement_word, result};
use crate::views::claims_words::{says, sign, step, title, verdict_word};

/// The table with its downloads.
#[component]
pub fn Brief(
    /// The statements on show, by name.
    shown: Memo<Vec<&'static str>>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let csv = move |name: &'static str| {
        let settings = state.scenario.with_untracked(|scenario| scenario.claims);
        let shown = show(&settings, &state.speech.voice_now());
        if let Some((name, table)) = shown.table(Some(name)) {
            save_csv(name, table);
        }
    };
    let rows = move || shown.get().into_iter().filter_map(claim).map(|claim| row(claim, state)).collect_view();
    let head =
        [Word::ClaimsColumnStatement, Word::ClaimsColumnVerdict, Word::ClaimsColumnSays, Word::ClaimsColumnAgain];
    view! {
        <div class="figures-row">
            <h2 id="claims-brief">{say(Word::ClaimsBrief)}</h2>
            <div class="table-scroll whole" tabindex="0" role="region" aria-labelledby="claims-brief">
                <table class="brief" data-testid="claims-brief-table">
                    <caption class="visually-hidden">{say(Word::ClaimsBrief)}</caption>
                    <thead>
                        <tr>{head.map(|word| view! { <th scope="col">{say(word)}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="figure-tools">
                <button type="button" on:click=move |_| csv(STATEMENTS) data-testid="claims-csv">{say(Word::ClaimsCsvBrief)}</button>
                <button type="button" on:click=move |_| csv(ARITHMETIC) data-testid="claims-arithmetic-csv">{say(Word::ClaimsCsvArithmetic)}</button>
            </div>
        </div>
    }
}

fn row(claim: &'static Claim, state: State) -> impl IntoView {
    let voice = move || state.speech.voice();
    let first = checks_of(claim).into_iter().next();
    let again = move || first.as_ref().map(|check| recomputed(check, &voice()));
    let href = move || state.scenario.with(|scenario| link_of(claim, scenario, Pin::WhenChanged));
    view! {
        <tr>
            <th scope="row">
                <a href=href>{move || title(claim, &voice())}</a>
            </th>
            <td>
                <span class="verdict" data-verdict=claim.verdict.label()>
                    <span class="sign" aria-hidden="true">{sign(claim.verdict)}</span>
                    {state.speech.word(verdict_word(claim.verdict))}
                </span>
            </td>
            <td>{move || says(claim, &voice())}</td>
            <td>{again}</td>
        </tr>
    }
}

/// The first result, and whether it is what the source text prints.
fn recomputed(check: &Check, voice: &dyn Voice) -> impl IntoView + use<> {
    let agreement = check.agreement();
    // Without a printed number beside it, a result says nothing before it says what it is.
    let beside =
        if agreement == Agreement::NotPrinted { step(check, voice) } else { voice.say(agreement_word(agreement)) };
    view! {
        {result(check, voice)}
        <small>{beside}</small>
    }
}
