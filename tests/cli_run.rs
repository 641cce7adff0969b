//! `octet run` and `octet facts` as a user meets them: a link in, a table out, and one clear line for a link with a fault.
//!
//! Expected numbers are rows of the data tables or worked out in the comment beside them.

#![expect(clippy::unwrap_used, reason = "a command that cannot be started is a failed test")]

#[path = "cli/terminal.rs"]
mod terminal;

use octet::charts::export::csv_from_number;
use octet::economy::facts::listing::all_facts;
use octet::economy::facts_table::{HEADINGS, facts_csv};
use octet::experiments::inputs::Input;
use octet::experiments::quantization::{Params, run};
use octet::numerics::blocks::{Recipe, Scaling};
use octet::numerics::formats::FormatId;
use octet::numerics::rounding::{Conversion, Overflow, Rounding};
use serde_json::{Value, json};
use std::process::Command;

#[track_caller]
fn answer(arguments: &[&str]) -> String {
    String::from_utf8(terminal::answer(arguments, &[])).unwrap()
}

#[track_caller]
fn check_refused(arguments: &[&str], words: &[&str]) {
    terminal::check_refused(arguments, &[], words);
}

struct Csv {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    fn of(arguments: &[&str]) -> Self {
        let text = answer(arguments);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = cells(reader.headers().unwrap());
        Self { header, rows: reader.records().map(|record| cells(&record.unwrap())).collect() }
    }

