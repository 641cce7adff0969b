//! Everything the reader may turn in the model of the economy; nothing is hidden in a formula.
//!
//! Units are the types. A default is either a fact, then it is read from the tables when asked for, or a guess of ours,
//! then its comment says why it is not another number. [`Assumptions::default`] is the source text taken at its word;
//! `docs/model.md` holds the same list with labels.

use crate::economy::facts::named::{
    AI_2025_12, AI_SHARE_PERCENT, DEMAND_TIMES, FP8_SPEED_UP_TIMES, GDP_2025_TRILLION_RMB, INTERNET_PLAN_BILLION_RMB,
    INVESTMENT_GROWTH_PERCENT, OFFICIAL_GROWTH_PERCENT,
};
use crate::units::compute::{Eflops, Fp16, RmbPerEflops};
use crate::units::{Elasticity, Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp};

/// What the model takes for granted, link by link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumptions {
    /// What is spent and what it buys.
    pub spending: Spending,
    /// What stands and how long it lasts.
    pub stock: Stock,
    /// What part of it does useful work.
    pub use_of_stock: UseOfStock,
    /// What the economy asks for.
    pub demand: Demand,
    /// How the economy grows and what AI adds.
    pub economy: Economy,
}

/// What is spent and what it buys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    /// Investment over the three years 2025 to 2027 together, spread evenly. Published (500 billion RMB, a plan, by
    /// large internet companies, more than; not traced to an independent source).
    pub three_year_plan: Rmb,
    /// Growth a year of the investment, from 2028 on: the 2027 amount is the base. Published for something else (the
    /// operators' computing investment in 2025, more than 20 %); that it holds for ten years is our guess.
    pub growth_after_plan: Growth,
    /// Share of an investment that becomes accelerators and the servers around them; the rest is buildings, power,
    /// cooling and network. Our guess: 0.6.
    pub hardware_share: Share,
    /// Price in 2025 of one EFLOPS (FP16, dense), servers included. Our guess: 0.25 billion RMB, from what the known
    /// spenders of 2025 and the count of 2025 imply, 0.20 to 0.26 (worked out in `docs/model.md`).
    pub price_2025: RmbPerEflops<Fp16>,
    /// Change of that price a year. Our guess: −25 %, a halving in 2.4 years.
    pub price_change: Growth,
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

/// What part of the stock does useful work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UseOfStock {
    /// Share of the peak that is used, in 2025. Our guess: 0.5. The published 71.4 % is the occupancy of racks; chips
    /// cannot be busier than their racks are full, and rarely reach their peak.
    pub utilisation_2025: Share,
    /// The same in 2035; a straight line between. Our guess: no change.
    pub utilisation_2035: Share,
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
    /// Demand in 2035 relative to 2025, at a constant rate between. Published (10 to 100 times, a possibility); the
    /// default is the low end.
    pub multiple_2035: Multiple,
}

/// How the economy grows and what AI adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Economy {
    /// Nominal GDP of 2025. Published (140.188 trillion RMB).
    pub gdp_2025: Rmb,
    /// Real growth a year. Published (4.17 %, what doubling income per head from 2020 to 2035 needs).
    pub real_growth: Growth,
    /// Rise of prices a year, on top. Our guess: 1 %.
    pub price_rise: Growth,
    /// Share of GDP that AI adds in 2025 with its demand for compute met. Our guess: 1 %.
    pub ai_share_2025: Share,
    /// The same in 2035, at a constant rate between. Published as 4 to 5 %; the default is the middle.
    pub ai_share_2035: Share,
    /// How strongly missing compute cuts the value: value ∝ coverage^elasticity. Our guess: 0.5, half-way between
    /// harmless (0) and proportional (1).
    pub elasticity: Elasticity,
}

impl Default for Assumptions {
    /// The source text taken at its word.
    fn default() -> Self {
        Self {
            spending: Spending {
                three_year_plan: Rmb::clamped(INTERNET_PLAN_BILLION_RMB.low * 1e9),
                growth_after_plan: Growth::clamped(INVESTMENT_GROWTH_PERCENT.low / 100.0),
                hardware_share: Share::clamped(0.6),
                price_2025: RmbPerEflops::clamped(0.25e9),
                price_change: Growth::clamped(-0.25),
            },
            stock: Stock { installed_2025: AI_2025_12.eflops(), life: ServiceLife::clamped(5.0) },
            use_of_stock: UseOfStock {
                utilisation_2025: Share::clamped(0.5),
                utilisation_2035: Share::clamped(0.5),
                fp8_work: Share::clamped(0.5),
                fp8_fleet_2025: Share::clamped(0.2),
                fp8_fleet_2035: Share::clamped(0.8),
                fp8_speed_up: SpeedUp::clamped(FP8_SPEED_UP_TIMES.low),
            },
            demand: Demand {
                relative_to_usable_2025: Multiple::ONE,
                multiple_2035: Multiple::clamped(DEMAND_TIMES.low),
            },
            economy: Economy {
                gdp_2025: Rmb::clamped(GDP_2025_TRILLION_RMB.number * 1e12),
                real_growth: Growth::clamped(OFFICIAL_GROWTH_PERCENT.number / 100.0),
                price_rise: Growth::clamped(0.01),
                ai_share_2025: Share::clamped(0.01),
                ai_share_2035: Share::clamped(f64::midpoint(AI_SHARE_PERCENT.low, AI_SHARE_PERCENT.high) / 100.0),
                elasticity: Elasticity::clamped(0.5),
            },
        }
    }
}
