//! Colours and sizes: what an ink looks like on a light or a dark ground, and how large a picture is drawn.
//!
//! The hues are Okabe and Ito's, cut to those with three to one contrast on their ground; the tests recompute it.

use crate::charts::ink::Ink;
use crate::numerics::formats::FormatId;

/// The ground that the picture stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// White ground.
    Light,
    /// Near-black ground.
    Dark,
}

/// A colour as sRGB bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Which plotters surface draws: the two differ in what they call a font's size and a text's middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The browser's canvas (`plotters-canvas`).
    Canvas,
    /// A vector file (`plotters-svg`).
    Svg,
}

/// What is drawn around the plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Axes and marks only: title and caption stand in the page beside the picture.
    Bare,
    /// Title above and caption below as well: the picture will travel alone.
    Titled,
}

/// How and how large to draw.
///
/// Plotters' coordinates are whole numbers. To draw finer than a screen pixel, give the surface a grid finer than the
/// screen: on a canvas of `width_css × device` pixels set the transform to `device ÷ units` and draw with `units`
/// per CSS pixel. With `units == device` no transform is needed and strokes are rounded to whole pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// The surface.
    pub surface: Surface,
    /// Bare or with title and caption.
    pub frame: Frame,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Screen pixels per CSS pixel (the device-pixel ratio): straight lines are laid on this grid and stay crisp.
    pub device: f64,
    /// Surface units per CSS pixel; a whole multiple of `device` is best.
    pub units: f64,
}

impl Look {
    /// A look for a canvas whose transform is `1 / FINENESS` (set by the page): curves are smooth at any pixel ratio.
    pub fn canvas(theme: Theme, width: f64, height: f64, device_pixel_ratio: f64) -> Look {
        let device = if device_pixel_ratio.is_finite() { device_pixel_ratio.clamp(0.5, 8.0) } else { 1.0 };
        Look { theme, surface: Surface::Canvas, frame: Frame::Bare, width, height, device, units: device * FINENESS }
    }

    /// A look for a vector file, laid on tenths of a pixel, with title and caption.
    pub fn svg(theme: Theme, width: f64, height: f64) -> Look {
        Look { theme, surface: Surface::Svg, frame: Frame::Titled, width, height, device: 1.0, units: 10.0 }
    }
}

/// Surface units per screen pixel in [`Look::canvas`]; the canvas context must be scaled by its inverse.
pub const FINENESS: f64 = 8.0;

const BLUE: Rgb = Rgb(0x00, 0x72, 0xB2);
const VERMILLION: Rgb = Rgb(0xD5, 0x5E, 0x00);
const GREEN: Rgb = Rgb(0x00, 0x9E, 0x73);
const BLACK: Rgb = Rgb(0x00, 0x00, 0x00);
const PURPLE: Rgb = Rgb(0xCC, 0x79, 0xA7);
const SKY: Rgb = Rgb(0x56, 0xB4, 0xE9);
const ORANGE: Rgb = Rgb(0xE6, 0x9F, 0x00);
const YELLOW: Rgb = Rgb(0xF0, 0xE4, 0x42);

impl Theme {
    /// The ground.
    pub const fn ground(self) -> Rgb {
        match self {
            Theme::Light => Rgb(0xFF, 0xFF, 0xFF),
            Theme::Dark => Rgb(0x12, 0x12, 0x12),
        }
    }

    /// Titles and labels.
    pub const fn text(self) -> Rgb {
        match self {
            Theme::Light => Rgb(0x1A, 0x1A, 0x1A),
            Theme::Dark => Rgb(0xEC, 0xEC, 0xEC),
        }
    }

    /// Tick labels, axis titles, captions.
    pub const fn quiet_text(self) -> Rgb {
        match self {
            Theme::Light => Rgb(0x59, 0x59, 0x59),
            Theme::Dark => Rgb(0xB0, 0xB0, 0xB0),
        }
    }

    /// Grid lines; decoration, and therefore below three to one.
    pub const fn grid(self) -> Rgb {
        match self {
            Theme::Light => Rgb(0xE6, 0xE6, 0xE6),
            Theme::Dark => Rgb(0x2E, 0x2E, 0x2E),
        }
    }

    /// The foot of the plot and its ticks.
    pub const fn axis(self) -> Rgb {
        match self {
            Theme::Light => Rgb(0x76, 0x76, 0x76),
            Theme::Dark => Rgb(0x8E, 0x8E, 0x8E),
        }
    }

    /// The hues for series without a meaning of their own, in order.
    pub const fn hues(self) -> [Rgb; 5] {
        match self {
            Theme::Light => [BLUE, VERMILLION, GREEN, BLACK, PURPLE],
            Theme::Dark => [SKY, ORANGE, YELLOW, GREEN, PURPLE],
        }
    }

    /// The colour of an ink on this ground.
    pub const fn ink(self, ink: Ink) -> Rgb {
        let hues = self.hues();
        match ink {
            Ink::Format(format) => self.format(format),
            Ink::Accent | Ink::Actual => hues[0],
            Ink::Neutral => self.text(),
            Ink::Faint => self.faint(),
            Ink::Forecast => hues[1],
            Ink::Target => hues[2],
            Ink::Series(index) => hues[index as usize % hues.len()],
        }
    }

    /// The colour of words that belong to an ink: the ink, darkened or lightened as far as 4.5 to 1 asks for.
    pub const fn ink_text(self, ink: Ink) -> Rgb {
        let rgb = match ink {
            Ink::Faint => self.quiet_text(),
            Ink::Format(_)
            | Ink::Accent
            | Ink::Neutral
            | Ink::Actual
            | Ink::Forecast
            | Ink::Target
            | Ink::Series(_) => self.ink(ink),
        };
        match (self, rgb) {
            (Theme::Light, VERMILLION) => Rgb(0xBE, 0x54, 0x00),
            (Theme::Light, GREEN) => Rgb(0x00, 0x80, 0x5D),
            (Theme::Light, PURPLE) => Rgb(0xA6, 0x54, 0x82),
            (Theme::Light | Theme::Dark, Rgb(..)) => rgb,
        }
    }

    const fn faint(self) -> Rgb {
        match self {
            Theme::Light => Rgb(0x8E, 0x8E, 0x8E),
            Theme::Dark => Rgb(0x6A, 0x6A, 0x6A),
        }
    }

    /// Relatives share a hue: the wide formats, BF16 with what the reader makes up and FP4, FP16 with FP6, the formats of
    /// five or three exponent bits, those of four. Dash and marker tell relatives apart.
    const fn format(self, format: FormatId) -> Rgb {
        let hues = self.hues();
        match format {
            FormatId::Fp32 | FormatId::Tf32 | FormatId::E8m0fnu => hues[0],
            FormatId::E4m3fn | FormatId::E4m3 | FormatId::E4m3fnuz | FormatId::E4m3b11fnuz => hues[1],
            FormatId::Bf16 | FormatId::E2m1fn | FormatId::Custom(_) => match self {
                Theme::Light => BLACK,
                Theme::Dark => YELLOW,
            },
            FormatId::Fp16 | FormatId::E3m2fn | FormatId::E2m3fn => GREEN,
            FormatId::E5m2 | FormatId::E5m2fnuz | FormatId::E3m4 => PURPLE,
        }
    }
}
