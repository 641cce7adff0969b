//! THE knob table: everything a reader may set, one row each. Slider, field, link, help text and property tests all read it.
//!
//! The order of the rows is the order of the keys in a link. A key, once published, is never renamed or given another meaning.

use crate::scenario::Scenario;
use crate::scenario::accumulate::{self, ACCUMULATORS, INPUT_FORMATS, Sort, Study, Turn};
use crate::scenario::bandwidth::{Threads, Upto};
use crate::scenario::bits::Spread;
use crate::scenario::chips::{self, Eights, Frontier, Made, Peak, Status};
use crate::scenario::claims::{FOCI, Focus, Pile};
use crate::scenario::compute::{Basis, Divide, LAST_YEAR, Marks, Place, Track};
use crate::scenario::economy_knobs::{ASKED, CHOICES, LEVERS, RANGES};
use crate::scenario::own_format::{Pick, Rules};
use crate::scenario::quantize::{CHANNELS, LARGEST_NUMBER, MOST_COLUMNS, MOST_NUMBERS, Origin, Sweep};
use crate::scenario::serving::Chart;
use crate::scenario::start::Count;
use crate::scenario::train_knobs::TRAINING;
use crate::scenario::value::{Kind, Travel, Value};
use crate::scenario::view::View;

use crate::economy::facts::machine_names::{CHIP_NAMES, MODEL_NAMES};
use crate::economy::facts::point_names::POINT_NAMES;
use crate::economy::ratios::Chips;
use crate::economy::scopes::Counting;
use crate::economy::serving::storage::Storage;
use crate::economy::serving::width::Width;
use crate::experiments::inputs::MAX_COUNT;
use crate::experiments::iterations::MAX_STEPS;
use crate::experiments::summation::MAX_RUNS;
use crate::experiments::terms::MAX_LENGTH;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::blocks::{ScaleFormat, ScaleRule, Scaling};
use crate::numerics::formats::{Custom, FormatId};
use crate::numerics::rounding::{Overflow, Rounding};

/// One thing a reader may set.
#[derive(Clone, Copy, Debug)]
pub struct Knob {
    /// The key in the link; also names the knob's words in the message files.
    pub key: &'static str,
    /// The view it belongs to.
    pub view: View,
    /// What it allows.
    pub kind: Kind,
    /// The unit its number is shown in.
    pub unit: Unit,
    /// Where its default comes from.
    pub grounds: Grounds,
    /// What changing it costs.
    pub effect: Effect,
    /// Reads it.
    pub get: fn(&Scenario) -> Value,
    /// Sets it to a value its kind allows; any other value changes nothing.
    pub set: fn(&mut Scenario, &Value),
}

/// The unit a knob's number is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A pure number, or no number at all.
    None,
    /// Held as a fraction, shown in per cent.
    Percent,
    /// Held as a fraction a year, shown in per cent a year.
    PercentPerYear,
    /// A factor.
    Times,
    /// Billions of RMB.
    BillionRmb,
    /// Billions of RMB for one EFLOPS of dense FP16.
    BillionRmbPerEflops,
    /// Trillions of RMB.
    TrillionRmb,
    /// EFLOPS of dense FP16.
    Eflops,
    /// MW for one EFLOPS of dense FP16.
    MegawattsPerEflops,
    /// Gigawatts.
    Gigawatts,
    /// Gigabytes a second.
    GigabytesPerSecond,
    /// A span of years.
    Years,
    /// A calendar year.
    CalendarYear,
}

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// A setting of the picture or of an experiment, about which the world says nothing.
    Setting,
    /// Published: the fact tables hold it.
    Published,
    /// Computed from facts.
    Derived,
    /// Our guess.
    Guess,
}

/// What changing a knob costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The experiment runs again, in the worker.
    Rerun,
    /// The figures are built and drawn again, at once.
    Redraw,
}

/// Every knob, in the order of a link.
pub fn knobs() -> impl Iterator<Item = &'static Knob> {
    SETTINGS.iter().chain(TRAINING).chain(LEVERS).chain(CHOICES).chain(ASKED).chain(RANGES)
}

