//! Forecasts of `#/compute` against what was counted: hollow points, solid lines, and a stem between them.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::economy::facts::compute::{ComputePoint, Kind, compute_history};
use crate::economy::facts::printed::Region;
use crate::economy::lines::{Line, lines};
use crate::economy::revisions::{Edition, editions};
use crate::economy::scopes::Counting;
use crate::economy::scoring::{Reason, ScopeMatch, Score, Timing, Verdict, scores};
use crate::scenario::compute::{Compute, Divide};
use crate::units::compute::Precision;
use crate::views::cells::{source, term};
use crate::views::compute::{axis_of_years, count, eflops, filled, percent};
use crate::views::compute_ratios::way_name;
use crate::views::compute_series::{linear_from_zero, place_name, short, sources};
use crate::views::dates::spoken;

/// Half the width of a stem, in years.
const HALF_STEM: f64 = 0.012;

/// The picture of the reader's place, with the table of every forecast.
pub fn forecasts_figure(compute: &Compute, voice: &dyn Voice) -> Figure {
    let scores = scores();
    let (region, precision) = subject(compute.place.region());
    let shown: Vec<Line> = lines().into_iter().filter(|line| belongs(line, region, precision)).collect();
    let stems = scores.iter().filter(|score| (score.forecast.region, score.forecast.precision) == (region, precision));
    let mut marks: Vec<Mark> = stems.filter_map(stem).collect();
    marks.extend((0_u8..).zip(&shown).map(|(index, line)| line_mark(line, index, voice)));
    let rows = || shown.iter().flat_map(|line| line.points.iter().copied());
    let values: Vec<f64> = rows().map(|row| row.value.number).collect();
    let label = fill(voice.say(Word::AxesEflopsIn), &[("precision", precision.label())]);
    let title =
        [("place", place_name(&region.label().to_lowercase(), voice)), ("precision", precision.label().to_owned())];
    Figure {
        id: "compute-forecasts",
        title: filled(Word::ScoringTitle, &title, voice),
        summary: summary(&scores, voice),
        caption: format!("{} {}", sources(rows(), voice), voice.say(Word::ScoringCaption)).trim_start().to_owned(),
        x: axis_of_years(rows().map(|row| row.date.decimal_year()), (2020.0, 2031.0)),
        y: match compute.divide {
            Divide::Linear => linear_from_zero(&values, label),
            Divide::Log => Axis::around(Scale::Log10, values, label).rounded(),
        },
        marks,
        table: scores_table(&scores, voice),
    }
}

/// What is drawn: the region's forecasts at the precision that most of them have; China's where there are none.
fn subject(region: Region) -> (Region, Precision) {
    let forecasts = |precision: Precision, region: Region| {
        let fits = |row: &&ComputePoint| row.kind != Kind::Actual && (row.precision, row.region) == (precision, region);
        compute_history().filter(fits).count()
    };
    let most = |region| [Precision::Fp16, Precision::Fp32].into_iter().max_by_key(|known| forecasts(*known, region));
    let precision = most(region).unwrap_or(Precision::Fp16);
    if 0 < forecasts(precision, region) {
        (region, precision)
    } else {
        (Region::China, most(Region::China).unwrap_or(Precision::Fp16))
    }
}

/// Forecasts, and counts of the same series that count the whole.
fn belongs(line: &Line, region: Region, precision: Precision) -> bool {
    let forecast = |row: &&ComputePoint| row.kind != Kind::Actual && (row.region, row.precision) == (region, precision);
    let answers = compute_history().filter(forecast).any(|row| row.series == line.series);
    let whole = Counting::of(line.scope).is_some_and(Counting::is_whole);
    // A single count says nothing about a course of forecasts but clutters the picture.
    let shown = line.kind != Kind::Actual || 1 < line.points.len();
    (line.region, line.precision) == (region, precision) && answers && whole && shown
}

fn line_mark(line: &Line, index: u8, voice: &dyn Voice) -> Mark {
    let points = line.points.iter().map(|row| (row.date.decimal_year(), row.value.number)).collect();
    let publisher = line.points.first().map_or_else(String::new, |row| short(row.publisher));
    let (word, dash, marker) = match line.kind {
        Kind::Actual => (Word::ScoringCountName, Dash::Solid, Marker::Circle),
        Kind::Forecast => (Word::ScoringForecastName, Dash::Dotted, Marker::Ring),
        Kind::Target => (Word::ScoringTargetName, Dash::Dotted, Marker::HollowDiamond),
    };
    let way = Counting::of(line.scope).map_or("", |scope| way_name(scope, voice)).to_owned();
    let name = filled(word, &[("publisher", publisher), ("way", way)], voice);
    Mark::Line { name, ink: Ink::Series(index), dash, marker, points }
}

