//! Words inside the plot: names at the ends of lines, labels of rules and zones, notes.

use crate::charts::drawn::Drawn;
use crate::charts::figure::{Along, Figure, Mark};
use crate::charts::heat::cell_labels;
use crate::charts::ink::Ink;
use crate::charts::layout::{AT_EDGE, END_GAP, KeyEntry, Layout, NAME, Naming, SMALL, before_name};
use crate::charts::marks::span_rect;
use crate::charts::number_line::{HALF, interval_rect, strip_labels};
use crate::charts::path::Place;
use crate::charts::pen::{Anchor, Label, Turn, Weight};
use crate::charts::placing::{LINE, Taken, label_box, spread};
use crate::charts::scenery::zero_line;
use crate::charts::text::text_width;
use crate::charts::theme::{Rgb, Theme};
use crate::charts::viewport::{Rect, Viewport};

/// A label in the plot, and the line that leads to it where it had to be moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The label.
    pub label: Label,
    /// From the line's end to the label.
    pub leader: Option<(Ink, [Place; 2])>,
    /// The piece of the line before the label, where lines are too many to be told apart by their dashes.
    pub swatch: Option<KeyEntry>,
}

/// A line's name is moved this far before a leader shows where it belongs.
const MOVED: f64 = 5.0;

/// Every label in the plot, placed so that none covers another text and few cover a line. `paths` are the visible
/// parts of each mark, `scenery` the labels around the plot. A rule, zone or note whose words find no room at all keeps
/// its strokes and loses its words: the figure's summary and table must not depend on them.
pub fn place_names(
    figure: &Figure,
    layout: &Layout,
    paths: &[Vec<Vec<Place>>],
    scenery: &[Label],
    theme: Theme,
) -> Vec<Named> {
    let viewport = Viewport { plot: layout.plot, x: figure.x.clone(), y: figure.y.clone() };
    let mut boxes: Vec<Rect> = scenery.iter().map(label_box).collect();
    let words = figure.cells().map_or_else(Vec::new, |cells| cell_labels(cells, &viewport, theme));
    boxes.extend(words.iter().map(label_box));
    let thinned = row_labels(figure, &viewport, &boxes, theme);
    let (mut outside, mut inside): (Vec<End>, Vec<End>) = line_ends(figure, layout, paths)
        .into_iter()
        .partition(|end| end.place.0 >= layout.plot.right - AT_EDGE * layout.plot.width());
    boxes.extend(thinned.iter().map(label_box));
    let wishes: Vec<Vec<Label>> = figure.marks.iter().map(|mark| wanted(mark, &viewport, theme)).collect();
    // Most pictures have no words among the lines, and need not know where these run.
    let among = !inside.is_empty() || wishes.iter().any(|wish| !wish.is_empty());
    let drawn = if among { drawn(figure, layout, paths) } else { Drawn::new(&layout.plot) };
    loop {
        let mut taken = Taken { boxes: boxes.clone(), drawn: &drawn };
        let mut named = names_outside(&outside, figure, layout, theme);
        taken.boxes.extend(named.iter().map(|named| label_box(&named.label)));
        let name = |end: &End| around(end.place, &plain(&end.name, NAME, theme.ink_text(end.ink)));
        let names: Vec<Option<Label>> = inside.iter().map(|end| taken.choose(name(end), &layout.plot)).collect();
        // A line is never left without its name: where the plot is too crowded, it stands outside, with a leader.
        if let Some(crowded) = names.iter().position(Option::is_none) {
            outside.push(inside.remove(crowded));
            continue;
        }
        let inks = wishes.iter().map(|wish| taken.choose(wish.clone(), &layout.plot));
        named.extend(names.into_iter().chain(inks).flatten().map(Named::bare));
        named.extend(thinned.into_iter().map(Named::bare));
        return named;
    }
}

/// The labels of all number lines that touch neither each other nor other texts, and lie within the plot.
fn row_labels(figure: &Figure, viewport: &Viewport, boxes: &[Rect], theme: Theme) -> Vec<Label> {
    let mut taken = boxes.to_vec();
    let mut kept = Vec::new();
    for mark in &figure.marks {
        let Mark::Strip(strip) = mark else { continue };
        for label in strip_labels(strip, viewport, theme) {
            let space = label_box(&label);
            let roomy = Rect { left: space.left - 4.0, right: space.right + 4.0, ..space };
            let inside = viewport.plot.left <= space.left && space.right <= viewport.plot.right;
            if inside && taken.iter().all(|other| other.common(&roomy).is_none()) {
                taken.push(space);
                kept.push(label);
            }
        }
    }
    kept
}

