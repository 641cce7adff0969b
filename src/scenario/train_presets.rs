//! What the buttons of `#/train` set: a task with a network that suits it, or a recipe with one ingredient taken away.
//!
//! Settings are `(key, value)` of a link; what a button does not name goes back to its default. The sizes are chosen so that a study
//! ends within a minute or so, not so that a recipe looks good: they are assumptions, and each is a knob.

use crate::experiments::training::plan::Task;

/// Settings of a link.
pub type Settings = &'static [(&'static str, &'static str)];

impl Task {
    /// What its button sets.
    pub const fn settings(self) -> Settings {
        match self {
            Self::Circle => &[("task", "circle")],
            Self::Xor => &[("task", "xor")],
            Self::Gaussians => &[("task", "gaussians")],
            Self::Moons => &[("task", "moons")],
            Self::Spiral => {
                &[("task", "spiral"), ("depth", "3"), ("steps", "1000"), ("rate", "0.005"), ("noise", "0.1")]
            }
            Self::Digits => &[("task", "digits"), ("steps", "400"), ("rate", "0.003")],
            Self::French => VERSE_IN_FRENCH,
            Self::Chinese => VERSE_IN_CHINESE,
        }
    }
}

const VERSE_IN_FRENCH: Settings =
    &[("task", "french"), ("depth", "1"), ("batch", "8"), ("steps", "400"), ("rate", "0.005")];

const VERSE_IN_CHINESE: Settings =
    &[("task", "chinese"), ("depth", "1"), ("batch", "8"), ("steps", "400"), ("rate", "0.005")];

/// DeepSeek-V3 with a part of the character model in E4M3FN, and a task that has this part.
macro_rules! in_verse {
    ($part:literal) => {
        &[
            ("task", "french"),
            ("recipe", "deepseekv3"),
            ("depth", "1"),
            ("batch", "8"),
            ("steps", "400"),
            ("rate", "0.005"),
            ($part, "e4m3fn"),
        ]
    };
}

/// A recipe with one ingredient taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// DeepSeek-V3 with one scale for a tensor, whose long sums stay in the narrow register.
    Promotion,
    /// DeepSeek-V3 without any scale.
    Scales,
    /// DeepSeek-V3 with one scale for a tensor.
    Blocks,
    /// DeepSeek-V3 with scales that are powers of two.
    FineScales,
    /// DeepSeek-V3 with its first and last layer in FP8 too.
    HighEnds,
    /// DeepSeek-V3 with gradients in E5M2.
    Mantissa,
    /// DeepSeek-V3 whose weights wait in BF16.
    MasterBf16,
    /// DeepSeek-V3 whose weights wait in E4M3FN.
    MasterE4m3,
    /// FP16 without loss scaling.
    LossScaling,
    /// DeepSeek-V3 whose softmax takes and gives E4M3FN.
    Softmax,
    /// DeepSeek-V3 whose normalisations do.
    Normalisation,
    /// DeepSeek-V3 whose embeddings are read in E4M3FN.
    Embeddings,
}

impl Without {
    /// Every one, in the order of the buttons.
    pub const ALL: [Self; 12] = [
        Self::Promotion,
        Self::Scales,
        Self::Blocks,
        Self::FineScales,
        Self::HighEnds,
        Self::Mantissa,
        Self::MasterBf16,
        Self::MasterE4m3,
        Self::LossScaling,
        Self::Softmax,
        Self::Normalisation,
        Self::Embeddings,
    ];

    /// A stable word for elements.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Promotion => "promotion",
            Self::Scales => "scales",
            Self::Blocks => "blocks",
            Self::FineScales => "finescales",
            Self::HighEnds => "highends",
            Self::Mantissa => "mantissa",
            Self::MasterBf16 => "masterbf16",
            Self::MasterE4m3 => "mastere4m3",
            Self::LossScaling => "lossscaling",
            Self::Softmax => "softmax",
            Self::Normalisation => "normalisation",
            Self::Embeddings => "embeddings",
        }
    }

    /// The recipe and the ingredient that its button sets, and a task and a network in which it can matter; these stay otherwise.
    pub const fn settings(self) -> Settings {
        match self {
            // Scales for 128 neighbours would empty the register at each group, and short sums stay short of 128 terms.
            Self::Promotion => &[
                ("recipe", "deepseekv3"),
                ("grouping", "tensor"),
                ("promotion", "never"),
                ("width", "256"),
                ("batch", "256"),
            ],
            Self::Scales => &[("recipe", "deepseekv3"), ("grouping", "none")],
            Self::Blocks => &[("recipe", "deepseekv3"), ("grouping", "tensor")],
            Self::FineScales => &[("recipe", "deepseekv3"), ("scales", "e8m0")],
            Self::HighEnds => &[("recipe", "deepseekv3"), ("ends", "same")],
            Self::Mantissa => &[("recipe", "deepseekv3"), ("backward", "e5m2")],
            Self::MasterBf16 => &[("recipe", "deepseekv3"), ("master", "bf16")],
            Self::MasterE4m3 => &[("recipe", "deepseekv3"), ("master", "e4m3fn")],
            Self::LossScaling => &[("recipe", "fp16"), ("lossscale", "one")],
            // Only the character model has these parts.
            Self::Softmax => in_verse!("softmax"),
            Self::Normalisation => in_verse!("normalisation"),
            Self::Embeddings => in_verse!("embeddings"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Without;
    use crate::experiments::training::plan::{Plan, Task};
    use crate::experiments::training::{Params, run};
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knob;
    use crate::scenario::view::View;

    fn with(settings: &[(&'static str, &'static str)]) -> Scenario {
        let mut scenario = Scenario { view: View::Train, ..Scenario::default() };
        for (key, raw) in settings {
            let knob = knob(View::Train, key).unwrap();
            let (value, why) = knob.kind.read(raw);
            assert_eq!(why, None, "{key}={raw}");
            (knob.set)(&mut scenario, &value.unwrap());
        }
        scenario
    }

    #[test]
    fn buttons_set_what_they_say() {
        for task in Task::ALL {
            assert_eq!(with(task.settings()).train.task, task);
        }
        for without in Without::ALL {
            let train = with(without.settings()).train;
            assert_ne!(train.chosen(), train.recipe.recipe(), "{without:?}");
        }
    }

    /// Whether a button's last ingredient changes what a network becomes, in the network that the button leaves.
    #[test]
    fn what_is_taken_away_matters() {
        for without in Without::ALL {
            let settings = without.settings();
            let taken = settings.iter().rfind(|(key, _)| !["recipe", "width", "batch"].contains(key)).unwrap();
            let kept: Vec<_> = settings.iter().filter(|setting| *setting != taken).copied().collect();
            let digest = |settings: &[(&'static str, &'static str)]| {
                let plan = *with(settings).train.plans().last().unwrap();
                // Of so many steps the first two are not examined, which would take longer than they do.
                let outcome = run(Params { plans: vec![Plan { steps: 60, ..plan }], until: 2 });
                outcome.reports[0].digest
            };
            assert_ne!(digest(settings), digest(&kept), "{without:?}");
        }
    }
}
