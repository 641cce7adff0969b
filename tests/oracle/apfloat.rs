//! Against `rustc_apfloat`, LLVM's soft floats: every format but E8M0, and some that a reader could make up.
//!
//! LLVM's own types say what IEEE-style and FN formats do with everything. For the others, and for directed roundings, whose
//! overflow LLVM treats as IEEE 754 does and we do not, each format also has a wide twin: one exponent bit more below the same
//! smallest exponent. Codes are consecutive, so a code of the twin beyond the format's largest is an overflow, and our rules for
//! it (docs/formats.md) are applied here by hand.

use crate::check_same;
use octet::numerics::formats::{Custom, FormatId, Specials};
use octet::numerics::rng::Stream;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use rustc_apfloat::ieee::{
    BFloatS, Double, Float8E4M3FNS, Float8E5M2S, HalfS, IeeeFloat, NonfiniteBehavior, Semantics, SingleS,
};
use rustc_apfloat::{ExpInt, Float, FloatConvert, Round};

/// The roundings that need no random word.
const FIXED: [Rounding; 4] = [Rounding::NearestEven, Rounding::TowardZero, Rounding::Up, Rounding::Down];

/// A soft float as two functions.
#[derive(Clone, Copy)]
struct Soft {
    encode: fn(f64, Round) -> u64,
    decode: fn(u32) -> f64,
    sign_bit: u64,
}

/// A format of ours and its soft floats.
struct Peer {
    format: FormatId,
    /// LLVM's own type, or one made by LLVM's rules for IEEE-style and FN formats.
    exact: Option<Soft>,
    wide: Soft,
}

fn soft<S: Semantics>() -> Soft
where
    Double: FloatConvert<IeeeFloat<S>>,
    IeeeFloat<S>: FloatConvert<Double>,
{
    let encode = |x: f64, round| {
        let target: IeeeFloat<S> = Double::from_bits(x.to_bits().into()).convert_r(round, &mut false).value;
        u64::try_from(target.to_bits()).unwrap()
    };
    let decode = |code: u32| {
        let wide: Double = IeeeFloat::<S>::from_bits(code.into()).convert(&mut false).value;
        f64::from_bits(u64::try_from(wide.to_bits()).unwrap())
    };
    Soft { encode, decode, sign_bit: 1 << (S::BITS - 1) }
}

/// A format of `M` mantissa bits, `E` exponent bits and the smallest exponent that `BIAS` leaves.
struct Made<const E: usize, const M: usize, const BIAS: ExpInt>;

impl<const E: usize, const M: usize, const BIAS: ExpInt> Semantics for Made<E, M, BIAS> {
    const BITS: usize = 1 + E + M;
    const EXP_BITS: usize = E;
    const MIN_EXP: ExpInt = 1 - BIAS;
}

/// The same with one NaN per sign and no infinity.
struct MadeFn<const E: usize, const M: usize>;

impl<const E: usize, const M: usize> Semantics for MadeFn<E, M> {
    const BITS: usize = 1 + E + M;
    const EXP_BITS: usize = E;
    const NONFINITE_BEHAVIOR: NonfiniteBehavior = NonfiniteBehavior::NanOnly;
}

fn custom(exponent_bits: u32, mantissa_bits: u32, specials: Specials) -> FormatId {
    Custom::new(exponent_bits, mantissa_bits, specials).map(FormatId::Custom).unwrap()
}

