//! Emulated matrix products: bit by bit against a plain reading of their rules, and against exact sums of the dequantized values.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up is a failed test")]

use octet::numerics::accumulators::Accumulator;
use octet::numerics::blocks::{Recipe, ScaleFormat, Scaling, quantize};
use octet::numerics::formats::{Custom, FormatId, Specials};
use octet::numerics::matmul::factor::{Entry, Factor, Fitting, Tally};
use octet::numerics::matmul::{Register, product};
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use octet::numerics::slices::{decode, encode};
use octet::numerics::tensor_core::accumulate;

const FP32: Accumulator = Accumulator::Format(FormatId::Fp32);

fn nearest(format: FormatId, overflow: Overflow) -> Conversion {
    Conversion { format, rounding: Rounding::NearestEven, overflow }
}

fn entry(format: FormatId, scaling: Scaling) -> Entry {
    let conversion = nearest(format, Overflow::Saturate);
    Entry { conversion, scaling: Fitting::Blocks(Recipe::published(scaling, 7)) }
}

/// Normal numbers times powers of two, so that groups differ and small ones are lost.
fn values(count: usize, seed: u64) -> Vec<f32> {
    let mut stream = Stream::new(seed);
    #[expect(clippy::cast_possible_truncation, reason = "any f32 will do")]
    let mut value = || (stream.normal() * libm::ldexp(1.0, (stream.word() % 24).cast_signed() - 18)) as f32;
    (0..count).map(|_| value()).collect()
}

fn transpose(values: &[f32], columns: usize) -> Vec<f32> {
    (0..columns).flat_map(|column| values.iter().skip(column).step_by(columns).copied()).collect()
}

/// Decoded codes with the scale of each, by the room of shared scales.
fn reference(entry: Entry, values: &[f32], depth: usize, words: &mut Stream) -> Vec<(f32, f32)> {
    let rule = entry.conversion;
    match entry.scaling {
        Fitting::Fixed(scale) => {
            let scaled: Vec<f32> = values.iter().map(|value| value / scale).collect();
            decode(rule.format, &encode(rule, &scaled, words)).into_iter().map(|code| (code, scale)).collect()
        }
        Fitting::Blocks(recipe) => {
            let recipe = Recipe { columns: u32::try_from(depth).unwrap(), ..recipe };
            let quantized = quantize(rule, recipe, values, words);
            let scale = |place| quantized.scales.groups()[quantized.scales.grid().group_at(place)].value;
            let codes = decode(rule.format, &quantized.codes);
            codes.into_iter().enumerate().map(|(place, code)| (code, scale(place))).collect()
        }
    }
}

/// How many places of the depth share a scale.
fn span(entry: Entry, depth: usize) -> usize {
    let Fitting::Blocks(recipe) = entry.scaling else { return depth };
    match recipe.scaling {
        Scaling::None | Scaling::Tensor | Scaling::Row => depth,
        _ if !recipe.scales(entry.conversion.format) => depth,
        Scaling::Tile128 | Scaling::Block128 => 128,
        Scaling::Mx32 => 32,
        Scaling::Nvfp4 => 16,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "every value of every format is an f32")]
fn registered(accumulator: Accumulator, terms: &[(f32, f32)]) -> f32 {
    match accumulator {
        Accumulator::TensorCore => {
            let products: Vec<f64> = terms.iter().map(|(a, b)| f64::from(*a) * f64::from(*b)).collect();
            products.chunks(32).fold(0.0, accumulate) as f32
        }
        Accumulator::Format(format) => {
            let rule = nearest(format, Overflow::NonSaturate);
            terms.iter().fold(0.0, |sum: f32, (a, b)| rule.encode(f64::from(sum + a * b)).value as f32)
        }
    }
}

/// One entry of a product by the rules, of rows with their scales.
fn entry_of(a: &[(f32, f32)], b: &[(f32, f32)], spans: [usize; 2], register: Register) -> f32 {
    let promotion = usize::try_from(register.promotion).unwrap();
    let is_cut = |at: usize| spans.into_iter().chain([promotion]).any(|length| at.is_multiple_of(length));
    let mut sum = 0.0;
    let mut start = 0;
    for end in (1..=a.len()).filter(|end| *end == a.len() || is_cut(*end)) {
        let terms: Vec<(f32, f32)> = (start..end).map(|at| (a[at].0, b[at].0)).collect();
        sum += registered(register.accumulator, &terms) * (a[start].1 * b[start].1);
        start = end;
    }
    sum
}

