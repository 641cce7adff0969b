//! What a study of networks in training promises: the same bits however far it is taken at a time, on whatever thread, after whatever
//! else; and no plan that stops it.

#![expect(clippy::unwrap_used, reason = "a message that does not survive its bytes is a failed test")]

use octet::experiments::inputs::Input;
use octet::experiments::training::plan::{
    MAX_BATCH, MAX_DEPTH, MAX_STEPS, MAX_VERSE, MAX_WIDTH, Optimizer, Plan, Task,
};
use octet::experiments::training::recipe::{Known, LossScale, Recipe};
use octet::experiments::training::report::Report;
use octet::experiments::training::{Params, run};
use octet::experiments::{Experiment, Outcome, quantization};
use octet::numerics::blocks::{self, Scaling};
use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::worker::desk::Desk;
use octet::worker::message::{JobId, Reply, Request, decode, encode};

const PLAN: Plan = Plan {
    task: Task::Circle,
    width: 8,
    depth: 2,
    batch: 4,
    steps: 30,
    optimizer: Optimizer::AdamW,
    rate: 0.01,
    noise: 0.1,
    recipe: Known::Fp32.recipe(),
    seed: 7,
};

/// Reports may hold NaN, which equals nothing; their bytes are compared.
fn bytes(reports: &[Report]) -> Vec<Vec<u8>> {
    reports.iter().map(|report| encode(report).unwrap()).collect()
}

fn at_once(plans: &[Plan], until: u32) -> Vec<Report> {
    run(Params { plans: plans.to_vec(), until }).reports
}

/// What a desk answers; request and replies go through their bytes, and progress is looked at.
fn asked(desk: &mut Desk, experiment: Experiment) -> Outcome {
    let job = JobId(3);
    let request = encode(&Request::Start { job, experiment }).unwrap();
    assert_eq!(desk.receive(decode(&request).unwrap()), None);
    let mut before = (0, 1);
    loop {
        let reply = encode(&desk.step().unwrap()).unwrap();
        match decode(&reply).unwrap() {
            Reply::Progress { done, total, .. } => {
                // A run that is lost takes what it had left to do out of the total.
                assert!(before.0 * total < done * before.1 && done < total, "{done} of {total} after {before:?}");
                before = (done, total);
            }
            Reply::Finished { outcome, .. } => return *outcome,
            Reply::Ready | Reply::Cancelled { .. } => panic!("nobody asked for that"),
        }
    }
}

fn trained(desk: &mut Desk, plans: &[Plan], until: u32) -> Vec<Report> {
    match asked(desk, Experiment::Training(Params { plans: plans.to_vec(), until })) {
        Outcome::Training(outcome) => outcome.reports,
        other => panic!("{other:?}"),
    }
}

/// One plan for each network with each kind of state: history, random words, loss scale, none.
fn plans() -> Vec<Plan> {
    let known = [Known::Fp32, Known::Fp16, Known::DeepseekV3, Known::Delayed, Known::Nvfp4];
    let plan = |known: Known| Plan { recipe: known.recipe(), ..PLAN };
    let digits = [Known::Nvfp4, Known::Delayed].map(|known| Plan { task: Task::Digits, steps: 21, ..plan(known) });
    let verse = [Known::Bf16, Known::Nvfp4].map(|known| Plan { task: Task::French, batch: 1, depth: 1, ..plan(known) });
    known.into_iter().map(plan).chain(digits).chain(verse).collect()
}

#[test]
fn in_pieces_is_at_once() {
    let plans = plans();
    let mut desk = Desk::default();
    for until in [7, 20] {
        let reports = trained(&mut desk, &plans, until);
        assert!(reports.iter().all(|report| report.step == until && report.losses.len() == until as usize));
        assert_eq!(bytes(&reports), bytes(&at_once(&plans, until)));
    }
    let end = trained(&mut desk, &plans, u32::MAX);
    assert!(end.iter().all(|report| report.step == report.plan.steps), "beyond a plan's end there is nothing");
    assert_eq!(bytes(&end), bytes(&at_once(&plans, u32::MAX)));
    // A reader goes back: the thread's runs are too far, and new ones come to the same.
    assert_eq!(bytes(&trained(&mut desk, &plans[..5], 7)), bytes(&at_once(&plans[..5], 7)));
}

