//! `#/train`: what a network has learnt of the plane, one map for each recipe.
//!
//! Each cell is the probability of class 1 at its middle; over it lie some of the points that are learnt from, by their class.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::{Cells, float};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Ink, Marker};
use crate::charts::shade::{Palette, Shade};
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::training::lesson::plane;
use crate::experiments::training::plan::Plan;
use crate::experiments::training::recipe::Known;
use crate::experiments::training::report::{Picture, REACH, Report, SIDE};
use crate::scenario::train::Train;
use crate::views::bandwidth_words::{column, filled, rounded};
use crate::views::train_groups::{Group, groups};
use crate::views::train_words::{percent, recipe_name, steps};

/// Points shown, of all that are learnt from.
const POINTS: usize = 120;

/// The name of a recipe's map.
pub fn map_id(known: Option<Known>) -> &'static str {
    match known {
        Some(Known::Fp32) => "train-map-fp32",
        Some(Known::Bf16) => "train-map-bf16",
        Some(Known::Fp16) => "train-map-fp16",
        Some(Known::Naive) => "train-map-fp8naive",
        Some(Known::DeepseekV3) => "train-map-deepseekv3",
        Some(Known::DeepseekV31) => "train-map-deepseekv31",
        Some(Known::Delayed) => "train-map-fp8delayed",
        Some(Known::Mxfp8) => "train-map-mxfp8",
        Some(Known::Nvfp4) => "train-map-nvfp4",
        None => "train-map-own",
    }
}

/// The names of the maps that there are, in the order of the recipes.
pub fn map_ids(train: &Train, reports: &[Report]) -> Vec<&'static str> {
    let has_map = |group: &Group| drawn(train, group).is_some();
    groups(train, reports).iter().filter(|group| has_map(group)).map(|group| map_id(group.known)).collect()
}

/// The map of a name.
pub fn map(id: &str, train: &Train, reports: &[Report], voice: &dyn Voice) -> Option<Figure> {
    let groups = groups(train, reports);
    let group = groups.iter().find(|group| map_id(group.known) == id)?;
    let (run, values) = drawn(train, group)?;
    let probability = Axis::new(Scale::Linear, 0.0, 1.0, voice.say(Word::TrainMapShade));
    let shade = Shade { palette: Palette::Diverging, axis: probability };
    let cells = Cells::new(SIDE, values.iter().map(|value| f64::from(*value)).collect(), shade);
    let x = cells.x_axis(voice.say(Word::TrainMapAcross)).with_ticks(ticks(1.0, voice));
    let y = cells.y_axis(voice.say(Word::TrainMapUp)).with_ticks(ticks(-1.0, voice));
    let name = recipe_name(group.known, voice);
    let ones = float(values.iter().filter(|value| 0.5 <= **value).count()) / float(values.len().max(1));
    let right = run.marks.last().map_or(f64::NAN, |mark| f64::from(mark.right));
    let said = [
        ("name", name.clone()),
        ("seed", run.plan.seed.to_string()),
        ("step", steps(run.marks.last().map_or(0, |mark| mark.step), voice)),
        ("ones", percent(ones, voice)),
        ("right", percent(right, voice)),
    ];
    let [class_0, class_1] = points(&run.plan, voice);
    Some(Figure {
        id: map_id(group.known),
        title: filled(Word::TrainMapTitle, &said, voice),
        summary: filled(Word::TrainMapSummary, &said, voice),
        caption: filled(Word::TrainMapCaption, &said, voice),
        x,
        y,
        table: table(values, voice),
        marks: vec![Mark::Cells(cells), class_0, class_1],
    })
}

/// The run whose map is shown, with its map.
fn drawn<'a>(train: &Train, group: &Group<'a>) -> Option<(&'a Report, &'a [f32])> {
    let run = group.runs.iter().copied().find(|run| run.plan.seed == train.shown_seed())?;
    match &run.picture {
        Picture::Map(values) => Some((run, values)),
        Picture::Digits { .. } | Picture::Text { .. } => None,
    }
}

/// The middle of a cell in the plane.
fn coordinate(place: usize) -> f64 {
    REACH * (2.0 * (float(place) + 0.5) / float(SIDE) - 1.0)
}

/// A coordinate counted in cells; upwards where `direction` is −1.
fn place(direction: f64, value: f64) -> f64 {
    f64::midpoint(direction * value / REACH, 1.0) * float(SIDE) - 0.5
}

/// The places of −1, 0 and 1, counted in cells; upwards where `direction` is −1.
fn ticks(direction: f64, voice: &dyn Voice) -> Ticks {
    let at = |value: f64| (place(direction, value), voice.number(value, NumberStyle::Plain { decimals: 0 }));
    Ticks::Named([-1.0, 0.0, 1.0].map(at).to_vec())
}

/// Some of the points that are learnt from, class by class: hollow shapes, which are seen on every colour.
fn points(plan: &Plan, voice: &dyn Voice) -> [Mark; 2] {
    let [learnt, _] = plane(plan);
    let of = |class: u8| {
        let rows = learnt.x.as_chunks::<2>().0.iter().zip(&learnt.y).take(POINTS);
        let ours = rows.filter(|(_, label)| **label == class);
        ours.map(|([x, y], _)| (place(1.0, f64::from(*x)), place(-1.0, f64::from(*y)))).collect()
    };
    [(0, Marker::HollowDiamond, Word::TrainMapClass0), (1, Marker::Ring, Word::TrainMapClass1)].map(
        |(class, marker, word)| Mark::Points {
            name: voice.say(word).to_owned(),
            ink: Ink::Neutral,
            marker,
            points: of(class),
        },
    )
}

fn table(values: &[f32], voice: &dyn Voice) -> Table {
    let columns = vec![
        column("x", Word::TrainMapAcross, voice),
        column("y", Word::TrainMapUp, voice),
        column("probability", Word::TrainMapShade, voice),
    ];
    let row = |(index, value): (usize, &f32)| {
        let (x, y) = (coordinate(index % SIDE), -coordinate(index / SIDE));
        [libm::round(x * 1000.0) / 1000.0, libm::round(y * 1000.0) / 1000.0, rounded(f64::from(*value))]
            .map(Cell::Number)
            .to_vec()
    };
    Table { columns, rows: values.iter().enumerate().map(row).collect() }
}
