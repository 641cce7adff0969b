//! Matrix–vector products: against exact sums of the decoded weights, against FP32 bit by bit, and what must hold of any matrix.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up is a failed test")]

use octet::numerics::blocks::{Recipe, Scaling, dequantize, quantize};
use octet::numerics::gemv::Storage;
use octet::numerics::gemv::matrix::Matrix;
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use proptest::prelude::*;

/// Normal numbers.
fn normal(count: usize, seed: u64) -> Vec<f32> {
    let mut stream = Stream::new(seed);
    #[expect(clippy::cast_possible_truncation, reason = "any f32 will do")]
    (0..count).map(|_| stream.normal() as f32).collect()
}

/// The weights as they are stored, by the same recipe but another way than the matrix takes.
fn stored(storage: Storage, columns: usize, values: &[f32]) -> Vec<f32> {
    let scaling = match storage {
        Storage::Fp32 | Storage::Fp16 | Storage::Bf16 => Scaling::None,
        Storage::E4m3fn | Storage::E5m2 => Scaling::Block128,
        Storage::Fp4 => Scaling::Mx32,
    };
    let overflow = if scaling == Scaling::None { Overflow::NonSaturate } else { Overflow::Saturate };
    let rule = Conversion { format: storage.format(), rounding: Rounding::NearestEven, overflow };
    let quantized =
        quantize(rule, Recipe::published(scaling, u32::try_from(columns).unwrap()), values, &mut Stream::new(0));
    dequantize(storage.format(), &quantized.codes, &quantized.scales)
}

/// Each row's sum of products in `f64`, and the sum of their magnitudes.
fn exact(weights: &[f32], x: &[f32]) -> Vec<(f64, f64)> {
    let products = |row: &[f32]| row.iter().zip(x).map(|(w, x)| f64::from(*w) * f64::from(*x)).collect::<Vec<_>>();
    let rows = weights.chunks(x.len()).map(products);
    rows.map(|row| (row.iter().sum(), row.iter().map(|product| product.abs()).sum())).collect()
}

/// How far a sum may be off: `n·u` of the magnitudes for FP32; FP4 holds `x` to `2^-16` of its block's largest beside that.
fn bound(storage: Storage, weights: &[f32], x: &[f32], magnitude: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "short rows")]
    let rounding = (x.len() as f64 + 4.0) * 2.0_f64.powi(-24) * magnitude;
    let block = |(w, x): (&[f32], &[f32])| {
        let largest = x.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        w.iter().map(|w| f64::from(w.abs())).sum::<f64>() * f64::from(largest) * 2.0_f64.powi(-15)
    };
    let holding = if storage == Storage::Fp4 { weights.chunks(32).zip(x.chunks(32)).map(block).sum() } else { 0.0 };
    rounding + holding
}

fn times(matrix: &Matrix, x: &[f32]) -> Vec<f32> {
    let mut y = vec![f32::NAN; matrix.rows()];
    matrix.times(x, &mut y);
    y
}

fn assert_near(storage: Storage, columns: usize, values: &[f32], x: &[f32]) {
    let weights = stored(storage, columns, values);
    let y = times(&Matrix::encode(storage, columns, values), x);
    assert_eq!(y.len(), values.len() / columns);
    for ((y, row), (sum, magnitude)) in y.iter().zip(weights.chunks(columns)).zip(exact(&weights, x)) {
        let off = (f64::from(*y) - sum).abs();
        assert!(off <= bound(storage, row, x, magnitude), "{storage:?} {columns}: {y} and {sum}");
    }
}

#[test]
fn every_length_is_summed_to_its_end() {
    for storage in Storage::ALL {
        for columns in (1..=40).chain([63, 64, 65, 127, 128, 129, 255, 256, 257, 300]) {
            for rows in [1, 7, 8, 9] {
                let seed = u64::try_from(columns * 16 + rows).unwrap();
                assert_near(storage, columns, &normal(rows * columns, seed), &normal(columns, seed + 1));
            }
        }
    }
}

