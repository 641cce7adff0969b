//! The list of every word and sentence that code below the page may say, each with its key in the message files.
//!
//! One list makes two things: the closed enum `Word` here, and in the page the match that looks a word up in the
//! reader's language. A word missing from a message file is therefore a compile error, not a hole in the page.

use crate::for_each_word;

macro_rules! define_words {
    ($($name:ident = $room:ident . $key:ident;)*) => {
        /// A word or sentence of the message files, named by what it says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Word {
            $(#[doc = concat!("The message `", stringify!($room), ".", stringify!($key), "`.")] $name,)*
        }

        impl Word {
            /// Every word, in the order of the list.
            pub const ALL: &'static [Word] = &[$(Word::$name,)*];

            /// The word's key in the message files, `room.key`.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Word::$name => concat!(stringify!($room), ".", stringify!($key)),)*
                }
            }
        }
    };
}

for_each_word!(define_words);

/// Only the rooms whose words are looked up by name keep their names in the page; the others would be dead weight.
macro_rules! name_of {
    (knobs $key:ident $name:ident) => {
        Some(("knobs", stringify!($key), Word::$name))
    };
    (help $key:ident $name:ident) => {
        Some(("help", stringify!($key), Word::$name))
    };
    (options $key:ident $name:ident) => {
        Some(("options", stringify!($key), Word::$name))
    };
    (terms $key:ident $name:ident) => {
        Some(("terms", stringify!($key), Word::$name))
    };
    ($room:ident $key:ident $name:ident) => {
        None
    };
}

macro_rules! name_words {
    ($($name:ident = $room:ident . $key:ident;)*) => {
        static NAMED: &[Option<(&str, &str, Word)>] = &[$(name_of!($room $key $name),)*];
    };
}

for_each_word!(name_words);

impl Word {
    /// The word of a knob, its help, its option, or a term of the tables, by name: `named("knobs", "sigma")`. Hyphens of the
    /// name stand as underscores in the message files.
    pub fn named(room: &str, name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        NAMED.iter().flatten().find(|(known, key, _)| *known == room && *key == name).map(|(_, _, word)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::Word;
    use std::collections::BTreeSet;

    #[test]
    fn words_are_found_by_name_in_the_rooms_that_have_names() {
        assert_eq!(Word::named("knobs", "sigma"), Some(Word::KnobsSigma));
        assert_eq!(Word::named("options", "rounding_nearest-even"), Some(Word::OptionsRoundingNearestEven));
        assert_eq!(Word::named("frame", "skip"), None);
        assert_eq!(Word::named("knobs", "nothing"), None);
    }

    #[test]
    fn keys_are_distinct_and_have_a_room() {
        let keys: BTreeSet<&str> = Word::ALL.iter().map(|word| word.key()).collect();
        assert_eq!(keys.len(), Word::ALL.len());
        assert!(keys.iter().all(|key| key.split('.').count() == 2));
        assert_eq!(Word::FiguresData.key(), "figures.data");
    }
}