/// From a forecast to what was counted on its date.
fn stem(score: &Score) -> Option<Mark> {
    let Verdict::Scored(hit) = &score.verdict else { return None };
    let (x, forecast) = (score.forecast.date.decimal_year(), score.forecast.value.number);
    let (low, high) = (forecast.min(hit.eflops), forecast.max(hit.eflops));
    Some(Mark::Band { ink: Ink::Neutral, points: vec![(x - HALF_STEM, low, high), (x + HALF_STEM, low, high)] })
}

/// How the forecasts fared, in words.
fn summary(scores: &[Score], voice: &dyn Voice) -> String {
    let number = |fits: fn(&Verdict) -> bool| count(scores.iter().filter(|score| fits(&score.verdict)).count(), voice);
    let values = [
        ("all", count(scores.len(), voice)),
        ("scored", number(|verdict| matches!(verdict, Verdict::Scored(_)))),
        ("open", number(|verdict| matches!(verdict, Verdict::Open(_)))),
        ("closed", number(|verdict| matches!(verdict, Verdict::NotComparable(_)))),
    ];
    let mut parts: Vec<String> = scores.iter().filter_map(|score| hit_sentence(score, voice)).collect();
    parts.push(filled(Word::ScoringSay, &values, voice));
    let passed = scores.iter().filter(|score| is_passed(score)).count();
    if 0 < passed {
        parts.push(filled(Word::ScoringSayPassed, &[("passed", count(passed, voice))], voice));
    }
    parts.join(" ")
}

fn hit_sentence(score: &Score, voice: &dyn Voice) -> Option<String> {
    let Verdict::Scored(hit) = &score.verdict else { return None };
    let values = [
        ("publisher", short(score.forecast.publisher)),
        ("forecast", eflops(score.forecast.value.number, voice)),
        ("date", spoken(score.forecast.date, voice)),
        ("counted", eflops(hit.eflops, voice)),
        ("miss", signed(hit.miss, voice)),
    ];
    let word = match hit.scope {
        ScopeMatch::Same => Word::ScoringSayHit,
        ScopeMatch::Other => Word::ScoringSayHitOther,
    };
    Some(filled(word, &values, voice))
}

/// A relative change with its sign.
fn signed(rate: f64, voice: &dyn Voice) -> String {
    let sign = if 0.0 < rate { "+" } else { "" };
    format!("{sign}{}", percent(rate, voice))
}

/// Whether the last count of its own scope is above an open forecast already.
fn is_passed(score: &Score) -> bool {
    matches!(score.verdict, Verdict::Open(Some(last)) if score.forecast.value.number < last.value.number)
}

/// How forecasts for one date moved from edition to edition, in words.
pub fn edition_sentences(voice: &dyn Voice) -> Vec<String> {
    editions().iter().filter_map(|edition| edition_sentence(edition, voice)).collect()
}

fn edition_sentence(edition: &Edition, voice: &dyn Voice) -> Option<String> {
    let (old, change) = (edition.before?, edition.change()?);
    let values = [
        ("date", spoken(edition.forecast.date, voice)),
        ("old_publisher", short(old.publisher)),
        ("old", eflops(old.value.number, voice)),
        ("publisher", short(edition.forecast.publisher)),
        ("new", eflops(edition.forecast.value.number, voice)),
        ("change", signed(change, voice)),
    ];
    Some(filled(Word::ScoringRevisionSay, &values, voice))
}

fn scores_table(scores: &[Score], voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("region", Word::CountingColumnRegion),
        column("series", Word::ColumnsSeries),
        column("precision", Word::ColumnsPrecision),
        column("kind", Word::ColumnsKind),
        column("publisher", Word::ColumnsPublisher),
        column("forecast_eflops", Word::ScoringColumnForecast),
        column("verdict", Word::ScoringColumnVerdict),
        column("counted_eflops", Word::ScoringColumnCounted),
        column("miss", Word::ScoringColumnMiss),
        column("count_date", Word::ScoringColumnCountDate),
        column("timing", Word::ScoringColumnTiming),
        column("scope_match", Word::ScoringColumnMatch),
        column("count_scope", Word::ScoringColumnCountScope),
        column("reason", Word::ScoringColumnReason),
        column("scope", Word::ColumnsScope),
        column("source", Word::ColumnsSource),
    ];
    Table { columns, rows: scores.iter().map(|score| score_row(score, voice)).collect() }
}

