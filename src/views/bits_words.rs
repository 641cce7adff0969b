//! How `#/bits` writes numbers: codes, bit fields, values with their digits, powers of two, errors; and the sentences about them.

use crate::charts::voice::{NumberStyle, Voice, fill, superscript};
use crate::charts::words::Word;
use crate::numerics::exact::{binary, exact};
use crate::numerics::formats::Format;

/// Longest value written out in full where there is little room, in characters.
const SHORT: usize = 18;

/// Digits of a value too long for that.
const DIGITS: usize = 12;

/// The three fields of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The sign bit.
    Sign,
    /// The exponent field.
    Exponent,
    /// The mantissa field.
    Mantissa,
}

impl Field {
    /// Every field, highest bits first.
    pub const ALL: [Self; 3] = [Self::Sign, Self::Exponent, Self::Mantissa];

    /// The field's one letter, which is also its class in the style sheet.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Sign => "S",
            Self::Exponent => "E",
            Self::Mantissa => "M",
        }
    }

    /// The field's name.
    pub fn word(self) -> Word {
        match self {
            Self::Sign => Word::BitsSign,
            Self::Exponent => Word::BitsExponent,
            Self::Mantissa => Word::BitsMantissa,
        }
    }

    /// How many bits it has, and how many stand to the right of them.
    pub fn place(self, format: &Format) -> (u32, u32) {
        let (exponent, mantissa) = (format.exponent_bits, format.mantissa_bits);
        match self {
            Self::Sign => (u32::from(format.has_sign()), exponent + mantissa),
            Self::Exponent => (exponent, mantissa),
            Self::Mantissa => (mantissa, 0),
        }
    }
}

/// A code in hexadecimal, as many digits as its format takes: `0x1D`, `0x3DCCCCCD`.
pub fn hex(format: &Format, code: u32) -> String {
    let digits = usize::try_from(format.bits().div_ceil(4)).unwrap_or(8);
    format!("0x{code:0digits$X}")
}

/// The bits of one field; empty where the format has none.
pub fn field_bits(format: &Format, code: u32, field: Field) -> String {
    let (width, shift) = field.place(format);
    (0..width).rev().map(|place| if code >> (shift + place) & 1 == 1 { '1' } else { '0' }).collect()
}

