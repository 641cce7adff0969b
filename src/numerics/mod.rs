//! What numbers do when bits are few: formats, rounding, shared scales, and the measure of what is lost.
//!
//! Invariant of the room: everything here is pure and infallible, and gives the same bits on every machine. Hence integers
//! on bit patterns, `libm` for the functions a processor may round differently, one canonical NaN per format, and sums whose
//! order is written down. The rules are those of OCP OFP8 1.0 and IEEE 754; where those leave something open, the
//! comment says "project rule".

pub mod formats;

pub mod format_name;

pub mod layout;

pub mod rounding;

pub mod decimal_text;

pub mod real;

pub mod exact;

pub mod neighbours;

pub mod storing;

pub mod slices;

pub mod in_place;

pub mod square_root;

mod narrow;

mod widen;

mod octets;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;

pub mod blocks;

pub mod gemv;

pub mod matmul;

pub mod metrics;

pub mod exact_sum;

pub mod rounder;

pub mod tensor_core;

pub mod accumulators;

pub mod running_sum;

pub mod dot;

pub mod rng;

pub mod distributions;
