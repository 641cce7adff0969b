//! `#/compute`: China's published series, one precision at a time, and how the last count would go on.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::dates::YearMonth;
use crate::economy::facts::compute::{ComputePoint, Dated, Kind, Series};
use crate::economy::facts::printed::Region;
use crate::economy::growth::{Step, carried_on, growth_between};
use crate::economy::lines::{Line, lines};
use crate::scenario::compute::{self, Compute, Divide, Scope, Track};
use crate::units::Growth;
use crate::units::compute::{Basis, Fp16, Fp32};
use crate::views::Shown;
use crate::views::cells::{source, term};

/// What the chart of one precision is made of. `B` is that precision: nothing counted otherwise can get in.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn<B: Basis> {
    /// The published lines: China, this precision, the reader's way of counting.
    pub lines: Vec<Line>,
    /// The last count of the reader's track and its constant growth; empty where there is no such count.
    pub projection: Vec<Dated<B>>,
    /// The published target of that track, if there is one.
    pub target: Option<Dated<B>>,
}

/// Gathers what is drawn.
pub fn drawn<B: Basis>(compute: &Compute) -> Drawn<B> {
    let fits = |line: &Line| {
        line.region == Region::China && line.precision == B::PRECISION && line.scope.starts_with(opening(compute.scope))
    };
    let lines: Vec<Line> = lines().into_iter().filter(fits).collect();
    let track = series(compute.track);
    let last = |kind| {
        let of_track = lines.iter().filter(|line| line.series == track && line.kind == kind);
        of_track.filter_map(Line::last).max_by_key(|point| point.date.months()).and_then(ComputePoint::dated::<B>)
    };
    let until = YearMonth::end_of(u16::try_from(compute.until).unwrap_or(u16::MAX));
    let growth = Growth::clamped(compute.growth);
    let projection = last(Kind::Actual).map_or_else(Vec::new, |start| carried_on(start, growth, until, Step::Monthly));
    Drawn { projection, target: last(Kind::Target), lines }
}

/// The picture and its table.
pub fn show(compute: &Compute, voice: &dyn Voice) -> Shown {
    let figure = match compute.basis {
        compute::Basis::Fp16 => figure(&drawn::<Fp16>(compute), compute, voice),
        compute::Basis::Fp32 => figure(&drawn::<Fp32>(compute), compute, voice),
    };
    Shown { sheet: None, figures: vec![figure], ..Shown::default() }
}

/// What the projection says, in words.
pub fn sentence(compute: &Compute, voice: &dyn Voice) -> String {
    match compute.basis {
        compute::Basis::Fp16 => said(&drawn::<Fp16>(compute), compute, voice),
        compute::Basis::Fp32 => said(&drawn::<Fp32>(compute), compute, voice),
    }
}

/// How the tables describe a way of counting: the beginning of their `scope`.
fn opening(scope: Scope) -> &'static str {
    match scope {
        Scope::Infrastructure => "infrastructure-side",
        Scope::Device => "device-side",
        Scope::Market => "market estimate",
        Scope::Fleet => "Nvidia data-centre GPUs owned in China",
    }
}

fn series(track: Track) -> Series {
    match track {
        Track::Intelligent => Series::Intelligent,
        Track::Total => Series::Total,
    }
}

fn figure<B: Basis>(drawn: &Drawn<B>, compute: &Compute, voice: &dyn Voice) -> Figure {
    let mut marks: Vec<Mark> = drawn.lines.iter().map(|line| line_mark(line, voice)).collect();
    let projected: Vec<(f64, f64)> =
        drawn.projection.iter().map(|point| (point.date.decimal_year(), point.eflops.get())).collect();
    if 1 < projected.len() {
        let growth = percent(compute.growth, voice);
        let name = fill(voice.say(Word::ComputeProjectionName), &[("growth", &growth)]);
        marks.push(Mark::Line {
            name,
            ink: series_ink(series(compute.track)),
            dash: Dash::Dotted,
            marker: Marker::None,
            points: projected,
        });
    }
    let precision = B::PRECISION.label();
    Figure {
        id: "compute-series",
        title: fill(voice.say(Word::ComputeFigureTitle), &[("precision", precision)]),
        summary: summary(drawn, compute, voice),
        caption: caption(drawn, voice),
        x: years(drawn, compute),
        y: amounts(&marks, compute, &fill(voice.say(Word::AxesEflopsIn), &[("precision", precision)])),
        marks,
        table: table(drawn, compute, voice),
    }
}

