//! Between a knob's number and the two ways a reader sets it: a slider with whole positions, and a field with text.

use crate::numerics::decimal_text;
use crate::scenario::knobs::Unit;
use crate::scenario::notice::Why;
use crate::scenario::value::{Kind, Travel, Value, decimal, finite};

/// Positions of a slider that travels by factors, or whose range has no natural step.
const POSITIONS: u32 = 400;

/// The last position of a knob's slider; the first is 0. Knobs without a number have none.
pub fn last_position(kind: &Kind) -> Option<u32> {
    match *kind {
        Kind::Number { min, max, step, travel: Travel::Linear } => Some(steps(min, max, step)),
        Kind::Whole { min, max, travel: Travel::Linear } => {
            Some(u32::try_from(max - min).unwrap_or(POSITIONS).min(POSITIONS.max(16)))
        }
        Kind::Number { travel: Travel::Logarithmic, .. } | Kind::Whole { travel: Travel::Logarithmic, .. } => {
            Some(POSITIONS)
        }
        Kind::Choice(_) | Kind::Name(_) | Kind::Numbers { .. } | Kind::Real | Kind::Measured | Kind::Range { .. } => {
            None
        }
    }
}

/// The slider's position nearest to a value.
pub fn position_from_value(kind: &Kind, value: &Value) -> u32 {
    let (Some(last), Some((min, max, travel)), Some(number)) = (last_position(kind), range(kind), number(value)) else {
        return 0;
    };
    let share = match travel {
        Travel::Linear => (number - min) / (max - min),
        Travel::Logarithmic => libm::log(number / min) / libm::log(max / min),
    };
    rounded(share.clamp(0.0, 1.0) * f64::from(last))
}

/// The value of a slider's position: the ends exactly, whole steps of a linear slider, three digits of a logarithmic one.
pub fn value_from_position(kind: &Kind, position: u32) -> Option<Value> {
    let last = last_position(kind)?;
    let (min, max, travel) = range(kind)?;
    let share = f64::from(position.min(last)) / f64::from(last.max(1));
    let number = match travel {
        _ if position == 0 => min,
        _ if last <= position => max,
        Travel::Linear => tidy(min + share * (max - min), 9),
        Travel::Logarithmic => tidy(min * libm::exp(share * libm::log(max / min)), 3),
    };
    match kind {
        Kind::Whole { min, max, .. } => Some(Value::Whole(whole(number).clamp(*min, *max))),
        Kind::Number { .. } => Some(Value::Number(number.clamp(min, max))),
        Kind::Choice(_) | Kind::Name(_) | Kind::Numbers { .. } | Kind::Real | Kind::Measured | Kind::Range { .. } => {
            None
        }
    }
}

/// A knob's number as its field shows it: per cent for fractions that are shown in per cent. 0.0417 gives `4.17`.
pub fn field_from_value(unit: Unit, value: &Value) -> String {
    match value {
        Value::Number(number) => decimal(tidy(shown(unit, *number), 12)),
        Value::Whole(number) => number.to_string(),
        Value::Choice(_) | Value::Numbers(_) | Value::Real(_) | Value::Range(_) | Value::Measured(_) => String::new(),
    }
}

/// The number a reader typed into a knob's field, with a decimal point or comma.
///
/// # Errors
/// When it is no finite number, or outside the knob's range; the caller keeps the value it had.
pub fn value_from_field(kind: &Kind, unit: Unit, text: &str) -> Result<Value, Why> {
    let text = text.trim().replace(',', ".").replace('\u{2212}', "-");
    // The decimal point is moved in the text, so that 4.17 % is exactly 0.0417.
    let moved = if is_percent(unit) && !text.contains(['e', 'E']) { format!("{text}e-2") } else { text.clone() };
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(finite(&text).err().unwrap_or(Why::NotANumber));
    }
    match kind.read(&moved) {
        (Some(value), None) => Ok(value),
        (_, Some(why)) => Err(why),
        (None, None) => Err(Why::NotANumber),
    }
}

