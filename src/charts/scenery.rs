//! Draws what stands around the marks: ground, grid, axes with their words, key, title and caption.

use crate::charts::axis::{Axis, Scale};
use crate::charts::colour_bar::bar_labels;
use crate::charts::draw::ChartError;
use crate::charts::figure::{BarStyle, Figure, Mark};
use crate::charts::layout::{KeyEntry, Layout, NAME, PlacedTick, SMALL, SWATCH, TITLE};
use crate::charts::marks::{LINE_WIDTH, ON_LINE, draw_marker};
use crate::charts::path::strokes;
use crate::charts::pen::{Anchor, Label, Paint, Pen, Turn, Weight};
use crate::charts::placing::LINE;
use crate::charts::theme::Theme;
use crate::charts::ticks::Ticks;
use crate::charts::viewport::Rect;

/// Length of a tick's stroke.
const STROKE: f64 = 4.0;

/// Draws the level grid lines and the axes' strokes, behind the marks.
pub fn draw_grid(pen: &mut Pen, figure: &Figure, layout: &Layout) -> Result<(), ChartError> {
    let (plot, theme) = (layout.plot, pen.theme());
    for tick in layout.y_ticks.iter().filter(|tick| !tick.lines.is_empty()) {
        pen.level(tick.at, plot.left, plot.right, Paint::solid(theme.grid()))?;
    }
    let strong = Paint::solid(theme.axis());
    for tick in layout.y_ticks.iter().filter(|tick| tick.lines.is_empty()) {
        pen.level(tick.at, plot.left - STROKE, plot.left, Paint::solid(theme.grid()))?;
    }
    if let Some(y) = zero_line(&figure.y, &plot) {
        pen.level(y, plot.left, plot.right, strong)?;
    }
    pen.level(plot.bottom, plot.left, plot.right, strong)?;
    for tick in &layout.x_ticks {
        let length = if tick.lines.is_empty() { STROKE * 0.6 } else { STROKE };
        pen.upright(tick.at, plot.bottom, plot.bottom + length, strong)?;
    }
    Ok(())
}

/// Every label of the axes, the key, the title and the caption.
pub fn scenery_labels(figure: &Figure, layout: &Layout, theme: Theme) -> Vec<Label> {
    let mut labels = Vec::new();
    let quiet = |text: &str, (x, y): (f64, f64), anchor: Anchor| Label {
        text: text.to_owned(),
        x,
        y,
        size: SMALL,
        anchor,
        turn: Turn::Level,
        weight: Weight::Normal,
        rgb: theme.quiet_text(),
    };
    for (y, line) in &layout.title {
        let title = quiet(line, (6.0, *y), Anchor::Start);
        labels.push(Label { size: TITLE, weight: Weight::Bold, rgb: theme.text(), ..title });
    }
    labels.extend(layout.caption.iter().map(|(y, line)| quiet(line, (6.0, *y), Anchor::Start)));
    labels.push(quiet(&figure.y.label, (6.0, layout.y_title), Anchor::Start));
    labels.push(quiet(&figure.x.label, (layout.plot.right, layout.x_title), Anchor::End));
    for tick in &layout.y_ticks {
        labels.extend(tick.lines.iter().map(|line| quiet(line, (layout.plot.left - 8.0, tick.at), Anchor::End)));
    }
    for tick in &layout.x_ticks {
        labels.extend(
            x_tick_labels(tick, layout)
                .map(|(line, y, anchor)| Label { turn: layout.x_turn, ..quiet(line, (tick.label_at, y), anchor) }),
        );
    }
    labels.extend(layout.bar.iter().flat_map(|bar| bar_labels(bar, theme)));
    for entry in &layout.key {
        let name = quiet(&entry.name, (entry.x + SWATCH, entry.y), Anchor::Start);
        labels.push(Label { size: NAME, rgb: theme.text(), ..name });
    }
    labels.retain(|label| !label.text.is_empty());
    labels
}

fn x_tick_labels<'a>(tick: &'a PlacedTick, layout: &Layout) -> impl Iterator<Item = (&'a str, f64, Anchor)> + use<'a> {
    let top = layout.plot.bottom + 7.0;
    let turn = layout.x_turn;
    let heights = std::iter::successors(Some(top + SMALL * LINE / 2.0), |y| Some(y + SMALL * LINE));
    tick.lines.iter().zip(heights).map(move |(line, y)| match turn {
        Turn::Level => (line.as_str(), y, Anchor::Middle),
        Turn::Upright => (line.as_str(), top, Anchor::End),
    })
}

/// Draws the swatch of one entry of the key: a piece of its line with marker, a bar, or a marker.
pub fn draw_swatch(pen: &mut Pen, mark: &Mark, entry: &KeyEntry) -> Result<(), ChartError> {
    let (from, to, y) = (entry.x, entry.x + SWATCH - 6.0, entry.y);
    let middle = (f64::midpoint(from, to), y);
    match mark {
        Mark::Line { ink, dash, marker, .. } => {
            let paint = pen.ink(*ink);
            for stroke in strokes(&[(from, y), (to, y)], *dash) {
                pen.path(&stroke, LINE_WIDTH, paint)?;
            }
            draw_marker(pen, *marker, middle, ON_LINE, paint)
        }
        Mark::Points { ink, marker, .. } => draw_marker(pen, *marker, middle, ON_LINE, pen.ink(*ink)),
        Mark::Bars { ink, style, .. } => {
            let swatch = Rect { left: middle.0 - 8.0, right: middle.0 + 8.0, top: y - 5.0, bottom: y + 5.0 };
            let top = [(swatch.left, swatch.top), (swatch.right, swatch.top)];
            let bottom = [(swatch.right, swatch.bottom), (swatch.left, swatch.bottom)];
            let paint = pen.ink(*ink);
            match style {
                BarStyle::Filled => pen.area(&swatch, paint),
                BarStyle::Outlined => {
                    // Over the first side twice, so that every corner is joined.
                    let around: Vec<_> = top.into_iter().chain(bottom).chain(top).collect();
                    pen.path(&around, LINE_WIDTH, paint)
                }
            }
        }
        Mark::Cells(_)
        | Mark::Strip(_)
        | Mark::Interval(_)
        | Mark::Band { .. }
        | Mark::Rule { .. }
        | Mark::Span { .. }
        | Mark::Note { .. } => Ok(()),
    }
}

/// The height of zero where a linear axis of amounts passes through it; the zero of names and of counted rows is nothing
/// special.
pub fn zero_line(axis: &Axis, plot: &Rect) -> Option<f64> {
    let amounts = match axis.ticks {
        Ticks::Auto | Ticks::Styled(_) => axis.scale() == Scale::Linear,
        Ticks::Every { .. } | Ticks::Named(_) => false,
    };
    let inside = amounts && axis.min() < 0.0 && axis.max() > 0.0;
    inside.then(|| plot.bottom - axis.share_from_value(0.0) * plot.height())
}
