//! A reading in words: what the tooltip shows and the screen reader says.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::Cells;
use crate::charts::figure::{Figure, Mark};
use crate::charts::number_line::Strip;
use crate::charts::ticks::Ticks;
use crate::charts::viewport::Reading;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// The sentence [`Word::FiguresReading`] with `{series}`, `{x_label}`, `{x}`, `{y_label}` and `{y}` filled in; for the cell
/// of a heat map [`Word::FiguresReadingCell`], where the series is what is coloured, with `{value}` as well; for a number line [`Word::FiguresReadingRow`].
pub fn read_out(figure: &Figure, reading: &Reading, voice: &dyn Voice) -> String {
    let mark = figure.marks.get(reading.mark);
    let (x, y) = (written(&figure.x, reading.x, voice), written(&figure.y, reading.y, voice));
    let (x_label, y_label) = (figure.x.label.as_str(), figure.y.label.as_str());
    let values = |series, value| {
        [("series", series), ("value", value), ("x_label", x_label), ("x", &x), ("y_label", y_label), ("y", &y)]
    };
    if let Some(Mark::Cells(cells)) = mark {
        let value = cell_value(cells, reading.point, voice);
        return fill(voice.say(Word::FiguresReadingCell), &values(&cells.shade.axis.label, &value));
    }
    let series = mark.map_or("", Mark::name);
    if let Some(Mark::Strip(strip)) = mark {
        let value = strip_value(strip, reading, &x);
        return fill(voice.say(Word::FiguresReadingRow), &values(series, value));
    }
    fill(voice.say(Word::FiguresReading), &values(series, ""))
}

/// What a tip at the reading shows: a strong line, and a line below it. The series and its values, or what a cell holds
/// and where it is.
pub fn tip(figure: &Figure, reading: &Reading, voice: &dyn Voice) -> (String, String) {
    let mark = figure.marks.get(reading.mark);
    let (x, y) = (written(&figure.x, reading.x, voice), written(&figure.y, reading.y, voice));
    if let Some(Mark::Cells(cells)) = mark {
        let place = format!("{} {y} · {} {x}", figure.y.label, figure.x.label);
        return (cell_value(cells, reading.point, voice), place);
    }
    let series = mark.map_or("", Mark::name).to_owned();
    if let Some(Mark::Strip(strip)) = mark {
        return (series, format!("{} {}", figure.x.label, strip_value(strip, reading, &x)));
    }
    (series, format!("{x} · {y} {}", figure.y.label))
}

/// The label at a value of a number line, or the value as its axis writes it.
fn strip_value<'a>(strip: &'a Strip, reading: &Reading, written: &'a str) -> &'a str {
    strip.labels.iter().find(|(index, _)| *index == reading.point).map_or(written, |(_, label)| label)
}

/// What the caller says of the cell, or its value as at the colour bar.
fn cell_value(cells: &Cells, index: usize, voice: &dyn Voice) -> String {
    let value = || cells.values.get(index).map_or(String::new(), |value| written(&cells.shade.axis, *value, voice));
    cells.spoken.get(index).cloned().unwrap_or_else(value)
}

/// `value` as its axis would write it: the name that stands there, in the axis' own style, a year by its month, and
/// otherwise with four significant digits.
pub fn written(axis: &Axis, value: f64, voice: &dyn Voice) -> String {
    let away = |at: f64| (axis.share_from_value(at) - axis.share_from_value(value)).abs();
    match (&axis.ticks, axis.scale()) {
        (Ticks::Named(_), Scale::Year) => ended(value),
        (Ticks::Named(names), _) => {
            let nearest = names.iter().min_by(|a, b| away(a.0).total_cmp(&away(b.0)));
            nearest.map_or_else(String::new, |(_, name)| name.clone())
        }
        (Ticks::Styled(style) | Ticks::Every { style, .. }, _) => voice.number(value, *style),
        (Ticks::Auto, Scale::Year) if value.fract().abs() < 1e-9 => voice.number(value, NumberStyle::Year),
        (Ticks::Auto, Scale::Year) => voice.number(value, NumberStyle::YearMonth),
        (Ticks::Auto, Scale::Linear | Scale::Log10 | Scale::Log2) => {
            voice.number(value, NumberStyle::Significant { digits: 4 })
        }
    }
}

