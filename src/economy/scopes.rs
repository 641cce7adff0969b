//! Who counts, and what: the ways of counting that the tables describe in words, as a closed list.
//!
//! Two counts of the same thing in two ways differ by design: device-side counts take in every server shipped in six
//! years, the infrastructure side only computing centres in use. Some ways count only a part of the country.

/// A way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counting {
    /// Computing centres in use (ministry and data administration).
    Infrastructure,
    /// Servers shipped over about six years (CAICT).
    Device,
    /// Market estimates from server shipments (IDC and Inspur).
    Market,
    /// Nvidia chips owned in China, a model estimate (Epoch AI).
    Fleet,
    /// The eight national hubs.
    Hubs,
    /// Known AI clusters, a partial snapshot (Epoch AI).
    Clusters,
    /// What CAICT calls installed, the three precisions side by side.
    Installed,
    /// Nvidia chips owned by one US company, a model estimate (Epoch AI).
    Owners,
    /// The TOP500 list.
    Top500,
}

impl Counting {
    /// Every way.
    pub const ALL: [Self; 9] = [
        Self::Infrastructure,
        Self::Device,
        Self::Market,
        Self::Fleet,
        Self::Hubs,
        Self::Clusters,
        Self::Installed,
        Self::Owners,
        Self::Top500,
    ];

    /// How the tables begin to describe it.
    pub const fn opening(self) -> &'static str {
        match self {
            Self::Infrastructure => "infrastructure-side",
            Self::Device => "device-side",
            Self::Market => "market estimate",
            Self::Fleet => "Nvidia data-centre GPUs owned in China",
            Self::Hubs => "eight national hubs",
            Self::Clusters => "known AI clusters",
            Self::Installed => "installed",
            Self::Owners => "Nvidia GPUs owned",
            Self::Top500 => "TOP500 list",
        }
    }

    /// The way that a scope of the tables describes, if it is known.
    pub fn of(scope: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counting| scope.starts_with(counting.opening()))
    }

    /// Whether it means to count a whole country or the world; the others count parts, which no forecast is scored by.
    pub const fn is_whole(self) -> bool {
        match self {
            Self::Infrastructure | Self::Device | Self::Market | Self::Installed => true,
            Self::Fleet | Self::Hubs | Self::Clusters | Self::Owners | Self::Top500 => false,
        }
    }
}

/// What tells parts of one scope apart: `Amazon` of `Nvidia GPUs owned (model estimate), cumulative since 2022: Amazon`.
pub fn part_of_scope(scope: &'static str) -> Option<&'static str> {
    let (_, tail) = scope.rsplit_once(": ")?;
    Some(tail.split(',').next().unwrap_or(tail))
}

#[cfg(test)]
mod tests {
    use super::{Counting, part_of_scope};
    use crate::economy::facts::compute::compute_history;

    #[test]
    fn every_scope_of_the_table_is_known_and_every_way_is_used() {
        for row in compute_history() {
            let fits = Counting::ALL.into_iter().filter(|counting| row.scope.starts_with(counting.opening()));
            assert_eq!(fits.count(), 1, "{}", row.scope);
        }
        for counting in Counting::ALL {
            assert!(compute_history().any(|row| Counting::of(row.scope) == Some(counting)), "{counting:?}");
        }
    }

    #[test]
    fn parts_of_a_scope_have_names() {
        assert_eq!(part_of_scope("Nvidia GPUs owned (model estimate), cumulative since 2022: Meta"), Some("Meta"));
        assert_eq!(part_of_scope("installed"), None);
    }
}
