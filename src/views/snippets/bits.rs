//! The programs for one number in every format: code, stored value and error, as the table of `#/bits` has them.
//!
//! Python's compute with fractions, and print beside each code the one that the library gives; Rust's has the number as two doubles.

use crate::charts::words::Word;
use crate::numerics::formats::{Format, FormatId, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::real::{Given, Real, Size};
use crate::numerics::rounding::Rounding;
use crate::scenario::bits::Bits;
use crate::scenario::real_text::typed;
use crate::views::bits_words::hex;
use crate::views::snippets::linking::headed;
use crate::views::snippets::numpy::filled;
use crate::views::snippets::registers::{numpy_type, torch_type};
use crate::views::snippets::{Snippet, Tongue};

/// The program.
pub fn snippet(bits: &Bits, link: &str, tongue: Tongue) -> Snippet {
    let mut values = number(bits, tongue);
    values.extend([
        ("rounding", rounding_in_words(bits.rounding).to_owned()),
        ("away", away(bits.rounding, tongue).to_owned()),
        ("word", word(bits, tongue)),
        ("formats", rounded_formats(bits).map(|format| row(format, tongue)).collect::<Vec<_>>().concat()),
        ("given", given(bits, tongue)),
    ]);
    let template = match tongue {
        Tongue::NumPy | Tongue::PyTorch => include_str!("numpy/store.py"),
        Tongue::Rust => include_str!("rust/store.txt"),
    };
    let table = filled(
        "# Name, digits of the code, (mantissa bits, smallest exponent, see above), (largest code, sign, NaN, what is beyond), type.\nformats = [\n{formats}]\n{given}",
        &values,
    );
    let end = match tongue {
        Tongue::NumPy => table + include_str!("numpy/store_end.py"),
        Tongue::PyTorch => table + include_str!("pytorch/store_end.py"),
        Tongue::Rust => String::new(),
    };
    let text = headed(link, tongue, &(filled(template, &values) + &end));
    let notes = if tongue == Tongue::Rust { Vec::new() } else { vec![Word::SnippetsLibrary] };
    Snippet { text, notes }
}

/// The formats that the number is rounded to: not the one that it was given in as a code.
fn rounded_formats(bits: &Bits) -> impl Iterator<Item = FormatId> + use<> {
    let home = match bits.given {
        Given::Code(_) => Some(bits.format()),
        Given::Real(_) => None,
    };
    bits.formats().filter(move |format| Some(*format) != home)
}

/// The line of the format that the number was given in as a code: it stays as it is.
fn given(bits: &Bits, tongue: Tongue) -> String {
    let Given::Code(code) = bits.given else { return String::new() };
    let format = bits.format().spec();
    let value = float(format.decode(code), tongue);
    let code = hex(&format, code & (format.magnitude_mask() | format.sign_code(Sign::Minus)));
    let errors = if bits.given.nearest(format.id).is_finite() { "0.0 | 0.0" } else { "- | -" };
    let name = format.name;
    match tongue {
        Tongue::NumPy | Tongue::PyTorch => {
            format!(
                "# Given as a code of this format, it stays as it is.\nprint(\"{name} | both | {code} |\", {value}, \"| {errors} | -\")\n"
            )
        }
        Tongue::Rust => format!(
            "    // Given as a code of this format, it stays as it is.\n    println!(\"{name} | both | {code} | {{:?}} | {errors} | -\", {value});\n"
        ),
    }
}

fn float(value: f64, tongue: Tongue) -> String {
    let (nan, infinity) = match tongue {
        Tongue::NumPy | Tongue::PyTorch => ("math.nan", "math.inf"),
        Tongue::Rust => ("f64::NAN", "f64::INFINITY"),
    };
    let minus = if value.is_sign_negative() { "-" } else { "" };
    match value {
        _ if value.is_nan() => nan.to_owned(),
        _ if value.is_infinite() => format!("{minus}{infinity}"),
        _ => format!("{value:?}"),
    }
}

/// The number, as exactly as the tongue can.
fn number(bits: &Bits, tongue: Tongue) -> Vec<(&'static str, String)> {
    let home = bits.format();
    let odd = bits.given.to_odd(home);
    let is_negative = match bits.given {
        Given::Real(real) => real.sign == Sign::Minus,
        Given::Code(_) => odd.is_sign_negative(),
    };
    let written = |yes: bool| match (tongue, yes) {
        (Tongue::Rust, true) => "true",
        (Tongue::Rust, false) => "false",
        (Tongue::NumPy | Tongue::PyTorch, true) => "True",
        (Tongue::NumPy | Tongue::PyTorch, false) => "False",
    };
    let size = match bits.given {
        Given::Real(real) => size(real),
        Given::Code(_) if odd.is_finite() => format!("Fraction({:?})", odd.abs()),
        Given::Code(_) => float(odd.abs(), tongue),
    };
    vec![
        ("size", size),
        ("negative", written(is_negative).to_owned()),
        ("nearest", float(bits.given.nearest(home), tongue)),
        ("rest", float(bits.given.rest(), tongue)),
        ("odd", float(odd, tongue)),
    ]
}

/// The size of a number as a fraction in Python.
fn size(real: Real) -> String {
    match real.size() {
        Size::Scaled { digits, tens, twos } => {
            let decimal = Real::scaled(Sign::Plus, digits, tens, 0).map_or_else(String::new, |x| typed(Given::Real(x)));
            let decimal = format!("Fraction(\"{decimal}\")");
            if twos == 0 { decimal } else { format!("{decimal} * Fraction(2) ** {twos}") }
        }
        Size::Ratio { over, under } => format!("Fraction({over}, {under})"),
        Size::Infinite => "math.inf".to_owned(),
        Size::Nan => "math.nan".to_owned(),
    }
}

fn word(bits: &Bits, tongue: Tongue) -> String {
    match (bits.rounding, tongue) {
        (Rounding::NearestEven | Rounding::TowardZero | Rounding::Up | Rounding::Down, _) => String::new(),
        (Rounding::Stochastic, Tongue::Rust) => format!("/// 32 random bits.\nconst WORD: f64 = {}.0;\n", bits.word),
        (Rounding::Stochastic, Tongue::NumPy | Tongue::PyTorch) => format!("word = {}  # 32 random bits\n", bits.word),
    }
}

/// When a number moves to the neighbour farther from zero.
fn away(rounding: Rounding, tongue: Tongue) -> &'static str {
    match (rounding, tongue) {
        (Rounding::NearestEven, Tongue::Rust) => {
            "share > 0.5 || share == 0.5 && (low % 2.0 == 1.0 || format.first == 1)"
        }
        // Without a mantissa every low is 1, so ties go up there, as they should.
        (Rounding::NearestEven, Tongue::NumPy | Tongue::PyTorch) => {
            "share > Fraction(1, 2) or share == Fraction(1, 2) and low % 2 == 1"
        }
        (Rounding::TowardZero, Tongue::Rust) => "share < 0.0",
        (Rounding::TowardZero, Tongue::NumPy | Tongue::PyTorch) => "False",
        (Rounding::Up, Tongue::Rust) => "share > 0.0 && !NEGATIVE",
        (Rounding::Up, Tongue::NumPy | Tongue::PyTorch) => "share > 0 and not negative",
        (Rounding::Down, Tongue::Rust) => "share > 0.0 && NEGATIVE",
        (Rounding::Down, Tongue::NumPy | Tongue::PyTorch) => "share > 0 and negative",
        (Rounding::Stochastic, Tongue::Rust) => "share * 4_294_967_296.0 > WORD",
        (Rounding::Stochastic, Tongue::NumPy | Tongue::PyTorch) => "share * 2**32 > word",
    }
}

