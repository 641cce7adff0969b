//! Dot products and matrix products in an emulated register, and the exact ones they are measured by.
//!
//! Inputs are values already rounded to their input format. A product of two of them is exact as a double for every format here (at
//! most 24 + 24 bits of significand, exponents far inside a double's).

use crate::numerics::exact_sum::ExactSum;
use crate::numerics::rng::Stream;
use crate::numerics::running_sum::{Rule, RunningSum};

/// `Σ x_i·y_i` by a rule; terms beyond the shorter vector are left out.
///
/// Example: `[1, 2]` and `[3, 4]` give `3 + 8 = 11` in any register that holds them.
pub fn dot(x: &[f64], y: &[f64], rule: Rule, words: Stream) -> f64 {
    let mut sum = RunningSum::new(rule, words);
    let products: Vec<f64> = x.iter().zip(y).map(|(x, y)| x * y).collect();
    sum.extend(&products);
    sum.total()
}

/// `Σ x_i·y_i`, rounded once at the end.
pub fn exact_dot(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = ExactSum::default();
    for (x, y) in x.iter().zip(y) {
        sum.add(x * y);
    }
    sum.value()
}

/// A matrix, row after row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Entries in a row.
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    /// A matrix of rows of `columns` values each (0 counts as 1); what does not fill a row is left out.
    pub fn new(columns: usize, mut values: Vec<f64>) -> Self {
        let columns = columns.max(1);
        values.truncate(values.len() / columns * columns);
        Self { columns, values }
    }

    /// One row; empty beyond the last.
    pub fn row(&self, index: usize) -> &[f64] {
        self.values.chunks(self.columns).nth(index).unwrap_or(&[])
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }
}

/// `A·Bᵀ`: entry `(i, j)` is the dot product of row `i` of `a` and row `j` of `b`, each by the rule.
///
/// The second factor is given by its columns, as the hardware reads it. Random words: entry by entry from one stream.
pub fn matmul(a: &Matrix, b: &Matrix, rule: Rule, words: &mut Stream) -> Matrix {
    let mut values = Vec::with_capacity(a.rows() * b.rows());
    for i in 0..a.rows() {
        for j in 0..b.rows() {
            // Two draws make a seed of 64 bits for the entry's own stream.
            let seed = u64::from(words.word()) << 32 | u64::from(words.word());
            values.push(dot(a.row(i), b.row(j), rule, Stream::new(seed)));
        }
    }
    Matrix::new(b.rows(), values)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "small whole numbers are exact")]
mod tests {
    use super::{Matrix, dot, exact_dot, matmul};
    use crate::numerics::rng::Stream;
    use crate::numerics::running_sum::Rule;

    #[test]
    fn products_worked_by_hand() {
        assert_eq!(dot(&[1.0, 2.0, 9.0], &[3.0, 4.0], Rule::FP32, Stream::new(1)), 11.0);
        assert_eq!(exact_dot(&[1e20, 1.0, -1e20], &[1.0; 3]), 1.0);
        let a = Matrix::new(2, vec![1.0, 2.0, 3.0, 4.0, 5.0]);
        let b = Matrix::new(2, vec![1.0, 0.0, 1.0, 1.0, -1.0, 2.0]);
        assert_eq!(a.rows(), 2);
        assert_eq!(matmul(&a, &b, Rule::FP32, &mut Stream::new(1)), Matrix::new(3, vec![1.0, 3.0, 3.0, 3.0, 7.0, 5.0]));
        assert_eq!(a.row(7), &[] as &[f64]);
    }
}
