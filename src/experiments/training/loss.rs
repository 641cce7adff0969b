//! Losses and their gradients, computed in FP32; sums of losses in doubles, first to last.

/// What a batch's answers were worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The mean loss of an answer, in nats.
    pub loss: f64,
    /// How many answers were right.
    pub right: usize,
    /// The gradient of the mean loss times the loss scale, shaped as the answers.
    pub gradient: Vec<f32>,
}

/// The logistic loss of one number for each example, the log-odds of class 1: `ln(1 + e^-|z|) + max(z, 0) - z y`, and its derivative
/// `1/(1 + e^-z) - y`.
///
/// Example: `z = 0` costs `ln 2 = 0.693`, and pulls by `0.5` towards the right class.
pub fn logistic(outputs: &[f32], labels: &[u16], scale: f32) -> Verdict {
    let share = scale / count(labels.len());
    let mut verdict = Verdict { loss: 0.0, right: 0, gradient: Vec::with_capacity(outputs.len()) };
    for (z, label) in outputs.iter().zip(labels) {
        let y = f32::from(*label);
        let tail = libm::expf(-z.abs());
        let loss = libm::log1pf(tail) + if *z < 0.0 { 0.0 } else { *z } - z * y;
        verdict.loss += f64::from(loss);
        verdict.right += usize::from((0.0 < *z) == (*label == 1));
        verdict.gradient.push((from_tail(*z, tail) - y) * share);
    }
    verdict.loss /= f64::from(count(labels.len()));
    verdict
}

/// `1/(1 + e^-z)`.
pub fn probability(z: f32) -> f32 {
    from_tail(z, libm::expf(-z.abs()))
}

/// The same from `e^-|z|`.
fn from_tail(z: f32, tail: f32) -> f32 {
    if z < 0.0 { tail / (1.0 + tail) } else { 1.0 / (1.0 + tail) }
}

/// The cross-entropy of `classes` numbers for each example, `ln Σ e^z - z_y`, and its derivative `softmax(z) - onehot(y)`.
///
/// Example: ten equal numbers cost `ln 10 = 2.303`.
pub fn cross_entropy(outputs: &[f32], labels: &[u16], scale: f32) -> Verdict {
    let classes = outputs.len() / labels.len().max(1);
    let share = scale / count(labels.len());
    let mut verdict = Verdict { loss: 0.0, right: 0, gradient: vec![0.0; outputs.len()] };
    let rows = outputs.chunks_exact(classes.max(1)).zip(verdict.gradient.chunks_exact_mut(classes.max(1)));
    for ((row, gradient), label) in rows.zip(labels) {
        let truth = usize::from(*label);
        let best = likeliest(row);
        verdict.right += usize::from(best == truth);
        let most = row[best];
        let mut sum = 0.0;
        for (gradient, z) in gradient.iter_mut().zip(row) {
            *gradient = libm::expf(z - most);
            sum += *gradient;
        }
        verdict.loss += f64::from(libm::logf(sum) + most - row[truth]);
        for (class, gradient) in gradient.iter_mut().enumerate() {
            let hit = if class == truth { 1.0 } else { 0.0 };
            *gradient = (*gradient / sum - hit) * share;
        }
    }
    verdict.loss /= f64::from(count(labels.len()));
    verdict
}

/// The place of the largest number; the first of equal ones, and 0 where there is only NaN.
pub fn likeliest(row: &[f32]) -> usize {
    let mut best = 0;
    for (place, value) in row.iter().enumerate() {
        if row[best] < *value || row[best].is_nan() && !value.is_nan() {
            best = place;
        }
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "batches and examinations are far below 2^24")]
fn count(examples: usize) -> f32 {
    examples.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::{cross_entropy, likeliest, logistic};

    #[test]
    fn losses_worked_by_hand() {
        let undecided = logistic(&[0.0, 0.0], &[0, 1], 1.0);
        assert!((undecided.loss - core::f64::consts::LN_2).abs() < 1e-7);
        assert_eq!(undecided.gradient, [0.25, -0.25], "half a class, and half of the batch each");
        let sure = logistic(&[100.0, -100.0], &[1, 0], 1.0);
        // e^-100, among FP32's subnormal numbers.
        assert!(0.0 < sure.loss && sure.loss < 1e-43 && sure.right == 2);
        let ten = cross_entropy(&[1.5; 10], &[3], 1.0);
        assert!((ten.loss - libm::log(10.0)).abs() < 1e-6);
        assert!(ten.gradient.iter().sum::<f32>().abs() < 1e-6);
        assert!((ten.gradient[3] + 0.9).abs() < 1e-6);
    }

    #[test]
    fn large_numbers_do_not_overflow() {
        let verdict = cross_entropy(&[1e30, 0.0, 0.0, 1e30], &[0, 0], 1.0);
        assert!(verdict.gradient.iter().all(|gradient| gradient.is_finite()));
        assert!((verdict.loss / 5e29 - 1.0).abs() < 1e-6);
    }

    #[test]
    fn nan_is_not_likeliest() {
        assert_eq!([likeliest(&[f32::NAN, 1.0, 2.0]), likeliest(&[f32::NAN]), likeliest(&[3.0, 3.0])], [2, 0, 0]);
    }
}
