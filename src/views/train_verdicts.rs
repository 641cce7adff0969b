//! `#/train` in words: what each recipe comes to beside FP32, by a rule that is fixed beforehand, and what that says about large models.
//!
//! The rule: the mean over the seeds of `loss(recipe, seed) − loss(FP32, seed)` is held against the standard deviation of FP32's own
//! losses over the seeds. No farther than that is within the noise; with fewer than three pairs there is no verdict, nor before the first
//! examination after a step. The published bound is held against the mean gap of the training loss and twice its standard error,
//! `2 s ÷ √n`, once the runs are over: 0.20 % ± 0.04 % over three seeds (s = 0.035 %) is below 0.25 %, 0.20 % ± 0.1 % is neither.

use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::training::report::Report;
use crate::scenario::train::Train;
use crate::views::bandwidth_words::filled;
use crate::views::train_groups::{Compared, FEWEST_SEEDS, Group, Spread, Verdict, base, compared, counted, groups};
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
    let named = |word: Word| {
        let names = groups.iter().filter(|group| group.place != 0 && headline(group, base) == Some(word));
        names.map(|group| recipe_name(group.known, voice)).collect::<Vec<_>>().join(voice.say(Word::FiguresJoin))
    };
    let said = HEADLINES.into_iter().map(|word| (word, named(word))).filter(|(_, names)| !names.is_empty());
    let said: Vec<String> = said.map(|(word, names)| filled(word, &[("names", names)], voice)).collect();
    let step = groups.iter().filter_map(|group| learnt(group, base)).map(|found| found.step).min();
    if said.is_empty() {
        return voice.say(Word::TrainNothingYet).to_owned();
    }
    let after = step.map(|step| filled(Word::TrainHeadlineAfter, &[("step", steps(step, voice))], voice));
    after.into_iter().chain(said).collect::<Vec<_>>().join(" ")
}

/// One sentence or two for each recipe beside FP32, and one about the published bound.
pub fn verdicts(train: &Train, reports: &[Report], voice: &dyn Voice) -> Vec<String> {
    let groups = groups(train, reports);
    let base = base(&groups);
    let mut said = Vec::new();
    for group in &groups {
        said.extend(lost(group, voice));
        if group.place != 0 {
            said.extend(learnt(group, base).and_then(|found| verdict(group, &found, voice)));
        }
    }
    let chosen = groups.iter().find(|group| group.place != 0 && group.recipe == train.chosen());
    let ended = chosen.zip(base).filter(|(group, base)| {
        let is_over = |group: &Group| group.is_over() && u32::try_from(group.runs.len()) == Ok(train.seeds);
        is_over(group) && is_over(base) && !group.is_all_ends()
    });
    said.extend(ended.and_then(|(group, base)| bound(group, base, voice)));
    said
}

/// The groups of the headline, in its order.
const HEADLINES: [Word; 6] = [
    Word::TrainHeadlineWithin,
    Word::TrainHeadlineBetter,
    Word::TrainHeadlineWorse,
    Word::TrainHeadlineUntried,
    Word::TrainHeadlineLost,
    Word::TrainHeadlineOpen,
];

/// Where a recipe stands in the headline; nowhere before it has learnt.
fn headline(group: &Group, base: Option<&Group>) -> Option<Word> {
    if 0 < group.lost() {
        return Some(Word::TrainHeadlineLost);
    }
    let found = learnt(group, base)?;
    if group.is_all_ends() {
        return Some(Word::TrainHeadlineUntried);
    }
    Some(match found.verdict() {
        Verdict::Within => Word::TrainHeadlineWithin,
        Verdict::Better => Word::TrainHeadlineBetter,
        Verdict::Worse => Word::TrainHeadlineWorse,
        Verdict::TooFew => Word::TrainHeadlineOpen,
    })
}

/// A comparison after the first step: before it, all recipes have the same weights.
fn learnt(group: &Group, base: Option<&Group>) -> Option<Compared> {
    compared(group, base).filter(|found| 0 < found.step)
}

