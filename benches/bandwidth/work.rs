//! One matrix of repeated normal numbers in one storage, and the vector it is multiplied with.

use octet::numerics::gemv::Storage;
use octet::numerics::gemv::matrix::Matrix;
use octet::numerics::rng::Stream;

/// So many weights differ, in 4096 columns the 128 rows after which a matrix may come again; rounding all would take longer than
/// measuring.
const TILE: usize = 1 << 19;

/// What is multiplied again and again, and the place of the result.
pub struct Work {
    matrix: Matrix,
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Work {
    /// The matrix in the storage of this name, unless there is no such storage or no memory.
    pub fn new(storage: &str, rows: usize, columns: usize) -> Option<Self> {
        let storage = Storage::ALL.into_iter().find(|known| name(*known) == storage)?;
        let mut tile = tile();
        tile.truncate(rows * columns);
        let times = rows * columns / tile.len();
        let first = Matrix::encode(storage, columns, &tile);
        let matrix = if times == 1 { first } else { first.repeated(times)? };
        Some(Self { matrix, x: vector(columns), y: vec![0.0; rows] })
    }

    /// y = W x.
    pub fn product(&mut self) -> &[f32] {
        self.matrix.times(&self.x, &mut self.y);
        &self.y
    }
}

/// A storage's name in the bench.
pub fn name(storage: Storage) -> String {
    format!("{storage:?}")
}

/// The weights that come again and again: normal numbers.
pub fn tile() -> Vec<f32> {
    normal(1, TILE)
}

/// The vector: normal numbers too.
pub fn vector(columns: usize) -> Vec<f32> {
    normal(2, columns)
}

#[expect(clippy::cast_possible_truncation, reason = "to the nearest f32")]
fn normal(seed: u64, count: usize) -> Vec<f32> {
    let mut numbers = Stream::new(seed);
    (0..count).map(|_| numbers.normal() as f32).collect()
}
