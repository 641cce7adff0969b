//! A register as the programs see it: how a term enters it, and how two of its values are added.
//!
//! Python's programs use the library's type where casting a float64 to it rounds once. Casts to short formats may go by way of float32;
//! that is harmless for sums of values of the format, and for terms that float32 holds. Elsewhere the program rounds by itself.

use crate::experiments::summation::{Part, Reduction};
use crate::experiments::terms::Terms;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::formats::{FormatId, Specials};
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::running_sum::{Order, Rule};
use crate::views::snippets::Tongue;
use crate::views::snippets::codec::Codec;
use crate::views::snippets::linking::Tool;

/// Whether float32 holds every term.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// It does.
    Short,
    /// Some have more digits.
    Long,
}

impl Length {
    /// Of the terms of a sum.
    pub fn of(part: &Part) -> Self {
        match (part.format, part.kind, &part.terms) {
            (Some(FormatId::Fp32), Reduction::Dot, _) => Self::Long,
            (Some(_), ..) | (None, _, Terms::Constant(_)) => Self::Short,
            (None, ..) => Self::Long,
        }
    }
}

fn codec(format: FormatId) -> Codec {
    Codec::new(Conversion { format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate })
}

/// The name of a format's function.
pub fn key(format: FormatId) -> String {
    format.name().to_lowercase()
}

/// The numbers of a format: mantissa bits, smallest exponent, largest value, and what is beyond.
fn numbers(format: FormatId, tongue: Tongue) -> String {
    let row = format.spec();
    let largest = format!("{:?}", row.max_finite());
    let beyond = match (row.specials, tongue) {
        (Specials::Ieee, Tongue::Rust) => "f64::INFINITY",
        (Specials::Ieee, Tongue::NumPy | Tongue::PyTorch) => "math.inf",
        (Specials::Finite, _) => &largest,
        (Specials::FiniteWithNan | Specials::UnsignedZero | Specials::Scale, Tongue::Rust) => "f64::NAN",
        (Specials::FiniteWithNan | Specials::UnsignedZero | Specials::Scale, Tongue::NumPy | Tongue::PyTorch) => {
            "math.nan"
        }
    };
    format!("{}, {}, {largest}, {beyond}", row.mantissa_bits, row.min_exponent())
}

/// The library's way of rounding once to a format, if it has one.
fn cast(format: FormatId, length: Length, tongue: Tongue) -> Option<String> {
    let is_once = match (tongue, format) {
        (Tongue::NumPy, FormatId::Fp16) | (_, FormatId::Fp32) => true,
        // PyTorch of some versions saturates here, of others not.
        (Tongue::PyTorch, FormatId::E4m3fn) => false,
        _ => length == Length::Short,
    };
    let codec = codec(format);
    match tongue {
        _ if !is_once => None,
        Tongue::NumPy => codec.numpy_dtype().map(|dtype| format!("float({dtype}(x))")),
        Tongue::PyTorch => codec.torch_dtype().map(|dtype| format!("torch.tensor(x).to({dtype}).item()")),
        Tongue::Rust => None,
    }
}

/// The formats of the registers of sums, each once with the longest terms that enter it; and FP32, which promotion needs.
pub fn entered(parts: &[Part]) -> Vec<(FormatId, Length)> {
    let mut entered = vec![(FormatId::Fp32, Length::Short)];
    for part in parts {
        let length = Length::of(part);
        for lane in &part.lanes {
            let Accumulator::Format(format) = lane.accumulator else { continue };
            match entered.iter_mut().find(|(known, _)| *known == format) {
                Some((_, longest)) => *longest = length.max(*longest),
                None => entered.push((format, length)),
            }
        }
    }
    entered
}

/// The constants of formats, each with the way it is named in calls.
pub fn constants(formats: &[(FormatId, Length)], tongue: Tongue) -> Vec<Tool> {
    let constant = |(format, _): &(FormatId, Length)| {
        let (name, numbers) = (format.name(), numbers(*format, tongue));
        match tongue {
            Tongue::Rust => (format!(", {name}"), format!("const {name}: Format = ({numbers});\n")),
            Tongue::NumPy | Tongue::PyTorch => (
                format!("*{name}"),
                format!("{name} = {numbers}  # mantissa bits, smallest exponent, largest, beyond\n"),
            ),
        }
    };
    formats.iter().map(constant).collect()
}

/// Python's functions that round to a format, to nearest.
pub fn entries(formats: &[(FormatId, Length)], tongue: Tongue) -> Vec<Tool> {
    let entry = |(format, length): &(FormatId, Length)| {
        let name = key(*format);
        let body = cast(*format, *length, tongue).unwrap_or_else(|| format!("rounded(x, *{})", format.name()));
        (format!("to_{name}"), format!("def to_{name}(x):\n    return {body}\n\n\n"))
    };
    formats.iter().map(entry).collect()
}

