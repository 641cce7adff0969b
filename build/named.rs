//! The rows that the code calls by name, each found by what identifies it, never by its value.
//!
//! A name stands for exactly one row; none or two stop the build. A row of counts gets its precision as a type from the
//! row itself. Units stand in the names of the cells. Every value gets a companion that says who published it and when.

use super::cells::{Row, literal};
use super::tables::{Cell, Table};

/// What identifies a row: headings with their cells; `…` at the end stands for anything.
type Keys = &'static [(&'static str, &'static str)];

/// A named row of `compute_history.csv`: its name, what identifies it, a sentence for the reader.
type NamedCount = (&'static str, Keys, &'static str);

/// A named value: its name, its file, what identifies its row, the heading of its column.
type NamedCell = (&'static str, &'static str, Keys, &'static str);

const NATIONAL: (&str, &str) = ("scope", "infrastructure-side (computing centres in use)");
const MARKET: (&str, &str) = ("scope", "market estimate from server shipments");
const FLEET: (&str, &str) = ("scope", "Nvidia data-centre GPUs owned in China, cumulative since 2022 (model estimate)");
const DEVICES: (&str, &str) = ("scope", "device-side (servers shipped over about six years)");
const FP16: (&str, &str) = ("precision_basis", "FP16");
const FP32: (&str, &str) = ("precision_basis", "FP32");
const CLAIMS: &str = "seed_claims";
const SPENT: &str = "investment";
const CAPITAL: (&str, &str) = ("what", "total capital expenditure…");
const A_YEAR: (&str, &str) = ("unit", "% a year (more than)");
const CHINA: (&str, &str) = ("region", "China");
const WORLD: (&str, &str) = ("region", "World");
const CLUSTERS: (&str, &str) = ("scope", "known AI clusters only, snapshot of November 2025 (partial coverage)");
const AI: (&str, &str) = ("series", "intelligent");
const TOTAL: (&str, &str) = ("series", "total");

const OPERATORS: (&str, &str) = ("entity", "Three telecom operators");

const COUNTS: [NamedCount; 26] = [
    ("TOTAL_2021", &[("date", "2021"), CHINA, TOTAL, NATIONAL], "China's total at the end of 2021."),
    ("TOTAL_2024", &[("date", "2024"), CHINA, TOTAL, NATIONAL], "China's total at the end of 2024."),
    ("TOTAL_2023", &[("date", "2023"), CHINA, TOTAL, NATIONAL], "China's total at the end of 2023."),
    ("AI_2024", &[("date", "2024"), CHINA, AI, NATIONAL], "The AI part of the total of 2024: the 90."),
    ("AI_2025_03", &[("date", "2025-03"), CHINA, AI, NATIONAL], "AI compute in March 2025."),
    ("AI_2025_06", &[("date", "2025-06"), CHINA, AI, NATIONAL], "AI compute in June 2025: the 788."),
    ("AI_2025_12", &[("date", "2025-12"), CHINA, AI, NATIONAL], "AI compute in December 2025."),
    ("AI_2026_06", &[("date", "2026-06"), CHINA, AI, NATIONAL], "AI compute in June 2026."),
    ("AI_TARGET_2030", &[("date", "2030"), CHINA, AI, NATIONAL], "The official target for 2030."),
    ("MARKET_2022", &[("date", "2022"), CHINA, AI, MARKET], "IDC's estimate for the end of 2022."),
    ("MARKET_2023", &[("date", "2023"), CHINA, AI, MARKET], "IDC's estimate for the end of 2023."),
    ("MARKET_2024", &[("date", "2024"), CHINA, AI, MARKET], "IDC's estimate for the end of 2024."),
    ("MARKET_FORECAST_2025", &[("date", "2025"), CHINA, AI, MARKET], "IDC's forecast for the end of 2025."),
    ("FLEET_FP32_2024_12", &[("date", "2024-12"), FLEET, FP32], "The Nvidia chips in China at the end of 2024."),
    ("FLEET_FP16_2024_12", &[("date", "2024-12"), FLEET, FP16], "The same chips, counted in FP16."),
    ("FLEET_FP32_2025_06", &[("date", "2025-06"), FLEET, FP32], "The Nvidia chips in China in June 2025."),
    ("FLEET_FP16_2025_06", &[("date", "2025-06"), FLEET, FP16], "The same chips, counted in FP16."),
    (
        "DEVICE_SIDE_AI_2025_06",
        &[("date", "2025-06"), CHINA, AI, DEVICES],
        "The trap: 782 is nearly 788, but of another scope and precision.",
    ),
    ("DEVICES_CHINA_2025_06", &[("date", "2025-06"), CHINA, TOTAL, DEVICES], "China's part of the servers shipped."),
    ("DEVICES_WORLD_2025_06", &[("date", "2025-06"), WORLD, TOTAL, DEVICES], "All servers shipped."),
    ("CLUSTERS_CHINA_2025_11", &[CHINA, AI, CLUSTERS], "China's part of the AI clusters that are known."),
    ("CLUSTERS_US_2025_11", &[("region", "US"), AI, CLUSTERS], "The part of the United States."),
    ("TOP500_FIRST_2025_06", &[("publisher", "TOP500")], "The first machine of the list; its note has the shares."),
    ("WORLD_GENERAL_2024", &[("date", "2024"), WORLD, ("series", "general")], "General-purpose compute of the world."),
    ("WORLD_AI_2024", &[("date", "2024"), WORLD, AI], "AI compute of the world."),
    ("WORLD_SUPER_2024", &[("date", "2024"), WORLD, ("series", "supercomputing")], "The world's supercomputers."),
];

const CELLS: [NamedCell; 45] = [
    ("GDP_2025_TRILLION_RMB", "gdp", &[("year", "2025"), ("kind", "actual")], "nominal_gdp_trillion_rmb"),
    ("GDP_2024_TRILLION_RMB", "gdp", &[("year", "2024"), ("kind", "actual")], "nominal_gdp_trillion_rmb"),
    ("IMF_GROWTH_2026_PERCENT", "gdp", &[("year", "2026"), ("source_name", "IMF")], "real_growth_pct"),
    ("IMF_GROWTH_2027_PERCENT", "gdp", &[("year", "2027"), ("source_name", "IMF")], "real_growth_pct"),
    ("CNY_PER_USD_2024", "gdp", &[("year", "2024"), ("kind", "actual")], "cny_per_usd_avg"),
    ("TENCENT_2024_BILLION_USD", SPENT, &[("entity", "Tencent"), ("period", "2024"), ("unit", "billion USD")], "value"),
    ("PUE_2025", "hubs_network", &[("topic", "average PUE of computing centres")], "value"),
    ("PUE_TARGET", "hubs_network", &[("topic", "PUE of new large centres in hubs")], "value"),
    ("OFFICIAL_GROWTH_PERCENT", "gdp", &[("year", "2026-2035"), ("kind", "target")], "real_growth_pct"),
    ("AI_VALUE_TRILLION_RMB", CLAIMS, &[("id", "ai_gdp_11trn"), ("unit", "trillion RMB (more than)")], "value"),
    ("AI_SHARE_PERCENT", CLAIMS, &[("id", "ai_gdp_4_5pct"), ("unit", "% of GDP")], "value"),
    ("DEMAND_TIMES", CLAIMS, &[("id", "compute_demand_10_100x"), ("unit", "times")], "value"),
    ("INTERNET_PLAN_BILLION_RMB", CLAIMS, &[("id", "internet_500bn"), ("unit", "billion RMB (more than)")], "value"),
    ("INTERNET_PLAN_BILLION_USD", CLAIMS, &[("id", "usd_69_8bn"), ("unit", "billion USD")], "value"),
    ("INVESTMENT_GROWTH_PERCENT", CLAIMS, &[("id", "investment_growth_20pct"), A_YEAR], "value"),
    ("TOTAL_GROWTH_PERCENT", CLAIMS, &[("id", "total_growth_30pct"), ("unit", "% a year")], "value"),
    ("INTELLIGENT_GROWTH_PERCENT", CLAIMS, &[("id", "intelligent_growth_2025"), ("unit", "% (more than)")], "value"),
    ("FP8_SPEED_UP_TIMES", CLAIMS, &[("id", "fp8_double_performance"), ("unit", "times")], "value"),
    ("AI_PART_PERCENT", CLAIMS, &[("id", "share_32pct"), ("unit", "%")], "value"),
    ("WORLD_RANK", CLAIMS, &[("id", "rank_second"), ("unit", "world rank")], "value"),
    ("RACK_OCCUPANCY_PERCENT", "hubs_network", &[("topic", "rack occupancy"), ("kind", "actual")], "value"),
    ("RMB_PER_USD_2025", "gdp", &[("year", "2025"), ("kind", "actual")], "cny_per_usd_avg"),
    ("OPERATORS_2024_BILLION_RMB", SPENT, &[OPERATORS, ("period", "2024"), ("what", "computing investment")], "value"),
    ("OPERATORS_2025_BILLION_RMB", SPENT, &[OPERATORS, ("period", "2025"), ("what", "computing investment…")], "value"),
    ("OPERATORS_ALL_2024_BILLION_RMB", SPENT, &[OPERATORS, ("period", "2024"), CAPITAL], "value"),
    ("OPERATORS_ALL_2025_BILLION_RMB", SPENT, &[OPERATORS, ("period", "2025"), CAPITAL], "value"),
    ("MOBILE_GROWTH_PERCENT", SPENT, &[("entity", "China Mobile"), ("unit", "% growth")], "value"),
    ("TELECOM_GROWTH_PERCENT", SPENT, &[("entity", "China Telecom"), ("unit", "% growth")], "value"),
    ("UNICOM_GROWTH_PERCENT", SPENT, &[("entity", "China Unicom"), ("unit", "% growth")], "value"),
    ("ALIBABA_PLAN_BILLION_RMB", SPENT, &[("entity", "Alibaba"), ("period", "2025-2027")], "value"),
    ("BYTEDANCE_2026_BILLION_RMB", SPENT, &[("entity", "ByteDance"), ("period", "2026")], "value"),
    ("US_FIRMS_2026_BILLION_USD", SPENT, &[("entity", "Amazon, Alphabet, Meta and Microsoft")], "value"),
    ("PROJECTS_2024", "sectors", &[("measure", "computing application projects")], "value"),
    ("PROJECTS_2025", "sectors", &[("measure", "Huacai Cup entries, cumulative")], "value"),
    ("A100_FP32_TFLOPS", "chips", &[("chip", "A100 SXM4 80GB")], "fp32_vector_tflops"),
    ("A100_FP16_TFLOPS", "chips", &[("chip", "A100 SXM4 80GB")], "fp16_bf16_tflops"),
    ("H20_FP32_TFLOPS", "chips", &[("chip", "H20")], "fp32_vector_tflops"),
    ("H20_FP16_TFLOPS", "chips", &[("chip", "H20")], "fp16_bf16_tflops"),
    ("H100_FP16_TFLOPS", "chips", &[("chip", "H100 SXM")], "fp16_bf16_tflops"),
    ("H100_FP8_TFLOPS", "chips", &[("chip", "H100 SXM")], "fp8_tflops"),
    ("H200_FP16_TFLOPS", "chips", &[("chip", "H200 SXM")], "fp16_bf16_tflops"),
    ("H200_FP8_TFLOPS", "chips", &[("chip", "H200 SXM")], "fp8_tflops"),
    ("B200_FP16_TFLOPS", "chips", &[("chip", "B200 (HGX, 1000 W)")], "fp16_bf16_tflops"),
    ("B200_FP8_TFLOPS", "chips", &[("chip", "B200 (HGX, 1000 W)")], "fp8_tflops"),
    ("DEEPSEEK_V3_BILLION_PARAMETERS", "models", &[("model", "DeepSeek-V3")], "total_params_b"),
];

/// The columns of a table that say who, when and where.
const CITED: [(&str, [&str; 3]); 8] = [
    ("gdp", ["source_name", "year", "url"]),
    ("ai_gdp_forecasts", ["who", "horizon", "url"]),
    ("investment", ["entity", "period", "url"]),
    ("chips", ["chip", "launch_date", "url"]),
    ("models", ["model", "release_date", "url"]),
    ("hubs_network", ["topic", "date", "url"]),
    ("sectors", ["measure", "date", "url"]),
    (CLAIMS, ["corroborating_source_name", "date_or_period", "corroborating_url"]),
];

/// The Rust source of all named rows.
///
/// # Errors
/// A name that stands for no row or several, or for a row that cannot bear it.
pub fn source(read: &[(&Table, Vec<Row>)]) -> Result<String, String> {
    let counts = COUNTS.into_iter().map(|named| count_source(read, named));
    let cells = CELLS.into_iter().map(|named| cell_source(read, named));
    let items: Vec<String> = counts.chain(cells).collect::<Result<_, _>>()?;
    Ok(items.concat())
}

/// A row of counts, with the precision it states as its type.
fn count_source(read: &[(&Table, Vec<Row>)], (name, keys, sentence): NamedCount) -> Result<String, String> {
    let (table, place, row) = the_one(read, name, "compute_history", keys)?;
    let marker = match row.cell(table, "precision_basis")? {
        "FP16" => "Fp16",
        "FP32" => "Fp32",
        "FP64" => "Fp64",
        other => return Err(row.complaint("precision_basis", &format!("is {other}, but {name} needs a precision"))),
    };
    Ok(format!("/// {sentence}\npub static {name}: Counted<{marker}> = Counted::row(ROWS[{place}]);\n"))
}

/// One value of a row.
fn cell_source(read: &[(&Table, Vec<Row>)], (name, file, keys, heading): NamedCell) -> Result<String, String> {
    let (table, _, row) = the_one(read, name, file, keys)?;
    let text = row.cell(table, heading)?;
    let (kind, cell) = match table.columns.iter().find(|(column, ..)| *column == heading) {
        Some((.., Cell::Number | Cell::MayNumber)) => ("Printed", Cell::Number),
        Some((.., Cell::Range | Cell::MayRange)) => ("PrintedRange", Cell::Range),
        Some(_) | None => return Err(row.complaint(heading, &format!("holds no number for {name}"))),
    };
    let value = literal(cell, text).map_err(|problem| row.complaint(heading, &problem))?;
    let which = keys.iter().map(|(column, text)| format!("`{column}` `{text}`")).collect::<Vec<_>>().join(", ");
    let cited = cited_source(table, row)?;
    Ok(format!(
        "/// `{heading}` of the row of `{file}.csv` with {which}.\npub static {name}: {kind} = {value};\n\
         /// Who stands behind [`{name}`].\npub static {name}_CITED: Cited = {cited};\n"
    ))
}

/// Who stands behind a row.
fn cited_source(table: &Table, row: &Row) -> Result<String, String> {
    let columns = CITED.iter().find(|(file, _)| *file == table.file);
    let [who, date, url] =
        columns.map(|(_, columns)| *columns).ok_or_else(|| format!("{}: who says it?", table.file))?;
    let (who, date, url) = (row.cell(table, who)?, row.cell(table, date)?, row.cell(table, url)?);
    Ok(format!("Cited {{ who: {who:?}, date: Cow::Borrowed({date:?}), url: {url:?} }}"))
}

/// Whether a cell is the text, or begins with it where it ends in `…`.
fn is(cell: &str, text: &str) -> bool {
    text.strip_suffix('…').map_or(cell == text, |beginning| cell.starts_with(beginning))
}

/// The only row with the given cells, with its table and its place.
fn the_one<'a>(
    read: &'a [(&Table, Vec<Row>)],
    name: &str,
    file: &str,
    keys: Keys,
) -> Result<(&'a Table, usize, &'a Row), String> {
    let found = read.iter().find(|(table, _)| table.file == file);
    let (table, rows) = found.ok_or_else(|| format!("{name}: no table {file}"))?;
    let fits =
        |row: &&Row| keys.iter().all(|(heading, text)| row.cell(table, heading).is_ok_and(|cell| is(cell, text)));
    let mut places = rows.iter().enumerate().filter(|(_, row)| fits(row));
    match (places.next(), places.next()) {
        (Some((place, row)), None) => Ok((table, place, row)),
        (None, _) => Err(format!("{file}.csv: {name} stands for the row with {keys:?}, but there is none")),
        (Some(_), Some(_)) => {
            Err(format!("{file}.csv: {name} stands for one row with {keys:?}, but there are several"))
        }
    }
}
