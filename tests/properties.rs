//! What must hold for anything a reader can set, and for any link at all. The knob table is walked, so a new knob is tested
//! the day it is declared.

#[path = "properties/hostile.rs"]
mod hostile;

#[path = "properties/scenarios.rs"]
mod scenarios;

use hostile::Dice;
use octet::charts::export::svg_from_figure;
use octet::charts::theme::{Look, Theme};
use octet::charts::voice::PlainVoice;
use octet::economy::project;
use octet::experiments::{Experiment, quantization};
use octet::scenario::fitting::fit;
use octet::scenario::knobs::{knobs, knobs_of};
use octet::scenario::link::{MOST_BYTES, Parsed, Pin, newest_edition, parse, print};
use octet::scenario::notice::Why;
use octet::scenario::quantize::Origin;
use octet::scenario::value::{Kind, LONGEST_LIST, Value};
use octet::scenario::view::View;
use octet::scenario::{Language, Scenario};
use octet::views::{experiment, show};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use scenarios::{scenarios, scenarios_of, values};

const PINS: [Pin; 2] = [Pin::Always, Pin::WhenChanged];

fn read(link: &str) -> Parsed {
    parse(link, &Scenario::default())
}

/// Every knob's value to the last bit: `==` would take −0 for 0.
fn bits(scenario: &Scenario) -> Vec<(&'static str, Vec<u64>, Option<&'static str>)> {
    let exact = |value: Value| match value {
        Value::Choice(word) => (Vec::new(), Some(word)),
        Value::Number(number) => (vec![number.to_bits()], None),
        Value::Whole(number) => (vec![number], None),
        // Written differently is another value: 0x1d and 1~10 stand for themselves.
        Value::Real(_) | Value::Range(_) | Value::Measured(_) => {
            (value.written().bytes().map(u64::from).collect(), None)
        }
        Value::Numbers(numbers) => (numbers.iter().map(|number| number.to_bits()).collect(), None),
    };
    let all = |scenario: &Scenario| {
        knobs()
            .map(|knob| (knob, exact((knob.get)(scenario))))
            .map(|(knob, (bits, word))| (knob.key, bits, word))
            .collect()
    };
    let mut found: Vec<_> = all(scenario);
    if let Some(economy) = scenario.economy.swapped() {
        found.extend(all(&Scenario { economy, ..scenario.clone() }));
    }
    found
}

