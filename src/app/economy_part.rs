//! The part of the page that holds the economy: its views, its words, its bench.

use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::app::claims_page::ClaimsPage;
use crate::app::compute_page::ComputePage;
use crate::app::economy_bench::EconomyBench;
use crate::app::economy_page::EconomyPage;
use crate::app::parts::Part;
use crate::app::speech::i18n::Locale;
use crate::app::state::State;
use crate::charts::words::Word;
use crate::scenario::view::View;

/// What the economy's program hands over.
pub fn part() -> Part {
    Part { say, names: Word::named_in_economy, begin, page }
}

fn begin(state: State) {
    EconomyBench::provide(state);
}

fn page(view: View) -> AnyView {
    match view {
        View::Compute => ComputePage().into_any(),
        View::Economy => EconomyPage().into_any(),
        View::Claims => ClaimsPage().into_any(),
        View::Start | View::Bits | View::Quantize | View::Accumulate | View::Train | View::Bandwidth => ().into_any(),
    }
}

fn say(locale: Locale, word: Word) -> Option<&'static str> {
    include!(concat!(env!("OUT_DIR"), "/said_economy.rs"))
}
