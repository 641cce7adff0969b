//! `#/bandwidth`: the chosen model on the chosen chip in sentences: what it weighs, what it takes, what multiplies it, what limits it.

use crate::charts::voice::{NumberStyle, Voice};
use crate::charts::words::Word;
use crate::economy::chips::{Rate, Stage, rate, stage};
use crate::economy::serving::Serving;
use crate::economy::serving::arithmetic::{Units, gain, units};
use crate::economy::serving::bounds::{Answer, Case, Crossing};
use crate::economy::serving::memory::weights;
use crate::economy::serving::shape::Shape;
use crate::economy::serving::storage::Storage;
use crate::economy::serving::traffic::{Traffic, traffic};
use crate::economy::serving::width::Width;
use crate::scenario::Scenario;
use crate::scenario::serving::Served;
use crate::scenario::serving_presets::Preset;
use crate::views::bandwidth_words::{chip_name, filled, limit, spoken, stored_word, whole};

/// The sentences, each a paragraph.
pub fn sentences(served: &Served, voice: &dyn Voice) -> Vec<String> {
    let Some(case) = served.case() else { return Vec::new() };
    let answer = case.answer();
    let wide = Case { storage: Storage::Bf16, ..case }.answer();
    let paragraphs = [
        Some(weighed(&case, voice)),
        Some(taken(&case, &answer, &wide, voice)),
        Some(multiplied(&case, voice)),
        limited(&case, &answer, voice),
        sent(&case, &answer, voice),
        announced(&case, voice),
    ];
    paragraphs.into_iter().flatten().collect()
}

/// The name of a preset: its model on its chip.
pub fn preset_name(preset: Preset, voice: &dyn Voice) -> String {
    let scenario = preset.applied(Scenario::default());
    let Some(case) = scenario.bandwidth.served.case() else { return String::new() };
    let word = match stage(case.chip) {
        Stage::Shipped => Word::BandwidthPreset,
        Stage::Announced => Word::BandwidthPresetAnnounced,
    };
    filled(word, &[("model", case.model.name.to_owned()), ("chip", case.chip.name.to_owned())], voice)
}

fn stored(storage: Storage, voice: &dyn Voice) -> String {
    voice.say(stored_word(storage)).to_owned()
}

fn weighed(case: &Case, voice: &dyn Voice) -> String {
    let shape = Shape::of(case.model);
    let exact = |value: f64| voice.number(value, NumberStyle::Significant { digits: 6 });
    let gigabytes = |storage| exact(weights(&shape, storage).gigabytes());
    let word = match shape.is_dense() {
        Some(false) => Word::BandwidthSayMixture,
        Some(true) => Word::BandwidthSayDense,
        None => Word::BandwidthSayParameters,
    };
    let values = [
        ("model", case.model.name.to_owned()),
        ("total", exact(case.model.total_params_b.number)),
        ("active", case.model.active_params_b.map_or_else(String::new, |printed| exact(printed.number))),
        ("fp32", gigabytes(Storage::Fp32)),
        ("bf16", gigabytes(Storage::Bf16)),
        ("stored", stored(case.storage, voice)),
        ("now", gigabytes(case.storage)),
    ];
    filled(word, &values, voice)
}

/// Chips in BF16 and as stored, or which cell is missing.
fn taken(case: &Case, answer: &Answer, wide: &Answer, voice: &dyn Voice) -> String {
    let word = match (answer.chips, answer.chips_for_weights) {
        (Some(_), _) => Word::BandwidthSayChips,
        (None, Some(_)) => Word::BandwidthSayChipsWeights,
        (None, None) => Word::BandwidthSayNoMemory,
    };
    let count = |count: Option<u32>| count.map_or_else(String::new, |count| whole(count, voice));
    let values = [
        ("model", case.model.name.to_owned()),
        ("chip", chip_name(case.chip)),
        ("memory", case.chip.memory_gb.map_or_else(String::new, |printed| spoken(printed.number, voice))),
        ("context", answer.context.map_or_else(String::new, |bytes| spoken(bytes.gigabytes(), voice))),
        ("stored", stored(case.storage, voice)),
        ("wide", count(wide.chips)),
        ("now", count(answer.chips)),
        ("weights_wide", count(wide.chips_for_weights)),
        ("weights_now", count(answer.chips_for_weights)),
    ];
    filled(word, &values, voice)
}

