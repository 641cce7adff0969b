//! `#/bandwidth`: what the saved bits cost a product. The same numbers, and the same bits, in the page and in the terminal.
//!
//! Units: bits for each weight, scales included; dB; per cent of the largest element.

use crate::charts::table::{Cell, Table};
use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::experiments::products::{Outcome, Product};
use crate::numerics::gemv::Storage;
use crate::views::bandwidth_spread::storage_name;
use crate::views::bandwidth_words::{column, filled, rounded};

/// The stable name of the table.
pub const NAME: &str = "bandwidth-products";

/// Bits of an activation in the products with four-bit weights.
const ACTIVATION_BITS: f64 = 16.0;

/// How many activations share a power of two.
const SHARED: f64 = 32.0;

/// Every storage with what its product lost.
pub fn table(outcome: &Outcome, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("storage", Word::MeasuredColumnStorage, voice),
        column("bits_per_weight", Word::MeasuredColumnBits, voice),
        column("sqnr_db", Word::MeasuredColumnSqnr, voice),
        column("largest_error_percent", Word::MeasuredColumnError, voice),
        column("digest", Word::MeasuredColumnDigest, voice),
    ];
    let row = |product: &Product| {
        vec![
            Cell::Text(storage_name(product.storage)),
            Cell::Number(rounded(8.0 * product.storage.bytes_per_weight())),
            Cell::Number(rounded(product.sqnr_db)),
            Cell::Number(rounded(100.0 * product.largest_error)),
            Cell::Text(format!("{:016x}", product.digest)),
        ]
    };
    Table { columns, rows: outcome.products.iter().map(row).collect() }
}

/// What the saved bits cost, how four-bit weights are multiplied, and what the last column is for.
pub fn sentences(outcome: &Outcome, voice: &dyn Voice) -> Vec<String> {
    let of = |storage: Storage| outcome.products.iter().find(|product| product.storage == storage);
    let cost = |narrow: Storage| {
        let (wide, narrow) = (of(Storage::Fp32)?, of(narrow)?);
        let number = |value, digits| voice.number(value, NumberStyle::Significant { digits });
        let values = [
            ("name", storage_name(narrow.storage)),
            ("bits", number(8.0 * narrow.storage.bytes_per_weight(), 3)),
            ("decibels", number(narrow.sqnr_db, 3)),
            ("wide", number(wide.sqnr_db, 3)),
            ("error", voice.number(narrow.largest_error, NumberStyle::Percent { decimals: 1 })),
        ];
        Some(filled(Word::MeasuredCost, &values, voice))
    };
    let whole = |value| voice.number(value, NumberStyle::Plain { decimals: 0 });
    let four = [("name", storage_name(Storage::Fp4)), ("bits", whole(ACTIVATION_BITS)), ("count", whole(SHARED))];
    let costs = [Storage::E4m3fn, Storage::Fp4].into_iter().filter_map(cost);
    costs.chain([filled(Word::MeasuredFour, &four, voice), voice.say(Word::MeasuredDigest).to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::{sentences, table};
    use crate::charts::table::Cell;
    use crate::charts::voice::PlainVoice;
    use crate::experiments::products::{Params, run};

    #[test]
    fn every_storage_has_its_bits_and_its_digest() {
        let outcome = run(Params { seed: 1 });
        let table = table(&outcome, &PlainVoice);
        assert_eq!(table.rows.len(), 6);
        assert_eq!(table.rows[0][1], Cell::Number(32.0));
        assert_eq!(table.rows[5][..2], [Cell::Text("FP4 (E2M1)".to_owned()), Cell::Number(4.25)]);
        for row in &table.rows {
            assert!(matches!(&row[4], Cell::Text(digest) if digest.len() == 16), "{row:?}");
        }
        assert_eq!(sentences(&outcome, &PlainVoice).len(), 4);
    }
}
