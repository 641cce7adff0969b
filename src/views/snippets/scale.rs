//! What a program must know about shared scales: the shape of a group, and how its scale is found.

use crate::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling};
use crate::numerics::formats::{Format, FormatId};
use crate::views::snippets::Task;

/// How scales are found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// There are none.
    None,
    /// `amax / max`, in FP32.
    Quotient,
    /// A power of two.
    Power(ScaleRule),
    /// NVFP4's two levels.
    TwoLevels,
}

/// The scales of a task.
pub struct Plan {
    /// How they are found.
    pub sort: Sort,
    /// Values in a row of the matrix.
    pub columns: usize,
    /// Rows and columns of a group; `None` for one group of everything.
    pub group: Option<(usize, usize)>,
    /// The smallest amax that counts, written out; empty where there is no such limit.
    pub least: &'static str,
}

impl Plan {
    pub fn new(task: &Task) -> Self {
        let recipe = task.recipe.normal();
        let columns = recipe.groups(task.input.count()).columns();
        let group = match recipe.scaling {
            Scaling::None | Scaling::Tensor => None,
            Scaling::Row => Some((1, columns)),
            Scaling::Tile128 => Some((1, 128)),
            Scaling::Block128 => Some((128, 128)),
            Scaling::Mx32 => Some((1, 32)),
            Scaling::Nvfp4 => Some((1, 16)),
        };
        let sort = sort(recipe, task.conversion.format);
        let is_deepseek = matches!(sort, Sort::Power(_)) && recipe.scaling != Scaling::Mx32;
        Self { sort, columns, group, least: if is_deepseek { "1e-4" } else { "" } }
    }
}

fn sort(recipe: Recipe, format: FormatId) -> Sort {
    if !recipe.scales(format) {
        return Sort::None;
    }
    match recipe.scale_format {
        ScaleFormat::F32 => Sort::Quotient,
        ScaleFormat::E8m0 => Sort::Power(recipe.rule),
        ScaleFormat::E4m3 => Sort::TwoLevels,
    }
}

/// The exponent of a scale, in Python over whole arrays: `frexp`'s significands lie from 0.5 to 1, so its exponents are one too large.
pub fn exponent_in_python(rule: ScaleRule, format: &Format, frexp: &str) -> String {
    let floor = format!("exponent - {}", format.max_exponent() + 1);
    match rule {
        ScaleRule::Floor => floor,
        ScaleRule::Ceil => format!("{floor} + (significand > 0.5)"),
        ScaleRule::Rceil => format!("{floor} + (significand > {:?})", significand(format)),
        // Half a step of the elements' mantissa is added to a significand between 0.5 and 1.
        ScaleRule::Even => {
            let half_step = libm::ldexp(1.0, -format.mantissa_width() - 2);
            format!("{floor} + {frexp}(significand + {half_step:?})[1]")
        }
    }
}

/// The same in Rust, where the significand lies from 1 to 2.
pub fn exponent_in_rust(rule: ScaleRule, format: &Format) -> String {
    let floor = format!("exponent - ({})", format.max_exponent());
    let plus = |when: String| format!("{floor} + i32::from({when})");
    match rule {
        ScaleRule::Floor => floor,
        ScaleRule::Ceil => plus("significand > 1.0".to_owned()),
        ScaleRule::Rceil => plus(format!("significand > {:?}", 2.0 * significand(format))),
        ScaleRule::Even => {
            let half_step = libm::ldexp(1.0, -format.mantissa_width() - 1);
            plus(format!("significand + {half_step:?} >= 2.0"))
        }
    }
}

/// The significand of the largest value, from 0.5 to 1.
fn significand(format: &Format) -> f64 {
    libm::frexp(format.max_finite()).0
}
