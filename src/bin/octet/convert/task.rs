//! What the options of `octet convert` ask for together, or the first contradiction among them.

use crate::convert::options::{Options, allowed_formats};
use crate::refusal::Refusal;
use octet::numerics::blocks::{Recipe, ScaleFormat, ScaleRule, Scaling};
use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use std::path::PathBuf;

/// What to do.
pub enum Task {
    Encode(Encoding),
    Roundtrip(Encoding),
    Decode(Decoding),
}

/// How values become codes.
pub struct Encoding {
    pub rule: Conversion,
    pub recipe: Recipe,
    /// Of the random words; nothing else draws any.
    pub seed: u64,
    pub scales_out: Option<PathBuf>,
}

/// How codes become values.
pub struct Decoding {
    pub format: FormatId,
    pub recipe: Recipe,
    pub scales_in: Option<PathBuf>,
}

/// The task that the options describe.
pub fn task(options: Options) -> Result<Task, Refusal> {
    let Some(format) = options.format else {
        return Err(Refusal(format!("no --format given; allowed are {}", allowed_formats())));
    };
    if options.decode {
        return decoding(format, options).map(Task::Decode);
    }
    let is_roundtrip = options.roundtrip;
    let encoding = encoding(format, options)?;
    Ok(if is_roundtrip { Task::Roundtrip(encoding) } else { Task::Encode(encoding) })
}

fn decoding(format: FormatId, options: Options) -> Result<Decoding, Refusal> {
    if options.roundtrip {
        return refused("--decode and --roundtrip given together; allowed is one of them");
    }
    let is_rounding = options.rounding.is_some() || options.overflow.is_some() || options.seed.is_some();
    if is_rounding || options.rule.is_some() || options.scales_out.is_some() {
        return refused(
            "--rounding, --seed, --overflow, --rule or --scales-out given with --decode, which rounds nothing; \
             allowed with it are --format, --scaling, --columns, --scale-format and --scales-in",
        );
    }
    let unnamed = if options.scales_in.is_some() { Scaling::Tensor } else { Scaling::None };
    let recipe = recipe(options.scaling.unwrap_or(unnamed), &options)?;
    if recipe.scaling == Scaling::None && options.scales_in.is_some() {
        return refused(
            "--scales-in given with --scaling none, which has no scales; allowed with it is any other scaling",
        );
    }
    if recipe.scaling != Scaling::None && options.scales_in.is_none() {
        return Err(Refusal(format!("--scaling {} with --decode needs --scales-in FILE", recipe.scaling.key())));
    }
    Ok(Decoding { format, recipe, scales_in: options.scales_in })
}

fn encoding(format: FormatId, options: Options) -> Result<Encoding, Refusal> {
    if options.scales_in.is_some() {
        return refused("--scales-in given without --decode; allowed without it is --scales-out");
    }
    let recipe = recipe(options.scaling.unwrap_or(Scaling::None), &options)?;
    if recipe.scaling == Scaling::None && options.scales_out.is_some() {
        return refused(
            "--scales-out given without a scaling; allowed with it is any --scaling but none, as --scaling tensor",
        );
    }
    let rounding = options.rounding.unwrap_or(Rounding::NearestEven);
    let seed = match (rounding == Rounding::Stochastic, options.seed) {
        (true, None) => {
            return refused("--rounding stochastic needs --seed N, so that the same command gives the same codes");
        }
        (false, Some(_)) => {
            return refused("--seed given without --rounding stochastic, the only one that draws random words");
        }
        (true, Some(seed)) => seed,
        (false, None) => 0,
    };
    let rule = Conversion { format, rounding, overflow: options.overflow.unwrap_or(Overflow::Saturate) };
    Ok(Encoding { rule, recipe, seed, scales_out: options.scales_out })
}

/// The recipe of a scaling with the options that belong to it, none of them ignored.
fn recipe(scaling: Scaling, options: &Options) -> Result<Recipe, Refusal> {
    let key = scaling.key();
    let formats: &[ScaleFormat] = match scaling {
        Scaling::None => &[],
        Scaling::Tensor | Scaling::Row | Scaling::Tile128 | Scaling::Block128 => &[ScaleFormat::F32, ScaleFormat::E8m0],
        Scaling::Mx32 => &[ScaleFormat::E8m0],
        Scaling::Nvfp4 => &[ScaleFormat::E4m3],
    };
    let scale_format = match (options.scale_format, formats.first()) {
        (Some(given), Some(_)) if formats.contains(&given) => given,
        (Some(given), Some(_)) => {
            let (given, formats) = (given.key(), formats.iter().map(|format| format.key()).collect::<Vec<_>>());
            let formats = formats.join(", ");
            return Err(Refusal(format!(
                "--scale-format {given} given with --scaling {key}; allowed with it are {formats}"
            )));
        }
        (Some(_), None) => {
            return refused("--scale-format given without a scaling; allowed with it is any --scaling but none");
        }
        (None, Some(&usual)) => usual,
        (None, None) => ScaleFormat::F32,
    };
    if options.rule.is_some() && scaling != Scaling::Mx32 {
        return Err(Refusal(format!("--rule given with --scaling {key}; allowed with it is --scaling mx32")));
    }
    let columns = match (scaling, options.columns) {
        (Scaling::Row | Scaling::Block128, None) => {
            return Err(Refusal(format!(
                "--scaling {key} needs --columns N, the number of values in a row of the tensor"
            )));
        }
        (Scaling::None | Scaling::Tensor | Scaling::Tile128 | Scaling::Mx32 | Scaling::Nvfp4, None) => 0,
        (_, Some(columns)) => columns,
    };
    Ok(Recipe { scaling, scale_format, rule: options.rule.unwrap_or(ScaleRule::Floor), columns }.normal())
}

fn refused<Done>(because: &str) -> Result<Done, Refusal> {
    Err(Refusal(because.to_owned()))
}
