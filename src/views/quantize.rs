//! `#/quantize`: the table of what was lost, in numbers and in words, FP32 beside the chosen format.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::quantization::{Loss, Outcome};
use crate::views::Shown;
use crate::views::quantize_figures::{error_scatter, magnitude_histogram, value_histogram};

/// Everything the view shows for an outcome.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    let figures =
        vec![value_histogram(outcome, voice), magnitude_histogram(outcome, voice), error_scatter(outcome, voice)];
    Shown { sheet: Some(("quantize-metrics", metrics(outcome, voice))), figures, ..Shown::default() }
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
fn metrics(outcome: &Outcome, voice: &dyn Voice) -> Table {
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
            Cell::Text(outcome.chosen.format.key().to_owned()),
            Cell::Number((measure.read)(&outcome.chosen)),
        ]
    };
    let scale = vec![
        Cell::Text("scale".to_owned()),
        Cell::Number(1.0),
        Cell::Text(outcome.chosen.format.key().to_owned()),
        Cell::Number(f64::from(outcome.scale)),
    ];
    Table { columns, rows: MEASURES.iter().map(row).chain([scale]).collect() }
}

/// A row of the table as the page prints it: name, FP32, chosen format.
pub fn printed(outcome: &Outcome, voice: &dyn Voice) -> Vec<[String; 3]> {
    let row = |measure: &Measure| {
        let write = |loss| voice.number((measure.read)(loss), measure.style);
        [voice.say(measure.word).to_owned(), write(&outcome.fp32), write(&outcome.chosen)]
    };
    let scale = [
        voice.say(Word::MeasuresScale).to_owned(),
        voice.number(1.0, FOUR),
        voice.number(f64::from(outcome.scale), FOUR),
    ];
    MEASURES.iter().map(row).chain([scale]).collect()
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

/// The outcome as a sentence or two.
pub fn in_words(outcome: &Outcome, voice: &dyn Voice) -> String {
    let chosen = &outcome.chosen.metrics;
    let format = outcome.chosen.format.name();
    let count = voice.number(f64::from(chosen.count), WHOLE);
    if chosen.count == chosen.measured && chosen.sqnr_db == f64::INFINITY {
        return fill(voice.say(Word::QuantizeWordsExact), &[("count", &count), ("format", format.as_str())]);
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
    fill(voice.say(Word::QuantizeWords), &values)
}
