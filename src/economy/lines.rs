//! Which counts may be joined by a line, and which may not.
//!
//! Unit: EFLOPS at the precision of the line. Points are joined only if they share region, series, precision, scope and
//! kind. Forecasts and targets must also share their publisher, because two editions of a forecast are two statements
//! about the same future. Points of unknown precision are joined to nothing: two unknowns need not be the same.

use crate::economy::facts::compute::{ComputePoint, Kind, Series, compute_history};
use crate::economy::facts::printed::Region;
use crate::units::compute::Precision;

/// Points that may be drawn as one line, in the order of their dates; often only one.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where the machines stand.
    pub region: Region,
    /// Which machines are counted.
    pub series: Series,
    /// The precision of all points.
    pub precision: Precision,
    /// The scope of all points.
    pub scope: &'static str,
    /// Counted, forecast or aimed at.
    pub kind: Kind,
    /// The points; at least one.
    pub points: Vec<&'static ComputePoint>,
}

/// All lines of the table, in the order of their first rows.
pub fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for point in compute_history() {
        match lines.iter_mut().find(|line| line.may_take(point)) {
            Some(line) => line.points.push(point),
            None => lines.push(Line::starting_with(point)),
        }
    }
    for line in &mut lines {
        line.points.sort_by_key(|point| point.date.months());
    }
    lines
}

impl Line {
    /// The last point.
    pub fn last(&self) -> Option<&'static ComputePoint> {
        self.points.last().copied()
    }

    /// A line of one point.
    fn starting_with(point: &'static ComputePoint) -> Self {
        let ComputePoint { region, series, precision, scope, kind, .. } = *point;
        Self { region, series, precision, scope, kind, points: vec![point] }
    }

    /// Whether the rules allow this point on this line.
    fn may_take(&self, point: &ComputePoint) -> bool {
        let same_counting = point.region == self.region
            && point.series == self.series
            && point.precision == self.precision
            && point.scope == self.scope
            && point.kind == self.kind;
        let known = match point.precision {
            Precision::Fp8 | Precision::Fp16 | Precision::Fp32 | Precision::Fp64 => true,
            Precision::Unknown => false,
        };
        let same_edition = match point.kind {
            Kind::Actual => true,
            Kind::Forecast | Kind::Target => self.points.iter().all(|other| other.publisher == point.publisher),
        };
        same_counting && known && same_edition
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::economy::facts::compute::{ComputePoint, Kind, compute_history};
    use crate::economy::facts::named::{AI_2024, AI_2025_06, DEVICE_SIDE_AI_2025_06, MARKET_2024};
    use crate::units::compute::Precision;

    #[test]
    fn every_row_is_on_exactly_one_line() {
        let lines = lines();
        for row in compute_history() {
            let found = lines.iter().flat_map(|line| &line.points).filter(|point| std::ptr::eq(**point, row)).count();
            assert_eq!(found, 1, "{row:?}");
        }
    }

    #[test]
    fn no_line_joins_what_may_not_be_joined() {
        for line in lines() {
            for pair in line.points.windows(2) {
                let (one, other) = (pair[0], pair[1]);
                assert_eq!(
                    (one.region, one.series, one.precision, one.scope, one.kind),
                    (other.region, other.series, other.precision, other.scope, other.kind)
                );
                assert_ne!(one.precision, Precision::Unknown);
                assert!(one.date.months() < other.date.months(), "two values for one date: {one:?} {other:?}");
                assert!(one.kind == Kind::Actual || one.publisher == other.publisher);
            }
        }
    }

    #[test]
    fn the_numbers_of_the_puzzle_stand_on_different_lines() {
        let lines = lines();
        let line_of = |row: &ComputePoint| lines.iter().position(|line| line.points.contains(&row));
        let places = [AI_2024.row, AI_2025_06.row, DEVICE_SIDE_AI_2025_06.row, MARKET_2024.row].map(line_of);
        for (count, place) in places.iter().enumerate() {
            assert!(!places[..count].contains(place), "{places:?}");
        }
    }

    #[test]
    fn the_official_count_in_fp16_is_one_line_from_march_2025() {
        let lines = lines();
        let line = lines.iter().find(|line| line.points.contains(&AI_2025_06.row)).unwrap();
        let dates: Vec<String> = line.points.iter().map(|point| point.date.label()).collect();
        assert_eq!(dates, ["2025-03", "2025-06", "2025-07", "2025-12", "2026-03", "2026-06"]);
        assert_eq!(line.last().map(|point| point.value.text), Some("2185"));
    }
}