/// The knob of a view with this key. Views may share a key where it means the same thing, such as `format`.
pub fn knob(view: View, key: &str) -> Option<&'static Knob> {
    knobs_of(view).find(|knob| knob.key == key)
}

/// The knobs of a view, in the order of the table.
pub fn knobs_of(view: View) -> impl Iterator<Item = &'static Knob> {
    knobs().filter(move |knob| knob.view == view)
}

/// Sets knobs of a view, each with its value as a link has it: what a preset does. A key that the view lacks and a value that its
/// knob refuses or would change leave everything as it is.
pub fn put(scenario: &mut Scenario, view: View, settings: &[(&str, &str)]) {
    for (key, raw) in settings {
        if let Some(knob) = knob(view, key)
            && let (Some(value), None) = knob.kind.read(raw)
        {
            (knob.set)(scenario, &value);
        }
    }
}

const ROUNDINGS: &[&str] = &["nearest-even", "toward-zero", "up", "down", "stochastic"];
const OVERFLOWS: &[&str] = &["saturate", "nonsaturate"];
const SCALINGS: &[&str] = &["none", "tensor", "row", "tile128", "block128", "mx32", "nvfp4"];
/// How scales are stored where there is a choice; NVFP4's are E4M3FN by definition.
const SCALE_FORMATS: &[&str] = &["f32", "e8m0"];
const SCALE_RULES: &[&str] = &["floor", "ceil", "even", "rceil"];

/// A row whose value is one word of a closed list.
macro_rules! choice {
    ($view:ident, $key:literal, $words:expr, $type:ty, $effect:ident, $($field:ident).+) => {
        Knob {
            key: $key,
            view: View::$view,
            kind: Kind::Choice($words),
            unit: Unit::None,
            grounds: Grounds::Setting,
            effect: Effect::$effect,
            get: |scenario| Value::Choice(scenario.$($field).+.key()),
            set: |scenario, value| {
                if let Value::Choice(word) = value && let Some(chosen) = <$type>::from_key(word) {
                    scenario.$($field).+ = chosen;
                }
            },
        }
    };
}

/// A row whose value is a number.
macro_rules! number {
    ($view:ident, $key:literal, $min:literal..$max:literal step $step:literal $travel:ident, $unit:ident, $grounds:ident, $effect:ident, $($field:ident).+) => {
        Knob {
            key: $key,
            view: View::$view,
            kind: Kind::Number { min: $min, max: $max, step: $step, travel: Travel::$travel },
            unit: Unit::$unit,
            grounds: Grounds::$grounds,
            effect: Effect::$effect,
            get: |scenario| Value::Number(scenario.$($field).+),
            set: |scenario, value| {
                if let Value::Number(number) = value {
                    // No setting tells -0 from 0, and a link would lose the difference.
                    scenario.$($field).+ = *number + 0.0;
                }
            },
        }
    };
}

/// A row whose value is a whole number that fits 32 bits.
macro_rules! whole {
    ($view:ident, $key:literal, $min:literal..$max:expr, $travel:ident, $unit:ident, $effect:ident, $($field:ident).+) => {
        Knob {
            key: $key,
            view: View::$view,
            kind: Kind::Whole { min: $min, max: $max as u64, travel: Travel::$travel },
            unit: Unit::$unit,
            grounds: Grounds::Setting,
            effect: Effect::$effect,
            get: |scenario| Value::Whole(u64::from(scenario.$($field).+)),
            set: |scenario, value| {
                if let Value::Whole(number) = value && let Ok(number) = u32::try_from(*number) {
                    scenario.$($field).+ = number;
                }
            },
        }
    };
}

/// A row whose value is kept as the word of the link.
macro_rules! word {
    ($view:ident, $key:literal, $kind:ident, $words:expr, $effect:ident, $($field:ident).+) => {
        Knob {
            key: $key,
            view: View::$view,
            kind: Kind::$kind($words),
            unit: Unit::None,
            grounds: Grounds::Setting,
            effect: Effect::$effect,
            get: |scenario| Value::Choice(scenario.$($field).+),
            set: |scenario, value| {
                if let Value::Choice(word) = value {
                    scenario.$($field).+ = word;
                }
            },
        }
    };
}

