//! `#/bandwidth`: several vectors at once. Weights are read once for all of them, so that what is gained moves from memory to
//! arithmetic, where eight bits gain nothing without units for them.
//!
//! Units: vectors; factors.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::bandwidth::Rate;
use crate::numerics::gemv::Storage;
use crate::scenario::measured::Measured;
use crate::views::bandwidth_spread::{caption, ink, line, said, size_text, speed_up, storage_name};
use crate::views::bandwidth_words::{column, filled, rounded, whole};

/// Below this, the gain no longer comes from memory.
const GONE: f64 = 1.5;

/// The storages that are multiplied with several vectors, beside FP32.
const STORAGES: [Storage; 2] = [Storage::E4m3fn, Storage::Fp4];

/// The gains of one storage by the number of vectors.
type Gains = Vec<(u32, Rate)>;

/// The size at which several vectors were multiplied.
fn size(measured: &Measured) -> Option<u32> {
    measured.points.iter().filter(|point| 1 < point.vectors).map(|point| point.size).max()
}

/// The gains over FP32 with as many vectors.
fn gains(measured: &Measured, storage: Storage, size: u32) -> Gains {
    let ours = measured.points.iter().filter(|point| point.storage == storage && point.size == size);
    let mut vectors: Vec<u32> = ours.map(|point| point.vectors).collect();
    vectors.sort_unstable();
    vectors.into_iter().filter_map(|count| Some((count, speed_up(measured, storage, size, count)?))).collect()
}

