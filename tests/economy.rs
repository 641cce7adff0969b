//! The compiled tables against the CSV text, and the arithmetic of the data's README.
//!
//! The oracle is the `csv` crate reading the same files afresh: every cell of every row must come back from the typed
//! rows. Numbers that stand here are those of the README and of hand calculations, each with its unit in words.

#[path = "../build.rs"]
#[expect(dead_code, reason = "the build script is a program; only its checks are called here")]
mod build_script;

use build_script::tables::TABLES;
use octet::economy::facts::claims::{claim, claims, sectors};
use octet::economy::facts::compute::{ComputePoint, compute_history};
use octet::economy::facts::fact::Table;
use octet::economy::facts::listing::facts_of;
use octet::economy::facts::machines::{Origin, chips, models};
use octet::economy::facts::named::{
    AI_2024, AI_2025_06, AI_PART_PERCENT, AI_VALUE_TRILLION_RMB, GDP_2025_TRILLION_RMB, INTERNET_PLAN_BILLION_RMB,
    INTERNET_PLAN_BILLION_USD, MARKET_2024, RACK_OCCUPANCY_PERCENT, TOTAL_2024,
};
use octet::economy::facts::output::{GdpKind, ai_gdp_forecasts, gdp};
use octet::economy::facts::places::{hubs, hubs_network};
use octet::economy::facts::printed::{Printed, PrintedRange};
use octet::economy::facts::spending::investments;
use octet::units::compute::Precision;
use octet::units::{Growth, Rmb, Share, Years};

/// The CSV text of a table.
fn text(table: &str) -> String {
    let path = format!("{}/src/economy/data/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the table is in the repository")
}

/// The printed text of a cell that may be empty.
fn may(printed: Option<Printed>) -> &'static str {
    printed.map_or("", |printed| printed.text)
}

/// Compares every cell of a table with what the typed rows give back.
fn check_table<T>(table: &str, rows: &[T], cells: impl Fn(&T) -> Vec<String>) {
    let text = text(table);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("the table is CSV");
    assert_eq!(records.len(), rows.len(), "{table}");
    for (record, row) in records.iter().zip(rows) {
        assert_eq!(record.iter().collect::<Vec<_>>(), cells(row), "{table}");
    }
}

/// Cells as owned text.
fn owned<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

#[test]
fn every_cell_of_the_counts_and_of_gdp_comes_back() {
    let counts: Vec<ComputePoint> = compute_history().copied().collect();
    check_table("compute_history", &counts, |row| {
        let date = row.date.label();
        let (region, series, kind) = (row.region.label(), row.series.label(), row.kind.label());
        let (precision, evidence) = (row.precision.label(), row.evidence.label());
        let source = row.source_type.label();
        let value = row.value.text;
        owned([
            &date,
            region,
            series,
            value,
            precision,
            evidence,
            kind,
            row.scope,
            row.publisher,
            source,
            row.url,
            row.note,
        ])
    });
    check_table("gdp", gdp(), |row| {
        let (level, growth) = (may(row.trillion_rmb), may(row.real_growth_percent));
        let (rate, usd) = (may(row.rmb_per_usd), may(row.trillion_usd));
        let (kind, source) = (row.kind.label(), row.source_type.label());
        owned([
            row.period,
            kind,
            level,
            growth,
            row.growth_vintage,
            rate,
            usd,
            row.source_name,
            source,
            row.url,
            row.note,
        ])
    });
    check_table("ai_gdp_forecasts", ai_gdp_forecasts(), |row| {
        let (low, high, source) = (row.low.text, may(row.high), row.source_type.label());
        let (unit, horizon, metric) = (row.unit, row.horizon, row.metric);
        owned([row.who, row.year_published, row.region, low, high, unit, horizon, metric, source, row.url, row.note])
    });
    check_table("investment", investments(), |row| {
        let (region, kind, source) = (row.region.label(), row.kind.label(), row.source_type.label());
        let (value, unit) = (row.value.text, row.unit);
        owned([row.entity, region, row.period, value, unit, row.what, kind, source, row.url, row.note])
    });
}

#[test]
fn every_cell_of_the_claims_and_sectors_comes_back() {
    check_table("seed_claims", claims(), |row| {
        let (value, verdict) = (row.value.map_or("", |value| value.text), row.verdict.label());
        let (basis, source) = (row.precision_basis, row.source_name);
        owned([row.id, value, row.unit, row.period, row.what, basis, source, row.url, verdict, row.note])
    });
    check_table("sectors", sectors(), |row| {
        let source = row.source_type.label();
        owned([row.sector, row.measure, may(row.value), row.unit, row.date, row.example, source, row.url, row.note])
    });
}

