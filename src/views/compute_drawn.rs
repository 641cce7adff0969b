//! What the chart of `#/compute` is made of: published lines, said in one precision, and how one of them goes on.
//!
//! Everything is gathered at one precision `B`, and only then handed to the picture: nothing counted otherwise can get in
//! but through the reader's own ratios, and what did says so.

use crate::economy::conversion::{Bridge, Bridges, Restated, Standing};
use crate::economy::dates::YearMonth;
use crate::economy::facts::compute::{ComputePoint, Dated, Kind, Series};
use crate::economy::facts::point_names::name_of;
use crate::economy::growth::{Step, carried_on, growth_between};
use crate::economy::lines::{Line, lines};
use crate::economy::ratios::{extremes, fleet_fp8, fp8_per_fp16, fp16_per_fp32};
use crate::scenario::compute::{self, Compute, Track};
use crate::units::Growth;
use crate::units::compute::{Basis, BasisRatio, Fp8, Fp16, Fp32, Fp64, Precision};

/// The chart's contents, all at one precision.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The precision of every value here; unknown ones are points without a unit in common.
    pub precision: Precision,
    /// The published lines of the reader's place and way of counting, within the reader's years.
    pub strands: Vec<Strand>,
    /// The counts that the projection may start from, in order of date.
    pub starts: Vec<&'static ComputePoint>,
    /// The count it starts from and its constant growth; empty where there is no such count.
    pub projection: Vec<(YearMonth, f64)>,
    /// The published target of the projected track, and the growth that it needs from the start.
    pub target: Option<(Placed, Option<Growth>)>,
}

/// One line of the chart: points that may be joined, or a single one.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// Which machines are counted.
    pub series: Series,
    /// Counted, forecast or aimed at.
    pub kind: Kind,
    /// As published, or converted by assumption; the same for all its points.
    pub standing: Standing,
    /// Its points in order of date; at least one.
    pub points: Vec<Placed>,
}

/// One point as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The row it comes from.
    pub row: &'static ComputePoint,
    /// EFLOPS at the precision of the chart.
    pub value: f64,
    /// With the lowest ratio; the same as `value` for a published point.
    pub low: f64,
    /// With the highest ratio.
    pub high: f64,
}

/// Gathers what is drawn.
pub fn drawn(compute: &Compute) -> Drawn {
    let Links { first, second } = links(compute);
    match compute.basis {
        compute::Basis::Fp16 => gathered(compute, &Bridges::<Fp16>::NONE),
        compute::Basis::Fp32 => gathered(compute, &Bridges::<Fp32>::NONE),
        compute::Basis::Fp64 => gathered(compute, &Bridges::<Fp64>::NONE),
        compute::Basis::Unknown => of_unknown_precision(compute),
        compute::Basis::AllFp16 => gathered(compute, &Bridges::to_fp16(first)),
        compute::Basis::AllFp32 => gathered(compute, &Bridges::to_fp32(first)),
        compute::Basis::Fp8 => gathered(compute, &Bridges::<Fp8>::to_fp8(first, second)),
    }
}

/// The reader's two assumptions with their ranges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Links {
    /// FP16 per FP32.
    pub first: Bridge<Fp32, Fp16>,
    /// FP8 per FP16 of a fleet of which a part has FP8 units.
    pub second: Bridge<Fp16, Fp8>,
}

/// The reader's ratios between the lowest and the highest of the chips that bound them.
pub fn links(compute: &Compute) -> Links {
    let assumed = BasisRatio::clamped(compute.ratio);
    let first = extremes(&fp16_per_fp32(compute.bounds))
        .map_or(Bridge::new(assumed, assumed, assumed), |ends| Bridge::new(ends.low.ratio, assumed, ends.high.ratio));
    let fleet = |unit: f64| fleet_fp8(unit, compute.fp8_share);
    let assumed = fleet(compute.fp8_ratio);
    let second = extremes(&fp8_per_fp16(compute.bounds)).map_or(Bridge::new(assumed, assumed, assumed), |ends| {
        Bridge::new(fleet(ends.low.ratio.get()), assumed, fleet(ends.high.ratio.get()))
    });
    Links { first, second }
}

/// The series of a track.
pub fn series_of(track: Track) -> Series {
    match track {
        Track::Intelligent => Series::Intelligent,
        Track::Total => Series::Total,
        Track::General => Series::General,
        Track::Supercomputing => Series::Supercomputing,
    }
}

