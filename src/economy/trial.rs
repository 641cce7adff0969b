//! The model tried on the past: started in 2022 with what was counted then, beside what has been counted since.
//!
//! Units: EFLOPS in FP16. The fleet, its price, life and the chosen money are those of the reader, carried back: `p(2022) =
//! p₂₀₂₅ / (1 + c)³`, `I(2022) = I(2025) / (1 + g)³`. Reinvestment starts in 2026 and is none of it. The counts come from two
//! publishers and two scopes (IDC to 2024, MIIT from 2025 on); a count in the middle of a year is set beside the geometric mean of
//! the two years' ends.
//! Example: with all defaults the model has 562 at the end of 2024, where IDC counted 725: −22 %.

use crate::economy::assumptions::Assumptions;
use crate::economy::calendar::{Course, TRIAL_YEAR};
use crate::economy::facts::compute::Counted;
use crate::economy::facts::named::{AI_2025_12, AI_2026_06, MARKET_2022, MARKET_2023, MARKET_2024};
use crate::economy::fleet::Fleet;
use crate::economy::{hardware, investment, power};
use crate::units::Multiple;
use crate::units::compute::{Eflops, Fp16};

/// The last year that the trial runs to.
const TRIAL_ENDS: u16 = 2026;

/// The model beside one count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tried {
    /// The count.
    pub counted: Counted<Fp16>,
    /// What the model says for the same date.
    pub modelled: Eflops<Fp16>,
    /// The model relative to the count: 0.58 falls short by 42 %.
    pub relative: Multiple,
}

/// A trial: the model's fleet at every year's end from 2022 to 2026, and every count beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// Year and fleet; the first is the count it starts from.
    pub path: Vec<(u16, Eflops<Fp16>)>,
    /// The counts after the first, in the order of their dates.
    pub beside: Vec<Tried>,
}

/// Runs the model from 2022.
pub fn tried(given: &Assumptions) -> Trial {
    let (growth, price_change) = (Course::of(given.spending.growth), Course::of(given.spending.price_change));
    let draw_change = Course::of(given.power.draw_change);
    let mut fleet = Fleet::new(MARKET_2022.eflops(), given.power.draw_2025, given.stock.life);
    let mut path = vec![(TRIAL_YEAR, fleet.installed())];
    for year in TRIAL_YEAR + 1..=TRIAL_ENDS {
        let money = investment::planned(&given.spending, &growth, year);
        let price = hardware::price(&given.spending, &price_change, year);
        fleet.add(
            hardware::bought(&given.spending, money, price, year).all(),
            power::draw_of_new(&given.power, &draw_change, year),
        );
        path.push((year, fleet.installed()));
    }
    let beside = [MARKET_2023, MARKET_2024, AI_2025_12, AI_2026_06].into_iter().map(|count| beside(count, &path));
    Trial { beside: beside.collect(), path }
}

/// The model at the date of a count.
fn beside(counted: Counted<Fp16>, path: &[(u16, Eflops<Fp16>)]) -> Tried {
    let date = counted.dated().date.decimal_year();
    // The end of a year is the beginning of the next: 2025.5 lies half-way between the ends of 2024 and 2025.
    let from_start = date - f64::from(TRIAL_YEAR + 1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few years, clamped at 0")]
    let whole = libm::floor(from_start.max(0.0)) as usize;
    let end = |at: usize| path[at.min(path.len() - 1)].1.get();
    let part = (from_start - libm::floor(from_start)).clamp(0.0, 1.0);
    let modelled = Eflops::clamped(libm::pow(end(whole), 1.0 - part) * libm::pow(end(whole + 1), part));
    Tried { counted, modelled, relative: modelled.relative_to(counted.eflops()).unwrap_or(Multiple::MAX) }
}

#[cfg(test)]
mod tests {
    use super::tried;
    use crate::economy::assumptions::{Assumptions, Money};

    #[test]
    fn the_path_by_hand() {
        // Money of the plan before 2025: 166.667 / 1.2 a year back; prices 0.25 / 0.75 a year back; life 5.
        let trial = tried(&Assumptions::default());
        let bought = |back: i32| 500.0 / 3.0 / 1.2_f64.powi(back) * 0.6 / (0.25 / 0.75_f64.powi(back));
        let start = 259.9;
        let expect = [
            start,
            start * 0.8 + bought(2),
            start * 0.6 + bought(2) + bought(1),
            start * 0.4 + bought(2) + bought(1) + bought(0),
            start * 0.2 + bought(2) + bought(1) + bought(0) + 500.0 / 3.0 * 0.6 / (0.25 * 0.75),
        ];
        for ((year, got), expect) in trial.path.iter().zip(expect) {
            assert!((got.get() / expect - 1.0).abs() < 1e-12, "{year}: {got:?} instead of {expect}");
        }
    }

    #[test]
    fn counts_stand_beside_the_model_of_their_own_date() {
        let trial = tried(&Assumptions::default());
        let fleet = |at: usize| trial.path[at].1.get();
        let expect = [fleet(1), fleet(2), fleet(3), (fleet(3) * fleet(4)).sqrt()];
        assert_eq!(trial.beside.len(), expect.len());
        for (tried, expect) in trial.beside.iter().zip(expect) {
            assert!((tried.modelled.get() / expect - 1.0).abs() < 1e-12, "{tried:?}");
            assert!((tried.relative.get() * tried.counted.eflops().get() / expect - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_plan_alone_explains_too_little_and_enough_money_explains_it() {
        let miss =
            |given: &Assumptions| tried(given).beside.iter().map(|tried| tried.relative.get()).collect::<Vec<_>>();
        let plan = miss(&Assumptions::default());
        assert!(plan.iter().all(|relative| *relative < 0.9) && plan[2] < 0.6 && plan[3] < 0.6, "{plan:?}");
        let mut known = Assumptions::default();
        known.spending.money = Money::Own;
        let known = miss(&known);
        assert!(known.iter().all(|relative| (0.9..1.6).contains(relative)), "{known:?}");
    }
}
