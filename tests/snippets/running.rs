//! How the programs are run: Python's all in one process, Rust's as modules of one crate.

use octet::views::snippets::Tongue;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An empty folder of this test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The Python that `scripts/setup` made: named by it, or where it puts it.
pub fn python() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = || {
        let home = variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")));
        variable("OCTET_CACHE").or_else(|| home.map(|home| home.join("octet")))
    };
    // Named, it must be there: a set-up that worked is no reason to skip.
    variable("OCTET_PYTHON")
        .or_else(|| cache().map(|cache| cache.join("oracle/bin/python3")).filter(|path| path.exists()))
}

/// NumPy, or what `OCTET_SNIPPETS` asks for.
pub fn tongue() -> Tongue {
    std::env::var("OCTET_SNIPPETS").ok().and_then(|word| Tongue::from_key(&word)).unwrap_or(Tongue::NumPy)
}

/// That Python; `None`, and a word about it, where there is none.
pub fn python_or_why() -> Option<PathBuf> {
    let python = python();
    if python.is_none() {
        // Not a print: those are not shown for a test that passes.
        let why = "SKIPPED: no Python with ml_dtypes; `scripts/setup oracle` makes one, and `make test` calls it\n";
        std::io::stderr().write_all(why.as_bytes()).unwrap();
    }
    python
}

/// Runs every program of a folder in one process.
pub fn run_all(python: &Path, folder: &Path) {
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets/run_all.py");
    let status = Command::new(python).arg(runner).arg(folder).env("PYTHONDONTWRITEBYTECODE", "1").status().unwrap();
    assert!(status.success(), "{} could not run the programs", python.display());
}

/// Reads every program of a folder as Python, without running it.
pub fn parse_all(python: &Path, folder: &Path) {
    const READ: &str = "import ast, pathlib, sys\nfor path in pathlib.Path(sys.argv[1]).glob('*.py'):\n    ast.parse(path.read_text(), path)\n";
    let output = Command::new(python).arg("-c").arg(READ).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The crate `libm` as a module of the same functions, so that no package is needed.
const LIBM: &str = "#[allow(dead_code)]
mod libm {
    pub fn log(x: f64) -> f64 { x.ln() }
    pub fn sqrt(x: f64) -> f64 { x.sqrt() }
    pub fn exp(x: f64) -> f64 { x.exp() }
    pub fn pow(x: f64, y: f64) -> f64 { x.powf(y) }
    pub fn sincos(x: f64) -> (f64, f64) { x.sin_cos() }
}
";

/// What each program printed; `rustc` may neither refuse nor warn. A module sees nothing of its neighbours.
pub fn printed_by_rust(folder: &Path, texts: impl Iterator<Item = String>) -> Vec<String> {
    let module = |(index, text): (usize, String)| {
        let text = text.replace("fn main()", "pub fn main()");
        let libm = if text.contains("libm::") { LIBM } else { "" };
        format!("mod p{index} {{\n{text}\n{libm}}}\n")
    };
    let modules: Vec<String> = texts.enumerate().map(module).collect();
    let call = |index| format!("    println!(\"== {index}\");\n    p{index}::main();\n");
    let (calls, modules) = ((0..modules.len()).map(call).collect::<Vec<_>>().concat(), modules.concat());
    let (source, program) = (folder.join("programs.rs"), folder.join("programs"));
    fs::write(&source, format!("{modules}fn main() {{\n{calls}}}\n")).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(rustc).args(["--edition", "2024", "-o"]).arg(&program).arg(&source).output().unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() && said.is_empty(), "no error and no warning: {said}");
    let output = Command::new(&program).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.split("== ").skip(1).map(|part| part.split_once('\n').unwrap().1.to_owned()).collect()
}
