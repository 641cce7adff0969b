//! The arithmetic behind the statements of the source text, done again from the tables by the code that the views use.
//!
//! One [`Check`] is one line of arithmetic: what goes in, each with its unit and who said it, what comes out, and what the
//! source text prints beside it. Units are those of the amounts; two counts of compute only meet at one precision, except in
//! the one step that shows what the source text did. Example: 90 EFLOPS ÷ 280 EFLOPS, both FP32, is 32.1 %; printed is 32 %.

pub mod amount;

pub mod counts;

pub mod money;

pub mod precision;

use crate::economy::checks::amount::{Amount, Unit};
use crate::economy::facts::claims::claim;
use crate::economy::facts::compute::Counted;
use crate::economy::facts::printed::{Cited, PrintedRange};
use crate::numerics::formats::FormatId;
use crate::units::compute::Basis;

/// One line of arithmetic.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The statement it belongs to (`facts::claims`).
    pub claim: &'static str,
    /// Its name, which also names its words in the message files.
    pub step: &'static str,
    /// What goes in, in the order of writing.
    pub terms: Vec<Term>,
    /// What is done with it.
    pub operation: Operation,
    /// What comes out.
    pub result: Amount,
    /// Whether the result is to be held against the number that the source text prints.
    pub against: Against,
}

/// An amount that goes in, and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// How much.
    pub amount: Amount,
    /// Whence.
    pub origin: Origin,
}

/// Where an amount comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A row of the tables.
    Row(Cited),
    /// The source text itself.
    SourceText,
    /// The definition of a number format.
    Format(FormatId),
    /// The model of `#/economy` at its defaults: computed here from assumptions.
    Model,
    /// Computed here with an assumed ratio between two precisions.
    Converted,
    /// The years between two dates.
    Calendar,
}

/// What is done with the terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operation {
    /// The first divided by the second.
    Quotient,
    /// The first times the second.
    Product,
    /// All added up.
    Sum,
    /// What the first saves of the second: 1 − first ÷ second.
    Saving,
    /// The constant yearly growth from the first to the second over so many years.
    Growth {
        /// Years between the two.
        years: f64,
    },
    /// The constant yearly growth that multiplies by the first in the years of the second.
    Spread,
    /// The first after one year of growth by the second: first × (1 + second).
    Grown,
}

/// What a result is held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Against {
    /// Nothing is printed beside it.
    Nothing,
    /// The number of a statement.
    Printed {
        /// The number, or both its ends.
        printed: PrintedRange,
        /// The statement says "more than".
        at_least: bool,
    },
}

/// Whether a result and the printed number agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// To half a unit of the last digit printed; for "more than", the result is not below it.
    Agrees,
    /// They do not.
    Differs,
    /// Nothing is printed beside it.
    NotPrinted,
}

/// Every check, in the order of the statements' tables of arithmetic.
pub fn checks() -> Vec<Check> {
    let all = counts::checks().into_iter().chain(money::checks()).chain(precision::checks());
    all.collect()
}

impl Check {
    /// Whether the result agrees with what is printed.
    pub fn agreement(&self) -> Agreement {
        let Against::Printed { printed, at_least } = self.against else { return Agreement::NotPrinted };
        let value = self.result.value;
        let (low, high) = match printed.text.split_once('-') {
            Some((low, high)) => (low, high),
            None => (printed.text, printed.text),
        };
        let from = printed.low - half_a_unit(low);
        let to = if at_least { f64::INFINITY } else { printed.high + half_a_unit(high) };
        if from <= value && value <= to { Agreement::Agrees } else { Agreement::Differs }
    }
}

/// Half a unit of the last digit printed: 0.05 for `69.8`, 0.5 for `280`.
fn half_a_unit(text: &str) -> f64 {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    0.5 / libm::pow(10.0, f64::from(u8::try_from(decimals).unwrap_or(u8::MAX)))
}

impl Term {
    /// A row of counts.
    pub(super) fn count<B: Basis>(counted: Counted<B>) -> Self {
        let row = counted.row;
        let cited = Cited { who: row.publisher, date: row.date.label().into(), url: row.url };
        Self { amount: Amount::eflops(counted.eflops()), origin: Origin::Row(cited) }
    }

