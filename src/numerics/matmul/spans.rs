//! The frame of a product: which places make a span, and the tiles of four rows by eight columns that it is worked out in.

use core::ops::Range;

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::nearest::{INFINITY, MAGNITUDE};
use crate::numerics::matmul::{Place, ROWS, Words, halves, joined, splat};

/// Rows of a tile: its eight sums fit a processor's vector registers together with their factors.
pub(super) const HEIGHT: usize = 4;

/// The sums of four rows and eight columns.
pub(super) type Tile = [[Words; 2]; HEIGHT];

/// A register: how the products of one span are added.
pub(super) trait Add {
    /// The sums of a piece, from an empty register.
    fn span(&self, piece: Piece) -> Tile;
}

/// What a tile is made of in one span.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    /// Places of the first factor's panel.
    pub a: &'a [Place],
    /// Which half of the panel's rows is meant.
    pub side: usize,
    /// Places of the second factor's panel.
    pub b: &'a [Place],
}

/// Places between two cuts.
pub(super) struct Span {
    pub places: Range<usize>,
    /// The number of the scale in each factor.
    pub scales: [usize; 2],
}

/// The product of two factors with a cut at every multiple of `promotion`, 0 for none.
pub(super) fn multiply(register: &impl Add, [a, b]: [&Factor; 2], promotion: u32, out: &mut [f32]) {
    let spans = spans([a, b], promotion);
    multiply_spans(register, [a, b], &spans, out);
}

/// The same with spans found before.
pub(super) fn multiply_spans(register: &impl Add, [a, b]: [&Factor; 2], spans: &[Span], out: &mut [f32]) {
    let columns = b.rows();
    for right in 0..columns.div_ceil(ROWS) {
        for top in (0..a.rows()).step_by(HEIGHT) {
            let (left, side) = (top / ROWS, top % ROWS / HEIGHT);
            let mut sums = empty();
            for span in spans {
                let (rows, others) = (&a.panel(left)[span.places.clone()], &b.panel(right)[span.places.clone()]);
                let tile = register.span(Piece { a: rows, side, b: others });
                let scales = [a.scales(left, span.scales[0]), b.scales(right, span.scales[1])];
                add(&mut sums, &tile, scales, side);
            }
            for (row, sums) in sums.into_iter().enumerate().take(a.rows() - top) {
                let width = ROWS.min(columns - right * ROWS);
                let start = (top + row) * columns + right * ROWS;
                if let Some(places) = out.get_mut(start..start + width) {
                    put(&joined(sums.map(canonical)), places);
                }
            }
        }
    }
}

/// A row of a tile. All of it is two stores; a piece is written one by one, lest both become a copy of a length found only now, which
/// is a call in the browser.
fn put(row: &Place, places: &mut [f32]) {
    if let Some(whole) = places.first_chunk_mut() {
        *whole = *row;
    } else {
        for (lane, value) in row.iter().enumerate() {
            if let Some(place) = places.get_mut(lane) {
                *place = *value;
            }
        }
    }
}

pub(super) fn empty() -> Tile {
    [[Words::splat(0); 2]; HEIGHT]
}

/// Adds a span's registers, times their scales, to the sums.
fn add(sums: &mut Tile, tile: &Tile, [a, b]: [&Place; 2], side: usize) {
    let b = halves(b);
    let a = &a.as_chunks::<HEIGHT>().0[side];
    for ((sums, tile), a) in sums.iter_mut().zip(tile).zip(a) {
        for ((sum, register), b) in sums.iter_mut().zip(tile).zip(b) {
            *sum = sum.float_plus(register.float_times(splat(*a).float_times(b)));
        }
    }
}

/// NaN as the canonical one.
pub(super) fn canonical(sum: Words) -> Words {
    let is_nan = sum.and(Words::splat(MAGNITUDE)).exceeds(Words::splat(INFINITY));
    splat(f32::NAN).where_set(is_nan, sum)
}

/// The spans of two factors with a cut at every multiple of `promotion`.
pub(super) fn spans(factors: [&Factor; 2], promotion: u32) -> Vec<Span> {
    let depth = factors[0].depth().min(factors[1].depth());
    let lengths = factors.map(Factor::span);
    let promotion = usize::try_from(promotion).ok().filter(|length| 0 < *length);
    let mut spans = Vec::new();
    let mut start = 0;
    while start < depth {
        let next = |length: usize| (start / length + 1) * length;
        let end = lengths.into_iter().chain(promotion).map(next).fold(depth, usize::min);
        spans.push(Span { places: start..end, scales: lengths.map(|length| start / length) });
        start = end;
    }
    spans
}
