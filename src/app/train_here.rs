//! What the parts of `#/train` are made from: the study and what its runs have shown; out of sight, only once all is still.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use crate::app::in_view::in_view;
use crate::app::lab::Lab;
use crate::app::state::State;
use crate::app::train_pool::{Shown, TrainPool};
use crate::charts::voice::Voice;
use crate::experiments::training::report::Report;
use crate::scenario::train::Train;

/// Study and reports; cheap to copy.
#[derive(Clone, Copy)]
pub struct Here {
    state: State,
    shown: RwSignal<Shown>,
    show: Memo<u32>,
}

impl Here {
    /// For what always follows.
    pub fn live() -> Self {
        Self::of(Lab::here().train.shown)
    }

    /// For what follows only while it can be seen.
    pub fn seen(frame: NodeRef<Div>) -> Self {
        Self::of(lagging(Lab::here().train, in_view(frame)))
    }

    fn of(shown: RwSignal<Shown>) -> Self {
        let state = State::here();
        Self { state, shown, show: Memo::new(move |_| state.scenario.with(|scenario| scenario.train.show)) }
    }

    /// Makes something of the study, with the run that the reader chose to look at; tracked.
    pub fn make<T>(self, make: impl FnOnce(&Train, &[Report], &dyn Voice) -> T) -> T {
        let (show, voice) = (self.show.get(), self.state.speech.voice());
        self.shown.with(|shown| {
            if shown.study.show == show {
                make(&shown.study, &shown.reports, &voice)
            } else {
                make(&Train { show, ..Train::clone(&shown.study) }, &shown.reports, &voice)
            }
        })
    }
}

/// What the pool shows: at once while it can be seen, otherwise when nothing moves any more.
fn lagging(pool: TrainPool, is_seen: RwSignal<bool>) -> RwSignal<Shown> {
    let shown = RwSignal::new(pool.shown.get_untracked());
    Effect::new(move || {
        let latest = pool.shown.get();
        let is_new = shown.with_untracked(|shown| {
            !Arc::ptr_eq(&shown.reports, &latest.reports) || !Arc::ptr_eq(&shown.study, &latest.study)
        });
        if (is_seen.get() || !pool.is_busy.get()) && is_new {
            shown.set(latest);
        }
    });
    shown
}
