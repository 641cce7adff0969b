//! Rounding an `f32` to the nearest value of a narrow format, in lanes and without going by its code.
//!
//! Two ways. A format with FP32's own exponents drops the end of the pattern: half a unit is added, less one if the last bit that stays
//! is even, and the rest is masked away; subnormal numbers are no different. Any other adds `2^(e + 23 - m)` to the magnitude and
//! takes it away again, with `e` the number's exponent or, if that is larger, the smallest normal one: the spacing of an `f32` of that
//! size is the format's there, so that the addition itself rounds to nearest even, subnormals included.
//!
//! Example, E4M3FN and 0.1 = 1.6 · 2^-4: `0.1 + 2^16` is `2^16 + 13 · 2^-7`, and `13 · 2^-7 = 0.1015625` stays.

use crate::numerics::formats::{Format, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::matmul::Words;
use crate::numerics::rounding::{Conversion, Rounding};
use crate::numerics::slices::narrowed;

/// All bits of an `f32` but its sign.
pub(super) const MAGNITUDE: u32 = 0x7FFF_FFFF;

/// The pattern of an infinity.
pub(super) const INFINITY: u32 = 0x7F80_0000;

/// A conversion's constants. `OWN`: the format has FP32's exponents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nearest<const OWN: bool> {
    magnitude: Words,
    /// The exponent's field.
    field: Words,
    infinity: Words,
    /// Mantissa bits that are dropped.
    shift: u32,
    /// `OWN`: 1 in every lane, half a unit less one, and what stays. Else: the largest magnitude looked at, the smallest exponent, and
    /// how far an exponent moves.
    steps: [Words; 3],
    /// The largest finite value.
    largest: Words,
    /// What becomes of larger ones, without the sign.
    beyond: Words,
    /// The largest magnitude that can overflow: infinity does not where the format keeps it.
    end: Words,
    /// What becomes of NaN; the sign is flipped by it where the format has none.
    nan: Words,
}

/// A rounded vector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// The values.
    pub values: Words,
    /// Where the overflow mode decided.
    pub overflows: Words,
}

impl<const OWN: bool> Nearest<OWN> {
    /// `None` for what this way does not cover: other roundings, more than 16 bits, scales, unsigned zeros.
    pub fn new(rule: Conversion) -> Option<Self> {
        let format = rule.format.spec();
        let is_odd = matches!(format.specials, Specials::Scale | Specials::UnsignedZero);
        let has_own = format.exponent_bits == 8;
        if rule.rounding != Rounding::NearestEven || 16 < format.bits() || is_odd || has_own != OWN {
            return None;
        }
        let shift = 23 - format.mantissa_bits;
        let beyond = narrowed(format.decode(rule.overflow.code(&format, Sign::Plus))).to_bits();
        Some(Self {
            magnitude: Words::splat(MAGNITUDE).kept(),
            field: Words::splat(INFINITY).kept(),
            infinity: Words::splat(INFINITY).kept(),
            shift,
            steps: steps(&format, shift).map(|word| Words::splat(word).kept()),
            largest: Words::splat(narrowed(format.max_finite()).to_bits()).kept(),
            beyond: Words::splat(beyond).kept(),
            end: Words::splat(INFINITY - u32::from(beyond == INFINITY)).kept(),
            nan: Words::splat(if format.has_nan() { f32::NAN.to_bits() } else { 1 << 31 }).kept(),
        })
    }

    /// Rounds four values.
    #[inline]
    pub fn round(&self, x: Words) -> Outcome {
        let magnitude = x.and(self.magnitude);
        let rounded = self.unlimited(magnitude);
        let too_large = rounded.exceeds(self.largest);
        let is_nan = magnitude.exceeds(self.infinity);
        let finite = self.beyond.where_set(too_large, rounded);
        let unsigned = self.nan.where_set(is_nan, finite);
        // A NaN of the format is canonical and has no sign.
        let sign = x.without(self.magnitude).without(unsigned.exceeds(self.infinity));
        Outcome { values: unsigned.xor(sign), overflows: too_large.without(magnitude.exceeds(self.end)) }
    }

    /// Whether these four, and so all that are no larger, neither overflow nor are infinite or NaN.
    pub fn covers(&self, x: Words) -> bool {
        let too_large = self.unlimited(x.and(self.magnitude)).exceeds(self.largest);
        too_large.store().into_iter().all(|mask| mask.to_bits() == 0)
    }

    /// Rounds four values that it [`covers`](Self::covers).
    #[inline]
    pub fn within(&self, x: Words) -> Words {
        self.unlimited(x.and(self.magnitude)).xor(x.without(self.magnitude))
    }

    /// A magnitude rounded as if exponents had no upper end.
    #[inline]
    fn unlimited(&self, magnitude: Words) -> Words {
        let [first, second, third] = self.steps;
        if OWN {
            let last = magnitude.down(self.shift).and(first);
            // Beyond infinity the sum would wrap around; what is NaN is seen to later.
            return magnitude.least(self.infinity).plus(last).plus(second).and(third);
        }
        let held = magnitude.least(first);
        let unit = held.and(self.field).most(second).plus(third);
        held.float_plus(unit).float_minus(unit)
    }
}

fn steps(format: &Format, shift: u32) -> [u32; 3] {
    if format.exponent_bits == 8 {
        return [1, (1 << (shift - 1)) - 1, u32::MAX << shift];
    }
    let field = |exponent: i32| (exponent + 127).cast_unsigned() << 23;
    [field(format.max_exponent() + 2), field(format.min_exponent()), shift << 23]
}
