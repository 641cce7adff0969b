//! What a reader can take away: a table as CSV, a figure as PNG or SVG.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, HtmlCanvasElement};

use crate::app::browser::{document, download, download_text};
use crate::app::canvas::paint;
use crate::app::speech::BrowserVoice;
use crate::charts::export::{csv_from_table, svg_from_figure};
use crate::charts::figure::Figure;
use crate::charts::proportion::height_for;
use crate::charts::table::Table;
use crate::charts::theme::{Frame, Look, Theme};

/// Width of a picture taken away, CSS pixels; a PNG has twice as many pixels.
const WIDTH: f64 = 960.0;
/// The least height of one; a heat map with many rows is higher.
const HEIGHT: f64 = 600.0;

/// Hands over a table as CSV, the same bytes that the terminal writes.
pub fn save_csv(name: &str, table: &Table) {
    download_text(&format!("octet-{name}.csv"), "text/csv;charset=utf-8", &csv_from_table(table));
}

fn height(figure: &Figure) -> f64 {
    height_for(figure, WIDTH).max(HEIGHT)
}

/// Hands over the picture as SVG.
pub fn save_svg(figure: &Figure, theme: Theme, voice: &BrowserVoice) {
    // The size is ours and large enough: drawing into text cannot fail otherwise.
    if let Ok(svg) = svg_from_figure(figure, &Look::svg(theme, WIDTH, height(figure)), voice) {
        download_text(&format!("octet-{}.svg", figure.id), "image/svg+xml", &svg);
    }
}

/// Hands over the picture as PNG.
pub fn save_png(figure: &Figure, theme: Theme, voice: &BrowserVoice) {
    let canvas = document().and_then(|document| document.create_element("canvas").ok());
    let Some(canvas) = canvas.and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok()) else { return };
    let look = Look { frame: Frame::Titled, ..Look::canvas(theme, WIDTH, height(figure), 2.0) };
    if paint(&canvas, figure, &look, voice).is_none() {
        return;
    }
    let name = format!("octet-{}.png", figure.id);
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            download(&name, &blob);
        }
    });
    // A canvas that we drew ourselves is never tainted.
    let _ = canvas.to_blob(done.unchecked_ref());
}
