//! What every table must look like: its columns in order, what a cell may hold, which cells need which others.
//!
//! The headings are those that `src/economy/data/README.md` describes; a missing, added or moved column stops the
//! build. Units are part of the headings or stand in a column of their own, and are not converted here.

use self::Cell::{Date, MayNumber, MayRange, MayText, MayWord, Number, Range, Text, Word};

/// One table: its file, its Rust row type, its columns in order, and its rules.
pub struct Table {
    /// The file, without `.csv`.
    pub file: &'static str,
    /// The Rust type of a row.
    pub row: &'static str,
    /// The columns in order.
    pub columns: &'static [Column],
    /// Which cells need which.
    pub rules: &'static [Rule],
}

/// A column: its heading, the field it becomes, what its cells may hold.
pub type Column = (&'static str, &'static str, Cell);

/// Words of a closed column, each with the variant it becomes.
pub type Words = &'static [(&'static str, &'static str)];

/// What a cell may hold. `May…` may be empty.
#[derive(Clone, Copy)]
pub enum Cell {
    /// Some words.
    Text,
    /// Words or nothing.
    MayText,
    /// A finite number.
    Number,
    /// A number or nothing.
    MayNumber,
    /// A number or two with a hyphen between them.
    Range,
    /// A range or nothing.
    MayRange,
    /// `YYYY` or `YYYY-MM`.
    Date,
    /// One of these words.
    Word(Words),
    /// One of these words or nothing.
    MayWord(Words),
}

