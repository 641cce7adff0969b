//! The statements in words: told in our own sentence, what speaks for them and against, what the source says, how to cite them.
//!
//! Every figure in a sentence is a `{placeholder}`: those of the statement's own row, and those that the tables and the
//! arithmetic give. The messages are found by the statement's name.

use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::checks::Check;
use crate::economy::checks::amount::{Amount, Unit};
use crate::economy::checks::checks;
use crate::economy::chips::{Eight, eight};
use crate::economy::dates::YearMonth;
use crate::economy::facts::claims::{Claim, Verdict, claim};
use crate::economy::facts::machines::chips;
use crate::economy::facts::named::{
    AI_2024, AI_2025_03, AI_2025_06, AI_2025_12, ALIBABA_PLAN_BILLION_RMB, BYTEDANCE_2026_BILLION_RMB,
    DEEPSEEK_V3_BILLION_PARAMETERS, DEMAND_TIMES, DEVICE_SIDE_AI_2025_06, FLEET_FP16_2024_12, FLEET_FP32_2024_12,
    MARKET_2024, MARKET_FORECAST_2025, MOBILE_GROWTH_PERCENT, OFFICIAL_GROWTH_PERCENT, PROJECTS_2024, RMB_PER_USD_2025,
    TELECOM_GROWTH_PERCENT, TOTAL_2021, TOTAL_2023, TOTAL_2024, UNICOM_GROWTH_PERCENT, US_FIRMS_2026_BILLION_USD,
};
use crate::economy::facts::printed::PrintedRange;
use crate::scenario::claims::Pile;
use crate::views::claims_amounts::{percent, said, written};
use crate::views::dates::spoken;

/// The statement's short name.
pub fn title(claim: &Claim, voice: &dyn Voice) -> &'static str {
    voice.named("options", &format!("claim_{}", claim.id)).map_or(claim.id, |word| voice.say(word))
}

/// The statement in our own sentence.
pub fn statement(claim: &Claim, voice: &dyn Voice) -> String {
    sentence("claims_say", claim, voice)
}

/// What speaks for it.
pub fn speaks_for(claim: &Claim, voice: &dyn Voice) -> String {
    sentence("claims_for", claim, voice)
}

/// What speaks against it, or is missing.
pub fn speaks_against(claim: &Claim, voice: &dyn Voice) -> String {
    sentence("claims_against", claim, voice)
}

/// The name of a line of arithmetic.
pub fn step(check: &Check, voice: &dyn Voice) -> &'static str {
    voice.named("claims_steps", check.step).map_or(check.step, |word| voice.say(word))
}

/// The word for a verdict.
pub fn verdict_word(verdict: Verdict) -> Word {
    match verdict {
        Verdict::Confirmed => Word::ClaimsVerdictConfirmed,
        Verdict::ConfirmedWithCaveat => Word::ClaimsVerdictCaveat,
        Verdict::Contradicted => Word::ClaimsVerdictContradicted,
        Verdict::Unverified => Word::ClaimsVerdictUnverified,
    }
}

/// The word for a pile.
pub fn pile_word(pile: Pile) -> Word {
    match pile {
        Pile::All => Word::OptionsVerdictAll,
        Pile::Confirmed => Word::OptionsVerdictConfirmed,
        Pile::Caveat => Word::OptionsVerdictCaveat,
        Pile::Contradicted => Word::OptionsVerdictContradicted,
        Pile::Unverified => Word::OptionsVerdictUnverified,
    }
}

/// The sign beside the word, which tells verdicts apart without colour.
pub const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Confirmed => "✓",
        Verdict::ConfirmedWithCaveat => "!",
        Verdict::Contradicted => "✗",
        Verdict::Unverified => "?",
    }
}

/// What the source text prints, in short; nothing for a statement without a number.
pub fn says(claim: &Claim, voice: &dyn Voice) -> String {
    let Some(value) = claim.value else { return String::new() };
    let at_least = ["more than", "exceeding"].iter().any(|words| claim.unit.contains(words));
    if claim.unit == "EFLOPS" {
        let amount = fill(voice.say(Word::ClaimsAmountEflops), &[("value", &number(value.low, voice))]);
        return fill(voice.say(Word::ClaimsNoPrecision), &[("amount", &amount)]);
    }
    match unit(claim.unit) {
        Some(unit) => said(value, unit, at_least, voice),
        None => number(value.low, voice),
    }
}

