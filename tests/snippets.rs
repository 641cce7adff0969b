//! "Show me in NumPy, PyTorch or Rust": the programs are run, and every code they give is compared with ours.
//!
//! NumPy's run wherever `scripts/setup` could make a Python with `ml_dtypes`; where it could not, the test says so and passes.
//! `OCTET_PYTHON` names another Python, `OCTET_SNIPPETS=pytorch` runs PyTorch's programs with it instead. Rust's run with `rustc`.
//!
//! Random numbers may differ in the last of 53 bits (logarithm, cosine and sine are not ours there), and so one `f32` in some hundred
//! millions by a bit. The inputs here are few enough that none does: all codes are the same.

#![expect(clippy::unwrap_used, reason = "a program that cannot be run is a failed test")]

#[path = "snippets/running.rs"]
mod running;

#[path = "snippets/tasks.rs"]
mod tasks;

use crate::running::{folder, parse_all, printed_by_rust, python_or_why, run_all, tongue};

use octet::experiments::inputs::Input;
use octet::experiments::summation::Lane;
use octet::experiments::{Experiment, Outcome};
use octet::numerics::accumulators::Accumulator;
use octet::numerics::blocks::{dequantize, quantize};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::scenario::Scenario;
use octet::scenario::link::parse;
use octet::views::experiment;
use octet::views::snippets::{MOST_INLINE, NUMBERS_FILE, Task, Tongue, snippet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a program must give.
struct Expected {
    codes: Vec<u32>,
    sqnr: f64,
}

/// A program under its name.
struct Case {
    name: String,
    task: Task,
}

fn cases() -> Vec<Case> {
    let case = |(index, task): (usize, Task)| Case { name: format!("{index:03}"), task };
    tasks::all().into_iter().enumerate().map(case).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the FP32 tensor is what is quantised")]
fn expected(task: &Task) -> Expected {
    let exact: Vec<f64> = task.input.clone().open().collect();
    let tensor: Vec<f32> = exact.iter().map(|x| *x as f32).collect();
    let quantized = quantize(task.conversion, task.recipe, &tensor, &mut Stream::new(task.words));
    let format = task.conversion.format.spec();
    let words = quantized.codes.chunks(format.bytes_per_code()).map(|bytes| {
        let mut quad = [0; 4];
        quad[..bytes.len()].copy_from_slice(bytes);
        u32::from_le_bytes(quad) >> format.storage_shift()
    });
    let results = dequantize(task.conversion.format, &quantized.codes, &quantized.scales);
    let (mut signal, mut noise) = (0.0, 0.0);
    for (x, q) in exact.iter().zip(results).filter(|(_, q)| q.is_finite()) {
        signal += x * x;
        noise += (x - f64::from(q)) * (x - f64::from(q));
    }
    let sqnr = if noise == 0.0 { f64::INFINITY } else { 10.0 * libm::log10(signal / noise) };
    Expected { codes: words.collect(), sqnr }
}

/// Compares what a program printed with what it must.
#[track_caller]
fn check_printed(printed: &str, expected: &Expected, format: FormatId, context: &dyn std::fmt::Debug) {
    let lines: Vec<&str> = printed.lines().collect();
    let [sqnr, codes] = lines[..] else { panic!("{context:?} printed {printed}") };
    let decibels: f64 = sqnr.trim_start_matches("SQNR ").trim_end_matches(" dB").parse().unwrap();
    // Six decimals are printed, and sums of f64 in another order differ by far less.
    let same = decibels.to_bits() == expected.sqnr.to_bits() || (decibels - expected.sqnr).abs() < 1e-6;
    assert!(same, "{context:?}: {sqnr}, expected {}", expected.sqnr);
    let digits = format.spec().bits().div_ceil(4) as usize;
    let first: Vec<String> = expected.codes.iter().take(16).map(|code| format!("{code:0digits$x}")).collect();
    assert_eq!(codes, format!("codes {}", first.join(" ")), "{context:?}");
}

/// The file of numbers that a long list is read from.
fn leave_numbers(folder: &Path, task: &Task) {
    if let Input::Data(values) = &task.input
        && MOST_INLINE < values.len()
    {
        let lines: Vec<String> = values.iter().map(|x| format!("{x:?}")).collect();
        fs::write(folder.join(NUMBERS_FILE), lines.join("\n")).unwrap();
    }
}

/// The harmonic series: the sums and where they stop, format by format, as the experiment finds them and as is published.
#[test]
fn the_python_program_of_the_harmonic_series_stops_where_ours_does() {
    let Some(python) = python_or_why() else { return };
    let scenario = parse("#/accumulate?preset=harmonic&length=65536&m=2026-11&v=1", &Scenario::default()).scenario;
    let folder = folder("harmonic-programs");
    fs::write(folder.join("harmonic.py"), snippet(&scenario, tongue()).unwrap().text).unwrap();
    run_all(&python, &folder);
    let printed = fs::read_to_string(folder.join("harmonic.out")).unwrap();
    let Some(Outcome::Summation(outcome)) = experiment(&scenario).map(Experiment::run) else { panic!("no sum") };
    let lanes = &outcome.parts[0].lanes;
    let line = |lane: &Lane| {
        let Accumulator::Format(format) = lane.rule.accumulator else { panic!("no format") };
        // Nothing moves the sum after its last change; in E2M1FN because the terms have become zero.
        let stop = lane.stillness.map(|still| still.last_change + 1).filter(|stop| *stop <= 65_536);
        format!(
            "{} {:?} {}",
            format.name(),
            lane.sums.last().unwrap().first,
            stop.map_or("None".to_owned(), |n| n.to_string())
        )
    };
    assert_eq!(printed.lines().collect::<Vec<_>>(), lanes.iter().map(line).collect::<Vec<_>>());
    for published in ["FP16 7.0859375 513", "BF16 5.0625 65", "E4M3FN 3.0 9", "E5M2 2.0 5"] {
        assert!(printed.lines().any(|line| line == published), "{published}: {printed}");
    }
}

/// Links as a reader has them, against what `octet run` prints: the ratio of the first table.
#[test]
fn python_programs_of_links_give_the_ratio_of_octet_run() {
    const LINKS: [&str; 6] = [
        "#/quantize",
        "#/quantize?format=e5m2&scaling=tensor&m=2026-11&v=1",
        "#/quantize?input=outlier&strength=1000&scaling=tensor&m=2026-11&v=1",
        "#/quantize?sigma=200&overflow=nonsaturate&m=2026-11&v=1",
        "#/quantize?format=bf16&rounding=toward-zero&count=1000&seed=9&m=2026-11&v=1",
        "#/quantize?input=data&data=0.1~-449~1000~0.001&m=2026-11&v=1",
    ];
    let Some(python) = python_or_why() else { return };
    let folder = folder("link-programs");
    for (index, link) in LINKS.iter().enumerate() {
        let parsed = parse(link, &Scenario::default());
        assert!(parsed.notices.is_empty(), "{link}");
        let text = snippet(&parsed.scenario, Tongue::NumPy).unwrap().text;
        fs::write(folder.join(format!("{index}.py")), text).unwrap();
    }
    run_all(&python, &folder);
    for (index, link) in LINKS.iter().enumerate() {
        let printed = fs::read_to_string(folder.join(format!("{index}.out"))).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_octet")).args(["run", link]).output().unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        let row = table.lines().find_map(|line| line.strip_prefix("sqnr_db,")).unwrap();
        let ours: f64 = row.rsplit(',').next().unwrap().parse().unwrap();
        let theirs = printed.lines().next().unwrap();
        let theirs: f64 = theirs.trim_start_matches("SQNR ").trim_end_matches(" dB").parse().unwrap();
        assert!((ours - theirs).abs() < 1e-6, "{link}: {printed}, ours {ours}");
    }
}

#[test]
fn python_programs_give_our_codes() {
    let Some(python) = python_or_why() else { return };
    let (folder, cases) = (folder("programs"), cases());
    for Case { name, task } in &cases {
        fs::write(folder.join(format!("{name}.py")), task.snippet("#/quantize", tongue()).text).unwrap();
        leave_numbers(&folder, task);
    }
    run_all(&python, &folder);
    for Case { name, task } in &cases {
        let expected = expected(task);
        let printed = fs::read_to_string(folder.join(format!("{name}.out"))).unwrap();
        check_printed(&printed, &expected, task.conversion.format, &(name, task.conversion, task.recipe));
        let codes = fs::read(folder.join(format!("{name}.codes"))).unwrap();
        let codes: Vec<u32> = codes.as_chunks().0.iter().map(|quad| u32::from_le_bytes(*quad)).collect();
        assert_eq!(codes.len(), expected.codes.len());
        let row = task.conversion.format.spec();
        for (place, (theirs, ours)) in codes.into_iter().zip(expected.codes).enumerate() {
            let same = theirs == ours || row.is_nan_code(theirs) && row.is_nan_code(ours);
            assert!(same, "{name} at {place}: {theirs:#x}, ours {ours:#x} {:?} {:?}", task.conversion, task.recipe);
        }
    }
}

/// Each program is a module of one crate, which is compiled once; a module sees nothing of its neighbours.
#[test]
fn rust_programs_give_our_codes() {
    let folder = folder("rust-programs");
    let cases: Vec<Case> = cases().into_iter().filter(|case| tasks::is_for_rust(&case.task)).collect();
    let texts = cases.iter().map(|case| case.task.snippet("#/quantize", Tongue::Rust).text);
    for case in &cases {
        leave_numbers(&folder, &case.task);
    }
    let parts = printed_by_rust(&folder, texts);
    assert_eq!(parts.len(), cases.len());
    for (Case { name, task }, part) in cases.iter().zip(parts) {
        check_printed(&part, &expected(task), task.conversion.format, &(name, task.conversion, task.recipe));
    }
}

/// PyTorch is too large to be installed for tests; that its programs are Python is seen without it.
#[test]
fn pytorch_programs_are_python() {
    let Some(python) = python_or_why() else { return };
    let folder = folder("pytorch-programs");
    for Case { name, task } in &cases() {
        fs::write(folder.join(format!("{name}.py")), task.snippet("#/quantize", Tongue::PyTorch).text).unwrap();
    }
    parse_all(&python, &folder);
}

#[test]
fn a_program_names_its_link_and_views_without_one_have_none() {
    for link in ["#/quantize?format=e5m2&m=2026-11&v=1", "#/quantize?overflow=nonsaturate&m=2026-11&v=1"] {
        let scenario = parse(link, &Scenario::default()).scenario;
        for tongue in Tongue::ALL {
            let text = snippet(&scenario, tongue).unwrap().text;
            assert!(text.lines().next().unwrap().ends_with(link), "{text}");
        }
    }
    assert_eq!(snippet(&Scenario::default(), Tongue::NumPy), None);
    let empty = parse("#/quantize?input=data&m=2026-11&v=1", &Scenario::default()).scenario;
    assert_eq!(snippet(&empty, Tongue::Rust), None);
}
