//! What others have published, grouped by unit, beside what this page has under the reader's assumptions.

use leptos::prelude::*;

use crate::app::economy_here::Here;
use crate::app::economy_results::Csv;
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::facts::output::AiGdpForecast;
use crate::views::economy_published::{Group, groups, our_year, ours, printed};

/// The section.
#[component]
pub fn PublishedSection(
    /// What the page shows.
    here: Here,
) -> impl IntoView {
    let state = State::here();
    let section = NodeRef::new();
    let here = here.seen(section);
    let say = move |word| state.speech.word(word);
    let heads = [
        Word::EconomyColumnWho,
        Word::WorldColumnRegion,
        Word::EconomyPublishedValue,
        Word::EconomyColumnHorizon,
        Word::EconomyColumnMetric,
        Word::ColumnsSource,
    ];
    view! {
        <section node_ref=section class="topic" aria-labelledby="published" data-testid="published">
            <h2 id="published">{say(Word::EconomyPublished)}</h2>
            <p class="words">{say(Word::EconomyPublishedLead)}</p>
            <div class="table-scroll whole" tabindex="0" role="region" aria-label=say(Word::EconomyPublishedTable)>
                <table class="published">
                    <thead><tr>{heads.map(|word| view! { <th scope="col">{say(word)}</th> }).collect_view()}</tr></thead>
                    {groups().into_iter().map(|group| rows(here, group)).collect_view()}
                </table>
            </div>
            <div class="figure-tools"><Csv here=here name="economy-published" word=Word::FiguresCsv /></div>
        </section>
    }
}

/// The statements in one unit, ours first where it is in that unit.
fn rows(here: Here, group: Group) -> AnyView {
    let state = State::here();
    let unit = group.unit;
    let statements = group.rows.clone();
    let own = Memo::new(move |_| here.economy(|economy| ours(&group, economy, &state.speech.voice())));
    let ours = move || {
        own.get().map(|value| {
            let voice = state.speech.voice();
            view! {
                <tr class="here">
                    <th scope="row">{voice.say(Word::EconomyOurs)}</th>
                    <td>{voice.say(Word::WorldChina)}</td>
                    <td class="number">{value}</td>
                    <td>{our_year()}</td>
                    <td>{voice.say(Word::EconomyOursValue)}</td>
                    <td></td>
                </tr>
            }
        })
    };
    view! {
        <tbody>
            <tr><th colspan="6" scope="rowgroup" lang="en">{unit}</th></tr>
            {ours}
            {statements.into_iter().map(statement).collect_view()}
        </tbody>
    }
    .into_any()
}

fn statement(row: &'static AiGdpForecast) -> AnyView {
    let state = State::here();
    view! {
        <tr>
            <th scope="row" lang="en">{row.who} " (" {row.year_published} ")"</th>
            <td lang="en">{row.region}</td>
            <td class="number">{printed(row)}</td>
            <td lang="en">{row.horizon}</td>
            <td lang="en" class="words">{row.metric}</td>
            <td><a href=row.url target="_blank" rel="noopener noreferrer">{state.speech.word(Word::FiguresLink)}</a></td>
        </tr>
    }
    .into_any()
}