/// The fields are written out once more: the peers do not read our table.
fn peers() -> Vec<Peer> {
    let peer = |format, exact, wide| Peer { format, exact, wide };
    vec![
        peer(FormatId::Fp32, Some(soft::<SingleS>()), soft::<Made<9, 23, 127>>()),
        peer(FormatId::Tf32, Some(soft::<Made<8, 10, 127>>()), soft::<Made<9, 10, 127>>()),
        peer(FormatId::Bf16, Some(soft::<BFloatS>()), soft::<Made<9, 7, 127>>()),
        peer(FormatId::Fp16, Some(soft::<HalfS>()), soft::<Made<6, 10, 15>>()),
        peer(FormatId::E5m2, Some(soft::<Float8E5M2S>()), soft::<Made<6, 2, 15>>()),
        peer(FormatId::E4m3fn, Some(soft::<Float8E4M3FNS>()), soft::<Made<5, 3, 7>>()),
        peer(FormatId::E4m3, Some(soft::<Made<4, 3, 7>>()), soft::<Made<5, 3, 7>>()),
        peer(FormatId::E4m3fnuz, None, soft::<Made<5, 3, 8>>()),
        peer(FormatId::E5m2fnuz, None, soft::<Made<6, 2, 16>>()),
        peer(FormatId::E4m3b11fnuz, None, soft::<Made<5, 3, 11>>()),
        peer(FormatId::E3m4, Some(soft::<Made<3, 4, 3>>()), soft::<Made<4, 4, 3>>()),
        peer(FormatId::E3m2fn, None, soft::<Made<4, 2, 3>>()),
        peer(FormatId::E2m3fn, None, soft::<Made<3, 3, 1>>()),
        peer(FormatId::E2m1fn, None, soft::<Made<3, 1, 1>>()),
        peer(custom(5, 6, Specials::Ieee), Some(soft::<Made<5, 6, 15>>()), soft::<Made<6, 6, 15>>()),
        peer(custom(6, 9, Specials::Ieee), Some(soft::<Made<6, 9, 31>>()), soft::<Made<7, 9, 31>>()),
        peer(custom(2, 1, Specials::Ieee), Some(soft::<Made<2, 1, 1>>()), soft::<Made<3, 1, 1>>()),
        peer(custom(3, 7, Specials::FiniteWithNan), Some(soft::<MadeFn<3, 7>>()), soft::<Made<4, 7, 3>>()),
        peer(custom(7, 1, Specials::FiniteWithNan), Some(soft::<MadeFn<7, 1>>()), soft::<Made<8, 1, 63>>()),
        peer(custom(4, 5, Specials::Finite), None, soft::<Made<5, 5, 7>>()),
        peer(custom(5, 6, Specials::UnsignedZero), None, soft::<Made<6, 6, 16>>()),
    ]
}

/// What becomes of a value too large, without its sign bit and with it: `(plus, minus)`.
fn overflow_codes(format: FormatId, overflow: Overflow, is_infinite: bool) -> (u32, u32) {
    let row = format.spec();
    let largest = (row.max_code(), row.max_code() | row.sign_bit());
    match (row.specials, overflow) {
        (Specials::UnsignedZero, Overflow::NonSaturate) => (row.sign_bit(), row.sign_bit()),
        (Specials::UnsignedZero, Overflow::Saturate) if is_infinite => (row.sign_bit(), row.sign_bit()),
        // The infinity of IEEE-style formats and the NaN of FN formats follow the largest code.
        (Specials::Ieee | Specials::FiniteWithNan, Overflow::NonSaturate) => (largest.0 + 1, largest.1 + 1),
        (
            Specials::Ieee | Specials::FiniteWithNan | Specials::Finite | Specials::UnsignedZero | Specials::Scale,
            Overflow::Saturate | Overflow::NonSaturate,
        ) => largest,
    }
}

/// The code that the wide twin leads to.
fn expected(peer: &Peer, rule: Conversion, x: f64) -> u32 {
    let row = peer.format.spec();
    let round = match rule.rounding {
        Rounding::NearestEven => Round::NearestTiesToEven,
        Rounding::TowardZero => Round::TowardZero,
        Rounding::Up => Round::TowardPositive,
        Rounding::Down => Round::TowardNegative,
        Rounding::Stochastic => panic!("apfloat has no random words"),
    };
    let magnitude = (peer.wide.encode)(x, round) & (peer.wide.sign_bit - 1);
    if x.is_infinite() || u64::from(row.max_code()) < magnitude {
        let (plus, minus) = overflow_codes(peer.format, rule.overflow, x.is_infinite());
        return if x > 0.0 { plus } else { minus };
    }
    let has_sign = x.is_sign_negative() && (magnitude != 0 || row.specials != Specials::UnsignedZero);
    u32::try_from(magnitude).unwrap() | if has_sign { row.sign_bit() } else { 0 }
}

