//! Facts and assumptions in, a projection out: investment → hardware → usable → demand → value, year by year.
//!
//! Invariant: nothing here can fail. Every assumption is a checked type of `units`, so every year of every projection
//! is finite, and no quantity is negative. Compute is counted in FP16, dense, throughout; money is nominal RMB.
//! `docs/model.md` gives every formula with its units and works one year through by hand.

pub mod dates;
pub mod facts;
pub mod facts_table;

pub mod lines;
pub mod scopes;

pub mod growth;
pub mod pace;
pub mod puzzle;

pub mod world;

pub mod chips;

pub mod ratios;

pub mod conversion;

pub mod shares;

pub mod events;

pub mod scoring;

pub mod revisions;

pub mod assumptions;
pub mod calendar;

pub mod investment;

pub mod hardware;

pub mod usable;

pub mod demand;

pub mod gdp;

pub mod value;

pub mod comparison;

pub mod checks;

use crate::economy::assumptions::Assumptions;
use crate::economy::calendar::{FIRST_YEAR, YEARS};
use crate::units::compute::{Eflops, Fp16, RmbPerEflops};
use crate::units::{Multiple, Rmb, Share};

/// What follows from a set of assumptions, year by year.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// 2025, which is known or assumed.
    pub first: ProjectedYear,
    /// 2026 to 2035.
    pub rest: Vec<ProjectedYear>,
}

/// One year of a projection: stocks at its end, flows during it, link by link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProjectedYear {
    /// The calendar year.
    pub year: u16,
    /// Money invested.
    pub invested: Rmb,
    /// Price of compute.
    pub price: RmbPerEflops<Fp16>,
    /// Compute bought; in 2025 what the plan alone would buy, which is already part of `installed`.
    pub bought: Eflops<Fp16>,
    /// Compute taken out of service; 0 in 2025, where nothing is known.
    pub retired: Eflops<Fp16>,
    /// Compute in service at the end of the year.
    pub installed: Eflops<Fp16>,
    /// Share of the peak that is used.
    pub utilisation: Share,
    /// What FP8 adds, as a factor.
    pub fp8_gain: Multiple,
    /// Compute that does useful work.
    pub usable: Eflops<Fp16>,
    /// Compute that is asked for.
    pub demanded: Eflops<Fp16>,
    /// The part of the demand that is met.
    pub coverage: Share,
    /// Nominal GDP.
    pub gdp: Rmb,
    /// AI's share of GDP if all demand were met.
    pub ai_share_if_met: Share,
    /// AI's share of GDP.
    pub ai_share: Share,
    /// What AI adds: `ai_share` of `gdp`.
    pub value: Rmb,
}

/// Follows the chain for every year from 2025 to 2035.
pub fn project(assumptions: &Assumptions) -> Projection {
    let installed_2025 = hardware::installed(assumptions, FIRST_YEAR);
    let usable_2025 = usable::usable(&assumptions.use_of_stock, installed_2025, FIRST_YEAR);
    let first = projected_year(assumptions, usable_2025, FIRST_YEAR);
    let rest = YEARS.skip(1).map(|year| projected_year(assumptions, usable_2025, year)).collect();
    Projection { first, rest }
}

impl Projection {
    /// All years in order.
    pub fn years(&self) -> impl Iterator<Item = &ProjectedYear> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// The last year, 2035.
    pub fn last(&self) -> &ProjectedYear {
        self.rest.last().unwrap_or(&self.first)
    }
}

/// All links of one year.
fn projected_year(assumptions: &Assumptions, usable_2025: Eflops<Fp16>, year: u16) -> ProjectedYear {
    let Assumptions { spending, use_of_stock, demand, economy, .. } = assumptions;
    let bought = hardware::bought(spending, year);
    let installed = hardware::installed(assumptions, year);
    let retired = match year {
        FIRST_YEAR => Eflops::ZERO,
        _ => (hardware::installed(assumptions, year - 1) + bought).less(installed),
    };
    let usable = usable::usable(use_of_stock, installed, year);
    let demanded = demand::demanded(demand, usable_2025, year);
    let coverage = demand::coverage(usable, demanded);
    let gdp = gdp::gdp(economy, year);
    let ai_share = value::share(economy, coverage, year);
    ProjectedYear {
        year,
        invested: investment::invested(spending, year),
        price: hardware::price(spending, year),
        bought,
        retired,
        installed,
        utilisation: usable::utilisation(use_of_stock, year),
        fp8_gain: usable::fp8_gain(use_of_stock, year),
        usable,
        demanded,
        coverage,
        gdp,
        ai_share_if_met: value::share_if_met(economy, year),
        ai_share,
        value: gdp * ai_share,
    }
}
