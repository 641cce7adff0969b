//! Which of a chip's units multiply weights that are stored in a format, and at which rate.
//!
//! Unit: operations a second, from peak dense TFLOPS. Narrow weights use the units of their own width where the chip has them. Where it has
//! none, the weights are widened on the way and the next wider units do the work: memory and bandwidth are saved, time is not.
//! FP8 weights on an A100 are multiplied at its 312 TFLOPS of FP16. A rate that exists but was not published is no reason to widen.

use crate::economy::chips::{Entry, Rate, rate};
use crate::economy::facts::machines::Chip;
use crate::economy::serving::storage::Storage;
use crate::numerics::formats::FormatId;
use crate::units::data::OperationsPerSecond;

/// The units that do the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Units of the weights' own width.
    Own(Rate),
    /// Wider ones, because the chip has none of that width.
    Wider(Rate),
    /// Units of this width, whose rate was not published.
    NotPublished(Rate),
    /// None that are wide enough.
    Missing,
}

/// From the widest units, which every weight fits, to the narrowest.
const LADDER: [Rate; 4] = [Rate::Fp32, Rate::Fp16, Rate::Fp8, Rate::Fp4];

/// The step of the ladder that fits a way of storing; FP32 is multiplied by the ordinary vector units, because matrix units would round it.
fn own(storage: Storage) -> usize {
    match storage.element() {
        FormatId::Fp32 | FormatId::Tf32 => 0,
        FormatId::Bf16 | FormatId::Fp16 => 1,
        FormatId::E3m2fn | FormatId::E2m3fn | FormatId::E2m1fn => 3,
        FormatId::E5m2
        | FormatId::E4m3fn
        | FormatId::E4m3
        | FormatId::E4m3fnuz
        | FormatId::E5m2fnuz
        | FormatId::E4m3b11fnuz
        | FormatId::E3m4
        | FormatId::E8m0fnu
        | FormatId::Custom(_) => 2,
    }
}

/// The units of a chip that multiply such weights.
pub fn units(chip: &Chip, storage: Storage) -> Units {
    let own = own(storage);
    for at in LADDER[..=own].iter().rev().copied() {
        match rate(chip, at) {
            Entry::Published(_) if at == LADDER[own] => return Units::Own(at),
            Entry::Published(_) => return Units::Wider(at),
            Entry::NotPublished => return Units::NotPublished(at),
            Entry::NotSupported => {}
        }
    }
    Units::Missing
}

/// Their peak rate, where it is published.
pub fn peak(chip: &Chip, storage: Storage) -> Option<OperationsPerSecond> {
    match units(chip, storage) {
        Units::Own(at) | Units::Wider(at) => rate(chip, at).number().map(OperationsPerSecond::from_teraflops),
        Units::NotPublished(_) | Units::Missing => None,
    }
}

/// How many times as fast one way of storing is multiplied as another: the ratio of the peaks, and exactly 1 where the same units do both,
/// whether or not their rate was published. `None` where a rate that it needs was not.
pub fn gain(chip: &Chip, narrow: Storage, wide: Storage) -> Option<f64> {
    if units(chip, narrow).width()? == units(chip, wide).width()? {
        return Some(1.0);
    }
    Some(peak(chip, narrow)?.get() / peak(chip, wide)?.get())
}

impl Units {
    /// The width of the units, if there are any.
    pub fn width(self) -> Option<Rate> {
        match self {
            Self::Own(at) | Self::Wider(at) | Self::NotPublished(at) => Some(at),
            Self::Missing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Units, gain, units};
    use crate::economy::chips::Rate;
    use crate::economy::facts::machine_names::chip_of;
    use crate::economy::serving::storage::Storage;

    #[test]
    fn narrow_weights_fall_back_on_wider_units_only_where_there_are_none() {
        fn check(chip: &str, storage: Storage, expect: Units) {
            assert_eq!(units(chip_of(chip).unwrap(), storage), expect, "{chip} {storage:?}");
        }
        check("h800-sxm", Storage::Fp8, Units::Own(Rate::Fp8));
        check("h800-sxm", Storage::Mxfp4, Units::Wider(Rate::Fp8));
        check("b200-hgx-1000-w", Storage::Nvfp4, Units::Own(Rate::Fp4));
        for chip in ["a100-sxm4-80gb", "ascend-910c", "ascend-910b2", "p800"] {
            check(chip, Storage::Fp8Ue8m0, Units::Wider(Rate::Fp16));
            check(chip, Storage::Mxfp4, Units::Wider(Rate::Fp16));
        }
        check("ascend-950dt", Storage::Fp8, Units::Own(Rate::Fp8));
        check("ascend-950dt", Storage::Bf16, Units::NotPublished(Rate::Fp16));
        check("l600", Storage::Fp8, Units::NotPublished(Rate::Fp8));
        check("tpu-v5p", Storage::Fp32, Units::Missing);
    }

    #[test]
    fn eight_bits_double_arithmetic_only_where_there_are_units_for_them() {
        fn check(chip: &str, expect: Option<f64>) {
            assert_eq!(gain(chip_of(chip).unwrap(), Storage::Fp8, Storage::Bf16), expect, "{chip}");
        }
        check("a100-sxm4-80gb", Some(1.0));
        check("h20", Some(2.0));
        check("gaudi-3-oam", Some(1.0));
        // No FP8 units, and an FP16 rate that nobody published: the same units, so the same rate.
        check("dcu-k100-ai", Some(1.0));
        check("ascend-950dt", None);
        check("mtt-s5000", None);
        check("l600", None);
    }
}
