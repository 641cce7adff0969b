//! A number or a code as a reader types it and as a link carries it.
//!
//! Read are decimals (`0.1`, `0,1`, `1e-3`), fractions (`1/3`), powers of two (`2^-9`, `1.75*2^8`), `pi`, `inf`, `nan`, and codes of the
//! format on show (`0x1D`, `0b0001_1101`). Links know neither `/` nor `^`: there a third is `1~3` and `2^-9` is `1p-9`.

use crate::numerics::exact::Exact;
use crate::numerics::layout::Sign;
use crate::numerics::real::{Given, LARGEST_TERM, MOST_DIGITS, MOST_TENS, MOST_TWOS, Real, Size};

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RealError {
    /// It is no number.
    #[error(
        "this is no number; a decimal, a fraction a/b, a power 2^n, pi, inf, nan, or a code 0x1D or 0b00011101 is allowed"
    )]
    Unreadable,
    /// It has more digits or a larger exponent than are kept.
    #[error("at most {MOST_DIGITS} digits, powers of ten up to {MOST_TENS} and of two up to {MOST_TWOS} are allowed")]
    TooLong,
    /// The fraction has a term that is too large, or 0 below.
    #[error("a fraction of whole numbers up to {LARGEST_TERM}, not 0 below, is allowed")]
    BadFraction,
    /// The code has more bits than the format.
    #[error("the code has more bits than the format")]
    CodeTooWide,
}

/// The first 38 digits of pi.
const PI: &str = "3.1415926535897932384626433832795028842";

/// Reads what a reader typed, or what stands in a link.
///
/// `1/3` is kept as a fraction and `0.1` as the decimal it is: no double comes between. `0x1D` is a code.
///
/// # Errors
/// When it is none of what the head of this file lists.
pub fn read(text: &str) -> Result<Given, RealError> {
    let text = plain(text).ok_or(RealError::Unreadable)?;
    if let Some(code) = code(&text) {
        return code.map(Given::Code);
    }
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => (Sign::Minus, size),
        None => (Sign::Plus, text.strip_prefix('+').unwrap_or(&text)),
    };
    let real = match size {
        "inf" | "infinity" | "∞" => Ok(Real::infinite(sign)),
        "nan" => Ok(Real::nan(sign)),
        "pi" | "π" => scaled(sign, PI, 0),
        _ => match (size.split_once(['/', '~']), power(size)) {
            (Some((over, under)), _) => ratio(sign, over, under),
            (None, Some((decimal, twos))) => scaled(sign, decimal, exponent(twos)?),
            (None, None) => scaled(sign, size, 0),
        },
    };
    real.map(Given::Real)
}

/// The text as a link carries it: letters, digits, `.`, `-` and `~` only.
pub fn written(given: Given) -> String {
    text(given, "p", "~")
}

/// The text as a field shows it.
pub fn typed(given: Given) -> String {
    match given {
        Given::Real(Real { sign, .. }) if matches!(given, Given::Real(real) if is_power(real)) => {
            let power = text(given, "*2^", "/");
            let minus = if sign == Sign::Minus { "-" } else { "" };
            format!("{minus}{}", power.trim_start_matches("-1*").trim_start_matches("1*"))
        }
        Given::Real(_) | Given::Code(_) => text(given, "*2^", "/"),
    }
}

/// Whether it is a power of two written as one.
fn is_power(real: Real) -> bool {
    matches!(real.size(), Size::Scaled { digits: 1, tens: 0, twos } if twos != 0)
}

fn text(given: Given, power: &str, bar: &str) -> String {
    let real = match given {
        Given::Code(code) => return format!("{code:#04x}"),
        Given::Real(real) => real,
    };
    let minus = if real.sign == Sign::Minus { "-" } else { "" };
    let size = match real.size() {
        Size::Scaled { digits, tens, twos: 0 } => decimal(digits, tens),
        Size::Scaled { digits, tens, twos } => format!("{}{power}{twos}", decimal(digits, tens)),
        Size::Ratio { over, under } => format!("{over}{bar}{under}"),
        Size::Infinite => "inf".to_owned(),
        Size::Nan => "nan".to_owned(),
    };
    format!("{minus}{size}")
}

/// A decimal: written out where that is short, with an exponent otherwise.
fn decimal(digits: u128, tens: i32) -> String {
    let digits = digits.to_string();
    let exponent = i32::try_from(digits.len()).unwrap_or(0) - 1 + tens;
    if (-7..21).contains(&exponent) {
        let trimmed = digits.trim_end_matches('0');
        let digits = if trimmed.is_empty() { "0" } else { trimmed }.to_owned();
        return Exact { sign: Sign::Plus, digits, exponent }.plain();
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}e{exponent}")
}

/// The text in one spelling: small letters, a decimal point, the keyboard's minus, no grouping. `None` where spaces or commas leave
/// open what is meant.
fn plain(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase().replace('\u{2212}', "-").replace(['×', '·'], "*").replace("**", "^");
    let spaces = text.contains(['*', '/', '^']) || text.starts_with("0b") || text.starts_with("0x");
    let text: String =
        text.chars().filter(|c| !matches!(c, '_' | '\u{a0}' | '\u{202f}') && !(spaces && *c == ' ')).collect();
    match (text.matches(',').count(), text.contains('.')) {
        (0, _) => Some(text),
        (1, false) => Some(text.replace(',', ".")),
        _ => None,
    }
}

/// A code, if the text says that it is one.
fn code(text: &str) -> Option<Result<u32, RealError>> {
    let (digits, radix) = match (text.strip_prefix("0x"), text.strip_prefix("0b")) {
        (Some(digits), _) => (digits, 16),
        (_, Some(digits)) => (digits, 2),
        (None, None) => return None,
    };
    let readable = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    let read = u32::from_str_radix(digits, radix).map_err(|_| RealError::CodeTooWide);
    Some(if readable { read } else { Err(RealError::Unreadable) })
}

