//! Our conversions natively: prints millions of values a second as JSON, once for each line that comes in.

use std::io::{BufRead, stdin};
use std::time::Instant;

use bench_conversions::Bench;

const REPEATS: usize = 25;

fn main() {
    let count = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1 << 20);
    let mut bench = Bench::new(count);
    for _ in stdin().lock().lines() {
        let [encode, decode, half] = [Bench::encode, Bench::decode, Bench::encode_half].map(|work| {
            let mut times: Vec<f64> = (0..REPEATS).map(|_| timed(&mut bench, work)).collect();
            times.sort_by(f64::total_cmp);
            count as f64 / times[REPEATS / 2] / 1e6
        });
        println!(r#"{{"encode": {encode:.1}, "decode": {decode:.1}, "half": {half:.1}}}"#);
    }
}

fn timed(bench: &mut Bench, work: fn(&mut Bench)) -> f64 {
    let start = Instant::now();
    work(bench);
    start.elapsed().as_secs_f64()
}
