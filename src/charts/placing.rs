//! Finding room for words: labels at line ends pushed apart, and free labels put where they hide least.

use crate::charts::drawn::Drawn;
use crate::charts::pen::{Anchor, Label, Turn};
use crate::charts::text::text_width;
use crate::charts::viewport::Rect;

/// The height of a line of text over its font size.
pub const LINE: f64 = 1.3;

/// The rectangle that `label` fills.
pub fn label_box(label: &Label) -> Rect {
    let (long, tall) = (text_width(&label.text, label.size), label.size * LINE / 2.0);
    let before = match label.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => long / 2.0,
        Anchor::End => long,
    };
    match label.turn {
        Turn::Level => {
            Rect { left: label.x - before, top: label.y - tall, right: label.x - before + long, bottom: label.y + tall }
        }
        Turn::Upright => {
            Rect { left: label.x - tall, top: label.y + before - long, right: label.x + tall, bottom: label.y + before }
        }
    }
}

/// The wanted heights moved as little as possible so that neighbours stand `gap` apart between `top` and `bottom`;
/// the order stays. If there is no room for all, they are spaced evenly from `top` on.
///
/// Neighbours that touch move as a group around the mean of what they want (pool adjacent violators).
pub fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // Groups of (first height, members); a group's members stand `gap` apart.
    let mut groups: Vec<(f64, Vec<usize>)> = Vec::new();
    for index in order {
        let mut group = (wanted[index], vec![index]);
        group.0 = fitted(group.0, 1, gap, (top, bottom));
        while let Some((first, members)) = groups.pop() {
            if first + span(members.len(), gap) <= group.0 + 1e-9 {
                groups.push((first, members));
                break;
            }
            let mut joined = members;
            joined.append(&mut group.1);
            let offsets = joined.iter().enumerate().map(|(rank, &member)| wanted[member] - span(rank, gap));
            let mean = offsets.sum::<f64>() / span(joined.len(), 1.0);
            group = (fitted(mean, joined.len(), gap, (top, bottom)), joined);
        }
        groups.push(group);
    }
    let mut placed = wanted.to_vec();
    for (first, members) in groups {
        for (rank, member) in members.into_iter().enumerate() {
            placed[member] = first + span(rank, gap);
        }
    }
    placed
}

/// `count` gaps.
fn span(count: usize, gap: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a handful of labels")]
    let count = count as f64;
    count * gap
}

/// The first height of a group of `count`, kept within the limits.
fn fitted(first: f64, count: usize, gap: f64, (top, bottom): (f64, f64)) -> f64 {
    first.min(bottom - span(count.saturating_sub(1), gap)).max(top)
}

/// What is already drawn, where a label had better not stand.
#[derive(Clone, Debug)]
pub struct Taken<'a> {
    /// Boxes of other texts: never to be covered.
    pub boxes: Vec<Rect>,
    /// Lines and points: to be covered as little as possible.
    pub drawn: &'a Drawn,
}

impl Taken<'_> {
    /// The candidate that covers no text and little of the drawing, the earlier the better. Its box is taken.
    /// Candidates that reach out of `frame` are left out of account; `None` if no candidate is free of other texts.
    pub fn choose(&mut self, candidates: Vec<Label>, frame: &Rect) -> Option<Label> {
        let (mut least, mut chosen) = (usize::MAX, None);
        for (rank, label) in candidates.into_iter().enumerate() {
            let space = label_box(&label);
            let inside = frame.holds((space.left, space.top)) && frame.holds((space.right, space.bottom));
            if !inside || self.boxes.iter().any(|other| other.common(&space).is_some()) {
                continue;
            }
            // Two ranks further is as bad as covering four more pixels of a line.
            let harm = rank + 2 * self.drawn.covered(&space);
            if harm < least {
                (least, chosen) = (harm, Some(label));
            }
        }
        self.boxes.extend(chosen.as_ref().map(label_box));
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn labels_are_pushed_apart_but_no_further() {
        let check = |wanted: &[f64], expect: &[f64]| {
            let got = spread(wanted, 10.0, 0.0, 100.0);
            assert!(got.iter().zip(expect).all(|(a, b)| (a - b).abs() < 1e-9), "{wanted:?}: {got:?}, not {expect:?}");
        };
        check(&[20.0, 50.0], &[20.0, 50.0]);
        check(&[50.0, 50.0], &[45.0, 55.0]);
        check(&[52.0, 50.0], &[56.0, 46.0]);
        check(&[99.0, 98.0, 10.0], &[100.0, 90.0, 10.0]);
        check(&[0.0, 0.0, 12.0], &[0.0, 10.0, 20.0]);
        check(&[-500.0, 900.0], &[0.0, 100.0]);
        check(&[], &[]);
    }
}
