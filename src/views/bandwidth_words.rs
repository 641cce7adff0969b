//! `#/bandwidth`: the words and numbers that its calculators share.

use crate::charts::table::{Cell, Column};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::economy::chips::{Rate, Stage, stage};
use crate::economy::facts::machines::{Chip, Origin};
use crate::economy::serving::arithmetic::Units;
use crate::economy::serving::bounds::Limit;
use crate::economy::serving::storage::Storage;

/// A message with its placeholders filled.
pub fn filled(word: Word, values: &[(&str, String)], voice: &dyn Voice) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

/// A column.
pub fn column(key: &'static str, word: Word, voice: &dyn Voice) -> Column {
    Column { key, label: voice.say(word).to_owned() }
}

/// A word of a closed list.
pub fn term(key: &'static str, word: Word, voice: &dyn Voice) -> Cell {
    Cell::Term { key, label: voice.say(word).to_owned() }
}

/// A number, or that it is not published.
pub fn number(value: Option<f64>, voice: &dyn Voice) -> Cell {
    value.map_or_else(|| term("not_published", Word::BandwidthNotPublished, voice), Cell::Number)
}

/// Four significant digits: peaks are printed with hardly more.
pub fn rounded(value: f64) -> f64 {
    const DIGITS: f64 = 4.0;
    if value <= 0.0 {
        return value;
    }
    let shift = libm::exp10(DIGITS - 1.0 - libm::floor(libm::log10(value)));
    // Dividing and multiplying by whole powers of ten keeps decimals short in the CSV.
    if shift < 1.0 { libm::round(value * shift) * libm::round(1.0 / shift) } else { libm::round(value * shift) / shift }
}

/// Four significant digits, as they are spoken.
pub fn spoken(value: f64, voice: &dyn Voice) -> String {
    voice.number(value, NumberStyle::Significant { digits: 4 })
}

/// A count.
pub fn whole(value: u32, voice: &dyn Voice) -> String {
    voice.number(f64::from(value), NumberStyle::Plain { decimals: 0 })
}

/// A way of storing weights.
pub fn stored_word(storage: Storage) -> Word {
    match storage {
        Storage::Fp32 => Word::OptionsStoredFp32,
        Storage::Bf16 => Word::OptionsStoredBf16,
        Storage::Fp8 => Word::OptionsStoredFp8,
        Storage::Fp8Ue8m0 => Word::OptionsStoredFp8Ue8m0,
        Storage::Mxfp8 => Word::OptionsStoredMxfp8,
        Storage::Mxfp4 => Word::OptionsStoredMxfp4,
        Storage::Nvfp4 => Word::OptionsStoredNvfp4,
    }
}

/// What limits a step.
pub fn limit(limit: Limit) -> (&'static str, Word) {
    match limit {
        Limit::Bandwidth => ("bandwidth", Word::BandwidthLimitBandwidth),
        Limit::Arithmetic => ("arithmetic", Word::BandwidthLimitArithmetic),
        Limit::Links => ("links", Word::BandwidthLimitLinks),
    }
}

/// The units that multiply: their width, and whether weights are widened for them.
pub fn units(units: Units, voice: &dyn Voice) -> Cell {
    let said =
        |key, word, rate: Rate| Cell::Term { key, label: filled(word, &[("format", rate.label().to_owned())], voice) };
    match units {
        Units::Own(rate) => said("own", Word::BandwidthUnitsOwn, rate),
        Units::Wider(rate) => said("widened", Word::BandwidthUnitsWider, rate),
        Units::NotPublished(rate) => said("not_published", Word::BandwidthUnitsNotPublished, rate),
        Units::Missing => term("not_supported", Word::BandwidthUnitsMissing, voice),
    }
}

/// Maker and name of a chip.
pub fn chip_name(chip: &Chip) -> String {
    format!("{} {}", chip.vendor, chip.name)
}

/// Where a chip was designed.
pub fn origin(chip: &Chip, voice: &dyn Voice) -> Cell {
    match chip.origin {
        Origin::Domestic => term("domestic", Word::BandwidthDomestic, voice),
        Origin::Foreign => term("imported", Word::BandwidthImported, voice),
    }
}

/// Whether a chip is to be had, and when it is to come.
pub fn availability(chip: &Chip, voice: &dyn Voice) -> Cell {
    let date = if chip.launch.is_empty() { voice.say(Word::BandwidthNoDate) } else { chip.launch };
    match stage(chip) {
        Stage::Shipped => term("shipped", Word::BandwidthShipped, voice),
        Stage::Announced => {
            let label = filled(Word::BandwidthAnnounced, &[("date", date.to_owned())], voice);
            Cell::Term { key: "announced", label }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn four_digits_are_kept() {
        for (value, expect) in [
            (26_743.243, 26_740.0),
            (1.999_878, 2.0),
            (0.012_345_6, 0.012_35),
            (0.0, 0.0),
            (987_654_321.0, 987_700_000.0),
        ] {
            assert!((rounded(value) - expect).abs() <= 1e-9 * expect, "{value}: {}", rounded(value));
        }
    }
}
