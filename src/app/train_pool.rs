//! The workers of `#/train`: as many as the machine has threads for, each taking its runs on in small portions.
//!
//! What is asked for next, and what an answer means, `worker::pool` decides; here are the browser's workers, its clock, and the
//! signals that the page follows. The page hears of news a few times a second, however many workers answer. The workers end when the
//! view is left: only so does their memory go back to the system. Runs that were over by then stay on show.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser;
use crate::experiments::Outcome;
use crate::experiments::training::report::Report;
use crate::scenario::train::Train;
use crate::views::train_progress::Way;
use crate::worker::client::{Client, Lost};
use crate::worker::line::News;
use crate::worker::pool::{self, Pool};

/// The page follows the runs so often, milliseconds.
const FRAME_MS: f64 = 200.0;

/// How a system asks for less motion.
const CALM: &str = "(prefers-reduced-motion: reduce)";

/// The workers with what they have found; cheap to copy.
#[derive(Clone, Copy)]
pub struct TrainPool {
    /// What the runs have shown, with the settings that they belong to.
    pub shown: RwSignal<Shown>,
    /// What the pool is doing.
    pub standing: RwSignal<Standing>,
    /// How far it is.
    pub progress: RwSignal<Way>,
    /// Whether what is on show is still going to change by itself.
    pub is_busy: RwSignal<bool>,
    /// Whether the reader's system asks for less motion: then what is on show waits until nothing moves.
    pub is_calm: RwSignal<bool>,
    hands: StoredValue<Hands, LocalStorage>,
}

/// Reports, and the study that they belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The study.
    pub study: Arc<Train>,
    /// What its runs have shown so far, in the order of the plans.
    pub reports: Arc<Vec<Report>>,
}

/// What a pool is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has been asked for, or the view was left.
    Idle,
    /// Training.
    Running,
    /// The reader has paused it.
    Paused,
    /// Every run has come to its end.
    Done,
    /// A worker did not start, or is gone.
    Lost,
}

/// The workers, what they are to do, and since when.
#[derive(Default)]
struct Hands {
    pool: Pool,
    workers: Vec<Client>,
    /// When each worker was last asked, milliseconds.
    asked: Vec<f64>,
    /// When the page was last told.
    told: f64,
    /// Whether it will be told soon.
    will_tell: bool,
}

impl Standing {
    /// The word that stands in the page for tests and styles.
    pub fn key(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Lost => "lost",
        }
    }
}

impl TrainPool {
    /// A pool that nobody has been hired for.
    pub fn idle() -> Self {
        let is_calm = RwSignal::new(browser::media(CALM));
        browser::on_media(CALM, move |now| is_calm.set(now));
        Self {
            shown: RwSignal::default(),
            standing: RwSignal::new(Standing::Idle),
            progress: RwSignal::default(),
            is_busy: RwSignal::new(false),
            is_calm,
            hands: StoredValue::new_local(Hands::default()),
        }
    }

    /// Begins a study, paused if the one before was; runs that it shares with that one go on.
    pub fn train(self, study: Train) {
        let (stale, kept) = self.with(|hands| (hands.pool.train(study.plans()), hands.pool.reports()));
        self.shown.set(Shown { study: Arc::new(study), reports: Arc::new(kept) });
        self.give_up(&stale);
        self.go();
    }

    /// The settings have moved on: what is on show is about to be replaced.
    pub fn will_train(self) {
        self.is_busy.set(true);
    }

    /// Asks for nothing more; what is on its way still comes.
    pub fn pause(self) {
        self.with(|hands| hands.pool.pause());
        self.tell();
    }

    /// Goes on, with new workers if the old ones are gone.
    pub fn resume(self) {
        self.with(|hands| hands.pool.resume());
        self.go();
    }

    /// Takes every run one step further and pauses.
    pub fn step(self) {
        self.with(|hands| hands.pool.step());
        self.go();
    }

    /// Forgets all that was learnt and begins again.
    pub fn restart(self) {
        let stale = self.with(|hands| hands.pool.restart());
        self.give_up(&stale);
        self.go();
    }

    /// Lets go of the workers: the view is left. A pause ends with the visit, because what was paused is lost with the workers.
    pub fn leave(self) {
        self.with(|hands| hands.pool.resume());
        self.dismiss();
        self.standing.set(Standing::Idle);
    }

    fn with<T: Default>(self, act: impl FnOnce(&mut Hands) -> T) -> T {
        self.hands.try_update_value(act).unwrap_or_default()
    }

    fn give_up(self, stale: &[usize]) {
        self.with(|hands| stale.iter().filter_map(|at| hands.workers.get(*at)).for_each(Client::cancel));
    }

