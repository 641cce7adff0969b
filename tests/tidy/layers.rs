//! Which room may import which: the table, and the paths that a file names.

use crate::source::{Source, places};

/// Every room and door with what it may import, lowest first; `ARCHITECTURE.md` shows the same table. A path such as
/// `numerics::formats` opens one file of a room only.
pub const LAYERS: [(&str, &[&str]); 13] = [
    ("lib", &[]),
    ("units", &[]),
    ("numerics", &[]),
    ("economy", &["units", "numerics::formats", "numerics::decimal_text"]),
    ("experiments", &["units", "numerics", "economy"]),
    ("scenario", &["units", "numerics", "experiments", "economy"]),
    ("charts", &["units", "numerics", "experiments", "economy"]),
    ("views", &["units", "numerics", "experiments", "economy", "scenario", "charts"]),
    ("worker", &["numerics", "experiments"]),
    ("app", &["units", "numerics", "experiments", "economy", "scenario", "charts", "views", "worker"]),
    ("main", &["app"]),
    ("bin/worker", &["worker"]),
    ("bin/octet", &["units", "numerics", "experiments", "economy", "scenario", "charts", "views", "worker"]),
];

/// Macros that the compiler puts at the root of the crate, with the room they live in.
const ROOT_MACROS: [(&str, &str); 1] = [("for_each_word", "charts")];

/// The room or door of a file: `economy` for `src/economy/facts/mod.rs`.
pub fn room_of(path: &str) -> &str {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let depth = if inside.starts_with("bin/") { 2 } else { 1 };
    inside.match_indices('/').nth(depth - 1).map_or(inside, |(end, _)| &inside[..end])
}

/// Imports that point up or sideways, and rooms that the table does not know.
pub fn layers(source: &Source) -> Vec<String> {
    let room = room_of(&source.path);
    let Some((_, allowed)) = LAYERS.iter().find(|(known, _)| *known == room) else {
        return vec![format!("{}: the room {room} is not in the layer table (tests/tidy/layers.rs)", source.path)];
    };
    // The doors are crates of their own: the library is `octet` there, and `crate` is the door itself.
    let prefix = if room.starts_with("bin/") || room == "main" { "octet::" } else { "crate::" };
    let mut problems = Vec::new();
    for at in places(&source.code, prefix) {
        let path = path_at(&source.code[at + prefix.len()..]);
        let first = path.split("::").next().unwrap_or_default();
        let target = ROOT_MACROS.iter().find(|(name, _)| *name == first).map_or(path.as_str(), |(_, room)| room);
        let opens = |open: &str| target == open || target.starts_with(&format!("{open}::"));
        if !opens(room) && !allowed.iter().any(|open| opens(open)) {
            problems.push(source.at(&source.code, at, &format!("{room} may not import {prefix}{path}")));
        }
    }
    problems
}

/// The path at the beginning of a text, without line breaks: `economy::facts` of `economy::facts::{A, B}`.
fn path_at(text: &str) -> String {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = text.find(|c| !is_path(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(':').to_owned()
}

#[test]
fn rooms_are_found() {
    for (path, room) in [
        ("src/units.rs", "units"),
        ("src/units/compute.rs", "units"),
        ("src/economy/facts/mod.rs", "economy"),
        ("src/bin/worker.rs", "bin/worker"),
        ("src/bin/octet/convert.rs", "bin/octet"),
    ] {
        assert_eq!(room_of(path), room);
    }
}

#[test]
fn the_table_only_points_down() {
    let rank = |room: &str| LAYERS.iter().position(|(known, _)| *known == room.split("::").next().unwrap_or_default());
    for (room, allowed) in LAYERS {
        assert!(allowed.iter().all(|open| rank(open).is_some() && rank(open) < rank(room)), "{room}");
    }
}
