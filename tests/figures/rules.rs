//! What must hold for every figure at every width: nothing leaves the picture, no text covers another, every line is
//! drawn.

use crate::recorder::{RecordedText, Recorder};
use octet::charts::draw::draw;
use octet::charts::figure::{Figure, Mark};
use octet::charts::layout::outer_height;
use octet::charts::text::text_width;
use octet::charts::theme::{Frame, Look, Theme};
use octet::charts::viewport::Rect;
use octet::charts::voice::PlainVoice;

/// Draws `figure` at three widths, in both themes, bare and titled, and checks each drawing.
pub fn check_rules(name: &str, figure: &Figure) {
    for width in [340.0, 720.0, 1100.0] {
        for theme in [Theme::Light, Theme::Dark] {
            for frame in [Frame::Bare, Frame::Titled] {
                let look = Look { frame, ..Look::canvas(theme, width, (width * 0.55).clamp(260.0, 420.0), 1.0) };
                let mut surface = Recorder::default();
                draw(figure, &mut surface, &look, &PlainVoice).expect("a surface that takes everything");
                let what = format!("{name} at {width} px, {theme:?}, {frame:?}");
                inside(&surface, figure, &look, &what);
                texts_apart(&surface, &look, &what);
                lines_drawn(&surface, figure, &look, &what);
            }
        }
    }
}

fn inside(surface: &Recorder, figure: &Figure, look: &Look, what: &str) {
    let all = Rect { left: -1.0, top: -1.0, right: look.width + 1.0, bottom: outer_height(figure, look) + 1.0 };
    let corners = surface.rects.iter().flat_map(|(from, to)| [*from, *to]);
    let paths = surface.paths.iter().flat_map(|path| path.points.iter().copied());
    let areas = surface.areas.iter().flatten().copied();
    for place in corners.chain(paths).chain(areas) {
        let place = (f64::from(place.0) / look.units, f64::from(place.1) / look.units);
        assert!(all.holds(place), "{what}: {place:?} is outside");
    }
    for text in &surface.texts {
        let space = text_box(text, look);
        let holds = all.holds((space.left, space.top)) && all.holds((space.right, space.bottom));
        assert!(holds, "{what}: “{}” at {space:?} is outside", text.text);
    }
}

fn texts_apart(surface: &Recorder, look: &Look, what: &str) {
    for (index, text) in surface.texts.iter().enumerate() {
        for other in &surface.texts[index + 1..] {
            let common = text_box(text, look).common(&text_box(other, look));
            // Boxes may touch; a tenth of a pixel is rounding.
            let covered = common.is_some_and(|common| common.width() > 0.1 && common.height() > 0.1);
            assert!(!covered, "{what}: “{}” covers “{}”", text.text, other.text);
        }
    }
}

fn lines_drawn(surface: &Recorder, figure: &Figure, look: &Look, what: &str) {
    for mark in &figure.marks {
        if let Mark::Line { name, ink, points, .. } = mark {
            let ink = look.theme.ink(*ink);
            let drawn = surface.paths.iter().any(|path| path.rgb == (ink.0, ink.1, ink.2) && path.points.len() > 1);
            // A line of one point is its marker.
            assert!(drawn || points.len() < 2, "{what}: no path for “{name}”");
            let named = surface.texts.iter().filter(|text| text.text == *name).count();
            // A line without a name is named otherwise: by its row, or by the points that it goes with.
            let wanted = usize::from(!name.is_empty());
            assert_eq!(named, wanted, "{what}: “{name}” is named {named} times");
        }
    }
}

fn text_box(text: &RecordedText, look: &Look) -> Rect {
    let (x, y) = (f64::from(text.place.0) / look.units, f64::from(text.place.1) / look.units);
    let size = text.size / look.units;
    // Capitals and digits with their descenders: what the eye sees of a line of text.
    let (long, tall) = (text_width(&text.text, size), size * 0.55);
    let before = long * text.before;
    if text.upright {
        Rect { left: x - tall, right: x + tall, top: y + before - long, bottom: y + before }
    } else {
        Rect { left: x - before, right: x - before + long, top: y - tall, bottom: y + tall }
    }
}
