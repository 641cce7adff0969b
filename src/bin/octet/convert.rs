//! `octet convert`: little-endian `f32` on stdin to codes on stdout, codes to `f32`, or both at once.
//!
//! Everything is checked before the first byte is written. The work itself is one call each into `numerics::blocks`.

use crate::refusal::{Refusal, allowed, quoted, unknown_option};
use octet::numerics::blocks::{Scaling, amax, decode_scaled, encode_scaled};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use std::ffi::OsString;
use std::io::Read;
use std::path::PathBuf;

const HELP: &str = "\
Usage: octet convert --format FORMAT [OPTIONS] <input >output

Reads little-endian f32 values from stdin and writes their codes: one byte each up to 8 bits, two (little-endian) for 16-bit
formats, four for fp32, whose codes are the f32 bit patterns with NaN made canonical.

  --format FORMAT       fp32, bf16, fp16, e5m2 or e4m3fn
  --decode              codes on stdin, f32 values on stdout
  --roundtrip           f32 values on stdin, what the format makes of them on stdout, as f32
  --rounding MODE       nearest-even (default) or toward-zero
  --overflow MODE       saturate (default) or nonsaturate: what values beyond the largest finite one become
  --scaling SCALING     none (default) or tensor: values are divided by amax/max_finite first (fp32: always by 1)
  --scale-format FORMAT f32, the only one so far
  --scales-out FILE     with --scaling tensor: write the scale to FILE, as a little-endian f32
  --scales-in FILE      with --decode: multiply by the scale in FILE
";

const OPTIONS: &str = "--format, --decode, --roundtrip, --rounding, --overflow, --scaling, --scale-format, --scales-out, \
--scales-in, --help";

/// The only scale format so far.
const SCALE_FORMATS: [&str; 1] = ["f32"];

/// An option that takes one word of a list, and the words that the design foresees but that do nothing yet: whoever read the
/// documentation must not be told that they are unknown.
struct WordOption {
    name: &'static str,
    planned: &'static [&'static str],
}

const FORMAT: WordOption = WordOption {
    name: "--format",
    planned: &["tf32", "e4m3", "e4m3fnuz", "e5m2fnuz", "e4m3b11fnuz", "e3m4", "e3m2fn", "e2m3fn", "e2m1fn", "e8m0fnu"],
};
const ROUNDING: WordOption = WordOption { name: "--rounding", planned: &["stochastic"] };
const OVERFLOW: WordOption = WordOption { name: "--overflow", planned: &[] };
const SCALING: WordOption = WordOption { name: "--scaling", planned: &["row", "tile128", "block128", "mx32", "nvfp4"] };
const SCALE_FORMAT: WordOption = WordOption { name: "--scale-format", planned: &["e8m0", "e4m3"] };

/// What to do, once the options have been found to make sense together.
enum Task {
    Encode(Rule),
    Roundtrip(Rule),
    Decode { format: FormatId, scales_in: Option<PathBuf> },
}

/// How values become codes.
struct Rule {
    conversion: Conversion,
    scaling: Scaling,
    scales_out: Option<PathBuf>,
}

/// The options as they were typed.
#[derive(Default)]
struct Options {
    format: Option<FormatId>,
    decode: bool,
    roundtrip: bool,
    rounding: Option<Rounding>,
    overflow: Option<Overflow>,
    scaling: Option<Scaling>,
    scales_out: Option<PathBuf>,
    scales_in: Option<PathBuf>,
}

/// Reads stdin, and returns what belongs on stdout.
pub fn run(arguments: lexopt::Parser) -> Result<Vec<u8>, Refusal> {
    let Some(options) = parse(arguments)? else {
        return Ok(HELP.into());
    };
    let task = task(options)?;
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input).map_err(|error| Refusal(format!("cannot read stdin: {error}")))?;
    match task {
        Task::Encode(rule) => rule.encode(&input).map(|(codes, _)| codes),
        Task::Roundtrip(rule) => {
            let (codes, scale) = rule.encode(&input)?;
            Ok(bytes_of(&decode_scaled(rule.conversion.format, scale, &codes)))
        }
        Task::Decode { format, scales_in } => {
            let width = format.spec().bytes_per_code();
            check_length(&input, width, format.key())?;
            let scale = scales_in.map_or(Ok(1.0), |path| scale_from(&path))?;
            Ok(bytes_of(&decode_scaled(format, scale, &input)))
        }
    }
}

impl Rule {
    /// The codes of the values in `input`, and their scale, which is also written where the user asked for it.
    fn encode(&self, input: &[u8]) -> Result<(Vec<u8>, f32), Refusal> {
        check_length(input, size_of::<f32>(), "f32")?;
        let values: Vec<f32> = input.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        let scale = self.scaling.scale(self.conversion.format, amax(&values));
        if let Some(path) = &self.scales_out {
            std::fs::write(path, scale.to_le_bytes())
                .map_err(|error| Refusal(format!("cannot write the scales to {}: {error}", quoted(path))))?;
        }
        Ok((encode_scaled(self.conversion, scale, &values, &mut Stream::new(0)), scale))
    }
}

