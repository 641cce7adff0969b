//! The fourteen-bit register in lanes: what `tensor_core::accumulate` gives, for sixteen columns at once.
//!
//! For short factors only (`Factor::is_short`): their products are exact in FP32, and so is everything after. With `2^E ≤` the largest
//! magnitude among 32 products and the register, each is divided by the step `2^(E-13)`, a power of two, and cut to a whole number
//! below `2^14`; 33 of those add up exactly, in any order. Masking the sum's pattern to 14 bits of significand is cutting toward zero.
//!
//! The first pass finds `E`: for most FP8 formats by `magnitudes`, else from the products, whose magnitudes are ordered as their
//! patterns. The second adds, for one row at a time, the products of the values that are not zero: zeros add nothing, and half of what
//! comes out of max(0, x) is zeros, as are the gradients that go back through it. Steps' reciprocals and sums of one row's sixteen columns
//! fit a processor's vector registers.

use core::array::from_fn;
use core::ops::Range;

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::groups::{Columns, Rows, Term, WIDTH};
use crate::numerics::matmul::magnitudes::Magnitudes;
use crate::numerics::matmul::nearest::{INFINITY, MAGNITUDE};
use crate::numerics::matmul::spans::{Span, spans};
use crate::numerics::matmul::{Place, ROWS, Words, halves, splat};
use crate::numerics::tensor_core::GROUP;

/// Stands for the largest magnitude where all are zero, below every product of short factors: `2^-80`.
const FLOOR: u32 = (127 - 80) << 23;

/// Thirteen places after the leading one, in the exponent's field.
const KEPT: u32 = 13 << 23;

/// The field of 254: a power of two and its reciprocal add up to it.
const RECIPROCAL: u32 = 254 << 23;

/// The upper 14 bits of a significand, with sign and exponent.
const CUT: u32 = u32::MAX << 10;

/// Sixteen columns of one row.
type Line = [Words; WIDTH / 4];

/// Those of a panel of rows.
type Lines = [Line; ROWS];

/// The product of two short factors with a cut at every multiple of `promotion`, 0 for none.
pub(super) fn multiply([a, b]: [&Factor; 2], promotion: u32, out: &mut [f32]) {
    let aligned = Aligned::new([a, b]);
    let spans = spans([a, b], promotion);
    let groups: Vec<Range<usize>> = spans.iter().flat_map(groups).collect();
    let magnitudes = aligned.magnitudes.as_ref();
    let mut rows = vec![Rows::new(); a.rows().div_ceil(ROWS) * groups.len()];
    for (panel, rows) in rows.chunks_mut(groups.len().max(1)).enumerate() {
        for (rows, group) in rows.iter_mut().zip(&groups) {
            rows.fill(&a.panel(panel)[group.clone()], magnitudes);
        }
    }
    let mut columns = vec![Columns::new(); groups.len()];
    for right in 0..b.rows().div_ceil(WIDTH) {
        for (columns, group) in columns.iter_mut().zip(&groups) {
            columns.fill(b, right, group.clone(), magnitudes);
        }
        for left in 0..a.rows().div_ceil(ROWS) {
            let mut sums = empty();
            let mut pieces = rows[left * groups.len()..].iter().zip(&columns);
            for span in &spans {
                let mut registers = empty();
                for (rows, columns) in pieces.by_ref().take(groups_of(span)) {
                    aligned.add(&mut registers, rows, columns);
                }
                add(&mut sums, &registers, scales([a, b], [left, right], span.scales));
            }
            aligned.write(&sums, [left * ROWS, right * WIDTH], [a.rows(), b.rows()], out);
        }
    }
}

/// How many groups a span has.
fn groups_of(span: &Span) -> usize {
    span.places.len().div_ceil(GROUP)
}

/// The places of a span's groups.
fn groups(span: &Span) -> impl Iterator<Item = Range<usize>> {
    let end = span.places.end;
    span.places.clone().step_by(GROUP).map(move |start| start..end.min(start + GROUP))
}

/// The scales of a panel of rows, and of sixteen columns; columns that there are not have some other's.
fn scales([a, b]: [&Factor; 2], [left, right]: [usize; 2], spans: [usize; 2]) -> (&Place, Line) {
    let last = b.rows().div_ceil(ROWS) - 1;
    let [low, high] = [2 * right, 2 * right + 1].map(|panel| halves(b.scales(last.min(panel), spans[1])));
    (a.scales(left, spans[0]), [low[0], low[1], high[0], high[1]])
}