/// Which cell needs which.
#[derive(Clone, Copy)]
pub enum Rule {
    /// If the first is filled, the second must be.
    With(&'static str, &'static str),
    /// If the first column holds this word, the last must be filled.
    Where(&'static str, &'static str, &'static str),
    /// One of the two must be filled.
    Either(&'static str, &'static str),
}

const SOURCE: Cell = Word(&[
    ("primary", "SourceType::Primary"),
    ("secondary", "SourceType::Secondary"),
    ("derived", "SourceType::Derived"),
]);
const REGION: Cell = Word(&[("China", "Region::China"), ("US", "Region::Us"), ("World", "Region::World")]);
const PRECISION: Words = &[
    ("FP32", "Precision::Fp32"),
    ("FP16", "Precision::Fp16"),
    ("FP64", "Precision::Fp64"),
    ("unknown", "Precision::Unknown"),
];

/// All tables.
pub const TABLES: [Table; 10] = [
    Table {
        file: "compute_history",
        row: "&ComputePoint",
        columns: &[
            ("date", "date", Date),
            ("region", "region", REGION),
            (
                "series",
                "series",
                Word(&[
                    ("total", "Series::Total"),
                    ("general", "Series::General"),
                    ("intelligent", "Series::Intelligent"),
                    ("supercomputing", "Series::Supercomputing"),
                ]),
            ),
            ("value_eflops", "value", Number),
            ("precision_basis", "precision", Word(PRECISION)),
            (
                "basis_evidence",
                "evidence",
                Word(&[
                    ("stated", "Evidence::Stated"),
                    ("series", "Evidence::Series"),
                    ("inferred", "Evidence::Inferred"),
                    ("derived", "Evidence::Derived"),
                    ("unknown", "Evidence::Unknown"),
                ]),
            ),
            (
                "kind",
                "kind",
                Word(&[("actual", "Kind::Actual"), ("forecast", "Kind::Forecast"), ("target", "Kind::Target")]),
            ),
            ("scope", "scope", Text),
            ("publisher", "publisher", Text),
            ("source_type", "source_type", SOURCE),
            ("url", "url", MayText),
            ("note", "note", MayText),
        ],
        rules: &[Rule::Either("url", "note")],
    },
    Table {
        file: "gdp",
        row: "GdpRow",
        columns: &[
            ("year", "period", Text),
            (
                "kind",
                "kind",
                Word(&[
                    ("actual", "GdpKind::Actual"),
                    ("forecast", "GdpKind::Forecast"),
                    ("target", "GdpKind::Target"),
                    ("check", "GdpKind::Check"),
                    ("implied", "GdpKind::Implied"),
                ]),
            ),
            ("nominal_gdp_trillion_rmb", "trillion_rmb", MayNumber),
            ("real_growth_pct", "real_growth_percent", MayNumber),
            ("growth_vintage", "growth_vintage", MayText),
            ("cny_per_usd_avg", "rmb_per_usd", MayNumber),
            ("nominal_gdp_trillion_usd", "trillion_usd", MayNumber),
            ("source_name", "source_name", Text),
            ("source_type", "source_type", SOURCE),
            ("url", "url", MayText),
            ("note", "note", MayText),
        ],
        rules: &[
            Rule::Either("url", "note"),
            Rule::Where("kind", "actual", "nominal_gdp_trillion_rmb"),
            Rule::Where("kind", "check", "nominal_gdp_trillion_rmb"),
            Rule::Where("kind", "implied", "nominal_gdp_trillion_rmb"),
            Rule::With("real_growth_pct", "growth_vintage"),
            Rule::With("nominal_gdp_trillion_usd", "cny_per_usd_avg"),
        ],
    },
    Table {
        file: "ai_gdp_forecasts",
        row: "AiGdpForecast",
        columns: &[
            ("who", "who", Text),
            ("year_published", "year_published", Text),
            ("region", "region", Text),
            ("value_low", "low", Number),
            ("value_high", "high", MayNumber),
            ("unit", "unit", Text),
            ("horizon", "horizon", Text),
            ("metric", "metric", Text),
            ("source_type", "source_type", SOURCE),
            ("url", "url", Text),
            ("note", "note", MayText),
        ],
        rules: &[],
    },
    Table {
        file: "investment",
        row: "Investment",
        columns: &[
            ("entity", "entity", Text),
            ("region", "region", REGION),
            ("period", "period", Text),
            ("value", "value", Range),
            ("unit", "unit", Text),
            ("what", "what", Text),
            (
                "kind",
                "kind",
                Word(&[
                    ("actual", "SpendingKind::Actual"),
                    ("plan", "SpendingKind::Plan"),
                    ("estimate", "SpendingKind::Estimate"),
                    ("target", "SpendingKind::Target"),
                ]),
            ),
            ("source_type", "source_type", SOURCE),
            ("url", "url", MayText),
            ("note", "note", MayText),
        ],
        rules: &[Rule::Either("url", "note")],
    },
    Table {
        file: "chips",
        row: "Chip",
        columns: &[
            ("vendor", "vendor", Text),
            ("chip", "name", Text),
            ("launch_date", "launch", MayText),
            ("status", "status", Text),
            ("domestic_to_china", "origin", Word(&[("y", "Origin::Domestic"), ("n", "Origin::Foreign")])),
            ("fp64_tflops", "fp64_tflops", MayNumber),
            ("fp32_vector_tflops", "fp32_tflops", MayNumber),
            ("tf32_tflops", "tf32_tflops", MayNumber),
            ("fp16_bf16_tflops", "fp16_tflops", MayNumber),
            ("fp8_tflops", "fp8_tflops", MayNumber),
            ("fp4_tflops", "fp4_tflops", MayNumber),
            ("memory_gb", "memory_gb", MayNumber),
            ("memory_bandwidth_gbps", "bandwidth_gb_per_s", MayNumber),
            ("tdp_w", "tdp_w", MayNumber),
            ("native_formats", "native_formats", Text),
            ("value_not_found", "value_not_found", MayText),
            ("source_type", "source_type", SOURCE),
            ("url", "url", MayText),
            ("note", "note", MayText),
        ],
        rules: &[Rule::Either("url", "note")],
    },
    Table {
        file: "models",
        row: "Model",
        columns: &[
            ("model", "name", Text),
            ("organisation", "organisation", Text),
            ("country", "country", Text),
            ("release_date", "released", Text),
            ("total_params_b", "total_params_b", Number),
            ("active_params_b", "active_params_b", MayNumber),
            ("layers", "layers", MayNumber),
            ("hidden_size", "hidden_size", MayNumber),
            ("training_tokens_t", "training_tokens_t", MayNumber),
            ("training_precision", "training_precision", MayText),
            ("weight_storage_format", "weight_format", MayText),
            ("training_compute_flop", "training_flop", MayNumber),
            ("source_type", "source_type", SOURCE),
            ("url", "url", Text),
            ("note", "note", MayText),
        ],
        rules: &[],
    },
    Table {
        file: "hubs",
        row: "Hub",
        columns: &[
            ("hub", "hub", Text),
            ("cluster", "cluster", Text),
            ("role", "side", Word(&[("east", "Side::East"), ("west", "Side::West")])),
            ("city", "city", Text),
            ("lat", "latitude", Number),
            ("lon", "longitude", Number),
            ("electricity_price_rmb_per_kwh", "rmb_per_kwh", MayNumber),
            ("electricity_note", "electricity_note", MayText),
            ("pue_target", "pue_target", MayText),
            ("pue_reported", "pue_reported", MayText),
            ("capacity_value", "capacity", MayNumber),
            ("capacity_unit", "capacity_unit", MayText),
            ("capacity_date", "capacity_date", MayText),
            ("capacity_precision_basis", "capacity_precision", MayWord(PRECISION)),
            ("racks", "racks", MayNumber),
            ("source_type", "source_type", SOURCE),
            ("url", "url", Text),
            ("note", "note", MayText),
        ],
        rules: &[
            Rule::With("electricity_price_rmb_per_kwh", "electricity_note"),
            Rule::With("capacity_value", "capacity_unit"),
            Rule::With("capacity_value", "capacity_date"),
            Rule::With("capacity_value", "capacity_precision_basis"),
        ],
    },
    Table {
        file: "hubs_network",
        row: "HubNetwork",
        columns: &[
            ("topic", "topic", Text),
            ("value", "value", Number),
            ("unit", "unit", Text),
            ("date", "date", Text),
            (
                "kind",
                "kind",
                Word(&[
                    ("actual", "NetworkKind::Actual"),
                    ("target", "NetworkKind::Target"),
                    ("planned or built", "NetworkKind::PlannedOrBuilt"),
                    ("estimate", "NetworkKind::Estimate"),
                ]),
            ),
            ("scope", "scope", Text),
            ("source_type", "source_type", SOURCE),
            ("url", "url", Text),
            ("note", "note", MayText),
        ],
        rules: &[],
    },
    Table {
        file: "sectors",
        row: "Sector",
        columns: &[
            ("sector", "sector", Text),
            ("measure", "measure", Text),
            ("value", "value", MayNumber),
            ("unit", "unit", MayText),
            ("date", "date", Text),
            ("example", "example", MayText),
            ("source_type", "source_type", SOURCE),
            ("url", "url", Text),
            ("note", "note", MayText),
        ],
        rules: &[Rule::With("value", "unit")],
    },
    Table {
        file: "seed_claims",
        row: "Claim",
        columns: &[
            ("id", "id", Text),
            ("value", "value", MayRange),
            ("unit", "unit", Text),
            ("date_or_period", "period", Text),
            ("what_it_measures", "what", Text),
            ("precision_basis", "precision_basis", MayText),
            ("corroborating_source_name", "source_name", Text),
            ("corroborating_url", "url", MayText),
            (
                "verdict",
                "verdict",
                Word(&[
                    ("confirmed", "Verdict::Confirmed"),
                    ("confirmed-with-caveat", "Verdict::ConfirmedWithCaveat"),
                    ("contradicted", "Verdict::Contradicted"),
                    ("unverified", "Verdict::Unverified"),
                ]),
            ),
            ("note", "note", Text),
        ],
        rules: &[Rule::Where("unit", "EFLOPS", "value"), Rule::Where("unit", "EFLOPS", "precision_basis")],
    },
];