    /// Hires whoever is needed and gives everybody something to do.
    fn go(self) {
        let now = self.hands.with_value(|hands| standing(hands.pool.standing()));
        self.standing.set(now);
        if now == Standing::Running && !self.hire() {
            self.lose();
            return;
        }
        for worker in 0..self.with(|hands| hands.workers.len()) {
            self.ask(worker);
        }
        self.tell();
    }

    /// Whether there are enough workers now.
    fn hire(self) -> bool {
        let threads = usize::try_from(browser::threads()).unwrap_or(1);
        let address = browser::meta("octet-worker").unwrap_or_default();
        self.with(|hands| {
            let places = hands.workers.len()..hands.pool.wanted(threads).max(hands.workers.len());
            let count = places.len();
            let hire = |place: usize| Client::new(&address, move |news| self.hear(place, news));
            let Ok(hired) = places.map(hire).collect::<Result<Vec<_>, Lost>>() else { return false };
            hands.workers.extend(hired);
            hands.asked.resize(hands.workers.len(), 0.0);
            hands.pool.hire(count);
            true
        })
    }

    /// Gives a worker its next job, if it is free and there is one.
    fn ask(self, worker: usize) {
        self.with(|hands| {
            if let (Some(job), Some(client)) = (hands.pool.next(worker), hands.workers.get(worker)) {
                hands.asked[worker] = js_sys::Date::now();
                client.ask(job);
            }
        });
    }

    fn hear(self, worker: usize, news: Result<News, Lost>) {
        match news {
            Ok(News::Outcome(outcome)) => {
                if let Outcome::Training(outcome) = *outcome {
                    self.take(worker, outcome.reports);
                }
            }
            Ok(News::Nothing | News::Progress(_) | News::Cancelled) => {}
            Err(_) => self.lose(),
        }
    }

    fn take(self, worker: usize, reports: Vec<Report>) {
        self.with(|hands| {
            let spent = js_sys::Date::now() - hands.asked.get(worker).copied().unwrap_or_default();
            for report in reports {
                hands.pool.hear(worker, report, spent);
            }
        });
        self.ask(worker);
        self.tell();
    }

    fn lose(self) {
        self.dismiss();
        self.standing.set(Standing::Lost);
    }

    fn dismiss(self) {
        self.with(|hands| {
            hands.workers.clear();
            hands.asked.clear();
            hands.pool.dismiss();
        });
        self.is_busy.set(false);
    }

    /// Tells the page: at once when all is still, otherwise no more often than it can follow.
    fn tell(self) {
        let now = js_sys::Date::now();
        let wait = self.with(|hands| {
            let is_still = !hands.pool.is_busy() && hands.pool.standing() != pool::Standing::Running;
            // A clock that was set back must not make the page wait.
            let wait = if is_still { 0.0 } else { (FRAME_MS - (now - hands.told)).min(FRAME_MS) };
            if 0.0 < wait && hands.will_tell {
                return None;
            }
            hands.will_tell = 0.0 < wait;
            Some(wait)
        });
        match wait {
            None => {}
            Some(wait) if 0.0 < wait => browser::after(whole(wait), move || {
                if self.with(|hands| std::mem::take(&mut hands.will_tell)) {
                    self.tell_now();
                }
            }),
            Some(_) => self.tell_now(),
        }
    }

    fn tell_now(self) {
        let (standing, progress, is_busy) = self
            .hands
            .with_value(|hands| (standing(hands.pool.standing()), hands.pool.progress(), hands.pool.is_busy()));
        self.with(|hands| hands.told = js_sys::Date::now());
        // Who has left the view, or lost its workers, is told so by whoever ended them.
        if matches!(self.standing.get_untracked(), Standing::Idle | Standing::Lost) {
            return;
        }
        let is_moving = standing == Standing::Running || is_busy;
        // Pictures that move by themselves are for those who like them.
        if !(is_moving && self.is_calm.get_untracked()) {
            let reports = self.hands.with_value(|hands| Arc::new(hands.pool.reports()));
            self.shown.update(|shown| shown.reports = reports);
        }
        self.progress.set(Way { done: progress.done, total: progress.total, left: progress.left });
        self.is_busy.set(is_moving);
        if self.standing.get_untracked() != standing {
            self.standing.set(standing);
        }
    }
}

fn standing(of: pool::Standing) -> Standing {
    match of {
        pool::Standing::Running => Standing::Running,
        pool::Standing::Paused => Standing::Paused,
        pool::Standing::Done => Standing::Done,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a fraction of a second")]
fn whole(milliseconds: f64) -> i32 {
    libm::ceil(milliseconds) as i32
}
