//! Whole slices of `f32` to codes and back: the same results as [`Conversion::encode_with`] one by one, in far less time.
//!
//! Codes are stored as a file would hold them: one byte each up to 8 bits, else little-endian pairs or quads; TF32 fills the upper
//! 19 bits of a quad, as in memory. Formats of one byte go through SIMD lanes (`numerics::octets`), those of two through the same
//! steps one by one (`numerics::narrow`, `numerics::widen`); `docs/benchmarks.md` says how fast.

use crate::numerics::formats::{Format, FormatId};
use crate::numerics::narrow::Narrow;
use crate::numerics::octets;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Rounding};
use crate::numerics::widen::Widen;

/// The codes of `values`, in order, [`Format::bytes_per_code`] bytes each, little-endian.
///
/// Stochastic rounding takes one word of `words` for each value, needed or not, so that a value's fate depends only on its place.
pub fn encode(rule: Conversion, values: &[f32], words: &mut Stream) -> Vec<u8> {
    let mut codes = vec![0; values.len() * rule.format.spec().bytes_per_code()];
    encode_into(rule, values, &mut codes, words);
    codes
}

/// [`encode`] into a place that is there already; as many values as it has room for.
pub fn encode_into(rule: Conversion, values: &[f32], codes: &mut [u8], words: &mut Stream) {
    let spec = rule.format.spec();
    let Some(narrow) = Narrow::new(rule) else { return encode_singly(rule, values, codes, words) };
    let is_byte = spec.bytes_per_code() == 1;
    match rule.rounding {
        Rounding::NearestEven if is_byte => octets::encode_nearest(&narrow, values, codes),
        Rounding::NearestEven => store::<2>(values, codes.as_chunks_mut().0, |bits| narrow.nearest(bits)),
        Rounding::TowardZero | Rounding::Up | Rounding::Down if is_byte => {
            octets::encode_directed(&narrow, values, codes);
        }
        Rounding::TowardZero | Rounding::Up | Rounding::Down => {
            store::<2>(values, codes.as_chunks_mut().0, |bits| narrow.directed(bits));
        }
        Rounding::Stochastic if is_byte => {
            store::<1>(values, codes.as_chunks_mut().0, |bits| narrow.drawn(bits, words.word()));
        }
        Rounding::Stochastic => {
            store::<2>(values, codes.as_chunks_mut().0, |bits| narrow.drawn(bits, words.word()));
        }
    }
}

/// The values of `codes`, in order; the inverse of [`encode`] up to rounding. Bytes after the last whole code are ignored.
///
/// Every value of every format here is an `f32`, so nothing is rounded. NaN codes give the canonical `f32::NAN`.
pub fn decode(format: FormatId, codes: &[u8]) -> Vec<f32> {
    let mut values = vec![0.0; codes.len() / format.spec().bytes_per_code()];
    decode_into(format, codes, &mut values);
    values
}

