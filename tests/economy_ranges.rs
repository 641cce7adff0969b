//! Ranges instead of numbers: bands, chances and swings, and what the page `docs/model.md` says of the ranges that are there at first.
//!
//! Units: those of the levers; value in trillion RMB. A few hundred paths are enough for what must hold of any number of them.

use octet::economy::assumptions::{Assumptions, GdpPath, Money};
use octet::economy::levers::Lever;
use octet::economy::paths::Reading;
use octet::economy::project;
use octet::experiments::Experiment;
use octet::experiments::uncertainty::spread::{Shape, Spread};
use octet::experiments::uncertainty::{Outcome, Params, run};
use octet::scenario::economy::Economy;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

fn params(ranges: Vec<(Lever, Spread)>) -> Params {
    let given = Assumptions::default();
    Params {
        levers: Lever::ALL.iter().map(|lever| lever.get(&given)).collect(),
        money: Money::Plan,
        path: GdpPath::Own,
        ranges,
        seed: 1,
        paths: 200,
        goal: 11.0,
        share: (0.04, 0.05),
    }
}

/// Every number of the bands as bits.
fn bits(bands: &[[f64; 5]]) -> Vec<u64> {
    bands.iter().flatten().map(|value| value.to_bits()).collect()
}

fn all_bits(outcome: &Outcome) -> Vec<u64> {
    outcome
        .bands
        .iter()
        .flat_map(|bands| bits(bands))
        .chain(outcome.curve.iter().map(|value| value.to_bits()))
        .collect()
}

#[test]
fn the_page_says_what_the_first_ranges_give() {
    let Experiment::Uncertainty(params) = Economy::default().experiment() else { panic!("another experiment") };
    let outcome = run(params);
    let check = |got: f64, expect: f64, half: f64| assert!((got - expect).abs() <= half, "{got} instead of {expect}");
    for (got, expect) in outcome.bands_of(Reading::Value)[11].into_iter().zip([7.57, 9.39, 10.17, 10.93, 11.96]) {
        check(got, expect, 0.005);
    }
    for (got, expect) in outcome.bands_of(Reading::Share)[11].into_iter().zip([3.34, 4.16, 4.44, 4.71, 4.95]) {
        check(100.0 * got, expect, 0.005);
    }
    check(outcome.bands_of(Reading::Coverage)[11][0], 0.56, 0.005);
    check(outcome.chance_of_value, 0.23, 0.005);
    check(outcome.chance_of_share, 0.90, 0.005);
    let widest: Vec<(Lever, f64)> = outcome.swings.iter().map(|swing| (swing.lever, swing.width())).collect();
    let expect = [(Lever::Share2035, 2.10), (Lever::GdpGrowth, 1.99), (Lever::Inflation, 1.42), (Lever::Demand, 0.78)];
    assert_eq!(widest.len(), 11);
    for ((lever, width), (expect, by)) in widest.iter().zip(expect) {
        assert_eq!(*lever, expect);
        check(*width, by, 0.005);
    }
    assert!(widest[4..].iter().all(|(_, width)| *width < 1e-12));
}

#[test]
fn with_no_range_no_band_has_a_width() {
    let outcome = run(params(Vec::new()));
    let projection = project(&Assumptions::default());
    for (reading, bands) in Reading::ALL.into_iter().zip(&outcome.bands) {
        for (year, band) in projection.years.iter().zip(bands) {
            assert!(band.iter().all(|value| value.to_bits() == reading.of(year).to_bits()), "{reading:?} {band:?}");
        }
    }
    assert!(outcome.swings.is_empty());
}

#[test]
fn a_range_never_changes_what_another_lever_draws() {
    let growth = (Lever::GdpGrowth, Spread { shape: Shape::Normal, low: 0.03, high: 0.05 });
    let price = (Lever::PriceChange, Spread { shape: Shape::Uniform, low: -0.5, high: -0.1 });
    let demand = (Lever::Demand, Spread { shape: Shape::LogNormal, low: 10.0, high: 100.0 });
    let gdp = |ranges: &[(Lever, Spread)]| bits(run(params(ranges.to_vec())).bands_of(Reading::Gdp));
    let alone = gdp(&[growth]);
    for ranges in [vec![growth, price], vec![price, growth], vec![demand, price, growth]] {
        assert_eq!(gdp(&ranges), alone, "{ranges:?}");
    }
    assert_ne!(gdp(&[price, demand]), alone);
}

