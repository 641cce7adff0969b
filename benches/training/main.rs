//! Steps of training, with products in every recipe, for `make bench`: ours, in a worker of the page (`ours.js`).
//!
//! Natively it prints what every recipe comes to after some steps, which the browser must come to as well. No part of the page, and no
//! test: a machine's speed is not right or wrong.

#[cfg(target_arch = "wasm32")]
mod offering;

mod recipes;

#[cfg(target_arch = "wasm32")]
mod work;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    offering::offer();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("{}", recipes::digests());
}
