//! `#/train`: what recipes, layers and buttons are called, and how its numbers are spoken.

use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::Cell;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::training::plan::Task;
use crate::experiments::training::recipe::Known;
use crate::experiments::training::report::Site;
use crate::numerics::formats::FormatId;
use crate::scenario::fitting::ends;
use crate::scenario::train_presets::Without;
use crate::views::bandwidth_words::filled;
use crate::views::train_groups::{Group, Spread};

/// What a recipe is called; `None` is the reader's own.
pub fn recipe_name(known: Option<Known>, voice: &dyn Voice) -> String {
    let word = match known {
        Some(Known::Fp32) => Word::OptionsRecipeFp32,
        Some(Known::Bf16) => Word::OptionsRecipeBf16,
        Some(Known::Fp16) => Word::OptionsRecipeFp16,
        Some(Known::Naive) => Word::OptionsRecipeFp8naive,
        Some(Known::DeepseekV3) => Word::OptionsRecipeDeepseekv3,
        Some(Known::DeepseekV31) => Word::OptionsRecipeDeepseekv31,
        Some(Known::Delayed) => Word::OptionsRecipeFp8delayed,
        Some(Known::Mxfp8) => Word::OptionsRecipeMxfp8,
        Some(Known::Nvfp4) => Word::OptionsRecipeNvfp4,
        None => Word::TrainOwnRecipe,
    };
    voice.say(word).to_owned()
}

/// A recipe in a table.
pub fn recipe_cell(group: &Group, voice: &dyn Voice) -> Cell {
    Cell::Term { key: group.known.map_or("own", Known::key), label: recipe_name(group.known, voice) }
}

/// Ink, dash and marker of a recipe: the colour of its format, and what tells it from the others of that format.
pub fn strokes(known: Option<Known>) -> (Ink, Dash, Marker) {
    let plain = |format| (Ink::Format(format), Ink::Format(format).dash(), Ink::Format(format).marker());
    let eight = Ink::Format(FormatId::E4m3fn);
    match known {
        Some(Known::Fp32) => plain(FormatId::Fp32),
        Some(Known::Bf16) => plain(FormatId::Bf16),
        Some(Known::Fp16) => plain(FormatId::Fp16),
        Some(Known::Naive) => (eight, Dash::Dotted, Marker::Cross),
        Some(Known::DeepseekV3) => (eight, Dash::Solid, Marker::Square),
        Some(Known::DeepseekV31) => (eight, Dash::Long, Marker::Frame),
        Some(Known::Delayed) => plain(FormatId::E5m2),
        Some(Known::Mxfp8) => (eight, Dash::DashDot, Marker::Diamond),
        Some(Known::Nvfp4) => plain(FormatId::E2m1fn),
        None => (Ink::Series(1), Dash::Dashed, Marker::HollowDiamond),
    }
}

/// Where a layer stands.
pub fn site_cell(site: Site, voice: &dyn Voice) -> Cell {
    let of = |keys: [&'static str; 4], number: u8, word| {
        let key = keys.get(usize::from(number)).copied().unwrap_or("layer");
        let number = voice.number(f64::from(number) + 1.0, NumberStyle::Plain { decimals: 0 });
        Cell::Term { key, label: filled(word, &[("number", number)], voice) }
    };
    match site {
        Site::Hidden(number) => of(["hidden1", "hidden2", "hidden3", "hidden4"], number, Word::TrainSiteHidden),
        Site::Output => Cell::Term { key: "output", label: voice.say(Word::TrainSiteOutput).to_owned() },
        Site::Attention(number) => {
            of(["attention1", "attention2", "attention3", "attention4"], number, Word::TrainSiteAttention)
        }
        Site::Joining(number) => of(["joining1", "joining2", "joining3", "joining4"], number, Word::TrainSiteJoining),
        Site::Widening(number) => {
            of(["widening1", "widening2", "widening3", "widening4"], number, Word::TrainSiteWidening)
        }
        Site::Narrowing(number) => {
            of(["narrowing1", "narrowing2", "narrowing3", "narrowing4"], number, Word::TrainSiteNarrowing)
        }
    }
}

