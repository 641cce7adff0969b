//! `#/claims`: what does the source say, and does it hold? The tally, the list in brief, then every statement.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::chart::Chart;
use crate::app::chrome::Ends;
use crate::app::claims_brief::Brief;
use crate::app::claims_card::Card;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::charts::voice::fill;
use crate::charts::words::Word;
use crate::economy::facts::claims::claim;
use crate::scenario::claims::{Claims, Focus, Pile};
use crate::views::claims::{on_show, show};
use crate::views::claims_figures::{count, tallied};
use crate::views::claims_words::pile_word;

/// How long a view may take to be laid out before one of its statements is brought to the top, milliseconds.
const SETTLE_MS: i32 = 60;

/// The page.
#[component]
pub fn ClaimsPage() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let settings: Memo<Claims> = Memo::new(move |_| state.scenario.with(|scenario| scenario.claims));
    let focus = Memo::new(move |_| settings.get().focus.id());
    // By name: the list is built anew only when other statements come on show, not when one of them is opened.
    let shown: Memo<Vec<&'static str>> =
        Memo::new(move |_| on_show(&settings.get()).into_iter().map(|claim| claim.id).collect());
    let figure = Signal::derive(move || {
        show(&settings.get(), &state.speech.voice()).figures.into_iter().next().unwrap_or_else(Figure::blank)
    });
    Effect::new(move || {
        if let Some(id) = focus.get() {
            browser::after(SETTLE_MS, move || browser::open_at(&format!("claim-{id}")));
        }
    });
    let tally = move |word| move || tallied(word, &state.speech.voice());
    let card = move |id: &'static str| claim(id).map(|claim| view! { <Card claim=claim focus=focus /> });
    view! {
        <h1>{say(Word::ClaimsTitle)}</h1>
        <p class="lead">{tally(Word::ClaimsLead)}</p>
        <div class="story">
            <div class="say">
                <p class="words" data-testid="tally">{tally(Word::ClaimsTally)}</p>
                <Piles settings=settings shown=shown />
            </div>
            <Chart figure=figure />
        </div>
        <Brief shown=shown />
        <section class="claims" aria-labelledby="claims-each">
            <h2 id="claims-each">{say(Word::ClaimsEach)}</h2>
            {move || shown.get().into_iter().map(card).collect_view()}
        </section>
        <Ends shows=[Word::ClaimsShows1, Word::ClaimsShows2] hides=[Word::ClaimsHides1, Word::ClaimsHides2] />
    }
}

/// The verdicts to choose from, each with how many statements came out so.
#[component]
fn Piles(
    /// What is chosen.
    settings: Memo<Claims>,
    /// The statements on show.
    shown: Memo<Vec<&'static str>>,
) -> impl IntoView {
    let state = State::here();
    let choose =
        move |pile| state.scenario.update(|scenario| scenario.claims = Claims { pile, focus: Focus::default() });
    let radio = move |pile: Pile| {
        view! {
            <label>
                <input
                    type="radio"
                    name="verdict"
                    value=pile.key()
                    prop:checked=move || settings.get().pile == pile
                    on:change=move |_| choose(pile)
                    data-testid=format!("verdict-{}", pile.key())
                />
                <span>{state.speech.word(pile_word(pile))} " (" {count(pile)} ")"</span>
            </label>
        }
    };
    let told = move || {
        let shown = shown.with(Vec::len).to_string();
        let template = tallied(Word::ClaimsShown, &state.speech.voice());
        fill(&template, &[("shown", &shown)])
    };
    view! {
        <fieldset class="knob">
            <legend>{state.speech.word(Word::KnobsVerdict)}</legend>
            <div class="switch">{Pile::ALL.map(radio).collect_view()}</div>
            <p class="status" role="status" data-testid="shown">{told}</p>
        </fieldset>
    }
}
