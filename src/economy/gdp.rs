//! The other side of the chain: the path of GDP, on which AI does not act here.
//!
//! Unit: nominal RMB. `GDP(t) = GDP(2025) × ((1 + g) × (1 + π))^(t − 2025)`, g the real growth, π the rise of prices.
//! Example: 140.188 trillion at 4.17 % and 1 % is 140.188 × (1.0417 × 1.01)^10 = 233.0 trillion in 2035.

use crate::economy::assumptions::Economy;
use crate::economy::calendar::{FIRST_YEAR, years_after};
use crate::units::Rmb;

/// Nominal GDP of a year.
pub fn gdp(economy: &Economy, year: u16) -> Rmb {
    let years = years_after(FIRST_YEAR, year);
    economy.gdp_2025 * economy.real_growth.over(years) * economy.price_rise.over(years)
}
