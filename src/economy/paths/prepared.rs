//! What does not change from year to year of four paths: growth, demand, GDP and adoption, each for all years.
//!
//! Units: those of the model. The same steps in the same order as `economy::demand::Path`, `economy::gdp` and
//! `economy::value::Adoption`; the test in `economy::paths` holds them to the last bit.

use crate::economy::assumptions::GdpPath;
use crate::economy::calendar::{BASE_YEAR, CLAIM_YEAR, COUNT, FIRST_YEAR, way};
use crate::economy::facts::named::{
    GDP_2024_TRILLION_RMB, IMF_GROWTH_2026_PERCENT, IMF_GROWTH_2027_PERCENT, OFFICIAL_GROWTH_PERCENT,
};
use crate::economy::levers::Lever;
use crate::economy::paths::Group;
use crate::economy::paths::lanes::Lanes;
use crate::economy::powers::power;
use crate::economy::value;

impl Group {
    /// Prepares to follow the levers as they are now.
    pub(super) fn prepare(&mut self) {
        self.growth.take(self.at(Lever::PlanGrowth) + 1.0);
        self.price.take(self.at(Lever::PriceChange) + 1.0);
        self.draw.take(self.at(Lever::DrawChange) + 1.0);
        self.prepare_demand();
        self.prepare_gdp();
        self.prepare_adoption();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a life is 1 to 15 years")]
        let alive = libm::ceil(self.at(Lever::Life).largest()) as usize;
        self.alive = alive;
        self.purchases = 0;
        let (installed, draw) = self.fleet();
        self.usable_2025 = self.usable(installed, draw, BASE_YEAR);
    }

    /// Demand of each year relative to usable compute: `economy::demand::Path`.
    fn prepare_demand(&mut self) {
        let first = way(BASE_YEAR + 1);
        let (rise, bend) = (self.at(Lever::Demand), self.at(Lever::Shape));
        let mut step = rise.with(bend, |rise, bend| power(rise, first + bend * first * (1.0 - first)));
        let change = rise.with(bend, |rise, bend| power(rise, -2.0 * bend * first * first));
        let per_task = self
            .at(Lever::Cheaper)
            .with(self.at(Lever::Rebound), |cheaper, rebound| power(1.0 - cheaper, 1.0 - rebound));
        self.tasks.take(per_task.factor());
        self.demand = [self.at(Lever::Demand2025); COUNT];
        for at in 2..COUNT {
            self.demand[at] = self.demand[at - 1] * step;
            step = step * change;
        }
        for (demand, year) in self.demand.iter_mut().zip(FIRST_YEAR..).skip(1) {
            *demand = *demand * self.tasks.at(year);
        }
    }

    /// Nominal GDP of each year, RMB: `economy::gdp`.
    fn prepare_gdp(&mut self) {
        self.gdp[0] = Lanes::all(GDP_2024_TRILLION_RMB.number * 1e12);
        self.gdp[1] = self.at(Lever::Gdp2025);
        let per_cent = |percent: f64| Lanes::all(percent / 100.0);
        let prices = self.at(Lever::Inflation) + 1.0;
        for at in 2..COUNT {
            let growth = match self.path {
                GdpPath::Own => self.at(Lever::GdpGrowth),
                GdpPath::Official => per_cent(OFFICIAL_GROWTH_PERCENT.number),
                GdpPath::Imf if at == 2 => per_cent(IMF_GROWTH_2026_PERCENT.number),
                GdpPath::Imf => per_cent(IMF_GROWTH_2027_PERCENT.number),
            };
            self.gdp[at] = self.gdp[at - 1] * (growth + 1.0) * prices;
        }
    }

    /// The share that adoption tends to, its odds in 2025, and their course: `economy::value::Adoption`.
    fn prepare_adoption(&mut self) {
        let reached = self.at(Lever::Reached).held(value::LEAST_REACHED, value::MOST_REACHED);
        self.last_share = self.at(Lever::Share2035) / reached;
        let begun = (self.at(Lever::Share2025) / self.last_share).held(0.0, value::MOST_REACHED);
        let (odds_2025, odds_2035) = (begun / (Lanes::ONE - begun), reached / (Lanes::ONE - reached));
        let ten_years = 1.0 / f64::from(CLAIM_YEAR - BASE_YEAR);
        let factor = odds_2035.with(odds_2025, |then, now| power(then / now.max(value::LEAST_ODDS), ten_years));
        self.odds_2025 = odds_2025;
        self.odds.take(factor.factor());
    }
}