#[test]
fn what_a_worker_did_before_leaves_no_trace() {
    let expect = bytes(&at_once(&plans()[..6], 12));
    let mut desk = Desk::default();
    let other: Vec<Plan> = plans().iter().map(|plan| Plan { seed: 8, ..*plan }).collect();
    trained(&mut desk, &other[..6], 9);
    let conversion =
        Conversion { format: FormatId::E4m3fn, rounding: Rounding::Stochastic, overflow: Overflow::Saturate };
    let input = Input::Normal { count: 500, sigma: 1.0, seed: 1 };
    let recipe = blocks::Recipe::published(Scaling::Tile128, 0);
    asked(&mut desk, Experiment::Quantization(quantization::Params { input, conversion, recipe, words: 5 }));
    // More runs than a thread keeps, none at its end.
    let many: Vec<Plan> = (0..70).map(|seed| Plan { seed, width: 4, depth: 1, ..PLAN }).collect();
    trained(&mut desk, &many, 1);
    // The same plan begun alone, then in company and in another order.
    trained(&mut desk, &plans()[2..4], 5);
    let turned: Vec<Plan> = plans()[..6].iter().rev().copied().collect();
    let mut reports = trained(&mut desk, &turned, 12);
    reports.reverse();
    assert_eq!(bytes(&reports), expect);
}

#[test]
fn every_thread_gives_the_same() {
    let plans = plans();
    let alone: Vec<Report> = plans[..7].iter().flat_map(|plan| at_once(&[*plan], 10)).collect();
    let results: Vec<Vec<Report>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| at_once(&plans[..7], 10))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for reports in results {
        assert_eq!(bytes(&reports), bytes(&alone));
    }
}

/// Two copies of a plan in one study are two runs with the same end.
#[test]
fn twins_agree() {
    let mut desk = Desk::default();
    for until in [3, 6] {
        let reports = trained(&mut desk, &[PLAN, PLAN], until);
        assert_eq!(bytes(&reports[..1]), bytes(&reports[1..]));
        assert_eq!(bytes(&reports[..1]), bytes(&at_once(&[PLAN], until)));
    }
}

/// The largest learning rate, the most noise, one example: whatever becomes of the network, there is a report.
#[test]
fn no_plan_stops_a_study() {
    for (place, task) in Task::ALL.into_iter().enumerate() {
        let plans: Vec<Plan> = Known::ALL
            .into_iter()
            .zip(1_u32..)
            .map(|(known, number)| {
                let depth = if task.is_verse() { 1 + number % 2 } else { 1 + number % MAX_DEPTH };
                let optimizer = if number as usize % 2 == place % 2 { Optimizer::Sgd } else { Optimizer::AdamW };
                let plan = Plan { task, width: 4, depth, batch: 1, steps: 3, optimizer, ..PLAN };
                Plan { rate: 10.0, noise: 0.5, recipe: known.recipe(), seed: number, ..plan }
            })
            .collect();
        let reports = at_once(&plans, u32::MAX);
        for (report, plan) in reports.iter().zip(&plans) {
            assert_eq!(report.plan, plan.clamped());
            assert_eq!(report.step, report.lost.unwrap_or(3), "{task:?}");
            // What is lost in a step has its loss, what an examination finds lost has none of the next step.
            let further = report.losses.len() - report.step as usize;
            assert!(further <= usize::from(report.lost.is_some()), "{further}");
            let count: u64 = report.layers.iter().map(|layer| layer.gradients.count).sum();
            assert!(report.lost.is_some() || 0 < count, "a marked step shows its gradients");
            for layer in &report.layers {
                for tally in [layer.activations, layer.weights, layer.gradients] {
                    assert!(tally.flushed + tally.saturated <= tally.count, "{task:?} {layer:?}");
                }
                let seen = layer.histogram.iter().map(|count| u64::from(*count)).sum::<u64>();
                assert_eq!(seen + u64::from(layer.zeros), layer.gradients.count);
            }
        }
    }
}

