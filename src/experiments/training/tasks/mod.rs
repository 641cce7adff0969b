//! What networks learn from: points in the plane, handwritten digits, and verse.
//!
//! Invariant: a task is data and nothing else. Points come from a seeded stream; digits and verse are compiled in, and their
//! sources and licences stand in `src/experiments/training/data/README.md`. Nothing here knows a network or a number format.

pub mod toys;

pub mod digits;

pub mod verse;