fn product_of(a: &Factor, b: &Factor, register: Register) -> Vec<f32> {
    let mut out = vec![9.0; a.rows() * b.rows()];
    product(a, b, register, &mut out);
    out
}

#[track_caller]
fn assert_same(found: &[f32], expect: &[f32], what: &str) {
    assert_eq!(found.len(), expect.len(), "{what}");
    for (at, (found, expect)) in found.iter().zip(expect).enumerate() {
        let same = found.to_bits() == expect.to_bits() || (found.is_nan() && expect.is_nan());
        assert!(same, "{what}: place {at} is {found:e}, not {expect:e}");
        assert!(!found.is_nan() || found.to_bits() == f32::NAN.to_bits(), "{what}: a NaN of its own");
    }
}

/// Both factors and their product, bit by bit.
#[track_caller]
fn check(entries: [Entry; 2], [m, n, depth]: [usize; 3], registers: &[Register]) {
    let (a, b) = (values(m * depth, 1), values(n * depth, 2));
    check_values(entries, depth, [&a, &b], registers);
}

#[track_caller]
fn check_values(entries: [Entry; 2], depth: usize, [a, b]: [&[f32]; 2], registers: &[Register]) {
    let (left, right) = (
        Factor::new(entries[0], a, depth, &mut Stream::new(3)),
        Factor::new(entries[1], b, depth, &mut Stream::new(4)),
    );
    let expect =
        [reference(entries[0], a, depth, &mut Stream::new(3)), reference(entries[1], b, depth, &mut Stream::new(4))];
    for (factor, expect) in [&left, &right].into_iter().zip(&expect) {
        let found: Vec<f32> =
            (0..factor.rows()).flat_map(|row| (0..depth).map(move |at| factor.value(row, at))).collect();
        let expect: Vec<f32> = expect.iter().map(|(code, scale)| code * scale).collect();
        assert_same(&found, &expect, &format!("{entries:?}"));
    }
    let spans = entries.map(|entry| span(entry, depth));
    for register in registers {
        let rows = expect[0].chunks(depth).flat_map(|a| expect[1].chunks(depth).map(move |b| (a, b)));
        let expect: Vec<f32> = rows.map(|(a, b)| entry_of(a, b, spans, *register)).collect();
        let what = format!("{} x {}, {depth} deep, {entries:?}, {register:?}", left.rows(), right.rows());
        assert_same(&product_of(&left, &right, *register), &expect, &what);
    }
}

fn registers(accumulators: &[Accumulator], promotions: &[u32]) -> Vec<Register> {
    let each = |accumulator: &Accumulator| {
        let accumulator = *accumulator;
        promotions.iter().map(move |&promotion| Register { accumulator, promotion }).collect::<Vec<_>>()
    };
    accumulators.iter().flat_map(each).collect()
}

#[test]
fn whole_numbers_are_exact() {
    let plain = entry(FormatId::Fp32, Scaling::None);
    let factor = |values: &[f32], depth| Factor::new(plain, values, depth, &mut Stream::new(0));
    let register = Register { accumulator: FP32, promotion: 0 };
    let (a, b) = (factor(&[1.0, 2.0, 3.0, 4.0, 9.0], 2), factor(&[1.0, 0.0, 1.0, 1.0, -1.0, 2.0], 2));
    assert_eq!(product_of(&a, &b, register), [1.0, 3.0, 3.0, 3.0, 7.0, 5.0]);
    assert_eq!(product_of(&b, &a, register), [1.0, 3.0, 3.0, 7.0, 3.0, 5.0]);
    let deeper = factor(&[5.0, 6.0, 7.0], 3);
    assert_eq!(product_of(&a, &deeper, register), [17.0, 39.0], "the third place has no partner");
}

