//! The calculators of `#/bandwidth` against the tables read again, in another way: cells of the CSV files, plain arithmetic in powers and
//! loops, nothing of `economy::serving`. And what must hold for any model, chip and format.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read is a failed test")]

use octet::charts::table::Cell;
use octet::charts::voice::PlainVoice;
use octet::economy::facts::machine_names::{CHIP_NAMES, MODEL_NAMES, chip_of, model_of};
use octet::economy::serving::Serving;
use octet::economy::serving::bounds::{Answer, Case, Crossing, Limit};
use octet::economy::serving::storage::Storage;
use octet::scenario::serving::{Chart, Served};
use octet::units::data::{Bytes, TokensPerSecond};
use octet::views::bandwidth_chips::{figure, valued};
use octet::views::{bandwidth_eight, bandwidth_model};
use std::collections::BTreeMap;

const CHIPS: &str = include_str!("../src/economy/data/chips.csv");
const MODELS: &str = include_str!("../src/economy/data/models.csv");

/// The rows of a file, each cell by its heading.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| headings.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn cell(row: &BTreeMap<String, String>, heading: &str) -> Option<f64> {
    let text = &row[heading];
    if text.is_empty() { None } else { Some(text.parse().unwrap()) }
}

/// Bytes of a thousand weights' elements and scales, counted for 16384 of them, which every block divides.
fn bytes_per_weight(storage: Storage) -> f64 {
    let (element_bits, scales, scale_bits) = match storage {
        Storage::Fp32 => (32, 0, 0),
        Storage::Bf16 => (16, 0, 0),
        Storage::Fp8 => (8, 1, 32),
        Storage::Fp8Ue8m0 => (8, 1, 8),
        Storage::Mxfp8 => (8, 16_384 / 32, 8),
        Storage::Mxfp4 => (4, 16_384 / 32, 8),
        Storage::Nvfp4 => (4, 16_384 / 16, 8),
    };
    f64::from(element_bits * 16_384 + scales * scale_bits) / 8.0 / 16_384.0
}

/// The rate in TFLOPS, from the cells: the column of the width, then wider ones while the chip has none.
fn teraflops(chip: &BTreeMap<String, String>, storage: Storage) -> Option<f64> {
    let widths: &[(&str, &str)] = match storage {
        Storage::Fp32 => &[("fp32_vector_tflops", "fp32")],
        Storage::Bf16 => &[("fp16_bf16_tflops", "fp16"), ("fp32_vector_tflops", "fp32")],
        Storage::Fp8 | Storage::Fp8Ue8m0 | Storage::Mxfp8 => {
            &[("fp8_tflops", "fp8"), ("fp16_bf16_tflops", "fp16"), ("fp32_vector_tflops", "fp32")]
        }
        Storage::Mxfp4 | Storage::Nvfp4 => &[
            ("fp4_tflops", "fp4"),
            ("fp8_tflops", "fp8"),
            ("fp16_bf16_tflops", "fp16"),
            ("fp32_vector_tflops", "fp32"),
        ],
    };
    for (column, word) in widths {
        if let Some(rate) = cell(chip, column) {
            return Some(rate);
        }
        let missing = &chip["value_not_found"];
        if missing.split_whitespace().any(|found| found == *word) || missing.starts_with("all rates") {
            return None;
        }
    }
    None
}

/// One case computed again.
#[derive(Debug, Default)]
struct Again {
    context: Option<f64>,
    chips: Option<f64>,
    bandwidth: Option<f64>,
    arithmetic: Option<f64>,
    links: Option<f64>,
}

fn again(model: &BTreeMap<String, String>, chip: &BTreeMap<String, String>, storage: Storage) -> Again {
    let assumed = Serving::default();
    let total = cell(model, "total_params_b").unwrap() * 1e9;
    let active = cell(model, "active_params_b").map(|billions| billions * 1e9);
    let wide = cell(model, "layers").zip(cell(model, "hidden_size")).map(|(layers, hidden)| layers * hidden);
    let context = wide.map(|elements| {
        2.0 * elements * assumed.kept.get() * assumed.cached.bytes() * assumed.context * assumed.sequences
    });
    let memory = cell(chip, "memory_gb").map(|gigabytes| gigabytes * 1e9 * assumed.usable.get());
    let chips = context.zip(memory).map(|(context, memory)| {
        let mut count = 1.0;
        while count * memory < total * bytes_per_weight(storage) + context {
            count += 1.0;
        }
        count
    });
    // The part of the parameters that no sequence of the step needs, one sequence after the other.
    let untouched = |active: f64| (0..64).fold(1.0, |left, _| left * (1.0 - active / total));
    let bandwidth = active.zip(context).zip(cell(chip, "memory_bandwidth_gbps")).map(|((active, context), rate)| {
        let read = total * (1.0 - untouched(active)) * bytes_per_weight(storage) + context;
        assumed.sequences * rate * 1e9 * assumed.bandwidth_reached.get() / read
    });
    let arithmetic = active
        .zip(teraflops(chip, storage))
        .map(|(active, rate)| rate * 1e12 * assumed.peak_reached.get() / (2.0 * active));
    let links = chips.filter(|count| 1.0 < *count).zip(wide).zip(active).map(|((count, elements), active)| {
        let each = |bytes: f64| assumed.link.get() / bytes;
        if active < total {
            count * each(elements * assumed.experts * 3.0)
        } else {
            each(elements * 8.0 * (count - 1.0) / count)
        }
    });
    Again { context, chips, bandwidth, arithmetic, links }
}

