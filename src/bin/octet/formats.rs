//! `octet formats [--csv]`: the format table, every figure derived from its row.

use crate::listing::listing;
use crate::refusal::Refusal;
use crate::table::Table;
use octet::numerics::formats::{FORMATS, Format, Specials};
use octet::numerics::layout::Sign;

const HELP: &str = "\
Usage: octet formats [--csv]

The number formats that Octet knows, one per line; with --csv as CSV.
`format` is the word that `octet convert --format` takes. Magnitudes are decimal and round-trip as f64.
`infinity` and `nan` are codes, in hexadecimal, those of positive sign where the format has signs for them; empty for none.
";

const COLUMNS: [&str; 19] = [
    "format",
    "name",
    "bits",
    "exponent_bits",
    "mantissa_bits",
    "bias",
    "max_finite",
    "min_normal",
    "min_subnormal",
    "epsilon",
    "unit_roundoff",
    "finite_codes",
    "infinity_codes",
    "nan_codes",
    "infinity",
    "nan",
    "negative_zero",
    "bytes_per_code",
    "source",
];

/// The table as text or CSV.
pub fn run(arguments: lexopt::Parser) -> Result<Vec<u8>, Refusal> {
    let table = Table { header: COLUMNS.map(String::from).to_vec(), rows: FORMATS.iter().map(row).collect() };
    listing(arguments, HELP, || table.to_text(), || table.to_csv())
}

fn row(format: &Format) -> Vec<String> {
    vec![
        format.id.key().into(),
        format.name.into(),
        format.bits().to_string(),
        format.exponent_bits.to_string(),
        format.mantissa_bits.to_string(),
        format.bias.to_string(),
        decimal(format.max_finite()),
        decimal(format.min_normal()),
        decimal(format.min_subnormal()),
        decimal(format.epsilon()),
        decimal(format.unit_roundoff()),
        format.finite_codes().to_string(),
        if format.has_infinity() { "2" } else { "0" }.into(),
        format.nan_codes().to_string(),
        format.infinity_code(Sign::Plus).map(|code| hexadecimal(format, code)).unwrap_or_default(),
        nan_codes(format),
        if format.has_negative_zero() { "yes" } else { "no" }.into(),
        format.bytes_per_code().to_string(),
        format.source.into(),
    ]
}

/// The codes of NaN, with a clear sign bit unless the only one has it set: "7d-7f".
fn nan_codes(format: &Format) -> String {
    match format.specials {
        Specials::Ieee => {
            let (first, last) = (format.max_code() + 2, format.magnitude_mask());
            format!("{}-{}", hexadecimal(format, first), hexadecimal(format, last))
        }
        Specials::FiniteWithNan | Specials::UnsignedZero | Specials::Scale => {
            hexadecimal(format, format.nan_code(Sign::Plus))
        }
        Specials::Finite => String::new(),
    }
}

/// A code with as many digits as its format needs.
fn hexadecimal(format: &Format, code: u32) -> String {
    let digits = usize::try_from(format.bits().div_ceil(4)).unwrap_or_default();
    format!("{code:0digits$x}")
}

/// The shortest decimal that reads back as the same `f64`; with an exponent where zeros would fill the column.
fn decimal(value: f64) -> String {
    if (1e-4..1e9).contains(&value) { format!("{value}") } else { format!("{value:e}") }
}
