//! The words of `octet convert`: each option, what it takes, and the refusal that lists what is allowed.

use crate::refusal::{Refusal, allowed, quoted, unknown_option};
use octet::numerics::blocks::{ScaleFormat, ScaleRule, Scaling};
use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Overflow, Rounding};
use std::ffi::OsString;
use std::path::PathBuf;

/// What `--help` says.
pub const HELP: &str = "\
Usage: octet convert --format FORMAT [OPTIONS] <input >output

Reads little-endian f32 values from stdin and writes their codes: one byte each up to 8 bits, two (little-endian) up to 16 bits,
four for fp32 (the f32 bit patterns with NaN made canonical) and tf32 (in the upper 19 bits).

  --format FORMAT       a word of `octet formats`, or a format of your own of 2 to 16 bits: e5m6 (rules of IEEE 754), e3m3f (finite
                        only), e4m2fn (finite, one NaN per sign), e5m1fnuz (finite, no -0, one NaN)
  --decode              codes on stdin, f32 values on stdout
  --roundtrip           f32 values on stdin, what the format makes of them on stdout, as f32
  --rounding MODE       nearest-even (default), toward-zero, up, down or stochastic
  --seed N              with --rounding stochastic, and required there: the random words; 0 to 2^64-1
  --overflow MODE       saturate (default) or nonsaturate: what values beyond the largest finite one become

  --scaling SCALING     which values are divided by a scale of their own: none (default), tensor, row, tile128 (1x128), block128
                        (128x128), mx32 (32 neighbours, OCP MX) or nvfp4 (16 neighbours, and the tensor); fp32: always by 1
  --columns N           values in a row of the tensor, which has whole rows only; required for row and block128, else one row
  --scale-format FORMAT f32 (default) or e8m0 (a power of two, rounded up) for tensor, row, tile128 and block128;
                        mx32 has only e8m0, nvfp4 only e4m3
  --rule RULE           with --scaling mx32, how the power of two is found: floor (default), ceil, even or rceil
  --scales-out FILE     write the scales to FILE, group after group: little-endian f32, or one byte each for e8m0 and e4m3;
                        nvfp4 begins with the scale of the tensor, an f32 that decoded values are multiplied by
  --scales-in FILE      with --decode, the scales to multiply by; --scaling is tensor unless given
";

const OPTIONS: &str = "--format, --decode, --roundtrip, --rounding, --seed, --overflow, --scaling, --columns, --scale-format, \
--rule, --scales-out, --scales-in, --help";

/// The options as they were typed.
#[derive(Default)]
pub struct Options {
    pub format: Option<FormatId>,
    pub decode: bool,
    pub roundtrip: bool,
    pub rounding: Option<Rounding>,
    pub seed: Option<u64>,
    pub overflow: Option<Overflow>,
    pub scaling: Option<Scaling>,
    pub columns: Option<u32>,
    pub scale_format: Option<ScaleFormat>,
    pub rule: Option<ScaleRule>,
    pub scales_out: Option<PathBuf>,
    pub scales_in: Option<PathBuf>,
}

/// The options; `None` if help was asked for.
pub fn parse(mut arguments: lexopt::Parser) -> Result<Option<Options>, Refusal> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            lexopt::Arg::Long("decode") => options.decode = true,
            lexopt::Arg::Long("roundtrip") => options.roundtrip = true,
            lexopt::Arg::Long("format") => options.format = Some(format(&arguments.value()?)?),
            lexopt::Arg::Long("rounding") => {
                let keys = Rounding::ALL.map(Rounding::key);
                options.rounding = Some(chosen("--rounding", &arguments.value()?, Rounding::from_key, &keys)?);
            }
            lexopt::Arg::Long("seed") => options.seed = Some(whole("--seed", &arguments.value()?, 0..=u64::MAX)?),
            lexopt::Arg::Long("overflow") => {
                let keys = Overflow::ALL.map(Overflow::key);
                options.overflow = Some(chosen("--overflow", &arguments.value()?, Overflow::from_key, &keys)?);
            }
            lexopt::Arg::Long("scaling") => {
                let keys = Scaling::ALL.map(Scaling::key);
                options.scaling = Some(chosen("--scaling", &arguments.value()?, Scaling::from_key, &keys)?);
            }
            lexopt::Arg::Long("columns") => {
                options.columns = Some(whole("--columns", &arguments.value()?, 1..=u32::MAX)?);
            }
            lexopt::Arg::Long("scale-format") => {
                let keys = ScaleFormat::ALL.map(ScaleFormat::key);
                options.scale_format =
                    Some(chosen("--scale-format", &arguments.value()?, ScaleFormat::from_key, &keys)?);
            }
            lexopt::Arg::Long("rule") => {
                let keys = ScaleRule::ALL.map(ScaleRule::key);
                options.rule = Some(chosen("--rule", &arguments.value()?, ScaleRule::from_key, &keys)?);
            }
            lexopt::Arg::Long("scales-out") => options.scales_out = Some(arguments.value()?.into()),
            lexopt::Arg::Long("scales-in") => options.scales_in = Some(arguments.value()?.into()),
            other => return Err(unknown_option(&other, OPTIONS)),
        }
    }
    Ok(Some(options))
}

/// Every format that may be named.
pub fn allowed_formats() -> String {
    let keys = allowed(FormatId::ALL.map(FormatId::key));
    format!("{keys}, or your own as e5m6, e3m3f, e4m2fn, e5m1fnuz")
}

fn format(given: &OsString) -> Result<FormatId, Refusal> {
    given
        .to_str()
        .and_then(FormatId::from_name)
        .ok_or_else(|| Refusal(format!("--format {} is unknown; allowed are {}", quoted(given), allowed_formats())))
}

/// The choice that `given` names, or a refusal that lists the choices.
fn chosen<Choice>(
    option: &str,
    given: &OsString,
    from_key: impl Fn(&str) -> Option<Choice>,
    keys: &[&str],
) -> Result<Choice, Refusal> {
    given.to_str().and_then(from_key).ok_or_else(|| {
        Refusal(format!("{option} {} is unknown; allowed are {}", quoted(given), allowed(keys.iter().copied())))
    })
}

/// The whole number that `given` is, or a refusal that says between which it must lie.
fn whole<Number: std::str::FromStr + PartialOrd + std::fmt::Display>(
    option: &str,
    given: &OsString,
    range: std::ops::RangeInclusive<Number>,
) -> Result<Number, Refusal> {
    let digits = given.to_str().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|word| word.parse().ok()).filter(|number| range.contains(number)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        Refusal(format!(
            "{option} {} is no number we can use; allowed are whole numbers from {least} to {most}",
            quoted(given)
        ))
    })
}
