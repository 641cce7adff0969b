//! What frames every view: masthead with navigation and switches, notices about a link, colophon, and the two closing lists.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::address::shareable;
use crate::app::browser;
use crate::app::notices::message;
use crate::app::parts::Parts;
use crate::app::state::{Colours, State};
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::scenario::Language;
use crate::scenario::link::newest_edition;
use crate::scenario::notice::Why;
use crate::scenario::view::View;

/// A view's question, which is its heading and the page's title.
pub fn title_of(view: View) -> Word {
    match view {
        View::Start => Word::StartTitle,
        View::Bits => Word::BitsTitle,
        View::Quantize => Word::QuantizeTitle,
        View::Accumulate => Word::AccumulateTitle,
        View::Train => Word::TrainTitle,
        View::Bandwidth => Word::BandwidthTitle,
        View::Compute => Word::ComputeTitle,
        View::Economy => Word::EconomyTitle,
        View::Claims => Word::ClaimsTitle,
    }
}

fn name_of(view: View) -> Word {
    match view {
        View::Start => Word::FrameStart,
        View::Bits => Word::FrameBits,
        View::Quantize => Word::FrameQuantize,
        View::Accumulate => Word::FrameAccumulate,
        View::Train => Word::FrameTrain,
        View::Bandwidth => Word::FrameBandwidth,
        View::Compute => Word::FrameCompute,
        View::Economy => Word::FrameEconomy,
        View::Claims => Word::FrameClaims,
    }
}

/// The head of the page.
#[component]
pub fn Masthead() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let skip = move |event: leptos::ev::MouseEvent| {
        // The fragment belongs to the scenario, so the jump is made by hand.
        event.prevent_default();
        browser::focus("content", browser::Scroll::Follows);
    };
    let parts = Parts::here();
    let link = move |item: View| {
        let current = move || (state.view.get() == item).then_some("page");
        // Who points at a link will probably follow it.
        let ask = move || parts.ask(item.group());
        view! {
            <li>
                <a
                    href=move || state.link_to(item)
                    aria-current=current
                    on:pointerenter=move |_| ask()
                    on:focus=move |_| ask()
                >
                    {say(name_of(item))}
                </a>
            </li>
        }
    };
    view! {
        <a class="skip" href="#content" on:click=skip>{say(Word::FrameSkip)}</a>
        <header class="masthead">
            <div class="frame">
                <a class="brand" href=move || state.link_to(View::Start) aria-label=say(Word::FrameBrand)>
                    <Bits />
                    <span>"Octet"</span>
                </a>
                <nav aria-label=say(Word::FrameNav)>
                    <ul class="nav">{View::ALL.into_iter().map(link).collect_view()}</ul>
                </nav>
                <Tools />
            </div>
        </header>
        <p class="visually-hidden" role="status" aria-live="polite" data-testid="told">{move || state.told.get()}</p>
    }
}

/// Eight bits, some of them set: 0x7E, the largest finite number of E4M3FN.
#[component]
fn Bits() -> impl IntoView {
    let bit = |place: u8| {
        let set = 0x7E_u8 >> (7 - place) & 1 == 1;
        let x = u32::from(place) * 11;
        view! { <rect x=x.to_string() y="1" width="9" height="10" rx="1.5" class=if set { "on" } else { "off" } /> }
    };
    view! { <svg viewBox="-1 0 90 12" aria-hidden="true">{(0..8).map(bit).collect_view()}</svg> }
}

