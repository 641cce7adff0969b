//! How high a picture is for its width: by what it shows, never flatter than is readable.
//!
//! Lengths are CSS pixels. What stands around the plot is only estimated here; the layout knows it exactly.

use crate::charts::axis::{Axis, Scale};
use crate::charts::cells::{Cells, float};
use crate::charts::figure::{Figure, Mark};
use crate::charts::layout::{KEY_ROW, NAME, NARROW, SWATCH};
use crate::charts::text::text_width;
use crate::charts::ticks::Ticks;

/// Above and below the plot: axis titles and tick labels.
const AROUND: f64 = 80.0;
/// Beside it.
const BESIDE: f64 = 70.0;
/// A colour bar.
const COLOUR_BAR: f64 = 50.0;
/// Rows of a key that the usual height has room for.
const KEY_ROWS: f64 = 2.0;
/// Between two entries of a key, and at both ends of a row.
const KEY_GAP: f64 = 16.0;
/// A row with words.
const WORDED_ROW: f64 = 18.0;
/// A row with a name.
const NAMED_ROW: f64 = 40.0;
/// A row of a number line, with the labels of its values above and of its interval below.
const LINE_ROW: f64 = 58.0;

/// The height of the picture of `figure` at this `width`.
///
/// About 16 to 9; the cells of a heat map are as square as a screen allows and high enough for their words; rows with
/// names get 40 px each, those of a number line 58. A long key above a narrow picture does not take its room from the plot.
pub fn height_for(figure: &Figure, width: f64) -> f64 {
    let usual = (width * 0.52).clamp(260.0, 440.0);
    let height = match (figure.cells(), named_rows(&figure.y)) {
        (Some(cells), _) => grid_height(cells, width),
        (None, Some(rows)) if figure.marks.iter().any(|mark| matches!(mark, Mark::Strip(_))) => {
            AROUND + rows * LINE_ROW
        }
        (None, Some(rows)) => (AROUND + rows * NAMED_ROW).clamp(140.0, 720.0),
        (None, None) => usual + long_key(figure, width),
    };
    libm::round(height)
}

fn grid_height(cells: &Cells, width: f64) -> f64 {
    let rows = float(cells.rows());
    let square = (width - BESIDE) * rows / float(cells.columns);
    let worded = if cells.texts.is_empty() { 0.0 } else { rows * WORDED_ROW };
    AROUND + COLOUR_BAR + square.clamp(60.0, 440.0).max(worded)
}

/// The height of the rows of a key beyond [`KEY_ROWS`]: only narrow pictures have one above their lines.
fn long_key(figure: &Figure, width: f64) -> f64 {
    if NARROW <= width {
        return 0.0;
    }
    let names =
        figure.marks.iter().filter_map(|mark| mark.series().map(|(name, _)| name)).filter(|name| !name.is_empty());
    let entries: f64 = names.map(|name| SWATCH + text_width(name, NAME) + KEY_GAP).sum();
    let rows = libm::ceil(entries / (width - KEY_GAP).max(1.0));
    (rows - KEY_ROWS).max(0.0) * KEY_ROW
}

/// How many names a categorical axis has; `None` for an axis of numbers.
fn named_rows(axis: &Axis) -> Option<f64> {
    match &axis.ticks {
        Ticks::Named(names) if axis.scale() == Scale::Linear => Some(float(names.len())),
        Ticks::Named(_) | Ticks::Auto | Ticks::Styled(_) | Ticks::Every { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::height_for;
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::figure::{Figure, Mark};
    use crate::charts::ink::Ink;

    fn lines(count: u8) -> Figure {
        let line = |index| Mark::line(format!("E4M3B{index}FNUZ"), Ink::Series(0), vec![(0.0, 0.0), (1.0, 1.0)]);
        let axis = || Axis::new(Scale::Linear, 0.0, 1.0, "");
        Figure { x: axis(), y: axis(), marks: (0..count).map(line).collect(), ..Figure::blank() }
    }

    #[test]
    fn a_long_key_makes_a_narrow_picture_higher_and_a_wide_one_stays() {
        assert_eq!(height_for(&lines(2), 360.0).to_bits(), 260.0_f64.to_bits());
        // About 140 px an entry: two in a row, eight rows, of which six are extra.
        assert!(height_for(&lines(16), 360.0) >= 260.0 + 5.0 * 20.0);
        assert_eq!(height_for(&lines(16), 900.0).to_bits(), height_for(&lines(2), 900.0).to_bits());
    }
}
