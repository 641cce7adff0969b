//! `#/bandwidth`: why not four times as fast? What a measurement answers, in sentences: what was reached of the limit, which of two
//! ceilings binds, where a cache ends, and how far the figures can be trusted.
//!
//! Two ceilings bound a product with one vector. Memory: bytes read each second by bytes for each weight. Widening: the rate at which
//! the storage is widened and multiplied when its weights come from a cache, the best of all sizes. The smaller of the two is the prediction:
//! at 40 GB/s FP8 is bound to 40 billion weights a second by memory, and to 25 if widening takes that long from a cache.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::bandwidth::Rate;
use crate::numerics::gemv::Storage;
use crate::scenario::measured::{Measured, Point};
use crate::views::bandwidth_batch;
use crate::views::bandwidth_spread::{
    GIGA, NOISY, at, is_sound, limit, over, said, said_share, single, size_text, speed_up, storage_name, times, weights,
};
use crate::views::bandwidth_words::{filled, whole};

/// Up to 2^20 weights FP8 takes a megabyte, which a core's own caches hold.
const SMALL: u32 = 20;

/// From 2^24 weights on, FP32 takes 67 MB, more than most caches hold.
const BEYOND_CACHES: u32 = 24;

/// A rate that falls by less from one size to the next has not left a cache.
const DROP: f64 = 0.15;

/// Noisy points that are named; the others are counted.
const MOST_NAMED: usize = 3;

/// The storages whose ceilings are told.
const TOLD: [Storage; 2] = [Storage::E4m3fn, Storage::Fp4];

/// The storages of which it is told how much they read.
const READ: [Storage; 3] = [Storage::Fp32, Storage::E4m3fn, Storage::Fp4];

/// Bytes in a megabyte.
const MEGA: f64 = 1e6;

/// The main result in a sentence: FP8 against FP32 at the largest size at which both were measured.
pub fn headline(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let (size, gain) = largest_gain(measured, Storage::E4m3fn)?;
    let values =
        [("name", storage_name(Storage::E4m3fn)), ("times", said(gain, voice)), ("size", size_text(size, voice))];
    Some(filled(Word::MeasuredHeadline, &values, voice))
}

/// All that can be said of a measurement, the most telling first: a warning, what was reached of the limit and why no more, and then
/// what else the points show. Eight items at most, each on one subject.
pub fn why(measured: &Measured, voice: &dyn Voice) -> Vec<String> {
    let widened = voice.say(Word::MeasuredWhyWidened).to_owned();
    if single(measured).is_empty() {
        return vec![voice.say(Word::MeasuredWhyNothing).to_owned(), widened];
    }
    let [eight, four] = TOLD.map(|storage| binding(measured, storage, voice));
    let arithmetic = together([Some(widened), arithmetic(measured, voice)]);
    let memory = together([traffic(measured, voice), doubt(measured, voice)]);
    let batches = together(bandwidth_batch::sentences(measured, voice).into_iter().map(Some));
    let causes = [noisy(measured, voice), reached(measured, voice), eight, four];
    let rest = [arithmetic, memory, leaves_the_cache(measured, voice), batches];
    causes.into_iter().chain(rest).flatten().collect()
}

