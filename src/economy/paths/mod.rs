//! The chain of `economy::project` for four sets of assumptions at once: the same steps in the same order, without the types.
//!
//! Units: those of [`Lever`] going in, those of [`Reading`] coming out. Ten thousand paths of seventeen years have to follow a knob that
//! is being dragged, so this one file trades the types for speed; a test holds every number of it against `project` to the last bit.
//! Whoever changes a link of the chain changes it here too, or that test fails. No gain of the loop: it needs no path of its own.

use crate::economy::ProjectedYear;
use crate::economy::assumptions::{GdpPath, Money};
use crate::economy::calendar::{BASE_YEAR, COUNT, FIRST_YEAR, LAST_YEAR};
use crate::economy::facts::named::{MARKET_2024, OPERATORS_2025_BILLION_RMB};
use crate::economy::levers::{self, Lever};
use crate::economy::paths::lanes::Lanes;
use crate::economy::powers::power;

pub mod lanes;

mod prepared;

/// What is read off every year of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Reading {
    /// What AI adds, trillion RMB.
    Value,
    /// AI's share of GDP, as a fraction.
    Share,
    /// Compute installed, EFLOPS (FP16).
    Installed,
    /// Compute that does useful work, EFLOPS (FP16).
    Usable,
    /// Compute that is asked for, EFLOPS (FP16).
    Demanded,
    /// The part of the demand that is met.
    Coverage,
    /// GDP, trillion RMB.
    Gdp,
}

impl Reading {
    /// Every reading.
    pub const ALL: [Self; 7] =
        [Self::Value, Self::Share, Self::Installed, Self::Usable, Self::Demanded, Self::Coverage, Self::Gdp];

    /// What a year of a projection says.
    pub fn of(self, year: &ProjectedYear) -> f64 {
        match self {
            Self::Value => year.value.trillions(),
            Self::Share => year.ai_share.get(),
            Self::Installed => year.installed.get(),
            Self::Usable => year.usable.get(),
            Self::Demanded => year.demanded.get(),
            Self::Coverage => year.coverage.get(),
            Self::Gdp => year.gdp.trillions(),
        }
    }
}

/// All readings of one year, in their order, each for four paths.
pub type Readings = [Lanes; Reading::ALL.len()];

/// Four paths: what each of them assumes, and what comes of it. Made once and followed again and again.
#[derive(Debug, Clone)]
pub struct Group {
    /// Every year's readings, from 2024 on.
    pub years: [Readings; COUNT],
    /// In the model's units, in the order of [`Lever::ALL`].
    levers: [Lanes; levers::COUNT],
    money: Money,
    path: GdpPath,
    growth: Course,
    price: Course,
    draw: Course,
    tasks: Course,
    demand: [Lanes; COUNT],
    gdp: [Lanes; COUNT],
    last_share: Lanes,
    odds_2025: Lanes,
    odds: Course,
    usable_2025: Lanes,
    alive: usize,
    bought: [(Lanes, Lanes); COUNT],
    purchases: usize,
}

impl Group {
    /// The same assumptions for all four; nothing is followed yet.
    pub fn new(value: impl Fn(Lever) -> f64, money: Money, path: GdpPath) -> Self {
        let course = Course([Lanes::ONE; COUNT]);
        let mut group = Self {
            years: [[Lanes::ZERO; Reading::ALL.len()]; COUNT],
            levers: [Lanes::ZERO; levers::COUNT],
            money,
            path,
            growth: course,
            price: course,
            draw: course,
            tasks: course,
            demand: [Lanes::ZERO; COUNT],
            gdp: [Lanes::ZERO; COUNT],
            last_share: Lanes::ZERO,
            odds_2025: Lanes::ZERO,
            odds: course,
            usable_2025: Lanes::ZERO,
            alive: 0,
            bought: [(Lanes::ZERO, Lanes::ZERO); COUNT],
            purchases: 0,
        };
        for &lever in Lever::ALL {
            group.set(lever, Lanes::all(value(lever)));
        }
        group
    }

    /// Four values of one lever, in its own unit; beyond its range they count as its end.
    pub fn set(&mut self, lever: Lever, values: Lanes) {
        let (min, max) = lever.range();
        self.levers[lever.place()] = values.held(min, max) * lever.unit();
    }

    /// Follows the paths from 2024 to 2040, into [`Group::years`].
    pub fn follow(&mut self) {
        self.prepare();
        let mut added_before = Lanes::ZERO;
        for year in FIRST_YEAR..=LAST_YEAR {
            added_before = self.year(year, added_before);
        }
    }

    /// A lever in the model's unit.
    #[inline]
    fn at(&self, lever: Lever) -> Lanes {
        self.levers[lever.place()]
    }

    /// What a lever given for 2025 and 2035 is in a year.
    #[inline]
    fn between(&self, from: Lever, to: Lever, year: u16) -> Lanes {
        let way = WAYS[usize::from(year - FIRST_YEAR)];
        self.at(from) * (1.0 - way) + self.at(to) * way
    }
}

