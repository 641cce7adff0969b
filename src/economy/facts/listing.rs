//! All tables as one list of facts.
//!
//! Values keep the unit that their table or column gives them.

use crate::economy::facts::claims::{Claim, Sector, claims, sectors};
use crate::economy::facts::compute::{ComputePoint, compute_history};
use crate::economy::facts::fact::{Fact, Table};
use crate::economy::facts::machines::{Chip, Model, chips, models};
use crate::economy::facts::output::{AiGdpForecast, GdpRow, ai_gdp_forecasts, gdp};
use crate::economy::facts::places::{Hub, HubNetwork, hubs, hubs_network};
use crate::economy::facts::spending::{Investment, investments};

/// All facts, table by table, in the order of the rows.
pub fn all_facts() -> Vec<Fact> {
    Table::ALL.into_iter().flat_map(facts_of).collect()
}

/// The facts of one table, in the order of its rows.
pub fn facts_of(table: Table) -> Vec<Fact> {
    match table {
        Table::SeedClaims => claims().iter().map(Claim::fact).collect(),
        Table::ComputeHistory => compute_history().map(ComputePoint::fact).collect(),
        Table::Gdp => gdp().iter().flat_map(GdpRow::facts).collect(),
        Table::AiGdpForecasts => ai_gdp_forecasts().iter().flat_map(AiGdpForecast::facts).collect(),
        Table::Investment => investments().iter().map(Investment::fact).collect(),
        Table::Chips => chips().iter().flat_map(Chip::facts).collect(),
        Table::Models => models().iter().flat_map(Model::facts).collect(),
        Table::Hubs => hubs().iter().flat_map(Hub::facts).collect(),
        Table::HubsNetwork => hubs_network().iter().map(HubNetwork::fact).collect(),
        Table::Sectors => sectors().iter().map(Sector::fact).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{all_facts, facts_of};
    use crate::economy::facts::fact::Table;

    #[test]
    fn every_fact_has_its_own_name() {
        let mut seen = BTreeSet::new();
        for fact in all_facts() {
            assert!(seen.insert((fact.table, fact.id.clone())), "{} {}", fact.table.name(), fact.id);
            assert!(!fact.id.is_empty() && !fact.what.is_empty(), "{fact:?}");
        }
    }

    #[test]
    fn a_fact_is_a_number_with_a_unit_or_says_its_sort() {
        for fact in all_facts() {
            let has_number = fact.value.starts_with(|first: char| first.is_ascii_digit());
            let is_hub_text = fact.table == Table::Hubs && fact.id.contains("/pue-");
            assert!(!has_number || !fact.unit.is_empty() || is_hub_text, "{fact:?}");
            assert!(!fact.url.is_empty() || !fact.note.is_empty(), "{fact:?}");
        }
    }

    #[test]
    fn every_count_says_its_precision() {
        for fact in facts_of(Table::ComputeHistory) {
            assert!(!fact.basis.is_empty(), "{fact:?}");
        }
    }
}
