//! The programs for a sum of the reader's own, and for rounding at random beside rounding to nearest.

use crate::charts::words::Word;
use crate::experiments::summation::{MAX_RUNS, Part, Reduction};
use crate::experiments::terms::Terms;
use crate::numerics::formats::FormatId;
use crate::numerics::running_sum::Rule;
use crate::views::snippets::linking::{Tool, headed, with_tools};
use crate::views::snippets::numpy::{filled, lines_of};
use crate::views::snippets::registers::{call_in_python, call_in_rust, entered, is_random, name};
use crate::views::snippets::shelf::{adding, drawn};
use crate::views::snippets::{MOST_INLINE, NUMBERS_FILE, Snippet, Tongue};

/// The longest line of a table of registers.
const LINE: usize = 112;

/// The program; `None` for a rounding that programs do not know.
pub fn snippet(part: &Part, seed: u32, link: &str, tongue: Tongue) -> Option<Snippet> {
    let main = match tongue {
        Tongue::NumPy | Tongue::PyTorch => main_in_python(part, tongue)?,
        Tongue::Rust => main_in_rust(part)?,
    };
    let own = match tongue {
        Tongue::NumPy | Tongue::PyTorch => own_in_python(part, seed, tongue),
        Tongue::Rust => own_in_rust(part, seed),
    };
    let shelf = [adding(&entered(std::slice::from_ref(part)), tongue), own].concat();
    let text = headed(link, tongue, &with_tools(main, &shelf));
    Some(Snippet { text, notes: notes(part, tongue) })
}

fn notes(part: &Part, tongue: Tongue) -> Vec<Word> {
    let is_python = tongue != Tongue::Rust;
    let is_drawn = part.terms.is_random() || part.lanes.iter().any(is_random);
    let is_normal = matches!(part.terms, Terms::Normal | Terms::HalfNormal);
    [
        (is_python && is_normal, Word::SnippetsRandom),
        (tongue == Tongue::PyTorch && is_drawn, Word::SnippetsStream),
        (is_long(part), Word::SnippetsFile),
        (is_python, Word::SnippetsTypes),
    ]
    .into_iter()
    .filter_map(|(is_so, word)| is_so.then_some(word))
    .collect()
}

fn own_numbers(part: &Part) -> Option<&[f64]> {
    if let Terms::Data(values) = &part.terms { Some(values) } else { None }
}

fn is_long(part: &Part) -> bool {
    own_numbers(part).is_some_and(|values| MOST_INLINE < values.len())
}

/// The registers and what is printed about them.
fn main_in_python(part: &Part, tongue: Tongue) -> Option<String> {
    let lane = |rule: &Rule| {
        let (name, call) = (name(rule), call_in_python(rule, tongue)?);
        let line = format!("    \"{name}\": lambda terms, words: {call},\n");
        // A long line is broken once, before the function that adds.
        let broken = || line.replace(", lambda a, b", ",\n        lambda a, b");
        Some(if line.len() <= LINE { line } else { broken() })
    };
    let lanes: Option<Vec<String>> = part.lanes.iter().map(lane).collect();
    let words = if part.lanes.iter().any(is_random) { "words(run)" } else { "None" };
    let values = [("runs", part.runs.clamp(1, MAX_RUNS).to_string()), ("words", words.to_owned())];
    let report = filled(include_str!("numpy/report.py"), &values);
    let quiet = "np.seterr(over=\"ignore\")  # what is too large becomes infinity or NaN, as in the registers\n";
    let quiet = if tongue == Tongue::NumPy { quiet } else { "" };
    Some(format!("{quiet}registers = {{\n{}}}\n\n\n{report}", lanes?.concat()))
}

fn main_in_rust(part: &Part) -> Option<String> {
    let lane = |rule: &Rule| {
        let (name, call) = (name(rule), call_in_rust(rule)?);
        Some(if is_random(rule) {
            format!(
                "    report(\"{name}\", |terms, run| {{\n        let mut words = words(run);\n        {call}\n    }});\n"
            )
        } else {
            format!("    report(\"{name}\", |terms, _| {call});\n")
        })
    };
    let lanes: Option<Vec<String>> = part.lanes.iter().map(lane).collect();
    Some(format!("fn main() {{\n{}}}\n", lanes?.concat()))
}

/// Whether two lists of numbers are multiplied, or a list by itself.
#[derive(Clone, Copy)]
enum Factors {
    One,
    Squared,
    Two,
}

fn factors(part: &Part) -> Factors {
    match (part.kind, part.terms.is_random()) {
        (Reduction::Sum, _) => Factors::One,
        (Reduction::Dot, false) => Factors::Squared,
        (Reduction::Dot, true) => Factors::Two,
    }
}

