//! A bench: sends experiments to a worker of its own and holds what comes back.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser;
use crate::experiments::{Experiment, Outcome};
use crate::worker::client::{Client, Lost};
use crate::worker::line::News;

/// A run that is over sooner than this, in milliseconds, shows no progress: while a knob is dragged, the last result's words stay
/// instead of flickering, and the page is laid out once and not twice.
const PATIENCE_MS: i32 = 150;

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

impl Bench {
    /// A bench at which nothing has been asked yet; its worker starts with the first experiment, not before.
    pub fn idle() -> Self {
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

/// What there is to be seen of the bench: as it stands, but for short runs.
pub fn patient(standing: RwSignal<Standing>) -> Memo<Standing> {
    let is_long = RwSignal::new(false);
    let is_busy = Memo::new(move |_| matches!(standing.get(), Standing::Busy(_)));
    // Only the last run's timer may speak.
    let run = StoredValue::new(0_u32);
    Effect::new(move || {
        is_long.set(false);
        run.update_value(|run| *run = run.wrapping_add(1));
        if is_busy.get() {
            let this = run.get_value();
            browser::after(PATIENCE_MS, move || {
                if run.try_get_value() == Some(this) {
                    is_long.set(true);
                }
            });
        }
    });
    Memo::new(move |before: Option<&Standing>| match (standing.get(), before) {
        (Standing::Busy(_), Some(before @ (Standing::Done | Standing::Cancelled))) if !is_long.get() => *before,
        (now, _) => now,
    })
}