/// Copy link, language, colours.
#[component]
fn Tools() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let by_hand = RwSignal::new(None::<String>);
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let link = shareable(state);
        spawn_local(async move {
            let done = browser::copy(&link).await;
            by_hand.set((!done).then_some(link));
            copied.set(done);
            browser::after(4_000, move || copied.set(false));
            let word = if done { Word::FrameCopied } else { Word::FrameCopyFailed };
            state.tell_word(word);
        });
    };
    let language = move |event| {
        if let Some(language) = Language::from_key(&event_target_value(&event)) {
            state.choose_language(language);
        }
    };
    let colours = move |event| state.choose_colours(Colours::from_key(&event_target_value(&event)));
    let colour = move |choice: Colours| {
        let word = match choice {
            Colours::System => Word::FrameThemeAuto,
            Colours::Light => Word::FrameThemeLight,
            Colours::Dark => Word::FrameThemeDark,
        };
        view! { <option value=choice.key()>{say(word)}</option> }
    };
    view! {
        <div class="tools">
            <button type="button" on:click=copy data-testid="copy-link">{say(Word::FrameCopyLink)}</button>
            <Show when=move || copied.get()>
                <span class="status" data-testid="copied">{say(Word::FrameCopied)}</span>
            </Show>
            <select aria-label=say(Word::FrameLanguage) on:change=language prop:value=move || state.speech.0.get().key() data-testid="language">
                <option value="en" lang="en">"English"</option>
                <option value="fr" lang="fr">"Français"</option>
            </select>
            <select aria-label=say(Word::FrameTheme) on:change=colours prop:value=move || state.colours.get().key() data-testid="colours">
                {Colours::ALL.into_iter().map(colour).collect_view()}
            </select>
        </div>
        <Show when=move || by_hand.get().is_some()>
            <label class="by-hand">
                <span>{say(Word::FrameCopyFailed)}</span>
                <input type="text" readonly aria-label=say(Word::FrameLinkLabel) prop:value=move || by_hand.get().unwrap_or_default() />
            </label>
        </Show>
    }
}

/// Most remarks listed; a hostile link can earn thousands.
const SHOWN: usize = 12;

/// What the link asked for and did not get.
#[component]
pub fn Notices() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let list = move || {
        let voice = state.speech.voice();
        state.notices.get().iter().take(SHOWN).map(|notice| view! { <li>{message(notice, &voice)}</li> }).collect_view()
    };
    let more = move || {
        let more = state.notices.get().len().saturating_sub(SHOWN);
        let text = || fill(state.speech.voice().say(Word::NoticesMore), &[("count", &more.to_string())]);
        (0 < more).then(|| view! { <p>{text()}</p> })
    };
    // Nothing is left of a link that was not read, or whose view does not exist.
    let is_kept = move || {
        state
            .notices
            .with(|notices| !notices.iter().any(|notice| matches!(notice.why, Why::TooLong { .. } | Why::UnknownView)))
    };
    let corrected = move |_| {
        let link = shareable(state);
        spawn_local(async move {
            let word = if browser::copy(&link).await { Word::FrameCopied } else { Word::FrameCopyFailed };
            state.tell_word(word);
        });
    };
    view! {
        <div role="status" aria-live="polite">
            <Show when=move || !state.notices.get().is_empty()>
                <section class="notice" data-testid="notices">
                    <h2>{say(Word::NoticesTitle)}</h2>
                    <ul>{list}</ul>
                    {more}
                    <p>{move || is_kept().then(|| say(Word::NoticesKept)())}</p>
                    <div class="actions">
                        <button type="button" on:click=corrected>{say(Word::NoticesCopyCorrected)}</button>
                        <button type="button" on:click=move |_| state.notices.set(Vec::new()) data-testid="close-notices">{say(Word::FrameClose)}</button>
                    </div>
                </section>
            </Show>
        </div>
    }
}

/// The foot of the page.
#[component]
pub fn Colophon() -> impl IntoView {
    let state = State::here();
    let say = move |word| state.speech.word(word);
    let edition = move || {
        let values = [("edition", newest_edition()), ("version", env!("CARGO_PKG_VERSION"))];
        fill(state.speech.voice().say(Word::FrameFootEdition), &values)
    };
    view! {
        <footer class="colophon">
            <div class="frame">
                <p>{say(Word::FrameFootPrivate)}</p>
                <p>{say(Word::FrameFootFacts)}</p>
                <p>{edition}</p>
            </div>
        </footer>
    }
}

/// What a view shows and what it does not show.
#[component]
pub fn Ends(
    /// What it shows.
    shows: [Word; 2],
    /// What it does not show.
    hides: [Word; 2],
) -> impl IntoView {
    let state = State::here();
    let list = move |words: [Word; 2]| words.map(|word| view! { <li>{state.speech.word(word)}</li> }).collect_view();
    view! {
        <div class="ends">
            <section>
                <h2>{state.speech.word(Word::FrameShows)}</h2>
                <ul>{list(shows)}</ul>
            </section>
            <section>
                <h2>{state.speech.word(Word::FrameHides)}</h2>
                <ul>{list(hides)}</ul>
            </section>
        </div>
    }
}