/// Whether the reader's numbers were too many for the link.
fn stays(link: &str) -> bool {
    link.contains("data=local")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_printed_link_is_read_back_to_the_bit(scenario in scenarios()) {
        for pin in PINS {
            let link = print(&scenario, pin);
            let parsed = read(&link);
            let mut expect = Scenario { edition: parsed.scenario.edition, ..scenario.clone() };
            let notices: Vec<&Why> = parsed.notices.iter().map(|notice| &notice.why).collect();
            if stays(&link) {
                expect.quantize.data = Vec::new();
                expect.accumulate.data = Vec::new();
                prop_assert_eq!(notices, vec![&Why::StayedOnDevice]);
            } else {
                prop_assert!(notices.is_empty(), "{}: {:?}", link, notices);
            }
            prop_assert_eq!(&parsed.scenario, &expect);
            prop_assert_eq!(bits(&parsed.scenario), bits(&expect));
            let names_edition = pin == Pin::Always || link.contains('?');
            prop_assert_eq!(expect.edition, names_edition.then(newest_edition));
        }
    }

    #[test]
    fn a_printed_link_survives_mail_programs(scenario in scenarios(), escaped in any::<u64>()) {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~,=&#/?".contains(c);
        for pin in PINS {
            let link = print(&scenario, pin);
            prop_assert!(link.chars().all(plain), "{}", link);
            let bare = format!("#/{}", scenario.view.key());
            prop_assert!(link == bare || link.ends_with("&v=1"), "{}", link);
            // Keys stand in the order of the table.
            let keys: Vec<&str> = link.split(['?', '&']).skip(1).filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
            let own = || knobs_of(scenario.view).map(|knob| knob.key.to_owned());
            let others = own().map(|key| format!("b.{key}"));
            let order: Vec<String> = own().chain(others).chain(["b", "lang", "m", "v"].map(str::to_owned)).collect();
            let places: Vec<usize> = keys.iter().map(|key| order.iter().position(|known| known == key).unwrap()).collect();
            prop_assert!(places.is_sorted(), "{}", link);
            // Escapes that a program adds change nothing.
            let escape = |(at, c): (usize, char)| {
                let hit = escaped.rotate_left(u32::try_from(at % 64).unwrap()) & 1 == 1;
                if hit && 0 < at { format!("%{:02x}", u32::from(c)) } else { c.to_string() }
            };
            prop_assert_eq!(read(&link.chars().enumerate().map(escape).collect::<String>()), read(&link));
        }
    }

    #[test]
    fn what_a_newer_version_says_is_passed_on(
        scenario in scenarios(),
        version in 2_u32..,
        pairs in proptest::collection::btree_map("[a-z][a-z0-9_.-]{0,12}", "[A-Za-z0-9._~,-]{0,20}", 0..8),
    ) {
        let ours = |key: &str| knobs().any(|knob| knob.key == key) || ["m", "v", "lang", "b"].contains(&key) || key.starts_with("b.");
        let pairs: Vec<(String, String)> = pairs.into_iter().filter(|(key, _)| !ours(key)).collect();
        let link = print(&scenario, Pin::Always);
        let newer = pairs.iter().map(|(key, value)| format!("&{key}={value}")).collect::<Vec<_>>().concat();
        let link = link.replace("&v=1", &newer).replace("?v=1", &format!("?{newer}")) + &format!("&v={version}");
        let parsed = read(&link);
        prop_assert_eq!(&parsed.scenario.foreign.pairs, &pairs);
        prop_assert_eq!(parsed.scenario.foreign.version, version);
        prop_assert!(parsed.notices.iter().any(|notice| notice.why == Why::NewerGrammar));
        if !stays(&link) {
            prop_assert_eq!(bits(&parsed.scenario), bits(&scenario));
            for pin in PINS {
                prop_assert_eq!(read(&print(&parsed.scenario, pin)).scenario, parsed.scenario.clone());
            }
        }
    }

    #[test]
    fn printing_settles_after_one_reading(text in prop_oneof!["\\PC{0,80}", "#/[a-z]{0,9}\\?[a-z0-9=&~.%#/-]{0,80}"]) {
        check_settled(&text);
    }
}

/// What is read from any text prints as a link that reads and prints as itself.
fn check_settled(text: &str) {
    let first = read(text).scenario;
    for pin in PINS {
        let link = print(&first, pin);
        let again = read(&link);
        if !stays(&link) {
            assert_eq!(print(&again.scenario, pin), link, "from {text:?}");
            assert_eq!(bits(&again.scenario), bits(&first), "from {text:?}");
            let fine = |why: &Why| 0 < first.foreign.version && matches!(why, Why::NewerGrammar | Why::UnknownKey);
            assert!(again.notices.iter().all(|notice| fine(&notice.why)), "{link}: {:?}", again.notices);
        }
    }
}

/// How long a hundred thousand hostile links may take. They take about two seconds; a reader of quadratic cost takes minutes.
const PATIENCE_S: u64 = 60;

#[test]
#[expect(
    clippy::disallowed_types,
    reason = "the one thing measured here is time, against a limit thirty times too generous"
)]
fn a_hundred_thousand_hostile_links_do_no_harm() {
    let mut runner = TestRunner::deterministic();
    let mut valid: Vec<String> = View::ALL.iter().map(|view| format!("#/{}", view.key())).collect();
    for _ in 0..200 {
        let scenario = scenarios().new_tree(&mut runner).unwrap().current();
        valid.extend(PINS.map(|pin| print(&scenario, pin)));
    }
    let mut dice = Dice(20_261_106);
    let begin = std::time::Instant::now();
    let (mut silent, mut remarked) = (0, 0);
    for _ in 0..100_000 {
        let link = hostile::link(&mut dice, &valid);
        let parsed = read(&link);
        for knob in knobs() {
            let value = (knob.get)(&parsed.scenario);
            assert!(knob.kind.allows(&value), "{link:?}: {} is {value:?}", knob.key);
        }
        if parsed.notices.is_empty() {
            silent += 1;
            check_nothing_dropped(&link, &parsed.scenario);
        } else {
            remarked += 1;
            assert!(parsed.notices.iter().all(|notice| !notice.to_string().contains(['\n', '\r', '\0'])), "{link:?}");
        }
        check_settled(&link);
    }
    assert!(begin.elapsed().as_secs() < PATIENCE_S, "{:?}", begin.elapsed());
    // Both branches were really walked.
    assert!(3_000 < silent && 30_000 < remarked, "{silent} {remarked}");
}

