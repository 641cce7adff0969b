//! The scales of a factor's groups, found in its panels: the rules are those of `numerics::blocks`.

use crate::numerics::blocks::scales::{self, Scale, scales_of};
use crate::numerics::blocks::{Recipe, Scaling};
use crate::numerics::formats::FormatId;
use crate::numerics::matmul::nearest::{INFINITY, MAGNITUDE};
use crate::numerics::matmul::{Place, ROWS, Words, halves, joined};

/// Rows, and places of the depth, of the largest groups that are not whole rows.
const SQUARE: usize = 128;

/// What happens to a factor's values before they are rounded and after the product.
pub(super) struct Fit {
    /// Places of the depth that share a scale.
    pub span: usize,
    /// What registers are multiplied by, span by span of each panel.
    pub scales: Vec<Place>,
    /// What happens to the values before, and with what, span by span of each panel.
    pub before: Before,
    pub factors: Vec<Place>,
}

/// What happens to values before they are rounded.
#[derive(Clone, Copy, Debug)]
pub(super) enum Before {
    /// Nothing.
    Nothing,
    /// They are divided.
    Over,
    /// They are multiplied.
    Times,
}

/// A factor in panels, and how many rows of them are its own.
pub(super) struct Panels<'a> {
    pub rows: usize,
    pub depth: usize,
    pub places: &'a mut [Place],
}

impl Fit {
    /// No scale.
    pub fn none(panels: &Panels) -> Self {
        Self::all(panels, 1.0, Before::Nothing)
    }

    /// One scale, known beforehand.
    pub fn fixed(panels: &Panels, scale: f32) -> Self {
        Self::all(panels, scale, Before::Over)
    }

    fn all(panels: &Panels, scale: f32, before: Before) -> Self {
        let scales = vec![[scale; ROWS]; panels.rows.div_ceil(ROWS)];
        Self { span: panels.depth.max(1), factors: scales.clone(), scales, before }
    }

    /// The scales that `recipe` gives for codes of `format`. A group that carries NaN becomes zeros.
    pub fn new(recipe: Recipe, format: FormatId, panels: &mut Panels) -> Self {
        let grid = Groups::new(recipe.scaling, panels);
        let amaxes = grid.amaxes(panels, if recipe.carries_nan() { f32::NAN.to_bits() } else { 0 });
        let (_, groups) = scales_of(recipe, format, &amaxes);
        let across = panels.depth.div_ceil(grid.span);
        let count = panels.rows.div_ceil(ROWS) * across;
        let place = |each: &dyn Fn(&Scale) -> f32| -> Vec<Place> {
            let scale = |at: usize, row: usize| grid.of(at / across * ROWS + row, at % across);
            let values =
                |at| core::array::from_fn(|row| scale(at, row).and_then(|group| groups.get(group)).map_or(1.0, each));
            (0..count).map(values).collect()
        };
        let scales = place(&|scale| scale.value);
        let factors = place(&|scale| match scale.before {
            scales::Before::Divide => scale.value,
            scales::Before::Times(factor) => factor,
            scales::Before::SignedZeros => 0.0,
            scales::Before::Zeros => 1.0,
        });
        if groups.iter().any(|scale| scale.before == scales::Before::Zeros) {
            clear(panels, &scales, grid.span);
        }
        let before = if recipe.scaling == Scaling::Nvfp4 { Before::Times } else { Before::Over };
        Self { span: grid.span, scales, before, factors }
    }
}

impl Panels<'_> {
    /// Pieces of `span` places, panel by panel.
    pub fn runs(&mut self, span: usize) -> impl Iterator<Item = &mut [Place]> {
        self.places.chunks_mut(self.depth.max(1)).flat_map(move |panel| panel.chunks_mut(span))
    }
}

impl Before {
    /// What becomes of one value.
    pub fn applied(self, value: f32, factor: f32) -> f32 {
        match self {
            Self::Nothing => value,
            Self::Over => value / factor,
            Self::Times => value * factor,
        }
    }
}

/// Makes +0 of all values whose scale is NaN.
fn clear(panels: &mut Panels, scales: &[Place], span: usize) {
    for (run, scales) in panels.runs(span).zip(scales) {
        for (value, scale) in run.iter_mut().flat_map(|place| place.iter_mut().zip(scales)) {
            if scale.is_nan() {
                *value = 0.0;
            }
        }
    }
}

/// Which values share a scale.
struct Groups {
    rows: usize,
    /// Rows of a group; 0 for all.
    height: usize,
    /// Places of a group.
    span: usize,
    across: usize,
}

impl Groups {
    fn new(scaling: Scaling, panels: &Panels) -> Self {
        let depth = panels.depth.max(1);
        let (height, span) = match scaling {
            Scaling::None | Scaling::Tensor => (panels.rows.max(1), depth),
            Scaling::Row => (1, depth),
            Scaling::Tile128 => (1, SQUARE),
            Scaling::Block128 => (SQUARE, SQUARE),
            Scaling::Mx32 => (1, 32),
            Scaling::Nvfp4 => (1, 16),
        };
        Self { rows: panels.rows, height, span, across: panels.depth.div_ceil(span) }
    }

    /// The group of a row's span; none for the rows of zeros after the last.
    fn of(&self, row: usize, span: usize) -> Option<usize> {
        (row < self.rows).then_some(row / self.height * self.across + span)
    }

    /// The largest magnitude of each group, `invalid` standing for what is not finite.
    fn amaxes(&self, panels: &Panels, invalid: u32) -> Vec<f32> {
        let mut amaxes = vec![0.0_f32; self.rows.div_ceil(self.height) * self.across];
        for (number, panel) in panels.places.chunks(panels.depth.max(1)).enumerate() {
            for (span, run) in panel.chunks(self.span).enumerate() {
                for (row, peak) in peaks(run, invalid).into_iter().enumerate() {
                    if let Some(amax) = self.of(number * ROWS + row, span).and_then(|group| amaxes.get_mut(group)) {
                        // Magnitudes are ordered as their patterns, NaN above all.
                        *amax = f32::from_bits(amax.to_bits().max(peak.to_bits()));
                    }
                }
            }
        }
        amaxes
    }
}

/// The largest magnitude of each of eight rows.
fn peaks(run: &[Place], invalid: u32) -> Place {
    let (magnitude, end) = (Words::splat(MAGNITUDE).kept(), Words::splat(INFINITY - 1).kept());
    let invalid = Words::splat(invalid).kept();
    let mut most = [Words::splat(0); 2];
    for place in run {
        for (most, x) in most.iter_mut().zip(halves(place)) {
            let unsigned = x.and(magnitude);
            *most = most.most(invalid.where_set(unsigned.exceeds(end), unsigned));
        }
    }
    joined(most)
}