/// `calendar::way_held` of every year.
const WAYS: [f64; COUNT] = [0.0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];

/// Whole numbers as doubles.
const WHOLE: [f64; COUNT + 1] =
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0];

/// One factor a year from 2025 on: `economy::calendar::Course` without the years before.
#[derive(Debug, Clone, Copy)]
struct Course([Lanes; COUNT]);

impl Course {
    /// Takes a yearly factor.
    #[inline]
    fn take(&mut self, factor: Lanes) {
        self.0[0] = factor.map(|factor| 1.0 * (1.0 / factor.max(1e-300)));
        for at in 2..COUNT {
            self.0[at] = self.0[at - 1] * factor;
        }
    }

    #[inline]
    fn at(&self, year: u16) -> Lanes {
        self.0[usize::from(year - FIRST_YEAR)].factor()
    }
}

/// What changes from year to year.
impl Group {
    /// All links of one year; gives what AI adds.
    #[inline]
    fn year(&mut self, year: u16, added_before: Lanes) -> Lanes {
        let at = usize::from(year - FIRST_YEAR);
        if BASE_YEAR < year {
            self.buy(year, added_before);
        }
        let (installed, draw) = if year < BASE_YEAR {
            let counted = Lanes::all(MARKET_2024.row.value.number);
            (counted, counted * self.at(Lever::Draw) * 1e6)
        } else {
            self.fleet()
        };
        let usable = self.usable(installed, draw, year);
        let demanded = if year < BASE_YEAR { usable } else { self.usable_2025 } * self.demand[at];
        let coverage =
            usable.with(demanded, |usable, demanded| if demanded > 0.0 { usable / demanded } else { 1.0 }).share();
        let share = self.with_coverage(self.if_met(year), coverage);
        let added = self.gdp[at] * share;
        self.years[at] = [added / 1e12, share, installed, usable, demanded, coverage, self.gdp[at] / 1e12];
        added
    }

    /// Money to machines.
    #[inline]
    fn buy(&mut self, year: u16, added_before: Lanes) {
        let planned = match self.money {
            Money::Plan => {
                let third = self.at(Lever::Plan) * (1.0 / 3.0);
                if year <= BASE_YEAR + 2 { third } else { third * self.growth.at(year - 2) }
            }
            Money::Operators => Lanes::all(OPERATORS_2025_BILLION_RMB.low * 1e9) * self.growth.at(year),
            Money::Own => self.at(Lever::Yearly) * self.growth.at(year),
        };
        let hardware = (planned + added_before * self.at(Lever::Reinvest)) * self.at(Lever::Hardware);
        let price = self.at(Lever::Price) * self.price.at(year);
        let domestic = self.between(Lever::Domestic2025, Lever::Domestic2035, year).share();
        let bought =
            hardware * domestic / (price * self.at(Lever::DomesticPrice)) + hardware * (Lanes::ONE - domestic) / price;
        let draw = self.at(Lever::Draw) * self.draw.at(year);
        self.bought[self.purchases] = (bought, bought * draw * 1e6);
        self.purchases += 1;
    }

    /// What stands, and what it draws.
    #[inline]
    fn fleet(&self) -> (Lanes, Lanes) {
        let life = self.at(Lever::Life);
        let left = life.map(|life| 1.0 - WHOLE[self.purchases] / life).share();
        let first = self.at(Lever::Installed);
        let mut sum = (first * left, first * self.at(Lever::Draw) * 1e6 * left);
        for at in self.purchases.saturating_sub(self.alive)..self.purchases {
            let share = (life - WHOLE[self.purchases - 1 - at]).share();
            sum = (sum.0 + self.bought[at].0 * share, sum.1 + self.bought[at].1 * share);
        }
        sum
    }

    /// What can run with the power there is: everything, or the newest machines first.
    #[inline]
    fn running(&self, installed: Lanes, draw: Lanes, year: u16) -> Lanes {
        let pue = self.between(Lever::Pue2025, Lever::Pue2035, year).held(1.0, 10.0);
        let limit = self.at(Lever::PowerLimit);
        let is_enough = (draw * pue).with(limit, |needed, limit| if needed <= limit { 1.0 } else { 0.0 });
        if is_enough.every(|is_enough| is_enough > 0.0) {
            return installed;
        }
        let available = (limit / pue).with(is_enough, |available, enough| if enough > 0.0 { 0.0 } else { available });
        let rationed = self.rationed(installed, draw, available, year);
        Lanes(std::array::from_fn(|lane| if is_enough.0[lane] > 0.0 { installed.0[lane] } else { rationed.0[lane] }))
    }

