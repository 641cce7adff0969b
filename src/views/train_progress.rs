//! How far the runs of `#/train` have come, in words.

use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;

/// How far all runs have come, and how long the rest will take at the pace so far, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Way {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
    /// Seconds to go; `None` while nobody can tell.
    pub left: Option<f64>,
}

/// The share of all steps that is done, from 0 to 1: 150 of 600 is 0.25.
pub fn share(way: Way) -> f64 {
    count(way.done) / count(way.total.max(1))
}

/// "150 of 600 steps in all runs; about 12 s to go."
pub fn sentence(way: Way, voice: &dyn Voice) -> String {
    let whole = |value: f64| voice.number(value, NumberStyle::Plain { decimals: 0 });
    let (done, total) = (whole(count(way.done)), whole(count(way.total)));
    match way.left {
        Some(seconds) if way.done < way.total => {
            let left = whole(libm::ceil(seconds).max(1.0));
            fill(voice.say(Word::TrainPageSteps), &[("done", &done), ("total", &total), ("left", &left)])
        }
        Some(_) | None => fill(voice.say(Word::TrainPageStepsDone), &[("done", &done), ("total", &total)]),
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of steps, far below 2^53")]
fn count(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Way, sentence, share};
    use crate::charts::voice::PlainVoice;

    #[test]
    fn the_time_left_is_told_only_while_there_is_some() {
        let way = |done, left| Way { done, total: 600, left };
        assert_eq!(sentence(way(150, Some(11.2)), &PlainVoice), "train_page.steps");
        assert_eq!(sentence(way(600, Some(0.0)), &PlainVoice), "train_page.steps_done");
        assert_eq!(sentence(way(150, None), &PlainVoice), "train_page.steps_done");
        assert!((share(way(150, None)) - 0.25).abs() < 1e-12);
    }
}