/// The lines of the reader's place and way of counting.
fn chosen_lines(compute: &Compute) -> Vec<Line> {
    let (region, opening) = (compute.place.region(), compute.scope.opening());
    lines().into_iter().filter(|line| line.region == region && line.scope.starts_with(opening)).collect()
}

/// A line said at `B`.
struct Run<B: Basis> {
    series: Series,
    kind: Kind,
    points: Vec<Restated<B>>,
}

fn gathered<B: Basis>(compute: &Compute, bridges: &Bridges<B>) -> Drawn {
    let run = |line: Line| Run {
        series: line.series,
        kind: line.kind,
        points: line.points.iter().filter_map(|point| bridges.restate(point)).collect(),
    };
    let runs: Vec<Run<B>> = chosen_lines(compute).into_iter().map(run).filter(|run| !run.points.is_empty()).collect();
    let of_track = |kind: Kind| {
        let mut points: Vec<Restated<B>> = runs
            .iter()
            .filter(|run| run.series == series_of(compute.track) && run.kind == kind)
            .flat_map(|run| run.points.iter().copied())
            .collect();
        points.sort_by_key(|point| point.date().months());
        points
    };
    let (starts, targets) = (of_track(Kind::Actual), of_track(Kind::Target));
    let wished = starts.iter().find(|start| name_of(start.row) == compute.start);
    let start = wished.or(starts.last()).map(Restated::dated);
    let until = YearMonth::end_of(u16::try_from(compute.until).unwrap_or(u16::MAX));
    let growth = Growth::clamped(compute.growth);
    let projection = start.map_or_else(Vec::new, |start| carried_on(start, growth, until, Step::Monthly));
    let target = targets.last().map(|target| (placed(target), needed(start, target.dated())));
    Drawn {
        precision: B::PRECISION,
        strands: runs.iter().filter_map(|run| strand(run, compute)).collect(),
        starts: starts.iter().map(|start| start.row).collect(),
        projection: projection.iter().map(|point| (point.date, point.eflops.get())).collect(),
        target,
    }
}

fn needed<B: Basis>(start: Option<Dated<B>>, target: Dated<B>) -> Option<Growth> {
    growth_between(start?, target)
}

/// A run as it is drawn, within the reader's years.
fn strand<B: Basis>(run: &Run<B>, compute: &Compute) -> Option<Strand> {
    let points: Vec<Placed> = run.points.iter().map(placed).filter(|point| in_years(point.row.date, compute)).collect();
    let standing = run.points.first()?.standing;
    (!points.is_empty()).then_some(Strand { series: run.series, kind: run.kind, standing, points })
}

fn placed<B: Basis>(point: &Restated<B>) -> Placed {
    Placed { row: point.row, value: point.eflops.get(), low: point.low.get(), high: point.high.get() }
}

/// Whether a date lies in the years that the reader wants to see; the two ends may be given in either order.
pub fn in_years(date: YearMonth, compute: &Compute) -> bool {
    let (from, to) = (compute.first.min(compute.last), compute.first.max(compute.last));
    (from..=to).contains(&u32::from(date.year))
}

/// Counts whose precision nobody knows: points that nothing joins, and nothing goes on from.
fn of_unknown_precision(compute: &Compute) -> Drawn {
    let lines = chosen_lines(compute).into_iter().filter(|line| line.precision == Precision::Unknown);
    let strand = |line: Line| {
        let points = line.points.iter().filter(|row| in_years(row.date, compute)).map(|row| {
            let value = row.value.number;
            Placed { row, value, low: value, high: value }
        });
        let points: Vec<Placed> = points.collect();
        let (series, kind) = (line.series, line.kind);
        (!points.is_empty()).then_some(Strand { series, kind, standing: Standing::Published, points })
    };
    let strands = lines.filter_map(strand).collect();
    Drawn { precision: Precision::Unknown, strands, starts: Vec::new(), projection: Vec::new(), target: None }
}

#[cfg(test)]
mod tests {
    use super::{drawn, links};
    use crate::economy::conversion::Standing;
    use crate::economy::facts::compute::{Kind, compute_history};
    use crate::economy::facts::named::{AI_2024, AI_2025_06};
    use crate::economy::facts::point_names::name_of;
    use crate::economy::scopes::Counting;
    use crate::scenario::compute::{Basis, Compute, Place, Track};
    use crate::units::compute::Precision;

    fn everywhere() -> impl Iterator<Item = Compute> {
        let places = [Place::China, Place::Us, Place::World];
        places.into_iter().flat_map(|place| {
            Counting::ALL.into_iter().map(move |scope| Compute { scope, place, ..Compute::default() })
        })
    }

