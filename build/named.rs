//! The rows that the code calls by name, each found by what identifies it, never by its value.
//!
//! A name stands for exactly one row; none or two stop the build. A row of counts gets its precision as a type from the
//! row itself. Units stand in the names of the cells.

use super::cells::{Row, literal};
use super::tables::Table;

/// A named row: its name, its file, the cells that identify it, a sentence for the reader.
type NamedRow = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// A named cell: the same with the column whose value is meant, and the Rust type of that value.
type NamedCell = (NamedRow, &'static str, &'static str);

const NATIONAL: (&str, &str) = ("scope", "infrastructure-side (computing centres in use)");
const MARKET: (&str, &str) = ("scope", "market estimate from server shipments");
const FLEET: (&str, &str) = ("scope", "Nvidia data-centre GPUs owned in China, cumulative since 2022 (model estimate)");
const CHINA: (&str, &str) = ("region", "China");
const AI: (&str, &str) = ("series", "intelligent");
const TOTAL: (&str, &str) = ("series", "total");

const COUNTS: [NamedRow; 15] = [
    ("TOTAL_2021", "compute_history", &[("date", "2021"), CHINA, TOTAL, NATIONAL], "China's total at the end of 2021."),
    ("TOTAL_2024", "compute_history", &[("date", "2024"), CHINA, TOTAL, NATIONAL], "China's total at the end of 2024."),
    ("AI_2024", "compute_history", &[("date", "2024"), CHINA, AI, NATIONAL], "The AI part of that total: the 90."),
    ("AI_2025_03", "compute_history", &[("date", "2025-03"), CHINA, AI, NATIONAL], "AI compute, March 2025."),
    ("AI_2025_06", "compute_history", &[("date", "2025-06"), CHINA, AI, NATIONAL], "AI compute, June 2025: the 788."),
    ("AI_2025_12", "compute_history", &[("date", "2025-12"), CHINA, AI, NATIONAL], "AI compute, December 2025."),
    ("AI_2026_06", "compute_history", &[("date", "2026-06"), CHINA, AI, NATIONAL], "AI compute, June 2026."),
    ("AI_TARGET_2030", "compute_history", &[("date", "2030"), CHINA, AI, NATIONAL], "The official target for 2030."),
    ("MARKET_2024", "compute_history", &[("date", "2024"), CHINA, AI, MARKET], "IDC's estimate for the end of 2024."),
    ("MARKET_FORECAST_2025", "compute_history", &[("date", "2025"), CHINA, AI, MARKET], "IDC's forecast for 2025."),
    (
        "FLEET_FP32_2024_12",
        "compute_history",
        &[("date", "2024-12"), CHINA, AI, FLEET, ("precision_basis", "FP32")],
        "The Nvidia fleet in China at the end of 2024.",
    ),
    (
        "FLEET_FP16_2024_12",
        "compute_history",
        &[("date", "2024-12"), CHINA, AI, FLEET, ("precision_basis", "FP16")],
        "The same fleet, counted in FP16.",
    ),
    (
        "FLEET_FP32_2025_06",
        "compute_history",
        &[("date", "2025-06"), CHINA, AI, FLEET, ("precision_basis", "FP32")],
        "The Nvidia fleet in China in June 2025.",
    ),
    (
        "FLEET_FP16_2025_06",
        "compute_history",
        &[("date", "2025-06"), CHINA, AI, FLEET, ("precision_basis", "FP16")],
        "The same fleet, counted in FP16.",
    ),
    (
        "DEVICE_SIDE_AI_2025_06",
        "compute_history",
        &[("date", "2025-06"), CHINA, AI, ("scope", "device-side (servers shipped over about six years)")],
        "The trap: 782 is nearly 788, but another scope and another precision.",
    ),
];

