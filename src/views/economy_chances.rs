//! What the ranges give: the chance that the statement comes true under the reader's assumptions, and which range matters most.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::calendar::CLAIM_YEAR;
use crate::economy::levers::Lever;
use crate::experiments::uncertainty::Outcome;
use crate::experiments::uncertainty::swings::Swing;
use crate::numerics::decimal_text;
use crate::scenario::knobs::knob;
use crate::scenario::value::Value;
use crate::scenario::view::View;
use crate::units::Rmb;
use crate::views::compute::{count, filled};
use crate::views::economy_scene::{Scene, short_percent, trillions};
use crate::views::knob_words::{knob_name, spoken};

/// Swings narrower than this move nothing that a reader sees, trillion RMB.
const NOTHING: f64 = 1e-3;

/// Most ranges drawn: more names than that would lie over each other in a small picture.
const MOST_ROWS: usize = 10;

/// Half the thickness of a bar, in rows.
const HALF_BAR: f64 = 0.22;

/// Both chances, each a sentence.
pub fn chance_sentences(outcome: &Outcome, voice: &dyn Voice) -> [String; 2] {
    let values = [
        ("target", money(outcome.params.goal, voice)),
        ("year", CLAIM_YEAR.to_string()),
        ("chance", short_percent(outcome.chance_of_value, voice)),
        ("low", short_percent(outcome.params.share.0, voice)),
        ("high", short_percent(outcome.params.share.1, voice)),
        ("share_chance", short_percent(outcome.chance_of_share, voice)),
    ];
    [filled(Word::EconomyChanceValue, &values, voice), filled(Word::EconomyChanceShare, &values, voice)]
}

/// What the tornado says, in a sentence or two.
pub fn tornado_sentence(outcome: &Outcome, voice: &dyn Voice) -> String {
    let moving: Vec<&Swing> = outcome.swings.iter().filter(|swing| NOTHING < swing.width()).collect();
    let idle = outcome.swings.len() - moving.len();
    let Some(first) = moving.first() else {
        let word = if idle == 0 { Word::EconomyTornadoNone } else { Word::EconomyTornadoAllIdle };
        return filled(word, &[("count", count(idle, voice))], voice);
    };
    let values = [
        ("name", knob_name(first.lever.key(), voice).to_owned()),
        ("from", lever_value(first.lever, first.from_to.0, voice)),
        ("to", lever_value(first.lever, first.from_to.1, voice)),
        ("low", money(first.value.0, voice)),
        ("high", money(first.value.1, voice)),
        ("year", CLAIM_YEAR.to_string()),
    ];
    let mut text = filled(Word::EconomyTornadoSay, &values, voice);
    let next: Vec<&str> = moving.iter().skip(1).take(2).map(|swing| knob_name(swing.lever.key(), voice)).collect();
    if !next.is_empty() {
        let next = next.join(voice.say(Word::FiguresJoin));
        text = format!("{text} {}", filled(Word::EconomyTornadoNext, &[("names", next)], voice));
    }
    if 0 < idle {
        text = format!("{text} {}", filled(Word::EconomyTornadoIdle, &[("count", count(idle, voice))], voice));
    }
    text
}

/// A lever's value in its own unit.
pub fn lever_value(lever: Lever, value: f64, voice: &dyn Voice) -> String {
    // Four digits say enough of a percentile.
    let rounded = decimal_text::read(&format!("{value:.3e}")).unwrap_or(value);
    knob(View::Economy, lever.key()).map_or_else(String::new, |knob| spoken(knob, &Value::Number(rounded), voice))
}

fn money(value: f64, voice: &dyn Voice) -> String {
    trillions(Rmb::clamped(value * 1e12), voice)
}

