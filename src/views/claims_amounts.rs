//! The arithmetic behind the statements in writing: amounts with their units, formulas, whence the figures come.
//!
//! Figures of the tables and of the source text stand as printed (to six digits); what is computed here stands with four.

use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::checks::amount::{Amount, Unit};
use crate::economy::checks::{Against, Agreement, Check, Operation, Origin, Term};
use crate::economy::facts::printed::PrintedRange;
use crate::numerics::formats::FormatId;

/// Digits of a figure that somebody printed.
const PRINTED: u8 = 6;
/// Digits of a figure that is computed here.
const COMPUTED: u8 = 4;

/// A result with its unit.
pub fn result(check: &Check, voice: &dyn Voice) -> String {
    written(check.result, COMPUTED, voice)
}

/// The terms with what is done with them: `90 EFLOPS (FP32) ÷ 280 EFLOPS (FP32)`.
pub fn formula(check: &Check, voice: &dyn Voice) -> String {
    let terms: Vec<String> = check.terms.iter().map(|term| written(term.amount, digits(term), voice)).collect();
    let first = terms.first().map_or("", String::as_str);
    let second = terms.get(1).map_or("", String::as_str);
    match check.operation {
        Operation::Quotient => terms.join(" ÷ "),
        Operation::Product => terms.join(" × "),
        Operation::Sum => terms.join(" + "),
        Operation::Saving => format!("1 − {first} ÷ {second}"),
        Operation::Growth { years } if years.to_bits() == 1.0_f64.to_bits() => format!("{second} ÷ {first} − 1"),
        Operation::Growth { years } => format!("({second} ÷ {first})^(1/{}) − 1", number(years, PRINTED, voice)),
        Operation::Spread => {
            let years = check.terms.get(1).map_or(1.0, |term| term.amount.value);
            format!("{first}^(1/{}) − 1", number(years, PRINTED, voice))
        }
        Operation::Grown => format!("{first} × (1 + {second})"),
    }
}

/// What is printed beside a result; nothing where nothing is.
pub fn printed(check: &Check, voice: &dyn Voice) -> String {
    match check.against {
        Against::Nothing => String::new(),
        Against::Printed { printed, at_least } => said(printed, check.result.unit, at_least, voice),
    }
}

/// A printed number or range in a unit, with its "more than".
pub fn said(printed: PrintedRange, unit: Unit, at_least: bool, voice: &dyn Voice) -> String {
    let write = |value| written(Amount { value, unit }, PRINTED, voice);
    let amount = if printed.low.to_bits() == printed.high.to_bits() {
        write(printed.low)
    } else {
        fill(voice.say(Word::ClaimsRange), &[("low", &write(printed.low)), ("high", &write(printed.high))])
    };
    if at_least { fill(voice.say(Word::ClaimsMoreThan), &[("amount", &amount)]) } else { amount }
}

/// The word for an agreement.
pub fn agreement_word(agreement: Agreement) -> Word {
    match agreement {
        Agreement::Agrees => Word::ClaimsAgrees,
        Agreement::Differs => Word::ClaimsDiffers,
        Agreement::NotPrinted => Word::ClaimsNotPrinted,
    }
}

/// The stable word for an agreement, for the CSV.
pub const fn agreement_key(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Agrees => "agrees",
        Agreement::Differs => "differs",
        Agreement::NotPrinted => "not printed",
    }
}

/// Whence a figure comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whence {
    /// Words of the tables, which are English, and a page, which may be missing.
    Table {
        /// Who, and when.
        who: String,
        /// The page.
        url: &'static str,
    },
    /// Words of the reader's language.
    Words(String),
}

/// Whence the figures of some checks come, each source once, in the order of appearance.
pub fn sources(checks: &[Check], voice: &dyn Voice) -> Vec<Whence> {
    let mut all = Vec::new();
    for term in checks.iter().flat_map(|check| &check.terms) {
        if let Some(whence) = whence(&term.origin, voice)
            && !all.contains(&whence)
        {
            all.push(whence);
        }
    }
    all
}

fn whence(origin: &Origin, voice: &dyn Voice) -> Option<Whence> {
    let words = |word| Some(Whence::Words(voice.say(word).to_owned()));
    match origin {
        Origin::Row(cited) => {
            let when = if cited.date.is_empty() { String::new() } else { format!(" ({})", cited.date) };
            Some(Whence::Table { who: format!("{}{when}", cited.who), url: cited.url })
        }
        Origin::SourceText => words(Word::ClaimsFromText),
        Origin::Model => words(Word::ClaimsFromModel),
        Origin::Converted => words(Word::ClaimsFromRatio),
        Origin::Format(format) => {
            let name = format.name();
            Some(Whence::Words(fill(voice.say(Word::ClaimsFromFormat), &[("format", name.as_str())])))
        }
        Origin::Calendar => None,
    }
}

fn digits(term: &Term) -> u8 {
    match term.origin {
        Origin::Row(_) | Origin::SourceText | Origin::Format(_) | Origin::Calendar => {
            if is_computed(term) {
                COMPUTED
            } else {
                PRINTED
            }
        }
        Origin::Model | Origin::Converted => COMPUTED,
    }
}

/// What the source text implies is computed, not printed: a GDP of 220.00000000000003 trillion is 220.
fn is_computed(term: &Term) -> bool {
    term.origin == Origin::SourceText && term.amount.unit == Unit::TrillionRmb
}