/// A decimal year as the end of the year or month that it closes: 2025.0 is `2024`, 2025.5 is `2025-06`. Where the years are named
/// in their middles, figures stand at the ends of their periods.
fn ended(value: f64) -> String {
    let months = libm::round(value * 12.0) - 1.0;
    let year = libm::floor(months / 12.0);
    let month = months - year * 12.0 + 1.0;
    if month < 12.0 { format!("{year}-{month:02}") } else { format!("{year}") }
}

#[cfg(test)]
mod tests {
    use super::{read_out, tip, written};
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::cells::Cells;
    use crate::charts::figure::{Figure, Mark};
    use crate::charts::ink::Ink;
    use crate::charts::shade::Shade;
    use crate::charts::table::Table;
    use crate::charts::ticks::Ticks;
    use crate::charts::viewport::Reading;
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;

    struct Wordy;

    impl Voice for Wordy {
        fn say(&self, word: Word) -> &'static str {
            if word == Word::FiguresReadingCell {
                "{y_label} {y}, {x_label} {x}: {series} {value}"
            } else {
                "{series}: {y_label} {y} at {x_label} {x}"
            }
        }

        fn number(&self, value: f64, style: NumberStyle) -> String {
            PlainVoice.number(value, style)
        }
    }

    #[test]
    fn readings_become_sentences() {
        let figure = Figure {
            id: "spoken",
            title: String::new(),
            summary: String::new(),
            caption: String::new(),
            x: Axis::new(Scale::Linear, 0.0, 10.0, "step"),
            y: Axis::new(Scale::Log10, 0.01, 1.0, "loss"),
            marks: vec![Mark::line("FP8 {x}", Ink::Accent, vec![(2.0, 0.123_456)])],
            table: Table::default(),
        };
        let reading = Reading { mark: 0, point: 0, x: 2.0, y: 0.123_456, px: 0.0, py: 0.0 };
        assert_eq!(read_out(&figure, &reading, &Wordy), "FP8 {x}: loss 0.1235 at step 2");
    }

    #[test]
    fn cells_are_read_with_row_and_column() {
        let mut cells = Cells::new(3, vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.125], Shade::diverging(1.0, "error"));
        let figure = |cells: &Cells| {
            let (x, y) = (cells.x_axis("column"), cells.y_axis("row"));
            Figure { x, y, marks: vec![Mark::Cells(cells.clone())], ..Figure::blank() }
        };
        let reading = Reading { mark: 0, point: 5, x: 2.0, y: 1.0, px: 0.0, py: 0.0 };
        assert_eq!(read_out(&figure(&cells), &reading, &Wordy), "row 1, column 2: error 0.125");
        assert_eq!(tip(&figure(&cells), &reading, &Wordy), ("0.125".into(), "row 1 · column 2".into()));
        cells.spoken = vec!["0x3A".into(); 6];
        assert_eq!(read_out(&figure(&cells), &reading, &Wordy), "row 1, column 2: error 0x3A");
    }

    #[test]
    fn values_are_written_as_on_their_axis() {
        let names = Ticks::Named(vec![(0.0, "Health".into()), (1.0, "Finance".into())]);
        let axis = |scale, ticks| Axis::new(scale, 0.0, 3000.0, "").with_ticks(ticks);
        let check = |axis: &Axis, value: f64, expect: &str| assert_eq!(written(axis, value, &PlainVoice), expect);
        check(&axis(Scale::Linear, names), 0.9, "Finance");
        check(&axis(Scale::Linear, Ticks::Styled(NumberStyle::Percent { decimals: 0 })), 0.25, "25%");
        check(&axis(Scale::Year, Ticks::Auto), 2025.0, "2025");
        check(&axis(Scale::Year, Ticks::Auto), 2025.5, "2025-07");
        let years = Ticks::Named(vec![(2024.5, "2024".into()), (2025.5, "2025".into())]);
        check(&axis(Scale::Year, years.clone()), 2025.0, "2024");
        check(&axis(Scale::Year, years), 2025.5, "2025-06");
        check(&axis(Scale::Linear, Ticks::Auto), 1_234.56, "1,235");
    }
}