#[test]
fn every_cell_of_the_machines_comes_back() {
    check_table("chips", chips(), |row| {
        let domestic = match row.origin {
            Origin::Domestic => "y",
            Origin::Foreign => "n",
        };
        let rates =
            [row.fp64_tflops, row.fp32_tflops, row.tf32_tflops, row.fp16_tflops, row.fp8_tflops, row.fp4_tflops];
        let others = [row.memory_gb, row.bandwidth_gb_per_s, row.tdp_w];
        let words = [row.native_formats, row.value_not_found, row.source_type.label(), row.url, row.note];
        let mut cells = owned([row.vendor, row.name, row.launch, row.status, domestic]);
        cells.extend(rates.map(may).map(str::to_owned));
        cells.extend(others.map(may).map(str::to_owned));
        cells.extend(owned(words));
        cells
    });
    check_table("models", models(), |row| {
        let numbers =
            [Some(row.total_params_b), row.active_params_b, row.layers, row.hidden_size, row.training_tokens_t];
        let mut cells = owned([row.name, row.organisation, row.country, row.released]);
        cells.extend(numbers.map(may).map(str::to_owned));
        cells.extend(owned([row.training_precision, row.weight_format, may(row.training_flop)]));
        cells.extend(owned([row.source_type.label(), row.url, row.note]));
        cells
    });
}

#[test]
fn every_cell_of_the_places_comes_back() {
    check_table("hubs", hubs(), |row| {
        let side = row.side.label();
        let (latitude, longitude) = (row.latitude.text, row.longitude.text);
        let mut cells = owned([row.hub, row.cluster, side, row.city, latitude, longitude, may(row.rmb_per_kwh)]);
        cells.extend(owned([row.electricity_note, row.pue_target, row.pue_reported, may(row.capacity)]));
        let precision = row.capacity_precision.map_or("", Precision::label);
        cells.extend(owned([row.capacity_unit, row.capacity_date, precision, may(row.racks)]));
        cells.extend(owned([row.source_type.label(), row.url, row.note]));
        cells
    });
    check_table("hubs_network", hubs_network(), |row| {
        let (kind, source) = (row.kind.label(), row.source_type.label());
        owned([row.topic, row.value.text, row.unit, row.date, kind, row.scope, source, row.url, row.note])
    });
}

