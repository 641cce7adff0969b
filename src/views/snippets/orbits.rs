//! The programs for the recurrences: every arithmetic's last value, and the step at which it has left the true orbit.

use crate::charts::words::Word;
use crate::experiments::iterations::{ARITHMETICS, Arithmetic, MAX_STEPS, Params, Recurrence};
use crate::numerics::formats::FormatId;
use crate::views::accumulate_orbits::off;
use crate::views::snippets::linking::{fixed, headed, with_tools};
use crate::views::snippets::numpy::filled;
use crate::views::snippets::registers::{Length, numpy_type, torch_type};
use crate::views::snippets::shelf::adding;
use crate::views::snippets::{Snippet, Tongue};

/// The program.
pub fn snippet(params: &Params, link: &str, tongue: Tongue) -> Snippet {
    let values = [
        ("steps", params.steps.clamp(1, MAX_STEPS).to_string()),
        ("distance", format!("{:?}", off(params.recurrence))),
    ];
    let orbit = match (params.recurrence, tongue) {
        (Recurrence::Muller, Tongue::NumPy | Tongue::PyTorch) => include_str!("numpy/muller.py"),
        (Recurrence::Logistic, Tongue::NumPy | Tongue::PyTorch) => include_str!("numpy/logistic.py"),
        (Recurrence::Muller, Tongue::Rust) => include_str!("rust/muller.txt"),
        (Recurrence::Logistic, Tongue::Rust) => include_str!("rust/logistic.txt"),
    };
    let orbit = filled(orbit, &values);
    let body = match tongue {
        Tongue::NumPy => orbit + &formats_in_python(tongue) + &filled(include_str!("numpy/orbits_end.py"), &values),
        Tongue::PyTorch => orbit + &formats_in_python(tongue) + &filled(include_str!("pytorch/orbits_end.py"), &values),
        Tongue::Rust => {
            let end = filled(include_str!("rust/orbits_end.txt"), &values);
            let main = format!("{orbit}{end}fn main() {{\n{}}}\n", formats_in_rust());
            let formats: Vec<(FormatId, Length)> = formats().map(|format| (format, Length::Short)).collect();
            with_tools(main, &adding(&formats, tongue))
        }
    };
    let notes = if tongue == Tongue::Rust { Vec::new() } else { vec![Word::SnippetsTypes] };
    Snippet { text: headed(link, tongue, &body), notes }
}

fn formats() -> impl Iterator<Item = FormatId> {
    ARITHMETICS.into_iter().filter_map(|arithmetic| match arithmetic {
        Arithmetic::Double => None,
        Arithmetic::Format(format) => Some(format),
    })
}

fn formats_in_python(tongue: Tongue) -> String {
    let line = |arithmetic: Arithmetic| {
        let enter = match (arithmetic, tongue) {
            (Arithmetic::Double, Tongue::PyTorch) => "torch.as_tensor(x, dtype=torch.float64)".to_owned(),
            (Arithmetic::Double, _) => "np.float64(x)".to_owned(),
            // PyTorch of some versions saturates here, of others not.
            (Arithmetic::Format(FormatId::E4m3fn), Tongue::PyTorch) => {
                "to_e4m3fn(torch.as_tensor(x, dtype=torch.float64))".to_owned()
            }
            (Arithmetic::Format(format), Tongue::PyTorch) => {
                format!("torch.as_tensor(x, dtype=torch.float64).to({}).double()", torch_type(format)?)
            }
            (Arithmetic::Format(format), _) => format!("np.float64({}(x))", numpy_type(format)?),
        };
        Some(format!("    \"{}\": lambda x: {enter},\n", arithmetic.name()))
    };
    let lines: Vec<String> = ARITHMETICS.into_iter().filter_map(line).collect();
    let formats = format!("formats = {{\n{}}}\n", lines.concat());
    let nan = [(
        "to_e4m3fn(",
        "\n\ndef to_e4m3fn(x):\n    \"\"\"Beyond the tie at 464 there is only NaN.\"\"\"\n    within = x.clamp(-448.0, 448.0).to(torch.float8_e4m3fn).double()\n    return torch.where(x.abs() > 464, torch.nan, within)\n\n\n",
    )];
    with_tools(formats, &fixed(&nan))
}

fn formats_in_rust() -> String {
    let line = |arithmetic: Arithmetic| match arithmetic {
        Arithmetic::Double => "    report(\"FP64\", |x| x);\n".to_owned(),
        Arithmetic::Format(format) => format!("    report(\"{0}\", |x| nearest(x, {0}));\n", format.name()),
    };
    ARITHMETICS.into_iter().map(line).collect::<Vec<_>>().concat()
}