/// The options; `None` if help was asked for.
fn parse(mut arguments: lexopt::Parser) -> Result<Option<Options>, Refusal> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            lexopt::Arg::Long("decode") => options.decode = true,
            lexopt::Arg::Long("roundtrip") => options.roundtrip = true,
            lexopt::Arg::Long("format") => {
                let keys = FormatId::ALL.map(FormatId::key);
                options.format = Some(chosen(&FORMAT, &arguments.value()?, FormatId::from_name, &keys)?);
            }
            lexopt::Arg::Long("rounding") => {
                let keys =
                    [Rounding::NearestEven, Rounding::TowardZero, Rounding::Up, Rounding::Down].map(Rounding::key);
                options.rounding = Some(chosen(&ROUNDING, &arguments.value()?, unseeded, &keys)?);
            }
            lexopt::Arg::Long("overflow") => {
                let keys = Overflow::ALL.map(Overflow::key);
                options.overflow = Some(chosen(&OVERFLOW, &arguments.value()?, Overflow::from_key, &keys)?);
            }
            lexopt::Arg::Long("scaling") => {
                let keys = [Scaling::None, Scaling::Tensor].map(Scaling::key);
                options.scaling = Some(chosen(
                    &SCALING,
                    &arguments.value()?,
                    |key| Scaling::from_key(key).filter(|scaling| keys.contains(&scaling.key())),
                    &keys,
                )?);
            }
            lexopt::Arg::Long("scale-format") => {
                let known = |key: &str| SCALE_FORMATS.contains(&key).then_some(());
                chosen(&SCALE_FORMAT, &arguments.value()?, known, &SCALE_FORMATS)?;
            }
            lexopt::Arg::Long("scales-out") => options.scales_out = Some(arguments.value()?.into()),
            lexopt::Arg::Long("scales-in") => options.scales_in = Some(arguments.value()?.into()),
            other => return Err(unknown_option(&other, OPTIONS)),
        }
    }
    Ok(Some(options))
}

/// The roundings that need no random words.
fn unseeded(key: &str) -> Option<Rounding> {
    Rounding::from_key(key).filter(|rounding| *rounding != Rounding::Stochastic)
}

/// The choice that `given` names, or a refusal that lists the choices.
fn chosen<Choice>(
    option: &WordOption,
    given: &OsString,
    from_key: impl Fn(&str) -> Option<Choice>,
    keys: &[&str],
) -> Result<Choice, Refusal> {
    given.to_str().and_then(from_key).ok_or_else(|| {
        let planned = given.to_str().is_some_and(|word| option.planned.contains(&word));
        let state = if planned { "is not available yet" } else { "is unknown" };
        let name = option.name;
        Refusal(format!("{name} {} {state}; allowed are {}", quoted(given), allowed(keys.iter().copied())))
    })
}

/// The task that the options describe, or the first contradiction among them.
fn task(options: Options) -> Result<Task, Refusal> {
    let refused = |because: &str| Err(Refusal(because.to_owned()));
    let Some(format) = options.format else {
        return Err(Refusal(format!("no --format given; allowed are {}", allowed(FormatId::ALL.map(FormatId::key)))));
    };
    if options.decode {
        if options.roundtrip {
            return refused("--decode and --roundtrip given together; allowed is one of them");
        }
        if options.rounding.is_some() || options.overflow.is_some() || options.scales_out.is_some() {
            return refused(
                "--rounding, --overflow or --scales-out given with --decode, which rounds nothing; \
                 allowed with it are --format, --scaling and --scales-in",
            );
        }
        return match (options.scaling, &options.scales_in) {
            (Some(Scaling::Tensor), None) => refused("--scaling tensor with --decode needs --scales-in FILE"),
            (Some(Scaling::None), Some(_)) => {
                refused("--scales-in given with --scaling none; allowed with it is --scaling tensor")
            }
            (
                Some(
                    Scaling::None
                    | Scaling::Tensor
                    | Scaling::Row
                    | Scaling::Tile128
                    | Scaling::Block128
                    | Scaling::Mx32
                    | Scaling::Nvfp4,
                )
                | None,
                _,
            ) => Ok(Task::Decode { format, scales_in: options.scales_in }),
        };
    }
    if options.scales_in.is_some() {
        return refused("--scales-in given without --decode; allowed without it is --scales-out");
    }
    let scaling = options.scaling.unwrap_or(Scaling::None);
    if scaling == Scaling::None && options.scales_out.is_some() {
        return refused("--scales-out given without a scaling; allowed with it is --scaling tensor");
    }
    let conversion = Conversion {
        format,
        rounding: options.rounding.unwrap_or(Rounding::NearestEven),
        overflow: options.overflow.unwrap_or(Overflow::Saturate),
    };
    let rule = Rule { conversion, scaling, scales_out: options.scales_out };
    Ok(if options.roundtrip { Task::Roundtrip(rule) } else { Task::Encode(rule) })
}

fn check_length(input: &[u8], width: usize, what: &str) -> Result<(), Refusal> {
    if input.len().is_multiple_of(width) {
        return Ok(());
    }
    let length = input.len();
    Err(Refusal(format!(
        "stdin holds {length} bytes; allowed is a multiple of {width} ({what} values of {width} bytes)"
    )))
}

/// The one scale that a file written by `--scales-out` holds.
fn scale_from(path: &PathBuf) -> Result<f32, Refusal> {
    let bytes = std::fs::read(path)
        .map_err(|error| Refusal(format!("cannot read the scales from {}: {error}", quoted(path))))?;
    let Ok(quad) = <[u8; 4]>::try_from(bytes.as_slice()) else {
        let (name, length) = (quoted(path), bytes.len());
        return Err(Refusal(format!("the scales in {name} take {length} bytes; allowed is one f32 of 4 bytes")));
    };
    let scale = f32::from_le_bytes(quad);
    if scale.is_finite() && scale > 0.0 {
        Ok(scale)
    } else {
        Err(Refusal(format!("the scale in {} is {scale}; allowed are finite values above 0", quoted(path))))
    }
}

fn bytes_of(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}
