//! `#/quantize`: the table of what was lost, in numbers and in words, FP32 beside the chosen format.

use crate::charts::figure::Figure;
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::quantization::{Loss, Outcome, ScaleRange};
use crate::numerics::formats::FormatId;
use crate::views::Shown;
use crate::views::quantize_figures::{error_scatter, magnitude_histogram, value_histogram};
use crate::views::quantize_heat::{error_heat, value_heat};

/// Builds one figure of an outcome.
pub type Build = fn(&Outcome, &dyn Voice) -> Figure;

/// The figures of the view in reading order, with the names of their elements; a page builds those it needs.
pub const FIGURES: [(&str, Build); 5] = [
    ("quantize-values", value_histogram),
    ("quantize-magnitudes", magnitude_histogram),
    ("quantize-errors", error_scatter),
    ("quantize-matrix", value_heat),
    ("quantize-matrix-error", error_heat),
];

/// The name of the table of measures.
pub const METRICS: &str = "quantize-metrics";

/// Everything the view shows for an outcome.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    let figures = FIGURES.iter().map(|(_, build)| build(outcome, voice)).collect();
    Shown { sheet: Some((METRICS, metrics(outcome, voice))), figures, ..Shown::default() }
}

/// One measure: its stable name, its word, and how it is read from a format's loss.
struct Measure {
    key: &'static str,
    word: Word,
    read: fn(&Loss) -> f64,
    style: NumberStyle,
}

const WHOLE: NumberStyle = NumberStyle::Plain { decimals: 0 };
const FOUR: NumberStyle = NumberStyle::Significant { digits: 4 };

static MEASURES: &[Measure] = &[
    Measure {
        key: "sqnr_db",
        word: Word::MeasuresSqnr,
        read: |l| l.metrics.sqnr_db,
        style: NumberStyle::Plain { decimals: 2 },
    },
    Measure { key: "mse", word: Word::MeasuresMse, read: |l| l.metrics.mean_squared_error, style: FOUR },
    Measure {
        key: "max_relative_error",
        word: Word::MeasuresRelative,
        read: |l| l.metrics.max_relative_error,
        style: FOUR,
    },
    Measure {
        key: "max_absolute_error",
        word: Word::MeasuresAbsolute,
        read: |l| l.metrics.max_absolute_error,
        style: FOUR,
    },
    Measure {
        key: "underflows",
        word: Word::MeasuresUnderflow,
        read: |l| f64::from(l.metrics.underflows),
        style: WHOLE,
    },
    Measure { key: "overflows", word: Word::MeasuresOverflow, read: |l| f64::from(l.metrics.overflows), style: WHOLE },
    Measure { key: "saturated", word: Word::MeasuresSaturated, read: |l| f64::from(l.metrics.saturated), style: WHOLE },
    Measure { key: "nans", word: Word::MeasuresNan, read: |l| f64::from(l.metrics.nans), style: WHOLE },
    Measure {
        key: "infinities",
        word: Word::MeasuresInfinite,
        read: |l| f64::from(l.metrics.infinities),
        style: WHOLE,
    },
    Measure { key: "measured", word: Word::MeasuresMeasured, read: |l| f64::from(l.metrics.measured), style: WHOLE },
    Measure { key: "bits_per_value", word: Word::MeasuresBits, read: |l| l.bits_per_value, style: FOUR },
];

/// The table of measures: one row each, FP32 and the chosen format side by side.
pub fn metrics(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let column = |key, label: &str| Column { key, label: label.to_owned() };
    let chosen = outcome.chosen.format.name();
    let columns = vec![
        column("measure", voice.say(Word::QuantizeMetric)),
        column("fp32", &outcome.fp32.format.name()),
        column("format", voice.say(Word::QuantizeFormat)),
        column("value", &chosen),
    ];
    let row = |measure: &Measure| {
        vec![
            Cell::Text(measure.key.to_owned()),
            Cell::Number((measure.read)(&outcome.fp32)),
            Cell::Text(format_key(outcome.chosen.format)),
            Cell::Number((measure.read)(&outcome.chosen)),
        ]
    };
    let scale = |(key, wide, chosen): (&'static str, f64, f64)| {
        vec![
            Cell::Text(key.to_owned()),
            Cell::Number(wide),
            Cell::Text(format_key(outcome.chosen.format)),
            Cell::Number(chosen),
        ]
    };
    let scales = scale_rows(outcome).map(|(key, _, values)| scale((key, values[0], values[1])));
    Table { columns, rows: MEASURES.iter().map(row).chain(scales).collect() }
}