/// The numbers of the inputs' format.
fn of_inputs(part: &Part) -> Vec<(&'static str, String)> {
    let row = part.format.unwrap_or(FormatId::Fp32).spec();
    vec![
        ("name", row.name.to_string()),
        ("m", row.mantissa_bits.to_string()),
        ("min_exponent", row.min_exponent().to_string()),
        ("largest", format!("{:?}", row.max_finite())),
    ]
}

fn own_in_python(part: &Part, seed: u32, tongue: Tongue) -> Vec<Tool> {
    let generator = format!("    generator = stream({seed} + (run << 32) + (role << 56))\n");
    let generator = if part.terms.is_random() { generator } else { String::new() };
    let inputs = format!(
        "def inputs(run, role):\n    \"\"\"In float64; role 0 is the first factor, 1 the second.\"\"\"\n{generator}    return {}\n\n\n",
        drawn(&part.terms, part.terms.count(part.count), tongue)
    );
    let terms = match factors(part) {
        Factors::One => "stored(inputs(run, 0))",
        Factors::Squared => "stored(inputs(run, 0)) ** 2",
        Factors::Two => "stored(inputs(run, 0)) * stored(inputs(run, 1))",
    };
    let terms = if tongue == Tongue::PyTorch { format!("torch.from_numpy({terms})") } else { terms.to_owned() };
    let data = match own_numbers(part) {
        Some(_) if is_long(part) => format!("data = np.loadtxt(\"{NUMBERS_FILE}\")  # one number a line\n\n\n"),
        Some(values) => format!("data = np.array([\n{}])\n\n\n", lines_of(values)),
        None => String::new(),
    };
    let words = filled(include_str!("numpy/words.py"), &[("seed", seed.to_string())]);
    vec![
        ("words(run)".to_owned(), words),
        ("return data".to_owned(), data),
        ("inputs(".to_owned(), inputs),
        ("stored(".to_owned(), filled(include_str!("numpy/stored.py"), &of_inputs(part))),
        ("terms(run)".to_owned(), format!("def terms(run):\n    return {terms}\n\n\n")),
    ]
}

fn own_in_rust(part: &Part, seed: u32) -> Vec<Tool> {
    let is_drawn = part.terms.is_random();
    let stream = format!("    let mut stream = Stream::new({seed} + (run << 32) + (role << 56));\n");
    let (arguments, stream) = if is_drawn { ("run: u64, role: u64", stream) } else { ("", String::new()) };
    let inputs = format!(
        "/// In f64{}.\nfn inputs({arguments}) -> Vec<f64> {{\n{stream}    {}\n}}\n\n",
        if is_drawn { "; role 0 is the first factor, 1 the second" } else { "" },
        drawn(&part.terms, part.terms.count(part.count), Tongue::Rust)
    );
    let call = |role: u8| if is_drawn { format!("inputs(run, {role})") } else { "inputs()".to_owned() };
    let terms = match factors(part) {
        Factors::One => format!("{}.into_iter().map(stored).collect()", call(0)),
        Factors::Squared => format!("{}.into_iter().map(|x| stored(x) * stored(x)).collect()", call(0)),
        Factors::Two => {
            format!("{}.into_iter().zip({}).map(|(x, y)| stored(x) * stored(y)).collect()", call(0), call(1))
        }
    };
    let run = if is_drawn { "run" } else { "_" };
    let data = match own_numbers(part) {
        Some(_) if is_long(part) => format!(
            "fn data() -> Vec<f64> {{\n    let file = std::fs::read_to_string(\"{NUMBERS_FILE}\").expect(\"one number a line\");\n    file.lines().map(|line| line.trim().parse().expect(\"a number\")).collect()\n}}\n\n"
        ),
        Some(values) => format!("fn data() -> Vec<f64> {{\n    vec![\n{}    ]\n}}\n\n", lines_of(values)),
        None => String::new(),
    };
    let values = [("seed", seed.to_string()), ("runs", part.runs.clamp(1, MAX_RUNS).to_string())];
    vec![
        ("words(run)".to_owned(), filled(include_str!("rust/words.txt"), &values)),
        ("data()".to_owned(), data),
        ("inputs(".to_owned(), inputs),
        ("stored".to_owned(), filled(include_str!("rust/stored.txt"), &of_inputs(part))),
        ("terms(run)".to_owned(), format!("fn terms({run}: u64) -> Vec<f64> {{\n    {terms}\n}}\n\n")),
        ("exact(".to_owned(), include_str!("rust/exact.txt").to_owned()),
        ("report(".to_owned(), filled(include_str!("rust/report.txt"), &values)),
    ]
}
