//! The views that work: the routes of the page. A view joins this list when it works, not before.

/// One view of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// `#/`: the factor of 8.8 and the map of views.
    Start,
    /// `#/bits`: what can a byte hold?
    Bits,
    /// `#/quantize`: what does a tensor lose?
    Quantize,
    /// `#/accumulate`: where do sums go wrong?
    Accumulate,
    /// `#/train`: does it still learn?
    Train,
    /// `#/bandwidth`: twice as fast?
    Bandwidth,
    /// `#/compute`: how much compute, counted how?
    Compute,
    /// `#/economy`: what would eleven trillion need?
    Economy,
    /// `#/claims`: what does the source say, and does it hold?
    Claims,
}

impl View {
    /// Every view, in the order of the navigation.
    pub const ALL: [Self; 9] = [
        Self::Start,
        Self::Bits,
        Self::Quantize,
        Self::Accumulate,
        Self::Train,
        Self::Bandwidth,
        Self::Compute,
        Self::Economy,
        Self::Claims,
    ];

    /// The word after `#/`; empty for the start.
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Bits => "bits",
            Self::Quantize => "quantize",
            Self::Accumulate => "accumulate",
            Self::Train => "train",
            Self::Bandwidth => "bandwidth",
            Self::Compute => "compute",
            Self::Economy => "economy",
            Self::Claims => "claims",
        }
    }

    /// The view of a route word, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.key() == key)
    }
}

/// Views that belong together: on the page those of one group come in one program, and the first group comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What a visitor sees first.
    Start,
    /// The number lab.
    Lab,
    /// Compute and what it might be worth.
    Economy,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Start, Self::Lab, Self::Economy];

    /// Its place in [`Group::ALL`].
    pub fn place(self) -> usize {
        match self {
            Self::Start => 0,
            Self::Lab => 1,
            Self::Economy => 2,
        }
    }

    /// The name that its words are listed under in `build/words.rs`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Lab => "lab",
            Self::Economy => "economy",
        }
    }
}

impl View {
    /// The group it belongs to.
    pub fn group(self) -> Group {
        match self {
            Self::Start => Group::Start,
            Self::Bits | Self::Quantize | Self::Accumulate | Self::Train | Self::Bandwidth => Group::Lab,
            Self::Compute | Self::Economy | Self::Claims => Group::Economy,
        }
    }
}
