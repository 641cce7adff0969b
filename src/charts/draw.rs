//! Draws a figure on any plotters surface and says where everything went.
//!
//! The order, hindmost first: ground, zones, grid and axes, marks as the figure lists them, words.

use crate::charts::beads::beads;
use crate::charts::colour_bar::draw_bar;
use crate::charts::figure::{Figure, Mark};
use crate::charts::layout::{Layout, SMALL, lay_out, outer_height};
use crate::charts::marks::{draw_mark, draw_span, span_rect, traced};
use crate::charts::names::{Named, place_names};
use crate::charts::paper::{Paper, Plotters};
use crate::charts::path::Place;
use crate::charts::pen::{Anchor, Label, Paint, Pen, Turn, Weight};
use crate::charts::placing::label_box;
use crate::charts::scenery::{draw_grid, draw_swatch, scenery_labels};
use crate::charts::theme::Look;
use crate::charts::viewport::{Rect, Viewport};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use plotters_backend::DrawingBackend;

/// Why a figure was not drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// The surface refused.
    #[error("the drawing surface failed: {0}")]
    Surface(String),
    /// There is no room for a plot.
    #[error("a chart of {width} × {height} px was asked for, at least 160 × 120 px is needed")]
    TooSmall {
        /// Width asked for, CSS pixels.
        width: f64,
        /// Height asked for, CSS pixels.
        height: f64,
    },
}

/// The smallest picture that holds a plot.
const LEAST: (f64, f64) = (160.0, 120.0);

/// Draws `figure` on `surface` as `look` says, in the language of `voice`; the surface must be
/// `look.width × outer_height(figure, look)` CSS pixels large.
///
/// # Errors
/// If the picture is too small to hold a plot, or the surface refuses to draw.
pub fn draw<DB: DrawingBackend>(
    figure: &Figure,
    surface: &mut DB,
    look: &Look,
    voice: &dyn Voice,
) -> Result<Viewport, ChartError> {
    draw_on(figure, &mut Plotters(surface), look, voice)
}

fn draw_on(figure: &Figure, paper: &mut dyn Paper, look: &Look, voice: &dyn Voice) -> Result<Viewport, ChartError> {
    let (width, height) = (look.width, look.height);
    // Also refuses what is not a number.
    if !(width >= LEAST.0 && height >= LEAST.1) {
        return Err(ChartError::TooSmall { width, height });
    }
    let layout = lay_out(figure, look, voice);
    let viewport = Viewport { plot: layout.plot, x: figure.x.clone(), y: figure.y.clone() };
    let paths: Vec<Vec<Vec<Place>>> = figure.marks.iter().map(|mark| traced(mark, &viewport, look)).collect();
    let scenery = scenery_labels(figure, &layout, look.theme);
    let mut named = place_names(figure, &layout, &paths, &scenery, look.theme);
    if figure.marks.is_empty() {
        named.push(nothing(&layout, look, voice));
    }

    let mut pen = Pen::new(paper, look);
    let all = Rect { left: 0.0, top: 0.0, right: width, bottom: outer_height(figure, look) };
    pen.area(&all, Paint::solid(look.theme.ground()))?;
    draw_spans(&mut pen, figure, &viewport)?;
    draw_grid(&mut pen, figure, &layout)?;
    for ((mark, parts), beads) in figure.marks.iter().zip(&paths).zip(beads(figure, layout.plot.left)) {
        draw_mark(&mut pen, mark, parts, &viewport, beads)?;
    }
    for entry in layout.key.iter().chain(named.iter().filter_map(|named| named.swatch.as_ref())) {
        draw_swatch(&mut pen, &figure.marks[entry.mark], entry)?;
    }
    if let (Some(bar), Some(cells)) = (&layout.bar, figure.cells()) {
        draw_bar(&mut pen, bar, cells)?;
    }
    scenery.iter().try_for_each(|label| pen.text(label))?;
    named.iter().try_for_each(|named| draw_named(&mut pen, named, &viewport))?;
    pen.finish()?;
    Ok(viewport)
}

fn draw_spans(pen: &mut Pen, figure: &Figure, viewport: &Viewport) -> Result<(), ChartError> {
    for mark in &figure.marks {
        if let Mark::Span { axis, from, to, ink, .. } = mark
            && let Some(rect) = span_rect(*axis, *from, *to, viewport)
        {
            draw_span(pen, &rect, *ink)?;
        }
    }
    Ok(())
}

fn draw_named(pen: &mut Pen, named: &Named, viewport: &Viewport) -> Result<(), ChartError> {
    if let Some((ink, ends)) = &named.leader {
        pen.path(ends, 1.0, pen.ink(*ink))?;
    }
    // A thin veil of ground keeps words readable on grid and hatching.
    if let Some(veil) = label_box(&named.label).common(&viewport.plot) {
        pen.area(&veil, Paint { rgb: pen.theme().ground(), alpha: 0.8 })?;
    }
    pen.text(&named.label)
}

fn nothing(layout: &Layout, look: &Look, voice: &dyn Voice) -> Named {
    let plot = layout.plot;
    let label = Label {
        text: voice.say(Word::FiguresNothingToDraw).to_owned(),
        x: f64::midpoint(plot.left, plot.right),
        y: f64::midpoint(plot.top, plot.bottom),
        size: SMALL,
        anchor: Anchor::Middle,
        turn: Turn::Level,
        weight: Weight::Normal,
        rgb: look.theme.quiet_text(),
    };
    Named { label, leader: None, swatch: None }
}
