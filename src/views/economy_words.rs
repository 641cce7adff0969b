//! What `#/economy` says first: its question, the verdict on A and on B, and four figures of 2035 beside the source text.

use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::comparison::{Comparison, compared};
use crate::economy::facts::named::AI_VALUE_TRILLION_RMB;
use crate::economy::project;
use crate::scenario::economy::{Economy, Side};
use crate::units::Rmb;
use crate::views::compute::filled;
use crate::views::economy_scene::{Scene, short_percent, trillions};
use crate::views::told::told;

/// What the view asks, with the figures of the statement it follows.
pub fn lead(voice: &dyn Voice) -> String {
    let claimed = Rmb::clamped(AI_VALUE_TRILLION_RMB.low * 1e12);
    fill(&told(Word::EconomyLead, voice), &[("value", &trillions(claimed, voice))])
}

/// The verdict on A, and on B if there is one.
pub fn verdicts(economy: &Economy, voice: &dyn Voice) -> Vec<String> {
    let mut said = vec![verdict(&economy.side, [Word::EconomySayAbove, Word::EconomySayBelow], voice)];
    let other = economy.other.as_deref();
    said.extend(other.map(|side| verdict(side, [Word::EconomySayAboveB, Word::EconomySayBelowB], voice)));
    said
}

fn verdict(side: &Side, [above, below]: [Word; 2], voice: &dyn Voice) -> String {
    let projection = project(&side.assumptions());
    let comparison = compared(&projection);
    let gap = Rmb::clamped(comparison.claimed_value.get() - comparison.value.get());
    let word = if comparison.claimed_value <= comparison.value { above } else { below };
    let values = [
        ("value", trillions(comparison.value, voice)),
        ("target", trillions(comparison.claimed_value, voice)),
        ("gap", trillions(gap, voice)),
        ("year", projection.claimed().year.to_string()),
    ];
    filled(word, &values, voice)
}

/// One figure: its stable key, its name, its value, a remark.
pub type Card = (&'static str, [String; 3]);

/// Four figures of 2035 beside what the source text says.
pub fn cards(economy: &Economy, voice: &dyn Voice) -> [Card; 4] {
    let scene = Scene::new(economy, None, voice);
    let Comparison {
        value, value_relative_to_claim: part, claimed_value, share, claimed_share, gdp, implied_gdp, ..
    } = scene.comparison;
    let last = scene.projection.claimed();
    let whole = |rate: f64| voice.number(rate, NumberStyle::Percent { decimals: 0 });
    let card = |word: Word, value: String, note: Word, values: &[(&str, String)]| {
        [voice.say(word).to_owned(), value, filled(note, values, voice)]
    };
    [
        (
            "value",
            card(
                Word::EconomyValue,
                scene.money(value),
                Word::EconomyValueNote,
                &[("percent", whole(part.get())), ("target", scene.money(claimed_value))],
            ),
        ),
        (
            "share",
            card(
                Word::EconomyShare,
                voice.number(share.get(), NumberStyle::Percent { decimals: 1 }),
                Word::EconomyShareNote,
                &[("low", whole(claimed_share.0.get())), ("high", whole(claimed_share.1.get()))],
            ),
        ),
        (
            "gdp",
            card(
                Word::EconomyGdp,
                scene.money(gdp),
                Word::EconomyGdpNote,
                &[("low", scene.money(implied_gdp.0)), ("high", scene.money(implied_gdp.1))],
            ),
        ),
        (
            "coverage",
            card(
                Word::EconomyCoverage,
                short_percent(last.coverage.get(), voice),
                Word::EconomyCoverageNote,
                &[("usable", scene.eflops(last.usable.get())), ("demand", scene.eflops(last.demanded.get()))],
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::{cards, verdicts};
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::scenario::Scenario;
    use crate::scenario::link::parse;

    fn check(link: &str, expect: &[Word]) {
        let Scenario { economy, .. } = parse(link, &Scenario::default()).scenario;
        let keys: Vec<&str> = expect.iter().map(|word| word.key()).collect();
        assert_eq!(verdicts(&economy, &PlainVoice), keys, "{link}");
    }

    #[test]
    fn the_verdict_follows_each_set_of_assumptions() {
        check("#/economy?share2035=0.1", &[Word::EconomySayAbove]);
        check("#/economy?share2035=0.01", &[Word::EconomySayBelow]);
        check("#/economy?share2035=0.01&b.share2035=0.1", &[Word::EconomySayBelow, Word::EconomySayAboveB]);
    }

    #[test]
    fn the_four_figures_have_stable_keys() {
        let economy = Scenario::default().economy;
        assert_eq!(cards(&economy, &PlainVoice).map(|card| card.0), ["value", "share", "gdp", "coverage"]);
    }
}