#[test]
fn rows_beyond_a_block_of_128_have_scales_of_their_own() {
    for storage in Storage::ALL {
        let mut values = normal(300 * 130, 5);
        values[..128 * 130].iter_mut().for_each(|value| *value *= 1000.0);
        assert_near(storage, 130, &values, &normal(130, 6));
    }
}

#[test]
fn every_code_counts_as_what_it_is_subnormal_ones_too() {
    for storage in [Storage::E4m3fn, Storage::E5m2, Storage::Fp4, Storage::Fp16, Storage::Bf16] {
        let format = storage.format().spec();
        let codes = 0..1_u32 << format.bits();
        // Of 65,536 codes every 13th, from the subnormal ones on.
        let codes = codes.step_by(if format.bits() == 16 { 13 } else { 1 });
        let finite: Vec<f32> = codes
            .map(|code| octet::numerics::slices::narrowed(format.decode(code)))
            .filter(|v| v.is_finite())
            .collect();
        // One matrix for each value, at a column that changes; the largest beside it keeps the scale at 1 where there are scales.
        let columns = 96;
        let largest = octet::numerics::slices::narrowed(format.max_finite());
        let mut values = vec![0.0; finite.len() * columns];
        for (row, value) in finite.iter().enumerate() {
            let row_values = &mut values[row * columns..][..columns];
            row_values[32..].fill(largest);
            row_values[row % 32] = *value;
            row_values[(row + 1) % 32] = largest;
        }
        let mut x = vec![0.0; columns];
        for (row, value) in finite.iter().enumerate() {
            x.fill(0.0);
            x[row % 32] = 1.5;
            let y = times(&Matrix::encode(storage, columns, &values[row * columns..][..columns]), &x);
            assert_eq!(y[0].to_bits(), (value * 1.5 + 0.0).to_bits(), "{storage:?} {value}");
        }
    }
}

#[test]
fn narrow_weights_give_the_bits_of_fp32_ones() {
    let (rows, columns) = (70, 391);
    let (values, x) = (normal(rows * columns, 1), normal(columns, 2));
    for storage in [Storage::Fp16, Storage::Bf16] {
        let weights = stored(storage, columns, &values);
        let wide = times(&Matrix::encode(Storage::Fp32, columns, &weights), &x);
        let narrow = times(&Matrix::encode(storage, columns, &values), &x);
        assert_eq!(bits(&narrow), bits(&wide), "{storage:?}");
    }
    // With a scale of 1, codes are values.
    for (storage, largest) in [(Storage::E4m3fn, 448.0), (Storage::E5m2, 57_344.0)] {
        let mut values = values.clone();
        for row in values.chunks_mut(columns) {
            row.chunks_mut(128).for_each(|span| span[0] = largest);
        }
        let weights = stored(storage, columns, &values);
        let wide = times(&Matrix::encode(Storage::Fp32, columns, &weights), &x);
        let narrow = times(&Matrix::encode(storage, columns, &values), &x);
        assert_eq!(bits(&narrow), bits(&wide), "{storage:?}");
    }
}

#[test]
fn nan_and_infinity_come_out_as_ieee_has_them() {
    let columns = 160;
    for storage in Storage::ALL {
        let mut values = normal(20 * columns, 3);
        values[3 * columns + 5] = f32::NAN;
        values[7 * columns + 150] = f32::INFINITY;
        let x = normal(columns, 4).iter().map(|x| x.abs() + 0.1).collect::<Vec<_>>();
        let weights = stored(storage, columns, &values);
        let y = times(&Matrix::encode(storage, columns, &values), &x);
        for (row, (y, (sum, _))) in y.iter().zip(exact(&weights, &x)).enumerate() {
            let as_it_is = if sum.is_finite() {
                y.is_finite()
            } else {
                y.is_nan() == sum.is_nan() && y.is_infinite() == sum.is_infinite()
            };
            assert!(as_it_is, "{storage:?} row {row}: {y} and {sum}");
            assert!(!y.is_nan() || y.to_bits() == f32::NAN.to_bits());
        }
        let clean = Matrix::encode(storage, columns, &normal(9 * columns, 3));
        let mut x = x.clone();
        x[77] = f32::INFINITY;
        assert!(times(&clean, &x).iter().all(|y| !y.is_finite()), "{storage:?}");
        x[78] = f32::NAN;
        assert!(times(&clean, &x).iter().all(|y| y.to_bits() == f32::NAN.to_bits()), "{storage:?}");
    }
}

