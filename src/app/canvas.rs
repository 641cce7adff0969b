//! Our canvas: figures drawn through plotters, sharp at any device-pixel ratio and without a word too many to the browser.
//!
//! `plotters_canvas` writes a colour as text and hands it over before every single stroke. Here the browser is told a colour and a
//! thickness when they change, and a font and an alignment too; upright texts, which are few, still go through `plotters_canvas`.

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::app::speech::BrowserVoice;
use crate::charts::draw::draw;
use crate::charts::figure::Figure;
use crate::charts::layout::outer_height;
use crate::charts::theme::{FINENESS, Look};
use crate::charts::viewport::Viewport;

/// Draws a figure on a canvas of its own size times the device-pixel ratio; `None` while there is no room for it.
pub fn paint(canvas: &HtmlCanvasElement, figure: &Figure, look: &Look, voice: &BrowserVoice) -> Option<Viewport> {
    let size = |css: f64| pixels(css * look.device);
    let (width, height) = (size(look.width), size(outer_height(figure, look)));
    // A new size means new memory; the same size is painted over from edge to edge.
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // Plotters counts in whole numbers: a grid finer than the screen keeps curves smooth.
    context.set_transform(1.0 / FINENESS, 0.0, 0.0, 1.0 / FINENESS, 0.0, 0.0).ok()?;
    context.set_line_join("round");
    let texts = CanvasBackend::with_canvas_object(canvas.clone())?;
    context.set_text_baseline("middle");
    let mut surface = Canvas { context, texts, fill: None, stroke: None, thickness: None, setting: None };
    draw(figure, &mut surface, look, voice).ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is a few thousand pixels wide")]
fn pixels(length: f64) -> u32 {
    libm::round(length.clamp(1.0, 16_384.0)) as u32
}

/// A canvas and what it was last told.
struct Canvas {
    context: CanvasRenderingContext2d,
    texts: CanvasBackend,
    fill: Option<Colour>,
    stroke: Option<Colour>,
    thickness: Option<u32>,
    setting: Option<Setting>,
}

/// How texts are set: the bits of the font's size, whether it is bold, and the alignment.
type Setting = (u64, bool, &'static str);

/// A colour with the bits of its opacity, to be compared.
type Colour = ((u8, u8, u8), u64);

type Done = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl Canvas {
    fn fill(&mut self, style: &impl BackendStyle) {
        self.fill_with(style.color());
    }

    fn fill_with(&mut self, colour: BackendColor) {
        if self.fill.replace(key(colour)) != Some(key(colour)) {
            self.context.set_fill_style_str(&css(colour));
        }
    }

    fn stroke(&mut self, style: &impl BackendStyle) {
        let (colour, thickness) = (style.color(), style.stroke_width());
        if self.stroke.replace(key(colour)) != Some(key(colour)) {
            self.context.set_stroke_style_str(&css(colour));
        }
        if self.thickness.replace(thickness) != Some(thickness) {
            self.context.set_line_width(f64::from(thickness));
        }
    }

    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (index, (x, y)) in path.into_iter().enumerate() {
            if index == 0 {
                self.context.move_to(f64::from(x), f64::from(y));
            } else {
                self.context.line_to(f64::from(x), f64::from(y));
            }
        }
    }
}

fn key(colour: BackendColor) -> Colour {
    (colour.rgb, colour.alpha.to_bits())
}

fn css(colour: BackendColor) -> String {
    let (red, green, blue) = colour.rgb;
    format!("rgba({red},{green},{blue},{})", colour.alpha)
}

impl DrawingBackend for Canvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.texts.get_size()
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, place: BackendCoord, color: BackendColor) -> Done {
        self.fill = None;
        self.texts.draw_pixel(place, color)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        let (x, y) = (f64::from(from.0), f64::from(from.1));
        let (width, height) = (f64::from(to.0) - x, f64::from(to.1) - y);
        if fill {
            self.fill(style);
            self.context.fill_rect(x, y, width, height);
        } else {
            self.stroke(style);
            self.context.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.stroke(style);
        self.trace(path);
        self.context.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Done {
        self.fill(style);
        self.trace(corners);
        self.context.fill();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        self.context.begin_path();
        // Only a radius below zero is refused.
        let _ =
            self.context.arc(f64::from(centre.0), f64::from(centre.1), f64::from(radius), 0.0, std::f64::consts::TAU);
        if fill {
            self.fill(style);
            self.context.fill();
        } else {
            self.stroke(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: BackendCoord) -> Done {
        if !matches!(style.transform(), FontTransform::None) {
            // It saves and restores whatever it sets.
            return self.texts.draw_text(text, style, place);
        }
        let align = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        };
        let (size, weight) = (style.size(), style.style());
        let setting = (size.to_bits(), matches!(weight, FontStyle::Bold), align);
        if self.setting.replace(setting) != Some(setting) {
            self.context.set_text_align(align);
            self.context.set_font(&format!("{} {size}px {}", weight.as_str(), style.family().as_str()));
        }
        self.fill_with(style.color());
        // No text of ours is refused.
        let _ = self.context.fill_text(text, f64::from(place.0), f64::from(place.1));
        Ok(())
    }
}
