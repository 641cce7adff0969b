//! Checks on counts of compute: shares, growth, the jump, the rank, the demand.
//!
//! Units: EFLOPS, each with its precision in the type; growth per year. By hand: 90 / 280 = 32.1 %; 140 to 280 in three years
//! is 2^(1/3) − 1 = 26.0 % a year; 1037.3 / 725.3 − 1 = 43.0 %.

use crate::economy::checks::amount::{Amount, Unit};
use crate::economy::checks::{Against, Check, Operation, Origin, Term, printed, quotient};
use crate::economy::facts::compute::Counted;
use crate::economy::facts::named::{
    AI_2024, AI_2025_03, AI_2025_06, AI_2025_12, AI_2026_06, AI_PART_PERCENT, CLUSTERS_CHINA_2025_11,
    CLUSTERS_US_2025_11, DEMAND_TIMES, DEVICES_CHINA_2025_06, DEVICES_WORLD_2025_06, FLEET_FP16_2025_06,
    FLEET_FP32_2024_12, INTELLIGENT_GROWTH_PERCENT, MARKET_2024, MARKET_FORECAST_2025, TOTAL_2021, TOTAL_2023,
    TOTAL_2024,
};
use crate::economy::growth::growth_between;
use crate::economy::puzzle::{fleet_ratio, puzzle};
use crate::units::compute::Basis;
use crate::units::{Growth, Multiple, Share, Years};

/// The years over which the demand is said to multiply: 2025 to 2035.
const DEMAND_YEARS: f64 = 10.0;

/// Every check on counts of compute.
pub fn checks() -> Vec<Check> {
    let all = [growth(), jump(), shares(), rank(), demand(), summary()];
    all.into_iter().flatten().flatten().collect()
}

/// The claims about growth: forecast, outcome, total.
fn growth() -> Vec<Option<Check>> {
    let ai = "intelligent_growth_2025";
    vec![
        yearly(ai, "forecast_growth", (MARKET_2024, MARKET_FORECAST_2025), printed(ai)),
        yearly(ai, "counted_growth", (MARKET_2024, AI_2025_12), Against::Nothing),
        ratio(ai, "counted_over_forecast", (AI_2025_12, MARKET_FORECAST_2025), Against::Nothing),
        yearly("total_growth_30pct", "total_growth", (TOTAL_2021, TOTAL_2024), printed("total_growth_30pct")),
        yearly("total_280", "total_growth_2024", (TOTAL_2023, TOTAL_2024), Against::Nothing),
    ]
}

/// The jump as printed, then counted alike three ways.
fn jump() -> Vec<Option<Check>> {
    let id = "growth_788_vs_90";
    let puzzle = puzzle();
    // The only division across two precisions: it shows what the source text did.
    let across = Amount { value: puzzle.factor_across_units(), unit: Unit::Times };
    let (before, after) = (Term::count(AI_2024), Term::count(AI_2025_06));
    let converted = Amount::eflops(puzzle.before.eflops.counted_by(fleet_ratio()));
    let alike = puzzle.factor_counted_alike(fleet_ratio()).map(Amount::times);
    vec![
        quotient(id, "jump_as_printed", [after.clone(), before], Some(across), printed(id)),
        quotient(
            id,
            "jump_by_fleet",
            [after, Term { amount: converted, origin: Origin::Converted }],
            alike,
            Against::Nothing,
        ),
        ratio(id, "jump_from_market", (AI_2025_06, MARKET_2024), Against::Nothing),
        ratio(id, "jump_in_official_count", (AI_2025_06, AI_2025_03), Against::Nothing),
    ]
}

/// Parts of totals.
fn shares() -> Vec<Option<Check>> {
    let part = Share::clamped(AI_PART_PERCENT.low / 100.0);
    let ninety = Check {
        claim: "capacity_90",
        step: "part_of_total",
        terms: vec![Term::count(TOTAL_2024), Term::said(Amount::share(part))],
        operation: Operation::Product,
        result: Amount::eflops(TOTAL_2024.eflops() * part),
        against: printed("capacity_90"),
    };
    vec![
        share("capacity_788", "known_chips_fp16", (FLEET_FP16_2025_06, AI_2025_06), Against::Nothing),
        Some(ninety),
        share("capacity_90", "known_chips_fp32", (FLEET_FP32_2024_12, AI_2024), Against::Nothing),
        share("share_32pct", "ai_part", (AI_2024, TOTAL_2024), printed("share_32pct")),
    ]
}

/// Two of the three ways to count a place in the world.
fn rank() -> Vec<Option<Check>> {
    let id = "rank_second";
    vec![
        share(id, "device_share", (DEVICES_CHINA_2025_06, DEVICES_WORLD_2025_06), Against::Nothing),
        share(id, "clusters_against_us", (CLUSTERS_CHINA_2025_11, CLUSTERS_US_2025_11), Against::Nothing),
    ]
}

/// What ten and a hundred times in ten years mean for one year, and what was counted last.
fn demand() -> Vec<Option<Check>> {
    let id = "compute_demand_10_100x";
    let spread = |step, times: f64| {
        let multiple = Multiple::clamped(times);
        Some(Check {
            claim: id,
            step,
            terms: vec![Term::said(Amount::times(multiple)), Term::years(DEMAND_YEARS)],
            operation: Operation::Spread,
            result: Amount::growth(multiple.yearly_over(Years::clamped(DEMAND_YEARS))?),
            against: Against::Nothing,
        })
    };
    vec![
        spread("demand_low", DEMAND_TIMES.low),
        spread("demand_high", DEMAND_TIMES.high),
        yearly(id, "supply_growth", (AI_2025_06, AI_2026_06), Against::Nothing),
    ]
}

