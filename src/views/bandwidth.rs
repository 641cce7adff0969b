//! `#/bandwidth`: twice as fast? What was measured, what the saved bits cost, and the calculators: a model on a chip, the model on every
//! chip, what eight bits change, and training.

use crate::charts::voice::Voice;
use crate::charts::words::Word;
use crate::experiments::products::Outcome;
use crate::scenario::bandwidth::Bandwidth;
use crate::scenario::measured::{Carried, Measured};
use crate::views::Shown;
use crate::views::bandwidth_words::{filled, whole};
use crate::views::{
    bandwidth_chips, bandwidth_eight, bandwidth_model, bandwidth_products, bandwidth_rates, bandwidth_training,
};

/// What the view shows; what was measured is that of the link.
pub fn show(settings: &Bandwidth, products: Option<&Outcome>, voice: &dyn Voice) -> Shown {
    let served = &settings.served;
    let calculators = Shown {
        sheet: Some((bandwidth_model::SHEET, bandwidth_model::table(served, voice))),
        figures: vec![bandwidth_chips::figure(served, voice), bandwidth_training::figure(served, voice)],
        more: vec![
            (bandwidth_eight::NAME, bandwidth_eight::table(served, voice)),
            (bandwidth_training::NAME, bandwidth_training::table(served, voice)),
        ],
    };
    let products = products.map(|outcome| (bandwidth_products::NAME, bandwidth_products::table(outcome, voice)));
    let shown = calculators.with(Shown { more: products.into_iter().collect(), ..Shown::default() });
    match settings.measured.as_ref().and_then(|carried| carried.read().measured) {
        Some(elsewhere) => shown.with(measured(&elsewhere, true, voice)),
        None => shown,
    }
}

/// What is said of a link's figures some of which are none; the others are used.
pub fn damaged(dropped: usize, voice: &dyn Voice) -> String {
    let dropped = whole(u32::try_from(dropped).unwrap_or(u32::MAX), voice);
    filled(Word::MeasuredDamaged, &[("dropped", dropped), ("example", Carried::EXAMPLE.to_owned())], voice)
}

/// What a measurement shows: here, as far as it came, or elsewhere, out of a link.
pub fn measured(measured: &Measured, is_elsewhere: bool, voice: &dyn Voice) -> Shown {
    Shown { figures: bandwidth_rates::figures(measured, is_elsewhere, voice), ..Shown::default() }
}
