//! The bench of `#/economy`: follows what the ranges give, in a worker; the central path never waits for it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::bench::Bench;
use crate::app::state::State;
use crate::experiments::{Experiment, Outcome, uncertainty};
use crate::scenario::view::View;

/// The bench; cheap to copy.
#[derive(Clone, Copy)]
pub struct EconomyBench {
    /// The bench itself. Its last outcome stays on show until the next one is there.
    pub bench: Bench,
    wish: Memo<Option<Experiment>>,
}

impl EconomyBench {
    /// Sets up the bench for the whole page.
    pub fn provide(state: State) {
        let wish = Memo::new(move |_| {
            state.scenario.with(|scenario| (scenario.view == View::Economy).then(|| scenario.economy.experiment()))
        });
        let bench = Self { bench: Bench::idle(), wish };
        Effect::new(move || bench.ask());
        provide_context(bench);
    }

    /// The bench of the page around a component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Asks for what the settings on show give; a wish already on its way gives way to this one.
    pub fn ask(self) {
        if let Some(experiment) = self.wish.with(Clone::clone) {
            self.bench.ask(experiment);
        }
    }
}

/// What the ranges gave, if an outcome is that.
pub fn uncertainty(outcome: Option<&Arc<Outcome>>) -> Option<&uncertainty::Outcome> {
    outcome?.uncertainty()
}