/// What the scales were: FP32 has one, and it is 1.
fn scale_rows(outcome: &Outcome) -> [(&'static str, Word, [f64; 2]); 3] {
    let ScaleRange { count, smallest, largest } = outcome.scales;
    [
        ("scales", Word::MeasuresScales, [1.0, f64::from(count)]),
        ("scale", Word::MeasuresScale, [1.0, f64::from(smallest)]),
        ("scale_largest", Word::MeasuresScaleLargest, [1.0, f64::from(largest)]),
    ]
}

/// A row of the table as the page prints it: name, FP32, chosen format.
pub fn printed(outcome: &Outcome, voice: &dyn Voice) -> Vec<[String; 3]> {
    let row = |measure: &Measure| {
        let write = |loss| voice.number((measure.read)(loss), measure.style);
        [voice.say(measure.word).to_owned(), write(&outcome.fp32), write(&outcome.chosen)]
    };
    let scale = |(_, word, values): (_, Word, [f64; 2])| {
        let [wide, chosen] = values.map(|value| voice.number(value, FOUR));
        [voice.say(word).to_owned(), wide, chosen]
    };
    MEASURES.iter().map(row).chain(scale_rows(outcome).map(scale)).collect()
}

/// A format as a word for machines: its key, or the lower-case name of one that the reader made up, such as `e5m6`.
pub fn format_key(format: FormatId) -> String {
    match format {
        FormatId::Custom(_) => format.name().to_ascii_lowercase(),
        table => table.key().to_owned(),
    }
}

/// A signal-to-noise ratio in words: `31.5 dB`, infinite, or over how many values it was taken when some were lost.
pub fn decibels(loss: &Loss, voice: &dyn Voice) -> String {
    let metrics = &loss.metrics;
    let ratio = if metrics.sqnr_db.is_finite() {
        let value = voice.number(metrics.sqnr_db, NumberStyle::Plain { decimals: 1 });
        fill(voice.say(Word::QuantizeDecibels), &[("value", &value)])
    } else {
        voice.say(Word::QuantizeNoError).to_owned()
    };
    if metrics.measured == metrics.count {
        return ratio;
    }
    let measured = voice.number(f64::from(metrics.measured), WHOLE);
    format!("{ratio} ({})", fill(voice.say(Word::QuantizeLostSome), &[("measured", &measured)]))
}

/// The outcome in a few sentences: what was lost, what was clipped, what it costs.
pub fn in_words(outcome: &Outcome, voice: &dyn Voice) -> String {
    let chosen = &outcome.chosen.metrics;
    let format = outcome.chosen.format.name();
    let count = voice.number(f64::from(chosen.count), WHOLE);
    let bits = voice.number(outcome.chosen.bits_per_value, FOUR);
    let cost = fill(voice.say(Word::QuantizeWordsBits), &[("format", format.as_str()), ("bits", &bits)]);
    if chosen.count == chosen.measured && chosen.sqnr_db == f64::INFINITY {
        let exact = fill(voice.say(Word::QuantizeWordsExact), &[("count", &count), ("format", format.as_str())]);
        return format!("{exact} {cost}");
    }
    let values = [
        ("format", format.as_str()),
        ("low", &decibels(&outcome.chosen, voice)),
        ("wide", &decibels(&outcome.fp32, voice)),
        ("relative", &voice.number(chosen.max_relative_error, NumberStyle::Percent { decimals: 1 })),
        ("count", &count),
        ("underflow", &voice.number(f64::from(chosen.underflows), WHOLE)),
        ("clipped", &voice.number(f64::from(chosen.overflows), WHOLE)),
    ];
    let lost = fill(voice.say(Word::QuantizeWords), &values);
    let saturated = voice.number(f64::from(chosen.saturated), WHOLE);
    let clipped = fill(voice.say(Word::QuantizeWordsSaturated), &[("saturated", &saturated)]);
    if chosen.saturated == 0 { format!("{lost} {cost}") } else { format!("{lost} {clipped} {cost}") }
}
