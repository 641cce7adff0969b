//! Shared scales: a group of values divided by one number before rounding, so that the group fills the format's range.
//!
//! Order of the operations, all in `f32`, one rounding each, the same in every machine and tested bit by bit:
//! `amax = max |x|` · `s = amax / max_finite` · `t = x / s` · `q = encode(t)` · result `decode(q) · s`.
//! It is a division, not a product with `1/s`: of a million normal values, a few codes can differ.
//! Worked through, E4M3FN and amax 3.5: `s = 3.5/448 = 0.0078125`; `x = 0.1` gives `t = 12.8`, rounded to 13,
//! result `13 · 0.0078125 = 0.1015625`.
//! Where amax is within a few ulp of the largest `f32`, a scale that was rounded up can take the product to infinity.

use crate::numerics::formats::FormatId;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Rounded};
use crate::numerics::slices::{decode, encode, narrowed};
use serde::{Deserialize, Serialize};

/// Which values share a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scaling {
    /// No scale: the values are rounded as they are.
    None,
    /// One scale for the whole tensor, from its own amax ("current scaling").
    Tensor,
}

impl Scaling {
    /// Every scaling.
    pub const ALL: [Self; 2] = [Self::None, Self::Tensor];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Tensor => "tensor",
        }
    }

    /// The scaling whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scaling| scaling.key() == key)
    }

    /// The scale of a group with this [`amax`], for codes of `format`: always finite and positive.
    ///
    /// Project rules, where no standard speaks: a group without a finite value other than zero gets scale 1; a quotient
    /// below the smallest normal `f32`, `2^-126`, becomes `2^-126`, because a subnormal scale would itself be
    /// inexact (it happens for BF16 when amax < 4); FP32 is the working precision and is never scaled.
    pub fn scale(self, format: FormatId, amax: f32) -> f32 {
        match self {
            Self::None => 1.0,
            Self::Tensor if format == FormatId::Fp32 || amax == 0.0 => 1.0,
            Self::Tensor => (amax / narrowed(format.spec().max_finite())).max(f32::MIN_POSITIVE),
        }
    }

    /// Storage per value in bits when `count` values are kept in `format`: the code, and its part of an FP32 scale.
    ///
    /// Example: 64 values in E4M3FN with one scale take `8 + 32/64 = 8.5` bits each.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn bits_per_value(self, format: FormatId, count: usize) -> f64 {
        let bits = f64::from(format.spec().bits());
        match self {
            Self::None => bits,
            Self::Tensor if format == FormatId::Fp32 => bits,
            Self::Tensor => bits + 32.0 / count.max(1) as f64,
        }
    }
}

/// The largest magnitude among the finite values; 0 if there is none.
///
/// Project rule: NaN and infinities do not enter. They meet the format's own rules later, when they are encoded.
pub fn amax(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |largest, &value| amax_with(largest, value))
}

/// [`amax`], one value at a time.
pub fn amax_with(largest: f32, value: f32) -> f32 {
    if value.is_finite() { largest.max(value.abs()) } else { largest }
}

/// One value through a scale and back: what was rounded, and the result in the units of `value`.
pub fn round_trip(rule: Conversion, scale: f32, value: f32) -> (Rounded, f32) {
    let rounded = rule.encode(f64::from(value / scale));
    (rounded, narrowed(rounded.value) * scale)
}

/// The codes of `values` divided by `scale`, stored as [`encode`] stores them.
pub fn encode_scaled(rule: Conversion, scale: f32, values: &[f32], words: &mut Stream) -> Vec<u8> {
    let scaled: Vec<f32> = values.iter().map(|value| value / scale).collect();
    encode(rule, &scaled, words)
}

/// The values of `codes` times `scale`.
pub fn decode_scaled(format: FormatId, scale: f32, codes: &[u8]) -> Vec<f32> {
    let mut values = decode(format, codes);
    for value in &mut values {
        *value *= scale;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{Scaling, amax, decode_scaled, encode_scaled, round_trip};
    use crate::numerics::formats::FormatId;
    use crate::numerics::rng::Stream;
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    const E4M3FN: Conversion =
        Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };

    #[track_caller]
    fn check_scale(format: FormatId, amax: f32, expect: f32) {
        assert_eq!(Scaling::Tensor.scale(format, amax).to_bits(), expect.to_bits(), "{format:?} {amax:e}");
    }

    #[test]
    fn the_scale_takes_amax_to_the_largest_code() {
        check_scale(FormatId::E4m3fn, 3.5, 0.007_812_5);
        check_scale(FormatId::E4m3fn, 448.0, 1.0);
        check_scale(FormatId::E5m2, 57344.0, 1.0);
        check_scale(FormatId::E4m3fn, 0.0, 1.0);
        check_scale(FormatId::Fp32, 1e-30, 1.0);
        check_scale(FormatId::Bf16, 1.0, f32::MIN_POSITIVE);
        check_scale(FormatId::E4m3fn, f32::from_bits(1), f32::MIN_POSITIVE);
        assert_eq!(Scaling::None.scale(FormatId::E4m3fn, 3.5).to_bits(), 1.0_f32.to_bits());
    }

    #[test]
    fn amax_ignores_what_is_not_finite() {
        assert_eq!(amax(&[1.0, -2.5, f32::NAN, f32::NEG_INFINITY]).to_bits(), 2.5_f32.to_bits());
        assert_eq!(amax(&[f32::NAN]).to_bits(), 0);
        assert_eq!(amax(&[]).to_bits(), 0);
    }

    #[test]
    fn the_worked_example_holds() {
        let (rounded, result) = round_trip(E4M3FN, 0.007_812_5, 0.1);
        assert_eq!(rounded.code, 0x55, "13 = 1.625 * 2^3");
        assert_eq!(result.to_bits(), 0.101_562_5_f32.to_bits());
        let codes = encode_scaled(E4M3FN, 0.007_812_5, &[0.1, 3.5, -3.5], &mut Stream::new(1));
        assert_eq!(codes, [0x55, 0x7E, 0xFE]);
        assert_eq!(decode_scaled(FormatId::E4m3fn, 0.007_812_5, &codes), [0.101_562_5, 3.5, -3.5]);
    }

    #[test]
    fn a_scale_costs_32_bits() {
        assert_eq!(Scaling::None.bits_per_value(FormatId::E4m3fn, 64).to_bits(), 8.0_f64.to_bits());
        assert_eq!(Scaling::Tensor.bits_per_value(FormatId::E4m3fn, 64).to_bits(), 8.5_f64.to_bits());
        assert_eq!(Scaling::Tensor.bits_per_value(FormatId::Fp32, 64).to_bits(), 32.0_f64.to_bits());
    }
}