    /// A value of another row.
    pub(super) fn row(amount: Amount, cited: &Cited) -> Self {
        Self { amount, origin: Origin::Row(cited.clone()) }
    }

    /// A number of the source text.
    pub(super) fn said(amount: Amount) -> Self {
        Self { amount, origin: Origin::SourceText }
    }

    /// A span of years.
    pub(super) fn years(years: f64) -> Self {
        Self { amount: Amount { value: years, unit: Unit::Years }, origin: Origin::Calendar }
    }
}

/// The number that a statement of the source text prints, with its "more than".
fn printed(id: &str) -> Against {
    let found = claim(id).and_then(|claim| claim.value.map(|printed| (claim.unit, printed)));
    found.map_or(Against::Nothing, |(unit, printed)| Against::Printed {
        printed,
        at_least: ["more than", "exceeding"].iter().any(|words| unit.contains(words)),
    })
}

/// A quotient whose result was computed from the quantities themselves.
fn quotient(
    claim: &'static str,
    step: &'static str,
    terms: [Term; 2],
    result: Option<Amount>,
    against: Against,
) -> Option<Check> {
    Some(Check { claim, step, terms: terms.into(), operation: Operation::Quotient, result: result?, against })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Against, Agreement, Check, Operation, checks, printed};
    use crate::economy::checks::amount::{Amount, Unit};
    use crate::economy::facts::claims::{claim, claims};
    use crate::economy::facts::printed::PrintedRange;

    #[test]
    fn every_check_belongs_to_a_statement_and_has_its_own_name() {
        let mut names = BTreeSet::new();
        for check in checks() {
            assert!(claim(check.claim).is_some(), "{}", check.claim);
            assert!(names.insert(check.step), "{}", check.step);
            assert!(check.result.value.is_finite() && !check.terms.is_empty(), "{}", check.step);
        }
    }

    /// Statements that are no sums: lists, intentions, opinions, facts about a method.
    const WITHOUT: [&str; 8] = [
        "sectors_list",
        "examples_health_edu_agri",
        "provinces_10",
        "miit_optimise_network",
        "gpu_autonomy",
        "deepseek_v31_fp8",
        "fp8_mixed_precision",
        "open_models_demand",
    ];

    #[test]
    fn every_statement_with_arithmetic_has_a_check_and_no_other() {
        let checked: BTreeSet<&str> = checks().iter().map(|check| check.claim).collect();
        for claim in claims() {
            assert_eq!(checked.contains(claim.id), !WITHOUT.contains(&claim.id), "{}", claim.id);
        }
    }

    #[test]
    fn agreement_is_to_half_a_unit_of_the_last_digit_printed() {
        fn check(text: &'static str, at_least: bool, value: f64, expect: Agreement) {
            let (low, high) = text.split_once('-').unwrap_or((text, text));
            let printed = PrintedRange { low: low.parse().unwrap(), high: high.parse().unwrap(), text };
            let against = Against::Printed { printed, at_least };
            let result = Amount { value, unit: Unit::Times };
            let check =
                Check { claim: "", step: "", terms: Vec::new(), operation: Operation::Quotient, result, against };
            assert_eq!(check.agreement(), expect, "{value} beside {text}");
        }
        check("32", false, 32.14, Agreement::Agrees);
        check("32", false, 32.6, Agreement::Differs);
        check("8.8", false, 8.756, Agreement::Agrees);
        check("8.8", false, 8.74, Agreement::Differs);
        check("40", true, 43.0, Agreement::Agrees);
        check("40", true, 39.0, Agreement::Differs);
        check("4-5", false, 4.72, Agreement::Agrees);
        check("4-5", false, 5.8, Agreement::Differs);
    }

    #[test]
    fn more_than_is_read_from_the_row() {
        let at_least = |id| matches!(printed(id), Against::Printed { at_least: true, .. });
        assert!(at_least("intelligent_growth_2025") && at_least("usd_69_8bn_summary"));
        assert!(!at_least("share_32pct"));
        assert_eq!(printed("gpu_autonomy"), Against::Nothing);
    }
}
