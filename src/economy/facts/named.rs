//! Rows and cells that the pages and the model call by name; `build/named.rs` says which row each name stands for.
//!
//! A count carries its precision as a type, so `AI_2025_06` (788, FP16) and `AI_2024` (90, FP32) cannot be divided.
//! Units of the other values stand in their names. Beside each value `X` stands `X_CITED`, who published it and when.

use std::borrow::Cow;

use crate::economy::facts::compute::{Counted, ROWS};
use crate::economy::facts::printed::{Cited, Printed, PrintedRange};
use crate::units::compute::{Fp16, Fp32, Fp64};

include!(concat!(env!("OUT_DIR"), "/named.rs"));
