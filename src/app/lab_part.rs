//! The part of the page that holds the number lab: its views, its words, its bench.

use leptos::prelude::*;
use leptos_i18n::td_string;

use crate::app::accumulate_page::AccumulatePage;
use crate::app::bandwidth_page::BandwidthPage;
use crate::app::bits_page::BitsPage;
use crate::app::lab::Lab;
use crate::app::parts::Part;
use crate::app::quantize_page::QuantizePage;
use crate::app::speech::i18n::Locale;
use crate::app::state::State;
use crate::app::train_page::TrainPage;
use crate::charts::words::Word;
use crate::scenario::view::View;

/// What the lab's program hands over.
pub fn part() -> Part {
    Part { say, names: Word::named_in_lab, begin, page }
}

fn begin(state: State) {
    Lab::provide(state);
}

fn page(view: View) -> AnyView {
    match view {
        View::Bits => BitsPage().into_any(),
        View::Quantize => QuantizePage().into_any(),
        View::Accumulate => AccumulatePage().into_any(),
        View::Train => TrainPage().into_any(),
        View::Bandwidth => BandwidthPage().into_any(),
        View::Start | View::Compute | View::Economy | View::Claims => ().into_any(),
    }
}

fn say(locale: Locale, word: Word) -> Option<&'static str> {
    include!(concat!(env!("OUT_DIR"), "/said_lab.rs"))
}