    /// What runs where there is not enough power for all: `economy::fleet::Fleet::running`. Lanes with enough come with none, so that the
    /// rest of a fleet is left out as soon as nobody has power for it.
    fn rationed(&self, installed: Lanes, draw: Lanes, available: Lanes, year: u16) -> Lanes {
        let life = self.at(Lever::Life);
        let (mut sum, mut left) = (Lanes::ZERO, available);
        let mut take = |eflops: Lanes, watts: Lanes| {
            let part = left.with(watts, |left, watts| if watts > left { left / watts } else { 1.0 }).share();
            sum = sum + eflops * part;
            left = (left - watts).map(|left| if left > 0.0 { left } else { 0.0 });
            left.every(|left| left <= 0.0)
        };
        if year < BASE_YEAR {
            take(installed, draw);
            return sum;
        }
        for at in (self.purchases.saturating_sub(self.alive)..self.purchases).rev() {
            let share = (life - WHOLE[self.purchases - 1 - at]).share();
            if take(self.bought[at].0 * share, self.bought[at].1 * share) {
                return sum;
            }
        }
        let stays = life.map(|life| 1.0 - WHOLE[self.purchases] / life).share();
        let first = self.at(Lever::Installed);
        take(first * stays, first * self.at(Lever::Draw) * 1e6 * stays);
        sum
    }

    /// What does useful work.
    #[inline]
    fn usable(&self, installed: Lanes, draw: Lanes, year: u16) -> Lanes {
        let running = self.running(installed, draw, year);
        let utilisation = self.between(Lever::Use2025, Lever::Use2035, year).share();
        let fleet = self.between(Lever::Fp8Fleet2025, Lever::Fp8Fleet2035, year).share();
        let part = self.at(Lever::Fp8Work) * fleet;
        let gain = Lanes::ONE / (Lanes::ONE - part + part / self.at(Lever::Fp8Speed));
        running * utilisation * self.at(Lever::Network) * gain
    }

    /// AI's share with all demand met.
    #[inline]
    fn if_met(&self, year: u16) -> Lanes {
        let odds = self.odds_2025 * self.odds.at(year);
        (self.last_share * (odds / (odds + 1.0))).share()
    }

    /// AI's share with the coverage there is.
    #[inline]
    fn with_coverage(&self, if_met: Lanes, coverage: Lanes) -> Lanes {
        if coverage.every(|c| c >= 1.0) {
            return if_met;
        }
        // All four, also those that need none, which `power` leaves at exactly 1: no branches.
        if_met * coverage.with(self.at(Lever::Elasticity), power).share()
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Reading, WAYS};
    use crate::economy::assumptions::{Assumptions, GdpPath, Money};
    use crate::economy::calendar::way_held;
    use crate::economy::levers::{self, Lever};
    use crate::economy::paths::lanes::{Lanes, WIDTH};
    use crate::economy::project;
    use proptest::prelude::{Strategy, prop_assert_eq, prop_oneof, proptest};

    /// Any four sets of levers: defaults, ends, and anything between.
    fn given() -> impl Strategy<Value = (Vec<[f64; WIDTH]>, Money, GdpPath)> {
        let value = |lever: Lever| {
            let (min, max) = lever.range();
            let default = lever.get(&Assumptions::default());
            prop_oneof![4 => proptest::strategy::Just(default), 1 => proptest::strategy::Just(min),
                1 => proptest::strategy::Just(max), 4 => min..=max]
        };
        let lever = move |at: usize| proptest::array::uniform4(value(Lever::ALL[at]));
        let levers: Vec<_> = (0..levers::COUNT).map(lever).collect();
        let money = proptest::sample::select(vec![Money::Plan, Money::Operators, Money::Own]);
        let path = proptest::sample::select(vec![GdpPath::Own, GdpPath::Official, GdpPath::Imf]);
        (levers, money, path)
    }

    #[test]
    fn ways_are_those_of_the_calendar() {
        for (year, expect) in (2024..).zip(WAYS) {
            assert_eq!(way_held(year).get().to_bits(), expect.to_bits(), "{year}");
        }
    }

    proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

        #[test]
        fn paths_are_projections_to_the_last_bit((group, money, path) in given()) {
            let mut paths = Group::new(|_| 0.0, money, path);
            // Followed before with other numbers, of which nothing may stay.
            paths.follow();
            for (&lever, values) in Lever::ALL.iter().zip(&group) {
                paths.set(lever, Lanes(*values));
            }
            paths.follow();
            for lane in [0_usize, 1, 2, 3] {
                let value = |lever: Lever| group[lever.place()][lane];
                let projection = project(&levers::assumptions(value, money, path));
                for (year, followed) in projection.years.iter().zip(&paths.years) {
                    for (reading, lanes) in Reading::ALL.iter().zip(followed) {
                        let (got, expect) = (lanes.0[lane], reading.of(year));
                        prop_assert_eq!(got.to_bits(), expect.to_bits(), "{:?} {} lane {}: {} {}", reading, year.year, lane, got, expect);
                    }
                }
            }
        }
    }
}
