//! `#/economy`: the chain from investment to value added: every picture, and every table that stands on its own.

use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::charts::voice::Voice;
use crate::experiments::uncertainty::Outcome;
use crate::scenario::economy::Economy;
use crate::views::Shown;
use crate::views::economy_chances::{chance_figure, chances_table, tornado_figure};
use crate::views::economy_compare::differences_table;
use crate::views::economy_compute::{compute_figure, coverage_figure, power_figure, purchases_figure};
use crate::views::economy_loop::gain_figure;
use crate::views::economy_published::published_table;
use crate::views::economy_scene::Scene;
use crate::views::economy_tables::{bands_table, links_table};
use crate::views::economy_trial::trial_figure;
use crate::views::economy_value::{gdp_figure, share_figure, value_figure};

/// The table of every link of every year.
pub const SHEET: &str = "economy-projection";

/// Makes a picture, where there is something to draw.
type Draw = fn(&Scene) -> Option<Figure>;

/// Every picture with its stable name, in reading order.
static FIGURES: [(&str, Draw); 11] = [
    ("economy-value", |scene| Some(value_figure(scene))),
    ("economy-share", |scene| Some(share_figure(scene))),
    ("economy-gdp", |scene| Some(gdp_figure(scene))),
    ("economy-compute", |scene| Some(compute_figure(scene))),
    ("economy-coverage", |scene| Some(coverage_figure(scene))),
    ("economy-power", |scene| Some(power_figure(scene))),
    ("economy-purchases", |scene| Some(purchases_figure(scene))),
    ("economy-gain", |scene| Some(gain_figure(scene))),
    ("economy-trial", |scene| Some(trial_figure(scene))),
    ("economy-chance", chance_figure),
    ("economy-tornado", tornado_figure),
];

/// Fills a table, where there is something to fill it with.
type Fill = fn(&Scene) -> Option<Table>;

/// Every further table that stands on its own, with its stable name.
static MORE: [(&str, Fill); 4] = [
    ("economy-bands", bands_table),
    ("economy-chances", chances_table),
    ("economy-differences", differences_table),
    ("economy-published", |scene| Some(published_table(scene))),
];

/// The pictures and tables; `outcome` is what the ranges give, once that is known.
pub fn show(economy: &Economy, outcome: Option<&Outcome>, voice: &dyn Voice) -> Shown {
    let scene = Scene::new(economy, outcome, voice);
    let figures = FIGURES.iter().filter_map(|(_, draw)| draw(&scene)).collect();
    let more = MORE.iter().filter_map(|(name, fill)| Some((*name, fill(&scene)?))).collect();
    Shown { sheet: Some((SHEET, links_table(&scene))), figures, more }
}

/// One of the pictures and nothing else: while a knob is dragged, only what can be seen is made.
pub fn figure(name: &str, economy: &Economy, outcome: Option<&Outcome>, voice: &dyn Voice) -> Option<Figure> {
    let (_, draw) = FIGURES.iter().find(|(known, _)| *known == name)?;
    draw(&Scene::new(economy, outcome, voice))
}

/// One of the tables that stand on their own.
pub fn table(name: &str, economy: &Economy, outcome: Option<&Outcome>, voice: &dyn Voice) -> Option<Table> {
    let scene = Scene::new(economy, outcome, voice);
    if name == SHEET {
        return Some(links_table(&scene));
    }
    let (_, fill) = MORE.iter().find(|(known, _)| *known == name)?;
    fill(&scene)
}

/// Whether a picture or table is among those of [`show`], without making it.
pub fn is_there(name: &str, economy: &Economy, outcome: Option<&Outcome>) -> bool {
    match name {
        "economy-chance" | "economy-tornado" => outcome.is_some_and(|outcome| !outcome.params.ranges.is_empty()),
        "economy-bands" | "economy-chances" => outcome.is_some(),
        "economy-differences" => economy.other.is_some(),
        _ => name == SHEET || FIGURES.iter().any(|known| known.0 == name) || MORE.iter().any(|known| known.0 == name),
    }
}

#[cfg(test)]
mod tests {
    use super::{FIGURES, MORE, SHEET, figure, is_there, show, table};
    use crate::charts::voice::PlainVoice;
    use crate::experiments::{Experiment, Outcome};
    use crate::scenario::Scenario;
    use crate::scenario::economy::Economy;
    use crate::scenario::link::parse;

    fn ran(link: &str) -> (Economy, crate::experiments::uncertainty::Outcome) {
        let Scenario { economy, .. } = parse(link, &Scenario::default()).scenario;
        let Experiment::Uncertainty(params) = economy.experiment() else { panic!("the economy's experiment") };
        let params = crate::experiments::uncertainty::Params { paths: 100, ..params };
        let Outcome::Uncertainty(outcome) = Experiment::Uncertainty(params).run() else { panic!("its outcome") };
        (economy, outcome)
    }

    fn names(link: &str) -> Vec<&'static str> {
        let (economy, outcome) = ran(link);
        show(&economy, Some(&outcome), &PlainVoice).names()
    }

    #[test]
    fn the_table_of_every_link_comes_first_and_the_second_set_adds_its_own() {
        let plain = names("#/economy");
        assert_eq!(plain[0], "economy-projection");
        for name in ["economy-bands", "economy-chances", "economy-tornado", "economy-trial", "economy-published"] {
            assert!(plain.contains(&name), "{name}");
        }
        assert!(!plain.contains(&"economy-differences"));
        assert!(names("#/economy?b.demand=100").contains(&"economy-differences"));
    }

    #[test]
    fn each_picture_and_table_alone_is_the_one_among_all() {
        let links = ["#/economy", "#/economy?b.demand=100", "#/economy?r.demand=none&r.life=none"];
        for (economy, outcome) in links.map(ran) {
            for outcome in [None, Some(&outcome)] {
                let all = show(&economy, outcome, &PlainVoice);
                for (name, _) in &FIGURES {
                    let among = all.figures.iter().find(|figure| figure.id == *name).cloned();
                    assert_eq!(is_there(name, &economy, outcome), among.is_some(), "{name}");
                    assert_eq!(figure(name, &economy, outcome, &PlainVoice), among, "{name}");
                }
                for name in MORE.iter().map(|known| known.0).chain([SHEET]) {
                    let among = all.table(Some(name)).map(|(_, table)| table.clone());
                    assert_eq!(is_there(name, &economy, outcome), among.is_some(), "{name}");
                    assert_eq!(table(name, &economy, outcome, &PlainVoice), among, "{name}");
                }
            }
        }
    }
}
