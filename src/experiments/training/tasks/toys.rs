//! Points in the plane that belong to one of two classes: what a network of a few neurons can learn, and a map can show.
//!
//! Circle, xor, spiral and Gaussians are those of TensorFlow Playground (`src/dataset.ts`, Smilkov and Carter 2016), divided
//! by 5 to lie between about -1 and 1; the moons are those of scikit-learn (`make_moons`, version 1.9), centred and divided
//! by 1.5. Class 1 is what Playground calls positive and scikit-learn calls 1.
//!
//! For circle and xor, Playground labels a point by where the noise would carry it, and so changes how many points a class
//! has. Here the noise carries the point itself, and its label stays: classes are always equal in number.

use core::f64::consts::{PI, TAU};

use serde::{Deserialize, Serialize};

use crate::numerics::rng::Stream;

/// The most noise there is, as in Playground.
pub const MOST_NOISE: f64 = 0.5;

/// A set of points to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Toy {
    /// A disc and a ring around it.
    Circle,
    /// Opposite quarters of a square belong together.
    Xor,
    /// Two arms, one wound into the other.
    Spiral,
    /// Two half circles, each reaching into the other.
    Moons,
    /// Two bells beside each other.
    Gaussians,
}

/// Points and their classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    /// Two coordinates for each point, between about -1 and 1.
    pub x: Vec<f32>,
    /// The class of each point: 0 or 1.
    pub y: Vec<u8>,
}

/// The `place`-th of `places` points of a class.
#[derive(Clone, Copy)]
struct Turn {
    class: u8,
    place: u32,
    places: u32,
}

impl Toy {
    /// All of them, easiest to hardest by eye.
    pub const ALL: [Self; 5] = [Self::Gaussians, Self::Circle, Self::Xor, Self::Moons, Self::Spiral];

    /// Where the point stands, noise included.
    fn point(self, turn: Turn, noise: f64, stream: &mut Stream) -> [f64; 2] {
        match self {
            Self::Circle => shaken(on_disc(turn, stream), noise, stream),
            Self::Xor => shaken(in_quarter(turn, stream), noise, stream),
            Self::Spiral => shaken(on_arm(turn), noise / 5.0, stream),
            Self::Moons => on_moon(turn, noise, stream),
            Self::Gaussians => in_bell(turn, noise, stream),
        }
    }
}

/// Draws `count` points, the classes by turns: any even number of points from the start has as many of one as of the other.
///
/// `noise` is held to `0..=`[`MOST_NOISE`]; what is not a number counts as 0. What it means is told by each shape: half the
/// width by which a point is moved at random, or a standard deviation. Which place of a shape comes when is shuffled
/// (Fisher and Yates), so the first points show all of it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "coordinates are FP32 from here on; more points than 2^32 do not fit"
)]
pub fn draw(kind: Toy, count: usize, noise: f64, stream: &mut Stream) -> Points {
    let noise = if noise > 0.0 { noise.min(MOST_NOISE) } else { 0.0 };
    let places = shuffled(count.div_ceil(2) as u32, stream);
    let mut points = Points { x: Vec::with_capacity(2 * count), y: Vec::with_capacity(count) };
    let turns = places.iter().flat_map(|&place| [0, 1].map(|class| Turn { class, place, places: places.len() as u32 }));
    for turn in turns.take(count) {
        points.x.extend(kind.point(turn, noise, stream).map(|coordinate| coordinate as f32));
        points.y.push(turn.class);
    }
    points
}

/// The numbers below `count` in random order.
fn shuffled(count: u32, stream: &mut Stream) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..count).collect();
    for last in (1..numbers.len()).rev() {
        numbers.swap(last, below(last + 1, stream));
    }
    numbers
}

/// A whole number below `bound`, each as likely as the others but for 2^-53 of it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounds down to a number below the bound")]
#[expect(clippy::cast_precision_loss, reason = "points are far fewer than 2^53")]
fn below(bound: usize, stream: &mut Stream) -> usize {
    (stream.uniform() * bound as f64) as usize
}

