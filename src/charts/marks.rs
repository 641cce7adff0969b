//! Draws the marks of a figure, each clipped to the plot.

use crate::charts::beads::Beads;
use crate::charts::cells::float;
use crate::charts::draw::ChartError;
use crate::charts::figure::{Along, BarStyle, Bin, Mark};
use crate::charts::heat::draw_cells;
use crate::charts::ink::{Dash, Ink, Marker};
use crate::charts::number_line::{draw_interval, draw_strip};
use crate::charts::path::{Place, clipped, clipped_area, is_ragged, stretches, strokes, thinned};
use crate::charts::pen::{Paint, Pen};
use crate::charts::theme::{Look, Theme};
use crate::charts::viewport::{Rect, Viewport};

/// Thickness of lines.
pub const LINE_WIDTH: f64 = 2.0;
/// Thickness of ragged lines.
const RAGGED_WIDTH: f64 = 1.25;
/// Half the width of a marker on a line.
pub const ON_LINE: f64 = 3.5;
/// Half the width of a marker of its own.
const ALONE: f64 = 3.0;
/// The hole of a hollow marker, as a part of its size.
const HOLLOW: f64 = 0.6;
/// Points further apart than this each get their marker.
const MARKER_ROOM: f64 = 24.0;
/// More free points than this are drawn smaller.
const MANY: usize = 400;
/// From this many points per pixel column on, a line is thinned.
const THIN_FROM: f64 = 4.0;

/// The visible parts of a mark as paths in CSS pixels, for drawing and for keeping words off them; none for areas.
pub fn traced(mark: &Mark, viewport: &Viewport, look: &Look) -> Vec<Vec<Place>> {
    let plot = &viewport.plot;
    let place = |&(x, y): &(f64, f64)| viewport.px_from_data(x, y);
    match mark {
        Mark::Line { points, .. } => {
            let places: Vec<Place> = points.iter().map(place).collect();
            let columns = plot.width() * look.device;
            #[expect(clippy::cast_precision_loss, reason = "a count of points")]
            let dense = places.len() as f64 >= THIN_FROM * columns;
            stretches(&places)
                .flat_map(
                    |stretch| {
                        if dense { clipped(&thinned(stretch, look.device), plot) } else { clipped(stretch, plot) }
                    },
                )
                .collect()
        }
        Mark::Points { points, .. } => vec![points.iter().map(place).filter(|place| plot.holds(*place)).collect()],
        Mark::Bars { bins, style: BarStyle::Outlined, .. } => clipped(&outline(bins, viewport), plot),
        Mark::Bars { bins, style: BarStyle::Filled, .. } => {
            let around = |bar: Rect| {
                vec![(bar.left, bar.bottom), (bar.left, bar.top), (bar.right, bar.top), (bar.right, bar.bottom)]
            };
            bins.iter().filter_map(|bin| bar(bin, viewport)).map(around).collect()
        }
        Mark::Rule { axis: Along::X, at, .. } => {
            let (x, _) = viewport.px_from_data(*at, viewport.y.min());
            clipped(&[(x, plot.top), (x, plot.bottom)], plot)
        }
        Mark::Rule { axis: Along::Y, at, .. } => {
            let (_, y) = viewport.px_from_data(viewport.x.min(), *at);
            clipped(&[(plot.left, y), (plot.right, y)], plot)
        }
        Mark::Cells(_)
        | Mark::Strip(_)
        | Mark::Interval(_)
        | Mark::Band { .. }
        | Mark::Span { .. }
        | Mark::Note { .. } => Vec::new(),
    }
}

