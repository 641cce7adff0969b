//! What a knob can hold, and how it is written in a link and read back.
//!
//! Numbers are written as the shortest decimal that reads back to the same bits, with an exponent without `+`;
//! lists are joined by `~`, because mail and chat programs leave that sign alone while they rewrite spaces and commas.

use crate::experiments::uncertainty::spread::Spread;
use crate::numerics::decimal_text;
use crate::numerics::real::Given;
use crate::scenario::measured::Carried;
use crate::scenario::notice::Why;
use crate::scenario::range_text;
use crate::scenario::real_text;

/// The value of one knob.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One word of a closed list.
    Choice(&'static str),
    /// A finite number within the knob's range.
    Number(f64),
    /// A whole number within the knob's range.
    Whole(u64),
    /// The reader's own numbers: finite, possibly none.
    Numbers(Vec<f64>),
    /// One number exactly as it was given, or a code.
    Real(Given),
    /// A range that a number may be instead, or that it is none.
    Range(Option<Spread>),
    /// Somebody's measurement, in the digits that a link carries, or none.
    Measured(Option<Carried>),
}

/// How a slider moves between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// Equal steps add the same amount.
    Linear,
    /// Equal steps multiply by the same factor; both ends are above zero.
    Logarithmic,
}

/// What a knob allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One name of this list. Names are those of things in the world, so that no language
    /// translates them; a link carries them as they are.
    Name(&'static [&'static str]),
    /// A number between `min` and `max`, both included.
    Number {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
        /// Step of the arrow keys on a linear slider, in the knob's unit.
        step: f64,
        /// How the slider travels.
        travel: Travel,
    },
    /// A whole number between `min` and `max`, both included.
    Whole {
        /// Smallest value allowed.
        min: u64,
        /// Largest value allowed.
        max: u64,
        /// How the slider travels.
        travel: Travel,
    },
    /// At most `most` finite numbers, each at most `limit` in magnitude.
    Numbers {
        /// Longest list allowed.
        most: usize,
        /// Largest magnitude allowed.
        limit: f64,
    },
    /// Any number, and any code of up to 32 bits.
    Real,
    /// A range whose ends lie between `min` and `max`, both included.
    Range {
        /// Smallest end allowed.
        min: f64,
        /// Largest end allowed.
        max: f64,
    },
    /// A measurement.
    Measured,
}

/// In a link, says that there is no measurement.
pub const NONE: &str = "none";

/// In a link, says that the reader's own numbers were too many to travel and stayed on the device.
pub const LOCAL: &str = "local";

/// Longest written list that may travel in a link, in characters; above it, the list stays on the device.
pub const LONGEST_LIST: usize = 1_500;

impl Kind {
    /// Reads one raw value. The value, where there is one, is always allowed; the reason says what was wrong with the text.
    ///
    /// Out-of-range numbers are clamped to the nearer end (with a reason); everything else that does not fit gives `None`,
    /// and the caller keeps the default. `"0.4"` reads as 0.4; `"7"` on a range of 0 to 2 reads as 2 with a reason; `"1e999"` is refused.
    pub fn read(&self, raw: &str) -> (Option<Value>, Option<Why>) {
        match *self {
            Self::Choice(allowed) | Self::Name(allowed) => match allowed.iter().find(|word| **word == raw) {
                Some(word) => (Some(Value::Choice(word)), None),
                None => (None, Some(Why::NotAChoice { allowed })),
            },
            Self::Number { min, max, .. } => match finite(raw) {
                Err(why) => (None, Some(why)),
                Ok(number) if number < min || max < number => {
                    let used = number.clamp(min, max);
                    (Some(Value::Number(used)), Some(Why::OutOfRange { min, max, used }))
                }
                Ok(number) => (Some(Value::Number(number)), None),
            },
            Self::Whole { min, max, .. } => whole(raw, min, max),
            Self::Numbers { most, limit } => list(raw, most, limit),
            Self::Range { min, max } => match range_text::read(raw, min, max) {
                Ok(range) => (Some(Value::Range(range)), None),
                Err(why) => (None, Some(why)),
            },
            Self::Measured => measurement(raw),
            Self::Real => match real_text::read(raw) {
                Ok(given) => (Some(Value::Real(given)), None),
                Err(why) => (None, Some(Why::NotReal(why))),
            },
        }
    }

    /// Whether a value is one that this kind allows.
    pub fn allows(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Choice(allowed) | Self::Name(allowed), Value::Choice(word)) => allowed.contains(word),
            (Self::Number { min, max, .. }, Value::Number(number)) => min <= number && number <= max,
            (Self::Whole { min, max, .. }, Value::Whole(number)) => min <= number && number <= max,
            (Self::Numbers { most, limit }, Value::Numbers(numbers)) => {
                numbers.len() <= *most && numbers.iter().all(|x| x.is_finite() && x.abs() <= *limit)
            }
            (Self::Real, Value::Real(_)) | (Self::Measured, Value::Measured(_)) => true,
            (Self::Range { min, max }, Value::Range(range)) => {
                range.is_none_or(|spread| range_text::allows(&spread, *min, *max))
            }
            (
                Self::Choice(_)
                | Self::Name(_)
                | Self::Number { .. }
                | Self::Whole { .. }
                | Self::Numbers { .. }
                | Self::Real
                | Self::Measured
                | Self::Range { .. },
                _,
            ) => false,
        }
    }
}

