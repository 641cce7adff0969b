//! The number line of `#/bits`: which numbers exist in a window, in the format on show and in a few others, the reader's number, the
//! value it becomes, and what else becomes that value.
//!
//! Only the window is walked. Where a format has more than [`MOST`] values in it, they lie closer than anyone can see, and the line is
//! drawn full.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::Ink;
use crate::charts::number_line::{Interval, Strip};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::numerics::decimal_text;
use crate::numerics::formats::{Format, FormatId};
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::storing::Stored;
use crate::scenario::bits::{Bits, Spread};
use crate::views::bits::{in_words, number_name, shown};
use crate::views::bits_words::{hex, plain, value};

/// Most values of one format that are drawn one by one.
pub const MOST: usize = 400;

/// From so many values on, they stand too close for words.
const WORDED: usize = 60;

/// Most rows of the table.
const MOST_ROWS: usize = 2_000;

/// So many values stand on each side of the stored one when the window places itself.
const AROUND: usize = 8;

/// The formats that stand under the one on show.
const COMPANY: [FormatId; 5] = [FormatId::E4m3fn, FormatId::E5m2, FormatId::Fp16, FormatId::Bf16, FormatId::Fp32];

/// The stretch of the number line on show: left and right end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The left end.
    pub from: f64,
    /// The right end, above it.
    pub to: f64,
}

/// The window: the reader's, or one that shows the number among its neighbours; on a logarithmic line the format's whole range.
pub fn window(bits: &Bits) -> Window {
    let format = bits.format().spec();
    match bits.spread {
        Spread::Linear if bits.from < bits.to => Window { from: bits.from, to: bits.to },
        Spread::Log if 0.0 < bits.from && bits.from < bits.to => Window { from: bits.from, to: bits.to },
        Spread::Log => Window::whole(bits),
        Spread::Linear => around(bits, &format),
    }
}

/// A window around the stored value, the reader's number in it unless that is far outside the format.
fn around(bits: &Bits, format: &Format) -> Window {
    let row = shown(bits);
    if !row.value.is_finite() {
        return Window::whole(bits);
    }
    let walk = |step: fn(&Format, u32) -> Option<u32>| {
        let next = |code: &u32| step(format, *code).filter(|code| format.decode(*code).is_finite());
        let last = std::iter::successors(Some(row.code), next).take(AROUND + 1).last();
        format.decode(last.unwrap_or(row.code))
    };
    let (low, high) = (walk(Format::code_below), walk(Format::code_above));
    let number = bits.given.nearest(bits.format());
    let reach = (high - low).max(row.spacing);
    let near = number.is_finite() && low - reach < number && number < high + reach;
    let (low, high) = if near { (low.min(number), high.max(number)) } else { (low, high) };
    let room = (high - low) / 40.0;
    Window { from: low - room, to: high + room }
}

impl Window {
    /// The whole range of the format on show; on a logarithmic line its positive half.
    pub fn whole(bits: &Bits) -> Self {
        let format = bits.format().spec();
        let max = format.max_finite();
        match bits.spread {
            Spread::Linear if format.has_sign() => Self { from: -1.05 * max, to: 1.05 * max },
            Spread::Linear => Self { from: 0.0, to: 1.05 * max },
            Spread::Log => Self { from: format.min_subnormal() / 2.0, to: max * 2.0 },
        }
    }

    /// The ends with no more digits than can be told apart in a picture, so that a link of it stays short.
    #[must_use]
    pub fn tidied(self) -> Self {
        let apart = (self.to - self.from).abs();
        let tidy = |end: f64| {
            let digits = libm::ceil(libm::log10(end.abs() / apart)).clamp(0.0, 12.0) + 4.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "4 to 16")]
            let digits = digits as usize;
            decimal_text::read(&format!("{end:.digits$e}")).unwrap_or(end)
        };
        let tidied = Self { from: tidy(self.from), to: tidy(self.to) };
        if tidied.from < tidied.to { tidied } else { self }
    }
}

/// How far out the reader can look: the whole range of the format on show, and whatever the window shows already.
pub fn whole(bits: &Bits, voice: &dyn Voice) -> Axis {
    let (whole, shown) = (Window::whole(bits), window(bits));
    Axis::new(scale(bits.spread), whole.from.min(shown.from), whole.to.max(shown.to), voice.say(Word::AxesValue))
}

fn scale(spread: Spread) -> Scale {
    match spread {
        Spread::Linear => Scale::Linear,
        Spread::Log => Scale::Log2,
    }
}

