//! Facts and assumptions in, a projection out: investment → hardware → fleet → power → usable → demand → value, year by year, and
//! back again: part of the value is invested.
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

pub mod spenders;

pub mod assumptions;
pub mod calendar;
pub mod levers;

pub mod investment;

pub mod hardware;

pub mod fleet;

pub mod power;

pub mod usable;

pub mod demand;

pub mod gdp;

pub mod powers;

pub mod value;

pub mod feedback;

pub mod paths;

pub mod comparison;

pub mod trial;

pub mod solving;

pub mod serving;

pub mod checks;

use crate::economy::assumptions::Assumptions;
use crate::economy::calendar::{BASE_YEAR, CLAIM_YEAR, COUNT, Course, FIRST_YEAR, YEARS};
use crate::economy::facts::named::MARKET_2024;
use crate::economy::fleet::Fleet;
use crate::economy::hardware::Purchase;
use crate::economy::value::Adoption;
use crate::units::compute::{Eflops, Fp16, RmbPerEflops};
use crate::units::factors::Pue;
use crate::units::{Multiple, Rmb, Share, Watts};

/// What follows from a set of assumptions, year by year.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// 2024 and 2025, whose stock is counted, then 2026 to 2040.
    pub years: [ProjectedYear; COUNT],
    /// The share of GDP that adoption tends to.
    pub last_share: Share,
}

/// One year of a projection: stocks at its end, flows during it, link by link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProjectedYear {
    /// The calendar year.
    pub year: u16,
    /// Money invested, without what is reinvested.
    pub planned: Rmb,
    /// Money invested out of what AI added the year before.
    pub reinvested: Rmb,
    /// Price of imported compute.
    pub price: RmbPerEflops<Fp16>,
    /// Compute bought; in 2024 and 2025 what the chosen money alone would buy, which is already part of `installed`.
    pub bought: Purchase,
    /// Compute taken out of service; 0 in 2024 and 2025, where nothing is known.
    pub retired: Eflops<Fp16>,
    /// Compute in service at the end of the year.
    pub installed: Eflops<Fp16>,
    /// Power usage effectiveness.
    pub pue: Pue,
    /// Power that all of it needs.
    pub needed: Watts,
    /// Share of it that can run with the power there is.
    pub powered: Share,
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
    /// What one more yuan of last year's value adds to this year's, through reinvestment (`economy::feedback`).
    pub gain: Multiple,
}

impl ProjectedYear {
    /// All money invested in the year.
    pub fn invested(&self) -> Rmb {
        self.planned + self.reinvested
    }
}

/// Follows the chain for every year from 2024 to 2040.
pub fn project(assumptions: &Assumptions) -> Projection {
    let mut chain = Chain::new(assumptions);
    let mut added_before = Rmb::MIN;
    let years = std::array::from_fn(|at| {
        let year = chain.year(YEARS.start() + u16::try_from(at).unwrap_or_default(), added_before);
        added_before = year.value;
        year
    });
    Projection { years, last_share: chain.adoption.last() }
}

impl Projection {
    /// A year of the projection; the nearest where it has no such year.
    pub fn year(&self, year: u16) -> &ProjectedYear {
        &self.years[usize::from(year.saturating_sub(FIRST_YEAR)).min(COUNT - 1)]
    }

    /// 2025, from which everything starts.
    pub fn base(&self) -> &ProjectedYear {
        self.year(BASE_YEAR)
    }

    /// 2035, about which the source text speaks.
    pub fn claimed(&self) -> &ProjectedYear {
        self.year(CLAIM_YEAR)
    }
}

/// A projection under way: what does not change from year to year, and the fleet as it stands.
struct Chain<'a> {
    given: &'a Assumptions,
    growth: Course,
    price_change: Course,
    draw_change: Course,
    demand: demand::Path,
    gdp: [Rmb; COUNT],
    adoption: Adoption,
    usable_2025: Eflops<Fp16>,
    fleet: Fleet,
}

impl<'a> Chain<'a> {
    fn new(given: &'a Assumptions) -> Self {
        let fleet = Fleet::new(given.stock.installed_2025, given.power.draw_2025, given.stock.life);
        let running = power::running(&given.power, &fleet, BASE_YEAR).eflops;
        Self {
            given,
            growth: Course::of(given.spending.growth),
            price_change: Course::of(given.spending.price_change),
            draw_change: Course::of(given.power.draw_change),
            demand: demand::Path::of(&given.demand),
            gdp: gdp::gdp(&given.economy),
            adoption: Adoption::of(&given.economy),
            usable_2025: usable::usable(&given.use_of_stock, running, BASE_YEAR),
            fleet,
        }
    }

    /// All links of one year; the years must be asked for in order.
    fn year(&mut self, year: u16, added_before: Rmb) -> ProjectedYear {
        let Assumptions { spending, power, use_of_stock, economy, .. } = self.given;
        let planned = investment::planned(spending, &self.growth, year);
        let reinvested = investment::reinvested(spending, added_before, year);
        let price = hardware::price(spending, &self.price_change, year);
        let bought = hardware::bought(spending, planned + reinvested, price, year);
        let draw_of_new = power::draw_of_new(power, &self.draw_change, year);
        let before = self.fleet.installed();
        if BASE_YEAR < year {
            self.fleet.add(bought.all(), draw_of_new);
        }
        // 2024 is the count of another publisher, beside which nothing else of the year is known.
        let counted = Fleet::new(MARKET_2024.eflops(), power.draw_2025, self.given.stock.life);
        let fleet = if year < BASE_YEAR { &counted } else { &self.fleet };
        let installed = fleet.installed();
        let retired = if BASE_YEAR < year { (before + bought.all()).less(installed) } else { Eflops::ZERO };
        let running = power::running(power, fleet, year);
        let usable = usable::usable(use_of_stock, running.eflops, year);
        let beside = if year < BASE_YEAR { usable } else { self.usable_2025 };
        let demanded = self.demand.demanded(beside, year);
        let coverage = demand::coverage(usable, demanded);
        let gdp = self.gdp[usize::from(year - FIRST_YEAR)];
        let ai_share_if_met = self.adoption.share_if_met(year);
        let ai_share = value::with_coverage(ai_share_if_met, coverage, economy);
        let mut projected = ProjectedYear {
            year,
            planned,
            reinvested,
            price,
            bought,
            retired,
            installed,
            pue: power::pue(power, year),
            needed: power::needed(power, fleet.draw(), year),
            powered: running.eflops.relative_to(installed).map_or(Share::MAX, |share| Share::clamped(share.get())),
            utilisation: usable::utilisation(use_of_stock, year),
            fp8_gain: usable::fp8_gain(use_of_stock, year),
            usable,
            demanded,
            coverage,
            gdp,
            ai_share_if_met,
            ai_share,
            value: gdp * ai_share,
            gain: Multiple::MIN,
        };
        projected.gain = feedback::gain(self.given, &projected, running, draw_of_new);
        projected
    }
}