/// What is taken away, and what to watch then.
pub fn without_words(without: Without) -> (Word, Word) {
    match without {
        Without::Promotion => (Word::TrainWithoutPromotion, Word::TrainWatchPromotion),
        Without::Scales => (Word::TrainWithoutScales, Word::TrainWatchScales),
        Without::Blocks => (Word::TrainWithoutBlocks, Word::TrainWatchBlocks),
        Without::FineScales => (Word::TrainWithoutFinescales, Word::TrainWatchFinescales),
        Without::HighEnds => (Word::TrainWithoutHighends, Word::TrainWatchHighends),
        Without::Mantissa => (Word::TrainWithoutMantissa, Word::TrainWatchMantissa),
        Without::MasterBf16 => (Word::TrainWithoutMasterbf16, Word::TrainWatchMasterbf16),
        Without::MasterE4m3 => (Word::TrainWithoutMastere4m3, Word::TrainWatchMastere4m3),
        Without::LossScaling => (Word::TrainWithoutLossscaling, Word::TrainWatchLossscaling),
        Without::Softmax => (Word::TrainWithoutSoftmax, Word::TrainWatchSoftmax),
        Without::Normalisation => (Word::TrainWithoutNormalisation, Word::TrainWatchNormalisation),
        Without::Embeddings => (Word::TrainWithoutEmbeddings, Word::TrainWatchEmbeddings),
    }
}

/// Which sizes of a network verse allows.
pub fn verse_sizes(voice: &dyn Voice) -> String {
    let [[min, ..], [max, depth, batch]] = ends(Task::French);
    let named = [("min", min), ("max", max), ("of", Task::VERSE_WIDTHS), ("depth", depth), ("batch", batch)];
    filled(Word::TrainPageVerseSizes, &named.map(|(name, value)| (name, steps(value, voice))), voice)
}

/// Which runs of so many seeds can be shown.
pub fn show_ends(seeds: u32, voice: &dyn Voice) -> String {
    filled(Word::TrainPageShowEnds, &[("seeds", steps(seeds, voice))], voice)
}

/// A count.
pub fn count(value: usize, voice: &dyn Voice) -> String {
    voice.number(crate::views::train_groups::counted(value), NumberStyle::Plain { decimals: 0 })
}

/// A number of steps.
pub fn steps(value: u32, voice: &dyn Voice) -> String {
    voice.number(f64::from(value), NumberStyle::Plain { decimals: 0 })
}

/// A loss.
pub fn loss(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 3 })
}

/// A share or a gap in per cent, as fine as it is small.
pub fn percent(value: f64, voice: &dyn Voice) -> String {
    let decimals = match value.abs() {
        size if size < 0.001 => 3,
        size if size < 0.1 => 2,
        _ => 1,
    };
    voice.number(value, NumberStyle::Percent { decimals })
}

/// `0.123 ± 0.004`; the mean alone if there is one number only.
pub fn with_deviation(spread: &Spread, written: fn(f64, &dyn Voice) -> String, voice: &dyn Voice) -> String {
    let mean = written(spread.mean, voice);
    match spread.deviation {
        Some(deviation) => {
            let values = [("mean", mean), ("deviation", written(deviation, voice))];
            filled(Word::TrainSpread, &values, voice)
        }
        None => mean,
    }
}

#[cfg(test)]
mod tests {
    use super::strokes;
    use crate::charts::theme::Theme;
    use crate::experiments::training::recipe::Known;

    #[test]
    fn recipes_are_told_apart_without_colour_and_twice_within_one() {
        let all: Vec<_> = Known::ALL.map(Some).into_iter().chain([None]).map(|known| (known, strokes(known))).collect();
        for (place, (one, (ink, dash, marker))) in all.iter().enumerate() {
            for (other, (other_ink, other_dash, other_marker)) in &all[place + 1..] {
                assert!(dash != other_dash || marker != other_marker, "{one:?} and {other:?}");
                let is_alike = |theme: Theme| theme.ink(*ink) == theme.ink(*other_ink);
                if is_alike(Theme::Light) || is_alike(Theme::Dark) {
                    assert!(dash != other_dash && marker != other_marker, "{one:?} and {other:?} share a hue");
                }
            }
        }
    }
}
