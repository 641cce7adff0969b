//! `#/bandwidth`: the roofline of the machine that measured. Each product under two ceilings, how fast memory is read and how fast
//! numbers are multiplied and added.
//!
//! Units: operations for each byte of weights read, two for a weight and a vector; Gflop/s.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::bandwidth::Rate;
use crate::numerics::gemv::Storage;
use crate::scenario::measured::{Measured, Point};
use crate::views::bandwidth_spread::{
    GIGA, caption, decades, ink, is_sound, line, said, single, size_text, storage_name, times, whisker,
};
use crate::views::bandwidth_words::{column, filled, rounded};

/// Operations for a weight and a vector: a product and a sum.
const OPERATIONS: f64 = 2.0;

/// The least ratio of the axis' ends: a slope and a flat line both need room.
const ROOM: f64 = 16.0;

/// The ceilings: Gflop/s for each operation a byte allows, and Gflop/s.
#[derive(Clone, Copy)]
struct Ceilings {
    memory: Option<Rate>,
    arithmetic: Option<Rate>,
}

/// Operations for each byte read: 2 · vectors by bytes for each weight. FP32 has 0.5, FP4 3.76.
fn intensity(point: &Point) -> f64 {
    OPERATIONS * f64::from(point.vectors) / point.storage.bytes_per_weight()
}

fn speed(point: &Point) -> Rate {
    times(point.rate, OPERATIONS / GIGA)
}

/// The picture; `None` before there is a ceiling and a product.
pub fn figure(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> Option<Figure> {
    let giga = |rate: Option<Rate>| rate.filter(|rate| is_sound(*rate)).map(|rate| times(rate, 1.0 / GIGA));
    let ceilings = Ceilings { memory: giga(measured.memory), arithmetic: giga(measured.arithmetic) };
    let singles = single(measured);
    let largest = singles.last()?.size;
    let ends: Vec<Point> = singles.into_iter().filter(|point| point.size == largest).collect();
    let batches = batches(measured);
    ceilings.memory.or(ceilings.arithmetic)?;
    let shown: Vec<Point> = ends.iter().chain(batches.iter().flatten()).copied().collect();
    let (from, to) = range(&shown);
    let mut marks = roof(ceilings, (from, to), voice);
    for points in &batches {
        let Some(first) = points.first() else { continue };
        let rates: Vec<(f64, Rate)> = points.iter().map(|point| (intensity(point), speed(point))).collect();
        marks.extend(line(storage_name(first.storage), ink(first.storage), &rates));
    }
    for point in &ends {
        // A line has the name already.
        let is_named = batches.iter().flatten().any(|batched| batched.storage == point.storage);
        let name = if is_named { String::new() } else { storage_name(point.storage) };
        let (x, rate) = (intensity(point), speed(point));
        marks.extend([
            whisker(x, rate, ink(point.storage)),
            Mark::points(name, ink(point.storage), vec![(x, rate.median)]),
        ]);
    }
    let foot = ceilings.memory.map(|memory| times(memory, from));
    let heights = shown.iter().map(speed).chain(foot).chain(ceilings.arithmetic);
    Some(Figure {
        id: if is_elsewhere { "bandwidth-roofline-elsewhere" } else { "bandwidth-roofline" },
        title: voice.say(Word::MeasuredRoofTitle).to_owned(),
        summary: summary(ceilings, &ends, voice),
        caption: [
            told(ceilings, voice).as_str(),
            voice.say(Word::MeasuredRoofCaption),
            caption(measured, is_elsewhere, voice).as_str(),
        ]
        .join(" "),
        x: Axis::new(Scale::Log2, from, to, voice.say(Word::MeasuredAxisIntensity))
            .with_ticks(Ticks::Styled(NumberStyle::Significant { digits: 3 })),
        y: decades(heights, Word::MeasuredAxisSpeed, voice),
        marks,
        table: table(ceilings, &shown, voice),
    })
}

/// The products with several vectors, and with one at the same size; a list for each storage.
fn batches(measured: &Measured) -> Vec<Vec<Point>> {
    let sizes = measured.points.iter().filter(|point| 1 < point.vectors).map(|point| point.size);
    let Some(size) = sizes.max() else { return Vec::new() };
    let of = |storage: &Storage| {
        let ours = measured.points.iter().filter(|point| point.storage == *storage && point.size == size);
        let mut points: Vec<Point> = ours.filter(|point| is_sound(point.rate)).copied().collect();
        points.sort_by_key(Point::place);
        points
    };
    Storage::ALL.iter().map(of).filter(|points| 1 < points.len()).collect()
}

fn range(shown: &[Point]) -> (f64, f64) {
    let all = || shown.iter().map(intensity);
    let (from, to) = (all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max));
    let from = from / 2.0;
    (from, (to * 2.0).max(from * ROOM))
}

