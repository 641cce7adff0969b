//! `octet convert` and `octet formats` as a user meets them: bytes in, bytes out, and one clear line for bad input.

#![expect(clippy::unwrap_used, reason = "a command that cannot be started is a failed test")]

use octet::numerics::formats::FORMATS;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn octet(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_octet"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its options does not read stdin, and may be gone before we have written.
    child.stdin.take().unwrap().write_all(stdin).ok();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn answer(arguments: &[&str], stdin: &[u8]) -> Vec<u8> {
    let output = octet(arguments, stdin);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    output.stdout
}

/// The whole contract for bad input: status 2, nothing on stdout, one line that holds all of `words`.
#[track_caller]
fn check_refused(arguments: &[&str], stdin: &[u8], words: &[&str]) {
    let output = octet(arguments, stdin);
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {line}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(line.trim_end().lines().count(), 1, "{line}");
    assert!(line.starts_with("octet: ") && line.ends_with('\n'), "{line}");
    for word in words {
        assert!(line.contains(word), "{arguments:?}: {line:?} does not say {word:?}");
    }
}

fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A file of our own in the folder that cargo keeps for tests.
fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

const E4M3FN: [&str; 3] = ["convert", "--format", "e4m3fn"];

fn e4m3fn<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&E4M3FN[..], more].concat()
}

#[test]
fn values_become_codes() {
    let values = floats(&[1.0, -448.0, 0.1, 500.0, f32::NAN, -0.0]);
    assert_eq!(answer(&E4M3FN, &values), [0x38, 0xFE, 0x1D, 0x7E, 0x7F, 0x80]);
    assert_eq!(answer(&e4m3fn(&["--overflow", "nonsaturate"]), &values), [0x38, 0xFE, 0x1D, 0x7F, 0x7F, 0x80]);
    assert_eq!(answer(&e4m3fn(&["--rounding=toward-zero"]), &values), [0x38, 0xFE, 0x1C, 0x7E, 0x7F, 0x80]);
    assert_eq!(answer(&["convert", "--format", "e5m2"], &floats(&[61440.0])), [0x7B]);
    assert_eq!(answer(&["convert", "--format", "fp16"], &floats(&[1.0, -2.0])), [0x00, 0x3C, 0x00, 0xC0]);
    assert_eq!(answer(&["convert", "--format", "bf16"], &floats(&[1.0])), [0x80, 0x3F]);
    assert_eq!(answer(&["convert", "--format", "fp32"], &floats(&[0.1])), floats(&[0.1]));
    assert_eq!(answer(&E4M3FN, &[]), [0; 0]);
}

#[test]
fn codes_become_values() {
    assert_eq!(answer(&e4m3fn(&["--decode"]), &[0x7E, 0x80, 0x01]), floats(&[448.0, -0.0, 0.001_953_125]));
    assert_eq!(answer(&["convert", "--format", "fp16", "--decode"], &[0xFF, 0x7B]), floats(&[65504.0]));
    assert_eq!(answer(&e4m3fn(&["--roundtrip"]), &floats(&[0.1, 17.0])), floats(&[0.101_562_5, 16.0]));
}

#[test]
fn scales_leave_and_come_back() {
    let path = file("scales_leave_and_come_back.f32");
    let path_text = path.to_str().unwrap();
    let values = floats(&[0.1, 3.5, -1.0]);
    let codes = answer(&e4m3fn(&["--scaling", "tensor", "--scale-format", "f32", "--scales-out", path_text]), &values);
    assert_eq!(codes, [0x55, 0x7E, 0xF0]);
    assert_eq!(std::fs::read(&path).unwrap(), floats(&[0.007_812_5]), "3.5/448");
    let expect = floats(&[0.101_562_5, 3.5, -1.0]);
    assert_eq!(answer(&e4m3fn(&["--decode", "--scales-in", path_text]), &codes), expect);
    assert_eq!(answer(&e4m3fn(&["--decode", "--scaling", "tensor", "--scales-in", path_text]), &codes), expect);
    assert_eq!(answer(&e4m3fn(&["--roundtrip", "--scaling", "tensor"]), &values), expect);
}

#[test]
fn bad_options_are_named() {
    let formats = "fp32, tf32, bf16, fp16, e5m2, e4m3fn";
    check_refused(&["convert"], &[], &["--format", formats]);
    check_refused(&["convert", "--format", "fp8"], &[], &["\"fp8\"", "unknown", formats]);
    check_refused(&["convert", "--format", "e4m3x"], &[], &["\"e4m3x\"", "is unknown", formats]);
    check_refused(&["convert", "--format", "two\nlines"], &[], &["\"two\\nlines\""]);
    check_refused(&["convert", "--format"], &[], &["--format"]);
    check_refused(
        &e4m3fn(&["--rounding", "stochastic"]),
        &[],
        &["not available yet", "nearest-even, toward-zero, up, down"],
    );
    check_refused(
        &e4m3fn(&["--rounding", "away"]),
        &[],
        &["\"away\"", "unknown", "nearest-even, toward-zero, up, down"],
    );
    check_refused(&e4m3fn(&["--overflow", "wrap"]), &[], &["\"wrap\"", "saturate, nonsaturate"]);
    check_refused(&e4m3fn(&["--scaling", "mx32"]), &[], &["\"mx32\"", "not available yet", "none, tensor"]);
    check_refused(&e4m3fn(&["--scale-format", "e8m0"]), &[], &["\"e8m0\"", "not available yet", "allowed are f32"]);
    check_refused(&e4m3fn(&["--seed", "3"]), &[], &["\"--seed\"", "--rounding"]);
    check_refused(&e4m3fn(&["-x"]), &[], &["\"-x\"", "--decode"]);
    check_refused(&e4m3fn(&["values.bin"]), &[], &["\"values.bin\""]);
    check_refused(&e4m3fn(&["--decode=yes"]), &[], &["--decode", "yes"]);
}

