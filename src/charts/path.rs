//! Geometry of drawn paths, in CSS pixels and without any surface: gaps, clipping, thinning and dashes.

use crate::charts::ink::Dash;
use crate::charts::viewport::Rect;

/// A place in CSS pixels, y down.
pub type Place = (f64, f64);

/// The stretches of `points` whose coordinates are finite.
pub fn stretches(points: &[Place]) -> impl Iterator<Item = &[Place]> {
    points.split(|(x, y)| !(x.is_finite() && y.is_finite())).filter(|stretch| !stretch.is_empty())
}

/// `points` with at most four points left in each pixel column: the first, lowest, highest and last of every run of
/// neighbours there. The drawn picture is the same (so does uPlot), and 100,000 points cost no more than 4 × width.
pub fn thinned(points: &[Place], columns_per_px: f64) -> Vec<Place> {
    let column = |place: &Place| libm::floor(place.0 * columns_per_px);
    let mut out = Vec::new();
    for run in points.chunk_by(|a, b| column(a).total_cmp(&column(b)).is_eq()) {
        let by_height = |a: &&Place, b: &&Place| a.1.total_cmp(&b.1);
        let ends = (run.first(), run.iter().min_by(by_height), run.iter().max_by(by_height), run.last());
        let (Some(first), Some(low), Some(high), Some(last)) = ends else { continue };
        let low_at = run.iter().position(|place| std::ptr::eq(place, low));
        let high_at = run.iter().position(|place| std::ptr::eq(place, high));
        let middle = if low_at <= high_at { [low, high] } else { [high, low] };
        for place in [first, middle[0], middle[1], last] {
            if out.last() != Some(place) {
                out.push(*place);
            }
        }
    }
    out
}

/// The parts of the path through `points` that lie within `frame`. A path of one point within stays one point.
pub fn clipped(points: &[Place], frame: &Rect) -> Vec<Vec<Place>> {
    // Nearly always nothing is to be cut off.
    if !points.is_empty() && points.iter().all(|place| frame.holds(*place)) {
        return vec![points.to_vec()];
    }
    let mut parts: Vec<Vec<Place>> = Vec::new();
    let mut joined = false;
    for pair in points.windows(2) {
        let Some((from, to)) = clipped_segment(pair[0], pair[1], frame) else {
            joined = false;
            continue;
        };
        match parts.last_mut().filter(|_| joined && from == pair[0]) {
            Some(part) => part.push(to),
            None => parts.push(vec![from, to]),
        }
        joined = to == pair[1];
    }
    parts
}

/// Liang and Barsky's clipping of one segment.
fn clipped_segment(from: Place, to: Place, frame: &Rect) -> Option<(Place, Place)> {
    if frame.holds(from) && frame.holds(to) {
        return Some((from, to));
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let edges = [
        (-dx, from.0 - frame.left),
        (dx, frame.right - from.0),
        (-dy, from.1 - frame.top),
        (dy, frame.bottom - from.1),
    ];
    for (slope, room) in edges {
        if slope < 0.0 {
            enter = enter.max(room / slope);
        } else if slope > 0.0 {
            leave = leave.min(room / slope);
        } else if room < 0.0 {
            return None;
        }
    }
    let at = |share: f64| {
        let place = (from.0 + share * dx, from.1 + share * dy);
        // Rounding must not push the crossing out of the frame again.
        (place.0.clamp(frame.left, frame.right), place.1.clamp(frame.top, frame.bottom))
    };
    let first = if enter > 0.0 { at(enter) } else { from };
    let last = if leave < 1.0 { at(leave) } else { to };
    (enter <= leave).then_some((first, last))
}

/// The part of a closed area within `frame` (Sutherland and Hodgman, one edge after the other).
pub fn clipped_area(corners: &[Place], frame: &Rect) -> Vec<Place> {
    // How far inside each edge a place is.
    let edges: [&dyn Fn(Place) -> f64; 4] =
        [&|p| p.0 - frame.left, &|p| frame.right - p.0, &|p| p.1 - frame.top, &|p| frame.bottom - p.1];
    edges.iter().fold(corners.to_vec(), |area, inside| {
        let mut kept = Vec::with_capacity(area.len() + 4);
        for (index, &place) in area.iter().enumerate() {
            let before = area[if index == 0 { area.len() - 1 } else { index - 1 }];
            let (was, is) = (inside(before), inside(place));
            if (was < 0.0) != (is < 0.0) {
                let share = was / (was - is);
                kept.push((before.0 + share * (place.0 - before.0), before.1 + share * (place.1 - before.1)));
            }
            if is >= 0.0 {
                kept.push(place);
            }
        }
        kept
    })
}

/// Strokes and gaps in CSS pixels, in turn; empty for an unbroken line.
fn rhythm(dash: Dash) -> &'static [f64] {
    match dash {
        Dash::Solid => &[],
        Dash::Long => &[11.0, 4.0],
        Dash::Dashed => &[6.0, 4.0],
        Dash::Dotted => &[2.0, 3.0],
        Dash::DashDot => &[9.0, 3.5, 2.0, 3.5],
    }
}

