//! A grid of values as plain data: the cells of a heat map, such as a matrix, its error, or the 256 codes of a byte.
//!
//! Rows and columns count from zero; row 0 is at the top, column 0 at the left. Cell (row, column) is centred on
//! x = column, y = row, so that rules, points and notes may stand over the grid in the same coordinates.

use crate::charts::axis::{Axis, Scale};
use crate::charts::ink::Marker;
use crate::charts::shade::Shade;
use crate::charts::ticks::Ticks;
use crate::charts::voice::NumberStyle;

/// The cells of a heat map.
///
/// What a cell shows never rests on colour alone: NaN is struck through on bare ground, infinities carry a triangle,
/// `signs` mark what the caller wants told apart, and the cursor reads every value out. A few hundred rows and columns
/// at most: a cell thinner than a screen pixel is not drawn.
///
/// A 2 × 3 matrix: `Cells::new(3, vec![0.0, 0.5, 1.0, 1.5, 2.0, f64::NAN], shade)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// How many cells stand side by side, at least one.
    pub columns: usize,
    /// The values, row after row from the top left; a last row that is not full is as short as it is.
    pub values: Vec<f64>,
    /// How values become colours.
    pub shade: Shade,
    /// Whether a colour bar stands above the plot.
    pub bar: Bar,
    /// A line after every so many rows and columns.
    pub blocks: Blocks,
    /// Short words, one for each cell in the order of `values`, printed where every one fits; or none at all.
    pub texts: Vec<String>,
    /// What the cursor says of each cell instead of its value written as at the colour bar; or none at all.
    pub spoken: Vec<String>,
    /// Shapes in single cells, by index into `values`, such as a cross where a value saturated.
    pub signs: Vec<(usize, Marker)>,
}

/// Whether a colour bar is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Above the plot, with the title and the ticks of the shade's axis.
    Shown,
    /// The picture says in another way what the colours mean.
    Hidden,
}

/// The size of the blocks that share a scale, in cells; zero for no lines in that direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// Rows of a block.
    pub rows: usize,
    /// Columns of a block.
    pub columns: usize,
}

impl Cells {
    /// Cells with a colour bar and nothing else.
    pub fn new(columns: usize, values: Vec<f64>, shade: Shade) -> Cells {
        let (texts, spoken, signs) = (Vec::new(), Vec::new(), Vec::new());
        Cells {
            columns: columns.max(1),
            values,
            shade,
            bar: Bar::Shown,
            blocks: Blocks::default(),
            texts,
            spoken,
            signs,
        }
    }

    /// How many rows there are; the last may be short.
    pub fn rows(&self) -> usize {
        self.values.len().div_ceil(self.columns.max(1))
    }

    /// Row and column of the value at `index`.
    pub fn place(&self, index: usize) -> (usize, usize) {
        (index / self.columns.max(1), index % self.columns.max(1))
    }

    /// The index of the cell that holds the place (`x`, `y`) in data coordinates; `None` beyond the grid.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        let (row, column) = (whole(y)?, whole(x)?);
        let index = row.checked_mul(self.columns)?.checked_add(column)?;
        (column < self.columns && index < self.values.len()).then_some(index)
    }

    /// The horizontal axis that shows every column, numbered from zero.
    pub fn x_axis(&self, label: impl Into<String>) -> Axis {
        numbered(self.columns, self.blocks.columns, label)
    }

    /// The vertical axis that shows every row, numbered from zero at the top.
    pub fn y_axis(&self, label: impl Into<String>) -> Axis {
        numbered(self.rows(), self.blocks.rows, label).downward()
    }
}

/// An axis over `count` cells, with a number at every block's first cell or, where there are no blocks, wherever there
/// is room.
fn numbered(count: usize, block: usize, label: impl Into<String>) -> Axis {
    let every = Ticks::Every { step: float(block.max(1)), style: NumberStyle::Plain { decimals: 0 } };
    Axis::new(Scale::Linear, -0.5, float(count.max(1)) - 0.5, label).with_ticks(every)
}

/// The cell whose middle is nearest, as a number from zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be at least zero; saturates")]
fn whole(at: f64) -> Option<usize> {
    let nearest = libm::round(at);
    (nearest >= 0.0).then_some(nearest as usize)
}

/// A count as a coordinate.
#[expect(clippy::cast_precision_loss, reason = "cells of a picture are counted in thousands")]
pub fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::Cells;
    use crate::charts::shade::Shade;

    #[test]
    fn cells_are_found_by_place_and_by_index() {
        let cells = Cells::new(3, vec![0.0; 8], Shade::diverging(1.0, ""));
        assert_eq!(cells.rows(), 3);
        let check = |(x, y): (f64, f64), expect: Option<usize>| assert_eq!(cells.at(x, y), expect, "{x}, {y}");
        check((0.0, 0.0), Some(0));
        check((2.4, 0.6), Some(5));
        check((-0.4, 1.0), Some(3));
        check((1.0, 2.0), Some(7));
        check((2.0, 2.0), None);
        check((2.6, 0.0), None);
        check((-0.6, 0.0), None);
        check((f64::NAN, 0.0), None);
        assert_eq!(cells.place(5), (1, 2));
        let (x, y) = (cells.x_axis("column"), cells.y_axis("row"));
        assert!((x.share_from_value(-0.5) - 0.0).abs() < 1e-12 && (y.share_from_value(-0.5) - 1.0).abs() < 1e-12);
        assert!((y.value_from_share(0.0) - 2.5).abs() < 1e-12);
    }
}