fn case(model: &str, chip: &str, storage: Storage) -> Case {
    Case { model: model_of(model).unwrap(), chip: chip_of(chip).unwrap(), storage, serving: Serving::default() }
}

fn every(mut check: impl FnMut(&str, &str, Storage, &Answer)) {
    for model in MODEL_NAMES {
        for chip in CHIP_NAMES {
            for storage in Storage::ALL {
                check(model, chip, storage, &case(model, chip, storage).answer());
            }
        }
    }
}

#[test]
fn every_model_on_every_chip_in_every_format_is_what_the_tables_say() {
    let near = |got: Option<f64>, expect: Option<f64>, what: &str| match (got, expect) {
        (None, None) => {}
        (Some(got), Some(expect)) => assert!((got - expect).abs() <= 1e-9 * expect, "{what}: {got}, not {expect}"),
        (got, expect) => panic!("{what}: {got:?}, not {expect:?}"),
    };
    let tokens = |value: Option<TokensPerSecond>| value.map(TokensPerSecond::get);
    let (models, chips) = (rows(MODELS), rows(CHIPS));
    let mut known = 0;
    for (model, name) in models.iter().zip(MODEL_NAMES) {
        for (chip, chip_name) in chips.iter().zip(CHIP_NAMES) {
            for storage in Storage::ALL {
                let (found, again) = (case(name, chip_name, storage).answer(), again(model, chip, storage));
                let what = format!("{name} on {chip_name} in {storage:?}");
                near(found.context.map(Bytes::get), again.context, &what);
                near(found.chips.map(f64::from), again.chips, &what);
                near(tokens(found.by_bandwidth), again.bandwidth, &what);
                near(tokens(found.by_arithmetic), again.arithmetic, &what);
                near(tokens(found.by_links), again.links, &what);
                known += usize::from(found.tightest().is_some());
            }
        }
    }
    // Every combination was tried, and enough of them have an answer for that to mean something.
    assert!(1000 < known && known < models.len() * chips.len() * 7, "{known}");
}

#[test]
fn the_worked_example() {
    let near = |got: f64, expect: f64| assert!((got - expect).abs() < 1e-3 * expect, "{got}, not {expect}");
    let on = |chip: &str, storage| case("deepseek-v3-1", chip, storage).answer();
    // 671 × 4, × 2, × (1 + 1 / 16384), × (4 + 8 / 32) / 8.
    near(on("h800-sxm", Storage::Fp32).weights.gigabytes(), 2684.0);
    near(on("h800-sxm", Storage::Bf16).weights.gigabytes(), 1342.0);
    near(on("h800-sxm", Storage::Fp8Ue8m0).weights.gigabytes(), 671.04);
    near(on("h800-sxm", Storage::Mxfp4).weights.gigabytes(), 356.47);
    // Context: 2 × 61 × 7168 × 0.04 × 2 B × 4096 × 64 = 18.34 GB; ⌈1360.3 / 72⌉ = 19 and ⌈689.4 / 72⌉ = 10.
    let (wide, narrow) = (on("h800-sxm", Storage::Bf16), on("h800-sxm", Storage::Fp8Ue8m0));
    near(wide.context.unwrap().gigabytes(), 18.34);
    assert_eq!((wide.chips, narrow.chips), (Some(19), Some(10)));
    // 1979 × 10^12 × 0.5 / 74 × 10^9.
    near(narrow.by_arithmetic.unwrap().get(), 13_372.0);
    near(wide.by_arithmetic.unwrap().get(), 6682.4);
    // 64 sequences read 671 × (1 − 0.944858^64) = 653.2 GB, and 18.3 of context, at 3360 × 0.7.
    near(narrow.by_bandwidth.unwrap().get(), 64.0 * 2352.0 / 671.6);
    assert_eq!(narrow.of_chip().map(|(limit, _)| limit), Some(Limit::Bandwidth));
    // Without FP8 units memory and reading are saved, and arithmetic stays.
    for chip in ["a100-sxm4-80gb", "ascend-910c"] {
        let (wide, narrow) = (on(chip, Storage::Bf16), on(chip, Storage::Fp8Ue8m0));
        assert!(narrow.chips < wide.chips && wide.by_bandwidth < narrow.by_bandwidth);
        assert_eq!(narrow.by_arithmetic, wide.by_arithmetic);
    }
}

