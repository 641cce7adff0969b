//! The causal diagram: the stations of the chain with one year's numbers, what each arrow carries, and the arrow that closes the loop.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::ProjectedYear;
use crate::economy::calendar::LAST_YEAR;
use crate::economy::hardware::domestic_share;
use crate::scenario::economy::Economy;
use crate::views::economy_scene::Scene;

/// One station.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// What it is.
    pub name: String,
    /// This year's number with its unit.
    pub value: String,
    /// A remark on the number; may be empty.
    pub note: String,
    /// What the arrow to the next station carries; at the last one, back to the first.
    pub arrow: String,
}

/// The stations in the order of the chain.
pub fn stations(economy: &Economy, voice: &dyn Voice) -> Vec<Station> {
    let scene = Scene::new(economy, None, voice);
    let year = *scene.projection.year(u16::try_from(economy.year).unwrap_or(LAST_YEAR));
    stock_side(&scene, &year).into_iter().chain(use_side(&scene, &year)).collect()
}

/// The year on show.
pub fn title(economy: &Economy, voice: &dyn Voice) -> String {
    crate::views::compute::filled(Word::EconomyChainTitle, &[("year", economy.year.to_string())], voice)
}

fn plain(scene: &Scene, value: f64, unit: Word) -> String {
    let number = scene.voice.number(value, NumberStyle::Significant { digits: 3 });
    format!("{number} {}", scene.voice.say(unit))
}

/// Investment, purchases, what stands.
fn stock_side(scene: &Scene, year: &ProjectedYear) -> [Station; 3] {
    let eflops = |value: f64| plain(scene, value, Word::UnitsEflops);
    let spending = &scene.given.spending;
    let values = [
        ("hardware", scene.share(spending.hardware_share.get())),
        ("price", plain(scene, year.price.billions(), Word::UnitsBillionRmbPerEflops)),
        ("planned", plain(scene, year.planned.billions(), Word::UnitsBillionRmb)),
        ("reinvested", plain(scene, year.reinvested.billions(), Word::UnitsBillionRmb)),
        ("domestic", scene.share(domestic_share(spending, year.year).get())),
        ("retired", eflops(year.retired.get())),
        ("needed", plain(scene, year.needed.gigawatts(), Word::UnitsGigawatts)),
        ("limit", plain(scene, scene.given.power.limit.gigawatts(), Word::UnitsGigawatts)),
        ("powered", scene.share(year.powered.get())),
    ];
    let station = |name: Word, value: String, note: Word, arrow: Word| Station {
        name: scene.say(name),
        value,
        note: scene.fill(note, &values),
        arrow: scene.fill(arrow, &values),
    };
    [
        station(
            Word::EconomyChainInvested,
            plain(scene, year.invested().billions(), Word::UnitsBillionRmb),
            Word::EconomyChainInvestedNote,
            Word::EconomyChainToBought,
        ),
        station(
            Word::EconomyChainBought,
            eflops(year.bought.all().get()),
            Word::EconomyChainBoughtNote,
            Word::EconomyChainToInstalled,
        ),
        station(
            Word::EconomyInstalled,
            eflops(year.installed.get()),
            Word::EconomyChainInstalledNote,
            Word::EconomyChainToRunning,
        ),
    ]
}

/// What runs, what is usable, what of the demand is met, what it adds.
fn use_side(scene: &Scene, year: &ProjectedYear) -> [Station; 4] {
    let eflops = |value: f64| plain(scene, value, Word::UnitsEflops);
    let invested = scene.given.spending.reinvested;
    let values = [
        ("utilisation", scene.share(year.utilisation.get())),
        ("network", scene.share(scene.given.use_of_stock.network.get())),
        ("fp8", scene.voice.number(year.fp8_gain.get(), NumberStyle::Significant { digits: 3 })),
        ("demanded", eflops(year.demanded.get())),
        ("if_met", scene.share(year.ai_share_if_met.get())),
        ("share", scene.share(year.ai_share.get())),
        ("gdp", scene.money(year.gdp)),
        ("reinvest", scene.share(invested.get())),
        ("back", plain(scene, (year.value * invested).billions(), Word::UnitsBillionRmb)),
        ("next", (year.year + 1).to_string()),
        ("year", year.year.to_string()),
    ];
    let station = |name: Word, value: String, note: Word, arrow: Word| Station {
        name: scene.say(name),
        value,
        note: scene.fill(note, &values),
        arrow: scene.fill(arrow, &values),
    };
    [
        station(
            Word::EconomyChainRunning,
            eflops((year.installed * year.powered).get()),
            Word::EconomyChainRunningNote,
            Word::EconomyChainToUsable,
        ),
        station(
            Word::EconomyUsable,
            eflops(year.usable.get()),
            Word::EconomyChainUsableNote,
            Word::EconomyChainToCoverage,
        ),
        station(
            Word::EconomyCoverage,
            scene.share(year.coverage.get()),
            Word::EconomyChainCoverageNote,
            Word::EconomyChainToValue,
        ),
        station(Word::EconomyValue, scene.money(year.value), Word::EconomyChainValueNote, Word::EconomyChainBack),
    ]
}

#[cfg(test)]
mod tests {
    use super::stations;
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::scenario::economy::Economy;

    #[test]
    fn the_chain_begins_with_money_and_closes_with_money() {
        let stations = stations(&Economy::default(), &PlainVoice);
        assert_eq!(stations.len(), 7);
        assert_eq!(stations[0].name, Word::EconomyChainInvested.key());
        assert_eq!(stations[6].arrow, Word::EconomyChainBack.key());
        assert!(stations.iter().all(|station| !station.value.is_empty() && !station.arrow.is_empty()));
    }

    #[test]
    fn the_numbers_are_those_of_the_chosen_year() {
        let of = |year| stations(&Economy { year, ..Economy::default() }, &PlainVoice)[2].value.clone();
        assert!(of(2025).starts_with("1,590 "), "{}", of(2025));
        assert_ne!(of(2025), of(2030));
    }
}
