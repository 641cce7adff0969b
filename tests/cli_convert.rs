//! `octet convert` and `octet formats` as a user meets them: bytes in, bytes out, and one clear line for bad input.

#![expect(clippy::unwrap_used, reason = "a command that cannot be started is a failed test")]

#[path = "cli/terminal.rs"]
mod terminal;

use crate::terminal::{answer, check_refused};
use octet::numerics::formats::FORMATS;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

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

/// Worked by hand: E5M2 keeps 0.1 as 0.09375; E2M1FN's codes are 4 bits in a byte; E5M6 has two bytes, TF32 the upper bits of four.
#[test]
fn every_format_has_its_bytes() {
    let code = |format: &str, value: f32| answer(&["convert", "--format", format], &floats(&[value]));
    assert_eq!(code("e5m2", 0.1), [0x2E]);
    assert_eq!(code("e2m1fn", -5.0), [0x0E]);
    assert_eq!(code("e2m3fn", 7.75), [0x1F]);
    assert_eq!(code("e8m0fnu", 3.0), [0x81], "a tie, up to 2^2");
    assert_eq!(code("e4m3fnuz", -0.0), [0x00]);
    assert_eq!(code("e5m6", 1.0), [0xC0, 0x03], "15 << 6");
    assert_eq!(code("tf32", 1.5), floats(&[1.5]));
    assert_eq!(answer(&["convert", "--format", "e5m6", "--decode"], &[0xC0, 0x03]), floats(&[1.0]));
}

#[test]
fn every_rounding_is_there() {
    let code = |more: &[&str], value: f32| answer(&e4m3fn(more), &floats(&[value]));
    assert_eq!(code(&["--rounding", "up"], 0.1), [0x1D]);
    assert_eq!(code(&["--rounding", "up"], -0.1), [0x9C]);
    assert_eq!(code(&["--rounding", "down"], 0.1), [0x1C]);
    let random = ["--rounding", "stochastic", "--seed", "42"];
    let codes = answer(&e4m3fn(&random), &floats(&[0.1; 1000]));
    assert_eq!(codes, answer(&e4m3fn(&random), &floats(&[0.1; 1000])), "a seed fixes every bit");
    assert_ne!(codes, answer(&e4m3fn(&["--rounding", "stochastic", "--seed", "43"]), &floats(&[0.1; 1000])));
    // 0.1 = 12.8 steps: 0.8 of 1000 go up, within five standard errors, sqrt(0.8 · 0.2 · 1000) = 12.6.
    let ups: u32 = codes.iter().map(|&code| u32::from(code == 0x1D)).sum();
    assert!((737..=863).contains(&ups) && codes.iter().all(|&code| code == 0x1C || code == 0x1D), "{ups}");
}

/// Scales by hand. Two rows of two: 3.5 and 448 take each row to 448. MX: 449 has exponent 8, as 448. NVFP4: see the library's example.
#[test]
fn every_scaling_writes_its_scales() {
    let path = file("every_scaling_writes_its_scales");
    let path = path.to_str().unwrap();
    let scaled = |format: &str, more: &[&str], values: &[f32], codes: &[u8], scales: &[u8]| {
        let encode = [&["convert", "--format", format, "--scales-out", path][..], more].concat();
        assert_eq!(answer(&encode, &floats(values)), codes, "{more:?}");
        assert_eq!(std::fs::read(path).unwrap(), scales, "{more:?}");
        let kept: Vec<&str> = more.chunks(2).filter(|pair| pair[0] != "--rule").flatten().copied().collect();
        let decode = [&["convert", "--format", format, "--decode", "--scales-in", path][..], &kept].concat();
        let roundtrip = [&["convert", "--format", format, "--roundtrip"][..], more].concat();
        assert_eq!(answer(&decode, codes), answer(&roundtrip, &floats(values)), "{more:?}");
    };
    let rows = [3.5, 0.1, 448.0, 1.0];
    let two = floats(&[0.007_812_5, 1.0]);
    scaled("e4m3fn", &["--scaling", "row", "--columns", "2"], &rows, &[0x7E, 0x55, 0x7E, 0x38], &two);
    scaled("e4m3fn", &["--scaling", "tile128", "--columns", "2"], &rows, &[0x7E, 0x55, 0x7E, 0x38], &two);
    scaled("e4m3fn", &["--scaling", "block128", "--columns", "2"], &[448.0; 4], &[0x7E; 4], &floats(&[1.0]));
    let powers = ["--scaling", "tile128", "--scale-format", "e8m0"];
    scaled("e4m3fn", &powers, &[448.0_f32.next_up(), 2.0], &[0x76, 0x38], &[0x80]);
    scaled("e4m3fn", &["--scaling", "mx32"], &[449.0, 1.0], &[0x7E, 0x38], &[0x7F]);
    scaled("e4m3fn", &["--scaling", "mx32", "--rule", "rceil"], &[449.0, 2.0], &[0x76, 0x38], &[0x80]);
    let mut sixteens = [0.0; 32];
    (sixteens[0], sixteens[16]) = (12.0, 3.0);
    let mut codes = [0; 32];
    (codes[0], codes[16]) = (7, 7);
    let scales = [&floats(&[1.0 / 224.0])[..], &[0x7E, 0x6E]].concat();
    scaled("e2m1fn", &["--scaling", "nvfp4"], &sixteens, &codes, &scales);
}