/// More strokes than this in one line are longer ones instead: each stroke costs a call to the surface, and a line so
/// ragged shows no rhythm anyway.
const MOST_STROKES: f64 = 240.0;

/// The path through `points` cut into the strokes of `dash`.
pub fn strokes(points: &[Place], dash: Dash) -> Vec<Vec<Place>> {
    let rhythm = rhythm(dash);
    let length = length(points);
    let cycle: f64 = rhythm.iter().sum();
    let (Some(&start), true) = (points.first(), cycle > 0.0 && length > 0.0) else {
        return vec![points.to_vec()];
    };
    // Every other beat is a stroke.
    let strokes_per_cycle: f64 = rhythm.iter().step_by(2).map(|_| 1.0).sum();
    let stretch = (length / cycle * strokes_per_cycle / MOST_STROKES).max(1.0);
    let mut out = vec![vec![start]];
    let (mut beat, mut left) = (0, rhythm[0] * stretch);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let rest = distance(from, to);
            let drawing = beat % 2 == 0;
            if rest < left {
                left -= rest;
                if let (true, Some(stroke)) = (drawing, out.last_mut()) {
                    stroke.push(to);
                }
                break;
            }
            let share = left / rest;
            from = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            match out.last_mut() {
                Some(stroke) if drawing => stroke.push(from),
                Some(_) | None => out.push(vec![from]),
            }
            beat = (beat + 1) % rhythm.len();
            left = rhythm[beat] * stretch;
        }
    }
    out.retain(|stroke| stroke.len() > 1);
    out
}

/// Whether the path goes up and down much more than on: longer than three times its width.
pub fn is_ragged(points: &[Place]) -> bool {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return false };
    let limit = 3.0 * (last.0 - first.0).abs();
    // A few steep strokes are a slope, not a rag. A stroke is at least as long as its longer side and at most as both together:
    // only between these is a root to be drawn for every point.
    points.len() > 50
        && sides(points, |across, down| across + down) > limit
        && (sides(points, f64::max) > limit || length(points) > limit)
}

/// The sum over all strokes of what `size` makes of their width and height.
fn sides(points: &[Place], size: impl Fn(f64, f64) -> f64) -> f64 {
    points.windows(2).map(|pair| size((pair[1].0 - pair[0].0).abs(), (pair[1].1 - pair[0].1).abs())).sum()
}

