//! Every word and sentence that code below the page may say: the closed enum `Word`, one variant for each key of the message files.
//!
//! `build/words.rs` makes it from the English file, so a new message needs no second list. Text for a word comes through
//! `charts::voice::Voice`, in the reader's language.

include!(concat!(env!("OUT_DIR"), "/word.rs"));

/// The words of one part of the page by their names: of a room and a name of it, the word.
pub type Names = fn(&str, &str) -> Option<Word>;

impl Word {
    /// A word of the first part of the page by its name. Whoever has a voice asks it, because a voice knows all parts:
    /// [`Voice::named`](crate::charts::voice::Voice::named).
    pub fn named_at_start(room: &str, name: &str) -> Option<Self> {
        found(NAMED_START, room, name)
    }

    /// A word of the number lab by its name.
    pub fn named_in_lab(room: &str, name: &str) -> Option<Self> {
        found(NAMED_LAB, room, name)
    }

    /// A word of the economy by its name.
    pub fn named_in_economy(room: &str, name: &str) -> Option<Self> {
        found(NAMED_ECONOMY, room, name)
    }

    /// A word of any part by its name.
    pub fn named_anywhere(room: &str, name: &str) -> Option<Self> {
        let parts: [Names; 3] = [Self::named_at_start, Self::named_in_lab, Self::named_in_economy];
        parts.into_iter().find_map(|named| named(room, name))
    }
}

/// The word that stands where the name does.
fn found(rooms: &[(&str, &str, &[Word])], room: &str, name: &str) -> Option<Word> {
    // Hyphens of a name stand as underscores in the message files.
    let name = name.replace('-', "_");
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
        assert_eq!(Word::named_anywhere("knobs", "sigma"), Some(Word::KnobsSigma));
        assert_eq!(Word::named_anywhere("options", "rounding_nearest-even"), Some(Word::OptionsRoundingNearestEven));
        assert_eq!(Word::named_anywhere("frame", "skip"), None);
        assert_eq!(Word::named_anywhere("knobs", "nothing"), None);
    }

    #[test]
    fn keys_are_distinct_and_have_a_room() {
        let keys: BTreeSet<&str> = Word::ALL.iter().map(|word| word.key()).collect();
        assert_eq!(keys.len(), Word::ALL.len());
        assert!(keys.iter().all(|key| key.split('.').count() == 2));
        assert_eq!(Word::FiguresData.key(), "figures.data");
    }
}