/// The unit of a row of the statements, where it has one that amounts are written in.
fn unit(text: &str) -> Option<Unit> {
    let units = [
        ("% a year", Unit::PercentPerYear),
        ("%", Unit::Percent),
        ("times", Unit::Times),
        ("billion RMB", Unit::BillionRmb),
        ("trillion RMB", Unit::TrillionRmb),
        ("billion USD", Unit::BillionUsd),
        ("bits", Unit::Bits),
        ("projects", Unit::Projects),
    ];
    units.iter().find(|(beginning, _)| text.starts_with(beginning)).map(|(_, unit)| *unit)
}

/// A text to cite a statement by: what it says, how it came out and why, against whom it was checked, and where to find it.
pub fn citation(claim: &Claim, edition: &str, link: &str, voice: &dyn Voice) -> String {
    let url = if claim.url.is_empty() { String::new() } else { format!(", {}", claim.url) };
    let values = [
        ("statement", statement(claim, voice)),
        ("verdict", voice.say(verdict_word(claim.verdict)).to_lowercase()),
        ("against", speaks_against(claim, voice)),
        ("source", corroborated_by(claim, voice).to_owned()),
        ("url", url),
        ("edition", edition.to_owned()),
        ("link", link.to_owned()),
    ];
    filled(voice.say(Word::ClaimsCitation), &values)
}

/// Who corroborates it, in the table's words; where nobody does, the reader's language says what stands there instead.
pub fn corroborated_by(claim: &Claim, voice: &dyn Voice) -> &'static str {
    match claim.source_name {
        "No independent source found" => voice.say(Word::ClaimsSourceNone),
        "Same sentence in the seed body" => voice.say(Word::ClaimsSourceSame),
        named => named,
    }
}

/// The period it speaks of, in the reader's language.
pub fn period(claim: &Claim, voice: &dyn Voice) -> String {
    const OPENINGS: [(&str, Word); 6] = [
        ("about ", Word::ClaimsPeriodAbout),
        ("by ", Word::ClaimsPeriodBy),
        ("to ", Word::ClaimsPeriodTo),
        ("mid-", Word::ClaimsPeriodMid),
        ("cumulative to ", Word::ClaimsPeriodCumulative),
        ("three years from ", Word::ClaimsPeriodThreeYears),
    ];
    match claim.period {
        "general" => return voice.say(Word::ClaimsPeriodGeneral).to_owned(),
        "seed summary" => return voice.say(Word::ClaimsPeriodSummary).to_owned(),
        _ => {}
    }
    if let Some((from, to)) = claim.period.split_once(" to ")
        && from.starts_with(|first: char| first.is_ascii_digit())
    {
        return filled(voice.say(Word::ClaimsPeriodSpan), &[("from", date(from, voice)), ("to", date(to, voice))]);
    }
    let opened = OPENINGS.iter().find_map(|(opening, word)| Some((claim.period.strip_prefix(opening)?, *word)));
    match opened {
        Some((rest, word)) => filled(voice.say(word), &[("date", date(rest, voice))]),
        None => date(claim.period, voice),
    }
}

/// A month as one says it; years, and days, as the table has them.
fn date(text: &str, voice: &dyn Voice) -> String {
    let month = || {
        let (year, month) = text.split_once('-')?;
        Some(YearMonth::month(year.parse().ok()?, month.parse().ok().filter(|month| (1..=12).contains(month))?))
    };
    month().map_or_else(|| text.to_owned(), |month| spoken(month, voice))
}

fn sentence(room: &str, claim: &Claim, voice: &dyn Voice) -> String {
    let Some(word) = voice.named(room, claim.id) else { return claim.id.to_owned() };
    let template = voice.say(word);
    if !template.contains('{') {
        return template.to_owned();
    }
    let mut values = own(claim, voice);
    values.extend(found(voice));
    filled(template, &values)
}

fn filled(template: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(template, &values)
}

fn number(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 6 })
}

