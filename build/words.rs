//! The closed list of words, made from the message files: the enum `Word`, and the page's match from a word to its text.
//!
//! The English file is the list. A word missing from another language is a compile error in the page (`leptos_i18n` sees to it)
//! and a failing test (`tests/messages.rs`); a word that nobody says is a failing test too.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Only the rooms whose words are looked up by name keep their names in the page; the others would be dead weight. A name travels
/// with its word's part.
const NAMED_ROOMS: [&str; 8] =
    ["knobs", "help", "options", "terms", "claims_say", "claims_for", "claims_against", "claims_steps"];

/// One message: its room, its key.
type Key<'a> = (&'a str, &'a str);

/// The parts of the page, each a program of its own with its own words (`scenario::view::Group`).
pub const PARTS: [&str; 3] = ["start", "lab", "economy"];

/// Rooms that only the views of one part say. What is in none of these lists is there from the start.
const ROOMS: [(&str, &[&str]); 2] = [
    (
        "lab",
        &[
            "bits",
            "classes",
            "libraries",
            "quantize",
            "measures",
            "snippets",
            "run",
            "accumulate",
            "train_page",
            "train",
            "published",
            "bandwidth",
            "measuring",
            "measured",
        ],
    ),
    (
        "economy",
        &[
            "compute",
            "economy",
            "series",
            "links",
            "claims",
            "claims_say",
            "claims_for",
            "claims_against",
            "claims_steps",
            "world",
            "chips",
            "counting",
            "card",
            "pace",
            "scoring",
        ],
    ),
];

/// Knobs of the views of one part: their names, remarks and options travel with it.
const KNOBS: [(&str, &[&str]); 2] = [
    (
        "lab",
        &[
            "x",
            "exponent",
            "mantissa",
            "rules",
            "word",
            "axis",
            "from",
            "to",
            "input",
            "count",
            "sigma",
            "strength",
            "outliers",
            "format",
            "scaling",
            "rounding",
            "overflow",
            "data",
            "preset",
            "kind",
            "length",
            "accumulator",
            "order",
            "promote",
            "runs",
            "steps",
            "columns",
            "spread",
            "nu",
            "scales",
            "rule",
            "sweep",
            "model",
            "chip",
            "stored",
            "kv",
            "kvshare",
            "context",
            "sequences",
            "usable",
            "bwreached",
            "peakreached",
            "link",
            "experts",
            "dispatch",
            "gemm",
            "chart",
            "upto",
            "repeats",
            "threads",
            "measured",
            "task",
            "recipe",
            "compare",
            "operands",
            "backward",
            "grouping",
            "promotion",
            "ends",
            "master",
            "moments",
            "between",
            "normalisation",
            "softmax",
            "embeddings",
            "lossscale",
            "width",
            "depth",
            "batch",
            "optimizer",
            "rate",
            "noise",
            "seeds",
            "show",
        ],
    ),
    (
        "economy",
        &[
            "basis",
            "scope",
            "track",
            "growth",
            "until",
            "divide",
            "origin",
            "fp8",
            "status",
            "sort",
            "peak",
            "frontier",
            "domestic",
            "fp8domestic",
            "fp8imported",
            "place",
            "fp8ratio",
            "fp8share",
            "bounds",
            "first",
            "last",
            "events",
            "start",
            "point",
            "money",
            "plan",
            "yearly",
            "plangrowth",
            "reinvest",
            "hardware",
            "price",
            "pricechange",
            "domestic2025",
            "domestic2035",
            "domesticprice",
            "installed",
            "life",
            "draw",
            "drawchange",
            "pue2025",
            "pue2035",
            "powerlimit",
            "use2025",
            "use2035",
            "network",
            "fp8work",
            "fp8fleet2025",
            "fp8fleet2035",
            "fp8speed",
            "demand2025",
            "demand",
            "shape",
            "cheaper",
            "rebound",
            "gdppath",
            "gdpgrowth",
            "inflation",
            "share2025",
            "share2035",
            "reached",
            "elasticity",
            "gdp2025",
            "year",
            "target",
            "solve",
            "goalvalue",
            "goalshare",
            "goalcoverage",
            "goalinstalled",
            "verdict",
            "claim",
        ],
    ),
];

