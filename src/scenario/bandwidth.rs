//! What the reader may change in `#/bandwidth`: which model is calculated on which chip, and how.

use crate::economy::serving::storage::Storage;

/// The settings of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bandwidth {
    /// The name of the model in a link.
    pub model: &'static str,
    /// The name of the chip in a link.
    pub chip: &'static str,
}

impl Default for Bandwidth {
    fn default() -> Self {
        Self { model: "deepseek-v3-1", chip: "h800-sxm" }
    }
}

closed_words!(Storage {
    Fp32 = "fp32",
    Bf16 = "bf16",
    Fp8 = "fp8",
    Fp8Ue8m0 = "fp8-ue8m0",
    Mxfp8 = "mxfp8",
    Mxfp4 = "mxfp4",
    Nvfp4 = "nvfp4",
});

#[cfg(test)]
mod tests {
    use super::Bandwidth;
    use crate::economy::facts::machine_names::{chip_of, model_of};

    #[test]
    fn the_defaults_are_rows_of_the_tables() {
        let Bandwidth { model, chip } = Bandwidth::default();
        assert!(model_of(model).is_some() && chip_of(chip).is_some());
    }
}
