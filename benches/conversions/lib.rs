//! The conversions that `make bench` measures, for the browser (`bench.js`) and natively (`native.rs`): ours, compiled from the
//! numerics room itself, and those of the crate `float8`, one value after another as its interface has it.

#[path = "../../src/numerics/mod.rs"]
pub mod numerics;

use std::hint::black_box;

use float8::F8E4M3;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::numerics::formats::FormatId;
use crate::numerics::rng::Stream;
use crate::numerics::rounding::{Conversion, Overflow, Rounding};
use crate::numerics::slices::{decode, decode_into, encode, encode_into};

const RULE: Conversion =
    Conversion { format: FormatId::E4m3fn, rounding: Rounding::NearestEven, overflow: Overflow::Saturate };

/// Normal numbers, and places for what becomes of them. Each method does the whole array once.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub struct Bench {
    values: Vec<f32>,
    codes: Vec<u8>,
    decoded: Vec<f32>,
    theirs: Vec<F8E4M3>,
    words: Stream,
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
impl Bench {
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen(constructor))]
    pub fn new(count: usize) -> Self {
        let mut words = Stream::new(1);
        let values: Vec<f32> = (0..count).map(|_| words.normal() as f32).collect();
        let codes = encode(RULE, &values, &mut words);
        let theirs = values.iter().map(|&value| F8E4M3::from_f32(value)).collect();
        Self { decoded: vec![0.0; count], values, codes, theirs, words }
    }

    pub fn encode(&mut self) {
        encode_into(black_box(RULE), black_box(&self.values), &mut self.codes, &mut self.words);
        black_box(&mut self.codes);
    }

    pub fn decode(&mut self) {
        decode_into(black_box(RULE.format), black_box(&self.codes), &mut self.decoded);
        black_box(&mut self.decoded);
    }

    pub fn encode_crate(&mut self) {
        for (place, value) in self.theirs.iter_mut().zip(black_box(&self.values)) {
            *place = F8E4M3::from_f32(*value);
        }
        black_box(&mut self.theirs);
    }

    pub fn decode_crate(&mut self) {
        for (place, code) in self.decoded.iter_mut().zip(black_box(&self.theirs)) {
            *place = code.to_f32();
        }
        black_box(&mut self.decoded);
    }

    /// Encoding to a format of 16 bits, FP16, which no lanes of ours are written for.
    pub fn encode_half(&mut self) {
        let rule = Conversion { format: FormatId::Fp16, ..RULE };
        let half = self.values.len() / 2;
        encode_into(black_box(rule), black_box(&self.values[..half]), &mut self.codes, &mut self.words);
        encode_into(black_box(rule), black_box(&self.values[half..]), &mut self.codes, &mut self.words);
        black_box(&mut self.codes);
    }
}

/// In how many of how many cases a slice differs from one value after another: every format of one byte under every rule, 65,536 bit
/// patterns spread over all of `f32`; and every code decoded. What the native tests check natively, here where it runs.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn differences() -> Vec<u32> {
    let (mut different, mut checked) = (0, 0);
    // 2^32 divided by the golden ratio, an odd number: every pattern once in 2^32 steps, evenly spread.
    let values: Vec<f32> = (0..65_536_u32).map(|step| f32::from_bits(step.wrapping_mul(0x9E37_79B9))).collect();
    for format in FormatId::ALL.into_iter().filter(|format| format.spec().bytes_per_code() <= 2) {
        let (spec, width) = (format.spec(), format.spec().bytes_per_code());
        for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
            let rule = Conversion { format, rounding, overflow };
            let codes = encode(rule, &values, &mut Stream::new(3));
            let mut words = Stream::new(3);
            for (value, code) in values.iter().zip(codes.chunks(width)) {
                let single = rule.encode_with(f64::from(*value), words.word()).code.to_le_bytes();
                different += u32::from(code != &single[..width]);
                checked += 1;
            }
        }
        let codes: Vec<u8> = (0..1_u32 << spec.bits()).flat_map(|code| code.to_le_bytes().into_iter().take(width)).collect();
        for (code, value) in (0..).zip(decode(format, &codes)) {
            different += u32::from(value.to_bits() != (spec.decode(code) as f32).to_bits());
            checked += 1;
        }
    }
    vec![different, checked]
}
