//! Figures of a measurement in `#/bandwidth`: what one machine did, live or out of a link.

use crate::experiments::bandwidth::Rate;
use crate::experiments::bandwidth_plan::Place;
use crate::numerics::gemv::Storage;
use crate::scenario::measured_text::{read, written};

/// A measurement, whole or as far as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// How many threads worked at the same time.
    pub threads: u32,
    /// How many times each product was timed; 0 where that is not known.
    pub repetitions: u32,
    /// Bytes read each second from the largest size: the ceiling of memory.
    pub memory: Option<Rate>,
    /// Floating-point operations each second without memory: the ceiling of arithmetic.
    pub arithmetic: Option<Rate>,
    /// Weights multiplied each second, in the order of measuring; once for each vector.
    pub points: Vec<Point>,
}

/// The rate of one product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How the weights are stored.
    pub storage: Storage,
    /// How many there are, as a power of two.
    pub size: u32,
    /// With how many vectors at once.
    pub vectors: u32,
    /// Weights multiplied each second, once for each vector.
    pub rate: Rate,
}

impl Measured {
    /// Takes the result of a step of the course.
    pub fn take(&mut self, place: Place, rate: Rate) {
        match place {
            Place::Nowhere => {}
            Place::Product { storage, size, vectors } => self.points.push(Point { storage, size, vectors, rate }),
            Place::Memory => self.memory = Some(rate),
            Place::Arithmetic => self.arithmetic = Some(rate),
        }
    }

    /// The rate of one product, if it was measured.
    pub fn at(&self, storage: Storage, size: u32, vectors: u32) -> Option<Rate> {
        self.points.iter().find(|point| point.place() == (size, vectors, storage)).map(|point| point.rate)
    }

    /// Whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.memory.is_none() && self.arithmetic.is_none()
    }

    /// The measurement as it comes out of a link: rates in three digits. `None` if a link can carry nothing of it.
    pub fn carried(&self) -> Option<Self> {
        read(&written(Some(self))).measured
    }
}

impl Point {
    /// Size, vectors and storage, in which order a link names points.
    pub fn place(&self) -> (u32, u32, Storage) {
        (self.size, self.vectors, self.storage)
    }
}