#[test]
fn nothing_gives_nothing() {
    let plain = entry(FormatId::E4m3fn, Scaling::None);
    let register = Register { accumulator: Accumulator::TensorCore, promotion: 128 };
    let empty = Factor::new(plain, &[], 5, &mut Stream::new(0));
    let some = Factor::new(plain, &[1.0; 10], 5, &mut Stream::new(0));
    assert_eq!((empty.rows(), empty.depth(), empty.tally()), (0, 5, Tally::default()));
    assert!(product_of(&empty, &some, register).is_empty() && product_of(&some, &empty, register).is_empty());
    let flat = Factor::transposed(plain, &[], 3, &mut Stream::new(0));
    assert_same(&product_of(&flat, &flat, register), &[0.0; 9], "no terms");
    assert_eq!(Factor::new(plain, &[1.0], 0, &mut Stream::new(0)).rows(), 0);
    let mut short = [9.0; 3];
    product(&some, &some, Register { accumulator: FP32, promotion: 0 }, &mut short);
    assert_same(&short, &[5.0, 5.0, 9.0], "a row that has no room");
}

#[test]
fn every_length_has_its_tail() {
    let accumulators = [FP32, Accumulator::TensorCore, Accumulator::Format(FormatId::Fp16)];
    let octets = [entry(FormatId::E4m3fn, Scaling::Tile128), entry(FormatId::E4m3fn, Scaling::Block128)];
    for length in 1..=40 {
        check(octets, [length, 3, 7], &registers(&accumulators, &[0]));
        check(octets, [3, length, 7], &registers(&accumulators, &[0]));
        check(octets, [5, 9, length], &registers(&accumulators, &[0, 5, 32]));
        check([entry(FormatId::Fp32, Scaling::None); 2], [length, 41 - length, 11], &registers(&[FP32], &[0, 4]));
    }
}

#[test]
fn every_scaling_agrees_with_the_room_of_scales() {
    let all = registers(&[FP32, Accumulator::TensorCore], &[0, 128, 100]);
    for scaling in Scaling::ALL {
        for format in [FormatId::E4m3fn, FormatId::E5m2, FormatId::E2m1fn, FormatId::Bf16, FormatId::Fp32] {
            check([entry(format, scaling), entry(FormatId::E4m3fn, Scaling::Tensor)], [19, 6, 150], &all);
        }
        check([entry(FormatId::E4m3fn, scaling); 2], [140, 3, 260], &all[..1]);
    }
    let powers = |scaling| {
        let recipe = Recipe { scale_format: ScaleFormat::E8m0, ..Recipe::published(scaling, 0) };
        Entry { scaling: Fitting::Blocks(recipe), ..entry(FormatId::E4m3fn, scaling) }
    };
    check([powers(Scaling::Tile128), powers(Scaling::Block128)], [9, 9, 300], &all);
    let fixed = |scale| Entry { scaling: Fitting::Fixed(scale), ..entry(FormatId::E5m2, Scaling::None) };
    check([fixed(0.125), fixed(3.7)], [9, 9, 70], &all);
}

/// Every register, also those that lanes do not cover, and factors too long for products that are exact in FP32.
#[test]
fn every_register_keeps_its_rules() {
    let own = [
        Custom::new(8, 3, Specials::Ieee),
        Custom::new(4, 5, Specials::UnsignedZero),
        Custom::new(3, 0, Specials::Finite),
    ];
    let formats = FormatId::ALL.into_iter().filter(|format| *format != FormatId::E8m0fnu);
    for format in formats.chain(own.map(|custom| FormatId::Custom(custom.unwrap()))) {
        let all = registers(&[Accumulator::Format(format)], &[0, 8]);
        check([entry(FormatId::E4m3fn, Scaling::None), entry(FormatId::E5m2, Scaling::None)], [5, 9, 33], &all);
        check([entry(FormatId::Fp16, Scaling::None), entry(FormatId::E4m3fn, Scaling::Tensor)], [5, 9, 33], &all);
    }
    let fourteen = registers(&[Accumulator::TensorCore], &[0, 40]);
    for format in FormatId::ALL.into_iter().filter(|format| *format != FormatId::E8m0fnu) {
        check([entry(format, Scaling::Tensor), entry(FormatId::Fp16, Scaling::None)], [6, 11, 130], &fourteen);
        check([entry(format, Scaling::None), entry(format, Scaling::None)], [6, 11, 130], &fourteen);
    }
}

