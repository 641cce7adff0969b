//! The rows of a factor without their zeros: values, and where each stands.
//!
//! Four places are handled at once. Which of them are not zero is a number from 0 to 15, by which a table says how the bytes of those
//! that stay move together; all four are written, and the next four begin where those that stay end.
//!
//! Example: `0, 7, 0, 9` has lanes 1 and 3 set, the number 10, and becomes `7, 9` with the places 1 and 3.

use crate::numerics::matmul::factor::Factor;
use crate::numerics::matmul::nearest::MAGNITUDE;
use crate::numerics::matmul::spans::Span;
use crate::numerics::matmul::{Place, ROWS, Words, halves};

/// For each set of lanes the bytes of these lanes, one lane after the other.
const ORDERS: [[u32; 4]; 16] = orders();

/// The rows of a factor without their zeros.
pub(super) struct Listed {
    values: Vec<f32>,
    /// Where each of them stands in the depth.
    places: Vec<u32>,
    /// Where the values of each span end, row after row.
    ends: Vec<usize>,
}

/// How many values are not zero.
pub(super) fn nonzeros(factor: &Factor) -> usize {
    let magnitude = Words::splat(MAGNITUDE).kept();
    let zero = Words::splat(0);
    let mut counts = [zero; 2];
    for place in factor.places() {
        for (count, half) in counts.iter_mut().zip(halves(place)) {
            *count = count.minus(half.and(magnitude).exceeds(zero));
        }
    }
    counts.into_iter().flat_map(Words::store).map(|count| count.to_bits() as usize).sum()
}

impl Listed {
    /// The rows of `factor` in these spans; `count` of its values at most are not zero.
    pub fn new(factor: &Factor, spans: &[Span], count: usize) -> Self {
        let (values, places) = (vec![0.0; count + 4], vec![0; count + 4]);
        let mut listed = Self { values, places, ends: Vec::with_capacity(factor.rows() * spans.len()) };
        let mut next = 0;
        for row in 0..factor.rows() {
            for span in spans {
                let panel = &factor.panel(row / ROWS)[span.places.clone()];
                next = listed.list(panel, row % ROWS, (span.places.start, next));
                listed.ends.push(next);
            }
        }
        listed
    }

    /// The values and places of every span, row after row.
    pub fn terms(&self) -> impl Iterator<Item = (&[f32], &[u32])> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let terms = start..*end;
            start = *end;
            (&self.values[terms.clone()], &self.places[terms])
        })
    }

    /// Lists what a row of a panel has from place `start` on, beginning at `next`; says where it ends.
    #[inline]
    fn list(&mut self, panel: &[Place], row: usize, (start, mut next): (usize, usize)) -> usize {
        let (magnitude, four) = (Words::splat(MAGNITUDE).kept(), Words::splat(4).kept());
        let first = u32::try_from(start).unwrap_or(u32::MAX);
        let mut places = Words::of([0, 1, 2, 3]).plus(Words::splat(first));
        let (quads, rest) = panel.as_chunks::<4>();
        for [a, b, c, d] in quads {
            let values = Words::load([a[row], b[row], c[row], d[row]]);
            next += self.put(next, [values, places], values.and(magnitude).exceeds(Words::splat(0)).set());
            places = places.plus(four);
        }
        for place in rest {
            let value = place[row];
            let is_set = value.to_bits() << 1 != 0;
            next += self.put(next, [Words::load([value; 4]), places], usize::from(is_set));
            places = places.plus(Words::splat(1));
        }
        next
    }

    /// Writes the lanes of a set, and says how many they are.
    #[inline]
    fn put(&mut self, next: usize, [values, places]: [Words; 2], set: usize) -> usize {
        let order = Words::of(ORDERS[set % 16]).bytes();
        if let Some(room) = self.values.get_mut(next..).and_then(|room| room.first_chunk_mut()) {
            *room = order.looked_up(values.bytes()).words().store();
        }
        if let Some(room) = self.places.get_mut(next..).and_then(|room| room.first_chunk_mut()) {
            *room = order.looked_up(places.bytes()).words().store().map(f32::to_bits);
        }
        set.count_ones() as usize
    }
}

const fn orders() -> [[u32; 4]; 16] {
    let mut orders = [[0; 4]; 16];
    let mut set = 0;
    while set < orders.len() {
        let (mut lane, mut next) = (0, 0);
        while lane < 4 {
            if set >> lane & 1 == 1 {
                orders[set][next] = 0x0302_0100 + 0x0404_0404 * lane;
                next += 1;
            }
            lane += 1;
        }
        set += 1;
    }
    orders
}
