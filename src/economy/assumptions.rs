//! Everything the reader may turn in the model of the economy; nothing is hidden in a formula.
//!
//! Units are the types. A default is either a fact, then it is read from the tables when asked for, or a guess of ours, then its
//! comment says why it is not another number. [`Assumptions::default`] is the source text taken at its word, completed by guesses
//! where it says nothing; `docs/model.md` holds the same list with labels, and `economy::levers` the range of each number.

use crate::economy::facts::named::{
    AI_2025_12, AI_SHARE_PERCENT, DEMAND_TIMES, FP8_SPEED_UP_TIMES, GDP_2025_TRILLION_RMB, INTERNET_PLAN_BILLION_RMB,
    INVESTMENT_GROWTH_PERCENT, OFFICIAL_GROWTH_PERCENT, PUE_2025, PUE_TARGET,
};
use crate::economy::spenders::known_spenders;
use crate::units::compute::{Eflops, Fp16, RmbPerEflops};
use crate::units::factors::{Bend, Pue, Rebound, RelativePrice, Rise};
use crate::units::power::MegawattsPerEflops;
use crate::units::{Elasticity, Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp, Watts};

/// What the model takes for granted, link by link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumptions {
    /// What is spent and what it buys.
    pub spending: Spending,
    /// What stands and how long it lasts.
    pub stock: Stock,
    /// What it draws, and how much power there is.
    pub power: Power,
    /// What part of it does useful work.
    pub use_of_stock: UseOfStock,
    /// What the economy asks for.
    pub demand: Demand,
    /// How the economy grows and what AI adds.
    pub economy: Economy,
}

/// Whose money is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Money {
    /// The three-year plan of the source text, then growth.
    Plan,
    /// The computing investment of the three operators in 2025, growing from then on.
    Operators,
    /// An amount of the reader's for 2025, growing from then on.
    Own,
}

/// What is spent and what it buys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    /// Whose money; the plan, because the source text speaks of it.
    pub money: Money,
    /// Investment over the three years 2025 to 2027 together, spread evenly. Published (500 billion RMB, a plan, by
    /// large internet companies, more than; not traced to an independent source).
    pub three_year_plan: Rmb,
    /// The reader's own amount for 2025. Derived: what the known spenders of 2025 put in together.
    pub own_2025: Rmb,
    /// Growth a year of the investment: after 2027 for the plan, after 2025 otherwise. Published for something else (the
    /// operators' computing investment in 2025, more than 20 %); that it holds for ten years is our guess.
    pub growth: Growth,
    /// Share of what AI added in the year before that is invested on top. Our guess: 5 %; one large company put 12 % of its
    /// *revenue* into equipment in 2024, and what is added is less than what is turned over.
    pub reinvested: Share,
    /// Share of an investment that becomes accelerators and the servers around them; the rest is buildings, power,
    /// cooling and network. Our guess: 0.6.
    pub hardware_share: Share,
    /// Price in 2025 of one EFLOPS (FP16, dense), servers included, imported. Our guess: 0.25 billion RMB, from what the known
    /// spenders of 2025 and the count of 2025 imply, 0.20 to 0.26 (worked out in `docs/model.md`).
    pub price_2025: RmbPerEflops<Fp16>,
    /// Change of that price a year. Our guess: −25 %, a halving in 2.4 years.
    pub price_change: Growth,
    /// Share of the hardware money that goes to domestic chips, in 2025. Our guess: 0.4.
    pub domestic_2025: Share,
    /// The same in 2035; a straight line between, the same afterwards. Our guess: 0.8.
    pub domestic_2035: Share,
    /// What an EFLOPS of domestic chips costs relative to an imported one. Our guess: 1; no comparable prices were found.
    pub domestic_price: RelativePrice,
}

/// What stands and how long it lasts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stock {
    /// Installed at the end of 2025. Published (1590 EFLOPS, FP16, stated to be exceeded).
    pub installed_2025: Eflops<Fp16>,
    /// Years a machine stays in service. Our guess: 5; the device-side counts take servers shipped over about
    /// six years.
    pub life: ServiceLife,
}

/// What the stock draws, and how much power there is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Power {
    /// What machines of 2025 draw for one EFLOPS, servers included. Our guess: 2.5 MW; the chips alone, in `chips.csv`, draw 0.7 (H800)
    /// to 2.7 (H20), 1.9 on the average of those counted, and a server about a third more (worked out in `docs/model.md`).
    pub draw_2025: MegawattsPerEflops<Fp16>,
    /// Change a year of what newly bought machines draw. Our guess: −15 %.
    pub draw_change: Growth,
    /// Power usage effectiveness in 2025. Published (1.42, the national average of June 2025).
    pub pue_2025: Pue,
    /// The same in 2035; a straight line between. Published as a limit for new large centres in the hubs (1.25); that the average
    /// gets there by 2035 is our guess.
    pub pue_2035: Pue,
    /// Power that computing for AI can get at all. Our guess: 100 GW, more than the default chain needs before 2036, so that up
    /// to the year of the claims it binds only where somebody asks for more.
    pub limit: Watts,
}

