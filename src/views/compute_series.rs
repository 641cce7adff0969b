//! The chart of `#/compute` and its table: published lines solid, converted ones hollow, the projection dotted.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::economy::conversion::Standing;
use crate::economy::facts::compute::{ComputePoint, Kind, Series};
use crate::economy::facts::point_names::{name_of, point_of};
use crate::economy::scopes::part_of_scope;
use crate::scenario::compute::{Basis, Compute, Divide, Marks};
use crate::units::compute::Precision;
use crate::views::cells::{source, term};
use crate::views::compute::{axis_of_years, count, filled, percent, precision_said, said};
use crate::views::compute_drawn::{Drawn, Placed, Strand, drawn, in_years, series_of};
use crate::views::compute_events::event_marks;
use crate::views::dates::spoken;

/// Half the width of the bar that shows the range of a single point, in years.
const HALF_BAR: f64 = 0.04;

/// The picture with its table.
pub fn series_figure(compute: &Compute, voice: &dyn Voice) -> Figure {
    let drawn = drawn(compute);
    let projected = projected(&drawn, compute);
    let mut marks: Vec<Mark> = drawn.strands.iter().filter_map(|strand| range(strand, compute)).collect();
    for (strand, name) in drawn.strands.iter().zip(names(&drawn.strands, voice)) {
        marks.push(strand_mark(strand, name));
    }
    if 1 < projected.len() {
        let name = filled(Word::ComputeProjectionName, &[("growth", percent(compute.growth, voice))], voice);
        let (ink, dash) = (series_ink(series_of(compute.track)), Dash::Dotted);
        marks.push(Mark::Line { name, ink, dash, marker: Marker::None, points: projected.clone() });
    }
    let dates = drawn.strands.iter().flat_map(|strand| &strand.points).map(|point| point.row.date.decimal_year());
    let ends = projected.last().map(|point| point.0).into_iter();
    let (from, to) = (f64::from(compute.first.min(compute.last)), f64::from(compute.first.max(compute.last)));
    let x = axis_of_years(dates.chain(ends), (from, to + 1.0));
    let y = amounts(&drawn, &projected, compute, voice);
    if compute.events == Marks::Shown {
        marks.extend(event_marks(&x, voice));
    }
    marks.extend(crosshair(&drawn, compute));
    Figure {
        id: "compute-series",
        title: title(&drawn, compute, voice),
        summary: summary(&drawn, compute, voice),
        caption: caption(&drawn, compute, voice),
        x,
        y,
        marks,
        table: table(&drawn, compute, voice),
    }
}

/// The published point that is drawn at a place of the picture, if there is one.
pub fn point_at(compute: &Compute, (x, y): (f64, f64)) -> Option<&'static ComputePoint> {
    let drawn = drawn(compute);
    let mut points = drawn.strands.iter().flat_map(|strand| &strand.points);
    let here = |point: &&Placed| {
        point.row.date.decimal_year().to_bits() == x.to_bits() && point.value.to_bits() == y.to_bits()
    };
    points.find(here).map(|point| point.row)
}

/// The projection within the reader's years.
fn projected(drawn: &Drawn, compute: &Compute) -> Vec<(f64, f64)> {
    let seen = drawn.projection.iter().filter(|(date, _)| in_years(*date, compute));
    seen.map(|(date, value)| (date.decimal_year(), *value)).collect()
}

fn strand_mark(strand: &Strand, name: String) -> Mark {
    let points = strand.points.iter().map(|point| (point.row.date.decimal_year(), point.value)).collect();
    let (dash, marker) = match (strand.standing, strand.kind) {
        (Standing::Published, Kind::Actual) => (Dash::Solid, Marker::Circle),
        (Standing::Published, Kind::Forecast) => (Dash::Dashed, Marker::TriangleUp),
        (Standing::Published, Kind::Target) => (Dash::Dashed, Marker::Diamond),
        (Standing::Converted, Kind::Actual) => (Dash::DashDot, Marker::Ring),
        (Standing::Converted, Kind::Forecast) => (Dash::DashDot, Marker::HollowTriangle),
        (Standing::Converted, Kind::Target) => (Dash::DashDot, Marker::HollowDiamond),
    };
    Mark::Line { name, ink: series_ink(strand.series), dash, marker, points }
}

