//! What the parts of `#/economy` are made from: the settings and what their ranges gave; at once where that can be seen, and where it
//! cannot, as soon as the reader's knob rests.

use std::sync::Arc;

use leptos::html::Section;
use leptos::prelude::*;

use crate::app::browser;
use crate::app::economy_bench::{EconomyBench, uncertainty};
use crate::app::in_view::in_sight;
use crate::app::plot::STILL;
use crate::app::state::State;
use crate::charts::figure::Figure;
use crate::experiments::{Outcome, uncertainty as found};
use crate::scenario::economy::Economy;
use crate::views::economy::{figure, is_there};

/// Settings and outcome; cheap to copy.
#[derive(Clone, Copy)]
struct Followed {
    economy: Signal<Economy>,
    outcome: Signal<Option<Arc<Outcome>>>,
}

/// What a part of the page shows; cheap to copy.
#[derive(Clone, Copy)]
pub struct Here {
    state: State,
    now: Followed,
    rested: Followed,
    is_moving: RwSignal<bool>,
    is_seen: RwSignal<bool>,
}

impl Here {
    /// For the whole page.
    pub fn new(state: State) -> Self {
        let outcome = EconomyBench::here().bench.outcome;
        // Quiet while other views' settings move.
        let economy = Memo::new(move |_| state.scenario.with(|scenario| scenario.economy.clone()));
        let now = Followed { economy: economy.into(), outcome: outcome.into() };
        let is_moving = RwSignal::new(false);
        Self { state, now, rested: now.rested(is_moving), is_moving, is_seen: RwSignal::new(true) }
    }

    /// For a section of the page: it follows a knob that is dragged only while it can be seen.
    #[must_use]
    pub fn seen(self, section: NodeRef<Section>) -> Self {
        Self { is_seen: in_sight(move || section.get().map(Into::into)), ..self }
    }

    /// Whether what is out of sight may still lag behind the settings; tracked.
    pub fn lags(self) -> bool {
        self.is_moving.get()
    }

    fn followed(self) -> Followed {
        if self.is_seen.get() { self.now } else { self.rested }
    }

    /// Makes something of the settings; tracked.
    pub fn economy<T>(self, make: impl FnOnce(&Economy) -> T) -> T {
        self.followed().economy.with(make)
    }

    /// Makes something of what the ranges gave; tracked.
    pub fn outcome<T>(self, make: impl FnOnce(Option<&found::Outcome>) -> T) -> T {
        self.followed().outcome.with(|outcome| make(uncertainty(outcome.as_ref())))
    }

    /// Makes something of the settings and of what their ranges gave; tracked.
    pub fn both<T>(self, make: impl FnOnce(&Economy, Option<&found::Outcome>) -> T) -> T {
        let Followed { economy, outcome } = self.followed();
        outcome.with(|outcome| economy.with(|economy| make(economy, uncertainty(outcome.as_ref()))))
    }

    /// The same of this moment, seen or not; untracked.
    pub fn at_once<T>(self, make: impl FnOnce(&Economy, Option<&found::Outcome>) -> T) -> T {
        let Followed { economy, outcome } = self.now;
        outcome.with_untracked(|outcome| economy.with_untracked(|economy| make(economy, uncertainty(outcome.as_ref()))))
    }

    /// Whether a picture or table is there; never late.
    pub fn has(self, name: &'static str) -> Memo<bool> {
        let Followed { economy, outcome } = self.now;
        Memo::new(move |_| {
            outcome.with(|outcome| economy.with(|economy| is_there(name, economy, uncertainty(outcome.as_ref()))))
        })
    }

    /// One of the pictures, made only while it can be seen or once the knob rests, and drawn anew only when it differs.
    pub fn figure(self, id: &'static str) -> Signal<Figure> {
        let place = move || browser::document().and_then(|document| document.get_element_by_id(id));
        let here = Self { is_seen: in_sight(place), ..self };
        let make = move |_: Option<&Figure>| {
            let voice = self.state.speech.voice();
            here.both(|economy, outcome| figure(id, economy, outcome, &voice)).unwrap_or_else(Figure::blank)
        };
        Memo::new(make).into()
    }
}

impl Followed {
    /// The same, but late by the time a knob must rest, in which `is_moving`; an outcome that comes while it rests is not kept waiting.
    fn rested(self, is_moving: RwSignal<bool>) -> Self {
        let economy = RwSignal::new(self.economy.get_untracked());
        let outcome = RwSignal::new(self.outcome.get_untracked());
        let settle = move || {
            outcome.set(self.outcome.get_untracked());
            economy.set(self.economy.get_untracked());
            is_moving.set(false);
        };
        Effect::new(move |before: Option<()>| {
            self.economy.track();
            if before.is_none() {
                return;
            }
            is_moving.set(true);
            match set_timeout_with_handle(settle, STILL) {
                Ok(later) => on_cleanup(move || later.clear()),
                Err(_) => settle(),
            }
        });
        Effect::new(move || {
            self.outcome.track();
            if !is_moving.get_untracked() {
                outcome.set(self.outcome.get_untracked());
            }
        });
        Self { economy: economy.into(), outcome: outcome.into() }
    }
}
