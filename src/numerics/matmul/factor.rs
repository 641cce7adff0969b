//! One factor of a product: its values as codes of a format and what the codes are multiplied by.

use crate::numerics::blocks::Recipe;
use crate::numerics::formats::FormatId;
use crate::numerics::matmul::entering::{Count, enter, unchanged};
use crate::numerics::matmul::fitting::{Fit, Panels};
use crate::numerics::matmul::{Place, ROWS, packing};
use crate::numerics::rng::Stream;
use crate::numerics::rounding::Conversion;
use serde::{Deserialize, Serialize};

/// How the values of one factor enter a product.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The format of the codes and how it is rounded to.
    pub conversion: Conversion,
    /// What the values are divided by before.
    pub scaling: Fitting,
}

/// What values are divided by before they are rounded. FP32 is never scaled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fitting {
    /// A scale for each group, from its own largest value. Rows are as long as the factor is deep, whatever the recipe says.
    Blocks(Recipe),
    /// This number, found beforehand ("delayed scaling"): finite, not zero.
    Fixed(f32),
}

/// What became of a factor's values. Groups that carry NaN (MX, NVFP4) count as zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many values there are.
    pub count: u64,
    /// How many were not zero before and are after.
    pub flushed: u64,
    /// How many the overflow mode decided: they were clipped, or became an infinity or NaN.
    pub saturated: u64,
    /// The largest finite magnitude before.
    pub amax: f32,
}

/// One factor of a product: its rows lie along the depth that is summed over.
#[derive(Clone, Debug)]
pub struct Factor {
    rows: usize,
    depth: usize,
    /// Decoded codes, not yet multiplied by their scales, in panels (`matmul::packing`).
    places: Vec<Place>,
    /// Span by span of each panel.
    scales: Vec<Place>,
    span: usize,
    /// Spans of a row.
    across: usize,
    format: FormatId,
    /// Whether all codes are known to be finite.
    is_finite: bool,
    /// What became of the values; none where they stay as they are, which is counted when somebody asks.
    counted: Option<Tally>,
}

impl Factor {
    /// The factor of `values`, which are rows of `depth`, row after row; what fills no row is left out.
    ///
    /// Stochastic rounding takes one word for each value, row after row.
    pub fn new(entry: Entry, values: &[f32], depth: usize, words: &mut Stream) -> Self {
        let rows = values.len().checked_div(depth).unwrap_or(0);
        Self::entered(entry, packing::from_rows(values, depth), [rows, depth], words)
    }

    /// The factor of the transpose: `values` are `rows` of the first place, then of the next; what fills no place is left out.
    ///
    /// The same as [`new`](Self::new) of the transposed values, random words included.
    pub fn transposed(entry: Entry, values: &[f32], rows: usize, words: &mut Stream) -> Self {
        let depth = values.len().checked_div(rows).unwrap_or(0);
        Self::entered(entry, packing::from_columns(values, rows), [rows, depth], words)
    }

    /// How many rows there are.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// How many values a row has.
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// What became of the values.
    pub fn tally(&self) -> Tally {
        self.counted.unwrap_or_else(|| unchanged(&self.places, self.rows * self.depth))
    }

    /// A value as it takes part in a product, scaled back; 0 outside.
    pub fn value(&self, row: usize, at: usize) -> f32 {
        if self.rows <= row || self.depth <= at {
            return 0.0;
        }
        let product = self.panel(row / ROWS)[at][row % ROWS] * self.scales(row / ROWS, at / self.span)[row % ROWS];
        if product.is_nan() { f32::NAN } else { product }
    }

    /// What a value was divided by before it was rounded; 1 outside.
    pub fn scale(&self, row: usize, at: usize) -> f32 {
        if self.rows <= row || self.depth <= at {
            return 1.0;
        }
        self.scales(row / ROWS, at / self.span)[row % ROWS]
    }

    /// Eight rows.
    pub(super) fn panel(&self, number: usize) -> &[Place] {
        &self.places[number * self.depth..][..self.depth]
    }

    /// The scales of eight rows.
    pub(super) fn scales(&self, panel: usize, span: usize) -> &Place {
        &self.scales[panel * self.across + span]
    }

    /// Whether any scale is not 1.
    #[expect(clippy::float_cmp, reason = "1 changes nothing, its neighbours do")]
    pub(super) fn is_scaled(&self) -> bool {
        self.scales.iter().flatten().any(|scale| *scale != 1.0)
    }

    /// Places of the depth that share a scale, at least 1.
    pub(super) const fn span(&self) -> usize {
        self.span
    }

    /// Whether products with another such factor are exact in FP32 and far from its ends: finite values of at most 12 bits, from
    /// `2^-38` up to below `2^41`.
    pub(super) fn is_short(&self) -> bool {
        let format = self.format.spec();
        let smallest = format.min_exponent() - format.mantissa_width();
        self.is_finite && format.mantissa_bits < 12 && -38 <= smallest && format.max_exponent() <= 40
    }

    /// All panels.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The format of the codes.
    pub(super) const fn format(&self) -> FormatId {
        self.format
    }

    fn entered(entry: Entry, mut places: Vec<Place>, [rows, depth]: [usize; 2], words: &mut Stream) -> Self {
        let format = entry.conversion.format;
        let mut panels = Panels { rows, depth, places: &mut places };
        let fit = match entry.scaling {
            Fitting::Blocks(recipe) if recipe.scales(format) => Fit::new(recipe.normal(), format, &mut panels),
            Fitting::Fixed(scale) if format != FormatId::Fp32 => Fit::fixed(&panels, scale),
            Fitting::Blocks(_) | Fitting::Fixed(_) => Fit::none(&panels),
        };
        // FP32 is the working precision: nothing happens to it, and no register asks whether it is finite.
        let counted = (format != FormatId::Fp32).then(|| {
            let mut count = Count::new();
            enter(entry.conversion, &fit, &mut panels, (&mut count, words));
            count.tally(rows * depth)
        });
        let (counted, is_finite) = counted.map_or((None, false), |(tally, is_finite)| (Some(tally), is_finite));
        let across = depth.div_ceil(fit.span);
        Self { rows, depth, places, scales: fit.scales, span: fit.span, across, format, is_finite, counted }
    }
}
