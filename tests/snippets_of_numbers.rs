//! "Show me in NumPy, PyTorch or Rust" for `#/bits` and `#/accumulate`: the programs of links are run, and every number that they
//! print is compared with that of the experiment behind the page.
//!
//! Which Python runs them: see `tests/snippets.rs`. Rust's run with `rustc`.

#![expect(clippy::unwrap_used, reason = "a program that cannot be run is a failed test")]

#[path = "snippets/running.rs"]
mod running;

use crate::running::{folder, parse_all, printed_by_rust, python_or_why, run_all, tongue};
use octet::experiments::promotion::Errors;
use octet::experiments::{Experiment, iterations, promotion, summation};
use octet::numerics::metrics::relative_error;
use octet::scenario::Scenario;
use octet::scenario::bits::Bits;
use octet::scenario::link::parse;
use octet::scenario::view::View;
use octet::views::accumulate_orbits::off;
use octet::views::bits::{mode, stored};
use octet::views::bits_words::hex;
use octet::views::experiment;
use octet::views::snippets::{Tongue, snippet};
use std::fs;

const OF_BITS: [&str; 16] = [
    "#/bits",
    "#/bits?x=1/3&rounding=stochastic",
    "#/bits?x=-464&rounding=up",
    "#/bits?x=465&rounding=down",
    "#/bits?x=0x7c&format=e5m2",
    "#/bits?x=0xff",
    "#/bits?x=0x1d&rounding=toward-zero",
    "#/bits?x=nan",
    "#/bits?x=-nan",
    "#/bits?x=-inf&rounding=down",
    "#/bits?x=-0",
    "#/bits?x=-1e-45&rounding=stochastic&word=7",
    "#/bits?x=1e400",
    "#/bits?x=2^-128",
    "#/bits?x=1.06250000000000000001",
    "#/bits?x=-1.75*2^9&format=custom&exponent=4&mantissa=2&rules=finite",
];

const OF_SUMS: [&str; 9] = [
    "#/accumulate",
    "#/accumulate?preset=swamping&length=8192",
    "#/accumulate?preset=stochastic&runs=5&length=3000",
    "#/accumulate?preset=muller&steps=30",
    "#/accumulate?preset=logistic&steps=120",
    "#/accumulate?preset=promotion&length=1000&promote=100",
    "#/accumulate?accumulator=fp16&input=data&data=60000~-3~0.1~5e7~-0.001&format=bf16",
    "#/accumulate?accumulator=fp16&input=data&data=6~-3~0.1~5e7~-0.001&format=fp32&kind=sum&rounding=toward-zero",
    "#/accumulate?accumulator=e4m3fn&input=ones&length=100&order=promotion&promote=7",
];

/// Every register in every order; the other settings take turns.
fn links() -> Vec<String> {
    let mut links: Vec<String> = OF_BITS.iter().chain(&OF_SUMS).map(|link| (*link).to_owned()).collect();
    let inputs = ["unit", "normal", "halfnormal", "centred", "meanone", "harmonic", "ones"];
    let formats = ["e4m3fn", "fp32", "bf16", "fp16", "e5m2"];
    let roundings = ["nearest-even", "stochastic", "toward-zero"];
    let mut turn = 0;
    for register in ["fp32", "fp16", "bf16", "e5m2", "e4m3fn", "tensor14"] {
        for order in ["sequential", "pairwise", "kahan", "promotion&promote=50"] {
            let (input, format, rounding) = (inputs[turn % 7], formats[turn % 5], roundings[turn % 3]);
            let kind = if turn % 4 == 3 { "sum" } else { "dot" };
            links.push(format!(
                "#/accumulate?accumulator={register}&order={order}&input={input}&format={format}&rounding={rounding}&kind={kind}&length=1000&runs=2&seed={}",
                turn + 1
            ));
            turn += 1;
        }
    }
    links
}