/// The chance that the value of 2035 is at least so much.
pub fn chance_figure(scene: &Scene) -> Option<Figure> {
    let outcome = scene.ranged()?;
    let left = |percent: usize| f64::from(u32::try_from(outcome.curve.len() - 1 - percent).unwrap_or(0));
    let points: Vec<(f64, f64)> = outcome.curve.iter().enumerate().map(|(at, value)| (*value, left(at))).collect();
    let goal = outcome.params.goal;
    let label =
        scene.fill(Word::EconomyClaimRule, &[("target", money(goal, scene.voice)), ("year", CLAIM_YEAR.to_string())]);
    let ends = points.iter().map(|point| point.0).chain([goal, 0.0]);
    let most = ends.fold(0.0, f64::max);
    let column = |key, word| Column { key, label: scene.say(word) };
    Some(Figure {
        id: "economy-chance",
        title: scene.fill(Word::EconomyChanceTitle, &[("year", CLAIM_YEAR.to_string())]),
        summary: chance_sentences(outcome, scene.voice).join(" "),
        caption: scene.say(Word::EconomyChanceCaption),
        x: Axis::new(Scale::Linear, 0.0, most * 1.02, scene.voice.say(Word::AxesTrillions)).rounded(),
        y: Axis::new(Scale::Linear, 0.0, 100.0, scene.voice.say(Word::EconomyAxisChance)),
        marks: vec![
            Mark::Rule { axis: Along::X, at: goal, label, ink: Ink::Target },
            Mark::Line {
                name: scene.say(Word::EconomyChanceName),
                ink: Ink::Accent,
                dash: Dash::Solid,
                marker: Marker::None,
                points: points.clone(),
            },
        ],
        table: Table {
            columns: vec![
                column("value_trillion_rmb", Word::EconomyValue),
                column("chance_percent", Word::EconomyChanceName),
            ],
            rows: points.iter().map(|(value, chance)| vec![Cell::Number(*value), Cell::Number(*chance)]).collect(),
        },
    })
}

/// What each range does by itself.
pub fn tornado_figure(scene: &Scene) -> Option<Figure> {
    let outcome = scene.ranged()?;
    let drawn = &outcome.swings[..outcome.swings.len().min(MOST_ROWS)];
    let rows = || (0_u32..).map(f64::from).zip(drawn);
    // Bars lie, so they are bands from one end to the other; their readings are the two ends.
    let bar = |(row, swing): (f64, &Swing)| {
        let (low, high) = (swing.value.0.min(swing.value.1), swing.value.0.max(swing.value.1));
        let points = vec![(low, row - HALF_BAR, row + HALF_BAR), (high, row - HALF_BAR, row + HALF_BAR)];
        Mark::Band { ink: Ink::Accent, points }
    };
    let central = scene.comparison.value.trillions();
    let goal = outcome.params.goal;
    let ends: Vec<f64> = drawn.iter().flat_map(|swing| [swing.value.0, swing.value.1]).chain([central, goal]).collect();
    let points = |word, ink, marker, at: fn(&Swing) -> f64| Mark::Points {
        name: scene.say(word),
        ink,
        marker,
        points: rows().map(|(row, swing)| (at(swing), row)).collect(),
    };
    let label =
        scene.fill(Word::EconomyClaimRule, &[("target", money(goal, scene.voice)), ("year", CLAIM_YEAR.to_string())]);
    let mut marks: Vec<Mark> = rows().map(bar).collect();
    marks.extend([
        Mark::Rule { axis: Along::X, at: goal, label, ink: Ink::Target },
        Mark::Rule { axis: Along::X, at: central, label: scene.say(Word::EconomyTornadoNow), ink: Ink::Faint },
        points(Word::EconomyTornadoLow, Ink::Series(0), Marker::Ring, |swing| swing.value.0),
        points(Word::EconomyTornadoHigh, Ink::Series(1), Marker::Square, |swing| swing.value.1),
    ]);
    let names = drawn.iter().map(|swing| knob_name(swing.lever.key(), scene.voice).to_owned());
    Some(Figure {
        id: "economy-tornado",
        title: scene.fill(Word::EconomyTornadoTitle, &[("year", CLAIM_YEAR.to_string())]),
        summary: tornado_sentence(outcome, scene.voice),
        caption: scene.say(Word::EconomyTornadoCaption),
        x: Axis::around(Scale::Linear, ends, scene.voice.say(Word::AxesTrillions)).rounded(),
        y: Axis::rows(names, ""),
        marks,
        table: swings_table(scene, outcome),
    })
}

fn swings_table(scene: &Scene, outcome: &Outcome) -> Table {
    let column = |key, word| Column { key, label: scene.say(word) };
    let row = |swing: &Swing| {
        let label = knob_name(swing.lever.key(), scene.voice).to_owned();
        vec![
            Cell::Term { key: swing.lever.key(), label },
            Cell::Number(swing.from_to.0),
            Cell::Number(swing.from_to.1),
            Cell::Number(swing.value.0),
            Cell::Number(swing.value.1),
            Cell::Number(swing.width()),
        ]
    };
    Table {
        columns: vec![
            column("range_of", Word::EconomyColumnKnob),
            column("p5", Word::EconomyP5),
            column("p95", Word::EconomyP95),
            column("value_at_p5_trillion_rmb", Word::EconomyColumnLow),
            column("value_at_p95_trillion_rmb", Word::EconomyColumnHigh),
            column("swing_trillion_rmb", Word::EconomyColumnSwing),
        ],
        rows: outcome.swings.iter().map(row).collect(),
    }
}

