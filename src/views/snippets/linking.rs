//! Programs put together: what a program calls is put before it, and what it uses of libraries is named in its head.

use crate::views::snippets::Tongue;
use crate::views::snippets::numpy::filled;

/// The versions that the programs were tried with; `scripts/setup.d` installs the same.
pub const NUMPY: &str = "numpy==2.4.6";
/// Of `ml_dtypes`.
pub const ML_DTYPES: &str = "ml_dtypes==0.6.0";
/// Of PyTorch.
pub const TORCH: &str = "torch==2.15.0";

/// A function that programs may call: how a call begins, and its text.
pub type Tool = (String, String);

/// Tools that are the same in every program.
pub fn fixed(tools: &[(&str, &str)]) -> Vec<Tool> {
    tools.iter().map(|(call, text)| ((*call).to_owned(), (*text).to_owned())).collect()
}

/// The program with every tool that it calls, and that those call, in the order of the shelf: each may call those before it.
pub fn with_tools(main: String, shelf: &[Tool]) -> String {
    let with =
        |text: String, (call, tool): &Tool| if text.contains(call.as_str()) { format!("{tool}{text}") } else { text };
    shelf.iter().rev().fold(main, with)
}

/// The program with its first lines: the link, what to install, what is imported.
pub fn headed(link: &str, tongue: Tongue, body: &str) -> String {
    match tongue {
        Tongue::Rust => format!("// {link}\n\n{body}"),
        Tongue::NumPy | Tongue::PyTorch => python(link, body),
    }
}

fn python(link: &str, body: &str) -> String {
    let used = |lines: &[(&'static str, &'static str)]| -> Vec<&'static str> {
        lines.iter().filter(|(use_of, _)| body.contains(use_of)).map(|(_, line)| *line).collect()
    };
    let packages = used(&[("np.", NUMPY), ("ml_dtypes.", ML_DTYPES), ("torch.", TORCH)]).join(" ");
    let own = used(&[("math.", "import math\n"), ("Fraction(", "from fractions import Fraction\n")]).concat();
    let other =
        used(&[("ml_dtypes.", "import ml_dtypes\n"), ("np.", "import numpy as np\n"), ("torch.", "import torch\n")])
            .concat();
    let install = if packages.is_empty() { "" } else { "# pip install {packages}\n" };
    let between = if own.is_empty() || other.is_empty() { "" } else { "\n" };
    let after = if body.starts_with("def ") { "\n\n" } else { "\n" };
    let head = filled(install, &[("packages", packages)]);
    format!("# {link}\n{head}{own}{between}{other}{after}{body}")
}
