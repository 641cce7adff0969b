//! `octet convert`: little-endian `f32` on stdin to codes on stdout, codes to `f32`, or both at once.
//!
//! Everything is checked before the first byte is written: the words (`options`), whether they make sense together (`task`), the length
//! of the input, the scales. The work itself is one call each into `numerics::blocks`.

mod options;

mod task;

use crate::convert::options::parse;
use crate::convert::task::{Decoding, Encoding, Task, task};
use crate::refusal::{Refusal, quoted};
use octet::numerics::blocks::scales::Scales;
use octet::numerics::blocks::{Quantized, Recipe, ScaleFormat, dequantize, quantize};
use octet::numerics::rng::Stream;
use std::io::Read;
use std::path::PathBuf;

/// Reads stdin, and returns what belongs on stdout.
pub fn run(arguments: lexopt::Parser) -> Result<Vec<u8>, Refusal> {
    let Some(options) = parse(arguments)? else {
        return Ok(options::HELP.into());
    };
    let task = task(options)?;
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input).map_err(|error| Refusal(format!("cannot read stdin: {error}")))?;
    match task {
        Task::Encode(encoding) => encoding.run(&input).map(|quantized| quantized.codes),
        Task::Roundtrip(encoding) => {
            let Quantized { codes, scales } = encoding.run(&input)?;
            Ok(bytes_of(&dequantize(encoding.rule.format, &codes, &scales)))
        }
        Task::Decode(decoding) => decoding.run(&input),
    }
}

impl Encoding {
    /// The codes of the values in `input`, and their scales, which are also written where the user asked for it.
    fn run(&self, input: &[u8]) -> Result<Quantized, Refusal> {
        let count = checked_count(input, size_of::<f32>(), "f32")?;
        check_rows(count, self.recipe)?;
        let values: Vec<f32> = input.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        let quantized = quantize(self.rule, self.recipe, &values, &mut Stream::new(self.seed));
        if let Some(path) = &self.scales_out {
            std::fs::write(path, quantized.scales.bytes())
                .map_err(|error| Refusal(format!("cannot write the scales to {}: {error}", quoted(path))))?;
        }
        Ok(quantized)
    }
}

impl Decoding {
    /// The values of the codes in `input`.
    fn run(&self, input: &[u8]) -> Result<Vec<u8>, Refusal> {
        let name = self.format.name().to_lowercase();
        let count = checked_count(input, self.format.spec().bytes_per_code(), &name)?;
        check_rows(count, self.recipe)?;
        let bytes = match &self.scales_in {
            Some(path) => read(path)?,
            None => Vec::new(),
        };
        let found = Scales::from_bytes(self.recipe, count, &bytes);
        let scales = match (found, &self.scales_in) {
            (Some(scales), Some(path)) => checked(scales, path)?,
            (Some(scales), None) => scales,
            (None, path) => return Err(wrong_length(self.recipe, count, bytes.len(), path.as_ref())),
        };
        Ok(bytes_of(&dequantize(self.format, input, &scales)))
    }
}

/// How many values of `width` bytes `input` holds, if it holds nothing else.
fn checked_count(input: &[u8], width: usize, what: &str) -> Result<usize, Refusal> {
    let length = input.len();
    if length.is_multiple_of(width) {
        return Ok(length / width);
    }
    Err(Refusal(format!(
        "stdin holds {length} bytes; allowed is a multiple of {width} ({what} values of {width} bytes)"
    )))
}

/// A tensor has only whole rows.
fn check_rows(count: usize, recipe: Recipe) -> Result<(), Refusal> {
    match usize::try_from(recipe.columns) {
        Ok(columns) if columns != 0 && !count.is_multiple_of(columns) => Err(Refusal(format!(
            "stdin holds {count} values, no whole rows of --columns {columns}; allowed is a multiple of {columns}"
        ))),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn read(path: &PathBuf) -> Result<Vec<u8>, Refusal> {
    std::fs::read(path).map_err(|error| Refusal(format!("cannot read the scales from {}: {error}", quoted(path))))
}

fn wrong_length(recipe: Recipe, count: usize, given: usize, path: Option<&PathBuf>) -> Refusal {
    let groups = recipe.groups(count).len();
    let layout = match recipe.scale_format {
        ScaleFormat::F32 => format!("{groups} f32 of 4 bytes"),
        ScaleFormat::E8m0 => format!("{groups} E8M0 codes of 1 byte"),
        ScaleFormat::E4m3 => format!("one f32 of 4 bytes, then {groups} E4M3FN codes of 1 byte"),
    };
    let (name, allowed) = (path.map(quoted).unwrap_or_default(), recipe.scale_bytes(count));
    let scaling = recipe.scaling.key();
    Refusal(format!(
        "the scales in {name} take {given} bytes; allowed for {count} values with --scaling {scaling} are {allowed}: {layout}"
    ))
}

/// The scales, if each is one that could have been written: E8M0 and E4M3FN may be NaN, for blocks that carry it.
fn checked(scales: Scales, path: &PathBuf) -> Result<Scales, Refusal> {
    let recipe = scales.recipe();
    let is_allowed = |value: f32| value.is_finite() && value > 0.0;
    let wrong = match recipe.scale_format {
        ScaleFormat::F32 => scales.groups().iter().map(|scale| scale.value).find(|&value| !is_allowed(value)),
        ScaleFormat::E8m0 => None,
        ScaleFormat::E4m3 if !is_allowed(scales.tensor()) => Some(scales.tensor()),
        ScaleFormat::E4m3 => scales.groups().iter().map(|scale| scale.value).find(|value| value.is_sign_negative()),
    };
    match wrong {
        None => Ok(scales),
        Some(value) => {
            let name = quoted(path);
            Err(Refusal(format!("a scale in {name} is {value}; allowed are finite values above 0")))
        }
    }
}

fn bytes_of(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}
