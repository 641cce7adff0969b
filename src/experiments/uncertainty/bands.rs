//! Percentiles of many numbers, without sorting them.
//!
//! A percentile between two ranks is interpolated on a straight line (type 7 of Hyndman and Fan 1996, as NumPy and R do by default):
//! of 1, 2, 3, 4 the median is 2.5. Numbers that are not negative have the same order as their bits, so they are counted into
//! buckets of equal width on their bits first, and only the few buckets that hold a wanted rank are sorted. Exact, and in one order.

/// The percentiles of a band: P5, P25, P50, P75, P95.
pub const BAND: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// How many buckets there are.
const BUCKETS: usize = 1024;

/// Working memory, to be used again for each list.
#[derive(Clone, Debug)]
pub struct Sorter {
    counts: Box<[u32; BUCKETS]>,
    wanted: Vec<Vec<u64>>,
}

impl Default for Sorter {
    fn default() -> Self {
        Self { counts: Box::new([0; BUCKETS]), wanted: Vec::new() }
    }
}

/// The smallest and the largest of a list without NaN: eight of each side by side, then the ends of those.
fn ends(values: &[f64]) -> (f64, f64) {
    let first = values.first().copied().unwrap_or_default();
    let (mut low, mut high) = ([first; 8], [first; 8]);
    let mut eights = values.chunks_exact(8);
    let mut take = |at: usize, value: f64| {
        low[at] = if value < low[at] { value } else { low[at] };
        high[at] = if value > high[at] { value } else { high[at] };
    };
    for eight in &mut eights {
        for (at, value) in eight.iter().enumerate() {
            take(at, *value);
        }
    }
    for value in eights.remainder() {
        take(0, *value);
    }
    (low.into_iter().fold(first, f64::min), high.into_iter().fold(first, f64::max))
}

impl Sorter {
    /// The band of a list of finite numbers, none of them negative; zeros for an empty list.
    pub fn band(&mut self, values: &[f64]) -> [f64; 5] {
        let Some(last) = values.len().checked_sub(1) else { return [0.0; 5] };
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53 values")]
        let places = BAND.map(|share| share * last as f64);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank is between 0 and the last")]
        let ranks = places.map(|place| libm::floor(place) as usize);
        let mut wanted: Vec<usize> = ranks.iter().flat_map(|rank| [*rank, (rank + 1).min(last)]).collect();
        wanted.dedup();
        let found = self.ranked(values, &wanted);
        let at = |rank: usize| found.iter().find(|(known, _)| *known == rank).map_or(0.0, |(_, value)| *value);
        std::array::from_fn(|index| {
            let (low, high) = (at(ranks[index]), at((ranks[index] + 1).min(last)));
            low + (places[index] - libm::floor(places[index])) * (high - low)
        })
    }

    /// The values of these ranks, which rise.
    fn ranked(&mut self, values: &[f64], ranks: &[usize]) -> Vec<(usize, f64)> {
        let (low, high) = ends(values);
        if low.to_bits() == high.to_bits() {
            return ranks.iter().map(|rank| (*rank, low)).collect();
        }
        let (low, high) = (low.to_bits(), high.to_bits());
        let shift = (u64::BITS - (high - low).leading_zeros()).saturating_sub(BUCKETS.ilog2());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "below the number of buckets by the shift; masked to show it"
        )]
        let bucket_of = |value: f64| ((value.to_bits() - low) >> shift) as usize % BUCKETS;
        self.counts.fill(0);
        for value in values {
            self.counts[bucket_of(*value)] += 1;
        }
        let homes = self.homes(ranks);
        // Which of the wanted buckets a bucket is, from 1 on; the counts have done their work.
        self.counts.fill(0);
        for (home, place) in homes.iter().zip(1..) {
            self.counts[home.bucket] = place;
        }
        self.wanted.iter_mut().for_each(Vec::clear);
        self.wanted.resize_with(homes.len() + 1, Vec::new);
        for value in values {
            let place = self.counts[bucket_of(*value)];
            if place != 0 {
                self.wanted[place as usize].push(value.to_bits());
            }
        }
        self.wanted.iter_mut().for_each(|bucket| bucket.sort_unstable());
        let of = |rank: &usize| {
            let (home, bucket) = homes.iter().zip(&self.wanted[1..]).rev().find(|(home, _)| home.before <= *rank)?;
            Some((*rank, f64::from_bits(bucket[rank - home.before])))
        };
        ranks.iter().filter_map(of).collect()
    }

    /// The buckets that hold the ranks, rising, each once.
    fn homes(&self, ranks: &[usize]) -> Vec<Home> {
        let mut homes: Vec<Home> = Vec::with_capacity(ranks.len());
        let mut before = 0;
        let mut left = ranks.iter().copied().peekable();
        for (bucket, count) in self.counts.iter().enumerate() {
            let after = before + *count as usize;
            if left.peek().is_some_and(|rank| *rank < after) {
                homes.push(Home { bucket, before });
                while left.peek().is_some_and(|rank| *rank < after) {
                    left.next();
                }
            }
            before = after;
        }
        homes
    }
}

/// A bucket that holds a wanted rank, and how many values lie in the buckets before it.
struct Home {
    bucket: usize,
    before: usize,
}

#[cfg(test)]
mod tests {
    use super::{BAND, Sorter};
    use crate::numerics::rng::Stream;

    /// The same by sorting.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small lists"
    )]
    fn sorted(values: &[f64]) -> [f64; 5] {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        BAND.map(|share| {
            let place = share * (values.len() - 1) as f64;
            let low = place.floor() as usize;
            let high = (low + 1).min(values.len() - 1);
            values[low] + (place - place.floor()) * (values[high] - values[low])
        })
    }

    #[test]
    fn buckets_find_what_sorting_finds() {
        let mut sorter = Sorter::default();
        let mut stream = Stream::new(7);
        for count in [1_usize, 2, 3, 4, 10, 21, 999, 10_000] {
            for make in [
                |x: f64| x,
                |x: f64| (10.0 * x).exp(),
                |x: f64| (x * 5.0).floor(),
                |_| 4.25,
                |x: f64| if x < 0.5 { 0.0 } else { x * 1e300 },
                |x: f64| x * 1e-310,
            ] {
                let values: Vec<f64> = (0..count).map(|_| make(stream.uniform())).collect();
                let (got, expect) = (sorter.band(&values), sorted(&values));
                assert_eq!(got.map(f64::to_bits), expect.map(f64::to_bits), "{count}");
            }
        }
        assert_eq!(sorter.band(&[1.0, 2.0, 3.0, 4.0])[2].to_bits(), 2.5_f64.to_bits());
        assert_eq!(sorter.band(&[]).map(f64::to_bits), [0.0_f64; 5].map(f64::to_bits));
    }
}
