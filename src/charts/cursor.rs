//! A place in a figure that arrow keys move: left and right along a mark, up and down between marks; in a heat map from
//! cell to cell in all four directions, and beyond its first and last row to another mark.
//!
//! Only readings that can be drawn are visited (finite, and within the axes).

use crate::charts::axis::Axis;
use crate::charts::cells::{Cells, float};
use crate::charts::figure::{Figure, Mark};
use crate::charts::viewport::{Reading, Viewport};

/// One reading of one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Index into the figure's marks.
    pub mark: usize,
    /// Index into the mark's points or bars.
    pub point: usize,
}

/// A key that moves the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the reading before.
    Left,
    /// To the next reading.
    Right,
    /// To the mark before, at the nearest x.
    Up,
    /// To the next mark, at the nearest x.
    Down,
    /// To the first reading of the mark.
    Home,
    /// To the last reading of the mark.
    End,
    /// A tenth of the mark back.
    PageBack,
    /// A tenth of the mark on.
    PageOn,
}

impl Cursor {
    /// The first reading of the first mark that has one; `None` in a figure without readings.
    pub fn start(figure: &Figure) -> Option<Cursor> {
        (0..figure.marks.len()).find_map(|mark| Some(Cursor { mark, point: *visited(figure, mark).first()? }))
    }

    /// Where `step` leads; at an end the cursor stays.
    #[must_use]
    pub fn moved(self, figure: &Figure, step: Step) -> Cursor {
        if let Some(Mark::Cells(cells)) = figure.marks.get(self.mark)
            && let Some(point) = moved_in(cells, self.point, step, figure)
        {
            return Cursor { point, ..self };
        }
        let points = visited(figure, self.mark);
        // The cursor's rank; if its reading is gone (the figure changed), the next one that is left.
        let rank = points.partition_point(|point| *point < self.point).min(points.len().saturating_sub(1));
        let page = points.len().div_ceil(10).max(1);
        let last = points.len().saturating_sub(1);
        let rank = match step {
            Step::Left => rank.saturating_sub(1),
            Step::Right => (rank + 1).min(last),
            Step::Home => 0,
            Step::End => last,
            Step::PageBack => rank.saturating_sub(page),
            Step::PageOn => (rank + page).min(last),
            Step::Up => return (0..self.mark).rev().find_map(|mark| self.onto(figure, mark)).unwrap_or(self),
            Step::Down => {
                return (self.mark + 1..figure.marks.len()).find_map(|mark| self.onto(figure, mark)).unwrap_or(self);
            }
        };
        points.get(rank).map_or(self, |point| Cursor { point: *point, ..self })
    }

    /// The reading under the cursor; `None` if the figure has changed and it is gone.
    pub fn reading(self, figure: &Figure, viewport: &Viewport) -> Option<Reading> {
        viewport.reading(figure, self.mark, self.point)
    }

    /// The reading of another mark nearest in x, as the axis spreads it.
    fn onto(self, figure: &Figure, mark: usize) -> Option<Cursor> {
        let here = figure.marks.get(self.mark)?.reading(self.point)?.0;
        let away = |point: &usize| {
            let there = figure.marks[mark].reading(*point).map_or(f64::NAN, |(x, _)| x);
            (figure.x.share_from_value(there) - figure.x.share_from_value(here)).abs()
        };
        let nearest = visited(figure, mark).into_iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
        Some(Cursor { mark, point: nearest })
    }
}

/// The cell that `step` leads to within the axes; at a side of the grid the cursor stays. `None` above the first row
/// and below the last, where another mark may be.
fn moved_in(cells: &Cells, index: usize, step: Step, figure: &Figure) -> Option<usize> {
    let seen = |count: usize, axis: &Axis| {
        let inside = |at: &usize| axis.contains(float(*at));
        Some(((0..count).find(inside)?, (0..count).rfind(inside)?))
    };
    let ((first_row, last_row), (first, last)) = (seen(cells.rows(), &figure.y)?, seen(cells.columns, &figure.x)?);
    let (row, column) = cells.place(index.min(cells.values.len().saturating_sub(1)));
    let (row, column) = (row.clamp(first_row, last_row), column.clamp(first, last));
    let page = (last_row + 1 - first_row).div_ceil(10);
    let (row, column) = match step {
        Step::Left => (row, column.saturating_sub(1).max(first)),
        Step::Right => (row, (column + 1).min(last)),
        Step::Up => (row.checked_sub(1).filter(|row| *row >= first_row)?, column),
        Step::Down => (Some(row + 1).filter(|row| *row <= last_row)?, column),
        Step::Home => (row, first),
        Step::End => (row, last),
        Step::PageBack => (row.saturating_sub(page).max(first_row), column),
        Step::PageOn => ((row + page).min(last_row), column),
    };
    // The last row may be short.
    Some((row * cells.columns + column).min(cells.values.len().saturating_sub(1)))
}

