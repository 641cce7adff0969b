//! The chain from investment to value and back: one year by hand, what its page says of it, and what must hold for any assumptions.
//!
//! Units: EFLOPS in FP16, RMB, GW, shares. The hand calculation is the one of `docs/model.md`; what ranges do is in
//! `tests/economy_ranges.rs`. What ought to help is checked to help for any assumptions whose new machines draw no more than old ones.

use octet::economy::assumptions::{Assumptions, GdpPath, Money};
use octet::economy::facts::named::{AI_2025_03, AI_2025_12, AI_2026_06, AI_TARGET_2030, MARKET_2024};
use octet::economy::levers::{COUNT, Lever, assumptions};
use octet::economy::spenders::known_spenders;
use octet::economy::trial::tried;
use octet::economy::{ProjectedYear, Projection, project};
use octet::units::compute::{Eflops, RmbPerEflops};
use octet::units::factors::{Bend, Pue, Rebound, RelativePrice, Rise};
use octet::units::power::MegawattsPerEflops;
use octet::units::{Elasticity, Growth, Multiple, Rmb, ServiceLife, Share, SpeedUp, Watts};
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

/// To half of the last digit that the page prints.
#[track_caller]
fn by_hand(name: &str, got: f64, by_hand: f64) {
    assert!((got / by_hand - 1.0).abs() < 5e-5, "{name}: {got} instead of {by_hand}");
}

fn with(lever: Lever, value: f64) -> Assumptions {
    let mut given = Assumptions::default();
    lever.set(&mut given, value);
    given
}

#[test]
fn one_year_by_hand() {
    let projection = project(&Assumptions::default());
    let (known, next) = (projection.base(), projection.year(2026));
    by_hand("usable 2025", known.usable.get(), 753.158);
    by_hand("value 2025, trillion RMB", known.value.trillions(), 1.401_88);
    by_hand("planned, billion RMB", next.planned.billions(), 166.667);
    by_hand("reinvested, billion RMB", next.reinvested.billions(), 70.094);
    by_hand("price, billion RMB per EFLOPS", next.price.billions(), 0.1875);
    by_hand("domestic", next.bought.domestic.get(), 333.359);
    by_hand("imported", next.bought.imported.get(), 424.275);
    by_hand("retired", next.retired.get(), 318.0);
    by_hand("installed", next.installed.get(), 2029.634);
    by_hand("PUE", next.pue.get(), 1.403);
    by_hand("needed, GW", next.needed.gigawatts(), 6.720_33);
    assert_eq!(next.powered, Share::MAX);
    by_hand("gain of FP8", next.fp8_gain.get(), 1.069_52);
    by_hand("usable", next.usable.get(), 976.829);
    by_hand("demanded", next.demanded.get(), 948.170);
    assert_eq!(next.coverage, Share::MAX);
    by_hand("GDP, trillion RMB", next.gdp.trillions(), 147.494);
    by_hand("share if met, per cent", next.ai_share_if_met.percent(), 1.200_32);
    by_hand("share, per cent", next.ai_share.percent(), 1.200_32);
    by_hand("value, trillion RMB", next.value.trillions(), 1.770_40);
    assert_eq!(next.gain, Multiple::MIN);
}

#[test]
fn the_gain_by_hand() {
    let projection = project(&with(Lever::Demand, 100.0));
    let next = projection.year(2026);
    by_hand("demanded", next.demanded.get(), 1193.67);
    by_hand("coverage", next.coverage.get(), 0.818_34);
    by_hand("share, per cent", next.ai_share.percent(), 1.085_83);
    by_hand("gain", next.gain.get(), 0.063_126);
    let in_2035 = projection.claimed();
    assert!((in_2035.coverage.get() - 0.857).abs() < 5e-4 && (in_2035.gain.get() - 0.0901).abs() < 5e-5);
    assert!(in_2035.powered == Share::MAX && projection.year(2036).powered < Share::MAX);
}

