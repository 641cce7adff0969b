//! Third link: compute bought → compute that stands, and what it draws.
//!
//! Units: EFLOPS (FP16, dense), watts. A purchase serves L years and then leaves at once; a broken last year counts by its part. The
//! first stock is a mixture of ages and leaves evenly over L years. With the first stock K of year t₀,
//! `installed(t) = K × max(0, 1 − (t − t₀) / L) + Σ bought(y) × min(1, max(0, L − (t − y)))`, y from t₀ + 1 to t, and the same sum
//! with each purchase times what its machines draw gives the power. Where there is less power than that, the newest machines run first.
//! Example, L = 5: 1590 at the end of 2025 and 533 bought in 2026 give 1590 × 0.8 + 533 = 1805.

use crate::units::compute::{Eflops, Fp16};
use crate::units::power::MegawattsPerEflops;
use crate::units::{ServiceLife, Share, Watts};

/// Most years a fleet is followed.
const MOST: usize = 18;

/// What of a fleet runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Running {
    /// Compute that runs.
    pub eflops: Eflops<Fp16>,
    /// How much of it each watt brings for the machines that are the last to get power; 0 where there is power for all.
    pub eflops_per_watt_at_the_edge: f64,
}

/// All machines in service, by the year they were bought in.
#[derive(Debug, Clone, Copy)]
pub struct Fleet {
    life: ServiceLife,
    first: (Eflops<Fp16>, Watts),
    bought: [(Eflops<Fp16>, Watts); MOST],
    years: usize,
}

impl Fleet {
    /// A first stock, of mixed age.
    pub fn new(stock: Eflops<Fp16>, draw: MegawattsPerEflops<Fp16>, life: ServiceLife) -> Self {
        Self { life, first: (stock, stock * draw), bought: [(Eflops::ZERO, Watts::MIN); MOST], years: 0 }
    }

    /// A year passes, in which these machines are bought. Beyond the years of the model nothing more is taken in.
    pub fn add(&mut self, eflops: Eflops<Fp16>, draw: MegawattsPerEflops<Fp16>) {
        if let Some(place) = self.bought.get_mut(self.years) {
            *place = (eflops, eflops * draw);
            self.years += 1;
        }
    }

    /// Compute in service at the end of the last year.
    pub fn installed(&self) -> Eflops<Fp16> {
        self.in_service().fold(self.first.0 * self.left_of_first(), |sum, ((eflops, _), share)| sum + eflops * share)
    }

    /// What these machines draw, without anything around them.
    pub fn draw(&self) -> Watts {
        self.in_service().fold(self.first.1 * self.left_of_first(), |sum, ((_, watts), share)| sum + watts * share)
    }

    /// What runs with so much power for machines: the newest first, because they do most with it, and the first stock last.
    pub fn running(&self, available: Watts) -> Running {
        let mut running = Running { eflops: Eflops::ZERO, eflops_per_watt_at_the_edge: 0.0 };
        let mut left = available;
        let first = (self.first, self.left_of_first());
        for ((eflops, watts), share) in self.in_service().rev().chain([first]) {
            let (eflops, watts) = (eflops * share, watts * share);
            if left < watts && running.eflops_per_watt_at_the_edge <= 0.0 {
                running.eflops_per_watt_at_the_edge = eflops.get() / watts.get();
            }
            running.eflops = running.eflops + eflops * left.share_of(watts);
            left = left.less(watts);
        }
        running
    }

    /// Purchases with the share of each that is in service: all of it, then, after its life, none. Those that have left are skipped.
    fn in_service(&self) -> impl DoubleEndedIterator<Item = ((Eflops<Fp16>, Watts), Share)> {
        let life = self.life.get();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a life is 1 to 30 years")]
        let alive = libm::ceil(life) as usize;
        let from = self.years.saturating_sub(alive);
        let alive = self.bought[from..self.years].iter().zip(AGES[..self.years - from].iter().rev());
        alive.map(move |(purchase, age)| (*purchase, Share::clamped(life - age)))
    }

