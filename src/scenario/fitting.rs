//! Settings of `#/train` that allow each other less than their knobs do: verse has a smaller network, whose width is a multiple of 8, and
//! no run can be shown that is not trained. A scenario that holds is brought in line, and what that changed is said.

use crate::experiments::training::plan::Task;
use crate::scenario::Scenario;
use crate::scenario::knobs::Knob;
use crate::scenario::notice::{Notice, Why};
use crate::scenario::train::Train;
use crate::scenario::value::Value;
use crate::scenario::view::View;

/// Brings the settings of the view on show in line with each other, and says what was given, what is allowed, and what was taken.
///
/// A width of 61 becomes 64 in verse, and of three seeds the eighth becomes the third.
pub fn fit(scenario: &mut Scenario) -> Vec<Notice> {
    if scenario.view != View::Train {
        return Vec::new();
    }
    let Train { task, width, depth, batch, seeds, show, .. } = scenario.train;
    let given = [width, depth, batch];
    let ([least, most], taken) = (ends(task), task.sizes(given));
    let sizes = ["width", "depth", "batch"].into_iter().zip(given).zip(taken).zip(least.into_iter().zip(most));
    let mut notices: Vec<Notice> = Vec::new();
    for (((key, given), used), (min, max)) in sizes {
        notices.extend(changed(key, given, used, (min, max)));
    }
    notices.extend(changed("show", show, show.min(seeds), (1, seeds)));
    let [width, depth, batch] = taken;
    scenario.train = Train { width, depth, batch, show: show.min(seeds), ..scenario.train.clone() };
    notices
}

/// Why a value of a knob does not go with the other settings; `None` where it does.
pub fn objection(scenario: &Scenario, knob: &Knob, value: &Value) -> Option<Why> {
    let mut wanted = scenario.clone();
    (knob.set)(&mut wanted, value);
    fit(&mut wanted).into_iter().find(|notice| notice.key == knob.key).map(|notice| notice.why)
}

/// The value nearest to this one that goes with the other settings, for a slider: 67 becomes 64 in verse, and 69 becomes 72.
pub fn nearest(scenario: &Scenario, knob: &Knob, value: Value) -> Value {
    match (objection(scenario, knob, &value), value) {
        (Some(Why::NotAMultiple { of, .. }), Value::Whole(number)) => Value::Whole((number + of / 2) / of * of),
        (Some(Why::OutOfWholeRange { used, .. }), Value::Whole(_)) => Value::Whole(used),
        (_, value) => value,
    }
}

/// The smallest and the largest width, depth and batch of a task.
pub fn ends(task: Task) -> [[u32; 3]; 2] {
    [task.sizes([0; 3]), task.sizes([u32::MAX; 3])]
}

fn changed(key: &str, given: u32, used: u32, (min, max): (u32, u32)) -> Option<Notice> {
    let why = if (min..=max).contains(&given) {
        Why::NotAMultiple { of: u64::from(Task::VERSE_WIDTHS), used: u64::from(used) }
    } else {
        Why::OutOfWholeRange { min: u64::from(min), max: u64::from(max), used: u64::from(used) }
    };
    (given != used).then(|| Notice::new(key, &given.to_string(), why))
}

#[cfg(test)]
mod tests {
    use super::{fit, nearest, objection};
    use crate::scenario::Scenario;
    use crate::scenario::knobs::knob;
    use crate::scenario::link::{Parsed, Pin, parse, print};
    use crate::scenario::value::Value;
    use crate::scenario::view::View;

    fn read(link: &str) -> Parsed {
        parse(link, &Scenario::default())
    }

    #[test]
    fn a_link_is_told_what_does_not_go_together() {
        let check = |link: &str, expect: &[&str]| {
            let told: Vec<String> = read(link).notices.iter().map(ToString::to_string).collect();
            assert_eq!(told, expect, "{link}");
        };
        check("#/train?width=61&show=5", &[]);
        check("#/train?task=french&width=64&show=5", &[]);
        assert_eq!(read("#/train?task=french").scenario.train.batch, 32, "less than the default");
        check("#/train?task=french&width=61", &["width: 61 is not a multiple of 8; 64 is the next one"]);
        check(
            "#/train?width=200&task=chinese&depth=4&batch=64",
            &[
                "width: 200 is outside the range; 8 to 96 is allowed",
                "depth: 4 is outside the range; 1 to 2 is allowed",
                "batch: 64 is outside the range; 1 to 32 is allowed",
            ],
        );
        check("#/train?show=8&seeds=3", &["show: 8 is outside the range; 1 to 3 is allowed"]);
    }

    #[test]
    fn what_is_taken_is_what_is_trained_and_needs_no_second_word() {
        let link = "#/train?task=french&width=61&depth=4&batch=99&seeds=2&show=9&steps=20";
        let mut taken = read(link).scenario;
        let train = &taken.train;
        assert_eq!((train.width, train.depth, train.batch, train.show), (64, 2, 32, 2));
        assert!(train.plans().iter().all(|plan| (plan.width, plan.depth, plan.batch) == (64, 2, 32)));
        assert_eq!(read(&print(&taken, Pin::WhenChanged)).notices, []);
        assert_eq!(fit(&mut taken), []);
    }

    #[test]
    fn a_field_is_refused_what_a_slider_rounds() {
        let scenario = read("#/train?task=french&depth=1&batch=8&seeds=3").scenario;
        let check = |key: &str, number: u64, allowed: u64| {
            let (knob, value) = (knob(View::Train, key).unwrap(), Value::Whole(number));
            assert_eq!(objection(&scenario, knob, &value).is_none(), number == allowed, "{key} {number}");
            assert_eq!(nearest(&scenario, knob, value), Value::Whole(allowed), "{key} {number}");
        };
        check("width", 67, 64);
        check("width", 68, 72);
        check("width", 72, 72);
        check("width", 4, 8);
        check("width", 255, 96);
        check("show", 4, 3);
        check("show", 3, 3);
        // Fewer seeds are no matter of the run on show: that one follows.
        check("seeds", 1, 1);
        check("steps", 21, 21);
    }
}
