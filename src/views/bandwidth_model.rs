//! `#/bandwidth`: the chosen model on the chosen chip, in four widths side by side.
//!
//! Units: GB, kB (powers of ten), tokens a second, seconds. A value that needs a cell which was not published says so.

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::economy::serving::bounds::{Answer, Case, Crossing};
use crate::economy::serving::storage::Storage;
use crate::economy::serving::traffic::Traffic;
use crate::scenario::serving::Served;
use crate::units::data::TokensPerSecond;
use crate::views::bandwidth_words::{limit, number, rounded, stored_word, term, units};

/// The stable name of the table.
pub const SHEET: &str = "bandwidth-model";

/// What is read off a case: its word for machines, its word for readers, its value.
type Measure = (&'static str, Word, fn(&Side, &dyn Voice) -> Cell);

/// One column: a case with its answer.
struct Side {
    case: Case,
    answer: Answer,
}

const MEASURES: [Measure; 16] = [
    ("bytes_per_weight", Word::BandwidthColumnBytes, |side, _| Cell::Number(side.case.storage.bytes_per_weight())),
    ("weights_gb", Word::BandwidthColumnWeights, |side, _| Cell::Number(side.answer.weights.gigabytes())),
    ("context_gb", Word::BandwidthColumnContext, |side, voice| {
        number(side.answer.context.map(|bytes| rounded(bytes.gigabytes())), voice)
    }),
    ("chips_for_weights", Word::BandwidthColumnChipsWeights, |side, voice| {
        number(side.answer.chips_for_weights.map(f64::from), voice)
    }),
    ("chips", Word::BandwidthColumnChips, |side, voice| number(side.answer.chips.map(f64::from), voice)),
    ("units", Word::BandwidthColumnUnits, |side, voice| units(side.answer.units, voice)),
    ("tokens_per_s_by_bandwidth", Word::BandwidthColumnByBandwidth, |side, voice| {
        speed(side.answer.of_all(side.answer.by_bandwidth), voice)
    }),
    ("tokens_per_s_by_arithmetic", Word::BandwidthColumnByArithmetic, |side, voice| {
        speed(side.answer.of_all(side.answer.by_arithmetic), voice)
    }),
    ("tokens_per_s_by_links", Word::BandwidthColumnByLinks, by_links),
    ("tightest", Word::BandwidthColumnTightest, tightest),
    ("tokens_per_s", Word::BandwidthColumnTokens, |side, voice| {
        speed(side.answer.tightest().map(|(_, tokens)| tokens), voice)
    }),
    ("tokens_per_s_of_a_sequence", Word::BandwidthColumnSequence, |side, voice| {
        let each = |(_, tokens): (_, TokensPerSecond)| rounded(tokens.get() / side.case.serving.sequences);
        number(side.answer.tightest().map(each), voice)
    }),
    ("tokens_per_s_of_a_chip", Word::BandwidthColumnEach, |side, voice| {
        speed(side.answer.of_chip().map(|(_, tokens)| tokens), voice)
    }),
    ("arithmetic_from_sequences", Word::BandwidthColumnCrossing, crossing),
    ("prompts_s", Word::BandwidthColumnPrompts, |side, voice| {
        number(side.answer.prompts.map(|time| rounded(time.get())), voice)
    }),
    ("sent_kb_per_token", Word::BandwidthColumnSent, |side, voice| {
        number(side.answer.traffic.map(|traffic| rounded(traffic.bytes().get() / 1000.0)), voice)
    }),
];

/// The four columns: FP32, BF16, and the reader's ways of storing eight and four bits.
pub fn storages(served: &Served) -> [(&'static str, Storage); 4] {
    [("fp32", Storage::Fp32), ("bf16", Storage::Bf16), ("fp8", served.eight_bits()), ("fp4", served.four_bits())]
}

/// The table.
pub fn table(served: &Served, voice: &dyn Voice) -> Table {
    let named = storages(served);
    let sides: Vec<Side> = named.iter().filter_map(|(_, storage)| side(served, *storage)).collect();
    let label = |word| voice.say(word).to_owned();
    let first = Column { key: "measure", label: label(Word::BandwidthColumnMeasure) };
    let columns = named.iter().map(|(key, storage)| Column { key, label: label(stored_word(*storage)) });
    let row = |(key, word, of): &Measure| {
        let cells = sides.iter().map(|side| of(side, voice));
        std::iter::once(Cell::Term { key, label: label(*word) }).chain(cells).collect()
    };
    Table { columns: std::iter::once(first).chain(columns).collect(), rows: MEASURES.iter().map(row).collect() }
}

fn side(served: &Served, storage: Storage) -> Option<Side> {
    let case = Case { storage, ..served.case()? };
    Some(Side { case, answer: case.answer() })
}

fn speed(tokens: Option<TokensPerSecond>, voice: &dyn Voice) -> Cell {
    number(tokens.map(|tokens| rounded(tokens.get())), voice)
}

/// One chip sends nothing, which is another thing than not knowing.
fn by_links(side: &Side, voice: &dyn Voice) -> Cell {
    match side.answer.traffic {
        Some(Traffic::Alone) => term("none", Word::BandwidthNoLinks, voice),
        Some(Traffic::OwnTokens(_) | Traffic::EveryToken(_)) | None => speed(side.answer.by_links, voice),
    }
}

fn tightest(side: &Side, voice: &dyn Voice) -> Cell {
    match side.answer.tightest() {
        Some((found, _)) => {
            let (key, word) = limit(found);
            term(key, word, voice)
        }
        None => number(None, voice),
    }
}

fn crossing(side: &Side, voice: &dyn Voice) -> Cell {
    match side.answer.crossing {
        Some(Crossing::At(sequences)) => Cell::Number(f64::from(sequences)),
        Some(Crossing::Never) => term("never", Word::BandwidthNever, voice),
        None => number(None, voice),
    }
}
