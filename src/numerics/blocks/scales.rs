//! The scales of a tensor's groups: found from its peaks, applied to any part of it, written as bytes and read back.
//!
//! In steps: [`Peaks::add`] for every part of the tensor, [`Peaks::scales`] once, then [`Scales::round_trip`] for every part again.
//! Parts are any ranges of places, so that a step may end in the middle of a group and random words go to values in their order.

use crate::numerics::blocks::groups::Grid;
use crate::numerics::blocks::nvfp4::Level;
use crate::numerics::blocks::reach::exceeded;
use crate::numerics::blocks::{Recipe, ScaleFormat, Scaling, fp32_scale, nvfp4, power};
use crate::numerics::formats::{Format, FormatId};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Conversion;
use crate::numerics::slices::{decode, encode};

/// The smallest amax that an E8M0 scale outside MX is made from, so that a group of zeros has a scale, `2^-22` for E4M3FN.
///
/// DeepSeek-V3.1's rule for UE8M0 has this floor in it. Its FP32 scales are `amax/448` in the paper; only the inference kernel
/// has the floor there too, and here it is left out.
pub const SMALLEST_AMAX: f32 = 1e-4;

/// The scale of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// As it is stored: the bits of an `f32`, or the code of an E8M0 or E4M3FN number.
    pub code: u32,
    /// What decoded values are multiplied by: for NVFP4 both levels together. NaN for a block that carries NaN.
    pub value: f32,
    /// What happens to values before they are rounded.
    pub(in crate::numerics) before: Before,
}

/// What a scale does to values before they are rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::numerics) enum Before {
    /// They are divided by its value.
    Divide,
    /// They are multiplied by this.
    Times(f32),
    /// They become zeros of their signs.
    SignedZeros,
    /// They become +0.
    Zeros,
}

/// The largest magnitude of every group, from as much of the tensor as has been seen.
#[derive(Clone, Debug)]
pub struct Peaks {
    recipe: Recipe,
    grid: Grid,
    /// For MX and NVFP4, NaN where a group holds a value that is not finite; else such values do not enter.
    amaxes: Vec<f32>,
}

/// A scale for every group of a tensor.
#[derive(Clone, Debug, PartialEq)]
pub struct Scales {
    recipe: Recipe,
    grid: Grid,
    /// NVFP4's scale of the tensor, `s_dec`; 1 for all others.
    tensor: f32,
    groups: Vec<Scale>,
}

/// What rounding made of a part of a tensor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoundTrip {
    /// The values, scaled back.
    pub results: Vec<f32>,
    /// Whether the overflow mode decided the value at the same place.
    pub exceeded: Vec<bool>,
}

impl Peaks {
    /// Of a tensor of `count` values, none of them seen.
    pub fn new(recipe: Recipe, count: usize) -> Self {
        let recipe = recipe.normal();
        let grid = recipe.groups(count);
        Self { recipe, grid, amaxes: vec![0.0; grid.len()] }
    }

    /// Looks at the values from place `start` on.
    pub fn add(&mut self, start: usize, values: &[f32]) {
        let stands_for = if self.recipe.carries_nan() { FOUND_INVALID } else { 0 };
        for run in self.grid.runs(start..start + values.len()) {
            let largest = peak(&values[run.places.start - start..run.places.end - start], stands_for);
            let amax = &mut self.amaxes[run.group];
            // Magnitudes of f32 are ordered as their bits, NaN above all.
            *amax = f32::from_bits(amax.to_bits().max(largest));
        }
    }

    /// The scales of the groups for codes of `format`.
    pub fn scales(&self, format: FormatId) -> Scales {
        let (tensor, groups) = scales_of(self.recipe, format, &self.amaxes);
        Scales { recipe: self.recipe, grid: self.grid, tensor, groups }
    }
}

impl Scales {
    /// The scales that [`bytes`](Self::bytes) wrote for a tensor of `count` values; `None` if their number is not
    /// [`Recipe::scale_bytes`].
    pub fn from_bytes(recipe: Recipe, count: usize, bytes: &[u8]) -> Option<Self> {
        let recipe = recipe.normal();
        if bytes.len() != recipe.scale_bytes(count) {
            return None;
        }
        let grid = recipe.groups(count);
        let (tensor, codes) = match (recipe.scale_format, bytes.split_first_chunk()) {
            (ScaleFormat::E4m3, Some((&tensor, codes))) => (f32::from_le_bytes(tensor), codes),
            (ScaleFormat::F32 | ScaleFormat::E8m0, _) | (ScaleFormat::E4m3, None) => (1.0, bytes),
        };
        let groups: Vec<Scale> = match recipe.scale_format {
            ScaleFormat::F32 if recipe.scaling == Scaling::None => vec![divisor(1.0); grid.len()],
            ScaleFormat::F32 => codes.as_chunks().0.iter().map(|&quad| divisor(f32::from_le_bytes(quad))).collect(),
            ScaleFormat::E8m0 => codes.iter().map(|&code| power_scale_of(code.into())).collect(),
            ScaleFormat::E4m3 => codes.iter().map(|&code| nvfp4::stored_scale(code.into(), tensor)).collect(),
        };
        Some(Self { recipe, grid, tensor, groups })
    }

    /// The scales as a file holds them, in the order of their groups: little-endian `f32`, or one byte each for E8M0 and E4M3FN.
    ///
    /// NVFP4's file begins with the scale of the tensor, `s_dec`, as a little-endian `f32`. Without scaling there is nothing to write.
    pub fn bytes(&self) -> Vec<u8> {
        let codes = self.groups.iter().map(|scale| scale.code.to_le_bytes());
        match self.recipe.scale_format {
            ScaleFormat::F32 if self.recipe.scaling == Scaling::None => Vec::new(),
            ScaleFormat::F32 => codes.flatten().collect(),
            ScaleFormat::E8m0 => codes.map(|[low, ..]| low).collect(),
            ScaleFormat::E4m3 => self.tensor.to_le_bytes().into_iter().chain(codes.map(|[low, ..]| low)).collect(),
        }
    }