/// Whether eight bits make arithmetic faster on this chip.
fn multiplied(case: &Case, voice: &dyn Voice) -> String {
    let narrow = if matches!(case.storage, Storage::Fp32 | Storage::Bf16) { Storage::Fp8Ue8m0 } else { case.storage };
    let gain = gain(case.chip, narrow, Storage::Bf16);
    let rates = |at: Rate| rate(case.chip, at).number().map_or_else(String::new, |rate| spoken(rate, voice));
    let (word, at) = match (units(case.chip, narrow), gain) {
        (Units::Own(at), Some(_)) => (Word::BandwidthSayOwn, at),
        (Units::Own(at), None) => (Word::BandwidthSayOwnAlone, at),
        (Units::Wider(at), Some(_) | None) if at == Rate::Fp16 => (Word::BandwidthSayWider, at),
        (Units::Wider(at), _) => (Word::BandwidthSayNarrower, at),
        (Units::NotPublished(at), _) => (Word::BandwidthSayNoRate, at),
        (Units::Missing, _) => (Word::BandwidthSayNoUnits, Rate::Fp16),
    };
    let bits = voice.say(stored_word(narrow)).to_owned();
    let values = [
        ("chip", chip_name(case.chip)),
        ("stored", bits),
        ("format", at.label().to_owned()),
        ("rate", rates(at)),
        ("wide_rate", rates(Rate::Fp16)),
        ("gain", gain.map_or_else(String::new, |gain| voice.number(gain, NumberStyle::Significant { digits: 3 }))),
    ];
    filled(word, &values, voice)
}

fn limited(case: &Case, answer: &Answer, voice: &dyn Voice) -> Option<String> {
    let Some((found, tokens)) = answer.tightest() else {
        return Some(filled(Word::BandwidthSayNoBound, &[("missing", missing(case, voice))], voice));
    };
    let crossing = match answer.crossing? {
        Crossing::At(1) => filled(Word::BandwidthSayAlways, &[], voice),
        Crossing::At(sequences) => filled(Word::BandwidthSayFrom, &[("sequences", whole(sequences, voice))], voice),
        Crossing::Never => filled(Word::BandwidthSayNever, &[], voice),
    };
    let sequences = case.serving.sequences;
    let values = [
        ("sequences", voice.number(sequences, NumberStyle::Plain { decimals: 0 })),
        ("limit", voice.say(limit(found).1).to_owned()),
        ("tokens", spoken(tokens.get(), voice)),
        ("each", spoken(tokens.get() / sequences, voice)),
        ("crossing", crossing),
    ];
    Some(filled(Word::BandwidthSayBound, &values, voice))
}

/// Which published values the bounds of a case lack.
fn missing(case: &Case, voice: &dyn Voice) -> String {
    let lacks_rate = matches!(units(case.chip, case.storage), Units::NotPublished(_) | Units::Missing);
    let lacks_shape = case.model.layers.is_none() || case.model.hidden_size.is_none();
    let lacking = [
        (case.model.active_params_b.is_none(), Word::BandwidthLacksActive),
        (lacks_shape, Word::BandwidthLacksShape),
        (case.chip.memory_gb.is_none(), Word::BandwidthLacksMemory),
        (case.chip.bandwidth_gb_per_s.is_none(), Word::BandwidthLacksBandwidth),
        (lacks_rate, Word::BandwidthLacksRate),
    ];
    let named: Vec<&str> = lacking.iter().filter(|(lacks, _)| *lacks).map(|(_, word)| voice.say(*word)).collect();
    named.join(", ")
}

/// What a token makes a chip send, and what eight bits save of it.
fn sent(case: &Case, answer: &Answer, voice: &dyn Voice) -> Option<String> {
    let chips = answer.chips?;
    let kilobytes = |traffic: Traffic| spoken(traffic.bytes().get() / 1000.0, voice);
    let found = answer.traffic?;
    let at = |dispatch| {
        let serving = Serving { dispatch, ..case.serving };
        traffic(&Shape::of(case.model), &serving, chips)
    };
    let (narrow, wide) = (at(Width::Eight)?, at(Width::Sixteen)?);
    let word = match found {
        Traffic::Alone => Word::BandwidthSayAlone,
        Traffic::OwnTokens(_) => Word::BandwidthSayDispatch,
        Traffic::EveryToken(_) => Word::BandwidthSaySums,
    };
    let saved = 1.0 - narrow.bytes().get() / wide.bytes().get().max(1.0);
    let values = [
        ("now", kilobytes(found)),
        ("narrow", kilobytes(narrow)),
        ("wide", kilobytes(wide)),
        ("saved", voice.number(saved, NumberStyle::Percent { decimals: 0 })),
        ("chips", whole(chips, voice)),
    ];
    Some(filled(word, &values, voice))
}

fn announced(case: &Case, voice: &dyn Voice) -> Option<String> {
    let date = if case.chip.launch.is_empty() { voice.say(Word::BandwidthNoDate) } else { case.chip.launch };
    let values = [("chip", chip_name(case.chip)), ("date", date.to_owned())];
    (stage(case.chip) == Stage::Announced).then(|| filled(Word::BandwidthSayAnnounced, &values, voice))
}