const FORMAT_LIST: &str = "fp32, tf32, bf16, fp16, e5m2, e4m3fn";

#[test]
fn bad_options_are_named() {
    check_refused(&["convert"], &[], &["--format", FORMAT_LIST, "e5m6"]);
    check_refused(&["convert", "--format", "fp8"], &[], &["\"fp8\"", "unknown", FORMAT_LIST]);
    check_refused(&["convert", "--format", "e4m3x"], &[], &["\"e4m3x\"", "is unknown", FORMAT_LIST]);
    check_refused(&["convert", "--format", "e9m1"], &[], &["\"e9m1\"", "is unknown", FORMAT_LIST]);
    check_refused(&["convert", "--format", "custom"], &[], &["\"custom\"", "is unknown"]);
    check_refused(&["convert", "--format", "two\nlines"], &[], &["\"two\\nlines\""]);
    check_refused(&["convert", "--format"], &[], &["--format"]);
    let roundings = "nearest-even, toward-zero, up, down, stochastic";
    check_refused(&e4m3fn(&["--rounding", "away"]), &[], &["\"away\"", "unknown", roundings]);
    check_refused(&e4m3fn(&["--overflow", "wrap"]), &[], &["\"wrap\"", "saturate, nonsaturate"]);
    let scalings = "none, tensor, row, tile128, block128, mx32, nvfp4";
    check_refused(&e4m3fn(&["--scaling", "mxfp8"]), &[], &["\"mxfp8\"", "unknown", scalings]);
    check_refused(&e4m3fn(&["--scale-format", "ue8m0"]), &[], &["\"ue8m0\"", "f32, e8m0, e4m3"]);
    check_refused(&e4m3fn(&["--rule", "round"]), &[], &["\"round\"", "floor, ceil, even, rceil"]);
    for wrong in ["-1", "+1", "1.5", "x", "", "18446744073709551616"] {
        let words = [&format!("--seed {wrong:?}"), "0 to 18446744073709551615"];
        check_refused(&e4m3fn(&["--rounding", "stochastic", &format!("--seed={wrong}")]), &[], &words);
    }
    for wrong in ["0", "4294967296", "many"] {
        let words = [&format!("--columns {wrong:?}"), "1 to 4294967295"];
        check_refused(&e4m3fn(&["--scaling", "row", "--columns", wrong]), &[], &words);
    }
    check_refused(&e4m3fn(&["-x"]), &[], &["\"-x\"", "--decode"]);
    check_refused(&e4m3fn(&["values.bin"]), &[], &["\"values.bin\""]);
    check_refused(&e4m3fn(&["--decode=yes"]), &[], &["--decode", "yes"]);
}

