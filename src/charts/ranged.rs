//! Our axis as plotters knows axes: values to pixels, and back again also on log scales.

use crate::charts::axis::Axis;
use crate::charts::ticks::ticks;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ReversibleRanged, ValueFormatter};
use std::ops::Range;

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let (from, to) = (f64::from(limit.0), f64::from(limit.1));
        let pixel = libm::round(from + self.share_from_value(*value) * (to - from));
        #[expect(clippy::cast_possible_truncation, reason = "a float to integer cast saturates; plots are far smaller")]
        let pixel = pixel as i32;
        pixel
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let light = hint.weight().allow_light_points();
        let mut marks = ticks(self, hint.bold_points());
        marks.retain(|tick| light || tick.is_major());
        marks.truncate(hint.max_num_points());
        marks.into_iter().map(|tick| tick.at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.min()..self.max()
    }
}

impl ReversibleRanged for Axis {
    fn unmap(&self, input: i32, limit: (i32, i32)) -> Option<f64> {
        let (from, to) = (f64::from(limit.0), f64::from(limit.1));
        let share = (f64::from(input) - from) / (to - from);
        (0.0..=1.0).contains(&share).then(|| self.value_from_share(share))
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::charts::axis::{Axis, Scale};
    use plotters::coord::ranged1d::{Ranged, ReversibleRanged};
    use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof, proptest};

    fn scales() -> impl Strategy<Value = Scale> {
        prop_oneof![Just(Scale::Linear), Just(Scale::Log10), Just(Scale::Log2), Just(Scale::Year)]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pixels_come_back(scale in scales(), min in 1.0..1e3_f64, span in 1.0..1e6_f64, pixel in 0..=800_i32) {
            let axis = Axis::new(scale, min, min + span, "");
            for limit in [(40, 840), (840, 40)] {
                let input = 40 + pixel;
                let value = axis.unmap(input, limit);
                prop_assert!(value.is_some_and(|value| axis.map(&value, limit) == input), "{value:?}");
            }
            prop_assert!(axis.unmap(39, (40, 840)).is_none());
        }
    }
}
