//! Shared scales: a group of values divided by one number before rounding, so that the group fills the format's range.
//!
//! A [`Recipe`] says which values share a scale and how scales are written; [`quantize`] and [`dequantize`] apply it to a whole
//! tensor. Whoever works in steps collects `scales::Peaks`, makes [`Scales`] of them and rounds range by range.
//!
//! Order of the operations, all in `f32`, one rounding each, the same in every machine and tested bit by bit:
//! `amax = max |x|` · `s = amax / max_finite` · `t = x / s` · `q = encode(t)` · result `decode(q) · s`.
//! It is a division, not a product with `1/s`: of a million normal values, a few codes can differ. Only NVFP4 multiplies
//! (`blocks::nvfp4`), because its definition says so. Scales that are powers of two come from exponents and significands as integers
//! (`blocks::power`), never from a logarithm.
//! Worked through, E4M3FN and amax 3.5: `s = 3.5/448 = 0.0078125`; `x = 0.1` gives `t = 12.8`, rounded to 13,
//! result `13 · 0.0078125 = 0.1015625`.
//! Where amax is within a few ulp of the largest `f32`, a scale that was rounded up can take the product to infinity.
//!
//! A tensor is row-major. Groups at its ragged edges are zero-padded in the papers, which changes no maximum: here they are shorter.
//! Sources: OCP Microscaling 1.0 (MX), arXiv 2412.19437 (DeepSeek-V3), DeepSeek-V3.1's `kernel.py` (UE8M0), arXiv 2509.25149 (NVFP4).

pub mod groups;

mod recipe;

pub mod scales;

mod power;

mod nvfp4;

pub(super) mod reach;

use crate::numerics::blocks::scales::{Peaks, Scales};
use crate::numerics::formats::{Format, FormatId};
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
    /// One scale for each row.
    Row,
    /// One scale for 128 neighbours of a row: the activations of DeepSeek-V3.
    Tile128,
    /// One scale for 128 rows by 128 columns: the weights of DeepSeek-V3.
    Block128,
    /// One power of two for 32 neighbours of a row: OCP Microscaling (MXFP8, MXFP6, MXFP4).
    Mx32,
    /// One E4M3FN number for 16 neighbours of a row, and one FP32 number for the tensor: NVIDIA's NVFP4.
    Nvfp4,
}

/// How a scale is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScaleFormat {
    /// As FP32: 4 bytes.
    F32,
    /// As E8M0, a power of two: 1 byte. DeepSeek calls it UE8M0.
    E8m0,
    /// As E4M3FN: 1 byte. Only NVFP4 has such scales.
    E4m3,
}

/// How the power of two of an MX block is found; `emax` is the exponent of the element format's largest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScaleRule {
    /// `floor(log2 amax) - emax`, the rule of the OCP specification: the largest elements of a block can be clipped.
    Floor,
    /// `ceil(log2 amax) - emax`: never clips, and can waste a binade.
    Ceil,
    /// As [`Floor`](Self::Floor), after rounding amax half up to the mantissa of the elements: clips less.
    Even,
    /// `ceil(log2(amax / max))`: the smallest power of two that clips nothing (`TransformerEngine`, cuBLAS, DeepSeek's UE8M0).
    Rceil,
}

/// How a tensor is scaled. Every function that takes a recipe takes its [`normal`](Self::normal) form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Which values share a scale.
    pub scaling: Scaling,
    /// How a scale is stored.
    pub scale_format: ScaleFormat,
    /// How the power of two of an MX block is found.
    pub rule: ScaleRule,
    /// Values in a row of the tensor; 0 for a tensor of a single row.
    pub columns: u32,
}

/// A tensor in few bits.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantized {
    /// The codes of the values in their order, stored as `slices::encode` stores them.
    pub codes: Vec<u8>,
    /// What they are multiplied by.
    pub scales: Scales,
}

/// `values` by `recipe` and `rule`: value `i` of the whole tensor takes the `i`-th word of `words` if the rounding is stochastic.
pub fn quantize(rule: Conversion, recipe: Recipe, values: &[f32], words: &mut Stream) -> Quantized {
    let mut peaks = Peaks::new(recipe, values.len());
    peaks.add(0, values);
    let scales = peaks.scales(rule.format);
    let codes = encode(rule, &scales.scaled(0, values), words);
    Quantized { codes, scales }
}

/// The values that `codes` of `format` stand for; codes beyond the tensor that `scales` belong to are left out.
pub fn dequantize(format: FormatId, codes: &[u8], scales: &Scales) -> Vec<f32> {
    let mut values = decode(format, codes);
    values.truncate(scales.count());
    scales.restore(0, &mut values);
    values
}

/// The FP32 scale of a group with this [`amax`], for codes of `format`: `amax / max`, always finite and positive.
///
/// Project rules, where no standard speaks: a group without a finite value other than zero gets scale 1; a quotient below the
/// smallest normal `f32`, `2^-126`, becomes `2^-126`, because a subnormal scale would itself be inexact (it happens for BF16 when
/// amax < 4).
fn fp32_scale(format: &Format, amax: f32) -> f32 {
    if amax == 0.0 { 1.0 } else { (amax / narrowed(format.max_finite())).max(f32::MIN_POSITIVE) }
}

