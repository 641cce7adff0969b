//! How weights are stored: the format of an element, and what the shared scales add to it.
//!
//! Unit: bytes per weight = (bits of an element + bits of a scale / weights that share it) / 8, derived from the table of formats.
//! MXFP4: (4 + 8/32) / 8 = 0.53125; NVFP4: (4 + 8/16) / 8 = 0.5625, its one FP32 scale for the whole tensor left out.
//! Sources of the group sizes: OCP Microscaling v1.0 (32), NVIDIA on NVFP4 (16), DeepSeek-V3, arXiv 2412.19437, section 3.3 (128×128).

use crate::numerics::formats::FormatId;

/// A way of storing weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// FP32, without scales.
    Fp32,
    /// BF16, without scales.
    Bf16,
    /// E4M3FN in blocks of 128×128 with FP32 scales, as in DeepSeek-V3.
    Fp8,
    /// The same with UE8M0 scales, as in DeepSeek-V3.1.
    Fp8Ue8m0,
    /// E4M3FN in blocks of 32 with E8M0 scales.
    Mxfp8,
    /// E2M1 in blocks of 32 with E8M0 scales.
    Mxfp4,
    /// E2M1 in blocks of 16 with E4M3FN scales.
    Nvfp4,
}

/// What weights that share a scale have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The format of the scale.
    pub scale: FormatId,
    /// How many weights share it.
    pub weights: u32,
}

/// Bits in a byte.
const BYTE: f64 = 8.0;
/// Weights in a block of 128×128.
const SQUARE: u32 = 128 * 128;

impl Storage {
    /// Every way, the widest first.
    pub const ALL: [Self; 7] =
        [Self::Fp32, Self::Bf16, Self::Fp8, Self::Fp8Ue8m0, Self::Mxfp8, Self::Mxfp4, Self::Nvfp4];

    /// The format of an element.
    pub const fn element(self) -> FormatId {
        match self {
            Self::Fp32 => FormatId::Fp32,
            Self::Bf16 => FormatId::Bf16,
            Self::Fp8 | Self::Fp8Ue8m0 | Self::Mxfp8 => FormatId::E4m3fn,
            Self::Mxfp4 | Self::Nvfp4 => FormatId::E2m1fn,
        }
    }

    /// The scales, where there are any.
    pub const fn shared(self) -> Option<Shared> {
        match self {
            Self::Fp32 | Self::Bf16 => None,
            Self::Fp8 => Some(Shared { scale: FormatId::Fp32, weights: SQUARE }),
            Self::Fp8Ue8m0 => Some(Shared { scale: FormatId::E8m0fnu, weights: SQUARE }),
            Self::Mxfp8 | Self::Mxfp4 => Some(Shared { scale: FormatId::E8m0fnu, weights: 32 }),
            Self::Nvfp4 => Some(Shared { scale: FormatId::E4m3fn, weights: 16 }),
        }
    }

    /// Bytes that one weight occupies, its part of the scale included: (8 + 32/16384) / 8 = 1.000244 in blocks with FP32 scales.
    pub fn bytes_per_weight(self) -> f64 {
        let scale = self.shared().map_or(0.0, |shared| bits(shared.scale) / f64::from(shared.weights));
        (bits(self.element()) + scale) / BYTE
    }
}

/// The width of a format.
fn bits(format: FormatId) -> f64 {
    f64::from(format.spec().bits())
}

#[cfg(test)]
mod tests {
    use super::Storage;

    #[test]
    fn bytes_are_those_of_the_publications() {
        fn check(storage: Storage, expect: f64) {
            assert_eq!(storage.bytes_per_weight().to_bits(), expect.to_bits(), "{storage:?}");
        }
        check(Storage::Fp32, 4.0);
        check(Storage::Bf16, 2.0);
        check(Storage::Fp8, 1.000_244_140_625);
        check(Storage::Fp8Ue8m0, 1.000_061_035_156_25);
        check(Storage::Mxfp8, 1.031_25);
        check(Storage::Mxfp4, 0.531_25);
        check(Storage::Nvfp4, 0.5625);
    }
}
