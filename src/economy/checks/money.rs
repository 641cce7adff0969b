//! Checks on money: the operators' growth, the internet companies' plan in RMB and USD, eleven trillion against GDP.
//!
//! Units: billion and trillion RMB, billion USD, shares, growth per year. By hand: 500 / 69.8 = 7.16 RMB per USD;
//! 11 / 4 % = 275 and 11 / 5 % = 220 trillion RMB; 82.0 / 72.8 − 1 = 12.6 %.

use crate::economy::assumptions::Assumptions;
use crate::economy::checks::amount::{Amount, Unit};
use crate::economy::checks::{Against, Check, Operation, Origin, Term, printed, quotient};
use crate::economy::comparison::{Comparison, compared};
use crate::economy::facts::named::{
    ALIBABA_PLAN_BILLION_RMB, ALIBABA_PLAN_BILLION_RMB_CITED, BYTEDANCE_2026_BILLION_RMB,
    BYTEDANCE_2026_BILLION_RMB_CITED, GDP_2025_TRILLION_RMB, GDP_2025_TRILLION_RMB_CITED, INTERNET_PLAN_BILLION_RMB,
    INTERNET_PLAN_BILLION_USD, OPERATORS_2024_BILLION_RMB, OPERATORS_2024_BILLION_RMB_CITED,
    OPERATORS_2025_BILLION_RMB, OPERATORS_2025_BILLION_RMB_CITED, OPERATORS_ALL_2024_BILLION_RMB,
    OPERATORS_ALL_2024_BILLION_RMB_CITED, OPERATORS_ALL_2025_BILLION_RMB, OPERATORS_ALL_2025_BILLION_RMB_CITED,
    PROJECTS_2024, PROJECTS_2024_CITED, PROJECTS_2025, PROJECTS_2025_CITED, RMB_PER_USD_2025, RMB_PER_USD_2025_CITED,
    US_FIRMS_2026_BILLION_USD, US_FIRMS_2026_BILLION_USD_CITED,
};
use crate::economy::facts::printed::{Cited, PrintedRange};
use crate::economy::project;
use crate::units::exchange::{RmbPerUsd, Usd};
use crate::units::{Multiple, Rmb, Share, Years};

/// The years from the last counted GDP to the year of the statement: 2025 to 2035.
const GDP_YEARS: f64 = 10.0;

/// Every check on money and projects.
pub fn checks() -> Vec<Check> {
    let all = [vec![projects()], operators(), plan(), dollars(), eleven_trillion(), share_of_gdp()];
    all.into_iter().flatten().flatten().collect()
}

/// The contest's entries against the figure before.
fn projects() -> Option<Check> {
    let amount = |value| Amount { value, unit: Unit::Projects };
    let times = Multiple::new(PROJECTS_2025.number / PROJECTS_2024.number).ok()?;
    Some(Check {
        claim: "projects_23000",
        step: "projects_growth",
        terms: vec![
            Term::row(amount(PROJECTS_2025.number), &PROJECTS_2025_CITED),
            Term::row(amount(PROJECTS_2024.number), &PROJECTS_2024_CITED),
        ],
        operation: Operation::Quotient,
        result: Amount::times(times),
        against: Against::Nothing,
    })
}

/// The three operators together: computing investment, then all capital expenditure.
fn operators() -> Vec<Option<Check>> {
    let id = "investment_growth_20pct";
    let grown = |step, (from, cited_from): (PrintedRange, &Cited), (to, cited_to): (PrintedRange, &Cited), against| {
        let (from, to) = (billions(from.low), billions(to.low));
        let growth = to.relative_to(from)?.yearly_over(Years::clamped(1.0))?;
        Some(Check {
            claim: id,
            step,
            terms: vec![Term::row(Amount::billions(from), cited_from), Term::row(Amount::billions(to), cited_to)],
            operation: Operation::Growth { years: 1.0 },
            result: Amount::growth(growth),
            against,
        })
    };
    vec![
        grown(
            "operators_together",
            (OPERATORS_2024_BILLION_RMB, &OPERATORS_2024_BILLION_RMB_CITED),
            (OPERATORS_2025_BILLION_RMB, &OPERATORS_2025_BILLION_RMB_CITED),
            printed(id),
        ),
        grown(
            "operators_all_spending",
            (OPERATORS_ALL_2024_BILLION_RMB, &OPERATORS_ALL_2024_BILLION_RMB_CITED),
            (OPERATORS_ALL_2025_BILLION_RMB, &OPERATORS_ALL_2025_BILLION_RMB_CITED),
            Against::Nothing,
        ),
    ]
}

