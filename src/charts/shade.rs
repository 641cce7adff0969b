//! Colour scales: values become one of 65 steps between a few hues, told apart by lightness first, so that every eye and
//! every printer sees the order.
//!
//! One hue from light to dark for amounts; blue and orange with a neutral middle for amounts of two signs, the pair that
//! stays apart under every kind of colour-blindness. `charts::contrast` recomputes both claims.

use crate::charts::axis::{Axis, Scale};
use crate::charts::colour::{contrast, mixed};
use crate::charts::theme::{Rgb, Theme};

/// The steps of a colour scale; odd, so that a diverging scale has a neutral middle.
pub const STEPS: u8 = 65;

/// How values become colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    /// The hues.
    pub palette: Palette,
    /// The values from the first colour to the last, and what they measure; its ticks stand at the colour bar. Values
    /// beyond it have the colour of its nearer end; on a log axis zero has the first colour.
    pub axis: Axis,
}

/// The hues of a colour scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// From little to much: from the ground's lightness away.
    Sequential,
    /// From blue through neutral to orange: the middle of the axis is neutral.
    Diverging,
}

impl Shade {
    /// Amounts along `axis`.
    pub fn sequential(axis: Axis) -> Shade {
        Shade { palette: Palette::Sequential, axis }
    }

    /// Amounts of both signs, zero neutral, coloured fully at `reach` and beyond.
    pub fn diverging(reach: f64, label: impl Into<String>) -> Shade {
        Shade { palette: Palette::Diverging, axis: Axis::new(Scale::Linear, -reach.abs(), reach.abs(), label) }
    }

    /// The step of `value`, 0 to 64; `None` for NaN, and for what has no place on the axis, such as −1 on a log axis.
    pub fn step(&self, value: f64) -> Option<u8> {
        let share = self.axis.share_from_value(value);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 64 first")]
        let step = libm::round(share.clamp(0.0, 1.0) * f64::from(STEPS - 1)) as u8;
        (!share.is_nan()).then_some(step)
    }
}

impl Palette {
    /// The colours of all steps, in order.
    pub fn colours(self, theme: Theme) -> Vec<Rgb> {
        let anchors = self.anchors(theme);
        let half = |step: u8| f64::from(step) / f64::from(STEPS - 1) * 2.0;
        let colour = |step: u8| match half(step) {
            at if at < 1.0 => mixed(anchors[0], anchors[1], at),
            at => mixed(anchors[1], anchors[2], at - 1.0),
        };
        (0..STEPS).map(colour).collect()
    }

    /// The first, middle and last colour.
    const fn anchors(self, theme: Theme) -> [Rgb; 3] {
        match (self, theme) {
            (Palette::Sequential, Theme::Light) => {
                [Rgb(0xEC, 0xF3, 0xFA), Rgb(0x4F, 0x96, 0xC9), Rgb(0x0A, 0x23, 0x45)]
            }
            (Palette::Sequential, Theme::Dark) => [Rgb(0x1C, 0x29, 0x36), Rgb(0x3F, 0x86, 0xBC), Rgb(0xE8, 0xF3, 0xFC)],
            (Palette::Diverging, Theme::Light) => [Rgb(0x0B, 0x52, 0x8E), Rgb(0xF4, 0xF4, 0xF2), Rgb(0x98, 0x42, 0x00)],
            (Palette::Diverging, Theme::Dark) => [Rgb(0x7C, 0xC4, 0xF2), Rgb(0x28, 0x28, 0x28), Rgb(0xF2, 0xA6, 0x5A)],
        }
    }
}

/// Black or white, whichever reads better on `ground`: at least 4.5 to 1 on any colour.
pub fn words_on(ground: Rgb) -> Rgb {
    let (black, white) = (Rgb(0, 0, 0), Rgb(0xFF, 0xFF, 0xFF));
    if contrast(ground, black) < contrast(ground, white) { white } else { black }
}

#[cfg(test)]
mod tests {
    use super::Shade;
    use crate::charts::axis::{Axis, Scale};

    #[test]
    fn values_become_steps() {
        let check = |shade: &Shade, value: f64, expect: Option<u8>| assert_eq!(shade.step(value), expect, "{value}");
        let plain = Shade::sequential(Axis::new(Scale::Linear, 0.0, 64.0, ""));
        check(&plain, 0.0, Some(0));
        check(&plain, 31.4, Some(31));
        check(&plain, 999.0, Some(64));
        check(&plain, f64::INFINITY, Some(64));
        check(&plain, f64::NEG_INFINITY, Some(0));
        check(&plain, f64::NAN, None);
        let signed = Shade::diverging(-2.0, "");
        check(&signed, 0.0, Some(32));
        check(&signed, -2.0, Some(0));
        let log = Shade::sequential(Axis::new(Scale::Log10, 1e-4, 1.0, ""));
        check(&log, 0.01, Some(32));
        check(&log, 0.0, Some(0));
        check(&log, -1.0, None);
    }
}
