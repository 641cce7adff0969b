//! Whole slices of `f32` to codes and back: the same results as [`Conversion::encode_with`] one by one, in far less time.
//!
//! Codes are stored as a file would hold them: one byte each up to 8 bits, else little-endian pairs or quads; TF32 fills the upper
//! 19 bits of a quad, as in memory. Formats of at most 16 bits are encoded on the `f32` bit pattern with 32-bit integers and no
//! branch that depends on the data, and decoded through a table of all their codes.

use crate::numerics::formats::{Format, FormatId, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Rounding};

/// The codes of `values`, in order, [`Format::bytes_per_code`] bytes each, little-endian.
///
/// Stochastic rounding takes one word of `words` for each value, needed or not, so that a value's fate depends only on its place.
pub fn encode(rule: Conversion, values: &[f32], words: &mut Stream) -> Vec<u8> {
    let width = rule.format.spec().bytes_per_code();
    let mut codes = Vec::with_capacity(values.len() * width);
    match Narrow::new(rule) {
        Some(narrow) if width == 1 => {
            codes.extend(values.iter().map(|value| narrow.code(value.to_bits()).to_le_bytes()[0]));
        }
        Some(narrow) => {
            codes.extend(values.iter().flat_map(|value| {
                let [low, high, ..] = narrow.code(value.to_bits()).to_le_bytes();
                [low, high]
            }));
        }
        None => {
            let shift = rule.format.spec().storage_shift();
            for &value in values {
                let word = if rule.rounding == Rounding::Stochastic { words.word() } else { 0 };
                let code = rule.encode_with(f64::from(value), word).code << shift;
                codes.extend_from_slice(&code.to_le_bytes()[..width]);
            }
        }
    }
    codes
}

/// The values of `codes`, in order; the inverse of [`encode`] up to rounding. Bytes after the last whole code are ignored.
///
/// Every value of every format here is an `f32`, so nothing is rounded. NaN codes give the canonical `f32::NAN`.
pub fn decode(format: FormatId, codes: &[u8]) -> Vec<f32> {
    let spec = format.spec();
    match spec.bytes_per_code() {
        1 => {
            let table = value_table(&spec);
            let mask = table.len() - 1;
            codes.iter().map(|&code| table[usize::from(code) & mask]).collect()
        }
        2 => {
            let table = value_table(&spec);
            let mask = table.len() - 1;
            let pairs = codes.as_chunks::<2>().0;
            pairs.iter().map(|&pair| table[usize::from(u16::from_le_bytes(pair)) & mask]).collect()
        }
        _ => {
            let quads = codes.as_chunks::<4>().0;
            let shift = spec.storage_shift();
            quads.iter().map(|&quad| narrowed(spec.decode(u32::from_le_bytes(quad) >> shift))).collect()
        }
    }
}

/// The value of every code of a format of at most 16 bits, indexed by code.
pub fn value_table(format: &Format) -> Vec<f32> {
    (0..1_u32 << format.bits().min(16)).map(|code| narrowed(format.decode(code))).collect()
}

/// A decoded value as the `f32` it is.
#[expect(clippy::cast_possible_truncation, reason = "every value of every format here is an f32: the cast is exact")]
pub const fn narrowed(value: f64) -> f32 {
    value as f32
}

/// A conversion from `f32` bit patterns, its constants worked out once per slice.
struct Narrow {
    rounding: Rounding,
    mantissa_bits: u32,
    /// The `f32` exponent field of the target's smallest normal value.
    min_field: u32,
    max_code: u32,
    /// The code of an overflow, and of an infinity, without the sign.
    overflow_code: u32,
    infinity_code: u32,
    /// The code of NaN by sign.
    nan_codes: [u32; 2],
    /// Whether a zero keeps its sign.
    has_negative_zero: bool,
    /// How far the sign of an `f32` moves down.
    sign_shift: u32,
}