fn score_row(score: &Score, voice: &dyn Voice) -> Vec<Cell> {
    let row = score.forecast;
    let word = |key, word| Cell::Term { key, label: voice.say(word).to_owned() };
    let region = row.region.label();
    let mut cells = vec![
        Cell::Text(row.date.label()),
        Cell::Term { key: region, label: place_name(&region.to_lowercase(), voice) },
        term(row.series.label(), voice),
        Cell::Text(row.precision.label().to_owned()),
        term(row.kind.label(), voice),
        Cell::Text(row.publisher.to_owned()),
        Cell::Number(row.value.number),
    ];
    let count_cells = |last: &ComputePoint| [Cell::Text(last.date.label()), Cell::Text(last.scope.to_owned())];
    let (verdict, [counted, miss, date, timing, matching, scope, reason]) = match &score.verdict {
        Verdict::Scored(hit) => {
            let [date, scope] = count_cells(hit.count);
            let timing = match hit.timing {
                Timing::OnTheDate => word("on the date", Word::ScoringOnDate),
                Timing::Interpolated => word("interpolated", Word::ScoringInterpolated),
            };
            let matching = match hit.scope {
                ScopeMatch::Same => word("same scope", Word::ScoringSameScope),
                ScopeMatch::Other => word("other scope", Word::ScoringOtherScope),
            };
            let cells = [Cell::Number(hit.eflops), Cell::Number(hit.miss), date, timing, matching, scope, Cell::Empty];
            (word("scored", Word::ScoringScored), cells)
        }
        Verdict::Open(last) => {
            let verdict =
                if is_passed(score) { ("open, exceeded", Word::ScoringPassed) } else { ("open", Word::ScoringOpen) };
            let cells = last.map_or([const { Cell::Empty }; 7], |last| {
                let [date, scope] = count_cells(last);
                [Cell::Number(last.value.number), Cell::Empty, date, Cell::Empty, Cell::Empty, scope, Cell::Empty]
            });
            (word(verdict.0, verdict.1), cells)
        }
        Verdict::NotComparable(reason) => {
            let mut cells = [const { Cell::Empty }; 7];
            cells[6] = match reason {
                Reason::PrecisionUnknown => word("precision unknown", Word::ScoringReasonUnknown),
                Reason::SeriesEnded(last) => {
                    cells[2] = last.map_or(Cell::Empty, |last| Cell::Text(last.label()));
                    word("series ended", Word::ScoringReasonEnded)
                }
            };
            (word("not comparable", Word::ScoringNotComparable), cells)
        }
    };
    cells.extend([verdict, counted, miss, date, timing, matching, scope, reason]);
    cells.extend([Cell::Text(row.scope.to_owned()), source(row.url, voice)]);
    cells
}

/// Every forecast beside the edition before it.
pub fn editions_table(voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("region", Word::CountingColumnRegion),
        column("series", Word::ColumnsSeries),
        column("precision", Word::ColumnsPrecision),
        column("publisher", Word::ColumnsPublisher),
        column("edition", Word::ScoringColumnEdition),
        column("forecast_eflops", Word::ScoringColumnForecast),
        column("before_eflops", Word::ScoringColumnBefore),
        column("change", Word::ScoringColumnChange),
        column("source", Word::ColumnsSource),
    ];
    let row = |edition: Edition| {
        let row = edition.forecast;
        let region = row.region.label();
        let year = if edition.edition == 0 { Cell::Empty } else { Cell::Text(edition.edition.to_string()) };
        vec![
            Cell::Text(row.date.label()),
            Cell::Term { key: region, label: place_name(&region.to_lowercase(), voice) },
            term(row.series.label(), voice),
            Cell::Text(row.precision.label().to_owned()),
            Cell::Text(row.publisher.to_owned()),
            year,
            Cell::Number(row.value.number),
            edition.before.map_or(Cell::Empty, |before| Cell::Number(before.value.number)),
            edition.change().map_or(Cell::Empty, Cell::Number),
            source(row.url, voice),
        ]
    };
    Table { columns, rows: editions().into_iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::{edition_sentences, forecasts_figure, subject};
    use crate::charts::figure::Mark;
    use crate::charts::ink::Marker;
    use crate::charts::voice::PlainVoice;
    use crate::economy::facts::printed::Region;
    use crate::scenario::compute::Compute;
    use crate::units::compute::Precision;

    #[test]
    fn forecasts_are_hollow_counts_filled_and_a_stem_joins_them() {
        let figure = forecasts_figure(&Compute::default(), &PlainVoice);
        for mark in &figure.marks {
            if let Mark::Line { name, marker, .. } = mark {
                assert_eq!(*marker == Marker::Circle, name.starts_with("scoring.count_name"), "{name}");
            }
        }
        let stems: Vec<_> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Band { points, .. } = mark { Some(points) } else { None })
            .collect();
        // IDC's 1037.3 for the end of 2025, and the 1590 counted.
        assert_eq!(stems.len(), 1);
        assert!((stems[0][0].1, stems[0][0].2) == (1037.3, 1590.0), "{stems:?}");
    }

    #[test]
    fn each_place_is_drawn_at_the_precision_of_its_forecasts() {
        assert_eq!(subject(Region::China), (Region::China, Precision::Fp16));
        assert_eq!(subject(Region::World), (Region::World, Precision::Fp32));
        assert_eq!(subject(Region::Us), (Region::China, Precision::Fp16), "nobody forecasts the US");
    }

    #[test]
    fn two_forecasts_were_revised_for_the_same_date() {
        assert_eq!(edition_sentences(&PlainVoice).len(), 2);
    }
}
