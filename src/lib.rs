//! Octet: what eight-bit arithmetic costs and buys, and what a country's compute might be worth.
//!
//! Rooms in reading order; each may import only rooms above it in this list (`tests/tidy.rs` holds the exact table):
//! `units` and `numerics` know nothing of each other; `experiments` ask questions of `numerics`; `economy` turns facts and
//! assumptions into projections; `scenario` is everything a reader may change, and its link; `charts` turn results into
//! figures and pixels; `views` join a scenario to its figures, for the page and for the terminal alike; `worker` runs
//! experiments off the page's thread; `app` is the page itself and exists only for the browser.

pub mod units;

pub mod numerics;

pub mod experiments;

pub mod economy;

pub mod scenario;

pub mod charts;

pub mod views;

pub mod worker;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod app;