/// A link read without a remark has been understood in full: its view exists, and each of its pairs is in force.
fn check_nothing_dropped(link: &str, scenario: &Scenario) {
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment).trim();
    assert!(fragment.len() <= MOST_BYTES);
    if fragment.contains('%') {
        return; // Escapes have a test of their own.
    }
    let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    assert_eq!(scenario.view.key(), path.trim_matches('/'), "{link:?}");
    let mut seen = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (key, raw) = part.split_once('=').unwrap_or((part, ""));
        match key {
            "m" => assert_eq!(scenario.edition, Some(raw), "{link:?}"),
            "lang" => assert_eq!(scenario.language.map(Language::key), Some(raw), "{link:?}"),
            "v" => assert_eq!(raw.parse(), Ok(1), "{link:?}"),
            "b" => assert!(raw == "same" && scenario.economy.other.is_some(), "{link:?}"),
            key if key.starts_with("b.") => {
                let knob = knobs_of(scenario.view).find(|knob| knob.key == &key[2..]).expect(link);
                let economy = scenario.economy.swapped().expect(link);
                let other = Scenario { economy, ..scenario.clone() };
                assert_eq!(knob.kind.read(raw), (Some((knob.get)(&other)), None), "{link:?}");
            }
            _ => {
                let knob = knobs_of(scenario.view).find(|knob| knob.key == key).expect(link);
                assert_eq!(knob.kind.read(raw), (Some((knob.get)(scenario)), None), "{link:?}");
            }
        }
        assert!(!seen.contains(&key), "{link:?}: {key} twice, silently");
        seen.push(key);
    }
    // What it does not name stays at its default, or gives way to what it does name.
    let mut defaults = Scenario { view: scenario.view, ..Scenario::default() };
    for knob in knobs_of(scenario.view).filter(|knob| seen.contains(&knob.key)) {
        (knob.set)(&mut defaults, &(knob.get)(scenario));
    }
    fit(&mut defaults);
    for knob in knobs().filter(|knob| !seen.contains(&knob.key)) {
        assert_eq!((knob.get)(scenario), (knob.get)(&defaults), "{link:?}: {} moved", knob.key);
    }
}

#[test]
fn links_are_short() {
    let short = |link: &str| assert!(link.len() <= 200, "{} characters: {link}", link.len());
    let mut runner = TestRunner::deterministic();
    for view in View::ALL {
        for pin in PINS {
            short(&print(&Scenario { view, ..Scenario::default() }, pin));
        }
    }
    for knob in knobs().filter(|knob| !matches!(knob.kind, Kind::Numbers { .. } | Kind::Measured)) {
        for _ in 0..50 {
            let mut scenario = Scenario { view: knob.view, ..Scenario::default() };
            (knob.set)(&mut scenario, &values(knob.kind).new_tree(&mut runner).unwrap().current());
            short(&print(&scenario, Pin::Always));
        }
    }
    // A whole measurement is longer, and still travels by mail: six rates for each of nine sizes, and fifteen with several vectors.
    let measured = knobs_of(View::Bandwidth).find(|knob| knob.kind == Kind::Measured).unwrap();
    for _ in 0..200 {
        let mut scenario = Scenario { view: View::Bandwidth, ..Scenario::default() };
        (measured.set)(&mut scenario, &values(measured.kind).new_tree(&mut runner).unwrap().current());
        assert!(print(&scenario, Pin::Always).len() <= 1000);
    }
    let address =
        "https://example.org/octet/#/quantize?input=outlier&count=65536&strength=1000&format=e5m2&scaling=tensor";
    assert!(read(address).notices.is_empty());
    short(&print(&read(address).scenario, Pin::Always));
}

