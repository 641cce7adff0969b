//! `#/bandwidth`: twice as fast? The calculators: a model on a chip, the model on every chip, what eight bits change, and training.

use crate::charts::voice::Voice;
use crate::scenario::bandwidth::Bandwidth;
use crate::views::Shown;
use crate::views::{bandwidth_chips, bandwidth_eight, bandwidth_model, bandwidth_training};

/// What the view shows.
pub fn show(settings: &Bandwidth, voice: &dyn Voice) -> Shown {
    let served = &settings.served;
    Shown {
        sheet: Some((bandwidth_model::SHEET, bandwidth_model::table(served, voice))),
        figures: vec![bandwidth_chips::figure(served, voice), bandwidth_training::figure(served, voice)],
        more: vec![
            (bandwidth_eight::NAME, bandwidth_eight::table(served, voice)),
            (bandwidth_training::NAME, bandwidth_training::table(served, voice)),
        ],
    }
}
