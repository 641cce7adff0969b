//! What the reader may change in `#/`: the step of the story, which is a way of counting, and the assumption that one of them needs.

use crate::economy::puzzle::fleet_ratio;

/// The steps of the story in their order, each a way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Both figures as printed: one in FP32, one in FP16.
    Printed,
    /// One fleet of the same day, in FP32 and in FP16.
    Fleet,
    /// Both in FP16.
    Fp16,
    /// Both in FP32.
    Fp32,
    /// The count in FP16 a year on.
    Since,
}

closed_words!(Count { Printed = "printed", Fleet = "fleet", Fp16 = "fp16", Fp32 = "fp32", Since = "since" });

impl Count {
    /// The steps in their order.
    pub const STEPS: [Self; 5] = [Self::Printed, Self::Fleet, Self::Fp16, Self::Fp32, Self::Since];

    /// The step after this one; `None` after the last.
    pub fn next(self) -> Option<Self> {
        Self::STEPS.into_iter().skip_while(|step| *step != self).nth(1)
    }

    /// The step before this one; `None` before the first.
    pub fn before(self) -> Option<Self> {
        Self::STEPS.into_iter().take_while(|step| *step != self).last()
    }
}

/// The settings of the headline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// How both figures are counted.
    pub count: Count,
    /// Assumption: operations a chip does in FP16 for each one in FP32.
    pub ratio: f64,
}

impl Default for Start {
    /// The ratio of the one fleet that is known in both precisions, to a tenth: 394.9 ÷ 75.4 gives 5.2.
    fn default() -> Self {
        Self { count: Count::Printed, ratio: libm::round(fleet_ratio().get() * 10.0) / 10.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn the_steps_lead_on_and_back() {
        let onward: Vec<Count> = std::iter::successors(Some(Count::Printed), |step| step.next()).collect();
        assert_eq!(onward, Count::STEPS);
        let back: Vec<Count> = std::iter::successors(Some(Count::Since), |step| step.before()).collect();
        assert_eq!(back.into_iter().rev().collect::<Vec<_>>(), Count::STEPS);
    }
}
