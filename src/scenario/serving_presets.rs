//! Cases worth looking at: each preset puts the knobs of the calculators of `#/bandwidth` to its own and all others of them to their
//! defaults. What is drawn stays, and so does the measurement.

use crate::scenario::Scenario;
use crate::scenario::knobs::put;
use crate::scenario::serving::Served;
use crate::scenario::view::View;

/// A preset of the calculators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The worked example: the source text's model on the chip it was trained on.
    H800,
    /// The same on a chip without FP8 units.
    A100,
    /// The same on a domestic chip without FP8 units.
    Ascend910c,
    /// The same on a domestic chip announced with FP8 units.
    Ascend950dt,
    /// The same on a domestic chip whose bandwidth is not published.
    P800,
    /// A model of four-bit weights that fits one chip.
    GptOss,
    /// A dense model.
    Llama,
    /// A model whose layers are not published: its weights alone.
    Glm,
}

impl Preset {
    /// Every preset, in the order of the page.
    pub const ALL: [Self; 8] =
        [Self::H800, Self::A100, Self::Ascend910c, Self::Ascend950dt, Self::P800, Self::GptOss, Self::Llama, Self::Glm];

    /// Its settings as a link has them.
    pub const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::H800 => &[],
            Self::A100 => &[("chip", "a100-sxm4-80gb")],
            Self::Ascend910c => &[("chip", "ascend-910c")],
            Self::Ascend950dt => &[("chip", "ascend-950dt")],
            Self::P800 => &[("chip", "p800")],
            Self::GptOss => &[
                ("model", "gpt-oss-120b"),
                ("chip", "h100-sxm"),
                ("stored", "mxfp4"),
                ("kvshare", "0.18"),
                ("context", "8192"),
                ("sequences", "8"),
            ],
            Self::Llama => &[("model", "llama-3-1-405b"), ("chip", "h100-sxm"), ("stored", "fp8"), ("kvshare", "0.06")],
            Self::Glm => &[("model", "glm-4-5"), ("chip", "h100-sxm"), ("stored", "fp8"), ("kvshare", "0")],
        }
    }

    /// The scenario with this preset.
    #[must_use]
    pub fn applied(self, mut scenario: Scenario) -> Scenario {
        scenario.bandwidth.served = Served { chart: scenario.bandwidth.served.chart, ..Served::default() };
        put(&mut scenario, View::Bandwidth, self.settings());
        scenario
    }
}

#[cfg(test)]
mod tests {
    use super::Preset;
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knob;
    use crate::scenario::serving::Chart;
    use crate::scenario::view::View;

    #[test]
    fn every_setting_of_a_preset_is_one_that_a_link_may_have() {
        let mut seen = Vec::new();
        for preset in Preset::ALL {
            for (key, raw) in preset.settings() {
                let (value, remark) = knob(View::Bandwidth, key).unwrap().kind.read(raw);
                assert!(value.is_some() && remark.is_none(), "{preset:?}: {key}={raw}");
            }
            let mut before = Scenario { view: View::Bandwidth, ..Scenario::default() };
            before.bandwidth.served.chart = Chart::Gain;
            let served = preset.applied(before).bandwidth.served;
            assert!(served.case().is_some() && served.chart == Chart::Gain && !seen.contains(&served), "{preset:?}");
            seen.push(served);
        }
    }
}
