//! What AI adds, as an amount and as a share, and the GDP that it is a share of; each beside what the source text says.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Table};
use crate::charts::words::Word;
use crate::economy::calendar::{BASE_YEAR, FIRST_YEAR, LAST_YEAR};
use crate::economy::facts::output::{GdpKind, gdp};
use crate::economy::paths::Reading;
use crate::units::Rmb;
use crate::views::economy_scene::{Scene, path, upwards, whole_years};

/// What AI adds, year by year.
pub fn value_figure(scene: &Scene) -> Figure {
    let claimed = scene.comparison.claimed_value;
    let year = scene.projection.claimed().year;
    let label = scene.fill(Word::EconomyClaimRule, &[("target", scene.money(claimed)), ("year", year.to_string())]);
    let mut marks = vec![Mark::Rule { axis: Along::Y, at: claimed.trillions(), label, ink: Ink::Target }];
    marks.extend(scene.bands(Reading::Value, 1.0));
    marks.extend(scene.lines(Word::EconomyValue, |year| year.value.trillions()));
    let values = [
        ("first", scene.money(scene.projection.base().value)),
        ("last", scene.money(scene.comparison.value)),
        ("target", scene.money(claimed)),
        ("year", year.to_string()),
    ];
    let spread = scene.spread(Reading::Value, |value| scene.money(Rmb::clamped(value * 1e12)));
    Figure {
        id: "economy-value",
        title: scene.say(Word::EconomyValueTitle),
        summary: scene.fill(Word::EconomyValueSummary, &values) + &spread,
        caption: scene.caption(Word::EconomyClaimSource),
        x: scene.years(),
        y: upwards(&marks, scene.voice.say(Word::AxesTrillions)),
        marks,
        table: scene.table(
            &[read!("value_trillion_rmb", EconomyValue, |year| year.value.trillions())],
            Some((Reading::Value, 1.0)),
        ),
    }
}

/// AI's share of GDP, with and without the want of compute.
pub fn share_figure(scene: &Scene) -> Figure {
    let (low, high) = scene.comparison.claimed_share;
    let (from, to) = (low.percent(), high.percent());
    let mut marks =
        vec![Mark::Span { axis: Along::Y, from, to, label: scene.say(Word::EconomyShareBand), ink: Ink::Target }];
    marks.extend(scene.bands(Reading::Share, 100.0));
    marks.push(Mark::Line {
        name: scene.say(Word::EconomyIfMet),
        ink: Ink::Neutral,
        dash: Dash::Dotted,
        marker: Marker::None,
        points: path(&scene.projection, |year| year.ai_share_if_met.percent()),
    });
    marks.extend(scene.lines(Word::EconomyShare, |year| year.ai_share.percent()));
    let values = [
        ("last", scene.share(scene.comparison.share.get())),
        ("low", scene.share(low.get())),
        ("high", scene.share(high.get())),
        ("year", scene.projection.claimed().year.to_string()),
    ];
    Figure {
        id: "economy-share",
        title: scene.say(Word::EconomyShareTitle),
        summary: scene.fill(Word::EconomyShareSummary, &values)
            + &scene.spread(Reading::Share, |share| scene.share(share)),
        caption: scene.caption(Word::EconomyClaimSource),
        x: scene.years(),
        y: upwards(&marks, scene.voice.say(Word::AxesPercentGdp)),
        marks,
        table: scene.table(
            &[
                read!("ai_share_percent", EconomyShare, |year| year.ai_share.percent()),
                read!("ai_share_if_met_percent", EconomyIfMet, |year| year.ai_share_if_met.percent()),
            ],
            Some((Reading::Share, 100.0)),
        ),
    }
}

/// GDP, counted and projected.
pub fn gdp_figure(scene: &Scene) -> Figure {
    let counted = counted_gdp();
    let (low, high) = scene.comparison.implied_gdp;
    let mut marks = vec![Mark::Span {
        axis: Along::Y,
        from: low.trillions(),
        to: high.trillions(),
        label: scene.say(Word::EconomyGdpBand),
        ink: Ink::Target,
    }];
    marks.extend(scene.bands(Reading::Gdp, 1.0));
    marks.extend(scene.lines(Word::EconomyProjected, |year| year.gdp.trillions()));
    let points = counted.iter().map(|point| (f64::from(point.0), point.1)).collect();
    marks.push(Mark::line(scene.say(Word::EconomyCounted), Ink::Actual, points));
    let top = upwards(&marks, "").max();
    let from = counted.first().map_or(FIRST_YEAR, |point| point.0);
    let values = [
        ("last", scene.money(scene.comparison.gdp)),
        ("low", scene.money(low)),
        ("high", scene.money(high)),
        ("year", scene.projection.claimed().year.to_string()),
    ];
    Figure {
        id: "economy-gdp",
        title: scene.say(Word::EconomyGdpTitle),
        summary: scene.fill(Word::EconomyGdpSummary, &values)
            + &scene.spread(Reading::Gdp, |gdp| scene.money(Rmb::clamped(gdp * 1e12))),
        caption: scene.caption(Word::EconomyGdpSource),
        x: whole_years(from, LAST_YEAR),
        y: Axis::new(Scale::Linear, 0.0, top, scene.voice.say(Word::AxesTrillions)).rounded(),
        marks,
        table: gdp_table(scene, &counted),
    }
}

/// The years before the model's, counted, and then the model's.
fn gdp_table(scene: &Scene, counted: &[(u16, f64)]) -> Table {
    let reads = [read!("gdp_trillion_rmb", EconomyGdp, |year| year.gdp.trillions())];
    let mut table = scene.table(&reads, Some((Reading::Gdp, 1.0)));
    let width = table.columns.len();
    let row = |(year, trillions): &(u16, f64)| {
        let mut cells = vec![Cell::Number(f64::from(*year)), Cell::Number(*trillions)];
        cells.resize(width, Cell::Empty);
        cells
    };
    let before = counted.iter().filter(|(year, _)| *year < FIRST_YEAR).map(row);
    table.rows.splice(0..0, before.collect::<Vec<_>>());
    table
}

/// Counted nominal GDP by year, trillion RMB.
fn counted_gdp() -> Vec<(u16, f64)> {
    let counted = gdp().iter().filter(|row| row.kind == GdpKind::Actual);
    let points = counted.filter_map(|row| Some((row.period.parse().ok()?, row.trillion_rmb?.number)));
    points.filter(|(year, _): &(u16, f64)| *year <= BASE_YEAR).collect()
}
