//! The chain from investment to value: one year by hand, and what must hold for any assumptions.
//!
//! Units: EFLOPS in FP16, RMB, shares. The hand calculation is the one of `docs/model.md`.

use octet::economy::assumptions::Assumptions;
use octet::economy::facts::named::{AI_2025_03, AI_2025_12, AI_2026_06, AI_TARGET_2030, MARKET_2024};
use octet::economy::facts::spending::investments;
use octet::economy::{ProjectedYear, Projection, project};
use octet::units::compute::{Eflops, Fp16, RmbPerEflops};
use octet::units::{Elasticity, Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_oneof, proptest};

#[test]
fn one_year_by_hand() {
    fn check(name: &str, got: f64, by_hand: f64) {
        assert!((got / by_hand - 1.0).abs() < 5e-5, "{name}: {got} instead of {by_hand}");
    }
    let projection = project(&Assumptions::default());
    let (known, next) = (projection.first, projection.rest[0]);
    check("usable 2025", known.usable.get(), 836.84);
    check("invested, billion RMB", next.invested.billions(), 166.667);
    check("price, billion RMB per EFLOPS", next.price.billions(), 0.1875);
    check("bought", next.bought.get(), 533.33);
    check("retired", next.retired.get(), 318.0);
    check("installed", next.installed.get(), 1805.33);
    check("gain of FP8", next.fp8_gain.get(), 1.069_52);
    check("usable", next.usable.get(), 965.42);
    check("demanded", next.demanded.get(), 1053.52);
    check("coverage", next.coverage.get(), 0.916_38);
    check("GDP, trillion RMB", next.gdp.trillions(), 147.494);
    check("share if met, per cent", next.ai_share_if_met.percent(), 1.162_31);
    check("share, per cent", next.ai_share.percent(), 1.112_66);
    check("value, trillion RMB", next.value.trillions(), 1.641_1);
}

#[test]
fn the_guessed_price_lies_in_what_the_rows_of_2025_imply() {
    let billions = |entity: &str, period: &str, what: &str| {
        let mut rows = investments().iter().filter(|row| {
            (row.entity, row.period, row.unit) == (entity, period, "billion RMB") && row.what.starts_with(what)
        });
        rows.next().map(|row| row.value.low).expect("the row is in the table")
    };
    let alibaba = billions("Alibaba", "2025-2027", "cloud and AI infrastructure over three years") / 3.0;
    let operators = billions("Three telecom operators", "2025", "computing investment");
    // ByteDance's 90 billion for computing and Tencent's 10.7 billion USD of 2024 at 7.1957 stand in words or dollars.
    let hardware = 0.6 * (alibaba + operators + 90.0 + 10.7 * 7.1957);
    let in_nine_months = AI_2025_12.eflops().less(AI_2025_03.eflops()).get();
    let in_a_year = AI_2025_12.eflops().get() - MARKET_2024.eflops().get();
    let (low, high) = (0.75 * hardware / in_nine_months, hardware / in_a_year);
    assert!((low - 0.2008).abs() < 5e-4 && (high - 0.2607).abs() < 5e-4, "{low} {high}");
    let guess = Assumptions::default().spending.price_2025.billions();
    assert!(low <= guess && guess <= high);
}

#[test]
fn the_default_stays_below_the_official_count_and_target() {
    let projection = project(&Assumptions::default());
    let year = |wanted: u16| projection.years().find(|year| year.year == wanted).expect("a year of the projection");
    assert!(year(2026).installed < AI_2026_06.eflops());
    assert!(year(2030).installed < AI_TARGET_2030.eflops());
}

/// Any admissible value: the ends, the default, and anything between, small values as likely as large ones.
fn between(min: f64, default: f64, max: f64) -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(min),
        Just(max),
        Just(default),
        min..=max,
        (any::<bool>(), 0.0..=1.0_f64).prop_map(move |(up, way)| {
            if up { default + (max - default) * way.powi(20) } else { default - (default - min) * way }
        })
    ]
}

/// Any admissible assumptions.
fn assumptions() -> impl Strategy<Value = Assumptions> {
    let money =
        (between(0.0, 5e11, 1e18), between(1.0, 2.5e8, 1e15), between(0.0, 1590.0, 1e12), between(0.0, 1.4e14, 1e18));
    let growths = proptest::collection::vec(between(-0.99, 0.05, 10.0), 4);
    let shares = proptest::collection::vec(between(0.0, 0.3, 1.0), 9);
    let factors = (between(0.0, 1.0, 1e9), between(0.0, 10.0, 1e9), between(1.0, 2.0, 1e3), between(1.0, 5.0, 30.0));
    (money, growths, shares, factors).prop_map(|(money, growths, shares, factors)| {
        let mut given = Assumptions::default();
        given.spending.three_year_plan = Rmb::clamped(money.0);
        given.spending.price_2025 = RmbPerEflops::clamped(money.1);
        given.stock.installed_2025 = Eflops::clamped(money.2);
        given.economy.gdp_2025 = Rmb::clamped(money.3);
        given.spending.growth_after_plan = Growth::clamped(growths[0]);
        given.spending.price_change = Growth::clamped(growths[1]);
        given.economy.real_growth = Growth::clamped(growths[2]);
        given.economy.price_rise = Growth::clamped(growths[3]);
        let share = |index: usize| Share::clamped(shares[index]);
        given.spending.hardware_share = share(0);
        given.use_of_stock.utilisation_2025 = share(1);
        given.use_of_stock.utilisation_2035 = share(2);
        given.use_of_stock.fp8_work = share(3);
        given.use_of_stock.fp8_fleet_2025 = share(4);
        given.use_of_stock.fp8_fleet_2035 = share(5);
        given.economy.ai_share_2025 = share(6);
        given.economy.ai_share_2035 = share(7);
        given.economy.elasticity = Elasticity::clamped(shares[8]);
        given.demand.relative_to_usable_2025 = Multiple::clamped(factors.0);
        given.demand.multiple_2035 = Multiple::clamped(factors.1);
        given.use_of_stock.fp8_speed_up = SpeedUp::clamped(factors.2);
        given.stock.life = ServiceLife::clamped(factors.3);
        given
    })
}

