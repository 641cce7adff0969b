//! Figures of a measurement in `#/bandwidth`: what one machine did, live or out of a link.

use crate::experiments::bandwidth::Rate;
use crate::experiments::bandwidth_plan::Place;
use crate::numerics::gemv::Storage;
use crate::scenario::measured_text::{Read, read, written};

/// A measurement, whole or as far as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// How many threads worked at the same time.
    pub threads: u32,
    /// How many times each product was timed; 0 where that is not known.
    pub repetitions: u32,
    /// Bytes read each second from the largest size that there was memory for: the ceiling of memory.
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

    /// The text that a link carries, rates in three digits; `None` if it can carry nothing of this.
    pub fn carried(&self) -> Option<Carried> {
        written(self).map(Carried)
    }
}

/// A measurement as a link's text. Only the view that shows it reads it: the program that reads every link need not know how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried(String);

impl Carried {
    /// The longest text; all of the longest measurement takes some 800 characters.
    pub const LONGEST: usize = 1000;

    /// What such a text looks like, for whoever wrote another.
    pub const EXAMPLE: &str = "8.7~42j12-9~18k12-9~24_98i8-6_19j11-8";

    /// A text that may hold a measurement: it has the characters of one, and is no longer.
    pub fn new(raw: &str) -> Option<Self> {
        let is_one =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_' | b'~');
        let fits = (1..=Self::LONGEST).contains(&raw.len()) && raw.bytes().all(is_one);
        fits.then(|| Self(raw.to_owned()))
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What it holds.
    pub fn read(&self) -> Read {
        read(&self.0)
    }
}

impl Point {
    /// Size, vectors and storage, in which order a link names points.
    pub fn place(&self) -> (u32, u32, Storage) {
        (self.size, self.vectors, self.storage)
    }
}
