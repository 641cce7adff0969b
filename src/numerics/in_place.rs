//! Values rounded to a format and back, in place: what becomes of numbers that are stored in few bits and computed with in FP32.

use crate::numerics::formats::FormatId;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::slices::{decode_into, encode};

/// The conversion of training practice: to nearest; formats of 8 bits and fewer stay at their largest value, wider ones overflow.
///
/// A loss scaler must see FP16's infinities; FP8 is converted with saturation by every published recipe.
pub fn customary(format: FormatId) -> Conversion {
    let is_narrow = format.spec().bits() <= 8;
    let overflow = if is_narrow { Overflow::Saturate } else { Overflow::NonSaturate };
    Conversion { format, rounding: Rounding::NearestEven, overflow }
}

/// Rounds every value to `format`, as [`customary`] says.
///
/// Example: in BF16, `1.00390625 = 1 + 2^-8` is half way between `1` and `1 + 2^-7`, and becomes the even `1`.
pub fn keep_in(format: FormatId, values: &mut [f32]) {
    match format {
        FormatId::Fp32 => {}
        FormatId::Bf16 => values.iter_mut().for_each(|value| *value = bf16(*value)),
        _ => {
            let codes = encode(customary(format), values, &mut Stream::new(0));
            decode_into(format, &codes, values);
        }
    }
}

/// To nearest even in BF16: the upper half of the pattern, plus one where the lower half says so; one NaN.
fn bf16(value: f32) -> f32 {
    let bits = value.to_bits();
    let rounded = bits.wrapping_add(0x7FFF + (bits >> 16 & 1)) & 0xFFFF_0000;
    if value.is_nan() { f32::NAN } else { f32::from_bits(rounded) }
}

#[cfg(test)]
mod tests {
    use super::{customary, keep_in};
    use crate::numerics::formats::FormatId;
    use crate::numerics::rng::Stream;
    use crate::numerics::slices::{decode, encode};

    /// Every upper half with the lower halves that decide a rounding: the same as code and back, bit by bit.
    #[test]
    fn bf16_is_the_code_and_back() {
        for low in [0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF] {
            let values: Vec<f32> = (0..=0xFFFF_u32).map(|high| f32::from_bits(high << 16 | low)).collect();
            let rule = customary(FormatId::Bf16);
            let expect = decode(FormatId::Bf16, &encode(rule, &values, &mut Stream::new(0)));
            let mut kept = values.clone();
            keep_in(FormatId::Bf16, &mut kept);
            for ((kept, expect), value) in kept.iter().zip(&expect).zip(&values) {
                assert_eq!(kept.to_bits(), expect.to_bits(), "{:#x}", value.to_bits());
            }
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "rounded values are known exactly")]
    fn others_go_through_their_codes() {
        let mut values = [500.0, 0.0009, -3.3, f32::INFINITY];
        keep_in(FormatId::E4m3fn, &mut values);
        assert_eq!(values, [448.0, 0.0, -3.25, 448.0], "saturated, flushed, rounded");
        let mut wide = [70_000.0, 1.0];
        keep_in(FormatId::Fp16, &mut wide);
        assert_eq!(wide, [f32::INFINITY, 1.0]);
    }
}