/// Said on every view: the title names the page in the browser's bar, the origins stand beside knobs of any view.
const EVERYWHERE: [&str; 4] = ["title", "origin_published", "origin_derived", "origin_guess"];

/// The part of the page that a message travels with.
pub fn part_of(room: &str, key: &str) -> &'static str {
    let among = |lists: &[(&'static str, &[&str])], word: &str| {
        lists.iter().find(|(_, words)| words.contains(&word)).map(|(part, _)| *part)
    };
    // A range is named after the number that it may be instead.
    let key = key.strip_prefix("r.").unwrap_or(key);
    let part = match room {
        "knobs" | "help" => among(&KNOBS, key),
        "options" => among(&KNOBS, key.split('_').next().unwrap_or(key)),
        _ if EVERYWHERE.contains(&key) => None,
        _ => among(&ROOMS, room),
    };
    part.unwrap_or("start")
}

/// `word.rs`, the enum with its list and names, and a page's match for each of its parts: `said_start.rs` and so on.
///
/// # Errors
/// What is wrong with the file.
pub fn sources(json: &str) -> Result<Vec<(String, String)>, String> {
    let rooms: Map<String, Value> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let mut keys: Vec<Key> = Vec::new();
    for (room, messages) in &rooms {
        let messages = messages.as_object().ok_or_else(|| format!("{room} is no room of messages"))?;
        keys.extend(messages.keys().map(|key| (room.as_str(), key.as_str())));
    }
    let said = PARTS.iter().map(|part| (format!("said_{part}.rs"), said_source(part, &keys)));
    Ok([("word.rs".to_owned(), enum_source(&keys))].into_iter().chain(said).collect())
}

fn said_source(part: &str, keys: &[Key]) -> String {
    let ours = keys.iter().filter(|(room, key)| part_of(room, key) == part);
    let lines = ours.fold(String::from("match word {\n"), |mut all, (room, key)| {
        // Writing to a string cannot fail.
        let _ = writeln!(all, "    Word::{} => Some(td_string!(locale, {room}.{key})),", variant(room, key));
        all
    });
    lines + "    _ => None,\n}\n"
}

fn enum_source(keys: &[Key]) -> String {
    let each = |line: fn(&Key) -> String| keys.iter().map(line).collect::<Vec<_>>().concat();
    let table = |part: &&str| {
        let rooms = NAMED_ROOMS.iter().map(|room| named_room(room, part, keys)).collect::<Vec<_>>().concat();
        format!("static NAMED_{}: &[(&str, &str, &[Word])] = &[\n{rooms}];\n\n", part.to_uppercase())
    };
    [
        "/// A word or sentence of the message files, named by what it says.\n",
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]\npub enum Word {\n",
        &each(|(room, key)| format!("    /// The message `{room}.{key}`.\n    {},\n", variant(room, key))),
        "}\n\nimpl Word {\n    /// Every word.\n    pub const ALL: &'static [Word] = &[\n",
        &each(|(room, key)| format!("        Word::{},\n", variant(room, key))),
        "    ];\n\n    /// The word's key in the message files, `room.key`.\n",
        "    #[expect(clippy::too_many_lines, reason = \"a list, made from the message files\")]\n",
        "    pub const fn key(self) -> &'static str {\n        match self {\n",
        &each(|(room, key)| format!("            Word::{} => \"{room}.{key}\",\n", variant(room, key))),
        "        }\n    }\n}\n\n",
        &PARTS.iter().map(table).collect::<Vec<_>>().concat(),
    ]
    .concat()
}

/// A room with its names in one text and its words in the same order: one pointer for all of them weighs less than one for each.
fn named_room(wanted: &str, part: &str, keys: &[Key]) -> String {
    let ours = || keys.iter().filter(|(room, key)| *room == wanted && part_of(room, key) == part);
    if ours().next().is_none() {
        return String::new();
    }
    let names: Vec<&str> = ours().map(|(_, key)| *key).collect();
    let words: Vec<String> = ours().map(|(room, key)| format!("Word::{}", variant(room, key))).collect();
    format!("    ({wanted:?}, {:?}, &[{}]),\n", names.join(" "), words.join(", "))
}

/// `("knobs", "block_size")` becomes `KnobsBlockSize`.
fn variant(room: &str, key: &str) -> String {
    let words = room.split('_').chain(key.split('_'));
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