/// From the lowest to the highest ratio, for the series carried on; four such bands would hide each other.
fn range(strand: &Strand, compute: &Compute) -> Option<Mark> {
    let is_shown = strand.standing == Standing::Converted && strand.series == series_of(compute.track);
    let place = |point: &Placed| (point.row.date.decimal_year(), point.low, point.high);
    let points = match &strand.points[..] {
        [only] => {
            let (x, low, high) = place(only);
            vec![(x - HALF_BAR, low, high), (x + HALF_BAR, low, high)]
        }
        several => several.iter().map(place).collect(),
    };
    is_shown.then_some(Mark::Band { ink: series_ink(strand.series), points })
}

/// Two hairlines through the point looked at.
fn crosshair(drawn: &Drawn, compute: &Compute) -> Vec<Mark> {
    let Some(row) = point_of(compute.point) else { return Vec::new() };
    let mut points = drawn.strands.iter().flat_map(|strand| &strand.points);
    let Some(point) = points.find(|point| point.row == row) else { return Vec::new() };
    let rule = |axis, at| Mark::Rule { axis, at, label: String::new(), ink: Ink::Accent };
    vec![rule(Along::X, row.date.decimal_year()), rule(Along::Y, point.value)]
}

pub(super) fn series_ink(series: Series) -> Ink {
    Ink::Series(match series {
        Series::Intelligent => 0,
        Series::Total => 1,
        Series::General => 2,
        Series::Supercomputing => 3,
    })
}

/// The name of each line, no two alike.
fn names(strands: &[Strand], voice: &dyn Voice) -> Vec<String> {
    let plain: Vec<String> = strands.iter().map(|strand| strand_name(strand, voice)).collect();
    let twice = |name: &String| 1 < plain.iter().filter(|other| *other == name).count();
    let dated = |(name, strand): (&String, &Strand)| match strand.points.first() {
        Some(point) if twice(name) => {
            let values = [("name", name.clone()), ("date", spoken(point.row.date, voice))];
            filled(Word::CountingAgain, &values, voice)
        }
        Some(_) | None => name.clone(),
    };
    plain.iter().zip(strands).map(dated).collect()
}

fn strand_name(strand: &Strand, voice: &dyn Voice) -> String {
    let part = strand.points.first().and_then(|point| part_of_scope(point.row.scope));
    let series = part.unwrap_or_else(|| voice.say(series_word(strand.series))).to_owned();
    let publisher = strand.points.first().map_or_else(String::new, |point| short(point.row.publisher));
    let word = match (strand.standing, strand.kind) {
        (Standing::Published, Kind::Actual) => return series,
        (Standing::Published, Kind::Forecast) => Word::SeriesForecast,
        (Standing::Published, Kind::Target) => Word::SeriesTarget,
        (Standing::Converted, Kind::Actual) => Word::CountingConverted,
        (Standing::Converted, Kind::Forecast) => Word::CountingConvertedForecast,
        (Standing::Converted, Kind::Target) => Word::CountingConvertedTarget,
    };
    filled(word, &[("series", series), ("publisher", publisher)], voice)
}

/// A publisher's first word and the years in its name tell the editions of one forecast apart.
pub fn short(publisher: &str) -> String {
    let name = publisher.split(' ').next().unwrap_or("");
    let year = publisher.split(' ').rfind(|word| word.starts_with("20")).unwrap_or("");
    if year.is_empty() { name.to_owned() } else { format!("{name} {year}") }
}

/// The word for a series.
pub fn series_word(series: Series) -> Word {
    match series {
        Series::Total => Word::SeriesTotal,
        Series::General => Word::SeriesGeneral,
        Series::Intelligent => Word::SeriesIntelligent,
        Series::Supercomputing => Word::SeriesSupercomputing,
    }
}

/// The reader's place in the reader's language.
pub fn place_name(key: &str, voice: &dyn Voice) -> String {
    voice.named("options", &format!("place_{key}")).map_or("", |word| voice.say(word)).to_owned()
}

fn amounts(drawn: &Drawn, projected: &[(f64, f64)], compute: &Compute, voice: &dyn Voice) -> Axis {
    let of_track = |strand: &&Strand| strand.series == series_of(compute.track);
    let ranges = drawn.strands.iter().filter(of_track).flat_map(|strand| &strand.points);
    let points = drawn.strands.iter().flat_map(|strand| &strand.points).map(|point| point.value);
    let ends = ranges.flat_map(|point| [point.low, point.high]);
    let values: Vec<f64> = points.chain(ends).chain(projected.iter().map(|point| point.1)).collect();
    let label = match drawn.precision {
        Precision::Unknown => voice.say(Word::AxesEflops).to_owned(),
        known => fill(voice.say(Word::AxesEflopsIn), &[("precision", known.label())]),
    };
    match compute.divide {
        Divide::Linear => linear_from_zero(&values, label),
        Divide::Log => Axis::around(Scale::Log10, values, label).rounded(),
    }
}

