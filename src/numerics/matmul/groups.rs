//! Groups of up to 32 places, as a register of tensor cores adds them: eight rows of the one factor, sixteen columns of the other.
//!
//! Of rows only the values that are not zero are kept, each with its place: what is zero adds nothing.

use core::ops::Range;

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::magnitudes::Magnitudes;
use crate::numerics::matmul::{Place, ROWS};
use crate::numerics::tensor_core::GROUP;

/// Columns that are handled together: two panels.
pub(super) const WIDTH: usize = 2 * ROWS;

/// A panel of rows in a group.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// The values of each row.
    pub terms: [Terms; ROWS],
    /// As `matmul::magnitudes` has them: a byte for each row.
    pub magnitudes: [[u32; ROWS / 4]; GROUP],
}

/// The values of one row that are not zero.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    count: usize,
    terms: [Term; GROUP],
}

/// A value and its place in the group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub value: f32,
    /// Times [`STRIDE`].
    place: u32,
}

/// What places are multiplied by, bytes of [`WIDTH`] values: the loop over terms need not do it.
const STRIDE: u32 = 64;

/// Sixteen columns of a group.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    values: [[f32; WIDTH]; GROUP],
    /// As `matmul::magnitudes` has them: four bytes for each column.
    pub magnitudes: [[u32; WIDTH]; GROUP],
}

impl Rows {
    pub const fn new() -> Self {
        Self { terms: [const { Terms::new() }; ROWS], magnitudes: [[0; ROWS / 4]; GROUP] }
    }

    /// A panel in these places; once only.
    pub fn fill(&mut self, places: &[Place], magnitudes: Option<&Magnitudes>) {
        for (at, place) in (0..).zip(places) {
            for (terms, value) in self.terms.iter_mut().zip(place) {
                terms.push(Term { value: *value, place: at * STRIDE });
            }
        }
        if let Some(magnitudes) = magnitudes {
            for (bytes, place) in self.magnitudes.iter_mut().zip(places) {
                *bytes = magnitudes.of_rows(place);
            }
        }
    }
}

impl Terms {
    const fn new() -> Self {
        Self { count: 0, terms: [Term { value: 0.0, place: 0 }; GROUP] }
    }

    /// Written without asking, lest the processor guess: the next value takes a zero's place.
    fn push(&mut self, term: Term) {
        self.terms[self.count % GROUP] = term;
        self.count += usize::try_from((term.value.to_bits() << 1).min(1)).unwrap_or(0);
    }

    /// The values.
    pub fn all(&self) -> &[Term] {
        &self.terms[..self.count.min(GROUP)]
    }
}

impl Columns {
    pub fn new() -> Self {
        Self { values: [[0.0; WIDTH]; GROUP], magnitudes: [[0; WIDTH]; GROUP] }
    }

    /// The columns of two panels in these places; zeros for a panel that there is not.
    pub fn fill(&mut self, factor: &Factor, right: usize, places: Range<usize>, magnitudes: Option<&Magnitudes>) {
        let low = &factor.panel(2 * right)[places.clone()];
        let has_high = (2 * right + 1) * ROWS < factor.rows();
        let high = if has_high { &factor.panel(2 * right + 1)[places] } else { &[] };
        let high = high.iter().copied().chain(core::iter::repeat(Place::default()));
        for ((values, low), high) in self.values.iter_mut().zip(low).zip(high) {
            let (first, second) = values.split_at_mut(ROWS);
            first.copy_from_slice(low);
            second.copy_from_slice(&high);
        }
        if let Some(magnitudes) = magnitudes {
            for (bytes, values) in self.magnitudes.iter_mut().zip(&self.values) {
                *bytes = magnitudes.of_columns(values);
            }
        }
    }

    /// The columns at a term's place.
    #[inline]
    pub fn at(&self, term: Term) -> &[f32; WIDTH] {
        let place = usize::try_from(term.place / STRIDE).unwrap_or(0);
        &self.values[place % GROUP]
    }
}
