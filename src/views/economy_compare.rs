//! A beside B: which settings differ, and what that makes of 2035, in words and as a table.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::Projection;
use crate::scenario::Scenario;
use crate::scenario::economy::{Economy, Side};
use crate::scenario::economy_knobs::SIDE;
use crate::scenario::knobs::Knob;
use crate::scenario::range_text::{shape_key, written};
use crate::scenario::value::Value;
use crate::scenario::view::View;
use crate::views::compute::{count, filled};
use crate::views::economy_scene::{Scene, short_percent};
use crate::views::knob_words::{knob_name, spoken};

/// One setting that differs.
pub struct Difference {
    /// The setting's key.
    pub key: &'static str,
    /// Its name.
    pub name: String,
    /// Its value in A.
    pub a: String,
    /// Its value in B.
    pub b: String,
}

/// Everything that differs between A and B; nothing without a B.
pub fn differences(economy: &Economy, voice: &dyn Voice) -> Vec<Difference> {
    let Some(other) = economy.other.as_deref() else { return Vec::new() };
    let (a, b) = (scenario(&economy.side), scenario(other));
    let knobs = SIDE.iter().flat_map(|rows| rows.iter());
    let differing = knobs.filter(|knob| (knob.get)(&a) != (knob.get)(&b));
    let difference = |knob: &'static Knob| Difference {
        key: knob.key,
        name: named(knob, voice),
        a: said(knob, &(knob.get)(&a), voice),
        b: said(knob, &(knob.get)(&b), voice),
    };
    differing.map(difference).collect()
}

/// What B's settings make of 2035, beside A's.
pub fn effect_sentence(economy: &Economy, voice: &dyn Voice) -> Option<String> {
    let scene = Scene::new(economy, None, voice);
    let other = scene.other.as_ref()?;
    let differing = differences(economy, voice).len();
    if differing == 0 {
        return Some(scene.say(Word::EconomyCompareSame));
    }
    let (a, b) = (scene.projection.claimed(), other.claimed());
    let values = [
        ("count", count(differing, voice)),
        ("year", a.year.to_string()),
        ("a_value", scene.money(a.value)),
        ("b_value", scene.money(b.value)),
        ("change", signed(&scene, b.value.trillions() - a.value.trillions())),
        ("a_share", short_percent(a.ai_share.get(), voice)),
        ("b_share", short_percent(b.ai_share.get(), voice)),
        ("a_coverage", short_percent(a.coverage.get(), voice)),
        ("b_coverage", short_percent(b.coverage.get(), voice)),
    ];
    Some(scene.fill(Word::EconomyCompareEffect, &values))
}

/// A change with its sign.
fn signed(scene: &Scene, trillions: f64) -> String {
    let sign = if trillions < 0.0 { "−" } else { "+" };
    let value = scene.voice.number(trillions.abs(), NumberStyle::Significant { digits: 3 });
    scene.fill(Word::EconomyTrillions, &[("value", format!("{sign}{value}"))])
}

fn scenario(side: &Side) -> Scenario {
    Scenario {
        view: View::Economy,
        economy: Economy { side: side.clone(), ..Economy::default() },
        ..Scenario::default()
    }
}

/// A setting's name; a range's is that of its number, as a range.
fn named(knob: &'static Knob, voice: &dyn Voice) -> String {
    match knob.key.strip_prefix("r.") {
        Some(key) => filled(Word::EconomyRangeOf, &[("name", knob_name(key, voice).to_owned())], voice),
        None => knob_name(knob.key, voice).to_owned(),
    }
}

fn said(knob: &'static Knob, value: &Value, voice: &dyn Voice) -> String {
    match value {
        Value::Number(_) | Value::Whole(_) => spoken(knob, value, voice),
        Value::Choice(word) => {
            voice.named("options", &format!("{}_{word}", knob.key)).map_or(*word, |name| voice.say(name)).to_owned()
        }
        Value::Range(None) => voice.say(Word::EconomyNoRange).to_owned(),
        Value::Range(Some(spread)) => {
            let end = |end: f64| spoken(knob, &Value::Number(end), voice);
            let values = [
                ("shape", voice.say(shape_word(shape_key(spread.shape))).to_owned()),
                ("low", end(spread.low)),
                ("high", end(spread.high)),
            ];
            filled(Word::EconomyRangeSaid, &values, voice)
        }
        Value::Numbers(_) | Value::Real(_) | Value::Measured(_) => String::new(),
    }
}