/// Whether `small` is at most `large`, up to the rounding of some thirty operations and two powers.
fn at_most(small: f64, large: f64) -> bool {
    small <= large * (1.0 + 1e-12)
}

/// The quantities of a year that must be finite and not negative.
fn quantities(year: &ProjectedYear) -> [f64; 9] {
    let eflops = |count: Eflops<Fp16>| count.get();
    [
        year.invested.get(),
        year.price.get(),
        eflops(year.bought),
        eflops(year.retired),
        eflops(year.installed),
        eflops(year.usable),
        eflops(year.demanded),
        year.gdp.get(),
        year.value.get(),
    ]
}

/// Pairs of the same year in two projections.
fn paired<'a>(
    one: &'a Projection,
    other: &'a Projection,
) -> impl Iterator<Item = (&'a ProjectedYear, &'a ProjectedYear)> {
    one.years().zip(other.years())
}

proptest! {
    #[test]
    fn every_year_is_finite_and_every_share_is_a_share(given in assumptions()) {
        let projection = project(&given);
        prop_assert!(projection.years().map(|year| year.year).eq(2025..=2035));
        for year in projection.years() {
            for quantity in quantities(year) {
                prop_assert!(quantity.is_finite() && quantity >= 0.0, "{:?}", year);
            }
            for share in [year.utilisation, year.coverage, year.ai_share_if_met, year.ai_share] {
                prop_assert!((0.0..=1.0).contains(&share.get()), "{:?}", year);
            }
            let most = given.use_of_stock.fp8_speed_up.for_part(Share::MAX);
            prop_assert!(year.fp8_gain >= Multiple::ONE && year.fp8_gain <= most, "{:?}", year);
            prop_assert!(year.ai_share <= year.ai_share_if_met);
            prop_assert!(at_most(year.value.get(), year.gdp.get()));
        }
    }

    #[test]
    fn stocks_and_flows_balance(given in assumptions()) {
        let projection = project(&given);
        let years: Vec<&ProjectedYear> = projection.years().collect();
        for pair in years.windows(2) {
            let before = pair[0].installed + pair[1].bought;
            let after = pair[1].installed + pair[1].retired;
            prop_assert!((before.get() - after.get()).abs() <= 1e-12 * before.get(), "{:?}", pair);
        }
    }

    #[test]
    fn more_investment_never_lowers_what_is_installed(given in assumptions(), factor in 1.0..100.0_f64) {
        let mut more = given;
        more.spending.three_year_plan = Rmb::clamped(given.spending.three_year_plan.get() * factor);
        for (less, more) in paired(&project(&given), &project(&more)) {
            prop_assert!(at_most(less.installed.get(), more.installed.get()));
            prop_assert!(at_most(less.value.get(), more.value.get()));
        }
    }

    #[test]
    fn more_demand_never_raises_the_value(given in assumptions(), factor in 1.0..100.0_f64) {
        let mut more = given;
        more.demand.multiple_2035 = Multiple::clamped(given.demand.multiple_2035.get() * factor);
        more.demand.relative_to_usable_2025 = Multiple::clamped(given.demand.relative_to_usable_2025.get() * factor);
        for (less, more) in paired(&project(&given), &project(&more)) {
            prop_assert!(at_most(more.value.get(), less.value.get()));
        }
    }

    #[test]
    fn a_longer_life_never_lowers_what_is_installed(given in assumptions(), longer in 0.0..10.0_f64) {
        let mut more = given;
        more.stock.life = ServiceLife::clamped(given.stock.life.get() + longer);
        for (less, more) in paired(&project(&given), &project(&more)) {
            prop_assert!(at_most(less.installed.get(), more.installed.get()));
        }
    }

    #[test]
    fn a_higher_elasticity_never_raises_the_value(given in assumptions(), higher in 0.0..=1.0_f64) {
        let mut more = given;
        more.economy.elasticity = Elasticity::clamped(given.economy.elasticity.get() + higher);
        for (less, more) in paired(&project(&given), &project(&more)) {
            prop_assert!(at_most(more.value.get(), less.value.get()));
        }
    }
}