fn empty() -> Lines {
    [[Words::splat(0); WIDTH / 4]; ROWS]
}

/// Adds a span's registers, times their scales, to the sums.
fn add(sums: &mut Lines, registers: &Lines, (rows, columns): (&Place, Line)) {
    for ((sums, registers), row) in sums.iter_mut().zip(registers).zip(rows) {
        for ((sum, register), column) in sums.iter_mut().zip(registers).zip(columns) {
            *sum = sum.float_plus(register.float_times(splat(*row).float_times(column)));
        }
    }
}

/// The constants of the register.
struct Aligned {
    magnitude: Words,
    field: Words,
    floor: Words,
    kept: Words,
    reciprocal: Words,
    cut: Words,
    nan: Words,
    magnitudes: Option<Magnitudes>,
}

impl Aligned {
    /// For these two factors, both short.
    fn new(factors: [&Factor; 2]) -> Self {
        let [magnitude, field, floor, kept, reciprocal, cut, nan] =
            [MAGNITUDE, INFINITY, FLOOR, KEPT, RECIPROCAL, CUT, f32::NAN.to_bits()]
                .map(|word| Words::splat(word).kept());
        Self { magnitude, field, floor, kept, reciprocal, cut, nan, magnitudes: Magnitudes::new(factors) }
    }

    /// Adds a group to the registers.
    fn add(&self, registers: &mut Lines, rows: &Rows, columns: &Columns) {
        let powers = self.magnitudes.as_ref().map(|magnitudes| magnitudes.powers(rows, columns));
        for (row, (register, terms)) in registers.iter_mut().zip(&rows.terms).enumerate() {
            let largest = match &powers {
                Some(powers) => powers[row],
                None => self.largest(terms.all(), columns),
            };
            self.added(register, terms.all(), columns, &largest);
        }
    }

    /// The largest magnitude of one row's products.
    fn largest(&self, terms: &[Term], columns: &Columns) -> Line {
        let (magnitude, mut most) = (self.magnitude, [self.floor; WIDTH / 4]);
        for term in terms {
            let a = splat(term.value);
            for (most, b) in most.iter_mut().zip(columns.at(*term).as_chunks().0) {
                *most = most.most(a.float_times(Words::load(*b)).and(magnitude));
            }
        }
        most
    }

    /// One row's register after a group whose products' largest magnitudes are `largest`; powers of two below them do as well.
    #[inline]
    fn added(&self, register: &mut Line, terms: &[Term], columns: &Columns, largest: &Line) {
        let steps: Line =
            from_fn(|at| register[at].and(self.magnitude).most(largest[at]).and(self.field).minus(self.kept));
        let inverse = steps.map(|step| self.reciprocal.minus(step));
        let mut sums: Line = from_fn(|at| register[at].float_times(inverse[at]).float_whole());
        for term in terms {
            let a = splat(term.value);
            for ((sum, inverse), b) in sums.iter_mut().zip(inverse).zip(columns.at(*term).as_chunks().0) {
                *sum = sum.float_plus(a.float_times(Words::load(*b)).float_times(inverse).float_whole());
            }
        }
        // A zero loses its sign when +0 is added.
        let zero = Words::splat(0);
        *register = from_fn(|at| sums[at].and(self.cut).float_times(steps[at]).float_plus(zero));
    }

    /// Writes those of the sums that are in the matrix, NaN as the canonical one.
    fn write(&self, sums: &Lines, [top, left]: [usize; 2], [rows, columns]: [usize; 2], out: &mut [f32]) {
        for (row, sums) in (top..rows).zip(sums) {
            let line = sums.map(|sum| self.nan.where_set(sum.and(self.magnitude).exceeds(self.field), sum).store());
            let start = row * columns + left;
            let Some(places) = out.get_mut(start..start + WIDTH.min(columns - left)) else { return };
            if let Some(whole) = places.as_chunks_mut().0.first_chunk_mut() {
                *whole = line;
            } else {
                for (place, value) in places.iter_mut().zip(line.as_flattened()) {
                    *place = *value;
                }
            }
        }
    }
}
