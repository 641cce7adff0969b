//! Short words of `#/quantize` that belong to its controls.

use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::scenario::quantize::{MOST_NUMBERS, Quantize};
use crate::scenario::quantize_presets::Preset;
use crate::scenario::table_text::{TableText, Taken};

/// The name of a preset.
pub const fn preset_name(preset: Preset) -> Word {
    match preset {
        Preset::Weights => Word::QuantizePresetWeights,
        Preset::Outliers => Word::QuantizePresetOutliers,
        Preset::DeepseekV3 => Word::QuantizePresetDeepseekV3,
        Preset::DeepseekV31 => Word::QuantizePresetDeepseekV31,
        Preset::Mxfp8 => Word::QuantizePresetMxfp8,
        Preset::Mxfp4 => Word::QuantizePresetMxfp4,
        Preset::Nvfp4 => Word::QuantizePresetNvfp4,
        Preset::Gradients => Word::QuantizePresetGradients,
    }
}

/// What the three settings of a format of one's own make: the nearest format that there is.
pub fn own_format(quantize: &Quantize, voice: &dyn Voice) -> String {
    let format = quantize.format().spec();
    let bits = voice.number(f64::from(format.bits()), NumberStyle::Plain { decimals: 0 });
    let max = voice.number(format.max_finite(), NumberStyle::Significant { digits: 6 });
    fill(voice.say(Word::QuantizeCustomIs), &[("format", format.name.as_str()), ("bits", &bits), ("max", &max)])
}

/// A sentence about a file, with the file's name in it.
pub fn file_name(word: Word, name: &str, voice: &dyn Voice) -> String {
    fill(voice.say(word), &[("name", &shortened(name))])
}

/// That a file is larger than so many bytes.
pub fn too_large(name: &str, bytes: f64, voice: &dyn Voice) -> String {
    let most = voice.number(bytes / 1e6, NumberStyle::Plain { decimals: 0 });
    fill(voice.say(Word::QuantizeFileLarge), &[("name", &shortened(name)), ("most", &most)])
}

/// What a file holds.
pub fn table_words(name: &str, table: &TableText, voice: &dyn Voice) -> String {
    let (rows, columns) = (whole(table.rows.len(), voice), whole(table.columns, voice));
    let values = [("name", shortened(name)), ("rows", rows), ("columns", columns)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let about = fill(voice.say(Word::QuantizeFileRead), &values);
    if table.headings.is_empty() { about } else { format!("{about} {}", voice.say(Word::QuantizeFileHeadings)) }
}

/// The parts of a table that a reader may use, each with its word for the form: `whole`, or the column's number from 0.
pub fn part_names(table: &TableText, voice: &dyn Voice) -> Vec<(String, String)> {
    let whole = ("whole".to_owned(), voice.say(Word::QuantizeFileWhole).to_owned());
    let column = |column: usize| {
        let name = fill(voice.say(Word::QuantizeFileColumn), &[("name", &table.name(column))]);
        (column.to_string(), name)
    };
    // A table of one column is that column.
    let columns = if table.columns == 1 { 0 } else { table.columns.min(MOST_PARTS) };
    std::iter::once(whole).chain((0..columns).map(column)).collect()
}

/// Most columns that are offered one by one.
const MOST_PARTS: usize = 500;

/// What using a part gives, and what it leaves out.
pub fn taken_words(taken: &Taken, voice: &dyn Voice) -> String {
    if taken.numbers.is_empty() {
        return voice.say(Word::QuantizeFileNothing).to_owned();
    }
    let (count, columns) = (whole(taken.numbers.len(), voice), whole(taken.columns, voice));
    let gives = fill(voice.say(Word::QuantizeFileGives), &[("count", &count), ("columns", &columns)]);
    let left_out = [
        (Word::QuantizeFileColumnsDropped, taken.columns_dropped),
        (Word::QuantizeFileRowsDropped, taken.rows_dropped),
        (Word::QuantizeFileRowsCut, taken.rows_cut),
    ];
    let most = whole(MOST_NUMBERS, voice);
    let said = left_out.into_iter().filter(|(_, count)| 0 < *count);
    let said = said.map(|(word, count)| fill(voice.say(word), &[("count", &whole(count, voice)), ("most", &most)]));
    std::iter::once(gives).chain(said).collect::<Vec<_>>().join(" ")
}

fn whole(count: usize, voice: &dyn Voice) -> String {
    voice.number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), NumberStyle::Plain { decimals: 0 })
}

fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::{part_names, table_words, taken_words};
    use crate::charts::voice::PlainVoice;
    use crate::scenario::table_text::{Part, read};

    #[test]
    fn a_file_is_described_and_so_is_what_is_left_out() {
        let table = read("day,a\nmon,1\ntue,x\nwed,2").unwrap();
        assert_eq!(table_words("t.csv", &table, &PlainVoice), "quantize.file_read quantize.file_headings");
        assert_eq!(part_names(&table, &PlainVoice).len(), 3);
        let said = taken_words(&table.take(Part::Whole), &PlainVoice);
        assert_eq!(said, "quantize.file_gives quantize.file_columns_dropped quantize.file_rows_dropped");
        assert_eq!(taken_words(&table.take(Part::Column(0)), &PlainVoice), "quantize.file_nothing");
        assert_eq!(part_names(&read("1\n2").unwrap(), &PlainVoice).len(), 1);
    }
}