const CELLS: [NamedCell; 12] = [
    (
        ("GDP_2025_TRILLION_RMB", "gdp", &[("year", "2025"), ("kind", "actual")], "Nominal GDP of 2025."),
        "nominal_gdp_trillion_rmb",
        "Printed",
    ),
    (
        (
            "OFFICIAL_GROWTH_PERCENT",
            "gdp",
            &[("year", "2026-2035"), ("kind", "target")],
            "Real growth a year that doubles income per head of 2020 by 2035.",
        ),
        "real_growth_pct",
        "Printed",
    ),
    (
        (
            "AI_VALUE_TRILLION_RMB",
            "seed_claims",
            &[("id", "ai_gdp_11trn"), ("unit", "trillion RMB (more than)")],
            "What AI is said to add to GDP by 2035.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        ("AI_SHARE_PERCENT", "seed_claims", &[("id", "ai_gdp_4_5pct"), ("unit", "% of GDP")], "The same as a share."),
        "value",
        "PrintedRange",
    ),
    (
        (
            "DEMAND_TIMES",
            "seed_claims",
            &[("id", "compute_demand_10_100x"), ("unit", "times")],
            "Possible growth of the demand for compute to 2035.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "INTERNET_PLAN_BILLION_RMB",
            "seed_claims",
            &[("id", "internet_500bn"), ("unit", "billion RMB (more than)")],
            "Planned by large internet companies over three years from 2025.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "INTERNET_PLAN_BILLION_USD",
            "seed_claims",
            &[("id", "usd_69_8bn"), ("unit", "billion USD")],
            "The same plan as the source text converts it.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "INVESTMENT_GROWTH_PERCENT",
            "seed_claims",
            &[("id", "investment_growth_20pct"), ("unit", "% a year (more than)")],
            "Growth of the telecom operators' computing investment in 2025.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "TOTAL_GROWTH_PERCENT",
            "seed_claims",
            &[("id", "total_growth_30pct"), ("unit", "% a year")],
            "Growth of the total, as the source text has it.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "FP8_SPEED_UP_TIMES",
            "seed_claims",
            &[("id", "fp8_double_performance"), ("unit", "times")],
            "Peak rate in FP8 against FP16 on a chip with FP8 units.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "AI_PART_PERCENT",
            "seed_claims",
            &[("id", "share_32pct"), ("unit", "%")],
            "AI share of the total at the end of 2024.",
        ),
        "value",
        "PrintedRange",
    ),
    (
        (
            "RACK_OCCUPANCY_PERCENT",
            "hubs_network",
            &[("topic", "rack occupancy"), ("kind", "actual"), ("unit", "%")],
            "Occupancy of racks, which is not utilisation of chips.",
        ),
        "value",
        "Printed",
    ),
];

/// The Rust source of all named rows.
pub fn source(read: &[(&Table, Vec<Row>)]) -> Result<String, String> {
    let mut source = String::new();
    for named in COUNTS {
        let (table, place, row) = the_one(read, named)?;
        let marker = match row.cell(table, "precision_basis")? {
            "FP16" => "Fp16",
            "FP32" => "Fp32",
            "FP64" => "Fp64",
            other => return Err(row.complaint("precision_basis", &format!("{other}: a named count needs a precision"))),
        };
        let (name, _, _, sentence) = named;
        source += &format!("/// {sentence}\npub static {name}: Counted<{marker}> = Counted::row(&ROWS[{place}]);\n");
    }
    for (named, heading, kind) in CELLS {
        let (table, _, row) = the_one(read, named)?;
        let cell = table.columns.iter().find(|(name, ..)| *name == heading).map(|(.., cell)| *cell);
        let cell = cell.ok_or_else(|| row.complaint(heading, "is not a column of this table"))?;
        let value = literal(cell, row.cell(table, heading)?).map_err(|problem| row.complaint(heading, &problem))?;
        let value = value.strip_prefix("Some(").and_then(|inner| inner.strip_suffix(')')).unwrap_or(&value);
        if value == "None" {
            return Err(row.complaint(heading, "is empty, but the code calls it by name"));
        }
        let (name, _, _, sentence) = named;
        source += &format!("/// {sentence}\npub static {name}: {kind} = {value};\n");
    }
    Ok(source)
}

/// The only row with the given cells, with its table and its place.
fn the_one<'a>(read: &'a [(&Table, Vec<Row>)], named: NamedRow) -> Result<(&'a Table, usize, &'a Row), String> {
    let (name, file, keys, _) = named;
    let (table, rows) =
        read.iter().find(|(table, _)| table.file == file).ok_or_else(|| format!("{name}: no table {file}"))?;
    let fits = |row: &&Row| keys.iter().all(|(heading, text)| row.cell(table, heading) == Ok(text));
    let mut found = rows.iter().enumerate().filter(|(_, row)| fits(row));
    match (found.next(), found.next()) {
        (Some((place, row)), None) => Ok((table, place, row)),
        (None, _) => Err(format!("{name}: no row of {file}.csv has {keys:?}")),
        (Some(_), Some(_)) => Err(format!("{name}: several rows of {file}.csv have {keys:?}")),
    }
}
