//! The address bar: read on arrival and whenever it changes, written when the reader has changed something.
//!
//! A knob replaces the address (it would take a hundred steps back otherwise); a button of `#/train` that sets a whole experiment adds
//! one, so that Back leads to the experiment before; going to another view is a link like any other, so the browser keeps the history
//! itself. Addresses are compared as text, so that reading and writing never chase each other.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};

use crate::app::browser;
use crate::app::state::{State, readers_language};
use crate::scenario::Scenario;
use crate::scenario::fitting::fit;
use crate::scenario::link::{Pin, parse, print};

/// Reads the address now and keeps it and the state in step from here on.
pub fn follow(state: State) {
    read(state);
    let Some(window) = web_sys::window() else { return };
    let listen = Closure::<dyn Fn()>::new(move || {
        if fragment() != print(&state.scenario.get_untracked(), Pin::WhenChanged) && read(state) == Moved::ToAnotherView
        {
            begin_view();
        }
    });
    // The page listens as long as it lives.
    if window.add_event_listener_with_callback("hashchange", listen.as_ref().unchecked_ref()).is_ok() {
        listen.forget();
    }
    keep_written(state);
    name_the_page(state);
}

/// How long the address may lag behind the knobs, in milliseconds. Writing it takes longer than computing many a result, and
/// browsers refuse more than a hundred writes in thirty seconds: far fewer than a slider makes.
const LAG_MS: i32 = 400;

/// Writes the address soon after each change; at once before anything is clicked or the page is left, so that neither a link nor a
/// reload takes a stale address along.
fn keep_written(state: State) {
    // The address that is to be replaced, while a write is due.
    let due = StoredValue::new(None::<String>);
    let settle = move || settle(state, due);
    Effect::new(move || {
        state.scenario.track();
        if due.with_value(Option::is_some) {
            return;
        }
        let wanted = state.scenario.with_untracked(|scenario| print(scenario, Pin::WhenChanged));
        if is_stale(&wanted) {
            due.set_value(Some(fragment()));
            browser::after(LAG_MS, settle);
        }
    });
    let Some(window) = web_sys::window() else { return };
    let leave = Closure::<dyn Fn()>::new(settle);
    let call = leave.as_ref().unchecked_ref();
    let heard = ["click", "pagehide"].map(|event| window.add_event_listener_with_callback_and_bool(event, call, true));
    if heard.iter().any(Result::is_ok) {
        leave.forget();
    }
}

/// Writes the address that is due.
fn settle(state: State, due: StoredValue<Option<String>>) {
    let Some(replaced) = due.try_get_value().flatten() else { return };
    let now = fragment();
    if now != replaced {
        // Somebody has gone elsewhere meanwhile, and the page is about to hear of it: their address is read before it is written over.
        due.set_value(Some(now));
        browser::after(LAG_MS, move || settle(state, due));
        return;
    }
    due.set_value(None);
    let wanted = print(&state.scenario.get_untracked(), Pin::WhenChanged);
    if is_stale(&wanted) {
        write(&wanted);
    }
}

fn is_stale(wanted: &str) -> bool {
    fragment() != wanted && !(fragment().is_empty() && wanted == "#/")
}

/// Takes up ready-made settings, from which the browser's Back leads to those before.
pub fn take_up(state: State, change: impl FnOnce(&mut Scenario)) {
    let mut scenario = state.scenario.get_untracked();
    change(&mut scenario);
    fit(&mut scenario);
    let wanted = print(&scenario, Pin::WhenChanged);
    // The click that brought us here has written what was due, so the entry that stays behind is that of the settings before.
    if is_stale(&wanted)
        && let Some(Ok(history)) = web_sys::window().map(|window| window.history())
    {
        // Where the browser refuses, the address is replaced later, as after a knob.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&wanted));
    }
    state.scenario.set(scenario);
}

/// The whole address of the state now, with its edition named: what "Copy link" gives.
pub fn shareable(state: State) -> String {
    absolute(&state.scenario.with_untracked(|scenario| print(scenario, Pin::Always)))
}

/// The whole address of a fragment of this page.
pub fn absolute(fragment: &str) -> String {
    let base = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default();
    format!("{base}{fragment}")
}

/// What reading an address did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    /// The view stays, its settings may differ.
    WithinTheView,
    /// Another view is on show.
    ToAnotherView,
}

fn read(state: State) -> Moved {
    let before = state.scenario.get_untracked();
    let parsed = parse(&fragment(), &before);
    let moved = if parsed.scenario.view == before.view { Moved::WithinTheView } else { Moved::ToAnotherView };
    state.speech.0.set(parsed.scenario.language.unwrap_or_else(readers_language));
    state.notices.set(parsed.notices);
    state.scenario.set(parsed.scenario);
    moved
}

/// A new view is read from its beginning, by eye and by screen reader.
fn begin_view() {
    browser::after(0, || browser::focus("content", browser::Scroll::Stays));
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// What follows the address's `#`, with it; empty when there is none.
fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

fn write(fragment: &str) {
    let Some(Ok(history)) = web_sys::window().map(|window| window.history()) else { return };
    // Browsers may refuse when addresses change too often; the next change then writes again.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
}

fn name_the_page(state: State) {
    Effect::new(move || {
        let title = crate::app::chrome::title_of(state.view.get());
        if let Some(document) = browser::document() {
            document.set_title(&format!("{} · Octet", state.speech.word(title)()));
        }
    });
}
