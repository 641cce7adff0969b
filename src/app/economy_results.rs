//! What `#/economy` says first: the verdict with four figures of 2035, then what the ranges give and how their run stands.

use leptos::prelude::*;

use crate::app::bench::{Standing, patient};
use crate::app::chart::Chart;
use crate::app::controls::Control;
use crate::app::economy_bench::{EconomyBench, uncertainty};
use crate::app::economy_here::Here;
use crate::app::sheet::csv_button;
use crate::app::state::State;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::views::economy::{SHEET, table};
use crate::views::economy_chances::{chance_sentences, finished};
use crate::views::economy_words::{Card, cards, verdicts};

/// The verdict in words, four figures, and the table of every link.
#[component]
pub fn Verdict(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let section = NodeRef::new();
    let here = here.seen(section);
    let say = move |word| state.speech.word(word);
    let words = move || {
        let said = here.economy(|economy| verdicts(economy, &state.speech.voice()));
        said.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()
    };
    // The elements stay; only texts that differ are written.
    let figures: Memo<[Card; 4]> = Memo::new(move |_| here.economy(|economy| cards(economy, &state.speech.voice())));
    let card = move |(at, (key, _)): (usize, Card)| {
        let [name, value, note] = [0, 1, 2].map(|part| move || figures.with(|figures| figures[at].1[part].clone()));
        view! { <div data-testid=format!("card-{key}")><dt>{name}</dt><dd>{value}<small>{note}</small></dd></div> }
    };
    let cards = figures.get_untracked().into_iter().enumerate().map(card).collect_view();
    let chances: Memo<Option<String>> = Memo::new(move |_| {
        let voice = state.speech.voice();
        here.outcome(|found| found.map(|found| chance_sentences(found, &voice).join(" ")))
    });
    let is_known = Memo::new(move |_| chances.with(Option::is_some));
    view! {
        <section node_ref=section aria-labelledby="verdict">
            <h2 id="verdict">{say(Word::EconomyResult)}</h2>
            <div class="words" data-testid="verdict" aria-live="polite">{words}</div>
            <dl class="verdicts">{cards}</dl>
            <div class="words" data-testid="chances">
                <Show when=move || is_known.get()><p data-testid="chance">{move || chances.get()}</p></Show>
            </div>
            <div class="figure-tools"><Csv here=here name=SHEET word=Word::EconomyAllLinks /></div>
        </section>
    }
}

/// The curve of chances, the tornado, the seed and the run.
#[component]
pub fn Uncertain(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let chance = here.has("economy-chance");
    let tornado = here.has("economy-tornado");
    let draw = move |_| {
        state.scenario.update(|scenario| scenario.economy.seed = scenario.economy.seed.wrapping_add(1));
    };
    view! {
        <section aria-labelledby="may-happen" data-testid="uncertain">
            <h2 id="may-happen">{say(Word::EconomyUncertainty)}</h2>
            <p class="help">{say(Word::EconomyUncertaintyLead)}</p>
            <div class="seed">
                <Control key="seed" />
                <button type="button" on:click=draw data-testid="new-draw">{say(Word::EconomyDraw)}</button>
            </div>
            <RunState here=here />
            <Show when=move || chance.get()><Chart figure=here.figure("economy-chance") waits=true /></Show>
            <Show when=move || tornado.get()><Chart figure=here.figure("economy-tornado") waits=true /></Show>
            <Show when=move || !tornado.get()><p class="words">{say(Word::EconomyTornadoNone)}</p></Show>
            <div class="figure-tools">
                <Csv here=here name="economy-bands" word=Word::EconomyCsvBands />
                <Csv here=here name="economy-chances" word=Word::EconomyCsvChances />
            </div>
        </section>
    }
}

/// A download of one of the page's tables; absent while there is no such table.
#[component]
pub fn Csv(
    /// What the page shows.
    here: Here,
    /// The table's stable name.
    name: &'static str,
    /// What the button says.
    word: Word,
) -> impl IntoView {
    let state = State::here();
    let is_there = here.has(name);
    let made = move || here.at_once(|economy, outcome| table(name, economy, outcome, &state.speech.voice()));
    view! { <Show when=move || is_there.get()>{csv_button(name, word, made)}</Show> }
}

/// Progress with its cancel while paths are followed; afterwards what became of them.
#[component]
fn RunState(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let mine = EconomyBench::here();
    let bench = mine.bench;
    let say = move |word| state.speech.word(word);
    let busy = move |share: f64| {
        let percent = state.speech.voice().number(share, NumberStyle::Percent { decimals: 0 });
        let text = fill(state.speech.voice().say(Word::EconomyRunRunning), &[("percent", &percent)]);
        view! {
            <label>
                <span class="visually-hidden">{say(Word::EconomyRunProgress)}</span>
                <progress max="1" prop:value=share></progress>
            </label>
            <span class="actions">
                <span class="status">{text}</span>
                <button type="button" on:click=move |_| bench.cancel() data-testid="cancel">{say(Word::EconomyRunCancel)}</button>
            </span>
        }
        .into_any()
    };
    let done = move || {
        let voice = state.speech.voice();
        bench.outcome.with(|outcome| uncertainty(outcome.as_ref()).map(|found| finished(found, &voice)))
    };
    let again = move || {
        view! { <button type="button" on:click=move |_| mine.ask() data-testid="again">{say(Word::EconomyRunAgain)}</button> }
    };
    let shown = patient(bench.standing);
    let content = move || -> AnyView {
        match shown.get() {
            Standing::Idle => view! { {again()} }.into_any(),
            Standing::Busy(share) => busy(share),
            Standing::Done => view! { <p class="status" data-testid="finished">{done}</p> }.into_any(),
            Standing::Cancelled => view! {
                <p class="status" data-testid="cancelled">{say(Word::EconomyRunCancelled)}</p>
                {again()}
            }
            .into_any(),
            Standing::Lost => view! { <p class="error" data-testid="lost">{say(Word::FrameWorkerLost)}</p> }.into_any(),
        }
    };
    // Sections out of sight follow a moment after the run: only then does all that stands on the page belong to the settings.
    let is_busy = move || (here.lags() || matches!(bench.standing.get(), Standing::Busy(_))).to_string();
    view! { <div class="progress" data-testid="standing" data-busy=is_busy>{content}</div> }
}
