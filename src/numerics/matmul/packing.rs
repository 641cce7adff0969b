//! How a factor lies in memory: panels of eight rows, in each the places of the depth one after the other.
//!
//! One place of a panel is two vectors, so that a product reads both of its factors from the beginning of a panel to its end. Rows that
//! fill no panel are followed by rows of zeros.

use crate::numerics::matmul::{Place, ROWS, Words, joined};

/// Panels of `values`, which are rows of `depth`, row after row; what fills no row is left out.
pub(super) fn from_rows(values: &[f32], depth: usize) -> Vec<Place> {
    let whole = values.len() / depth.max(1) * depth;
    let mut places = Vec::with_capacity((whole / depth.max(1)).div_ceil(ROWS) * depth);
    for panel in values[..whole].chunks((ROWS * depth).max(1)) {
        let mut rows = panel.chunks_exact(depth);
        let rows: [&[f32]; ROWS] = core::array::from_fn(|_| rows.next().unwrap_or(&[]));
        let quads = rows.map(|row| row.as_chunks::<4>().0);
        let count = quads.map(<[_]>::len).into_iter().fold(usize::MAX, usize::min);
        let [a, b, c, d, e, f, g, h] = quads.map(|quads| &quads[..count]);
        for at in 0..count {
            let low = Words::turned([a[at], b[at], c[at], d[at]].map(Words::load));
            let high = Words::turned([e[at], f[at], g[at], h[at]].map(Words::load));
            let place = |at: usize| joined([low[at], high[at]]);
            places.extend_from_slice(&[place(0), place(1), place(2), place(3)]);
        }
        places.extend((4 * count..depth).map(|at| rows.map(|row| row.get(at).copied().unwrap_or(0.0))));
    }
    places
}

/// Panels of the transpose: `values` are places of `rows` values each, place after place; what fills no place is left out.
pub(super) fn from_columns(values: &[f32], rows: usize) -> Vec<Place> {
    let depth = values.len() / rows.max(1);
    let mut places = Vec::with_capacity(rows.div_ceil(ROWS) * depth);
    for start in (0..rows).step_by(ROWS) {
        let lines = values.chunks_exact(rows).map(|line| &line[start..rows.min(start + ROWS)]);
        if start + ROWS <= rows {
            places.extend(lines.map(|line| line.first_chunk().copied().unwrap_or_default()));
        } else {
            places.extend(lines.map(|line| core::array::from_fn(|row| line.get(row).copied().unwrap_or(0.0))));
        }
    }
    places
}
