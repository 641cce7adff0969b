//! NVFP4's two levels: an FP32 scale for the tensor, an E4M3FN scale for every block of 16, all arithmetic in `f32`.
//!
//! In this order (NVIDIA, arXiv 2509.25149, appendix B), with `max` the largest element, 6 for E2M1FN:
//! `s_enc = max·448 / amax_tensor` · `s_dec = 1 / s_enc` · for a block `t = (amax / max) · s_enc` · `sb = E4M3FN(t)`, saturating ·
//! `inv = 1 / (sb · s_dec)` · `q = encode(x · inv)` · result `decode(q) · (sb · s_dec)`.
//!
//! `s_enc` takes the largest block's scale to 448, the end of E4M3FN. Example: amax of the tensor 12, of a block 3: `s_enc = 224`,
//! `t = 0.5 · 224 = 112 = sb`, `inv = 2`, so 3 becomes 6, and comes back as 3.
//!
//! NVFP4 is defined for E2M1FN. Project rule: with another format its own largest value stands in the place of 6.
//! Project rules where the paper is silent: a tensor of zeros has `s_enc = 1`; a block whose `sb` is 0 becomes zeros that keep their
//! signs; `s_enc` and `inv` end at the largest `f32`, as in `TransformerEngine`; a block with NaN or an infinity gets the scale NaN,
//! becomes zeros, and takes no part in the tensor's amax.

use crate::numerics::blocks::scales::{Before, Scale};
use crate::numerics::formats::{Format, FormatId};
use crate::numerics::layout::Sign;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::slices::narrowed;

/// How block scales are rounded.
const BLOCK: Conversion =
    Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };

/// The scale of a tensor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// What block scales are multiplied by before they are rounded.
    encode: f32,
    /// Its reciprocal, which is stored.
    pub decode: f32,
}

/// Whether NVFP4 can scale codes of `format`: not those of FP32's range.
pub fn fits(format: FormatId) -> bool {
    most(&format.spec()).is_finite()
}

impl Level {
    /// The scale of a tensor with this amax.
    pub fn new(format: &Format, amax: f32) -> Self {
        let encode = if amax == 0.0 { 1.0 } else { (most(format) / amax).min(f32::MAX) };
        Self { encode, decode: 1.0 / encode }
    }

    /// The scale of a block with this amax; NaN for a block that carries NaN.
    pub fn scale(self, format: &Format, amax: f32) -> Scale {
        if amax.is_nan() {
            return stored_scale(FormatId::E4m3fn.spec().nan_code(Sign::Plus), self.decode);
        }
        let wish = (amax / narrowed(format.max_finite())) * self.encode;
        stored_scale(BLOCK.encode(f64::from(wish)).code, self.decode)
    }
}

/// The scale that is stored as `code`, in a tensor whose own scale is `decode`.
pub fn stored_scale(code: u32, decode: f32) -> Scale {
    let stored = narrowed(FormatId::E4m3fn.spec().decode(code));
    let value = stored * decode;
    let before = match () {
        () if stored.is_nan() => Before::Zeros,
        () if stored == 0.0 => Before::SignedZeros,
        () => Before::Times((1.0 / value).min(f32::MAX)),
    };
    Scale { code, value, before }
}

/// The largest element times the largest block scale: 2688 for E2M1FN.
fn most(format: &Format) -> f32 {
    narrowed(format.max_finite()) * narrowed(FormatId::E4m3fn.spec().max_finite())
}