/// Two announcements as parts of the plan.
fn plan() -> Vec<Option<Check>> {
    let plan = billions(INTERNET_PLAN_BILLION_RMB.low);
    let part = |step, amount: PrintedRange, cited: &Cited| {
        let amount = billions(amount.low);
        let terms = [Term::row(Amount::billions(amount), cited), Term::said(Amount::billions(plan))];
        quotient("internet_500bn", step, terms, amount.relative_to(plan).map(Amount::part), Against::Nothing)
    };
    vec![
        part("alibaba_part", ALIBABA_PLAN_BILLION_RMB, &ALIBABA_PLAN_BILLION_RMB_CITED),
        part("bytedance_year", BYTEDANCE_2026_BILLION_RMB, &BYTEDANCE_2026_BILLION_RMB_CITED),
    ]
}

/// The rate that the conversion implies, the conversion at the yearly average, and what it is beside four American firms.
fn dollars() -> Vec<Option<Check>> {
    let plan = billions(INTERNET_PLAN_BILLION_RMB.low);
    let dollars = Usd::clamped(INTERNET_PLAN_BILLION_USD.low * 1e9);
    let average = RmbPerUsd::clamped(RMB_PER_USD_2025.number);
    let firms = Usd::clamped(US_FIRMS_2026_BILLION_USD.low * 1e9);
    let said = [Term::said(Amount::billions(plan)), Term::said(Amount::dollars(dollars))];
    let at_average = [Term::said(Amount::billions(plan)), Term::row(Amount::rate(average), &RMB_PER_USD_2025_CITED)];
    let beside =
        [Term::row(Amount::dollars(firms), &US_FIRMS_2026_BILLION_USD_CITED), Term::said(Amount::dollars(dollars))];
    let id = "usd_69_8bn";
    let times = firms.relative_to(dollars).map(Amount::times);
    vec![
        quotient(id, "implied_rate", said, plan.rate_against(dollars).map(Amount::rate), Against::Nothing),
        quotient(id, "at_yearly_average", at_average, Some(Amount::dollars(plan / average)), printed(id)),
        quotient("usd_69_8bn_summary", "us_firms_one_year", beside, times, Against::Nothing),
    ]
}

/// Eleven trillion as a part of the GDP of 2025, and of that of 2035 on the default path of the model.
fn eleven_trillion() -> Vec<Option<Check>> {
    let id = "ai_gdp_11trn";
    let comparison = compared(&project(&Assumptions::default()));
    let (value, today) = (comparison.claimed_value, gdp_2025());
    let of_today =
        [Term::said(Amount::trillions(value)), Term::row(Amount::trillions(today), &GDP_2025_TRILLION_RMB_CITED)];
    let path = Term { amount: Amount::trillions(comparison.gdp), origin: Origin::Model };
    let of_path = [Term::said(Amount::trillions(value)), path];
    let part = Amount::part(comparison.claim_relative_to_gdp);
    vec![
        quotient(id, "part_of_gdp_2025", of_today, value.relative_to(today).map(Amount::part), Against::Nothing),
        quotient(id, "part_of_gdp_path", of_path, Some(part), printed("ai_gdp_4_5pct")),
    ]
}

