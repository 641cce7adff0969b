//! What one redraw costs: lines through our chart layer on a canvas, for `make bench`; natively there is nothing to measure.
//!
//! `bench.js` hands over the same numbers that it gives uPlot, draws with the two in turn and prints the milliseconds of both.
//! No part of the page, and no test: a machine's speed is not right or wrong.

#[cfg(target_arch = "wasm32")]
mod drawing;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    drawing::offer();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