fn number(value: f64, digits: u8, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits })
}

/// An amount with its unit in the reader's language.
pub fn written(amount: Amount, digits: u8, voice: &dyn Voice) -> String {
    let value = match amount.unit {
        Unit::Percent | Unit::PercentPerYear => percent(amount.value, voice),
        Unit::Eflops(_)
        | Unit::TflopsFp16
        | Unit::TflopsFp8
        | Unit::BillionRmb
        | Unit::TrillionRmb
        | Unit::BillionUsd
        | Unit::RmbPerUsd
        | Unit::Times
        | Unit::Bits
        | Unit::Years
        | Unit::Projects => number(amount.value, digits, voice),
    };
    let (word, precision) = match amount.unit {
        Unit::Percent => return value,
        Unit::Eflops(precision) => (Word::ClaimsAmountEflopsIn, precision.label()),
        Unit::TflopsFp16 => (Word::ClaimsAmountTflops, FormatId::Fp16.key()),
        Unit::TflopsFp8 => (Word::ClaimsAmountTflops, "fp8"),
        Unit::BillionRmb => (Word::ClaimsAmountBillionRmb, ""),
        Unit::TrillionRmb => (Word::EconomyTrillions, ""),
        Unit::BillionUsd => (Word::ClaimsAmountBillionUsd, ""),
        Unit::RmbPerUsd => (Word::ClaimsAmountRmbPerUsd, ""),
        Unit::PercentPerYear => (Word::ClaimsAmountPerYear, ""),
        Unit::Times => (Word::ClaimsAmountTimes, ""),
        Unit::Bits if amount.value.to_bits() == 1.0_f64.to_bits() => (Word::ClaimsAmountBit, ""),
        Unit::Bits => (Word::ClaimsAmountBits, ""),
        Unit::Years => (Word::ClaimsAmountYears, ""),
        Unit::Projects => (Word::ClaimsAmountProjects, ""),
    };
    fill(voice.say(word), &[("value", &value), ("precision", &precision.to_uppercase())])
}

/// Per cent with one decimal, or none where it is whole.
pub fn percent(value: f64, voice: &dyn Voice) -> String {
    let is_whole = (value - libm::round(value)).abs() < 1e-9;
    voice.number(value / 100.0, NumberStyle::Percent { decimals: u8::from(!is_whole) })
}

#[cfg(test)]
mod tests {
    use super::{Whence, formula, printed, result, sources};
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;
    use crate::economy::checks::{Check, checks};

    /// A voice whose units are plain, so that formulas can be read.
    struct Units;

    impl Voice for Units {
        fn say(&self, word: Word) -> &'static str {
            match word {
                Word::ClaimsAmountEflopsIn => "{value} EFLOPS ({precision})",
                Word::ClaimsAmountTflops => "{value} TFLOPS ({precision})",
                Word::ClaimsAmountPerYear => "{value} a year",
                Word::ClaimsAmountTimes => "×{value}",
                Word::ClaimsMoreThan => "more than {amount}",
                Word::ClaimsRange => "{low} to {high}",
                Word::EconomyTrillions => "{value} trn",
                _ => "{value}",
            }
        }

        fn number(&self, value: f64, style: NumberStyle) -> String {
            PlainVoice.number(value, style)
        }
    }

    fn of(step: &str) -> Check {
        checks().into_iter().find(|check| check.step == step).unwrap()
    }

    #[test]
    fn formulas_can_be_read() {
        fn check(step: &str, formula_expected: &str, result_expected: &str, printed_expected: &str) {
            let check = of(step);
            assert_eq!(formula(&check, &Units), formula_expected);
            assert_eq!(result(&check, &Units), result_expected);
            assert_eq!(printed(&check, &Units), printed_expected);
        }
        check("ai_part", "90 EFLOPS (FP32) ÷ 280 EFLOPS (FP32)", "32.1%", "32%");
        let forecast = "1,037.3 EFLOPS (FP16) ÷ 725.3 EFLOPS (FP16) − 1";
        check("forecast_growth", forecast, "43.0% a year", "more than 40% a year");
        let total = "(280 EFLOPS (FP32) ÷ 140 EFLOPS (FP32))^(1/3) − 1";
        check("total_growth", total, "26.0% a year", "30% a year");
        check("demand_low", "×10^(1/10) − 1", "25.9% a year", "");
        check("grown_by_claim", "725.3 EFLOPS (FP16) × (1 + 40% a year)", "1,015 EFLOPS (FP16)", "788 EFLOPS (FP16)");
        check("part_of_gdp_path", "11 trn ÷ 233 trn", "4.7%", "4% to 5%");
        check("implied_gdp_low", "11 trn ÷ 5%", "220 trn", "");
        check("peak_h100", "1,979 TFLOPS (FP8) ÷ 989.4 TFLOPS (FP16)", "×2", "×2");
        check("width_ue8m0", "0 + 8 + 0", "8", "8");
    }

    #[test]
    fn each_source_is_named_once() {
        let all = sources(&[of("ai_part"), of("total_growth_2024")], &PlainVoice);
        let urls: Vec<&str> =
            all.iter().filter_map(|one| if let Whence::Table { url, .. } = one { Some(*url) } else { None }).collect();
        assert!(!urls.is_empty() && all.len() == 2, "{all:?}");
    }
}
