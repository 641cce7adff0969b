//! `#/train` in words: what each recipe comes to beside FP32, by a rule that is fixed beforehand, and what that says about large models.
//!
//! The rule: the mean over the seeds of `loss(recipe, seed) − loss(FP32, seed)` is held against the standard deviation of FP32's own
//! losses over the seeds. No farther than that is within the noise; with fewer than three pairs there is no verdict.

use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::training::report::Report;
use crate::scenario::train::Train;
use crate::views::bandwidth_words::filled;
use crate::views::train_groups::{Compared, FEWEST_SEEDS, Group, Spread, Verdict, base, compared, groups};
use crate::views::train_words::{count, loss, percent, recipe_name, steps, with_deviation};

/// The published bound on the relative gap of the training loss between FP8 and BF16: below 0.25 %, for models of the two sizes of
/// [`PUBLISHED_BILLIONS`].
///
/// Source: DeepSeek-V3 Technical Report, arXiv 2412.19437, section 3.3 and appendix B.1.
pub const PUBLISHED_GAP: f64 = 0.0025;

/// Parameters of the models that the bound was observed on, in billions, as the appendix says: about 16 and about 230.
pub const PUBLISHED_BILLIONS: [f64; 2] = [16.0, 230.0];

/// The chosen recipe, or all of them, in a sentence.
pub fn in_words(train: &Train, reports: &[Report], voice: &dyn Voice) -> String {
    let groups = groups(train, reports);
    let Some(first) = groups.first() else { return voice.say(Word::TrainNothingYet).to_owned() };
    if groups.len() == 1 {
        return alone(first, voice);
    }
    let base = base(&groups);
    let named = |wanted: fn(&Group, Option<Verdict>) -> bool| {
        let names = groups.iter().filter(|group| group.place != 0).filter(|group| {
            let verdict = compared(group, base).map(|found| found.verdict());
            wanted(group, verdict)
        });
        names.map(|group| recipe_name(group.known, voice)).collect::<Vec<_>>().join(voice.say(Word::FiguresJoin))
    };
    let step = groups.iter().filter_map(|group| compared(group, base)).map(|found| found.step).min().unwrap_or(0);
    let parts = [
        (Word::TrainHeadlineWithin, named(|group, verdict| group.lost() == 0 && verdict == Some(Verdict::Within))),
        (Word::TrainHeadlineBetter, named(|group, verdict| group.lost() == 0 && verdict == Some(Verdict::Better))),
        (Word::TrainHeadlineWorse, named(|group, verdict| group.lost() == 0 && verdict == Some(Verdict::Worse))),
        (Word::TrainHeadlineLost, named(|group, _| 0 < group.lost())),
        (
            Word::TrainHeadlineOpen,
            named(|group, verdict| group.lost() == 0 && matches!(verdict, None | Some(Verdict::TooFew))),
        ),
    ];
    let said = parts.into_iter().filter(|(_, names)| !names.is_empty());
    let said = said.map(|(word, names)| filled(word, &[("names", names)], voice));
    let after = filled(Word::TrainHeadlineAfter, &[("step", steps(step, voice))], voice);
    [after].into_iter().chain(said).collect::<Vec<_>>().join(" ")
}

/// One sentence or two for each recipe beside FP32, and one about the published bound.
pub fn verdicts(train: &Train, reports: &[Report], voice: &dyn Voice) -> Vec<String> {
    let groups = groups(train, reports);
    let base = base(&groups);
    let mut said = Vec::new();
    for group in &groups {
        let found = compared(group, base);
        said.extend(lost(group, voice));
        if group.place != 0 {
            said.extend(found.and_then(|found| verdict(group, &found, voice)));
        }
    }
    let chosen = groups.iter().find(|group| group.place != 0 && group.recipe == train.chosen());
    said.extend(chosen.zip(base).and_then(|(group, base)| bound(group, base, voice)));
    said
}

fn alone(group: &Group, voice: &dyn Voice) -> String {
    let Some(found) = compared(group, None) else {
        return lost(group, voice).unwrap_or_else(|| voice.say(Word::TrainNothingYet).to_owned());
    };
    let values = [
        ("name", recipe_name(group.known, voice)),
        ("step", steps(found.step, voice)),
        ("loss", with_deviation(&found.loss, loss, voice)),
        ("right", with_deviation(&found.right, percent, voice)),
    ];
    filled(Word::TrainAlone, &values, voice)
}