#[test]
fn contradictions_are_named() {
    check_refused(&e4m3fn(&["--decode", "--roundtrip"]), &[], &["--decode", "--roundtrip"]);
    for option in [&["--rounding", "toward-zero"][..], &["--seed", "1"], &["--rule", "ceil"], &["--scales-out", "x"]] {
        check_refused(&e4m3fn(&[&["--decode"], option].concat()), &[], &[option[0], "--decode"]);
    }
    check_refused(&e4m3fn(&["--decode", "--scaling", "tensor"]), &[], &["--scales-in"]);
    check_refused(
        &e4m3fn(&["--decode", "--scaling", "none", "--scales-in", "x"]),
        &[],
        &["--scales-in", "--scaling none"],
    );
    check_refused(&e4m3fn(&["--scales-in", "x"]), &[], &["--scales-in", "--decode"]);
    check_refused(&e4m3fn(&["--scales-out", "x"]), &[], &["--scales-out", "--scaling tensor"]);
    check_refused(&e4m3fn(&["--rounding", "stochastic"]), &[], &["--rounding stochastic needs --seed N"]);
    check_refused(&e4m3fn(&["--seed", "3"]), &[], &["--seed", "without --rounding stochastic"]);
    check_refused(&e4m3fn(&["--scaling", "row"]), &[], &["--scaling row needs --columns N"]);
    check_refused(&e4m3fn(&["--scaling", "block128"]), &[], &["--scaling block128 needs --columns N"]);
    check_refused(&e4m3fn(&["--scale-format", "f32"]), &[], &["--scale-format", "--scaling"]);
    check_refused(&e4m3fn(&["--scaling", "tensor", "--scale-format", "e4m3"]), &[], &["e4m3", "tensor", "f32, e8m0"]);
    check_refused(&e4m3fn(&["--scaling", "mx32", "--scale-format", "f32"]), &[], &["f32", "mx32", "are e8m0"]);
    check_refused(&e4m3fn(&["--scaling", "nvfp4", "--scale-format", "e8m0"]), &[], &["e8m0", "nvfp4", "are e4m3"]);
    check_refused(&e4m3fn(&["--scaling", "nvfp4", "--rule", "floor"]), &[], &["--rule", "nvfp4", "mx32"]);
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
    let scales = |scaling: &str, more: &[&str], content: &[u8], words: &[&str]| {
        std::fs::write(&path, content).unwrap();
        let scales = ["--decode", "--scaling", scaling, "--scales-in", path.to_str().unwrap()];
        check_refused(&e4m3fn(&[&scales[..], more].concat()), &[0x38; 40], words);
    };
    scales("mx32", &[], &[0x7F; 3], &["3 bytes", "40 values", "are 2: 2 E8M0 codes"]);
    scales("row", &["--columns", "20"], &[0; 4], &["4 bytes", "are 8: 2 f32"]);
    scales("nvfp4", &[], &[0; 3], &["3 bytes", "are 7: one f32 of 4 bytes, then 3 E4M3FN codes"]);
    scales("nvfp4", &[], &[0; 7], &["is 0", "allowed"]);
    scales("nvfp4", &[], &[&floats(&[1.0])[..], &[0x38, 0xB8, 0x38]].concat(), &["is -1", "allowed"]);
    check_refused(&e4m3fn(&["--scaling", "row", "--columns", "3"]), &floats(&[1.0; 4]), &["4 values", "multiple of 3"]);
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
    let cell = |format: &str, name| rows.iter().find(|row| &row[0] == format).unwrap()[column(name)].to_owned();
    for (format, zero, infinity, nan) in [
        ("fp32", "yes", "7f800000", "7f800001-7fffffff"),
        ("bf16", "yes", "7f80", "7f81-7fff"),
        ("e5m2", "yes", "7c", "7d-7f"),
        ("e4m3fn", "yes", "", "7f"),
        ("e4m3", "yes", "78", "79-7f"),
        ("e4m3fnuz", "no", "", "80"),
        ("e2m1fn", "yes", "", ""),
        ("e8m0fnu", "no", "", "ff"),
    ] {
        assert_eq!(cell(format, "negative_zero"), zero, "{format}");
        assert_eq!([cell(format, "infinity"), cell(format, "nan")], [infinity, nan], "{format}");
        assert!(!cell(format, "source").is_empty());
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