#[test]
fn every_table_has_the_rows_that_the_readme_counts() {
    let path = format!("{}/src/economy/data/README.md", env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(path).unwrap();
    for table in Table::ALL {
        let (_, after) = readme.split_once(&format!("**{}.csv** (", table.name())).unwrap();
        let told: usize = after.split_once(" row").unwrap().0.parse().unwrap();
        let text = text(table.name());
        assert_eq!(csv::Reader::from_reader(text.as_bytes()).records().count(), told, "{}", table.name());
        assert!(facts_of(table).len() >= told, "{}: every row is at least one fact", table.name());
    }
    assert_eq!(TABLES.len(), Table::ALL.len());
}

#[test]
fn printed_numbers_are_read_as_decimals() {
    fn check(got: PrintedRange, low: f64, high: f64) {
        assert!((got.low - low).abs() < 1e-12 && (got.high - high).abs() < 1e-12, "{got:?}");
    }
    let value = |id: &str| claim(id).unwrap().value.unwrap();
    check(value("ai_gdp_4_5pct"), 4.0, 5.0);
    check(value("compute_demand_10_100x"), 10.0, 100.0);
    check(value("capacity_788"), 788.0, 788.0);
    assert_eq!(claim("capacity_789"), None);
    let llama = models().iter().find(|model| model.name == "Llama 3.1 405B").unwrap();
    assert_eq!(llama.training_flop.map(|flop| flop.number), Some(3.8e25));
    assert!((RACK_OCCUPANCY_PERCENT.number - 71.4).abs() < 1e-12);
}

#[test]
fn the_arithmetic_of_the_readme_holds() {
    fn check(got: f64, expect: f64, tolerance: f64) {
        assert!((got - expect).abs() < tolerance, "{got} instead of {expect}");
    }
    let part = AI_2024.eflops().relative_to(TOTAL_2024.eflops()).unwrap().get();
    check(100.0 * part, 32.1, 0.05);
    check(100.0 * part, AI_PART_PERCENT.low, 0.5);
    check(AI_2025_06.row.value.number / AI_2024.row.value.number, 8.8, 0.05);
    check(MARKET_2024.eflops().get(), 725.3, 1e-9);
    check(INTERNET_PLAN_BILLION_RMB.low / INTERNET_PLAN_BILLION_USD.low, 7.16, 0.005);
    let eleven = Rmb::from_trillions(AI_VALUE_TRILLION_RMB.low).unwrap();
    check(eleven.whole_at(Share::from_percent(4.0).unwrap()).unwrap().trillions(), 275.0, 1e-9);
    check(eleven.whole_at(Share::from_percent(5.0).unwrap()).unwrap().trillions(), 220.0, 1e-9);
}

#[test]
fn the_check_rows_of_gdp_follow_from_the_level_of_2025() {
    let level = Rmb::from_trillions(GDP_2025_TRILLION_RMB.number).unwrap();
    let ten = Years::new(10.0).unwrap();
    let eleven = Rmb::from_trillions(AI_VALUE_TRILLION_RMB.low).unwrap();
    let rows: Vec<_> = gdp().iter().filter(|row| row.kind == GdpKind::Check).collect();
    assert_eq!(rows.len(), 9);
    for row in rows {
        let real = Growth::from_percent(row.real_growth_percent.unwrap().number).unwrap();
        let (rise, _) = row.growth_vintage.split_once('%').unwrap();
        let rise = Growth::from_percent(rise.parse().unwrap()).unwrap();
        let projected = level * real.over(ten) * rise.over(ten);
        let told = row.trillion_rmb.unwrap().number;
        assert!((projected.trillions() - told).abs() < 0.05, "{projected:?} instead of {told}");
        let share = 100.0 * eleven.relative_to(projected).unwrap().get();
        let (_, after) = row.note.split_once("would be ").unwrap();
        let told_share: f64 = after.split_once('%').unwrap().0.parse().unwrap();
        assert!((share - told_share).abs() < 0.05, "{share} instead of {told_share}");
    }
}

#[test]
fn the_build_refuses_a_table_that_breaks_its_rules() {
    fn check(table: &str, change: (&str, &str), complaint: &str) {
        let schema = TABLES.iter().find(|schema| schema.file == table).unwrap();
        let good = text(table);
        let compiled = |text: &str| {
            build_script::rows_from_text(schema, text).and_then(|rows| build_script::array_from_rows(schema, &rows))
        };
        assert!(compiled(&good).is_ok(), "{table}");
        let bad = good.replacen(change.0, change.1, 1);
        assert_ne!(good, bad);
        let refusal = compiled(&bad).unwrap_err();
        assert!(refusal.contains(complaint), "{refusal}");
    }
    let basis = "compute_history.csv, line 2, column precision_basis: is empty, but must be filled";
    check("compute_history", ("77,FP32,", "77,,"), basis);
    let word = "column precision_basis: \"FP31\" is not one of FP32, FP16, FP64, unknown";
    check("compute_history", ("77,FP32,", "77,FP31,"), word);
    check("compute_history", ("general,77,", "general,many,"), "column value_eflops: \"many\" is not a finite number");
    check("compute_history", ("general,77,", "general,-77,"), "begins like a spreadsheet formula");
    check("compute_history", ("general,77,", "general,NaN,"), "column value_eflops: \"NaN\" is not a finite number");
    check(
        "compute_history",
        ("\n2020,", "\n2020-13,"),
        "line 2, column date: \"2020-13\" is not a date YYYY or YYYY-MM",
    );
    check("compute_history", ("precision_basis", "precision"), "line 1: the columns must be date,region,series");
    check("sectors", (",30,cases (at least) per sector,", ",30,,"), "column unit: is empty, but value is filled");
    check("seed_claims", ("788,EFLOPS", ",EFLOPS"), "column value: is empty, but unit is EFLOPS");
    check("gdp", ("actual,70.251", "actual,"), "column nominal_gdp_trillion_rmb: is empty, but kind is actual");
    check("investment", (",Seed figure; no independent source found.", ","), "column url: is empty, and note");
    check("models", (",primary,", ",,"), "line 2, column source_type: is empty");
    check("seed_claims", (",4-5,", ",5-4,"), "column value: \"5-4\" ends below its beginning");
}
