//! What happened around the counts: dated marks for a chart, from the tables only.
//!
//! Dates: the end of a month, as everywhere in the series. Three sorts: the first Chinese model of each way of training in FP8
//! (`models.csv`); the first of Huawei's chips with each set of formats (`chips.csv`); and plans and targets whose row names the
//! month in which they were announced (`compute_history.csv`, `investment.csv`).

use crate::economy::dates::YearMonth;
use crate::economy::facts::compute::{Kind, compute_history};
use crate::economy::facts::machines::{Origin, chips, models};
use crate::economy::facts::printed::Region;
use crate::economy::facts::spending::{SpendingKind, investments};

/// What sort of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A model was released.
    Model,
    /// A chip was launched, or is announced.
    Chip,
    /// A plan or target was announced.
    Plan,
}

/// One event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// The end of its month.
    pub date: YearMonth,
    /// What sort.
    pub sort: Sort,
    /// What to write at the mark: the name of the model or chip, or who planned.
    pub name: &'static str,
    /// What one must know about it.
    pub note: &'static str,
    /// A page; empty if none was found.
    pub url: &'static str,
}

/// Every event, in order of date.
pub fn events() -> Vec<Event> {
    let mut events: Vec<Event> = model_events().into_iter().chain(chip_events()).chain(plan_events()).collect();
    events.sort_by_key(|event| event.date.months());
    events
}

/// The vendor whose chips are marked.
const VENDOR: &str = "Huawei";

fn model_events() -> Vec<Event> {
    let mut ways: Vec<&str> = Vec::new();
    let mut found: Vec<Event> = Vec::new();
    let mut chinese: Vec<_> = models()
        .iter()
        .filter(|model| model.country == Region::China.label() && model.training_precision.contains("FP8"))
        .filter_map(|model| Some((month_from_text(model.released)?, model)))
        .collect();
    chinese.sort_by_key(|(date, _)| date.months());
    for (date, model) in chinese {
        if !ways.contains(&model.training_precision) {
            ways.push(model.training_precision);
            found.push(Event { date, sort: Sort::Model, name: model.name, note: model.note, url: model.url });
        }
    }
    found
}

fn chip_events() -> Vec<Event> {
    let mut sets: Vec<&str> = Vec::new();
    let mut found: Vec<Event> = Vec::new();
    for chip in chips().iter().filter(|chip| chip.origin == Origin::Domestic && chip.vendor == VENDOR) {
        let Some(date) = month_from_text(chip.launch) else { continue };
        if !sets.contains(&chip.native_formats) {
            sets.push(chip.native_formats);
            found.push(Event { date, sort: Sort::Chip, name: chip.name, note: chip.note, url: chip.url });
        }
    }
    found
}

fn plan_events() -> Vec<Event> {
    let targets = compute_history().filter(|row| row.kind == Kind::Target).filter_map(|row| {
        let name = row.publisher.split(' ').next().unwrap_or(row.publisher);
        Some(Event { date: month_in_words(row.note)?, sort: Sort::Plan, name, note: row.note, url: row.url })
    });
    let plans = investments().iter().filter(|row| row.kind == SpendingKind::Plan).filter_map(|row| {
        let date = month_in_words(row.note)?;
        Some(Event { date, sort: Sort::Plan, name: row.entity, note: row.note, url: row.url })
    });
    targets.chain(plans).collect()
}

/// `2024-12-26` and `2024-12` are December 2024, `2026-Q1` is March 2026; a bare year is too coarse for a mark.
fn month_from_text(text: &str) -> Option<YearMonth> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let part = parts.next()?;
    let month = match part.strip_prefix('Q') {
        Some(quarter) => quarter.parse::<u8>().ok()?.checked_mul(3)?,
        None => part.parse().ok()?,
    };
    (1..=12).contains(&month).then(|| YearMonth::month(year, month))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The first month with a year in a note: `Plan of September 2026; …` gives 2026-09.
fn month_in_words(note: &str) -> Option<YearMonth> {
    let words: Vec<&str> = note.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let place = MONTHS.iter().position(|month| *month == pair[0])?;
        let year = pair[1].parse().ok().filter(|year| (2000..2100).contains(year))?;
        Some(YearMonth::month(year, u8::try_from(place + 1).ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::{Sort, YearMonth, events, month_from_text, month_in_words};

    #[test]
    fn dates_are_read_as_printed() {
        fn check(text: &str, expect: Option<&str>) {
            assert_eq!(month_from_text(text).map(YearMonth::label).as_deref(), expect, "{text}");
        }
        check("2024-12-26", Some("2024-12"));
        check("2026-Q1", Some("2026-03"));
        check("2026-Q4", Some("2026-12"));
        check("2024", None);
        check("", None);
        check("2024-13", None);
        check("2026-Q99", None);
        let words = |note| month_in_words(note).map(YearMonth::label);
        assert_eq!(words("Plan of September 2026; precision not printed").as_deref(), Some("2026-09"));
        assert_eq!(words("Announced February 2025; later more").as_deref(), Some("2025-02"));
        assert_eq!(words("22.5 is in May, not said of which year"), None);
    }

    #[test]
    fn the_two_deepseeks_and_the_first_ascend_with_fp8_are_marked() {
        let found = |sort, name: &str| {
            events().into_iter().find(|event| event.sort == sort && event.name == name).map(|event| event.date.label())
        };
        assert_eq!(found(Sort::Model, "DeepSeek-V3").as_deref(), Some("2024-12"));
        assert_eq!(found(Sort::Model, "DeepSeek-V3.1").as_deref(), Some("2025-08"));
        assert_eq!(found(Sort::Model, "DeepSeek-R1"), None, "trained as V3 was");
        assert_eq!(found(Sort::Chip, "Ascend 950PR").as_deref(), Some("2026-03"));
        assert_eq!(found(Sort::Plan, "MIIT").as_deref(), Some("2023-10"));
        assert_eq!(found(Sort::Plan, "Alibaba").as_deref(), Some("2025-02"));
    }

    #[test]
    fn events_stand_in_order() {
        assert!(events().windows(2).all(|pair| pair[0].date.months() <= pair[1].date.months()));
    }
}
