//! Number lines: the values of a format as strokes along one row, and the interval that rounds to one of them.
//!
//! Several formats share one horizontal axis; each has a row of [`Axis::rows`](crate::charts::axis::Axis::rows), where its name stands,
//! with the dash and the marker that go with its ink. However many values lie in one pixel column, they cost one rectangle.

use crate::charts::draw::ChartError;
use crate::charts::ink::{Dash, Ink};
use crate::charts::layout::SMALL;
use crate::charts::marks::{draw_marker, draw_span};
use crate::charts::path::{clipped, strokes};
use crate::charts::pen::{Anchor, Label, Pen, Turn, Weight};
use crate::charts::placing::LINE;
use crate::charts::theme::Theme;
use crate::charts::viewport::{Rect, Viewport};

/// One row of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What has these values, as the cursor says it; the axis names the row for the eye.
    pub name: String,
    /// Its ink.
    pub ink: Ink,
    /// The row, on the vertical axis.
    pub row: f64,
    /// Where its values begin and end, in sight or not: the row's line.
    pub range: (f64, f64),
    /// The values in sight, rising.
    pub values: Vec<f64>,
    /// A stretch drawn full instead, where values lie closer than anyone can see.
    pub full: Option<(f64, f64)>,
    /// Words at single values, by index into `values`, the most important first: a label that would touch one before it in
    /// this list is not drawn.
    pub labels: Vec<(usize, String)>,
}

/// Part of one row: everything in it rounds to the same value.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// Its ink.
    pub ink: Ink,
    /// The row, on the vertical axis.
    pub row: f64,
    /// One end.
    pub from: f64,
    /// The other end.
    pub to: f64,
    /// What it means; may be empty.
    pub label: String,
}

/// Half the height of a stroke, CSS pixels.
pub const HALF: f64 = 7.0;
/// How much further up the strokes with words reach.
const TALLER: f64 = 4.0;
/// Half the height of an interval.
const REACH: f64 = 12.0;
/// Values further apart than this get their marker.
const MARKER_ROOM: f64 = 18.0;
/// Half the width of a marker.
const MARKER: f64 = 3.5;
/// Strokes closer than this, in screen pixels, run into one area.
const MERGED: f64 = 2.0;

/// Draws the row's line, strokes and markers.
///
/// # Errors
/// If the surface refuses to draw.
pub fn draw_strip(pen: &mut Pen, strip: &Strip, viewport: &Viewport) -> Result<(), ChartError> {
    let paint = pen.ink(strip.ink);
    let (plot, y) = (viewport.plot, viewport.px_from_data(viewport.x.min(), strip.row).1);
    if !(plot.top <= y && y <= plot.bottom) {
        return Ok(());
    }
    if let Some(full) = strip.full.and_then(|(from, to)| {
        let edge = |at: f64| viewport.px_from_data(at, strip.row).0;
        Rect { left: edge(from), right: edge(to).max(edge(from) + 1.0), top: y - HALF, bottom: y + HALF }.common(&plot)
    }) {
        return pen.area(&full, paint);
    }
    let places = places(strip, viewport);
    let end = |at: f64| viewport.px_from_data(at, strip.row).0;
    // On a log axis a range from zero on, or from below it, has no left end: there the line begins at the first value in sight.
    let from = Some(end(strip.range.0)).filter(|x| x.is_finite()).or(places.first().copied()).unwrap_or(plot.left);
    let within = |x: f64| (x.max(plot.left - 1.0).min(plot.right + 1.0), y);
    let ends = [within(from), within(end(strip.range.1))];
    for part in clipped(&ends, &plot) {
        match strip.ink.dash() {
            Dash::Solid => pen.level(y, part[0].0, part[1].0, paint)?,
            dash @ (Dash::Long | Dash::Dashed | Dash::Dotted | Dash::DashDot) => {
                strokes(&part, dash).iter().try_for_each(|stroke| pen.path(stroke, 1.0, paint))?;
            }
        }
    }
    for (from, to) in merged(&places, MERGED * pen.hairline()) {
        let space = Rect { left: from, right: to, top: y - HALF, bottom: y + HALF };
        if from < to { pen.area(&space, paint)? } else { pen.upright(from, space.top, space.bottom, paint)? }
    }
    for (index, _) in &strip.labels {
        if let Some(x) = strip.values.get(*index).and_then(|value| place(*value, strip.row, viewport)) {
            pen.upright(x, y - HALF - TALLER, y, paint)?;
        }
    }
    if places.windows(2).all(|pair| pair[1] - pair[0] >= MARKER_ROOM) {
        let marker = strip.ink.marker();
        places.iter().try_for_each(|x| draw_marker(pen, marker, (*x, y), MARKER, paint))?;
    }
    Ok(())
}