/// The GDP that value and share imply together, and the growth it takes.
fn share_of_gdp() -> Vec<Option<Check>> {
    let Comparison { claimed_value, claimed_share, implied_gdp, .. } = compared(&project(&Assumptions::default()));
    let implied = |step, share: Share, gdp: Rmb| {
        let terms = [Term::said(Amount::trillions(claimed_value)), Term::said(Amount::share(share))];
        quotient("ai_gdp_4_5pct", step, terms, Some(Amount::trillions(gdp)), Against::Nothing)
    };
    let needed = |step, gdp: Rmb| {
        let growth = gdp.relative_to(gdp_2025())?.yearly_over(Years::clamped(GDP_YEARS))?;
        Some(Check {
            claim: "ai_gdp_4_5pct",
            step,
            terms: vec![
                Term::row(Amount::trillions(gdp_2025()), &GDP_2025_TRILLION_RMB_CITED),
                Term { amount: Amount::trillions(gdp), origin: Origin::SourceText },
            ],
            operation: Operation::Growth { years: GDP_YEARS },
            result: Amount::growth(growth),
            against: Against::Nothing,
        })
    };
    vec![
        implied("implied_gdp_high", claimed_share.0, implied_gdp.1),
        implied("implied_gdp_low", claimed_share.1, implied_gdp.0),
        needed("needed_growth_high", implied_gdp.1),
        needed("needed_growth_low", implied_gdp.0),
    ]
}

fn billions(billions: f64) -> Rmb {
    Rmb::clamped(billions * 1e9)
}

fn gdp_2025() -> Rmb {
    Rmb::clamped(GDP_2025_TRILLION_RMB.number * 1e12)
}

#[cfg(test)]
mod tests {
    use super::checks;
    use crate::economy::checks::Agreement;
    use crate::economy::checks::amount::Unit;

    /// Every figure on the right was divided by hand from the published figures in the comment.
    #[test]
    fn each_step_by_hand() {
        use Agreement::{Agrees, Differs, NotPrinted};
        let all = checks();
        let mut seen = 0;
        let mut check = |step: &str, value: f64, unit: Unit, agreement: Agreement| {
            let found = all.iter().find(|check| check.step == step).unwrap_or_else(|| panic!("{step}"));
            let result = found.result;
            assert!((result.value - value).abs() < 6e-4 * value.abs(), "{step}: {result:?} instead of {value}");
            assert_eq!((result.unit, found.agreement()), (unit, agreement), "{step}");
            seen += 1;
        };
        check("projects_growth", 1.7692, Unit::Times, NotPrinted); // 23000 / 13000
        check("operators_together", 12.637, Unit::PercentPerYear, Differs); // 82.0 / 72.8
        check("operators_all_spending", -9.125, Unit::PercentPerYear, NotPrinted); // 289.8 / 318.9
        check("alibaba_part", 76.0, Unit::Percent, NotPrinted); // 380 / 500
        check("bytedance_year", 32.0, Unit::Percent, NotPrinted); // 160 / 500
        check("implied_rate", 7.1633, Unit::RmbPerUsd, NotPrinted); // 500 / 69.8
        check("at_yearly_average", 69.565, Unit::BillionUsd, Differs); // 500 / 7.1875
        check("us_firms_one_year", 9.3123, Unit::Times, NotPrinted); // 650 / 69.8
        check("part_of_gdp_2025", 7.8466, Unit::Percent, NotPrinted); // 11 / 140.188
        check("part_of_gdp_path", 4.721, Unit::Percent, Agrees); // 11 / (140.188 × 1.0417^10 × 1.01^10)
        check("implied_gdp_high", 275.0, Unit::TrillionRmb, NotPrinted); // 11 / 0.04
        check("implied_gdp_low", 220.0, Unit::TrillionRmb, NotPrinted); // 11 / 0.05
        check("needed_growth_high", 6.970, Unit::PercentPerYear, NotPrinted); // tenth root of 275 / 140.188
        check("needed_growth_low", 4.610, Unit::PercentPerYear, NotPrinted); // tenth root of 220 / 140.188
        assert_eq!(seen, all.len());
    }
}
