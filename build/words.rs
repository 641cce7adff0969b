//! The closed list of words, made from the message files: the enum `Word`, and the page's match from a word to its text.
//!
//! The English file is the list. A word missing from another language is a compile error in the page (`leptos_i18n` sees to it)
//! and a failing test (`tests/messages.rs`); a word that nobody says is a failing test too.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// Only the rooms whose words are looked up by name keep their names in the page; the others would be dead weight.
const NAMED_ROOMS: [&str; 4] = ["knobs", "help", "options", "terms"];

/// One message: its room, its key.
type Key<'a> = (&'a str, &'a str);

/// `word.rs`, the enum with its list and names, and `said.rs`, the page's match.
///
/// # Errors
/// What is wrong with the file.
pub fn sources(json: &str) -> Result<[(String, String); 2], String> {
    let rooms: Map<String, Value> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let mut keys: Vec<Key> = Vec::new();
    for (room, messages) in &rooms {
        let messages = messages.as_object().ok_or_else(|| format!("{room} is no room of messages"))?;
        keys.extend(messages.keys().map(|key| (room.as_str(), key.as_str())));
    }
    let said = keys.iter().fold(String::from("match word {\n"), |mut all, (room, key)| {
        // Writing to a string cannot fail.
        let _ = writeln!(all, "    Word::{} => td_string!(locale, {room}.{key}),", variant(room, key));
        all
    });
    Ok([("word.rs".to_owned(), enum_source(&keys)), ("said.rs".to_owned(), said + "}\n")])
}

fn enum_source(keys: &[Key]) -> String {
    let each = |line: fn(&Key) -> String| keys.iter().map(line).collect::<Vec<_>>().concat();
    let named = keys.iter().filter(|(room, _)| NAMED_ROOMS.contains(room));
    let named: Vec<String> =
        named.map(|(room, key)| format!("    ({room:?}, {key:?}, Word::{}),\n", variant(room, key))).collect();
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
        "        }\n    }\n}\n\nstatic NAMED: &[(&str, &str, Word)] = &[\n",
        &named.concat(),
        "];\n",
    ]
    .concat()
}

/// `("knobs", "block_size")` becomes `KnobsBlockSize`.
fn variant(room: &str, key: &str) -> String {
    let words = room.split('_').chain(key.split('_'));
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