#[test]
fn a_list_too_long_for_a_link_stays_on_the_device() {
    let check = |last: f64, travels: bool| {
        let mut scenario = Scenario { view: View::Quantize, ..Scenario::default() };
        // 749 times "1~" are 1498 characters.
        scenario.quantize.data = vec![1.0; 749];
        scenario.quantize.data.push(last);
        let link = print(&scenario, Pin::Always);
        assert_eq!(stays(&link), !travels, "{last}");
        assert_eq!(link.contains(&format!("~1~{last}&")), travels, "{last}");
    };
    assert_eq!(LONGEST_LIST, 1500);
    check(10.0, true);
    check(100.0, false);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_projection_is_finite_and_every_share_a_share(scenario in scenarios_of(View::Economy)) {
        let projection = project(&scenario.economy.side.assumptions());
        for year in &projection.years {
            for quantity in [
                year.invested().get(), year.price.get(), year.bought.all().get(), year.retired.get(), year.installed.get(),
                year.fp8_gain.get(), year.usable.get(), year.demanded.get(), year.gdp.get(), year.value.get(),
                year.needed.get(), year.gain.get(),
            ] {
                prop_assert!(quantity.is_finite() && 0.0 <= quantity, "{:?}", year);
            }
            for share in [year.powered, year.utilisation, year.coverage, year.ai_share_if_met, year.ai_share] {
                prop_assert!((0.0..=1.0).contains(&share.get()), "{:?}", year);
            }
            prop_assert!(year.value <= year.gdp && year.ai_share <= year.ai_share_if_met, "{:?}", year);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_value_of_a_tensor_is_counted_once(scenario in scenarios_of(View::Quantize), count in 16_u32..2000) {
        let mut scenario = scenario;
        scenario.quantize.count = count;
        let Some(Experiment::Quantization(params)) = experiment(&scenario) else {
            // Only a reader's own numbers can be none.
            prop_assert!(scenario.quantize.origin == Origin::Data && scenario.quantize.data.is_empty());
            return Ok(());
        };
        let count = u32::try_from(params.input.count()).unwrap();
        let outcome = quantization::run(params);
        let sum = |bins: &[u32]| bins.iter().sum::<u32>();
        for (loss, linear, binades, zeros) in [
            (&outcome.fp32, &outcome.values.before, &outcome.magnitudes.before, outcome.magnitudes.zeros_before),
            (&outcome.chosen, &outcome.values.after, &outcome.magnitudes.after, outcome.magnitudes.zeros_after),
        ] {
            let metrics = &loss.metrics;
            prop_assert_eq!(metrics.count, count);
            prop_assert_eq!(metrics.measured + metrics.nans + metrics.infinities, count);
            prop_assert_eq!(sum(linear), metrics.measured);
            prop_assert_eq!(sum(binades) + zeros, metrics.measured);
            prop_assert!(metrics.underflows <= zeros && metrics.overflows <= count);
            prop_assert!(metrics.mean_squared_error.is_finite() && !metrics.sqnr_db.is_nan(), "{:?}", metrics);
        }
    }

    #[test]
    fn every_scenario_can_be_shown_and_drawn(scenario in scenarios(), count in 16_u32..500, width in 160_u32..1400) {
        let mut scenario = scenario;
        scenario.quantize.count = count;
        scenario.accumulate.length = count;
        let outcome = experiment(&scenario).map(Experiment::run);
        let shown = show(&scenario, outcome.as_ref(), &PlainVoice);
        let names = shown.names();
        let waits = [View::Quantize, View::Accumulate, View::Train].contains(&scenario.view) && outcome.is_none();
        prop_assert_eq!(names.is_empty(), waits);
        for (at, name) in names.iter().enumerate() {
            prop_assert!(!names[..at].contains(name), "{} twice", name);
            let text = shown.csv(Some(name)).unwrap();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let columns = reader.headers().unwrap().len();
            prop_assert!(reader.records().all(|record| record.unwrap().len() == columns));
        }
        for figure in &shown.figures {
            let svg = svg_from_figure(figure, &Look::svg(Theme::Light, f64::from(width), 320.0), &PlainVoice).unwrap();
            // A cell that holds no number may say so; a coordinate may not.
            let stray = svg.replace("\nNaN\n", "\n").find("NaN");
            prop_assert!(stray.is_none() && svg.ends_with("</svg>\n"), "{}: {stray:?}", figure.id);
        }
    }
}
