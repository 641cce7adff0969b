//! Causal attention: every character looks at itself and at those before it in its passage.
//!
//! For each head, with queries `Q`, keys `K` and values `V`, `length` rows each: `P = softmax(Q Kᵀ/√d)` over the past, and the result is `P V`.
//! Its products take operands in the format that values are handed on in, without scales, and add in FP32. DeepSeek-V3, MXFP8 and NVFP4
//! leave attention's products out; arXiv 2209.05433 rounds the inputs of every matrix product, which we do not follow.

use crate::experiments::training::linear::Pass;
use crate::numerics::accumulators::Accumulator;
use crate::numerics::blocks::{Recipe, Scaling};
use crate::numerics::formats::FormatId;
use crate::numerics::in_place::{customary, keep_in};
use crate::numerics::matmul::factor::{Entry, Factor, Fitting};
use crate::numerics::matmul::{Register, product};
use crate::numerics::rng::Stream;

const FP32: Register = Register { accumulator: Accumulator::Format(FormatId::Fp32), promotion: 0 };

/// What attention leaves for the way back.
pub struct Attended {
    /// Queries, keys and values of each character, as given.
    wanted: Vec<f32>,
    /// The probabilities: for each passage and head, `length` rows of `length`.
    shares: Vec<f32>,
    /// The result, as handed on.
    pub values: Vec<f32>,
}

/// Where the parts of one head of one passage lie.
#[derive(Clone, Copy)]
struct Head {
    /// Values of a character.
    width: usize,
    /// Values of a head.
    size: usize,
    /// The passage.
    passage: usize,
    /// Which of the passage's heads.
    number: usize,
    /// Characters of a passage.
    length: usize,
}

/// Values of a head: 16, or 8 where the width is not a multiple of 16.
fn head_size(width: usize) -> usize {
    if width.is_multiple_of(16) { 16 } else { 8 }
}

/// All heads of all passages, passage after passage.
fn heads(count: usize, form: Form) -> impl Iterator<Item = Head> {
    let Form { width, length } = form;
    let size = head_size(width);
    let passages = count / length.max(1);
    let of = move |passage| (0..width / size).map(move |number| Head { width, size, passage, number, length });
    (0..passages).flat_map(of)
}

impl Head {
    /// Part 0, 1 or 2 (queries, keys, values) of rows that hold all three.
    fn part(self, wanted: &[f32], part: usize) -> Vec<f32> {
        self.cut(wanted, 3 * self.width, part * self.width)
    }

    /// This head's piece of rows that hold one value for each of the width.
    fn piece(self, values: &[f32]) -> Vec<f32> {
        self.cut(values, self.width, 0)
    }

    /// This head's values of its passage, `start` values into rows of `width`; eight at a time, of which a head has one or two.
    fn cut(self, values: &[f32], width: usize, start: usize) -> Vec<f32> {
        let mut cut = Vec::with_capacity(self.length * self.size);
        for row in self.rows(values, width) {
            for eight in row[start + self.number * self.size..][..self.size].as_chunks::<8>().0 {
                cut.extend_from_slice(eight);
            }
        }
        cut
    }

    fn rows(self, values: &[f32], width: usize) -> impl Iterator<Item = &[f32]> {
        values.chunks_exact(width).skip(self.passage * self.length).take(self.length)
    }

    /// Puts a head's rows where they belong, `start` values into rows of `width`.
    fn put(self, from: &[f32], to: &mut [f32], width: usize, start: usize) {
        let rows = to.chunks_exact_mut(width).skip(self.passage * self.length).take(self.length);
        let start = start + self.number * self.size;
        for (row, piece) in rows.zip(from.chunks_exact(self.size)) {
            // Copies of a known length are two or four stores; a length found only now would be a call in the browser.
            let place = &mut row[start..][..self.size];
            if let (Some(place), Some(piece)) = (place.first_chunk_mut::<16>(), piece.first_chunk()) {
                *place = *piece;
            } else if let (Some(place), Some(piece)) = (place.first_chunk_mut::<8>(), piece.first_chunk()) {
                *place = *piece;
            }
        }
    }

    /// The place of its probabilities among all.
    fn place(self) -> std::ops::Range<usize> {
        let squares = self.length * self.length;
        let at = (self.passage * (self.width / self.size) + self.number) * squares;
        at..at + squares
    }
}

/// The form of a batch of passages.
#[derive(Clone, Copy)]
pub struct Form {
    /// Values of a character.
    pub width: usize,
    /// Characters of a passage.
    pub length: usize,
}

