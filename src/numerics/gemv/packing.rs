//! From codes in their order to units: eight rows side by side, bytes arranged so that widening gives columns in their order.

use crate::numerics::gemv::{ROWS, SPAN, Storage, Unit};

/// The codes of a matrix, row by row with whole codes only, as units. Missing rows and columns are codes of zero.
///
/// `code(row, column)` gives the code, at most 32 bits.
pub(super) fn pack(storage: Storage, rows: usize, columns: usize, code: impl Fn(usize, usize) -> u32) -> Vec<Unit> {
    let code = |row: usize, column: usize| if row < rows && column < columns { code(row, column) } else { 0 };
    let spans = columns.div_ceil(SPAN);
    let per_span = storage.units_per_span();
    let mut units = Vec::with_capacity(rows.div_ceil(ROWS) * ROWS * spans * per_span);
    for panel in (0..rows).step_by(ROWS) {
        for span in (0..columns).step_by(SPAN) {
            for place in 0..per_span * ROWS {
                units.push(match storage {
                    Storage::Fp32 => {
                        interleaved::<4>(1, |lane, _| code(panel + place % ROWS, span + place / ROWS * 4 + lane))
                    }
                    Storage::Fp16 | Storage::Bf16 => interleaved::<2>(2, |lane, quad| {
                        code(panel + place % ROWS, span + place / ROWS * 8 + 4 * quad + lane)
                    }),
                    Storage::E4m3fn | Storage::E5m2 => interleaved::<1>(4, |lane, quad| {
                        code(panel + place % ROWS, span + place / ROWS * 16 + 4 * quad + lane)
                    }),
                    Storage::Fp4 => {
                        // A block of 32 columns is four pairs of rows with two units each.
                        let (block, within) = (place / ROWS, place % ROWS);
                        let (row, column) = (panel + within / 2 * 2, span + 32 * block + 16 * (within % 2));
                        paired(|of, at| code(row + of, column + at))
                    }
                });
            }
        }
    }
    units
}

/// Four words, each with the codes of one lane: quad 0 lowest.
fn interleaved<const BYTES: usize>(quads: usize, code: impl Fn(usize, usize) -> u32) -> Unit {
    let mut bytes = [0; 16];
    for lane in 0..4 {
        for quad in 0..quads {
            let start = 4 * lane + BYTES * quad;
            bytes[start..start + BYTES].copy_from_slice(&code(lane, quad).to_le_bytes()[..BYTES]);
        }
    }
    Unit(bytes)
}

/// Two rows of sixteen columns in nibbles; `code(row, column)`.
fn paired(code: impl Fn(usize, usize) -> u32) -> Unit {
    let mut bytes = [0; 16];
    for (half, bytes) in bytes.as_chunks_mut::<2>().0.iter_mut().enumerate() {
        for (row, byte) in bytes.iter_mut().enumerate() {
            let [low, ..] = (code(row, half) | code(row, 8 + half) << 4).to_le_bytes();
            *byte = low;
        }
    }
    Unit(bytes)
}