impl Value {
    /// The value as a link carries it.
    pub fn written(&self) -> String {
        match self {
            Self::Choice(word) => (*word).to_owned(),
            Self::Number(number) => decimal(*number),
            Self::Whole(number) => number.to_string(),
            Self::Real(given) => real_text::written(*given),
            Self::Range(range) => range_text::written(range.as_ref()),
            Self::Measured(carried) => carried.as_ref().map_or(NONE, Carried::text).to_owned(),
            // Each entry and its `~` take two characters at least: a long list need not be written to know that it is too long.
            Self::Numbers(numbers) if LONGEST_LIST + 1 < 2 * numbers.len() => LOCAL.to_owned(),
            Self::Numbers(numbers) => {
                let text = numbers.iter().map(|x| decimal(*x)).collect::<Vec<_>>().join("~");
                if text.len() <= LONGEST_LIST { text } else { LOCAL.to_owned() }
            }
        }
    }
}

/// The shortest decimal that reads back to the same bits: `0.4`, `-0`, `1e39`, never `1.0`.
pub fn decimal(number: f64) -> String {
    let text = format!("{number:?}");
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// A finite number from decimal text: digits, sign, point and exponent only, so that `inf`, `nan` and `0x10` are refused.
///
/// # Errors
/// [`Why::NotANumber`] for anything else, [`Why::NotFinite`] for NaN, infinities and numbers beyond the largest double.
pub fn finite(raw: &str) -> Result<f64, Why> {
    match decimal_text::read(raw) {
        Some(number) if number.is_finite() => Ok(number),
        Some(_) => Err(Why::NotFinite),
        None => Err(special(raw)),
    }
}

/// Words such as `NaN` and `-Infinity` deserve to be told apart from text that is no number at all.
fn special(raw: &str) -> Why {
    let word = raw.trim().trim_start_matches(['+', '-']).to_ascii_lowercase();
    if matches!(word.as_str(), "nan" | "inf" | "infinity" | "∞") { Why::NotFinite } else { Why::NotANumber }
}

fn whole(raw: &str, min: u64, max: u64) -> (Option<Value>, Option<Why>) {
    let digits = !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_digit());
    // More digits than a u64 holds is simply a number above the range.
    let number = if digits { Some(raw.parse().unwrap_or(u64::MAX)) } else { None };
    match number {
        None => (None, Some(Why::NotWhole)),
        Some(number) if number < min || max < number => {
            let used = number.clamp(min, max);
            (Some(Value::Whole(used)), Some(Why::OutOfWholeRange { min, max, used }))
        }
        Some(number) => (Some(Value::Whole(number)), None),
    }
}

/// Only its characters are looked at here; the view that shows it says what of it is no rate.
fn measurement(raw: &str) -> (Option<Value>, Option<Why>) {
    match Carried::new(raw) {
        None => (None, Some(Why::NotAChoice { allowed: &[NONE, Carried::EXAMPLE] })),
        carried => (Some(Value::Measured(carried.filter(|carried| carried.text() != NONE))), None),
    }
}

/// Entries that are no number are dropped one by one; a list that is too long is cut.
fn list(raw: &str, most: usize, limit: f64) -> (Option<Value>, Option<Why>) {
    if raw.is_empty() {
        return (Some(Value::Numbers(Vec::new())), None);
    }
    if raw == LOCAL {
        return (None, Some(Why::StayedOnDevice));
    }
    let entries: Vec<&str> = raw.split('~').collect();
    let good: Vec<f64> = entries.iter().filter_map(|e| finite(e).ok()).filter(|x| x.abs() <= limit).collect();
    let dropped = entries.len() - good.len();
    let cut = good.len().saturating_sub(most);
    let kept: Vec<f64> = good.into_iter().take(most).collect();
    let why = (0 < dropped + cut).then_some(Why::EntriesDropped { dropped, cut, most });
    (Some(Value::Numbers(kept)), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_short_and_read_back() {
        for (number, text) in
            [(0.4, "0.4"), (1.0, "1"), (-0.0, "-0"), (1e39, "1e39"), (1e-7, "1e-7"), (123_456.75, "123456.75")]
        {
            assert_eq!(decimal(number), text);
            assert_eq!(finite(text).map(f64::to_bits), Ok(number.to_bits()));
        }
    }

    #[test]
    fn no_infinity_or_nan_gets_in() {
        for raw in ["NaN", "nan", "inf", "-Infinity", "1e999", "-1e400"] {
            assert_eq!(finite(raw), Err(Why::NotFinite), "{raw}");
        }
        for raw in ["", "abc", "0x10", "1,5", "1 000", "e", "--1", "１"] {
            assert_eq!(finite(raw), Err(Why::NotANumber), "{raw}");
        }
    }

    #[test]
    fn a_list_drops_what_is_no_number_and_keeps_the_rest() {
        let kind = Kind::Numbers { most: 3, limit: 1e6 };
        let (value, why) = kind.read("1~x~2~NaN~3~4");
        assert_eq!(value, Some(Value::Numbers(vec![1.0, 2.0, 3.0])));
        assert_eq!(why, Some(Why::EntriesDropped { dropped: 2, cut: 1, most: 3 }));
    }

    #[test]
    fn a_whole_number_of_a_thousand_digits_is_clamped() {
        let kind = Kind::Whole { min: 1, max: 10, travel: Travel::Linear };
        assert_eq!(kind.read(&"9".repeat(1000)).0, Some(Value::Whole(10)));
        assert_eq!(kind.read("-1").1, Some(Why::NotWhole));
    }
}