#[test]
fn the_page_says_what_the_defaults_give() {
    let projection = project(&Assumptions::default());
    let claimed = projection.claimed();
    by_hand("value", claimed.value.trillions(), 10.4849);
    by_hand("installed", claimed.installed.get(), 119_809.0);
    by_hand("usable", claimed.usable.get(), 67_393.0);
    by_hand("needed, GW", claimed.needed.gigawatts(), 90.613);
    assert!((claimed.ai_share.percent() - 4.5).abs() < 1e-9);
    assert!(projection.years.iter().all(|year| year.coverage == Share::MAX && year.gain == Multiple::MIN));
    // Below the count of the middle of the year in 2026, above the target in 2030.
    assert!(projection.year(2026).installed < AI_2026_06.eflops());
    let beside_target = projection.year(2030).installed.get() / AI_TARGET_2030.eflops().get();
    assert!((beside_target - 1.14).abs() < 5e-3);
    // Constant prices, and a network that lets half as much work.
    let constant = project(&with(Lever::PriceChange, 0.0));
    by_hand("value at a constant price", constant.claimed().value.trillions(), 8.8632);
    let narrow = project(&with(Lever::Network, 0.45));
    for (one, other) in narrow.years.iter().zip(projection.years) {
        assert!((one.value.get() / other.value.get() - 1.0).abs() < 1e-12, "{}", one.year);
    }
}

#[test]
fn the_page_says_how_the_trial_ends() {
    for (money, percents) in
        [(Money::Plan, [-13, -22, -43, -48]), (Money::Operators, [-32, -51, -69, -72]), (Money::Own, [34, 48, 21, 15])]
    {
        let mut given = Assumptions::default();
        given.spending.money = money;
        for (tried, percent) in tried(&given).beside.iter().zip(percents) {
            assert!((100.0 * (tried.relative.get() - 1.0) - f64::from(percent)).abs() < 0.5, "{money:?}: {tried:?}");
        }
    }
}

#[test]
fn the_guessed_price_lies_in_what_the_rows_of_2025_imply() {
    let hardware = 0.6 * known_spenders().billions();
    let in_nine_months = AI_2025_12.eflops().less(AI_2025_03.eflops()).get();
    let in_a_year = AI_2025_12.eflops().get() - MARKET_2024.eflops().get();
    let (low, high) = (0.75 * hardware / in_nine_months, hardware / in_a_year);
    assert!((low - 0.2008).abs() < 5e-4 && (high - 0.2607).abs() < 5e-4, "{low} {high}");
    let guess = Assumptions::default().spending.price_2025.billions();
    assert!(low <= guess && guess <= high);
}

/// A value of a lever: an end, the default, or anything between.
fn value_of(lever: Lever) -> impl Strategy<Value = f64> {
    let (min, max) = lever.range();
    prop_oneof![Just(min), Just(max), Just(lever.get(&Assumptions::default())), min..=max, min..=max]
}

/// What every lever allows.
fn turned() -> impl Strategy<Value = Assumptions> {
    let values: Vec<_> = Lever::ALL.iter().map(|lever| value_of(*lever)).collect();
    let money = prop_oneof![Just(Money::Plan), Just(Money::Operators), Just(Money::Own)];
    let path = prop_oneof![Just(GdpPath::Own), Just(GdpPath::Official), Just(GdpPath::Imf)];
    (values, money, path).prop_map(|(values, money, path)| assumptions(|lever| values[lever.place()], money, path))
}

/// Sets each field that is picked to the least or the most that its type admits, far beyond any lever.
macro_rules! stretch {
    ($given:ident, $picks:ident; $($($field:ident).+ = $least:expr, $most:expr;)*) => {{
        let mut picks = $picks.into_iter();
        $(match picks.next() {
            Some(0) => $given.$($field).+ = $least,
            Some(1) => $given.$($field).+ = $most,
            _ => {}
        })*
    }};
}

/// Any assumptions that the types admit: what levers allow, with some fields at the ends of their types.
fn any_admitted() -> impl Strategy<Value = Assumptions> {
    let picks = proptest::collection::vec(0..6_u8, COUNT);
    prop_oneof![turned(), (turned(), picks).prop_map(|(given, picks)| stretched(given, picks))]
}