#[test]
fn contradictions_are_named() {
    check_refused(&e4m3fn(&["--decode", "--roundtrip"]), &[], &["--decode", "--roundtrip"]);
    check_refused(&e4m3fn(&["--decode", "--rounding", "toward-zero"]), &[], &["--rounding", "--decode"]);
    check_refused(&e4m3fn(&["--decode", "--scaling", "tensor"]), &[], &["--scales-in"]);
    check_refused(&e4m3fn(&["--scales-in", "x"]), &[], &["--scales-in", "--decode"]);
    check_refused(&e4m3fn(&["--scales-out", "x"]), &[], &["--scales-out", "--scaling tensor"]);
}

#[test]
fn bad_input_is_named_before_anything_is_written() {
    check_refused(&E4M3FN, &[0; 7], &["7 bytes", "multiple of 4"]);
    check_refused(&e4m3fn(&["--roundtrip"]), &[0; 5], &["5 bytes", "multiple of 4"]);
    check_refused(&["convert", "--format", "fp16", "--decode"], &[0; 3], &["3 bytes", "multiple of 2"]);
    let missing = file("there_is_no_such_folder").join("scale");
    let missing = missing.to_str().unwrap();
    check_refused(&e4m3fn(&["--decode", "--scales-in", missing]), &[0x38], &[missing]);
    check_refused(&e4m3fn(&["--scaling", "tensor", "--scales-out", missing]), &floats(&[1.0]), &[missing]);
    let path = file("bad_input_is_named.f32");
    for (content, words) in [(vec![0; 3], "3 bytes"), (floats(&[f32::NAN]), "NaN"), (floats(&[0.0]), "is 0")] {
        std::fs::write(&path, content).unwrap();
        check_refused(&e4m3fn(&["--decode", "--scales-in", path.to_str().unwrap()]), &[0x38], &[words, "allowed"]);
    }
}

#[test]
fn a_refused_input_leaves_no_scales_behind() {
    let path = file("a_refused_input_leaves_no_scales_behind.f32");
    std::fs::remove_file(&path).ok();
    check_refused(&e4m3fn(&["--scaling", "tensor", "--scales-out", path.to_str().unwrap()]), &[0; 6], &["6 bytes"]);
    assert!(!path.exists());
}

#[test]
fn a_reader_who_leaves_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_octet"))
        .args(e4m3fn(&["--roundtrip"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(&vec![0; 1 << 20]).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success());
}

#[test]
fn formats_are_listed() {
    let text = String::from_utf8(answer(&["formats"], &[])).unwrap();
    assert_eq!(text.lines().count(), 1 + FORMATS.len());
    let csv = answer(&["formats", "--csv"], &[]);
    assert!(csv.ends_with(b"\n") && !csv.contains(&b'\r'));
    let mut reader = csv::Reader::from_reader(&csv[..]);
    let header = reader.headers().unwrap().clone();
    let column = |name| header.iter().position(|title| title == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), FORMATS.len());
    let e4m3fn = rows.iter().find(|row| &row[0] == "e4m3fn").unwrap();
    for (name, expect) in [
        ("name", "E4M3FN"),
        ("bits", "8"),
        ("max_finite", "448"),
        ("min_normal", "0.015625"),
        ("min_subnormal", "0.001953125"),
        ("epsilon", "0.125"),
        ("finite_codes", "254"),
        ("infinity_codes", "0"),
        ("nan_codes", "2"),
    ] {
        assert_eq!(&e4m3fn[column(name)], expect, "{name}");
    }
    for (row, format) in rows.iter().zip(&FORMATS) {
        assert_eq!(row[column("max_finite")].parse::<f64>().unwrap().to_bits(), format.max_finite().to_bits());
    }
}

#[test]
fn commands_are_named() {
    assert_eq!(answer(&["--version"], &[]), concat!("octet ", env!("CARGO_PKG_VERSION"), "\n").as_bytes());
    for arguments in [&["help"][..], &["--help"], &["convert", "--help"], &["formats", "-h"]] {
        assert!(answer(arguments, &[]).starts_with(if arguments.len() == 1 { b"Octet: " } else { b"Usage: " }));
    }
    check_refused(&[], &[], &["convert, formats"]);
    check_refused(&["konvert"], &[], &["\"konvert\"", "convert, formats"]);
    check_refused(&["--verbose"], &[], &["\"--verbose\"", "--help"]);
    check_refused(&["formats", "--json"], &[], &["\"--json\"", "--csv"]);
}
