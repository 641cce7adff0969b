//! `#/accumulate`: what became of the sums, in a table and in words; the pictures are next door.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::Outcome;
use crate::experiments::summation::{self, Lane, Question, Reduction, Summed};
use crate::numerics::accumulators::Accumulator;
use crate::numerics::metrics::relative_error;
use crate::numerics::rounding::Rounding;
use crate::numerics::running_sum::{Order, Rule};
use crate::views::Shown;
use crate::views::accumulate_figures::{counting, errors, harmonic, running};
use crate::views::accumulate_published::{self, Published};
use crate::views::{accumulate_orbits, accumulate_promotion};

/// The name of the table that stands on its own.
pub const SHEET: &str = "accumulate-results";

/// Everything the view shows for an outcome; nothing for an outcome of another view.
pub fn show(outcome: &Outcome, voice: &dyn Voice) -> Shown {
    let sums = outcome.summation().map(|outcome| sums(outcome, voice));
    let product = || outcome.promotion().map(|outcome| accumulate_promotion::show(outcome, voice));
    let orbits = || outcome.iterations().map(|outcome| accumulate_orbits::show(outcome, voice));
    sums.or_else(product).or_else(orbits).unwrap_or_default()
}

/// The outcome in a few sentences; `None` for an outcome of another view.
pub fn in_words(outcome: &Outcome, voice: &dyn Voice) -> Option<String> {
    let sums = outcome.summation().map(|outcome| sums_in_words(outcome, voice));
    let product = || outcome.promotion().map(|outcome| accumulate_promotion::in_words(outcome, voice));
    let orbits = || outcome.iterations().map(|outcome| accumulate_orbits::in_words(outcome, voice));
    sums.or_else(product).or_else(orbits)
}

fn sums(outcome: &summation::Outcome, voice: &dyn Voice) -> Shown {
    let Some(first) = outcome.parts.first() else { return Shown::default() };
    let (table, figures) = match outcome.question {
        Question::Own | Question::Stochastic => {
            (results(first, voice), vec![errors(first, voice), running(first, voice)])
        }
        Question::Harmonic => {
            let published = accumulate_published::harmonic(first);
            (accumulate_published::table(&published, voice), vec![harmonic(first, voice)])
        }
        Question::Swamping => {
            let published = accumulate_published::swamping(&outcome.parts);
            (accumulate_published::table(&published, voice), vec![counting(first, voice)])
        }
    };
    Shown { sheet: Some((SHEET, table)), figures, more: Vec::new() }
}

fn sums_in_words(outcome: &summation::Outcome, voice: &dyn Voice) -> String {
    let Some(first) = outcome.parts.first() else { return String::new() };
    match outcome.question {
        Question::Own => own_in_words(first, voice),
        Question::Stochastic => stochastic_in_words(first, voice),
        Question::Harmonic => compared_in_words(&accumulate_published::harmonic(first), voice),
        Question::Swamping => {
            let compared = compared_in_words(&accumulate_published::swamping(&outcome.parts), voice);
            format!("{compared} {}", voice.say(Word::AccumulateWords4096))
        }
    }
}

/// How far a lane is from the exact sum at the end, and where it is.
struct End {
    count: f64,
    exact: f64,
    result: f64,
    /// `|error| / |exact|`, first run.
    relative: f64,
    /// `|error| / Σ|term|`, first run.
    to_magnitude: f64,
}

fn end_of(summed: &Summed, lane: &Lane) -> Option<End> {
    let (point, sum, error) = (summed.last()?, lane.sums.last()?, lane.errors.last()?);
    Some(End {
        count: f64::from(point.n),
        exact: point.exact,
        result: sum.first,
        relative: relative_error(point.exact, sum.first),
        to_magnitude: error.first,
    })
}

fn own_in_words(summed: &Summed, voice: &dyn Voice) -> String {
    let Some((lane, end)) = summed.lanes.first().and_then(|lane| Some((lane, end_of(summed, lane)?))) else {
        return String::new();
    };
    let name = rule_name(&lane.rule, voice);
    let (count, exact, result) = (whole(end.count, voice), sum(end.exact, voice), sum(end.result, voice));
    let values = [
        ("rule", name.as_str()),
        ("count", &count),
        ("exact", &exact),
        ("result", &result),
        ("relative", &share(end.relative, voice)),
        ("magnitude", &share(end.to_magnitude, voice)),
    ];
    let is_exact = end.to_magnitude == 0.0;
    let mut text = fill(voice.say(if is_exact { Word::AccumulateWordsExact } else { Word::AccumulateWords }), &values);
    if let Some(still) = still(summed, lane) {
        text = format!("{text} {}", fill(voice.say(Word::AccumulateWordsStill), &[("n", &whole(still, voice))]));
    }
    if let Some((wide, beside)) = beside(summed).and_then(|wide| Some((wide, end_of(summed, wide)?)))
        && wide.rule != lane.rule
    {
        let relative = share(beside.relative, voice);
        text = format!("{text} {}", fill(voice.say(Word::AccumulateWordsFp32), &[("relative", &relative)]));
    }
    text
}