/// The figure.
pub fn number_line(bits: &Bits, voice: &dyn Voice) -> Figure {
    let window = window(bits);
    let row = shown(bits);
    let format = bits.format();
    let lines = lines(format);
    let mut marks: Vec<Mark> = interval(&row, bits, voice).into_iter().collect();
    marks.extend((0_u32..).map(f64::from).zip(&lines).map(|(at, format)| strip(*format, at, window, &row, voice)));
    marks.extend(rules(bits, &row, voice));
    let values = [("format", format.name().as_str().to_owned()), ("number", number_name(bits, voice))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let names = lines.iter().map(|format| format.name().as_str().to_owned());
    Figure {
        id: "bits-line",
        title: fill(voice.say(Word::BitsLineTitle), &values),
        summary: in_words(bits, voice),
        caption: voice.say(Word::BitsLineCaption).to_owned(),
        x: Axis::new(scale(bits.spread), window.from, window.to, voice.say(Word::AxesValue)),
        y: Axis::rows(names, voice.say(Word::BitsColumnFormat)),
        marks,
        table: table(format, window, voice),
    }
}

/// The format on show first, then its company.
fn lines(format: FormatId) -> Vec<FormatId> {
    [format].into_iter().chain(COMPANY.into_iter().filter(|other| *other != format)).collect()
}

/// The values of one format in the window, or a full stretch where there are too many; those of the format on show with words.
fn strip(format: FormatId, at: f64, window: Window, row: &Stored, voice: &dyn Voice) -> Mark {
    let spec = format.spec();
    let mut strip = Strip {
        name: format.name().into(),
        ink: Ink::Format(format),
        row: at,
        range: (least(&spec), spec.max_finite()),
        values: Vec::new(),
        full: None,
        labels: Vec::new(),
    };
    if let Some(codes) = codes_within(&spec, window, MOST) {
        strip.values = codes.into_iter().map(|code| spec.decode(code) + 0.0).collect();
        if at == 0.0 && strip.values.len() <= WORDED {
            strip.labels = labels(&strip.values, row.value, voice);
        }
    } else {
        strip.full = Some((window.from.max(least(&spec)), window.to.min(spec.max_finite())));
    }
    Mark::Strip(strip)
}

/// The smallest finite value.
fn least(format: &Format) -> f64 {
    if format.has_sign() { -format.max_finite() } else { format.min_subnormal() }
}

/// Words at all values but the stored one, which has a line of its own; those nearest to it first.
fn labels(values: &[f64], stored: f64, voice: &dyn Voice) -> Vec<(usize, String)> {
    let mut order: Vec<usize> =
        (0..values.len()).filter(|index| values[*index].total_cmp(&(stored + 0.0)).is_ne()).collect();
    order.sort_by(|a, b| (values[*a] - stored).abs().total_cmp(&(values[*b] - stored).abs()));
    order.into_iter().map(|index| (index, value(values[index], voice))).collect()
}

/// The codes whose values lie in the window, rising; `None` where there are more than `most`.
pub fn codes_within(format: &Format, window: Window, most: usize) -> Option<Vec<u32>> {
    // Rounding the left end up finds the first value without walking there.
    let rule = Conversion { format: format.id, rounding: Rounding::Up, overflow: Overflow::Saturate };
    let first = rule.encode(window.from.max(least(format))).code;
    let within = |code: &u32| format.decode(*code).is_finite() && format.decode(*code) <= window.to;
    let next = |code: &u32| format.code_above(*code).filter(within);
    let first = Some(first).filter(within).filter(|first| window.from <= format.decode(*first));
    let codes: Vec<u32> = std::iter::successors(first, next).take(most + 1).collect();
    (codes.len() <= most).then_some(codes)
}

/// What becomes the stored value.
fn interval(row: &Stored, bits: &Bits, voice: &dyn Voice) -> Option<Mark> {
    let interval = row.interval.filter(|_| row.value.is_finite())?;
    let window = window(bits);
    let (from, to) = (interval.low.at.max(window.from), interval.high.at.min(window.to));
    let label = fill(voice.say(Word::BitsLineZone), &[("value", &value(row.value, voice))]);
    (from < to).then_some(Mark::Interval(Interval { ink: Ink::Format(row.rule.format), row: 0.0, from, to, label }))
}

/// Upright lines at the reader's number and at the stored value.
fn rules(bits: &Bits, row: &Stored, voice: &dyn Voice) -> Vec<Mark> {
    let number = bits.given.nearest(bits.format());
    let rule = |at: f64, label: String, ink| Mark::Rule { axis: Along::X, at, label, ink };
    let shown = |at: f64| at.is_finite() && (bits.spread == Spread::Linear || 0.0 < at);
    let stored = fill(voice.say(Word::BitsLineStored), &[("value", &value(row.value, voice))]);
    let given = fill(voice.say(Word::BitsLineNumber), &[("number", &number_name(bits, voice))]);
    let mut marks = Vec::new();
    if shown(row.value) {
        marks.push(rule(row.value, stored, Ink::Format(row.rule.format)));
    }
    if shown(number) && row.flags.inexact {
        marks.push(rule(number, given, Ink::Accent));
    }
    marks
}

fn table(format: FormatId, window: Window, voice: &dyn Voice) -> Table {
    let row = format.spec();
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("format", Word::BitsColumnFormat),
        column("code", Word::BitsColumnCode),
        column("value", Word::BitsColumnValue),
        column("spacing", Word::BitsColumnSpacing),
    ];
    let line = |code: u32| {
        vec![
            Cell::Text(row.name.to_lowercase()),
            Cell::Text(hex(&row, code)),
            Cell::Text(plain(row.decode(code))),
            Cell::Number(row.spacing(code)),
        ]
    };
    let codes = codes_within(&row, window, MOST_ROWS).unwrap_or_default();
    Table { columns, rows: codes.into_iter().map(line).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Window, codes_within, window};
    use crate::numerics::formats::FormatId;
    use crate::numerics::real::Given;
    use crate::scenario::bits::{Bits, Spread};
    use crate::scenario::own_format::Pick;
    use crate::scenario::real_text::read;

    #[test]
    fn the_codes_of_a_window_are_those_whose_values_lie_in_it() {
        let check = |format: FormatId, from: f64, to: f64, expect: &[f64]| {
            let row = format.spec();
            let values: Vec<f64> = codes_within(&row, Window { from, to }, 400)
                .unwrap()
                .iter()
                .map(|code| row.decode(*code) + 0.0)
                .collect();
            assert_eq!(values, expect, "{format:?} {from} {to}");
        };
        check(FormatId::E2m1fn, -1.0, 2.5, &[-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0]);
        check(FormatId::E2m1fn, -99.0, -3.5, &[-6.0, -4.0]);
        check(FormatId::E2m1fn, 5.0, 5.5, &[]);
        check(FormatId::E2m1fn, 7.0, 9.0, &[]);
        check(FormatId::E8m0fnu, -4.0, 1e-38, &[libm::ldexp(1.0, -127)]);
        assert_eq!(codes_within(&FormatId::E4m3fn.spec(), Window { from: -1e9, to: 1e9 }, 400).unwrap().len(), 253);
        assert_eq!(codes_within(&FormatId::Fp32.spec(), Window { from: -1.0, to: 1.0 }, 400), None);
    }

    #[test]
    fn the_window_places_itself_around_the_number() {
        let of = |x: &str, spread| {
            let given = read(x).unwrap();
            window(&Bits { given, spread, ..Bits::default() })
        };
        let near = of("0.1", Spread::Linear);
        assert!(near.from < 0.1 && 0.1 < near.to && near.to < 0.25, "{near:?}");
        let far = of("1e9", Spread::Linear);
        assert!(far.to < 1000.0, "{far:?}");
        let whole = of("nan", Spread::Linear);
        assert!(whole.from < -448.0 && 448.0 < whole.to);
        let log = of("0.1", Spread::Log);
        assert!(log.from > 0.0 && log.to > 448.0);
        let narrow = Bits { given: Given::Code(1), pick: Pick::Named(FormatId::Fp32), ..Bits::default() };
        assert!(window(&narrow).from < window(&narrow).to);
    }

    #[test]
    fn a_window_is_written_with_few_digits() {
        let check = |from: f64, to: f64, expect: (f64, f64)| {
            assert_eq!(Window { from, to }.tidied(), Window { from: expect.0, to: expect.1 });
        };
        check(0.123_456_789, 1.987_654_321, (0.123_46, 1.987_65));
        check(-1.0 / 3.0, 2.0 / 3.0, (-0.333_33, 0.666_67));
        check(100.000_012_345, 100.000_056_789, (100.000_012_345, 100.000_056_789));
        check(0.0, 1e-300, (0.0, 1e-300));
        let narrow = Window { from: 1.0, to: 1.0 + 1e-15 };
        assert!(narrow.tidied().from < narrow.tidied().to);
    }
}
