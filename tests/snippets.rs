//! "Show me in NumPy, PyTorch or Rust": the programs are run, and every code they give is compared with ours.
//!
//! NumPy's run wherever `scripts/setup` could make a Python with `ml_dtypes`; where it could not, the test says so and passes.
//! `OCTET_PYTHON` names another Python, `OCTET_SNIPPETS=pytorch` runs PyTorch's programs with it instead. Rust's run with `rustc`.
//!
//! Random numbers may differ in the last of 53 bits (logarithm, cosine and sine are not ours there), and so one `f32` in some hundred
//! millions by a bit. The inputs here are few enough that none does: all codes are the same.

#![expect(clippy::unwrap_used, reason = "a program that cannot be run is a failed test")]

#[path = "snippets/tasks.rs"]
mod tasks;

use octet::experiments::inputs::Input;
use octet::numerics::blocks::{dequantize, quantize};
use octet::numerics::formats::FormatId;
use octet::numerics::rng::Stream;
use octet::scenario::Scenario;
use octet::scenario::link::parse;
use octet::views::snippets::{MOST_INLINE, NUMBERS_FILE, Task, Tongue, snippet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
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

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
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

/// The Python that `scripts/setup` made: named by it, or where it puts it.
fn python() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = || {
        let home = variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")));
        variable("OCTET_CACHE").or_else(|| home.map(|home| home.join("octet")))
    };
    // Named, it must be there: a set-up that worked is no reason to skip.
    variable("OCTET_PYTHON")
        .or_else(|| cache().map(|cache| cache.join("oracle/bin/python3")).filter(|path| path.exists()))
}

/// That Python; `None`, and a word about it, where there is none.
fn python_or_why() -> Option<PathBuf> {
    let python = python();
    if python.is_none() {
        // Not a print: those are not shown for a test that passes.
        let why = "SKIPPED: no Python with ml_dtypes; `scripts/setup oracle` makes one, and `make test` calls it\n";
        std::io::stderr().write_all(why.as_bytes()).unwrap();
    }
    python
}

/// Runs every program of a folder in one process.
fn run_all(python: &Path, folder: &Path) {
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets/run_all.py");
    let status = Command::new(python).arg(runner).arg(folder).env("PYTHONDONTWRITEBYTECODE", "1").status().unwrap();
    assert!(status.success(), "{} could not run the programs", python.display());
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
    let tongue = std::env::var("OCTET_SNIPPETS").ok().and_then(|word| Tongue::from_key(&word)).unwrap_or(Tongue::NumPy);
    let (folder, cases) = (folder("programs"), cases());
    for Case { name, task } in &cases {
        fs::write(folder.join(format!("{name}.py")), task.snippet("#/quantize", tongue).text).unwrap();
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

/// The crate `libm` as a module of the same functions, so that no package is needed.
const LIBM: &str = "mod libm {
    pub fn log(x: f64) -> f64 { x.ln() }
    pub fn sqrt(x: f64) -> f64 { x.sqrt() }
    pub fn sincos(x: f64) -> (f64, f64) { x.sin_cos() }
}
";

/// Each program is a module of one crate, which is compiled once; a module sees nothing of its neighbours.
#[test]
fn rust_programs_give_our_codes() {
    let folder = folder("rust-programs");
    let cases: Vec<Case> = cases().into_iter().filter(|case| tasks::is_for_rust(&case.task)).collect();
    let module = |Case { name, task }: &Case| {
        let text = task.snippet("#/quantize", Tongue::Rust).text.replace("fn main()", "pub fn main()");
        let libm = if text.contains("libm::") { LIBM } else { "" };
        leave_numbers(&folder, task);
        format!("mod p{name} {{\n{text}\n{libm}}}\n")
    };
    let call = |Case { name, .. }: &Case| format!("    println!(\"== {name}\");\n    p{name}::main();\n");
    let modules = cases.iter().map(module).collect::<Vec<_>>().concat();
    let calls = cases.iter().map(call).collect::<Vec<_>>().concat();
    let (source, program) = (folder.join("programs.rs"), folder.join("programs"));
    fs::write(&source, format!("{modules}fn main() {{\n{calls}}}\n")).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(rustc).args(["--edition", "2024", "-o"]).arg(&program).arg(&source).output().unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() && said.is_empty(), "no error and no warning: {said}");
    let output = Command::new(&program).current_dir(&folder).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let parts: Vec<&str> = printed.split("== ").skip(1).collect();
    assert_eq!(parts.len(), cases.len(), "{}", String::from_utf8_lossy(&output.stderr));
    for (Case { name, task }, part) in cases.iter().zip(parts) {
        let printed = part.strip_prefix(&format!("{name}\n")).unwrap();
        check_printed(printed, &expected(task), task.conversion.format, &(name, task.conversion, task.recipe));
    }
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
