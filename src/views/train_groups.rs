//! `#/train`: the runs of a study, recipe by recipe, and what they say about each other.
//!
//! Two runs of one seed start from the same weights and see the same examples, so recipes are compared seed by seed:
//! `d = loss(recipe, seed) − loss(FP32, seed)` at the same examination, and the gap is `d ÷ loss(FP32, seed)`.
//! A loss of 0.2020 beside 0.2000 is a gap of 1 %. Units: nats; gaps and shares as fractions.

use crate::experiments::training::recipe::{Known, Recipe};
use crate::experiments::training::report::{Mark, Report};
use crate::scenario::train::Train;

/// The share of a run, at its end, that its training loss is averaged over.
pub const TAIL: usize = 10;

/// Fewer seeds than this are no verdict: of two runs, one is always the better one.
pub const FEWEST_SEEDS: usize = 3;

/// All runs of one recipe.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Its place among the recipes of the study; FP32 is 0.
    pub place: usize,
    /// Its row in the table of recipes; `None` for the reader's own.
    pub known: Option<Known>,
    /// The recipe.
    pub recipe: Recipe,
    /// Its runs, by seed.
    pub runs: Vec<&'a Report>,
}

/// Several numbers: their mean and how far they spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation with `n − 1`; `None` for one number.
    pub deviation: Option<f64>,
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

/// A recipe at an examination, and beside FP32.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// After so many steps.
    pub step: u32,
    /// Its loss.
    pub loss: Spread,
    /// Its share of right answers.
    pub right: Spread,
    /// The loss of all runs of FP32 at this examination.
    pub base: Option<Spread>,
    /// Its loss less that of FP32, seed by seed.
    pub difference: Option<Spread>,
    /// That difference over the loss of FP32.
    pub gap: Option<Spread>,
}

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Too few pairs of runs to say.
    TooFew,
    /// No farther from FP32 than FP32's own seeds are from each other.
    Within,
    /// A higher loss by more than that.
    Worse,
    /// A lower loss by more than that.
    Better,
}

/// The recipes of a study that have runs by now, in their order.
pub fn groups<'a>(train: &Train, reports: &'a [Report]) -> Vec<Group<'a>> {
    let all = train.recipes().into_iter().enumerate().map(|(place, (known, recipe))| {
        let mut runs: Vec<&Report> = reports.iter().filter(|report| report.plan.recipe == recipe).collect();
        runs.sort_by_key(|report| report.plan.seed.wrapping_sub(train.seed));
        Group { place, known, recipe, runs }
    });
    all.filter(|group| !group.runs.is_empty()).collect()
}

/// The runs of FP32, if there are any.
pub fn base<'a, 'b>(groups: &'b [Group<'a>]) -> Option<&'b Group<'a>> {
    groups.iter().find(|group| group.place == 0)
}

impl<'a> Group<'a> {
    /// Runs whose loss is still a number.
    pub fn kept(&self) -> impl Iterator<Item = &'a Report> {
        self.runs.iter().copied().filter(|run| run.lost.is_none())
    }

    /// How many runs are lost.
    pub fn lost(&self) -> usize {
        self.runs.iter().filter(|run| run.lost.is_some()).count()
    }

    /// Whether every run is at its last step or lost.
    pub fn is_over(&self) -> bool {
        self.runs.iter().all(|run| run.step == run.plan.steps || run.lost.is_some())
    }

    /// Whether every layer is the first or the last, and those stay in BF16: a network of one hidden layer tries no format of eight bits.
    pub fn is_all_ends(&self) -> bool {
        let is_short = |run: &&Report| !run.plan.task.is_verse() && run.plan.depth == 1;
        self.recipe.is_high_at_ends && self.runs.first().is_some_and(is_short)
    }

    /// The kept run of a seed.
    pub fn of_seed(&self, seed: u32) -> Option<&'a Report> {
        self.kept().find(|run| run.plan.seed == seed)
    }

    /// Its runs with those of FP32 that began alike.
    pub fn pairs(&self, base: &Group<'a>) -> Vec<(&'a Report, &'a Report)> {
        self.kept().filter_map(|run| Some((run, base.of_seed(run.plan.seed)?))).collect()
    }

    /// The last examination that all its runs, and those they are compared with, have behind them.
    fn step(&self, base: Option<&Group<'a>>) -> Option<u32> {
        let partners = base.map(|base| self.pairs(base)).unwrap_or_default().into_iter().map(|(_, partner)| partner);
        self.kept().chain(partners).filter_map(|run| run.marks.last()).map(|mark| mark.step).min()
    }

    /// The steps of examinations that any of its kept runs has behind it.
    pub fn steps(&self) -> Vec<u32> {
        let mut steps: Vec<u32> = self.kept().flat_map(|run| run.marks.iter().map(|mark| mark.step)).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// Its kept runs at an examination.
    pub fn at(&self, step: u32, read: fn(&Mark) -> f64) -> Option<Spread> {
        Spread::of(self.kept().filter_map(|run| mark_at(run, step)).map(read))
    }

    /// The gap to FP32 at an examination.
    pub fn gap(&self, base: &Group<'a>, step: u32) -> Option<Spread> {
        let pairs = losses(self, base, step);
        Spread::of(pairs.into_iter().map(|(loss, base)| (loss - base) / base))
    }

    /// The gap of the training loss, averaged over the last tenth of the steps that both runs of a pair have done.
    pub fn training_gap(&self, base: &Group<'a>) -> Option<Spread> {
        let gap = |(run, base): (&Report, &Report)| {
            let steps = run.losses.len().min(base.losses.len());
            let (loss, base) = (tail(&run.losses[..steps])?, tail(&base.losses[..steps])?);
            Some((loss - base) / base)
        };
        Spread::of(self.pairs(base).into_iter().filter_map(gap))
    }
}

