//! Looking closer: which part of an axis is shown, and how keys, buttons, wheel and fingers change it.
//!
//! A window is a pair of values on the axis; `None` is the whole axis. All reckoning is done as the axis' scale counts, so that
//! on a log axis "half as wide" means half the decades. A linear axis can be magnified without limit around zero, where
//! numbers lie closest.

use crate::charts::axis::{Axis, Scale};
use crate::charts::readout::written;
use crate::charts::ticks::Ticks;
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// The shown part of an axis, in its values, the smaller first.
pub type Window = (f64, f64);

/// A window narrower than this share of its own values would show the rounding of `f64` instead of the data.
const NARROWEST: f64 = 1e-9;
/// The narrowest window around zero.
const LEAST: f64 = 1e-290;
/// How much closer a key or a button goes.
const CLOSER: f64 = 2.0;
/// How far a key or a button moves the window, as a share of what is shown.
const ASIDE: f64 = 0.25;

/// A change of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// Twice as close, around the middle.
    In,
    /// Half as close.
    Out,
    /// A quarter of what is shown to the left.
    Left,
    /// The same to the right.
    Right,
    /// Everything.
    All,
    /// `closer` times as close around the place at `share` of what is shown, which stays where it is: a wheel's turn over it, or
    /// two fingers.
    Around {
        /// 0 at the left end of the plot, 1 at its right end.
        share: f64,
        /// Above 1 for closer, below 1 for further away.
        closer: f64,
    },
    /// Along by this share of what is shown, to the right if above zero: dragging.
    By(f64),
}

impl Move {
    /// The same move, closer or further away around `place` instead of the middle, if that is in sight.
    #[must_use]
    pub fn about(self, whole: &Axis, shown: Option<Window>, place: Option<f64>) -> Move {
        let (from, to) = counted(whole, shown);
        let share = place.map(|place| (whole.scale().counted(place) - from) / (to - from));
        let Some(share) = share.filter(|share| (0.0..=1.0).contains(share)) else { return self };
        match self {
            Move::In => Move::Around { share, closer: CLOSER },
            Move::Out => Move::Around { share, closer: 1.0 / CLOSER },
            Move::Left | Move::Right | Move::All | Move::Around { .. } | Move::By(_) => self,
        }
    }
}

/// The window after `step`; `None` if all of `whole` is shown.
///
/// On a linear axis from 0 to 8, [`Move::In`] shows 2 to 6; then [`Move::Left`] 1 to 5, and again 0 to 4, which is the end.
pub fn moved(whole: &Axis, shown: Option<Window>, step: Move) -> Option<Window> {
    let (from, to) = counted(whole, shown);
    match step {
        Move::All => None,
        Move::In => around(whole, (from, to), 0.5, CLOSER),
        Move::Out => around(whole, (from, to), 0.5, 1.0 / CLOSER),
        Move::Around { share, closer } => around(whole, (from, to), share, closer),
        Move::Left => along(whole, (from, to), -ASIDE),
        Move::Right => along(whole, (from, to), ASIDE),
        Move::By(share) => along(whole, (from, to), share),
    }
}

/// What is shown, in a sentence: [`Word::ZoomShown`] with the ends of the window, written so that they differ.
pub fn in_words(whole: &Axis, shown: Option<Window>, voice: &dyn Voice) -> String {
    let Some((from, to)) = shown else { return voice.say(Word::ZoomAllShown).to_owned() };
    let digits = libm::ceil(libm::log10(from.abs().max(to.abs()) / (to - from))) + 3.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 4 to 15 first")]
    let digits = digits.clamp(4.0, 15.0) as u8;
    let end = |value: f64| match (&whole.ticks, whole.scale()) {
        (Ticks::Auto, Scale::Linear | Scale::Log10 | Scale::Log2) => {
            voice.number(value, NumberStyle::Significant { digits })
        }
        (Ticks::Auto, Scale::Year) | (Ticks::Styled(_) | Ticks::Every { .. } | Ticks::Named(_), _) => {
            written(whole, value, voice)
        }
    };
    // A calendar needs no title, but a sentence does.
    let label = if whole.label.is_empty() { voice.say(Word::ZoomTime) } else { &whole.label };
    fill(voice.say(Word::ZoomShown), &[("axis", label), ("from", &end(from)), ("to", &end(to))])
}

/// The ends of the window as the scale counts, within the axis.
fn counted(whole: &Axis, shown: Option<Window>) -> Window {
    let (foot, head) = (whole.scale().counted(whole.min()), whole.scale().counted(whole.max()));
    let Some((from, to)) = shown else { return (foot, head) };
    let (from, to) = (whole.scale().counted(from), whole.scale().counted(to));
    // A window from a link or of another axis may lie anywhere.
    if foot <= from && from < to && to <= head { (from, to) } else { (foot, head) }
}

fn around(whole: &Axis, (from, to): Window, share: f64, closer: f64) -> Option<Window> {
    if !(closer > 0.0 && closer.is_finite()) {
        return within(whole, from, to);
    }
    let kept = from + share.clamp(0.0, 1.0) * (to - from);
    let (mut left, mut right) = (kept - (kept - from) / closer, kept + (to - kept) / closer);
    let narrowest = (NARROWEST * kept.abs()).max(LEAST);
    if right - left < narrowest {
        if closer > 1.0 && to - from <= 2.0 * narrowest {
            return within(whole, from, to);
        }
        (left, right) = (kept - narrowest * share, kept + narrowest * (1.0 - share));
    }
    within(whole, left, right)
}

fn along(whole: &Axis, (from, to): Window, share: f64) -> Option<Window> {
    let way = if share.is_finite() { share * (to - from) } else { 0.0 };
    within(whole, from + way, to + way)
}

