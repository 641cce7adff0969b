//! What does a narrow weight cost a product? One matrix times one vector, with every storage of `numerics::gemv`, beside FP32.
//!
//! The same in the page and in the terminal, bit by bit; each storage's result carries a digest that says so.

use serde::{Deserialize, Serialize};

use crate::experiments::fnv;
use crate::experiments::weights::normal;
use crate::experiments::{Phase, Progress};
use crate::numerics::gemv::Storage;
use crate::numerics::gemv::matrix::Matrix;
use crate::numerics::rng::Stream;

/// Rows of the matrix, two blocks of FP8.
pub const ROWS: usize = 256;

/// Columns of the matrix.
pub const COLUMNS: usize = 1024;

/// The matrix and the vector are normal numbers from this seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Params {
    /// Any number.
    pub seed: u64,
}

/// A product with one storage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// How the weights were stored.
    pub storage: Storage,
    /// Signal to noise in dB: ten times the logarithm of Σy² by Σ(y - exact)², exact sums of the FP32 weights being the signal.
    pub sqnr_db: f64,
    /// The largest error, as a share of the largest exact element.
    pub largest_error: f64,
    /// FNV-1a of the bits of `y`, little-endian.
    pub digest: u64,
}

/// All products.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was asked for.
    pub params: Params,
    /// By [`Storage::ALL`].
    pub products: Vec<Product>,
}

/// The products being formed.
#[derive(Clone, Debug)]
pub struct Products {
    params: Params,
    weights: Vec<f32>,
    x: Vec<f32>,
    exact: Vec<f64>,
    formed: Vec<Product>,
}

impl Products {
    /// Prepares the products; nothing is drawn yet.
    pub fn new(params: Params) -> Self {
        Self { params, weights: Vec::new(), x: Vec::new(), exact: Vec::new(), formed: Vec::new() }
    }

    /// Draws the numbers, or forms one product.
    pub fn step(&mut self) -> Progress {
        if self.exact.is_empty() {
            self.draw();
        } else if let Some(storage) = Storage::ALL.get(self.formed.len()) {
            let product = self.product(*storage);
            self.formed.push(product);
        }
        let total = Storage::ALL.len() as u64 + 1;
        let done = u64::from(!self.exact.is_empty()) + self.formed.len() as u64;
        Progress { done, total, phase: if done == total { Phase::Finished } else { Phase::Rounding } }
    }

    /// The outcome; `None` until the last product is there.
    pub fn outcome(&self) -> Option<Outcome> {
        let is_done = self.formed.len() == Storage::ALL.len();
        is_done.then(|| Outcome { params: self.params, products: self.formed.clone() })
    }

    fn draw(&mut self) {
        let mut stream = Stream::new(self.params.seed);
        self.weights = normal(&mut stream, ROWS * COLUMNS);
        self.x = normal(&mut stream, COLUMNS);
        let row = |row: &[f32]| row.iter().zip(&self.x).fold(0.0, |sum, (w, x)| sum + f64::from(*w) * f64::from(*x));
        self.exact = self.weights.chunks_exact(COLUMNS).map(row).collect();
    }

    fn product(&self, storage: Storage) -> Product {
        let mut y = vec![0.0; ROWS];
        Matrix::encode(storage, COLUMNS, &self.weights).times(&self.x, &mut y);
        let errors = y.iter().zip(&self.exact).map(|(y, exact)| f64::from(*y) - exact);
        let (noise, largest) =
            errors.fold((0.0, 0.0_f64), |(sum, most), error| (sum + error * error, most.max(error.abs())));
        let signal = self.exact.iter().fold(0.0, |sum, exact| sum + exact * exact);
        let peak = self.exact.iter().fold(0.0_f64, |most, exact| most.max(exact.abs()));
        Product {
            storage,
            sqnr_db: 10.0 * libm::log10(signal / noise),
            largest_error: largest / peak,
            digest: digest(&y),
        }
    }
}

/// The outcome at once.
pub fn run(params: Params) -> Outcome {
    let mut products = Products::new(params);
    loop {
        products.step();
        if let Some(outcome) = products.outcome() {
            return outcome;
        }
    }
}

fn digest(values: &[f32]) -> u64 {
    fnv::hash(values.iter().flat_map(|value| value.to_bits().to_le_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{Params, digest, run};

    #[test]
    fn fewer_bits_lose_more() {
        let outcome = run(Params { seed: 1 });
        let decibels: Vec<f64> = outcome.products.iter().map(|product| product.sqnr_db).collect();
        let [fp32, fp16, bf16, e4m3, e5m2, fp4] = decibels[..] else { panic!("{decibels:?}") };
        assert!(fp32 > 120.0 && fp32 > fp16 && fp16 > bf16 && bf16 > e4m3 && e4m3 > e5m2 && e5m2 > fp4 && fp4 > 15.0);
        // The published SQNR of normal weights in these formats carries over: errors of a row's products are independent.
        assert!((e4m3 - 31.5).abs() < 1.5 && (e5m2 - 25.6).abs() < 1.5 && (fp4 - 18.8).abs() < 1.5, "{decibels:?}");
    }

    #[test]
    fn the_digest_is_fnv_1a() {
        assert_eq!(digest(&[]), 0xCBF2_9CE4_8422_2325);
        // 'a', 0, 0, 0.
        assert_eq!(digest(&[f32::from_bits(0x61)]), {
            [0x61_u64, 0, 0, 0]
                .into_iter()
                .fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ byte).wrapping_mul(0x0100_0000_01B3))
        });
    }
}