/// What 40 % of growth would have made of the 2024 estimate, and how far 788 is from the forecast it is tied to.
fn summary() -> Vec<Option<Check>> {
    let id = "summary_growth_reaching_788";
    let growth = Growth::clamped(INTELLIGENT_GROWTH_PERCENT.low / 100.0);
    let grown = MARKET_2024.eflops() * growth.over(Years::clamped(1.0));
    vec![
        Some(Check {
            claim: id,
            step: "grown_by_claim",
            terms: vec![Term::count(MARKET_2024), Term::said(Amount::growth(growth))],
            operation: Operation::Grown,
            result: Amount::eflops(grown),
            against: printed(id),
        }),
        share(id, "midyear_of_forecast", (AI_2025_06, MARKET_FORECAST_2025), Against::Nothing),
    ]
}

/// One count divided by another at the same precision.
fn ratio<B: Basis>(
    claim: &'static str,
    step: &'static str,
    (count, base): (Counted<B>, Counted<B>),
    against: Against,
) -> Option<Check> {
    let result = count.eflops().relative_to(base.eflops()).map(Amount::times);
    quotient(claim, step, [Term::count(count), Term::count(base)], result, against)
}

/// One count as a part of another at the same precision.
fn share<B: Basis>(
    claim: &'static str,
    step: &'static str,
    (part, whole): (Counted<B>, Counted<B>),
    against: Against,
) -> Option<Check> {
    let result = part.eflops().relative_to(whole.eflops()).map(Amount::part);
    quotient(claim, step, [Term::count(part), Term::count(whole)], result, against)
}

/// The constant yearly growth between two counts at the same precision.
fn yearly<B: Basis>(
    claim: &'static str,
    step: &'static str,
    (from, to): (Counted<B>, Counted<B>),
    against: Against,
) -> Option<Check> {
    let result = Amount::growth(growth_between(from.dated(), to.dated())?);
    let operation = Operation::Growth { years: to.dated().date.since(from.dated().date).get() };
    Some(Check { claim, step, terms: vec![Term::count(from), Term::count(to)], operation, result, against })
}

#[cfg(test)]
mod tests {
    use super::checks;
    use crate::economy::checks::Agreement;
    use crate::economy::checks::amount::Unit;
    use crate::units::compute::Precision;

    /// Every figure on the right was divided by hand from the published figures in the comment.
    #[test]
    fn each_step_by_hand() {
        use Agreement::{Agrees, Differs, NotPrinted};
        let all = checks();
        let mut seen = 0;
        let mut check = |step: &str, value: f64, unit: Unit, agreement: Agreement| {
            let found = all.iter().find(|check| check.step == step).unwrap_or_else(|| panic!("{step}"));
            let result = found.result;
            assert!((result.value - value).abs() < 6e-4 * value, "{step}: {result:?} instead of {value}");
            assert_eq!((result.unit, found.agreement()), (unit, agreement), "{step}");
            seen += 1;
        };
        check("forecast_growth", 43.017, Unit::PercentPerYear, Agrees); // 1037.3 / 725.3
        check("counted_growth", 119.22, Unit::PercentPerYear, NotPrinted); // 1590 / 725.3
        check("counted_over_forecast", 1.5328, Unit::Times, NotPrinted); // 1590 / 1037.3
        check("total_growth", 25.992, Unit::PercentPerYear, Differs); // cube root of 280 / 140
        check("total_growth_2024", 21.739, Unit::PercentPerYear, NotPrinted); // 280 / 230
        check("jump_as_printed", 8.7556, Unit::Times, Agrees); // 788 / 90
        check("jump_by_fleet", 1.6717, Unit::Times, NotPrinted); // 788 / (90 × 394.9 / 75.4)
        check("jump_from_market", 1.0865, Unit::Times, NotPrinted); // 788 / 725.3
        check("jump_in_official_count", 1.0535, Unit::Times, NotPrinted); // 788 / 748
        check("known_chips_fp16", 50.114, Unit::Percent, NotPrinted); // 394.9 / 788
        check("part_of_total", 89.6, Unit::Eflops(Precision::Fp32), Agrees); // 280 × 0.32
        check("known_chips_fp32", 58.667, Unit::Percent, NotPrinted); // 52.8 / 90
        check("ai_part", 32.143, Unit::Percent, Agrees); // 90 / 280
        check("device_share", 21.402, Unit::Percent, NotPrinted); // 962 / 4495
        check("clusters_against_us", 23.313, Unit::Percent, NotPrinted); // 321.2 / 1377.8
        check("demand_low", 25.893, Unit::PercentPerYear, NotPrinted); // tenth root of 10
        check("demand_high", 58.489, Unit::PercentPerYear, NotPrinted); // tenth root of 100
        check("supply_growth", 177.28, Unit::PercentPerYear, NotPrinted); // 2185 / 788
        check("grown_by_claim", 1015.42, Unit::Eflops(Precision::Fp16), Differs); // 725.3 × 1.4
        check("midyear_of_forecast", 75.966, Unit::Percent, NotPrinted); // 788 / 1037.3
        assert_eq!(seen, all.len());
    }
}