fn line_mark(line: &Line, voice: &dyn Voice) -> Mark {
    let points = line.points.iter().map(|point| (point.date.decimal_year(), point.value.number)).collect();
    let ink = series_ink(line.series);
    let name = match line.kind {
        Kind::Actual => voice.say(series_word(line.series)).to_owned(),
        Kind::Forecast | Kind::Target => {
            let series = voice.say(series_word(line.series));
            fill(voice.say(kind_word(line.kind)), &[("series", series), ("publisher", &short(line))])
        }
    };
    match line.kind {
        Kind::Actual => Mark::Line { name, ink, dash: Dash::Solid, marker: Marker::Circle, points },
        Kind::Forecast => Mark::Line { name, ink, dash: Dash::Dashed, marker: Marker::TriangleUp, points },
        Kind::Target => Mark::Points { name, ink, marker: Marker::Diamond, points },
    }
}

fn series_ink(series: Series) -> Ink {
    Ink::Series(match series {
        Series::Intelligent => 0,
        Series::Total => 1,
        Series::General => 2,
        Series::Supercomputing => 3,
    })
}

/// A publisher's first word and the years of its line tell the editions of one forecast apart.
fn short(line: &Line) -> String {
    let publisher = line.points.first().map_or("", |point| point.publisher);
    let name = publisher.split(' ').next().unwrap_or("");
    let year = publisher.split(' ').rfind(|word| word.starts_with("20")).unwrap_or("");
    if year.is_empty() { name.to_owned() } else { format!("{name} {year}") }
}

fn series_word(series: Series) -> Word {
    match series {
        Series::Total => Word::SeriesTotal,
        Series::General => Word::SeriesGeneral,
        Series::Intelligent => Word::SeriesIntelligent,
        Series::Supercomputing => Word::SeriesSupercomputing,
    }
}

fn kind_word(kind: Kind) -> Word {
    match kind {
        Kind::Actual => Word::SeriesActual,
        Kind::Forecast => Word::SeriesForecast,
        Kind::Target => Word::SeriesTarget,
    }
}

/// Whole years; each year's name stands in the middle of its year, because a figure "of 2024" is one of its end.
fn years<B: Basis>(drawn: &Drawn<B>, compute: &Compute) -> Axis {
    let dates = drawn.lines.iter().flat_map(|line| &line.points).map(|point| point.date.decimal_year());
    let dates: Vec<f64> = dates.chain([f64::from(compute.until) + 1.0]).collect();
    let least = dates.iter().copied().fold(f64::INFINITY, f64::min);
    let most = dates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let from = if drawn.lines.is_empty() { most - 10.0 } else { libm::ceil(least) - 1.0 };
    year_axis(from, libm::ceil(most))
}

/// A time axis of whole years with at most nine of them named.
pub fn year_axis(from: f64, to: f64) -> Axis {
    let step = libm::ceil((to - from) / 9.0).max(1.0);
    let count = libm::floor((to - 1.0 - from) / step);
    let mut ticks = Vec::new();
    let mut index = 0.0;
    while index <= count {
        // The last year is always named; the steps count back from it.
        let year = to - 1.0 - index * step;
        ticks.push((year + 0.5, format!("{year}")));
        index += 1.0;
    }
    ticks.reverse();
    Axis::new(Scale::Year, from, to, "").with_ticks(Ticks::Named(ticks))
}

fn amounts(marks: &[Mark], compute: &Compute, label: &str) -> Axis {
    let values: Vec<f64> = marks
        .iter()
        .flat_map(|mark| (0..mark.reading_count()).filter_map(|at| mark.reading(at)))
        .map(|point| point.1)
        .collect();
    match compute.divide {
        Divide::Linear => Axis::new(Scale::Linear, 0.0, values.iter().copied().fold(1.0, f64::max), label).rounded(),
        Divide::Log => Axis::around(Scale::Log10, values, label).rounded(),
    }
}

fn said<B: Basis>(drawn: &Drawn<B>, compute: &Compute, voice: &dyn Voice) -> String {
    let (Some(first), Some(last)) = (drawn.projection.first(), drawn.projection.last()) else {
        return fill(voice.say(Word::ComputeSayNone), &[("basis", B::PRECISION.label())]);
    };
    let eflops = |value: f64| voice.number(value, NumberStyle::Significant { digits: 4 });
    let doubling = Growth::clamped(compute.growth).doubling_time();
    let word = if doubling.is_some() { Word::ComputeSay } else { Word::ComputeSayFlat };
    let doubling =
        doubling.map_or_else(String::new, |years| voice.number(years.get(), NumberStyle::Significant { digits: 3 }));
    let values = [
        ("growth", percent(compute.growth, voice)),
        ("from", eflops(first.eflops.get())),
        ("date", first.date.label()),
        ("doubling", doubling),
        ("to", eflops(last.eflops.get())),
        ("until", compute.until.to_string()),
        ("precision", B::PRECISION.label().to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut text = fill(voice.say(word), &values);
    let needed = drawn.target.and_then(|target| Some((target, growth_between(*first, target)?)));
    if let Some((target, needed)) = needed {
        let (amount, year) = (eflops(target.eflops.get()), target.date.year.to_string());
        let values = [("target", amount.as_str()), ("year", &year), ("needed", &percent(needed.get(), voice))];
        text = format!("{text} {}", fill(voice.say(Word::ComputeSayTarget), &values));
    }
    text
}

/// A rate in per cent, with a decimal only where one is needed.
pub fn percent(rate: f64, voice: &dyn Voice) -> String {
    let tenths = libm::round(rate * 1000.0);
    let decimals = u8::from(libm::fmod(tenths, 10.0) != 0.0);
    voice.number(rate, NumberStyle::Percent { decimals })
}

fn summary<B: Basis>(drawn: &Drawn<B>, compute: &Compute, voice: &dyn Voice) -> String {
    let count: usize = drawn.lines.iter().map(|line| line.points.len()).sum();
    let count = voice.number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 });
    let values = [("count", count.as_str()), ("precision", B::PRECISION.label())];
    format!("{} {}", fill(voice.say(Word::ComputeFigureSummary), &values), said(drawn, compute, voice))
}