/// The decimal and the exponent of `1.75*2^8`, `1.75p8` or `2^8`.
fn power(size: &str) -> Option<(&str, &str)> {
    let bare = || size.strip_prefix("2^").map(|twos| ("1", twos));
    size.split_once("*2^").or_else(|| size.split_once('p')).or_else(bare)
}

fn exponent(text: &str) -> Result<i32, RealError> {
    let digits = text.trim_start_matches(['+', '-']);
    let readable = text.len() - digits.len() <= 1 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if readable { text.parse().map_err(|_| RealError::TooLong) } else { Err(RealError::Unreadable) }
}

fn ratio(sign: Sign, over: &str, under: &str) -> Result<Real, RealError> {
    let term = |text: &str| {
        let readable = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if readable { text.parse().map_err(|_| RealError::BadFraction) } else { Err(RealError::Unreadable) }
    };
    Real::ratio(sign, term(over)?, term(under)?).ok_or(RealError::BadFraction)
}

fn scaled(sign: Sign, text: &str, twos: i32) -> Result<Real, RealError> {
    let (mantissa, tens) = match text.split_once('e') {
        Some((mantissa, tens)) => (mantissa, exponent(tens)?),
        None => (text, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(RealError::Unreadable);
    }
    let trimmed = digits.trim_start_matches('0').trim_end_matches('0');
    if MOST_DIGITS < trimmed.len() {
        return Err(RealError::TooLong);
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let places = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let tens = tens.saturating_add(places(trailing)).saturating_sub(places(part.len()));
    let digits = if trimmed.is_empty() { 0 } else { trimmed.parse().map_err(|_| RealError::TooLong)? };
    Real::scaled(sign, digits, tens, twos).ok_or(RealError::TooLong)
}

#[cfg(test)]
mod tests {
    use super::{RealError, read, typed, written};
    use crate::numerics::layout::Sign;
    use crate::numerics::real::{Given, Real};

    /// What a text means, is written as, and is shown as.
    #[track_caller]
    fn check(text: &str, value: f64, link: &str, field: &str) {
        let given = read(text).unwrap();
        let Given::Real(real) = given else { panic!("{text} is a code") };
        assert_eq!(real.nearest().to_bits(), value.to_bits(), "{text}");
        assert_eq!((written(given), typed(given)), (link.to_owned(), field.to_owned()), "{text}");
        assert_eq!((read(link), read(field)), (Ok(given), Ok(given)), "{text}");
    }

    #[test]
    fn numbers_are_read_in_many_spellings() {
        check("0.1", 0.1, "0.1", "0.1");
        check(" 0,10 ", 0.1, "0.1", "0.1");
        check("1e-3", 1e-3, "0.001", "0.001");
        check("+1E+30", 1e30, "1e30", "1e30");
        check("-0", -0.0, "-0", "-0");
        check("\u{2212}1.5", -1.5, "-1.5", "-1.5");
        check("1\u{202f}000", 1000.0, "1000", "1000");
        check(".5", 0.5, "0.5", "0.5");
        check("000123.4500", 123.45, "123.45", "123.45");
        check("1.25e-10", 1.25e-10, "1.25e-10", "1.25e-10");
        check("1/3", 1.0 / 3.0, "1~3", "1/3");
        check("-2 / 3", -2.0 / 3.0, "-2~3", "-2/3");
        check("2^-9", libm::ldexp(1.0, -9), "1p-9", "2^-9");
        check("-2^5", -32.0, "-1p5", "-2^5");
        check("1.75 × 2^8", 448.0, "1.75p8", "1.75*2^8");
        check("3*2**-4", 0.1875, "3p-4", "3*2^-4");
        check(
            "pi",
            core::f64::consts::PI,
            "3.1415926535897932384626433832795028842",
            "3.1415926535897932384626433832795028842",
        );
        check("-inf", f64::NEG_INFINITY, "-inf", "-inf");
        check("1e400", f64::INFINITY, "1e400", "1e400");
    }

    #[test]
    fn codes_are_told_from_numbers() {
        for (text, code, link) in [
            ("0x1D", 0x1D, "0x1d"),
            ("0b0001_1101", 0x1D, "0x1d"),
            ("0b 0001 1101", 0x1D, "0x1d"),
            ("0xFFFFFFFF", u32::MAX, "0xffffffff"),
            ("0x1", 1, "0x01"),
        ] {
            assert_eq!(read(text), Ok(Given::Code(code)), "{text}");
            assert_eq!(written(Given::Code(code)), link);
            assert_eq!(read(link), Ok(Given::Code(code)));
        }
        assert_eq!(read("-NaN"), Ok(Given::Real(Real::nan(Sign::Minus))));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_reason() {
        for text in [
            "", " ", "abc", "1 2", "1,234.5", "1,2,3", "--1", "0x", "0xG1", "0b2", "1e", "1ee5", "e5", "1/2/3",
            "1.5/2", "2^", "2^1.5", "1p", "-0x1D", ".", "1p2p3",
        ] {
            assert_eq!(read(text), Err(RealError::Unreadable), "{text:?}");
        }
        for text in ["1e401", "1e-4000000000000", "1e61p1", "2^401", "1.23456789012345678901234567890123456789"] {
            assert_eq!(read(text), Err(RealError::TooLong), "{text:?}");
        }
        for text in ["1/0", "1/9007199254740993", "99999999999999999999999/1"] {
            assert_eq!(read(text), Err(RealError::BadFraction), "{text:?}");
        }
        assert_eq!(read("0x100000000"), Err(RealError::CodeTooWide));
    }
}
