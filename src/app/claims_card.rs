//! One statement of the source text: told, judged, both sides, worked out again, with its sources, its tests and its citation.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::address::absolute;
use crate::app::browser;
use crate::app::chrome::title_of;
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::checks::Check;
use crate::economy::facts::claims::Claim;
use crate::scenario::link::{Pin, newest_edition};
use crate::views::claims::{checks_of, link_of};
use crate::views::claims_amounts::{Whence, agreement_word, formula, printed, result, sources};
use crate::views::claims_links::tests_of;
use crate::views::claims_words::{
    citation, corroborated_by, period, sign, speaks_against, speaks_for, statement, step, title, verdict_word,
};

/// The statement.
#[component]
pub fn Card(
    /// Which.
    claim: &'static Claim,
    /// The one that the link opens.
    focus: Memo<Option<&'static str>>,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let voice = move || state.speech.voice();
    let heading = format!("claim-{}-title", claim.id);
    let href = move || state.scenario.with(|scenario| link_of(claim, scenario, Pin::WhenChanged));
    view! {
        <article class="claim" class:here=move || focus.get() == Some(claim.id) id=format!("claim-{}", claim.id) tabindex="-1" aria-labelledby=heading.clone() data-testid=format!("claim-{}", claim.id)>
            <header>
                <h3 id=heading.clone()>
                    <a href=href title=say(Word::ClaimsLink)>{move || title(claim, &voice())}</a>
                </h3>
                <p class="verdict" data-verdict=claim.verdict.label()>
                    <span class="sign" aria-hidden="true">{sign(claim.verdict)}</span>
                    {say(verdict_word(claim.verdict))}
                </p>
            </header>
            <p class="told">{move || statement(claim, &voice())}</p>
            <div class="sides">
                <section>
                    <h4>{say(Word::ClaimsSpeaksFor)}</h4>
                    <p>{move || speaks_for(claim, &voice())}</p>
                </section>
                <section>
                    <h4>{say(Word::ClaimsSpeaksAgainst)}</h4>
                    <p>{move || speaks_against(claim, &voice())}</p>
                </section>
            </div>
            <Arithmetic claim=claim />
            <Whereabouts claim=claim />
            <Citation claim=claim />
        </article>
    }
}

