//! How high a picture is for its width: by what it shows, never flatter than is readable.
//!
//! Lengths are CSS pixels. What stands around the plot is only estimated here; the layout knows it exactly.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::{Cells, float};
use crate::charts::figure::{Figure, Mark};
use crate::charts::ticks::Ticks;

/// Above and below the plot: axis titles and tick labels.
const AROUND: f64 = 80.0;
/// Beside it.
const BESIDE: f64 = 70.0;
/// A colour bar.
const COLOUR_BAR: f64 = 50.0;
/// A row with words.
const WORDED_ROW: f64 = 18.0;
/// A row with a name.
const NAMED_ROW: f64 = 40.0;
/// A row of a number line, with the labels of its values above and of its interval below.
const LINE_ROW: f64 = 58.0;

/// The height of the picture of `figure` at this `width`.
///
/// About 16 to 9; the cells of a heat map are as square as a screen allows and high enough for their words; rows with
/// names get 40 px each, those of a number line 58.
pub fn height_for(figure: &Figure, width: f64) -> f64 {
    let usual = (width * 0.52).clamp(260.0, 440.0);
    let height = match (figure.cells(), named_rows(&figure.y)) {
        (Some(cells), _) => grid_height(cells, width),
        (None, Some(rows)) if figure.marks.iter().any(|mark| matches!(mark, Mark::Strip(_))) => {
            AROUND + rows * LINE_ROW
        }
        (None, Some(rows)) => (AROUND + rows * NAMED_ROW).clamp(140.0, 720.0),
        (None, None) => usual,
    };
    libm::round(height)
}

fn grid_height(cells: &Cells, width: f64) -> f64 {
    let rows = float(cells.rows());
    let square = (width - BESIDE) * rows / float(cells.columns);
    let worded = if cells.texts.is_empty() { 0.0 } else { rows * WORDED_ROW };
    AROUND + COLOUR_BAR + square.clamp(60.0, 440.0).max(worded)
}

/// How many names a categorical axis has; `None` for an axis of numbers.
fn named_rows(axis: &Axis) -> Option<f64> {
    match &axis.ticks {
        Ticks::Named(names) if axis.scale() == Scale::Linear => Some(float(names.len())),
        Ticks::Named(_) | Ticks::Auto | Ticks::Styled(_) | Ticks::Every { .. } => None,
    }
}
