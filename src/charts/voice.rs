//! How figures speak: words and numbers in the reader's language, asked for through one trait.
//!
//! The page answers with its message files and the browser's number formats; the terminal and the tests answer with
//! `PlainVoice`. A figure is built and drawn by the same code in every language.

use crate::charts::words::Word;
use crate::numerics::decimal_text;

/// Someone who can say a word and write a number.
pub trait Voice {
    /// The word or sentence in the reader's language; placeholders stand as `{name}` and are filled by [`fill`].
    fn say(&self, word: Word) -> &'static str;

    /// The word of a knob, its help, its option, a term of the tables, or a statement, by name: `named("knobs", "sigma")`.
    fn named(&self, room: &str, name: &str) -> Option<Word> {
        Word::named_anywhere(room, name)
    }

    /// `value` written in `style`, in the reader's language.
    fn number(&self, value: f64, style: NumberStyle) -> String;
}

/// How a number is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStyle {
    /// Fixed decimals, thousands grouped: `1,234.50` with two.
    Plain {
        /// Digits after the point.
        decimals: u8,
    },
    /// At most so many significant digits, no trailing zeros; powers of ten where plain writing would be long.
    Significant {
        /// Digits that count, at least one.
        digits: u8,
    },
    /// A share written in per cent: 0.043 becomes `4.3%` with one decimal.
    Percent {
        /// Digits after the point.
        decimals: u8,
    },
    /// A year without grouping: `2025`; the fraction is dropped.
    Year,
    /// A decimal year by its month: 2025.5 is July 2025.
    YearMonth,
    /// Always with a power of ten: `1.5×10⁶`.
    Scientific {
        /// Digits that count, at least one.
        digits: u8,
    },
    /// A power of ten as such: `10⁻³`; other numbers as `2×10⁻³`.
    Power10,
    /// A power of two as such: `2⁻⁹`; other numbers as with four significant digits.
    Power2,
}

/// The voice of the terminal and of the tests: numbers as in plain English, words by their keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainVoice;

impl Voice for PlainVoice {
    fn say(&self, word: Word) -> &'static str {
        word.key()
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        if value.is_nan() {
            return "NaN".to_owned();
        }
        if value.is_infinite() {
            return if value > 0.0 { "∞".to_owned() } else { "−∞".to_owned() };
        }
        match style {
            NumberStyle::Plain { decimals } => grouped(value, decimals),
            NumberStyle::Significant { digits } => significant(value, digits),
            NumberStyle::Percent { decimals } => grouped(value * 100.0, decimals) + "%",
            NumberStyle::Year => signed(&format!("{}", libm::floor(value))),
            NumberStyle::YearMonth => year_month(value),
            NumberStyle::Scientific { digits } => scientific(value, digits),
            NumberStyle::Power10 => power_of_ten(value),
            NumberStyle::Power2 => power_of_two(value),
        }
    }
}

/// `template` with each `{name}` replaced by its value; unknown placeholders stay as they are.
///
/// `fill("{name}: {y}", &[("name", "FP8"), ("y", "0.31")])` is `FP8: 0.31`. Values are never searched again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let known = rest.find('}').and_then(|close| {
            let found = values.iter().find(|(name, _)| *name == &rest[1..close])?;
            Some((found.1, close + 1))
        });
        let (text, used) = known.unwrap_or((&rest[..1], 1));
        out.push_str(text);
        rest = &rest[used..];
    }
    out + rest
}

/// An integer in superscript digits: −12 becomes `⁻¹²`.
pub fn superscript(value: i32) -> String {
    value
        .to_string()
        .chars()
        .map(|c| match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁻',
        })
        .collect()
}

fn grouped(value: f64, decimals: u8) -> String {
    let text = format!("{value:.*}", usize::from(decimals));
    let digits = text.trim_start_matches('-');
    let (whole, fraction) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(fraction);
    let negative = text.starts_with('-') && out.chars().any(|c| ('1'..='9').contains(&c));
    if negative { format!("−{out}") } else { out }
}

fn signed(text: &str) -> String {
    text.replacen('-', "−", 1)
}

