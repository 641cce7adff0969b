//! What is already drawn in the plot, as a raster of 4 px squares: a label asks how many it would cover.
//!
//! The cost is bounded by the size of the picture, however many points a line has: what a path does within one column of the
//! raster is a range of heights, because the path is connected.

use crate::charts::path::Place;
use crate::charts::viewport::Rect;

/// Side of a square, CSS pixels.
const SQUARE: f64 = 4.0;
/// The largest raster, squares in either direction; what lies beyond is not counted.
const MOST: f64 = 1024.0;

/// The squares that something is drawn in.
#[derive(Clone, Debug)]
pub struct Drawn {
    left: f64,
    top: f64,
    columns: usize,
    rows: usize,
    squares: Vec<bool>,
}

impl Drawn {
    /// An empty raster over `plot`.
    pub fn new(plot: &Rect) -> Drawn {
        let (columns, rows) = (squares(plot.width()) + 1, squares(plot.height()) + 1);
        Drawn { left: plot.left, top: plot.top, columns, rows, squares: vec![false; columns * rows] }
    }

    /// Marks a path of straight strokes.
    pub fn add_path(&mut self, points: &[Place]) {
        if let [only] = points {
            self.add_point(*only);
        }
        // The column under way with the heights reached in it.
        let mut open: Option<(usize, f64, f64)> = None;
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let (first, last) = (self.column(from.0), self.column(to.0));
            for column in first.min(last)..=first.max(last) {
                let (a, b) = (self.height_at(from, to, column), self.height_at(from, to, column + 1));
                let (low, high) = (a.min(b), a.max(b));
                open = match open {
                    Some((at, least, most)) if at == column => Some((at, least.min(low), most.max(high))),
                    Some(done) => {
                        self.fill(done);
                        Some((column, low, high))
                    }
                    None => Some((column, low, high)),
                };
            }
        }
        if let Some(done) = open {
            self.fill(done);
        }
    }

    /// Marks one place.
    pub fn add_point(&mut self, (x, y): Place) {
        self.fill((self.column(x), y, y));
    }

    /// How many marked squares have their middle in `rect`.
    pub fn covered(&self, rect: &Rect) -> usize {
        let (left, right) =
            (squares(rect.left - self.left + SQUARE / 2.0), squares(rect.right - self.left + SQUARE / 2.0));
        let (top, bottom) =
            (squares(rect.top - self.top + SQUARE / 2.0), squares(rect.bottom - self.top + SQUARE / 2.0));
        let row = |row: usize| {
            let columns = left.min(self.columns)..right.min(self.columns);
            self.squares[row * self.columns..(row + 1) * self.columns][columns].iter().filter(|drawn| **drawn).count()
        };
        (top.min(self.rows)..bottom.min(self.rows)).map(row).sum()
    }

    fn column(&self, x: f64) -> usize {
        squares(x - self.left).min(self.columns - 1)
    }

    /// The height of the stroke at the left edge of `column`, or at its own end if that comes before.
    fn height_at(&self, from: Place, to: Place, column: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most 1024 columns")]
        let edge = self.left + column as f64 * SQUARE;
        let x = edge.clamp(from.0.min(to.0), from.0.max(to.0));
        let across = to.0 - from.0;
        if across == 0.0 {
            return if edge <= from.0 { from.1 } else { to.1 };
        }
        from.1 + (x - from.0) / across * (to.1 - from.1)
    }

    fn fill(&mut self, (column, low, high): (usize, f64, f64)) {
        let (from, to) = (squares(low - self.top), squares(high - self.top).min(self.rows - 1));
        for row in from..=to {
            self.squares[row * self.columns + column] = true;
        }
    }
}

/// The square in which a length ends.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 1024 first")]
fn squares(length: f64) -> usize {
    (length / SQUARE).clamp(0.0, MOST - 1.0) as usize
}

#[cfg(test)]
mod tests {
    use super::Drawn;
    use crate::charts::path::Place;
    use crate::charts::viewport::Rect;

    const PLOT: Rect = Rect { left: 100.0, top: 50.0, right: 200.0, bottom: 150.0 };

    fn check(points: &[Place], rect: (f64, f64, f64, f64), expect: usize) {
        let mut drawn = Drawn::new(&PLOT);
        drawn.add_path(points);
        let rect = Rect { left: rect.0, top: rect.1, right: rect.2, bottom: rect.3 };
        assert_eq!(drawn.covered(&rect), expect, "{points:?} under {rect:?}");
    }

    #[test]
    fn a_label_covers_what_crosses_it() {
        let all = (100.0, 50.0, 200.0, 150.0);
        check(&[(100.0, 101.0), (199.0, 101.0)], all, 25);
        check(&[(100.0, 101.0), (199.0, 101.0)], (120.0, 90.0, 160.0, 110.0), 10);
        check(&[(100.0, 101.0), (199.0, 101.0)], (120.0, 60.0, 160.0, 90.0), 0);
        check(&[(150.0, 50.0), (150.0, 149.0)], all, 25);
        check(&[(150.0, 50.0), (150.0, 149.0)], (140.0, 90.0, 160.0, 110.0), 5);
        check(&[(101.0, 51.0), (199.0, 149.0)], (100.0, 50.0, 120.0, 70.0), 9);
        check(&[(150.0, 100.0)], all, 1);
        check(&[], all, 0);
    }

    #[test]
    fn a_thousand_points_in_a_column_are_one_range() {
        let rag: Vec<Place> =
            (0..1000_u32).map(|k| (150.0 + f64::from(k) / 1000.0, 60.0 + f64::from(k % 2) * 80.0)).collect();
        check(&rag, (100.0, 50.0, 200.0, 150.0), 21);
    }
}
