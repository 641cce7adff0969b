//! Rounds a double to a value of a format and gives the value, without going by its code: what an emulated adder does at every step.
//!
//! The result is that of [`Conversion::encode_with`], bit for bit (NaN is canonical); only the way is shorter: the constants of the
//! format are worked out once, and a double is rounded on its own bit pattern, where a carry moves into the exponent by itself.

use crate::numerics::formats::{Format, FormatId, Specials};
use crate::numerics::layout::Sign;
use crate::numerics::rounding::{Conversion, Rounding};

/// A rule of rounding, ready to be used many times.
#[derive(Clone, Debug)]
pub struct Rounder {
    rule: Conversion,
    mantissa_bits: u64,
    /// The exponent field, as a double has it, of the format's smallest normal value.
    min_field: u64,
    min_subnormal: f64,
    max_finite: f64,
    /// What becomes of a rounded magnitude above `max_finite`, by sign.
    beyond: [f64; 2],
    /// Whether doubles convert to it by the processor's own conversion, which rounds to nearest even and overflows to infinity.
    is_single: bool,
    has_negative_zero: bool,
}

impl Rounder {
    /// Prepares a rule.
    pub fn new(rule: Conversion) -> Self {
        let format = rule.format.spec();
        let beyond = [Sign::Plus, Sign::Minus].map(|sign| format.decode(rule.overflow.code(&format, sign)));
        Self {
            rule,
            mantissa_bits: u64::from(format.mantissa_bits),
            min_field: u64::from((format.min_exponent() + 1023).cast_unsigned()),
            min_subnormal: format.min_subnormal(),
            max_finite: format.max_finite(),
            beyond,
            is_single: rule.format == FormatId::Fp32
                && rule.rounding == Rounding::NearestEven
                && beyond[0] == f64::INFINITY,
            has_negative_zero: format.has_negative_zero(),
        }
    }

    /// The format of the results.
    pub fn format(&self) -> Format {
        self.rule.format.spec()
    }

    /// The rule of rounding.
    pub fn rounding(&self) -> Rounding {
        self.rule.rounding
    }

    /// Rounds `x`; `word` decides stochastic rounding and means nothing to the others.
    ///
    /// Example: to FP16 2049, half-way between 2048 and 2050, becomes 2048, whose last bit is even.
    pub fn round(&self, x: f64, word: u32) -> f64 {
        if self.is_single {
            return single(x);
        }
        let magnitude = x.to_bits() & !SIGN;
        let field = (magnitude >> 52).max(1);
        let dropped = 52 - self.mantissa_bits + self.min_field.saturating_sub(field);
        // Rare or odd cases take the long way: infinities, NaN, less than the smallest value, formats that are scales.
        if INFINITY <= magnitude || 52 < dropped || self.rule.format == FormatId::E8m0fnu {
            return self.slowly(x, word);
        }
        let step = 1 << dropped;
        let rest = magnitude & (step - 1);
        let down = magnitude - rest;
        let is_negative = x.to_bits() >> 63 == 1;
        let away = match self.rule.rounding {
            Rounding::TowardZero => false,
            // With 52 bits dropped only the implicit leading one is left, which is odd.
            Rounding::NearestEven => {
                let is_odd = dropped == 52 || down & step != 0;
                step < 2 * rest || (step == 2 * rest && is_odd)
            }
            Rounding::Up => rest != 0 && !is_negative,
            Rounding::Down => rest != 0 && is_negative,
            Rounding::Stochastic => u128::from(rest) << 32 > u128::from(word) << dropped,
        };
        let rounded = f64::from_bits(if away { down + step } else { down });
        if self.max_finite < rounded {
            return self.beyond[usize::from(is_negative)];
        }
        let keeps_sign = is_negative && (self.has_negative_zero || rounded != 0.0);
        if keeps_sign { -rounded } else { rounded }
    }

    fn slowly(&self, x: f64, word: u32) -> f64 {
        if self.rule.format.spec().specials != Specials::Scale
            && 2.0 * x.abs() < self.min_subnormal
            && self.is_nearest()
        {
            return if self.has_negative_zero { 0.0_f64.copysign(x) } else { 0.0 };
        }
        self.rule.encode_with(x, word).value
    }

    fn is_nearest(&self) -> bool {
        self.rule.rounding == Rounding::NearestEven
    }
}

const SIGN: u64 = 1 << 63;

/// The bits of an infinity without its sign: every larger pattern is a NaN.
const INFINITY: u64 = 0x7FF << 52;

/// To FP32 and back; NaN becomes the canonical one.
#[expect(clippy::cast_possible_truncation, reason = "this rounding is the FP32 arithmetic that is emulated")]
fn single(x: f64) -> f64 {
    if x.is_nan() { f64::NAN } else { f64::from(x as f32) }
}

#[cfg(test)]
mod tests {
    use super::Rounder;
    use crate::numerics::formats::{Custom, FormatId, Specials};
    use crate::numerics::rng::Stream;
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    /// Every binade of the doubles near a format's range, with mantissas on ties, beside them, and anywhere.
    fn telling_values(words: &mut Stream) -> Vec<f64> {
        let mut values = vec![0.0, f64::INFINITY, f64::NAN, f64::MIN_POSITIVE, 5e-324, f64::MAX];
        for field in (860..=1160_u64).chain([1, 2, 2046]) {
            for lead in 0..16_u64 {
                let tie = lead << 48 | 1 << 47;
                for mantissa in [lead << 48, tie, tie + 1, tie - 1, u64::from(words.word()) << 20] {
                    values.push(f64::from_bits(field << 52 | mantissa));
                }
            }
        }
        let negative: Vec<f64> = values.iter().map(|x| -x).collect();
        values.into_iter().chain(negative).collect()
    }

    #[test]
    fn values_are_those_of_the_codes() {
        let mut words = Stream::new(5);
        let values = telling_values(&mut words);
        let own = [Custom::new(6, 9, Specials::Ieee), Custom::new(4, 1, Specials::UnsignedZero)];
        for format in FormatId::ALL.into_iter().chain(own.into_iter().flatten().map(FormatId::Custom)) {
            for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
                let rule = Conversion { format, rounding, overflow };
                let rounder = Rounder::new(rule);
                for &x in &values {
                    let word = words.word();
                    let expect = rule.encode_with(x, word).value;
                    assert_eq!(rounder.round(x, word).to_bits(), expect.to_bits(), "{rule:?} {x:e} {word}");
                }
            }
        }
    }
}
