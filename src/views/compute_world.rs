//! `#/compute`, the world: the official rank, and China's share counted three ways, each with its precision, date and source.
//!
//! Shares are computed where the rows give both sides, and otherwise quoted from the row's note (`economy::world`).

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{BarStyle, Bin, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::facts::claims::{Claim, claim};
use crate::economy::facts::compute::ComputePoint;
use crate::economy::facts::named::{DEVICES_WORLD_2025_06, WORLD_RANK};
use crate::economy::facts::printed::{Printed, Region};
use crate::economy::world::{
    Method, Quotient, Way, clusters_against_us, device_history, devices_share, is_derived, printed_share, ways,
};
use crate::units::compute::Fp32;
use crate::views::Shown;
use crate::views::cells::{source, term};
use crate::views::claims_words::period;
use crate::views::compute::year_axis;
use crate::views::compute_counts;
use crate::views::dates::spoken;

/// The pictures of the section.
pub fn show(voice: &dyn Voice) -> Shown {
    let mut figures = vec![ways_figure(voice), history_figure(voice)];
    figures.extend(compute_counts::panels(voice));
    figures.push(compute_counts::owners_figure(voice));
    Shown { figures, ..Shown::default() }
}

/// The official rank in words, and the statement that it comes from.
pub fn rank(voice: &dyn Voice) -> (String, Option<&'static Claim>) {
    let statement = claim("rank_second");
    let who = statement.map_or("", |claim| claim.source_name);
    let when = statement.map_or_else(String::new, |claim| period(claim, voice));
    let values = [("rank", WORLD_RANK.text), ("who", who), ("when", when.as_str())];
    (fill(voice.say(Word::WorldRank), &values), statement)
}

/// What each way says, in words, in the order of the ways.
pub fn sentences(voice: &dyn Voice) -> Vec<String> {
    ways().iter().map(|way| sentence(way, voice)).collect()
}

fn sentence(way: &Way, voice: &dyn Voice) -> String {
    let (china, us) = (printed(way.china, voice), printed(way.us, voice));
    let (precision, date) = (way.row.precision.label(), spoken(way.row.date, voice));
    let mut values = vec![("china", china), ("us", us), ("precision", precision.to_owned()), ("date", date)];
    let word = match way.method {
        Method::Devices => {
            if let Some(quotient) = devices_share() {
                values.push(("part", eflops(quotient.part().value.number, voice)));
                values.push(("whole", eflops(quotient.base().value.number, voice)));
                values.push(("share", share(quotient.value().get(), voice)));
            }
            Word::WorldSayDevices
        }
        Method::Clusters => {
            if let Some(quotient) = clusters_against_us() {
                values.push(("part", eflops(quotient.part().value.number, voice)));
                values.push(("whole", eflops(quotient.base().value.number, voice)));
                values.push(("share", share(quotient.value().get(), voice)));
            }
            let noted = way.china.zip(way.us).map_or(f64::NAN, |(china, us)| china.number / us.number);
            values.push(("noted", share(noted, voice)));
            Word::WorldSayClusters
        }
        Method::Top500 => Word::WorldSayTop500,
    };
    filled(word, &values, voice)
}

/// A sentence with owned values.
pub fn filled(word: Word, values: &[(&str, String)], voice: &dyn Voice) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

/// A count of EFLOPS with the digits it is printed with.
pub fn eflops(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 5 })
}

fn share(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Percent { decimals: 1 })
}

/// A printed percentage with its own decimals.
fn printed(percent: Option<Printed>, voice: &dyn Voice) -> String {
    percent.map_or_else(String::new, |percent| {
        let decimals = percent.text.split_once('.').map_or(0, |(_, digits)| digits.len());
        let decimals = u8::try_from(decimals).unwrap_or(1);
        voice.number(percent.number / 100.0, NumberStyle::Percent { decimals })
    })
}

/// Who published the rows drawn.
pub fn sources<'a>(rows: impl IntoIterator<Item = &'a ComputePoint>, voice: &dyn Voice) -> String {
    let mut publishers: Vec<&str> = rows.into_iter().map(|row| row.publisher).collect();
    publishers.sort_unstable();
    publishers.dedup();
    fill(voice.say(Word::FiguresSources), &[("sources", &publishers.join(voice.say(Word::FiguresJoin)))])
}

/// Bars `side` by side of `of` in the places 0, 1, 2 … of an axis of names.
fn place(index: usize, side: f64, of: f64) -> (f64, f64) {
    let left = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
    let width = 0.8 / of;
    (left + 0.1 + side * width, left + 0.1 + (side + 1.0) * width)
}

