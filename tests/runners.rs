//! Page and worker without a browser: every message goes through its bytes, as between the two threads.

#![expect(clippy::unwrap_used, reason = "a message that does not survive its bytes is a failed test")]

use octet::experiments::inputs::Input;
use octet::experiments::quantization::Params;
use octet::experiments::{Experiment, Outcome};
use octet::numerics::blocks::{Recipe, Scaling};
use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::scenario::Scenario;
use octet::scenario::link::parse;
use octet::views;
use octet::worker::desk::Desk;
use octet::worker::line::{Line, News};
use octet::worker::message::{JobId, Reply, Request, decode, encode};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use std::collections::VecDeque;
use std::sync::LazyLock;

/// Three steps long up to 16,384 values, and three more for each further 16,384.
fn experiment(count: u32, seed: u64) -> Experiment {
    Experiment::Quantization(params(count, seed))
}

fn params(count: u32, seed: u64) -> Params {
    let conversion =
        Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
    let input = Input::Normal { count, sigma: 100.0, seed };
    Params { input, conversion, recipe: Recipe::published(Scaling::None, 256), words: 0 }
}

/// Outcomes hold NaN, which equals nothing; their bytes are compared.
fn bytes(outcome: &Outcome) -> Vec<u8> {
    encode(outcome).unwrap()
}

/// Both ends and what is on its way between them, in bytes and in order.
#[derive(Default)]
struct Wire {
    line: Line,
    desk: Desk,
    to_desk: VecDeque<Vec<u8>>,
    to_page: VecDeque<Vec<u8>>,
}

impl Wire {
    fn send(&mut self, request: Option<Request>) {
        self.to_desk.extend(request.map(|request| encode(&request).unwrap()));
    }

    fn ask(&mut self, experiment: Experiment) {
        let request = self.line.ask(experiment);
        self.send(request);
    }

    fn cancel(&mut self) {
        let request = self.line.cancel();
        self.send(request);
    }

    /// The worker hears one request; `false` when there is none.
    fn serve(&mut self) -> bool {
        let Some(request) = self.to_desk.pop_front() else { return false };
        let reply = self.desk.receive(decode(&request).unwrap());
        self.to_page.extend(reply.map(|reply| encode(&reply).unwrap()));
        true
    }

    /// The worker works for one step; `false` when it has nothing to do.
    fn work(&mut self) -> bool {
        let reply = self.desk.step();
        let worked = reply.is_some();
        self.to_page.extend(reply.map(|reply| encode(&reply).unwrap()));
        worked
    }

    /// The worker ends its job before it would report progress, as it does with a job of a few milliseconds.
    fn work_quickly(&mut self) {
        while self.work() {}
        let last = self.to_page.pop_back();
        self.to_page.clear();
        self.to_page.extend(last);
    }

    /// The page hears one reply.
    fn hear(&mut self) -> Option<News> {
        let reply = self.to_page.pop_front()?;
        let (news, request) = self.line.hear(decode(&reply).unwrap());
        self.send(request);
        Some(news)
    }

    /// Everything goes on until nothing moves any more; gives the news.
    fn settle(&mut self) -> Vec<News> {
        let mut all = Vec::new();
        for _ in 0..10_000 {
            let moved = self.serve() | self.work();
            match self.hear() {
                Some(news) => all.push(news),
                None if !moved => return all,
                None => {}
            }
        }
        panic!("page and worker never come to rest");
    }
}

fn outcomes(news: &[News]) -> Vec<Vec<u8>> {
    let outcome = |news: &News| match news {
        News::Outcome(outcome) => Some(bytes(outcome)),
        News::Nothing | News::Progress(_) | News::Cancelled => None,
    };
    news.iter().filter_map(outcome).collect()
}

#[test]
fn a_run_through_the_worker_is_the_run_of_the_terminal_bit_for_bit() {
    let data =
        |values: &[f64]| Experiment::Quantization(Params { input: Input::Data(values.to_vec()), ..params(16, 1) });
    let link = |link: &str| views::experiment(&parse(link, &Scenario::default()).scenario).unwrap();
    let aside = |link: &str, name: &str| {
        let asides = views::asides(&parse(link, &Scenario::default()).scenario);
        asides.into_iter().find(|aside| aside.name == name).unwrap().experiment
    };
    for experiment in [
        experiment(50_000, 1),
        experiment(16_384, 2),
        experiment(1, 3),
        data(&[]),
        data(&[1.0, -0.0, f64::NAN, f64::INFINITY, 1e-300, 500.0]),
        link("#/accumulate?length=9000&rounding=stochastic"),
        link("#/accumulate?preset=swamping&length=3000"),
        link("#/accumulate?preset=promotion&length=100"),
        link("#/accumulate?preset=muller"),
        aside("#/quantize?count=64", "quantize-sweep"),
    ] {
        let expect = bytes(&experiment.clone().run());
        assert_eq!(bytes(&experiment.clone().run()), expect);
        let mut wire = Wire::default();
        wire.ask(experiment);
        assert!(wire.line.is_busy());
        assert_eq!(outcomes(&wire.settle()), [expect]);
        assert!(!wire.line.is_busy() && !wire.desk.is_busy());
    }
}