/// All bits, fields apart: `0 0011 101`.
pub fn all_bits(format: &Format, code: u32) -> String {
    let fields = Field::ALL.map(|field| field_bits(format, code, field));
    fields.into_iter().filter(|field| !field.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A value with every digit, as a machine reads it: `0.1015625`, `-0`, `inf`, `NaN`.
pub fn plain(value: f64) -> String {
    match exact(value) {
        Some(exact) => exact.plain(),
        None if value.is_nan() => "NaN".to_owned(),
        None if 0.0 < value => "inf".to_owned(),
        None => "-inf".to_owned(),
    }
}

/// A value with every digit, as people read it.
pub fn in_full(value: f64, voice: &dyn Voice) -> String {
    match exact(value) {
        Some(exact) => localised(&exact.plain(), voice),
        None => voice.number(value, NumberStyle::Plain { decimals: 0 }),
    }
}

/// A value exactly where that is short, else its first digits with dots behind them, cut and not rounded:
/// `0.1015625`, `1.40129846432…×10⁻⁴⁵`.
pub fn value(value: f64, voice: &dyn Voice) -> String {
    let Some(exact) = exact(value) else { return voice.number(value, NumberStyle::Plain { decimals: 0 }) };
    let full = exact.plain();
    if full.len() <= SHORT {
        return localised(&full, voice);
    }
    let digits: String = exact.digits.chars().take(DIGITS).collect();
    let (first, rest) = digits.split_at(1);
    let dots = if exact.digits.len() <= DIGITS { "" } else { "…" };
    let point = if rest.is_empty() { "" } else { "." };
    localised(&format!("{}{first}{point}{rest}{dots}×10{}", exact.minus(), superscript(exact.exponent)), voice)
}

/// A value as significand and power of two: `1.625 × 2⁻⁴`; `None` for zero, infinities and NaN.
pub fn in_binary(number: f64, voice: &dyn Voice) -> Option<String> {
    let written = binary(number).filter(|_| number != 0.0)?;
    Some(format!("{} × 2{}", in_full(written.significand, voice), superscript(written.exponent)))
}

/// An error in units of the last place, with its sign: `+0.2`.
pub fn ulps(error: f64, voice: &dyn Voice) -> String {
    signed(error, &voice.number(error.abs(), NumberStyle::Significant { digits: 4 }))
}

/// An error as a share of the number, in per cent with its sign: `+1.563%`.
pub fn percent(share: f64, voice: &dyn Voice) -> String {
    signed(share, &size_in_percent(share, voice))
}

/// The size of a share in per cent: `1.563%`.
pub fn size_in_percent(share: f64, voice: &dyn Voice) -> String {
    let number = voice.number(share.abs() * 100.0, NumberStyle::Significant { digits: 4 });
    fill(voice.say(Word::BitsPercent), &[("value", &number)])
}

fn signed(error: f64, size: &str) -> String {
    match error {
        _ if error < 0.0 => format!("−{size}"),
        _ if 0.0 < error => format!("+{size}"),
        _ => size.to_owned(),
    }
}

/// A plain decimal with the reader's decimal sign and a true minus.
pub fn localised(decimal: &str, voice: &dyn Voice) -> String {
    let half = voice.number(0.5, NumberStyle::Plain { decimals: 1 });
    let point = half.chars().find(|c| !c.is_ascii_digit()).unwrap_or('.');
    decimal.replace('-', "−").replace('.', &point.to_string())
}

#[cfg(test)]
mod tests {
    use super::{all_bits, hex, in_binary, percent, plain, ulps, value};
    use crate::charts::voice::PlainVoice;
    use crate::numerics::formats::FormatId;

    #[test]
    fn codes_are_written_by_their_fields() {
        let check = |format: FormatId, code: u32, written: &str, bits: &str| {
            let row = format.spec();
            assert_eq!((hex(&row, code).as_str(), all_bits(&row, code).as_str()), (written, bits));
        };
        check(FormatId::E4m3fn, 0x1D, "0x1D", "0 0011 101");
        check(FormatId::E2m1fn, 0xF, "0xF", "1 11 1");
        check(FormatId::E3m2fn, 0x3F, "0x3F", "1 111 11");
        check(FormatId::E8m0fnu, 0x7F, "0x7F", "01111111");
        check(FormatId::Tf32, 0x1_FC00, "0x1FC00", "0 01111111 0000000000");
    }

    #[test]
    fn values_are_short_or_say_that_they_go_on() {
        let check = |number: f64, expect: &str| assert_eq!(value(number, &PlainVoice), expect);
        check(0.101_562_5, "0.1015625");
        check(-0.0, "−0");
        check(57_344.0, "57344");
        check(f64::from(f32::MAX), "3.40282346638…×10³⁸");
        check(libm::ldexp(1.0, -149), "1.40129846432…×10⁻⁴⁵");
        check(f64::NAN, "NaN");
        check(f64::NEG_INFINITY, "−∞");
        assert_eq!(plain(f64::NEG_INFINITY), "-inf");
        assert_eq!(in_binary(448.0, &PlainVoice).as_deref(), Some("1.75 × 2⁸"));
        assert_eq!(in_binary(-0.0, &PlainVoice), None);
    }

    #[test]
    fn errors_have_signs() {
        assert_eq!(ulps(0.2, &PlainVoice), "+0.2");
        assert_eq!(ulps(-0.5, &PlainVoice), "−0.5");
        assert_eq!(ulps(0.0, &PlainVoice), "0");
        assert_eq!(percent(0.015_625, &PlainVoice), "+bits.percent");
    }
}
