//! A reading in words: what the tooltip shows and the screen reader says.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::Figure;
use crate::charts::ticks::Ticks;
use crate::charts::viewport::Reading;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// The sentence [`Word::FiguresReading`] with `{series}`, `{x_label}`, `{x}`, `{y_label}` and `{y}` filled in.
pub fn read_out(figure: &Figure, reading: &Reading, voice: &dyn Voice) -> String {
    let series = figure.marks.get(reading.mark).and_then(|mark| mark.series()).map_or("", |(name, _)| name);
    let (x, y) = (written(&figure.x, reading.x, voice), written(&figure.y, reading.y, voice));
    let values = [("series", series), ("x_label", &figure.x.label), ("x", &x), ("y_label", &figure.y.label), ("y", &y)];
    fill(voice.say(Word::FiguresReading), &values)
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
        (Ticks::Styled(style), _) => voice.number(value, *style),
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
    use super::{read_out, written};
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::figure::{Figure, Mark};
    use crate::charts::ink::Ink;
    use crate::charts::table::Table;
    use crate::charts::ticks::Ticks;
    use crate::charts::viewport::Reading;
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;

    struct Wordy;

    impl Voice for Wordy {
        fn say(&self, _word: Word) -> &'static str {
            "{series}: {y_label} {y} at {x_label} {x}"
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
