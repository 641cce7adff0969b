//! Settings worth looking at: each preset puts the knobs of `#/quantize` to its own and all others to their defaults, except the
//! reader's own numbers, which stay.

use crate::scenario::Scenario;
use crate::scenario::knobs::{knobs_of, put};
use crate::scenario::value::Kind;
use crate::scenario::view::View;

/// A preset of `#/quantize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Weights as a training run leaves them: a narrow bell, one scale for the tensor.
    Weights,
    /// Activations of a language model with one loud channel, one scale for the tensor.
    Outliers,
    /// The same activations in DeepSeek-V3's 1×128 tiles.
    DeepseekV3,
    /// The same with scales that are powers of two, as in DeepSeek-V3.1.
    DeepseekV31,
    /// OCP's MXFP8.
    Mxfp8,
    /// OCP's MXFP4.
    Mxfp4,
    /// NVIDIA's NVFP4.
    Nvfp4,
    /// Small gradients with heavy tails in E5M2, without a scale.
    Gradients,
}

impl Preset {
    /// Every preset, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Weights,
        Self::Outliers,
        Self::DeepseekV3,
        Self::DeepseekV31,
        Self::Mxfp8,
        Self::Mxfp4,
        Self::Nvfp4,
        Self::Gradients,
    ];

    /// A stable name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Weights => "weights",
            Self::Outliers => "outliers",
            Self::DeepseekV3 => "deepseek-v3",
            Self::DeepseekV31 => "deepseek-v31",
            Self::Mxfp8 => "mxfp8",
            Self::Mxfp4 => "mxfp4",
            Self::Nvfp4 => "nvfp4",
            Self::Gradients => "gradients",
        }
    }

    /// Its settings as a link has them.
    pub const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Weights => &[("sigma", "0.02"), ("scaling", "tensor")],
            Self::Outliers => &[("input", "outlier"), ("scaling", "tensor")],
            Self::DeepseekV3 => &[("input", "outlier"), ("scaling", "tile128")],
            Self::DeepseekV31 => &[("input", "outlier"), ("scaling", "tile128"), ("scales", "e8m0")],
            Self::Mxfp8 => &[("scaling", "mx32")],
            Self::Mxfp4 => &[("format", "e2m1fn"), ("scaling", "mx32")],
            Self::Nvfp4 => &[("format", "e2m1fn"), ("scaling", "nvfp4")],
            Self::Gradients => &[("input", "student"), ("sigma", "1e-4"), ("format", "e5m2"), ("sweep", "size")],
        }
    }

    /// The scenario with this preset.
    #[must_use]
    pub fn applied(self, mut scenario: Scenario) -> Scenario {
        let defaults = Scenario::default();
        for knob in knobs_of(View::Quantize).filter(|knob| !matches!(knob.kind, Kind::Numbers { .. })) {
            (knob.set)(&mut scenario, &(knob.get)(&defaults));
        }
        put(&mut scenario, View::Quantize, self.settings());
        scenario
    }
}

#[cfg(test)]
mod tests {
    use super::Preset;
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knob;
    use crate::scenario::link::{Pin, parse, print};
    use crate::scenario::view::View;

    #[test]
    fn every_setting_of_a_preset_is_one_that_a_link_may_have() {
        for preset in Preset::ALL {
            for (key, raw) in preset.settings() {
                let knob = knob(View::Quantize, key).unwrap();
                assert!(matches!(knob.kind.read(raw), (Some(_), None)), "{preset:?}: {key}={raw}");
            }
        }
    }

    #[test]
    fn a_preset_is_the_link_of_its_settings_whatever_was_set_before() {
        for preset in Preset::ALL {
            let mut before = Scenario { view: View::Quantize, ..Scenario::default() };
            before.quantize.count = 77;
            before.quantize.data = vec![1.0];
            let after = preset.applied(before);
            assert_eq!(after.quantize.data, [1.0], "the reader's numbers stay");
            let query: Vec<String> = preset.settings().iter().map(|(key, raw)| format!("{key}={raw}")).collect();
            let link = format!("#/quantize?{}&data=1", query.join("&"));
            assert_eq!(parse(&link, &Scenario::default()).scenario.quantize, after.quantize, "{link}");
            assert!(print(&after, Pin::Always).len() < 120);
        }
    }
}