/// The name of a shape by its word in a link.
pub fn shape_word(key: &str) -> Word {
    match key {
        "uniform" => Word::EconomyShapeUniform,
        "triangular" => Word::EconomyShapeTriangular,
        "normal" => Word::EconomyShapeNormal,
        "lognormal" => Word::EconomyShapeLognormal,
        _ => Word::EconomyNoRange,
    }
}

/// Settings and results that differ, as they stand in links and in the table of every link.
pub fn differences_table(scene: &Scene) -> Option<Table> {
    let other = scene.other.as_ref()?;
    let (a, b) = (scenario(&scene.economy.side), scenario(scene.economy.other.as_deref()?));
    let column = |key, word| Column { key, label: scene.say(word) };
    let cell = |value: Value| match value {
        Value::Number(number) => Cell::Number(number),
        Value::Range(range) => Cell::Text(written(range.as_ref())),
        other => Cell::Text(other.written()),
    };
    let settings = SIDE.iter().flat_map(|rows| rows.iter()).filter(|knob| (knob.get)(&a) != (knob.get)(&b));
    let setting = |knob: &'static Knob| {
        let name = Cell::Term { key: knob.key, label: named(knob, scene.voice) };
        vec![name, cell((knob.get)(&a)), cell((knob.get)(&b))]
    };
    let results = results(&scene.projection).into_iter().zip(results(other));
    let result = |((key, word, a), (_, _, b)): ((&'static str, Word, f64), (&'static str, Word, f64))| {
        vec![Cell::Term { key, label: scene.say(word) }, Cell::Number(a), Cell::Number(b)]
    };
    Some(Table {
        columns: vec![column("what", Word::EconomyColumnOf), column("a", Word::EconomyA), column("b", Word::EconomyB)],
        rows: settings.map(setting).chain(results.map(result)).collect(),
    })
}

/// What is compared of 2035.
fn results(projection: &Projection) -> [(&'static str, Word, f64); 3] {
    let year = projection.claimed();
    [
        ("value_2035_trillion_rmb", Word::EconomyValue, year.value.trillions()),
        ("ai_share_2035_percent", Word::EconomyShare, year.ai_share.percent()),
        ("coverage_2035_percent", Word::EconomyCoverage, year.coverage.percent()),
    ]
}

#[cfg(test)]
mod tests {
    use super::{differences, differences_table, effect_sentence};
    use crate::charts::table::Cell;
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::scenario::Scenario;
    use crate::scenario::economy::Economy;
    use crate::scenario::link::parse;
    use crate::views::economy_scene::Scene;

    fn of(link: &str) -> Economy {
        parse(link, &Scenario::default()).scenario.economy
    }

    #[test]
    fn what_differs_is_named_with_both_values() {
        let economy = of("#/economy?b.demand=100&b.money=own&b.r.life=uniform~3~8");
        let found = differences(&economy, &PlainVoice);
        assert_eq!(found.iter().map(|one| one.key).collect::<Vec<_>>(), ["demand", "money", "r.life"]);
        assert_eq!((found[0].a.as_str(), found[0].b.as_str()), ("10 units.times", "100 units.times"));
        assert_eq!(effect_sentence(&economy, &PlainVoice).as_deref(), Some(Word::EconomyCompareEffect.key()));
    }

    #[test]
    fn a_copy_does_not_differ() {
        let economy = of("#/economy?b=same");
        assert!(differences(&economy, &PlainVoice).is_empty());
        assert_eq!(effect_sentence(&economy, &PlainVoice).as_deref(), Some(Word::EconomyCompareSame.key()));
        let table = differences_table(&Scene::new(&economy, None, &PlainVoice)).unwrap();
        for row in &table.rows {
            let (Cell::Number(a), Cell::Number(b)) = (&row[1], &row[2]) else { panic!("results only") };
            assert_eq!(a.to_bits(), b.to_bits());
        }
        assert_eq!(effect_sentence(&of("#/economy"), &PlainVoice), None);
    }
}
