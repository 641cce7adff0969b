//! The map of all codes of a format of at most eight bits: sixteen in a row, each with its value and its class.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::numerics::formats::Format;
use crate::scenario::bits::Bits;
use crate::views::bits_words::{all_bits, hex, plain};

/// Widest format that has a map, bits.
pub const WIDEST: u32 = 8;

/// Codes in a row: the last hexadecimal digit.
pub const COLUMNS: u32 = 16;

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Plus or minus zero.
    Zero,
    /// Below the smallest normal value, evenly spaced.
    Subnormal,
    /// Everything else that is finite.
    Normal,
    /// An infinity.
    Infinite,
    /// Not a number.
    Nan,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 5] = [Self::Zero, Self::Subnormal, Self::Normal, Self::Infinite, Self::Nan];

    /// The class of a code.
    pub fn of(format: &Format, code: u32) -> Self {
        let value = format.decode(code);
        match () {
            () if value.is_nan() => Self::Nan,
            () if value.is_infinite() => Self::Infinite,
            () if value == 0.0 => Self::Zero,
            () if value.abs() < format.min_normal() => Self::Subnormal,
            () => Self::Normal,
        }
    }

    /// Its word for machines, also its class in the style sheet.
    pub fn key(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Subnormal => "subnormal",
            Self::Normal => "normal",
            Self::Infinite => "infinite",
            Self::Nan => "nan",
        }
    }

    /// Its name.
    pub fn word(self) -> Word {
        match self {
            Self::Zero => Word::ClassesZero,
            Self::Subnormal => Word::ClassesSubnormal,
            Self::Normal => Word::ClassesNormal,
            Self::Infinite => Word::ClassesInfinite,
            Self::Nan => Word::ClassesNan,
        }
    }
}

/// The codes of the format on show, if they are few enough for a map.
pub fn codes(format: &Format) -> Option<u32> {
    (format.bits() <= WIDEST).then(|| 1 << format.bits())
}

/// A value in as few characters as a cell has room for: `0.1`, `448`, `1.5e−5`.
pub fn brief(value: f64, voice: &dyn Voice) -> String {
    let plain = value == 0.0 || (1e-3..1e5).contains(&value.abs());
    match value {
        _ if value.is_nan() => "NaN".to_owned(),
        _ if value == 0.0 && value.is_sign_negative() => "−0".to_owned(),
        _ if plain || value.is_infinite() => voice.number(value, NumberStyle::Significant { digits: 3 }),
        _ => voice.number(value, NumberStyle::Scientific { digits: 2 }),
    }
}

/// Every code with value and class; `None` for wider formats.
pub fn codes_table(bits: &Bits, voice: &dyn Voice) -> Option<Table> {
    let format = bits.format().spec();
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("format", Word::BitsColumnFormat),
        column("code", Word::BitsColumnCode),
        column("bits", Word::BitsColumnBits),
        column("value", Word::BitsColumnValue),
        column("class", Word::BitsColumnClass),
    ];
    let row = |code: u32| {
        let class = Class::of(&format, code);
        vec![
            Cell::Text(format.name.to_lowercase()),
            Cell::Text(hex(&format, code)),
            Cell::Text(all_bits(&format, code)),
            Cell::Text(plain(format.decode(code))),
            Cell::Term { key: class.key(), label: voice.say(class.word()).to_owned() },
        ]
    };
    Some(Table { columns, rows: (0..codes(&format)?).map(row).collect() })
}

#[cfg(test)]
mod tests {
    use super::{Class, brief, codes};
    use crate::charts::voice::PlainVoice;
    use crate::numerics::formats::FormatId;

    /// OCP OFP8's table of values: subnormals 2·(2^m − 1), zeros 2, and the special codes.
    #[test]
    fn classes_are_counted_as_the_standard_does() {
        let check = |format: FormatId, expect: [usize; 5]| {
            let row = format.spec();
            let all: Vec<Class> = (0..codes(&row).unwrap()).map(|code| Class::of(&row, code)).collect();
            assert_eq!(Class::ALL.map(|class| all.iter().filter(|&&one| one == class).count()), expect, "{format:?}");
        };
        check(FormatId::E4m3fn, [2, 14, 238, 0, 2]);
        check(FormatId::E5m2, [2, 6, 240, 2, 6]);
        check(FormatId::E4m3fnuz, [1, 14, 240, 0, 1]);
        check(FormatId::E2m1fn, [2, 2, 12, 0, 0]);
        check(FormatId::E8m0fnu, [0, 0, 255, 0, 1]);
        assert_eq!(codes(&FormatId::Fp16.spec()), None);
    }

    #[test]
    fn cells_are_brief() {
        for (value, text) in [
            (0.101_562_5, "0.102"),
            (448.0, "448"),
            (-0.0, "−0"),
            (57_344.0, "57,300"),
            (1.525_878_906_25e-5, "1.5×10⁻⁵"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(brief(value, &PlainVoice), text);
        }
    }
}