/// The readings of a mark that can be drawn.
fn visited(figure: &Figure, mark: usize) -> Vec<usize> {
    let Some(drawn) = figure.marks.get(mark) else { return Vec::new() };
    let visible =
        |point: &usize| drawn.reading(*point).is_some_and(|(x, y)| figure.x.contains(x) && figure.y.contains(y));
    (0..drawn.reading_count()).filter(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Step};
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::cells::Cells;
    use crate::charts::figure::{BarStyle, Bin, Figure, Mark};
    use crate::charts::ink::Ink;
    use crate::charts::shade::Shade;
    use crate::charts::table::Table;
    use crate::charts::viewport::{Rect, Viewport, nearest};

    /// A line of eleven points (the fourth missing), a band, three bars and two points, x from 0 to 10.
    fn figure() -> Figure {
        let line = (0..=10).map(|k| (f64::from(k), if k == 3 { f64::NAN } else { 1.0 })).collect();
        let bar = |from: f64| Bin { from, to: from + 2.0, value: 5.0 };
        Figure {
            id: "cursor",
            title: String::new(),
            summary: String::new(),
            caption: String::new(),
            x: Axis::new(Scale::Linear, 0.0, 10.0, ""),
            y: Axis::new(Scale::Linear, 0.0, 10.0, ""),
            marks: vec![
                Mark::line("line", Ink::Accent, line),
                Mark::Band { ink: Ink::Accent, points: vec![(0.0, 1.0, 2.0)] },
                Mark::Bars {
                    name: "bars".into(),
                    ink: Ink::Faint,
                    style: BarStyle::Filled,
                    bins: vec![bar(0.0), bar(4.0), bar(8.0)],
                },
                Mark::points("points", Ink::Neutral, vec![(2.0, 99.0), (2.0, 9.0), (7.0, 9.0)]),
            ],
            table: Table::default(),
        }
    }

    #[test]
    fn arrow_keys_visit_what_is_drawn() {
        let check = |from: (usize, usize), step: Step, expect: (usize, usize)| {
            let cursor = Cursor { mark: from.0, point: from.1 }.moved(&figure(), step);
            assert_eq!((cursor.mark, cursor.point), expect, "{from:?} {step:?}");
        };
        check((0, 2), Step::Right, (0, 4));
        check((0, 4), Step::Left, (0, 2));
        check((0, 0), Step::Left, (0, 0));
        check((0, 10), Step::Right, (0, 10));
        check((0, 5), Step::Home, (0, 0));
        check((0, 5), Step::End, (0, 10));
        check((0, 5), Step::PageOn, (0, 6));
        check((0, 5), Step::PageBack, (0, 4));
        check((0, 6), Step::Down, (2, 1));
        check((2, 2), Step::Down, (3, 2));
        check((3, 1), Step::Up, (2, 0));
        check((3, 1), Step::Down, (3, 1));
        check((2, 0), Step::Up, (0, 1));
        // The figure has changed under the cursor.
        check((0, 99), Step::Left, (0, 9));
        check((9, 0), Step::Right, (9, 0));
    }

    #[test]
    fn arrow_keys_walk_a_grid_in_two_dimensions() {
        let cells = Cells::new(4, vec![0.5; 22], Shade::diverging(1.0, ""));
        let (x, y) = (cells.x_axis(""), cells.y_axis(""));
        let line = Mark::line("line", Ink::Accent, vec![(0.0, 0.0), (2.0, 5.0)]);
        let figure = Figure { x, y, marks: vec![Mark::Cells(cells), line], ..figure() };
        let check = |from: (usize, usize), step: Step, expect: (usize, usize)| {
            let cursor = Cursor { mark: from.0, point: from.1 }.moved(&figure, step);
            assert_eq!((cursor.mark, cursor.point), expect, "{from:?} {step:?}");
        };
        check((0, 5), Step::Right, (0, 6));
        check((0, 7), Step::Right, (0, 7));
        check((0, 4), Step::Left, (0, 4));
        check((0, 5), Step::Up, (0, 1));
        check((0, 5), Step::Down, (0, 9));
        check((0, 6), Step::Home, (0, 4));
        check((0, 6), Step::End, (0, 7));
        check((0, 6), Step::PageOn, (0, 10));
        check((0, 2), Step::PageBack, (0, 2));
        // The last row has two cells only.
        check((0, 19), Step::Down, (0, 21));
        // Over the edge lies another mark, or nothing.
        check((0, 1), Step::Up, (0, 1));
        check((0, 20), Step::Down, (1, 0));
        check((1, 1), Step::Up, (0, 2));
    }

    #[test]
    fn the_cursor_starts_where_something_is_drawn() {
        assert_eq!(Cursor::start(&figure()), Some(Cursor { mark: 0, point: 0 }));
        assert_eq!(Cursor::start(&Figure { marks: Vec::new(), ..figure() }), None);
    }

    #[test]
    fn the_pointer_finds_the_nearest_reading() {
        let figure = figure();
        let plot = Rect { left: 100.0, top: 0.0, right: 200.0, bottom: 100.0 };
        let viewport = Viewport { plot, x: figure.x.clone(), y: figure.y.clone() };
        let check = |at: (f64, f64), expect: Option<(usize, usize)>| {
            let reading = nearest(&figure, &viewport, at.0, at.1);
            assert_eq!(reading.map(|reading| (reading.mark, reading.point)), expect, "{at:?}");
        };
        check((170.0, 12.0), Some((3, 2)));
        check((129.0, 89.0), Some((0, 2)));
        check((152.0, 89.0), Some((0, 5)));
        check((150.0, 60.0), Some((2, 1)));
        check((99.0, 50.0), None);
        assert_eq!(viewport.data_from_px(150.0, 25.0), Some((5.0, 7.5)));
        assert_eq!(viewport.px_from_data(5.0, 7.5), (150.0, 25.0));
    }
}
