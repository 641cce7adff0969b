//! A measurement as a link carries it: `8.7~123d12-30~456f0-4~14_100d1-1_200d0-2~24.8_90d0-0`.
//!
//! Joined by `~`: threads (after a point the repetitions, where they are known); the ceiling of memory in bytes a second; the ceiling of arithmetic in operations a second; then a group for
//! each size: its power of two (after a point the number of vectors, where there are several) and after `_` each the rates in weights
//! a second, by [`Storage::ALL`]. A rate is its median, at most three digits and a letter for the power of ten (`a` is 1, `d` a
//! thousand, `g` a million), and how far the slowest lies below and the fastest above, in thousandths: `123g12-30` is 123 million,
//! from 1.2 % less to 3 % more. What was not measured is left empty. All of a usual measurement takes some 650 characters.

use crate::experiments::bandwidth::Rate;
use crate::experiments::bandwidth_plan::{SIZES, VECTORS};
use crate::numerics::gemv::Storage;
use crate::scenario::measured::{Measured, Point};

/// The most threads that a link may speak of.
pub const MOST_THREADS: u32 = 1024;

/// The most repetitions.
const MOST_REPETITIONS: u32 = 31;

/// Digits of a median.
const DIGITS: usize = 3;

/// Letters of powers of ten: up to 10^15.
const LAST_LETTER: u8 = b'p';

/// The largest share above the median, in thousandths.
const MOST_ABOVE: f64 = 99_999.0;

/// What a text turned out to hold, and how many of its entries were no rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The measurement; `None` where nothing could be read.
    pub measured: Option<Measured>,
    /// Entries that were left out.
    pub dropped: usize,
}

/// Reads a text; what can be read of a damaged one is kept.
pub fn read(raw: &str) -> Read {
    let mut groups = raw.split('~');
    let Some((threads, repetitions)) = groups.next().and_then(crew) else {
        return Read { measured: None, dropped: raw.split('~').count() };
    };
    let mut dropped = 0;
    let mut ceiling = || match groups.next() {
        None | Some("") => None,
        Some(text) => {
            let rate = rate(text);
            dropped += usize::from(rate.is_none());
            rate
        }
    };
    let (memory, arithmetic) = (ceiling(), ceiling());
    let mut measured = Measured { threads, repetitions, memory, arithmetic, points: Vec::new() };
    for text in groups {
        dropped += group(text, &mut measured.points);
    }
    let measured = (!measured.is_empty()).then_some(measured);
    Read { dropped: dropped + usize::from(measured.is_none() && dropped == 0), measured }
}

/// Threads and repetitions: `8.7`.
fn crew(text: &str) -> Option<(u32, u32)> {
    let (threads, repetitions) = text.split_once('.').map_or((text, None), |(threads, times)| (threads, Some(times)));
    let held = |text, most: u32| whole(text).filter(|number| (1..=most).contains(number));
    let repetitions = repetitions.map_or(Some(0), |times| held(times, MOST_REPETITIONS));
    Some((held(threads, MOST_THREADS)?, repetitions?))
}

/// The rates of one size; how many entries are none.
fn group(text: &str, points: &mut Vec<Point>) -> usize {
    let mut entries = text.split('_');
    let Some((size, vectors)) = entries.next().and_then(heading) else { return 1 };
    let mut dropped = 0;
    for (at, entry) in entries.enumerate().filter(|(_, entry)| !entry.is_empty()) {
        let point = Storage::ALL.get(at).zip(rate(entry)).map(|(storage, rate)| Point {
            storage: *storage,
            size,
            vectors,
            rate,
        });
        match point {
            Some(point) => match points.binary_search_by_key(&point.place(), Point::place) {
                Err(at) => points.insert(at, point),
                Ok(_) => dropped += 1,
            },
            None => dropped += 1,
        }
    }
    dropped
}

