//! The tables of `#/economy` that stand on their own: every link of every year, and the bands of everything that is drawn with one.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::words::Word;
use crate::economy::calendar::FIRST_YEAR;
use crate::economy::paths::Reading;
use crate::views::economy_scene::{PERCENTILES, Read, Scene};

/// Every link of the chain, in the order of the chain.
static LINKS: &[Read] = &[
    read!("planned_billion_rmb", LinksPlanned, |year| year.planned.billions()),
    read!("reinvested_billion_rmb", LinksReinvested, |year| year.reinvested.billions()),
    read!("price_billion_rmb_per_eflops_fp16", LinksPrice, |year| year.price.billions()),
    read!("domestic_eflops_fp16", LinksDomestic, |year| year.bought.domestic.get()),
    read!("imported_eflops_fp16", LinksImported, |year| year.bought.imported.get()),
    read!("bought_eflops_fp16", LinksBought, |year| year.bought.all().get()),
    read!("retired_eflops_fp16", LinksRetired, |year| year.retired.get()),
    read!("installed_eflops_fp16", EconomyInstalled, |year| year.installed.get()),
    read!("pue", LinksPue, |year| year.pue.get()),
    read!("needed_gw", LinksNeeded, |year| year.needed.gigawatts()),
    read!("powered_percent", LinksPowered, |year| year.powered.percent()),
    read!("utilisation_percent", LinksUtilisation, |year| year.utilisation.percent()),
    read!("fp8_gain", LinksGain, |year| year.fp8_gain.get()),
    read!("usable_eflops_fp16", EconomyUsable, |year| year.usable.get()),
    read!("demanded_eflops_fp16", EconomyDemanded, |year| year.demanded.get()),
    read!("coverage_percent", EconomyCoverage, |year| year.coverage.percent()),
    read!("ai_share_if_met_percent", EconomyIfMet, |year| year.ai_share_if_met.percent()),
    read!("ai_share_percent", EconomyShare, |year| year.ai_share.percent()),
    read!("gdp_trillion_rmb", EconomyGdp, |year| year.gdp.trillions()),
    read!("value_trillion_rmb", EconomyValue, |year| year.value.trillions()),
    read!("gain", LinksLoopGain, |year| year.gain.get()),
];

/// Every link of every year, A's and then B's.
pub fn links_table(scene: &Scene) -> Table {
    scene.table(LINKS, None)
}

/// A reading's key in the table of bands, its name, and what turns it into the key's unit.
fn described(reading: Reading) -> (&'static str, Word, f64) {
    match reading {
        Reading::Value => ("value_trillion_rmb", Word::EconomyValue, 1.0),
        Reading::Share => ("ai_share_percent", Word::EconomyShare, 100.0),
        Reading::Installed => ("installed_eflops_fp16", Word::EconomyInstalled, 1.0),
        Reading::Usable => ("usable_eflops_fp16", Word::EconomyUsable, 1.0),
        Reading::Demanded => ("demanded_eflops_fp16", Word::EconomyDemanded, 1.0),
        Reading::Coverage => ("coverage_percent", Word::EconomyCoverage, 100.0),
        Reading::Gdp => ("gdp_trillion_rmb", Word::EconomyGdp, 1.0),
    }
}

/// Percentiles of every reading in every year.
pub fn bands_table(scene: &Scene) -> Option<Table> {
    let outcome = scene.outcome?;
    let mut columns = vec![
        Column { key: "of", label: scene.say(Word::EconomyColumnOf) },
        Column { key: "year", label: scene.say(Word::ColumnsYear) },
    ];
    columns.extend(PERCENTILES.map(|(key, word)| Column { key, label: scene.say(word) }));
    let rows = Reading::ALL.iter().flat_map(|reading| {
        let (key, word, scale) = described(*reading);
        let row = move |(year, band): (u16, &[f64; 5])| {
            let mut cells = vec![Cell::Term { key, label: scene.say(word) }, Cell::Number(f64::from(year))];
            cells.extend(band.map(|value| Cell::Number(value * scale)));
            cells
        };
        (FIRST_YEAR..).zip(outcome.bands_of(*reading)).map(row)
    });
    Some(Table { rows: rows.collect(), columns })
}

#[cfg(test)]
mod tests {
    use super::{LINKS, links_table};
    use crate::charts::voice::PlainVoice;
    use crate::scenario::economy::Economy;
    use crate::views::economy_scene::Scene;
    use std::collections::BTreeSet;

    #[test]
    fn every_link_has_a_column_of_its_own_for_every_year() {
        let keys: BTreeSet<&str> = LINKS.iter().map(|read| read.key).collect();
        assert_eq!(keys.len(), LINKS.len());
        let economy = Economy::default();
        let table = links_table(&Scene::new(&economy, None, &PlainVoice));
        assert_eq!((table.rows.len(), table.columns.len()), (17, LINKS.len() + 1));
    }
}
