//! What the reader may change in `#/bandwidth`: the measurement on the reader's machine, and the calculators.

use crate::experiments::products;
use crate::scenario::measured::Carried;
use crate::scenario::serving::Served;

/// The settings of the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Bandwidth {
    /// The largest matrix to measure.
    pub upto: Upto,
    /// How many times each product is timed.
    pub repeats: u32,
    /// How many threads measure at the same time.
    pub threads: Threads,
    /// Seed of the products whose bits are compared.
    pub seed: u32,
    /// What somebody measured elsewhere and put into the link, in the digits that a link carries.
    pub measured: Option<Carried>,
    /// The calculators.
    pub served: Served,
}

/// The largest number of weights to measure, a power of two. In FP32, 2^n weights take 4·2^n bytes: 134 MB for 2^25.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upto {
    /// 2^22: in many a cache.
    Two22,
    /// 2^25: larger than caches.
    Two25,
    /// 2^27: half a gigabyte.
    Two27,
    /// 2^28: a gigabyte.
    Two28,
}

/// How many threads work at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// As many as the browser says the machine has cores for.
    All,
    /// One.
    One,
}

closed_words!(Upto { Two22 = "22", Two25 = "25", Two27 = "27", Two28 = "28" });

closed_words!(Threads { All = "all", One = "one" });

impl Upto {
    /// The power of two.
    pub fn power(self) -> u32 {
        match self {
            Self::Two22 => 22,
            Self::Two25 => 25,
            Self::Two27 => 27,
            Self::Two28 => 28,
        }
    }
}

impl Default for Bandwidth {
    fn default() -> Self {
        Self {
            upto: Upto::Two25,
            repeats: 7,
            threads: Threads::All,
            seed: 1,
            measured: None,
            served: Served::default(),
        }
    }
}

impl Bandwidth {
    /// The products whose bits are compared.
    pub fn products(&self) -> products::Params {
        products::Params { seed: u64::from(self.seed) }
    }
}

#[cfg(test)]
mod tests {
    use super::Upto;

    #[test]
    fn the_word_of_a_size_is_its_power() {
        for word in Upto::KEYS {
            assert_eq!(Upto::from_key(word).map(|upto| upto.power().to_string()).as_deref(), Some(*word));
        }
    }
}
