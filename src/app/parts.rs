//! The views that travel later: each group of views but the first is a program of its own, fetched when one of its views is first
//! asked for, and kept.
//!
//! Invariant: what only a group needs is reachable only through its [`Part`]; a name of it used anywhere else in `app` would pull its
//! code into the first program. `src/main.rs` is where the page is cut.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::chrome::title_of;
use crate::app::speech::{Lookup, learn};
use crate::app::state::State;
use crate::charts::words::{Names, Word};
use crate::scenario::view::{Group, View};

/// What a group's program hands over when it arrives.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its words.
    pub say: Lookup,
    /// Their names.
    pub names: Names,
    /// What has to stand for the whole page before its first view.
    pub begin: fn(State),
    /// Its views; nothing for a view of another group.
    pub page: fn(View) -> AnyView,
}

/// A group's program could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreachable;

/// A part on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<Part, Unreachable>>>>;

/// How to fetch each group's program but the first, which is here.
#[derive(Clone, Copy)]
pub struct Fetch {
    /// The number lab.
    pub lab: fn() -> Coming,
    /// Compute and what it might be worth.
    pub economy: fn() -> Coming,
}

/// Where a group's program is.
#[derive(Clone, Copy)]
enum Standing {
    /// Nobody has asked for it.
    Away,
    /// It is on its way.
    Underway,
    /// It is here.
    Here(Part),
    /// It could not be fetched.
    Failed,
}

/// The parts of the page; cheap to copy.
#[derive(Clone, Copy)]
pub struct Parts {
    fetch: Fetch,
    /// One signal for each group: a part that arrives must not build the view of another one anew.
    standing: [RwSignal<Standing>; Group::ALL.len()],
    root: StoredValue<Option<Owner>>,
}

impl Parts {
    /// Hands the parts to every component below, and asks for the part of every view that comes on show.
    pub fn provide(state: State, fetch: Fetch) -> Self {
        let standing = Group::ALL.map(|_| RwSignal::new(Standing::Away));
        let parts = Self { fetch, standing, root: StoredValue::new(Owner::current()) };
        Effect::new(move || parts.ask(state.view.get().group()));
        provide_context(parts);
        parts
    }

    /// The parts of the page around a component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Fetches a group's program, unless it is here or on its way.
    pub fn ask(self, group: Group) {
        if matches!(self.of(group).get_untracked(), Standing::Here(_) | Standing::Underway) {
            return;
        }
        let coming = match group {
            Group::Start => return,
            Group::Lab => (self.fetch.lab)(),
            Group::Economy => (self.fetch.economy)(),
        };
        self.of(group).set(Standing::Underway);
        spawn_local(async move {
            let arrived = coming.await;
            if let Ok(part) = arrived {
                learn(part.say, part.names);
                // Above every view: what a part sets up stays when the reader leaves its views.
                self.root.with_value(|root| {
                    if let Some(root) = root {
                        root.with(|| (part.begin)(State::here()));
                    }
                });
            }
            self.of(group).set(arrived.map_or(Standing::Failed, Standing::Here));
        });
    }

    /// A view of a group, or what stands in its place until it is here.
    pub fn page(self, view: View) -> AnyView {
        match self.of(view.group()).get() {
            Standing::Here(part) => (part.page)(view),
            Standing::Away | Standing::Underway => waiting(view),
            Standing::Failed => failed(view),
        }
    }

    fn of(self, group: Group) -> RwSignal<Standing> {
        self.standing[group.place()]
    }
}

fn waiting(view: View) -> AnyView {
    let speech = State::here().speech;
    view! {
        <h1>{speech.word(title_of(view))}</h1>
        <p class="lead coming" role="status" data-testid="part-coming">{speech.word(Word::FrameViewComing)}</p>
    }
    .into_any()
}

fn failed(view: View) -> AnyView {
    let speech = State::here().speech;
    let parts = Parts::here();
    view! {
        <h1>{speech.word(title_of(view))}</h1>
        <p class="lead error" role="alert" data-testid="part-failed">{speech.word(Word::FrameViewFailed)}</p>
        <button type="button" class="primary" on:click=move |_| parts.ask(view.group()) data-testid="part-again">
            {speech.word(Word::FrameViewAgain)}
        </button>
    }
    .into_any()
}
