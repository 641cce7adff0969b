//! Scenarios made by walking the knob table: whatever a reader can set, and nothing else.

use octet::economy::assumptions::Money;
use octet::experiments::bandwidth::Rate;
use octet::experiments::bandwidth_plan::{Step, steps};
use octet::experiments::uncertainty::spread::{Shape, Spread};
use octet::numerics::layout::Sign;
use octet::numerics::real::{Given, LARGEST_TERM, MOST_DIGITS, MOST_TENS, MOST_TENS_OF_SCALED, MOST_TWOS, Real};
use octet::scenario::fitting::fit;
use octet::scenario::knobs::{Knob, knobs_of};
use octet::scenario::measured::{Carried, Measured};
use octet::scenario::value::{Kind, Value};
use octet::scenario::view::View;
use octet::scenario::{Language, Scenario};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::BoxedStrategy;

/// Any scenario of any view: each of its knobs at its default or at any value it allows.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    proptest::sample::select(View::ALL.to_vec()).prop_flat_map(scenarios_of)
}

/// Any scenario of one view.
pub fn scenarios_of(view: View) -> impl Strategy<Value = Scenario> {
    let knobs: Vec<&'static Knob> = knobs_of(view).collect();
    let values: Vec<_> = knobs.iter().map(|knob| proptest::option::of(values(knob.kind))).collect();
    let languages = proptest::sample::select(vec![None, None, Some(Language::English), Some(Language::French)]);
    let set = move |values: Vec<Option<Value>>| {
        let mut scenario = Scenario { view, ..Scenario::default() };
        for (knob, value) in knobs.iter().zip(&values) {
            if let Some(value) = value {
                (knob.set)(&mut scenario, value);
            }
        }
        // The page lets nobody set what does not go together.
        fit(&mut scenario);
        scenario
    };
    (values.clone(), languages, proptest::option::weighted(0.2, values)).prop_map(move |(values, language, others)| {
        let mut scenario = Scenario { language, ..set(values) };
        if view == View::Economy {
            // Another set of assumptions, and now and then the same one.
            scenario.economy.other = others.map(|others| {
                let other = set(others).economy.side;
                Box::new(if other.money == Money::Operators { scenario.economy.side.clone() } else { other })
            });
        }
        scenario
    })
}

/// Any value that a kind allows, its ends often.
pub fn values(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Choice(words) | Kind::Name(words) => {
            proptest::sample::select(words.to_vec()).prop_map(Value::Choice).boxed()
        }
        Kind::Whole { min, max, .. } => {
            prop_oneof![6 => min..=max, 1 => Just(min), 1 => Just(max)].prop_map(Value::Whole).boxed()
        }
        Kind::Number { min, max, .. } => {
            let anywhere = min..=max;
            // A number as someone types it: two significant digits.
            let typed =
                (min..=max).prop_map(move |number| format!("{number:.1e}").parse().unwrap_or(min).clamp(min, max));
            prop_oneof![4 => anywhere, 4 => typed, 1 => Just(min), 1 => Just(max)].prop_map(Value::Number).boxed()
        }
        Kind::Real => reals().prop_map(Value::Real).boxed(),
        Kind::Measured => proptest::option::of(measurements()).prop_map(Value::Measured).boxed(),
        Kind::Range { min, max } => proptest::option::of(ranges(min, max)).prop_map(Value::Range).boxed(),
        Kind::Numbers { limit, .. } => {
            let number = prop_oneof![
                6 => -10.0..10.0_f64,
                2 => (-100_i32..100).prop_map(f64::from),
                1 => -limit..=limit,
                1 => proptest::sample::select(vec![0.0, -0.0, limit, -limit, 5e-324, 1e-310]),
            ];
            let counts = prop_oneof![4 => 0_usize..20, 1 => 20_usize..300];
            counts
                .prop_flat_map(move |count| proptest::collection::vec(number.clone(), count))
                .prop_map(Value::Numbers)
                .boxed()
        }
    }
}

/// Any measurement, whole or as far as it came, as a link carries it.
fn measurements() -> impl Strategy<Value = Carried> {
    let rate = || {
        (
            6.0..12.0_f64,
            prop_oneof![4 => 0.0..0.05_f64, 1 => 0.0..=1.0_f64],
            prop_oneof![4 => 0.0..0.05_f64, 1 => 0.0..9.0_f64],
        )
            .prop_map(|(magnitude, below, above)| {
                let median = 10_f64.powf(magnitude);
                Rate { median, low: median * (1.0 - below), high: median * (1.0 + above) }
            })
    };
    let upto = proptest::sample::select(vec![22, 25, 28]);
    let steps = (1_u32..=16, upto).prop_map(|(threads, upto)| (threads, steps(upto, threads, 3)));
    let rated = move |(threads, steps): (u32, Vec<Step>)| {
        let rates = proptest::collection::vec(proptest::option::weighted(0.95, rate()), steps.len());
        (Just(threads), Just(steps.clone()), rates, prop_oneof![2 => Just(steps.len()), 1 => 0..=steps.len()])
    };
    steps.prop_flat_map(rated).prop_filter_map("nothing was measured", |(threads, steps, rates, came)| {
        let mut measured = Measured { threads, repetitions: threads - 1, ..Measured::default() };
        for (step, rate) in steps.iter().zip(rates).take(came) {
            if let Some(rate) = rate {
                measured.take(step.place, rate);
            }
        }
        measured.carried()
    })
}

/// Any range within these ends.
fn ranges(min: f64, max: f64) -> impl Strategy<Value = Spread> {
    let shapes = vec![Shape::Uniform, Shape::Triangular, Shape::Normal, Shape::LogNormal];
    (proptest::sample::select(shapes), min..=max, min..=max).prop_map(move |(shape, one, other)| {
        let (low, high) = (one.min(other), one.max(other));
        // Only what is above 0 has a logarithm.
        let shape = if shape == Shape::LogNormal && low <= 0.0 { Shape::Normal } else { shape };
        Spread { shape, low: low + 0.0, high: high + 0.0 }
    })
}

/// Any number or code: decimals of few and of many digits, fractions, powers of two, codes, and what is no number.
fn reals() -> impl Strategy<Value = Given> {
    let sign = proptest::sample::select(vec![Sign::Plus, Sign::Minus]);
    let digits = prop_oneof![3 => 0_u128..1_000, 1 => 0..10_u128.pow(MOST_DIGITS)];
    let tens = prop_oneof![4 => -8_i32..8, 1 => -MOST_TENS..=MOST_TENS - MOST_DIGITS.cast_signed()];
    let few_tens = -MOST_TENS_OF_SCALED..=MOST_TENS_OF_SCALED - MOST_DIGITS.cast_signed();
    let terms = || prop_oneof![3 => 1_u64..1_000, 1 => 1..=LARGEST_TERM];
    let twos = -MOST_TWOS..=MOST_TWOS;
    prop_oneof![
        4 => (sign.clone(), digits.clone(), tens).prop_filter_map("too long", |(sign, digits, tens)| Real::scaled(sign, digits, tens, 0)),
        2 => (sign.clone(), digits, few_tens, twos).prop_filter_map("too long", |(sign, digits, tens, twos)| Real::scaled(sign, digits, tens, twos)),
        2 => (sign.clone(), terms(), terms()).prop_filter_map("too large", |(sign, over, under)| Real::ratio(sign, over, under)),
        1 => sign.clone().prop_map(Real::infinite),
        1 => sign.prop_map(Real::nan),
    ]
    .prop_map(Given::Real)
    .boxed()
    .prop_union(any::<u32>().prop_map(Given::Code).boxed())
}