/// Looks back: from rows of queries, keys and values to rows of results.
pub fn attend(wanted: Vec<f32>, form: Form, pass: &mut Pass) -> Attended {
    let Form { width, length } = form;
    let count = wanted.len() / (3 * width);
    let mut values = vec![0.0; count * width];
    let mut shares = Vec::with_capacity(count / length.max(1) * (width / head_size(width)) * length * length);
    for head in heads(count, form) {
        let queries = factor(&head.part(&wanted, 0), head.size);
        let keys = factor(&head.part(&wanted, 1), head.size);
        let mut square = vec![0.0; length * length];
        product(&queries, &keys, FP32, &mut square);
        soften(&mut square, form, pass);
        let looked_up = turned(&head.part(&wanted, 2), head.size);
        let mut result = vec![0.0; length * head.size];
        product(&factor(&square, length), &looked_up, FP32, &mut result);
        head.put(&result, &mut values, width, 0);
        shares.extend(square);
    }
    keep_in(pass.recipe.between, &mut values);
    Attended { wanted, shares, values }
}

/// From the gradient of the results to that of queries, keys and values.
pub fn attend_back(attended: &Attended, gradient: &[f32], form: Form, pass: &mut Pass) -> Vec<f32> {
    let Form { width, length } = form;
    let wanted = &attended.wanted;
    let mut back = vec![0.0; wanted.len()];
    for head in heads(gradient.len() / width, form) {
        let shares = &attended.shares[head.place()];
        let results = head.piece(gradient);
        let mut piece = vec![0.0; length * head.size];
        // dV = Pᵀ dO
        product(&turned(shares, length), &turned(&results, head.size), FP32, &mut piece);
        head.put(&piece, &mut back, 3 * width, 2 * width);
        // dP = dO Vᵀ, and from it the gradient of what softmax was given.
        let mut square = vec![0.0; length * length];
        let values = factor(&head.part(wanted, 2), head.size);
        product(&factor(&results, head.size), &values, FP32, &mut square);
        soften_back(&mut square, shares, form, pass);
        // dQ = dS K, dK = dSᵀ Q
        let keys = turned(&head.part(wanted, 1), head.size);
        product(&factor(&square, length), &keys, FP32, &mut piece);
        head.put(&piece, &mut back, 3 * width, 0);
        let queries = turned(&head.part(wanted, 0), head.size);
        product(&turned(&square, length), &queries, FP32, &mut piece);
        head.put(&piece, &mut back, 3 * width, width);
    }
    keep_in(pass.recipe.between, &mut back);
    back
}

/// Rows of `softmax(s/√d)` over the past; the future gets nothing. Scores and probabilities are in the softmax's own format.
fn soften(square: &mut [f32], form: Form, pass: &Pass) {
    let scale = root_share(form);
    keep_in(pass.recipe.softmax, square);
    for (row, scores) in square.chunks_exact_mut(form.length).enumerate() {
        let (past, future) = scores.split_at_mut(row + 1);
        let most = past.iter().fold(f32::NEG_INFINITY, |most, score| if most < *score { *score } else { most });
        let mut sum = 0.0;
        for score in past.iter_mut() {
            *score = libm::expf((*score - most) * scale);
            sum += *score;
        }
        for share in past {
            *share /= sum;
        }
        future.fill(0.0);
    }
    keep_in(pass.recipe.softmax, square);
    keep_in(pass.recipe.between, square);
}

/// With `P` the shares and `g` their gradient: `dS = P (g - Σ g P) / √d`, both gradients in the softmax's own format.
fn soften_back(square: &mut [f32], shares: &[f32], form: Form, pass: &Pass) {
    let scale = root_share(form);
    keep_in(pass.recipe.softmax, square);
    for (row, shares) in square.chunks_exact_mut(form.length).zip(shares.chunks_exact(form.length)) {
        let mut along = 0.0;
        row.iter().zip(shares).for_each(|(gradient, share)| along += gradient * share);
        row.iter_mut().zip(shares).for_each(|(gradient, share)| *gradient = share * (*gradient - along) * scale);
    }
    keep_in(pass.recipe.softmax, square);
    keep_in(pass.recipe.between, square);
}

/// `1/√d`, `d` the values of a head.
fn root_share(form: Form) -> f32 {
    if head_size(form.width) == 16 { 0.25 } else { core::f32::consts::FRAC_1_SQRT_2 * 0.5 }
}

/// How values enter the products of attention: as they are, since all of them are in the format that values are handed on in.
fn entry() -> Entry {
    let scaling = Fitting::Blocks(Recipe::published(Scaling::None, 0));
    Entry { conversion: customary(FormatId::Fp32), scaling }
}

fn factor(values: &[f32], depth: usize) -> Factor {
    Factor::new(entry(), values, depth, &mut Stream::new(0))
}

fn turned(values: &[f32], rows: usize) -> Factor {
    Factor::transposed(entry(), values, rows, &mut Stream::new(0))
}
