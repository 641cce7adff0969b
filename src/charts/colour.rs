//! Colour as the eye measures it: `OKLab`, in which equal distances look equal, and the contrast ratio of WCAG 2.2.
//!
//! Source: B. Ottosson, "A perceptual color space for image processing" (2020); WCAG 2.2, "relative luminance".

use crate::charts::theme::Rgb;

/// Three numbers: linear red, green and blue, or lightness and the two opponent axes of `OKLab`.
pub type Triple = [f64; 3];

/// Red, green and blue as amounts of light, 0 to 1: the byte 188 is half the light of 255.
pub fn linear(rgb: Rgb) -> Triple {
    [rgb.0, rgb.1, rgb.2].map(|byte| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
    })
}

/// The contrast ratio of two colours, 1 to 21: `(lighter + 0.05) ÷ (darker + 0.05)` in relative luminance.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |rgb: Rgb| times([[0.2126, 0.7152, 0.0722]; 3], linear(rgb))[0] + 0.05;
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

/// `OKLab` of linear light: lightness 0 to 1, green–red, blue–yellow.
pub fn oklab(light: Triple) -> Triple {
    let cone = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let lab = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(lab, times(cone, light).map(libm::cbrt))
}

/// The colour a `share` of the way from `a` to `b`, by equal-looking steps.
pub fn mixed(a: Rgb, b: Rgb, share: f64) -> Rgb {
    let (a, b) = (oklab(linear(a)), oklab(linear(b)));
    rgb([0, 1, 2].map(|axis| a[axis] + share * (b[axis] - a[axis])))
}

/// The nearest sRGB colour of an `OKLab` colour.
fn rgb(lab: Triple) -> Rgb {
    let cone = [
        [1.0, 0.396_337_777_4, 0.215_803_757_3],
        [1.0, -0.105_561_345_8, -0.063_854_172_8],
        [1.0, -0.089_484_177_5, -1.291_485_548_0],
    ];
    let light = [
        [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
        [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
        [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
    ];
    let [r, g, b] = times(light, times(cone, lab).map(|x| x * x * x)).map(byte);
    Rgb(r, g, b)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 255 and rounded first")]
fn byte(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let share = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * libm::pow(light, 1.0 / 2.4) - 0.055 };
    libm::round(share * 255.0) as u8
}

/// A matrix times a column.
pub fn times(matrix: [Triple; 3], v: Triple) -> Triple {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

#[cfg(test)]
mod tests {
    use super::{linear, mixed, oklab, rgb};
    use crate::charts::theme::Rgb;

    #[test]
    fn colours_come_back_from_oklab() {
        for colour in [Rgb(0, 0, 0), Rgb(255, 255, 255), Rgb(0, 114, 178), Rgb(213, 94, 0), Rgb(18, 18, 18)] {
            assert_eq!(rgb(oklab(linear(colour))), colour);
        }
    }

    #[test]
    fn the_middle_of_black_and_white_is_the_grey_that_looks_half() {
        // L = 0.5 is the light 0.125, and its byte 255 · (1.055 · 0.125^(1/2.4) − 0.055) = 99.1.
        assert_eq!(mixed(Rgb(0, 0, 0), Rgb(255, 255, 255), 0.5), Rgb(99, 99, 99));
        assert_eq!(mixed(Rgb(1, 2, 3), Rgb(200, 100, 50), 1.0), Rgb(200, 100, 50));
    }
}
