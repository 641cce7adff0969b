//! A pool of workers that train networks side by side: which run goes on next, where, how far, and what an answer means.
//!
//! No browser and no clock: whoever owns the workers says how long an answer took. Every run stays with one worker, which keeps its
//! network, so that each job takes it on from where the last one stopped; its bits do not depend on how it was cut into jobs.
//! Always the run that is furthest behind is asked for next, in portions that a worker answers a few times a second.

use crate::experiments::Experiment;
use crate::experiments::training::Params;
use crate::experiments::training::plan::Plan;
use crate::experiments::training::report::Report;
use crate::worker::pooled::{Pace, Run, count};

/// Runs that a worker has in hand at once; fewer than it keeps networks of, or it would train the same ones again and again.
const IN_HAND: usize = 48;

/// The runs of a study, and the workers that take them on.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    runs: Vec<Run>,
    /// What each worker was asked for and has not answered.
    asked: Vec<Option<Asked>>,
    pace: Pace,
}

/// How a study stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something is being trained, or waits for a worker.
    Running,
    /// The reader has paused it.
    Paused,
    /// Every run has come to its end.
    Done,
}

/// How far all runs have come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
    /// How long the rest will take at the pace so far, in seconds; `None` before there is a pace.
    pub left: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Asked {
    plan: Plan,
    until: u32,
}

impl Pool {
    /// Sets the runs of a study and lets them go, unless the study before was paused: a pause is the reader's, and outlasts a change of
    /// the settings. A run of the same plan as before keeps what it has learnt. Gives the workers whose job nobody wants any more.
    pub fn train(&mut self, plans: Vec<Plan>) -> Vec<usize> {
        let is_paused = self.standing() == Standing::Paused;
        let mut before = std::mem::take(&mut self.runs);
        let carried = |plan: Plan| match before.iter().position(|run| run.plan == plan) {
            Some(at) => Run { goal: plan.steps, ..before.swap_remove(at) },
            None => Run::new(plan),
        };
        let mut distinct: Vec<Plan> = Vec::with_capacity(plans.len());
        for plan in plans.into_iter().map(Plan::clamped) {
            if !distinct.contains(&plan) {
                distinct.push(plan);
            }
        }
        self.runs = distinct.into_iter().map(carried).collect();
        if is_paused {
            self.pause();
        }
        self.pace = Pace::default();
        let runs = &self.runs;
        give_up(&mut self.asked, |asked| runs.iter().all(|run| run.plan != asked.plan))
    }

    /// How many workers the study can use, of so many at most; at least one.
    pub fn wanted(&self, most: usize) -> usize {
        self.runs.iter().filter(|run| !run.is_over()).count().clamp(1, most.max(1))
    }

    /// How many workers there are.
    pub fn workers(&self) -> usize {
        self.asked.len()
    }

    /// New workers have come; the first ones of a pool find no networks, so runs that are not over start again.
    pub fn hire(&mut self, count: usize) {
        if self.asked.is_empty() {
            for run in self.runs.iter_mut().filter(|run| !run.is_over()) {
                *run = Run { worker: None, report: None, ..run.clone() };
            }
        }
        self.asked.resize(self.asked.len() + count, None);
    }

    /// All workers are gone, and their networks with them; what they reported stays.
    pub fn dismiss(&mut self) {
        self.asked.clear();
        for run in &mut self.runs {
            run.worker = None;
        }
    }

    /// The next job of a worker; `None` while it has one, and when there is none for it.
    pub fn next(&mut self, worker: usize) -> Option<Experiment> {
        if self.asked.get(worker)?.is_some() {
            return None;
        }
        let ours = |run: &&mut Run| run.worker == Some(worker) && !run.is_over();
        let is_full = IN_HAND <= self.runs.iter_mut().filter(ours).count();
        let is_open = |run: &&mut Run| run.worker == Some(worker) || (run.worker.is_none() && !is_full);
        let run = self.runs.iter_mut().filter(|run| run.is_wanted()).filter(is_open).min_by_key(|run| run.step())?;
        run.worker = Some(worker);
        let until = run.step().saturating_add(run.portion.min(run.stride())).min(run.goal);
        self.asked[worker] = Some(Asked { plan: run.plan, until });
        Some(Experiment::Training(Params { plans: vec![run.plan], until }))
    }

    /// Takes a worker's answer, which it took so many milliseconds for; false if it is one that nobody waits for any more.
    pub fn hear(&mut self, worker: usize, report: Report, spent: f64) -> bool {
        let is_awaited = |asked: &Asked| {
            asked.plan == report.plan && (asked.until == report.step || report.lost.is_some_and(|at| at < asked.until))
        };
        let Some(slot) = self.asked.get_mut(worker) else { return false };
        if slot.take_if(|asked| is_awaited(asked)).is_none() {
            return false;
        }
        let Some(run) = self.runs.iter_mut().find(|run| run.plan == report.plan) else { return false };
        let steps = report.step.saturating_sub(run.step());
        self.pace.take(steps, spent);
        run.take(report, spent);
        true
    }

