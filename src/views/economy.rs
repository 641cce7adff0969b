//! `#/economy`: the chain from investment to value added: every picture, and every table that stands on its own.

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

/// The pictures and tables; `outcome` is what the ranges give, once that is known.
pub fn show(economy: &Economy, outcome: Option<&Outcome>, voice: &dyn Voice) -> Shown {
    let scene = Scene::new(economy, outcome, voice);
    let mut figures = vec![
        value_figure(&scene),
        share_figure(&scene),
        gdp_figure(&scene),
        compute_figure(&scene),
        coverage_figure(&scene),
        power_figure(&scene),
        purchases_figure(&scene),
        gain_figure(&scene),
        trial_figure(&scene),
    ];
    figures.extend(chance_figure(&scene));
    figures.extend(tornado_figure(&scene));
    let mut more = Vec::new();
    more.extend(bands_table(&scene).map(|table| ("economy-bands", table)));
    more.extend(chances_table(&scene).map(|table| ("economy-chances", table)));
    more.extend(differences_table(&scene).map(|table| ("economy-differences", table)));
    more.push(("economy-published", published_table(&scene)));
    Shown { sheet: Some((SHEET, links_table(&scene))), figures, more }
}

#[cfg(test)]
mod tests {
    use super::show;
    use crate::charts::voice::PlainVoice;
    use crate::experiments::{Experiment, Outcome};
    use crate::scenario::Scenario;
    use crate::scenario::link::parse;

    fn names(link: &str) -> Vec<&'static str> {
        let Scenario { economy, .. } = parse(link, &Scenario::default()).scenario;
        let Experiment::Uncertainty(params) = economy.experiment() else { panic!("the economy's experiment") };
        let params = crate::experiments::uncertainty::Params { paths: 100, ..params };
        let Outcome::Uncertainty(outcome) = Experiment::Uncertainty(params).run() else { panic!("its outcome") };
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
}
