//! Draws a heat map: equal neighbours as one rectangle, one colour after the other, because a surface is quicker with few
//! rectangles and with few changes of colour; then what colour alone must not say.

use crate::charts::cells::{Cells, float};
use crate::charts::draw::ChartError;
use crate::charts::ink::Marker;
use crate::charts::layout::SMALL;
use crate::charts::marks::draw_marker;
use crate::charts::path::{Place, clipped};
use crate::charts::pen::{Anchor, Label, Paint, Pen, Turn, Weight};
use crate::charts::placing::{LINE, label_box};
use crate::charts::shade::words_on;
use crate::charts::text::text_width;
use crate::charts::theme::Theme;
use crate::charts::viewport::{Rect, Viewport};

/// Room between a cell's words and its sides.
const PAD: f64 = 2.0;
/// The largest half width of a sign.
const SIGN: f64 = 5.0;

/// Neighbours of one row with the same step; `step` is `None` where there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    step: Option<u8>,
    row: usize,
    /// First column.
    from: usize,
    /// One past the last column.
    to: usize,
}

/// Draws the cells, the strokes through those without a value, block borders, signs and words.
pub fn draw_cells(pen: &mut Pen, cells: &Cells, viewport: &Viewport) -> Result<(), ChartError> {
    let theme = pen.theme();
    let colours = cells.shade.palette.colours(theme);
    let mut runs = runs(cells);
    runs.sort_unstable();
    for run in &runs {
        let Some(rect) = rect((run.row, run.from), run.to, viewport) else { continue };
        let rgb = run.step.map_or(theme.ground(), |step| colours[usize::from(step)]);
        pen.area(&rect, Paint::solid(rgb))?;
    }
    for run in runs.iter().filter(|run| run.step.is_none()) {
        strike(pen, run, viewport)?;
    }
    draw_borders(pen, cells, viewport)?;
    for (index, marker) in signs(cells) {
        let ground = cells.values.get(index).and_then(|value| cells.shade.step(*value));
        let rgb = ground.map_or(theme.text(), |step| words_on(colours[usize::from(step)]));
        if let Some((place, radius)) = sign_place(cells, index, viewport) {
            draw_marker(pen, marker, place, radius, Paint::solid(rgb))?;
        }
    }
    for label in cell_labels(cells, viewport, theme) {
        // No stroke through words: only the words on bare ground have the ground's own colour for text.
        if label.rgb == theme.text() {
            pen.area(&label_box(&label), Paint::solid(theme.ground()))?;
        }
        pen.text(&label)?;
    }
    draw_frame(pen, cells, viewport)
}

fn runs(cells: &Cells) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (index, value) in cells.values.iter().enumerate() {
        let (row, column) = cells.place(index);
        let step = cells.shade.step(*value);
        match out.last_mut() {
            Some(run) if run.row == row && run.step == step => run.to = column + 1,
            Some(_) | None => out.push(Run { step, row, from: column, to: column + 1 }),
        }
    }
    out
}

/// The visible rectangle from a cell to the one before column `to` in the same row.
fn rect((row, from): (usize, usize), to: usize, viewport: &Viewport) -> Option<Rect> {
    let (left, top) = viewport.px_from_data(float(from) - 0.5, float(row) - 0.5);
    let (right, bottom) = viewport.px_from_data(float(to) - 0.5, float(row) + 0.5);
    let rect = Rect { left, top: top.min(bottom), right, bottom: top.max(bottom) };
    rect.common(&viewport.plot)
}

/// One stroke up or down through each cell of a run without values, as one path.
fn strike(pen: &mut Pen, run: &Run, viewport: &Viewport) -> Result<(), ChartError> {
    let corner = |column: usize| {
        let down = if column.is_multiple_of(2) { 0.5 } else { -0.5 };
        viewport.px_from_data(float(column) - 0.5, float(run.row) + down)
    };
    let corners: Vec<Place> = (run.from..=run.to).map(corner).collect();
    let paint = Paint::solid(pen.theme().quiet_text());
    clipped(&corners, &viewport.plot).iter().try_for_each(|part| pen.path(part, 1.0, paint))
}

/// Lines between blocks, dark on a light seam, so that they show on any colour.
fn draw_borders(pen: &mut Pen, cells: &Cells, viewport: &Viewport) -> Result<(), ChartError> {
    let plot = viewport.plot;
    let thin = pen.hairline();
    let (seam, line) = (Paint::solid(pen.theme().ground()), Paint::solid(pen.theme().text()));
    for column in borders(cells.columns, cells.blocks.columns) {
        let x = viewport.px_from_data(column, 0.0).0;
        if plot.left < x && x < plot.right {
            let seam_rect = Rect { left: x - 1.5 * thin, right: x + 1.5 * thin, ..plot };
            pen.area(&seam_rect, seam)?;
            pen.upright(x, plot.top, plot.bottom, line)?;
        }
    }
    for row in borders(cells.rows(), cells.blocks.rows) {
        let y = viewport.px_from_data(0.0, row).1;
        if plot.top < y && y < plot.bottom {
            let seam_rect = Rect { top: y - 1.5 * thin, bottom: y + 1.5 * thin, ..plot };
            pen.area(&seam_rect, seam)?;
            pen.level(y, plot.left, plot.right, line)?;
        }
    }
    Ok(())
}