/// The picture; `None` unless there is a gain with several vectors.
pub fn figure(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> Option<Figure> {
    let size = size(measured)?;
    let all: Vec<(Storage, Gains)> = STORAGES.map(|storage| (storage, gains(measured, storage, size))).into();
    let flat = || all.iter().flat_map(|(_, gains)| gains);
    flat().find(|(vectors, _)| 1 < *vectors)?;
    let label = filled(Word::MeasuredBatchRule, &[], voice);
    let mut marks = vec![Mark::Rule { axis: Along::Y, at: 1.0, label, ink: Ink::Neutral }];
    for (storage, gains) in &all {
        let rates: Vec<(f64, Rate)> = gains.iter().map(|(vectors, gain)| (f64::from(*vectors), *gain)).collect();
        marks.extend(line(storage_name(*storage), ink(*storage), &rates));
    }
    let tops = flat().map(|(_, gain)| gain.high.min(1.5 * gain.median)).chain([0.0, GONE]);
    Some(Figure {
        id: if is_elsewhere { "bandwidth-batch-elsewhere" } else { "bandwidth-batch" },
        title: voice.say(Word::MeasuredBatchTitle).to_owned(),
        summary: sentences(measured, voice).join(" "),
        caption: format!(
            "{} {}",
            filled(Word::MeasuredBatchCaption, &[("size", size_text(size, voice))], voice),
            caption(measured, is_elsewhere, voice)
        ),
        x: Axis::around(
            Scale::Log2,
            flat().map(|(vectors, _)| f64::from(*vectors)),
            voice.say(Word::MeasuredAxisVectors),
        ),
        y: Axis::around(Scale::Linear, tops, voice.say(Word::MeasuredAxisTimes)).rounded(),
        marks,
        table: table(&all, size, voice),
    })
}

/// With how many vectors each storage gains enough, a sentence for each.
pub fn sentences(measured: &Measured, voice: &dyn Voice) -> Vec<String> {
    let Some(size) = size(measured) else { return Vec::new() };
    STORAGES.into_iter().filter_map(|storage| told(storage, &gains(measured, storage, size), voice)).collect()
}

/// What the gains of one storage show: none, all, the last or the first of them reach the limit, or some in between.
fn told(storage: Storage, gains: &[(u32, Rate)], voice: &dyn Voice) -> Option<String> {
    let (most, _) = gains.last().filter(|(vectors, _)| 1 < *vectors)?;
    let reaches = |(_, gain): &(u32, Rate)| GONE <= gain.median;
    let by_median = |one: &&(u32, Rate), other: &&(u32, Rate)| one.1.median.total_cmp(&other.1.median);
    let changes: Vec<usize> = (1..gains.len()).filter(|at| reaches(&gains[at - 1]) != reaches(&gains[*at])).collect();
    let starts_above = reaches(gains.first()?);
    let (word, (vectors, gain)) = match (changes.as_slice(), starts_above) {
        ([], true) => (Word::MeasuredBatchAbove, gains.iter().min_by(by_median)?),
        ([], false) => (Word::MeasuredBatchBelow, gains.iter().max_by(by_median)?),
        ([at], true) => (Word::MeasuredBatchFrom, gains.get(*at)?),
        ([at], false) => (Word::MeasuredBatchReaches, gains.get(*at)?),
        (_, _) => (Word::MeasuredBatchOnly, gains.iter().find(|gain| reaches(gain))?),
    };
    let which: Vec<String> = gains.iter().filter(|gain| reaches(gain)).map(|(count, _)| whole(*count, voice)).collect();
    let values = [
        ("name", storage_name(storage)),
        ("vectors", whole(*vectors, voice)),
        ("most", whole(*most, voice)),
        ("which", which.join(", ")),
        ("limit", voice.number(GONE, NumberStyle::Significant { digits: 2 })),
        ("times", said(*gain, voice)),
    ];
    Some(filled(word, &values, voice))
}

fn table(all: &[(Storage, Gains)], size: u32, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("weights_power_of_two", Word::MeasuredColumnSize, voice),
        column("storage", Word::MeasuredColumnStorage, voice),
        column("vectors", Word::MeasuredAxisVectors, voice),
        column("times_fp32", Word::MeasuredColumnTimes, voice),
        column("low_times", Word::MeasuredColumnTimesLow, voice),
        column("high_times", Word::MeasuredColumnTimesHigh, voice),
    ];
    let row = |storage: Storage, (vectors, gain): &(u32, Rate)| {
        let head =
            [Cell::Number(f64::from(size)), Cell::Text(storage_name(storage)), Cell::Number(f64::from(*vectors))];
        let numbers = [gain.median, gain.low, gain.high].map(|number| Cell::Number(rounded(number)));
        head.into_iter().chain(numbers).collect()
    };
    let rows = all.iter().flat_map(|(storage, gains)| gains.iter().map(move |gain| row(*storage, gain)));
    Table { columns, rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::{gains, told};
    use crate::charts::voice::PlainVoice;
    use crate::experiments::bandwidth::Rate;
    use crate::numerics::gemv::Storage;
    use crate::scenario::measured::{Measured, Point};

    /// The key of what is said where FP8 has these gains over FP32.
    fn key(all: &[(u32, f64)]) -> Option<String> {
        let rate = |giga: f64| Rate { median: giga * 1e9, low: giga * 0.98e9, high: giga * 1.02e9 };
        let pair = |(vectors, gain): &(u32, f64)| {
            [(Storage::Fp32, 10.0), (Storage::E4m3fn, 10.0 * gain)].map(|(storage, giga)| Point {
                storage,
                size: 24,
                vectors: *vectors,
                rate: rate(giga),
            })
        };
        let measured = Measured { points: all.iter().flat_map(pair).collect(), ..Measured::default() };
        told(Storage::E4m3fn, &gains(&measured, Storage::E4m3fn, 24), &PlainVoice)
    }

    #[test]
    fn what_is_said_is_what_the_points_show() {
        for (all, expect) in [
            (&[(1, 3.0), (2, 2.0), (8, 1.2), (32, 0.9)][..], "batch_from"),
            (&[(1, 0.6), (2, 1.1), (8, 1.5), (32, 1.8)], "batch_reaches"),
            (&[(1, 0.6), (2, 0.7), (8, 0.8), (32, 0.9)], "batch_below"),
            (&[(1, 3.0), (2, 2.0), (8, 1.6), (32, 1.5)], "batch_above"),
            (&[(1, 0.6), (2, 1.7), (8, 1.6), (32, 0.9)], "batch_only"),
            (&[(1, 1.9), (2, 1.2), (8, 1.6), (32, 1.7)], "batch_only"),
        ] {
            assert_eq!(key(all), Some(format!("measured.{expect}")), "{all:?}");
        }
    }

    #[test]
    fn one_vector_alone_says_nothing() {
        assert_eq!(key(&[(1, 3.0)]), None);
        assert_eq!(key(&[]), None);
    }
}
