//! How a factor lies in memory: panels of eight rows, in each the places of the depth one after the other.
//!
//! One place of a panel is two vectors, so that a product reads both of its factors from the beginning of a panel to its end. Rows that
//! fill no panel are followed by rows of zeros.

use crate::numerics::matmul::{Place, ROWS};

/// Panels of `values`, which are rows of `depth`, row after row; what fills no row is left out.
pub(super) fn from_rows(values: &[f32], depth: usize) -> Vec<Place> {
    let mut places = Vec::with_capacity((values.len() / depth.max(1)).div_ceil(ROWS) * depth);
    let whole = values.len() / depth.max(1) * depth;
    for panel in values[..whole].chunks((ROWS * depth).max(1)) {
        let mut rows = panel.chunks_exact(depth);
        let rows: [&[f32]; ROWS] = core::array::from_fn(|_| rows.next().unwrap_or(&[]));
        match rows.map(|row| row.get(..depth)) {
            [Some(a), Some(b), Some(c), Some(d), Some(e), Some(f), Some(g), Some(h)] => {
                places.extend((0..depth).map(|at| [a[at], b[at], c[at], d[at], e[at], f[at], g[at], h[at]]));
            }
            _ => places.extend((0..depth).map(|at| rows.map(|row| row.get(at).copied().unwrap_or(0.0)))),
        }
    }
    places
}

/// Panels of the transpose: `values` are places of `rows` values each, place after place; what fills no place is left out.
pub(super) fn from_columns(values: &[f32], rows: usize) -> Vec<Place> {
    let depth = values.len() / rows.max(1);
    let mut places = vec![[0.0; ROWS]; rows.div_ceil(ROWS) * depth];
    if depth == 0 {
        return places;
    }
    for (at, line) in values.chunks_exact(rows.max(1)).enumerate() {
        let (full, rest) = line.as_chunks::<ROWS>();
        let mut column = places[at..].iter_mut().step_by(depth);
        for (piece, place) in full.iter().zip(column.by_ref()) {
            *place = *piece;
        }
        if let Some(place) = column.next() {
            place[..rest.len()].copy_from_slice(rest);
        }
    }
    places
}
