//! Dates of the compute series: a year, or a year and a month, always meaning the end of it.
//!
//! The tables print `2024` or `2024-12` and say that a bare year means its end, so both are the same instant, the end
//! of December 2024. As a number on an axis that is 2025.0 (the tick 2025.0 is the first instant of 2025), and
//! `2025-06` is 2025.5.

use crate::units::Years;

/// The end of a month, or the end of a year where the source gives no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearMonth {
    /// The calendar year.
    pub year: u16,
    /// The month, 1 to 12; `None` where the source prints a bare year.
    pub month: Option<u8>,
}

impl YearMonth {
    /// The end of a year.
    pub const fn end_of(year: u16) -> Self {
        Self { year, month: None }
    }

    /// The end of a month.
    pub const fn month(year: u16, month: u8) -> Self {
        Self { year, month: Some(month) }
    }

    /// Months from the beginning of year 0 to this date: 2024-12 and 2024 are both 12 × 2025.
    pub fn months(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month.unwrap_or(12))
    }

    /// The date as a decimal year: 2024 and 2024-12 give 2025.0, 2025-06 gives 2025.5.
    pub fn decimal_year(self) -> f64 {
        f64::from(self.months()) / 12.0
    }

    /// The time from `earlier` to this date, 0 if it is not later.
    pub fn since(self, earlier: Self) -> Years {
        Years::clamped(f64::from(self.months().saturating_sub(earlier.months())) / 12.0)
    }

    /// The date so many months later; it names its month even if the start did not.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        let count = self.months() + u32::from(months) - 1;
        let year = u16::try_from(count / 12).unwrap_or(u16::MAX);
        let month = u8::try_from(count % 12 + 1).unwrap_or(12);
        Self { year, month: Some(month) }
    }

    /// The date as the tables write it, `2024` or `2024-12`.
    pub fn label(self) -> String {
        match self.month {
            Some(month) => format!("{}-{month:02}", self.year),
            None => self.year.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::YearMonth;

    #[test]
    fn a_bare_year_means_its_end() {
        fn check(date: YearMonth, decimal: f64, label: &str) {
            assert!((date.decimal_year() - decimal).abs() < 1e-12, "{date:?}");
            assert_eq!(date.label(), label);
        }
        check(YearMonth::end_of(2024), 2025.0, "2024");
        check(YearMonth::month(2024, 12), 2025.0, "2024-12");
        check(YearMonth::month(2025, 6), 2025.5, "2025-06");
        check(YearMonth::month(2025, 3), 2025.25, "2025-03");
    }

    #[test]
    fn months_carry_into_years() {
        fn check(start: YearMonth, months: u16, expect: &str) {
            assert_eq!(start.plus_months(months).label(), expect);
        }
        check(YearMonth::month(2025, 6), 6, "2025-12");
        check(YearMonth::month(2025, 6), 7, "2026-01");
        check(YearMonth::month(2025, 12), 12, "2026-12");
        check(YearMonth::end_of(2024), 0, "2024-12");
    }

    #[test]
    fn half_a_year_lies_between_end_2024_and_june_2025() {
        let span = YearMonth::month(2025, 6).since(YearMonth::end_of(2024));
        assert!((span.get() - 0.5).abs() < 1e-12);
        assert!(YearMonth::end_of(2024).since(YearMonth::end_of(2025)).get().abs() < 1e-12);
    }
}
