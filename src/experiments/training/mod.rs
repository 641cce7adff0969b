//! Small networks that learn in low precision.

pub mod tasks;