/// An axis from zero to a little above the highest value, so that no point stands on its very edge.
pub fn linear_from_zero(values: &[f64], label: String) -> Axis {
    Axis::new(Scale::Linear, 0.0, values.iter().copied().fold(1.0, f64::max) * 1.01, label).rounded()
}

fn title(drawn: &Drawn, compute: &Compute, voice: &dyn Voice) -> String {
    let word = match compute.basis {
        Basis::Fp16 | Basis::Fp32 | Basis::Fp64 => Word::CountingTitle,
        Basis::Unknown => Word::CountingTitleUnknown,
        Basis::AllFp16 | Basis::AllFp32 => Word::CountingTitleAll,
        Basis::Fp8 => Word::CountingTitleFp8,
    };
    let values = [("place", place_name(compute.place.key(), voice)), ("precision", drawn.precision.label().to_owned())];
    filled(word, &values, voice)
}

fn summary(drawn: &Drawn, compute: &Compute, voice: &dyn Voice) -> String {
    let of = |standing: Standing| {
        let strands = drawn.strands.iter().filter(move |strand| strand.standing == standing);
        strands.map(|strand| strand.points.len()).sum::<usize>()
    };
    let (published, converted) = (of(Standing::Published), of(Standing::Converted));
    let values = [
        ("count", count(published + converted, voice)),
        ("converted", count(converted, voice)),
        ("precision", precision_said(drawn.precision, voice).to_owned()),
    ];
    let word = if converted == 0 { Word::ComputeFigureSummary } else { Word::CountingSummaryConverted };
    format!("{} {}", filled(word, &values, voice), said(drawn, compute, voice))
}

fn caption(drawn: &Drawn, compute: &Compute, voice: &dyn Voice) -> String {
    let rows = drawn.strands.iter().flat_map(|strand| &strand.points).map(|point| point.row);
    let mut parts = vec![sources(rows, voice), voice.say(Word::ComputeCaption).to_owned()];
    match compute.basis {
        Basis::Fp16 | Basis::Fp32 | Basis::Fp64 => {}
        Basis::Unknown => parts.push(voice.say(Word::CountingCaptionUnknown).to_owned()),
        Basis::AllFp16 | Basis::AllFp32 | Basis::Fp8 => {
            parts.push(voice.say(Word::CountingCaptionConverted).to_owned());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// Who published some rows; nothing where there are none.
pub fn sources<'a>(rows: impl Iterator<Item = &'a ComputePoint>, voice: &dyn Voice) -> String {
    let mut publishers: Vec<&str> = rows.map(|row| row.publisher).collect();
    publishers.sort_unstable();
    publishers.dedup();
    if publishers.is_empty() {
        return String::new();
    }
    fill(voice.say(Word::FiguresSources), &[("sources", &publishers.join(voice.say(Word::FiguresJoin)))])
}

fn table(drawn: &Drawn, compute: &Compute, voice: &dyn Voice) -> Table {
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
        column("region", Word::CountingColumnRegion),
        column("standing", Word::ColumnsStanding),
        column("published_eflops", Word::CountingColumnPublished),
        column("published_precision", Word::CountingColumnPublishedPrecision),
        column("eflops_lowest_ratio", Word::CountingColumnLow),
        column("eflops_highest_ratio", Word::CountingColumnHigh),
        column("point", Word::CountingColumnPoint),
    ];
    let points = drawn.strands.iter().flat_map(|strand| strand.points.iter().map(move |point| (strand, point)));
    let published = points.map(|(strand, point)| point_row(strand.standing, point, drawn.precision, voice));
    // One row a year, the last month's.
    let projected = drawn.projection.iter().skip(1).filter(|(date, _)| date.month.is_none_or(|month| month == 12));
    let projected = projected.filter(|(date, _)| in_years(*date, compute));
    let projected = projected.map(|(date, value)| projected_row((date.label(), *value), drawn, compute, voice));
    Table { columns, rows: published.chain(projected).collect() }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn point_row(standing: Standing, point: &Placed, precision: Precision, voice: &dyn Voice) -> Vec<Cell> {
    let row = point.row;
    let mut cells = vec![
        Cell::Text(row.date.label()),
        term(row.series.label(), voice),
        Cell::Number(point.value),
        text(precision.label()),
        term(row.evidence.label(), voice),
        term(row.kind.label(), voice),
        text(row.scope),
        text(row.publisher),
        source(row.url, voice),
        text(row.note),
        Cell::Term { key: row.region.label(), label: place_name(&row.region.label().to_lowercase(), voice) },
    ];
    cells.push(term(
        match standing {
            Standing::Published => "published",
            Standing::Converted => "converted",
        },
        voice,
    ));
    cells.extend([Cell::Number(row.value.number), text(row.precision.label())]);
    cells.extend(match standing {
        Standing::Published => [Cell::Empty, Cell::Empty],
        Standing::Converted => [Cell::Number(point.low), Cell::Number(point.high)],
    });
    cells.push(text(name_of(row)));
    cells
}

/// A row of the reader's own projection: an assumption, so it names the growth instead of a source.
fn projected_row((date, value): (String, f64), drawn: &Drawn, compute: &Compute, voice: &dyn Voice) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Text(date),
        term(series_of(compute.track).label(), voice),
        Cell::Number(value),
        text(drawn.precision.label()),
        term("assumption", voice),
        term("projection", voice),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Text(format!("growth {} a year, an assumption", compute.growth)),
    ];
    cells.extend((cells.len()..17).map(|_| Cell::Empty).collect::<Vec<_>>());
    cells
}

