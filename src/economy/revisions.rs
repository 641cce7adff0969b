//! How one publisher's forecasts moved from edition to edition.
//!
//! Units: EFLOPS, and a relative change: the new edition ÷ the old one − 1, for the same date, series, precision and scope.
//! CAICT expected 56,000 EFLOPS for the world of 2030 and 20,000 an edition later: −64 %. IDC raised 2026 from 1271.4 to
//! 1460.3: +14.9 %.

use crate::economy::facts::compute::{ComputePoint, Kind, compute_history};

/// A forecast with the one that it revises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edition {
    /// The forecast.
    pub forecast: &'static ComputePoint,
    /// The year of its edition, as far as the publisher's name tells; 0 where it does not.
    pub edition: u16,
    /// The edition before for the same date, if there is one.
    pub before: Option<&'static ComputePoint>,
}

/// Every forecast, house by house and edition by edition.
pub fn editions() -> Vec<Edition> {
    let mut rows: Vec<&'static ComputePoint> = compute_history().filter(|row| row.kind == Kind::Forecast).collect();
    rows.sort_by_key(|row| (row.region, row.series, row.precision, row.scope, edition_of(row), row.date.months()));
    let before = |row: &'static ComputePoint| {
        let older = rows.iter().filter(|other| same_subject(other, row) && edition_of(other) < edition_of(row));
        older.max_by_key(|other| edition_of(other)).copied()
    };
    rows.iter().map(|row| Edition { forecast: row, edition: edition_of(row), before: before(row) }).collect()
}

impl Edition {
    /// New ÷ old − 1, where there is an older one.
    pub fn change(&self) -> Option<f64> {
        let old = self.before?.value.number;
        (old > 0.0).then(|| self.forecast.value.number / old - 1.0)
    }
}

/// The same quantity on the same date; only then do two editions contradict each other.
fn same_subject(one: &ComputePoint, other: &ComputePoint) -> bool {
    one.date.months() == other.date.months()
        && (one.region, one.series, one.precision, one.scope)
            == (other.region, other.series, other.precision, other.scope)
}

/// The first year in a publisher's name: 2022 of `report of 2022-2023`.
fn edition_of(row: &ComputePoint) -> u16 {
    let words = row.publisher.split(|c: char| !c.is_ascii_digit());
    words.filter(|word| word.len() == 4).find_map(|word| word.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::editions;

    #[test]
    fn revisions_by_hand() {
        fn check(new: &str, old: &str, change: f64) {
            let found = editions().into_iter().find(|edition| edition.forecast.value.text == new).unwrap();
            assert_eq!(found.before.map(|row| row.value.text), Some(old));
            assert!((found.change().unwrap() - change).abs() < 5e-4, "{:?}", found.change());
        }
        check("1460.3", "1271.4", 0.1486);
        check("20000", "56000", -0.6429);
    }

    #[test]
    fn a_first_edition_revises_nothing() {
        for first in ["1271.4", "1117.4", "56000", "1037.3"] {
            let found = editions().into_iter().find(|edition| edition.forecast.value.text == first).unwrap();
            assert_eq!(found.before, None, "{first}");
        }
    }
}
