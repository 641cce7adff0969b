//! The other side of the chain: the path of GDP, on which AI does not act here.
//!
//! Unit: nominal RMB. `GDP(t) = GDP(t − 1) × (1 + r(t)) × (1 + π)` from the GDP of 2025 on, r(t) the real growth of the chosen path, π
//! the rise of prices; 2024 is counted. The IMF gives rates for 2026 and 2027; the last one is held, which is an assumption.
//! Example: 140.188 trillion at 4.17 % and 1 % is 140.188 × (1.0417 × 1.01)^10 = 233.0 trillion in 2035.

use crate::economy::assumptions::{Economy, GdpPath};
use crate::economy::calendar::{BASE_YEAR, COUNT, FIRST_YEAR};
use crate::economy::facts::named::{
    GDP_2024_TRILLION_RMB, IMF_GROWTH_2026_PERCENT, IMF_GROWTH_2027_PERCENT, OFFICIAL_GROWTH_PERCENT,
};
use crate::units::{Growth, Rmb};

/// Real growth in a year of the path.
pub fn real_growth(economy: &Economy, year: u16) -> Growth {
    match economy.path {
        GdpPath::Own => economy.real_growth,
        GdpPath::Official => Growth::clamped(OFFICIAL_GROWTH_PERCENT.number / 100.0),
        GdpPath::Imf if year <= BASE_YEAR + 1 => Growth::clamped(IMF_GROWTH_2026_PERCENT.number / 100.0),
        GdpPath::Imf => Growth::clamped(IMF_GROWTH_2027_PERCENT.number / 100.0),
    }
}

/// Nominal GDP of every year of the model, 2024 first.
pub fn gdp(economy: &Economy) -> [Rmb; COUNT] {
    let mut path = [economy.gdp_2025; COUNT];
    let base = usize::from(BASE_YEAR - FIRST_YEAR);
    path[..base].fill(Rmb::clamped(GDP_2024_TRILLION_RMB.number * 1e12));
    for (at, year) in (FIRST_YEAR..).enumerate().take(COUNT).skip(base + 1) {
        path[at] = path[at - 1] * real_growth(economy, year).factor() * economy.price_rise.factor();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::gdp;
    use crate::economy::assumptions::{Assumptions, Economy, GdpPath};

    fn check(economy: &Economy, year: usize, trillions: f64) {
        let got = gdp(economy)[year - 2024].trillions();
        assert!((got - trillions).abs() < 0.05, "{year}: {got} instead of {trillions}");
    }

    #[test]
    fn the_official_path_with_one_per_cent_is_the_check_row_of_the_table() {
        let mut economy = Assumptions::default().economy;
        for path in [GdpPath::Own, GdpPath::Official] {
            economy.path = path;
            check(&economy, 2024, 134.9);
            check(&economy, 2025, 140.2);
            check(&economy, 2035, 233.0);
        }
    }

    #[test]
    fn the_path_of_the_imf_holds_its_last_rate() {
        let economy = Economy { path: GdpPath::Imf, ..Assumptions::default().economy };
        // By hand: 140.188 × 1.045 × 1.01 = 147.96; × 1.04 × 1.01 = 155.42; × (1.04 × 1.01)^8 = 230.3.
        check(&economy, 2026, 147.96);
        check(&economy, 2027, 155.42);
        check(&economy, 2035, 155.417 * 1.0504_f64.powi(8));
    }
}
