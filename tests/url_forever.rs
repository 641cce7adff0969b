//! Every link ever published means for ever what it meant: `tests/data/published_links.csv`, to which lines are only added.
//!
//! To add one: `LINK='#/compute?growth=0.3' cargo test --test url_forever -- --ignored --nocapture` prints the line.

use octet::scenario::knobs::knobs_of;
use octet::scenario::link::{Parsed, Pin, parse, print};
use octet::scenario::{Language, Scenario};

const CORPUS: &str = include_str!("data/published_links.csv");

/// One line of the corpus.
struct Published {
    link: String,
    view: String,
    edition: String,
    language: String,
    /// `key=value` of every knob of the view; none for a bare link, which means the newest defaults and promises no values.
    values: Vec<String>,
    /// The keys that were remarked upon, `view` for the whole link.
    remarks: Vec<String>,
}

fn corpus() -> Vec<Published> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(CORPUS.as_bytes());
    let header: Vec<&str> = vec!["published", "link", "view", "edition", "language", "values", "remarks"];
    assert_eq!(reader.headers().expect("a header"), header);
    let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect();
    let published = |record: csv::StringRecord| Published {
        link: record[1].to_owned(),
        view: record[2].to_owned(),
        edition: record[3].to_owned(),
        language: record[4].to_owned(),
        values: words(&record[5]),
        remarks: words(&record[6]),
    };
    reader.records().map(|record| published(record.expect("seven cells"))).collect()
}

/// What a link means today, in the words of the corpus.
fn read_today(link: &str) -> Published {
    let Parsed { scenario, notices } = parse(link, &Scenario::default());
    let is_bare = scenario.edition.is_none() && scenario == Scenario { view: scenario.view, ..Scenario::default() };
    let value = |knob: &octet::scenario::knobs::Knob| format!("{}={}", knob.key, (knob.get)(&scenario).written());
    let remark = |key: &str| if key.is_empty() { "view".to_owned() } else { key.to_owned() };
    Published {
        link: link.to_owned(),
        view: format!("#/{}", scenario.view.key()),
        edition: scenario.edition.unwrap_or_default().to_owned(),
        language: scenario.language.map(Language::key).unwrap_or_default().to_owned(),
        values: if is_bare { Vec::new() } else { knobs_of(scenario.view).map(value).collect() },
        remarks: notices.iter().map(|notice| remark(&notice.key)).collect(),
    }
}

/// Links with a word that nobody knew when they were published, and its key: E4M3, the IEEE-style format, came later.
const UNDERSTOOD_SINCE: [(&str, &str); 1] =
    [("#/quantize?count=999999999&format=e4m3&colour=red&m=2026-11&v=1", "format")];

#[test]
fn published_links_keep_their_meaning() {
    let corpus = corpus();
    for published in &corpus {
        let today = read_today(&published.link);
        let link = &published.link;
        assert_eq!(today.view, published.view, "{link}");
        assert_eq!(today.edition, published.edition, "{link}");
        assert_eq!(today.language, published.language, "{link}");
        // What was refused that day may have got a meaning since: then the reader sees what the link asked for all along.
        let since: Vec<&str> =
            UNDERSTOOD_SINCE.iter().filter(|(known, _)| known == link).map(|(_, key)| *key).collect();
        let refused = published.remarks.iter().filter(|remark| !since.contains(&remark.as_str()));
        assert_eq!(today.remarks.iter().collect::<Vec<_>>(), refused.collect::<Vec<_>>(), "{link}");
        // A knob that came later is not in the line; every one that is keeps its value.
        for value in &published.values {
            let is_late = since.iter().any(|key| value.starts_with(&format!("{key}=")));
            assert!(is_late || today.values.contains(value), "{link} meant {value}, today {:?}", today.values);
        }
    }
    assert!(25 <= corpus.len(), "lines were taken away");
}

#[test]
fn a_published_link_passed_on_keeps_its_meaning() {
    for published in corpus().iter().filter(|published| published.remarks.is_empty()) {
        let scenario = parse(&published.link, &Scenario::default()).scenario;
        let again = read_today(&print(&scenario, Pin::Always));
        assert_eq!(again.view, published.view, "{}", published.link);
        assert!(published.values.iter().all(|value| again.values.contains(value)), "{}", published.link);
    }
}

#[test]
#[ignore = "prints a line for the corpus; see the head of this file"]
fn print_a_line() {
    let link = std::env::var("LINK").expect("LINK is the link to publish");
    let Published { link, view, edition, language, values, remarks } = read_today(&link);
    println!("{link},{view},{edition},{language},{},{}", values.join(" "), remarks.join(" "));
}
