//! The model tried on the past: started in 2022, beside what has been counted since by two publishers who count differently.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::facts::named::{AI_2025_12, AI_2026_06, MARKET_2022, MARKET_2023, MARKET_2024};
use crate::economy::trial::{Trial, Tried, tried};
use crate::scenario::economy::Economy;
use crate::views::cells::source;
use crate::views::compute::year_axis;
use crate::views::dates::spoken;
use crate::views::economy_compute::counts;
use crate::views::economy_scene::{Scene, heights, short_percent};

/// The model's fleet since 2022 beside the counts.
pub fn trial_figure(scene: &Scene) -> Figure {
    let trial = tried(&scene.given);
    let mut marks = vec![Mark::Line {
        name: scene.say(Word::EconomyModel),
        ink: Ink::Accent,
        dash: Dash::Dashed,
        marker: Marker::None,
        points: trial.path.iter().map(|(year, fleet)| (f64::from(*year) + 1.0, fleet.get())).collect(),
    }];
    marks.push(counts(scene, Word::EconomyMarket, Ink::Series(1), &[MARKET_2022, MARKET_2023, MARKET_2024]));
    marks.push(counts(scene, Word::EconomyMinistry, Ink::Actual, &[AI_2025_12, AI_2026_06]));
    let top = heights(&marks).fold(0.0, f64::max);
    let (first, last) = (trial.path.first(), trial.path.last());
    let ends = [first, last].map(|end| end.map_or(0.0, |(year, _)| f64::from(*year)));
    Figure {
        id: "economy-trial",
        title: scene.say(Word::EconomyTrialTitle),
        summary: said(&trial, scene),
        caption: scene.say(Word::EconomyTrialCaption),
        x: year_axis(ends[0], ends[1] + 1.0),
        y: Axis::new(Scale::Linear, 0.0, top * 1.05, scene.voice.say(Word::AxesEflopsFp16)).rounded(),
        marks,
        table: trial_table(&trial, scene),
    }
}

/// The miss at every count, in words.
pub fn trial_sentence(economy: &Economy, voice: &dyn Voice) -> String {
    let scene = Scene::new(economy, None, voice);
    said(&tried(&scene.given), &scene)
}

fn said(trial: &Trial, scene: &Scene) -> String {
    let miss = |tried: &Tried| {
        let relative = tried.relative.get();
        let word = if relative < 1.0 { Word::EconomyTrialUnder } else { Word::EconomyTrialOver };
        let values = [
            ("date", spoken(tried.counted.dated().date, scene.voice)),
            ("model", scene.eflops(tried.modelled.get())),
            // A published count is said as it is printed.
            ("counted", scene.voice.number(tried.counted.eflops().get(), NumberStyle::Significant { digits: 6 })),
            ("miss", short_percent((relative - 1.0).abs(), scene.voice)),
        ];
        scene.fill(word, &values)
    };
    let misses: Vec<String> = trial.beside.iter().map(miss).collect();
    let start = trial.path.first().map_or_else(String::new, |(year, _)| year.to_string());
    let misses = misses.join(scene.voice.say(Word::FiguresJoin));
    scene.fill(Word::EconomyTrialSay, &[("start", start), ("misses", misses)])
}

fn trial_table(trial: &Trial, scene: &Scene) -> Table {
    let column = |key, word| Column { key, label: scene.say(word) };
    let row = |tried: &Tried| {
        let row = tried.counted.row;
        vec![
            Cell::Text(row.date.label()),
            Cell::Number(tried.modelled.get()),
            Cell::Number(tried.counted.eflops().get()),
            Cell::Number((tried.relative.get() - 1.0) * 100.0),
            Cell::Text(row.scope.to_owned()),
            Cell::Text(row.publisher.to_owned()),
            source(row.url, scene.voice),
        ]
    };
    Table {
        columns: vec![
            column("date", Word::ColumnsDate),
            column("modelled_eflops_fp16", Word::EconomyColumnModelled),
            column("counted_eflops_fp16", Word::EconomyColumnCounted),
            column("miss_percent", Word::EconomyColumnMiss),
            column("scope", Word::ColumnsScope),
            column("publisher", Word::ColumnsPublisher),
            column("source", Word::ColumnsSource),
        ],
        rows: trial.beside.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::trial_figure;
    use crate::charts::figure::Mark;
    use crate::charts::voice::PlainVoice;
    use crate::scenario::economy::Economy;
    use crate::views::economy_scene::Scene;

    /// One publisher counts what is sold, the other what stands: no line joins them.
    #[test]
    fn counts_are_points_and_each_publisher_has_its_own() {
        let economy = Economy::default();
        let figure = trial_figure(&Scene::new(&economy, None, &PlainVoice));
        let lines = figure.marks.iter().filter(|mark| matches!(mark, Mark::Line { .. })).count();
        let points = figure.marks.iter().filter(|mark| matches!(mark, Mark::Points { .. })).count();
        assert_eq!((lines, points, figure.table.rows.len()), (1, 2, 4));
    }
}