#[cfg(test)]
mod tests {
    use super::{point_at, series_figure, short, strand_name};
    use crate::charts::figure::Mark;
    use crate::charts::ink::{Dash, Marker};
    use crate::charts::voice::PlainVoice;
    use crate::economy::conversion::Standing;
    use crate::economy::facts::named::{AI_2024, AI_2025_06};
    use crate::economy::facts::point_names::name_of;
    use crate::scenario::compute::{Basis, Compute, Marks};
    use crate::views::compute_drawn::drawn;

    #[test]
    fn a_reading_leads_to_its_row() {
        let compute = Compute::default();
        assert_eq!(point_at(&compute, (2025.5, 788.0)), Some(AI_2025_06.row));
        assert_eq!(point_at(&compute, (2025.5, 787.0)), None);
        let converted = Compute { basis: Basis::AllFp16, ..compute };
        assert_eq!(point_at(&converted, (2025.0, 90.0 * converted.ratio)), Some(AI_2024.row));
    }

    #[test]
    fn converted_points_are_hollow_and_published_ones_filled() {
        let figure = series_figure(&Compute { basis: Basis::AllFp16, ..Compute::default() }, &PlainVoice);
        let hollow = |marker: &Marker| matches!(marker, Marker::Ring | Marker::HollowDiamond | Marker::HollowTriangle);
        let mut seen = [0, 0];
        for mark in &figure.marks {
            let Mark::Line { name, dash, marker, .. } = mark else { continue };
            assert_eq!(*dash == Dash::DashDot, hollow(marker), "{name}");
            seen[usize::from(hollow(marker))] += 1;
        }
        assert!(seen.iter().all(|count| 0 < *count), "{seen:?}");
        for strand in drawn(&Compute { basis: Basis::AllFp16, ..Compute::default() }).strands {
            let says = strand_name(&strand, &PlainVoice).starts_with("counting.converted");
            assert_eq!(says, strand.standing == Standing::Converted);
        }
        assert!(figure.marks.iter().any(|mark| matches!(mark, Mark::Band { .. })));
    }

    #[test]
    fn the_point_looked_at_is_crossed() {
        let rules = |compute: &Compute| {
            let figure = series_figure(compute, &PlainVoice);
            figure.marks.iter().filter(|mark| matches!(mark, Mark::Rule { .. })).count()
        };
        let compute = Compute { events: Marks::Hidden, ..Compute::default() };
        assert_eq!(rules(&compute), 0);
        assert_eq!(rules(&Compute { point: name_of(AI_2025_06.row), ..compute }), 2);
        assert_eq!(rules(&Compute { point: name_of(AI_2024.row), ..compute }), 0, "not drawn in FP16");
    }

    #[test]
    fn editions_of_a_forecast_are_told_apart() {
        assert_eq!(short("IDC and Inspur report of February 2025"), "IDC 2025");
        assert_eq!(short("IDC and Inspur report of 2022-2023"), "IDC 2022-2023");
        assert_eq!(short("MIIT"), "MIIT");
    }
}