/// A tensor that was kept is not drawn again: of three phases two remain; and nothing else changes.
#[test]
fn turning_another_knob_keeps_the_tensor_and_every_bit() {
    let mut wire = Wire::default();
    let with = |scaling, seed| {
        let params = params(100_000, seed);
        Experiment::Quantization(Params { recipe: Recipe::published(scaling, 256), ..params })
    };
    for (experiment, steps) in [
        (with(Scaling::None, 1), 21),
        (with(Scaling::Tile128, 1), 14),
        (with(Scaling::Tile128, 2), 21),
        (with(Scaling::Tile128, 2), 14),
        (experiment(16, 2), 3),
        (with(Scaling::Nvfp4, 2), 21),
    ] {
        let expect = bytes(&experiment.clone().run());
        wire.ask(experiment);
        let news = wire.settle();
        assert_eq!((news.len(), outcomes(&news)), (steps, vec![expect]));
    }
}

#[test]
fn progress_rises_from_above_zero_to_below_one() {
    let mut wire = Wire::default();
    wire.ask(experiment(100_000, 1));
    let news = wire.settle();
    let shares: Vec<f64> =
        news.iter().filter_map(|news| if let News::Progress(share) = news { Some(*share) } else { None }).collect();
    // 100,000 values are seven steps in each of three phases, the last of which is the outcome.
    assert_eq!((shares.len(), news.len()), (20, 21));
    assert!(shares.is_sorted_by(|a, b| a < b), "{shares:?}");
    assert!(0.0 < shares[0] && shares[19] < 1.0);
}

#[test]
fn a_cancelled_run_ends_without_an_outcome_and_the_next_one_begins_fresh() {
    let mut wire = Wire::default();
    wire.ask(experiment(100_000, 1));
    wire.serve();
    wire.work();
    wire.hear();
    wire.cancel();
    assert_eq!(wire.settle(), [News::Cancelled]);
    assert!(!wire.line.is_busy() && !wire.desk.is_busy());
    wire.ask(experiment(100, 2));
    assert_eq!(outcomes(&wire.settle()), [bytes(&experiment(100, 2).run())]);
}

#[test]
fn there_is_nothing_to_cancel_before_the_first_wish() {
    let mut line = Line::default();
    assert_eq!(line.cancel(), None);
    assert!(!line.is_busy());
    assert_eq!(line.hear(Reply::Ready), (News::Nothing, None));
}

#[test]
fn the_worker_answers_a_cancel_for_a_job_it_does_not_know() {
    let mut desk = Desk::default();
    assert_eq!(desk.receive(Request::Cancel { job: JobId(9) }), Some(Reply::Cancelled { job: JobId(9) }));
    assert_eq!(desk.step(), None);
    assert_eq!(desk.receive(Request::Start { job: JobId(1), experiment: experiment(16, 1) }), None);
    assert_eq!(desk.receive(Request::Cancel { job: JobId(9) }), Some(Reply::Cancelled { job: JobId(9) }));
    assert!(desk.is_busy(), "another job was cancelled");
}

#[test]
fn a_new_start_replaces_what_runs() {
    let mut desk = Desk::default();
    desk.receive(Request::Start { job: JobId(1), experiment: experiment(100_000, 1) });
    desk.step();
    desk.receive(Request::Start { job: JobId(2), experiment: experiment(16, 2) });
    let last = std::iter::from_fn(|| desk.step()).last();
    assert_eq!(last, Some(Reply::Finished { job: JobId(2), outcome: Box::new(experiment(16, 2).run()) }));
}

/// While a short job is on its way, of all further wishes only the last is run.
#[test]
fn the_latest_wish_wins() {
    let mut wire = Wire::default();
    for seed in 1..=5 {
        wire.ask(experiment(100, seed));
    }
    assert_eq!(wire.to_desk.len(), 1, "wishes are queued");
    let mut heard = Vec::new();
    while wire.serve() {
        wire.work_quickly();
        heard.extend(wire.hear());
    }
    assert_eq!(outcomes(&heard), [1, 5].map(|seed| bytes(&experiment(100, seed).run())));
}

