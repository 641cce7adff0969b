//! Where the data lies in the drawn picture: pixel to data and back, and the reading nearest to a pointer.
//!
//! Pixels are CSS pixels from the picture's top left corner.

use crate::charts::axis::Axis;
use crate::charts::figure::{Figure, Mark};

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rect {
    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether a place lies in it, edges included.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// The common part of two rectangles; `None` if there is none.
    pub fn common(&self, other: &Rect) -> Option<Rect> {
        let common = Rect {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (common.left < common.right && common.top < common.bottom).then_some(common)
    }
}

/// The plot as it was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewport {
    /// The rectangle that the axes span.
    pub plot: Rect,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
}

/// One value of one mark, and where it was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Index into the figure's marks.
    pub mark: usize,
    /// Index into the mark's points or bars.
    pub point: usize,
    /// Its data.
    pub x: f64,
    /// Its data.
    pub y: f64,
    /// Its place.
    pub px: f64,
    /// Its place.
    pub py: f64,
}

impl Viewport {
    /// Where (x, y) was drawn; outside the plot for values beyond the axes, not finite for what has no place.
    pub fn px_from_data(&self, x: f64, y: f64) -> (f64, f64) {
        let plot = self.plot;
        let px = plot.left + self.x.share_from_value(x) * plot.width();
        let py = plot.bottom - self.y.share_from_value(y) * plot.height();
        (px, py)
    }

    /// The data under a pixel; `None` outside the plot.
    pub fn data_from_px(&self, px: f64, py: f64) -> Option<(f64, f64)> {
        let plot = self.plot;
        let across = (px - plot.left) / plot.width();
        let up = (plot.bottom - py) / plot.height();
        let inside = (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&up);
        inside.then(|| (self.x.value_from_share(across), self.y.value_from_share(up)))
    }

    /// Reading `point` of mark `mark`; `None` if there is none or it was not drawn.
    pub fn reading(&self, figure: &Figure, mark: usize, point: usize) -> Option<Reading> {
        let (x, y) = figure.marks.get(mark)?.reading(point)?;
        let (px, py) = self.px_from_data(x, y);
        let drawn = px >= self.plot.left - 0.5
            && px <= self.plot.right + 0.5
            && py >= self.plot.top - 0.5
            && py <= self.plot.bottom + 0.5;
        drawn.then_some(Reading { mark, point, x, y, px, py })
    }
}

/// The drawn reading nearest to the pointer at (`px`, `py`); `None` if the pointer is outside the plot or nothing was
/// drawn. A bar is near when the pointer is within its width, whatever the height.
pub fn nearest(figure: &Figure, viewport: &Viewport, px: f64, py: f64) -> Option<Reading> {
    viewport.data_from_px(px, py)?;
    let mut best: Option<(f64, Reading)> = None;
    for (mark, drawn) in figure.marks.iter().enumerate() {
        // The one cell under the pointer, and otherwise any of the points.
        let points = if let Mark::Cells(cells) = drawn {
            let under = viewport.data_from_px(px, py).and_then(|(x, y)| cells.at(x, y));
            under.map_or(0..0, |cell| cell..cell + 1)
        } else {
            0..drawn.reading_count()
        };
        for point in points {
            let Some(reading) = viewport.reading(figure, mark, point) else { continue };
            let distance = distance(drawn, viewport, &reading, (px, py));
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, reading));
            }
        }
    }
    best.map(|(_, reading)| reading)
}

/// A pointer over a bar or a cell is this far from it, CSS pixels, so that points drawn over it can be reached.
const OVER_BAR: f64 = 12.0;

fn distance(mark: &Mark, viewport: &Viewport, reading: &Reading, (px, py): (f64, f64)) -> f64 {
    let (across, down) = (px - reading.px, py - reading.py);
    match mark {
        Mark::Bars { bins, .. } => {
            let Some(bin) = bins.get(reading.point) else { return f64::INFINITY };
            let (from, _) = viewport.px_from_data(bin.from, bin.value);
            let (to, _) = viewport.px_from_data(bin.to, bin.value);
            if from.min(to) <= px && px <= from.max(to) { OVER_BAR * OVER_BAR } else { across * across + down * down }
        }
        Mark::Cells(_) => OVER_BAR * OVER_BAR,
        Mark::Line { .. }
        | Mark::Points { .. }
        | Mark::Strip(_)
        | Mark::Interval(_)
        | Mark::Band { .. }
        | Mark::Rule { .. }
        | Mark::Span { .. }
        | Mark::Note { .. } => across * across + down * down,
    }
}
