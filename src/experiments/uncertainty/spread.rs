//! What a lever may be instead of one number: a range with a shape, and how a uniform number becomes one of it.
//!
//! Unit: that of the lever. `low` and `high` are the ends of a uniform or triangular range; of a normal or log-normal one they are the
//! 5th and the 95th percentile, so that one in ten values lies outside. What lies outside the lever's own range counts as its nearer
//! end. Example: log-normal from 10 to 100 has its median at √(10 × 100) = 31.6.

use serde::{Deserialize, Serialize};

use crate::numerics::distributions::normal_quantile;

/// The 95th percentile of the normal distribution, in standard deviations.
pub const Z95: f64 = 1.644_853_626_951_472_7;

/// A range with a shape.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// How values lie in it.
    pub shape: Shape,
    /// The lower end, or the 5th percentile.
    pub low: f64,
    /// The upper end, or the 95th percentile; not below `low`.
    pub high: f64,
}

/// How values lie in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Every value as likely as any other.
    Uniform,
    /// Most likely at the lever's own value, falling off in straight lines to both ends.
    Triangular,
    /// The bell.
    Normal,
    /// The bell of the logarithm; both ends above 0.
    LogNormal,
}

impl Spread {
    /// The value below which a share `u` of all values lies, `0 < u < 1`; `mode` is the lever's own value, which only a triangle asks for.
    ///
    /// The inverse of the distribution function: the same uniform numbers always fall on the same side, however the range is moved.
    pub fn quantile(&self, u: f64, mode: f64) -> f64 {
        let Self { shape, low, high } = *self;
        let width = high - low;
        match shape {
            Shape::Uniform => low + u * width,
            Shape::Triangular => {
                let mode = mode.clamp(low, high);
                if width <= 0.0 {
                    low
                } else if u * width <= mode - low {
                    low + libm::sqrt(u * width * (mode - low))
                } else {
                    high - libm::sqrt((1.0 - u) * width * (high - mode))
                }
            }
            Shape::Normal => f64::midpoint(low, high) + width / (2.0 * Z95) * normal_quantile(u),
            Shape::LogNormal => {
                let (low, high) = (libm::log(low), libm::log(high));
                libm::exp(f64::midpoint(low, high) + (high - low) / (2.0 * Z95) * normal_quantile(u))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, Spread};

    fn spread(shape: Shape, low: f64, high: f64) -> Spread {
        Spread { shape, low, high }
    }

    #[test]
    fn ends_are_where_they_are_said_to_be() {
        fn check(spread: Spread, u: f64, expect: f64) {
            let got = spread.quantile(u, 3.0);
            assert!((got - expect).abs() < 1e-12 * (1.0 + expect.abs()), "{spread:?} at {u}: {got}");
        }
        check(spread(Shape::Uniform, 2.0, 6.0), 0.25, 3.0);
        check(spread(Shape::Normal, 2.0, 6.0), 0.05, 2.0);
        check(spread(Shape::Normal, 2.0, 6.0), 0.5, 4.0);
        check(spread(Shape::Normal, 2.0, 6.0), 0.95, 6.0);
        check(spread(Shape::LogNormal, 10.0, 100.0), 0.05, 10.0);
        check(spread(Shape::LogNormal, 10.0, 100.0), 0.5, 1000.0_f64.sqrt());
        check(spread(Shape::LogNormal, 10.0, 100.0), 0.95, 100.0);
        // A triangle from 2 to 6 with its tip at 3: a quarter of its area lies below the tip.
        check(spread(Shape::Triangular, 2.0, 6.0), 0.25, 3.0);
        check(spread(Shape::Triangular, 2.0, 6.0), 0.0625, 2.5);
        check(spread(Shape::Triangular, 2.0, 6.0), 0.8125, 6.0 - 1.5);
    }

    #[test]
    fn a_range_of_no_width_is_its_value_and_order_is_kept() {
        for shape in [Shape::Uniform, Shape::Triangular, Shape::Normal, Shape::LogNormal] {
            for u in [0.001, 0.3, 0.999] {
                assert!((spread(shape, 2.5, 2.5).quantile(u, 7.0) - 2.5).abs() < 1e-12, "{shape:?}");
            }
            let wide = spread(shape, 1.0, 9.0);
            let values: Vec<f64> = (1..1000).map(|at| wide.quantile(f64::from(at) / 1000.0, 4.0)).collect();
            assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{shape:?}");
        }
    }
}
