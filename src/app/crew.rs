//! A crew: several workers that do the same job at the same time, step by step through a measurement.
//!
//! Every measurement hires workers of its own and lets go of them at its end, however it ends: only with its worker does memory go back
//! to the system. What has been measured by then stays.

use leptos::prelude::*;

use crate::app::browser::{self, Watch};
use crate::app::state::State;
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::bandwidth_course::{At, Course, Weights};
use crate::experiments::{Experiment, Outcome, bandwidth};
use crate::scenario::measured::Measured;
use crate::scenario::view::View;
use crate::views::bandwidth_standing::{Plan, lacking};
use crate::views::bandwidth_why::headline;
use crate::worker::client::{Client, Lost};
use crate::worker::line::News;

/// One crew; cheap to copy.
#[derive(Clone, Copy)]
pub struct Crew {
    /// What has been measured; grows with every step.
    pub measured: RwSignal<Option<Measured>>,
    /// What there was no memory for.
    pub lacking: RwSignal<Vec<Weights>>,
    /// What the crew is doing.
    pub standing: RwSignal<Standing>,
    state: State,
    run: StoredValue<Option<Run>, LocalStorage>,
}

/// What a crew is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// Nothing has been measured yet.
    Idle,
    /// Working.
    Busy(At),
    /// The measurement came to its end.
    Done,
    /// The reader stopped it.
    Stopped,
    /// It was stopped because the page was hidden: a browser slows down what nobody sees.
    Hidden,
    /// A worker did not start, or is gone.
    Lost,
}

/// A measurement under way; whoever lets go of it ends its workers.
struct Run {
    workers: Vec<Client>,
    course: Course,
    answers: Vec<Option<bandwidth::Outcome>>,
    /// Looks whether the page is still seen.
    _watch: Option<Watch>,
}

impl Crew {
    /// A crew that nobody has been hired for.
    pub fn new(state: State) -> Self {
        Self {
            measured: RwSignal::new(None),
            lacking: RwSignal::new(Vec::new()),
            standing: RwSignal::new(Standing::Idle),
            state,
            run: StoredValue::new_local(None),
        }
    }

    /// Begins a measurement; one under way is given up.
    pub fn start(self, plan: Plan) {
        self.run.set_value(None);
        self.measured.set(Some(Measured {
            threads: plan.threads,
            repetitions: plan.repetitions,
            ..Measured::default()
        }));
        self.lacking.set(Vec::new());
        let address = browser::meta("octet-worker").unwrap_or_default();
        let hire = |place: usize| Client::new(&address, move |news| self.hear(place, news));
        let Ok(workers) = (0..plan.threads as usize).map(hire).collect::<Result<Vec<_>, Lost>>() else {
            self.end(Standing::Lost);
            return;
        };
        let answers = workers.iter().map(|_| None).collect();
        let course = Course::new(plan.largest, plan.threads, plan.repetitions);
        let watch = browser::on_hidden(move || self.end(Standing::Hidden));
        self.run.set_value(Some(Run { workers, course, answers, _watch: watch }));
        self.next();
    }

    /// Stops what runs, at the reader's wish or because the view is left.
    pub fn stop(self) {
        if self.run.with_value(Option::is_some) {
            self.end(Standing::Stopped);
        }
    }

    /// Whether a measurement is under way; tracked.
    pub fn is_busy(self) -> bool {
        matches!(self.standing.get(), Standing::Busy(_))
    }

    /// What became of the last measurement, in words; `None` before and while it runs.
    pub fn ended(self) -> Option<String> {
        let voice = self.state.speech.voice();
        let word = match self.standing.get() {
            Standing::Idle | Standing::Busy(_) => return None,
            Standing::Done => Word::MeasuringDone,
            Standing::Stopped => Word::MeasuringStopped,
            Standing::Hidden => Word::MeasuringHidden,
            Standing::Lost => Word::MeasuringLost,
        };
        let lacks = self.lacking.with(|all| lacking(all, &voice));
        Some([Some(voice.say(word).to_owned()), lacks].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// Asks all workers for the step that the course is at, or ends.
    fn next(self) {
        let at = self.run.with_value(|run| run.as_ref().map(|run| run.course.at()));
        match at {
            Some(Some(at)) => {
                self.standing.set(Standing::Busy(at));
                self.run.with_value(|run| {
                    for worker in run.iter().flat_map(|run| &run.workers) {
                        worker.ask(Experiment::Bandwidth(at.step.job));
                    }
                });
            }
            Some(None) => self.end(Standing::Done),
            None => {}
        }
    }

    fn hear(self, place: usize, news: Result<News, Lost>) {
        match news {
            Ok(News::Outcome(outcome)) => {
                if let Outcome::Bandwidth(outcome) = *outcome {
                    self.take(place, outcome);
                }
            }
            Ok(News::Nothing | News::Progress(_) | News::Cancelled) => {}
            Err(_) => self.end(Standing::Lost),
        }
    }

    /// Keeps one worker's answer; the last one of a step makes its result.
    fn take(self, place: usize, outcome: bandwidth::Outcome) {
        let heard = self.run.try_update_value(|run| {
            let run = run.as_mut()?;
            *run.answers.get_mut(place)? = Some(outcome);
            if run.answers.iter().any(Option::is_none) {
                return None;
            }
            let answers: Vec<_> = run.answers.iter_mut().filter_map(Option::take).collect();
            let before = run.course.lacking().len();
            let result = run.course.hear(&answers);
            let lacking = run.course.lacking();
            Some((result, (before < lacking.len()).then(|| lacking.to_vec())))
        });
        let Some((result, lacking)) = heard.flatten() else { return };
        if let Some(lacking) = lacking {
            self.lacking.set(lacking);
        }
        if let Some((place, rate)) = result {
            self.measured.update(|measured| {
                if let Some(measured) = measured {
                    measured.take(place, rate);
                }
            });
        }
        self.next();
    }

    /// Lets go of the workers and says how it ended.
    fn end(self, standing: Standing) {
        self.run.set_value(None);
        self.standing.set(standing);
        // Who has left the view is not told what stopped there.
        if self.state.view.get_untracked() == View::Bandwidth {
            let voice = self.state.speech.voice_now();
            let found = self.measured.with_untracked(|measured| headline(measured.as_ref()?, &voice));
            let told = untrack(|| self.ended()).into_iter().chain(found);
            self.state.tell(told.collect::<Vec<_>>().join(" "));
        }
    }
}
