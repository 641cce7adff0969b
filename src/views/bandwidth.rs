//! `#/bandwidth`: twice as fast? What a model weighs in each format, and what a chip makes of it.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::facts::machine_names::model_of;
use crate::economy::serving::storage::Storage;
use crate::scenario::bandwidth::Bandwidth;
use crate::views::Shown;

/// The stable name of the table.
pub const SHEET: &str = "bandwidth-model";

/// What the view shows.
pub fn show(settings: &Bandwidth, voice: &dyn Voice) -> Shown {
    Shown { sheet: Some((SHEET, weights(settings, voice))), figures: Vec::new(), more: Vec::new() }
}

/// What the weights of the chosen model occupy in each format.
pub fn weights(settings: &Bandwidth, voice: &dyn Voice) -> Table {
    let column = |key, word| Column { key, label: voice.say(word).to_owned() };
    let parameters = model_of(settings.model).map(|model| model.total_params_b.number);
    let row = |storage: &Storage| {
        let weight = storage.bytes_per_weight();
        let gigabytes = parameters.map_or(Cell::Empty, |billions| Cell::Number(billions * weight));
        vec![Cell::Text(storage.key().to_owned()), Cell::Number(weight), gigabytes]
    };
    let columns = vec![
        column("stored", Word::BandwidthColumnStored),
        column("bytes_per_weight", Word::BandwidthColumnBytes),
        column("weights_gb", Word::BandwidthColumnWeights),
    ];
    Table { columns, rows: Storage::ALL.iter().map(row).collect() }
}
