//! A plotters surface that writes down what it is asked to draw.

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use std::convert::Infallible;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// What was drawn, in surface units.
#[derive(Default)]
pub struct Recorder {
    pub size: (u32, u32),
    pub rects: Vec<(BackendCoord, BackendCoord)>,
    pub paths: Vec<RecordedPath>,
    pub areas: Vec<Vec<BackendCoord>>,
    pub discs: Vec<(BackendCoord, u32)>,
    pub texts: Vec<RecordedText>,
}

pub struct RecordedPath {
    pub points: Vec<BackendCoord>,
    pub rgb: (u8, u8, u8),
}

pub struct RecordedText {
    pub text: String,
    pub place: BackendCoord,
    pub size: f64,
    /// Share of the text's width that lies before its place.
    pub before: f64,
    pub upright: bool,
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _place: BackendCoord, _color: BackendColor) -> Done {
        panic!("drawing pixel by pixel is what a default of plotters does: something is not drawn by our pen")
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, _style: &S, fill: bool) -> Done {
        assert!(fill, "plotters-svg forgets the stroke width of an outlined rectangle");
        self.rects.push((from, to));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let (points, rgb) = (path.into_iter().collect(), style.color().rgb);
        self.paths.push(RecordedPath { points, rgb });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, _style: &S, _fill: bool) -> Done {
        self.discs.push((centre, radius));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, _style: &S) -> Done {
        self.areas.push(corners.into_iter().collect());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: BackendCoord) -> Done {
        let before = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => 0.5,
            HPos::Right => 1.0,
        };
        let upright = matches!(style.transform(), FontTransform::Rotate270);
        self.texts.push(RecordedText { text: text.to_owned(), place, size: style.size(), before, upright });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        _text: &str,
        _style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        panic!("texts are never measured by the surface")
    }
}
