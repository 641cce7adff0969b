//! The AI part of all compute over time, where both are counted alike: the 32 % behind the 90.

use std::collections::BTreeMap;

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::facts::named::AI_2024;
use crate::economy::scopes::Counting;
use crate::economy::shares::{AiShare, ai_shares};
use crate::views::cells::source;
use crate::views::compute::{axis_of_years, eflops, filled, percent};
use crate::views::compute_ratios::way_name;
use crate::views::compute_series::{place_name, sources};
use crate::views::dates::spoken;

/// The picture with its table; China and the world whatever the reader's place, because the two explain each other.
pub fn share_figure(voice: &dyn Voice) -> Figure {
    let shares = ai_shares();
    let mut lines: BTreeMap<_, Vec<AiShare>> = BTreeMap::new();
    for share in &shares {
        let part = share.part;
        lines.entry((part.region, Counting::of(part.scope), part.precision)).or_default().push(*share);
    }
    let dashes = [
        (Dash::Solid, Marker::Circle),
        (Dash::Long, Marker::Square),
        (Dash::Dashed, Marker::TriangleUp),
        (Dash::DashDot, Marker::TriangleDown),
    ];
    let marks = lines.values().zip((0_u8..).zip(dashes.into_iter().cycle()));
    let marks = marks.map(|(line, (index, (dash, marker)))| Mark::Line {
        name: line_name(line, voice),
        ink: Ink::Series(index),
        dash,
        marker,
        points: line.iter().map(|share| (share.part.date.decimal_year(), share.share.percent())).collect(),
    });
    let dates = shares.iter().map(|share| share.part.date.decimal_year());
    let rows = shares.iter().flat_map(|share| [share.part, share.total]);
    Figure {
        id: "compute-share",
        title: voice.say(Word::CountingShareTitle).to_owned(),
        summary: summary(voice),
        caption: format!("{} {}", sources(rows, voice), voice.say(Word::CountingShareCaption)),
        x: axis_of_years(dates, (2020.0, 2026.0)),
        y: Axis::new(Scale::Linear, 0.0, 100.0, voice.say(Word::CountingShareAxis)),
        marks: marks.collect(),
        table: table(&shares, voice),
    }
}

fn line_name(line: &[AiShare], voice: &dyn Voice) -> String {
    let Some(first) = line.first() else { return String::new() };
    let way = Counting::of(first.part.scope).map_or(first.part.scope, |scope| way_name(scope, voice));
    let place = place_name(&first.part.region.label().to_lowercase(), voice);
    filled(Word::CountingShareName, &[("place", place), ("way", way.to_owned())], voice)
}

/// The share that the 90 is.
fn summary(voice: &dyn Voice) -> String {
    let is_the_ninety = |share: &&AiShare| share.part == AI_2024.row;
    let shares = ai_shares();
    let Some(share) = shares.iter().find(is_the_ninety) else { return String::new() };
    let values = [
        ("date", spoken(share.part.date, voice)),
        ("part", eflops(share.part.value.number, voice)),
        ("total", eflops(share.total.value.number, voice)),
        ("precision", share.part.precision.label().to_owned()),
        ("share", percent(share.share.get(), voice)),
    ];
    filled(Word::CountingShareSay, &values, voice)
}

fn table(shares: &[AiShare], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("region", Word::CountingColumnRegion),
        column("ai_eflops", Word::CountingColumnPart),
        column("all_eflops", Word::CountingColumnTotal),
        column("precision", Word::ColumnsPrecision),
        column("share", Word::CountingColumnShare),
        column("scope", Word::ColumnsScope),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
    ];
    let row = |share: &AiShare| {
        let part = share.part;
        vec![
            Cell::Text(part.date.label()),
            Cell::Term { key: part.region.label(), label: place_name(&part.region.label().to_lowercase(), voice) },
            Cell::Number(part.value.number),
            Cell::Number(share.total.value.number),
            Cell::Text(part.precision.label().to_owned()),
            Cell::Number(share.share.get()),
            Cell::Text(part.scope.to_owned()),
            Cell::Text(part.publisher.to_owned()),
            source(part.url, voice),
        ]
    };
    Table { columns, rows: shares.iter().map(row).collect() }
}