    /// Share of the first stock that is left.
    fn left_of_first(&self) -> Share {
        Share::clamped(1.0 - AGES[self.years.min(MOST)] / self.life.get())
    }
}

/// Whole years as numbers.
const AGES: [f64; MOST + 1] = [0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12., 13., 14., 15., 16., 17., 18.];

#[cfg(test)]
mod tests {
    use super::Fleet;
    use crate::units::compute::Eflops;
    use crate::units::power::MegawattsPerEflops;
    use crate::units::{ServiceLife, Watts};

    fn fleet(stock: f64, life: f64) -> Fleet {
        Fleet::new(Eflops::clamped(stock), MegawattsPerEflops::clamped(2.0), ServiceLife::new(life).unwrap())
    }

    #[test]
    fn without_purchases_the_stock_leaves_evenly() {
        let mut fleet = fleet(1000.0, 5.0);
        for expect in [1000.0, 800.0, 600.0, 400.0, 200.0, 0.0, 0.0] {
            assert!((fleet.installed().get() - expect).abs() < 1e-9, "{expect}");
            assert!((fleet.draw().gigawatts() - expect * 0.002).abs() < 1e-9);
            fleet.add(Eflops::ZERO, MegawattsPerEflops::clamped(1.0));
        }
    }

    #[test]
    fn in_a_steady_state_the_stock_is_purchases_times_life() {
        for life in [1.0, 2.5, 4.0, 5.0, 7.25] {
            let mut fleet = fleet(0.0, life);
            for _ in 0..12 {
                fleet.add(Eflops::clamped(100.0), MegawattsPerEflops::clamped(0.5));
            }
            assert!((fleet.installed().get() - 100.0 * life).abs() < 1e-9, "{life}");
            assert!((fleet.draw().gigawatts() - 0.05 * life).abs() < 1e-12, "{life}");
        }
    }

    #[test]
    fn a_purchase_leaves_after_its_life_and_its_last_year_counts_by_its_part() {
        let mut fleet = fleet(0.0, 2.5);
        fleet.add(Eflops::clamped(100.0), MegawattsPerEflops::clamped(1.0));
        for expect in [100.0, 100.0, 50.0, 0.0] {
            assert!((fleet.installed().get() - expect).abs() < 1e-12, "{expect}");
            fleet.add(Eflops::ZERO, MegawattsPerEflops::clamped(1.0));
        }
    }

    #[test]
    fn power_goes_to_the_newest_machines_first() {
        let mut fleet = fleet(1000.0, 5.0);
        fleet.add(Eflops::clamped(500.0), MegawattsPerEflops::clamped(1.0));
        fleet.add(Eflops::clamped(400.0), MegawattsPerEflops::clamped(0.5));
        // In service: 600 of the first at 2 MW, 500 at 1 MW, 400 at half a megawatt; 1.2 + 0.5 + 0.2 GW.
        for (megawatts, expect, edge) in [
            (100.0, 200.0, 2.0),
            (200.0, 400.0, 1.0),
            (450.0, 650.0, 1.0),
            (1300.0, 1200.0, 0.5),
            (1900.0, 1500.0, 0.0),
            (9e9, 1500.0, 0.0),
        ] {
            let running = fleet.running(Watts::clamped(megawatts * 1e6));
            assert!((running.eflops.get() - expect).abs() < 1e-9, "{megawatts} MW: {running:?}");
            assert!((running.eflops_per_watt_at_the_edge * 1e6 - edge).abs() < 1e-9, "{megawatts} MW: {running:?}");
        }
    }

    #[test]
    fn no_year_beyond_the_model_is_taken_in() {
        let mut fleet = fleet(10.0, 30.0);
        for _ in 0..40 {
            fleet.add(Eflops::clamped(1.0), MegawattsPerEflops::clamped(1.0));
        }
        assert!(fleet.installed().get() <= 10.0 + 18.0);
    }
}