/// An axis of names, one for each place.
pub fn names_axis(names: Vec<String>) -> Axis {
    let count = f64::from(u32::try_from(names.len()).unwrap_or(u32::MAX));
    let middles = std::iter::successors(Some(0.5), |middle| Some(middle + 1.0));
    Axis::new(Scale::Linear, 0.0, count, "").with_ticks(Ticks::Named(middles.zip(names).collect()))
}

fn method_word(method: Method) -> Word {
    match method {
        Method::Devices => Word::WorldWayDevices,
        Method::Clusters => Word::WorldWayClusters,
        Method::Top500 => Word::WorldWayTop500,
    }
}

/// China's share by one way, per cent: computed where the rows give both sides.
fn computed(way: &Way) -> Option<f64> {
    match way.method {
        Method::Devices => devices_share().map(|quotient| quotient.value().get() * 100.0),
        Method::Clusters | Method::Top500 => None,
    }
}

fn ways_figure(voice: &dyn Voice) -> Figure {
    let ways = ways();
    let bars = |side: f64, read: &dyn Fn(&Way) -> Option<f64>| -> Vec<Bin> {
        let bin = |(index, way): (usize, &Way)| {
            let (from, to) = place(index, side, 2.0);
            read(way).map(|value| Bin { from, to, value })
        };
        ways.iter().enumerate().filter_map(bin).collect()
    };
    let china = bars(0.0, &|way| computed(way).or(way.china.map(|percent| percent.number)));
    let us = bars(1.0, &|way| way.us.map(|percent| percent.number));
    let most = china.iter().chain(&us).map(|bin| bin.value).fold(0.0, f64::max);
    let name = |way: &Way| format!("{} ({})", voice.say(method_word(way.method)), way.row.precision.label());
    let rows = ways.iter().map(|way| way.row).chain([DEVICES_WORLD_2025_06.row]);
    Figure {
        id: "world-ways",
        title: voice.say(Word::WorldWaysTitle).to_owned(),
        summary: ways_summary(&ways, voice),
        caption: format!("{} {}", sources(rows, voice), voice.say(Word::WorldWaysCaption)),
        x: names_axis(ways.iter().map(name).collect()),
        y: Axis::new(Scale::Linear, 0.0, most, voice.say(Word::WorldAxisShare)).rounded(),
        marks: vec![
            Mark::Bars {
                name: voice.say(Word::WorldChina).to_owned(),
                ink: Ink::Accent,
                style: BarStyle::Filled,
                bins: china,
            },
            Mark::Bars {
                name: voice.say(Word::WorldUs).to_owned(),
                ink: Ink::Faint,
                style: BarStyle::Filled,
                bins: us,
            },
        ],
        table: ways_table(&ways, voice),
    }
}

fn ways_summary(ways: &[Way; 3], voice: &dyn Voice) -> String {
    let [devices, clusters, list] = ways;
    let values = [
        ("devices", printed(devices.china, voice)),
        ("devices_precision", devices.row.precision.label().to_owned()),
        ("clusters", printed(clusters.china, voice)),
        ("clusters_precision", clusters.row.precision.label().to_owned()),
        ("list", printed(list.china, voice)),
        ("list_precision", list.row.precision.label().to_owned()),
    ];
    filled(Word::WorldWaysSummary, &values, voice)
}

fn ways_table(ways: &[Way; 3], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("way", Word::WorldColumnWay),
        column("precision", Word::ColumnsPrecision),
        column("date", Word::ColumnsDate),
        column("share_computed_percent", Word::WorldColumnComputed),
        column("share_published_percent", Word::WorldColumnPublished),
        column("us_share_published_percent", Word::WorldColumnUs),
        column("scope", Word::ColumnsScope),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let row = |way: &Way| {
        let percent = |value: Option<Printed>| value.map_or(Cell::Empty, |value| Cell::Number(value.number));
        vec![
            Cell::Term { key: way.method.key(), label: voice.say(method_word(way.method)).to_owned() },
            text(way.row.precision.label()),
            Cell::Text(way.row.date.label()),
            computed(way).map_or(Cell::Empty, Cell::Number),
            percent(way.china),
            percent(way.us),
            text(way.row.scope),
            text(way.row.publisher),
            source(way.row.url, voice),
            text(way.row.note),
        ]
    };
    Table { columns, rows: ways.iter().map(row).collect() }
}

