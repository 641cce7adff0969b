//! Every figure is a snapshot, its data as text and its drawing as SVG, and obeys the rules of the drawing layer at
//! three widths in two themes: made-up ones that need every mark, and the real ones of every view, in both languages.
//! New snapshots: `INSTA_UPDATE=always cargo test --test figures`.
//! To look at the pictures: `FIGURES_OUT=/some/folder cargo test --test figures -- --ignored`.

#[path = "figures/catalogue.rs"]
mod catalogue;

#[path = "figures/demos.rs"]
mod demos;

#[path = "figures/recorder.rs"]
mod recorder;

#[path = "figures/rules.rs"]
mod rules;

#[path = "properties/scenarios.rs"]
mod scenarios;

#[path = "figures/snapshot.rs"]
mod snapshot;

#[path = "figures/voice.rs"]
mod voice;

use catalogue::{Scene, scenes};
use demos::demos;
use octet::charts::export::svg_from_figure;
use octet::charts::figure::Figure;
use octet::charts::theme::{Look, Theme};
use octet::charts::voice::PlainVoice;
use octet::charts::words::Word;
use octet::experiments::Experiment;
use octet::scenario::link::{Pin, print};
use octet::views::bandwidth_why::why;
use octet::views::{experiment, show};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use snapshot::check_figure;
use voice::{english, french};

#[test]
fn demos_match_their_snapshots() {
    for figure in demos() {
        check_figure(figure.id, &figure);
    }
}

#[test]
fn demos_obey_the_rules_of_drawing() {
    for figure in demos() {
        rules::check_rules(figure.id, &figure);
    }
}

#[test]
fn real_figures_match_their_snapshots() {
    for Scene { name, figure } in scenes(&english()) {
        check_figure(&name, &figure);
    }
}

#[test]
fn real_figures_obey_the_rules_of_drawing_in_every_language() {
    for Scene { name, figure } in scenes(&english()).into_iter().chain(scenes(&french())) {
        rules::check_rules(&name, &figure);
    }
}

/// The same eighty scenarios every time: what strains a picture is found here, and stays found.
#[test]
fn figures_of_any_scenario_obey_the_rules_of_drawing() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..80 {
        let mut scenario = scenarios::scenarios().new_tree(&mut runner).unwrap().current();
        scenario.quantize.count = scenario.quantize.count.min(2000);
        scenario.accumulate.length = scenario.accumulate.length.min(2000);
        let outcome = experiment(&scenario).map(Experiment::run);
        for figure in show(&scenario, outcome.as_ref(), &french()).figures {
            rules::check_rules(&format!("{} of {}", figure.id, print(&scenario, Pin::Always)), &figure);
        }
        let measured = scenario.bandwidth.measured.as_ref().and_then(|carried| carried.read().measured);
        let told = measured.iter().flat_map(|measured| why(measured, &french()));
        for sentence in told {
            assert!(!sentence.contains(['{', '}', '∞']) && !sentence.contains("NaN"), "{sentence}");
        }
    }
}

#[test]
fn real_figures_say_everything_and_leave_no_gap() {
    for Scene { name, figure } in scenes(&english()).into_iter().chain(scenes(&french())) {
        for text in [&figure.title, &figure.summary, &figure.caption, &figure.x.label, &figure.y.label] {
            assert!(!text.contains(['{', '}']), "{name}: {text}");
        }
        assert!(!figure.title.is_empty() && !figure.summary.is_empty() && !figure.caption.is_empty(), "{name}");
        assert!(!figure.marks.is_empty() && !figure.table.rows.is_empty(), "{name}");
        for row in &figure.table.rows {
            assert_eq!(row.len(), figure.table.columns.len(), "{name}");
        }
    }
}

#[test]
fn svg_files_stand_alone() {
    let figure = Figure { title: "a < b & c".into(), summary: "Rising.\u{0}".into(), ..demos().remove(0) };
    let svg = svg_from_figure(&figure, &Look::svg(Theme::Dark, 720.0, 400.0), &PlainVoice).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height="));
    for part in
        ["viewBox=\"0 0 7200 ", "<title>a &lt; b &amp; c</title>", "<desc>Rising.</desc>", "fill=\"#121212\"", "</svg>"]
    {
        assert_eq!(svg.matches(part).count().min(1), 1, "no {part} in {svg}");
    }
    assert_eq!(svg.matches("<svg").count(), 1);
}

#[test]
fn a_figure_without_marks_says_so() {
    let figure = Figure { marks: Vec::new(), ..demos().remove(0) };
    let svg = svg_from_figure(&figure, &Look::svg(Theme::Light, 340.0, 260.0), &PlainVoice).unwrap();
    assert!(svg.contains(Word::FiguresNothingToDraw.key()));
}

#[test]
fn pictures_too_small_for_a_plot_are_refused() {
    for (width, height) in [(0.0, 0.0), (159.0, 400.0), (400.0, 119.0), (f64::NAN, 400.0)] {
        let look = Look::svg(Theme::Light, width, height);
        let error = svg_from_figure(&demos()[0], &look, &PlainVoice).unwrap_err();
        assert!(error.to_string().contains("160 × 120"), "{error}");
    }
}

#[test]
#[ignore = "writes pictures for people to look at"]
fn write_gallery() {
    let folder = std::env::var("FIGURES_OUT").expect("FIGURES_OUT names a folder");
    let demos = demos().into_iter().map(|figure| Scene { name: figure.id.to_owned(), figure });
    for Scene { name: scene, figure } in demos.chain(scenes(&english())) {
        for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for width in [340.0, 720.0, 1100.0] {
                let look = Look::svg(theme, width, (width * 0.55).clamp(260.0, 420.0));
                let svg = svg_from_figure(&figure, &look, &PlainVoice).unwrap();
                std::fs::write(format!("{folder}/{scene}-{name}-{width}.svg"), svg).unwrap();
            }
        }
    }
}
