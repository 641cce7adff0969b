//! `#/bits`: one number in every format side by side, and what happened to it in the format on show, in words.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::FormatId;
use crate::numerics::real::{Given, Size};
use crate::numerics::rounding::{Flags, Overflow, Rounding};
use crate::numerics::storing::{Modes, Stored, halfway_houses};
use crate::scenario::bits::Bits;
use crate::scenario::real_text::typed;
use crate::views::Shown;
use crate::views::bits_libraries::libraries_table;
use crate::views::bits_line::number_line;
use crate::views::bits_map::codes_table;
use crate::views::bits_spacing::spacings;
use crate::views::bits_tables::formats_table;
use crate::views::bits_words::{
    all_bits, hex, in_binary, in_full, localised, percent, plain, size_in_percent, ulps, value,
};

/// Everything the view shows.
pub fn show(bits: &Bits, voice: &dyn Voice) -> Shown {
    let codes = codes_table(bits, voice).map(|table| ("bits-codes", table));
    let formats = ("bits-formats", formats_table(bits, voice));
    let libraries = libraries_table(bits, voice).map(|table| ("bits-libraries", table));
    Shown {
        sheet: Some(("bits-values", values_table(bits, voice))),
        figures: vec![number_line(bits, voice), spacings(bits, voice)],
        more: codes.into_iter().chain([formats]).chain(libraries).collect(),
    }
}

/// The number in the format on show.
pub fn shown(bits: &Bits) -> Stored {
    bits.sent().store(bits.format(), bits.overflow)
}

/// The number in every format: two rows where the overflow modes differ.
pub fn stored(bits: &Bits) -> Vec<Stored> {
    let sent = bits.sent();
    let rows = |format: FormatId| {
        let first = sent.store(format, Overflow::Saturate);
        let second = (first.modes == Modes::Apart).then(|| sent.store(format, Overflow::NonSaturate));
        [first].into_iter().chain(second)
    };
    bits.formats().flat_map(rows).collect()
}

/// The word for the overflow mode of a row: one of the two, or both.
pub fn mode(row: &Stored) -> (&'static str, Word) {
    match (row.modes, row.rule.overflow) {
        (Modes::Alike, _) => ("both", Word::BitsModeBoth),
        (Modes::Apart, Overflow::Saturate) => ("saturate", Word::OptionsOverflowSaturate),
        (Modes::Apart, Overflow::NonSaturate) => ("nonsaturate", Word::OptionsOverflowNonsaturate),
    }
}

/// The names of the flags that are up.
pub fn flags_up(flags: Flags) -> Vec<Word> {
    let named = [
        (flags.invalid, Word::BitsFlagInvalid),
        (flags.overflow, Word::BitsFlagOverflow),
        (flags.underflow, Word::BitsFlagUnderflow),
        (flags.inexact, Word::BitsFlagInexact),
    ];
    named.into_iter().filter(|(is_up, _)| *is_up).map(|(_, word)| word).collect()
}

fn values_table(bits: &Bits, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("format", Word::BitsColumnFormat),
        column("overflow_mode", Word::KnobsOverflow),
        column("code", Word::BitsColumnCode),
        column("bits", Word::BitsColumnBits),
        column("value", Word::BitsColumnValue),
        column("error_ulp", Word::BitsColumnUlp),
        column("error_percent", Word::BitsColumnPercent),
        column("below", Word::BitsColumnBelow),
        column("above", Word::BitsColumnAbove),
        column("inexact", Word::BitsFlagInexact),
        column("overflow", Word::BitsFlagOverflow),
        column("underflow", Word::BitsFlagUnderflow),
        column("invalid", Word::BitsFlagInvalid),
    ];
    Table { columns, rows: stored(bits).iter().map(|row| values_row(row, voice)).collect() }
}

fn values_row(row: &Stored, voice: &dyn Voice) -> Vec<Cell> {
    let format = row.rule.format.spec();
    let (key, word) = mode(row);
    let text = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::Text(plain(value)));
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let flag = |is_up: bool| Cell::Number(f64::from(u8::from(is_up)));
    vec![
        Cell::Text(format.name.to_lowercase()),
        Cell::Term { key, label: voice.say(word).to_owned() },
        Cell::Text(hex(&format, row.code)),
        Cell::Text(all_bits(&format, row.code)),
        Cell::Text(plain(row.value)),
        number(row.error_ulp),
        number(row.error_share.map(|share| share * 100.0)),
        text(row.below),
        text(row.above),
        flag(row.flags.inexact),
        flag(row.flags.overflow),
        flag(row.flags.underflow),
        flag(row.flags.invalid),
    ]
}

