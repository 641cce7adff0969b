//! The laboratory: the benches of the number lab's views.
//!
//! The main bench follows the settings on show. Two more work beside it, each with a worker of its own, so that a long sweep or a
//! comparison never holds up the knob that a reader drags; a crew of several workers measures what the machine can do, and a pool of
//! workers trains networks.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::bench::{Bench, Standing};
use crate::app::crew::Crew;
use crate::app::state::State;
use crate::app::train_pool::TrainPool;
use crate::experiments::{Experiment, Outcome};
use crate::scenario::Scenario;
use crate::scenario::view::Group;
use crate::views::experiment;

/// The laboratory of the page; cheap to copy.
#[derive(Clone, Copy)]
pub struct Lab {
    /// The last outcome of the main bench.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// What the main bench is doing.
    pub standing: RwSignal<Standing>,
    /// Where formats are swept.
    pub sweep: Bench,
    /// Where figures of others are computed again.
    pub published: Bench,
    /// Who measures how fast this machine multiplies.
    pub crew: Crew,
    /// Who trains networks.
    pub train: TrainPool,
    bench: Bench,
    wish: Memo<Option<Experiment>>,
}

impl Lab {
    /// Sets up the laboratory for the whole page; a worker starts with the first experiment of its bench, not before.
    pub fn provide(state: State) -> Self {
        // Other groups of views have benches of their own.
        let ours = |scenario: &Scenario| if scenario.view.group() == Group::Lab { experiment(scenario) } else { None };
        let wish = Memo::new(move |_| state.scenario.with(ours));
        let bench = Bench::idle();
        let lab = Self {
            outcome: bench.outcome,
            standing: bench.standing,
            sweep: Bench::idle(),
            published: Bench::idle(),
            crew: Crew::new(state),
            train: TrainPool::idle(),
            bench,
            wish,
        };
        Effect::new(move || lab.ask());
        provide_context(lab);
        lab
    }

    /// The laboratory of the page around a component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Asks for the experiment of the settings on show; a wish already on its way gives way to this one.
    pub fn ask(self) {
        match self.wish.with(Clone::clone) {
            Some(experiment) => self.bench.ask(experiment),
            None => self.bench.clear(),
        }
    }

    /// Stops what runs on the main bench.
    pub fn cancel(self) {
        self.bench.cancel();
    }
}
