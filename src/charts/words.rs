//! Every word and sentence that code below the page may say: the closed enum `Word`, one variant for each key of the message files.
//!
//! `build/words.rs` makes it from the English file, so a new message needs no second list. Text for a word comes through
//! `charts::voice::Voice`, in the reader's language.

include!(concat!(env!("OUT_DIR"), "/word.rs"));

impl Word {
    /// The word of a knob, its help, its option, or a term of the tables, by name: `named("knobs", "sigma")`. Hyphens of the
    /// name stand as underscores in the message files.
    pub fn named(room: &str, name: &str) -> Option<Self> {
        found(NAMED, room, &name.replace('-', "_"))
    }

    /// The same for the rooms of the statements (`claims_say`, `claims_steps`), whose names travel with their view.
    pub fn named_later(room: &str, name: &str) -> Option<Self> {
        found(NAMED_LATER, room, name)
    }
}

/// The word that stands where the name does.
fn found(rooms: &[(&str, &str, &[Word])], room: &str, name: &str) -> Option<Word> {
    let (_, names, words) = rooms.iter().find(|(known, ..)| *known == room)?;
    let place = names.split(' ').position(|known| known == name)?;
    words.get(place).copied()
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