impl Narrow {
    /// `None` for what this way of rounding does not cover: wide formats, scales without a sign, an exponent below that of the
    /// smallest normal `f32`, random words.
    fn new(rule: Conversion) -> Option<Self> {
        let format = rule.format.spec();
        let is_covered = format.bits() <= 16 && format.specials != Specials::Scale && -126 <= format.min_exponent();
        if !is_covered || rule.rounding == Rounding::Stochastic {
            return None;
        }
        let overflow_code = rule.overflow.code(&format, Sign::Plus);
        Some(Self {
            rounding: rule.rounding,
            mantissa_bits: format.mantissa_bits,
            min_field: (format.min_exponent() + 127).cast_unsigned(),
            max_code: format.max_code(),
            overflow_code,
            infinity_code: match format.specials {
                Specials::UnsignedZero => format.nan_code(Sign::Plus),
                Specials::Ieee | Specials::FiniteWithNan | Specials::Finite | Specials::Scale => overflow_code,
            },
            nan_codes: [format.nan_code(Sign::Plus), format.nan_code(Sign::Minus)],
            has_negative_zero: format.has_negative_zero(),
            sign_shift: 32 - format.bits(),
        })
    }

    /// The steps of [`Conversion::encode`], on 32 bits.
    fn code(&self, bits: u32) -> u32 {
        const INFINITY: u32 = 0x7F80_0000;
        let unsigned = bits & 0x7FFF_FFFF;
        let is_negative = bits >> 31;
        let field = unsigned >> 23;
        let significand = (unsigned & 0x7F_FFFF) | (u32::from(field != 0) << 23);
        let exponent = field.max(1);
        let target = exponent.max(self.min_field);
        let dropped = (23 - self.mantissa_bits + target - exponent).min(31);
        let all = (1 << dropped) - 1;
        let bump = match self.rounding {
            Rounding::NearestEven => (all >> 1) + ((significand >> dropped) & 1),
            Rounding::TowardZero | Rounding::Stochastic => 0,
            Rounding::Up => all * (1 - is_negative),
            Rounding::Down => all * is_negative,
        };
        let rounded = ((target - self.min_field) << self.mantissa_bits) + ((significand + bump) >> dropped);
        let finite = if rounded > self.max_code { self.overflow_code } else { rounded };
        let magnitude = if unsigned == INFINITY { self.infinity_code } else { finite };
        let keeps_sign = u32::from(self.has_negative_zero || magnitude != 0);
        let signed = magnitude | ((bits & (keeps_sign << 31)) >> self.sign_shift);
        if unsigned > INFINITY { self.nan_codes[usize::from(is_negative == 1)] } else { signed }
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, value_table};
    use crate::numerics::formats::{Custom, FormatId, Specials};
    use crate::numerics::rng::Stream;
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    /// Every exponent and sign, with mantissas that fall on and beside the ties of all narrower formats.
    fn telling_values() -> Vec<f32> {
        let ties = (0..16).map(|lead| (lead << 19) | (1 << 18)).chain((0..4).map(|lead| (lead << 21) | (1 << 20)));
        let mantissas: Vec<u32> = ties
            .chain([0, 1, 1 << 12, 3 << 12, 1 << 15, 3 << 15])
            .flat_map(|tie: u32| [tie, tie + 1, tie.saturating_sub(1)])
            .collect();
        (0..512_u32)
            .flat_map(|top| mantissas.iter().map(move |mantissa| f32::from_bits((top << 23) | mantissa)))
            .collect()
    }

    #[test]
    fn slices_agree_with_single_values() {
        let values = telling_values();
        let own = Custom::new(5, 6, Specials::UnsignedZero).map(FormatId::Custom);
        for format in FormatId::ALL.into_iter().chain(own) {
            for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
                let rule = Conversion { format, rounding, overflow };
                let codes = encode(rule, &values, &mut Stream::new(1));
                let width = format.spec().bytes_per_code();
                let mut words = Stream::new(1);
                for (value, code) in values.iter().zip(codes.chunks(width)) {
                    let single =
                        rule.encode_with(f64::from(*value), words.word()).code << format.spec().storage_shift();
                    assert_eq!(code, &single.to_le_bytes()[..width], "{rule:?} {:#x}", value.to_bits());
                }
            }
        }
    }

    #[test]
    fn tables_hold_every_code() {
        assert_eq!(value_table(&FormatId::E4m3fn.spec()).len(), 256);
        assert_eq!(value_table(&FormatId::Fp16.spec()).len(), 65_536);
        assert_eq!(decode(FormatId::E4m3fn, &[0x7E, 0x80, 0x01]), [448.0, 0.0, 0.001_953_125]);
        assert_eq!(decode(FormatId::Fp16, &[0xFF, 0x7B, 0xFF]), [65504.0], "a byte left over is ignored");
    }
}
