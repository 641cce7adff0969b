//! Numbers of other shapes than the bell, drawn from a seeded [`Stream`] over `libm`: the same bits on every machine.
//!
//! Each function takes as many draws from the stream as it needs, always in the same order, so a seed fixes every number.

use crate::numerics::rng::Stream;

/// Uniform on `[-√3, √3)`: mean 0 and variance 1, `√3 · (2u - 1)` of a uniform `u`.
pub fn uniform(stream: &mut Stream) -> f64 {
    /// `√3`, the half width of the uniform distribution of variance 1.
    const HALF: f64 = 1.732_050_807_568_877_2;
    HALF * (2.0 * stream.uniform() - 1.0)
}

/// Log-normal with median 1: `exp(τ·z)` of a normal `z`, where `τ` is the standard deviation of the logarithm.
///
/// Mean `exp(τ²/2)`, variance `(exp(τ²) - 1)·exp(τ²)`. With `τ = 1` the mean is 1.65 and one value in a thousand exceeds 22.
pub fn log_normal(stream: &mut Stream, spread: f64) -> f64 {
    libm::exp(spread * stream.normal())
}

/// Student's t with `freedom ≥ 1` degrees of freedom: symmetric, with tails that fall like `|t|^-(ν+1)`; variance `ν/(ν-2)` for
/// `ν > 2`, none below. At 1 it is Cauchy's distribution, towards infinity it becomes normal.
///
/// Bailey's polar method ("Polar generation of random variates with the t-distribution", Mathematics of Computation 62, 1994):
/// for a point `(u, v)` uniform in the unit disc and `w = u² + v²`, `t = u·√(ν·(w^(-2/ν) - 1)/w)`.
/// `u` and `v` are multiples of `2^-52`, so `w ≥ 2^-104` and no magnitude exceeds `2^104`, which is reached at `ν = 1` only.
pub fn student_t(stream: &mut Stream, freedom: f64) -> f64 {
    loop {
        let u = 2.0 * stream.uniform() - 1.0;
        let v = 2.0 * stream.uniform() - 1.0;
        let w = u * u + v * v;
        if 0.0 < w && w <= 1.0 {
            return u * libm::sqrt(freedom * (libm::pow(w, -2.0 / freedom) - 1.0) / w);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{log_normal, student_t, uniform};
    use crate::numerics::rng::Stream;

    const COUNT: u32 = 200_000;

    fn drawn(draw: impl Fn(&mut Stream) -> f64) -> Vec<f64> {
        let mut stream = Stream::new(11);
        (0..COUNT).map(|_| draw(&mut stream)).collect()
    }

    /// The mean of `of(x)` lies within five standard errors `deviation / √n` of what it must be.
    #[track_caller]
    fn check_mean(values: &[f64], of: impl Fn(f64) -> f64, expect: f64, deviation: f64) {
        let mean = values.iter().map(|x| of(*x)).sum::<f64>() / f64::from(COUNT);
        assert!((mean - expect).abs() < 5.0 * deviation / libm::sqrt(f64::from(COUNT)), "{mean}, expected {expect}");
    }

    #[track_caller]
    fn check_share(values: &[f64], within: impl Fn(f64) -> bool, share: f64) {
        check_mean(values, |x| f64::from(u8::from(within(x))), share, libm::sqrt(share * (1.0 - share)));
    }

    /// Mean 0, variance 1, fourth moment `9/5`, hence the variance of the square `4/5`.
    #[test]
    fn uniform_numbers_are_uniform() {
        let values = drawn(uniform);
        check_mean(&values, |x| x, 0.0, 1.0);
        check_mean(&values, |x| x * x, 1.0, libm::sqrt(0.8));
        let half = libm::sqrt(3.0);
        assert!(values.iter().all(|x| -half <= *x && *x < half));
        check_share(&values, |x| x < -half / 2.0, 0.25);
    }

    /// The logarithm is normal with the spread that was asked for; the median is 1 and the mean `exp(τ²/2)`.
    #[test]
    fn log_normal_numbers_are_log_normal() {
        let spread = 0.7;
        let values = drawn(|stream| log_normal(stream, spread));
        assert!(values.iter().all(|x| 0.0 < *x));
        check_mean(&values, |x| libm::log(x) / spread, 0.0, 1.0);
        check_mean(&values, |x| libm::log(x) * libm::log(x) / (spread * spread), 1.0, core::f64::consts::SQRT_2);
        check_share(&values, |x| x < 1.0, 0.5);
        let square = spread * spread;
        check_mean(&values, |x| x, libm::exp(square / 2.0), libm::sqrt((libm::exp(square) - 1.0) * libm::exp(square)));
    }

    /// Quartiles of Cauchy's distribution are ±1; at ν = 10 the variance is `10/8` and the kurtosis 4, hence the variance of the
    /// square `(4 - 1)·(10/8)²`; beyond 1.812 lie 5 % on either side (Student's table).
    #[test]
    fn students_numbers_are_students() {
        let cauchy = drawn(|stream| student_t(stream, 1.0));
        check_share(&cauchy, |x| x < -1.0, 0.25);
        check_share(&cauchy, |x| x.abs() < 1.0, 0.5);
        // P(|t| > 100) = 1 - 2/π·atan(100).
        check_share(&cauchy, |x| 100.0 < x.abs(), 1.0 - core::f64::consts::FRAC_2_PI * libm::atan(100.0));
        let ten = drawn(|stream| student_t(stream, 10.0));
        check_mean(&ten, |x| x, 0.0, libm::sqrt(1.25));
        check_mean(&ten, |x| x * x, 1.25, libm::sqrt(3.0) * 1.25);
        check_share(&ten, |x| 1.812 < x, 0.05);
    }
}
