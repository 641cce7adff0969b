//! `#/compute`, the world: three precisions on scales of their own, why nobody should add them, and who owns what.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::facts::compute::ComputePoint;
use crate::economy::facts::named::{WORLD_AI_2024, WORLD_GENERAL_2024, WORLD_SUPER_2024};
use crate::economy::puzzle::fleet_ratio;
use crate::economy::world::{Owner, chinas_fleet, firms, world_2024};
use crate::units::compute::{Eflops, Fp16};
use crate::views::cells::{source, term};
use crate::views::compute_world::{eflops, filled, names_axis, region, sources, text};
use crate::views::dates::spoken;

/// The world in three precisions, one picture each: a common scale would invite to add them.
pub fn panels(voice: &dyn Voice) -> [Figure; 3] {
    [
        panel("world-fp32", Word::WorldPanelGeneral, WORLD_GENERAL_2024.row, voice),
        panel("world-fp16", Word::WorldPanelAi, WORLD_AI_2024.row, voice),
        panel("world-fp64", Word::WorldPanelSuper, WORLD_SUPER_2024.row, voice),
    ]
}

fn panel(id: &'static str, name: Word, row: &'static ComputePoint, voice: &dyn Voice) -> Figure {
    let (precision, value) = (row.precision.label(), row.value.number);
    let name = voice.say(name);
    let values = [
        ("name", name.to_owned()),
        ("precision", precision.to_owned()),
        ("value", eflops(value, voice)),
        ("date", spoken(row.date, voice)),
    ];
    Figure {
        id,
        title: filled(Word::WorldPanelTitle, &values, voice),
        summary: filled(Word::WorldPanelSummary, &values, voice),
        caption: format!("{} {}", sources([row], voice), voice.say(Word::WorldPanelCaption)),
        x: names_axis(vec![spoken(row.date, voice)]),
        y: Axis::new(Scale::Linear, 0.0, value * 1.1, fill(voice.say(Word::AxesEflopsIn), &[("precision", precision)]))
            .rounded(),
        marks: vec![Mark::Bars {
            name: name.to_owned(),
            ink: Ink::Actual,
            style: BarStyle::Filled,
            bins: vec![Bin { from: 0.3, to: 0.7, value }],
        }],
        table: rows_table([row], voice),
    }
}

/// Why the three must not be added, and what someone who does gets wrong.
pub fn why_not_add(voice: &dyn Voice) -> String {
    let (world, ratio) = (world_2024(), fleet_ratio());
    let round = |value: f64| voice.number(value, NumberStyle::Plain { decimals: 0 });
    let values = [
        ("general", eflops(world.general.eflops.get(), voice)),
        ("ai", eflops(world.ai.eflops.get(), voice)),
        ("super", eflops(world.supercomputing.eflops.get(), voice)),
        ("bare", eflops(world.sum_of_bare_numbers(), voice)),
        ("ratio", voice.number(ratio.get(), NumberStyle::Significant { digits: 3 })),
        ("converted", round(world.ai_in_fp32(ratio).get())),
        ("sum", round(world.general_and_ai(ratio).get())),
        ("times", voice.number(world.overstated(ratio), NumberStyle::Significant { digits: 2 })),
    ];
    filled(Word::WorldWhyNotAdd, &values, voice)
}

/// Firms beside a country, each with its scope in the data.
pub fn owners_figure(voice: &dyn Voice) -> Figure {
    let (firms, china) = (firms(), chinas_fleet());
    let all: Vec<&Owner> = firms.iter().chain(&china).collect();
    let bins = |owners: &[Owner], first: usize| -> Vec<Bin> {
        let bin = |(index, owner): (usize, &Owner)| {
            let left = f64::from(u32::try_from(first + index).unwrap_or(u32::MAX));
            Bin { from: left + 0.15, to: left + 0.85, value: owner.eflops.get() }
        };
        owners.iter().enumerate().map(bin).collect()
    };
    let most = all.iter().map(|owner| owner.eflops.get()).fold(0.0, f64::max);
    let precision = all.first().map_or("", |owner| owner.row.precision.label());
    let fleet = china.map_or_else(Vec::new, |owner| bins(&[owner], firms.len()));
    let name = |owner: &&Owner| match owner.firm {
        "" => voice.say(Word::WorldChina).to_owned(),
        firm => firm.to_owned(),
    };
    let bars = |word, ink, bins| {
        let style = BarStyle::Filled;
        Mark::Bars { name: voice.say(word).to_owned(), ink, style, bins }
    };
    Figure {
        id: "world-owners",
        title: fill(voice.say(Word::WorldOwnersTitle), &[("precision", precision)]),
        summary: owners_summary(&firms, china.as_ref(), voice),
        caption: format!(
            "{} {}",
            sources(all.iter().map(|owner| owner.row), voice),
            voice.say(Word::WorldOwnersCaption)
        ),
        x: names_axis(all.iter().map(name).collect()),
        y: Axis::new(Scale::Linear, 0.0, most, fill(voice.say(Word::AxesEflopsIn), &[("precision", precision)]))
            .rounded(),
        marks: vec![
            bars(Word::WorldOneFirm, Ink::Faint, bins(&firms, 0)),
            bars(Word::WorldAllChina, Ink::Accent, fleet),
        ],
        table: rows_table(all.iter().map(|owner| owner.row), voice),
    }
}

fn owners_summary(firms: &[Owner], china: Option<&Owner>, voice: &dyn Voice) -> String {
    let sum = firms.iter().fold(Eflops::<Fp16>::ZERO, |sum, owner| sum + owner.eflops);
    let date = |owner: Option<&Owner>| owner.map_or_else(String::new, |owner| spoken(owner.row.date, voice));
    let value = |owner: Option<&Owner>| eflops(owner.map_or(f64::NAN, |owner| owner.eflops.get()), voice);
    let count = f64::from(u32::try_from(firms.len()).unwrap_or(u32::MAX));
    let values = [
        ("count", voice.number(count, NumberStyle::Plain { decimals: 0 })),
        ("sum", eflops(sum.get(), voice)),
        ("date", date(firms.first())),
        ("largest", firms.first().map_or("", |owner| owner.firm).to_owned()),
        ("most", value(firms.first())),
        ("china", value(china)),
        ("china_date", date(china)),
        ("precision", china.map_or("", |owner| owner.row.precision.label()).to_owned()),
    ];
    filled(Word::WorldOwnersSummary, &values, voice)
}

/// Rows of counts as they stand in the tables.
fn rows_table<'a>(rows: impl IntoIterator<Item = &'a ComputePoint>, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("region", Word::WorldColumnRegion),
        column("series", Word::ColumnsSeries),
        column("eflops", Word::ColumnsEflops),
        column("precision", Word::ColumnsPrecision),
        column("precision_evidence", Word::ColumnsEvidence),
        column("scope", Word::ColumnsScope),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let row = |row: &ComputePoint| {
        vec![
            Cell::Text(row.date.label()),
            region(row.region, voice),
            term(row.series.label(), voice),
            Cell::Number(row.value.number),
            text(row.precision.label()),
            term(row.evidence.label(), voice),
            text(row.scope),
            text(row.publisher),
            source(row.url, voice),
            text(row.note),
        ]
    };
    Table { columns, rows: rows.into_iter().map(row).collect() }
}
