//! A measurement on its way: which step all threads are at, what their answers make of it, and what is left out for want of memory.

use crate::experiments::bandwidth::{Outcome, REPETITION_MS, Rate, Task, WARM_UP_MS};
use crate::experiments::bandwidth_plan::{Place, Step, steps};
use crate::numerics::gemv::Storage;

/// A measurement under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    steps: Vec<Step>,
    at: usize,
    lacking: Vec<Weights>,
}

/// Where a measurement stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// What all threads do now.
    pub step: Step,
    /// The matrix that they make or use; `None` where there is none.
    pub matrix: Option<Weights>,
    /// How many steps are behind, those left out among them.
    pub done: usize,
    /// How many steps there are.
    pub total: usize,
}

/// The weights of all threads together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// How they are stored.
    pub storage: Storage,
    /// How many there are, as a power of two.
    pub size: u32,
}

impl Course {
    /// The course up to `2^largest` weights on `threads` threads, each product timed so many times.
    pub fn new(largest: u32, threads: u32, repetitions: u32) -> Self {
        Self { steps: steps(largest, threads, repetitions), at: 0, lacking: Vec::new() }
    }

    /// Where it stands; `None` at the end.
    pub fn at(&self) -> Option<At> {
        let step = self.steps.get(self.at).copied()?;
        Some(At { step, matrix: self.matrix(), done: self.at, total: self.steps.len() })
    }

    /// What there was no memory for.
    pub fn lacking(&self) -> &[Weights] {
        &self.lacking
    }

    fn matrix(&self) -> Option<Weights> {
        let place = self.steps.get(self.at..)?.iter().find(|step| step.place != Place::Nowhere)?.place;
        let before = || self.steps.get(..self.at)?.iter().rev().find_map(|step| product(step.place));
        match place {
            Place::Memory => before(),
            Place::Product { .. } => product(place),
            Place::Nowhere | Place::Arithmetic => None,
        }
    }

    /// Takes the answers of all threads to the step and goes on to the next one; the result, if the step has one.
    ///
    /// Where one thread had no memory for its matrix, what would be done with it is left out, by all threads.
    pub fn hear(&mut self, answers: &[Outcome]) -> Option<(Place, Rate)> {
        let At { step, matrix, .. } = self.at()?;
        self.at += 1;
        let is_lacking = answers.iter().any(|answer| answer.weights == 0);
        if matches!(step.job.task, Task::Hold { .. }) && is_lacking {
            self.lacking.extend(matrix);
            let rest = self.steps.get(self.at..).unwrap_or_default();
            let needs_it = |step: &&Step| matches!(step.job.task, Task::Multiply { .. } | Task::Read);
            self.at += rest.iter().take_while(needs_it).count();
        }
        let has_place = step.place != Place::Nowhere;
        Rate::together(answers).filter(|_| has_place).map(|rate| (step.place, rate))
    }
}

/// How long a measurement takes at least, in milliseconds: its timed steps, without making the matrices.
///
/// Example: up to 2^25 on one thread with 7 repetitions there are 42 products of one vector, 15 of several, and two ceilings, each 160 ms of warming
/// up and 7 · 40 ms: 26 s.
pub fn least_milliseconds(largest: u32, threads: u32, repetitions: u32) -> f64 {
    let timed = steps(largest, threads, repetitions).into_iter().filter(|step| step.place != Place::Nowhere);
    timed.map(|step| WARM_UP_MS + f64::from(step.job.repetitions) * REPETITION_MS).sum()
}

fn product(place: Place) -> Option<Weights> {
    match place {
        Place::Product { storage, size, .. } => Some(Weights { storage, size }),
        Place::Nowhere | Place::Memory | Place::Arithmetic => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{At, Course, Weights, least_milliseconds};
    use crate::experiments::bandwidth::{Outcome, Sample, Task};
    use crate::experiments::bandwidth_plan::Place;
    use crate::numerics::gemv::Storage;

    /// Threads of which the last one has memory for `most` weights; the places of the results.
    fn places(course: &mut Course, most: u64) -> Vec<Place> {
        let mut places = Vec::new();
        while let Some(At { step, .. }) = course.at() {
            let answer = |most: u64| {
                let weights = if let Task::Hold { weights, .. } = step.job.task { weights } else { 1 };
                let is_timed = step.place != Place::Nowhere;
                let samples = if is_timed { vec![Sample { amount: 8.0, milliseconds: 40.0 }] } else { Vec::new() };
                Outcome { params: step.job, weights: if most < weights { 0 } else { weights }, samples }
            };
            let result = course.hear(&[answer(u64::MAX), answer(most)]);
            places.extend(result.map(|(place, rate)| {
                assert_eq!(rate.median.to_bits(), 400_f64.to_bits());
                place
            }));
        }
        places
    }

    #[test]
    fn with_memory_enough_every_place_has_a_result() {
        let mut course = Course::new(22, 2, 3);
        let found = places(&mut course, u64::MAX);
        assert_eq!(found.len(), 4 * 6 + 15 + 2);
        assert_eq!(course.lacking(), []);
    }

    #[test]
    fn what_one_thread_cannot_hold_is_left_out_by_all() {
        let mut course = Course::new(25, 2, 3);
        let found = places(&mut course, 1 << 23);
        let lack = |storage| Weights { storage, size: 25 };
        assert_eq!(course.lacking(), Storage::ALL.map(lack));
        // The ceiling of memory is that of the size before.
        assert_eq!(found.iter().filter(|place| **place == Place::Memory).count(), 1);
        assert!(found.iter().all(|place| !matches!(place, Place::Product { size: 25, .. })));
        assert!(found.contains(&Place::Product { storage: Storage::Fp4, size: 24, vectors: 32 }));
    }

    #[test]
    fn a_step_knows_its_matrix() {
        let mut course = Course::new(14, 1, 3);
        let mut about = Vec::new();
        while let Some(At { step, matrix, .. }) = course.at() {
            about.push((step.place, matrix));
            course.hear(&[]);
        }
        let fp32 = Some(Weights { storage: Storage::Fp32, size: 14 });
        assert_eq!(about[0], (Place::Arithmetic, None));
        assert_eq!(about[1], (Place::Nowhere, fp32));
        assert!(about.contains(&(Place::Memory, fp32)));
        assert_eq!(about.last(), Some(&(Place::Nowhere, None)));
    }

    #[test]
    fn a_measurement_takes_half_a_minute() {
        assert!((least_milliseconds(25, 1, 7) - 60.0 * 440.0).abs() < 1e-9);
    }
}
