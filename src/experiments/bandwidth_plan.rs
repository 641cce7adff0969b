//! The course of a measurement: which jobs every thread does, one after the other, and what each is a point of.

use crate::experiments::bandwidth::{LEAST, Params, Task};
use crate::numerics::gemv::Storage;

/// The smallest number of weights, as a power of two: all of it fits the first cache in FP8.
pub const SMALLEST: u32 = LEAST.trailing_zeros();

/// The sizes measured up to a largest one, as powers of two of the number of weights of all threads together.
pub const SIZES: [u32; 9] = [SMALLEST, 16, 18, 20, 22, 24, 25, 27, 28];

/// The size at which several vectors are multiplied: beyond most caches, and not long.
const BATCHED: u32 = 24;

/// How many vectors.
pub const VECTORS: [u32; 5] = [2, 4, 8, 16, 32];

/// Which storages are multiplied with several vectors.
const BATCHED_STORAGES: [Storage; 3] = [Storage::Fp32, Storage::E4m3fn, Storage::Fp4];

/// What a job's result is a point of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing: it prepares the next job, or releases what is held.
    Nowhere,
    /// Weights multiplied each second.
    Product {
        /// How they are stored.
        storage: Storage,
        /// How many there are in all, as a power of two.
        size: u32,
        /// With how many vectors at once.
        vectors: u32,
    },
    /// Bytes read each second: the ceiling of memory, from the largest size that there is memory for.
    Memory,
    /// Operations each second: the ceiling of arithmetic.
    Arithmetic,
}

/// One step of the course: all threads do this job at the same time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// What each thread is asked for.
    pub job: Params,
    /// Where the result belongs.
    pub place: Place,
}

/// The steps of a measurement up to `2^largest` weights on `threads` threads, the wide storages first so that each size ends with the
/// narrow ones, and the smallest size first so that a device short of memory has shown most of it when it stops.
///
/// Example: up to 2^25 there are seven sizes, six storages each.
pub fn steps(largest: u32, threads: u32, repetitions: u32) -> Vec<Step> {
    let share = |size: u32| (1_u64 << size) / u64::from(threads.max(1));
    let hold =
        |storage, size| Step { job: Params::once(Task::Hold { storage, weights: share(size) }), place: Place::Nowhere };
    let timed = |task, place| Step { job: Params { task, repetitions }, place };
    let product = |storage, size, vectors| timed(Task::Multiply { vectors }, Place::Product { storage, size, vectors });
    let mut steps = vec![timed(Task::Compute, Place::Arithmetic)];
    // Less than that a thread's matrix is never: several threads begin with a larger size.
    let sizes = SIZES.into_iter().filter(|size| *size <= largest && LEAST <= share(*size));
    let top = sizes.clone().next_back().unwrap_or(SMALLEST);
    for size in sizes {
        for storage in Storage::ALL {
            steps.extend([hold(storage, size), product(storage, size, 1)]);
            // The second replaces the first, and should memory not suffice for it, the first stays.
            if [BATCHED.min(top), top].contains(&size) && storage == Storage::Fp32 {
                steps.push(timed(Task::Read, Place::Memory));
            }
            if size == BATCHED.min(top) && BATCHED_STORAGES.contains(&storage) {
                steps.extend(VECTORS.map(|vectors| product(storage, size, vectors)));
            }
        }
    }
    steps.push(Step { job: Params::once(Task::Release), place: Place::Nowhere });
    steps
}

/// The memory that all threads together hold at most, in bytes: the largest size in FP32.
pub fn memory(largest: u32) -> u64 {
    4 << largest
}

#[cfg(test)]
mod tests {
    use super::{Place, memory, steps};
    use crate::experiments::bandwidth::{LEAST, Task};

    #[test]
    fn nothing_is_measured_that_is_not_held() {
        for (largest, threads) in [(14, 1), (22, 3), (25, 2), (28, 16)] {
            let steps = steps(largest, threads, 7);
            let mut held = None;
            for step in &steps {
                match (step.job.task, step.place) {
                    (Task::Hold { storage, weights }, Place::Nowhere) => held = Some((storage, weights)),
                    (Task::Multiply { vectors }, Place::Product { storage, size, vectors: shown }) => {
                        assert_eq!(held, Some((storage, (1 << size) / u64::from(threads))));
                        assert!(held.is_some_and(|(_, weights)| LEAST <= weights));
                        assert_eq!(vectors, shown);
                    }
                    (Task::Read, Place::Memory) => assert!(held.is_some()),
                    (Task::Compute, Place::Arithmetic) | (Task::Release, Place::Nowhere) => held = None,
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(held, None);
            let reads = steps.iter().filter(|step| step.place == Place::Memory).count();
            assert_eq!(reads, if largest < 25 { 1 } else { 2 });
        }
    }

    #[test]
    fn memory_is_that_of_the_widest() {
        assert_eq!(memory(27), 512 << 20);
    }
}