/// A hairline around all cells, so that light cells and cells without values end somewhere.
fn draw_frame(pen: &mut Pen, cells: &Cells, viewport: &Viewport) -> Result<(), ChartError> {
    let (left, top) = viewport.px_from_data(-0.5, -0.5);
    let (right, bottom) = viewport.px_from_data(float(cells.columns) - 0.5, float(cells.rows()) - 0.5);
    let all = Rect { left, top: top.min(bottom), right, bottom: top.max(bottom) };
    let paint = Paint::solid(pen.theme().axis());
    all.common(&viewport.plot).map_or(Ok(()), |frame| pen.outline(&frame, paint))
}

/// Where blocks of `size` among `count` cells meet, in data coordinates.
fn borders(count: usize, size: usize) -> impl Iterator<Item = f64> {
    let step = if size == 0 { count.max(1) } else { size };
    (0..count).step_by(step).skip(1).map(|first| float(first) - 0.5)
}

/// The caller's signs and a triangle in every infinite cell.
fn signs(cells: &Cells) -> impl Iterator<Item = (usize, Marker)> {
    let infinite = |(index, value): (usize, &f64)| {
        let marker = if *value > 0.0 { Marker::TriangleUp } else { Marker::TriangleDown };
        value.is_infinite().then_some((index, marker))
    };
    cells.signs.iter().copied().chain(cells.values.iter().enumerate().filter_map(infinite))
}

/// Where a sign stands and how large: in the middle of its cell, or in its upper right corner where the middle has words.
fn sign_place(cells: &Cells, index: usize, viewport: &Viewport) -> Option<(Place, f64)> {
    let (row, column) = cells.place(index);
    let rect = rect((row, column), column + 1, viewport)?;
    if texts_fit(cells, viewport) && !text(cells, (row, column)).is_empty() {
        return Some(((rect.right - 4.0, rect.top + 4.0), 2.5));
    }
    let middle = (f64::midpoint(rect.left, rect.right), f64::midpoint(rect.top, rect.bottom));
    Some((middle, (rect.width().min(rect.height()) * 0.3).min(SIGN)))
}

/// The words of the cells; none if one of them does not fit.
pub fn cell_labels(cells: &Cells, viewport: &Viewport, theme: Theme) -> Vec<Label> {
    if !texts_fit(cells, viewport) {
        return Vec::new();
    }
    let colours = cells.shade.palette.colours(theme);
    let label = |(index, (text, value)): (usize, (&String, &f64))| {
        let (row, column) = cells.place(index);
        let rect = rect((row, column), column + 1, viewport).filter(|_| !text.is_empty())?;
        let rgb = cells.shade.step(*value).map_or(theme.text(), |step| words_on(colours[usize::from(step)]));
        Some(Label {
            text: text.clone(),
            x: f64::midpoint(rect.left, rect.right),
            y: f64::midpoint(rect.top, rect.bottom),
            size: SMALL,
            anchor: Anchor::Middle,
            turn: Turn::Level,
            weight: Weight::Normal,
            rgb,
        })
    };
    cells.texts.iter().zip(&cells.values).enumerate().filter_map(label).collect()
}

fn text(cells: &Cells, (row, column): (usize, usize)) -> &str {
    cells.texts.get(row * cells.columns + column).map_or("", String::as_str)
}

/// Whether every text fits into its cell, at a size that can be read.
fn texts_fit(cells: &Cells, viewport: &Viewport) -> bool {
    if cells.texts.is_empty() {
        return false;
    }
    let (left, top) = viewport.px_from_data(-0.5, -0.5);
    let (right, bottom) = viewport.px_from_data(0.5, 0.5);
    let widest = || cells.texts.iter().map(|text| text_width(text, SMALL)).fold(0.0, f64::max);
    SMALL * LINE <= (bottom - top).abs() && widest() + 2.0 * PAD <= (right - left).abs()
}

#[cfg(test)]
mod tests {
    use super::{Run, borders, runs};
    use crate::charts::cells::Cells;
    use crate::charts::shade::Shade;

    #[test]
    fn equal_neighbours_are_one_rectangle_but_rows_stay_apart() {
        let values = vec![1.0, 1.0, 0.0, f64::NAN, f64::NAN, 0.0, 1.0, 1.0];
        let run = |step, row, from, to| Run { step, row, from, to };
        let expect = [
            run(Some(64), 0, 0, 2),
            run(Some(32), 0, 2, 3),
            run(None, 0, 3, 4),
            run(None, 1, 0, 1),
            run(Some(32), 1, 1, 2),
            run(Some(64), 1, 2, 4),
        ];
        assert_eq!(runs(&Cells::new(4, values, Shade::diverging(1.0, ""))), expect);
    }

    #[test]
    fn borders_stand_between_blocks_only() {
        let check = |count: usize, size: usize, expect: &[f64]| {
            assert_eq!(borders(count, size).collect::<Vec<f64>>(), expect, "{count} in {size}");
        };
        check(128, 32, &[31.5, 63.5, 95.5]);
        check(64, 128, &[]);
        check(64, 0, &[]);
        check(5, 2, &[1.5, 3.5]);
    }
}