/// The lines of arithmetic.
#[component]
fn Arithmetic(
    /// The statement.
    claim: &'static Claim,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let checks = StoredValue::new(checks_of(claim));
    if checks.with_value(Vec::is_empty) {
        return view! { <p class="status">{say(Word::ClaimsNoArithmetic)}</p> }.into_any();
    }
    let head = [Word::ClaimsColumnStep, Word::ClaimsColumnFormula, Word::ClaimsColumnResult, Word::ClaimsColumnBeside];
    let lines = move || checks.with_value(|checks| checks.iter().map(|check| line(check, state)).collect_view());
    let name = move || format!("{}: {}", say(Word::ClaimsArithmetic)(), title(claim, &state.speech.voice()));
    view! {
        <h4>{say(Word::ClaimsArithmetic)}</h4>
        <div class="metrics" tabindex="0" role="region" aria-label=name>
            <table class="sums">
                <thead>
                    <tr>{head.map(|word| view! { <th scope="col">{say(word)}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(check: &Check, state: State) -> impl IntoView + use<> {
    let voice = state.speech.voice();
    let agreement = check.agreement();
    let beside = printed(check, &voice);
    let beside = (!beside.is_empty()).then(|| view! { {beside.clone()} ", " });
    view! {
        <tr>
            <th scope="row">{step(check, &voice)}</th>
            <td>{formula(check, &voice)}</td>
            <td>
                <strong>{format!("= {}", result(check, &voice))}</strong>
            </td>
            <td>{beside} <span data-agreement=format!("{agreement:?}")>{voice.say(agreement_word(agreement))}</span></td>
        </tr>
    }
}

/// Source, period, precision, whence the figures come, and the views that test it.
#[component]
fn Whereabouts(
    /// The statement.
    claim: &'static Claim,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let checks = StoredValue::new(checks_of(claim));
    let origins = move || {
        let found = checks.with_value(|checks| sources(checks, &state.speech.voice()));
        found.into_iter().map(|whence| view! { <li>{origin(whence)}</li> }).collect_view()
    };
    let has_origins = checks.with_value(|checks| !checks.is_empty());
    // Without a page, it may be our own words that stand there.
    let source = move || {
        let words = corroborated_by(claim, &state.speech.voice());
        if words == claim.source_name { page(words.to_owned(), claim.url) } else { words.into_any() }
    };
    let tests = tests_of(claim.id);
    let test = |(view, href): (_, String)| {
        let settings = settings_of(&href);
        view! { <li><a href=href>{say(title_of(view))} <small class="mono">{settings}</small></a></li> }
    };
    let precision = (!claim.precision_basis.is_empty()).then(|| {
        view! { <div><dt>{say(Word::ClaimsPrecision)}</dt><dd lang="en">{claim.precision_basis}</dd></div> }
    });
    let tests = (!tests.is_empty()).then(|| {
        view! { <div><dt>{say(Word::ClaimsTest)}</dt><dd><ul>{tests.into_iter().map(test).collect_view()}</ul></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{say(Word::ClaimsSource)}</dt><dd>{source}</dd></div>
            <div><dt>{say(Word::ClaimsPeriod)}</dt><dd>{move || period(claim, &state.speech.voice())}</dd></div>
            {precision}
            {has_origins.then(|| view! { <div><dt>{say(Word::ClaimsInputs)}</dt><dd><ul>{origins}</ul></dd></div> })}
            {tests}
        </dl>
    }
}

/// What a link sets, which tells two links to one view apart: `scope=market`.
fn settings_of(link: &str) -> String {
    let query = link.split_once('?').map_or("", |(_, query)| query);
    let kept = query.split('&').filter(|pair| !pair.starts_with("m=") && !pair.starts_with("v="));
    kept.flat_map(|pair| [" ", pair]).collect()
}

fn origin(whence: Whence) -> AnyView {
    match whence {
        Whence::Table { who, url } => page(who, url),
        Whence::Words(words) => words.into_any(),
    }
}

/// Words of the tables, with the page they lead to where there is one; it opens beside this one and learns nothing of it.
fn page(words: String, url: &'static str) -> AnyView {
    if url.is_empty() {
        view! { <span lang="en">{words}</span> }.into_any()
    } else {
        view! { <a href=url target="_blank" rel="noopener noreferrer" lang="en">{words}</a> }.into_any()
    }
}

/// The text to cite the statement by, to the clipboard; where that is not allowed, it is shown to be copied by hand.
#[component]
fn Citation(
    /// The statement.
    claim: &'static Claim,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let by_hand = RwSignal::new(None::<String>);
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let link = state.scenario.with_untracked(|scenario| link_of(claim, scenario, Pin::Always));
        let text = citation(claim, newest_edition(), &absolute(&link), &state.speech.voice_now());
        spawn_local(async move {
            let done = browser::copy(&text).await;
            by_hand.set((!done).then_some(text));
            is_copied.set(done);
            browser::after(4_000, move || {
                // The card may be gone by then.
                let _ = is_copied.try_set(false);
            });
            let word = if done { Word::ClaimsCited } else { Word::ClaimsCiteFailed };
            state.tell_word(word);
        });
    };
    view! {
        <div class="actions">
            <button type="button" on:click=copy data-testid=format!("cite-{}", claim.id)>
                {say(Word::ClaimsCite)} <span class="visually-hidden">": " {move || title(claim, &state.speech.voice())}</span>
            </button>
            <Show when=move || is_copied.get()>
                <span class="status" data-testid="cited">{say(Word::ClaimsCited)}</span>
            </Show>
        </div>
        <Show when=move || by_hand.get().is_some()>
            <label class="by-hand">
                <span>{say(Word::ClaimsCiteFailed)}</span>
                <textarea readonly prop:value=move || by_hand.get().unwrap_or_default()></textarea>
            </label>
        </Show>
    }
}