/// The raster of all that is drawn in the plot.
fn drawn(figure: &Figure, layout: &Layout, paths: &[Vec<Vec<Place>>]) -> Drawn {
    let mut drawn = Drawn::new(&layout.plot);
    for (mark, parts) in figure.marks.iter().zip(paths) {
        for part in parts {
            match mark {
                Mark::Points { .. } => part.iter().for_each(|place| drawn.add_point(*place)),
                Mark::Line { .. }
                | Mark::Bars { .. }
                | Mark::Cells(_)
                | Mark::Strip(_)
                | Mark::Interval(_)
                | Mark::Band { .. }
                | Mark::Rule { .. }
                | Mark::Span { .. }
                | Mark::Note { .. } => drawn.add_path(part),
            }
        }
    }
    let plot = &layout.plot;
    for row in figure.marks.iter().filter_map(|mark| if let Mark::Strip(strip) = mark { Some(strip.row) } else { None })
    {
        let y = plot.bottom - figure.y.share_from_value(row) * plot.height();
        for y in [y - HALF, y, y + HALF] {
            drawn.add_path(&[(plot.left, y), (plot.right, y)]);
        }
    }
    if let Some(y) = zero_line(&figure.y, &layout.plot) {
        drawn.add_path(&[(layout.plot.left, y), (layout.plot.right, y)]);
    }
    drawn
}

impl Named {
    fn bare(label: Label) -> Named {
        Named { label, leader: None, swatch: None }
    }
}

struct End {
    mark: usize,
    name: String,
    ink: Ink,
    place: Place,
}

fn line_ends(figure: &Figure, layout: &Layout, paths: &[Vec<Vec<Place>>]) -> Vec<End> {
    if layout.naming != Naming::AtEnds {
        return Vec::new();
    }
    let end = |(mark, (drawn, path)): (usize, (&Mark, &Vec<Vec<Place>>))| {
        let (name, ink) = drawn.series().filter(|(name, _)| !name.is_empty())?;
        let place = *path.last()?.last()?;
        Some(End { mark, name: name.to_owned(), ink, place })
    };
    figure.marks.iter().zip(paths).enumerate().filter_map(end).collect()
}

fn names_outside(ends: &[End], figure: &Figure, layout: &Layout, theme: Theme) -> Vec<Named> {
    let wanted: Vec<f64> = ends.iter().map(|end| end.place.1).collect();
    let (x, before) = (layout.plot.right + END_GAP, before_name(figure));
    let half = NAME * LINE / 2.0;
    // Not so low that a name meets the labels under the axis.
    let heights = spread(&wanted, NAME * LINE, layout.plot.top, layout.plot.bottom - half + 4.0);
    let place = |(end, y): (&End, f64)| {
        let label =
            Label { x: x + before, y, anchor: Anchor::Start, ..plain(&end.name, NAME, theme.ink_text(end.ink)) };
        let far = (y - end.place.1).abs() > MOVED || end.place.0 < layout.plot.right - 6.0;
        let swatch = (0.0 < before).then(|| KeyEntry { mark: end.mark, x, y, name: end.name.clone() });
        Named { label, leader: far.then_some((end.ink, [end.place, (x - 2.0, y)])), swatch }
    };
    ends.iter().zip(heights).map(place).collect()
}

/// The candidates for the label of a rule, zone or note; none for other marks.
fn wanted(mark: &Mark, viewport: &Viewport, theme: Theme) -> Vec<Label> {
    let plot = &viewport.plot;
    match mark {
        Mark::Rule { label, .. } | Mark::Span { label, .. } if label.is_empty() => Vec::new(),
        Mark::Rule { axis, at, label, ink } => {
            let (x, y) = match axis {
                Along::X => viewport.px_from_data(*at, viewport.y.min()),
                Along::Y => viewport.px_from_data(viewport.x.min(), *at),
            };
            let label = plain(label, SMALL, theme.ink_text(*ink));
            match axis {
                Along::X if plot.left <= x && x <= plot.right => beside_upright(x, plot, &label),
                Along::Y if plot.top <= y && y <= plot.bottom => along_level(y, plot, &label),
                Along::X | Along::Y => Vec::new(),
            }
        }
        Mark::Span { axis, from, to, label, ink } => {
            let label = plain(label, SMALL, theme.ink_text(*ink));
            let Some(zone) = span_rect(*axis, *from, *to, viewport) else { return Vec::new() };
            let mut places = within(&zone, &label);
            // A label wider than its zone stands beside it.
            let fits = |space: Rect| zone.left <= space.left && space.right <= zone.right;
            places.retain(|label| fits(label_box(label)));
            places.extend(beside_upright(zone.right, plot, &label));
            places.extend(beside_upright(zone.left, plot, &label));
            places
        }
        Mark::Interval(interval) if interval.label.is_empty() => Vec::new(),
        Mark::Interval(interval) => {
            let label = plain(&interval.label, SMALL, theme.ink_text(interval.ink));
            interval_rect(interval, viewport).common(plot).map_or_else(Vec::new, |space| beneath(&space, plot, &label))
        }
        Mark::Note { x, y, text } => {
            let (place, note) = (viewport.px_from_data(*x, *y), plain(text, SMALL, theme.text()));
            // A note says what stands under it, such as the number of a bar, and is best centred.
            let above = Label { x: place.0, y: place.1 - 13.0, anchor: Anchor::Middle, ..note.clone() };
            std::iter::once(above).chain(around(place, &note)).collect()
        }
        Mark::Line { .. }
        | Mark::Points { .. }
        | Mark::Bars { .. }
        | Mark::Cells(_)
        | Mark::Strip(_)
        | Mark::Band { .. } => Vec::new(),
    }
}