/// How a sum is formed, as a call in Python with `terms` and `words`; `None` for a rounding that the programs do not know.
pub fn call_in_python(rule: &Rule, tongue: Tongue) -> Option<String> {
    let (terms, enter, add) = match rule.accumulator {
        Accumulator::TensorCore => {
            let pair =
                if tongue == Tongue::PyTorch { "torch.tensor([b], dtype=torch.float64)" } else { "np.array([b])" };
            match rule.order {
                Order::Sequential => return Some("grouped(terms)".to_owned()),
                Order::Promotion { every } => return Some(format!("groups_promoted(terms, {})", every.max(1))),
                Order::Pairwise | Order::Kahan => (
                    "[accumulate(0.0, group) for group in groups(terms)]",
                    "float".to_owned(),
                    format!("lambda a, b: float(accumulate(a, {pair}))"),
                ),
            }
        }
        Accumulator::Format(format) => {
            ("terms.tolist()", format!("to_{}", key(format)), add_in_python(format, rule.rounding)?)
        }
    };
    Some(match rule.order {
        Order::Sequential => format!("sequential({terms}, {enter}, {add})"),
        Order::Pairwise => format!("pairwise({terms}, {enter}, {add})"),
        Order::Kahan => format!("kahan({terms}, {enter}, {add})"),
        Order::Promotion { every } => format!("promoted({terms}, {}, {enter}, {add})", every.max(1)),
    })
}

fn add_in_python(format: FormatId, rounding: Rounding) -> Option<String> {
    let name = format.name();
    match rounding {
        Rounding::NearestEven => Some(format!("lambda a, b: to_{}(a + b)", key(format))),
        Rounding::TowardZero => Some(format!("lambda a, b: rounded(odd_sum(a, b), *{name}, math.floor)")),
        Rounding::Stochastic => {
            Some(format!("lambda a, b: rounded(odd_sum(a, b), *{name}, lambda steps: chance(steps, next(words)))"))
        }
        Rounding::Up | Rounding::Down => None,
    }
}

/// The same in Rust, with `terms` and, where words are drawn, `words`.
pub fn call_in_rust(rule: &Rule) -> Option<String> {
    let (terms, enter, add) = match rule.accumulator {
        Accumulator::TensorCore => match rule.order {
            Order::Sequential => return Some("grouped(terms)".to_owned()),
            Order::Promotion { every } => return Some(format!("groups_promoted(terms, {})", every.max(1))),
            Order::Pairwise | Order::Kahan => {
                ("&sums_of_groups(terms)", "|x| x".to_owned(), "|a, b| accumulate(a, &[b])".to_owned())
            }
        },
        Accumulator::Format(format) => {
            ("terms", format!("|x| nearest(x, {})", format.name()), add_in_rust(format, rule.rounding)?)
        }
    };
    Some(match rule.order {
        Order::Sequential => format!("sequential({terms}, {enter}, {add})"),
        Order::Pairwise => format!("pairwise({terms}, {enter}, {add})"),
        Order::Kahan => format!("kahan({terms}, {enter}, {add})"),
        Order::Promotion { every } => format!("promoted({terms}, {}, {enter}, {add})", every.max(1)),
    })
}

fn add_in_rust(format: FormatId, rounding: Rounding) -> Option<String> {
    let name = format.name();
    match rounding {
        Rounding::NearestEven => Some(format!("|a, b| nearest(a + b, {name})")),
        Rounding::TowardZero => Some(format!("|a, b| rounded(odd_sum(a, b), {name}, f64::floor)")),
        Rounding::Stochastic => {
            Some(format!("|a, b| rounded(odd_sum(a, b), {name}, |steps| chance(steps, &mut words))"))
        }
        Rounding::Up | Rounding::Down => None,
    }
}

/// Whether a register draws random words.
pub fn is_random(rule: &Rule) -> bool {
    match rule.accumulator {
        Accumulator::TensorCore => false,
        Accumulator::Format(_) => rule.rounding == Rounding::Stochastic,
    }
}

/// A register in a program's words.
pub fn name(rule: &Rule) -> String {
    let (mut name, is_rounded) = match rule.accumulator {
        Accumulator::Format(format) => (format.name().to_string(), true),
        Accumulator::TensorCore => ("14 bits".to_owned(), false),
    };
    match rule.order {
        Order::Sequential => {}
        Order::Pairwise => name += ", pairwise",
        Order::Kahan => name += ", Kahan",
        Order::Promotion { every } => name = format!("{name}, promoted every {}", every.max(1)),
    }
    name += match rule.rounding {
        Rounding::TowardZero if is_rounded => ", truncated",
        Rounding::Stochastic if is_rounded => ", stochastic",
        Rounding::NearestEven | Rounding::TowardZero | Rounding::Up | Rounding::Down | Rounding::Stochastic => "",
    };
    name
}

/// The type of a format in NumPy or `ml_dtypes`.
pub fn numpy_type(format: FormatId) -> Option<&'static str> {
    codec(format).numpy_dtype()
}

/// The type of a format in PyTorch.
pub fn torch_type(format: FormatId) -> Option<&'static str> {
    codec(format).torch_dtype()
}
