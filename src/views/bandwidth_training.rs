//! `#/bandwidth`: training. What is kept for each parameter, and what twice as fast products do for a whole step.
//!
//! Units: bytes for each parameter, GB for the chosen model, factors.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::serving::shape::Shape;
use crate::economy::serving::training::{DEEPSEEK, MIXED, Recipe, bytes, of_step};
use crate::scenario::serving::Served;
use crate::units::Share;
use crate::units::data::Bytes;
use crate::views::bandwidth_words::{column, filled, rounded, spoken, term};

/// The stable name of the table.
pub const NAME: &str = "bandwidth-training";

/// Points of the curve: one for each per cent.
const POINTS: u8 = 100;

const PARTS: [(&str, Word); 5] = [
    ("weight", Word::BandwidthPartWeight),
    ("gradient", Word::BandwidthPartGradient),
    ("master", Word::BandwidthPartMaster),
    ("first_moment", Word::BandwidthPartFirst),
    ("second_moment", Word::BandwidthPartSecond),
];

/// What training keeps for each parameter, part by part, and for the whole model.
pub fn table(served: &Served, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("part", Word::BandwidthColumnPart, voice),
        column("mixed", Word::BandwidthColumnMixed, voice),
        column("deepseek", Word::BandwidthColumnDeepseek, voice),
    ];
    let parts = PARTS.iter().zip(MIXED.parts()).zip(DEEPSEEK.parts());
    let part = |(((key, word), wide), narrow): ((&(&'static str, Word), _), _)| {
        vec![term(key, *word, voice), Cell::Number(bytes(wide)), Cell::Number(bytes(narrow))]
    };
    let both = |key, word, of: &dyn Fn(&Recipe) -> Cell| vec![term(key, word, voice), of(&MIXED), of(&DEEPSEEK)];
    let all = both("sum", Word::BandwidthPartSum, &|recipe| Cell::Number(recipe.bytes()));
    let model = both("model_gb", Word::BandwidthPartModel, &|recipe| {
        kept(served, recipe).map_or(Cell::Empty, |kept| Cell::Number(kept.gigabytes()))
    });
    Table { columns, rows: parts.map(part).chain([all, model]).collect() }
}

/// What training keeps for the chosen model.
fn kept(served: &Served, recipe: &Recipe) -> Option<Bytes> {
    Some(Bytes::clamped(Shape::of(served.case()?.model).total * recipe.bytes()))
}

/// Both answers in words.
pub fn sentences(served: &Served, voice: &dyn Voice) -> [String; 2] {
    let whole = |value: f64| voice.number(value, NumberStyle::Plain { decimals: 0 });
    let percent = |value: f64| voice.number(value, NumberStyle::Percent { decimals: 0 });
    let gigabytes = |recipe| kept(served, recipe).map_or_else(String::new, |kept| whole(kept.gigabytes()));
    let model = served.case().map_or("", |case| case.model.name);
    let memory = [
        ("model", model.to_owned()),
        ("mixed", whole(MIXED.bytes())),
        ("deepseek", whole(DEEPSEEK.bytes())),
        ("less", percent(1.0 - DEEPSEEK.bytes() / MIXED.bytes())),
        ("mixed_gb", gigabytes(&MIXED)),
        ("deepseek_gb", gigabytes(&DEEPSEEK)),
    ];
    let gain = of_step(Share::clamped(served.gemm)).get();
    let step = [("share", percent(served.gemm)), ("gain", voice.number(gain, NumberStyle::Significant { digits: 3 }))];
    [filled(Word::BandwidthTrainingSay, &memory, voice), filled(Word::BandwidthStepSay, &step, voice)]
}

/// The gain of a step against the share of it that products take.
pub fn figure(served: &Served, voice: &dyn Voice) -> Figure {
    let gain = |percent: f64| of_step(Share::clamped(percent / 100.0)).get();
    let points: Vec<(f64, f64)> = (0..=POINTS).map(f64::from).map(|percent| (percent, gain(percent))).collect();
    let (share, now) = (served.gemm * 100.0, of_step(Share::clamped(served.gemm)).get());
    let label = filled(Word::BandwidthStepRule, &[("gain", spoken(now, voice))], voice);
    let row = |(percent, gain): &(f64, f64)| vec![Cell::Number(*percent), Cell::Number(rounded(*gain))];
    Figure {
        id: "bandwidth-step",
        title: voice.say(Word::BandwidthStepTitle).to_owned(),
        summary: sentences(served, voice)[1].clone(),
        caption: voice.say(Word::BandwidthStepCaption).to_owned(),
        x: Axis::new(Scale::Linear, 0.0, 100.0, voice.say(Word::BandwidthAxisGemm)),
        y: Axis::new(Scale::Linear, 1.0, 2.0, voice.say(Word::BandwidthAxisStep)),
        marks: vec![
            Mark::Line {
                name: voice.say(Word::BandwidthStepLine).to_owned(),
                ink: Ink::Accent,
                dash: Dash::Solid,
                marker: Marker::None,
                points: points.clone(),
            },
            Mark::Rule { axis: Along::X, at: share, label, ink: Ink::Neutral },
        ],
        table: Table {
            columns: vec![
                column("gemm_percent", Word::BandwidthAxisGemm, voice),
                column("step_times", Word::BandwidthAxisStep, voice),
            ],
            rows: points.iter().map(row).collect(),
        },
    }
}
