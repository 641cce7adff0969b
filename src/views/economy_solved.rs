//! The answer to "which value of this lever reaches that target?", or why there is none.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::levers::Lever;
use crate::economy::solving::{Because, Nowhere, Solution, Target, solved};
use crate::scenario::economy::{Asked, Economy};
use crate::units::Rmb;
use crate::views::compute::filled;
use crate::views::economy_chances::lever_value;
use crate::views::economy_scene::{short_percent, trillions};
use crate::views::knob_words::knob_name;

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The answer in words.
    pub words: String,
    /// The lever and the value that reaches the target.
    pub value: Option<(Lever, f64)>,
}

/// Asks the model what the settings ask.
pub fn answer(economy: &Economy, voice: &dyn Voice) -> Answer {
    let Asked { lever, target, .. } = economy.asked;
    let given = economy.side.assumptions();
    let goal = economy.asked.goal();
    let goal_words = target_value(target, goal, voice);
    let name = knob_name(lever.key(), voice).to_owned();
    let year = target.year().to_string();
    match solved(&given, lever, target, goal) {
        Solution::At(value) => {
            let values = [
                ("name", name),
                ("goal", goal_words),
                ("what", voice.say(target_word(target)).to_owned()),
                ("year", year),
                ("value", lever_value(lever, value, voice)),
                ("now", lever_value(lever, economy.side.number(lever), voice)),
            ];
            Answer { words: filled(Word::EconomySolvedAt, &values, voice), value: Some((lever, value)) }
        }
        Solution::Nowhere(Nowhere { least, most, because }) => {
            let (min, max) = lever.range();
            let values = [
                ("name", name),
                ("goal", goal_words),
                ("what", voice.say(target_word(target)).to_owned()),
                ("year", year),
                ("least", target_value(target, least, voice)),
                ("most", target_value(target, most, voice)),
                ("min", lever_value(lever, min, voice)),
                ("max", lever_value(lever, max, voice)),
            ];
            let why = filled(because_word(because), &values, voice);
            Answer { words: format!("{} {why}", filled(Word::EconomySolvedNowhere, &values, voice)), value: None }
        }
    }
}

/// What is aimed at, by name.
pub fn target_word(target: Target) -> Word {
    match target {
        Target::Value => Word::EconomyValue,
        Target::Share => Word::EconomyShare,
        Target::Coverage => Word::EconomyCoverage,
        Target::Installed => Word::EconomyInstalledCompute,
    }
}

/// The key of the knob that holds a target's goal.
pub fn goal_key(target: Target) -> &'static str {
    match target {
        Target::Value => "goalvalue",
        Target::Share => "goalshare",
        Target::Coverage => "goalcoverage",
        Target::Installed => "goalinstalled",
    }
}

fn because_word(because: Because) -> Word {
    match because {
        Because::NoEffect => Word::EconomyBecauseNoEffect,
        Because::AllMet => Word::EconomyBecauseAllMet,
        Because::Power => Word::EconomyBecausePower,
        Because::Range => Word::EconomyBecauseRange,
    }
}

fn target_value(target: Target, value: f64, voice: &dyn Voice) -> String {
    match target {
        Target::Value => trillions(Rmb::clamped(value * 1e12), voice),
        Target::Share | Target::Coverage => short_percent(value, voice),
        Target::Installed => {
            let number = voice.number(value, NumberStyle::Significant { digits: 4 });
            format!("{number} {}", voice.say(Word::UnitsEflops))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{answer, goal_key};
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::economy::levers::Lever;
    use crate::economy::solving::Target;
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knob;
    use crate::scenario::link::parse;
    use crate::scenario::view::View;

    #[test]
    fn an_answer_has_a_value_to_use_and_a_refusal_a_reason() {
        let of = |link: &str| answer(&parse(link, &Scenario::default()).scenario.economy, &PlainVoice);
        let found = of("#/economy?solve=share2035");
        assert_eq!(found.words, Word::EconomySolvedAt.key());
        assert!(found.value.is_some_and(|(lever, value)| lever == Lever::Share2035 && (0.04..0.06).contains(&value)));
        let none = of("#/economy?solve=share2025&target=value&goalvalue=200");
        assert!(none.value.is_none() && none.words.starts_with(Word::EconomySolvedNowhere.key()), "{}", none.words);
    }

    #[test]
    fn every_target_has_the_knob_of_its_goal() {
        for target in Target::ALL {
            assert!(knob(View::Economy, goal_key(target)).is_some());
        }
    }
}
