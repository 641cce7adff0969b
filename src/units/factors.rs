//! Factors with a meaning of their own: how demand rises and bends, what use answers to prices, what a centre draws around its machines.
//!
//! Unit: pure numbers. A demand that rises tenfold in ten years is 1.259 times after one; a centre of PUE 1.42 draws 1.42 W for each
//! watt of its machines.

use crate::units::{Share, UnitError, checked, nearest};

quantity!(
    /// How a demand rises, as a factor above 0: ten times is 10. Not 0, because a path of constant growth starts nowhere from there.
    Rise, "a rise in demand", 1e-3, 1e6
);
quantity!(
    /// Power usage effectiveness: what a computing centre draws for each watt that its machines draw; at least 1.
    Pue, "a power usage effectiveness", 1.0, 10.0
);
quantity!(
    /// What one kind costs relative to another, as a factor above 0: a tenth cheaper is 0.9.
    RelativePrice, "a relative price", 1e-2, 1e2
);
quantity!(
    /// A pure number of either sign that bends a path: 0 leaves it straight.
    Bend, "a bend", -0.5, 0.5
);
quantity!(
    /// The elasticity of use to its price, at least 0: at 1, half the price means twice the use.
    Rebound, "an elasticity of use", 0.0, 10.0
);
impl Pue {
    /// The value that lies a fraction `way` of the way from `self` to `end`, on a straight line.
    #[must_use]
    pub fn towards(self, end: Self, way: Share) -> Self {
        Self::clamped(self.0 * (1.0 - way.get()) + end.0 * way.get())
    }
}
