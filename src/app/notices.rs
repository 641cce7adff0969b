//! A link's notices as sentences of the reader's language.

use crate::charts::voice::{Voice, fill};
use crate::charts::words::Word;
use crate::scenario::notice::{Notice, Why};
use crate::scenario::value::decimal;

/// The sentence of one notice: what was given, what is allowed, what is used instead.
pub fn message(notice: &Notice, voice: &dyn Voice) -> String {
    let (word, extra) = worded(&notice.why);
    let mut values = vec![("key", notice.key.clone()), ("given", notice.given.clone())];
    values.extend(extra);
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(voice.say(word), &values)
}

fn worded(why: &Why) -> (Word, Vec<(&'static str, String)>) {
    match why {
        Why::NotANumber => (Word::NoticesNotANumber, Vec::new()),
        Why::NotFinite => (Word::NoticesNotFinite, Vec::new()),
        Why::OutOfRange { min, max, used } => {
            (Word::NoticesOutOfRange, vec![("min", decimal(*min)), ("max", decimal(*max)), ("used", decimal(*used))])
        }
        Why::NotWhole => (Word::NoticesNotWhole, Vec::new()),
        Why::OutOfWholeRange { min, max, used } => (
            Word::NoticesOutOfRange,
            vec![("min", min.to_string()), ("max", max.to_string()), ("used", used.to_string())],
        ),
        Why::NotAMultiple { of, used } => {
            (Word::NoticesNotAMultiple, vec![("of", of.to_string()), ("used", used.to_string())])
        }
        Why::NotAChoice { allowed } => (Word::NoticesNotAChoice, vec![("allowed", allowed.join(", "))]),
        Why::NotReal(_) => (Word::NoticesNotReal, Vec::new()),
        Why::NotARange { min, max } => (Word::NoticesNotARange, vec![("min", decimal(*min)), ("max", decimal(*max))]),
        Why::EntriesDropped { dropped, cut, most } => (
            Word::NoticesEntriesDropped,
            vec![("dropped", dropped.to_string()), ("cut", cut.to_string()), ("most", most.to_string())],
        ),
        Why::StayedOnDevice => (Word::NoticesStayedOnDevice, Vec::new()),
        Why::UnknownKey => (Word::NoticesUnknownKey, Vec::new()),
        Why::OtherView => (Word::NoticesOtherView, Vec::new()),
        Why::Twice => (Word::NoticesTwice, Vec::new()),
        Why::UnknownView => (Word::NoticesUnknownView, Vec::new()),
        Why::UnknownEdition => (Word::NoticesUnknownEdition, Vec::new()),
        Why::NewerGrammar => (Word::NoticesNewerGrammar, Vec::new()),
        Why::TooLong { most } => (Word::NoticesTooLong, vec![("most", most.to_string())]),
    }
}