    /// Asks for nothing more; jobs on their way still come to their end.
    pub fn pause(&mut self) {
        for run in &mut self.runs {
            run.goal = run.step();
        }
    }

    /// Lets all runs go on to their ends.
    pub fn resume(&mut self) {
        for run in &mut self.runs {
            run.goal = run.plan.steps;
        }
    }

    /// Takes every run one step further than it is, and pauses there.
    pub fn step(&mut self) {
        let asked = &self.asked;
        for run in &mut self.runs {
            // A job on its way counts as done: the step comes after it.
            let on_its_way = asked.iter().flatten().find(|asked| asked.plan == run.plan).map_or(0, |asked| asked.until);
            run.goal = run.step().max(on_its_way).saturating_add(1).min(run.plan.steps);
        }
    }

    /// Forgets all that was learnt and begins again. Gives the workers whose job nobody wants any more.
    pub fn restart(&mut self) -> Vec<usize> {
        self.runs = self.runs.iter().map(Run::restarted).collect();
        self.pace = Pace::default();
        give_up(&mut self.asked, |_| true)
    }

    /// How the study stands.
    pub fn standing(&self) -> Standing {
        if self.runs.iter().all(Run::is_over) {
            Standing::Done
        } else if self.runs.iter().any(Run::is_wanted) {
            Standing::Running
        } else {
            Standing::Paused
        }
    }

    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        self.asked.iter().any(Option::is_some)
    }

    /// How far all runs have come; a run that is over counts whole.
    pub fn progress(&self) -> Progress {
        let total = self.runs.iter().map(|run| u64::from(run.plan.steps)).sum();
        let done = |run: &Run| u64::from(if run.is_over() { run.plan.steps } else { run.step() });
        let done: u64 = self.runs.iter().map(done).sum();
        let shared = |seconds: f64| (!self.asked.is_empty()).then(|| seconds / count(self.asked.len() as u64));
        Progress { done, total, left: self.pace.seconds(total - done).and_then(shared) }
    }

    /// What the runs have shown so far, in the order of their plans; a run that has not begun is not among them.
    pub fn reports(&self) -> Vec<Report> {
        self.runs.iter().filter_map(|run| run.report.clone()).collect()
    }
}