/// How a recipe does at the last examination of all its runs; `None` before there is any, or if all are lost.
pub fn compared(group: &Group, base: Option<&Group>) -> Option<Compared> {
    let step = group.step(base)?;
    let base = base.filter(|base| base.place != group.place);
    let differences = base.map(|base| losses(group, base, step)).unwrap_or_default();
    Some(Compared {
        step,
        loss: group.at(step, |mark| f64::from(mark.loss))?,
        right: group.at(step, |mark| f64::from(mark.right))?,
        base: base.and_then(|base| base.at(step, |mark| f64::from(mark.loss))),
        difference: Spread::of(differences.into_iter().map(|(loss, base)| loss - base)),
        gap: base.and_then(|base| group.gap(base, step)),
    })
}

impl Compared {
    /// Whether the mean difference is more than FP32's own spread.
    pub fn verdict(&self) -> Verdict {
        let (Some(difference), Some(noise)) = (self.difference, self.base.and_then(|base| base.deviation)) else {
            return Verdict::TooFew;
        };
        if difference.count < FEWEST_SEEDS {
            Verdict::TooFew
        } else if difference.mean.abs() <= noise {
            Verdict::Within
        } else if 0.0 < difference.mean {
            Verdict::Worse
        } else {
            Verdict::Better
        }
    }
}

impl Spread {
    /// Of all numbers that are finite; `None` if there are none.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        if values.is_empty() {
            return None;
        }
        let count = counted(values.len());
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Some(Self {
            count: values.len(),
            mean,
            deviation: (1 < values.len()).then(|| libm::sqrt(squares / (count - 1.0))),
            low: values.iter().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    }
}

/// A run at an examination.
pub fn mark_at(run: &Report, step: u32) -> Option<&Mark> {
    run.marks.iter().find(|mark| mark.step == step)
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "runs and steps, thousands at most")]
pub fn counted(count: usize) -> f64 {
    count as f64
}

/// The mean of the last tenth.
fn tail(losses: &[f32]) -> Option<f64> {
    let last = losses.len().div_ceil(TAIL);
    let mean = losses[losses.len() - last..].iter().map(|loss| f64::from(*loss)).sum::<f64>() / counted(last);
    mean.is_finite().then_some(mean)
}

