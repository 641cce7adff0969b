//! The message files: every word the code may say in every language, and nothing besides.

use octet::charts::words::Word;
use octet::scenario::knobs::knobs;
use octet::scenario::value::Kind;
use std::collections::{BTreeMap, BTreeSet};

const FILES: [(&str, &str); 2] =
    [("en.json", include_str!("../src/messages/en.json")), ("fr.json", include_str!("../src/messages/fr.json"))];

/// The messages of one file by `room.key`.
fn messages(file: &str) -> BTreeMap<String, String> {
    let rooms: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(file).expect("rooms of messages");
    let messages = rooms
        .into_iter()
        .flat_map(|(room, messages)| messages.into_iter().map(move |(key, value)| (format!("{room}.{key}"), value)));
    messages.collect()
}

/// The names between braces.
fn placeholders(message: &str) -> BTreeSet<&str> {
    message.split('{').skip(1).map(|rest| rest.split_once('}').expect("a brace is closed").0).collect()
}

#[test]
fn every_word_is_in_every_file_and_no_message_is_dead() {
    let words: BTreeSet<String> = Word::ALL.iter().map(|word| word.key().to_owned()).collect();
    for (name, file) in FILES {
        let keys: BTreeSet<String> = messages(file).into_keys().collect();
        let list = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect::<Vec<_>>();
        assert_eq!(list(&words, &keys), Vec::<String>::new(), "{name} lacks these");
        assert_eq!(list(&keys, &words), Vec::<String>::new(), "nobody says these of {name}");
    }
}

#[test]
fn translations_have_the_same_placeholders() {
    let [(_, english), (_, french)] = FILES;
    let (english, french) = (messages(english), messages(french));
    assert_eq!(english.keys().collect::<Vec<_>>(), french.keys().collect::<Vec<_>>());
    for (key, message) in &english {
        assert_eq!(placeholders(message), placeholders(&french[key]), "{key}");
    }
}

/// French sets a space before these and after «, and no line may break there.
#[test]
fn french_signs_do_not_begin_a_line() {
    for (key, message) in messages(FILES[1].1) {
        for torn in [" :", " ;", " ?", " !", " »", "« "] {
            let is_joint = key == "figures.join";
            assert!(is_joint || !message.contains(torn), "fr.json {key} may break at {torn:?}: {message}");
        }
    }
}

#[test]
fn messages_are_plain_text() {
    for (name, file) in FILES {
        for (key, message) in messages(file) {
            for forbidden in ["<", "{{", "}}", "$t(", "&nbsp;", "  ", "\n"] {
                assert!(!message.contains(forbidden), "{name} {key} contains {forbidden:?}: {message}");
            }
            // What joins two texts may end in a space.
            let trimmed = message.trim() == message || key == "figures.join";
            assert!(!message.is_empty() && trimmed, "{name} {key}: {message:?}");
            let plain = |name: &str| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            };
            assert!(placeholders(&message).into_iter().all(plain), "{name} {key}: {message}");
        }
    }
}

/// A name given twice in one room would silently lose its first text.
#[test]
fn no_key_stands_twice() {
    for (name, file) in FILES {
        let lines = file.lines().filter(|line| line.trim_start().starts_with('"') && !line.trim_end().ends_with('{'));
        assert_eq!(lines.count(), messages(file).len(), "{name}");
    }
}

#[test]
fn every_knob_and_every_choice_has_its_words() {
    for (name, file) in FILES {
        let messages = messages(file);
        for knob in knobs() {
            // A range has the name of the number that it may be instead.
            let label = format!("knobs.{}", knob.key.strip_prefix("r.").unwrap_or(knob.key));
            assert!(messages.contains_key(&label), "{name} lacks {label}");
            let Kind::Choice(words) = knob.kind else { continue };
            for word in words {
                // Where a knob is what is chosen, it has its own name.
                let option = match knobs().find(|chosen| chosen.key == *word && knob.key == "solve") {
                    Some(chosen) => format!("knobs.{}", chosen.key),
                    None => format!("options.{}_{}", knob.key, word.replace('-', "_")),
                };
                assert!(messages.contains_key(&option), "{name} lacks {option}");
            }
        }
    }
}
