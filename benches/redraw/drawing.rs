//! The functions that the bench calls: `octetPrepare(lines)` takes a set of lines, `octetRedraw(canvas, set)` draws one,
//! `octetHeat(canvas, set)` one of eight heat maps.
//!
//! They go through `app::canvas::paint`, which is what the page calls whenever a figure changes, size of the canvas included.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Float64Array, Reflect};
use octet::app::canvas::paint;
use octet::charts::axis::{Axis, Scale};
use octet::charts::cells::Cells;
use octet::charts::figure::{Figure, Mark};
use octet::charts::ink::{Dash, Ink, Marker};
use octet::charts::shade::Shade;
use octet::charts::table::Table;
use octet::charts::theme::{Look, Theme};
use octet::scenario::Language;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::HtmlCanvasElement;

/// Size of the picture, CSS pixels; `bench.js` gives uPlot the same.
const SIZE: (f64, f64) = (900.0, 500.0);

/// Puts the functions on the window.
pub fn offer() {
    let sets: Rc<RefCell<Vec<Figure>>> = Rc::default();
    let prepared = Rc::clone(&sets);
    let prepare = Closure::<dyn FnMut(Array)>::new(move |lines: Array| prepared.borrow_mut().push(figure(&lines)));
    let redraw =
        Closure::<dyn FnMut(HtmlCanvasElement, usize) -> bool>::new(move |canvas: HtmlCanvasElement, set: usize| {
            let look = Look::canvas(Theme::Light, SIZE.0, SIZE.1, 1.0);
            let sets = sets.borrow();
            sets.get(set).is_some_and(|figure| paint(&canvas, figure, &look, &Language::English.voice()).is_some())
        });
    let grids: Vec<Figure> = (0..8).map(grid).collect();
    let heat =
        Closure::<dyn FnMut(HtmlCanvasElement, usize) -> bool>::new(move |canvas: HtmlCanvasElement, set: usize| {
            let look = Look::canvas(Theme::Light, SIZE.0, SIZE.1, 1.0);
            grids.get(set).is_some_and(|figure| paint(&canvas, figure, &look, &Language::English.voice()).is_some())
        });
    put("octetHeat", &heat.into_js_value());
    put("octetPrepare", &prepare.into_js_value());
    put("octetRedraw", &redraw.into_js_value());
}

/// A heat map of 128 × 128 cells, hardly two neighbours alike; each set has other values.
fn grid(set: u32) -> Figure {
    let value = |cell: u32| libm::sin(f64::from(cell) * 12.9898 + f64::from(set));
    let cells = Cells::new(128, (0..128 * 128).map(value).collect(), Shade::diverging(1.0, "value"));
    Figure {
        id: "heat",
        x: cells.x_axis("column"),
        y: cells.y_axis("row"),
        marks: vec![Mark::Cells(cells)],
        ..Figure::blank()
    }
}

fn put(name: &str, function: &JsValue) {
    // Setting a property of the window cannot fail.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(name), function);
}

/// A figure of solid lines without markers, as uPlot draws them: the first row holds the abscissas, each other one a line.
fn figure(rows: &Array) -> Figure {
    let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.unchecked_into::<Float64Array>().to_vec()).collect();
    let (xs, lines) = rows.split_first().map_or((&[][..], &[][..]), |(xs, lines)| (xs.as_slice(), lines));
    let mark = |(index, ys): (u8, &Vec<f64>)| Mark::Line {
        name: format!("line {index}"),
        ink: Ink::Series(index),
        dash: Dash::Solid,
        marker: Marker::None,
        points: xs.iter().copied().zip(ys.iter().copied()).collect(),
    };
    Figure {
        id: "bench",
        title: "Bench".to_owned(),
        summary: String::new(),
        caption: String::new(),
        x: Axis::around(Scale::Linear, xs.iter().copied(), "x"),
        y: Axis::around(Scale::Linear, lines.iter().flatten().copied(), "y").rounded(),
        marks: (0..).zip(lines).map(mark).collect(),
        table: Table { columns: Vec::new(), rows: Vec::new() },
    }
}