    #[test]
    fn every_row_of_the_table_can_be_reached_as_published() {
        let as_published = [Basis::Fp16, Basis::Fp32, Basis::Fp64, Basis::Unknown];
        let all = everywhere().flat_map(|compute| as_published.map(|basis| drawn(&Compute { basis, ..compute })));
        let shown: Vec<_> = all.flat_map(|drawn| drawn.strands).flat_map(|strand| strand.points).collect();
        for row in compute_history() {
            let found = shown.iter().filter(|point| point.row == row).count();
            assert_eq!(found, 1, "{row:?}");
        }
        assert!(shown.iter().all(|point| point.value.to_bits() == point.row.value.number.to_bits()));
    }

    #[test]
    fn no_line_joins_two_precisions_even_after_conversion() {
        for compute in everywhere() {
            for basis in [Basis::AllFp16, Basis::AllFp32, Basis::Fp8, Basis::Unknown, Basis::Fp16, Basis::Fp32] {
                for strand in drawn(&Compute { basis, ..compute }).strands {
                    let first = strand.points[0].row.precision;
                    assert!(strand.points.iter().all(|point| point.row.precision == first));
                    assert!(first != Precision::Unknown || strand.points.len() == 1);
                }
            }
        }
    }

    #[test]
    fn ninety_is_drawn_as_four_hundred_and_sixty_eight() {
        let compute = Compute { basis: Basis::AllFp16, ..Compute::default() };
        let drawn = drawn(&compute);
        let find = |row| {
            let strands = drawn.strands.iter();
            strands
                .flat_map(|strand| strand.points.iter().map(move |point| (strand, point)))
                .find(|(_, point)| point.row == row)
        };
        let (strand, point) = find(AI_2024.row).unwrap();
        assert_eq!(strand.standing, Standing::Converted);
        // 90 × 5.2 = 468; 90 × 55.3 / 27.6 = 180.3; 90 × 989 / 59.3 = 1501.0.
        assert!(
            (point.value - 468.0).abs() < 1e-9
                && (point.low - 180.3).abs() < 0.05
                && (point.high - 1501.0).abs() < 0.05
        );
        let (strand, point) = find(AI_2025_06.row).unwrap();
        assert_eq!((strand.standing, point.value), (Standing::Published, 788.0));
        // A fifth of the fleet at twice the rate: 788 × 1.2.
        let fp8 = super::drawn(&Compute { basis: Basis::Fp8, ..Compute::default() });
        let point =
            fp8.strands.iter().flat_map(|strand| &strand.points).find(|point| point.row == AI_2025_06.row).unwrap();
        assert!((point.value - 945.6).abs() < 1e-9, "{point:?}");
    }

    #[test]
    fn the_assumption_lies_within_its_range_even_where_it_is_extreme() {
        for ratio in [1.0, 5.2, 150.0] {
            let links = links(&Compute { ratio, ..Compute::default() });
            assert!(links.first.low <= links.first.assumed && links.first.assumed <= links.first.high);
        }
    }

    #[test]
    fn the_projection_starts_from_the_last_count_or_the_one_chosen() {
        let last = drawn(&Compute::default());
        assert_eq!(last.projection[0], (last.starts.last().unwrap().date, 2185.0));
        let chosen = drawn(&Compute { start: name_of(AI_2025_06.row), ..Compute::default() });
        assert!((chosen.projection[0].1 - 788.0).abs() < 1e-9);
        // A count of another precision is no start here.
        let other = drawn(&Compute { start: name_of(AI_2024.row), ..Compute::default() });
        assert!((other.projection[0].1 - 2185.0).abs() < 1e-9);
    }

    #[test]
    fn years_cut_the_points_and_never_the_projection() {
        let compute = Compute { first: 2026, last: 2025, basis: Basis::Fp16, ..Compute::default() };
        let drawn = drawn(&compute);
        let mut years: Vec<u16> =
            drawn.strands.iter().flat_map(|strand| &strand.points).map(|point| point.row.date.year).collect();
        years.dedup();
        assert_eq!(years, [2025, 2026]);
        assert!(drawn.strands.iter().all(|strand| strand.kind == Kind::Actual));
        assert!((drawn.projection[0].1 - 2185.0).abs() < 1e-9);
        let none = super::drawn(&Compute { track: Track::General, ..Compute::default() });
        assert!(none.projection.is_empty() && none.starts.is_empty());
    }
}