/// The number as the reader gave it; a code by its value.
pub fn number_name(bits: &Bits, voice: &dyn Voice) -> String {
    match bits.given {
        Given::Real(real) if matches!(real.size(), Size::Infinite | Size::Nan) => value(real.nearest(), voice),
        // A number as long as a line of text is told by its first digits.
        Given::Real(real) if 24 < typed(bits.given).len() => {
            format!("≈ {}", voice.number(real.nearest(), NumberStyle::Significant { digits: 9 }))
        }
        Given::Real(_) => localised(&typed(bits.given), voice),
        Given::Code(_) => value(bits.given.nearest(bits.format()), voice),
    }
}

/// What became of the number in the format on show, in a few sentences.
pub fn in_words(bits: &Bits, voice: &dyn Voice) -> String {
    let row = shown(bits);
    let format = row.rule.format.spec();
    let number = number_name(bits, voice);
    let written = |value_of: Option<f64>| {
        value_of.map_or_else(|| voice.say(Word::BitsNothing).to_owned(), |number| value(number, voice))
    };
    let ends = row.interval.map(|interval| (interval.low.at, interval.high.at));
    let values = [
        ("number", number.as_str()),
        ("format", format.name.as_str()),
        ("value", &value(row.value, voice)),
        ("code", &hex(&format, row.code)),
        ("max", &value(format.max_finite(), voice)),
        ("least", &value(format.min_subnormal(), voice)),
        ("percent", &size_in_percent(row.error_share.unwrap_or(0.0), voice)),
        ("ulp", &voice.number(row.error_ulp.unwrap_or(0.0).abs(), NumberStyle::Significant { digits: 3 })),
        ("below", &written(row.below)),
        ("above", &written(row.above)),
        ("low", &written(ends.map(|ends| ends.0))),
        ("high", &written(ends.map(|ends| ends.1))),
    ];
    let main = fill(voice.say(main_word(bits, &row)), &values);
    let around = around_word(&row).map(|word| fill(voice.say(word), &values));
    let more = [around, chance(bits, voice), twice(bits, voice)].into_iter().flatten();
    [main].into_iter().chain(more).collect::<Vec<_>>().join(" ")
}

fn main_word(bits: &Bits, row: &Stored) -> Word {
    let flags = row.flags;
    let is_larger = row.error_share.is_some_and(|share| 0.0 < share * bits.given.nearest(bits.format()));
    match bits.given {
        Given::Code(_) if row.value.is_nan() => Word::BitsSayCodeNan,
        Given::Code(_) => Word::BitsSayCode,
        Given::Real(_) if flags.invalid && row.value.is_nan() => Word::BitsSayInvalid,
        Given::Real(_) if flags.invalid => Word::BitsSayNoNan,
        Given::Real(_) if flags.overflow => Word::BitsSayOverflow,
        Given::Real(_) if row.value.is_nan() => Word::BitsSayNan,
        Given::Real(_) if !flags.inexact => Word::BitsSayExact,
        Given::Real(_) if row.value == 0.0 => Word::BitsSayZero,
        Given::Real(_) if is_larger => Word::BitsSayLarger,
        Given::Real(_) => Word::BitsSaySmaller,
    }
}

/// The sentence about neighbours and the rounding interval, where there is something to say.
fn around_word(row: &Stored) -> Option<Word> {
    let interval = row.interval.filter(|_| row.value.is_finite())?;
    Some(match (interval.low.at.is_finite(), interval.high.at.is_finite()) {
        (true, true) if row.rule.rounding == Rounding::Stochastic => Word::BitsSayMayBecome,
        (true, true) => Word::BitsSayBetween,
        (true, false) => Word::BitsSayAllAbove,
        (false, _) => Word::BitsSayAllBelow,
    })
}

