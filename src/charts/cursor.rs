//! A place in a figure that arrow keys move: left and right along a mark, up and down between marks.
//!
//! Only readings that can be drawn are visited (finite, and within the axes).

use crate::charts::figure::Figure;
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

/// The readings of a mark that can be drawn.
fn visited(figure: &Figure, mark: usize) -> Vec<usize> {
    let Some(drawn) = figure.marks.get(mark) else { return Vec::new() };
    let visible =
        |point: &usize| drawn.reading(*point).is_some_and(|(x, y)| figure.x.contains(x) && figure.y.contains(y));
    (0..drawn.reading_count()).filter(visible).collect()
}
