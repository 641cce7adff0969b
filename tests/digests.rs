//! Our codes against the digests of those that `ml_dtypes` gave: `tests/data/oracle_digests.csv`, written by `scripts/oracle.py`,
//! whose opening says what a digest is made of and which few inputs have no agreed code.
//!
//! Every day: every code's value, every 16-bit pattern into every format, a stride over all `f32` patterns, and some of the 256
//! chunks of E4M3FN and E5M2. `make oracle` runs the ignored tests as well: all 2^32 patterns, whole slices and one by one.
//! Where a digest differs and `OCTET_ORACLE_OUT` names a folder, the codes are left there for `scripts/oracle.py explain`.

#![expect(clippy::unwrap_used, reason = "a digest that cannot be read is a failed test")]

use octet::numerics::formats::{Format, FormatId};
use octet::numerics::layout::Sign;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::numerics::slices::{decode, encode};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;

/// The formats whose every `f32` pattern is compared, and their chunks for every day, by the upper eight bits: subnormals, and where
/// the format ends.
const EVERY_PATTERN: [(FormatId, [u32; 2]); 2] = [(FormatId::E4m3fn, [0x3B, 0x43]), (FormatId::E5m2, [0xB7, 0xC7])];

/// One line of the file.
struct Row<'a> {
    name: String,
    kind: &'a str,
    format: FormatId,
    overflow: Option<Overflow>,
    chunk: u32,
    sha256: &'a str,
}

/// How a value becomes a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// `numerics::slices`, on `f32` bit patterns.
    Slice,
    /// `numerics::rounding`, on `f64`.
    Single,
}

fn rows() -> Vec<Row<'static>> {
    let lines = include_str!("data/oracle_digests.csv").lines().skip(2);
    let row = |line: &'static str| {
        let fields: Vec<&str> = line.split(',').collect();
        let [kind, format, overflow, chunk, sha256] = fields[..] else { panic!("{line:?} is no row") };
        Row {
            name: [kind, format, overflow, chunk].join("-"),
            kind,
            format: FormatId::from_key(format).unwrap(),
            overflow: Overflow::from_key(overflow),
            chunk: u32::from_str_radix(chunk, 16).unwrap_or(0),
            sha256,
        }
    };
    lines.map(row).collect()
}

/// The inputs of a row of codes.
fn inputs(row: &Row) -> Vec<f32> {
    match row.kind {
        // Not our own decoding, which makes one NaN of all: formats without NaN tell them apart by their sign.
        "fp16" => (0..=u16::MAX).map(|bits| half::f16::from_bits(bits).to_f32()).collect(),
        "bf16" => (0..=u16::MAX).map(|bits| f32::from_bits(u32::from(bits) << 16)).collect(),
        "stride" => (0..1_u32 << 24).map(|k| f32::from_bits(k.wrapping_mul(257).wrapping_add(1))).collect(),
        "f32" => (0..1_u32 << 24).map(|low| f32::from_bits(row.chunk << 24 | low)).collect(),
        other => panic!("{other} is no kind of inputs"),
    }
}

/// Our codes as the digest wants them.
fn codes(row: &Row, values: &[f32], way: Way) -> Vec<u8> {
    let overflow = row.overflow.unwrap();
    let rule = Conversion { format: row.format, rounding: Rounding::NearestEven, overflow };
    let format = row.format.spec();
    let width = format.bytes_per_code();
    let mut found = match way {
        Way::Slice => encode(rule, values, &mut Stream::new(1)),
        Way::Single => {
            let code = |value: &f32| (rule.encode(f64::from(*value)).code << format.storage_shift()).to_le_bytes();
            if width == 1 {
                values.iter().map(|value| code(value)[0]).collect()
            } else {
                values.iter().flat_map(|value| code(value).into_iter().take(width)).collect()
            }
        }
    };
    agree(&format, &mut found);
    if row.format == FormatId::E8m0fnu {
        let is_open = |value: &f32| (0x40_0001..0x60_0000).contains(&value.to_bits());
        for (code, _) in found.iter_mut().zip(values).filter(|(_, value)| is_open(value)) {
            *code = 0;
        }
    }
    found
}

/// Makes NaN one code, and moves TF32 down to the low bits.
fn agree(format: &Format, codes: &mut [u8]) {
    let nan = format.nan_code(Sign::Plus);
    let one = |code: u32| if format.is_nan_code(code) { nan } else { code };
    match format.bytes_per_code() {
        1 => {
            let table: Vec<u8> = (0..256).map(|code| one(code).to_le_bytes()[0]).collect();
            for code in codes {
                *code = table[usize::from(*code)];
            }
        }
        2 => {
            let table: Vec<[u8; 2]> = (0..=u16::MAX).map(|code| first_two(one(code.into()))).collect();
            for pair in codes.as_chunks_mut().0 {
                *pair = table[usize::from(u16::from_le_bytes(*pair))];
            }
        }
        _ => {
            for quad in codes.as_chunks_mut().0 {
                *quad = one(u32::from_le_bytes(*quad) >> format.storage_shift()).to_le_bytes();
            }
        }
    }
}