/// The slope and the flat line, each with its spread, as far as they bound anything.
fn roof(ceilings: Ceilings, (from, to): (f64, f64), voice: &dyn Voice) -> Vec<Mark> {
    let ridge = match (ceilings.memory, ceilings.arithmetic) {
        (Some(memory), Some(arithmetic)) => (arithmetic.median / memory.median).clamp(from * 2.0, to / 2.0),
        (Some(_), None) => to,
        (None, _) => from,
    };
    let piece = |word, dash, rate: Rate, ends: [f64; 2], at: &dyn Fn(f64) -> f64| {
        let band = ends.map(|x| (x, rate.low * at(x), rate.high * at(x)));
        let points = ends.map(|x| (x, rate.median * at(x)));
        let name = voice.say(word).to_owned();
        [
            Mark::Band { ink: Ink::Neutral, points: band.to_vec() },
            Mark::Line { name, ink: Ink::Neutral, dash, marker: Marker::None, points: points.to_vec() },
        ]
    };
    let slope =
        ceilings.memory.map(|memory| piece(Word::MeasuredRoofMemory, Dash::Solid, memory, [from, ridge], &|x| x));
    let flat = ceilings
        .arithmetic
        .map(|arithmetic| piece(Word::MeasuredRoofArithmetic, Dash::Long, arithmetic, [ridge, to], &|_| 1.0));
    slope.into_iter().chain(flat).flatten().collect()
}

/// The ceilings in words.
fn told(ceilings: Ceilings, voice: &dyn Voice) -> String {
    let told = |word, rate: Option<Rate>| rate.map(|rate| filled(word, &[("rate", said(rate, voice))], voice));
    let both = [told(Word::MeasuredRoofReads, ceilings.memory), told(Word::MeasuredRoofComputes, ceilings.arithmetic)];
    both.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn summary(ceilings: Ceilings, ends: &[Point], voice: &dyn Voice) -> String {
    let speed = |point: &Point| format!("{} {}", storage_name(point.storage), said(speed(point), voice));
    let speeds: Vec<String> = ends.iter().map(speed).collect();
    let size = ends.first().map_or_else(String::new, |point| size_text(point.size, voice));
    let values = [("size", size), ("ends", speeds.join(voice.say(Word::FiguresJoin)))];
    format!("{} {}", told(ceilings, voice), filled(Word::MeasuredRoofSummary, &values, voice))
}

fn table(ceilings: Ceilings, shown: &[Point], voice: &dyn Voice) -> Table {
    let columns = vec![
        column("storage", Word::MeasuredColumnStorage, voice),
        column("weights_power_of_two", Word::MeasuredColumnSize, voice),
        column("vectors", Word::MeasuredAxisVectors, voice),
        column("flop_per_byte", Word::MeasuredAxisIntensity, voice),
        column("median_gflop_per_s", Word::MeasuredColumnSpeed, voice),
        column("low_gflop_per_s", Word::MeasuredColumnLow, voice),
        column("high_gflop_per_s", Word::MeasuredColumnHigh, voice),
        column("memory_gflop_per_s", Word::MeasuredColumnByMemory, voice),
        column("arithmetic_gflop_per_s", Word::MeasuredColumnByArithmetic, voice),
    ];
    let bound = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::Number(rounded(value)));
    let row = |point: &Point| {
        let speed = speed(point);
        vec![
            Cell::Text(storage_name(point.storage)),
            Cell::Number(f64::from(point.size)),
            Cell::Number(f64::from(point.vectors)),
            Cell::Number(rounded(intensity(point))),
            Cell::Number(rounded(speed.median)),
            Cell::Number(rounded(speed.low)),
            Cell::Number(rounded(speed.high)),
            bound(ceilings.memory.map(|memory| memory.median * intensity(point))),
            bound(ceilings.arithmetic.map(|arithmetic| arithmetic.median)),
        ]
    };
    Table { columns, rows: shown.iter().map(row).collect() }
}
