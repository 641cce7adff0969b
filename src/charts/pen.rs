//! The pen: strokes, areas and texts in CSS pixels, handed to a plotters surface in its own whole-number grid.
//!
//! Upright and level lines are laid on whole screen pixels and drawn as filled rectangles, because a canvas stroke
//! between two pixels is blurred over both. Texts are placed by explicit anchors and never measured by the surface.

use crate::charts::draw::ChartError;
use crate::charts::ink::Ink;
use crate::charts::paper::{Paper, Stroke, TextStyle};
use crate::charts::path::Place;
use crate::charts::theme::{Look, Rgb, Surface, Theme};
use crate::charts::viewport::Rect;
use plotters_backend::{BackendColor, BackendCoord};

/// A colour with its opacity, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// The colour.
    pub rgb: Rgb,
    /// The opacity.
    pub alpha: f64,
}

/// A text and how it is set; (x, y) is the middle of its height and, by `anchor`, an end or the middle of its width.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The words.
    pub text: String,
    /// The anchor's place.
    pub x: f64,
    /// The middle of the height of a capital letter.
    pub y: f64,
    /// Font size in CSS pixels.
    pub size: f64,
    /// Which part of the text stands at `x`.
    pub anchor: Anchor,
    /// Level or upright.
    pub turn: Turn,
    /// Light or bold.
    pub weight: Weight,
    /// The colour.
    pub rgb: Rgb,
}

/// Which part of a text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// The direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Left to right.
    Level,
    /// Bottom to top.
    Upright,
}

/// The weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Ordinary.
    Normal,
    /// For titles.
    Bold,
}

/// Draws in CSS pixels on a surface.
#[expect(missing_debug_implementations, reason = "a surface has nothing to print")]
pub struct Pen<'a> {
    paper: &'a mut dyn Paper,
    look: Look,
}

impl<'a> Pen<'a> {
    /// A pen for `paper`, scaled as `look` says.
    pub fn new(paper: &'a mut dyn Paper, look: &Look) -> Pen<'a> {
        Pen { paper, look: *look }
    }

    /// The theme drawn in.
    pub fn theme(&self) -> Theme {
        self.look.theme
    }

    /// An ink at full strength.
    pub fn ink(&self, ink: Ink) -> Paint {
        Paint::solid(self.look.theme.ink(ink))
    }

    /// The coordinate moved to the nearest edge between screen pixels.
    pub fn crisp(&self, at: f64) -> f64 {
        libm::round(at * self.look.device) / self.look.device
    }

    /// The thickness of a hairline: one CSS pixel, rounded to whole screen pixels, at least one.
    pub fn hairline(&self) -> f64 {
        libm::round(self.look.device).max(1.0) / self.look.device
    }

    /// A filled rectangle with its edges between screen pixels.
    pub fn area(&mut self, rect: &Rect, paint: Paint) -> Result<(), ChartError> {
        let crisp = |at| self.unit(self.crisp(at));
        let (from, to) = ((crisp(rect.left), crisp(rect.top)), (crisp(rect.right), crisp(rect.bottom)));
        if from.0 == to.0 || from.1 == to.1 {
            return Ok(());
        }
        self.paper.rect(from, to, &paint.style(1))
    }

    /// A level hairline centred on `y`.
    pub fn level(&mut self, y: f64, from: f64, to: f64, paint: Paint) -> Result<(), ChartError> {
        let thick = self.hairline();
        let top = self.crisp(y - thick / 2.0);
        self.area(&Rect { left: from, top, right: to, bottom: top + thick }, paint)
    }

    /// An upright hairline centred on `x`.
    pub fn upright(&mut self, x: f64, from: f64, to: f64, paint: Paint) -> Result<(), ChartError> {
        let thick = self.hairline();
        let left = self.crisp(x - thick / 2.0);
        self.area(&Rect { left, top: from, right: left + thick, bottom: to }, paint)
    }

    /// A hairline around a rectangle.
    pub fn outline(&mut self, rect: &Rect, paint: Paint) -> Result<(), ChartError> {
        self.level(rect.top, rect.left, rect.right, paint)?;
        self.level(rect.bottom, rect.left, rect.right, paint)?;
        self.upright(rect.left, rect.top, rect.bottom, paint)?;
        self.upright(rect.right, rect.top, rect.bottom, paint)
    }

    /// A path of straight strokes, `width` CSS pixels thick.
    pub fn path(&mut self, points: &[Place], width: f64, paint: Paint) -> Result<(), ChartError> {
        let mut places: Vec<BackendCoord> = points.iter().map(|place| self.place(*place)).collect();
        places.dedup();
        if places.len() < 2 {
            return Ok(());
        }
        let width = u32::try_from(self.unit(width)).unwrap_or(1).max(1);
        self.paper.path(&places, &paint.style(width))
    }

    /// A filled area with straight edges.
    pub fn polygon(&mut self, corners: &[Place], paint: Paint) -> Result<(), ChartError> {
        let places: Vec<BackendCoord> = corners.iter().map(|place| self.place(*place)).collect();
        if places.len() < 3 {
            return Ok(());
        }
        self.paper.polygon(&places, &paint.style(1))
    }

    /// A filled disc.
    pub fn disc(&mut self, centre: Place, radius: f64, paint: Paint) -> Result<(), ChartError> {
        let (centre, radius) = (self.place(centre), u32::try_from(self.unit(radius)).unwrap_or(1).max(1));
        self.paper.disc(centre, radius, &paint.style(1))
    }

    /// A text.
    pub fn text(&mut self, label: &Label) -> Result<(), ChartError> {
        let text: String = label.text.chars().filter(|c| !c.is_control()).collect();
        if text.trim().is_empty() {
            return Ok(());
        }
        // plotters-svg divides the size by 1.24 and puts the middle at half an x-height, 0.26 em above the baseline;
        // half a capital is 0.35 em. A canvas takes the size as it is and its middle is near half a capital.
        let (factor, drop) = match self.look.surface {
            Surface::Canvas => (1.0, 0.0),
            Surface::Svg => (1.24, 0.09 * label.size),
        };
        let (x, y) = match label.turn {
            Turn::Level => (label.x, label.y + drop),
            Turn::Upright => (label.x + drop, label.y),
        };
        let style = TextStyle { label, size: label.size * self.look.units * factor };
        let place = self.place((x, y));
        self.paper.text(&text, &style, place)
    }

    /// Everything is drawn.
    pub fn finish(self) -> Result<(), ChartError> {
        self.paper.present()
    }

    fn place(&self, (x, y): Place) -> BackendCoord {
        (self.unit(x), self.unit(y))
    }

    #[expect(clippy::cast_possible_truncation, reason = "a float to integer cast saturates; pictures are far smaller")]
    fn unit(&self, length: f64) -> i32 {
        // Half up, as `round` but for negative numbers: `floor` is one instruction where `round` is a loop.
        libm::floor(length * self.look.units + 0.5) as i32
    }
}

impl Paint {
    /// The colour at full strength.
    pub const fn solid(rgb: Rgb) -> Paint {
        Paint { rgb, alpha: 1.0 }
    }

    fn style(self, width: u32) -> Stroke {
        Stroke { paint: self, width }
    }

    /// The colour as plotters knows colours.
    pub fn backend(self) -> BackendColor {
        BackendColor { alpha: self.alpha, rgb: (self.rgb.0, self.rgb.1, self.rgb.2) }
    }
}
