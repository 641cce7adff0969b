//! The reinforcing loop: what one more yuan of value adds a year later, where the loop saturates, and what that means in words.

use crate::charts::figure::{Along, BarStyle, Bin, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::calendar::{BASE_YEAR, LAST_YEAR};
use crate::economy::{ProjectedYear, Projection};
use crate::scenario::economy::Economy;
use crate::units::{Elasticity, Share};
use crate::views::economy_scene::{Scene, upwards, whole_years};

/// The gain of every year.
pub fn gain_figure(scene: &Scene) -> Figure {
    let bins = |projection: &Projection| {
        let bar = |year: &ProjectedYear| {
            let middle = f64::from(year.year);
            Bin { from: middle - 0.4, to: middle + 0.4, value: year.gain.get() }
        };
        later(projection).map(bar).collect()
    };
    let bars = |word, ink, style, projection| Mark::Bars { name: scene.say(word), ink, style, bins: bins(projection) };
    let mut marks = vec![bars(Word::EconomyA, Ink::Accent, BarStyle::Filled, &scene.projection)];
    if let Some(other) = &scene.other {
        marks.push(bars(Word::EconomyB, Ink::Series(1), BarStyle::Outlined, other));
    }
    let y = upwards(&marks, scene.voice.say(Word::EconomyAxisGain));
    // Where the loop saturates: for want of power, or because all demand is met.
    let saturated =
        [(Word::EconomyGainPower, binds(&scene.projection)), (Word::EconomyGainMet, opens(&scene.projection))];
    marks.extend(saturated.into_iter().filter_map(|(word, year)| {
        Some(Mark::Rule { axis: Along::X, at: f64::from(year?) - 0.5, label: scene.say(word), ink: Ink::Target })
    }));
    Figure {
        id: "economy-gain",
        title: scene.say(Word::EconomyGainTitle),
        summary: told(scene),
        caption: scene.say(Word::EconomyGainCaption),
        x: whole_years(BASE_YEAR, LAST_YEAR + 1),
        y,
        marks,
        table: scene.table(
            &[
                read!("gain", LinksLoopGain, |year| year.gain.get()),
                read!("coverage_percent", EconomyCoverage, |year| year.coverage.percent()),
                read!("powered_percent", LinksPowered, |year| year.powered.percent()),
            ],
            None,
        ),
    }
}

/// What the loop does, in words.
pub fn loop_sentence(economy: &Economy, voice: &dyn Voice) -> String {
    told(&Scene::new(economy, None, voice))
}

/// The years in which something is reinvested.
fn later(projection: &Projection) -> impl Iterator<Item = &ProjectedYear> {
    projection.years.iter().filter(|year| BASE_YEAR < year.year)
}

/// The first year in which power binds.
fn binds(projection: &Projection) -> Option<u16> {
    later(projection).find(|year| year.powered < Share::MAX).map(|year| year.year)
}

/// From which year on all demand is met for good, so that the loop stands open.
fn opens(projection: &Projection) -> Option<u16> {
    let open = |year: &&ProjectedYear| year.coverage == Share::MAX;
    let years: Vec<&ProjectedYear> = later(projection).collect();
    years.into_iter().rev().take_while(open).last().map(|year| year.year)
}

fn told(scene: &Scene) -> String {
    let most = later(&scene.projection).max_by(|one, other| one.gain.get().total_cmp(&other.gain.get()));
    let amount = |value: f64| scene.voice.number(value, NumberStyle::Significant { digits: 2 });
    let mut parts = Vec::new();
    match most.filter(|year| 0.0 < year.gain.get()) {
        None if scene.given.spending.reinvested == Share::MIN => parts.push(scene.say(Word::EconomyLoopNothing)),
        None if scene.given.economy.elasticity == Elasticity::MIN => parts.push(scene.say(Word::EconomyLoopHarmless)),
        None if later(&scene.projection).all(|year| year.coverage == Share::MAX) => {
            parts.push(scene.say(Word::EconomyLoopNever));
        }
        // What remains is the want of power, which is said below.
        None => {}
        Some(year) => parts.push(scene.fill(
            Word::EconomyLoopMost,
            &[
                ("hundred", amount(100.0)),
                ("put", amount(100.0 * scene.given.spending.reinvested.get())),
                ("back", amount(100.0 * year.gain.get())),
                ("year", year.year.to_string()),
                ("before", (year.year - 1).to_string()),
            ],
        )),
    }
    let ever = most.is_some_and(|year| 0.0 < year.gain.get());
    if let (Some(year), true) = (opens(&scene.projection), ever) {
        parts.push(scene.fill(Word::EconomyLoopOpens, &[("year", year.to_string())]));
    }
    if let Some(year) = binds(&scene.projection) {
        parts.push(scene.fill(Word::EconomyLoopPower, &[("year", year.to_string())]));
    }
    if later(&scene.projection).any(|year| 1.0 <= year.gain.get()) {
        parts.push(scene.say(Word::EconomyLoopRuns));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::loop_sentence;
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::scenario::Scenario;
    use crate::scenario::link::parse;

    fn check(link: &str, expect: &[Word]) {
        let Scenario { economy, .. } = parse(link, &Scenario::default()).scenario;
        let keys: Vec<&str> = expect.iter().map(|word| word.key()).collect();
        assert_eq!(loop_sentence(&economy, &PlainVoice), keys.join(" "), "{link}");
    }

    #[test]
    fn the_loop_is_said_as_it_stands() {
        check("#/economy?demand=1&powerlimit=2000", &[Word::EconomyLoopNever]);
        check("#/economy?demand=100&powerlimit=2000", &[Word::EconomyLoopMost]);
        check("#/economy?demand=100&powerlimit=2", &[Word::EconomyLoopPower]);
        check("#/economy?demand=100&powerlimit=20", &[Word::EconomyLoopMost, Word::EconomyLoopPower]);
        check("#/economy?elasticity=0&demand=100&powerlimit=2000", &[Word::EconomyLoopHarmless]);
        check("#/economy?reinvest=0", &[Word::EconomyLoopNothing, Word::EconomyLoopPower]);
    }
}
