//! The programs for the harmonic series: where it stops in each format.

use crate::charts::words::Word;
use crate::experiments::summation::Part;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::views::snippets::codec::Codec;
use crate::views::snippets::linking::headed;
use crate::views::snippets::numpy::filled;
use crate::views::snippets::{Snippet, Tongue};

/// The program.
pub fn snippet(part: &Part, link: &str, tongue: Tongue) -> Snippet {
    let registers = part.lanes.iter().filter_map(|lane| match lane.accumulator {
        Accumulator::Format(format) => Some(format),
        Accumulator::TensorCore => None,
    });
    let formats: Vec<FormatId> = registers.collect();
    let values = [
        ("count", part.terms.count(part.count).to_string()),
        ("lanes", formats.len().to_string()),
        ("formats", formats.iter().map(|format| line(*format, tongue)).collect::<Vec<_>>().concat()),
    ];
    let body = match tongue {
        Tongue::NumPy | Tongue::PyTorch => include_str!("numpy/harmonic.py"),
        Tongue::Rust => include_str!("rust/harmonic.txt"),
    };
    let notes = if tongue == Tongue::Rust { Vec::new() } else { vec![Word::SnippetsTypes] };
    Snippet { text: headed(link, tongue, &filled(body, &values)), notes }
}

/// How a number enters a format, as an entry of the program's list.
fn line(format: FormatId, tongue: Tongue) -> String {
    let rule = Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };
    let codec = Codec::new(rule);
    let row = &codec.format;
    let name = row.name;
    let numbers = format!("{}, {}, {:?}", row.mantissa_bits, row.min_exponent(), row.max_finite());
    match tongue {
        Tongue::NumPy => codec.numpy_dtype().map(|dtype| format!("float({dtype}(x))")),
        Tongue::PyTorch => codec.torch_dtype().map(|dtype| format!("torch.tensor(x).to({dtype}).item()")),
        Tongue::Rust => return format!("        (\"{name}\", {numbers}),\n"),
    }
    .map_or_else(
        || format!("    \"{name}\": lambda x: rounded(x, {numbers}),\n"),
        |entry| format!("    \"{name}\": lambda x: {entry},\n"),
    )
}
