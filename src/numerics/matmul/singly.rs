//! Sums one by one, for what lanes do not cover: fourteen bits over long or infinite factors, registers of unusual formats.

use crate::numerics::matmul::spans::{Add, HEIGHT, Piece, Tile};
use crate::numerics::matmul::{ROWS, Words};
use crate::numerics::rounder::Rounder;
use crate::numerics::rounding::Conversion;
use crate::numerics::slices::narrowed;
use crate::numerics::tensor_core::{GROUP, accumulate};

/// A register that holds one sum.
pub(super) enum Singly {
    /// `tensor_core::accumulate`, rounded to FP32 when it leaves the register.
    FourteenBits,
    /// A format.
    Rounded(Rounder),
}

impl Singly {
    pub fn fourteen_bits() -> Self {
        Self::FourteenBits
    }

    pub fn rounded(rule: Conversion) -> Self {
        Self::Rounded(Rounder::new(rule))
    }

    fn sum(&self, terms: impl Iterator<Item = (f32, f32)>) -> f32 {
        match self {
            Self::FourteenBits => {
                let products: Vec<f64> = terms.map(|(a, b)| f64::from(a) * f64::from(b)).collect();
                narrowed(products.chunks(GROUP).fold(0.0, accumulate))
            }
            Self::Rounded(rounder) => {
                terms.fold(0.0, |sum: f32, (a, b)| narrowed(rounder.round(f64::from(sum + a * b), 0)))
            }
        }
    }
}

impl Add for Singly {
    fn span(&self, piece: Piece) -> Tile {
        let Piece { a, side, b, .. } = piece;
        core::array::from_fn(|row| {
            let sum = |column: usize| self.sum(a.iter().zip(b).map(|(a, b)| (a[side * HEIGHT + row], b[column])));
            let sums: [f32; ROWS] = core::array::from_fn(sum);
            let [low, high] = [0, 1].map(|half| Words::load(core::array::from_fn(|lane| sums[4 * half + lane])));
            [low, high]
        })
    }
}
