//! Every number from the world, with its unit, date and source.
//!
//! The numbers come from the CSV files in `src/economy/data`, compiled in by `build.rs`; none is typed in code. What
//! one must know before using them stands in the README beside the files; the traps that bite most:
//!
//! - 788 EFLOPS is AI compute in FP16, mid 2025. 90 EFLOPS is the AI part of a total counted in FP32, end 2024.
//! - 782 EFLOPS is nearly 788, but a device-side count of an FP32 series.
//! - World totals at the end of 2024 are printed in three precisions side by side (628, 5693, 20). They do not add up.
//! - A line may only join rows of one series, precision and scope ([`crate::economy::lines`]).
//! - 71.4 % is the occupancy of racks, not the utilisation of chips.
//! - 20 % is the growth of the operators' computing investment, not of their total capital spending, which fell.

pub mod printed;

pub mod fact;

pub mod compute;
pub mod output;
pub mod point_names;
pub mod spending;

pub mod machine_names;
pub mod machines;
pub mod places;

pub mod claims;

pub mod quoted;

pub mod named;

pub mod listing;