fn first_two(code: u32) -> [u8; 2] {
    let [low, high, ..] = code.to_le_bytes();
    [low, high]
}

/// Compares one digest; what differs is left behind where that was asked for.
fn differs(row: &Row, bytes: &[u8]) -> Option<String> {
    let digest = Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    if digest == row.sha256 {
        return None;
    }
    if let Some(folder) = std::env::var_os("OCTET_ORACLE_OUT") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{}.codes", row.name)), bytes).unwrap();
    }
    Some(format!("{}: {digest}, kept {}", row.name, row.sha256))
}

#[track_caller]
fn none(differences: &[String]) {
    assert!(differences.is_empty(), "`make oracle` says where:\n{}", differences.join("\n"));
}

/// Both ways, all rows of these kinds; the number of rows guards against an empty comparison.
fn check_kinds(kinds: &[&str], count: usize, ways: &[Way]) {
    let rows: Vec<Row> = rows().into_iter().filter(|row| kinds.contains(&row.kind)).collect();
    assert_eq!(rows.len(), count);
    let mut differences = Vec::new();
    for group in rows.chunk_by(|a, b| a.kind == b.kind) {
        let values = inputs(&group[0]);
        for row in group {
            differences.extend(ways.iter().filter_map(|way| differs(row, &codes(row, &values, *way))));
        }
    }
    none(&differences);
}

#[test]
fn every_code_has_the_value_that_ml_dtypes_gives_it() {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.kind == "decode").collect();
    assert_eq!(rows.len(), FormatId::ALL.len() - 2, "all but FP32 and TF32");
    let values = |row: &Row| -> Vec<u8> {
        let spec = row.format.spec();
        let codes: Vec<u8> = (0..1_u32 << spec.bits())
            .flat_map(|code| code.to_le_bytes().into_iter().take(spec.bytes_per_code()))
            .collect();
        decode(row.format, &codes).into_iter().flat_map(f32::to_le_bytes).collect()
    };
    none(&rows.iter().filter_map(|row| differs(row, &values(row))).collect::<Vec<_>>());
}

#[test]
fn every_16_bit_pattern_into_every_format_agrees() {
    check_kinds(&["fp16", "bf16"], 2 * FormatId::ALL.len() * Overflow::ALL.len(), &[Way::Slice, Way::Single]);
}

#[test]
#[ignore = "make oracle"]
fn a_stride_over_all_f32_patterns_into_every_format_agrees() {
    check_kinds(&["stride"], FormatId::ALL.len() * Overflow::ALL.len(), &[Way::Slice, Way::Single]);
}

#[test]
fn some_chunks_of_all_f32_patterns_agree() {
    for (format, chunks) in EVERY_PATTERN {
        check_chunks(format, &chunks, Way::Slice);
    }
}

/// The chunks of one format.
fn check_chunks(format: FormatId, chunks: &[u32], way: Way) {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.kind == "f32" && row.format == format).collect();
    let mut differences = Vec::new();
    for (done, &chunk) in chunks.iter().enumerate() {
        let of_chunk: Vec<&Row> = rows.iter().filter(|row| row.chunk == chunk).collect();
        assert_eq!(of_chunk.len(), Overflow::ALL.len(), "chunk {chunk:02x}");
        let values = inputs(of_chunk[0]);
        differences.extend(of_chunk.into_iter().filter_map(|row| differs(row, &codes(row, &values, way))));
        if done % 64 == 63 {
            // Not a print: those are held back until the test is over.
            let way = if way == Way::Slice { "slices" } else { "one by one" };
            let line = format!("  {}, {way}: {} of {} chunks\n", format.name(), done + 1, chunks.len());
            std::io::stderr().write_all(line.as_bytes()).unwrap();
        }
    }
    none(&differences);
}

#[test]
#[ignore = "make oracle"]
fn all_f32_patterns_into_e4m3fn_agree() {
    check_chunks(FormatId::E4m3fn, &(0..256).collect::<Vec<_>>(), Way::Slice);
}

#[test]
#[ignore = "make oracle"]
fn all_f32_patterns_into_e5m2_agree() {
    check_chunks(FormatId::E5m2, &(0..256).collect::<Vec<_>>(), Way::Slice);
}

#[test]
#[ignore = "make oracle"]
fn all_f32_patterns_into_e4m3fn_agree_one_by_one() {
    check_chunks(FormatId::E4m3fn, &(0..256).collect::<Vec<_>>(), Way::Single);
}

#[test]
#[ignore = "make oracle"]
fn all_f32_patterns_into_e5m2_agree_one_by_one() {
    check_chunks(FormatId::E5m2, &(0..256).collect::<Vec<_>>(), Way::Single);
}
