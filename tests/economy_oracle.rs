//! The chain against `scripts/model_oracle.py`, the same model in NumPy, written from `docs/model.md` alone: year by year, the trial on
//! the past, the quantiles of ranges and the percentiles of bands.
//!
//! Units: those of the columns, EFLOPS in FP16, GW, trillion RMB, fractions. The files say on their first line which command made them.
//! Tolerance: ten digits are written, so a number may be off by 5 × 10^-10 of itself; the arithmetic of both adds some hundred
//! roundings of 10^-16, which the few differences in it (odds near 99.9 % of the final share, the efficiency that new machines free)
//! make a thousand times larger at most. Together that stays below 10^-9.

#![expect(clippy::unwrap_used, reason = "a vector that cannot be read is a failed test")]

use octet::economy::assumptions::{Assumptions, GdpPath, Money};
use octet::economy::levers::{Lever, assumptions};
use octet::economy::trial::tried;
use octet::economy::{ProjectedYear, project};
use octet::experiments::uncertainty::bands::Sorter;
use octet::experiments::uncertainty::spread::{Shape, Spread};
use std::collections::BTreeMap;

const TOLERANCE: f64 = 1e-9;

/// The years whose quantities are kept.
const SHOWN: [u16; 5] = [2024, 2026, 2030, 2035, 2040];

/// A row by its headings.
type Row = BTreeMap<String, String>;

/// The rows of a file under `tests/data`, without the line that names its origin.
fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn vectors() -> Vec<Row> {
    rows(include_str!("data/model_vectors.csv"))
}

fn number(row: &Row, heading: &str) -> f64 {
    row[heading].parse().unwrap()
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

fn given(row: &Row) -> Assumptions {
    let money = match row["money"].as_str() {
        "plan" => Money::Plan,
        "operators" => Money::Operators,
        "own" => Money::Own,
        other => panic!("{other} is nobody's money"),
    };
    let path = match row["path"].as_str() {
        "own" => GdpPath::Own,
        "official" => GdpPath::Official,
        "imf" => GdpPath::Imf,
        other => panic!("{other} is no path of GDP"),
    };
    assumptions(|lever| number(row, lever.key()), money, path)
}

/// The quantities of a year under the headings of the file.
fn quantities(year: &ProjectedYear) -> [(&'static str, f64); 9] {
    [
        ("installed", year.installed.get()),
        ("needed", year.needed.gigawatts()),
        ("usable", year.usable.get()),
        ("demanded", year.demanded.get()),
        ("coverage", year.coverage.get()),
        ("gdp", year.gdp.trillions()),
        ("share", year.ai_share.get()),
        ("value", year.value.trillions()),
        ("gain", year.gain.get()),
    ]
}

/// `near` is the size below which differences count as they are: the width of a range that goes through 0.
#[track_caller]
fn check(name: &str, got: f64, expect: f64, near: f64) {
    assert!((got - expect).abs() <= TOLERANCE * expect.abs().max(near), "{name}: {got}, expected {expect}");
}

#[test]
fn every_year_agrees_with_numpy() {
    for row in &vectors() {
        let projection = project(&given(row));
        for year in SHOWN {
            for (quantity, got) in quantities(projection.year(year)) {
                let heading = format!("{quantity}_{year}");
                check(&format!("{}, {heading}", row["case"]), got, number(row, &heading), 0.0);
            }
        }
    }
}

#[test]
fn the_trial_agrees_with_numpy() {
    for row in &vectors() {
        let trial = tried(&given(row));
        assert!(trial.path.iter().map(|(year, _)| *year).eq(2022..=2026));
        for (year, fleet) in trial.path {
            check(
                &format!("{}, trial of {year}", row["case"]),
                fleet.get(),
                number(row, &format!("trial_{year}")),
                0.0,
            );
        }
        for (place, tried) in (1..).zip(&trial.beside) {
            let heading = format!("relative_{place}");
            check(&format!("{}, {heading}", row["case"]), tried.relative.get(), number(row, &heading), 0.0);
        }
    }
}

/// The kept cases are worth something: every lever is turned both ways, and each limit of the model is met and not met.
#[test]
fn the_cases_reach_every_limit() {
    let vectors = vectors();
    let count = |is_so: &dyn Fn(&Row) -> bool| vectors.iter().filter(|row| is_so(row)).count();
    for &lever in Lever::ALL {
        let (least, most) = lever.range();
        for end in [least, most] {
            assert!(0 < count(&|row| number(row, lever.key()).to_bits() == end.to_bits()), "{} {end}", lever.key());
        }
    }
    let is_dark = |row: &Row| number(row, "powerlimit") < number(row, "needed_2035");
    let is_short = |row: &Row| number(row, "coverage_2035") < 1.0;
    for (dark, short) in [(false, false), (false, true), (true, false), (true, true)] {
        assert!(5 < count(&|row| is_dark(row) == dark && is_short(row) == short), "dark {dark}, short {short}");
    }
    assert!(30 < count(&|row| 0.0 < number(row, "gain_2026")));
    // Where power is short and the newest machines take all of it, the loop is open; that needs cases with and without.
    assert!(15 < count(&|row| 0.0 < number(row, "gain_2035")));
    assert!(5 < count(&|row| is_dark(row) && 0.0 < number(row, "gain_2035")));
}

#[test]
fn spreads_and_bands_agree_with_python() {
    for row in &rows(include_str!("data/model_spreads.csv")) {
        let (kind, given, found) = (row["kind"].as_str(), numbers(&row["given"]), numbers(&row["found"]));
        let name = format!("{kind} {}", row["given"]);
        let shape = match kind {
            "uniform" => Shape::Uniform,
            "triangular" => Shape::Triangular,
            "normal" => Shape::Normal,
            "lognormal" => Shape::LogNormal,
            "band" => {
                for (got, expect) in Sorter::default().band(&given).into_iter().zip(found) {
                    check(&name, got, expect, 0.0);
                }
                continue;
            }
            other => panic!("{other} is no shape"),
        };
        let [low, high, mode, u] = given[..] else { panic!("{name} has other parts") };
        check(&name, Spread { shape, low, high }.quantile(u, mode), found[0], high - low);
    }
}
