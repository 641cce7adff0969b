//! Weights and vectors for the products: normal numbers, and matrices of them as large as is asked for.

use crate::numerics::gemv::matrix::Matrix;
use crate::numerics::gemv::{SPAN, Storage};
use crate::numerics::rng::Stream;

/// The widest matrix; more weights make it higher.
const COLUMNS: usize = 4096;

/// Normal weights, the same 128 rows again and again; about `weights` of them. `None` if there is no memory.
#[expect(clippy::cast_possible_truncation, reason = "held to MOST, below 2^32")]
pub(super) fn matrix(storage: Storage, weights: u64) -> Option<Matrix> {
    // Four tiles at least, so that their number can come near; a power of two, so that rows end where spans end.
    let widest = (weights as usize / SPAN / 4).clamp(SPAN, COLUMNS);
    let columns = if widest.is_power_of_two() { widest } else { widest.next_power_of_two() / 2 };
    let tile = SPAN * columns;
    let times = (weights as usize).div_ceil(tile).max(1);
    Matrix::encode(storage, columns, &normal(&mut Stream::new(1), tile)).repeated(times)
}

/// The next normal numbers of a stream.
#[expect(clippy::cast_possible_truncation, reason = "weights are FP32 to begin with")]
pub(super) fn normal(stream: &mut Stream, count: usize) -> Vec<f32> {
    (0..count).map(|_| stream.normal() as f32).collect()
}