/// Under stochastic rounding: how likely the value farther from zero was.
fn chance(bits: &Bits, voice: &dyn Voice) -> Option<String> {
    let number = bits.given.nearest(bits.format());
    let is_open = bits.rounding == Rounding::Stochastic && shown(bits).flags.inexact && number.is_finite();
    let mut sent = bits.sent();
    sent.rounding = Rounding::TowardZero;
    let nearer = sent.store(bits.format(), bits.overflow);
    let share = nearer.error_ulp.filter(|_| is_open)?.abs();
    let shown = voice.number(share, NumberStyle::Percent { decimals: 1 });
    (share < 1.0).then(|| fill(voice.say(Word::BitsSayChance), &[("chance", &shown)]))
}

/// Which halfway houses would have given another code.
fn twice(bits: &Bits, voice: &dyn Voice) -> Option<String> {
    let row = shown(bits);
    let sent = bits.sent();
    let format = row.rule.format;
    let other = |way: &FormatId| sent.store_by_way_of(*way, format, bits.overflow).code != row.code;
    let way =
        halfway_houses(format).filter(|_| matches!(bits.given, Given::Real(_)) && !row.value.is_nan()).find(other)?;
    let there = sent.store_by_way_of(way, format, bits.overflow);
    Some(fill(voice.say(Word::BitsSayTwice), &[("way", &way.name()), ("value", &value(there.value, voice))]))
}

/// The value in the format on show with every digit, and as a power of two.
pub fn value_in_full(bits: &Bits, voice: &dyn Voice) -> String {
    in_full(shown(bits).value, voice)
}

/// The stored value as significand and power of two.
pub fn power(bits: &Bits, voice: &dyn Voice) -> String {
    in_binary(shown(bits).value, voice).unwrap_or_else(|| voice.say(Word::BitsNothing).to_owned())
}

/// How far the stored value is from the number, in spacings and in per cent.
pub fn error(bits: &Bits, voice: &dyn Voice) -> String {
    let row = shown(bits);
    match (row.error_ulp, row.error_share) {
        (Some(ulp), Some(share)) if row.flags.inexact => format!("{} ulp, {}", ulps(ulp, voice), percent(share, voice)),
        (Some(_), Some(_)) => voice.say(Word::BitsNoError).to_owned(),
        (Some(_) | None, None) | (None, Some(_)) => voice.say(Word::BitsNothing).to_owned(),
    }
}

/// The values below and above the stored one.
pub fn neighbours(bits: &Bits, voice: &dyn Voice) -> String {
    let row = shown(bits);
    let shown = [row.below, row.above]
        .map(|number| number.map_or_else(|| voice.say(Word::BitsNothing).to_owned(), |number| value(number, voice)));
    shown.join(" · ")
}

/// The flags that are up, by name.
pub fn flags(bits: &Bits, voice: &dyn Voice) -> String {
    let up = flags_up(shown(bits).flags);
    if up.is_empty() {
        return voice.say(Word::BitsNoFlags).to_owned();
    }
    up.into_iter().map(|word| voice.say(word)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{in_words, stored};
    use crate::charts::voice::PlainVoice;
    use crate::scenario::bits::Bits;
    use crate::scenario::real_text::read;

    #[test]
    fn a_format_has_two_rows_where_the_modes_differ() {
        let rows = |x: &str| stored(&Bits { given: read(x).unwrap(), ..Bits::default() }).len();
        assert_eq!(rows("0.1"), 16);
        // 1000 is too large for E4M3FN, E4M3, two of the FNUZ formats and E3M4; the formats below 8 bits know one answer only.
        assert_eq!(rows("1000"), 16 + 5);
        assert_eq!(rows("nan"), 16);
    }

    #[test]
    fn each_fate_has_its_sentence() {
        let check = |x: &str, first: &str| {
            let said = in_words(&Bits { given: read(x).unwrap(), ..Bits::default() }, &PlainVoice);
            assert!(said.split(' ').next() == Some(first), "{x}: {said}");
        };
        check("0.1", "bits.say_larger");
        check("-0.1", "bits.say_larger");
        check("449", "bits.say_smaller");
        check("448", "bits.say_exact");
        check("-0", "bits.say_exact");
        check("465", "bits.say_overflow");
        check("2^-10", "bits.say_zero");
        check("nan", "bits.say_nan");
        check("0x1D", "bits.say_code");
        check("0x7F", "bits.say_code_nan");
    }
}
