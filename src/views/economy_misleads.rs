//! How the model can mislead: eight honest points, each with a link that shows it.

use crate::charts::words::Word;

/// A way to be misled, and the link that shows it.
pub const POINTS: [(Word, &str); 8] = [
    (Word::EconomyMislead1, "#/economy?elasticity=0&m=2026-11&v=1"),
    (Word::EconomyMislead2, "#/economy?demand=100&m=2026-11&v=1"),
    (Word::EconomyMislead3, "#/economy?demand2025=2&m=2026-11&v=1"),
    (Word::EconomyMislead4, "#/economy?pricechange=-0.1&m=2026-11&v=1"),
    (Word::EconomyMislead5, "#/economy?powerlimit=20&m=2026-11&v=1"),
    (Word::EconomyMislead6, "#/economy?gdppath=imf&m=2026-11&v=1"),
    (Word::EconomyMislead7, "#/economy?money=own&m=2026-11&v=1"),
    (Word::EconomyMislead8, "#/economy?seed=2&m=2026-11&v=1"),
];

#[cfg(test)]
mod tests {
    use super::POINTS;
    use crate::scenario::Scenario;
    use crate::scenario::link::{Pin, parse, print};

    #[test]
    fn every_link_is_one_that_the_page_itself_would_write_and_changes_something() {
        for (word, link) in POINTS {
            let parsed = parse(link, &Scenario::default());
            assert!(parsed.notices.is_empty(), "{}", word.key());
            assert_eq!(print(&parsed.scenario, Pin::WhenChanged), link);
            assert_ne!(parsed.scenario.economy, Scenario::default().economy, "{}", word.key());
        }
    }
}
