//! What tells lines apart where a picture has more of them than there are rhythms of dashes: markers along each line like beads on a
//! string, and a piece of the line before its name.

use crate::charts::cells::float;
use crate::charts::figure::{Figure, Mark};
use crate::charts::ink::Marker;
use crate::charts::path::Place;

/// Rhythms that a line can have: unbroken, and four of dashes.
const RHYTHMS: usize = 5;

/// From a bead of one line to that of the next, where both run together: a marker and half of one, CSS pixels.
const STEP: f64 = 12.0;

/// Where along the picture a line has its beads, CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beads {
    /// The first turn.
    first: f64,
    /// From each to the next.
    every: f64,
}

/// Whether a figure has more lines than there are rhythms.
pub fn is_crowded(figure: &Figure) -> bool {
    RHYTHMS < figure.marks.iter().filter(|mark| is_beaded(mark)).count()
}

/// The beads of each mark in a plot that begins at `left`, none in a figure whose rhythms suffice. Lines take turns, so that where they
/// run together their markers do not hide each other.
pub fn beads(figure: &Figure, left: f64) -> Vec<Option<Beads>> {
    let lines = figure.marks.iter().filter(|mark| is_beaded(mark)).count();
    let mut turn = 0;
    let one = |mark: &Mark| {
        (is_crowded(figure) && is_beaded(mark)).then(|| {
            turn += 1;
            Beads { first: left + STEP * float(turn), every: STEP * float(lines) }
        })
    };
    figure.marks.iter().map(one).collect()
}

fn is_beaded(mark: &Mark) -> bool {
    matches!(mark, Mark::Line { name, marker, .. } if !name.is_empty() && *marker != Marker::None)
}

impl Beads {
    /// Those of a line's places, left to right, that have a bead: from each of its turns the next one on. A marker stands at a reading,
    /// here too.
    pub fn among(self, places: &[Place]) -> Vec<Place> {
        let Some(end) = places.last() else { return Vec::new() };
        let turns = std::iter::successors(Some(self.first), |x| Some(x + self.every)).take_while(|x| *x <= end.0);
        let mut beads: Vec<Place> =
            turns.filter_map(|x| places.get(places.partition_point(|at| at.0 < x))).copied().collect();
        beads.dedup();
        beads
    }
}

#[cfg(test)]
mod tests {
    use super::{beads, is_crowded};
    use crate::charts::figure::{Figure, Mark};
    use crate::charts::ink::Ink;

    fn of_lines(count: u8) -> Figure {
        let line = |number: u8| Mark::line(number.to_string(), Ink::Series(number), vec![(0.0, 0.0), (1.0, 1.0)]);
        Figure { marks: (0..count).map(line).collect(), ..Figure::blank() }
    }

    #[test]
    fn only_more_lines_than_rhythms_have_beads() {
        assert!(!is_crowded(&of_lines(5)) && beads(&of_lines(5), 0.0).iter().all(Option::is_none));
        assert!(is_crowded(&of_lines(6)) && beads(&of_lines(6), 0.0).iter().all(Option::is_some));
    }

    #[test]
    fn lines_that_run_together_have_their_beads_side_by_side() {
        let places: Vec<(f64, f64)> = (0..120).map(|k: i32| (40.0 + 3.0 * f64::from(k), 50.0)).collect();
        let all: Vec<Vec<(f64, f64)>> =
            beads(&of_lines(9), 40.0).iter().flatten().map(|beads| beads.among(&places)).collect();
        assert_eq!(all[0], [(52.0, 50.0), (160.0, 50.0), (268.0, 50.0), (376.0, 50.0)]);
        assert!(all.iter().flatten().all(|bead| places.contains(bead)), "at readings");
        let mut across: Vec<f64> = all.iter().flatten().map(|place| place.0).collect();
        across.sort_by(f64::total_cmp);
        assert!(across.windows(2).all(|pair| pair[1] - pair[0] > 11.9), "{across:?}");
    }

    #[test]
    fn a_reading_has_one_bead_at_most() {
        let few = [(40.0, 0.0), (45.0, 1.0), (300.0, 2.0)];
        let last = beads(&of_lines(6), 40.0).pop().flatten().unwrap();
        assert_eq!(last.among(&few), [(300.0, 2.0)]);
        assert_eq!(last.among(&[]), []);
    }
}
