//! The name of a format as a small text of its own: a format that the reader makes up has a name that no table holds.

use core::fmt;
use core::ops::Deref;

/// Most bytes of a name; the longest of the table is `E4M3B11FNUZ`.
const ROOM: usize = 12;

/// A short ASCII text that is copied like a number and reads like a `str`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name {
    bytes: [u8; ROOM],
    length: usize,
}

impl Name {
    /// A name; what is beyond its room is cut off.
    pub const fn new(text: &[u8]) -> Self {
        Self { bytes: [0; ROOM], length: 0 }.and(text)
    }

    /// The name with a text behind it.
    #[must_use]
    pub const fn and(mut self, text: &[u8]) -> Self {
        let mut at = 0;
        while at < text.len() && self.length < ROOM {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    /// The name with a number below 100 behind it.
    #[must_use]
    pub const fn and_number(self, number: u32) -> Self {
        let [tens, ..] = (number / 10 % 10).to_le_bytes();
        let [ones, ..] = (number % 10).to_le_bytes();
        let written = if tens == 0 { self } else { self.and(&[b'0' + tens]) };
        written.and(&[b'0' + ones])
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // Only ASCII ever enters.
        str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.as_str().to_owned()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn names_grow_until_they_are_full() {
        assert_eq!(Name::new(b"E").and_number(4).and(b"M").and_number(11).as_str(), "E4M11");
        assert_eq!(Name::new(b"E4M3B11FNUZ and more").as_str(), "E4M3B11FNUZ ");
        assert_eq!(format!("{:>5}|{:?}", Name::new(b"E5M2"), Name::new(b"E5M2")), " E5M2|\"E5M2\"");
    }
}