/// The same range on two levers that do the same to GDP: were their numbers the same, so would be the bands.
#[test]
fn two_levers_draw_different_numbers() {
    let mut given = params(Vec::new());
    for lever in [Lever::GdpGrowth, Lever::Inflation] {
        given.levers[lever.place()] = 0.01;
    }
    let spread = Spread { shape: Shape::Uniform, low: 0.0, high: 0.05 };
    let of = |lever: Lever| run(Params { ranges: vec![(lever, spread)], ..given.clone() }).bands_of(Reading::Gdp)[11];
    let (growth, prices) = (of(Lever::GdpGrowth), of(Lever::Inflation));
    assert!(
        growth.into_iter().zip(prices).all(|(one, other)| 1e-6 * one < (one - other).abs()),
        "{growth:?} {prices:?}"
    );
}

#[test]
fn a_moved_range_moves_every_path_the_same_way() {
    let values = |high: f64| {
        let outcome = run(params(vec![(Lever::GdpGrowth, Spread { shape: Shape::Uniform, low: 0.02, high })]));
        outcome.curve
    };
    assert!(values(0.04).into_iter().zip(values(0.05)).all(|(less, more)| less < more));
}

/// A range somewhere in what a lever allows.
fn range() -> impl Strategy<Value = (Lever, Spread)> {
    let shape = prop_oneof![Just(Shape::Uniform), Just(Shape::Triangular), Just(Shape::Normal), Just(Shape::LogNormal)];
    (proptest::sample::select(Lever::ALL), shape, 0.0..=1.0_f64, 0.0..=1.0_f64).prop_map(
        |(lever, shape, one, other)| {
            let (min, max) = lever.range();
            let [low, high] = [one.min(other), one.max(other)].map(|way| min + (max - min) * way);
            let shape = if low <= 0.0 && shape == Shape::LogNormal { Shape::Normal } else { shape };
            (lever, Spread { shape, low, high })
        },
    )
}

/// Some ranges, each lever at most once.
fn ranges() -> impl Strategy<Value = Vec<(Lever, Spread)>> {
    proptest::collection::vec(range(), 1..8).prop_map(|mut ranges| {
        ranges.sort_by_key(|(lever, _)| *lever);
        ranges.dedup_by_key(|(lever, _)| *lever);
        ranges
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn percentiles_rise_and_chances_are_chances(ranges in ranges(), seed in any::<u32>()) {
        let outcome = run(Params { seed, ..params(ranges) });
        for band in outcome.bands.iter().flatten() {
            prop_assert!(band.iter().all(|value| value.is_finite() && *value >= 0.0));
            // Between two equal ranks a straight line is exact; between others each step is rounded once.
            prop_assert!(band.windows(2).all(|pair| pair[0] <= pair[1] * (1.0 + f64::EPSILON)), "{:?}", band);
        }
        prop_assert!(outcome.curve.windows(2).all(|pair| pair[0] <= pair[1] * (1.0 + f64::EPSILON)));
        for chance in [outcome.chance_of_value, outcome.chance_of_share] {
            prop_assert!((0.0..=1.0).contains(&chance));
        }
        prop_assert!(outcome.swings.windows(2).all(|pair| pair[0].width() >= pair[1].width()));
        prop_assert_eq!(outcome.swings.len(), outcome.params.ranges.len());
    }

    #[test]
    fn the_same_seed_gives_the_same_bits(ranges in ranges(), seed in any::<u32>()) {
        let with = |seed: u32| run(Params { seed, ..params(ranges.clone()) });
        prop_assert_eq!(all_bits(&with(seed)), all_bits(&with(seed)));
    }
}

#[test]
fn another_seed_gives_other_paths() {
    let growth = (Lever::GdpGrowth, Spread { shape: Shape::Normal, low: 0.03, high: 0.05 });
    let with = |seed: u32| all_bits(&run(Params { seed, ..params(vec![growth]) }));
    for seed in 2..20 {
        assert_ne!(with(1), with(seed), "{seed}");
    }
}
