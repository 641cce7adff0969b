//! The name of each count in a link: `2025-06-china-intelligent-fp16-infrastructure-side` is the 788.
//!
//! `build/points.rs` makes the names of the cells that identify a row, so that a name stays when rows are added or moved.

use crate::economy::facts::compute::{ComputePoint, compute_history};

include!(concat!(env!("OUT_DIR"), "/point_names.rs"));

/// The name that stands for no point.
pub const NO_POINT: &str = "none";

/// The name of a row; [`NO_POINT`] for a row that is not of the table.
pub fn name_of(point: &'static ComputePoint) -> &'static str {
    let place = compute_history().position(|row| row == point);
    place.and_then(|place| POINT_NAMES.get(place + 1)).copied().unwrap_or(NO_POINT)
}

/// The row with a name, if there is one.
pub fn point_of(name: &str) -> Option<&'static ComputePoint> {
    let place = POINT_NAMES.iter().skip(1).position(|known| *known == name)?;
    compute_history().nth(place)
}

#[cfg(test)]
mod tests {
    use super::{NO_POINT, POINT_NAMES, name_of, point_of};
    use crate::economy::facts::compute::compute_history;
    use crate::economy::facts::named::{AI_2024, AI_2025_06, AI_TARGET_2030};

    #[test]
    fn every_row_has_a_name_that_leads_back_to_it() {
        assert_eq!(POINT_NAMES.len(), compute_history().len() + 1);
        assert_eq!(POINT_NAMES[0], NO_POINT);
        assert_eq!(point_of(NO_POINT), None);
        for row in compute_history() {
            assert!(point_of(name_of(row)).is_some_and(|found| found == row), "{row:?}");
        }
    }

    /// These stand in published links: a name is a promise.
    #[test]
    fn names_are_readable_and_stay() {
        assert_eq!(name_of(AI_2025_06.row), "2025-06-china-intelligent-fp16-infrastructure-side");
        assert_eq!(name_of(AI_2024.row), "2024-china-intelligent-fp32-infrastructure-side");
        let target = name_of(AI_TARGET_2030.row);
        assert!(target.starts_with("2030-china-intelligent-fp16-infrastructure-side-target-miit"), "{target}");
    }
}