/// `value` as (digits without trailing zeros, decimal exponent), rounded to `digits` significant digits.
fn mantissa(value: f64, digits: u8) -> (String, i32) {
    let text = format!("{value:.*e}", usize::from(digits.max(1)) - 1);
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    (digits.to_owned(), exponent.parse().unwrap_or(0))
}

fn significant(value: f64, digits: u8) -> String {
    let (text, exponent) = mantissa(value, digits);
    if value == 0.0 {
        return "0".to_owned();
    }
    if !(-4..7).contains(&exponent) {
        return scientific(value, digits);
    }
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let decimals = i32::try_from(figures).unwrap_or(0) - 1 - exponent;
    let rounded = decimal_text::read(&format!("{text}e{exponent}")).unwrap_or(value);
    grouped(rounded, u8::try_from(decimals.max(0)).unwrap_or(0))
}

fn scientific(value: f64, digits: u8) -> String {
    let (text, exponent) = mantissa(value, digits);
    if value == 0.0 { "0".to_owned() } else { format!("{}×10{}", signed(&text), superscript(exponent)) }
}

fn power_of_ten(value: f64) -> String {
    let (text, exponent) = mantissa(value, 3);
    if text == "1" { format!("10{}", superscript(exponent)) } else { scientific(value, 3) }
}

fn power_of_two(value: f64) -> String {
    let (fraction, exponent) = libm::frexp(value);
    // frexp returns exactly one half for a power of two.
    if fraction.to_bits() == 0.5_f64.to_bits() {
        format!("2{}", superscript(exponent - 1))
    } else {
        significant(value, 4)
    }
}

fn year_month(value: f64) -> String {
    let months = libm::round(value * 12.0);
    let year = libm::floor(months / 12.0);
    format!("{}-{:02}", signed(&year.to_string()), months - year * 12.0 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::{NumberStyle, PlainVoice, Voice, fill};

    #[test]
    fn numbers_read_as_plain_english() {
        let check = |value: f64, style: NumberStyle, expect: &str| {
            assert_eq!(PlainVoice.number(value, style), expect, "{value} in {style:?}");
        };
        check(1_234.5, NumberStyle::Plain { decimals: 2 }, "1,234.50");
        check(-1_234_567.0, NumberStyle::Plain { decimals: 0 }, "−1,234,567");
        check(-0.001, NumberStyle::Plain { decimals: 1 }, "0.0");
        check(999.0, NumberStyle::Plain { decimals: 0 }, "999");
        check(0.5, NumberStyle::Significant { digits: 4 }, "0.5");
        check(0.000_123_456, NumberStyle::Significant { digits: 3 }, "0.000123");
        check(99_999.0, NumberStyle::Significant { digits: 2 }, "100,000");
        check(448.0, NumberStyle::Significant { digits: 2 }, "450");
        check(1.5e9, NumberStyle::Significant { digits: 3 }, "1.5×10⁹");
        check(0.0, NumberStyle::Significant { digits: 3 }, "0");
        check(0.043, NumberStyle::Percent { decimals: 1 }, "4.3%");
        check(2025.75, NumberStyle::Year, "2025");
        check(2025.5, NumberStyle::YearMonth, "2025-07");
        check(2025.0, NumberStyle::YearMonth, "2025-01");
        check(1.5e6, NumberStyle::Scientific { digits: 3 }, "1.5×10⁶");
        check(0.001, NumberStyle::Power10, "10⁻³");
        check(2e-3, NumberStyle::Power10, "2×10⁻³");
        check(libm::ldexp(1.0, -9), NumberStyle::Power2, "2⁻⁹");
        check(3.0, NumberStyle::Power2, "3");
        check(f64::NAN, NumberStyle::Year, "NaN");
        check(f64::NEG_INFINITY, NumberStyle::Power10, "−∞");
    }

    #[test]
    fn placeholders_are_filled_once() {
        let check = |template: &str, expect: &str| {
            assert_eq!(fill(template, &[("a", "{b}"), ("b", "2")]), expect);
        };
        check("{a} and {b}", "{b} and 2");
        check("{unknown} {", "{unknown} {");
        check("plain", "plain");
    }
}
