//! China's GDP and what AI is said to add to it (`gdp.csv`, `ai_gdp_forecasts.csv`).
//!
//! Units: trillion RMB (nominal), per cent a year (real growth), RMB per USD. Levels and growth rates are of different
//! vintages in most years, so a level is never computed from its neighbour and a growth rate.

use std::borrow::Cow;

use crate::economy::facts::fact::{Fact, Table, id};
use crate::economy::facts::printed::{Printed, SourceType};

/// One year of GDP, one forecast, or one check computed from the 2025 level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GdpRow {
    /// A year, or a span of years (`2026-2035`).
    pub period: &'static str,
    /// What sort of row it is.
    pub kind: GdpKind,
    /// Nominal GDP in trillion RMB.
    pub trillion_rmb: Option<Printed>,
    /// Real growth in per cent a year.
    pub real_growth_percent: Option<Printed>,
    /// Which print of the growth; in `check` rows, the price rise that was assumed.
    pub growth_vintage: &'static str,
    /// RMB per USD, average of the year.
    pub rmb_per_usd: Option<Printed>,
    /// Nominal GDP in trillion USD, computed from the two.
    pub trillion_usd: Option<Printed>,
    /// Who published it.
    pub source_name: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page; empty for a computed row.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// What sort of row of the GDP table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GdpKind {
    /// Published for the past.
    Actual,
    /// Expected by its publisher.
    Forecast,
    /// Aimed at.
    Target,
    /// Computed from the 2025 level to compare with 11 trillion RMB.
    Check,
    /// The GDP that another statement implies.
    Implied,
}

/// One published statement on AI and GDP. Metrics differ (a level, points of growth, a gross value): rows with
/// different metrics must not be ranked against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AiGdpForecast {
    /// Who said it.
    pub who: &'static str,
    /// When.
    pub year_published: &'static str,
    /// About which area.
    pub region: &'static str,
    /// The value, or the lower end.
    pub low: Printed,
    /// The upper end, if a range was given.
    pub high: Option<Printed>,
    /// The unit of both.
    pub unit: &'static str,
    /// For when.
    pub horizon: &'static str,
    /// What is measured.
    pub metric: &'static str,
    /// Where it was read.
    pub source_type: SourceType,
    /// A page.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

pub(super) static GDP: &[GdpRow] = include!(concat!(env!("OUT_DIR"), "/gdp.rs"));
pub(super) static AI_GDP: &[AiGdpForecast] = include!(concat!(env!("OUT_DIR"), "/ai_gdp_forecasts.rs"));

/// GDP by year, forecasts and checks, in the order of the table.
pub fn gdp() -> &'static [GdpRow] {
    GDP
}

/// What was said about AI and GDP, in the order of the table.
pub fn ai_gdp_forecasts() -> &'static [AiGdpForecast] {
    AI_GDP
}

impl GdpRow {
    /// The numbers of the row as facts.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let kind = self.kind.label();
        let growth = self.real_growth_percent.map_or("", |growth| growth.text);
        // A check is identified by what it supposes, an implied level by itself; other rows by their period.
        let supposed = match self.kind {
            GdpKind::Check => [growth, self.growth_vintage],
            GdpKind::Implied => [self.trillion_rmb.map_or("", |level| level.text), ""],
            GdpKind::Actual | GdpKind::Forecast | GdpKind::Target => ["", ""],
        };
        let row = Fact {
            table: Table::Gdp,
            id: id(&[self.period, kind, supposed[0], supposed[1]]),
            value: "",
            unit: "",
            as_of: Cow::Borrowed(self.period),
            what: Cow::Owned(format!("GDP of China, {kind} {} {}", supposed[0], supposed[1]).trim_end().to_owned()),
            basis: Cow::Borrowed(""),
            source_name: self.source_name,
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        };
        let columns = [
            row.column("nominal GDP", "trillion RMB", self.trillion_rmb),
            row.column("real growth", "% a year", self.real_growth_percent),
            row.column("exchange rate, average of the year", "RMB per USD", self.rmb_per_usd),
            row.column("nominal GDP in USD", "trillion USD", self.trillion_usd),
        ];
        let numbers: Vec<Fact> = columns.into_iter().flatten().collect();
        if numbers.is_empty() { vec![row.words("statement", "", self.growth_vintage)] } else { numbers }
    }
}

impl AiGdpForecast {
    /// The value as a fact, or both ends of a range.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let row = Fact {
            table: Table::AiGdpForecasts,
            id: id(&[self.who, self.year_published, self.region, self.horizon, self.unit]),
            value: self.low.text,
            unit: self.unit,
            as_of: Cow::Borrowed(self.horizon),
            what: Cow::Owned(format!("{}: AI, {}", self.region, self.metric)),
            basis: Cow::Borrowed(""),
            source_name: self.who,
            source_type: Some(self.source_type),
            url: self.url,
            note: self.note,
        };
        match self.high {
            None => vec![row],
            Some(high) => {
                vec![row.words("lower end", self.unit, self.low.text), row.words("upper end", self.unit, high.text)]
            }
        }
    }
}

impl GdpKind {
    /// The word the table uses.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Forecast => "forecast",
            Self::Target => "target",
            Self::Check => "check",
            Self::Implied => "implied",
        }
    }
}
