//! The tensors whose programs are run: every format, rounding, overflow mode, scaling, rule and kind of input, not every combination.

use octet::experiments::inputs::Input;
use octet::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling};
use octet::numerics::formats::{Custom, FormatId, Specials};
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::views::snippets::Task;

/// Values that tell: zeros of both signs, ties, both ends of several formats.
fn telling() -> Vec<f64> {
    let sizes = [
        0.0,
        1e-45,
        1e-30,
        6e-8,
        1.0 / 512.0,
        1.0 / 1024.0,
        0.1,
        0.25,
        0.75,
        1.0,
        1.0625,
        1.1875,
        5.0,
        7.0,
        15.75,
        31.0,
        240.0,
        248.0,
        448.0,
        449.0,
        464.0,
        465.0,
        57344.0,
        61440.0,
        65504.0,
        65520.0,
        1e9,
        3e38,
    ];
    sizes.into_iter().flat_map(|x| [x, -x]).collect()
}

fn normal(count: u32, sigma: f64) -> Input {
    Input::Normal { count, sigma, seed: 7 }
}

/// Every kind of drawn input but the normal one, which the other tasks have.
fn inputs() -> [Input; 6] {
    let (count, seed) = (1000, 3);
    let outlier =
        |columns| Input::Outlier { count, sigma: 0.5, strength: 80.0, columns, channels: 64, outliers: 3, seed };
    [
        Input::Uniform { count, sigma: 0.3, seed },
        Input::LogNormal { count, sigma: 2.0, spread: 1.5, seed },
        Input::StudentT { count, sigma: 0.5, freedom: 3.0, seed },
        Input::StudentT { count, sigma: 1.0, freedom: 1.0, seed },
        outlier(0),
        outlier(48),
    ]
}

fn formats() -> impl Iterator<Item = FormatId> {
    let own = [
        Custom::new(5, 6, Specials::Ieee),
        Custom::new(3, 0, Specials::Finite),
        Custom::new(4, 2, Specials::FiniteWithNan),
        Custom::new(2, 3, Specials::UnsignedZero),
    ];
    FormatId::ALL.into_iter().chain(own.into_iter().flatten().map(FormatId::Custom))
}

/// Every task.
pub fn all() -> Vec<Task> {
    let plain = |input: Input, format, rounding, overflow| Task {
        input,
        conversion: Conversion { format, rounding, overflow },
        recipe: Recipe::published(Scaling::None, 0),
        words: 5 + (1 << 32),
    };
    let mut tasks = Vec::new();
    for (index, format) in formats().enumerate() {
        for overflow in Overflow::ALL {
            for rounding in Rounding::ALL {
                // Every rounding for a third of the formats, nearest for all.
                if rounding == Rounding::NearestEven || index % 3 == 0 {
                    tasks.push(plain(Input::Data(telling()), format, rounding, overflow));
                }
            }
            tasks.push(plain(normal(600, 20.0), format, Rounding::NearestEven, overflow));
        }
    }
    for input in inputs() {
        tasks.push(plain(input.clone(), FormatId::E4m3fn, Rounding::NearestEven, Overflow::Saturate));
        let stochastic = plain(input, FormatId::E2m3fn, Rounding::Stochastic, Overflow::Saturate);
        tasks.push(Task { recipe: Recipe::published(Scaling::Mx32, 300), ..stochastic });
    }
    let many = Input::Data((0..600).map(|k| f64::from(k) * 0.37 - 100.0).collect());
    tasks.push(plain(many, FormatId::E5m2, Rounding::NearestEven, Overflow::Saturate));
    for recipe in recipes() {
        for format in [FormatId::E4m3fn, FormatId::E2m1fn, FormatId::E5m2, FormatId::Fp32, FormatId::E3m4] {
            let task = plain(normal(2999, 0.02), format, Rounding::NearestEven, Overflow::Saturate);
            tasks.push(Task { recipe, ..task });
        }
        let task = plain(normal(2999, 3.0), FormatId::E4m3fn, Rounding::Stochastic, Overflow::Saturate);
        tasks.push(Task { recipe, ..task });
        let zeros =
            plain(Input::Data([[0.0, -0.0]; 40].concat()), FormatId::E4m3fn, Rounding::NearestEven, Overflow::Saturate);
        tasks.push(Task { recipe, ..zeros });
    }
    tasks
}

/// Rows of 300, so that tiles and blocks are ragged.
fn recipes() -> Vec<Recipe> {
    let published = Scaling::ALL.into_iter().map(|scaling| Recipe::published(scaling, 300));
    let powers = [Scaling::Tensor, Scaling::Tile128]
        .map(|scaling| Recipe { scale_format: ScaleFormat::E8m0, ..Recipe::published(scaling, 300) }.normal());
    let rules = ScaleRule::ALL.map(|rule| Recipe { rule, ..Recipe::published(Scaling::Mx32, 300) });
    published.chain(powers).chain(rules).collect()
}

/// Those whose Rust programs are compiled: every fragment and every scaling, one rounding after the other.
pub fn is_for_rust(task: &Task) -> bool {
    let is_scaled = task.recipe.scaling != Scaling::None && task.conversion.rounding == Rounding::Stochastic;
    let is_long = matches!(&task.input, Input::Data(values) if values.len() == 600);
    let is_unscaled = matches!(task.input, Input::Data(_))
        && task.recipe.scaling == Scaling::None
        && task.conversion.overflow == Overflow::NonSaturate;
    let is_plain = matches!(task.input, Input::Data(_) | Input::Normal { .. });
    is_scaled || is_long || is_unscaled || !is_plain
}
