//! What the reader may change in `#/bandwidth`.

use crate::scenario::serving::Served;

/// The settings of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bandwidth {
    /// The calculators.
    pub served: Served,
}
