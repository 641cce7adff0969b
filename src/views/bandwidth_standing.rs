//! `#/bandwidth`: what is said of a measurement before, while and after it runs.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::bandwidth_course::{At, Weights, least_milliseconds};
use crate::experiments::bandwidth_plan::{Place, memory};
use crate::scenario::bandwidth::{Bandwidth, Threads, Upto};
use crate::views::bandwidth_spread::{size_text, storage_name};
use crate::views::bandwidth_words::{filled, whole};

/// More memory than this is not taken without asking, in bytes.
pub const UNASKED: u64 = 512_000_000;

/// What is measured instead, where the reader would rather not give so much.
pub const MODEST: Upto = Upto::Two25;

/// The most threads: each has a worker to start, and memory is shared by far fewer.
const MOST_THREADS: u32 = 16;

/// The share of a device's memory from which a measurement may leave too little for the rest.
const SHARE: f64 = 0.25;

/// What is about to be measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The largest number of weights, as a power of two.
    pub largest: u32,
    /// How many times each product is timed.
    pub repetitions: u32,
    /// On how many threads.
    pub threads: u32,
}

impl Plan {
    /// The plan of the settings, on a machine that works on so many threads at once.
    pub fn new(settings: &Bandwidth, threads: u32) -> Self {
        let threads = if settings.threads == Threads::One { 1 } else { threads.clamp(1, MOST_THREADS) };
        Self { largest: settings.upto.power(), repetitions: settings.repeats, threads }
    }

    /// Whether the reader is asked first.
    pub fn is_large(self) -> bool {
        UNASKED < memory(self.largest)
    }
}

/// What it takes: time, threads and memory.
pub fn cost(plan: Plan, voice: &dyn Voice) -> String {
    let seconds = least_milliseconds(plan.largest, plan.threads, plan.repetitions) / 1000.0;
    let values = [
        ("seconds", voice.number(seconds, NumberStyle::Significant { digits: 2 })),
        ("memory", bytes(memory(plan.largest), voice)),
        ("threads", whole(plan.threads, voice)),
    ];
    filled(if plan.threads == 1 { Word::MeasuringCostOne } else { Word::MeasuringCost }, &values, voice)
}

/// The question before a large measurement. `device` is what the browser says of the device's memory, in GB, which it rounds.
pub fn question(plan: Plan, device: Option<f64>, voice: &dyn Voice) -> String {
    let asked = filled(Word::MeasuringAsk, &[("memory", bytes(memory(plan.largest), voice))], voice);
    match device.filter(|device| device * 1e9 * SHARE < as_real(memory(plan.largest))) {
        Some(device) => {
            let values = [("asked", asked), ("device", voice.number(device, NumberStyle::Significant { digits: 2 }))];
            filled(Word::MeasuringAskDevice, &values, voice)
        }
        None => asked,
    }
}

/// The answer that goes on.
pub fn go_on(plan: Plan, voice: &dyn Voice) -> String {
    filled(Word::MeasuringAskYes, &[("memory", bytes(memory(plan.largest), voice))], voice)
}

/// The answer that takes less.
pub fn take_less(voice: &dyn Voice) -> String {
    filled(Word::MeasuringAskLess, &[("weights", size_text(MODEST.power(), voice))], voice)
}

/// What is being done.
pub fn under_way(at: &At, voice: &dyn Voice) -> String {
    let count = |count: usize| voice.number(as_real(count as u64), NumberStyle::Plain { decimals: 0 });
    let values = [("at", count(at.done + 1)), ("of", count(at.total)), ("what", doing(at, voice))];
    filled(Word::MeasuringStep, &values, voice)
}

fn doing(at: &At, voice: &dyn Voice) -> String {
    let Some(matrix) = at.matrix else {
        let word = if at.step.place == Place::Nowhere { Word::MeasuringEnding } else { Word::MeasuringArithmetic };
        return voice.say(word).to_owned();
    };
    let mut values = vec![("storage", storage_name(matrix.storage)), ("weights", size_text(matrix.size, voice))];
    let word = match at.step.place {
        Place::Memory => Word::MeasuringMemory,
        Place::Product { vectors, .. } if 1 < vectors => {
            values.push(("vectors", whole(vectors, voice)));
            Word::MeasuringVectors
        }
        Place::Product { .. } | Place::Nowhere | Place::Arithmetic => Word::MeasuringProduct,
    };
    filled(word, &values, voice)
}