/// Draws an interval: hatched, with a stroke at each end that is in sight.
///
/// # Errors
/// If the surface refuses to draw.
pub fn draw_interval(pen: &mut Pen, interval: &Interval, viewport: &Viewport) -> Result<(), ChartError> {
    let whole = interval_rect(interval, viewport);
    let plot = viewport.plot;
    let Some(space) = whole.common(&plot) else { return Ok(()) };
    draw_span(pen, &space, interval.ink)?;
    let paint = pen.ink(interval.ink);
    for x in [whole.left, whole.right].into_iter().filter(|x| plot.left <= *x && *x <= plot.right) {
        pen.upright(x, space.top, space.bottom, paint)?;
    }
    Ok(())
}

/// The rectangle of an interval, the plot's edges left out of account.
pub fn interval_rect(interval: &Interval, viewport: &Viewport) -> Rect {
    let (a, y) = viewport.px_from_data(interval.from, interval.row);
    let (b, _) = viewport.px_from_data(interval.to, interval.row);
    Rect { left: a.min(b), right: a.max(b), top: y - REACH, bottom: y + REACH }
}

/// The labels of a row, the most important first, above their strokes.
pub fn strip_labels(strip: &Strip, viewport: &Viewport, theme: Theme) -> Vec<Label> {
    let y = viewport.px_from_data(viewport.x.min(), strip.row).1 - HALF - TALLER - SMALL * LINE / 2.0;
    let label = |(index, text): &(usize, String)| {
        let x = place(*strip.values.get(*index)?, strip.row, viewport)?;
        let (text, rgb) = (text.clone(), theme.ink_text(strip.ink));
        Some(Label { text, x, y, size: SMALL, anchor: Anchor::Middle, turn: Turn::Level, weight: Weight::Normal, rgb })
    };
    strip.labels.iter().filter_map(label).collect()
}

/// The visible values' places along x, rising.
fn places(strip: &Strip, viewport: &Viewport) -> Vec<f64> {
    strip.values.iter().filter_map(|value| place(*value, strip.row, viewport)).collect()
}

fn place(value: f64, row: f64, viewport: &Viewport) -> Option<f64> {
    let x = viewport.px_from_data(value, row).0;
    (viewport.plot.left <= x && x <= viewport.plot.right).then_some(x)
}

/// Stretches of places no further apart than `gap`; a place alone is a stretch of no length.
fn merged(places: &[f64], gap: f64) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::new();
    for x in places {
        match out.last_mut() {
            Some(last) if x - last.1 <= gap => last.1 = *x,
            Some(_) | None => out.push((*x, *x)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn strokes_that_touch_are_one() {
        assert_eq!(merged(&[1.0, 2.0, 3.5, 9.0, 20.0, 21.0], 1.5), [(1.0, 3.5), (9.0, 9.0), (20.0, 21.0)]);
        assert_eq!(merged(&[], 1.5), []);
        let many: Vec<f64> = (0..65_536).map(|k| f64::from(k) / 100.0).collect();
        assert_eq!(merged(&many, 1.0).len(), 1);
    }
}