#[test]
fn published_deployments_fit() {
    // gpt-oss-120b "fits one 80 GB GPU": all of its weights in MXFP4 are 62 GB.
    assert_eq!(case("gpt-oss-120b", "a100-sxm4-80gb", Storage::Mxfp4).answer().chips_for_weights, Some(1));
    assert!(Some(1) < case("gpt-oss-120b", "a100-sxm4-80gb", Storage::Bf16).answer().chips_for_weights);
    // GLM-4.5 needs 16 H100 in BF16 and 8 in FP8, in whole machines of 8: no fewer than our bounds.
    assert_eq!(case("glm-4-5", "h100-sxm", Storage::Bf16).answer().chips_for_weights, Some(10));
    assert_eq!(case("glm-4-5", "h100-sxm", Storage::Fp8).answer().chips_for_weights, Some(5));
    // DeepSeek-V2 in BF16 needs 8 GPUs of 80 GB.
    assert_eq!(case("deepseek-v2", "a100-sxm4-80gb", Storage::Bf16).answer().chips_for_weights, Some(7));
}

#[test]
fn more_bits_never_need_fewer_chips_and_eight_are_never_slower_than_sixteen() {
    let order =
        [Storage::Fp32, Storage::Bf16, Storage::Mxfp8, Storage::Fp8, Storage::Fp8Ue8m0, Storage::Nvfp4, Storage::Mxfp4];
    for model in MODEL_NAMES {
        for chip in CHIP_NAMES {
            let answers = order.map(|storage| case(model, chip, storage).answer());
            for pair in answers.windows(2) {
                assert!(pair[1].chips <= pair[0].chips && pair[1].weights <= pair[0].weights, "{model} on {chip}");
                assert_eq!(pair[0].chips.is_some(), pair[1].chips.is_some(), "{model} on {chip}");
            }
            let [_, wide, .., narrow, _, _] = answers;
            if let (Some((_, wide)), Some((_, narrow))) = (wide.of_chip(), narrow.of_chip()) {
                assert!(wide <= narrow, "{model} on {chip}");
            }
        }
    }
}

#[test]
fn bounds_cross_where_they_are_said_to() {
    every(|model, chip, storage, answer| {
        let at = |sequences: u32| {
            let case = case(model, chip, storage);
            let serving = Serving { sequences: f64::from(sequences), ..case.serving };
            Case { serving, ..case }.answer().of_chip().unwrap().0
        };
        match answer.crossing {
            Some(Crossing::At(sequences)) => {
                assert_eq!(at(sequences), Limit::Arithmetic, "{model} on {chip} in {storage:?}");
                assert!(sequences == 1 || at(sequences - 1) == Limit::Bandwidth, "{model} on {chip} in {storage:?}");
            }
            Some(Crossing::Never) => assert_eq!(at(1_000_000), Limit::Bandwidth, "{model} on {chip} in {storage:?}"),
            None => assert!(answer.of_chip().is_none(), "{model} on {chip} in {storage:?}"),
        }
    });
}

#[test]
fn every_chip_is_drawn_or_named_as_not_published() {
    for chart in [Chart::Chips, Chart::Bandwidth, Chart::Arithmetic, Chart::Gain] {
        for model in MODEL_NAMES {
            let served = Served { model, chart, ..Served::default() };
            let (all, figure) = (valued(&served), figure(&served, &PlainVoice));
            assert_eq!((all.len(), figure.table.rows.len()), (CHIP_NAMES.len(), CHIP_NAMES.len()));
            for (place, (chip, value)) in all.iter().enumerate() {
                let is_drawn = figure.marks.iter().any(|mark| {
                    let readings = (0..mark.reading_count()).filter_map(|at| mark.reading(at));
                    value.is_some_and(|value| readings.map(|(_, y)| y).any(|y| y.to_bits() == value.to_bits()))
                });
                assert_eq!(is_drawn, value.is_some(), "{} {chart:?} {model}", chip.name);
                let missing = matches!(&figure.table.rows[place][3], Cell::Term { key: "not_published", .. });
                assert_eq!(missing, value.is_none(), "{} {chart:?} {model}", chip.name);
            }
        }
    }
}

#[test]
fn every_model_and_chip_has_tables_without_a_gap() {
    for model in MODEL_NAMES {
        for chip in CHIP_NAMES {
            let table = bandwidth_model::table(&Served { model, chip, ..Served::default() }, &PlainVoice);
            assert!(table.rows.iter().flatten().all(|cell| *cell != Cell::Empty), "{model} on {chip}");
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{model} on {chip}");
        }
    }
    let eight = bandwidth_eight::table(&Served::default(), &PlainVoice);
    assert_eq!(eight.rows.len(), CHIP_NAMES.len());
}
