//! The number line of `#/bits`: which numbers exist in a window, in the format on show and in a few others, the reader's number, the
//! value it becomes, and what else becomes that value.
//!
//! Only the window is walked. Where a format has more than [`MOST`] values in it, they lie closer than anyone can see, and the line is
//! drawn full.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::numerics::formats::{Format, FormatId};
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::storing::Stored;
use crate::scenario::bits::{Bits, Spread};
use crate::views::bits::{in_words, number_name, shown};
use crate::views::bits_words::{hex, plain, value};

/// Most values of one format that are drawn one by one.
pub const MOST: usize = 400;

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

    /// The window made wider (`factor` above 1) or narrower about its middle, or about `about` if that is in it.
    #[must_use]
    pub fn zoomed(self, factor: f64, about: f64, spread: Spread) -> Self {
        let (from, to) = self.counted(spread);
        let middle = count(about, spread);
        let middle = if from <= middle && middle <= to { middle } else { f64::midpoint(from, to) };
        self.or(middle - (middle - from) * factor, middle + (to - middle) * factor, spread)
    }

    /// The window moved by a share of its width.
    #[must_use]
    pub fn moved(self, share: f64, spread: Spread) -> Self {
        let (from, to) = self.counted(spread);
        let step = (to - from) * share;
        self.or(from + step, to + step, spread)
    }

    fn counted(self, spread: Spread) -> (f64, f64) {
        (count(self.from, spread), count(self.to, spread))
    }

    /// The window of these ends, or this one where they leave what can be drawn.
    fn or(self, from: f64, to: f64, spread: Spread) -> Self {
        let value = |counted: f64| match spread {
            Spread::Linear => counted,
            Spread::Log => libm::exp2(counted),
        };
        let (from, to) = (value(from), value(to));
        let fits = -1e39 <= from && to <= 1e39 && 1e-6 * from.abs().max(to.abs()) * 1e-5 < to - from;
        let fits = fits && (spread == Spread::Linear || 1e-50 < from);
        if fits { Self { from, to } } else { self }
    }
}

fn count(value: f64, spread: Spread) -> f64 {
    match spread {
        Spread::Linear => value,
        Spread::Log => libm::log2(value),
    }
}

/// The figure.
pub fn number_line(bits: &Bits, voice: &dyn Voice) -> Figure {
    let window = window(bits);
    let row = shown(bits);
    let format = bits.format();
    let lines = lines(format);
    let top = height(lines.len());
    let mut marks = zone(&row, bits, voice);
    for (format, at) in lines.iter().zip((1..=lines.len()).rev()) {
        marks.extend(values_mark(*format, height(at), window, bits.spread));
    }
    marks.extend(rules(bits, &row, voice));
    let scale = match bits.spread {
        Spread::Linear => Scale::Linear,
        Spread::Log => Scale::Log2,
    };
    let names = lines.iter().zip((1..=lines.len()).rev());
    let names = names.map(|(format, at)| (height(at), format.name().as_str().to_owned())).collect();
    let values = [("format", format.name().as_str().to_owned()), ("number", number_name(bits, voice))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Figure {
        id: "bits-line",
        title: fill(voice.say(Word::BitsLineTitle), &values),
        summary: in_words(bits, voice),
        caption: voice.say(Word::BitsLineCaption).to_owned(),
        x: Axis::new(scale, window.from, window.to, voice.say(Word::AxesValue)),
        y: Axis::new(Scale::Linear, 0.4, top + 0.6, voice.say(Word::BitsColumnFormat)).with_ticks(Ticks::Named(names)),
        marks,
        table: table(format, window, voice),
    }
}

/// The format on show first, then its company.
fn lines(format: FormatId) -> Vec<FormatId> {
    [format].into_iter().chain(COMPANY.into_iter().filter(|other| *other != format)).collect()
}

fn height(place: usize) -> f64 {
    f64::from(u32::try_from(place).unwrap_or(u32::MAX))
}

/// The values of one format in the window: points, or a full line where there are too many.
fn values_mark(format: FormatId, y: f64, window: Window, spread: Spread) -> Vec<Mark> {
    let row = format.spec();
    let (name, ink) = (String::new(), Ink::Format(format));
    if let Some(codes) = codes_within(&row, window, MOST) {
        let points = codes.into_iter().map(|code| (row.decode(code) + 0.0, y)).collect();
        return vec![Mark::Points { name, ink, marker: ink.marker(), points }];
    }
    let least = if row.has_sign() { -row.max_finite() } else { row.min_subnormal() };
    let (from, to) = (window.from.max(least), window.to.min(row.max_finite()));
    if to <= from {
        return Vec::new();
    }
    // A range too short to be seen as a line is a dot.
    if spread == Spread::Linear && (to - from) < (window.to - window.from) / 500.0 {
        return vec![Mark::Points { name, ink, marker: ink.marker(), points: vec![(to, y)] }];
    }
    let points = vec![(from, y), (to, y)];
    vec![Mark::Line { name, ink, dash: Dash::Solid, marker: Marker::None, points }]
}

/// The codes whose values lie in the window, rising; `None` where there are more than `most`.
pub fn codes_within(format: &Format, window: Window, most: usize) -> Option<Vec<u32>> {
    // Rounding the left end up finds the first value without walking there.
    let rule = Conversion { format: format.id, rounding: Rounding::Up, overflow: Overflow::Saturate };
    let least = if format.has_sign() { -format.max_finite() } else { format.min_subnormal() };
    let first = rule.encode(window.from.max(least)).code;
    let within = |code: &u32| format.decode(*code).is_finite() && format.decode(*code) <= window.to;
    let next = |code: &u32| format.code_above(*code).filter(within);
    let first = Some(first).filter(within).filter(|first| window.from <= format.decode(*first));
    let codes: Vec<u32> = std::iter::successors(first, next).take(most + 1).collect();
    (codes.len() <= most).then_some(codes)
}

/// What becomes the stored value, as a zone.
fn zone(row: &Stored, bits: &Bits, voice: &dyn Voice) -> Vec<Mark> {
    let Some(interval) = row.interval.filter(|_| row.value.is_finite()) else { return Vec::new() };
    let window = window(bits);
    let (from, to) = (interval.low.at.max(window.from), interval.high.at.min(window.to));
    let label = fill(voice.say(Word::BitsLineZone), &[("value", &value(row.value, voice))]);
    if from < to { vec![Mark::Span { axis: Along::X, from, to, label, ink: Ink::Faint }] } else { Vec::new() }
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
    fn zooming_keeps_the_number_in_place() {
        let start = Window { from: 0.0, to: 8.0 };
        assert_eq!(start.zoomed(0.5, 2.0, Spread::Linear), Window { from: 1.0, to: 5.0 });
        assert_eq!(start.moved(0.25, Spread::Linear), Window { from: 2.0, to: 10.0 });
        assert_eq!(Window { from: 1.0, to: 4.0 }.zoomed(2.0, 2.0, Spread::Log), Window { from: 0.5, to: 8.0 });
        let least = Window { from: 1.0, to: 1.0 + 1e-11 };
        assert_eq!(least.zoomed(0.1, 1.0, Spread::Linear), least);
    }
}