/// Fourteen bits of every pair of formats, small ones by the same logarithms: with half of the values zero, as max(0, x) makes them, with
/// values near the smallest codes, and with columns that fill two panels and a bit.
#[test]
fn fourteen_bits_of_every_pair_of_formats() {
    let fourteen = registers(&[Accumulator::TensorCore], &[0, 40]);
    let positive: Vec<f32> = values(9 * 70, 7).into_iter().map(|value| value.max(0.0)).collect();
    let small: Vec<f32> = values(9 * 70, 8).into_iter().map(|value| value / 128.0).collect();
    let other = values(19 * 70, 9);
    let formats = || FormatId::ALL.into_iter().filter(|format| *format != FormatId::E8m0fnu);
    for (a, b) in formats().flat_map(|a| formats().map(move |b| (a, b))) {
        for scaling in [Scaling::None, Scaling::Tile128] {
            let entries = [entry(a, scaling), entry(b, scaling)];
            check_values(entries, 70, [&positive, &other], &fourteen);
            check_values(entries, 70, [&small, &other], &fourteen);
        }
    }
}

/// What is not finite, the largest and smallest codes, and signed zeros.
#[test]
fn special_values_take_part() {
    let mut special = vec![0.0, -0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, -f32::NAN, 448.0, -464.0, 465.0, 1e9];
    special.extend([-1e-9, 6e-8, f32::from_bits(1), f32::MAX, 57344.0, 61440.0, -65504.0, 1.0, 1.5, -3.0]);
    let other: Vec<f32> = values(21, 5).into_iter().chain(special.iter().copied()).chain([0.0; 9]).collect();
    let accumulators = [FP32, Accumulator::TensorCore].into_iter().chain(
        [FormatId::Fp16, FormatId::Bf16, FormatId::E4m3fn, FormatId::E5m2, FormatId::E2m3fn].map(Accumulator::Format),
    );
    let all = registers(&accumulators.collect::<Vec<_>>(), &[0]);
    for format in FormatId::ALL.into_iter().filter(|format| *format != FormatId::E8m0fnu) {
        // Nothing happens to FP32, so that its infinities stay.
        for overflow in
            Overflow::ALL.into_iter().filter(|mode| format != FormatId::Fp32 || *mode == Overflow::NonSaturate)
        {
            for scaling in [Scaling::None, Scaling::Row, Scaling::Mx32, Scaling::Nvfp4] {
                let recipe = Fitting::Blocks(Recipe::published(scaling, 0));
                let entry = Entry { conversion: nearest(format, overflow), scaling: recipe };
                check_values([entry; 2], 1, [&special, &other], &all);
                check_values([entry; 2], 5, [&special, &other], &all);
            }
        }
    }
}

/// Factors with many zeros, of both signs: whether these are left out or meet something infinite, the sums are those of all terms.
#[test]
fn zeros_left_out_change_no_bit() {
    let sparse = |count, seed| {
        let mut stream = Stream::new(seed);
        let kept = |value: f32| match stream.word() % 8 {
            0 | 1 => value,
            2 | 3 => -0.0,
            _ => 0.0,
        };
        values(count, seed).into_iter().map(kept).collect::<Vec<f32>>()
    };
    let conversion = nearest(FormatId::Fp32, Overflow::NonSaturate);
    let plain = Entry { conversion, ..entry(FormatId::Fp32, Scaling::None) };
    let all = registers(&[FP32], &[0, 37, 64]);
    for (m, n, depth) in [(1, 128, 128), (9, 64, 131), (40, 33, 96), (21, 16, 70), (12, 47, 67), (128, 32, 1)] {
        let (a, mut b) = (sparse(m * depth, 1), values(n * depth, 2));
        check_values([plain; 2], depth, [&a, &b], &all);
        check_values([plain; 2], depth, [&vec![-0.0; m * depth], &b], &all);
        for scaling in [Scaling::Tensor, Scaling::Tile128, Scaling::Block128, Scaling::Mx32] {
            check_values([entry(FormatId::E4m3fn, scaling); 2], depth, [&a, &b], &all);
        }
        b[n * depth / 2] = f32::NEG_INFINITY;
        check_values([plain; 2], depth, [&a, &b], &all);
        b[n * depth - 1] = f32::NAN;
        check_values([plain; 2], depth, [&a, &b], &all);
    }
    let large = vec![f32::MAX; 64 * 64];
    check_values(
        [plain; 2],
        64,
        [&sparse(64 * 64, 3).iter().map(|value| value * 8.0).collect::<Vec<_>>(), &large],
        &all,
    );
}

