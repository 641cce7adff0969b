//! A matrix and its error as a coarse picture: rectangles of neighbours, each with the root mean square (rms) of its values and of
//! its errors.
//!
//! The rms is what enters a signal-to-noise ratio: the squares of all cells, weighted by how many values they hold, add up to the
//! signal and to the noise of the whole tensor.

use serde::{Deserialize, Serialize};

/// The most cells side by side and one above the other: as many as a screen shows well and draws while a knob is dragged.
pub const MOST_CELLS: usize = 64;

/// The picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heat {
    /// Rows and columns of the matrix; the last row may be short.
    pub matrix: (u32, u32),
    /// Rows and columns of the matrix that one cell covers.
    pub cell: (u32, u32),
    /// Cells side by side.
    pub across: u32,
    /// The rms of the exact values of each cell, row after row; NaN where a value is not finite.
    pub values: Vec<f32>,
    /// The rms of the errors of each cell; NaN where a value or its result is not finite.
    pub errors: Vec<f32>,
}

/// A picture being made.
#[derive(Clone, Debug)]
pub struct Heating {
    columns: usize,
    rows: usize,
    cell: (usize, usize),
    across: usize,
    sums: Vec<Sum>,
}

/// Of the values of one cell.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    values: f64,
    errors: f64,
    count: u32,
}

impl Heating {
    /// Of a matrix of `count` values in rows of `columns`; 0 columns, or more than there are values, for a single row.
    pub fn new(count: usize, columns: u32) -> Self {
        let given = usize::try_from(columns).unwrap_or(usize::MAX);
        let columns = if (1..count).contains(&given) { given } else { count.max(1) };
        let rows = count.div_ceil(columns);
        let cell = (rows.div_ceil(MOST_CELLS).max(1), columns.div_ceil(MOST_CELLS));
        let across = columns.div_ceil(cell.1);
        Self { columns, rows, cell, across, sums: vec![Sum::default(); rows.div_ceil(cell.0) * across] }
    }

    /// Counts the values from place `start` on, and what became of them.
    pub fn add(&mut self, start: usize, exact: &[f64], results: &[f32]) {
        let (mut row, mut column) = (start / self.columns, start % self.columns);
        for (value, result) in exact.iter().zip(results) {
            let cell = row / self.cell.0 * self.across + column / self.cell.1;
            if let Some(sum) = self.sums.get_mut(cell) {
                let error = value - f64::from(*result);
                sum.values += value * value;
                sum.errors += error * error;
                sum.count += 1;
            }
            column += 1;
            if column == self.columns {
                (row, column) = (row + 1, 0);
            }
        }
    }

    /// The picture of what was counted.
    pub fn heat(&self) -> Heat {
        let rms = |of: fn(&Sum) -> f64| self.sums.iter().map(|sum| root(of(sum), sum.count)).collect();
        Heat {
            matrix: (whole(self.rows), whole(self.columns)),
            cell: (whole(self.cell.0), whole(self.cell.1)),
            across: whole(self.across),
            values: rms(|sum| sum.values),
            errors: rms(|sum| sum.errors),
        }
    }
}

/// `√(sum/count)` in the seven digits that a picture needs; NaN where the sum is not finite.
#[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than seven digits")]
fn root(sum: f64, count: u32) -> f32 {
    if sum.is_finite() { libm::sqrt(sum / f64::from(count.max(1))) as f32 } else { f32::NAN }
}

fn whole(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Heating;

    #[track_caller]
    fn check_shape(count: usize, columns: u32, matrix: (u32, u32), cell: (u32, u32), cells: (u32, usize)) {
        let heat = Heating::new(count, columns).heat();
        assert_eq!((heat.matrix, heat.cell), (matrix, cell), "{count} in rows of {columns}");
        assert_eq!((heat.across, heat.values.len()), (cells.0, cells.1), "{count} in rows of {columns}");
    }

    #[test]
    fn cells_are_few() {
        check_shape(65_536, 256, (256, 256), (4, 4), (64, 64 * 64));
        check_shape(12, 4, (3, 4), (1, 1), (4, 12));
        check_shape(13, 4, (4, 4), (1, 1), (4, 16));
        check_shape(1000, 0, (1, 1000), (1, 16), (63, 63));
        check_shape(1000, 1, (1000, 1), (16, 1), (1, 63));
        check_shape(5, 9, (1, 5), (1, 1), (5, 5));
    }

    /// A 2 × 130 matrix, three columns a cell: the first cell of the first row holds 3, 4, 0 with errors 0, 1, 0.
    #[test]
    fn a_cell_is_the_root_mean_square_of_its_values() {
        let mut exact = vec![0.0; 260];
        let mut results = vec![0.0_f32; 260];
        (exact[0], exact[1], exact[130]) = (3.0, 4.0, 2.0);
        (results[0], results[1], results[130]) = (3.0, 3.0, f32::NAN);
        let mut heating = Heating::new(260, 130);
        heating.add(0, &exact[..100], &results[..100]);
        heating.add(100, &exact[100..], &results[100..]);
        let heat = heating.heat();
        assert_eq!((heat.cell, heat.across), ((1, 3), 44));
        assert_eq!(heat.values[0].to_bits(), 2.886_751_3_f32.to_bits(), "√(25/3)");
        assert_eq!(heat.errors[0].to_bits(), 0.577_350_26_f32.to_bits(), "√(1/3)");
        assert!(heat.errors[44].is_nan() && heat.errors[1].to_bits() == 0);
    }
}
