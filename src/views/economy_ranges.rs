//! A number that may be a range: what a reader makes of shape and ends, what a first range would be, and what is said of a refusal.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::levers::Lever;
use crate::experiments::uncertainty::spread::{Shape, Spread};
use crate::numerics::decimal_text;
use crate::scenario::economy::Side;
use crate::scenario::knobs::{Knob, knob};
use crate::scenario::range_text::{allows, shape_key};
use crate::scenario::slider::{field_from_value, field_range, value_from_field};
use crate::scenario::value::Value;
use crate::scenario::view::View;
use crate::views::compute::filled;
use crate::views::economy_compare::shape_word;
use crate::views::knob_words::spoken;

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The lower.
    Low,
    /// The upper.
    High,
}

/// What a reader tried, and what would have been allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was given.
    pub given: String,
    /// Whether the ends have to be above zero.
    pub above_zero: bool,
}

/// The knob of a lever's number.
pub fn knob_of(lever: Lever) -> Option<&'static Knob> {
    knob(View::Economy, lever.key())
}

/// A first range around a lever's value: the default one if it has one, otherwise a triangle of a fifth to both sides.
pub fn first(lever: Lever, side: &Side) -> Spread {
    let number = side.number(lever);
    let default = Side::default();
    if let Some(spread) = default.ranges[lever.place()] {
        return spread;
    }
    let (min, max) = lever.range();
    let wide = if number.abs() < (max - min) * 1e-3 { (max - min) * 0.1 } else { number.abs() * 0.2 };
    let tidy = |value: f64| decimal_text::read(&format!("{value:.2e}")).unwrap_or(value).clamp(min, max);
    Spread { shape: Shape::Triangular, low: tidy(number - wide), high: tidy(number + wide) }
}

/// The range with another shape.
///
/// # Errors
/// Where the ends do not allow it: a logarithm needs both above zero.
pub fn with_shape(lever: Lever, spread: &Spread, shape: Shape, name: &str) -> Result<Spread, Refused> {
    checked(lever, Spread { shape, ..*spread }, name)
}

/// The range with one end as it was typed.
///
/// # Errors
/// Where the text is no number that the lever allows, or the ends would not be in order.
pub fn with_end(lever: Lever, spread: &Spread, end: End, text: &str) -> Result<Spread, Refused> {
    let refused = || Refused { given: shown(text), above_zero: spread.shape == Shape::LogNormal };
    let knob = knob_of(lever).ok_or_else(refused)?;
    let Ok(Value::Number(number)) = value_from_field(&knob.kind, knob.unit, text) else { return Err(refused()) };
    let number = number + 0.0;
    let moved = match end {
        End::Low => Spread { low: number, ..*spread },
        End::High => Spread { high: number, ..*spread },
    };
    checked(lever, moved, text)
}

fn checked(lever: Lever, spread: Spread, given: &str) -> Result<Spread, Refused> {
    let (min, max) = lever.range();
    if allows(&spread, min, max) {
        Ok(spread)
    } else {
        Err(Refused { given: shown(given), above_zero: spread.shape == Shape::LogNormal })
    }
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What an end's field shows.
pub fn end_text(lever: Lever, spread: &Spread, end: End) -> String {
    let value = match end {
        End::Low => spread.low,
        End::High => spread.high,
    };
    knob_of(lever).map_or_else(String::new, |knob| field_from_value(knob.unit, &Value::Number(value)))
}

/// A range in words: its shape and its ends with their unit.
pub fn said(lever: Lever, spread: &Spread, voice: &dyn Voice) -> String {
    let end = |value| knob_of(lever).map_or_else(String::new, |knob| spoken(knob, &Value::Number(value), voice));
    let shape = voice.say(shape_word(shape_key(spread.shape))).to_owned();
    filled(Word::EconomyRangeSaid, &[("shape", shape), ("low", end(spread.low)), ("high", end(spread.high))], voice)
}

/// What was given, what is allowed, and that nothing was changed.
pub fn refusal(lever: Lever, refused: &Refused, kept: &Spread, voice: &dyn Voice) -> String {
    let word = if refused.above_zero { Word::EconomyRangeRefusedLog } else { Word::EconomyRangeRefused };
    let (min, max) = knob_of(lever).map_or_else(Default::default, |knob| field_range(&knob.kind, knob.unit));
    let local = |text: String| {
        decimal_text::read(&text).map_or(text, |number| voice.number(number, NumberStyle::Significant { digits: 6 }))
    };
    let values = [
        ("given", refused.given.clone()),
        ("min", local(min)),
        ("max", local(max)),
        ("kept", said(lever, kept, voice)),
    ];
    filled(word, &values, voice)
}

#[cfg(test)]
mod tests {
    use super::{End, end_text, first, refusal, with_end, with_shape};
    use crate::charts::voice::PlainVoice;
    use crate::charts::words::Word;
    use crate::economy::levers::Lever;
    use crate::experiments::uncertainty::spread::{Shape, Spread};
    use crate::scenario::economy::Side;
    use crate::scenario::range_text::allows;

    #[test]
    fn a_first_range_is_always_allowed_and_holds_the_value() {
        let side = Side::default();
        for &lever in Lever::ALL {
            let (min, max) = lever.range();
            let spread = first(lever, &side);
            assert!(allows(&spread, min, max) && spread.low < spread.high, "{}: {spread:?}", lever.key());
        }
    }

    #[test]
    fn ends_are_typed_in_the_unit_of_the_knob_and_stay_in_order() {
        let spread = Spread { shape: Shape::Triangular, low: 0.1, high: 0.3 };
        let typed = |end, text| with_end(Lever::PlanGrowth, &spread, end, text);
        assert_eq!(typed(End::Low, "12,5"), Ok(Spread { low: 0.125, ..spread }));
        for (end, text) in [(End::Low, "31"), (End::High, "5"), (End::High, "abc"), (End::High, "1000")] {
            let refused = typed(end, text).unwrap_err();
            assert_eq!(refused.given, text);
            assert_eq!(refusal(Lever::PlanGrowth, &refused, &spread, &PlainVoice), Word::EconomyRangeRefused.key());
        }
        assert_eq!(end_text(Lever::PlanGrowth, &spread, End::High), "30");
    }

    #[test]
    fn a_logarithm_needs_ends_above_zero() {
        let spread = Spread { shape: Shape::Uniform, low: 0.0, high: 0.1 };
        assert!(with_shape(Lever::Reinvest, &spread, Shape::LogNormal, "bell").unwrap_err().above_zero);
        assert!(with_shape(Lever::Reinvest, &spread, Shape::Normal, "bell").is_ok());
    }
}
