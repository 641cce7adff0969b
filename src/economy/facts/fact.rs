//! Every number of every table in one shape: value, unit, date, what it is, source.
//!
//! The value is the text as printed; where a row holds several numbers (a chip, a year of GDP) each is a fact of its
//! own. A few facts are words (a weight format, a statement without a number); then the unit is empty or names the
//! sort.

use std::borrow::Cow;

use crate::economy::facts::printed::{Printed, SourceType};

/// One value from the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The table it stands in.
    pub table: Table,
    /// What identifies it within its table: the cells that name its row, then, if the row has several, its column.
    pub id: String,
    /// The value as printed; empty for a statement without one.
    pub value: &'static str,
    /// The unit as printed.
    pub unit: &'static str,
    /// The date or period it holds for, as printed; empty where the table has none.
    pub as_of: Cow<'static, str>,
    /// What it is.
    pub what: Cow<'static, str>,
    /// The precision of a compute figure, and how it is known; empty for anything else.
    pub basis: Cow<'static, str>,
    /// Who published it; empty where only the page is given.
    pub source_name: &'static str,
    /// How close to its origin it was read; `None` for statements of the source text, which have verdicts instead.
    pub source_type: Option<SourceType>,
    /// A page; empty if none was found.
    pub url: &'static str,
    /// What one must know about it.
    pub note: &'static str,
}

/// The tables, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Statements of the source text.
    SeedClaims,
    /// Counts of compute.
    ComputeHistory,
    /// GDP.
    Gdp,
    /// What was said about AI and GDP.
    AiGdpForecasts,
    /// Money spent and planned.
    Investment,
    /// Chips.
    Chips,
    /// Models.
    Models,
    /// Hubs.
    Hubs,
    /// Network, racks and power.
    HubsNetwork,
    /// Sectors.
    Sectors,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 10] = [
        Self::SeedClaims,
        Self::ComputeHistory,
        Self::Gdp,
        Self::AiGdpForecasts,
        Self::Investment,
        Self::Chips,
        Self::Models,
        Self::Hubs,
        Self::HubsNetwork,
        Self::Sectors,
    ];

    /// The name of its file, without `.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SeedClaims => "seed_claims",
            Self::ComputeHistory => "compute_history",
            Self::Gdp => "gdp",
            Self::AiGdpForecasts => "ai_gdp_forecasts",
            Self::Investment => "investment",
            Self::Chips => "chips",
            Self::Models => "models",
            Self::Hubs => "hubs",
            Self::HubsNetwork => "hubs_network",
            Self::Sectors => "sectors",
        }
    }
}

impl Fact {
    /// One more fact of the same row: another column, with its own words and unit. `None` for an empty cell.
    pub(super) fn column(&self, what: &'static str, unit: &'static str, value: Option<Printed>) -> Option<Self> {
        value.map(|printed| self.words(what, unit, printed.text))
    }

    /// The same for a column of words; used for columns that are always filled.
    pub(super) fn words(&self, what: &'static str, unit: &'static str, value: &'static str) -> Self {
        Self {
            id: format!("{}/{}", self.id, slug(what)),
            value,
            unit,
            what: Cow::Owned(format!("{}: {what}", self.what)),
            ..self.clone()
        }
    }

    /// The same fact with a precision.
    pub(super) fn counted_in(self, basis: &'static str) -> Self {
        Self { basis: Cow::Borrowed(basis), ..self }
    }
}

/// An identity made of the cells that name a row.
pub(super) fn id(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(|part| slug(part)).collect::<Vec<_>>().join("/")
}

/// A cell in lower case, with one hyphen for everything that is neither letter, digit nor full stop.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if character.is_alphanumeric() || character == '.' {
            slug.extend(character.to_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_plain() {
        fn check(text: &str, expect: &str) {
            assert_eq!(slug(text), expect);
        }
        check("B200 (HGX, 1000 W)", "b200-hgx-1000-w");
        check("DeepSeek-V3.1", "deepseek-v3.1");
        check("Gui'an", "gui-an");
    }
}
