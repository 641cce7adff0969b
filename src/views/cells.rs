//! Cells that several tables share: words of closed lists, and sources.

use crate::charts::table::Cell;
use crate::charts::voice::Voice;
use crate::charts::words::Word;

/// A word of the fact tables: its own spelling for machines, the reader's language for the reader.
pub fn term(key: &'static str, voice: &dyn Voice) -> Cell {
    let label = voice.named("terms", key).map_or(key, |word| voice.say(word)).to_owned();
    Cell::Term { key, label }
}

/// A cell that leads to a row's page, where it has one.
pub fn source(url: &str, voice: &dyn Voice) -> Cell {
    if url.is_empty() {
        Cell::Empty
    } else {
        Cell::Link { text: voice.say(Word::FiguresLink).to_owned(), url: url.to_owned() }
    }
}