/// A row whose value is the name of a row of facts.
macro_rules! name {
    ($view:ident, $key:literal, $names:expr, $($field:ident).+) => {
        word!($view, $key, Name, $names, Redraw, $($field).+)
    };
}

static SETTINGS: &[Knob] = &[
    choice!(Start, "puzzle", Count::KEYS, Count, Redraw, start.count),
    number!(Start, "ratio", 1.0..32.0 step 0.1 Linear, Times, Derived, Redraw, start.ratio),
    Knob {
        key: "x",
        view: View::Bits,
        kind: Kind::Real,
        unit: Unit::None,
        grounds: Grounds::Setting,
        effect: Effect::Redraw,
        get: |scenario| Value::Real(scenario.bits.given),
        set: |scenario, value| {
            if let Value::Real(given) = value {
                scenario.bits.given = *given;
            }
        },
    },
    choice!(Bits, "format", Pick::KEYS, Pick, Redraw, bits.pick),
    whole!(Bits, "exponent", 1..Custom::MOST_EXPONENT_BITS, Linear, None, Redraw, bits.exponent),
    whole!(Bits, "mantissa", 0..(Custom::MOST_BITS - 2), Linear, None, Redraw, bits.mantissa),
    choice!(Bits, "rules", Rules::KEYS, Rules, Redraw, bits.rules),
    choice!(Bits, "rounding", ROUNDINGS, Rounding, Redraw, bits.rounding),
    choice!(Bits, "overflow", OVERFLOWS, Overflow, Redraw, bits.overflow),
    whole!(Bits, "word", 0..u32::MAX, Linear, None, Redraw, bits.word),
    choice!(Bits, "axis", Spread::KEYS, Spread, Redraw, bits.spread),
    number!(Bits, "from", -1e39..1e39 step 1.0 Linear, None, Setting, Redraw, bits.from),
    number!(Bits, "to", -1e39..1e39 step 1.0 Linear, None, Setting, Redraw, bits.to),
    choice!(Quantize, "input", Origin::KEYS, Origin, Rerun, quantize.origin),
    whole!(Quantize, "count", 16..MAX_COUNT, Logarithmic, None, Rerun, quantize.count),
    whole!(Quantize, "columns", 1..MOST_COLUMNS, Logarithmic, None, Rerun, quantize.columns),
    number!(Quantize, "sigma", 1e-6..1e6 step 0.1 Logarithmic, None, Setting, Rerun, quantize.sigma),
    number!(Quantize, "spread", 0.125..5.0 step 0.125 Linear, None, Setting, Rerun, quantize.spread),
    number!(Quantize, "nu", 1.0..100.0 step 1.0 Logarithmic, None, Setting, Rerun, quantize.freedom),
    number!(Quantize, "strength", 1.0..1e5 step 1.0 Logarithmic, Times, Setting, Rerun, quantize.strength),
    whole!(Quantize, "outliers", 0..CHANNELS, Linear, None, Rerun, quantize.outliers),
    whole!(Quantize, "seed", 0..u32::MAX, Linear, None, Rerun, quantize.seed),
    choice!(Quantize, "format", Pick::KEYS, Pick, Rerun, quantize.format),
    whole!(Quantize, "exponent", 1..Custom::MOST_EXPONENT_BITS, Linear, None, Rerun, quantize.own.exponent),
    whole!(Quantize, "mantissa", 0..Custom::MOST_BITS - 2, Linear, None, Rerun, quantize.own.mantissa),
    choice!(Quantize, "rules", Rules::KEYS, Rules, Rerun, quantize.own.rules),
    choice!(Quantize, "scaling", SCALINGS, Scaling, Rerun, quantize.scaling),
    choice!(Quantize, "scales", SCALE_FORMATS, ScaleFormat, Rerun, quantize.scales),
    choice!(Quantize, "rule", SCALE_RULES, ScaleRule, Rerun, quantize.rule),
    choice!(Quantize, "rounding", ROUNDINGS, Rounding, Rerun, quantize.rounding),
    choice!(Quantize, "overflow", OVERFLOWS, Overflow, Rerun, quantize.overflow),
    choice!(Quantize, "sweep", Sweep::KEYS, Sweep, Rerun, quantize.sweep),
    Knob {
        key: "data",
        view: View::Quantize,
        kind: Kind::Numbers { most: MOST_NUMBERS, limit: LARGEST_NUMBER },
        unit: Unit::None,
        grounds: Grounds::Setting,
        effect: Effect::Rerun,
        get: |scenario| Value::Numbers(scenario.quantize.data.clone()),
        set: |scenario, value| {
            if let Value::Numbers(numbers) = value {
                scenario.quantize.data.clone_from(numbers);
            }
        },
    },
    choice!(Accumulate, "preset", Study::KEYS, Study, Rerun, accumulate.study),
    choice!(Accumulate, "input", accumulate::Origin::KEYS, accumulate::Origin, Rerun, accumulate.origin),
    choice!(Accumulate, "kind", Sort::KEYS, Sort, Rerun, accumulate.sort),
    whole!(Accumulate, "length", 16..MAX_LENGTH, Logarithmic, None, Rerun, accumulate.length),
    choice!(Accumulate, "format", INPUT_FORMATS, FormatId, Rerun, accumulate.format),
    choice!(Accumulate, "accumulator", ACCUMULATORS, Accumulator, Rerun, accumulate.accumulator),
    choice!(Accumulate, "order", Turn::KEYS, Turn, Rerun, accumulate.turn),
    whole!(Accumulate, "promote", 1..4096, Logarithmic, None, Rerun, accumulate.promote),
    choice!(Accumulate, "rounding", accumulate::ROUNDINGS, Rounding, Rerun, accumulate.rounding),
    whole!(Accumulate, "runs", 1..MAX_RUNS, Linear, None, Rerun, accumulate.runs),
    whole!(Accumulate, "steps", 2..MAX_STEPS, Linear, None, Rerun, accumulate.steps),
    whole!(Accumulate, "seed", 0..u32::MAX, Linear, None, Rerun, accumulate.seed),
    Knob {
        key: "data",
        view: View::Accumulate,
        kind: Kind::Numbers { most: MOST_NUMBERS, limit: LARGEST_NUMBER },
        unit: Unit::None,
        grounds: Grounds::Setting,
        effect: Effect::Rerun,
        get: |scenario| Value::Numbers(scenario.accumulate.data.clone()),
        set: |scenario, value| {
            if let Value::Numbers(numbers) = value {
                scenario.accumulate.data.clone_from(numbers);
            }
        },
    },
    choice!(Compute, "basis", Basis::KEYS, Basis, Redraw, compute.basis),
    choice!(Compute, "scope", Counting::KEYS, Counting, Redraw, compute.scope),
    choice!(Compute, "track", Track::KEYS, Track, Redraw, compute.track),
    number!(Compute, "growth", -0.5..3.0 step 0.01 Linear, PercentPerYear, Published, Redraw, compute.growth),
    whole!(Compute, "until", 2027..2040, Linear, CalendarYear, Redraw, compute.until),
    choice!(Compute, "divide", Divide::KEYS, Divide, Redraw, compute.divide),
    choice!(Claims, "verdict", Pile::KEYS, Pile, Redraw, claims.pile),
    choice!(Claims, "claim", &FOCI, Focus, Redraw, claims.focus),
    choice!(Compute, "origin", Made::KEYS, Made, Redraw, compute.chips.made),
    choice!(Compute, "fp8", Eights::KEYS, Eights, Redraw, compute.chips.eights),
    choice!(Compute, "status", Status::KEYS, Status, Redraw, compute.chips.status),
    choice!(Compute, "sort", chips::Sort::KEYS, chips::Sort, Redraw, compute.chips.sort),
    choice!(Compute, "peak", Peak::KEYS, Peak, Redraw, compute.chips.peak),
    choice!(Compute, "frontier", Frontier::KEYS, Frontier, Redraw, compute.chips.frontier),
    number!(Compute, "domestic", 0.0..1.0 step 0.01 Linear, Percent, Guess, Redraw, compute.chips.domestic),
    number!(Compute, "fp8domestic", 0.0..1.0 step 0.01 Linear, Percent, Derived, Redraw, compute.chips.fp8_domestic),
    number!(Compute, "fp8imported", 0.0..1.0 step 0.01 Linear, Percent, Derived, Redraw, compute.chips.fp8_imported),
    choice!(Compute, "place", Place::KEYS, Place, Redraw, compute.place),
    number!(Compute, "ratio", 1.0..150.0 step 0.1 Logarithmic, Times, Derived, Redraw, compute.ratio),
    number!(Compute, "fp8ratio", 1.0..4.0 step 0.05 Linear, Times, Derived, Redraw, compute.fp8_ratio),
    number!(Compute, "fp8share", 0.0..1.0 step 0.01 Linear, Percent, Guess, Redraw, compute.fp8_share),
    choice!(Compute, "bounds", Chips::KEYS, Chips, Redraw, compute.bounds),
    whole!(Compute, "first", 2018..LAST_YEAR, Linear, CalendarYear, Redraw, compute.first),
    whole!(Compute, "last", 2018..LAST_YEAR, Linear, CalendarYear, Redraw, compute.last),
    choice!(Compute, "events", Marks::KEYS, Marks, Redraw, compute.events),
    name!(Compute, "start", POINT_NAMES, compute.start),
    name!(Compute, "point", POINT_NAMES, compute.point),
    choice!(Bandwidth, "upto", Upto::KEYS, Upto, Redraw, bandwidth.upto),
    whole!(Bandwidth, "repeats", 3..15, Linear, None, Redraw, bandwidth.repeats),
    choice!(Bandwidth, "threads", Threads::KEYS, Threads, Redraw, bandwidth.threads),
    whole!(Bandwidth, "seed", 0..u32::MAX, Linear, None, Rerun, bandwidth.seed),
    Knob {
        key: "measured",
        view: View::Bandwidth,
        kind: Kind::Measured,
        unit: Unit::None,
        grounds: Grounds::Setting,
        effect: Effect::Redraw,
        get: |scenario| Value::Measured(scenario.bandwidth.measured.clone()),
        set: |scenario, value| {
            if let Value::Measured(measured) = value {
                scenario.bandwidth.measured.clone_from(measured);
            }
        },
    },
    name!(Bandwidth, "model", MODEL_NAMES, bandwidth.served.model),
    name!(Bandwidth, "chip", CHIP_NAMES, bandwidth.served.chip),
    choice!(Bandwidth, "stored", Storage::KEYS, Storage, Redraw, bandwidth.served.stored),
    choice!(Bandwidth, "kv", Width::KEYS, Width, Redraw, bandwidth.served.cached),
    number!(Bandwidth, "kvshare", 0.0..1.0 step 0.01 Linear, Percent, Guess, Redraw, bandwidth.served.kept),
    whole!(Bandwidth, "context", 1..1_048_576, Logarithmic, None, Redraw, bandwidth.served.context),
    whole!(Bandwidth, "sequences", 1..65_536, Logarithmic, None, Redraw, bandwidth.served.sequences),
    number!(Bandwidth, "usable", 0.1..1.0 step 0.01 Linear, Percent, Guess, Redraw, bandwidth.served.usable),
    number!(Bandwidth, "bwreached", 0.05..1.0 step 0.01 Linear, Percent, Guess, Redraw, bandwidth.served.bandwidth_reached),
    number!(Bandwidth, "peakreached", 0.05..1.0 step 0.01 Linear, Percent, Guess, Redraw, bandwidth.served.peak_reached),
    number!(Bandwidth, "link", 1.0..2000.0 step 1.0 Logarithmic, GigabytesPerSecond, Guess, Redraw, bandwidth.served.link),
    number!(Bandwidth, "experts", 1.0..64.0 step 0.5 Linear, None, Guess, Redraw, bandwidth.served.experts),
    choice!(Bandwidth, "dispatch", Width::KEYS, Width, Redraw, bandwidth.served.dispatch),
    number!(Bandwidth, "gemm", 0.0..1.0 step 0.01 Linear, Percent, Guess, Redraw, bandwidth.served.gemm),
    choice!(Bandwidth, "chart", Chart::KEYS, Chart, Redraw, bandwidth.served.chart),
];
