//! The page comes in parts, each a program with its own words: every word must travel with all who say it, or nothing is said.
//!
//! Which word travels where is written in `build/words.rs`; who says what is read from the code and from the knob table.

#[path = "../build/words.rs"]
#[expect(dead_code, reason = "it belongs to the build script; only its table of parts is read here")]
mod build_words;

use build_words::{PARTS, part_of};
use octet::charts::words::Word;
use octet::scenario::knobs::knobs;
use octet::scenario::view::{Group, View};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of the lab that do not bear the name of one of its views.
const LAB: [&str; 9] =
    ["lab", "lab_part", "crew", "paste", "own_file", "own_table", "run_standing", "snippet", "snippets"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder of the repository").map(|entry| entry.expect("an entry").path());
    let inside = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    inside.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The part that a file of `views` or `app` is compiled into: that of the view whose name it or its folder begins with.
fn part_of_file(path: &str) -> &'static str {
    let names = || path.split('/').map(|name| name.trim_end_matches(".rs"));
    let named = |view: &&View| names().any(|name| *view != &View::Start && name.starts_with(view.key()));
    match View::ALL.iter().find(named) {
        Some(view) => view.group().key(),
        None if names().any(|name| LAB.contains(&name)) => Group::Lab.key(),
        None => Group::Start.key(),
    }
}

/// The words that a text names, as variants of `Word`.
fn said_in(text: &str) -> BTreeSet<&str> {
    let names = text.split("Word::").skip(1);
    names.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()).collect()
}

#[test]
fn the_lists_of_parts_agree() {
    assert_eq!(Group::ALL.map(Group::key), PARTS);
    assert!(Group::ALL.iter().enumerate().all(|(place, group)| group.place() == place));
}

#[test]
fn every_word_travels_with_the_code_that_says_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let words: BTreeMap<String, &str> = Word::ALL.iter().map(|word| (format!("{word:?}"), word.key())).collect();
    let mut seen = BTreeSet::new();
    for file in ["charts", "views", "app"].iter().flat_map(|room| rust_files(&root.join(room))) {
        let path = file.strip_prefix(&root).expect("a file under src").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).expect("a text");
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (room, key) in said_in(shipped).iter().filter_map(|name| words.get(*name)?.split_once('.')) {
            let (word, file) = (part_of(room, key), part_of_file(&path));
            assert!(
                word == "start" || word == file,
                "{path} is in the part {file}, but {room}.{key} travels with {word}"
            );
            seen.insert((word, file));
        }
    }
    // The check has met words of every part.
    assert!(PARTS.iter().all(|part| seen.contains(&(*part, *part))), "{seen:?}");
}

/// What a text names of a room, up to the next `::`: `quantize_page` of `crate::app::quantize_page::QuantizePage`.
fn named_of<'a>(room: &str, text: &'a str) -> Vec<&'a str> {
    let path = format!("crate::{room}::");
    text.split(path.as_str())
        .skip(1)
        .map(|rest| rest.split([':', ';', '(', ',', ' ']).next().unwrap_or_default())
        .collect()
}

/// One name too many, and a whole view would travel with the start view.
#[test]
fn no_part_of_the_page_names_another() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // These two are for the terminal, which has every view: they lead to all of them.
    let to_all = ["show", "experiment"];
    for file in rust_files(&root.join("app")) {
        let path = file.strip_prefix(&root).expect("a file under src").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).expect("a text");
        let own = part_of_file(&path);
        for name in named_of("app", &text).into_iter().chain(named_of("views", &text)) {
            let part = if to_all.contains(&name) { "lab" } else { part_of_file(name) };
            assert!(part == "start" || part == own, "{path} is in the part {own} and names {name}, which is in {part}");
        }
    }
}

#[test]
fn the_words_of_a_knob_travel_with_its_view() {
    let mut groups: BTreeMap<&str, BTreeSet<Group>> = BTreeMap::new();
    for knob in knobs() {
        groups.entry(knob.key).or_default().insert(knob.view.group());
    }
    for (key, groups) in groups {
        // A knob of views in several parts has its words where every part finds them.
        let wanted = if groups.len() == 1 { groups.first().copied().unwrap_or(Group::Start) } else { Group::Start };
        for (room, name) in [("knobs", key.to_owned()), ("help", key.to_owned()), ("options", format!("{key}_choice"))]
        {
            assert_eq!(part_of(room, &name), wanted.key(), "{room}.{name}: see KNOBS in build/words.rs");
        }
    }
}