/// The largest magnitude among the finite values; 0 if there is none.
///
/// Project rule: NaN and infinities do not enter. They meet the format's own rules later, when they are encoded.
pub fn amax(values: &[f32]) -> f32 {
    f32::from_bits(scales::peak(values, 0))
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

impl Scaling {
    /// Every scaling, coarsest first.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Tensor, Self::Row, Self::Tile128, Self::Block128, Self::Mx32, Self::Nvfp4];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Tensor => "tensor",
            Self::Row => "row",
            Self::Tile128 => "tile128",
            Self::Block128 => "block128",
            Self::Mx32 => "mx32",
            Self::Nvfp4 => "nvfp4",
        }
    }

    /// The scaling whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scaling| scaling.key() == key)
    }

    /// The FP32 scale of a group with this [`amax`], for codes of `format`; 1 without scaling, and for FP32 itself.
    pub fn scale(self, format: FormatId, amax: f32) -> f32 {
        if Recipe::published(self, 0).scales(format) { fp32_scale(&format.spec(), amax) } else { 1.0 }
    }

    /// [`Recipe::bits_per_value`] of the published recipe, for a tensor of a single row.
    pub fn bits_per_value(self, format: FormatId, count: usize) -> f64 {
        Recipe::published(self, 0).bits_per_value(format, count)
    }
}

impl ScaleFormat {
    /// Every format of scales.
    pub const ALL: [Self; 3] = [Self::F32, Self::E8m0, Self::E4m3];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::E8m0 => "e8m0",
            Self::E4m3 => "e4m3",
        }
    }

    /// The format whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }
}

impl ScaleRule {
    /// Every rule.
    pub const ALL: [Self; 4] = [Self::Floor, Self::Ceil, Self::Even, Self::Rceil];

    /// The stable word used in links and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Even => "even",
            Self::Rceil => "rceil",
        }
    }

    /// The rule whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::{Recipe, ScaleFormat, ScaleRule, Scaling, amax, dequantize, fp32_scale, quantize, round_trip};
    use crate::numerics::formats::FormatId;
    use crate::numerics::rng::Stream;
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    const E4M3FN: Conversion =
        Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };

    #[track_caller]
    fn check_scale(format: FormatId, amax: f32, expect: f32) {
        assert_eq!(fp32_scale(&format.spec(), amax).to_bits(), expect.to_bits(), "{format:?} {amax:e}");
    }

    #[test]
    fn the_scale_takes_amax_to_the_largest_code() {
        check_scale(FormatId::E4m3fn, 3.5, 0.007_812_5);
        check_scale(FormatId::E4m3fn, 448.0, 1.0);
        check_scale(FormatId::E5m2, 57344.0, 1.0);
        check_scale(FormatId::E4m3fn, 0.0, 1.0);
        check_scale(FormatId::Bf16, 1.0, f32::MIN_POSITIVE);
        check_scale(FormatId::E4m3fn, f32::from_bits(1), f32::MIN_POSITIVE);
    }

    #[test]
    fn what_is_not_scaled_is_divided_by_one() {
        let tiny = [1e-30, f32::NAN];
        for scaling in Scaling::ALL {
            let rule = Conversion { format: FormatId::Fp32, ..E4M3FN };
            let quantized = quantize(rule, Recipe::published(scaling, 0), &tiny, &mut Stream::new(1));
            assert_eq!(dequantize(FormatId::Fp32, &quantized.codes, &quantized.scales)[0].to_bits(), tiny[0].to_bits());
        }
        let none = quantize(E4M3FN, Recipe::published(Scaling::None, 0), &[3.5], &mut Stream::new(1));
        assert_eq!((none.codes.as_slice(), none.scales.bytes().len()), ([0x46].as_slice(), 0), "3.5 = 1.75 * 2^1");
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
        let tensor = Recipe::published(Scaling::Tensor, 0);
        let quantized = quantize(E4M3FN, tensor, &[0.1, 3.5, -3.5], &mut Stream::new(1));
        assert_eq!(quantized.codes, [0x55, 0x7E, 0xFE]);
        assert_eq!(dequantize(FormatId::E4m3fn, &quantized.codes, &quantized.scales), [0.101_562_5, 3.5, -3.5]);
    }

    #[test]
    fn keys_name_their_variants() {
        assert!(Scaling::ALL.into_iter().all(|scaling| Scaling::from_key(scaling.key()) == Some(scaling)));
        assert!(ScaleFormat::ALL.into_iter().all(|format| ScaleFormat::from_key(format.key()) == Some(format)));
        assert!(ScaleRule::ALL.into_iter().all(|rule| ScaleRule::from_key(rule.key()) == Some(rule)));
        assert_eq!(Scaling::from_key("mxfp8"), None);
    }
}
