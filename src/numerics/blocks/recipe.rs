//! What a recipe settles: its normal form, the groups it makes, and what its scales take to store.

use crate::numerics::blocks::groups::{Grid, Shape};
use crate::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling, nvfp4};
use crate::numerics::formats::FormatId;

impl Recipe {
    /// The recipe of a scaling as it was published: FP32 scales for tensors, rows, tiles and blocks; powers of two by the
    /// specification's rule for MX; E4M3FN scales for NVFP4. Rows have `columns` values; 0 for a tensor of a single row.
    pub const fn published(scaling: Scaling, columns: u32) -> Self {
        Self { scaling, scale_format: ScaleFormat::F32, rule: ScaleRule::Floor, columns }.normal()
    }

    /// The recipe with everything that its scaling settles or ignores set to the one form it has.
    ///
    /// MX scales are E8M0 and NVFP4's are E4M3FN by definition. The others take FP32 or E8M0, and E4M3, which only NVFP4's second
    /// level makes wide enough, counts as FP32. Only MX has a choice of rules: every other E8M0 scale rounds up, as DeepSeek's do.
    #[must_use]
    pub const fn normal(self) -> Self {
        let scale_format = match self.scaling {
            Scaling::None => ScaleFormat::F32,
            Scaling::Mx32 => ScaleFormat::E8m0,
            Scaling::Nvfp4 => ScaleFormat::E4m3,
            Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 => match self.scale_format {
                ScaleFormat::E8m0 => ScaleFormat::E8m0,
                ScaleFormat::F32 | ScaleFormat::E4m3 => ScaleFormat::F32,
            },
        };
        let rule = match self.scaling {
            Scaling::Mx32 => self.rule,
            Scaling::None | Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 | Scaling::Nvfp4 => {
                ScaleRule::Rceil
            }
        };
        Self { scale_format, rule, ..self }
    }

    /// How a tensor of `count` values falls into groups.
    pub fn groups(self, count: usize) -> Grid {
        let shape = match self.scaling {
            Scaling::None | Scaling::Tensor => Shape::Whole,
            Scaling::Row => Shape::Row,
            Scaling::Tile128 => Shape::Tile(128),
            Scaling::Block128 => Shape::Square(128),
            Scaling::Mx32 => Shape::Tile(32),
            Scaling::Nvfp4 => Shape::Tile(16),
        };
        Grid::new(shape, count, self.columns)
    }

    /// Whether codes of `format` are divided by anything other than 1.
    ///
    /// Project rules: FP32 is the working precision and is never scaled; nor is, by NVFP4, a format of FP32's range, since 448 times
    /// its largest value would be beyond any `f32`.
    pub fn scales(self, format: FormatId) -> bool {
        match self.scaling {
            Scaling::None => false,
            Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 | Scaling::Mx32 => {
                format != FormatId::Fp32
            }
            Scaling::Nvfp4 => nvfp4::fits(format),
        }
    }

    /// How many bytes the scales of `count` values take in a file: see [`bytes`](crate::numerics::blocks::scales::Scales::bytes).
    pub fn scale_bytes(self, count: usize) -> usize {
        let groups = self.groups(count).len();
        match (self.scaling, self.normal().scale_format) {
            (Scaling::None, _) => 0,
            (_, ScaleFormat::F32) => 4 * groups,
            (_, ScaleFormat::E8m0) => groups,
            (_, ScaleFormat::E4m3) => 4 + groups,
        }
    }

    /// Whether a group's scale becomes NaN as soon as one value is not finite: the elements of MX and NVFP4 often have no NaN.
    /// Elsewhere such values do not enter amax, and meet the element format's own rules.
    pub(in crate::numerics) const fn carries_nan(self) -> bool {
        match self.scaling {
            Scaling::Mx32 | Scaling::Nvfp4 => true,
            Scaling::None | Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 => false,
        }
    }