/// Under a rectangle, in its middle or as far from it as the plot asks for; then beside its foot.
fn beneath(space: &Rect, plot: &Rect, label: &Label) -> Vec<Label> {
    let y = space.bottom + SMALL * LINE / 2.0 + 1.0;
    let half = text_width(&label.text, SMALL) / 2.0 + 2.0;
    let middle = f64::midpoint(space.left, space.right).min(plot.right - half).max(plot.left + half);
    let place = |x: f64, anchor: Anchor| Label { x, y, anchor, ..label.clone() };
    vec![place(middle, Anchor::Middle), place(space.right, Anchor::Start), place(space.left, Anchor::End)]
}

fn plain(text: &str, size: f64, rgb: Rgb) -> Label {
    let (turn, weight) = (Turn::Level, Weight::Normal);
    Label { text: text.to_owned(), x: 0.0, y: 0.0, size, anchor: Anchor::Start, turn, weight, rgb }
}

/// Right, left, above and below a place, then further away.
fn around((x, y): Place, label: &Label) -> Vec<Label> {
    let mut out = Vec::new();
    for far in [1.0, 2.0, 3.5] {
        let (across, down) = (8.0 * far, 13.0 * far);
        for (anchor, dx, dy) in [
            (Anchor::Start, across, 0.0),
            (Anchor::Start, across * 0.5, -down),
            (Anchor::Start, across * 0.5, down),
            (Anchor::Middle, 0.0, -down),
            (Anchor::Middle, 0.0, down),
            (Anchor::End, -across * 0.5, -down),
            (Anchor::End, -across * 0.5, down),
            (Anchor::End, -across, 0.0),
        ] {
            out.push(Label { x: x + dx, y: y + dy, anchor, ..label.clone() });
        }
    }
    out
}

/// Beside an upright line, from the top down.
fn beside_upright(x: f64, plot: &Rect, label: &Label) -> Vec<Label> {
    let half = label.size * LINE / 2.0;
    let steps = [0.0, 0.12, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0];
    let heights = steps.map(|share| plot.top + half + share * (plot.height() - 2.0 * half));
    let sides = |y: f64| [(Anchor::Start, x + 5.0, y), (Anchor::End, x - 5.0, y)];
    heights.into_iter().flat_map(sides).map(|(anchor, x, y)| Label { x, y, anchor, ..label.clone() }).collect()
}

/// Above or below a level line, at the right end first.
fn along_level(y: f64, plot: &Rect, label: &Label) -> Vec<Label> {
    let half = label.size * LINE / 2.0 + 1.0;
    let places = [(Anchor::End, plot.right - 2.0), (Anchor::Start, plot.left + 4.0)];
    let middle = f64::midpoint(plot.left, plot.right);
    let places = places.into_iter().chain([(Anchor::Middle, middle)]);
    places
        .flat_map(|(anchor, x)| [(anchor, x, y - half), (anchor, x, y + half)])
        .map(|(anchor, x, y)| Label { x, y, anchor, ..label.clone() })
        .collect()
}

/// In a zone: its upper corners, its lower corners, its middle.
fn within(zone: &Rect, label: &Label) -> Vec<Label> {
    let half = label.size * LINE / 2.0 + 3.0;
    let (left, right) = (zone.left + 6.0, zone.right - 6.0);
    let middle = f64::midpoint(zone.left, zone.right);
    [zone.top + half, zone.bottom - half, f64::midpoint(zone.top, zone.bottom)]
        .into_iter()
        .flat_map(|y| [(Anchor::Start, left, y), (Anchor::End, right, y), (Anchor::Middle, middle, y)])
        .map(|(anchor, x, y)| Label { x, y, anchor, ..label.clone() })
        .collect()
}
