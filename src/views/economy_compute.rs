//! Compute: what is installed, usable and wanted, beside the official counts; the demand covered; the power needed; what is bought.
//!
//! A stock of 2025 is one of its end, so the pictures with counts in the middle of a year draw it at 2026.0 of their time axis.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Ink, Marker};
use crate::charts::voice::NumberStyle;
use crate::charts::words::Word;
use crate::economy::calendar::{BASE_YEAR, LAST_YEAR};
use crate::economy::facts::compute::Counted;
use crate::economy::facts::named::{AI_2025_12, AI_2026_06, AI_TARGET_2030};
use crate::economy::paths::Reading;
use crate::units::Share;
use crate::units::compute::Fp16;
use crate::views::compute::year_axis;
use crate::views::economy_scene::{Scene, heights, path, upwards};

/// Installed, usable and wanted compute, beside the counts and the target.
pub fn compute_figure(scene: &Scene) -> Figure {
    let ends = |points: Vec<(f64, f64)>| points.into_iter().map(|(year, value)| (year + 1.0, value)).collect();
    let line = |word, ink, of: fn(&crate::economy::ProjectedYear) -> f64| {
        Mark::line(scene.say(word), ink, ends(path(&scene.projection, of)))
    };
    let mut marks: Vec<Mark> = scene.bands(Reading::Demanded, 1.0).into_iter().filter_map(later).collect();
    marks.push(line(Word::EconomyInstalled, Ink::Neutral, |year| year.installed.get()));
    marks.push(line(Word::EconomyUsable, Ink::Series(1), |year| year.usable.get()));
    marks.push(line(Word::EconomyDemanded, Ink::Accent, |year| year.demanded.get()));
    marks.push(counts(scene, Word::EconomyMinistry, Ink::Actual, &[AI_2025_12, AI_2026_06]));
    marks.push(counts(scene, Word::EconomyTarget, Ink::Target, &[AI_TARGET_2030]));
    let last = scene.projection.claimed();
    let values = [
        ("installed", scene.eflops(last.installed.get())),
        ("usable", scene.eflops(last.usable.get())),
        ("demand", scene.eflops(last.demanded.get())),
        ("coverage", scene.share(last.coverage.get())),
        ("year", last.year.to_string()),
    ];
    let spread = scene.spread(Reading::Demanded, |value| scene.eflops(value));
    let drawable: Vec<f64> = heights(&marks).filter(|height| 0.0 < *height).collect();
    Figure {
        id: "economy-compute",
        title: scene.say(Word::EconomyComputeTitle),
        summary: scene.fill(Word::EconomyComputeSummary, &values) + &spread,
        caption: scene.caption(Word::EconomyStockSource),
        x: year_axis(f64::from(BASE_YEAR), f64::from(LAST_YEAR) + 1.0),
        y: Axis::around(Scale::Log10, drawable, scene.voice.say(Word::AxesEflopsFp16)).rounded(),
        marks,
        table: scene.table(
            &[
                read!("installed_eflops_fp16", EconomyInstalled, |year| year.installed.get()),
                read!("usable_eflops_fp16", EconomyUsable, |year| year.usable.get()),
                read!("demanded_eflops_fp16", EconomyDemanded, |year| year.demanded.get()),
            ],
            Some((Reading::Demanded, 1.0)),
        ),
    }
}

/// A band drawn at the ends of its years; the median would be one line too many here.
fn later(mark: Mark) -> Option<Mark> {
    match mark {
        Mark::Band { ink, points } => {
            let points = points.into_iter().map(|(year, low, high)| (year + 1.0, low, high)).collect();
            Some(Mark::Band { ink, points })
        }
        _ => None,
    }
}

/// Published figures as points.
pub fn counts(scene: &Scene, word: Word, ink: Ink, counted: &[Counted<Fp16>]) -> Mark {
    let place = |count: &Counted<Fp16>| (count.dated().date.decimal_year(), count.eflops().get());
    Mark::points(scene.say(word), ink, counted.iter().map(place).collect())
}