fn caption<B: Basis>(drawn: &Drawn<B>, voice: &dyn Voice) -> String {
    let mut publishers: Vec<&str> =
        drawn.lines.iter().flat_map(|line| &line.points).map(|point| point.publisher).collect();
    publishers.sort_unstable();
    publishers.dedup();
    let sources = fill(voice.say(Word::FiguresSources), &[("sources", &publishers.join(voice.say(Word::FiguresJoin)))]);
    format!("{sources} {}", voice.say(Word::ComputeCaption))
}

fn table<B: Basis>(drawn: &Drawn<B>, compute: &Compute, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let columns = vec![
        column("date", Word::ColumnsDate),
        column("series", Word::ColumnsSeries),
        column("eflops", Word::ColumnsEflops),
        column("precision", Word::ColumnsPrecision),
        column("precision_evidence", Word::ColumnsEvidence),
        column("kind", Word::ColumnsKind),
        column("scope", Word::ColumnsScope),
        column("publisher", Word::ColumnsPublisher),
        column("source", Word::ColumnsSource),
        column("note", Word::ColumnsNote),
    ];
    let published = drawn.lines.iter().flat_map(|line| &line.points).map(|point| point_row(point, voice));
    let projected = drawn.projection.iter().skip(1).filter(|point| point.date.month.is_none_or(|month| month == 12));
    let projected = projected.map(|point| projected_row(point, compute, voice));
    Table { columns, rows: published.chain(projected).collect() }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn point_row(point: &ComputePoint, voice: &dyn Voice) -> Vec<Cell> {
    vec![
        Cell::Text(point.date.label()),
        term(point.series.label(), voice),
        Cell::Number(point.value.number),
        text(point.precision.label()),
        term(point.evidence.label(), voice),
        term(point.kind.label(), voice),
        text(point.scope),
        text(point.publisher),
        source(point.url, voice),
        text(point.note),
    ]
}

/// A row of the reader's own projection: an assumption, so it names the growth instead of a source.
fn projected_row<B: Basis>(point: &Dated<B>, compute: &Compute, voice: &dyn Voice) -> Vec<Cell> {
    vec![
        Cell::Text(point.date.label()),
        term(series(compute.track).label(), voice),
        Cell::Number(point.eflops.get()),
        text(B::PRECISION.label()),
        term("assumption", voice),
        term("projection", voice),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Text(format!("growth {} a year, an assumption", compute.growth)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::facts::compute::compute_history;
    use crate::units::compute::Precision;

    #[test]
    fn every_way_of_counting_has_rows_in_the_table() {
        for scope in [Scope::Infrastructure, Scope::Device, Scope::Market, Scope::Fleet] {
            let rows = compute_history()
                .iter()
                .filter(|row| row.region == Region::China && row.scope.starts_with(opening(scope)));
            assert!(0 < rows.count(), "{scope:?}");
        }
    }

    #[test]
    fn a_chart_holds_one_precision_only() {
        for scope in [Scope::Infrastructure, Scope::Device, Scope::Market, Scope::Fleet] {
            let compute = Compute { scope, ..Compute::default() };
            assert!(drawn::<Fp16>(&compute).lines.iter().all(|line| line.precision == Precision::Fp16));
            assert!(drawn::<Fp32>(&compute).lines.iter().all(|line| line.precision == Precision::Fp32));
        }
    }

    #[test]
    fn a_year_axis_names_few_years_and_the_last_one() {
        for to in [2027.0, 2031.0, 2041.0] {
            let Ticks::Named(ticks) = year_axis(2020.0, to).ticks else { panic!("named ticks") };
            assert!(ticks.len() <= 9);
            assert_eq!(ticks.last().map(|tick| tick.0), Some(to - 0.5));
        }
    }
}