/// Uniform between two bounds.
fn between(low: f64, high: f64, stream: &mut Stream) -> f64 {
    low + (high - low) * stream.uniform()
}

/// The point, moved by up to `noise` along each axis.
fn shaken(point: [f64; 2], noise: f64, stream: &mut Stream) -> [f64; 2] {
    point.map(|coordinate| coordinate + noise * between(-1.0, 1.0, stream))
}

/// `(r sin a, r cos a)` with `a` uniform in a full turn, and `r` uniform below 0.5 in the disc, from 0.7 to 1 in the ring.
///
/// `r = 0.3` and `a = π/6` give (0.15, 0.26).
fn on_disc(turn: Turn, stream: &mut Stream) -> [f64; 2] {
    let radius = if turn.class == 1 { between(0.0, 0.5, stream) } else { between(0.7, 1.0, stream) };
    let (sin, cos) = libm::sincos(between(0.0, TAU, stream));
    [radius * sin, radius * cos]
}

/// Both coordinates uniform from 0.06 to 1.06, their signs equal in class 1, and different in class 0.
///
/// The gap of 0.06 on either side of an axis is Playground's padding, 0.3/5.
fn in_quarter(turn: Turn, stream: &mut Stream) -> [f64; 2] {
    let [x, y] = [0, 1].map(|_| between(0.06, 1.06, stream));
    let sign = if stream.uniform() < 0.5 { -1.0 } else { 1.0 };
    [sign * x, if turn.class == 1 { sign * y } else { -sign * y }]
}

/// `(r sin t, r cos t)` with `r = place/places` and `t = 3.5 π r`, half a turn later in class 0.
///
/// A seventh of the way out, `t = π/2`: class 1 stands at (1/7, 0), class 0 at (-1/7, 0).
fn on_arm(turn: Turn) -> [f64; 2] {
    let radius = f64::from(turn.place) / f64::from(turn.places);
    let start = if turn.class == 1 { 0.0 } else { PI };
    let (sin, cos) = libm::sincos(3.5 * PI * radius + start);
    [radius * sin, radius * cos]
}

/// `(cos t, sin t)` in class 0 and `(1 - cos t, 0.5 - sin t)` in class 1, `t` in even steps from 0 to π; normal noise is added
/// whose standard deviation is `noise`. The centre of both, (0.5, 0.25), becomes the origin, and 1.5 the unit.
///
/// Halfway, `t = π/2`: (0, 1) becomes (-1/3, 1/2) and (1, -0.5) becomes (1/3, -1/2).
fn on_moon(turn: Turn, noise: f64, stream: &mut Stream) -> [f64; 2] {
    let (sin, cos) = libm::sincos(PI * f64::from(turn.place) / f64::from((turn.places - 1).max(1)));
    let [x, y] = if turn.class == 0 { [cos, sin] } else { [1.0 - cos, 0.5 - sin] };
    [(x + noise * stream.normal() - 0.5) / 1.5, (y + noise * stream.normal() - 0.25) / 1.5]
}

/// Normal around (0.4, 0.4) in class 1 and (-0.4, -0.4) in class 0, with standard deviation `√(0.5 + 7 noise)/5`.
///
/// Without noise `√0.5/5 = 0.14`; with the most of it, `√4/5 = 0.4`.
fn in_bell(turn: Turn, noise: f64, stream: &mut Stream) -> [f64; 2] {
    let centre = if turn.class == 1 { 0.4 } else { -0.4 };
    let deviation = libm::sqrt(0.5 + 7.0 * noise) / 5.0;
    [0, 1].map(|_| centre + deviation * stream.normal())
}

#[cfg(test)]
mod tests {
    use super::{MOST_NOISE, Points, Toy, draw};
    use crate::numerics::rng::Stream;