/// The part of the demand that is met.
pub fn coverage_figure(scene: &Scene) -> Figure {
    let mut marks = scene.bands(Reading::Coverage, 100.0);
    marks.extend(scene.lines(Word::EconomyCoverage, |year| year.coverage.percent()));
    let last = scene.projection.claimed();
    let values = [("coverage", scene.share(last.coverage.get())), ("year", last.year.to_string())];
    let scarce = scene.projection.years.iter().find(|year| year.coverage < Share::MAX);
    let since = scarce.map_or_else(
        || scene.say(Word::EconomyNeverScarce),
        |year| scene.fill(Word::EconomyScarceFrom, &[("year", year.year.to_string())]),
    );
    let spread = scene.spread(Reading::Coverage, |share| scene.share(share));
    Figure {
        id: "economy-coverage",
        title: scene.say(Word::EconomyCoverageTitle),
        summary: format!("{} {since}{spread}", scene.fill(Word::EconomyCoverageSummary, &values)),
        caption: scene.caption(Word::EconomyBalanceSource),
        x: scene.years(),
        y: Axis::new(Scale::Linear, 0.0, 106.0, scene.voice.say(Word::EconomyAxisDemand)),
        marks,
        table: scene.table(
            &[read!("coverage_percent", EconomyCoverage, |year| year.coverage.percent())],
            Some((Reading::Coverage, 100.0)),
        ),
    }
}

/// The power needed beside the limit.
pub fn power_figure(scene: &Scene) -> Figure {
    let mut marks = scene.lines(Word::EconomyNeeded, |year| year.needed.gigawatts());
    let limit = scene.given.power.limit.gigawatts();
    let most = heights(&marks).fold(0.0, f64::max);
    let gigawatts = |value: f64| {
        let value = scene.voice.number(value, NumberStyle::Significant { digits: 3 });
        format!("{value} {}", scene.voice.say(Word::UnitsGigawatts))
    };
    // A limit far above every need would press the line to the floor: the words say it.
    if limit <= 3.0 * most {
        let label = scene.fill(Word::EconomyLimit, &[("limit", gigawatts(limit))]);
        marks.push(Mark::Rule { axis: Along::Y, at: limit, label, ink: Ink::Target });
    }
    let short = scene.projection.years.iter().find(|year| year.powered < Share::MAX);
    let last = scene.projection.claimed();
    let values = [
        ("needed", gigawatts(last.needed.gigawatts())),
        ("limit", gigawatts(limit)),
        ("year", last.year.to_string()),
        ("from", short.map_or_else(String::new, |year| year.year.to_string())),
    ];
    let says = if short.is_some() { Word::EconomyPowerBinds } else { Word::EconomyPowerSuffices };
    Figure {
        id: "economy-power",
        title: scene.say(Word::EconomyPowerTitle),
        summary: scene.fill(says, &values),
        caption: scene.say(Word::EconomyPowerCaption),
        x: scene.years(),
        y: upwards(&marks, scene.voice.say(Word::UnitsGigawatts)),
        marks,
        table: scene.table(
            &[
                read!("needed_gw", EconomyNeeded, |year| year.needed.gigawatts()),
                read!("powered_percent", LinksPowered, |year| year.powered.percent()),
            ],
            None,
        ),
    }
}

/// What is bought in a year, from whom.
pub fn purchases_figure(scene: &Scene) -> Figure {
    let after = |of: fn(&crate::economy::ProjectedYear) -> f64| {
        path(&scene.projection, of).into_iter().skip(1).collect::<Vec<_>>()
    };
    let line =
        |word, ink: Ink, marker, points| Mark::Line { name: scene.say(word), ink, dash: ink.dash(), marker, points };
    let domestic = after(|year| year.bought.domestic.get());
    let imported = after(|year| year.bought.imported.get());
    let marks = vec![
        line(Word::EconomyDomestic, Ink::Series(1), Marker::Square, domestic),
        line(Word::EconomyImported, Ink::Series(0), Marker::Circle, imported),
    ];
    let last = scene.projection.claimed();
    let values = [
        ("domestic", scene.eflops(last.bought.domestic.get())),
        ("imported", scene.eflops(last.bought.imported.get())),
        ("year", last.year.to_string()),
    ];
    Figure {
        id: "economy-purchases",
        title: scene.say(Word::EconomyPurchasesTitle),
        summary: scene.fill(Word::EconomyPurchasesSummary, &values),
        caption: scene.say(Word::EconomyPurchasesCaption),
        x: crate::views::economy_scene::whole_years(BASE_YEAR + 1, LAST_YEAR),
        y: upwards(&marks, scene.voice.say(Word::EconomyAxisYear)),
        marks,
        table: scene.table(
            &[
                read!("domestic_eflops_fp16", EconomyDomestic, |year| year.bought.domestic.get()),
                read!("imported_eflops_fp16", EconomyImported, |year| year.bought.imported.get()),
            ],
            None,
        ),
    }
}
