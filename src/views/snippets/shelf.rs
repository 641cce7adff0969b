//! The tools of programs that add: random streams, rounding, orders of adding.

use crate::experiments::terms::Terms;
use crate::numerics::formats::FormatId;
use crate::views::snippets::Tongue;
use crate::views::snippets::linking::{Tool, fixed};
use crate::views::snippets::registers::{Length, constants, entries};

const STREAMS_IN_PYTHON: [(&str, &str); 3] = [
    ("stream(", include_str!("numpy/stream.py")),
    ("uniform(", include_str!("numpy/uniform.py")),
    ("normal(", include_str!("numpy/normal.py")),
];

const ORDERS_IN_PYTHON: [(&str, &str); 6] = [
    ("odd_sum(", include_str!("numpy/odd_sum.py")),
    ("chance(", include_str!("numpy/chance.py")),
    ("sequential(", include_str!("numpy/sequential.py")),
    ("pairwise(", include_str!("numpy/pairwise.py")),
    ("kahan(", include_str!("numpy/kahan.py")),
    (" promoted(", include_str!("numpy/promoted.py")),
];

const GROUPS_IN_PYTHON: [(&str, &str); 3] = [
    ("groups(", include_str!("numpy/groups.py")),
    ("grouped(", include_str!("numpy/groups_sequential.py")),
    ("groups_promoted(", include_str!("numpy/groups_promoted.py")),
];

const STREAMS_IN_RUST: [(&str, &str); 3] = [
    ("Stream", include_str!("rust/stream.txt")),
    // Has a `uniform` of its own, so it stands before the other.
    ("normal(", include_str!("rust/normal.txt")),
    ("uniform(", include_str!("rust/uniform.txt")),
];

const ORDERS_IN_RUST: [(&str, &str); 11] = [
    ("nearest(", include_str!("rust/nearest.txt")),
    ("odd_sum(", include_str!("rust/odd_sum.txt")),
    ("chance(", include_str!("rust/chance.txt")),
    ("sequential(", include_str!("rust/sequential.txt")),
    ("pairwise(", include_str!("rust/pairwise.txt")),
    ("kahan(", include_str!("rust/kahan.txt")),
    (" promoted(", include_str!("rust/promoted.txt")),
    ("accumulate", include_str!("rust/tensor_core.txt")),
    ("sums_of_groups(", include_str!("rust/sums_of_groups.txt")),
    ("grouped(", include_str!("rust/groups_sequential.txt")),
    ("groups_promoted(", include_str!("rust/groups_promoted.txt")),
];

/// What adds up, for registers of these formats.
pub fn adding(formats: &[(FormatId, Length)], tongue: Tongue) -> Vec<Tool> {
    match tongue {
        Tongue::NumPy | Tongue::PyTorch => {
            let accumulate = if tongue == Tongue::NumPy {
                include_str!("numpy/tensor_core.py")
            } else {
                include_str!("pytorch/tensor_core.py")
            };
            [
                constants(formats, tongue),
                fixed(&[("rounded(", include_str!("numpy/rounded.py"))]),
                fixed(&STREAMS_IN_PYTHON),
                entries(formats, tongue),
                fixed(&ORDERS_IN_PYTHON),
                fixed(&[("accumulate(", accumulate)]),
                fixed(&GROUPS_IN_PYTHON),
            ]
            .concat()
        }
        Tongue::Rust => [
            fixed(&STREAMS_IN_RUST),
            fixed(&[("rounded(", include_str!("rust/rounded.txt"))]),
            constants(formats, tongue),
            fixed(&ORDERS_IN_RUST),
        ]
        .concat(),
    }
}

/// So many terms as an expression, from a generator where they are drawn: an array in Python, a `Vec` in Rust.
pub fn drawn(terms: &Terms, count: u32, tongue: Tongue) -> String {
    match tongue {
        Tongue::NumPy | Tongue::PyTorch => drawn_in_python(terms, count),
        Tongue::Rust => drawn_in_rust(terms, count),
    }
}

fn drawn_in_python(terms: &Terms, count: u32) -> String {
    match terms {
        Terms::Unit => format!("uniform(generator, {count})"),
        Terms::Centred => format!("2.0 * uniform(generator, {count}) - 1.0"),
        Terms::MeanOne => format!("1.0 + np.sqrt(3.0) * (2.0 * uniform(generator, {count}) - 1.0)"),
        Terms::Normal => format!("normal(generator, {count})"),
        Terms::HalfNormal => format!("np.abs(normal(generator, {count}))"),
        Terms::Constant(value) => format!("np.full({count}, {value:?})"),
        Terms::Harmonic => format!("1.0 / np.arange(1, {count} + 1)"),
        Terms::Data(_) => "data".to_owned(),
    }
}

fn drawn_in_rust(terms: &Terms, count: u32) -> String {
    let each = |value: &str| format!("(0..{count}).map(|_| {value}).collect()");
    match terms {
        Terms::Unit => each("uniform(&mut stream)"),
        Terms::Centred => each("2.0 * uniform(&mut stream) - 1.0"),
        Terms::MeanOne => each("1.0 + 3_f64.sqrt() * (2.0 * uniform(&mut stream) - 1.0)"),
        Terms::Normal => format!("normal(&mut stream, {count})"),
        Terms::HalfNormal => format!("normal(&mut stream, {count}).into_iter().map(f64::abs).collect()"),
        Terms::Constant(value) => format!("vec![{value:?}; {count}]"),
        Terms::Harmonic => format!("(1..={count}).map(|n| 1.0 / f64::from(n)).collect()"),
        Terms::Data(_) => "data()".to_owned(),
    }
}
