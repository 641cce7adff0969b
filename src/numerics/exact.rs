//! Values in full: every value of a binary format is a whole number times a power of two, so its decimal ends, and here are all
//! its digits.
//!
//! Example: E4M3FN's smallest value is `2^-9 = 0.001953125`; FP32's is `2^-149`, whose decimal has 105 digits that count.

use crate::numerics::layout::Sign;

/// A finite value in decimal, every digit of it: `sign d.ddd × 10^exponent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    /// The sign; of zero too.
    pub sign: Sign,
    /// The digits that count, without zeros at either end; `0` for zero.
    pub digits: String,
    /// The power of ten of the first digit.
    pub exponent: i32,
}

/// A finite value as significand and power of two: `448 = 1.75 × 2^8`. Subnormals are written with a significand of at least 1 too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binary {
    /// From 1 to below 2, with its sign; a zero for zero.
    pub significand: f64,
    /// The power of two; 0 for zero.
    pub exponent: i32,
}

/// Every digit of a value; `None` for NaN and infinities.
///
/// Example: 0.1 as a double is 0.1000000000000000055511151231257827021181583404541015625.
pub fn exact(value: f64) -> Option<Exact> {
    if !value.is_finite() {
        return None;
    }
    let sign = if value.is_sign_negative() { Sign::Minus } else { Sign::Plus };
    // No double has more than 767 digits that count, and Rust writes as many as asked for, rightly rounded.
    let text = format!("{:.770e}", value.abs());
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits }.to_owned();
    Some(Exact { sign, digits, exponent: exponent.parse().unwrap_or(0) })
}

/// A value as significand and power of two; `None` for NaN and infinities.
pub fn binary(value: f64) -> Option<Binary> {
    if !value.is_finite() {
        return None;
    }
    let (half, exponent) = libm::frexp(value);
    let exponent = if value == 0.0 { 0 } else { exponent - 1 };
    Some(Binary { significand: half * 2.0, exponent })
}

impl Exact {
    /// The value written out, with a point and as many zeros as it takes: `-0.001953125`, `57344`.
    pub fn plain(&self) -> String {
        let count = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
        let sign = self.minus();
        match self.exponent {
            exponent if exponent < 0 => format!("{sign}0.{}{}", zeros(-1 - exponent), self.digits),
            exponent if count <= exponent + 1 => format!("{sign}{}{}", self.digits, zeros(exponent + 1 - count)),
            exponent => {
                let (whole, part) = self.digits.split_at(usize::try_from(exponent + 1).unwrap_or(1));
                format!("{sign}{whole}.{part}")
            }
        }
    }

    /// `-` or nothing.
    pub fn minus(&self) -> &'static str {
        match self.sign {
            Sign::Plus => "",
            Sign::Minus => "-",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{binary, exact};
    use crate::numerics::formats::FormatId;

    fn check(value: f64, plain: &str) {
        assert_eq!(exact(value).unwrap().plain(), plain);
    }

    #[test]
    fn every_digit_is_written() {
        check(libm::ldexp(1.0, -9), "0.001953125");
        check(448.0, "448");
        check(-57_344.0, "-57344");
        check(0.101_562_5, "0.1015625");
        check(0.0, "0");
        check(-0.0, "-0");
        check(1e22, "10000000000000000000000");
        check(1.5, "1.5");
        // Python: Decimal(0.1) and Decimal(2) ** -149.
        check(0.1, "0.1000000000000000055511151231257827021181583404541015625");
        check(
            libm::ldexp(1.0, -149),
            "0.00000000000000000000000000000000000000000000140129846432481707092372958328991613128026194187651577175706828388979108268586060148663818836212158203125",
        );
        check(f64::from(f32::MAX), "340282346638528859811704183484516925440");
        assert_eq!(exact(libm::ldexp(1.0, -149)).unwrap().digits.len(), 105);
        assert_eq!(exact(f64::NAN), None);
        assert_eq!(exact(f64::NEG_INFINITY), None);
    }

    /// The digits, doubled as often as there are halvings, must give the whole number: arithmetic on paper, not that of the float.
    #[test]
    fn digits_doubled_give_the_significand() {
        for format in FormatId::ALL.into_iter().filter(|format| format.spec().bits() <= 16) {
            let row = format.spec();
            let step = if row.bits() <= 8 { 1 } else { 97 };
            for code in (0..=row.max_code()).step_by(step).filter(|&code| row.decode(code) != 0.0) {
                let value = row.decode(code);
                let mut text: Vec<u8> = exact(value).unwrap().plain().bytes().collect();
                let mut halvings = 0;
                while let Some(point) = text.iter().position(|&c| c == b'.') {
                    text = doubled(&text, point);
                    halvings += 1;
                }
                let whole: f64 = str::from_utf8(&text).unwrap().parse().unwrap();
                assert!(text.len() < 40 && halvings <= 149, "{format:?} {code:#x}");
                assert_eq!(libm::ldexp(whole, -halvings).to_bits(), value.to_bits(), "{format:?} {code:#x}");
            }
        }
    }

    /// Twice a decimal text with a point at `point`; a fraction that becomes zero loses its point.
    fn doubled(text: &[u8], point: usize) -> Vec<u8> {
        let mut digits: Vec<u8> = text.iter().filter(|&&c| c != b'.').map(|c| c - b'0').collect();
        let mut carry = 0;
        for digit in digits.iter_mut().rev() {
            let twice = *digit * 2 + carry;
            (*digit, carry) = (twice % 10, twice / 10);
        }
        let mut point = point;
        if carry == 1 {
            digits.insert(0, 1);
            point += 1;
        }
        while point < digits.len() && digits.last() == Some(&0) {
            digits.pop();
        }
        let mut out: Vec<u8> = digits.into_iter().map(|digit| digit + b'0').collect();
        if point < out.len() {
            out.insert(point, b'.');
        }
        out
    }

    #[test]
    fn values_are_powers_of_two_times_a_significand() {
        for (value, significand, exponent) in
            [(448.0, 1.75, 8), (-0.1015625, -1.625, -4), (libm::ldexp(1.0, -149), 1.0, -149), (0.0, 0.0, 0)]
        {
            let written = binary(value).unwrap();
            assert_eq!((written.significand.to_bits(), written.exponent), (f64::to_bits(significand), exponent));
        }
        assert_eq!(binary(f64::INFINITY), None);
    }
}