fn stochastic_in_words(summed: &Summed, voice: &dyn Voice) -> String {
    let [nearest, random, ..] = summed.lanes.as_slice() else { return String::new() };
    if random.rule.rounding != Rounding::Stochastic {
        return own_in_words(summed, voice);
    }
    let (Some(near), Some(spread)) = (end_of(summed, nearest), random.sums.last()) else { return String::new() };
    // Random data differ from run to run, so runs are compared through their errors.
    let error = |lane: &Lane| share(lane.errors.last().map_or(0.0, |error| error.mean), voice);
    let values = [
        ("format", accumulator_name(nearest.rule.accumulator, voice)),
        ("count", whole(near.count, voice)),
        ("exact", sum(near.exact, voice)),
        ("nearest", sum(near.result, voice)),
        ("random", sum(spread.first, voice)),
        ("runs", whole(f64::from(summed.runs), voice)),
        ("error_nearest", error(nearest)),
        ("error_random", error(random)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(Word::AccumulateWordsStochastic), &values)
}

fn compared_in_words(rows: &[Published], voice: &dyn Voice) -> String {
    let count = |value: usize| whole(f64::from(u32::try_from(value).unwrap_or(u32::MAX)), voice);
    let same = rows.iter().filter(|row| row.agrees() == Some(true)).count();
    let open = rows.iter().filter(|row| row.agrees().is_none()).count();
    let values = [("same", count(same)), ("all", count(rows.len())), ("open", count(open))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(if open == 0 { Word::AccumulateWordsCompared } else { Word::AccumulateWordsOpen }), &values)
}

/// The last change of a register that has stood still for more than a tenth of the way, as a term's number.
pub fn still(summed: &Summed, lane: &Lane) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a count of at most 2^22")]
    let change = lane.stillness?.last_change as f64;
    let count = f64::from(summed.last()?.n);
    (0.0 < change && change < 0.9 * count).then_some(change)
}

/// FP32 beside the chosen register.
pub fn beside(summed: &Summed) -> Option<&Lane> {
    summed.lanes.iter().find(|lane| lane.rule == Rule::FP32)
}

/// A register in words: `FP16`, `FP16, stochastic`, `14 bits, promoted every 128`.
pub fn rule_name(rule: &Rule, voice: &dyn Voice) -> String {
    let mut name = accumulator_name(rule.accumulator, voice);
    let mut add = |text: &str| name = format!("{name}, {text}");
    match rule.order {
        Order::Sequential => {}
        Order::Pairwise => add(voice.say(Word::AccumulatePairwise)),
        Order::Kahan => add(voice.say(Word::AccumulateKahan)),
        Order::Promotion { every } => {
            add(&fill(voice.say(Word::AccumulatePromoted), &[("every", &whole(f64::from(every), voice))]));
        }
    }
    match (rule.accumulator, rule.rounding) {
        (Accumulator::TensorCore, _) | (_, Rounding::NearestEven | Rounding::Up | Rounding::Down) => {}
        (_, Rounding::TowardZero) => add(voice.say(Word::AccumulateTruncated)),
        (_, Rounding::Stochastic) => add(voice.say(Word::AccumulateStochastic)),
    }
    name
}

/// A register's name.
pub fn accumulator_name(accumulator: Accumulator, voice: &dyn Voice) -> String {
    match accumulator {
        Accumulator::Format(format) => format.name().into(),
        Accumulator::TensorCore => voice.say(Word::AccumulateFourteen).to_owned(),
    }
}

/// A whole number.
pub fn whole(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Plain { decimals: 0 })
}

/// A sum, with seven digits.
pub fn sum(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 7 })
}

/// A share of something: per cent where that is readable, powers of ten below.
pub fn share(value: f64, voice: &dyn Voice) -> String {
    if (0.000_95..10.0).contains(&value) {
        let decimals = if value < 0.0995 { 2 } else { 0 };
        voice.number(value, NumberStyle::Percent { decimals })
    } else {
        voice.number(value, NumberStyle::Significant { digits: 2 })
    }
}

/// A word of a knob's choices: its own spelling for machines, the reader's language for the reader.
pub fn choice(knob: &str, key: &'static str, voice: &dyn Voice) -> Cell {
    let word = voice.named("options", &format!("{knob}_{}", key.replace('-', "_")));
    Cell::Term { key, label: word.map_or(key, |word| voice.say(word)).to_owned() }
}

