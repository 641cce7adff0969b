//! What every Rust file keeps to, one function per rule: a file in, what is wrong with it out.

use crate::layers::room_of;
use crate::source::{Source, places};

/// Most lines of a file.
const MOST_LINES: usize = 400;

/// Names that say nothing about what a file is for.
const JUNK: [&str; 5] = ["utils", "helpers", "common", "misc", "types"];

/// Files that may hand on another crate's names, with the reason.
const REEXPORTS: [(&str, &str); 1] =
    [("src/app/speech.rs", "the module that leptos_i18n generates must be reachable under a name of ours")];

/// Globs that may be imported: preludes, where they are drawn upon.
const GLOBS: [&str; 2] = ["leptos::prelude::*", "plotters::prelude::*"];

/// What stops the program. `expect` and the like only as methods: `#[expect(…)]` is another thing.
const PANICS: [&str; 8] =
    [".unwrap()", ".expect(", ".unwrap_err()", ".expect_err(", "panic!", "unreachable!", "todo!", "unimplemented!"];

/// What differs from run to run.
const UNREPEATABLE: [&str; 5] = ["Instant", "SystemTime", "HashMap", "HashSet", "thread_rng"];

/// Floating-point functions that a platform may round in its own way; `libm` has them all.
const FLOAT_FUNCTIONS: &str = "exp exp2 exp_m1 ln ln_1p log log2 log10 powf powi sqrt cbrt hypot mul_add sin cos tan \
    sin_cos asin acos atan atan2 sinh cosh tanh to_degrees to_radians";

/// The one call that stays: IEEE 754 rounds a square root correctly, so no platform has its own way. Its file holds it to `libm`.
const ROUNDED_ALIKE: [&str; 2] = ["src/numerics/square_root.rs", "sqrt"];

/// Ways of putting text into the page as markup.
const MARKUP: [&str; 6] =
    ["innerHTML", "inner_html", "outerHTML", "outer_html", "insert_adjacent_html", "create_contextual_fragment"];

/// The crates that know a browser.
pub const BROWSER_CRATES: [&str; 10] = [
    "leptos",
    "leptos_i18n",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "send_wrapper",
    "plotters_canvas",
    "console_error_panic_hook",
    "gloo_worker",
];

/// The files outside `app` that may name a browser's crate: the doors, and the shims of the worker.
const BROWSER_FILES: [&str; 4] = ["src/main.rs", "src/bin/worker.rs", "src/worker/client.rs", "src/worker/host.rs"];

/// The one address that stands in shipped text: the name of a vocabulary, which nobody fetches.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The file says what it is before anything else.
pub fn header(source: &Source) -> Vec<String> {
    let first = source.text.lines().next().unwrap_or_default();
    let says = first.strip_prefix("//! ").is_some_and(|rest| !rest.trim().is_empty());
    if says {
        Vec::new()
    } else {
        vec![format!("{}:1: the first line must be `//! ` and what the file is", source.path)]
    }
}

/// One idea, one file.
pub fn size(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines <= MOST_LINES {
        Vec::new()
    } else {
        vec![format!("{}: {lines} lines, at most {MOST_LINES} are allowed", source.path)]
    }
}

/// Code lives with its idea.
pub fn name(source: &Source) -> Vec<String> {
    let parts = source.path.trim_end_matches(".rs").split('/');
    let junk = parts.filter(|part| JUNK.contains(part));
    junk.map(|part| format!("{}: `{part}` names no idea", source.path)).collect()
}

/// A thing has one path.
pub fn reexport(source: &Source) -> Vec<String> {
    if REEXPORTS.iter().any(|(path, _)| *path == source.path) {
        return Vec::new();
    }
    let uses = places(&source.code, "pub").filter(|at| {
        let rest = source.code[at + 3..].trim_start();
        let rest = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest);
        rest.trim_start().starts_with("use ")
    });
    uses.map(|at| source.at(&source.code, at, "a re-export; import it where it lives")).collect()
}

/// A name's origin stands in the file.
pub fn glob(source: &Source) -> Vec<String> {
    let mut problems = Vec::new();
    for (part, more) in [(&source.shipped, None), (&source.code, Some("super::*"))] {
        let allowed = |path: &str| GLOBS.contains(&path) || more == Some(path);
        for at in places(part, "use ") {
            let statement = part[at + 4..].split(';').next().unwrap_or_default();
            if statement.contains("::*") || statement.contains("*}") || statement.contains("* }") {
                let statement = statement.split_whitespace().collect::<String>();
                if !allowed(&statement) {
                    problems.push(source.at(part, at, &format!("a glob import, `{statement}`")));
                }
            }
        }
    }
    problems
}

/// Rooms are named from the root, so that the layer rule sees every import.
pub fn relative_path(source: &Source) -> Vec<String> {
    // Inside the terminal's door, `crate` is the door, which is one room.
    let grouped = if room_of(&source.path) == "bin/octet" { "octet::{" } else { "crate::{" };
    let mut problems = Vec::new();
    for prefix in ["super::", "self::", grouped] {
        let all = places(&source.shipped, prefix);
        problems
            .extend(all.map(|at| source.at(&source.shipped, at, &format!("`{prefix}`; write `use crate::room::…`"))));
    }
    problems
}

/// A panic is a bug in us.
pub fn panics(source: &Source) -> Vec<String> {
    found(source, &source.shipped, &PANICS, "may stop the program")
}

/// The same link gives the same bits: no clock, no order that differs from run to run. The page may look at a clock.
pub fn repeatable(source: &Source) -> Vec<String> {
    if room_of(&source.path) == "app" {
        return Vec::new();
    }
    found(source, &source.code, &UNREPEATABLE, "differs from run to run")
}

/// The same link gives the same bits: functions of real numbers come from `libm`. Pixels of the page are free.
pub fn float(source: &Source) -> Vec<String> {
    if room_of(&source.path) == "app" {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for function in FLOAT_FUNCTIONS.split_whitespace() {
        if [source.path.as_str(), function] == ROUNDED_ALIKE {
            continue;
        }
        let calls =
            [".", "f64::", "f32::"].map(|before| [format!("{before}{function}("), format!("{before}{function})")]);
        for call in calls.as_flattened() {
            let why = format!("`{call}` is rounded by the platform; use libm");
            problems.extend(places(&source.shipped, call).map(|at| source.at(&source.shipped, at, &why)));
        }
    }
    problems
}

/// Text never becomes markup.
pub fn markup(source: &Source) -> Vec<String> {
    let places = MARKUP.iter().flat_map(|word| source.text.match_indices(word));
    places
        .map(|(at, word)| source.at(&source.text, at, &format!("`{word}` puts text into the page as markup")))
        .collect()
}

/// No request to another host: addresses stand in the fact tables and in comments only.
pub fn address(source: &Source) -> Vec<String> {
    let words = source.shipped_words.replace(NAMESPACE, &" ".repeat(NAMESPACE.len()));
    found(source, &words, &["http://", "https://", "ws://", "wss://"], "an address in shipped text")
}

/// The browser stops at the rooms that know it.
pub fn browser(source: &Source) -> Vec<String> {
    if room_of(&source.path) == "app" || BROWSER_FILES.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let paths = BROWSER_CRATES.map(|name| format!("{name}::"));
    found(source, &source.code, &paths.each_ref().map(String::as_str), "is for `app` and the worker's shims only")
}

fn found(source: &Source, part: &str, words: &[&str], why: &str) -> Vec<String> {
    let places = words.iter().flat_map(|word| places(part, word).map(move |at| (at, word)));
    places.map(|(at, word)| source.at(part, at, &format!("`{word}` {why}"))).collect()
}
