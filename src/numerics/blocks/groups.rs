//! Which values of a tensor share a scale: its groups, and which group a place belongs to.
//!
//! A tensor is row-major. Groups are numbered like the tensor: along a row of groups, then the next row. At ragged edges groups are
//! smaller, and where the last row of the tensor is incomplete, groups that would lie beyond its end are empty but counted, because
//! storage is rectangular.

use std::ops::Range;

/// The shape of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All values.
    Whole,
    /// One row.
    Row,
    /// So many neighbours of a row.
    Tile(usize),
    /// So many rows by as many columns.
    Square(usize),
}

/// How a tensor falls into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    count: usize,
    /// Values in a row of the tensor.
    columns: usize,
    group_rows: usize,
    group_columns: usize,
}

/// Where a group lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Rows of the tensor.
    pub rows: Range<usize>,
    /// Columns of the tensor.
    pub columns: Range<usize>,
}

/// Neighbours of one row that share a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The number of their group.
    pub group: usize,
    /// Their places in the tensor.
    pub places: Range<usize>,
}

impl Grid {
    /// The groups of a tensor of `count` values in rows of `columns`; 0 columns, or more than there are values, for a single row.
    pub fn new(shape: Shape, count: usize, columns: u32) -> Self {
        let columns = match (shape, usize::try_from(columns)) {
            (Shape::Row | Shape::Tile(_) | Shape::Square(_), Ok(columns)) if (1..count).contains(&columns) => columns,
            (Shape::Whole | Shape::Row | Shape::Tile(_) | Shape::Square(_), _) => count.max(1),
        };
        let (group_rows, group_columns) = match shape {
            Shape::Whole | Shape::Row => (1, columns),
            Shape::Tile(width) => (1, width.max(1)),
            Shape::Square(width) => (width.max(1), width.max(1)),
        };
        Self { count, columns, group_rows, group_columns }
    }

    /// How many values the tensor has.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many values a row of the tensor has.
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// How many groups lie side by side.
    pub const fn across(&self) -> usize {
        self.columns.div_ceil(self.group_columns)
    }

    /// How many groups there are.
    pub const fn len(&self) -> usize {
        self.across() * self.rows().div_ceil(self.group_rows)
    }

    /// Whether there is no group, because there is no value.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The group of the value at `place`.
    pub const fn group_at(&self, place: usize) -> usize {
        let (row, column) = (place / self.columns, place % self.columns);
        row / self.group_rows * self.across() + column / self.group_columns
    }

    /// Every group, in the order of their numbers.
    pub fn groups(&self) -> impl Iterator<Item = Group> {
        let (across, rows, columns) = (self.across(), self.rows(), self.columns);
        let (height, width) = (self.group_rows, self.group_columns);
        (0..self.len()).map(move |number| {
            let (top, left) = (number / across * height, number % across * width);
            Group { rows: top..(top + height).min(rows), columns: left..(left + width).min(columns) }
        })
    }

    /// `places` cut where the group changes, or the row.
    pub fn runs(&self, places: Range<usize>) -> impl Iterator<Item = Run> {
        let grid = *self;
        let end = places.end.min(grid.count);
        let mut start = places.start;
        std::iter::from_fn(move || {
            if end <= start {
                return None;
            }
            let column = start % grid.columns;
            let width = (grid.group_columns - column % grid.group_columns).min(grid.columns - column);
            let places = start..(start + width).min(end);
            start = places.end;
            Some(Run { group: grid.group_at(places.start), places })
        })
    }

    const fn rows(&self) -> usize {
        self.count.div_ceil(self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, Group, Shape};

    fn check(shape: Shape, count: usize, columns: u32, groups: &[(std::ops::Range<usize>, std::ops::Range<usize>)]) {
        let grid = Grid::new(shape, count, columns);
        let expect: Vec<Group> = groups.iter().cloned().map(|(rows, columns)| Group { rows, columns }).collect();
        assert_eq!(grid.groups().collect::<Vec<_>>(), expect, "{shape:?} {count} {columns}");
        assert_eq!(grid.len(), expect.len());
        let found: Vec<usize> = (0..count).map(|place| grid.group_at(place)).collect();
        for (place, &number) in found.iter().enumerate() {
            let (row, column) = (place / grid.columns(), place % grid.columns());
            assert!(expect[number].rows.contains(&row) && expect[number].columns.contains(&column), "{place}");
        }
        for start in 0..count {
            let of_runs: Vec<usize> =
                grid.runs(start..count).flat_map(|run| run.places.map(move |_| run.group)).collect();
            assert_eq!(of_runs, found[start..], "{shape:?} {count} {columns} from {start}");
        }
    }

    #[test]
    fn groups_cover_the_tensor() {
        check(Shape::Whole, 6, 3, &[(0..1, 0..6)]);
        check(Shape::Row, 6, 3, &[(0..1, 0..3), (1..2, 0..3)]);
        check(Shape::Tile(2), 6, 3, &[(0..1, 0..2), (0..1, 2..3), (1..2, 0..2), (1..2, 2..3)]);
        check(Shape::Tile(4), 6, 0, &[(0..1, 0..4), (0..1, 4..6)]);
        check(Shape::Tile(4), 6, 100, &[(0..1, 0..4), (0..1, 4..6)]);
        check(Shape::Square(2), 9, 3, &[(0..2, 0..2), (0..2, 2..3), (2..3, 0..2), (2..3, 2..3)]);
        check(Shape::Square(2), 8, 3, &[(0..2, 0..2), (0..2, 2..3), (2..3, 0..2), (2..3, 2..3)]);
    }

    #[test]
    fn a_tensor_without_values_has_no_groups() {
        for shape in [Shape::Whole, Shape::Row, Shape::Tile(16), Shape::Square(128)] {
            check(shape, 0, 7, &[]);
        }
    }
}