/// The losses of every pair at an examination.
fn losses(group: &Group, base: &Group, step: u32) -> Vec<(f64, f64)> {
    let at = |run: &Report| mark_at(run, step).map(|mark| f64::from(mark.loss));
    group.pairs(base).into_iter().filter_map(|(run, base)| Some((at(run)?, at(base)?))).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Group, Spread, Verdict, compared, groups};
    use crate::experiments::training::report::{Mark, Picture, Report};
    use crate::scenario::train::Train;

    /// A run of the recipe at a place of the study's, with these losses after 0, 10, 20, … steps.
    pub fn report(train: &Train, place: usize, seed: u32, losses: &[f32]) -> Report {
        let recipe = train.recipes()[place].1;
        let plan = train.plans().into_iter().find(|plan| plan.recipe == recipe && plan.seed == seed).unwrap();
        let marks = (0_u32..).zip(losses).map(|(number, loss)| Mark { step: 10 * number, loss: *loss, right: 0.5 });
        let marks: Vec<Mark> = marks.collect();
        Report {
            plan,
            parameters: 4000,
            step: marks.last().unwrap().step,
            losses: losses.iter().flat_map(|loss| [*loss; 10]).collect(),
            marks,
            layers: Vec::new(),
            picture: Picture::Map(Vec::new()),
            loss_scale: 1.0,
            skipped: 0,
            lost: None,
            digest: 0,
        }
    }

    /// A study of FP32 and DeepSeek-V3, ten steps and over, whose losses are those given, seed by seed.
    pub fn study(fp32: &[f32], other: &[f32]) -> (Train, Vec<Report>) {
        let seeds = u32::try_from(fp32.len().max(other.len())).unwrap();
        let train = Train { steps: 10, seeds, ..Train::default() };
        let of = |place: usize, losses: &[f32]| {
            let one = |(seed, loss): (u32, &f32)| report(&train, place, seed, &[0.7, *loss]);
            (1..).zip(losses).map(one).collect::<Vec<_>>()
        };
        let reports = of(0, fp32).into_iter().chain(of(1, other)).collect();
        (train, reports)
    }

    fn check(fp32: &[f32], other: &[f32], expect: Verdict) {
        let (train, reports) = study(fp32, other);
        let groups = groups(&train, &reports);
        let found = compared(&groups[1], groups.first()).unwrap();
        assert_eq!(found.verdict(), expect, "{fp32:?} {other:?}");
    }

    #[test]
    fn the_noise_of_fp32_decides() {
        // FP32's own losses spread by 0.01.
        let fp32 = [0.19, 0.2, 0.21];
        check(&fp32, &[0.195, 0.205, 0.215], Verdict::Within);
        check(&fp32, &[0.185, 0.195, 0.205], Verdict::Within);
        check(&fp32, &[0.21, 0.22, 0.23], Verdict::Worse);
        check(&fp32, &[0.17, 0.18, 0.19], Verdict::Better);
        check(&fp32, &[0.9, 0.9], Verdict::TooFew);
        check(&[0.2], &[0.9], Verdict::TooFew);
    }

    #[test]
    fn gaps_are_taken_seed_by_seed() {
        let (train, reports) = study(&[0.1, 0.2, 0.4], &[0.101, 0.202, 0.404]);
        let groups = groups(&train, &reports);
        let gap = compared(&groups[1], groups.first()).and_then(|found| found.gap).unwrap();
        assert!((gap.mean - 0.01).abs() < 1e-6 && gap.deviation.is_some_and(|deviation| deviation < 1e-6), "{gap:?}");
        let training = groups[1].training_gap(&groups[0]).unwrap();
        assert!((training.mean - 0.01).abs() < 1e-6, "{training:?}");
    }

    #[test]
    fn runs_are_compared_where_both_have_been() {
        let train = Train { seeds: 1, ..Train::default() };
        let reports = [report(&train, 0, 1, &[0.7, 0.5, 0.4, 0.3]), report(&train, 1, 1, &[0.7, 0.6])];
        let groups = groups(&train, &reports);
        let found = compared(&groups[1], groups.first()).unwrap();
        assert_eq!(found.step, 10);
        assert!(found.difference.is_some_and(|difference| (difference.mean - 0.1).abs() < 1e-6));
        assert_eq!(compared(&groups[0], groups.first()).map(|found| found.step), Some(30));
    }

    #[test]
    fn lost_runs_count_in_no_mean() {
        let (train, mut reports) = study(&[0.19, 0.2, 0.21], &[0.19, 0.2, 99.0]);
        reports[5].lost = Some(7);
        let groups = groups(&train, &reports);
        let Group { runs, .. } = &groups[1];
        let found = compared(&groups[1], groups.first()).unwrap();
        assert_eq!((runs.len(), groups[1].lost(), found.loss.count), (3, 1, 2));
        assert_eq!(found.verdict(), Verdict::TooFew);
    }

    #[test]
    fn a_spread_is_that_of_a_sample() {
        // Mean 3, squares 4 + 0 + 4 over 2.
        let spread = Spread::of([1.0, 3.0, 5.0, f64::NAN].into_iter()).unwrap();
        assert_eq!((spread.count, spread.mean, spread.deviation), (3, 3.0, Some(2.0)));
        assert_eq!((spread.low, spread.high), (1.0, 5.0));
        assert_eq!(Spread::of([f64::INFINITY].into_iter()), None);
    }
}
