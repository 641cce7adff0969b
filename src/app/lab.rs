//! The laboratory: benches that send experiments to workers and hold what comes back.
//!
//! The main bench follows the settings on show. Two more work beside it, each with a worker of its own, so that a long sweep or a
//! comparison never holds up the knob that a reader drags.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser;
use crate::app::state::State;
use crate::experiments::{Experiment, Outcome};
use crate::views::experiment;
use crate::worker::client::{Client, Lost};
use crate::worker::line::News;

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
    bench: Bench,
    wish: Memo<Option<Experiment>>,
}

/// One bench with its worker; cheap to copy.
#[derive(Clone, Copy)]
pub struct Bench {
    /// The last outcome.
    pub outcome: RwSignal<Option<Arc<Outcome>>>,
    /// What the bench is doing.
    pub standing: RwSignal<Standing>,
    client: StoredValue<Option<Client>, LocalStorage>,
}

/// What a bench is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// There is nothing to run.
    Idle,
    /// Working, so far from 0 to 1.
    Busy(f64),
    /// The outcome on show belongs to the settings on show.
    Done,
    /// The reader stopped it: the outcome on show is an older one.
    Cancelled,
    /// The worker is gone.
    Lost,
}

impl Lab {
    /// Sets up the laboratory for the whole page; a worker starts with the first experiment of its bench, not before.
    pub fn provide(state: State) -> Self {
        let wish = Memo::new(move |_| state.scenario.with(experiment));
        let bench = Bench::new();
        let lab = Self {
            outcome: bench.outcome,
            standing: bench.standing,
            sweep: Bench::new(),
            published: Bench::new(),
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

impl Bench {
    fn new() -> Self {
        Self {
            outcome: RwSignal::new(None),
            standing: RwSignal::new(Standing::Idle),
            client: StoredValue::new_local(None),
        }
    }

    /// Asks for an experiment; a wish already on its way gives way to this one.
    pub fn ask(self, experiment: Experiment) {
        if self.client.with_value(Option::is_none) {
            self.hire();
        }
        self.client.with_value(|client| {
            if let Some(client) = client {
                self.standing.set(Standing::Busy(0.0));
                client.ask(experiment);
            }
        });
    }

    /// Stops what runs and forgets what was found.
    pub fn clear(self) {
        self.cancel();
        self.outcome.set(None);
        self.standing.set(Standing::Idle);
    }

    /// Stops what runs.
    pub fn cancel(self) {
        self.client.with_value(|client| {
            if let Some(client) = client {
                client.cancel();
            }
        });
    }

    fn hire(self) {
        let address = browser::meta("octet-worker").unwrap_or_default();
        match Client::new(&address, move |news| self.hear(news)) {
            Ok(client) => self.client.set_value(Some(client)),
            Err(_) => self.standing.set(Standing::Lost),
        }
    }

    fn hear(self, news: Result<News, Lost>) {
        match news {
            Ok(News::Nothing) => {}
            Ok(News::Progress(share)) => self.standing.set(Standing::Busy(share)),
            Ok(News::Outcome(outcome)) => {
                self.outcome.set(Some(Arc::from(outcome)));
                let busy = self.client.with_value(|client| client.as_ref().is_some_and(Client::is_busy));
                self.standing.set(if busy { Standing::Busy(0.0) } else { Standing::Done });
            }
            Ok(News::Cancelled) if self.standing.get_untracked() == Standing::Idle => {}
            Ok(News::Cancelled) => self.standing.set(Standing::Cancelled),
            Err(_) => {
                // The next change of a setting hires another one.
                self.client.set_value(None);
                self.standing.set(Standing::Lost);
            }
        }
    }
}