/// Sentences on one subject as one item.
fn together(sentences: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let all: Vec<String> = sentences.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The largest size at which a storage and FP32 were measured.
fn largest_gain(measured: &Measured, storage: Storage) -> Option<(u32, Rate)> {
    let ours = single(measured).into_iter().filter(|point| point.storage == storage);
    ours.filter_map(|point| Some((point.size, speed_up(measured, storage, point.size, 1)?))).next_back()
}

/// The largest size of a storage, if a core's own caches do not hold it.
fn beyond_caches(measured: &Measured, storage: Storage) -> Option<Point> {
    single(measured).into_iter().rfind(|point| point.storage == storage).filter(|point| SMALL < point.size)
}

fn giga(rate: Rate, voice: &dyn Voice) -> String {
    said(times(rate, 1.0 / GIGA), voice)
}

/// How much of the limit by bytes was reached, at the largest size that all have which have a gain.
fn reached(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let size = TOLD.into_iter().filter_map(|storage| largest_gain(measured, storage)).map(|(size, _)| size).min()?;
    let told = |storage: Storage| {
        let gain = speed_up(measured, storage, size, 1)?;
        let values = [
            ("name", storage_name(storage)),
            ("times", said(gain, voice)),
            ("limit", voice.number(limit(storage), NumberStyle::Significant { digits: 3 })),
            ("share", said_share(times(gain, 1.0 / limit(storage)), voice)),
        ];
        Some(filled(Word::MeasuredReachedOf, &values, voice))
    };
    let each: Vec<String> = TOLD.into_iter().filter_map(told).collect();
    let values = [("size", size_text(size, voice)), ("each", each.join(voice.say(Word::FiguresJoin)))];
    Some(filled(Word::MeasuredWhyReached, &values, voice))
}

/// The bytes that products read each second, as shares of mere reading.
fn traffic(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let ceiling = measured.memory.filter(|rate| is_sound(*rate))?;
    // In a cache, products read faster than memory delivers.
    let beyond = READ.into_iter().filter_map(|storage| beyond_caches(measured, storage));
    let size = beyond.map(|point| point.size).min()?;
    let told = |storage: Storage| {
        let read = times(at(measured, storage, size, 1)?, storage.bytes_per_weight());
        Some(format!("{} {}", storage_name(storage), said_share(over(read, ceiling)?, voice)))
    };
    let each: Vec<String> = READ.into_iter().filter_map(told).collect();
    let values = [
        ("ceiling", giga(ceiling, voice)),
        ("size", size_text(size, voice)),
        ("each", each.join(voice.say(Word::FiguresJoin))),
    ];
    (!each.is_empty()).then(|| filled(Word::MeasuredWhyTraffic, &values, voice))
}

/// The best rate of all sizes, which widening and multiplying allow at least. It tells their ceiling only if a size was measured that
/// memory cannot slow down; the best may be larger, since small products spend a part of their time on preparing.
fn best(measured: &Measured, storage: Storage) -> Option<Point> {
    let ours = || single(measured).into_iter().filter(|point| point.storage == storage);
    ours().find(|point| point.size <= SMALL)?;
    ours().max_by(|one, other| one.rate.median.total_cmp(&other.rate.median))
}

/// What memory allows: its bytes a second by bytes for each weight.
fn by_memory(measured: &Measured, storage: Storage) -> Option<Rate> {
    measured.memory.filter(|rate| is_sound(*rate)).map(|rate| times(rate, 1.0 / storage.bytes_per_weight()))
}

/// The smaller of the two ceilings, and what was measured.
fn binding(measured: &Measured, storage: Storage, voice: &dyn Voice) -> Option<String> {
    let widening = best(measured, storage)?;
    let (Some(memory), Some(found)) = (by_memory(measured, storage), beyond_caches(measured, storage)) else {
        let values = [
            ("name", storage_name(storage)),
            ("widening", giga(widening.rate, voice)),
            ("size", size_text(widening.size, voice)),
        ];
        return Some(filled(Word::MeasuredWhyCache, &values, voice));
    };
    let is_memory = memory.median <= widening.rate.median;
    let word = if is_memory { Word::MeasuredWhyMemoryBinds } else { Word::MeasuredWhyWideningBinds };
    let values = [
        ("name", storage_name(storage)),
        ("memory", giga(memory, voice)),
        ("widening", giga(widening.rate, voice)),
        ("small", size_text(widening.size, voice)),
        ("measured", giga(found.rate, voice)),
        ("size", size_text(found.size, voice)),
    ];
    Some(filled(word, &values, voice))
}

/// Whether arithmetic alone, without widening, would keep FP8 from its limit: where widening binds, and FP32 from a cache is not as
/// many times as fast as from memory as the limit says. FP4 is multiplied in integers, of which FP32 tells nothing.
fn arithmetic(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let (widening, wide) = (best(measured, Storage::E4m3fn)?, best(measured, Storage::Fp32)?);
    let slow = beyond_caches(measured, Storage::Fp32)?;
    let goal = limit(Storage::E4m3fn) * slow.rate.median;
    let is_widening = widening.rate.median < by_memory(measured, Storage::E4m3fn)?.median.min(goal);
    let values = [
        ("wide", giga(wide.rate, voice)),
        ("small", size_text(wide.size, voice)),
        ("slow", giga(slow.rate, voice)),
        ("size", size_text(slow.size, voice)),
        ("limit", voice.number(limit(Storage::E4m3fn), NumberStyle::Significant { digits: 3 })),
    ];
    let is_slow = wide.size < slow.size && wide.rate.median < goal;
    (is_widening && is_slow).then(|| filled(Word::MeasuredWhyArithmetic, &values, voice))
}

/// Where FP32 falls most from one size to the next.
fn leaves_the_cache(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let wide: Vec<Point> = single(measured).into_iter().filter(|point| point.storage == Storage::Fp32).collect();
    let kept = |pair: &[Point]| pair[1].rate.median / pair[0].rate.median;
    let pair = wide.windows(2).min_by(|one, other| kept(one).total_cmp(&kept(other)))?;
    // Noise falls too, but then the spreads overlap.
    if 1.0 - DROP < kept(pair) || pair[0].rate.low <= pair[1].rate.high {
        return None;
    }
    let bytes = |point: &Point| {
        let bytes = Storage::Fp32.bytes_per_weight() * weights(point.size);
        voice.number(bytes / MEGA, NumberStyle::Significant { digits: 3 })
    };
    let values = [
        ("before_size", size_text(pair[0].size, voice)),
        ("after_size", size_text(pair[1].size, voice)),
        ("before_bytes", bytes(&pair[0])),
        ("after_bytes", bytes(&pair[1])),
        ("before", giga(pair[0].rate, voice)),
        ("after", giga(pair[1].rate, voice)),
    ];
    Some(filled(Word::MeasuredWhyLeaves, &values, voice))
}

/// What sizes or threads hide of the memory.
fn doubt(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let is_small = measured.points.iter().all(|point| point.size < BEYOND_CACHES);
    let small = is_small.then(|| filled(Word::MeasuredWhySmall, &[("size", size_text(BEYOND_CACHES, voice))], voice));
    let one = (measured.threads == 1).then(|| voice.say(Word::MeasuredWhyOneThread).to_owned());
    together([small, one])
}

/// The points whose spread is wide, the widest first.
fn noisy(measured: &Measured, voice: &dyn Voice) -> Option<String> {
    let mut wide: Vec<&Point> =
        measured.points.iter().filter(|point| is_sound(point.rate) && NOISY < point.rate.spread()).collect();
    wide.sort_by(|one, other| other.rate.spread().total_cmp(&one.rate.spread()));
    let percent = |share| voice.number(share, NumberStyle::Percent { decimals: 0 });
    let named = |point: &&Point| {
        let word = if point.vectors == 1 { Word::MeasuredNoisyPoint } else { Word::MeasuredNoisyBatch };
        let values = [
            ("name", storage_name(point.storage)),
            ("size", size_text(point.size, voice)),
            ("vectors", whole(point.vectors, voice)),
            ("spread", percent(point.rate.spread())),
        ];
        filled(word, &values, voice)
    };
    let mut names: Vec<String> = wide.iter().take(MOST_NAMED).map(named).collect();
    if let Some(more) = wide.len().checked_sub(MOST_NAMED).filter(|more| 0 < *more) {
        let more = whole(u32::try_from(more).unwrap_or(u32::MAX), voice);
        names.push(filled(Word::MeasuredNoisyMore, &[("count", more)], voice));
    }
    let values = [("limit", percent(NOISY)), ("which", names.join(voice.say(Word::FiguresJoin)))];
    (!wide.is_empty()).then(|| filled(Word::MeasuredWhyNoisy, &values, voice))
}

#[cfg(test)]
mod tests {
    use super::{best, headline, why};
    use crate::charts::voice::PlainVoice;
    use crate::experiments::bandwidth::Rate;
    use crate::numerics::gemv::Storage;
    use crate::scenario::measured::{Measured, Point};

    /// A made-up machine: GB/s of its memory, billions of weights a second that it widens, its threads, and the sizes measured. From
    /// 2^22 weights on, memory counts.
    struct Machine {
        memory: f64,
        widening: f64,
        threads: u32,
        sizes: [u32; 2],
    }

    const MACHINE: Machine = Machine { memory: 40.0, widening: 200.0, threads: 8, sizes: [18, 25] };

    impl Machine {
        fn measured(&self) -> Measured {
            let rate = |giga: f64| Rate { median: giga * 1e9, low: giga * 0.98e9, high: giga * 1.02e9 };
            let point = |storage: Storage, size: u32| {
                let by_memory = self.memory / storage.bytes_per_weight();
                let giga = if size < 22 { self.widening } else { by_memory.min(self.widening) };
                Point { storage, size, vectors: 1, rate: rate(giga) }
            };
            let points = self.sizes.iter().flat_map(|size| Storage::ALL.map(|storage| point(storage, *size)));
            let (memory, arithmetic) = (Some(rate(self.memory)), Some(rate(2.0 * self.widening)));
            Measured { threads: self.threads, repetitions: 7, memory, arithmetic, points: points.collect() }
        }
    }

    /// Which sentences are said, by their keys; the terminal's voice says keys.
    fn check(measured: &Measured, said: &[&str], silent: &[&str]) {
        let all = why(measured, &PlainVoice);
        let count = |key: &&str| {
            all.iter().flat_map(|item| item.split(' ')).filter(|told| *told == format!("measured.{key}")).count()
        };
        assert!(said.iter().all(|key| 0 < count(key)), "{said:?} of {all:?}");
        assert!(silent.iter().all(|key| count(key) == 0), "{silent:?} not in {all:?}");
        assert_eq!(count(&"why_widened"), 1);
        assert!(all.len() <= 8, "{all:?}");
    }

    #[test]
    fn memory_binds_where_widening_is_fast() {
        check(
            &MACHINE.measured(),
            &["why_reached", "why_traffic", "why_memory_binds", "why_leaves"],
            &["why_widening_binds", "why_cache", "why_small", "why_one_thread", "why_noisy", "why_nothing"],
        );
    }

    #[test]
    fn widening_binds_where_it_is_slow() {
        let slow = Machine { widening: 20.0, ..MACHINE }.measured();
        check(&slow, &["why_widening_binds", "why_reached"], &["why_memory_binds", "why_noisy"]);
        // Between the two, eight bits are bound by memory and four by widening.
        check(&Machine { widening: 60.0, ..MACHINE }.measured(), &["why_widening_binds", "why_memory_binds"], &[]);
    }

    #[test]
    fn caches_say_nothing_of_memory() {
        let small = Machine { sizes: [16, 20], ..MACHINE }.measured();
        check(&small, &["why_small", "why_cache"], &["why_memory_binds", "why_widening_binds", "why_leaves"]);
    }

    #[test]
    fn noise_and_a_single_thread_are_said() {
        let mut noisy = Machine { threads: 1, ..MACHINE }.measured();
        noisy.points[3].rate.low = 0.8 * noisy.points[3].rate.median;
        check(&noisy, &["why_noisy", "why_one_thread"], &[]);
    }

    #[test]
    fn the_warning_comes_first_and_eight_items_are_enough() {
        let mut most = Machine { widening: 20.0, threads: 1, ..MACHINE }.measured();
        most.points[3].rate.low = 0.8 * most.points[3].rate.median;
        let single = most.points.iter().filter(|point| point.size == 25).copied();
        let batched: Vec<Point> = single.map(|point| Point { vectors: 4, ..point }).collect();
        most.points.extend(batched);
        let expect = [
            "measured.why_noisy",
            "measured.why_reached",
            "measured.why_widening_binds",
            "measured.why_widening_binds",
            "measured.why_widened measured.why_arithmetic",
            "measured.why_traffic measured.why_one_thread",
            "measured.why_leaves",
            "measured.batch_above measured.batch_above",
        ];
        assert_eq!(why(&most, &PlainVoice), expect);
    }

    #[test]
    fn what_was_reached_is_allowed() {
        // 30 at 2^25 where 2^18 allowed 20: widening allows 30, and the best is never less than what was measured.
        let mut late = Machine { widening: 20.0, ..MACHINE }.measured();
        for point in late.points.iter_mut().filter(|point| point.storage == Storage::Fp4 && point.size == 25) {
            point.rate = Rate { median: 30e9, low: 29e9, high: 31e9 };
        }
        assert_eq!(best(&late, Storage::Fp4).map(|point| point.size), Some(25));
        late.points.retain(|point| point.size == 25);
        assert_eq!(best(&late, Storage::Fp4), None);
    }

    #[test]
    fn arithmetic_is_blamed_where_fp32_itself_is_slow_in_a_cache() {
        // FP32 gets 10 billion weights a second from memory: four times that is out of reach at 20 and at 39, not at 41.
        for (widening, said) in [(20.0, true), (39.0, true), (41.0, false)] {
            let measured = Machine { widening, ..MACHINE }.measured();
            let key: &[&str] = &["why_arithmetic"];
            check(&measured, if said { key } else { &[] }, if said { &[] } else { key });
        }
        // Where FP32 is fast in a cache, widening alone is to blame.
        let mut fast = Machine { widening: 20.0, ..MACHINE }.measured();
        for point in fast.points.iter_mut().filter(|point| point.storage == Storage::Fp32 && point.size == 18) {
            point.rate = Rate { median: 50e9, low: 49e9, high: 51e9 };
        }
        check(&fast, &["why_widening_binds"], &["why_arithmetic"]);
    }

    #[test]
    fn of_nothing_nothing_is_said() {
        check(&Measured::default(), &["why_nothing"], &["why_reached", "why_small"]);
        assert_eq!(headline(&Measured::default(), &PlainVoice), None);
        let still = Rate { median: 0.0, low: 0.0, high: 0.0 };
        let mut stopped = MACHINE.measured();
        for point in &mut stopped.points {
            point.rate = still;
        }
        check(&stopped, &["why_nothing"], &["why_reached"]);
    }

    #[test]
    fn half_a_measurement_says_half() {
        let mut half = MACHINE.measured();
        half.memory = None;
        half.points.truncate(4);
        check(&half, &["why_reached", "why_cache"], &["why_traffic", "why_memory_binds"]);
        half.points.remove(0);
        check(&half, &["why_cache"], &["why_reached"]);
    }
}