fn length(points: &[Place]) -> f64 {
    points.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

fn distance(a: Place, b: Place) -> f64 {
    // Not `hypot`: pictures are far from where a square overflows, and this is called for every point.
    let (across, down) = (b.0 - a.0, b.1 - a.1);
    libm::sqrt(across * across + down * down)
}

#[cfg(test)]
mod tests {
    use super::{Place, clipped, clipped_area, is_ragged, length, stretches, strokes, thinned};
    use crate::charts::ink::Dash;
    use crate::charts::viewport::Rect;

    const FRAME: Rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn paths_end_at_the_frame() {
        let check = |points: &[Place], expect: &[&[Place]]| assert_eq!(clipped(points, &FRAME), expect, "{points:?}");
        check(&[(1.0, 1.0), (9.0, 9.0)], &[&[(1.0, 1.0), (9.0, 9.0)]]);
        check(&[(-5.0, 5.0), (15.0, 5.0)], &[&[(0.0, 5.0), (10.0, 5.0)]]);
        check(
            &[(5.0, 5.0), (5.0, 20.0), (8.0, 20.0), (8.0, 5.0)],
            &[&[(5.0, 5.0), (5.0, 10.0)], &[(8.0, 10.0), (8.0, 5.0)]],
        );
        check(&[(-5.0, 1.0), (1.0, -5.0)], &[]);
        check(&[(3.0, 3.0)], &[&[(3.0, 3.0)]]);
        check(&[(30.0, 3.0)], &[]);
        check(&[], &[]);
    }

    #[test]
    fn areas_end_at_the_frame() {
        let square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)];
        let mut corners = clipped_area(&square, &FRAME);
        corners.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        assert_eq!(corners, [(0.0, 0.0), (0.0, 5.0), (5.0, 0.0), (5.0, 5.0)]);
        assert!(clipped_area(&square.map(|(x, y)| (x + 50.0, y)), &FRAME).is_empty());
        assert!(clipped_area(&[], &FRAME).is_empty());
    }

    #[test]
    fn gaps_part_the_path() {
        let points = [(0.0, 0.0), (1.0, f64::NAN), (2.0, 2.0), (3.0, 3.0), (4.0, f64::INFINITY)];
        let parts: Vec<&[Place]> = stretches(&points).collect();
        assert_eq!(parts, [&points[..1], &points[2..4]]);
    }

    #[test]
    fn thinning_keeps_the_extremes_of_every_column() {
        let wave = |k: u32| (f64::from(k) / 100.0, libm::sin(f64::from(k) * 1.7));
        let points: Vec<Place> = (0..1000).map(wave).collect();
        let thin = thinned(&points, 1.0);
        assert!(thin.len() <= 40, "{}", thin.len());
        assert!(thin.iter().all(|place| points.contains(place)));
        assert_eq!((thin.first(), thin.last()), (points.first(), points.last()));
        for column in 0..10 {
            let range = |places: &[Place]| {
                let inside = places.iter().filter(|place| libm::floor(place.0).total_cmp(&f64::from(column)).is_eq());
                inside.fold((f64::MAX, f64::MIN), |(low, high), place| (low.min(place.1), high.max(place.1)))
            };
            assert_eq!(range(&thin), range(&points), "column {column}");
        }
    }

    #[test]
    fn strokes_and_gaps_follow_the_rhythm() {
        let got = strokes(&[(0.0, 0.0), (12.0, 0.0), (12.0, 10.0)], Dash::Dashed);
        // Six on, four off, and round the corner.
        let expect: [&[Place]; 3] =
            [&[(0.0, 0.0), (6.0, 0.0)], &[(10.0, 0.0), (12.0, 0.0), (12.0, 4.0)], &[(12.0, 8.0), (12.0, 10.0)]];
        assert_eq!(got, expect);
        assert_eq!(strokes(&[(0.0, 0.0), (9.0, 0.0)], Dash::Solid), [[(0.0, 0.0), (9.0, 0.0)]]);
        assert_eq!(strokes(&[(1.0, 1.0)], Dash::Dotted), [[(1.0, 1.0)]]);
    }

    #[test]
    fn strokes_are_never_too_many_to_draw() {
        let long: Vec<Place> = (0..2000).map(|k: i32| (f64::from(k), f64::from(k % 2) * 300.0)).collect();
        for dash in [Dash::Long, Dash::Dashed, Dash::Dotted, Dash::DashDot] {
            let drawn = strokes(&long, dash);
            assert!((100..=242).contains(&drawn.len()), "{dash:?}: {}", drawn.len());
            let share = drawn.iter().map(|stroke| length(stroke)).sum::<f64>() / length(&long);
            assert!((0.3..0.8).contains(&share), "{dash:?}: {share}");
        }
        assert!(is_ragged(&long));
        assert!(!is_ragged(&[(0.0, 0.0), (1.0, 100.0)]));
    }
}