    /// The columns named, of every row.
    fn columns(&self, names: &[&str]) -> Vec<Vec<&str>> {
        let at = |name: &&str| self.header.iter().position(|title| title == name).unwrap();
        let places: Vec<usize> = names.iter().map(at).collect();
        self.rows.iter().map(|row| places.iter().map(|&place| row[place].as_str()).collect()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.columns(&[name]).iter().map(|row| row[0].parse().unwrap()).collect()
    }
}

const COUNTED: [&str; 4] = ["date", "eflops", "precision", "standing"];

#[test]
fn the_jump_as_printed_is_two_published_counts_in_two_units() {
    let csv = Csv::of(&["run", "#/"]);
    assert_eq!(csv.columns(&COUNTED), [["2024", "90", "FP32", "published"], ["2025-06", "788", "FP16", "published"]]);
    assert!(csv.columns(&["source"]).iter().all(|row| row[0].starts_with("https://")));
}

#[test]
fn counted_alike_the_jump_vanishes() {
    let half = Csv::of(&["run", "#/?puzzle=fp16"]);
    assert_eq!(
        half.columns(&COUNTED),
        [
            ["2024", "725.3", "FP16", "published"],
            ["2025-03", "748", "FP16", "published"],
            ["2025-06", "788", "FP16", "published"]
        ]
    );
    // 788 ÷ 4 = 197 exactly.
    let single = Csv::of(&["run", "#/?puzzle=fp32&ratio=4"]);
    assert_eq!(
        single.columns(&COUNTED),
        [["2024", "90", "FP32", "published"], ["2025-06", "197", "FP32", "converted"]]
    );
}

/// The last count in FP16 is 2185 of June 2026; half a year at 44 % is 1.2, and each further year 1.44.
#[test]
fn the_series_holds_its_counts_and_goes_on_from_the_last() {
    let csv = Csv::of(&["run", "#/compute?growth=0.44&until=2028"]);
    let rows = csv.columns(&["date", "eflops", "precision", "kind"]);
    assert!(rows.contains(&vec!["2025-06", "788", "FP16", "actual"]));
    assert!(rows.contains(&vec!["2030", "9800", "FP16", "target"]));
    assert!(rows.iter().all(|row| row[2] == "FP16"), "two precisions in one chart");
    let projected: Vec<_> = rows.iter().filter(|row| row[3] == "projection").collect();
    assert_eq!(projected.iter().map(|row| row[0]).collect::<Vec<_>>(), ["2026-12", "2027-12", "2028-12"]);
    for (row, expect) in projected.iter().zip([2_622.0, 3_775.68, 5_436.979_2]) {
        let eflops: f64 = row[1].parse().unwrap();
        assert!((eflops / expect - 1.0).abs() < 1e-12, "{row:?}, by hand {expect}");
    }
}

/// The year 2025 by hand: 500 ÷ 3 billion RMB at 0.25 for hardware's share of 0.6 buy 400 EFLOPS; 1590 stand; half of the peak is in
/// use, nine tenths of it within reach of the network, and FP8 (half of the work on a fifth of the fleet, twice as fast) gives 1 ÷ (1 − 0.1 + 0.05) = 1 ÷ 0.95; 1 % of the GDP.
#[test]
fn the_economy_of_2025_is_that_of_the_tables() {
    let csv = Csv::of(&["run", "#/economy"]);
    assert_eq!(csv.numbers("year"), (2024..=2040).map(f64::from).collect::<Vec<_>>());
    for (column, expect) in [
        ("planned_billion_rmb", 500.0 / 3.0),
        ("price_billion_rmb_per_eflops_fp16", 0.25),
        ("bought_eflops_fp16", 400.0),
        ("retired_eflops_fp16", 0.0),
        ("installed_eflops_fp16", 1590.0),
        ("utilisation_percent", 50.0),
        ("fp8_gain", 1.0 / 0.95),
        ("usable_eflops_fp16", 0.9 * 795.0 / 0.95),
        ("demanded_eflops_fp16", 0.9 * 795.0 / 0.95),
        ("coverage_percent", 100.0),
        ("ai_share_percent", 1.0),
        ("gdp_trillion_rmb", 140.188),
        ("value_trillion_rmb", 1.40188),
    ] {
        let value = csv.numbers(column)[1];
        assert!((value - expect).abs() <= 1e-12 * expect, "{column}: {value}, by hand {expect}");
    }
    // Prices fall by a quarter a year.
    assert_eq!(csv.numbers("price_billion_rmb_per_eflops_fp16")[1..4], [0.25, 0.1875, 0.140_625]);
}

#[test]
fn demand_a_hundredfold_is_a_hundredfold() {
    let demanded =
        Csv::of(&["run", "#/economy?demand=100", "--table", "economy-compute"]).numbers("demanded_eflops_fp16");
    assert!((demanded[11] / demanded[1] - 100.0).abs() < 1e-10);
}

/// 0.1 becomes 0.1015625 and 17 becomes 16 in E4M3FN; 500 saturates at 448, 0.0009 becomes zero: half of the smallest
/// subnormal is 0.00098.
#[test]
fn a_readers_own_numbers_are_rounded_as_by_hand() {
    let csv = Csv::of(&["run", "#/quantize?input=data&data=0.1~17~-500~0.0009", "--table", "quantize-errors"]);
    assert_eq!(csv.numbers("value_exact"), [0.1, 17.0, -500.0, 0.0009]);
    assert_eq!(csv.numbers("value_format"), [0.101_562_5, 16.0, -448.0, 0.0]);
    assert_eq!(csv.columns(&["relative_error_format"])[3], ["1"]);
    let metrics = Csv::of(&["run", "#/quantize?input=data&data=0.1~17~-500~0.0009"]);
    let rows = metrics.columns(&["measure", "format", "value"]);
    for (measure, value) in [("underflows", "1"), ("overflows", "1"), ("measured", "4"), ("bits_per_value", "8")] {
        assert!(rows.contains(&vec![measure, "e4m3fn", value]), "{measure}");
    }
}

#[test]
fn the_metrics_are_those_of_the_experiment() {
    let conversion =
        Conversion { format: FormatId::E5m2, rounding: Rounding::TowardZero, overflow: Overflow::Saturate };
    let input =
        Input::Outlier { count: 4096, sigma: 2.0, strength: 100.0, columns: 256, channels: 64, outliers: 3, seed: 7 };
    let outcome = run(Params { input, conversion, recipe: Recipe::published(Scaling::Tensor, 256), words: 0 });
    let link =
        "#/quantize?input=outlier&count=4096&sigma=2&outliers=3&seed=7&format=e5m2&scaling=tensor&rounding=toward-zero";
    let csv = Csv::of(&["run", link]);
    let rows = csv.columns(&["measure", "fp32", "format", "value"]);
    let (wide, low) = (&outcome.fp32.metrics, &outcome.chosen.metrics);
    for (row, (measure, wide, low)) in rows.iter().zip([
        ("sqnr_db", wide.sqnr_db, low.sqnr_db),
        ("mse", wide.mean_squared_error, low.mean_squared_error),
        ("max_relative_error", wide.max_relative_error, low.max_relative_error),
        ("max_absolute_error", wide.max_absolute_error, low.max_absolute_error),
        ("underflows", wide.underflows.into(), low.underflows.into()),
        ("overflows", wide.overflows.into(), low.overflows.into()),
        ("saturated", wide.saturated.into(), low.saturated.into()),
        ("nans", wide.nans.into(), low.nans.into()),
        ("infinities", wide.infinities.into(), low.infinities.into()),
        ("measured", wide.measured.into(), low.measured.into()),
        ("bits_per_value", outcome.fp32.bits_per_value, outcome.chosen.bits_per_value),
        ("scales", 1.0, outcome.scales.count.into()),
        ("scale", 1.0, outcome.scales.smallest.into()),
        ("scale_largest", 1.0, outcome.scales.largest.into()),
    ]) {
        assert_eq!(row[..], [measure, &csv_from_number(wide), "e5m2", &csv_from_number(low)]);
    }
    assert_eq!(rows.len(), 14);
}

#[test]
fn a_link_is_the_same_in_every_dress() {
    let plain = answer(&["run", "#/quantize?count=64&format=fp16"]);
    for link in [
        "/quantize?count=64&format=fp16",
        "quantize?count=64&format=fp16",
        "https://example.org/octet/index.html#/quantize?count=64&format=fp16",
        "http://127.0.0.1:8080/?x=1#/quantize?format=fp16&count=64&m=2026-11&v=1",
        "#/quantize?count=64%26format%3Dfp16&lang=fr",
    ] {
        assert_eq!(answer(&["run", link]), plain, "{link}");
    }
    assert_eq!(answer(&["run", "--csv", "#/quantize?count=64&format=fp16", "--csv"]), plain);
    assert_eq!(answer(&["run", "--table=quantize-metrics", "--", "#/quantize?count=64&format=fp16"]), plain);
    assert!(!plain.contains('\r') && plain.ends_with('\n'));
}

/// Links with the names of their tables, the terminal's default first.
const TABLES: [(&str, &[&str]); 6] = [
    ("#/", &["start-jump"]),
    ("#/quantize?count=64", &["quantize-metrics", "quantize-values", "quantize-magnitudes", "quantize-errors"]),
    (
        "#/bandwidth",
        &[
            "bandwidth-model",
            "bandwidth-chips",
            "bandwidth-step",
            "bandwidth-eight",
            "bandwidth-training",
            "bandwidth-products",
        ],
    ),
    (
        "#/bandwidth?measured=2~42j1-1~18k1-1~24_98i1-1___31j1-1~24.2_18j1-1___42j1-1",
        &[
            "bandwidth-model",
            "bandwidth-chips",
            "bandwidth-step",
            "bandwidth-rates-elsewhere",
            "bandwidth-speedup-elsewhere",
            "bandwidth-roofline-elsewhere",
            "bandwidth-batch-elsewhere",
            "bandwidth-eight",
            "bandwidth-training",
            "bandwidth-products",
        ],
    ),
    (
        "#/compute",
        &[
            "compute-series",
            "compute-share",
            "compute-forecasts",
            "world-ways",
            "world-devices",
            "world-fp32",
            "world-fp16",
            "world-fp64",
            "world-owners",
            "chips-frontier",
            "chips-fleet",
            "compute-required",
            "compute-growth",
            "compute-editions",
            "compute-ratios",
            "compute-events",
            "chips",
        ],
    ),
    (
        "#/economy?b.demand=100",
        &[
            "economy-projection",
            "economy-value",
            "economy-share",
            "economy-gdp",
            "economy-compute",
            "economy-coverage",
            "economy-power",
            "economy-purchases",
            "economy-gain",
            "economy-trial",
            "economy-chance",
            "economy-tornado",
            "economy-bands",
            "economy-chances",
            "economy-differences",
            "economy-published",
        ],
    ),
];

#[test]
fn every_table_of_every_view_has_a_name() {
    for (link, names) in TABLES {
        check_refused(&["run", link, "--table", "none"], &["--table \"none\" is unknown", &names.join(", ")]);
        assert_eq!(answer(&["run", link]), answer(&["run", link, "--table", names[0]]));
        for name in names {
            let json: Value = serde_json::from_str(&answer(&["run", link, "--json", "--table", name])).unwrap();
            let csv = Csv::of(&["run", link, "--table", name]);
            assert_eq!(json["table"], json!(name));
            assert_eq!(json["columns"], json!(csv.header));
            assert_eq!(json["rows"].as_array().unwrap().len(), csv.rows.len());
        }
    }
}

#[test]
fn json_holds_numbers_and_spells_out_what_is_not_finite() {
    // FP32 holds 1 and 2 exactly: no error, so the ratio is infinite.
    let text = answer(&["run", "#/quantize?input=data&data=1~2&format=fp32", "--json"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["view"], json!("#/quantize"));
    assert_eq!(json["table"], json!("quantize-metrics"));
    assert_eq!(json["rows"][0], json!(["sqnr_db", "inf", "fp32", "inf"]));
    assert_eq!(json["rows"][9], json!(["measured", 2, "fp32", 2]));
    // 61440 rounds beyond the largest of E5M2; without saturation it becomes infinite.
    let link = "#/quantize?input=data&data=61440&format=e5m2&overflow=nonsaturate";
    let text = answer(&["run", link, "--json", "--table", "quantize-errors"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["rows"], json!([[61440, 61440, 0, "inf", "inf"]]));
    let text = answer(&["run", &link.replace("e5m2", "e4m3fn"), "--json", "--table", "quantize-errors"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["rows"], json!([[61440, 61440, 0, "NaN", "NaN"]]));
    let start: Value = serde_json::from_str(&answer(&["run", "", "--json"])).unwrap();
    assert_eq!(start["view"], json!("#/"));
    assert_eq!(start["rows"][1][1], json!(788));
}

#[test]
fn a_link_with_any_fault_is_refused() {
    for (link, words) in [
        ("#/quantise", &["there is no view 'quantise'"][..]),
        ("https://example.org/", &["there is no view"]),
        ("#/quantize?fromat=e5m2", &["fromat: no view has this key", "'e5m2'"]),
        ("#/quantize?growth=0.4", &["growth: this key belongs to another view"]),
        ("#/quantize?format=fp8", &["format: 'fp8' is unknown", "fp32, tf32, bf16, fp16, e5m2, e4m3fn"]),
        ("#/quantize?sigma=x", &["sigma: 'x' is not a number"]),
        ("#/quantize?sigma=NaN", &["sigma: 'NaN' is not a finite number"]),
        ("#/quantize?sigma=1e999", &["sigma: '1e999' is not a finite number"]),
        ("#/quantize?sigma=1e39", &["sigma: 1e39 is outside the range", "1000000"]),
        ("#/quantize?count=1.5", &["count: '1.5' is not a whole number"]),
        ("#/quantize?count=1", &["count: 1 is outside the range; 16 to 4194304 is allowed"]),
        ("#/quantize?seed=1&seed=2", &["seed: given twice"]),
        ("#/quantize?input=data&data=1~x~3", &["data: 1 entries are no usable number"]),
        ("#/quantize?input=data&data=local", &["data: the maker's own numbers"]),
        ("#/quantize?input=data", &["data: input=data stands in the link, but no numbers", "'~'"]),
        ("#/compute?m=1999-01", &["m: there is no edition '1999-01'"]),
        ("#/compute?v=2", &["v: the link was made by a newer version ('2')"]),
        ("#/compute?v=x", &["v: 'x' is not a whole number"]),
        ("#/compute?lang=de", &["lang: 'de' is unknown", "en, fr"]),
        ("#/economy?a=1&plan=9e9&b=%0A%0D", &["a: no view", "; plan: 9e9 is outside the range", "; b: no view"]),
    ] {
        check_refused(&["run", link], words);
        check_refused(&["run", "--json", link], words);
    }
    let long = format!("#/quantize?data={}", "1~".repeat(10_000));
    check_refused(&["run", &long], &["longer than 8192 bytes"]);
}

#[test]
fn a_command_line_with_any_fault_is_refused() {
    check_refused(&["run"], &["no link given", "#/quantize?format=e5m2"]);
    check_refused(&["run", "--csv"], &["no link given"]);
    check_refused(&["run", "#/", "#/compute"], &["unexpected argument \"#/compute\"", "--table"]);
    check_refused(&["run", "#/", "--cvs"], &["unknown option \"--cvs\"", "--csv, --json"]);
    check_refused(&["run", "#/", "-j"], &["unknown option \"-j\""]);
    check_refused(&["run", "#/", "--csv", "--json"], &["--csv and --json given together"]);
    check_refused(&["run", "#/", "--table"], &["--table"]);
    check_refused(&["run", "#/", "--csv=yes"], &["--csv"]);
    check_refused(&["run", "#/", "--table", "two\nlines"], &["\"two\\nlines\"", "start-jump"]);
    check_refused(&["facts", "--json"], &["\"--json\"", "--csv"]);
    check_refused(&["facts", "all"], &["\"all\"", "--csv"]);
    for command in ["run", "facts"] {
        assert!(answer(&[command, "--help"]).starts_with(&format!("Usage: octet {command}")));
    }
    let help = answer(&["help"]);
    assert!(help.contains("\n  run ") && help.contains("\n  facts "), "{help}");
}

#[test]
#[cfg(unix)]
fn bytes_that_are_no_text_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let output =
        Command::new(env!("CARGO_BIN_EXE_octet")).arg("run").arg(OsStr::from_bytes(b"#/\xFF")).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("UTF-8"));
}

#[test]
fn facts_come_with_their_sources() {
    assert_eq!(answer(&["facts", "--csv"]), facts_csv());
    let csv = Csv::of(&["facts", "--csv"]);
    assert_eq!(csv.header, HEADINGS);
    let counts = csv.columns(&["table", "value", "unit", "as_of"]);
    assert!(counts.contains(&vec!["compute_history", "788", "EFLOPS", "2025-06"]), "{:?}", counts[40]);

    let text = answer(&["facts"]);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), all_facts().len());
    for (paragraph, fact) in paragraphs.iter().zip(all_facts()) {
        let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
        assert_eq!(lines[0], format!("{}/{}", fact.table.name(), fact.id));
        for part in [fact.what.as_ref(), fact.url, fact.note] {
            assert!(part.is_empty() || lines.contains(&part), "{paragraph} lacks {part}");
        }
        assert!(paragraph.contains(fact.value) && paragraph.contains(fact.source_name), "{paragraph}");
    }
}