fn stretched(mut given: Assumptions, picks: Vec<u8>) -> Assumptions {
    stretch! { given, picks;
        spending.three_year_plan = Rmb::MIN, Rmb::MAX;
        spending.own_2025 = Rmb::MIN, Rmb::MAX;
        spending.growth = Growth::MIN, Growth::MAX;
        spending.reinvested = Share::MIN, Share::MAX;
        spending.hardware_share = Share::MIN, Share::MAX;
        spending.price_2025 = RmbPerEflops::MIN, RmbPerEflops::MAX;
        spending.price_change = Growth::MIN, Growth::MAX;
        spending.domestic_2025 = Share::MIN, Share::MAX;
        spending.domestic_2035 = Share::MIN, Share::MAX;
        spending.domestic_price = RelativePrice::MIN, RelativePrice::MAX;
        stock.installed_2025 = Eflops::ZERO, Eflops::MAX;
        stock.life = ServiceLife::MIN, ServiceLife::MAX;
        power.draw_2025 = MegawattsPerEflops::MIN, MegawattsPerEflops::MAX;
        power.draw_change = Growth::MIN, Growth::MAX;
        power.pue_2025 = Pue::MIN, Pue::MAX;
        power.pue_2035 = Pue::MIN, Pue::MAX;
        power.limit = Watts::MIN, Watts::MAX;
        use_of_stock.utilisation_2025 = Share::MIN, Share::MAX;
        use_of_stock.utilisation_2035 = Share::MIN, Share::MAX;
        use_of_stock.network = Share::MIN, Share::MAX;
        use_of_stock.fp8_work = Share::MIN, Share::MAX;
        use_of_stock.fp8_fleet_2025 = Share::MIN, Share::MAX;
        use_of_stock.fp8_fleet_2035 = Share::MIN, Share::MAX;
        use_of_stock.fp8_speed_up = SpeedUp::MIN, SpeedUp::MAX;
        demand.relative_to_usable_2025 = Multiple::MIN, Multiple::MAX;
        demand.multiple_2035 = Rise::MIN, Rise::MAX;
        demand.bend = Bend::MIN, Bend::MAX;
        demand.cheaper = Share::MIN, Share::MAX;
        demand.rebound = Rebound::MIN, Rebound::MAX;
        economy.gdp_2025 = Rmb::MIN, Rmb::MAX;
        economy.real_growth = Growth::MIN, Growth::MAX;
        economy.price_rise = Growth::MIN, Growth::MAX;
        economy.ai_share_2025 = Share::MIN, Share::MAX;
        economy.ai_share_2035 = Share::MIN, Share::MAX;
        economy.reached_2035 = Share::MIN, Share::MAX;
        economy.elasticity = Elasticity::MIN, Elasticity::MAX;
    }
    given
}

/// Any assumptions under which new machines never draw more than old ones, so that the newest are the best to give power to.
fn efficient() -> impl Strategy<Value = Assumptions> {
    any_admitted().prop_map(|mut given| {
        given.power.draw_change = Growth::clamped(given.power.draw_change.get().min(0.0));
        given
    })
}

/// Whether `small` is at most `large`, up to the rounding of some hundred operations and two powers.
fn at_most(small: f64, large: f64) -> bool {
    small <= large * (1.0 + 1e-12)
}

/// The quantities of a year that must be finite and not negative.
fn quantities(year: &ProjectedYear) -> [f64; 15] {
    [
        year.planned.get(),
        year.reinvested.get(),
        year.price.get(),
        year.bought.domestic.get(),
        year.bought.imported.get(),
        year.retired.get(),
        year.installed.get(),
        year.pue.get(),
        year.needed.get(),
        year.usable.get(),
        year.demanded.get(),
        year.gdp.get(),
        year.value.get(),
        year.gain.get(),
        year.fp8_gain.get(),
    ]
}

/// The same year in two projections.
fn paired<'a>(
    one: &'a Projection,
    other: &'a Projection,
) -> impl Iterator<Item = (&'a ProjectedYear, &'a ProjectedYear)> {
    one.years.iter().zip(&other.years)
}

