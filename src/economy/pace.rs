//! How fast the counts grew, and how fast they would have to grow to reach a published target.
//!
//! Units: EFLOPS at one precision, growth per year, years of doubling. Both rest on `economy::growth`: from 140 EFLOPS at the
//! end of 2021 to 280 at the end of 2024 is 26 % a year, a doubling in three years; from 1590 in December 2025 to the
//! 9800 aimed at for 2030 would be 43.9 %. Only counts of one line are compared (see `economy::lines`).

use crate::economy::facts::compute::{ComputePoint, Dated, Kind};
use crate::economy::growth::growth_between;
use crate::economy::lines::{Line, lines};
use crate::units::compute::{Basis, Fp16, Fp32, Fp64, Precision};
use crate::units::{Growth, Years};

/// The way from one point of a line to another, at a constant rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// The earlier point.
    pub from: &'static ComputePoint,
    /// The later point.
    pub to: &'static ComputePoint,
    /// The constant growth per year between them.
    pub growth: Growth,
    /// The time in which it doubles; `None` where it never does.
    pub doubling: Option<Years>,
}

/// What each published target requires from each count of its own series, scope and precision before it.
pub fn required() -> Vec<Pace> {
    let all = lines();
    let targets = all.iter().filter(|line| line.kind == Kind::Target).flat_map(|line| &line.points);
    targets.flat_map(|target| counts_before(&all, target).filter_map(|count| pace(count, target))).collect()
}

/// How fast every line of counts grew: from its first to its last count, and between counts that lie a year apart.
pub fn paces() -> Vec<Pace> {
    lines().iter().filter(|line| line.kind == Kind::Actual).flat_map(paces_of).collect()
}

/// The growth from one row to another, if both are counted at one precision.
pub fn pace(from: &'static ComputePoint, to: &'static ComputePoint) -> Option<Pace> {
    let growth = match from.precision {
        Precision::Fp16 => between::<Fp16>(from, to),
        Precision::Fp32 => between::<Fp32>(from, to),
        Precision::Fp64 => between::<Fp64>(from, to),
        Precision::Fp8 | Precision::Unknown => None,
    }?;
    Some(Pace { from, to, growth, doubling: growth.doubling_time() })
}

/// Both at `B`, or nothing.
fn between<B: Basis>(from: &ComputePoint, to: &ComputePoint) -> Option<Growth> {
    let (from, to): (Dated<B>, Dated<B>) = (from.dated()?, to.dated()?);
    growth_between(from, to)
}

/// The counts that a target continues.
fn counts_before(lines: &[Line], target: &ComputePoint) -> impl Iterator<Item = &'static ComputePoint> {
    let same = |line: &&Line| {
        line.kind == Kind::Actual
            && (line.region, line.series, line.precision, line.scope)
                == (target.region, target.series, target.precision, target.scope)
    };
    let counts: Vec<&'static ComputePoint> = lines.iter().filter(same).flat_map(|line| line.points.clone()).collect();
    let end = target.date.months();
    counts.into_iter().filter(move |count| count.date.months() < end)
}

fn paces_of(line: &Line) -> Vec<Pace> {
    let points = &line.points;
    let whole = points.first().zip(points.last()).and_then(|(first, last)| pace(first, last));
    let later = |from: &&'static ComputePoint| {
        let year_on = from.date.months() + 12;
        points.iter().find(|to| to.date.months() == year_on).and_then(|to| pace(from, to))
    };
    // A line of two counts a year apart has one way only.
    let yearly = points
        .iter()
        .filter_map(later)
        .filter(|step| whole.is_none_or(|whole| (whole.from, whole.to) != (step.from, step.to)));
    whole.into_iter().chain(yearly).collect()
}

#[cfg(test)]
mod tests {
    use super::{Pace, paces, required};
    use crate::economy::facts::compute::Kind;

    fn check(paces: &[Pace], (from, to): (&str, &str), percent: f64, doubling: f64) {
        let found = paces.iter().find(|pace| (pace.from.value.text, pace.to.value.text) == (from, to));
        let pace = found.unwrap_or_else(|| panic!("nothing from {from} to {to}"));
        assert!((pace.growth.percent() - percent).abs() < 0.05, "{:?}", pace.growth);
        assert!((pace.doubling.unwrap().get() - doubling).abs() < 0.005, "{:?}", pace.doubling);
    }

    #[test]
    fn the_paces_of_the_readme() {
        // By hand: 2 in 3 years; 2185 / 788 = 2.7728 in a year, ln 2 / ln 2.7728 = 0.680.
        check(&paces(), ("140", "280"), 25.99, 3.0);
        check(&paces(), ("788", "2185"), 177.28, 0.680);
        // 725.3 / 416.7 = 1.7406: ln 2 / ln 1.7406 = 1.2507.
        check(&paces(), ("416.7", "725.3"), 74.06, 1.2507);
    }

    #[test]
    fn what_the_targets_require() {
        // 9800 / 788 = 12.4365 in 5.5 years: 58.13 %; 9800 / 2185 in 4.5: 39.58 %; 300 / 280 in one: 7.14 %.
        check(&required(), ("788", "9800"), 58.13, 1.512);
        check(&required(), ("2185", "9800"), 39.58, 2.079);
        check(&required(), ("280", "300"), 7.14, 10.05);
    }

    #[test]
    fn nothing_is_compared_across_precisions_or_scopes() {
        for pace in paces().iter().chain(&required()) {
            assert_eq!(pace.from.precision, pace.to.precision);
            assert_eq!(pace.from.scope, pace.to.scope);
            assert_eq!(pace.from.series, pace.to.series);
            assert_eq!(pace.from.kind, Kind::Actual);
        }
    }
}