/// [`decode`] into a place that is there already; as many values as it has room for.
pub fn decode_into(format: FormatId, codes: &[u8], values: &mut [f32]) {
    let spec = format.spec();
    // Elsewhere no one instruction looks bytes up in a table, and the other way is faster.
    if cfg!(target_feature = "simd128") && octets::decode(&spec, codes, values) {
        return;
    }
    match (spec.bytes_per_code(), Widen::new(&spec)) {
        (1, Some(widen)) => load::<1>(codes, values, |code| widen.value(code)),
        (1, None) => load::<1>(codes, values, |code| narrowed(spec.decode(code))),
        (2, Some(widen)) => load::<2>(codes, values, |code| widen.value(code)),
        (2, None) => load::<2>(codes, values, |code| narrowed(spec.decode(code))),
        _ => load::<4>(codes, values, |code| narrowed(spec.decode(code >> spec.storage_shift()))),
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

/// What no fast way covers: wide formats, scales, exponents below FP32's.
fn encode_singly(rule: Conversion, values: &[f32], codes: &mut [u8], words: &mut Stream) {
    let spec = rule.format.spec();
    for (value, place) in values.iter().zip(codes.chunks_exact_mut(spec.bytes_per_code())) {
        let word = if rule.rounding == Rounding::Stochastic { words.word() } else { 0 };
        let code = rule.encode_with(f64::from(*value), word).code << spec.storage_shift();
        place.copy_from_slice(&code.to_le_bytes()[..spec.bytes_per_code()]);
    }
}

/// The lower `N` bytes of each value's code.
fn store<const N: usize>(values: &[f32], codes: &mut [[u8; N]], mut code: impl FnMut(u32) -> u32) {
    for (value, place) in values.iter().zip(codes) {
        let bytes = code(value.to_bits()).to_le_bytes();
        place.copy_from_slice(&bytes[..N]);
    }
}

/// The value of each code of `N` bytes.
fn load<const N: usize>(codes: &[u8], values: &mut [f32], value: impl Fn(u32) -> f32) {
    for (bytes, place) in codes.as_chunks::<N>().0.iter().zip(values) {
        let mut word = [0; 4];
        word[..N].copy_from_slice(bytes);
        *place = value(u32::from_le_bytes(word));
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_into, encode, encode_into, narrowed, value_table};
    use crate::numerics::formats::{Custom, FormatId, Specials};
    use crate::numerics::octets;
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

    /// The formats of the table, and every one of one's own.
    fn all_formats() -> impl Iterator<Item = FormatId> {
        let rules = [Specials::Ieee, Specials::FiniteWithNan, Specials::Finite, Specials::UnsignedZero];
        let fields = (1..=8).flat_map(|exponent| (0..=14).map(move |mantissa| (exponent, mantissa)));
        let own = fields.flat_map(move |(exponent, mantissa)| rules.map(|rule| Custom::new(exponent, mantissa, rule)));
        FormatId::ALL.into_iter().chain(own.flatten().map(FormatId::Custom))
    }

    fn check(rule: Conversion, values: &[f32]) {
        let mut codes = vec![0; values.len() * rule.format.spec().bytes_per_code()];
        encode_into(rule, values, &mut codes, &mut Stream::new(1));
        let width = rule.format.spec().bytes_per_code();
        let mut words = Stream::new(1);
        for (value, code) in values.iter().zip(codes.chunks(width)) {
            let single = rule.encode_with(f64::from(*value), words.word()).code << rule.format.spec().storage_shift();
            assert_eq!(code, &single.to_le_bytes()[..width], "{rule:?} {:#x}", value.to_bits());
        }
    }

    #[test]
    fn slices_agree_with_single_values() {
        let values = telling_values();
        let some: Vec<f32> = values.iter().copied().step_by(23).collect();
        for format in all_formats() {
            let values = if matches!(format, FormatId::Custom(_)) { &some } else { &values };
            for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
                check(Conversion { format, rounding, overflow }, values);
            }
        }
    }

    /// Lengths that fill no sixteen are the ones where lanes go wrong.
    #[test]
    fn any_length_is_handled_to_its_end() {
        for format in [FormatId::E4m3fn, FormatId::E4m3fnuz, FormatId::E8m0fnu, FormatId::Bf16, FormatId::Tf32] {
            for count in 0..50_u8 {
                let values: Vec<f32> = (0..count).map(|index| f32::from(index) - 20.0).collect();
                let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
                check(rule, &values);
                let codes = encode(rule, &values, &mut Stream::new(0));
                assert_eq!(decode(format, &codes).len(), values.len());
                let mut room = [7.0; 60];
                decode_into(format, &codes, &mut room);
                assert!(room[usize::from(count)..].iter().all(|&value| value.to_bits() == 7.0_f32.to_bits()));
            }
        }
        let mut short = [0xAA; 3];
        let rule =
            Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
        encode_into(rule, &[1.0; 40], &mut short, &mut Stream::new(0));
        assert_eq!(short, [0x38; 3], "no more than there is room for");
    }

    /// What only the browser uses, on the lanes of any machine.
    #[test]
    fn lanes_decode_every_code() {
        let codes: Vec<u8> = (0..=u8::MAX).chain(0..7).collect();
        let mut count = 0;
        for format in all_formats() {
            let spec = format.spec();
            let mut values = vec![0.5; codes.len()];
            if octets::decode(&spec, &codes, &mut values) {
                count += 1;
                for (code, value) in codes.iter().zip(values) {
                    let expect = narrowed(spec.decode(u32::from(*code)));
                    assert_eq!(value.to_bits(), expect.to_bits(), "{format:?} {code:#x}");
                }
            } else {
                assert!(4 < spec.mantissa_bits || 8 < spec.bits() || format == FormatId::E8m0fnu, "{format:?}");
            }
        }
        assert!(50 < count, "{count}");
    }

    #[test]
    fn every_code_has_its_value() {
        for format in all_formats().filter(|format| format.spec().bits() <= 16) {
            let spec = format.spec();
            // One bit above the width of a code is set as well, where there is one: it must not matter.
            let above = if spec.bits() % 8 == 0 { 0 } else { 1 << spec.bits() };
            let all: Vec<u32> = (0..1 << spec.bits()).collect();
            let stored =
                all.iter().flat_map(|code| (code | above).to_le_bytes().into_iter().take(spec.bytes_per_code()));
            let values = decode(format, &stored.collect::<Vec<u8>>());
            assert_eq!(values.len(), all.len());
            for (code, value) in all.into_iter().zip(values) {
                assert_eq!(value.to_bits(), narrowed(spec.decode(code)).to_bits(), "{format:?} {code:#x}");
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