proptest! {
    #[test]
    fn every_year_is_finite_and_every_share_is_a_share(given in any_admitted()) {
        let projection = project(&given);
        prop_assert!(projection.years.iter().map(|year| year.year).eq(2024..=2040));
        for year in &projection.years {
            for quantity in quantities(year) {
                prop_assert!(quantity.is_finite() && quantity >= 0.0, "{:?}", year);
            }
            for share in [year.powered, year.utilisation, year.coverage, year.ai_share_if_met, year.ai_share] {
                prop_assert!((0.0..=1.0).contains(&share.get()), "{:?}", year);
            }
            let most = given.use_of_stock.fp8_speed_up.for_part(Share::MAX);
            prop_assert!(year.fp8_gain >= Multiple::ONE && at_most(year.fp8_gain.get(), most.get()), "{:?}", year);
            prop_assert!(year.ai_share <= year.ai_share_if_met);
            prop_assert!(at_most(year.value.get(), year.gdp.get()));
            prop_assert!(year.coverage < Share::MAX || year.gain == Multiple::MIN);
        }
    }

    #[test]
    fn the_same_assumptions_give_the_same_projection(given in any_admitted()) {
        prop_assert_eq!(project(&given), project(&given));
    }

    #[test]
    fn stocks_and_flows_balance(given in any_admitted()) {
        for pair in project(&given).years[1..].windows(2) {
            let before = pair[0].installed + pair[1].bought.all();
            let after = pair[1].installed + pair[1].retired;
            prop_assert!((before.get() - after.get()).abs() <= 1e-12 * before.get(), "{:?}", pair);
        }
    }

    #[test]
    fn what_buys_more_never_lowers_what_is_installed(
        given in efficient(),
        lever in proptest::sample::select(vec!["plan", "own", "growth", "hardware", "price", "life"]),
        factor in 1.0..10.0_f64,
    ) {
        let mut more = given;
        match lever {
            "plan" => more.spending.three_year_plan = Rmb::clamped(given.spending.three_year_plan.get() * factor),
            "own" => more.spending.own_2025 = Rmb::clamped(given.spending.own_2025.get() * factor),
            "growth" => more.spending.growth = Growth::clamped(given.spending.growth.get() + 0.1 * factor),
            "hardware" => more.spending.hardware_share = Share::clamped(given.spending.hardware_share.get() * factor),
            "price" => more.spending.price_2025 = RmbPerEflops::clamped(given.spending.price_2025.get() / factor),
            _ => more.stock.life = ServiceLife::clamped(given.stock.life.get() + factor),
        }
        let (less, more) = (project(&given), project(&more));
        for (less, more) in paired(&less, &more) {
            prop_assert!(at_most(less.installed.get(), more.installed.get()), "{}: {:?} {:?}", lever, less, more);
        }
    }

    #[test]
    fn more_power_never_lowers_what_is_usable(given in any_admitted(), factor in 1.0..100.0_f64) {
        let mut less = given;
        less.spending.reinvested = Share::MIN;
        let mut more = less;
        more.power.limit = Watts::clamped(given.power.limit.get() * factor);
        for (less, more) in paired(&project(&less), &project(&more)) {
            prop_assert!(at_most(less.usable.get(), more.usable.get()), "{:?} {:?}", less, more);
        }
    }

    #[test]
    fn more_demand_never_raises_coverage_or_value(given in efficient(), by_2035 in 1.0..20.0_f64, at_once in 1.0..5.0_f64) {
        let mut more = given;
        more.demand.multiple_2035 = Rise::clamped(given.demand.multiple_2035.get() * by_2035);
        more.demand.relative_to_usable_2025 = Multiple::clamped(given.demand.relative_to_usable_2025.get() * at_once);
        let (less, more) = (project(&given), project(&more));
        for (less, more) in paired(&less, &more) {
            prop_assert!(at_most(more.coverage.get(), less.coverage.get()), "{:?} {:?}", less, more);
            prop_assert!(at_most(more.value.get(), less.value.get()), "{:?} {:?}", less, more);
        }
    }

    #[test]
    fn a_higher_elasticity_never_raises_the_value(given in efficient(), higher in 0.0..=1.0_f64) {
        let mut more = given;
        more.economy.elasticity = Elasticity::clamped(given.economy.elasticity.get() + higher);
        let (less, more) = (project(&given), project(&more));
        for (less, more) in paired(&less, &more) {
            prop_assert!(at_most(more.value.get(), less.value.get()));
        }
    }
}
