//! `#/bandwidth`: what eight bits change on each chip, for the chosen model: memory, bandwidth, arithmetic.
//!
//! Units: chips, factors against BF16. A chip without FP8 units gains memory and bandwidth and no arithmetic; where a rate was not
//! published, neither is the gain.

use crate::charts::table::{Cell, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::chips::{Entry, Rate, rate};
use crate::economy::facts::machines::{Chip, chips};
use crate::economy::serving::arithmetic::gain;
use crate::economy::serving::bounds::{Answer, Case};
use crate::economy::serving::storage::Storage;
use crate::scenario::serving::Served;
use crate::units::data::TokensPerSecond;
use crate::views::bandwidth_words::{availability, chip_name, column, number, origin, rounded, term};
use crate::views::cells::source;

/// The stable name of the table.
pub const NAME: &str = "bandwidth-eight";

/// A chip with weights in BF16 and with narrow ones.
pub struct Pair {
    /// The chip.
    pub chip: &'static Chip,
    /// In BF16.
    pub wide: Answer,
    /// The narrow way of storing.
    pub storage: Storage,
    /// Stored so.
    pub narrow: Answer,
}

/// Both answers of a chip.
pub fn pair(served: &Served, chip: &'static Chip, narrow: Storage) -> Option<Pair> {
    let case = Case { chip, ..served.case()? };
    let answer = |storage| Case { storage, ..case }.answer();
    Some(Pair { chip, wide: answer(Storage::Bf16), storage: narrow, narrow: answer(narrow) })
}

/// How many times as fast.
pub fn times(narrow: Option<TokensPerSecond>, wide: Option<TokensPerSecond>) -> Option<f64> {
    Some(narrow?.get() / wide?.get())
}

/// The table of all chips.
pub fn table(served: &Served, voice: &dyn Voice) -> Table {
    let columns = vec![
        column("chip", Word::KnobsChip, voice),
        column("origin", Word::BandwidthColumnOrigin, voice),
        column("status", Word::BandwidthColumnStatus, voice),
        column("chips_bf16", Word::BandwidthColumnChipsWide, voice),
        column("chips_fp8", Word::BandwidthColumnChipsNarrow, voice),
        column("bandwidth_times", Word::BandwidthColumnBandwidthTimes, voice),
        column("arithmetic_times", Word::BandwidthColumnArithmeticTimes, voice),
        column("fp8_units", Word::BandwidthColumnEight, voice),
        column("source", Word::ColumnsSource, voice),
    ];
    let rows = chips().iter().filter_map(|chip| pair(served, chip, served.eight_bits()));
    Table { columns, rows: rows.map(|pair| row(&pair, voice)).collect() }
}

fn row(pair: &Pair, voice: &dyn Voice) -> Vec<Cell> {
    let count = |answer: &Answer| number(answer.chips.map(f64::from), voice);
    let (wide, narrow) = (&pair.wide, &pair.narrow);
    vec![
        Cell::Text(chip_name(pair.chip)),
        origin(pair.chip, voice),
        availability(pair.chip, voice),
        count(wide),
        count(narrow),
        number(times(narrow.by_bandwidth, wide.by_bandwidth).map(rounded), voice),
        number(gain(pair.chip, pair.storage, Storage::Bf16).map(rounded), voice),
        eight(pair.chip, voice),
        source(pair.chip.url, voice),
    ]
}

fn eight(chip: &Chip, voice: &dyn Voice) -> Cell {
    match rate(chip, Rate::Fp8) {
        Entry::Published(_) => term("yes", Word::BandwidthEightYes, voice),
        Entry::NotPublished => number(None, voice),
        Entry::NotSupported => term("no", Word::BandwidthEightNo, voice),
    }
}
