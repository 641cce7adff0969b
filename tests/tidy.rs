//! The conventions of this repository as tests: what a reader is promised about every file, checked on every file.
//!
//! Each rule is a function from a text to its problems, and each has a bad sample below that it must catch, so that no rule
//! is one that cannot fail. Function length and number of parameters are clippy's (`clippy.toml`).

#![expect(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

#[path = "tidy/layers.rs"]
mod layers;

#[path = "tidy/papers.rs"]
mod papers;

#[path = "tidy/rules.rs"]
mod rules;

#[path = "tidy/source.rs"]
mod source;

use crate::layers::{LAYERS, layers, room_of};
use crate::source::{Source, ending, files, read, root, sources};
use octet::charts::words::Word;

type Rule = fn(&Source) -> Vec<String>;

fn none(problems: &[String]) {
    assert!(problems.is_empty(), "{}\n", problems.join("\n"));
}

/// Every file under `src` keeps the rule.
fn kept(rule: Rule) {
    let sources = sources();
    assert!(80 < sources.len(), "only {} files found: is the rule still looking at the right place?", sources.len());
    none(&sources.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_is() {
    kept(rules::header);
}

#[test]
fn no_file_is_long() {
    kept(rules::size);
}

#[test]
fn every_file_is_named_for_an_idea() {
    kept(rules::name);
}

#[test]
fn imports_point_down() {
    kept(layers);
}

#[test]
fn rooms_are_named_from_the_root() {
    kept(rules::relative_path);
}

#[test]
fn nothing_is_re_exported() {
    kept(rules::reexport);
}

#[test]
fn no_globs() {
    kept(rules::glob);
}

#[test]
fn nothing_panics() {
    kept(rules::panics);
}

#[test]
fn nothing_differs_from_run_to_run() {
    kept(rules::repeatable);
}

#[test]
fn real_functions_come_from_libm() {
    kept(rules::float);
}

#[test]
fn text_never_becomes_markup() {
    kept(rules::markup);
    for path in ["index.html", "scripts/page-start.js"] {
        none(&rules::markup(&Source::new(path, &read(path))));
    }
}

#[test]
fn no_address_but_in_facts_and_comments() {
    kept(rules::address);
    for path in files("src/messages").into_iter().chain(files("style")).chain(["scripts/page-start.js".to_owned()]) {
        let text = read(&path);
        assert!(!text.contains("://"), "{path} names an address");
        assert!(!text.contains("@import") && !text.contains("url("), "{path} loads something");
    }
}

#[test]
fn the_browser_stays_in_its_rooms() {
    kept(rules::browser);
    none(&papers::manifest(&read("Cargo.toml")));
}

#[test]
fn the_layer_table_knows_every_room_and_no_other() {
    let sources = sources();
    for (room, _) in LAYERS {
        assert!(sources.iter().any(|source| room_of(&source.path) == room), "there is no room {room}");
    }
    none(&papers::layer_headings(&read("ARCHITECTURE.md")));
}

#[test]
fn every_path_in_the_documents_exists() {
    // Made by the build, or looked at by the reader elsewhere.
    const MADE: [&str; 1] = ["dist/"];
    for document in ["ARCHITECTURE.md", "README.md", "docs/model.md", "docs/facts.md"] {
        let text = read(document);
        let links = papers::links(&text);
        let mut named: Vec<&str> = papers::paths(&text);
        named.retain(|path| !MADE.contains(path));
        assert!(document != "ARCHITECTURE.md" || 30 < named.len(), "{document} names only {} paths", named.len());
        let folder = root().join(document).parent().unwrap().to_path_buf();
        for path in named.into_iter().chain(links) {
            assert!(
                root().join(path).exists() || folder.join(path).exists(),
                "{document} names {path}, which is not there"
            );
        }
    }
}

#[test]
fn the_page_has_a_strict_policy() {
    none(&papers::page(&read("index.html")));
}

#[test]
fn every_data_file_is_described() {
    let names = files("src/economy/data");
    let names: Vec<&str> =
        names.iter().filter_map(|path| path.rsplit('/').next()).filter(|name| ending(name) == "csv").collect();
    assert!(!names.is_empty());
    none(&papers::data(&names, &read("src/economy/data/README.md")));
}

#[test]
fn every_language_says_every_word() {
    let keys: Vec<&str> = Word::ALL.iter().map(|word| word.key()).collect();
    let english = read("src/messages/en.json");
    for path in files("src/messages") {
        let problems = papers::messages(&keys, &english, &read(&path));
        assert!(problems.is_empty(), "{path}: {}", problems.join(", "));
    }
}

/// The rule finds exactly one problem in the sample.
fn catches(rule: Rule, path: &str, text: &str) {
    let problems = rule(&Source::new(path, text));
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
}

/// The rule finds nothing to complain about.
fn passes(rule: Rule, path: &str, text: &str) {
    none(&rule(&Source::new(path, text)));
}

#[test]
fn bad_files_are_caught() {
    catches(rules::header, "src/charts/a.rs", "use a;\n//! Late.\n");
    catches(rules::header, "src/charts/a.rs", "//!\n//! An empty first line.\n");
    passes(rules::header, "src/charts/a.rs", "//! A file.\n");
    catches(rules::size, "src/charts/a.rs", &"\n".repeat(401));
    passes(rules::size, "src/charts/a.rs", &"\n".repeat(400));
    catches(rules::name, "src/charts/utils.rs", "");
    catches(rules::name, "src/helpers/mod.rs", "");
    passes(rules::name, "src/charts/types_of_mark.rs", "");
}

#[test]
fn bad_imports_are_caught() {
    catches(layers, "src/numerics/a.rs", "use crate::units::Rmb;");
    catches(layers, "src/economy/a.rs", "use crate::numerics::rng::Stream;");
    catches(layers, "src/charts/a.rs", "fn f() { crate::views::show(); }");
    catches(layers, "src/scenario/a.rs", "crate::for_each_word!(f);");
    catches(layers, "src/bin/octet/a.rs", "use octet::app::App;");
    catches(layers, "src/fresh/mod.rs", "");
    passes(
        layers,
        "src/economy/a.rs",
        "use crate::numerics::formats::FormatId; // crate::app::x\nuse crate::economy::gdp::f;",
    );
    passes(layers, "src/bin/octet/a.rs", "use crate::refusal::Refusal; use octet::views::show;");
    catches(rules::relative_path, "src/charts/a.rs", "use super::axis::Axis;");
    catches(rules::relative_path, "src/charts/a.rs", "use crate::{axis, views};");
    passes(rules::relative_path, "src/charts/a.rs", "#[cfg(test)]\nmod tests { use super::axis; }");
    for line in ["pub use crate::charts::axis::Axis;", "pub(crate) use a::b;", "pub  use a;"] {
        catches(rules::reexport, "src/charts/a.rs", line);
    }
    passes(rules::reexport, "src/charts/a.rs", "pub fn use_it() {}\nuse a;");
    catches(rules::glob, "src/charts/a.rs", "#[cfg(test)]\nmod tests { use crate::charts::axis::*; }");
    passes(rules::glob, "src/app/a.rs", "use leptos::prelude::*;\n#[cfg(test)]\nmod tests { use super::*; }");
    assert!(!rules::glob(&Source::new("src/charts/a.rs", "use super::*;")).is_empty());
    catches(rules::browser, "src/charts/a.rs", "use web_sys::Window;");
    passes(rules::browser, "src/worker/client.rs", "use web_sys::Worker;");
}

#[test]
fn bad_code_is_caught() {
    for code in ["a.unwrap()", "a.expect(\"b\")", "panic!(\"no\")", "unreachable!()"] {
        catches(rules::panics, "src/charts/a.rs", &format!("fn f() {{ {code}; }}"));
        passes(rules::panics, "src/charts/a.rs", &format!("#[cfg(test)]\nmod tests {{ fn f() {{ {code}; }} }}"));
    }
    passes(
        rules::panics,
        "src/charts/a.rs",
        "/// `a.unwrap()`\n#[expect(b, reason = \"c.unwrap()\")]\nfn f() { d.unwrap_or(1); }",
    );
    catches(rules::repeatable, "src/economy/a.rs", "use std::collections::HashMap;");
    catches(rules::repeatable, "src/economy/a.rs", "let now = std::time::Instant::now();");
    passes(rules::repeatable, "src/app/a.rs", "let now = std::time::Instant::now();");
    for code in ["x.sqrt()", "(1.0 + x).powi(2)", "f64::ln(x)", "a.map(f64::exp)"] {
        catches(rules::float, "src/economy/a.rs", code);
    }
    passes(rules::float, "src/numerics/square_root.rs", "f32::sqrt(x)");
    catches(rules::float, "src/numerics/square_root.rs", "x.exp()");
    passes(rules::float, "src/economy/a.rs", "libm::sqrt(x) + x.round() + x.abs() + axis.log");
    catches(rules::markup, "src/app/a.rs", "element.set_inner_html(text)");
    catches(rules::address, "src/app/a.rs", "fetch(\"https://example.org\")");
    passes(rules::address, "src/app/a.rs", "//! See https://example.org\nlet a = \"http://www.w3.org/2000/svg\";");
}

#[test]
fn bad_papers_are_caught() {
    let text = "See `src/a.rs`, `make test`, `#/quantize`, `x/y` and [a](docs/b.png), [c](https://example.org).\n```\n`d/e`\n```\n";
    assert_eq!(papers::paths(text), ["src/a.rs", "x/y"]);
    assert_eq!(papers::links(text), ["docs/b.png"]);
    assert!(!papers::layer_headings("### units ← charts\n").is_empty());
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">";
    none(&papers::page(policy));
    for bad in
        ["<script>a()</script>", "<p onclick=\"a()\">", "<p style=\"a\">", "<link href=\"https://example.org/a.css\">"]
    {
        assert_eq!(papers::page(&format!("{policy}{bad}")).len(), 1, "{bad}");
    }
    for bad in ["'unsafe-inline'", "https:", "*"] {
        assert_eq!(papers::page(&policy.replace("'self'", bad)).len(), 1, "{bad}");
    }
    assert_eq!(papers::page("<p>no policy</p>").len(), 1);
    let wasm = "[target.'cfg(target_arch = \"wasm32\")'.dependencies]\nleptos = \"0.8\"\n";
    none(&papers::manifest(wasm));
    assert_eq!(papers::manifest(&format!("[dependencies]\nweb-sys = \"0.3\"\n{wasm}")).len(), 1);
    assert_eq!(papers::manifest("[dependencies]\nleptos = \"0.8\"\n").len(), 2);
    assert_eq!(papers::manifest(&format!("{wasm}web-sys = {{ features = [\"WebSocket\"] }}")).len(), 1);
    assert_eq!(papers::data(&["a.csv"], "**b.csv** (1 row)").len(), 2);
    none(&papers::data(&["a.csv"], "**a.csv** (1 row)"));
    let english = "{\"a\": {\"b\": \"{x} and {y}\"}}";
    none(&papers::messages(&["a.b"], english, &english.replace("and", "et")));
    for bad in ["{\"a\": {\"b\": \"{x}\"}}", "{\"a\": {}}", "{\"a\": {\"b\": \"{y} {x}\", \"c\": \"d\"}}"] {
        assert_eq!(papers::messages(&["a.b"], english, bad).len(), 1, "{bad}");
    }
}