#[test]
fn a_repeated_matrix_repeats_its_rows() {
    let columns = 256;
    for storage in Storage::ALL {
        let mut values = normal(128 * columns, 8);
        values[9 * columns] = f32::NAN;
        let (tile, x) = (Matrix::encode(storage, columns, &values), normal(columns, 9));
        let whole = tile.repeated(3).unwrap();
        assert_eq!(bits(&times(&whole, &x)), bits(&times(&tile, &x).repeat(3)), "{storage:?}");
    }
    assert!(Matrix::encode(Storage::Fp32, 4, &[1.0; 8]).repeated(2).is_none());
    assert!(Matrix::encode(Storage::Fp32, 128, &vec![1.0; 128 * 128]).repeated(usize::MAX / 1024).is_none());
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn storages() -> impl Strategy<Value = Storage> {
    prop::sample::select(Storage::ALL.to_vec())
}

/// Values over the whole range that a product of FP32 leaves, zeros and small ones among them.
fn magnitudes() -> impl Strategy<Value = f32> {
    prop_oneof![4 => -2.0_f32..2.0, 1 => Just(0.0), 1 => (-60_i32..60).prop_map(|e| 2.0_f32.powi(e)), 1 => Just(-1e-40)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn sums_are_near(storage in storages(), columns in 1_usize..200, rows in 1_usize..12, seed: u64) {
        assert_near(storage, columns, &normal(rows * columns, seed), &normal(columns, seed ^ 1));
    }

    #[test]
    fn any_vector_is_summed_near(storage in storages(), x in prop::collection::vec(magnitudes(), 1..150)) {
        assert_near(storage, x.len(), &normal(9 * x.len(), 7), &x);
    }

    #[test]
    fn powers_of_two_go_through(storage in storages(), shift in -40_i32..40) {
        let (values, x) = (normal(9 * 140, 11), normal(140, 12));
        let matrix = Matrix::encode(storage, 140, &values);
        let factor = 2.0_f32.powi(shift);
        let moved: Vec<f32> = x.iter().map(|x| x * factor).collect();
        let expected: Vec<f32> = times(&matrix, &x).iter().map(|y| y * factor).collect();
        prop_assert_eq!(bits(&times(&matrix, &moved)), bits(&expected));
    }

    #[test]
    fn several_vectors_give_what_each_gives(storage in storages(), count in 1_usize..6, columns in 1_usize..270) {
        let values = normal(17 * columns, 21);
        let matrix = Matrix::encode(storage, columns, &values);
        let xs: Vec<Vec<f32>> = (0..count).map(|at| normal(columns, 100 + at as u64)).collect();
        let mut ys = vec![vec![f32::NAN; 17]; count];
        let mut places: Vec<&mut [f32]> = ys.iter_mut().map(Vec::as_mut_slice).collect();
        matrix.times_each(&xs.iter().map(Vec::as_slice).collect::<Vec<_>>(), &mut places);
        for (x, y) in xs.iter().zip(&ys) {
            if storage == Storage::Fp4 {
                let weights = stored(storage, columns, &values);
                for ((y, row), (sum, magnitude)) in y.iter().zip(weights.chunks(columns)).zip(exact(&weights, x)) {
                    prop_assert!((f64::from(*y) - sum).abs() <= bound(Storage::Fp32, row, x, magnitude), "{} and {}", y, sum);
                }
            } else {
                prop_assert_eq!(bits(y), bits(&times(&matrix, x)));
            }
        }
    }
}
