//! Published forecasts and targets against what was later counted.
//!
//! Unit: a relative miss, counted ÷ forecast − 1, on the same date and at the same precision; IDC's 1037.3 for the end of 2025
//! against 1590 counted is +53 %. Where nothing was counted on the date but before and after, the count is interpolated by
//! constant growth and marked so. The same series, region and precision always; the same scope first, and only if it has no count,
//! every other way of counting that means to count the whole, marked as another scope. What lies beyond the last count is
//! open. Whatever cannot be compared says why.

use crate::economy::dates::YearMonth;
use crate::economy::facts::compute::{ComputePoint, Dated, Kind, compute_history};
use crate::economy::growth::growth_between;
use crate::economy::lines::{Line, lines};
use crate::economy::scopes::Counting;
use crate::units::compute::{Basis, Eflops, Fp16, Fp32, Fp64, Precision};

/// One forecast with what can be said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The forecast or target.
    pub forecast: &'static ComputePoint,
    /// What can be said.
    pub verdict: Verdict,
}

/// What can be said about a forecast.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Something was counted on its date.
    Scored(Hit),
    /// Its date is still to come.
    Open(Option<&'static ComputePoint>),
    /// It cannot be compared.
    NotComparable(Reason),
}

/// What was counted on the date of a forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// EFLOPS at the forecast's precision.
    pub eflops: f64,
    /// Counted ÷ forecast − 1.
    pub miss: f64,
    /// The count, or the last one before the date.
    pub count: &'static ComputePoint,
    /// Counted on the date, or interpolated.
    pub timing: Timing,
    /// The forecast's own scope, or another.
    pub scope: ScopeMatch,
}

/// How a count meets the date of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Counted on that date.
    OnTheDate,
    /// Interpolated by constant growth between the counts before and after.
    Interpolated,
}

/// How the scope of a count meets that of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeMatch {
    /// The same way of counting.
    Same,
    /// Another way of counting the same whole.
    Other,
}

/// Why a forecast cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody knows at which precision it was meant.
    PrecisionUnknown,
    /// Its date has passed, but nothing was counted at its precision up to then; the last count is this old.
    SeriesEnded(Option<YearMonth>),
}

/// Every forecast and target of the table with its score; more than one for a forecast that several other scopes answer.
pub fn scores() -> Vec<Score> {
    let lines = lines();
    let forecasts = compute_history().filter(|row| row.kind != Kind::Actual);
    forecasts.flat_map(|forecast| verdicts(forecast, &lines).map(move |verdict| Score { forecast, verdict })).collect()
}

/// The date of the last count in the table: what lies after it is still to come.
pub fn last_count() -> Option<YearMonth> {
    let actual = compute_history().filter(|row| row.kind == Kind::Actual);
    actual.map(|row| row.date).max_by_key(|date| date.months())
}

/// The compute on a date: counted then, or between two counts at constant growth; `None` outside the counts.
///
/// 100 at the end of 2023 and 400 at the end of 2025 give 200 at the end of 2024.
pub fn counted_on<B: Basis>(counts: &[Dated<B>], date: YearMonth) -> Option<(Eflops<B>, Timing)> {
    if let Some(count) = counts.iter().find(|count| count.date.months() == date.months()) {
        return Some((count.eflops, Timing::OnTheDate));
    }
    let pair = counts
        .windows(2)
        .find(|pair| pair[0].date.months() < date.months() && date.months() < pair[1].date.months())?;
    let growth = growth_between(pair[0], pair[1])?;
    Some((pair[0].eflops * growth.over(date.since(pair[0].date)), Timing::Interpolated))
}

/// Counted ÷ forecast − 1; `None` for a forecast of nothing.
pub fn miss<B: Basis>(forecast: Eflops<B>, counted: Eflops<B>) -> Option<f64> {
    counted.relative_to(forecast).map(|multiple| multiple.get() - 1.0)
}

fn verdicts(forecast: &'static ComputePoint, lines: &[Line]) -> impl Iterator<Item = Verdict> {
    let answers: Vec<&Line> = lines.iter().filter(|line| answers(line, forecast)).collect();
    let (same, other): (Vec<&Line>, Vec<&Line>) = answers.iter().partition(|line| line.scope == forecast.scope);
    let mut hits: Vec<Hit> = same.iter().filter_map(|line| hit(forecast, line, ScopeMatch::Same)).collect();
    if hits.is_empty() {
        hits.extend(other.iter().filter_map(|line| hit(forecast, line, ScopeMatch::Other)));
    }
    let rest = hits.is_empty().then(|| without_count(forecast, &same));
    hits.into_iter().map(Verdict::Scored).chain(rest)
}

/// What is said where nothing answers.
fn without_count(forecast: &'static ComputePoint, same: &[&Line]) -> Verdict {
    let last = same.iter().filter_map(|line| line.last()).max_by_key(|point| point.date.months());
    let is_past = last_count().is_some_and(|now| forecast.date.months() <= now.months());
    match forecast.precision {
        Precision::Unknown => Verdict::NotComparable(Reason::PrecisionUnknown),
        Precision::Fp8 | Precision::Fp16 | Precision::Fp32 | Precision::Fp64 if is_past => {
            Verdict::NotComparable(Reason::SeriesEnded(last.map(|point| point.date)))
        }
        Precision::Fp8 | Precision::Fp16 | Precision::Fp32 | Precision::Fp64 => Verdict::Open(last),
    }
}

