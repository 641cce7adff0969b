//! The economy's chain 10,000 times, as the worker runs it, for `make bench`: ours, in the browser (`bench.js`) and natively.
//!
//! Natively the first line printed says what there is to agree on; then, for each line that comes in, that many runs in milliseconds.
//! No part of the page, and no test: a machine's speed is not right or wrong.

#[cfg(target_arch = "wasm32")]
mod offering;

mod work;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    offering::offer();
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_types, reason = "a bench is about the clock")]
fn main() {
    use std::io::stdin;
    use std::time::Instant;

    println!("{}", work::agreement());
    for line in stdin().lines() {
        let repeats = line.ok().and_then(|line| line.parse().ok()).unwrap_or(1);
        let times: Vec<f64> = (0..repeats)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(work::reply());
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        println!("{times:?}");
    }
}