#[test]
fn a_snippet_is_the_program_of_a_link() {
    for (language, first) in [("numpy", "# "), ("pytorch", "# "), ("rust", "// ")] {
        let program = answer(&["run", "#/quantize?format=e5m2&m=2026-11&v=1", "--snippet", language]);
        assert!(program.starts_with(&format!("{first}#/quantize?format=e5m2&m=2026-11&v=1\n")), "{program}");
    }
    let link = "#/quantize";
    check_refused(&["run", link, "--snippet", "julia"], &["--snippet", "\"julia\"", "numpy, pytorch, rust"]);
    check_refused(&["run", link, "--snippet", "numpy", "--json"], &["--snippet", "--csv, --json and --table"]);
    check_refused(&["run", "#/compute", "--snippet", "numpy"], &["--snippet", "#/compute", "#/quantize"]);
}

#[test]
fn a_study_is_run_to_its_end() {
    let link = "#/train?steps=20&seeds=2&width=8&batch=4";
    let csv = Csv::of(&["run", link]);
    assert_eq!(
        csv.columns(&["recipe", "step", "seeds", "runs_lost"]),
        [["fp32", "20", "2", "0"], ["deepseekv3", "20", "2", "0"]]
    );
    let runs = Csv::of(&["run", link, "--table", "train-runs"]);
    let named = [["fp32", "1"], ["fp32", "2"], ["deepseekv3", "1"], ["deepseekv3", "2"]];
    assert_eq!(runs.columns(&["recipe", "seed"]), named);
    // Another recipe beside it, another place in the order: the same bits.
    let again = Csv::of(&["run", "#/train?recipe=bf16&steps=20&seeds=1&width=8&batch=4", "--table", "train-runs"]);
    assert_eq!(again.rows[0], runs.rows[0]);
}

#[test]
fn a_changed_recipe_stands_unnamed_beside_its_own() {
    let csv = Csv::of(&["run", "#/train?steps=20&seeds=1&width=8&batch=4&promotion=never"]);
    assert_eq!(csv.columns(&["recipe", "loss_deviation"]), [["fp32", ""], ["deepseekv3", ""], ["own", ""]]);
    check_refused(&["run", "#/train?promotion=100"], &["promotion", "never"]);
}