/// Forgets the jobs that are stale; gives the workers that had them.
fn give_up(asked: &mut [Option<Asked>], is_stale: impl Fn(&Asked) -> bool) -> Vec<usize> {
    let stale = |(worker, slot): (usize, &mut Option<Asked>)| slot.take_if(|asked| is_stale(asked)).map(|_| worker);
    asked.iter_mut().enumerate().filter_map(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::{Pool, Standing};
    use crate::experiments::tensor::Memory;
    use crate::experiments::training::plan::{Optimizer, Plan, Task};
    use crate::experiments::training::recipe::Known;
    use crate::experiments::training::report::Report;
    use crate::experiments::{Experiment, Outcome};

    fn plan(seed: u32, steps: u32) -> Plan {
        Plan {
            task: Task::Moons,
            width: 4,
            depth: 1,
            batch: 4,
            steps,
            optimizer: Optimizer::AdamW,
            rate: 0.01,
            noise: 0.1,
            recipe: Known::DeepseekV3.recipe(),
            seed,
        }
    }

    fn plans(seeds: u32, steps: u32) -> Vec<Plan> {
        (1..=seeds).map(|seed| plan(seed, steps)).collect()
    }

    /// What a worker with this memory answers.
    fn work(experiment: Experiment, memory: &mut Memory) -> Report {
        let mut running = experiment.start_with(memory);
        loop {
            running.step();
            running.leave(memory);
            if let Some(Outcome::Training(mut outcome)) = running.outcome() {
                return outcome.reports.remove(0);
            }
        }
    }

    /// Lets every worker do one job; how many did.
    fn round(pool: &mut Pool, memories: &mut [Memory]) -> usize {
        let jobs: Vec<_> = (0..memories.len()).map(|worker| pool.next(worker)).collect();
        let mut count = 0;
        for (worker, job) in jobs.into_iter().enumerate() {
            if let Some(job) = job {
                assert!(pool.hear(worker, work(job, &mut memories[worker]), 40.0));
                count += 1;
            }
        }
        count
    }

    fn finish(pool: &mut Pool, memories: &mut [Memory]) {
        while 0 < round(pool, memories) {}
        assert_eq!(pool.standing(), Standing::Done);
    }

    /// Each run from its first step to its last at once.
    fn at_once(plans: &[Plan]) -> Vec<Report> {
        let study = crate::experiments::training::Params { plans: plans.to_vec(), until: u32::MAX };
        crate::experiments::training::run(study).reports
    }

    fn hired(plans: Vec<Plan>, count: usize) -> (Pool, Vec<Memory>) {
        let mut pool = Pool::default();
        assert!(pool.train(plans).is_empty());
        pool.hire(count);
        (pool, vec![Memory::default(); count])
    }

    #[test]
    fn in_portions_on_several_workers_and_paused_in_between_the_bits_are_those_of_one_go() {
        let all = plans(5, 40);
        let (mut pool, mut memories) = hired(all.clone(), 2);
        assert_eq!((pool.wanted(8), pool.wanted(2), pool.standing()), (5, 2, Standing::Running));
        for _ in 0..4 {
            assert_eq!(round(&mut pool, &mut memories), 2);
        }
        pool.pause();
        assert_eq!((pool.standing(), round(&mut pool, &mut memories)), (Standing::Paused, 0));
        let before: u64 = pool.progress().done;
        pool.step();
        assert_eq!(pool.standing(), Standing::Running);
        while 0 < round(&mut pool, &mut memories) {}
        assert_eq!((pool.standing(), pool.progress().done), (Standing::Paused, before + 5));
        pool.resume();
        finish(&mut pool, &mut memories);
        assert_eq!(pool.reports(), at_once(&all));
        assert_eq!((pool.progress().done, pool.progress().total), (200, 200));
        pool.step();
        assert_eq!(pool.standing(), Standing::Done);
    }

    #[test]
    fn who_is_furthest_behind_comes_next_and_stays_where_it_is() {
        let (mut pool, mut memories) = hired(plans(3, 40), 1);
        let seeds: Vec<u32> = (0..6)
            .map(|_| {
                let report = work(pool.next(0).unwrap(), &mut memories[0]);
                assert!(pool.next(0).is_none(), "one job at a time");
                let seed = report.plan.seed;
                assert!(pool.hear(0, report, 150.0));
                seed
            })
            .collect();
        assert_eq!(seeds, [1, 2, 3, 1, 2, 3]);
        // A second worker has nothing to take over: the networks lie with the first.
        pool.hire(1);
        assert!(pool.next(1).is_none() && pool.next(0).is_some() && pool.next(2).is_none());
    }

    #[test]
    fn an_answer_that_nobody_waits_for_is_dropped() {
        let (mut pool, mut memories) = hired(plans(1, 40), 1);
        round(&mut pool, &mut memories);
        let late = work(pool.next(0).unwrap(), &mut memories[0]);
        assert!(pool.is_busy());
        assert_eq!(pool.restart(), [0]);
        assert!(!pool.is_busy() && pool.reports().is_empty());
        let job = pool.next(0).unwrap();
        assert!(!pool.hear(0, late, 1.0) && pool.is_busy());
        assert!(pool.hear(0, work(job, &mut memories[0]), 1.0));
        finish(&mut pool, &mut memories);
        assert_eq!(pool.reports(), at_once(&plans(1, 40)));
        assert!(!pool.hear(7, pool.reports().remove(0), 1.0), "there is no such worker");
    }

    #[test]
    fn what_does_not_change_is_kept() {
        let (mut pool, mut memories) = hired(plans(2, 20), 2);
        finish(&mut pool, &mut memories);
        let job = |pool: &mut Pool| (0..2).filter_map(|worker| pool.next(worker)).count();
        assert!(pool.train([plans(2, 20), plans(2, 20)].concat()).is_empty());
        assert_eq!((pool.standing(), job(&mut pool)), (Standing::Done, 0));
        assert!(pool.train(plans(3, 20)).is_empty());
        assert_eq!((pool.wanted(4), job(&mut pool)), (1, 1));
        // The job of the third seed is on its way, and nobody wants it any more.
        assert_eq!(pool.train(plans(2, 20)).len(), 1);
        assert_eq!(pool.standing(), Standing::Done);
        // A pause is kept too, by runs that no one has begun.
        pool.train(plans(3, 20));
        pool.pause();
        pool.train(plans(2, 30));
        assert_eq!((pool.standing(), job(&mut pool)), (Standing::Paused, 0));
    }

    #[test]
    fn with_its_workers_a_run_loses_its_network_and_begins_again() {
        let (mut pool, mut memories) = hired(plans(2, 40), 1);
        for _ in 0..3 {
            round(&mut pool, &mut memories);
        }
        pool.dismiss();
        assert_eq!((pool.workers(), pool.reports().len(), pool.next(0)), (0, 2, None));
        pool.hire(2);
        assert!(pool.reports().is_empty());
        finish(&mut pool, &mut [Memory::default(), Memory::default()]);
        pool.dismiss();
        pool.hire(1);
        assert_eq!(pool.reports(), at_once(&plans(2, 40)));
    }

    #[test]
    fn a_worker_has_no_more_runs_in_hand_than_it_keeps_networks() {
        let (mut pool, mut memories) = hired(plans(90, 20), 1);
        let mut jobs = 0;
        loop {
            let count = round(&mut pool, &mut memories);
            if count == 0 {
                break;
            }
            jobs += count;
        }
        assert_eq!(pool.standing(), Standing::Done);
        // From one examination to the next, for each of the ninety.
        assert_eq!(jobs, 90 * 20);
        assert_eq!(pool.reports(), at_once(&plans(90, 20)));
    }
}
