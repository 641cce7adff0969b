//! From values to decoded codes, and what is counted on the way.
//!
//! Where the largest magnitude of a row's span neither overflows nor is infinite or NaN, none there does or is, scaling and rounding
//! being monotone: such spans, nearly all, are rounded without asking.

use crate::numerics::blocks::reach::exceeded;
use crate::numerics::matmul::factor::Tally;
use crate::numerics::matmul::fitting::{Before, Fit, Panels};
use crate::numerics::matmul::nearest::{INFINITY, MAGNITUDE, Nearest};
use crate::numerics::matmul::{Place, ROWS, Words, halves, joined};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Conversion;
use crate::numerics::slices::{decode_into, encode_into};

/// Makes decoded codes of the panels' values.
pub(super) fn enter(rule: Conversion, fit: &Fit, panels: &mut Panels, counted: (&mut Count, &mut Stream)) {
    let (count, words) = counted;
    match (Nearest::<true>::new(rule), Nearest::<false>::new(rule)) {
        (Some(nearest), _) => round(&nearest, fit, panels, count),
        (None, Some(nearest)) => round(&nearest, fit, panels, count),
        (None, None) => singly(rule, fit, panels, (count, words)),
    }
}

/// The tally of `count` values that stay as they are.
pub(super) fn unchanged(places: &[Place], count: usize) -> Tally {
    let mut counted = Count::new();
    for x in places.iter().flat_map(halves) {
        counted.add(x, x, counted.zero);
    }
    counted.tally(count).0
}

/// What is counted, lane by lane.
pub(super) struct Count {
    magnitude: Words,
    end: Words,
    zero: Words,
    flushed: Words,
    saturated: Words,
    before: Words,
    after: Words,
}

impl Count {
    pub fn new() -> Self {
        let zero = Words::splat(0);
        let (magnitude, end) = (Words::splat(MAGNITUDE).kept(), Words::splat(INFINITY - 1).kept());
        Self { magnitude, end, zero, flushed: zero, saturated: zero, before: zero, after: zero }
    }

    /// Four values before and after. A set mask is -1.
    #[inline]
    fn add(&mut self, before: Words, after: Words, overflows: Words) {
        let (before, after) = (before.and(self.magnitude), after.and(self.magnitude));
        self.flushed = self.flushed.minus(before.exceeds(self.zero).without(after.exceeds(self.zero)));
        self.saturated = self.saturated.minus(overflows);
        self.before = self.before.most(before.without(before.exceeds(self.end)));
        self.after = self.after.most(after);
    }

    /// Four values of which none overflows nor is infinite or NaN; their largest magnitudes are told by [`peaks`](Self::peaks).
    #[inline]
    fn add_within(&mut self, before: Words, after: Words) {
        let (before, after) = (before.and(self.magnitude), after.and(self.magnitude));
        self.flushed = self.flushed.minus(before.exceeds(self.zero).without(after.exceeds(self.zero)));
    }

    /// The largest magnitudes before and after, all of them finite.
    fn peaks(&mut self, before: Words, after: Words) {
        self.before = self.before.most(before);
        self.after = self.after.most(after.and(self.magnitude));
    }

    /// One value before and after.
    fn add_one(&mut self, before: f32, after: f32, overflows: bool) {
        let lane = |value: f32| Words::load([value, 0.0, 0.0, 0.0]);
        self.add(lane(before), lane(after), Words::of([if overflows { u32::MAX } else { 0 }, 0, 0, 0]));
    }

    /// The tally of `count` values, and whether all are finite afterwards.
    pub fn tally(&self, count: usize) -> (Tally, bool) {
        let sum = |words: Words| words.store().map(|lane| u64::from(lane.to_bits())).into_iter().sum::<u64>();
        let most = |words: Words| words.store().into_iter().fold(0, |most, lane| lane.to_bits().max(most));
        let tally = Tally {
            count: u64::try_from(count).unwrap_or(u64::MAX),
            flushed: sum(self.flushed),
            saturated: sum(self.saturated),
            amax: f32::from_bits(most(self.before)),
        };
        (tally, most(self.after) < INFINITY)
    }
}

/// Rounds to nearest, in lanes.
fn round<const OWN: bool>(nearest: &Nearest<OWN>, fit: &Fit, panels: &mut Panels, count: &mut Count) {
    match fit.before {
        Before::Nothing => rounded(nearest, fit, panels, (count, |x, _| x)),
        Before::Over => rounded(nearest, fit, panels, (count, Words::float_over)),
        Before::Times => rounded(nearest, fit, panels, (count, Words::float_times)),
    }
}

fn rounded<const OWN: bool>(
    nearest: &Nearest<OWN>,
    fit: &Fit,
    panels: &mut Panels,
    (count, scaled): (&mut Count, impl Fn(Words, Words) -> Words),
) {
    for (run, factor) in panels.runs(fit.span).zip(&fit.factors) {
        let factors = halves(factor);
        let peaks = peaks(run, count.magnitude);
        let scaled_peaks = [0, 1].map(|half| scaled(peaks[half], factors[half]));
        if scaled_peaks.into_iter().all(|peaks| nearest.covers(peaks)) {
            (0..2).for_each(|half| count.peaks(peaks[half], nearest.within(scaled_peaks[half])));
            change(run, |before, half| {
                let after = nearest.within(scaled(before, factors[half]));
                count.add_within(before, after);
                after
            });
        } else {
            change(run, |before, half| {
                let outcome = nearest.round(scaled(before, factors[half]));
                count.add(before, outcome.values, outcome.overflows);
                outcome.values
            });
        }
    }
}

/// Replaces each place by what becomes of its halves.
#[inline]
fn change(run: &mut [Place], mut changed: impl FnMut(Words, usize) -> Words) {
    for place in run {
        let [low, high] = halves(place);
        *place = joined([changed(low, 0), changed(high, 1)]);
    }
}

/// The largest magnitude of each row: as patterns they are ordered, NaN above all.
fn peaks(run: &[Place], magnitude: Words) -> [Words; 2] {
    let mut most = [Words::splat(0); 2];
    for place in run {
        for (most, x) in most.iter_mut().zip(halves(place)) {
            *most = most.most(x.and(magnitude));
        }
    }
    most
}

/// Rounds row by row: random words go to values in their order.
fn singly(rule: Conversion, fit: &Fit, panels: &mut Panels, (count, words): (&mut Count, &mut Stream)) {
    let mut codes = vec![0; panels.depth * rule.format.spec().bytes_per_code()];
    let mut after = vec![0.0; panels.depth];
    for row in 0..panels.rows {
        let (panel, lane) = (row / ROWS, row % ROWS);
        let places = &mut panels.places[panel * panels.depth..][..panels.depth];
        let factors = &fit.factors[panel * panels.depth.div_ceil(fit.span)..];
        let scaled: Vec<f32> = places
            .iter()
            .enumerate()
            .map(|(at, place)| fit.before.applied(place[lane], factors[at / fit.span][lane]))
            .collect();
        let unused = words.clone();
        encode_into(rule, &scaled, &mut codes, words);
        decode_into(rule.format, &codes, &mut after);
        for ((place, after), overflows) in places.iter_mut().zip(&after).zip(exceeded(rule, &scaled, unused)) {
            count.add_one(place[lane], *after, overflows);
            place[lane] = *after;
        }
    }
}