#[test]
fn silly_plans_are_clamped() {
    let silly = Plan { width: 0, depth: 0, batch: 0, steps: 0, rate: f64::NAN, noise: -1.0, ..PLAN };
    let huge =
        Plan { width: u32::MAX, depth: 99, batch: u32::MAX, steps: u32::MAX, rate: f64::INFINITY, noise: 7.0, ..PLAN };
    let least = Plan { width: 4, depth: 1, batch: 1, steps: 1, rate: 0.0, noise: 0.0, ..PLAN };
    assert_eq!(silly.clamped(), least);
    let most = Plan { width: MAX_WIDTH, depth: MAX_DEPTH, batch: MAX_BATCH, steps: MAX_STEPS, noise: 0.5, ..PLAN };
    assert_eq!(huge.clamped(), Plan { rate: 0.0, ..most });
    assert_eq!(Plan { rate: 1e9, ..huge }.clamped(), Plan { rate: 10.0, ..most });
    for width in [0, 4, 9, 255, u32::MAX] {
        let clamped = Plan { task: Task::Chinese, width, ..PLAN }.clamped();
        assert!(clamped.width.is_multiple_of(8) && (8..=MAX_VERSE[0]).contains(&clamped.width), "{width}");
        assert_eq!(clamped.clamped(), clamped);
    }
    let verse = Plan { task: Task::French, rate: 0.1, ..huge }.clamped();
    assert_eq!([verse.width, verse.depth, verse.batch], MAX_VERSE);
    let report = &at_once(&[silly], u32::MAX)[0];
    assert_eq!((report.plan, report.step, report.losses.len()), (least, 1, 1));
    assert_eq!(bytes(&at_once(&[silly], 1)), bytes(&at_once(&[least], 1)), "two names of one plan");
}

/// A run that goes to infinity says at which step, keeps what it had, and is not gone on with.
#[test]
fn a_lost_run_stays_lost() {
    let plan = Plan { depth: 4, width: 32, rate: 10.0, optimizer: Optimizer::Sgd, steps: 200, ..PLAN };
    let companion = Plan { steps: 60, ..PLAN };
    let mut desk = Desk::default();
    let first = trained(&mut desk, &[plan, companion], 40);
    let lost = first[0].lost.unwrap();
    assert!(0 < lost && lost < 40);
    assert_eq!((first[0].step, first[0].losses.len()), (lost, lost as usize + 1));
    let (last, before) = first[0].losses.split_last().unwrap();
    assert!(!last.is_finite() && before.iter().all(|loss| loss.is_finite()));
    let second = trained(&mut desk, &[plan, companion], 60);
    assert_eq!(bytes(&second[..1]), bytes(&first[..1]));
    assert_eq!(second[1].step, 60, "the other one goes on");
    // Up to the step before, it is any other run.
    let almost = &at_once(&[plan], lost)[0];
    assert_eq!((almost.lost, almost.step), (None, lost));
}

/// Recipes whose forward pass is FP32, and a learning rate of 0, so that the weights stay: step by step the same losses to the last bit,
/// whatever is drawn for rounding. The same with FP16, BF16, E4M3FN, whose losses are only near: it is one sequence of examples.
#[test]
fn every_recipe_sees_the_same_examples() {
    let fp32 = Known::Fp32.recipe();
    let drawn = Recipe { gradients: FormatId::E5m2, rounding: Rounding::Stochastic, ..fp32 };
    let scaled = Recipe { loss_scale: LossScale::Dynamic, moments: FormatId::Bf16, ..drawn };
    for task in [Task::Spiral, Task::Digits, Task::Chinese] {
        let plan = |recipe| Plan { task, rate: 0.0, batch: 2, steps: 8, recipe, ..PLAN };
        let known = Known::ALL.map(Known::recipe);
        let plans: Vec<Plan> = [fp32, drawn, scaled].into_iter().chain(known).map(plan).collect();
        let losses: Vec<Vec<f32>> = at_once(&plans, 8).into_iter().map(|report| report.losses).collect();
        let bits = |losses: &[f32]| losses.iter().map(|loss| loss.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&losses[1]), bits(&losses[0]), "{task:?}");
        assert_eq!(bits(&losses[2]), bits(&losses[0]), "{task:?}");
        assert!(losses[0].windows(2).all(|pair| pair[0].to_bits() != pair[1].to_bits()), "examples differ");
        // BF16 and FP16: a few units in the eighth bit of what is about 1.
        for losses_of in &losses[4..6] {
            assert!(losses_of.iter().zip(&losses[0]).all(|(a, b)| (a - b).abs() < 0.03), "{task:?}");
        }
        let other = &at_once(&[Plan { seed: 8, ..plans[0] }], 8)[0];
        assert_ne!(bits(&other.losses), bits(&losses[0]), "another seed");
    }
}
