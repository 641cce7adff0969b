//! The AI part of all compute, where both were counted alike: 90 of 280 EFLOPS, both in FP32, both of computing centres.
//!
//! Unit: a share, 0 to 1. Both counts must share date, region, scope and precision; 788 in FP16 has no total in FP16
//! beside it, so it has no share.

use crate::economy::facts::compute::{ComputePoint, Kind, Series, compute_history};
use crate::units::Share;
use crate::units::compute::{Basis, Fp16, Fp32, Fp64, Precision};

/// The AI part of one total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AiShare {
    /// The AI part.
    pub part: &'static ComputePoint,
    /// The total of the same date, region, scope and precision.
    pub total: &'static ComputePoint,
    /// The first divided by the second.
    pub share: Share,
}

/// Every share that the table allows, in order of date.
pub fn ai_shares() -> Vec<AiShare> {
    let actual = |series| compute_history().filter(move |row| row.series == series && row.kind == Kind::Actual);
    let mut shares: Vec<AiShare> = actual(Series::Intelligent)
        .flat_map(|part| actual(Series::Total).filter_map(move |total| ai_share(part, total)))
        .collect();
    shares.sort_by_key(|share| share.part.date.months());
    shares
}

/// The share, if both were counted alike.
fn ai_share(part: &'static ComputePoint, total: &'static ComputePoint) -> Option<AiShare> {
    let alike = part.date.months() == total.date.months() && part.region == total.region && part.scope == total.scope;
    let share = match part.precision {
        Precision::Fp16 => divided::<Fp16>(part, total),
        Precision::Fp32 => divided::<Fp32>(part, total),
        Precision::Fp64 => divided::<Fp64>(part, total),
        Precision::Fp8 | Precision::Unknown => None,
    };
    share.filter(|_| alike).map(|share| AiShare { part, total, share })
}

/// Both at `B`, or nothing.
fn divided<B: Basis>(part: &ComputePoint, total: &ComputePoint) -> Option<Share> {
    let quotient = part.eflops::<B>()?.relative_to(total.eflops::<B>()?)?;
    Share::new(quotient.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::ai_shares;
    use crate::economy::facts::printed::Region;

    #[test]
    fn the_shares_of_the_readme() {
        fn check(date: &str, (part, total): (&str, &str), percent: f64) {
            let found = ai_shares().into_iter().find(|share| {
                let printed = (share.part.value.text, share.total.value.text);
                share.part.region == Region::China && share.part.date.label() == date && printed == (part, total)
            });
            let got = found.unwrap_or_else(|| panic!("no share of {date}")).share.percent();
            assert!((got - percent).abs() < 0.05, "{got} instead of {percent}");
        }
        // By hand: 41 / 180, 70 / 230, 90 / 280; device-side 56 / 135, 782 / 962.
        check("2022", ("41", "180"), 22.8);
        check("2023", ("70", "230"), 30.4);
        check("2024", ("90", "280"), 32.1);
        check("2020", ("56", "135"), 41.5);
        check("2025-06", ("782", "962"), 81.3);
    }

    #[test]
    fn no_share_mixes_ways_of_counting() {
        for share in ai_shares() {
            assert_eq!(share.part.precision, share.total.precision);
            assert_eq!(share.part.scope, share.total.scope);
            assert_ne!(share.part.value.text, "788");
        }
    }
}