/// Words of the fact tables.
pub fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn history_figure(voice: &dyn Voice) -> Figure {
    let (china, us) = (device_history(Region::China), device_history(Region::Us));
    let place = |quotient: &Quotient<Fp32>| (quotient.part().date.decimal_year(), quotient.value().get() * 100.0);
    let places = |of: &[Quotient<Fp32>], derived: bool| -> Vec<(f64, f64)> {
        of.iter().filter(|quotient| is_derived(quotient.base()) == derived).map(place).collect()
    };
    let all: Vec<(f64, f64)> = china.iter().chain(&us).map(place).collect();
    let least = all.iter().map(|point| point.0).fold(f64::INFINITY, f64::min);
    let last = all.iter().map(|point| point.0).fold(f64::NEG_INFINITY, f64::max);
    let most = all.iter().map(|point| point.1).fold(0.0, f64::max);
    let points = |word, ink, marker, points| Mark::Points { name: voice.say(word).to_owned(), ink, marker, points };
    let line = Mark::Line {
        name: String::new(),
        ink: Ink::Accent,
        dash: Dash::Solid,
        marker: Marker::None,
        points: china.iter().map(place).collect(),
    };
    let rows = china.iter().chain(&us).flat_map(|quotient| [quotient.part(), quotient.base()]);
    let precision = china.last().map_or("", |quotient| quotient.part().precision.label());
    Figure {
        id: "world-devices",
        title: fill(voice.say(Word::WorldHistoryTitle), &[("precision", precision)]),
        summary: history_summary(&china, &us, voice),
        caption: format!("{} {}", sources(rows, voice), voice.say(Word::WorldHistoryCaption)),
        x: year_axis(libm::ceil(least) - 1.0, libm::ceil(last)),
        y: Axis::new(Scale::Linear, 0.0, most, voice.say(Word::WorldAxisShare)).rounded(),
        marks: vec![
            line,
            points(Word::WorldChina, Ink::Accent, Marker::Circle, places(&china, false)),
            points(Word::WorldChinaDerived, Ink::Accent, Marker::Ring, places(&china, true)),
            points(Word::WorldUs, Ink::Neutral, Marker::Diamond, us.iter().map(place).collect()),
        ],
        table: history_table(&china, &us, voice),
    }
}

fn history_summary(china: &[Quotient<Fp32>], us: &[Quotient<Fp32>], voice: &dyn Voice) -> String {
    let said = |quotient: Option<&Quotient<Fp32>>| {
        quotient.map_or_else(Default::default, |quotient| {
            (share(quotient.value().get(), voice), spoken(quotient.part().date, voice))
        })
    };
    let (first, last, other) = (said(china.first()), said(china.last()), said(us.last()));
    let values = [
        ("first", first.0),
        ("first_date", first.1),
        ("last", last.0),
        ("last_date", last.1),
        ("us", other.0),
        ("us_date", other.1),
    ];
    filled(Word::WorldHistorySummary, &values, voice)
}

fn history_table(china: &[Quotient<Fp32>], us: &[Quotient<Fp32>], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("region", Word::WorldColumnRegion),
        column("eflops", Word::ColumnsEflops),
        column("world_eflops", Word::WorldColumnWhole),
        column("share_computed_percent", Word::WorldColumnComputed),
        column("share_published_percent", Word::WorldColumnPublished),
        column("world_figure", Word::WorldColumnWholeIs),
        column("precision", Word::ColumnsPrecision),
        column("scope", Word::ColumnsScope),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
        column("world_source", Word::WorldColumnWholeSource),
        column("world_note", Word::WorldColumnWholeNote),
    ];
    let row = |quotient: &Quotient<Fp32>| {
        let (part, base) = (quotient.part(), quotient.base());
        vec![
            Cell::Text(part.date.label()),
            region(part.region, voice),
            Cell::Number(part.value.number),
            Cell::Number(base.value.number),
            Cell::Number(quotient.value().get() * 100.0),
            printed_share(part).map_or(Cell::Empty, |percent| Cell::Number(percent.number)),
            term(if is_derived(base) { "derived" } else { "published" }, voice),
            text(part.precision.label()),
            text(part.scope),
            text(part.publisher),
            source(part.url, voice),
            text(part.note),
            source(base.url, voice),
            text(base.note),
        ]
    };
    Table { columns, rows: china.iter().chain(us).map(row).collect() }
}

/// A region in the reader's language.
pub fn region(region: Region, voice: &dyn Voice) -> Cell {
    let word = match region {
        Region::China => Word::WorldChina,
        Region::Us => Word::WorldUs,
        Region::World => Word::WorldWorld,
    };
    Cell::Term { key: region.label(), label: voice.say(word).to_owned() }
}