/// A size and a number of vectors that are measured: `24.8`.
fn heading(text: &str) -> Option<(u32, u32)> {
    let (size, vectors) = text.split_once('.').unwrap_or((text, "1"));
    let (size, vectors) = (whole(size)?, whole(vectors)?);
    (SIZES.contains(&size) && (vectors == 1 || VECTORS.contains(&vectors))).then_some((size, vectors))
}

fn whole(text: &str) -> Option<u32> {
    digits(text).and_then(|number| u32::try_from(number).ok())
}

fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn rate(text: &str) -> Option<Rate> {
    let at = text.find(|c: char| c.is_ascii_lowercase())?;
    let (mantissa, rest) = text.split_at(at);
    let letter = rest.bytes().next().filter(|letter| *letter <= LAST_LETTER)?;
    let (below, above) = rest[1..].split_once('-')?;
    let mantissa = digits(mantissa).filter(|mantissa| 0 < *mantissa && text[..at].len() <= DIGITS)?;
    let (below, above) = (digits(below).filter(|below| *below <= 1000)?, digits(above)?);
    #[expect(
        clippy::cast_precision_loss,
        reason = "at most 999 · 10^15 = 999 · 5^15 · 2^15, whose odd part is below 2^53"
    )]
    let median = (mantissa * 10_u64.pow(u32::from(letter - b'a'))) as f64;
    let thousandths = |count: u64| median * (f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / 1000.0);
    Some(Rate { median, low: median - thousandths(below), high: median + thousandths(above) })
}

/// The text of a measurement; `None` if there is nothing to write.
pub fn written(measured: &Measured) -> Option<String> {
    if measured.is_empty() {
        return None;
    }
    let mut places: Vec<(u32, u32)> = Vec::new();
    for point in &measured.points {
        let place = (point.size, point.vectors);
        if let Err(at) = places.binary_search(&place) {
            places.insert(at, place);
        }
    }
    let ceiling = |rate: Option<Rate>| rate.and_then(rate_text).unwrap_or_default();
    let group = |(size, vectors): &(u32, u32)| {
        let rate = |storage: &Storage| measured.at(*storage, *size, *vectors).and_then(rate_text).unwrap_or_default();
        let rates: Vec<String> = Storage::ALL.iter().map(rate).collect();
        let place = if *vectors == 1 { size.to_string() } else { format!("{size}.{vectors}") };
        format!("{place}_{}", rates.join("_")).trim_end_matches('_').to_owned()
    };
    let threads = measured.threads.clamp(1, MOST_THREADS).to_string();
    let crew = match measured.repetitions.min(MOST_REPETITIONS) {
        0 => threads,
        times => format!("{threads}.{times}"),
    };
    let head = [crew, ceiling(measured.memory), ceiling(measured.arithmetic)];
    let all: Vec<String> = head.into_iter().chain(places.iter().map(group)).collect();
    Some(all.join("~").trim_end_matches('~').to_owned())
}

