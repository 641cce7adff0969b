//! Matrix-vector products, y = W x, with the weights in each storage, for `make bench`: ours, in a worker of the page (`ours.js`).
//!
//! No part of the page, and no test: a machine's speed is not right or wrong.

#[cfg(target_arch = "wasm32")]
mod offering;

#[cfg(target_arch = "wasm32")]
mod work;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    offering::offer();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("this bench runs in a browser: scripts/bench bandwidth");
}
