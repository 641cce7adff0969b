//! The colour bar of a heat map: what is coloured, the colours from first to last with ticks, and what stands for values
//! that are no numbers. It stands above the plot, where other figures have their key.

use crate::charts::cells::{Bar, Cells};
use crate::charts::draw::ChartError;
use crate::charts::figure::Figure;
use crate::charts::ink::Marker;
use crate::charts::layout::{PlacedTick, SMALL, place_x_ticks};
use crate::charts::marks::draw_marker;
use crate::charts::pen::{Anchor, Label, Paint, Pen, Turn, Weight};
use crate::charts::placing::LINE;
use crate::charts::shade::STEPS;
use crate::charts::text::{shortened, text_width};
use crate::charts::theme::{Look, Theme};
use crate::charts::viewport::Rect;
use crate::charts::voice::{NumberStyle, Voice};

/// From the picture's edge.
const EDGE: f64 = 6.0;
/// Thickness of the bar.
const THICK: f64 = 12.0;
/// The longest bar.
const LONGEST: f64 = 340.0;
/// Side of the swatch of a value that is no number.
const SWATCH: f64 = 12.0;
/// Between the bar and those swatches, and from one to the next.
const GAP: f64 = 30.0;

/// Where the parts of a colour bar stand.
#[derive(Clone, Debug, PartialEq)]
pub struct ColourBar {
    /// What is coloured, and its middle height.
    pub title: (f64, String),
    /// The colours.
    pub rect: Rect,
    /// The ticks below them.
    pub ticks: Vec<PlacedTick>,
    /// Left edges of the swatches of values that are no numbers, with what they are.
    pub special: Vec<(f64, Special, String)>,
    /// Its lower end.
    pub bottom: f64,
}

/// A value that is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// Not a number.
    Nan,
    /// An infinity, with the triangle that stands for it.
    Infinite(Marker),
}

/// Places the colour bar of `figure` below `top`; `None` if it has none.
pub fn lay_bar(figure: &Figure, look: &Look, voice: &dyn Voice, top: f64) -> Option<ColourBar> {
    let cells = figure.cells().filter(|cells| cells.bar == Bar::Shown)?;
    let axis = &cells.shade.axis;
    let words: Vec<(Special, String)> = special(cells, voice);
    let beside: f64 = words.iter().map(|(_, word)| GAP + SWATCH + 4.0 + text_width(word, SMALL)).sum();
    let title = (top + EDGE + SMALL * LINE / 2.0, shortened(&axis.label, look.width - 2.0 * EDGE, SMALL));
    let bar_top = top + EDGE + if axis.label.is_empty() { 0.0 } else { SMALL * LINE + 2.0 };
    let length = (look.width - 2.0 * EDGE - beside).clamp(110.0, LONGEST);
    let rect = Rect { left: EDGE, top: bar_top, right: EDGE + length, bottom: bar_top + THICK };
    let mut x = rect.right;
    let placed = words.into_iter().map(|(special, word)| {
        let left = x + GAP;
        x = left + SWATCH + 4.0 + text_width(&word, SMALL);
        (left, special, word)
    });
    let special = placed.collect();
    let (ticks, _) = place_x_ticks(axis, &rect, look, voice);
    Some(ColourBar { title, ticks, special, bottom: rect.bottom + 5.0 + SMALL * LINE, rect })
}

/// What occurs among the values beside numbers.
fn special(cells: &Cells, voice: &dyn Voice) -> Vec<(Special, String)> {
    let kinds = [
        (f64::NAN, Special::Nan),
        (f64::INFINITY, Special::Infinite(Marker::TriangleUp)),
        (f64::NEG_INFINITY, Special::Infinite(Marker::TriangleDown)),
    ];
    let occurs = |kind: f64| {
        cells.values.iter().any(|value| value.total_cmp(&kind).is_eq() || (value.is_nan() && kind.is_nan()))
    };
    let written = |(value, special)| (special, voice.number(value, NumberStyle::Significant { digits: 1 }));
    kinds.into_iter().filter(|(kind, _)| occurs(*kind)).map(written).collect()
}

/// Draws the bar's colours, ticks and swatches.
pub fn draw_bar(pen: &mut Pen, bar: &ColourBar, cells: &Cells) -> Result<(), ChartError> {
    let theme = pen.theme();
    let rect = bar.rect;
    let edge = |step: u8| rect.left + f64::from(step) / f64::from(STEPS) * rect.width();
    for (step, rgb) in (0..STEPS).zip(cells.shade.palette.colours(theme)) {
        pen.area(&Rect { left: edge(step), right: edge(step + 1), ..rect }, Paint::solid(rgb))?;
    }
    let strong = Paint::solid(theme.axis());
    pen.outline(&rect, strong)?;
    for tick in bar.ticks.iter().filter(|tick| !tick.lines.is_empty()) {
        pen.upright(tick.at, rect.bottom, rect.bottom + 3.0, strong)?;
    }
    for (left, special, _) in &bar.special {
        let swatch = Rect { left: *left, right: left + SWATCH, ..rect };
        pen.outline(&swatch, strong)?;
        let middle = (f64::midpoint(swatch.left, swatch.right), f64::midpoint(swatch.top, swatch.bottom));
        match special {
            Special::Nan => {
                let ends = [(swatch.left, swatch.bottom), (swatch.right, swatch.top)];
                pen.path(&ends, 1.0, Paint::solid(theme.quiet_text()))?;
            }
            Special::Infinite(marker) => draw_marker(pen, *marker, middle, 3.5, Paint::solid(theme.text()))?,
        }
    }
    Ok(())
}

/// The bar's words.
pub fn bar_labels(bar: &ColourBar, theme: Theme) -> Vec<Label> {
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
    let below = bar.rect.bottom + 5.0 + SMALL * LINE / 2.0;
    let mut labels = vec![quiet(&bar.title.1, (bar.rect.left, bar.title.0), Anchor::Start)];
    for tick in &bar.ticks {
        labels.extend(tick.lines.iter().take(1).map(|line| quiet(line, (tick.label_at, below), Anchor::Middle)));
    }
    let middle = f64::midpoint(bar.rect.top, bar.rect.bottom);
    labels.extend(bar.special.iter().map(|(left, _, word)| quiet(word, (left + SWATCH + 4.0, middle), Anchor::Start)));
    labels.retain(|label| !label.text.is_empty());
    labels
}