/// The ends of a knob's range as its field shows them.
pub fn field_range(kind: &Kind, unit: Unit) -> (String, String) {
    let show = |number| decimal(tidy(shown(unit, number), 12));
    range(kind).map_or_else(Default::default, |(min, max, _)| (show(min), show(max)))
}

fn is_percent(unit: Unit) -> bool {
    matches!(unit, Unit::Percent | Unit::PercentPerYear)
}

fn shown(unit: Unit, number: f64) -> f64 {
    if is_percent(unit) { number * 100.0 } else { number }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        #[expect(clippy::cast_precision_loss, reason = "knobs hold whole numbers below 2^53")]
        Value::Whole(number) => Some(*number as f64),
        Value::Choice(_) | Value::Numbers(_) | Value::Real(_) | Value::Range(_) | Value::Measured(_) => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "knobs hold whole numbers below 2^53")]
fn range(kind: &Kind) -> Option<(f64, f64, Travel)> {
    match *kind {
        Kind::Number { min, max, travel, .. } => Some((min, max, travel)),
        Kind::Whole { min, max, travel } => Some((min as f64, max as f64, travel)),
        Kind::Choice(_) | Kind::Name(_) | Kind::Numbers { .. } | Kind::Real | Kind::Measured | Kind::Range { .. } => {
            None
        }
    }
}

fn steps(min: f64, max: f64, step: f64) -> u32 {
    rounded(((max - min) / step).clamp(1.0, 100_000.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position is between 0 and 100,000")]
fn rounded(position: f64) -> u32 {
    libm::round(position) as u32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a knob's whole number is below 2^53")]
fn whole(number: f64) -> u64 {
    libm::round(number.max(0.0)) as u64
}

/// The number rounded to so many significant digits, so that a slider gives 0.35 and not 0.35000000000000003.
fn tidy(number: f64, digits: usize) -> f64 {
    decimal_text::read(&format!("{number:.*e}", digits.saturating_sub(1))).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knobs;

    #[test]
    fn every_position_of_every_slider_is_allowed_and_found_again() {
        for knob in knobs() {
            let Some(last) = last_position(&knob.kind) else { continue };
            for position in (0..=last).step_by(usize::try_from(last / 97 + 1).unwrap()).chain([last]) {
                let value = value_from_position(&knob.kind, position).unwrap();
                assert!(knob.kind.allows(&value), "{} at {position}: {value:?}", knob.key);
                let back = position_from_value(&knob.kind, &value);
                // Whole numbers on a logarithmic slider share positions at its lower end.
                let slack = if matches!(knob.kind, Kind::Whole { travel: Travel::Logarithmic, .. }) { 20 } else { 1 };
                assert!(back.abs_diff(position) <= slack, "{}: {position} came back as {back}", knob.key);
            }
        }
    }

    #[test]
    fn every_default_can_be_typed_into_its_field() {
        let scenario = Scenario::default();
        for knob in knobs().filter(|knob| last_position(&knob.kind).is_some()) {
            let value = (knob.get)(&scenario);
            let text = field_from_value(knob.unit, &value);
            assert_eq!(value_from_field(&knob.kind, knob.unit, &text), Ok(value), "{}: {text}", knob.key);
        }
    }

    #[test]
    fn a_field_reads_per_cent_exactly_and_refuses_the_rest() {
        let kind = Kind::Number { min: 0.0, max: 1.0, step: 0.01, travel: Travel::Linear };
        let check = |text: &str, expect: Result<f64, Why>| {
            assert_eq!(value_from_field(&kind, Unit::Percent, text), expect.map(Value::Number), "{text}");
        };
        check("4.17", Ok(0.0417));
        check(" 4,17 ", Ok(0.0417));
        check("100", Ok(1.0));
        check("NaN", Err(Why::NotFinite));
        check("Infinity", Err(Why::NotFinite));
        check("", Err(Why::NotANumber));
        check("abc", Err(Why::NotANumber));
        check("101", Err(Why::OutOfRange { min: 0.0, max: 1.0, used: 1.0 }));
        check("1e39", Err(Why::OutOfRange { min: 0.0, max: 1.0, used: 1.0 }));
        check("1e999", Err(Why::NotFinite));
    }
}