/// `|error| ≤ (n + 3)·u·Σ|a·b|` with `u = 2^-24`: a product and an addition for each term, and the scales.
#[test]
fn fp32_sums_are_as_near_as_they_must_be() {
    let depth = 300;
    let (a, b) = (values(10 * depth, 1), values(9 * depth, 2));
    for scaling in Scaling::ALL {
        let entry = entry(FormatId::E4m3fn, scaling);
        let factor = |values: &[f32]| Factor::new(entry, values, depth, &mut Stream::new(0));
        let (a, b) = (factor(&a), factor(&b));
        let out = product_of(&a, &b, Register { accumulator: FP32, promotion: 128 });
        for (at, found) in out.into_iter().enumerate() {
            let value =
                |factor: &Factor, row| (0..depth).map(|at| f64::from(factor.value(row, at))).collect::<Vec<_>>();
            let (x, y) = (value(&a, at / 9), value(&b, at % 9));
            let products: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
            let magnitude: f64 = products.iter().map(|product| product.abs()).sum();
            let error = (f64::from(found) - products.iter().sum::<f64>()).abs();
            assert!(error <= 310.0 * libm::exp2(-24.0) * magnitude, "{scaling:?} {at}: {error:e}");
        }
    }
}

#[test]
fn a_transposed_factor_is_the_factor_of_the_transpose() {
    for rounding in Rounding::ALL {
        for (rows, depth) in [(1, 1), (3, 17), (8, 40), (21, 140)] {
            let values = values(rows * depth, 6);
            let conversion = Conversion { rounding, ..nearest(FormatId::E4m3fn, Overflow::Saturate) };
            let entry = Entry { conversion, ..entry(FormatId::E4m3fn, Scaling::Tile128) };
            let straight = Factor::new(entry, &values, depth, &mut Stream::new(8));
            let turned = Factor::transposed(entry, &transpose(&values, depth), rows, &mut Stream::new(8));
            assert_eq!(
                (straight.rows(), straight.depth(), straight.tally()),
                (turned.rows(), turned.depth(), turned.tally())
            );
            for (row, at) in (0..rows).flat_map(|row| (0..depth).map(move |at| (row, at))) {
                assert_eq!(straight.value(row, at).to_bits(), turned.value(row, at).to_bits(), "{rounding:?}");
            }
            check([entry; 2], [rows, 5, depth], &registers(&[FP32], &[0]));
        }
    }
}

#[test]
fn tallies_are_counted_by_hand() {
    let tally = |rounding, overflow, values: &[f32]| {
        let conversion = Conversion { format: FormatId::E4m3fn, rounding, overflow };
        let entry = Entry { conversion, ..entry(FormatId::E4m3fn, Scaling::None) };
        Factor::new(entry, values, 3, &mut Stream::new(1)).tally()
    };
    // 2^-10 is a tie with zero; 464 one with what would follow 448.
    let values =
        [0.0, -0.0, libm::ldexpf(1.0, -10), 1e-9, -448.0, 464.0, 465.0, f32::NEG_INFINITY, f32::NAN, -1000.0, 1.0, 2.0];
    let expect = Tally { count: 12, flushed: 2, saturated: 3, amax: 1000.0 };
    for overflow in Overflow::ALL {
        assert_eq!(tally(Rounding::NearestEven, overflow, &values), expect);
    }
    let truncated = tally(Rounding::TowardZero, Overflow::Saturate, &values);
    assert_eq!(truncated, Tally { saturated: 2, ..expect });
    let plain = Factor::new(entry(FormatId::Fp32, Scaling::Tensor), &values, 4, &mut Stream::new(1)).tally();
    assert_eq!(plain, Tally { flushed: 0, saturated: 0, ..expect });
}

#[test]
fn random_words_come_from_the_seed() {
    let conversion = Conversion { rounding: Rounding::Stochastic, ..nearest(FormatId::E5m2, Overflow::Saturate) };
    let entry = Entry { conversion, ..entry(FormatId::E5m2, Scaling::Tensor) };
    let values = values(300, 3);
    let all = |seed| {
        let factor = Factor::new(entry, &values, 30, &mut Stream::new(seed));
        (0..300).map(|at| factor.value(at / 30, at % 30).to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(all(1), all(1));
    assert_ne!(all(1), all(2));
}
