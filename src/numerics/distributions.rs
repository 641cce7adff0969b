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

/// The number below which a share `p` of a normal distribution lies (mean 0, variance 1), `0 < p < 1`.
///
/// Wichura's algorithm AS 241, PPND16 ("The Percentage Points of the Normal Distribution", Applied Statistics 37, 1988): rational
/// functions of degree 7 in the middle and in both tails, right to about 16 digits. `normal_quantile(0.95)` is 1.6449.
pub fn normal_quantile(p: f64) -> f64 {
    let middle = p - 0.5;
    if middle.abs() <= 0.425 {
        return middle * ratio(0.180_625 - middle * middle, &CENTRE);
    }
    let tail = libm::sqrt(-libm::log(if middle < 0.0 { p } else { 1.0 - p }));
    let size = if tail <= 5.0 { ratio(tail - 1.6, &TAIL) } else { ratio(tail - 5.0, &FAR) };
    if middle < 0.0 { -size } else { size }
}

/// Coefficients above and below the stroke, from the constant on.
type Fraction = ([f64; 8], [f64; 8]);

#[rustfmt::skip]
const CENTRE: Fraction = (
    [3.387_132_872_796_366_5, 133.141_667_891_784_38, 1_971.590_950_306_551_3, 13_731.693_765_509_46,
     45_921.953_931_549_87, 67_265.770_927_008_7, 33_430.575_583_588_13, 2_509.080_928_730_122_7],
    [1.0, 42.313_330_701_600_91, 687.187_007_492_057_9, 5_394.196_021_424_751,
     21_213.794_301_586_597, 39_307.895_800_092_71, 28_729.085_735_721_943, 5_226.495_278_852_854],
);

#[rustfmt::skip]
const TAIL: Fraction = (
    [1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691, 3.647_848_324_763_204_5,
     1.270_458_252_452_368_4, 0.241_780_725_177_450_6, 0.022_723_844_989_269_184, 7.745_450_142_783_414e-4],
    [1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 0.689_767_334_985_1,
     0.148_103_976_427_480_08, 0.015_198_666_563_616_457, 5.475_938_084_995_345e-4, 1.050_750_071_644_416_9e-9],
);

#[rustfmt::skip]
const FAR: Fraction = (
    [6.657_904_643_501_103, 5.463_784_911_164_114, 1.784_826_539_917_291_3, 0.296_560_571_828_504_87,
     0.026_532_189_526_576_124, 0.001_242_660_947_388_078_4, 2.711_555_568_743_487_6e-5, 2.010_334_399_292_288_1e-7],
    [1.0, 0.599_832_206_555_887_9, 0.136_929_880_922_735_8, 0.014_875_361_290_850_615,
     7.868_691_311_456_133e-4, 1.846_318_317_510_054_8e-5, 1.421_511_758_316_446e-7, 2.044_263_103_389_939_8e-15],
);

/// One polynomial over another, both from their highest power down.
fn ratio(x: f64, (above, below): &Fraction) -> f64 {
    let value = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c);
    value(above) / value(below)
}

#[cfg(test)]
mod tests {
    use super::{log_normal, normal_quantile, student_t, uniform};
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

    #[test]
    fn quantiles_of_the_bell_are_those_of_python() {
        // statistics.NormalDist().inv_cdf of CPython 3.11.
        let expect = [
            (1e-300, -37.047_096_299_361_2),
            (1e-20, -9.262_340_089_798_405),
            (1e-10, -6.361_340_902_404_056),
            (1e-06, -4.753_424_308_822_899),
            (0.001, -3.090_232_306_167_813),
            (0.01, -2.326_347_874_040_840_8),
            (0.05, -1.644_853_626_951_472_6),
            (0.074_9, -1.440_238_267_527_963_2),
            (0.075_1, -1.438_825_392_752_539_8),
            (0.1, -1.281_551_565_544_600_8),
            (0.25, -0.674_489_750_196_081_7),
            (0.5, 0.0),
            (0.6, 0.253_347_103_135_799_8),
            (0.75, 0.674_489_750_196_081_7),
            (0.9, 1.281_551_565_544_600_8),
            (0.95, 1.644_853_626_951_471_5),
            (0.99, 2.326_347_874_040_840_8),
            (0.999, 3.090_232_306_167_813),
            (0.999_999, 4.753_424_308_817_089),
        ];
        for (p, expect) in expect {
            let got = normal_quantile(p);
            assert!((got - expect).abs() <= 4.0 * f64::EPSILON * expect.abs(), "{p}: {got} instead of {expect}");
        }
    }
}
