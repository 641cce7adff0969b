//! A range of uncertainty as a link carries it: `lognormal~10~100`, or `none`.
//!
//! Shape, low, high, joined by `~`. A uniform or triangular range lies between its ends; of a normal or log-normal one they are the 5th
//! and the 95th percentile. Unit: that of the lever.

use crate::experiments::uncertainty::spread::{Shape, Spread};
use crate::scenario::notice::Why;
use crate::scenario::value::{decimal, finite};

/// The word for no range.
pub const NONE: &str = "none";

/// The words of the shapes, in the order shown to readers.
pub const SHAPES: [(&str, Shape); 4] = [
    ("uniform", Shape::Uniform),
    ("triangular", Shape::Triangular),
    ("normal", Shape::Normal),
    ("lognormal", Shape::LogNormal),
];

/// The word of a shape.
pub fn shape_key(shape: Shape) -> &'static str {
    SHAPES.iter().find(|(_, known)| *known == shape).map_or(NONE, |(key, _)| key)
}

/// The range of a text whose ends must lie between `min` and `max`; `None` for the word that means none.
///
/// # Errors
/// [`Why::NotARange`] for anything else, with the ends that are allowed.
pub fn read(raw: &str, min: f64, max: f64) -> Result<Option<Spread>, Why> {
    if raw == NONE {
        return Ok(None);
    }
    let refused = || Why::NotARange { min, max };
    let parts: Vec<&str> = raw.split('~').collect();
    let [shape, low, high] = parts[..] else { return Err(refused()) };
    let (_, shape) = SHAPES.iter().find(|(key, _)| *key == shape).ok_or_else(refused)?;
    let end = |text| finite(text).map_err(|_| refused());
    let spread = Spread { shape: *shape, low: end(low)? + 0.0, high: end(high)? + 0.0 };
    if allows(&spread, min, max) { Ok(Some(spread)) } else { Err(refused()) }
}

/// Whether a range is in order: its ends too, within what is allowed, and above 0 for one of logarithms.
pub fn allows(spread: &Spread, min: f64, max: f64) -> bool {
    let Spread { shape, low, high } = *spread;
    min <= low && low <= high && high <= max && (shape != Shape::LogNormal || 0.0 < low)
}

/// The text of a range.
pub fn written(range: Option<&Spread>) -> String {
    match range {
        None => NONE.to_owned(),
        Some(Spread { shape, low, high }) => format!("{}~{}~{}", shape_key(*shape), decimal(*low), decimal(*high)),
    }
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use crate::experiments::uncertainty::spread::{Shape, Spread};
    use crate::scenario::notice::Why;

    #[test]
    fn ranges_are_read_as_they_are_written() {
        let spread = Spread { shape: Shape::LogNormal, low: 10.0, high: 100.0 };
        assert_eq!(written(Some(&spread)), "lognormal~10~100");
        for range in [None, Some(spread), Some(Spread { shape: Shape::Uniform, low: 10.0, high: 10.0 })] {
            assert_eq!(read(&written(range.as_ref()), 1.0, 200.0), Ok(range));
        }
    }

    #[test]
    fn what_is_no_range_is_refused_with_what_is_allowed() {
        for raw in [
            "",
            "uniform",
            "uniform~1",
            "uniform~5~2",
            "uniform~1~999",
            "bell~1~2",
            "normal~NaN~2",
            "uniform~1~2~3",
            "lognormal~0~3",
        ] {
            assert_eq!(read(raw, 0.0, 200.0), Err(Why::NotARange { min: 0.0, max: 200.0 }), "{raw}");
        }
    }
}
