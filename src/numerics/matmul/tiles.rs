//! Registers that take one product at a time: FP32, and narrower formats rounded to after every addition.

use crate::numerics::matmul::nearest::Nearest;
use crate::numerics::matmul::spans::{Add, HEIGHT, Tile, empty};
use crate::numerics::matmul::{Place, Words, halves, splat};

/// FP32.
pub(super) struct Plain;

/// A format that [`Nearest`] covers.
pub(super) struct Rounded<const OWN: bool>(pub Nearest<OWN>);

impl Add for Plain {
    fn span(&self, a: &[Place], side: usize, b: &[Place]) -> Tile {
        added(a, side, b, |sum| sum)
    }
}

impl<const OWN: bool> Add for Rounded<OWN> {
    fn span(&self, a: &[Place], side: usize, b: &[Place]) -> Tile {
        let nearest = self.0;
        added(a, side, b, |sum| nearest.round(sum).values)
    }
}

#[inline]
fn added(a: &[Place], side: usize, b: &[Place], kept: impl Fn(Words) -> Words) -> Tile {
    let mut sums = empty();
    for (a, b) in a.iter().zip(b) {
        let b = halves(b);
        for (sums, a) in sums.iter_mut().zip(&a.as_chunks::<HEIGHT>().0[side]) {
            let a = splat(*a);
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = kept(sum.float_plus(a.float_times(b)));
            }
        }
    }
    sums
}
