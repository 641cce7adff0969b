//! The programs for the matrix products of fourteen bits: four distributions, three registers, four definitions of the error.

use crate::charts::words::Word;
use crate::experiments::promotion::{MAX_LENGTH, Params};
use crate::views::snippets::linking::{headed, with_tools};
use crate::views::snippets::numpy::filled;
use crate::views::snippets::shelf::adding;
use crate::views::snippets::{Snippet, Tongue};

/// The program.
pub fn snippet(params: &Params, link: &str, tongue: Tongue) -> Snippet {
    let values = [
        ("length", params.length.clamp(1, MAX_LENGTH).to_string()),
        ("every", params.every.max(1).to_string()),
        ("seed", params.seed.to_string()),
    ];
    let main = match tongue {
        Tongue::NumPy => include_str!("numpy/product.py"),
        Tongue::PyTorch => include_str!("pytorch/product.py"),
        Tongue::Rust => include_str!("rust/product.txt"),
    };
    let text = with_tools(filled(main, &values), &adding(&[], tongue));
    let notes = match tongue {
        Tongue::NumPy => vec![Word::SnippetsRandom],
        Tongue::PyTorch => vec![Word::SnippetsRandom, Word::SnippetsStream],
        Tongue::Rust => Vec::new(),
    };
    Snippet { text: headed(link, tongue, &text), notes }
}
