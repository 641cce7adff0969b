//! The ingredients of the recipes of `#/train`, each in the word of its knob, so that table, knob and link say the same.

use crate::charts::voice::Voice;
use crate::experiments::training::recipe::{Grouping, LossScale, Recipe};

/// The knobs of the ingredients, in the order of the table: what is multiplied, how it is added, what is kept.
pub const INGREDIENTS: [&str; 15] = [
    "operands",
    "backward",
    "rounding",
    "grouping",
    "scales",
    "accumulator",
    "promotion",
    "ends",
    "master",
    "moments",
    "between",
    "normalisation",
    "softmax",
    "embeddings",
    "lossscale",
];

/// Those that only the character model of the verse tasks has.
pub const OF_VERSE: [&str; 3] = ["normalisation", "softmax", "embeddings"];

/// The columns of the table of recipes: all but those that every row has in FP32.
pub fn columns() -> impl Iterator<Item = &'static str> {
    INGREDIENTS.into_iter().filter(|key| !OF_VERSE.contains(key))
}

/// What a recipe says of an ingredient, in the reader's words; empty where the ingredient does not matter.
///
/// DeepSeek-V3 says `fine` of `grouping` and `128` of `promotion`; BF16 says nothing of `scales`, because it has none.
pub fn said(ingredient: &str, recipe: &Recipe, voice: &dyn Voice) -> String {
    let word = word(ingredient, recipe);
    let named = voice.named("options", &format!("{ingredient}_{}", word.replace('-', "_")));
    named.map_or_else(|| word.to_uppercase(), |name| voice.say(name).to_owned())
}

fn word(ingredient: &str, recipe: &Recipe) -> String {
    match ingredient {
        "operands" => recipe.activations.key().to_owned(),
        "backward" => recipe.gradients.key().to_owned(),
        "rounding" => recipe.rounding.key().to_owned(),
        "grouping" => grouping(recipe.grouping).to_owned(),
        "scales" if recipe.grouping == Grouping::None => String::new(),
        "scales" => recipe.scales.key().to_owned(),
        "accumulator" => recipe.accumulator.key().to_owned(),
        "promotion" if recipe.promotion == 0 => "never".to_owned(),
        "promotion" => recipe.promotion.to_string(),
        "ends" => if recipe.is_high_at_ends { "high" } else { "same" }.to_owned(),
        "master" => recipe.master.key().to_owned(),
        "moments" => recipe.moments.key().to_owned(),
        "between" => recipe.between.key().to_owned(),
        "normalisation" => recipe.normalisation.key().to_owned(),
        "softmax" => recipe.softmax.key().to_owned(),
        "embeddings" => recipe.embeddings.key().to_owned(),
        "lossscale" => loss_scale(recipe.loss_scale),
        _ => String::new(),
    }
}

const fn grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::None => "none",
        Grouping::Tensor => "tensor",
        Grouping::Delayed => "delayed",
        Grouping::Fine => "fine",
        Grouping::Mx32 => "mx32",
        Grouping::Nvfp4 => "nvfp4",
    }
}

fn loss_scale(scale: LossScale) -> String {
    match scale {
        LossScale::One => "one".to_owned(),
        LossScale::Power(power) => format!("p{power}"),
        LossScale::Dynamic => "dynamic".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{INGREDIENTS, OF_VERSE, columns, said, word};
    use crate::charts::voice::PlainVoice;
    use crate::experiments::training::recipe::Known;
    use crate::scenario::knobs::knob;
    use crate::scenario::value::Kind;
    use crate::scenario::view::View;

    #[test]
    fn what_has_no_column_is_fp32_in_every_row() {
        assert_eq!(columns().count() + OF_VERSE.len(), INGREDIENTS.len());
        for (key, known) in OF_VERSE.into_iter().flat_map(|key| Known::ALL.map(|known| (key, known))) {
            assert_eq!(word(key, &known.recipe()), "fp32", "{key} {}", known.key());
        }
    }

    #[test]
    fn what_a_recipe_says_is_a_word_of_the_knob() {
        for ingredient in INGREDIENTS {
            let Kind::Choice(words) = knob(View::Train, ingredient).unwrap().kind else { panic!("{ingredient}") };
            for known in Known::ALL {
                let word = word(ingredient, &known.recipe());
                // NVFP4 stores its scales in a way that no other grouping does.
                let is_own = ingredient == "scales" && (word.is_empty() || word == "e4m3");
                assert!(is_own || words.contains(&word.as_str()), "{known:?} says {word:?} of {ingredient}");
            }
        }
        let say = |ingredient, known: Known| said(ingredient, &known.recipe(), &PlainVoice);
        assert_eq!(say("grouping", Known::DeepseekV3), "options.grouping_fine");
        assert_eq!(say("scales", Known::Bf16), "");
        assert_eq!(say("promotion", Known::DeepseekV3), "options.promotion_128");
    }
}
