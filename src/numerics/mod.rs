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

pub mod slices;

pub mod blocks;

pub mod metrics;

pub mod rng;

pub mod distributions;
