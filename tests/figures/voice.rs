//! The page's words without the page: each language's message file, with numbers as the plain voice writes them.
//!
//! A browser writes French numbers with a comma and narrow spaces; the plain voice's English ones are as long or longer, so
//! the rules of drawing are no easier for it.

use octet::charts::voice::{NumberStyle, PlainVoice, Voice};
use octet::charts::words::Word;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Messages = BTreeMap<&'static str, &'static str>;

static ENGLISH: LazyLock<Messages> = LazyLock::new(|| messages(include_str!("../../src/messages/en.json")));
static FRENCH: LazyLock<Messages> = LazyLock::new(|| messages(include_str!("../../src/messages/fr.json")));

/// A voice that reads a message file.
pub struct FileVoice(&'static Messages);

/// The English of the page.
pub fn english() -> FileVoice {
    FileVoice(&ENGLISH)
}

/// The French of the page.
pub fn french() -> FileVoice {
    FileVoice(&FRENCH)
}

impl Voice for FileVoice {
    fn say(&self, word: Word) -> &'static str {
        self.0.get(word.key()).expect("tests/messages.rs sees to every word")
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        PlainVoice.number(value, style)
    }
}

/// Messages live as long as the test: a voice gives `&'static str`.
fn messages(file: &str) -> Messages {
    let rooms: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(file).expect("rooms of messages");
    let mut messages = Messages::new();
    for (room, words) in rooms {
        for (key, text) in words {
            messages.insert(format!("{room}.{key}").leak(), text.leak());
        }
    }
    messages
}
