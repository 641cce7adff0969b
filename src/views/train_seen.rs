//! What the runs of `#/train` have learnt, to look at: digits that were misread, and how often each was taken for which.

use std::fmt::Write as _;

use crate::charts::table::{Cell, Column, Table};
use crate::charts::voice::{NumberStyle, Voice, fill};
use crate::charts::words::Word;
use crate::experiments::training::recipe::Known;
use crate::experiments::training::report::{Missed, Picture, Report};
use crate::scenario::train::Train;
use crate::views::train_words::recipe_name;

/// Pixels along one side of a digit.
const SIDE: usize = 8;

/// The darkest pixel.
const DARKEST: u8 = 16;

/// Digits shown of each recipe.
pub const DIGITS: usize = 12;

/// The keys of the classes as columns.
const CLASSES: [&str; 10] = ["as_0", "as_1", "as_2", "as_3", "as_4", "as_5", "as_6", "as_7", "as_8", "as_9"];

/// Whether a figure of the view is a map of the plane, to be shown beside others.
pub fn is_map(id: &str) -> bool {
    id.starts_with("train-map-")
}

/// The run of one recipe that is on show.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// What its recipe is called.
    pub name: String,
    /// What it has learnt.
    pub picture: Picture,
}

/// The run on show of every recipe that has come far enough to have one, in their order.
pub fn seen(train: &Train, reports: &[Report], voice: &dyn Voice) -> Vec<Seen> {
    let seed = train.shown_seed();
    let of = |(known, recipe): (Option<Known>, _)| {
        let report = reports.iter().find(|report| report.plan.recipe == recipe && report.plan.seed == seed)?;
        Some(Seen { name: recipe_name(known, voice), picture: report.picture.clone() })
    };
    train.recipes().into_iter().filter_map(of).collect()
}

/// A digit as shapes to fill: one path for each grey that it has, with the share of black, in a square of 8 by 8.
///
/// A single pixel of 8 in the upper left corner: `(0.5, "M0 0h1v1h-1z")`.
pub fn shapes(missed: &Missed) -> Vec<(f64, String)> {
    let of = |grey: u8| {
        let pixels = missed.pixels.iter().enumerate().filter(|(_, pixel)| **pixel == grey);
        let path = pixels.fold(String::new(), |mut path, (at, _)| {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", at % SIDE, at / SIDE);
            path
        });
        (f64::from(grey) / f64::from(DARKEST), path)
    };
    (1..=DARKEST).map(of).filter(|(_, path)| !path.is_empty()).collect()
}

/// "A 3, taken for an 8."
pub fn alternative(missed: &Missed, voice: &dyn Voice) -> String {
    let digit = |class: u8| voice.number(f64::from(class), NumberStyle::Plain { decimals: 0 });
    fill(voice.say(Word::TrainPageMissed), &[("truth", &digit(missed.truth)), ("said", &digit(missed.said))])
}

/// How many of a picture's digits were misread, of how many; `None` for other pictures.
pub fn misread(picture: &Picture) -> Option<(u32, u32)> {
    let Picture::Digits { confusion, .. } = picture else { return None };
    let all: u32 = confusion.iter().sum();
    let right: u32 = confusion.iter().step_by(CLASSES.len() + 1).sum();
    Some((all - right, all))
}

/// How often each digit was taken for which; no rows for other pictures.
pub fn confusion(picture: &Picture, voice: &dyn Voice) -> Table {
    let digit = |class: usize| class.to_string();
    let head = Column { key: "digit", label: voice.say(Word::TrainPageDigit).to_owned() };
    let columns = CLASSES.iter().enumerate().map(|(class, key)| Column { key, label: digit(class) });
    let rows = match picture {
        Picture::Digits { confusion, .. } => confusion.as_slice(),
        Picture::Map(_) | Picture::Text { .. } => &[],
    };
    let row = |(class, row): (usize, &[u32])| {
        let counts = row.iter().map(|count| Cell::Number(f64::from(*count)));
        [Cell::Text(digit(class))].into_iter().chain(counts).collect()
    };
    Table {
        columns: [head].into_iter().chain(columns).collect(),
        rows: rows.chunks(CLASSES.len()).enumerate().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{alternative, confusion, misread, shapes};
    use crate::charts::voice::PlainVoice;
    use crate::experiments::training::report::{Missed, Picture};

    #[test]
    fn a_digit_is_a_path_for_each_grey() {
        let mut pixels = vec![0; 64];
        (pixels[0], pixels[10], pixels[63]) = (8, 16, 8);
        let missed = Missed { pixels, truth: 3, said: 8 };
        assert_eq!(shapes(&missed), [(0.5, "M0 0h1v1h-1zM7 7h1v1h-1z".to_owned()), (1.0, "M2 1h1v1h-1z".to_owned())]);
        assert_eq!(alternative(&missed, &PlainVoice), "train_page.missed");
    }

    #[test]
    fn the_diagonal_is_right() {
        let mut counts = vec![0; 100];
        (counts[0], counts[11], counts[38]) = (5, 7, 2);
        let picture = Picture::Digits { missed: Vec::new(), confusion: counts };
        assert_eq!(misread(&picture), Some((2, 14)));
        let table = confusion(&picture, &PlainVoice);
        assert_eq!((table.columns.len(), table.rows.len()), (11, 10));
        assert_eq!(misread(&Picture::Map(Vec::new())), None);
        assert!(confusion(&Picture::Map(Vec::new()), &PlainVoice).rows.is_empty());
    }
}