fn rounding_in_words(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::NearestEven => "to nearest, ties to even",
        Rounding::TowardZero => "toward zero",
        Rounding::Up => "up",
        Rounding::Down => "down",
        Rounding::Stochastic => "stochastically",
    }
}

/// The code and the value of what is too large, as the tongue writes them; `None` where it becomes the largest.
fn beyond(format: &Format, tongue: Tongue) -> Option<(u32, String)> {
    match format.specials {
        Specials::Finite => None,
        Specials::Ieee => Some((format.infinity_code(Sign::Plus)?, float(f64::INFINITY, tongue))),
        Specials::FiniteWithNan | Specials::Scale | Specials::UnsignedZero => {
            Some((format.nan_code(Sign::Plus), float(f64::NAN, tongue)))
        }
    }
}

/// A format as a row of the program's table.
fn row(format: FormatId, tongue: Tongue) -> String {
    let row = &format.spec();
    let (name, digits, least) = (row.name, row.bits().div_ceil(4), row.min_exponent());
    let code = |code: u32| hex(row, code);
    let [plus, minus] = [Sign::Plus, Sign::Minus].map(|sign| code(row.nan_code(sign)));
    let (m, top, sign) = (row.mantissa_bits, code(row.max_code()), code(row.sign_code(Sign::Minus)));
    let first = u8::from(!row.has_zero());
    let beyond = beyond(row, tongue);
    let dtype = match tongue {
        Tongue::NumPy => numpy_type(format),
        Tongue::PyTorch => torch_type(format),
        Tongue::Rust => {
            let beyond = beyond.map_or("None".to_owned(), |(at, value)| format!("Some(({}, {value}))", code(at)));
            return format!(
                "        Format {{ name: \"{name}\", digits: {digits}, mantissa_bits: {m}, least: {least}, first: {first}, top: {top}, sign: {sign}, nan: [{plus}, {minus}], beyond: {beyond} }},\n"
            );
        }
    };
    let beyond = beyond.map_or("None, None".to_owned(), |(at, value)| format!("{}, {value}", code(at)));
    let dtype = dtype.unwrap_or("None");
    format!(
        "    (\"{name}\", {digits}, ({m}, {least}, {first}), ({top}, {sign}, ({plus}, {minus}), {beyond}), {dtype}),\n"
    )
}