/// Draws one mark; `parts` are its [`traced`] parts, `beads` say where it has markers besides those at its points.
pub fn draw_mark(
    pen: &mut Pen,
    mark: &Mark,
    parts: &[Vec<Place>],
    viewport: &Viewport,
    beads: Option<Beads>,
) -> Result<(), ChartError> {
    let plot = viewport.plot;
    match mark {
        Mark::Line { ink, dash, marker, points, .. } => {
            let paint = pen.ink(*ink);
            for part in parts {
                // Dashes on a ragged line show no rhythm, and its strokes would run into each other.
                let (dash, width) = if is_ragged(part) { (Dash::Solid, RAGGED_WIDTH) } else { (*dash, LINE_WIDTH) };
                match dash {
                    Dash::Solid => pen.path(part, width, paint)?,
                    Dash::Long | Dash::Dashed | Dash::Dotted | Dash::DashDot => {
                        strokes(part, dash).iter().try_for_each(|stroke| pen.path(stroke, width, paint))?;
                    }
                }
            }
            let places =
                if *marker == Marker::None { Vec::new() } else { line_markers(parts, points, viewport, beads) };
            places.into_iter().try_for_each(|place| draw_marker(pen, *marker, place, ON_LINE, paint))
        }
        Mark::Points { ink, marker, .. } => {
            let places = parts.first().map_or(&[][..], Vec::as_slice);
            let radius = if places.len() > MANY { ALONE / 2.0 } else { ALONE };
            let paint = pen.ink(*ink);
            places.iter().try_for_each(|place| draw_marker(pen, *marker, *place, radius, paint))
        }
        Mark::Bars { ink, style: BarStyle::Outlined, .. } => {
            let paint = pen.ink(*ink);
            parts.iter().try_for_each(|part| pen.path(part, LINE_WIDTH, paint))
        }
        Mark::Bars { ink, style: BarStyle::Filled, bins, .. } => {
            let paint = pen.ink(*ink);
            for mut bar in bins.iter().filter_map(|bin| bar(bin, viewport)) {
                // Neighbours stay apart by one hairline of ground.
                if bar.width() > 3.0 {
                    bar.right = pen.crisp(bar.right) - pen.hairline();
                }
                pen.area(&bar, paint)?;
            }
            Ok(())
        }
        Mark::Cells(cells) => draw_cells(pen, cells, viewport),
        Mark::Strip(strip) => draw_strip(pen, strip, viewport),
        Mark::Interval(interval) => draw_interval(pen, interval, viewport),
        Mark::Band { ink, points } => draw_band(pen, *ink, points, viewport),
        Mark::Rule { axis, ink, .. } => {
            let paint = pen.ink(*ink);
            parts.iter().try_for_each(|part| match (axis, part.first()) {
                (Along::X, Some((x, _))) => pen.upright(*x, plot.top, plot.bottom, paint),
                (Along::Y, Some((_, y))) => pen.level(*y, plot.left, plot.right, paint),
                (Along::X | Along::Y, None) => Ok(()),
            })
        }
        // Spans lie behind the grid and notes above everything: both are drawn elsewhere.
        Mark::Span { .. } | Mark::Note { .. } => Ok(()),
    }
}

/// The rectangle of a span within the plot.
pub fn span_rect(axis: Along, from: f64, to: f64, viewport: &Viewport) -> Option<Rect> {
    let edge = |at: f64| match axis {
        Along::X => viewport.px_from_data(at, viewport.y.min()).0,
        Along::Y => viewport.px_from_data(viewport.x.min(), at).1,
    };
    // A zone from zero on a log axis reaches to the end of the plot.
    let (a, b) = (edge(from), edge(to));
    let rect = match axis {
        Along::X => Rect { left: a.min(b), right: a.max(b), ..viewport.plot },
        Along::Y => Rect { top: a.min(b), bottom: a.max(b), ..viewport.plot },
    };
    rect.common(&viewport.plot)
}

/// Draws a span's tint and hatching.
pub fn draw_span(pen: &mut Pen, rect: &Rect, ink: Ink) -> Result<(), ChartError> {
    let paint = pen.ink(ink);
    // Light on dark needs more of itself to be seen.
    let (tint, hatch) = match pen.theme() {
        Theme::Light => (0.07, 0.24),
        Theme::Dark => (0.10, 0.40),
    };
    pen.area(rect, Paint { alpha: tint, ..paint })?;
    // Strokes rising to the right at 45°, ten pixels apart, on a lattice that does not depend on the span.
    let lattice = 10.0;
    let mut foot = libm::floor((rect.left + rect.top) / lattice) * lattice;
    while foot <= rect.right + rect.bottom {
        let ends = [(foot - rect.bottom, rect.bottom), (foot - rect.top, rect.top)];
        for stroke in clipped(&ends, rect) {
            pen.path(&stroke, 1.0, Paint { alpha: hatch, ..paint })?;
        }
        foot += lattice;
    }
    Ok(())
}

/// Draws a marker `radius` CSS pixels to each side of `place`; shapes are sized to look equally heavy.
pub fn draw_marker(pen: &mut Pen, marker: Marker, place: Place, radius: f64, paint: Paint) -> Result<(), ChartError> {
    if let Some(filled) = filled(marker) {
        draw_marker(pen, filled, place, radius * 1.1, paint)?;
        let ground = Paint::solid(pen.theme().ground());
        return draw_marker(pen, filled, place, radius * HOLLOW, ground);
    }
    let (x, y) = place;
    let corner = |(across, down): (f64, f64)| (x + across * radius, y + down * radius);
    let shape: &[(f64, f64)] = match marker {
        Marker::None | Marker::Ring | Marker::Frame | Marker::HollowDiamond | Marker::HollowTriangle => return Ok(()),
        Marker::Circle => return pen.disc(place, radius, paint),
        Marker::Cross => {
            let arms = [[(-0.9, -0.9), (0.9, 0.9)], [(-0.9, 0.9), (0.9, -0.9)]];
            return arms.iter().try_for_each(|arm| pen.path(&arm.map(corner), radius * 0.55, paint));
        }
        Marker::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        Marker::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        Marker::TriangleUp => &[(0.0, -1.25), (1.2, 0.9), (-1.2, 0.9)],
        Marker::TriangleDown => &[(0.0, 1.25), (1.2, -0.9), (-1.2, -0.9)],
    };
    let corners: Vec<Place> = shape.iter().copied().map(corner).collect();
    pen.polygon(&corners, paint)
}