    /// The recipe they follow, in its normal form.
    pub const fn recipe(&self) -> Recipe {
        self.recipe
    }

    /// How many values the tensor has.
    pub const fn count(&self) -> usize {
        self.grid.count()
    }

    /// Where the groups lie.
    pub const fn grid(&self) -> Grid {
        self.grid
    }

    /// The scales, in the order of their groups.
    pub fn groups(&self) -> &[Scale] {
        &self.groups
    }

    /// NVFP4's scale of the tensor, `s_dec`; 1 for all others.
    pub const fn tensor(&self) -> f32 {
        self.tensor
    }

    /// The values from place `start` on, as they are before rounding.
    pub fn scaled(&self, start: usize, values: &[f32]) -> Vec<f32> {
        let mut scaled = Vec::with_capacity(values.len());
        for run in self.grid.runs(start..start + values.len()) {
            let values = values[run.places.start - start..run.places.end - start].iter();
            let scale = self.groups[run.group];
            match scale.before {
                Before::Divide => scaled.extend(values.map(|value| value / scale.value)),
                Before::Times(factor) => scaled.extend(values.map(|value| value * factor)),
                Before::SignedZeros => scaled.extend(values.map(|value| 0.0_f32.copysign(*value))),
                Before::Zeros => scaled.extend(values.map(|_| 0.0)),
            }
        }
        scaled
    }

    /// Multiplies decoded values, the first of which belongs to place `start`, by their scales. NaN stays the canonical one.
    pub fn restore(&self, start: usize, values: &mut [f32]) {
        for run in self.grid.runs(start..start + values.len()) {
            let factor = self.groups[run.group].value;
            for value in &mut values[run.places.start - start..run.places.end - start] {
                let product = *value * factor;
                *value = if product.is_nan() { f32::NAN } else { product };
            }
        }
    }

    /// The values from place `start` on, through codes and back. Stochastic rounding takes one word for each.
    pub fn round_trip(&self, rule: Conversion, start: usize, values: &[f32], words: &mut Stream) -> RoundTrip {
        let scaled = self.scaled(start, values);
        let unused = words.clone();
        let mut results = decode(rule.format, &encode(rule, &scaled, words));
        let exceeded = exceeded(rule, &scaled, unused);
        self.restore(start, &mut results);
        RoundTrip { results, exceeded }
    }
}

/// The scale of the tensor, 1 but for NVFP4, and those of groups with these amaxes, for codes of `format`.
pub(in crate::numerics) fn scales_of(recipe: Recipe, format: FormatId, amaxes: &[f32]) -> (f32, Vec<Scale>) {
    let recipe = recipe.normal();
    if !recipe.scales(format) {
        return (1.0, vec![unscaled(recipe.scale_format); amaxes.len()]);
    }
    let format = format.spec();
    let largest = amaxes.iter().filter(|amax| amax.is_finite()).fold(0.0_f32, |most, &amax| most.max(amax));
    let level = Level::new(&format, largest);
    match recipe.scale_format {
        ScaleFormat::F32 => (1.0, each(amaxes, |amax| divisor(fp32_scale(&format, amax)))),
        ScaleFormat::E8m0 => (1.0, each(amaxes, |amax| power_scale(recipe, &format, amax))),
        ScaleFormat::E4m3 => (level.decode, each(amaxes, |amax| level.scale(&format, amax))),
    }
}

fn each(amaxes: &[f32], scale: impl Fn(f32) -> Scale) -> Vec<Scale> {
    amaxes.iter().map(|&amax| scale(amax)).collect()
}

/// The scale of a group that needs none: 1, as the format of scales writes it.
fn unscaled(scale_format: ScaleFormat) -> Scale {
    let code = match scale_format {
        ScaleFormat::F32 => 1.0_f32.to_bits(),
        ScaleFormat::E8m0 => 0x7F,
        ScaleFormat::E4m3 => 0x38,
    };
    Scale { code, value: 1.0, before: Before::Divide }
}

/// An FP32 scale.
fn divisor(value: f32) -> Scale {
    Scale { code: value.to_bits(), value, before: Before::Divide }
}

/// The E8M0 scale of a group with this amax.
fn power_scale(recipe: Recipe, format: &Format, amax: f32) -> Scale {
    power_scale_of(match recipe.scaling {
        Scaling::Mx32 if amax.is_nan() => power::NAN_CODE,
        Scaling::Mx32 => power::code(recipe.rule, format, amax),
        Scaling::None | Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 | Scaling::Nvfp4 => {
            power::code(recipe.rule, format, amax.max(SMALLEST_AMAX))
        }
    })
}

/// The scale that an E8M0 code stands for.
fn power_scale_of(code: u32) -> Scale {
    let before = if code == power::NAN_CODE { Before::Zeros } else { Before::Divide };
    Scale { code, value: power::value(code), before }
}

/// The bits of an infinity: magnitudes below it are finite.
const FOUND_INFINITE: u32 = 0x7F80_0000;

/// The bits of NaN, for groups that carry it.
const FOUND_INVALID: u32 = 0x7FC0_0000;

/// The bits of the largest magnitude, where `stands_for` takes the place of every value that is not finite.
pub(super) fn peak(values: &[f32], stands_for: u32) -> u32 {
    values.iter().fold(0, |largest, value| {
        let magnitude = value.to_bits() & 0x7FFF_FFFF;
        largest.max(if magnitude < FOUND_INFINITE { magnitude } else { stands_for })
    })
}