fn verdict(group: &Group, found: &Compared, voice: &dyn Voice) -> Option<String> {
    let (difference, gap) = (found.difference?, found.gap?);
    let amount = |value: f64| loss(value.abs(), voice);
    let values = [
        ("name", recipe_name(group.known, voice)),
        ("step", steps(found.step, voice)),
        ("difference", amount(difference.mean)),
        ("signed", percent(gap.mean, voice)),
        ("size", percent(gap.mean.abs(), voice)),
        ("spread", found.base.and_then(|base| base.deviation).map_or_else(String::new, amount)),
        ("seeds", count(difference.count, voice)),
        ("fewest", count(FEWEST_SEEDS, voice)),
    ];
    let word = match found.verdict() {
        Verdict::TooFew => Word::TrainVerdictFew,
        Verdict::Within => Word::TrainVerdictWithin,
        Verdict::Worse => Word::TrainVerdictWorse,
        Verdict::Better => Word::TrainVerdictBetter,
    };
    Some(filled(word, &values, voice))
}

/// How many runs are lost, and when the first was.
fn lost(group: &Group, voice: &dyn Voice) -> Option<String> {
    let first = group.runs.iter().filter_map(|run| run.lost).min()?;
    let values = [
        ("name", recipe_name(group.known, voice)),
        ("lost", count(group.lost(), voice)),
        ("seeds", count(group.runs.len(), voice)),
        ("step", steps(first, voice)),
    ];
    Some(filled(Word::TrainVerdictLost, &values, voice))
}

/// The gap of the training loss beside the published one.
fn bound(group: &Group, base: &Group, voice: &dyn Voice) -> Option<String> {
    let gap: Spread = group.training_gap(base)?;
    let billions = PUBLISHED_BILLIONS.map(|size| loss(size, voice));
    let parameters = group.runs.first().map_or(0, |run| run.parameters);
    let [small, large] = billions;
    let values = [
        ("name", recipe_name(group.known, voice)),
        ("gap", with_deviation(&gap, percent, voice)),
        ("bound", percent(PUBLISHED_GAP, voice)),
        ("small", small),
        ("large", large),
        ("parameters", steps(parameters, voice)),
    ];
    let word = match gap.deviation {
        Some(deviation) if PUBLISHED_GAP < deviation => Word::TrainBoundCoarse,
        Some(_) if gap.mean.abs() < PUBLISHED_GAP => Word::TrainBoundWithin,
        Some(_) => Word::TrainBoundBeyond,
        None => Word::TrainBoundCoarse,
    };
    Some(filled(word, &values, voice))
}

#[cfg(test)]
mod tests {
    use super::{in_words, verdicts};
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::views::train_groups::tests::study;

    #[test]
    fn each_verdict_has_its_sentence() {
        let check = |other: &[f32], expect: [Word; 2]| {
            let (train, reports) = study(&[0.19, 0.2, 0.21], other);
            assert_eq!(verdicts(&train, &reports, &PlainVoice), expect.map(Word::key), "{other:?}");
        };
        check(&[0.19, 0.2, 0.21], [Word::TrainVerdictWithin, Word::TrainBoundWithin]);
        check(&[0.22, 0.231_579, 0.243_158], [Word::TrainVerdictWorse, Word::TrainBoundBeyond]);
        check(&[0.16, 0.17, 0.18], [Word::TrainVerdictBetter, Word::TrainBoundCoarse]);
        check(&[0.5], [Word::TrainVerdictFew, Word::TrainBoundCoarse]);
    }

    #[test]
    fn lost_runs_are_told_first() {
        let (train, mut reports) = study(&[0.19, 0.2, 0.21], &[0.19, 0.2, 0.21]);
        reports.iter_mut().skip(3).for_each(|report| report.lost = Some(4));
        assert_eq!(verdicts(&train, &reports, &PlainVoice), [Word::TrainVerdictLost.key()]);
        let headline = in_words(&train, &reports, &PlainVoice);
        assert_eq!(headline, format!("{} {}", Word::TrainHeadlineAfter.key(), Word::TrainHeadlineLost.key()));
    }

    #[test]
    fn something_is_said_before_there_is_anything_to_say() {
        let (train, reports) = study(&[0.2], &[]);
        assert_eq!(in_words(&train, &[], &PlainVoice), Word::TrainNothingYet.key());
        assert_eq!(in_words(&train, &reports, &PlainVoice), Word::TrainAlone.key());
        assert!(verdicts(&train, &[], &PlainVoice).is_empty());
    }
}
