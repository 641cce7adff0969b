//! The list of every word and sentence that code below the page may say, each with its key in the message files.
//!
//! One list makes two things: the closed enum `Word` here, and in the page the match that looks a word up in the
//! reader's language. A word missing from a message file is therefore a compile error, not a hole in the page.

/// Calls `$callback!` with the whole list, one `Variant = room.key;` per line.
#[macro_export]
macro_rules! for_each_word {
    ($callback:ident) => {
        $callback! {
            DataTable = figures.data_table;
            NothingToDraw = figures.nothing_to_draw;
            Reading = figures.reading;
        }
    };
}

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

#[cfg(test)]
mod tests {
    use super::Word;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_distinct_and_have_a_room() {
        let keys: BTreeSet<&str> = Word::ALL.iter().map(|word| word.key()).collect();
        assert_eq!(keys.len(), Word::ALL.len());
        assert!(keys.iter().all(|key| key.split('.').count() == 2));
        assert_eq!(Word::DataTable.key(), "figures.data_table");
    }
}
