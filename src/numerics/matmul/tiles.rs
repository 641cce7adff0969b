//! Registers that take one product at a time: FP32, and narrower formats rounded to after every addition.

use crate::numerics::matmul::nearest::Nearest;
use crate::numerics::matmul::spans::{Add, HEIGHT, Piece, Tile, empty};
use crate::numerics::matmul::{Words, halves, splat};

/// FP32.
pub(super) struct Plain;

/// A format that [`Nearest`] covers.
pub(super) struct Rounded<const OWN: bool>(pub Nearest<OWN>);

impl Add for Plain {
    fn span(&self, piece: Piece) -> Tile {
        added(piece, |sum| sum)
    }
}

impl<const OWN: bool> Add for Rounded<OWN> {
    fn span(&self, piece: Piece) -> Tile {
        let nearest = self.0;
        added(piece, |sum| nearest.round(sum).values)
    }
}

#[inline]
fn added(piece: Piece, kept: impl Fn(Words) -> Words) -> Tile {
    let mut sums = empty();
    for (a, b) in piece.a.iter().zip(piece.b) {
        let b = halves(b);
        for (sums, a) in sums.iter_mut().zip(&a.as_chunks::<HEIGHT>().0[piece.side]) {
            let a = splat(*a);
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = kept(sum.float_plus(a.float_times(b)));
            }
        }
    }
    sums
}
