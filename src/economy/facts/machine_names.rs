//! The name of each model and chip in a link: `deepseek-v3-1` is DeepSeek-V3.1, `h800-sxm` the H800 SXM.
//!
//! `build/machines.rs` makes the names of the cells that name a row, so that a name stays when rows are added or moved.

use crate::economy::facts::machines::{Chip, Model, chips, models};

include!(concat!(env!("OUT_DIR"), "/machine_names.rs"));

/// The row of a model, if there is one of this name.
pub fn model_of(name: &str) -> Option<&'static Model> {
    MODEL_NAMES.iter().position(|known| *known == name).and_then(|place| models().get(place))
}

/// The row of a chip, if there is one of this name.
pub fn chip_of(name: &str) -> Option<&'static Chip> {
    CHIP_NAMES.iter().position(|known| *known == name).and_then(|place| chips().get(place))
}

#[cfg(test)]
mod tests {
    use super::{CHIP_NAMES, MODEL_NAMES, chip_of, model_of};
    use crate::economy::facts::machines::{chips, models};

    #[test]
    fn every_name_leads_to_the_row_it_was_made_of() {
        assert_eq!(MODEL_NAMES.len(), models().len());
        assert_eq!(CHIP_NAMES.len(), chips().len());
        assert_eq!(chip_of("none"), None);
        // These stand in published links: a name is a promise.
        for (name, row) in [("deepseek-v3-1", "DeepSeek-V3.1"), ("gpt-oss-120b", "gpt-oss-120b")] {
            assert_eq!(model_of(name).map(|model| model.name), Some(row));
        }
        for (name, row) in [("h800-sxm", "H800 SXM"), ("ascend-910c", "Ascend 910C"), ("p800", "P800")] {
            assert_eq!(chip_of(name).map(|chip| chip.name), Some(row));
        }
    }
}