/// A job that has reported progress is long: a new wish cancels it, once.
#[test]
fn a_long_job_is_cancelled_for_a_new_wish() {
    let mut wire = Wire::default();
    wire.ask(experiment(1_000_000, 1));
    wire.serve();
    wire.work();
    assert!(matches!(wire.hear(), Some(News::Progress(_))));
    wire.ask(experiment(100, 2));
    wire.ask(experiment(100, 3));
    assert_eq!(wire.to_desk.len(), 1, "one cancel is enough");
    let news = wire.settle();
    assert_eq!(outcomes(&news), [bytes(&experiment(100, 3).run())]);
    assert!(!news.contains(&News::Cancelled), "nobody gave up");
}

#[test]
fn stale_replies_are_dropped() {
    let mut line = Line::default();
    let Some(Request::Start { job, .. }) = line.ask(experiment(16, 1)) else { panic!("a start") };
    let stale = JobId(job.0.wrapping_sub(1));
    let outcome = Box::new(experiment(16, 9).run());
    for reply in [
        Reply::Progress { job: stale, done: 1, total: 2 },
        Reply::Finished { job: stale, outcome: outcome.clone() },
        Reply::Cancelled { job: stale },
    ] {
        assert_eq!(line.hear(reply), (News::Nothing, None));
        assert!(line.is_busy());
    }
    assert!(matches!(line.hear(Reply::Finished { job, outcome: outcome.clone() }), (News::Outcome(_), None)));
    assert_eq!(line.hear(Reply::Finished { job, outcome }), (News::Nothing, None), "twice the same");
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Ask(usize),
    Cancel,
    Serve,
    Work,
    Hear,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        2 => (0_usize..5).prop_map(Act::Ask),
        1 => proptest::strategy::Just(Act::Cancel),
        3 => proptest::strategy::Just(Act::Serve),
        4 => proptest::strategy::Just(Act::Work),
        4 => proptest::strategy::Just(Act::Hear),
    ];
    proptest::collection::vec(act, 0..80)
}

/// Short jobs and longer ones, with their outcomes.
static WISHES: LazyLock<[(Experiment, Vec<u8>); 5]> = LazyLock::new(|| {
    [(16, 1), (16, 2), (17_000, 3), (33_000, 4), (16, 5)].map(|(count, seed)| {
        let wish = experiment(count, seed);
        (wish.clone(), bytes(&wish.run()))
    })
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// In whatever order the two ends get their turns, they come to rest, and the last thing seen is the last thing wished.
    #[test]
    fn the_line_never_gets_stuck(acts in acts()) {
        let mut wire = Wire::default();
        let mut heard = Vec::new();
        // What the reader wants now, and the outcomes heard since the reader last said so.
        let (mut wish, mut since, mut was_busy) = (None, 0, false);
        for act in &acts {
            match *act {
                Act::Ask(index) => {
                    wire.ask(WISHES[index].0.clone());
                    (wish, since) = (Some(index), heard.len());
                }
                Act::Cancel => {
                    was_busy = wire.line.is_busy();
                    wire.cancel();
                    (wish, since) = (None, heard.len());
                }
                Act::Serve => drop(wire.serve()),
                Act::Work => drop(wire.work()),
                Act::Hear => heard.extend(wire.hear()),
            }
            let starts = wire.to_desk.iter().filter(|sent| matches!(decode(sent), Ok(Request::Start { .. })));
            prop_assert!(starts.count() <= usize::from(wire.line.is_busy()), "a job is on its way that the page forgot");
        }
        heard.extend(wire.settle());
        prop_assert!(!wire.line.is_busy() && !wire.desk.is_busy());
        let last = outcomes(&heard[since..]);
        match wish {
            Some(index) => prop_assert_eq!(last.last(), Some(&WISHES[index].1)),
            // Giving up ends in silence when there was nothing, else in a cancellation or in the outcome that was quicker.
            None => prop_assert!(last.len() <= 1 && (!was_busy || heard[since..].contains(&News::Cancelled) ^ (last.len() == 1))),
        }
        // Every outcome ever heard was wished for, and none is half one run and half another.
        prop_assert!(outcomes(&heard).iter().all(|outcome| WISHES.iter().any(|(_, expect)| outcome == expect)));
        let is_share = |news: &News| !matches!(news, News::Progress(share) if !(0.0..1.0).contains(share));
        prop_assert!(heard.iter().all(is_share));
    }

    /// Bytes of another build are refused, never a panic.
    #[test]
    fn bytes_that_are_no_message_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60), cut in 0_usize..40) {
        let _: (Result<Request, _>, Result<Reply, _>) = (decode(&bytes), decode(&bytes));
        let request = encode(&Request::Start { job: JobId(7), experiment: experiment(16, 1) }).unwrap();
        let cut = cut.min(request.len() - 1);
        prop_assert!(decode::<Request>(&request[..cut]).is_err());
    }
}
