//! From a statement of the source text into the view that lets a reader test it.
//!
//! The links are written here as a reader would write them, and read by the page's own reader of links.

use crate::scenario::Scenario;
use crate::scenario::link::{Pin, parse, print};
use crate::scenario::view::View;

/// Statements with the links that test them; a statement that no view tests is not in the list.
const TESTS: [(&str, &[&str]); 22] = [
    ("intelligent_growth_2025", &["#/compute?scope=market", "#/compute"]),
    ("total_growth_30pct", &["#/compute?basis=fp32&track=total"]),
    ("capacity_788", &["#/compute"]),
    ("capacity_90", &["#/compute?basis=fp32"]),
    ("growth_788_vs_90", &["#/?puzzle=fp16", "#/?puzzle=fp32"]),
    ("share_32pct", &["#/compute?basis=fp32&track=total"]),
    ("total_280", &["#/compute?basis=fp32&track=total"]),
    ("rank_second", &["#/compute?basis=fp32&scope=device"]),
    ("investment_growth_20pct", &["#/economy"]),
    ("internet_500bn", &["#/economy"]),
    ("usd_69_8bn_summary", &["#/economy"]),
    ("gpu_autonomy", &["#/compute?origin=domestic"]),
    ("deepseek_v31_fp8", &["#/quantize?input=outlier&scaling=tile128&scales=e8m0"]),
    ("fp8_double_performance", &["#/compute?fp8=no", "#/economy?fp8work=0"]),
    ("fp8_less_bandwidth", &["#/quantize?scaling=tile128"]),
    ("fp8_8_bits", &["#/bits?format=e4m3fn", "#/bits?format=e5m2"]),
    ("fp8_mixed_precision", &["#/accumulate?preset=promotion"]),
    ("open_models_demand", &["#/economy"]),
    ("ai_gdp_11trn", &["#/economy"]),
    ("ai_gdp_4_5pct", &["#/economy"]),
    ("compute_demand_10_100x", &["#/economy"]),
    ("summary_growth_reaching_788", &["#/compute?scope=market"]),
];

/// The views that test a statement, each with its link.
pub fn tests_of(id: &str) -> Vec<(View, String)> {
    let links = TESTS.iter().find(|(claim, _)| *claim == id).map_or(&[] as &[&str], |(_, links)| *links);
    links.iter().map(|link| whole(link)).collect()
}

/// A link as the page writes it: with the newest edition, where it says anything at all.
fn whole(link: &str) -> (View, String) {
    let scenario = Scenario { edition: None, ..parse(link, &Scenario::default()).scenario };
    (scenario.view, print(&scenario, Pin::WhenChanged))
}

#[cfg(test)]
mod tests {
    use super::{TESTS, tests_of};
    use crate::economy::facts::claims::claim;
    use crate::scenario::Scenario;
    use crate::scenario::link::parse;

    #[test]
    fn every_link_is_understood_and_differs_from_the_others_of_its_statement() {
        for (id, links) in TESTS {
            assert!(claim(id).is_some(), "{id}");
            for link in links {
                assert_eq!(parse(link, &Scenario::default()).notices, Vec::new(), "{link}");
            }
            let mut printed: Vec<String> = tests_of(id).into_iter().map(|(_, link)| link).collect();
            printed.dedup();
            assert_eq!(printed.len(), links.len(), "{id}");
        }
        assert!(tests_of("provinces_10").is_empty());
    }

    #[test]
    fn a_link_names_its_edition_only_where_it_says_something() {
        assert_eq!(tests_of("ai_gdp_11trn")[0].1, "#/economy");
        let (_, link) = tests_of("capacity_90").remove(0);
        assert!(link.starts_with("#/compute?basis=fp32&m=") && link.ends_with("&v=1"), "{link}");
    }
}
