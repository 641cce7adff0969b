//! `#/bandwidth`: what its measured figures share: rates with their spread, names of storages, captions.
//!
//! A rate is never shown without its slowest and its fastest repetition. A quotient of two rates lies between the slowest by the
//! fastest and the fastest by the slowest: 30 (28 to 32) by 10 (9 to 12) is 3 (2.33 to 3.56).

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::Mark;
use crate::charts::ink::Ink;
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::bandwidth::Rate;
use crate::numerics::gemv::Storage;
use crate::scenario::measured::{Measured, Point};
use crate::views::bandwidth_words::{filled, whole};

/// A billion, in which rates are shown.
pub const GIGA: f64 = 1e9;

/// A spread above this is noise that a reader is warned of.
pub const NOISY: f64 = 0.1;

/// Half the width of a whisker, as a factor.
const WHISKER: f64 = 1.03;

/// What a storage is called.
pub fn storage_name(storage: Storage) -> String {
    match storage {
        Storage::Fp4 => "FP4 (E2M1)".to_owned(),
        Storage::Fp32 | Storage::Fp16 | Storage::Bf16 | Storage::E4m3fn | Storage::E5m2 => {
            storage.format().name().as_str().to_owned()
        }
    }
}

/// The ink of a storage, that of its format everywhere.
pub fn ink(storage: Storage) -> Ink {
    Ink::Format(storage.format())
}

/// How many times as fast as FP32 a storage can be where memory alone decides: 4 by its bytes.
pub fn limit(storage: Storage) -> f64 {
    Storage::Fp32.bytes_per_weight() / storage.bytes_per_weight()
}

/// Whether a rate can be shown: a clock that stood still gives none.
pub fn is_sound(rate: Rate) -> bool {
    0.0 < rate.median && 0.0 <= rate.low && rate.low <= rate.median && rate.median <= rate.high && rate.high.is_finite()
}

/// The rate of a product, if it can be shown.
pub fn at(measured: &Measured, storage: Storage, size: u32, vectors: u32) -> Option<Rate> {
    measured.at(storage, size, vectors).filter(|rate| is_sound(*rate))
}

/// The points with one vector, by size, each as wide storages first.
pub fn single(measured: &Measured) -> Vec<Point> {
    let mut points: Vec<Point> =
        measured.points.iter().filter(|point| point.vectors == 1 && is_sound(point.rate)).copied().collect();
    points.sort_by_key(Point::place);
    points
}

/// A rate times a factor above zero.
pub fn times(rate: Rate, factor: f64) -> Rate {
    Rate { median: rate.median * factor, low: rate.low * factor, high: rate.high * factor }
}

/// One rate by another; `None` where the other once stood still.
pub fn over(rate: Rate, base: Rate) -> Option<Rate> {
    let quotient = Rate { median: rate.median / base.median, low: rate.low / base.high, high: rate.high / base.low };
    is_sound(quotient).then_some(quotient)
}

/// How many times as fast as FP32 a product is.
pub fn speed_up(measured: &Measured, storage: Storage, size: u32, vectors: u32) -> Option<Rate> {
    over(at(measured, storage, size, vectors)?, at(measured, Storage::Fp32, size, vectors)?)
}

/// A number of weights: 2^25.
pub fn weights(size: u32) -> f64 {
    libm::exp2(f64::from(size))
}

/// A number of weights as it is spoken: 2²⁵.
pub fn size_text(size: u32, voice: &dyn Voice) -> String {
    voice.number(weights(size), NumberStyle::Power2)
}

/// `3.1 (2.9 to 3.3)`.
pub fn said(rate: Rate, voice: &dyn Voice) -> String {
    between(rate, NumberStyle::Significant { digits: 3 }, voice)
}

/// `78% (75% to 80%)`.
pub fn said_share(rate: Rate, voice: &dyn Voice) -> String {
    between(rate, NumberStyle::Percent { decimals: 0 }, voice)
}

fn between(rate: Rate, style: NumberStyle, voice: &dyn Voice) -> String {
    let number = |value| voice.number(value, style);
    let values = [("median", number(rate.median)), ("low", number(rate.low)), ("high", number(rate.high))];
    filled(Word::MeasuredSpread, &values, voice)
}

/// Where the figures come from, and what their bands are.
pub fn caption(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> String {
    let origin = if is_elsewhere { Word::MeasuredCaptionLink } else { Word::MeasuredCaptionHere };
    let origin = filled(origin, &[("threads", whole(measured.threads, voice))], voice);
    let spread = match measured.repetitions {
        0 => voice.say(Word::MeasuredCaptionSpread).to_owned(),
        times => filled(Word::MeasuredCaptionRepetitions, &[("repetitions", whole(times, voice))], voice),
    };
    format!("{origin} {spread}")
}

/// The line of a series with the band of its spread; a point alone has a whisker.
pub fn line(name: String, ink: Ink, rates: &[(f64, Rate)]) -> Vec<Mark> {
    let points: Vec<(f64, f64)> = rates.iter().map(|(x, rate)| (*x, rate.median)).collect();
    match rates {
        [] => Vec::new(),
        [(x, rate)] => vec![whisker(*x, *rate, ink), Mark::points(name, ink, points)],
        _ => {
            let band = rates.iter().map(|(x, rate)| (*x, rate.low, rate.high)).collect();
            vec![Mark::Band { ink, points: band }, Mark::line(name, ink, points)]
        }
    }
}

/// The spread of one point.
pub fn whisker(x: f64, rate: Rate, ink: Ink) -> Mark {
    Mark::Band { ink, points: vec![(x / WHISKER, rate.low, rate.high), (x * WHISKER, rate.low, rate.high)] }
}

/// The horizontal axis of figures over the size of the matrix.
pub fn sizes(points: &[Point], voice: &dyn Voice) -> Axis {
    let all = points.iter().map(|point| weights(point.size));
    Axis::around(Scale::Log2, all, voice.say(Word::MeasuredAxisWeights)).with_ticks(Ticks::Styled(NumberStyle::Power2))
}

/// A vertical axis of decades: medians, and their spread where it is not so wide that nothing else would be seen.
pub fn decades(rates: impl Iterator<Item = Rate>, label: Word, voice: &dyn Voice) -> Axis {
    let ends = |rate: Rate| [rate.low.max(rate.median / 2.0), rate.high.min(rate.median * 2.0)];
    Axis::around(Scale::Log10, rates.flat_map(ends), voice.say(label)).rounded()
}

#[cfg(test)]
mod tests {
    use super::{limit, over, storage_name};
    use crate::experiments::bandwidth::Rate;
    use crate::numerics::gemv::Storage;

    #[test]
    fn a_quotient_lies_between_its_extremes() {
        let rate = Rate { median: 30.0, low: 28.0, high: 32.0 };
        let base = Rate { median: 10.0, low: 9.0, high: 12.0 };
        let Some(found) = over(rate, base) else { panic!() };
        assert!((found.median - 3.0).abs() < 1e-12 && (found.low - 28.0 / 12.0).abs() < 1e-12);
        assert!((found.high - 32.0 / 9.0).abs() < 1e-12);
        assert_eq!(over(rate, Rate { low: 0.0, ..base }), None);
    }

    #[test]
    fn limits_follow_from_bytes() {
        let limits = Storage::ALL.map(|storage| format!("{} {:.2}", storage_name(storage), limit(storage)));
        assert_eq!(limits, ["FP32 1.00", "FP16 2.00", "BF16 2.00", "E4M3FN 4.00", "E5M2 4.00", "FP4 (E2M1) 7.53"]);
    }
}