#[track_caller]
fn check(peer: &Peer, x: f64) {
    for (rounding, overflow) in FIXED.into_iter().flat_map(|rounding| Overflow::ALL.map(|mode| (rounding, mode))) {
        let rule = Conversion { format: peer.format, rounding, overflow };
        check_same(peer.format, rule.encode(x).code, expected(peer, rule, x), &(x, rounding, overflow));
    }
    if let Some(exact) = peer.exact {
        let rule = Conversion { format: peer.format, rounding: Rounding::NearestEven, overflow: Overflow::NonSaturate };
        let theirs = u32::try_from((exact.encode)(x, Round::NearestTiesToEven)).unwrap();
        check_same(peer.format, rule.encode(x).code, theirs, &x);
    }
}

#[test]
fn all_16_bit_inputs_agree() {
    let fp16 = (0..=u16::MAX).map(|bits| half::f16::from_bits(bits).to_f64());
    // Of BF16, every fifth: its exponents lie beyond most formats.
    let bf16 = (0..=u16::MAX).step_by(5).map(|bits| half::bf16::from_bits(bits).to_f64());
    let values: Vec<f64> = fp16.chain(bf16).filter(|value| !value.is_nan()).collect();
    for peer in peers().iter().filter(|peer| matches!(peer.format, FormatId::E4m3fn | FormatId::E5m2)) {
        for value in &values {
            check(peer, *value);
        }
    }
    for (index, peer) in peers().iter().enumerate() {
        for value in values.iter().skip(index % 7).step_by(7) {
            check(peer, *value);
        }
    }
}

#[test]
fn f64_is_rounded_once() {
    let mut stream = Stream::new(1);
    for peer in peers() {
        let row = peer.format.spec();
        let lowest = row.min_exponent() - row.mantissa_width() - 3;
        let binades = f64::from(row.max_exponent() + 3 - lowest);
        for _ in 0..6000 {
            let binade = f64::from(lowest) + libm::floor(stream.uniform() * binades);
            let sign = if stream.word().is_multiple_of(2) { 1.0 } else { -1.0 };
            check(&peer, sign * libm::exp2(binade) * (1.0 + stream.uniform()));
        }
        for x in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::from_bits(1), -1e-300, 1e300, -1e300] {
            check(&peer, x);
        }
        // Just above a tie, by less than an f32 can tell: rounding twice would go down.
        check(&peer, 1.0 + row.unit_roundoff() + libm::exp2(-45.0));
        check(&peer, 1.0 + row.unit_roundoff());
    }
}

#[test]
fn every_code_has_the_same_value() {
    for peer in peers() {
        let row = peer.format.spec();
        // FP32 has too many codes for this test: a stride that is prime to 2^32 visits all exponents.
        let (codes, stride) = if row.bits() == 32 { (u32::MAX, 65_537) } else { (1 << row.bits(), 1) };
        for code in (0..codes).step_by(stride) {
            let ours = row.decode(code);
            let theirs = match peer.exact {
                Some(exact) => (exact.decode)(code),
                None if row.specials == Specials::UnsignedZero && code == row.sign_bit() => f64::NAN,
                None if code & row.sign_bit() == 0 => (peer.wide.decode)(code),
                None => -(peer.wide.decode)(code & row.magnitude_mask()),
            };
            let same = ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan();
            assert!(same, "{:?} {code:#x}: {ours:e}, expected {theirs:e}", peer.format);
        }
    }
}