/// The number of the statement's own row: `value`, or both ends of a range; per cent with their sign.
fn own(claim: &Claim, voice: &dyn Voice) -> Vec<(&'static str, String)> {
    let Some(PrintedRange { low, high, .. }) = claim.value else { return Vec::new() };
    let write = |value| if claim.unit.starts_with('%') { percent(value, voice) } else { number(value, voice) };
    let trillions = written(Amount { value: low, unit: Unit::TrillionRmb }, 6, voice);
    vec![("value", write(low)), ("low", write(low)), ("high", write(high)), ("trillions", trillions)]
}

/// The figures of other rows, and of the arithmetic, that the sentences name.
fn found(voice: &dyn Voice) -> Vec<(&'static str, String)> {
    let n = |value: f64| number(value, voice);
    let p = |value: f64| percent(value, voice);
    let value_of = |id: &str| claim(id).and_then(|claim| claim.value).map_or(f64::NAN, |value| value.low);
    let count = |chips: usize| n(f64::from(u32::try_from(chips).unwrap_or(u32::MAX)));
    let mut values = vec![
        ("idc24", n(MARKET_2024.eflops().get())),
        ("idc25", n(MARKET_FORECAST_2025.eflops().get())),
        ("end25", n(AI_2025_12.eflops().get())),
        ("total21", n(TOTAL_2021.eflops().get())),
        ("total23", n(TOTAL_2023.eflops().get())),
        ("total24", n(TOTAL_2024.eflops().get())),
        ("ai_2024", n(AI_2024.eflops().get())),
        ("ai_march", n(AI_2025_03.eflops().get())),
        ("ai_june", n(AI_2025_06.eflops().get())),
        ("device_ai", n(DEVICE_SIDE_AI_2025_06.eflops().get())),
        ("fleet32", n(FLEET_FP32_2024_12.eflops().get())),
        ("fleet16", n(FLEET_FP16_2024_12.eflops().get())),
        ("ai_part", p(value_of("share_32pct"))),
        ("ai_growth", p(value_of("intelligent_growth_2025"))),
        ("projects_2024", n(PROJECTS_2024.number)),
        ("telecom", p(TELECOM_GROWTH_PERCENT.low)),
        ("unicom", p(UNICOM_GROWTH_PERCENT.low)),
        ("mobile", p(MOBILE_GROWTH_PERCENT.low)),
        ("alibaba", n(ALIBABA_PLAN_BILLION_RMB.low)),
        ("bytedance", n(BYTEDANCE_2026_BILLION_RMB.low)),
        ("usd_average", n(RMB_PER_USD_2025.number)),
        ("us_firms", n(US_FIRMS_2026_BILLION_USD.low)),
        ("chips", count(chips().len())),
        ("chips_without", count(chips().iter().filter(|chip| eight(chip) == Eight::Lacks).count())),
        ("parameters", n(DEEPSEEK_V3_BILLION_PARAMETERS.number)),
        ("official_growth", voice.number(OFFICIAL_GROWTH_PERCENT.number / 100.0, NumberStyle::Percent { decimals: 2 })),
        ("spread", n(DEMAND_TIMES.high / DEMAND_TIMES.low)),
    ];
    values.extend(computed(voice));
    values
}