/// A rate with three digits; `None` for what no link can carry: none at all, or more than 10^18 a second.
fn rate_text(rate: Rate) -> Option<String> {
    let Rate { median, low, high } = rate;
    let is_sound = (0.5..=9.99e17).contains(&median) && low.is_finite() && high.is_finite();
    if !is_sound {
        return None;
    }
    let scientific = format!("{median:.*e}", DIGITS - 1);
    let (mantissa, exponent) = scientific.split_once('e')?;
    let (figures, exponent) = (mantissa.replace('.', ""), exponent.parse::<i32>().ok()?);
    // 1.23e9 is 123e7, and 1.20e9 is 12e8; below a hundred there is no letter for what is behind the point.
    let figures = figures.trim_end_matches('0');
    let power = exponent + 1 - i32::try_from(figures.len()).ok()?;
    let (figures, power) = if power < 0 { (libm::round(median).to_string(), 0) } else { (figures.to_owned(), power) };
    let letter = u8::try_from(power).ok().map(|power| b'a' + power).filter(|letter| *letter <= LAST_LETTER);
    // 1e17 has one figure and no letter of its own.
    let (figures, letter) = match letter {
        Some(letter) => (figures, letter),
        None => (figures + &"0".repeat(usize::try_from(power - 15).ok()?), LAST_LETTER),
    };
    let share = |part: f64, most: f64| libm::round((1000.0 * part / median).clamp(0.0, most)).to_string();
    let (below, above) = (share(median - low, 1000.0), share(high - median, MOST_ABOVE));
    Some(format!("{figures}{}{below}-{above}", char::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::{Read, rate, rate_text, read, written};
    use crate::experiments::bandwidth::Rate;
    use crate::experiments::bandwidth_plan::steps;
    use crate::scenario::measured::Measured;

    fn rated(median: f64) -> Rate {
        Rate { median, low: median * 0.981, high: median * 1.043 }
    }

    #[test]
    fn rates_are_carried_in_three_digits() {
        for (median, text) in [
            (123_456_789.0, "123g19-43"),
            (120_000_000.0, "12h19-43"),
            (99_960.0, "1f19-43"),
            (7.4, "7a19-43"),
            (0.6, "1a19-43"),
            (1e17, "100p19-43"),
            (9.98e17, "998p19-43"),
        ] {
            assert_eq!(rate_text(rated(median)).as_deref(), Some(text));
            let back = rate(text).unwrap();
            assert!((back.median / median - 1.0).abs() < 5.1e-3 || median < 100.0, "{text}");
            assert_eq!(rate_text(back).as_deref(), Some(text));
        }
        for nothing in [0.0, f64::NAN, f64::INFINITY, 1e18, -5.0] {
            assert_eq!(rate_text(rated(nothing)), None);
        }
    }

    #[test]
    fn a_whole_measurement_is_short_and_comes_back() {
        for (upto, most) in [(25, 680), (28, 800)] {
            let mut measured = Measured { threads: 16, repetitions: 7, ..Measured::default() };
            for (at, step) in (0_u32..).zip(steps(upto, 1, 7)) {
                measured.take(step.place, rated(1.0e9 + 7.77e6 * f64::from(at)));
            }
            assert!(measured.points.len() > 50 && measured.memory.is_some());
            let text = written(&measured).unwrap();
            assert!(text.len() <= most, "{}: {text}", text.len());
            let Read { measured: Some(back), dropped: 0 } = read(&text) else { panic!("{text}") };
            assert_eq!(back.points.len(), measured.points.len());
            assert_eq!(read(&written(&back).unwrap()), Read { measured: Some(back.clone()), dropped: 0 });
            assert_eq!(measured.carried().map(|carried| carried.read().measured), Some(Some(back)));
        }
    }

    #[test]
    fn damage_costs_what_is_damaged_and_nothing_else() {
        let whole = "4~12h1-2~34j0-0~14_100d1-1_200d0-2~24.8_90d0-0";
        let check = |text: &str, points: usize, dropped: usize| {
            let found = read(text);
            assert_eq!(
                (found.measured.map_or(0, |measured| measured.points.len()), found.dropped),
                (points, dropped),
                "{text}"
            );
        };
        check(whole, 3, 0);
        check(&whole[..whole.len() - 2], 2, 1);
        check(&whole.replace("24.8", "23"), 2, 1);
        check(&whole.replace("34j", "34z"), 3, 1);
        check(&format!("{whole}~14_7d0-0"), 3, 1);
        check(&format!("{whole}_______1d0-0"), 3, 1);
        for broken in
            ["", "x", "0~12h1-2", "4.0~12h1-2", "4.99~12h1-2", "4", "4~~", "99999~1d0-0", "4~1~2~3", "4~5e1000-0~é"]
        {
            assert!(read(broken).dropped > 0 || broken == "4~5e1000-0", "{broken}");
        }
    }
}