    /// The points with their classes, as f64.
    fn each(points: &Points) -> impl Iterator<Item = ([f64; 2], u8)> {
        points.x.chunks_exact(2).zip(&points.y).map(|(at, &class)| ([f64::from(at[0]), f64::from(at[1])], class))
    }

    /// Draws 400 points and asks of each whether it may be where it is.
    fn check(kind: Toy, holds: impl Fn(f64, f64, u8) -> bool) {
        let points = draw(kind, 400, 0.0, &mut Stream::new(1));
        for ([x, y], class) in each(&points) {
            assert!(holds(x, y, class), "{kind:?}: ({x}, {y}) in class {class}");
        }
    }

    #[test]
    fn without_noise_the_shapes_are_exact() {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        check(
            Toy::Circle,
            |x, y, class| if class == 1 { libm::hypot(x, y) < 0.5 } else { libm::hypot(x, y) > 0.699_999 },
        );
        check(Toy::Xor, |x, y, class| (x * y > 0.0) == (class == 1) && x.abs().min(y.abs()) > 0.0599);
        check(Toy::Spiral, |x, y, class| {
            let radius = libm::hypot(x, y);
            let angle = 3.5 * core::f64::consts::PI * radius;
            let side = if class == 1 { radius } else { -radius };
            // The radius of the point is an FP32 rounding away; the angle turns it by eleven times as much at most.
            near(x, side * libm::sin(angle)) && near(y, side * libm::cos(angle))
        });
        check(Toy::Moons, |x, y, class| {
            let (x, y) = (1.5 * x + 0.5, 1.5 * y + 0.25);
            if class == 0 {
                near(libm::hypot(x, y), 1.0) && y > -1e-6
            } else {
                near(libm::hypot(x - 1.0, y - 0.5), 1.0) && y < 0.5 + 1e-6
            }
        });
        check(Toy::Gaussians, |x, y, _| libm::hypot(x, y) < 2.0);
    }

    /// The mean of a bell within five standard errors, `deviation/√n`.
    #[test]
    fn bells_stand_at_their_centres() {
        let points = draw(Toy::Gaussians, 20_000, MOST_NOISE, &mut Stream::new(5));
        for wanted in [0, 1] {
            let xs: Vec<f64> = each(&points).filter(|&(_, class)| class == wanted).map(|([x, _], _)| x).collect();
            let mean = xs.iter().sum::<f64>() / 10_000.0;
            let centre = if wanted == 1 { 0.4 } else { -0.4 };
            assert!((mean - centre).abs() < 5.0 * 0.4 / 100.0, "{mean}");
        }
    }

    #[test]
    fn classes_are_balanced_from_the_start_and_coordinates_near_one() {
        for kind in Toy::ALL {
            for noise in [0.0, 0.1, MOST_NOISE] {
                let points = draw(kind, 300, noise, &mut Stream::new(9));
                assert_eq!((points.x.len(), points.y.len()), (600, 300));
                assert!(points.y.chunks_exact(2).all(|pair| pair == [0, 1]));
                let bound = if noise < 0.2 { 1.6 } else { 3.0 };
                assert!(points.x.iter().all(|x| x.abs() < bound), "{kind:?} {noise}");
            }
        }
    }

    #[test]
    fn a_seed_says_it_all() {
        for kind in Toy::ALL {
            let of = |seed| draw(kind, 64, 0.1, &mut Stream::new(seed));
            assert_eq!(of(3), of(3));
            assert_ne!(of(3), of(4));
        }
    }

    #[test]
    fn odd_counts_and_odd_noise_are_taken() {
        for kind in Toy::ALL {
            for count in [0, 1, 2, 3] {
                assert_eq!(draw(kind, count, 0.0, &mut Stream::new(1)).y.len(), count);
            }
            let of = |noise| draw(kind, 9, noise, &mut Stream::new(1));
            assert_eq!(of(f64::NAN), of(0.0));
            assert_eq!(of(-1.0), of(0.0));
            assert_eq!(of(f64::INFINITY), of(MOST_NOISE));
        }
    }
}
