//! Our conversions against code that is not ours: `rustc_apfloat` (LLVM's soft floats), `half`, vectors written by `ml_dtypes` and
//! `numpy` (`scripts/oracle_vectors.py`), and exact fractions in plain Python (`scripts/oracle_exact.py`). NaN is compared by class,
//! since libraries choose different codes. Every pattern there is: `tests/digests.rs`.

#![expect(clippy::unwrap_used, reason = "a vector that cannot be read is a failed test")]

#[path = "oracle/apfloat.rs"]
mod apfloat;

#[path = "oracle/exact.rs"]
mod exact;

#[path = "oracle/vectors.rs"]
mod vectors;

use octet::numerics::formats::FormatId;

#[track_caller]
fn check_same(format: FormatId, ours: u32, theirs: u32, context: &dyn std::fmt::Debug) {
    let same = ours == theirs || format.spec().is_nan_code(ours) && format.spec().is_nan_code(theirs);
    assert!(same, "{format:?} of {context:x?}: {ours:#x}, expected {theirs:#x}");
}

/// The records of a file under `tests/data`, without the line that names its origin.
fn records(text: &str) -> Vec<csv::StringRecord> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

fn hexadecimal(field: &str) -> u32 {
    u32::from_str_radix(field, 16).unwrap()
}
