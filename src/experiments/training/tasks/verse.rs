//! Verse for a model of characters: it reads some, and says which character comes next.
//!
//! French: the first two books of La Fontaine's Fables (1668) in small letters. Chinese: couplets of five-character verse of
//! the Tang, of which we took those that few different characters suffice for. Authors, editions, and what we changed:
//! `src/experiments/training/data/README.md`; the command that made the files is `scripts/verse.py`.

use std::collections::BTreeSet;

/// Poems to learn from and others to be tested on, as places in a list of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verse {
    /// The vocabulary, sorted: every character that occurs, the end of a line included.
    pub characters: Vec<char>,
    /// The text to learn from: `characters[id]`, one after the other.
    pub train: Vec<u16>,
    /// The poems that follow it, about a tenth of the text.
    pub test: Vec<u16>,
}

/// Fables, an empty line between them.
pub fn french() -> Verse {
    split(include_str!("../data/french.txt"), "\n\n")
}

/// Couplets, one a line.
pub fn chinese() -> Verse {
    split(include_str!("../data/chinese.txt"), "\n")
}

/// Poems, each with its `end`, are for learning until nine tenths of the characters are reached; the rest is the test.
fn split(text: &str, end: &str) -> Verse {
    let characters: Vec<char> = text.chars().collect::<BTreeSet<char>>().into_iter().collect();
    let length = text.chars().count();
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for poem in text.split_inclusive(end) {
        let part = if train.len() * 10 < length * 9 { &mut train } else { &mut test };
        part.extend(poem.chars().map(|character| place(&characters, character)));
    }
    Verse { characters, train, test }
}

/// Where a character stands in the sorted list that has it.
#[expect(clippy::cast_possible_truncation, reason = "a vocabulary has hundreds of characters")]
fn place(characters: &[char], character: char) -> u16 {
    characters.partition_point(|&known| known < character) as u16
}

#[cfg(test)]
mod tests {
    use super::{Verse, chinese, french};
    use std::collections::BTreeSet;

    /// The characters that the ids stand for.
    fn text(verse: &Verse, ids: &[u16]) -> String {
        ids.iter().map(|&id| verse.characters[usize::from(id)]).collect()
    }

    /// The text comes back; a twelfth to a tenth of it is the test, which has no character that was never learnt.
    fn check(verse: &Verse, source: &str, vocabulary: usize, end: &str) {
        let (train, test) = (text(verse, &verse.train), text(verse, &verse.test));
        assert_eq!(train.clone() + &test, source);
        assert!(train.ends_with(end));
        assert!(verse.characters.len() <= vocabulary && verse.characters.is_sorted());
        assert!(verse.characters.contains(&'\n'));
        let length = verse.train.len() + verse.test.len();
        assert!(verse.test.len() * 12 > length && verse.test.len() * 10 <= length);
        let learnt: BTreeSet<&u16> = verse.train.iter().collect();
        assert_eq!(learnt.len(), verse.characters.len());
    }

    #[test]
    fn french_is_whole() {
        let source = include_str!("../data/french.txt");
        check(&french(), source, 72, "\n\n");
        assert!((30_000..60_000).contains(&source.len()));
        assert!(source.starts_with("la cigale, ayant chanté\ntout l'été,\n"));
    }

    #[test]
    fn chinese_is_whole() {
        let source = include_str!("../data/chinese.txt");
        check(&chinese(), source, 320, "。\n");
        assert!((8_000..25_000).contains(&source.len()));
        for line in source.lines() {
            let marks: Vec<usize> =
                line.chars().enumerate().filter(|(_, c)| "，。".contains(*c)).map(|(at, _)| at).collect();
            assert_eq!((line.chars().count(), marks), (12, vec![5, 11]), "{line}");
        }
    }
}