/// What there was no memory for, size by size.
pub fn lacking(lacking: &[Weights], voice: &dyn Voice) -> Option<String> {
    let mut sizes: Vec<u32> = lacking.iter().map(|one| one.size).collect();
    sizes.dedup();
    let of_size = |size: u32| {
        let storages: Vec<String> =
            lacking.iter().filter(|one| one.size == size).map(|one| storage_name(one.storage)).collect();
        filled(Word::MeasuringLackOne, &[("weights", size_text(size, voice)), ("storages", storages.join(", "))], voice)
    };
    let all: Vec<String> = sizes.into_iter().map(of_size).collect();
    (!all.is_empty()).then(|| filled(Word::MeasuringLack, &[("what", all.join("; "))], voice))
}

/// An amount of memory, in MB up to half a GB.
fn bytes(count: u64, voice: &dyn Voice) -> String {
    let (word, amount, decimals) = match as_real(count) {
        few if few < 5e8 => (Word::MeasuringMb, few / 1e6, 0),
        many => (Word::MeasuringGb, many / 1e9, 2),
    };
    filled(word, &[("amount", voice.number(amount, NumberStyle::Plain { decimals }))], voice)
}

#[expect(clippy::cast_precision_loss, reason = "bytes and steps are far below 2^53")]
fn as_real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Plan, bytes, cost, lacking, question, under_way};
    use crate::charts::voice::PlainVoice;
    use crate::experiments::bandwidth_course::{Course, Weights};
    use crate::numerics::gemv::Storage;
    use crate::scenario::bandwidth::{Bandwidth, Threads, Upto};

    fn plan(upto: Upto) -> Plan {
        Plan::new(&Bandwidth { upto, ..Bandwidth::default() }, 64)
    }

    #[test]
    fn threads_are_held_to_what_is_useful() {
        let one = Bandwidth { threads: Threads::One, ..Bandwidth::default() };
        assert_eq!((plan(Upto::Two25).threads, Plan::new(&one, 64).threads), (16, 1));
        assert_eq!(Plan::new(&Bandwidth::default(), 0).threads, 1);
    }

    #[test]
    fn much_memory_is_asked_for() {
        let asked = [Upto::Two22, Upto::Two25, Upto::Two27, Upto::Two28].map(|upto| plan(upto).is_large());
        assert_eq!(asked, [false, false, true, true]);
        let spoken = |device| question(plan(Upto::Two27), device, &PlainVoice);
        assert_eq!(spoken(None), spoken(Some(8.0)));
        assert_ne!(spoken(Some(2.0)), spoken(Some(8.0)));
    }

    #[test]
    fn what_it_takes_is_said() {
        assert!(cost(plan(Upto::Two25), &PlainVoice).contains("measuring.cost"));
        let amounts = [4 << 22, 4 << 25, 4 << 27].map(|count| bytes(count, &PlainVoice));
        assert_eq!(amounts, ["measuring.mb", "measuring.mb", "measuring.gb"]);
    }

    #[test]
    fn every_step_is_said() {
        let mut course = Course::new(16, 2, 3);
        while let Some(at) = course.at() {
            assert_eq!(under_way(&at, &PlainVoice), "measuring.step");
            course.hear(&[]);
        }
    }

    #[test]
    fn what_lacked_memory_is_said_once_for_each_size() {
        let weights = |storage, size| Weights { storage, size };
        assert_eq!(lacking(&[], &PlainVoice), None);
        let all = [weights(Storage::Fp32, 27), weights(Storage::Fp16, 27), weights(Storage::Fp32, 28)];
        assert_eq!(lacking(&all, &PlainVoice).as_deref(), Some("measuring.lack"));
    }
}