fn alone(group: &Group, voice: &dyn Voice) -> String {
    let Some(found) = learnt(group, None) else {
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
    let apart = match difference.mean {
        mean if 0.0 < mean => Word::TrainApartHigher,
        mean if mean < 0.0 => Word::TrainApartLower,
        _ => Word::TrainApartEqual,
    };
    // Seeds with a small loss may pull the mean gap to the other side: the size given is that of the difference in nats.
    let size = found.base.map_or(gap.mean, |base| difference.mean / base.mean);
    let sizes = [("difference", loss(difference.mean.abs(), voice)), ("size", percent(size.abs(), voice))];
    let values = [
        ("name", recipe_name(group.known, voice)),
        ("step", steps(found.step, voice)),
        ("apart", filled(apart, &sizes, voice)),
        ("spread", found.base.and_then(|base| base.deviation).map_or_else(String::new, |spread| loss(spread, voice))),
        ("seeds", count(difference.count, voice)),
        ("fewest", count(FEWEST_SEEDS, voice)),
    ];
    let word = match found.verdict() {
        _ if group.is_all_ends() => Word::TrainVerdictUntried,
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

/// The gap of the training loss beside the published one: on one side of it only with twice the standard error.
fn bound(group: &Group, base: &Group, voice: &dyn Voice) -> Option<String> {
    let gap: Spread = group.training_gap(base)?;
    let enough = gap.deviation.filter(|_| FEWEST_SEEDS <= gap.count);
    let error = enough.map(|deviation| 2.0 * deviation / libm::sqrt(counted(gap.count)));
    let mean = percent(gap.mean, voice);
    let said = match error {
        Some(error) => filled(Word::TrainMeanError, &[("mean", mean), ("error", percent(error, voice))], voice),
        None => mean,
    };
    let billions = PUBLISHED_BILLIONS.map(|size| loss(size, voice));
    let parameters = group.runs.first().map_or(0, |run| run.parameters);
    let [small, large] = billions;
    let values = [
        ("name", recipe_name(group.known, voice)),
        ("gap", said),
        ("bound", percent(PUBLISHED_GAP, voice)),
        ("small", small),
        ("large", large),
        ("parameters", steps(parameters, voice)),
    ];
    let size = gap.mean.abs();
    let word = match error {
        Some(error) if size + error < PUBLISHED_GAP => Word::TrainBoundWithin,
        Some(error) if PUBLISHED_GAP <= size - error => Word::TrainBoundBeyond,
        Some(_) | None => Word::TrainBoundCoarse,
    };
    Some(filled(word, &values, voice))
}

#[cfg(test)]
mod tests {
    use super::{in_words, verdicts};
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::experiments::training::plan::Task;
    use crate::views::train_groups::tests::study;

    #[test]
    fn each_verdict_has_its_sentence() {
        let check = |other: &[f32], expect: [Word; 2]| {
            let (train, reports) = study(&[0.19, 0.2, 0.21][..other.len()], other);
            assert_eq!(verdicts(&train, &reports, &PlainVoice), expect.map(Word::key), "{other:?}");
        };
        check(&[0.19, 0.2, 0.21], [Word::TrainVerdictWithin, Word::TrainBoundWithin]);
        check(&[0.22, 0.231_579, 0.243_158], [Word::TrainVerdictWorse, Word::TrainBoundBeyond]);
        // Gaps of -15.8, -15 and -14.3 %: they spread by 0.75 %, and are far beyond 0.25 % all the same.
        check(&[0.16, 0.17, 0.18], [Word::TrainVerdictBetter, Word::TrainBoundBeyond]);
        // Gaps of 0.1, 0.2 and 0.3 %: twice the standard error is 0.2 %/√3 = 0.115 %, and the bound lies between.
        check(&[0.190_19, 0.2004, 0.210_63], [Word::TrainVerdictWithin, Word::TrainBoundCoarse]);
        check(&[0.5], [Word::TrainVerdictFew, Word::TrainBoundCoarse]);
        check(&[0.19, 0.2], [Word::TrainVerdictFew, Word::TrainBoundCoarse]);
    }

    #[test]
    fn the_bound_waits_for_the_end() {
        let (train, mut reports) = study(&[0.19, 0.2, 0.21], &[0.19, 0.2, 0.21]);
        reports[4].plan.steps = 20;
        assert_eq!(verdicts(&train, &reports, &PlainVoice), [Word::TrainVerdictWithin.key()]);
        reports.pop();
        reports[4].plan.steps = 10;
        assert_eq!(verdicts(&train, &reports, &PlainVoice), [Word::TrainVerdictFew.key()], "a seed is yet to begin");
    }

    #[test]
    fn nothing_is_judged_before_the_first_step() {
        let (train, mut reports) = study(&[0.19, 0.2, 0.21], &[0.19, 0.2, 0.21]);
        for report in &mut reports {
            report.step = 0;
            report.losses.clear();
            report.marks.truncate(1);
        }
        assert!(verdicts(&train, &reports, &PlainVoice).is_empty());
        assert_eq!(in_words(&train, &reports, &PlainVoice), Word::TrainNothingYet.key());
        assert_eq!(in_words(&train, &reports[..3], &PlainVoice), Word::TrainNothingYet.key());
    }

    #[test]
    fn a_network_of_two_ends_is_no_trial() {
        let (train, mut reports) = study(&[0.19, 0.2, 0.21], &[0.9, 0.9, 0.9]);
        for report in &mut reports {
            report.plan.depth = 1;
        }
        assert_eq!(verdicts(&train, &reports, &PlainVoice), [Word::TrainVerdictUntried.key()]);
        let headline = in_words(&train, &reports, &PlainVoice);
        assert_eq!(headline, format!("{} {}", Word::TrainHeadlineAfter.key(), Word::TrainHeadlineUntried.key()));
        // A block of the character model has layers between its ends.
        for report in &mut reports {
            report.plan.task = Task::French;
        }
        assert_eq!(
            verdicts(&train, &reports, &PlainVoice).first().map(String::as_str),
            Some(Word::TrainVerdictWorse.key())
        );
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