/// The window as values, pushed back into the axis without changing its width; `None` if it is as wide as the axis.
fn within(whole: &Axis, from: f64, to: f64) -> Option<Window> {
    let (foot, head) = (whole.scale().counted(whole.min()), whole.scale().counted(whole.max()));
    let width = to - from;
    // A hair short of everything is everything.
    if width >= (head - foot) * (1.0 - 1e-9) {
        return None;
    }
    let from = from.min(head - width).max(foot);
    let to = (from + width).min(head);
    Some((whole.scale().uncounted(from), whole.scale().uncounted(to)))
}

#[cfg(test)]
mod tests {
    use super::{Move, Window, in_words, moved};
    use crate::charts::axis::{Axis, Scale};
    use crate::charts::voice::{NumberStyle, PlainVoice, Voice};
    use crate::charts::words::Word;
    use proptest::prelude::{Just, ProptestConfig, prop_assert, prop_oneof, proptest};

    fn near(a: Option<Window>, b: Option<Window>) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-3);
        match (a, b) {
            (Some(a), Some(b)) => close(a.0, b.0) && close(a.1, b.1),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    #[test]
    fn windows_move_within_the_axis() {
        let check = |axis: &Axis, steps: &[Move], expect: Option<Window>| {
            let got = steps.iter().fold(None, |window, step| moved(axis, window, *step));
            assert!(near(got, expect), "{steps:?}: {got:?}, not {expect:?}");
        };
        let linear = Axis::new(Scale::Linear, 0.0, 8.0, "");
        check(&linear, &[Move::In], Some((2.0, 6.0)));
        check(&linear, &[Move::In, Move::Left], Some((1.0, 5.0)));
        check(&linear, &[Move::In, Move::Left, Move::Left, Move::Left], Some((0.0, 4.0)));
        check(&linear, &[Move::In, Move::By(9.0)], Some((4.0, 8.0)));
        check(&linear, &[Move::In, Move::In, Move::Out], Some((2.0, 6.0)));
        check(&linear, &[Move::In, Move::Out], None);
        check(&linear, &[Move::In, Move::In, Move::All], None);
        check(&linear, &[Move::Left], None);
        check(&linear, &[Move::Around { share: 0.25, closer: 4.0 }], Some((1.5, 3.5)));
        check(&linear, &[Move::Around { share: 0.25, closer: f64::NAN }], None);
        let log = Axis::new(Scale::Log10, 1e-4, 1.0, "");
        check(&log, &[Move::In], Some((1e-3, 1e-1)));
        check(&log, &[Move::In, Move::Right, Move::Right], Some((1e-2, 1.0)));
    }

    #[test]
    fn what_one_looks_at_keeps_its_place() {
        let axis = Axis::new(Scale::Linear, 0.0, 8.0, "");
        let check = |place: Option<f64>, expect: Option<Window>| {
            let got = moved(&axis, None, Move::In.about(&axis, None, place));
            assert!(near(got, expect), "{place:?}: {got:?}, not {expect:?}");
        };
        check(Some(2.0), Some((1.0, 5.0)));
        check(Some(8.0), Some((4.0, 8.0)));
        check(Some(9.0), Some((2.0, 6.0)));
        check(Some(f64::NAN), Some((2.0, 6.0)));
        check(None, Some((2.0, 6.0)));
        assert_eq!(Move::Left.about(&axis, None, Some(2.0)), Move::Left);
    }

    struct Wordy;

    impl Voice for Wordy {
        fn say(&self, word: Word) -> &'static str {
            if word == Word::ZoomShown { "{axis} from {from} to {to}" } else { "all" }
        }

        fn number(&self, value: f64, style: NumberStyle) -> String {
            PlainVoice.number(value, style)
        }
    }

    #[test]
    fn a_window_is_said_with_the_digits_that_it_needs() {
        let axis = Axis::new(Scale::Linear, 0.0, 448.0, "Value");
        let check = |shown: Option<Window>, expect: &str| assert_eq!(in_words(&axis, shown, &Wordy), expect);
        check(None, "all");
        check(Some((0.0, 448.0)), "Value from 0 to 448");
        check(Some((224.000_12, 224.000_37)), "Value from 224.00012 to 224.00037");
    }

    #[test]
    fn zero_can_be_magnified_and_other_values_to_nine_digits() {
        let axis = Axis::new(Scale::Linear, -448.0, 448.0, "");
        let closer = |share: f64| {
            (0..400).fold(None, |window, _| moved(&axis, window, Move::Around { share, closer: 2.0 })).unwrap()
        };
        let (from, to) = closer(0.5);
        assert!(from < 0.0 && 0.0 < to && to - from < 1e-100, "{from} to {to}");
        let (from, to) = closer(0.75);
        assert!(from <= 224.0 && 224.0 <= to && (1e-8..1e-6).contains(&(to - from)), "{from} to {to}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_window_never_leaves_its_axis(
            scale in prop_oneof![Just(Scale::Linear), Just(Scale::Log10), Just(Scale::Log2)],
            steps in proptest::collection::vec((0..6_u8, -2.0..2.0_f64, 0.0..4.0_f64), 0..40),
        ) {
            let axis = Axis::new(scale, 0.001, 1000.0, "");
            let mut window = None;
            for (kind, share, closer) in steps {
                let step = match kind {
                    0 => Move::In,
                    1 => Move::Out,
                    2 => Move::Left,
                    3 => Move::Right,
                    4 => Move::Around { share, closer },
                    _ => Move::By(share),
                };
                window = moved(&axis, window, step);
                if let Some((from, to)) = window {
                    let room = 1e-9 * to;
                    prop_assert!(axis.min() - room <= from && from < to && to <= axis.max() + room, "{from} to {to}");
                }
            }
        }
    }
}