/// What part of the stock does useful work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UseOfStock {
    /// Share of the peak that is used, in 2025. Our guess: 0.5. The published 71.4 % is the occupancy of racks; chips
    /// cannot be busier than their racks are full, and rarely reach their peak.
    pub utilisation_2025: Share,
    /// The same in 2035; a straight line between. Our guess: no change.
    pub utilisation_2035: Share,
    /// Share of the stock that the network lets work on what is asked for. Our guess: 0.9.
    pub network: Share,
    /// Share of the work that may be done in FP8. Our guess: 0.5.
    pub fp8_work: Share,
    /// Share of the installed compute that has FP8 units, in 2025. Our guess: 0.2; the Hopper-class part of the Nvidia
    /// fleet is about a fifth of the national count (`docs/model.md`).
    pub fp8_fleet_2025: Share,
    /// The same in 2035; a straight line between. Our guess: 0.8, since every chip announced from 2026 on has FP8 and
    /// the stock of 2025 is gone after one service life.
    pub fp8_fleet_2035: Share,
    /// How much faster FP8 runs on a chip with FP8 units. Published (2 times, true of peak rates; 16 bits / 8 bits).
    pub fp8_speed_up: SpeedUp,
}

/// What the economy asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Demand in 2025 relative to usable compute in 2025. Our guess: 1, a market in balance.
    pub relative_to_usable_2025: Multiple,
    /// Demand in 2035 relative to 2025. Published (10 to 100 times, a possibility); the default is the low end.
    pub multiple_2035: Rise,
    /// How the path to 2035 bends: 0 is a constant rate, above 0 rises earlier, below 0 later. Our guess: 0.
    pub bend: Bend,
    /// Fall a year of the compute that one task needs, through open models and better methods, beyond what the published multiple
    /// contains. Our guess: 0, because nobody says what that multiple contains.
    pub cheaper: Share,
    /// How use answers to cheaper tasks: 0 not at all, 1 uses all that is saved, above 1 more. Our guess: 1.
    pub rebound: Rebound,
}

/// Which path the economy takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum GdpPath {
    /// The reader's own constant rate.
    Own,
    /// The official rate: income per head doubled from 2020 to 2035.
    Official,
    /// The two years that the IMF gives, and the last of them ever after.
    Imf,
}

/// How the economy grows and what AI adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Economy {
    /// Nominal GDP of 2025. Published (140.188 trillion RMB).
    pub gdp_2025: Rmb,
    /// Which rate holds; the reader's own, which begins at the official one.
    pub path: GdpPath,
    /// Real growth a year, on the reader's own path. Published (4.17 %, what doubling income per head from 2020 to 2035 needs).
    pub real_growth: Growth,
    /// Rise of prices a year, on top. Our guess: 1 %.
    pub price_rise: Growth,
    /// Share of GDP that AI adds in 2025 with its demand for compute met. Our guess: 1 %.
    pub ai_share_2025: Share,
    /// The same in 2035. Published as 4 to 5 %; the default is the middle.
    pub ai_share_2035: Share,
    /// How much of the share that adoption tends to is reached in 2035. Our guess: 0.5, the steepest point of the curve.
    pub reached_2035: Share,
    /// How strongly missing compute cuts the value: value ∝ coverage^elasticity. Our guess: 0.5, half-way between
    /// harmless (0) and proportional (1).
    pub elasticity: Elasticity,
}

impl Default for Assumptions {
    /// The source text taken at its word.
    fn default() -> Self {
        Self {
            spending: Spending::default(),
            stock: Stock { installed_2025: AI_2025_12.eflops(), life: ServiceLife::clamped(5.0) },
            power: Power {
                draw_2025: MegawattsPerEflops::clamped(2.5),
                draw_change: Growth::clamped(-0.15),
                pue_2025: Pue::clamped(PUE_2025.number),
                pue_2035: Pue::clamped(PUE_TARGET.number),
                limit: Watts::clamped(100e9),
            },
            use_of_stock: UseOfStock {
                utilisation_2025: Share::clamped(0.5),
                utilisation_2035: Share::clamped(0.5),
                network: Share::clamped(0.9),
                fp8_work: Share::clamped(0.5),
                fp8_fleet_2025: Share::clamped(0.2),
                fp8_fleet_2035: Share::clamped(0.8),
                fp8_speed_up: SpeedUp::clamped(FP8_SPEED_UP_TIMES.low),
            },
            demand: Demand {
                relative_to_usable_2025: Multiple::ONE,
                multiple_2035: Rise::clamped(DEMAND_TIMES.low),
                bend: Bend::clamped(0.0),
                cheaper: Share::MIN,
                rebound: Rebound::clamped(1.0),
            },
            economy: Economy {
                gdp_2025: Rmb::clamped(GDP_2025_TRILLION_RMB.number * 1e12),
                path: GdpPath::Own,
                real_growth: Growth::clamped(OFFICIAL_GROWTH_PERCENT.number / 100.0),
                price_rise: Growth::clamped(0.01),
                ai_share_2025: Share::clamped(0.01),
                ai_share_2035: Share::clamped(f64::midpoint(AI_SHARE_PERCENT.low, AI_SHARE_PERCENT.high) / 100.0),
                reached_2035: Share::clamped(0.5),
                elasticity: Elasticity::clamped(0.5),
            },
        }
    }
}

impl Default for Spending {
    fn default() -> Self {
        Self {
            money: Money::Plan,
            three_year_plan: Rmb::clamped(INTERNET_PLAN_BILLION_RMB.low * 1e9),
            own_2025: known_spenders(),
            growth: Growth::clamped(INVESTMENT_GROWTH_PERCENT.low / 100.0),
            reinvested: Share::clamped(0.05),
            hardware_share: Share::clamped(0.6),
            price_2025: RmbPerEflops::clamped(0.25e9),
            price_change: Growth::clamped(-0.25),
            domestic_2025: Share::clamped(0.4),
            domestic_2035: Share::clamped(0.8),
            domestic_price: RelativePrice::clamped(1.0),
        }
    }
}
