//! The two ceilings of a roofline, as loops to be timed: reading memory and nothing else, and arithmetic without memory.

use crate::numerics::gemv::matrix::Matrix;
use crate::numerics::gemv::{Words, load, zeros};

/// Multiplications and additions on each of the four lanes of [`multiply_add`], for each of its rounds.
const CHAINS: usize = 8;

/// Floating-point operations of one round of [`multiply_add`]: eight chains of four lanes, a product and a sum each.
pub const OPERATIONS_PER_ROUND: u32 = 64;

/// Reads all codes of the matrix, sixteen bytes at a time; their exclusive or, so that no read can be left out.
pub fn read(matrix: &Matrix) -> u32 {
    let mut parts = zeros::<CHAINS>();
    for units in matrix.units().as_chunks::<CHAINS>().0 {
        for (part, unit) in parts.iter_mut().zip(units) {
            *part = part.xor(load(unit));
        }
    }
    parts.into_iter().flat_map(Words::store).fold(0, |all, part| all ^ part.to_bits())
}

/// `rounds` times `a = a·½ + 1` in eight independent chains of four lanes; each tends to 2.
pub fn multiply_add(rounds: u32) -> f32 {
    let half = Words::load([0.5; 4]).kept();
    let one = Words::load([1.0; 4]).kept();
    let mut chains = zeros::<CHAINS>();
    for _ in 0..rounds {
        for chain in &mut chains {
            *chain = chain.float_times(half).float_plus(one);
        }
    }
    chains.into_iter().flat_map(Words::store).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::{multiply_add, read};
    use crate::numerics::gemv::Storage;
    use crate::numerics::gemv::matrix::Matrix;

    #[test]
    fn the_chains_tend_to_two() {
        assert!((multiply_add(1) - 1.0).abs() < f32::EPSILON);
        assert!((multiply_add(60) - 2.0).abs() < f32::EPSILON);
    }

    #[test]
    fn every_unit_is_read() {
        let mut values = vec![0.0; 128 * 8];
        assert_eq!(read(&Matrix::encode(Storage::Fp32, 128, &values)), 0);
        values[777] = 1.0;
        assert_eq!(read(&Matrix::encode(Storage::Fp32, 128, &values)), 1.0_f32.to_bits());
    }
}