fn scenario(link: &str) -> Scenario {
    let parsed =
        parse(&format!("{link}{}m=2026-11&v=1", if link.contains('?') { '&' } else { '?' }), &Scenario::default());
    assert!(parsed.notices.is_empty(), "{link}: {:?}", parsed.notices);
    parsed.scenario
}

/// A line that a program must print: how it begins, where that is the same in every language, and its numbers.
#[derive(Debug, PartialEq)]
struct Line {
    begin: String,
    numbers: Vec<f64>,
}

fn of_bits(bits: &Bits) -> Vec<Line> {
    let line = |row: &octet::numerics::storing::Stored| {
        let format = row.rule.format.spec();
        let begin = format!("{} | {} | {}", format.name, mode(row).0, hex(&format, row.code));
        let percent = row.error_share.map(|share| share * 100.0);
        Line { begin, numbers: [Some(row.value), row.error_ulp, percent].map(|x| x.unwrap_or(f64::NAN)).into() }
    };
    stored(bits).iter().map(line).collect()
}

fn line(begin: &str, numbers: Vec<f64>) -> Line {
    Line { begin: begin.to_owned(), numbers }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn of_sums(outcome: &summation::Outcome) -> Vec<Line> {
    if outcome.question == summation::Question::Swamping {
        let lanes = outcome.parts.iter().flat_map(|part| &part.lanes);
        let lost = |lane: &summation::Lane| lane.stillness.unwrap().first_lost.map_or(f64::NAN, |n| n as f64);
        return lanes.map(|lane| line("", vec![lane.sums.last().unwrap().first, lost(lane)])).collect();
    }
    let part = &outcome.parts[0];
    let exact = part.last().unwrap().exact;
    let numbers = |lane: &summation::Lane| {
        let (sum, error) = (lane.sums.last().unwrap().first, lane.errors.last().unwrap());
        line("", vec![sum, exact, relative_error(exact, sum), error.first, error.mean, error.high])
    };
    part.lanes.iter().map(numbers).collect()
}

#[expect(clippy::cast_precision_loss, reason = "steps are few")]
fn of_orbits(iterations::Outcome { recurrence, truth, tracks }: &iterations::Outcome) -> Vec<Line> {
    let numbers = |track: &iterations::Track| {
        let off = track.first_off(truth, off(*recurrence)).map_or(f64::NAN, |n| n as f64);
        line(&track.arithmetic.name(), vec![off, *track.values.last().unwrap(), *truth.last().unwrap()])
    };
    tracks.iter().map(numbers).collect()
}

fn of_product(outcome: &promotion::Outcome) -> Vec<Line> {
    let numbers = |errors: Errors| {
        line("", vec![errors.max_relative, errors.max_to_largest, errors.max_to_magnitude, errors.rms])
    };
    let rows = |row: &promotion::Row| [row.plain, row.promoted, row.fp32].map(numbers);
    outcome.rows.iter().flat_map(rows).collect()
}

fn expected(scenario: &Scenario) -> Vec<Line> {
    match scenario.view {
        View::Bits => of_bits(&scenario.bits),
        View::Accumulate => {
            let outcome = experiment(scenario).map(Experiment::run).unwrap();
            let sums = outcome.summation().map(of_sums);
            let orbits = || outcome.iterations().map(of_orbits);
            sums.or_else(orbits).or_else(|| outcome.promotion().map(of_product)).unwrap()
        }
        View::Start | View::Quantize | View::Train | View::Bandwidth | View::Compute | View::Economy | View::Claims => {
            panic!("another view")
        }
    }
}

/// What a program printed: the last word of each field after those of the beginning is a number, or there is none.
fn read(line: &str, fields: usize) -> Line {
    let parts: Vec<&str> = line.split(" | ").collect();
    assert!(fields < parts.len(), "no line of a table: {line}");
    let number = |part: &&str| part.rsplit(' ').next().unwrap().parse().unwrap_or(f64::NAN);
    Line { begin: parts[..fields].join(" | "), numbers: parts[fields..].iter().map(number).collect() }
}

/// Sums are the same to the bit; what is computed from them may be rounded in another order.
fn is_same(ours: f64, theirs: f64) -> bool {
    ours.is_nan() && theirs.is_nan() || ours.to_bits() == theirs.to_bits() || (ours - theirs).abs() <= 1e-8 * ours.abs()
}

#[track_caller]
fn check(link: &str, printed: &str) {
    let scenario = scenario(link);
    let (mut expected, fields) = (expected(&scenario), if scenario.view == View::Bits { 3 } else { 1 });
    let mut lines: Vec<Line> = printed.lines().map(|line| read(line, fields)).collect();
    if scenario.view == View::Bits {
        // What the library makes of it stands behind; and a code given in its own format is printed first.
        for line in &mut lines {
            line.numbers.truncate(3);
        }
        expected.sort_by(|a, b| a.begin.cmp(&b.begin));
        lines.sort_by(|a, b| a.begin.cmp(&b.begin));
    }
    assert_eq!(lines.len(), expected.len(), "{link}: {printed}");
    for (theirs, ours) in lines.iter().zip(&expected) {
        let exact =
            if link.contains("#/accumulate") && ours.begin.is_empty() && ours.numbers.len() == 6 { 2 } else { 0 };
        let same = ours.numbers.iter().zip(&theirs.numbers).enumerate().all(|(at, (ours, theirs))| {
            if at < exact && ours.is_finite() { ours.to_bits() == theirs.to_bits() } else { is_same(*ours, *theirs) }
        });
        let begins = ours.begin.is_empty() || ours.begin == theirs.begin;
        assert!(begins && same && ours.numbers.len() == theirs.numbers.len(), "{link}: {theirs:?}, ours {ours:?}");
    }
}

#[test]
fn python_programs_print_our_numbers() {
    let Some(python) = python_or_why() else { return };
    let (folder, links) = (folder("programs-of-numbers"), links());
    for (index, link) in links.iter().enumerate() {
        let text = snippet(&scenario(link), tongue()).unwrap().text;
        fs::write(folder.join(format!("{index:02}.py")), text).unwrap();
    }
    run_all(&python, &folder);
    for (index, link) in links.iter().enumerate() {
        check(link, &fs::read_to_string(folder.join(format!("{index:02}.out"))).unwrap());
    }
}

#[test]
fn rust_programs_print_our_numbers() {
    let links = links();
    let texts = links.iter().map(|link| snippet(&scenario(link), Tongue::Rust).unwrap().text);
    let printed = printed_by_rust(&folder("rust-programs-of-numbers"), texts);
    assert_eq!(printed.len(), links.len());
    for (link, printed) in links.iter().zip(printed) {
        check(link, &printed);
    }
}

#[test]
fn pytorch_programs_are_python() {
    let Some(python) = python_or_why() else { return };
    let folder = folder("pytorch-programs-of-numbers");
    for (index, link) in links().iter().enumerate() {
        let text = snippet(&scenario(link), Tongue::PyTorch).unwrap().text;
        fs::write(folder.join(format!("{index:02}.py")), text).unwrap();
    }
    parse_all(&python, &folder);
}

/// The versions named are those that `scripts/setup` installs, so those that these tests run with.
#[test]
fn programs_name_the_versions_they_were_tried_with() {
    let scripts = [include_str!("../scripts/setup.d/oracle.sh"), include_str!("../scripts/setup.d/peers.sh")].concat();
    for tongue in [Tongue::NumPy, Tongue::PyTorch] {
        let text = snippet(&scenario("#/bits"), tongue).unwrap().text;
        let packages = text.lines().nth(1).unwrap().strip_prefix("# pip install ").unwrap();
        for package in packages.split(' ') {
            let (name, version) = package.split_once("==").unwrap();
            let pinned = [format!("{name}=={version}"), format!("{}={version}\n", name.to_uppercase())];
            assert!(pinned.iter().any(|pin| scripts.contains(pin)), "{package}");
        }
    }
}
