//! A plotters surface behind one pointer, so that all that draws is compiled once and not for canvas and SVG each.
//!
//! Half of the drawing code of the page would otherwise be a copy of the other half.

use crate::charts::draw::ChartError;
use crate::charts::pen::{Anchor, Label, Paint, Turn, Weight};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform,
};

/// The fonts asked for: what the reader's system uses for its own words.
const FONTS: &str = "system-ui, sans-serif";

/// What a [`Pen`](crate::charts::pen::Pen) draws on. Each call fails if the surface refuses.
pub trait Paper {
    /// A filled rectangle between two corners.
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, style: &Stroke) -> Result<(), ChartError>;

    /// A path of straight strokes.
    fn path(&mut self, places: &[BackendCoord], style: &Stroke) -> Result<(), ChartError>;

    /// A filled area.
    fn polygon(&mut self, places: &[BackendCoord], style: &Stroke) -> Result<(), ChartError>;

    /// A filled disc.
    fn disc(&mut self, centre: BackendCoord, radius: u32, style: &Stroke) -> Result<(), ChartError>;

    /// A text.
    fn text(&mut self, text: &str, style: &TextStyle, place: BackendCoord) -> Result<(), ChartError>;

    /// Everything is drawn.
    fn present(&mut self) -> Result<(), ChartError>;
}

/// A surface of plotters.
#[derive(Debug)]
pub struct Plotters<'a, DB>(pub &'a mut DB);

impl<DB: DrawingBackend> Paper for Plotters<'_, DB> {
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, style: &Stroke) -> Result<(), ChartError> {
        self.0.draw_rect(from, to, style, true).map_err(|error| refused(&error))
    }

    fn path(&mut self, places: &[BackendCoord], style: &Stroke) -> Result<(), ChartError> {
        self.0.draw_path(places.iter().copied(), style).map_err(|error| refused(&error))
    }

    fn polygon(&mut self, places: &[BackendCoord], style: &Stroke) -> Result<(), ChartError> {
        self.0.fill_polygon(places.iter().copied(), style).map_err(|error| refused(&error))
    }

    fn disc(&mut self, centre: BackendCoord, radius: u32, style: &Stroke) -> Result<(), ChartError> {
        self.0.draw_circle(centre, radius, style, true).map_err(|error| refused(&error))
    }

    fn text(&mut self, text: &str, style: &TextStyle, place: BackendCoord) -> Result<(), ChartError> {
        self.0.draw_text(text, style, place).map_err(|error| refused(&error))
    }

    fn present(&mut self) -> Result<(), ChartError> {
        self.0.present().map_err(|error| refused(&error))
    }
}

/// A colour and the thickness of a stroke, in the grid of the paper.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// The colour.
    pub paint: Paint,
    /// The thickness.
    pub width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.paint.backend()
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How a text is set, in the grid of the paper.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle<'a> {
    /// The text's weight, direction, anchor and colour.
    pub label: &'a Label,
    /// The size of the font.
    pub size: f64,
}

impl BackendTextStyle for TextStyle<'_> {
    type FontError = std::fmt::Error;

    fn color(&self) -> BackendColor {
        Paint::solid(self.label.rgb).backend()
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn transform(&self) -> FontTransform {
        match self.label.turn {
            Turn::Level => FontTransform::None,
            Turn::Upright => FontTransform::Rotate270,
        }
    }

    fn style(&self) -> FontStyle {
        match self.label.weight {
            Weight::Normal => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let across = match self.label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(across, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FONTS)
    }

    /// Never asked for: every surface of ours draws texts itself.
    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Err(std::fmt::Error)
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _place: BackendCoord,
        _draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        Err(std::fmt::Error)
    }
}

fn refused<E: std::error::Error + Send + Sync>(error: &DrawingErrorKind<E>) -> ChartError {
    ChartError::Surface(error.to_string())
}