/// Whether a line of counts can answer a forecast: the same thing at the same precision, and counted as a whole.
fn answers(line: &Line, forecast: &ComputePoint) -> bool {
    let same = (line.region, line.series, line.precision) == (forecast.region, forecast.series, forecast.precision);
    let whole = Counting::of(line.scope).is_some_and(Counting::is_whole) || line.scope == forecast.scope;
    line.kind == Kind::Actual && same && whole
}

fn hit(forecast: &'static ComputePoint, line: &Line, scope: ScopeMatch) -> Option<Hit> {
    match forecast.precision {
        Precision::Fp16 => hit_at::<Fp16>(forecast, line, scope),
        Precision::Fp32 => hit_at::<Fp32>(forecast, line, scope),
        Precision::Fp64 => hit_at::<Fp64>(forecast, line, scope),
        Precision::Fp8 | Precision::Unknown => None,
    }
}

/// What a line says at `B` on the date of a forecast.
fn hit_at<B: Basis>(forecast: &'static ComputePoint, line: &Line, scope: ScopeMatch) -> Option<Hit> {
    let counts: Vec<Dated<B>> = line.points.iter().filter_map(|point| point.dated()).collect();
    let (eflops, timing) = counted_on(&counts, forecast.date)?;
    let before = line.points.iter().rev().find(|point| point.date.months() <= forecast.date.months())?;
    Some(Hit { eflops: eflops.get(), miss: miss(forecast.eflops::<B>()?, eflops)?, count: before, timing, scope })
}

#[cfg(test)]
mod tests {
    use super::{Hit, Reason, ScopeMatch, Timing, Verdict, counted_on, miss, scores};
    use crate::economy::dates::YearMonth;
    use crate::economy::facts::compute::{Dated, Kind, compute_history};
    use crate::units::compute::{Eflops, Fp16};

    fn dated(year: u16, eflops: f64) -> Dated<Fp16> {
        Dated { date: YearMonth::end_of(year), eflops: Eflops::clamped(eflops) }
    }

    #[test]
    fn counts_are_interpolated_by_constant_growth_and_never_beyond() {
        let counts = [dated(2023, 100.0), dated(2025, 400.0)];
        let check = |year, expect: Option<(f64, Timing)>| {
            let got = counted_on(&counts, YearMonth::end_of(year)).map(|(eflops, timing)| (eflops.get(), timing));
            match (got, expect) {
                (Some((got, timing)), Some((expect, wanted))) => {
                    assert!((got - expect).abs() < 1e-9 && timing == wanted, "{year}: {got} {timing:?}");
                }
                (got, expect) => assert_eq!(got.is_some(), expect.is_some(), "{year}"),
            }
        };
        check(2023, Some((100.0, Timing::OnTheDate)));
        check(2024, Some((200.0, Timing::Interpolated)));
        check(2025, Some((400.0, Timing::OnTheDate)));
        check(2022, None);
        check(2026, None);
    }

    #[test]
    fn a_miss_is_counted_by_forecast_less_one() {
        // 150 against 100 is half more, 80 a fifth less.
        for (forecast, counted, expect) in [(100.0, 150.0, 0.5), (100.0, 80.0, -0.2), (100.0, 100.0, 0.0)] {
            let got = miss(Eflops::<Fp16>::clamped(forecast), Eflops::clamped(counted)).unwrap();
            assert!((got - expect).abs() < 1e-12);
        }
        assert_eq!(miss(Eflops::<Fp16>::ZERO, Eflops::clamped(1.0)), None);
    }

    fn verdicts_on(value: &str) -> Vec<Verdict> {
        scores().into_iter().filter(|score| score.forecast.value.text == value).map(|score| score.verdict).collect()
    }

    #[test]
    fn idc_expected_1037_and_1590_were_counted_otherwise() {
        let found = verdicts_on("1037.3");
        let [Verdict::Scored(Hit { eflops, miss, scope: ScopeMatch::Other, timing: Timing::OnTheDate, count })] =
            &found[..]
        else {
            panic!("{found:?}")
        };
        assert_eq!(count.value.text, "1590");
        // 1590 / 1037.3 = 1.53283.
        assert!((eflops - 1590.0).abs() < 1e-9 && (miss - 0.53283).abs() < 1e-5, "{miss}");
    }

    #[test]
    fn what_cannot_be_scored_says_why() {
        let reason = |value| match &verdicts_on(value)[..] {
            [Verdict::NotComparable(reason)] => Some(*reason),
            _ => None,
        };
        // The last total in FP32 is that of 2024; the target was for 2025.
        assert_eq!(reason("300"), Some(Reason::SeriesEnded(Some(YearMonth::end_of(2024)))));
        assert_eq!(reason("117.3"), Some(Reason::PrecisionUnknown));
        for open in ["9800", "2781.9", "1460.3", "1271.4", "1117.4", "20000", "56000"] {
            assert!(matches!(verdicts_on(open)[..], [Verdict::Open(_)]), "{open}: {:?}", verdicts_on(open));
        }
    }

    #[test]
    fn every_forecast_has_a_verdict_and_no_score_mixes_precisions() {
        let scores = scores();
        for row in compute_history().filter(|row| row.kind != Kind::Actual) {
            assert!(scores.iter().any(|score| score.forecast == row), "{row:?}");
        }
        for score in &scores {
            if let Verdict::Scored(hit) = score.verdict {
                assert_eq!(hit.count.precision, score.forecast.precision);
                assert_eq!(hit.count.series, score.forecast.series);
                assert_eq!(hit.count.region, score.forecast.region);
            }
        }
    }
}
