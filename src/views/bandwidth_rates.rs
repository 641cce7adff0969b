//! `#/bandwidth`: measured rates. How many weights each storage gets through by size, and how many times as fast as FP32 that is.
//!
//! Units: weights; billions of weights a second; factors.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::bandwidth::Rate;
use crate::numerics::gemv::Storage;
use crate::scenario::measured::{Measured, Point};
use crate::views::bandwidth_spread::{
    GIGA, caption, decades, ink, limit, line, said, single, size_text, sizes, speed_up, storage_name, times, weights,
};
use crate::views::bandwidth_words::{column, filled, rounded};
use crate::views::{bandwidth_batch, bandwidth_roofline};

/// The pictures of a measurement; those for which nothing was measured yet are left out.
pub fn figures(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> Vec<Figure> {
    let all = [
        rates(measured, is_elsewhere, voice),
        speed_ups(measured, is_elsewhere, voice),
        bandwidth_roofline::figure(measured, is_elsewhere, voice),
        bandwidth_batch::figure(measured, is_elsewhere, voice),
    ];
    all.into_iter().flatten().collect()
}

/// Weights each second by size, a line for each storage.
fn rates(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> Option<Figure> {
    let points = single(measured);
    let largest = points.last()?.size;
    let marks = series(&points, |point| Some(times(point.rate, 1.0 / GIGA)));
    let ends = points.iter().filter(|point| point.size == largest);
    let ends: Vec<String> = ends
        .map(|point| format!("{} {}", storage_name(point.storage), said(times(point.rate, 1.0 / GIGA), voice)))
        .collect();
    let values = [("size", size_text(largest, voice)), ("ends", ends.join(voice.say(Word::FiguresJoin)))];
    Some(Figure {
        id: if is_elsewhere { "bandwidth-rates-elsewhere" } else { "bandwidth-rates" },
        title: voice.say(Word::MeasuredRatesTitle).to_owned(),
        summary: filled(Word::MeasuredRatesSummary, &values, voice),
        caption: caption(measured, is_elsewhere, voice),
        x: sizes(&points, voice),
        y: decades(points.iter().map(|point| times(point.rate, 1.0 / GIGA)), Word::MeasuredAxisRate, voice),
        marks,
        table: rates_table(measured, &points, voice),
    })
}

/// The marks of all storages, the wide ones first.
fn series(points: &[Point], of: impl Fn(&Point) -> Option<Rate>) -> Vec<Mark> {
    let marks = |storage: &Storage| {
        let ours = points.iter().filter(|point| point.storage == *storage);
        let rates: Vec<(f64, Rate)> = ours.filter_map(|point| Some((weights(point.size), of(point)?))).collect();
        line(storage_name(*storage), ink(*storage), &rates)
    };
    Storage::ALL.iter().flat_map(marks).collect()
}

fn rates_table(measured: &Measured, points: &[Point], voice: &dyn Voice) -> Table {
    let columns = vec![
        column("weights_power_of_two", Word::MeasuredColumnSize, voice),
        column("storage", Word::MeasuredColumnStorage, voice),
        column("bytes", Word::MeasuredColumnBytes, voice),
        column("median_gweights_per_s", Word::MeasuredColumnMedian, voice),
        column("low_gweights_per_s", Word::MeasuredColumnLow, voice),
        column("high_gweights_per_s", Word::MeasuredColumnHigh, voice),
        column("spread_percent", Word::MeasuredColumnSpread, voice),
        column("read_gb_per_s", Word::MeasuredColumnRead, voice),
        column("times_fp32", Word::MeasuredColumnTimes, voice),
        column("limit_times", Word::MeasuredColumnLimit, voice),
    ];
    let row = |point: &Point| {
        let (bytes, rate) = (point.storage.bytes_per_weight(), times(point.rate, 1.0 / GIGA));
        let gain = speed_up(measured, point.storage, point.size, 1);
        vec![
            Cell::Number(f64::from(point.size)),
            Cell::Text(storage_name(point.storage)),
            Cell::Number(bytes * weights(point.size)),
            Cell::Number(rounded(rate.median)),
            Cell::Number(rounded(rate.low)),
            Cell::Number(rounded(rate.high)),
            Cell::Number(rounded(100.0 * rate.spread())),
            Cell::Number(rounded(rate.median * bytes)),
            gain.map_or(Cell::Empty, |gain| Cell::Number(rounded(gain.median))),
            Cell::Number(rounded(limit(point.storage))),
        ]
    };
    Table { columns, rows: points.iter().map(row).collect() }
}

/// Times as fast as FP32 by size, with the limits that bytes set.
fn speed_ups(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> Option<Figure> {
    let gain = |point: &Point| speed_up(measured, point.storage, point.size, 1);
    let all = single(measured);
    let points: Vec<Point> =
        all.into_iter().filter(|point| point.storage != Storage::Fp32 && gain(point).is_some()).collect();
    let largest = points.last()?.size;
    let mut marks: Vec<Mark> = Vec::new();
    for same in [&[Storage::Fp16, Storage::Bf16][..], &[Storage::E4m3fn, Storage::E5m2], &[Storage::Fp4]] {
        marks.extend(limit_rule(same, &points, voice));
    }
    marks.extend(series(&points, gain));
    let tops = points.iter().flat_map(|point| {
        let high = gain(point).map(|gain| gain.high.min(1.5 * gain.median));
        [high, Some(limit(point.storage))].into_iter().flatten()
    });
    let y = Axis::around(Scale::Linear, tops.chain([0.0]), voice.say(Word::MeasuredAxisTimes)).rounded();
    let ends = points.iter().filter(|point| point.size == largest);
    let ends: Vec<String> = ends
        .filter_map(|point| Some(format!("{} {}", storage_name(point.storage), said(gain(point)?, voice))))
        .collect();
    let values = [("size", size_text(largest, voice)), ("ends", ends.join(voice.say(Word::FiguresJoin)))];
    Some(Figure {
        id: if is_elsewhere { "bandwidth-speedup-elsewhere" } else { "bandwidth-speedup" },
        title: voice.say(Word::MeasuredTimesTitle).to_owned(),
        summary: filled(Word::MeasuredTimesSummary, &values, voice),
        caption: format!("{} {}", caption(measured, is_elsewhere, voice), voice.say(Word::MeasuredCaptionLimits)),
        x: sizes(&points, voice),
        y,
        marks,
        table: times_table(&points, gain, voice),
    })
}

/// The limit of storages of the same width, of those that were measured.
fn limit_rule(same: &[Storage], points: &[Point], voice: &dyn Voice) -> Option<Mark> {
    let shown = |storage: &&Storage| points.iter().any(|point| point.storage == **storage);
    let names: Vec<String> = same.iter().filter(shown).map(|storage| storage_name(*storage)).collect();
    let at = limit(*same.first()?);
    let number = voice.number(at, NumberStyle::Significant { digits: 3 });
    let label = filled(Word::MeasuredLimitRule, &[("names", names.join(", ")), ("limit", number)], voice);
    (!names.is_empty()).then_some(Mark::Rule { axis: Along::Y, at, label, ink: Ink::Faint })
}

fn times_table(points: &[Point], gain: impl Fn(&Point) -> Option<Rate>, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("weights_power_of_two", Word::MeasuredColumnSize, voice),
        column("storage", Word::MeasuredColumnStorage, voice),
        column("times_fp32", Word::MeasuredColumnTimes, voice),
        column("low_times", Word::MeasuredColumnTimesLow, voice),
        column("high_times", Word::MeasuredColumnTimesHigh, voice),
        column("limit_times", Word::MeasuredColumnLimit, voice),
    ];
    let row = |point: &Point| {
        let gain = gain(point)?;
        let numbers = [gain.median, gain.low, gain.high, limit(point.storage)];
        let numbers = numbers.map(|number| Cell::Number(rounded(number)));
        let head = [Cell::Number(f64::from(point.size)), Cell::Text(storage_name(point.storage))];
        Some(head.into_iter().chain(numbers).collect())
    };
    Table { columns, rows: points.iter().filter_map(row).collect() }
}