/// Both chances as a table.
pub fn chances_table(scene: &Scene) -> Option<Table> {
    let outcome = scene.outcome?;
    let params = &outcome.params;
    let column = |key, word| Column { key, label: scene.say(word) };
    let [value, share] = [Word::EconomyValue, Word::EconomyShare].map(|word| scene.say(word));
    let row = |(key, label): (&'static str, String), from: f64, to: Cell, chance: f64| {
        vec![Cell::Term { key, label }, Cell::Number(from), to, Cell::Number(chance * 100.0)]
    };
    Some(Table {
        columns: vec![
            column("of", Word::EconomyColumnOf),
            column("from", Word::EconomyColumnFrom),
            column("to", Word::EconomyColumnTo),
            column("chance_percent", Word::EconomyChanceName),
        ],
        rows: vec![
            row(("value_trillion_rmb", value), params.goal, Cell::Empty, outcome.chance_of_value),
            row(
                ("ai_share_percent", share),
                params.share.0 * 100.0,
                Cell::Number(params.share.1 * 100.0),
                outcome.chance_of_share,
            ),
        ],
    })
}

/// How a run went, once it is over: how many paths, from which seed.
pub fn finished(outcome: &Outcome, voice: &dyn Voice) -> String {
    let paths = voice.number(f64::from(outcome.params.paths), NumberStyle::Plain { decimals: 0 });
    let ranges = count(outcome.params.ranges.len(), voice);
    let values = [("paths", paths), ("ranges", ranges), ("seed", outcome.params.seed.to_string())];
    filled(Word::EconomyRunDone, &values, voice)
}

#[cfg(test)]
mod tests {
    use super::{chance_figure, tornado_figure, tornado_sentence};
    use crate::charts::figure::Mark;
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::experiments::Experiment;
    use crate::experiments::uncertainty::{Outcome, Params, run};
    use crate::scenario::Scenario;
    use crate::scenario::economy::Economy;
    use crate::scenario::link::parse;
    use crate::views::economy_scene::Scene;

    fn ran(link: &str) -> (Economy, Outcome) {
        let Scenario { economy, .. } = parse(link, &Scenario::default()).scenario;
        let Experiment::Uncertainty(params) = economy.experiment() else { panic!("the economy's experiment") };
        (economy, run(Params { paths: 400, ..params }))
    }

    #[test]
    fn the_curve_falls_from_certain_to_never() {
        let (economy, outcome) = ran("#/economy");
        let figure = chance_figure(&Scene::new(&economy, Some(&outcome), &PlainVoice)).unwrap();
        let Mark::Line { points, .. } = &figure.marks[1] else { panic!("a line") };
        assert_eq!((points[0].1, points[100].1), (100.0, 0.0));
        assert!(points.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 > pair[1].1));
    }

    #[test]
    fn the_tornado_is_sorted_and_tells_its_ends_apart() {
        let (economy, outcome) = ran("#/economy?demand=50");
        let figure = tornado_figure(&Scene::new(&economy, Some(&outcome), &PlainVoice)).unwrap();
        let widths: Vec<f64> = outcome.swings.iter().map(super::Swing::width).collect();
        assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]));
        let markers: Vec<_> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Points { marker, .. } = mark { Some(*marker) } else { None })
            .collect();
        assert!(markers.len() == 2 && markers[0] != markers[1]);
    }

    #[test]
    fn without_a_range_there_is_no_tornado() {
        let none = "r.demand=none&r.share2035=none&r.plangrowth=none&r.reinvest=none&r.pricechange=none&r.life=none\
            &r.use2035=none&r.fp8work=none&r.gdpgrowth=none&r.inflation=none&r.elasticity=none";
        let (economy, outcome) = ran(&format!("#/economy?{none}"));
        assert_eq!(tornado_figure(&Scene::new(&economy, Some(&outcome), &PlainVoice)), None);
        assert_eq!(tornado_sentence(&outcome, &PlainVoice), Word::EconomyTornadoNone.key());
    }
}
