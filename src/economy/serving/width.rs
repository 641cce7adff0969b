//! How wide the numbers are that a running model keeps and sends, where there is a choice of two.
//!
//! Unit: bytes per number, scales left out: at most a thirty-second more.

use crate::numerics::formats::FormatId;

/// A choice of two widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// BF16.
    Sixteen,
    /// FP8.
    Eight,
}

impl Width {
    /// Bytes of one number: 2 or 1.
    pub fn bytes(self) -> f64 {
        let format = match self {
            Self::Sixteen => FormatId::Bf16,
            Self::Eight => FormatId::E4m3fn,
        };
        f64::from(format.spec().bits()) / 8.0
    }
}
