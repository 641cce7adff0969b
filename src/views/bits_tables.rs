//! The formats side by side: range, precision, how many codes, and what the special codes are.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::{Format, Specials};
use crate::numerics::layout::Sign;
use crate::scenario::bits::Bits;
use crate::views::bits_words::hex;

/// One row a format, the reader's own last.
pub fn formats_table(bits: &Bits, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("format", Word::BitsColumnFormat),
        column("width_bits", Word::BitsColumnWidth),
        column("fields", Word::BitsColumnFields),
        column("bias", Word::BitsColumnBias),
        column("max", Word::BitsColumnMax),
        column("max_code", Word::BitsColumnMaxCode),
        column("min_normal", Word::BitsColumnMinNormal),
        column("min_subnormal", Word::BitsColumnMinSubnormal),
        column("epsilon", Word::BitsColumnEpsilon),
        column("unit_roundoff", Word::BitsColumnRoundoff),
        column("finite_codes", Word::BitsColumnFinite),
        column("nan_codes", Word::BitsColumnNans),
        column("infinity", Word::BitsColumnInfinity),
        column("nan", Word::BitsColumnNan),
        column("negative_zero", Word::BitsColumnMinusZero),
        column("source", Word::ColumnsSource),
    ];
    Table { columns, rows: bits.formats().map(|format| row(&format.spec(), voice)).collect() }
}

fn row(format: &Format, voice: &dyn Voice) -> Vec<Cell> {
    let whole = |number: u32| Cell::Number(f64::from(number));
    #[expect(clippy::cast_precision_loss, reason = "at most 2^32 codes")]
    let count = |number: u64| Cell::Number(number as f64);
    let yes_no = |yes: bool| {
        let (key, word) = if yes { ("yes", Word::BitsYes) } else { ("no", Word::BitsNo) };
        Cell::Term { key, label: voice.say(word).to_owned() }
    };
    let infinity = format.infinity_code(Sign::Plus);
    vec![
        Cell::Text(format.name.as_str().to_owned()),
        whole(format.bits()),
        Cell::Text(format!("{}/{}/{}", u32::from(format.has_sign()), format.exponent_bits, format.mantissa_bits)),
        Cell::Number(f64::from(format.bias)),
        Cell::Number(format.max_finite()),
        Cell::Text(hex(format, format.max_code())),
        Cell::Number(format.min_normal()),
        if format.mantissa_bits == 0 { Cell::Empty } else { Cell::Number(format.min_subnormal()) },
        Cell::Number(format.epsilon()),
        Cell::Number(format.unit_roundoff()),
        count(format.finite_codes()),
        count(format.nan_codes()),
        infinity.map_or(yes_no(false), |code| Cell::Text(hex(format, code))),
        Cell::Term { key: nan_key(format), label: nan_rule(format, voice) },
        yes_no(format.has_negative_zero()),
        if format.source.is_empty() { Cell::Empty } else { Cell::Text(format.source.to_owned()) },
    ]
}

/// The rule of the NaN codes for machines.
fn nan_key(format: &Format) -> &'static str {
    match format.specials {
        Specials::Ieee => "top_exponent",
        Specials::FiniteWithNan | Specials::Scale => "all_ones",
        Specials::Finite => "none",
        Specials::UnsignedZero => "negative_zero",
    }
}

/// Which codes are NaN.
pub fn nan_rule(format: &Format, voice: &dyn Voice) -> String {
    let code = hex(format, format.nan_code(Sign::Plus));
    let word = match format.specials {
        Specials::Ieee => Word::BitsNanIeee,
        Specials::FiniteWithNan => Word::BitsNanOnes,
        Specials::Scale | Specials::UnsignedZero => Word::BitsNanOne,
        Specials::Finite => Word::BitsNanNone,
    };
    fill(voice.say(word), &[("code", &code)])
}

/// The row of the format on show in one sentence.
pub fn format_in_words(bits: &Bits, voice: &dyn Voice) -> String {
    let format = bits.format().spec();
    let power = |value: f64| voice.number(value, NumberStyle::Power2);
    let whole = |number: u32| voice.number(f64::from(number), NumberStyle::Plain { decimals: 0 });
    let values = [
        ("format", format.name.as_str().to_owned()),
        ("bits", whole(format.bits())),
        ("sign", whole(u32::from(format.has_sign()))),
        ("exponent", whole(format.exponent_bits)),
        ("mantissa", whole(format.mantissa_bits)),
        ("max", voice.number(format.max_finite(), NumberStyle::Significant { digits: 8 })),
        ("least", power(format.min_subnormal())),
        ("roundoff", power(format.unit_roundoff())),
        ("nan", nan_rule(&format, voice)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    fill(voice.say(Word::BitsFormatWords), &values)
}
