//! The programs for sums that come to stand still: counting, and random numbers that are swamped.

use crate::charts::words::Word;
use crate::experiments::summation::Part;
use crate::experiments::terms::Terms;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::FormatId;
use crate::views::snippets::linking::{fixed, headed, with_tools};
use crate::views::snippets::registers::{entered, key};
use crate::views::snippets::shelf::{adding, drawn};
use crate::views::snippets::{Snippet, Tongue};

/// The program: a line for each part and register, in the order of the table.
pub fn snippet(parts: &[Part], seed: u32, link: &str, tongue: Tongue) -> Snippet {
    let lines = parts.iter().map(|part| match tongue {
        Tongue::NumPy | Tongue::PyTorch => lines_in_python(part, seed, tongue),
        Tongue::Rust => lines_in_rust(part, seed),
    });
    let lines = lines.collect::<Vec<_>>().concat();
    let (count, main) = match tongue {
        Tongue::NumPy | Tongue::PyTorch => (include_str!("numpy/count.py"), lines),
        Tongue::Rust => (include_str!("rust/count.txt"), format!("fn main() {{\n{lines}}}\n")),
    };
    let shelf = [adding(&entered(parts), tongue), fixed(&[("count(", count)])].concat();
    let mut notes = if tongue == Tongue::Rust { Vec::new() } else { vec![Word::SnippetsTypes] };
    if tongue == Tongue::PyTorch {
        notes.push(Word::SnippetsStream);
    }
    Snippet { text: headed(link, tongue, &with_tools(main, &shelf)), notes }
}

/// The formats of a part's registers.
fn lanes(part: &Part) -> impl Iterator<Item = FormatId> {
    part.lanes.iter().filter_map(|lane| match lane.accumulator {
        Accumulator::Format(format) => Some(format),
        Accumulator::TensorCore => None,
    })
}

fn name(terms: &Terms) -> String {
    match terms {
        Terms::Constant(value) => format!("terms {value:?}"),
        Terms::Unit => "terms from 0 to 1".to_owned(),
        Terms::MeanOne => "terms of mean 1 and deviation 1".to_owned(),
        Terms::Normal => "normal terms".to_owned(),
        Terms::HalfNormal => "magnitudes of normal terms".to_owned(),
        Terms::Centred => "terms from -1 to 1".to_owned(),
        Terms::Harmonic => "terms 1/n".to_owned(),
        Terms::Data(_) => "terms of one's own".to_owned(),
    }
}

fn lines_in_python(part: &Part, seed: u32, tongue: Tongue) -> String {
    let terms = drawn(&part.terms, part.terms.count(part.count), tongue);
    let stream = if part.terms.is_random() { format!("generator = stream({seed})\n") } else { String::new() };
    let line = |format: FormatId| {
        let register = format!("total, lost = count(terms, to_{})\n", key(format));
        format!("{register}print(f\"{}, {} | sum {{total!r}} | lost {{lost}}\")\n", name(&part.terms), format.name())
    };
    let terms = if terms.ends_with(')') && !terms.contains(" * ") { terms } else { format!("({terms})") };
    format!("{stream}terms = {terms}.tolist()\n{}", lanes(part).map(line).collect::<Vec<_>>().concat())
}

fn lines_in_rust(part: &Part, seed: u32) -> String {
    let terms = drawn(&part.terms, part.terms.count(part.count), Tongue::Rust);
    let is_drawn = part.terms.is_random();
    let stream = if is_drawn { format!("    let mut stream = Stream::new({seed});\n") } else { String::new() };
    let line = |format: FormatId| format!("    count(\"{0}, {1}\", &terms, {1});\n", name(&part.terms), format.name());
    format!("{stream}    let terms: Vec<f64> = {terms};\n{}", lanes(part).map(line).collect::<Vec<_>>().concat())
}