    /// Storage per value in bits when `count` values are kept in `format`: the code, and its part of the scales.
    ///
    /// Example: E4M3FN in 1×128 tiles with FP32 scales takes `8 + 32/128 = 8.25` bits; NVFP4 `4 + 8/16 = 4.5`, and 32 for the tensor.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn bits_per_value(self, format: FormatId, count: usize) -> f64 {
        let bits = f64::from(format.spec().bits());
        if !self.scales(format) {
            return bits;
        }
        let (each, once) = match self.normal().scale_format {
            ScaleFormat::F32 => (32, 0),
            ScaleFormat::E8m0 => (8, 0),
            ScaleFormat::E4m3 => (8, 32),
        };
        let stored = self.groups(count).len().max(1) * each + once;
        bits + stored as f64 / count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use crate::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling};
    use crate::numerics::formats::FormatId;

    /// Bits per value of a matrix of 1024 by 1024, less those of the code.
    #[track_caller]
    fn check_cost(scaling: Scaling, scale_format: ScaleFormat, format: FormatId, expect: f64) {
        let recipe = Recipe { scale_format, ..Recipe::published(scaling, 1024) };
        let bits = recipe.bits_per_value(format, 1 << 20);
        assert_eq!(
            bits.to_bits(),
            (f64::from(format.spec().bits()) + expect).to_bits(),
            "{recipe:?} {format:?}: {bits}"
        );
    }

    /// Published, in bytes: tiles 1.03125 with FP32 and 1.0078 with UE8M0 scales, blocks 1.00024, MXFP8 1.03125, NVFP4 0.5625.
    #[test]
    fn scales_cost_what_is_published() {
        let million = 1_048_576.0;
        check_cost(Scaling::None, ScaleFormat::F32, FormatId::E4m3fn, 0.0);
        check_cost(Scaling::Tensor, ScaleFormat::F32, FormatId::E4m3fn, 32.0 / million);
        check_cost(Scaling::Row, ScaleFormat::F32, FormatId::E4m3fn, 32.0 / 1024.0);
        check_cost(Scaling::Tile128, ScaleFormat::F32, FormatId::E4m3fn, 0.25);
        check_cost(Scaling::Tile128, ScaleFormat::E8m0, FormatId::E4m3fn, 0.0625);
        check_cost(Scaling::Block128, ScaleFormat::F32, FormatId::E4m3fn, 32.0 / 16384.0);
        check_cost(Scaling::Mx32, ScaleFormat::F32, FormatId::E2m3fn, 0.25);
        check_cost(Scaling::Nvfp4, ScaleFormat::F32, FormatId::E2m1fn, 0.5 + 32.0 / million);
        check_cost(Scaling::Tile128, ScaleFormat::F32, FormatId::Fp32, 0.0);
        check_cost(Scaling::Nvfp4, ScaleFormat::F32, FormatId::Bf16, 0.0);
    }

    #[test]
    fn nonsense_has_a_normal_form() {
        let all = Scaling::ALL.into_iter().flat_map(|scaling| ScaleFormat::ALL.map(|format| (scaling, format)));
        for (scaling, scale_format) in all {
            for rule in ScaleRule::ALL {
                let recipe = Recipe { scaling, scale_format, rule, columns: 5 };
                let normal = recipe.normal();
                assert_eq!(normal, normal.normal());
                assert_eq!((normal.scaling, normal.columns), (scaling, 5));
                assert_eq!(normal.rule == ScaleRule::Rceil, scaling != Scaling::Mx32 || rule == ScaleRule::Rceil);
                let only = match scaling {
                    Scaling::None => ScaleFormat::F32,
                    Scaling::Mx32 => ScaleFormat::E8m0,
                    Scaling::Nvfp4 => ScaleFormat::E4m3,
                    Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 => match scale_format {
                        ScaleFormat::E8m0 => ScaleFormat::E8m0,
                        ScaleFormat::F32 | ScaleFormat::E4m3 => ScaleFormat::F32,
                    },
                };
                assert_eq!(normal.scale_format, only);
            }
        }
        assert_eq!(Recipe::published(Scaling::Mx32, 0).rule, ScaleRule::Floor, "the specification's");
    }
}
