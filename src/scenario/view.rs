//! The views that work: the routes of the page. A view joins this list when it works, not before.

/// One view of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// `#/`: the factor of 8.8 and the map of views.
    Start,
    /// `#/quantize`: what does a tensor lose?
    Quantize,
    /// `#/accumulate`: where do sums go wrong?
    Accumulate,
    /// `#/compute`: how much compute, counted how?
    Compute,
    /// `#/economy`: what would eleven trillion need?
    Economy,
}

impl View {
    /// Every view, in the order of the navigation.
    pub const ALL: [Self; 5] = [Self::Start, Self::Quantize, Self::Accumulate, Self::Compute, Self::Economy];

    /// The word after `#/`; empty for the start.
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Quantize => "quantize",
            Self::Accumulate => "accumulate",
            Self::Compute => "compute",
            Self::Economy => "economy",
        }
    }

    /// The view of a route word, if there is one.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.key() == key)
    }
}