/// The shape that a hollow marker is cut out of.
const fn filled(marker: Marker) -> Option<Marker> {
    match marker {
        Marker::Ring => Some(Marker::Circle),
        Marker::Frame => Some(Marker::Square),
        Marker::HollowDiamond => Some(Marker::Diamond),
        Marker::HollowTriangle => Some(Marker::TriangleUp),
        Marker::None
        | Marker::Circle
        | Marker::Square
        | Marker::Diamond
        | Marker::TriangleUp
        | Marker::TriangleDown
        | Marker::Cross => None,
    }
}

/// Every visible point if they stand apart, and otherwise the line's end and its beads.
fn line_markers(parts: &[Vec<Place>], points: &[(f64, f64)], viewport: &Viewport, beads: Option<Beads>) -> Vec<Place> {
    let end = || parts.last().and_then(|part| part.last()).copied();
    // A path of more corners than have room across the plot needs no closer look.
    let is_dense =
        float(parts.iter().map(Vec::len).sum()) * MARKER_ROOM > 2.0 * viewport.plot.width() + 4.0 * MARKER_ROOM;
    if is_dense && beads.is_none() {
        return end().into_iter().collect();
    }
    let visible = |place: &Place| viewport.plot.holds(*place);
    let all: Vec<Place> = points.iter().map(|&(x, y)| viewport.px_from_data(x, y)).filter(visible).collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Vec::new() };
    let needed: f64 = all.windows(2).map(|_| MARKER_ROOM).sum();
    if !is_dense && needed <= (last.0 - first.0).abs() {
        return all;
    }
    end().into_iter().chain(beads.into_iter().flat_map(|beads| beads.among(&all))).collect()
}

fn draw_band(pen: &mut Pen, ink: Ink, points: &[(f64, f64, f64)], viewport: &Viewport) -> Result<(), ChartError> {
    let place = |x: f64, y: f64| viewport.px_from_data(x, y);
    let whole = |&(x, low, high): &(f64, f64, f64)| {
        let (a, b) = (place(x, low), place(x, high));
        a.0.is_finite() && a.1.is_finite() && b.1.is_finite()
    };
    let paint = pen.ink(ink);
    for stretch in points.split(|point| !whole(point)).filter(|stretch| stretch.len() > 1) {
        let low: Vec<Place> = stretch.iter().map(|&(x, low, _)| place(x, low)).collect();
        let high: Vec<Place> = stretch.iter().map(|&(x, _, high)| place(x, high)).collect();
        let around: Vec<Place> = high.iter().chain(low.iter().rev()).copied().collect();
        pen.polygon(&clipped_area(&around, &viewport.plot), Paint { alpha: 0.18, ..paint })?;
        for edge in [low, high] {
            for part in clipped(&edge, &viewport.plot) {
                pen.path(&part, 1.0, Paint { alpha: 0.55, ..paint })?;
            }
        }
    }
    Ok(())
}

/// The visible rectangle of one bar; `None` if nothing of it is visible.
fn bar(bin: &Bin, viewport: &Viewport) -> Option<Rect> {
    let (from, top) = viewport.px_from_data(bin.from, bin.value);
    let (to, _) = viewport.px_from_data(bin.to, bin.value);
    let foot = bar_foot(viewport);
    let rect = Rect { left: from.min(to), right: from.max(to), top: top.min(foot), bottom: top.max(foot) };
    rect.common(&viewport.plot)
}

/// Where bars stand: at zero, or at the foot of the plot where the axis does not reach zero.
fn bar_foot(viewport: &Viewport) -> f64 {
    let zero = viewport.px_from_data(viewport.x.min(), 0.0).1;
    if zero.is_finite() { zero.clamp(viewport.plot.top, viewport.plot.bottom) } else { viewport.plot.bottom }
}

/// The stepped line around all bars.
fn outline(bins: &[Bin], viewport: &Viewport) -> Vec<Place> {
    let foot = bar_foot(viewport);
    let mut path: Vec<Place> = Vec::with_capacity(bins.len() * 4);
    for bin in bins {
        let (from, y) = viewport.px_from_data(bin.from, bin.value);
        let (to, _) = viewport.px_from_data(bin.to, bin.value);
        let y = if y.is_finite() { y } else { foot };
        if !(from.is_finite() && to.is_finite()) {
            continue;
        }
        // Back to the foot only where the bars leave a gap.
        match path.pop() {
            Some((end, _)) if (end - from).abs() < 0.01 => {}
            Some(last) => path.extend([last, (from, foot)]),
            None => path.push((from, foot)),
        }
        path.extend([(from, y), (to, y), (to, foot)]);
    }
    path
}
