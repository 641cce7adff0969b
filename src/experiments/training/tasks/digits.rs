//! Handwritten digits, small enough to train on while one watches.
//!
//! Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository 1998, DOI
//! 10.24432/C50P49, CC BY 4.0. A form was scanned at 32 × 32 black or white pixels; each of the 8 × 8 values here counts the
//! black ones of a square of 4 × 4. Training and test images are by different writers.
//! We keep a part of it, every digit equally often; which part, and how it is packed: `src/experiments/training/data/README.md`.

use core::ops::Range;

/// Pixels of an image: 8 rows of 8, from the top left.
pub const PIXELS: usize = 64;

/// The largest value of a pixel: all 16 of its square are black.
pub const MOST: u8 = 16;

/// Images to learn from, 150 of each digit.
const TRAIN: usize = 1500;

/// Images by other writers, 50 of each digit.
const TEST: usize = 500;

const COUNT: usize = TRAIN + TEST;

/// For each pixel its value in every image, then the digits: `scripts/digits.py` writes it.
static PLANES: &[u8; (PIXELS + 1) * COUNT] = include_bytes!("../data/optdigits.bin");

/// Images and what they show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Images {
    /// [`PIXELS`] values for each image, 0 (white) to [`MOST`] (black).
    pub pixels: Vec<u8>,
    /// The digit of each image, 0 to 9.
    pub labels: Vec<u8>,
}

/// The images to learn from.
pub fn train() -> Images {
    images(0..TRAIN)
}

/// The images to be tested on.
pub fn test() -> Images {
    images(TRAIN..COUNT)
}

fn images(range: Range<usize>) -> Images {
    let (pixels, labels) = PLANES.split_at(PIXELS * COUNT);
    let image = |index: usize| pixels.iter().skip(index).step_by(COUNT).copied();
    Images { pixels: range.clone().flat_map(image).collect(), labels: labels[range].to_vec() }
}

#[cfg(test)]
mod tests {
    use super::{Images, MOST, PIXELS, test, train};

    /// Every digit so often, and a sum over all pixels that counts each by its place: `Σ (i mod 251 + 1) · pixel i`.
    fn check(images: &Images, each: usize, sum: u64) {
        let mut counts = [0; 10];
        for &label in &images.labels {
            counts[usize::from(label)] += 1;
        }
        assert_eq!(counts, [each; 10]);
        assert_eq!(images.pixels.len(), PIXELS * images.labels.len());
        assert!(images.pixels.iter().all(|&pixel| pixel <= MOST));
        let weights = (1..=251_u64).cycle();
        assert_eq!(weights.zip(&images.pixels).map(|(weight, &pixel)| weight * u64::from(pixel)).sum::<u64>(), sum);
    }

    /// The sums were computed from the original files, by other means.
    #[test]
    fn nothing_is_lost_in_packing() {
        check(&train(), 150, 59_401_172);
        check(&test(), 50, 19_623_982);
    }

    /// The first image of the test file: a nought with a hole in it.
    #[test]
    fn a_digit_looked_at_by_hand() {
        let images = test();
        let nought = [
            [0, 0, 5, 13, 9, 1, 0, 0],
            [0, 0, 13, 15, 10, 15, 5, 0],
            [0, 3, 15, 2, 0, 11, 8, 0],
            [0, 4, 12, 0, 0, 8, 8, 0],
            [0, 5, 8, 0, 0, 9, 8, 0],
            [0, 4, 11, 0, 1, 12, 7, 0],
            [0, 2, 14, 5, 10, 12, 0, 0],
            [0, 0, 6, 13, 10, 0, 0, 0],
        ];
        assert_eq!(images.pixels[..PIXELS], nought.concat());
        assert_eq!(images.labels[0], 0);
    }

    /// The nearest image to learn from names 489 of 500 right, 97.8 %, also when computed from the original files by other means.
    /// With all images it is 98.00 %, say the authors (`optdigits.names`, k = 1).
    #[test]
    fn the_nearest_image_shows_the_same_digit() {
        let (known, asked) = (train(), test());
        let distance =
            |a: &[u8], b: &[u8]| a.iter().zip(b).map(|(&a, &b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
        let right = asked.pixels.chunks_exact(PIXELS).zip(&asked.labels).filter(|(image, label)| {
            let others = known.pixels.chunks_exact(PIXELS).zip(&known.labels);
            others.min_by_key(|(other, _)| distance(image, other)).is_some_and(|(_, found)| found == *label)
        });
        assert_eq!(right.count(), 489);
    }
}