/// Results of the arithmetic, by the names that the sentences give them; money with its unit, other amounts as bare numbers.
fn computed(voice: &dyn Voice) -> Vec<(&'static str, String)> {
    const RESULTS: [(&str, &str); 12] = [
        ("forecast_growth", "forecast_growth"),
        ("total_growth", "total_growth"),
        ("device_share", "device_share"),
        ("clusters_share", "clusters_against_us"),
        ("operators_growth", "operators_together"),
        ("capex_change", "operators_all_spending"),
        ("implied_rate", "implied_rate"),
        ("at_average", "at_yearly_average"),
        ("saved32", "saved_against_fp32"),
        ("gdp_low", "implied_gdp_low"),
        ("gdp_high", "implied_gdp_high"),
        ("supply_growth", "supply_growth"),
    ];
    let all = checks();
    let result = |step: &str| all.iter().find(|check| check.step == step).map(|check| check.result);
    let write = |amount: Amount| match amount.unit {
        Unit::Percent | Unit::PercentPerYear => percent(amount.value, voice),
        Unit::TrillionRmb => written(amount, 4, voice),
        Unit::Eflops(_)
        | Unit::TflopsFp16
        | Unit::TflopsFp8
        | Unit::BillionRmb
        | Unit::BillionUsd
        | Unit::RmbPerUsd
        | Unit::Times
        | Unit::Bits
        | Unit::Years
        | Unit::Projects => voice.number(amount.value, NumberStyle::Significant { digits: 3 }),
    };
    let value = |(name, step): (&'static str, &str)| Some((name, write(result(step)?)));
    RESULTS.into_iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::{citation, corroborated_by, period, says, sign, verdict_word};
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;
    use crate::economy::checks::checks;
    use crate::economy::facts::claims::{Verdict, claim, claims};
    use std::collections::BTreeSet;

    /// A voice that knows how a citation and a span are put together.
    struct Sources;

    impl Voice for Sources {
        fn say(&self, word: Word) -> &'static str {
            match word {
                Word::ClaimsCitation => "{statement} {verdict}. {against} {source}{url}. {edition}, {link}",
                Word::ClaimsPeriodSpan => "{from} to {to}",
                other => other.key(),
            }
        }

        fn number(&self, value: f64, style: NumberStyle) -> String {
            PlainVoice.number(value, style)
        }
    }

    const VERDICTS: [Verdict; 4] =
        [Verdict::Confirmed, Verdict::ConfirmedWithCaveat, Verdict::Contradicted, Verdict::Unverified];

    #[test]
    fn every_statement_has_its_sentences_and_every_step_its_name() {
        for claim in claims() {
            for room in ["claims_say", "claims_for", "claims_against"] {
                assert!(Word::named_in_economy(room, claim.id).is_some(), "{room}.{}", claim.id);
            }
        }
        for check in checks() {
            assert!(Word::named_in_economy("claims_steps", check.step).is_some(), "{}", check.step);
        }
        let steps = Word::ALL.iter().filter(|word| word.key().starts_with("claims_steps.")).count();
        assert_eq!(steps, checks().len(), "a name without a step");
    }

    #[test]
    fn verdicts_are_told_apart_without_colour() {
        let signs: BTreeSet<&str> = VERDICTS.iter().map(|verdict| sign(*verdict)).collect();
        let words: BTreeSet<Word> = VERDICTS.iter().map(|verdict| verdict_word(*verdict)).collect();
        assert_eq!((signs.len(), words.len()), (4, 4));
    }

    #[test]
    fn citations_end_their_sentences_once_and_name_no_source_that_is_none() {
        for claim in claims() {
            let cited = citation(claim, "2026-11", "#/claims", &Sources);
            assert!(!cited.contains(".."), "{cited}");
            let words = corroborated_by(claim, &PlainVoice);
            assert_eq!(claim.url.is_empty(), words.starts_with("claims.source_"), "{}: {words}", claim.id);
        }
    }

    #[test]
    fn periods_are_said_and_not_copied() {
        fn check(id: &str, expect: &str) {
            assert_eq!(period(claim(id).unwrap(), &Sources), expect, "{id}");
        }
        check("intelligent_growth_2025", "2025");
        check("capacity_788", "2025-06-30");
        check("sectors_list", "dates.month_of_year");
        check("growth_788_vs_90", "dates.month_of_year to dates.month_of_year");
        check("total_growth_30pct", "claims.period_about");
        check("rank_second", "claims.period_mid");
        check("compute_demand_10_100x", "claims.period_to");
        check("fp8_8_bits", "claims.period_general");
        for claim in claims() {
            let raw = claim.period.starts_with(|first: char| first.is_ascii_digit()) && !claim.period.contains(" to ");
            assert_eq!(raw, !period(claim, &PlainVoice).starts_with("claims."), "{}", claim.period);
        }
    }

    #[test]
    fn a_statement_with_a_number_says_it_and_another_says_nothing() {
        for claim in claims() {
            assert_eq!(says(claim, &PlainVoice).is_empty(), claim.value.is_none(), "{}", claim.id);
        }
    }
}
