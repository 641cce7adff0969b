//! What those whose spending is published put into computing in 2025, together.
//!
//! Unit: RMB. A third of Alibaba's three-year plan (380 / 3 = 126.7 billion), what `ByteDance` spends on computing (90 of 160, said in
//! the words of the row), the operators' computing investment (82.0), and Tencent's equipment of 2024 (10.7 billion USD at the year's
//! rate of 7.1957, 77.0) for want of a row of 2025: 375.7 billion. Others are missing, and company totals hold more than AI.

use crate::economy::facts::named::{
    ALIBABA_PLAN_BILLION_RMB, CNY_PER_USD_2024, OPERATORS_2025_BILLION_RMB, TENCENT_2024_BILLION_USD,
};
use crate::economy::facts::quoted::figure_before;
use crate::economy::facts::spending::investments;
use crate::units::Rmb;

/// The known spenders of 2025 together, to a tenth of a billion.
pub fn known_spenders() -> Rmb {
    let bytedance = investments().iter().find_map(|row| figure_before(row.what, " of it for computing"));
    let billions = ALIBABA_PLAN_BILLION_RMB.low / 3.0
        + bytedance.map_or(0.0, |figure| figure.number)
        + OPERATORS_2025_BILLION_RMB.low
        + TENCENT_2024_BILLION_USD.low * CNY_PER_USD_2024.number;
    Rmb::clamped(libm::round(billions * 10.0) / 10.0 * 1e9)
}

#[cfg(test)]
mod tests {
    use super::known_spenders;

    #[test]
    fn the_rows_add_up_to_what_the_papers_say() {
        // By hand: 126.667 + 90 + 82.0 + 10.7 × 7.1957 = 375.66.
        assert!((known_spenders().billions() - 375.7).abs() < 1e-9);
    }
}
