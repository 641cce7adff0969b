//! From a code of at most 16 bits to the `f32` it stands for, without a branch or a table: what `Format::decode` says, in a form that
//! a compiler turns into SIMD. (`numerics::octets` has a faster one for most formats of 8 bits.)
//!
//! Exponent and mantissa are shifted into the place that they have in an `f32`, and the exponent's origin is moved: `A`, right for
//! normal values. A subnormal code is read so as `2^-bias · (1 + f)` and should be `2^(1-bias) · f = 2A - 2^(1-bias)`.
//! That second candidate is the smaller one below the normal values and never elsewhere, so the smaller one is right; it also needs no
//! arithmetic with numbers that an `f32` holds as subnormal, which many processors do slowly.
//!
//! Example: E4M3FN `0x03` is read as `2^-7 · (1 + 3/8)`; `2^-6 · 11/8 - 2^-6 = 3 · 2^-9`.

use crate::numerics::formats::{Format, Specials};

/// The pattern of an infinity.
const INFINITY: u32 = 0x7F80_0000;

/// The pattern of the one NaN.
const NAN: u32 = 0x7FC0_0000;

/// The sign of an `f32`.
const SIGN: u32 = 0x8000_0000;

/// A format's constants, worked out once per slice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widen {
    /// How far a code moves up, so that its sign is that of an `f32` and bits above its width are gone.
    up: u32,
    /// How far it moves down again, without its sign.
    down: u32,
    /// Where exponent and mantissa then lie.
    mask: u32,
    /// What moves the exponent's origin.
    origin: u32,
    /// What doubles `A`, and the pattern of the `2^(1-bias)` to subtract; both 0 with FP32's own exponents, where `A` is right.
    double: u32,
    /// See [`Self::double`].
    least: u32,
    /// The largest `A` that is finite.
    finite_end: u32,
    /// The largest `A` that is a number: one more with an infinity.
    number_end: u32,
    /// Which codes are no finite values.
    special: Special,
}

/// The codes that are no finite values.
#[derive(Clone, Copy, Debug)]
enum Special {
    /// Those beyond `number_end`, if there are any.
    Nan,
    /// Infinity beyond `finite_end`, NaN beyond `number_end`.
    InfinityAndNan,
    /// The negative zero, which is NaN.
    MinusZero,
}

impl Widen {
    /// `None` for what this way does not cover: more than 16 bits, scales without a sign, normal values below FP32's.
    pub fn new(format: &Format) -> Option<Self> {
        let origin = u32::try_from(127 - format.bias).ok()? << 23;
        if 16 < format.bits() || format.specials == Specials::Scale {
            return None;
        }
        let place = 23 - format.mantissa_bits;
        let is_own_exponent = origin == 0;
        let end = origin + (format.max_code() << place);
        Some(Self {
            up: 32 - format.bits(),
            down: 8 - format.exponent_bits,
            mask: format.magnitude_mask() << place,
            origin,
            double: if is_own_exponent { 0 } else { 1 << 23 },
            least: if is_own_exponent { 0 } else { origin + (1 << 23) },
            finite_end: end,
            number_end: end + (u32::from(format.has_infinity()) << place),
            special: match format.specials {
                Specials::Ieee => Special::InfinityAndNan,
                Specials::FiniteWithNan | Specials::Finite | Specials::Scale => Special::Nan,
                Specials::UnsignedZero => Special::MinusZero,
            },
        })
    }

    /// The value of a code.
    #[inline]
    pub fn value(&self, code: u32) -> f32 {
        let high = code << self.up;
        let magnitude = ((high >> self.down) & self.mask) + self.origin;
        let doubled = f32::from_bits(magnitude + self.double) - f32::from_bits(self.least);
        // Both are positive, so that their patterns compare as integers.
        let finite = magnitude.cast_signed().min(doubled.to_bits().cast_signed()).cast_unsigned();
        let unsigned = if magnitude > self.finite_end { INFINITY } else { finite };
        let is_nan = match self.special {
            Special::Nan | Special::InfinityAndNan => magnitude > self.number_end,
            Special::MinusZero => high == SIGN,
        };
        f32::from_bits(if is_nan { NAN } else { unsigned | (high & SIGN) })
    }
}
