//! How far a conversion reaches: from which magnitude on its overflow mode decides, found once so that whole slices can be asked.
//!
//! What overflows is what rounds to a magnitude beyond the largest, so every rounding has a limit on each side: one of four numbers
//! beyond the largest value, namely the next, the tie with the value that would follow, the number after that tie, and that value
//! itself. Example: E4M3FN ends at 448, and 480 would follow; to nearest, the limit is the number after the tie 464, truncating it is
//! 480, rounding up it is the number after 448 above and 480 below. Stochastic rounding is in doubt between 448 and 480.

use crate::numerics::layout::power_of_two;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Rounding};

/// Whether each of `values` overflows under `rule`, whose random words, one for each, come from `words`.
pub fn exceeded(rule: Conversion, values: &[f32], mut words: Stream) -> Vec<bool> {
    let reach = Reach::new(rule);
    let mut exceeded: Vec<bool> = values.iter().map(|&value| reach.is_exceeded(value)).collect();
    // A random word decides only between the largest value and the one that would follow: rarely is there any such value.
    if rule.rounding == Rounding::Stochastic && values.iter().any(|&value| reach.is_doubtful(value)) {
        for (&value, flag) in values.iter().zip(&mut exceeded) {
            let word = words.word();
            if reach.is_doubtful(value) {
                *flag = rule.encode_with(f64::from(value), word).flags.overflow;
            }
        }
    }
    exceeded
}

/// The limits of a conversion.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Reach {
    largest: f64,
    /// The smallest magnitudes that overflow, above and below zero; infinite where nothing finite does. Of stochastic rounding,
    /// those that overflow whatever the word.
    limits: [f64; 2],
    /// Whether an infinity counts as overflow: not where the format has one to keep it.
    infinities: [bool; 2],
}

impl Reach {
    /// The limits of `rule`, found by asking it.
    fn new(rule: Conversion) -> Self {
        let spec = rule.format.spec();
        let largest = spec.max_finite();
        let following = largest + power_of_two(spec.max_exponent() - spec.mantissa_width());
        let tie = f64::midpoint(largest, following);
        let overflows = |value: f64| rule.encode(value).flags.overflow;
        let limit = |sign: f64| {
            let candidates = [largest.next_up(), tie, tie.next_up(), following];
            candidates.into_iter().find(|magnitude| overflows(magnitude * sign)).unwrap_or(f64::INFINITY)
        };
        let infinities = [f64::INFINITY, -f64::INFINITY].map(overflows);
        Self { largest, limits: [limit(1.0), limit(-1.0)], infinities }
    }

    /// Whether `value` overflows; NaN does not.
    fn is_exceeded(&self, value: f32) -> bool {
        let side = usize::from(value.is_sign_negative());
        if value.is_infinite() { self.infinities[side] } else { self.limits[side] <= f64::from(value.abs()) }
    }

    /// Whether `value` lies between the largest value and a limit.
    fn is_doubtful(&self, value: f32) -> bool {
        self.largest < f64::from(value.abs()) && value.is_finite() && !self.is_exceeded(value)
    }
}

#[cfg(test)]
mod tests {
    use super::exceeded;
    use crate::numerics::formats::{Custom, FormatId, Specials};
    use crate::numerics::rng::Stream;
    use crate::numerics::rounding::{Conversion, Overflow, Rounding};

    fn formats() -> impl Iterator<Item = FormatId> {
        let own = [Custom::new(1, 0, Specials::Finite), Custom::new(5, 6, Specials::FiniteWithNan)];
        FormatId::ALL.into_iter().chain(own.into_iter().flatten().map(FormatId::Custom))
    }

    /// Around every limit, and far from it, the flag of the conversion itself is the truth.
    #[test]
    fn the_limits_are_those_of_the_conversion() {
        let modes = Rounding::ALL.into_iter().flat_map(|rounding| Overflow::ALL.map(|overflow| (rounding, overflow)));
        for (format, (rounding, overflow)) in formats().flat_map(|format| modes.clone().map(move |mode| (format, mode)))
        {
            let rule = Conversion { format, rounding, overflow };
            #[expect(clippy::cast_possible_truncation, reason = "exact: every value of every format is an f32")]
            let max = format.spec().max_finite() as f32;
            let factors =
                [1.0, 1.0_f32.next_down(), 1.5, 2.0, 464.0 / 448.0, 480.0 / 448.0, 31.0 / 30.0, 7.0 / 6.0, 5.0];
            let near = factors.into_iter().flat_map(|factor| {
                let at = max * factor;
                [at.next_down(), at, at.next_up()]
            });
            let ties = (0..12).flat_map(|bits| {
                let tie = max + max * libm::ldexpf(1.0, -bits);
                [tie.next_down(), tie, tie.next_up()]
            });
            let special = [0.0, f32::INFINITY, f32::NAN];
            let values: Vec<f32> = near.chain(ties).chain(special).flat_map(|value| [value, -value]).collect();
            let mut words = Stream::new(3);
            for (value, found) in values.iter().zip(exceeded(rule, &values, words.clone())) {
                let expect = rule.encode_with(f64::from(*value), words.word()).flags.overflow;
                assert_eq!(found, expect, "{rule:?} {value:e}");
            }
        }
    }
}