/// A column of a table.
pub fn column(key: &'static str, word: Word, voice: &dyn Voice) -> Column {
    Column { key, label: voice.say(word).to_owned() }
}

/// One measure of a register: its stable name, its word, and how it is read.
type Measure = (&'static str, Word, fn(&Lane, &End) -> Cell);

const MEASURES: [Measure; 9] = [
    ("terms", Word::AccumulateColumnTerms, |_, end| Cell::Number(end.count)),
    ("result", Word::AccumulateColumnResult, |_, end| Cell::Number(end.result)),
    ("exact", Word::AccumulateColumnExactSum, |_, end| Cell::Number(end.exact)),
    ("error_relative_to_sum", Word::AccumulateColumnErrorSum, |_, end| Cell::Number(end.relative)),
    ("error_relative_to_magnitudes", Word::AccumulateColumnErrorMagnitude, |_, end| Cell::Number(end.to_magnitude)),
    ("error_highest_of_runs", Word::AccumulateColumnErrorHighest, |lane, _| {
        lane.errors.last().map_or(Cell::Empty, |error| Cell::Number(error.high))
    }),
    ("bound", Word::AccumulateColumnBound, |lane, end| Cell::Number(lane.rule.bound(end.count))),
    ("first_term_lost", Word::AccumulateColumnFirstLost, |lane, _| {
        lane.stillness.and_then(|still| still.first_lost).map_or(Cell::Empty, counted)
    }),
    ("last_change", Word::AccumulateColumnLastChange, |lane, _| {
        lane.stillness.map_or(Cell::Empty, |still| counted(still.last_change))
    }),
];

#[expect(clippy::cast_precision_loss, reason = "a count of at most 2^22")]
fn counted(n: u64) -> Cell {
    Cell::Number(n as f64)
}

/// The stable name of a register's column: the chosen one, the one beside it that rounds at random, FP32.
pub fn lane_key(index: usize, rule: &Rule) -> &'static str {
    match (index, *rule == Rule::FP32) {
        (0, _) => "chosen",
        (_, true) => "fp32",
        (_, false) => "stochastic",
    }
}

/// The table of the reader's own sum: one row for each measure, one column for each register, and at its end what the registers are.
fn results(summed: &Summed, voice: &dyn Voice) -> Table {
    let lanes: Vec<(&Lane, End)> = summed.lanes.iter().filter_map(|lane| Some((lane, end_of(summed, lane)?))).collect();
    let measure = |key, word: Word| Cell::Term { key, label: voice.say(word).to_owned() };
    let mut columns = vec![column("measure", Word::AccumulateColumnMeasure, voice)];
    for (index, (lane, _)) in lanes.iter().enumerate() {
        columns.push(Column { key: lane_key(index, &lane.rule), label: rule_name(&lane.rule, voice) });
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (key, word, read) in MEASURES {
        let cells = lanes.iter().map(|(lane, end)| read(lane, end));
        rows.push(std::iter::once(measure(key, word)).chain(cells).collect());
    }
    for (key, word) in [
        ("accumulator", Word::AccumulateColumnAccumulator),
        ("order", Word::AccumulateColumnOrder),
        ("rounding", Word::AccumulateColumnRounding),
    ] {
        let cells = lanes.iter().map(|(lane, _)| choice(key, setting(key, &lane.rule), voice));
        rows.push(std::iter::once(measure(key, word)).chain(cells).collect());
    }
    Table { columns, rows }
}

/// One setting of a register, as links write it.
fn setting(key: &str, rule: &Rule) -> &'static str {
    match (key, rule.order, rule.accumulator) {
        ("accumulator", _, accumulator) => accumulator.key(),
        ("order", Order::Sequential, _) => "sequential",
        ("order", Order::Pairwise, _) => "pairwise",
        ("order", Order::Kahan, _) => "kahan",
        ("order", Order::Promotion { .. }, _) => "promotion",
        (_, _, Accumulator::TensorCore) => Rounding::TowardZero.key(),
        (_, _, Accumulator::Format(_)) => rule.rounding.key(),
    }
}

/// Where the numbers of a sum come from, for captions.
pub fn caption(summed: &Summed, voice: &dyn Voice) -> String {
    let count = whole(summed.last().map_or(0.0, |point| f64::from(point.n)), voice);
    let format = summed.format.map_or_else(|| "FP64".to_owned(), |format| format.name().into());
    let runs = whole(f64::from(summed.runs), voice);
    let word = match summed.kind {
        Reduction::Sum => Word::AccumulateCaptionSum,
        Reduction::Dot => Word::AccumulateCaptionDot,
    };
    fill(voice.say(word), &[("count", &count), ("format", &format), ("runs", &runs)])
}
