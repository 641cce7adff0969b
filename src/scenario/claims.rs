//! What the reader may change in `#/claims`: which statements are on show, and which of them is opened.

use crate::economy::facts::claims::{Claim, IDS, Verdict};

/// Which statements are on show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pile {
    /// Every one.
    #[default]
    All,
    /// Those that hold.
    Confirmed,
    /// Those that hold with a caveat.
    Caveat,
    /// Those that do not hold.
    Contradicted,
    /// Those about which nothing was found.
    Unverified,
}

closed_words!(Pile {
    All = "all",
    Confirmed = "confirmed",
    Caveat = "caveat",
    Contradicted = "contradicted",
    Unverified = "unverified",
});

/// The statement that a link opens, by its stable name; or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus(Option<&'static str>);

/// The word of a link for no statement.
const NONE: &str = "none";

/// The words of a link for [`Focus`]: none, then every statement in the order of the table.
pub static FOCI: [&str; IDS.len() + 1] = {
    let mut words = [NONE; IDS.len() + 1];
    let mut at = 0;
    while at < IDS.len() {
        words[at + 1] = IDS[at];
        at += 1;
    }
    words
};

/// The settings of the statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Which are on show.
    pub pile: Pile,
    /// Which one is opened; it is on show in any case.
    pub focus: Focus,
}

impl Pile {
    /// Every pile, in the order shown to readers.
    pub const ALL: [Self; 5] = [Self::All, Self::Confirmed, Self::Caveat, Self::Contradicted, Self::Unverified];

    /// The pile that statements of a verdict lie on.
    pub const fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Confirmed => Self::Confirmed,
            Verdict::ConfirmedWithCaveat => Self::Caveat,
            Verdict::Contradicted => Self::Contradicted,
            Verdict::Unverified => Self::Unverified,
        }
    }

    /// Whether statements of a verdict lie on this pile.
    pub fn takes(self, verdict: Verdict) -> bool {
        self == Self::All || self == Self::of(verdict)
    }
}

impl Focus {
    /// On one statement.
    pub const fn on(claim: &Claim) -> Self {
        Self(Some(claim.id))
    }

    /// The name of the statement.
    pub const fn id(self) -> Option<&'static str> {
        self.0
    }

    /// The word of the link.
    pub fn key(self) -> &'static str {
        self.0.unwrap_or(NONE)
    }

    /// The value of a word, if it is one.
    pub fn from_key(key: &str) -> Option<Self> {
        let found = FOCI.iter().find(|word| **word == key)?;
        Some(Self((*found != NONE).then_some(*found)))
    }
}

#[cfg(test)]
mod tests {
    use super::{FOCI, Focus, Pile};
    use crate::economy::facts::claims::claims;

    #[test]
    fn every_statement_has_a_word_and_a_pile() {
        assert_eq!(FOCI.len(), claims().len() + 1);
        for claim in claims() {
            assert_eq!(Focus::from_key(claim.id), Some(Focus::on(claim)));
            assert_eq!(Focus::on(claim).key(), claim.id);
            assert!(Pile::All.takes(claim.verdict) && Pile::of(claim.verdict).takes(claim.verdict));
            assert_eq!(Pile::ALL.iter().filter(|pile| pile.takes(claim.verdict)).count(), 2);
        }
    }

    #[test]
    fn no_statement_is_a_word_too() {
        assert_eq!(Focus::from_key("none"), Some(Focus::default()));
        assert_eq!(Focus::from_key("capacity_789"), None);
    }
}
