//! A figure seen closer: its horizontal axis is a window, and its vertical axis spans what is in sight.
//!
//! The vertical axis follows because a window that shows the first years of a growing series would otherwise show a line on the
//! ground. It never reaches beyond the axis of the whole picture, and amounts that began at zero still do.

use crate::charts::axis::{Axis, Scale};
use crate::charts::figure::{Bin, Figure, Mark};
use crate::charts::ticks::Ticks;
use crate::charts::zoom::Window;

/// `figure` with the window as its horizontal axis; as it is where there is no window, or one of another axis. Marks beyond the
/// window are clipped when it is drawn, so this serves for figures that hold all their points.
#[must_use]
pub fn windowed(figure: Figure, window: Option<Window>) -> Figure {
    let Some((from, to)) = window else { return figure };
    let inside = figure.x.min() <= from && from < to && to <= figure.x.max();
    if !inside || (from, to) == (figure.x.min(), figure.x.max()) {
        return figure;
    }
    let x = figure.x.shown(from, to);
    let y = fitted(&figure, &x);
    Figure { x, y, ..figure }
}

/// The vertical axis for what is drawn between the ends of `x`.
fn fitted(figure: &Figure, x: &Axis) -> Axis {
    let whole = &figure.y;
    // Rows have their places; cells are as high as they are wide.
    let has_rows = figure.marks.iter().any(|mark| matches!(mark, Mark::Cells(_) | Mark::Strip(_)));
    if has_rows || matches!(whole.ticks, Ticks::Named(_)) {
        return whole.clone();
    }
    let heights: Vec<f64> = figure.marks.iter().flat_map(|mark| heights(mark, x, whole)).collect();
    let heights = || heights.iter().filter(|y| y.is_finite()).map(|y| y.clamp(whole.min(), whole.max()));
    if heights().count() == 0 {
        return whole.clone();
    }
    let tight = Axis::around(whole.scale(), heights(), "").rounded();
    let stands_on_zero = whole.scale() == Scale::Linear && whole.min() == 0.0;
    let foot = if stands_on_zero { 0.0 } else { tight.min().max(whole.min()) };
    whole.shown(foot, tight.max().min(whole.max()))
}

/// How high and how low a mark reaches between the ends of `x`; nothing for what spans the plot anyway.
fn heights(mark: &Mark, x: &Axis, y: &Axis) -> Vec<f64> {
    match mark {
        Mark::Line { points, .. } => {
            let single = points.iter().filter(|point| x.contains(point.0)).map(|point| point.1);
            single.chain(points.windows(2).flat_map(|pair| crossings(pair[0], pair[1], x, y))).collect()
        }
        Mark::Points { points, .. } => points.iter().filter(|point| x.contains(point.0)).map(|point| point.1).collect(),
        Mark::Band { points, .. } => {
            points.iter().filter(|point| x.contains(point.0)).flat_map(|point| [point.1, point.2]).collect()
        }
        Mark::Bars { bins, .. } => {
            let seen = |bin: &&Bin| bin.from.max(x.min()) < bin.to.min(x.max());
            bins.iter().filter(seen).map(|bin| bin.value).collect()
        }
        Mark::Cells(_)
        | Mark::Strip(_)
        | Mark::Interval(_)
        | Mark::Rule { .. }
        | Mark::Span { .. }
        | Mark::Note { .. } => Vec::new(),
    }
}

/// The heights at which the stroke from `a` to `b` crosses the ends of the window.
fn crossings(a: (f64, f64), b: (f64, f64), x: &Axis, y: &Axis) -> impl Iterator<Item = f64> {
    let (from, to) = (x.share_from_value(a.0), x.share_from_value(b.0));
    let (low, high) = (y.share_from_value(a.1), y.share_from_value(b.1));
    let height = |end: f64| {
        let share = (end - from) / (to - from);
        (0.0 < share && share < 1.0).then(|| y.value_from_share(low + share * (high - low)))
    };
    [height(0.0), height(1.0)].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::windowed;
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::figure::{Figure, Mark};
    use crate::charts::ink::Ink;

    fn figure(scale: Scale, ends: (f64, f64), points: &[(f64, f64)]) -> Figure {
        let (x, y) = (Axis::new(Scale::Linear, 0.0, 10.0, "x"), Axis::new(scale, ends.0, ends.1, "y"));
        Figure { x, y, marks: vec![Mark::line("line", Ink::Accent, points.to_vec())], ..Figure::blank() }
    }

    #[test]
    fn the_height_follows_what_is_in_sight() {
        let check = |figure: Figure, window: (f64, f64), expect: (f64, f64)| {
            let got = windowed(figure, Some(window));
            assert_eq!((got.x.min(), got.x.max()), window);
            assert!((got.y.min() - expect.0).abs() < 1e-9 && (got.y.max() - expect.1).abs() < 1e-9, "{:?}", got.y);
        };
        let straight = [(0.0, 0.0), (10.0, 1000.0)];
        // No point lies between 2 and 4, but the line does: from 200 to 400.
        check(figure(Scale::Linear, (0.0, 1000.0), &straight), (2.0, 4.0), (0.0, 400.0));
        check(figure(Scale::Linear, (-1000.0, 1000.0), &straight), (2.0, 4.0), (200.0, 400.0));
        check(figure(Scale::Log10, (1e-6, 1.0), &[(0.0, 1e-6), (10.0, 1.0)]), (5.0, 10.0), (1e-3, 1.0));
        // Nothing in sight, or nothing that can be drawn: the height stays.
        check(figure(Scale::Linear, (0.0, 7.0), &[(8.0, 1.0)]), (2.0, 4.0), (0.0, 7.0));
        check(figure(Scale::Linear, (0.0, 7.0), &[(3.0, f64::NAN)]), (2.0, 4.0), (0.0, 7.0));
        // What reaches beyond the whole axis does not stretch it.
        check(figure(Scale::Linear, (0.0, 10.0), &straight), (2.0, 4.0), (0.0, 10.0));
    }

    #[test]
    fn a_window_of_another_axis_changes_nothing() {
        let whole = figure(Scale::Linear, (0.0, 1.0), &[(0.0, 0.0), (10.0, 1.0)]);
        for window in [None, Some((-1.0, 3.0)), Some((20.0, 30.0)), Some((0.0, 10.0)), Some((f64::NAN, 1.0))] {
            assert_eq!(windowed(whole.clone(), window), whole, "{window:?}");
        }
    }
}
