//! Where the parts of a picture stand: title, key, plot, ticks and labels, all by arithmetic before a stroke is drawn.
//!
//! From the top: title (if the frame has one), key (if labels do not stand at the lines' ends), the y axis' title, the
//! plot, the x axis' tick labels, its title at the right, the caption (if the frame has one).

use crate::charts::axis::Axis;
use crate::charts::beads::is_crowded;
use crate::charts::colour_bar::{ColourBar, lay_bar};
use crate::charts::figure::{Figure, Mark};
use crate::charts::path::Place;
use crate::charts::pen::Turn;
use crate::charts::placing::LINE;
use crate::charts::text::{shortened, text_width, wrapped};
use crate::charts::theme::{Frame, Look};
use crate::charts::ticks::Face;
use crate::charts::viewport::Rect;
use crate::charts::voice::Voice;

/// Font size of titles, CSS pixels.
pub const TITLE: f64 = 17.0;
/// Font size of series' names and labels in the plot.
pub const NAME: f64 = 13.0;
/// Font size of ticks, axis titles and captions; below 12 px text is too small to read.
pub const SMALL: f64 = 12.0;
/// Between a line's end and its name.
pub const END_GAP: f64 = 9.0;
/// Width of a swatch in the key with the gap after it.
pub const SWATCH: f64 = 30.0;

/// Room at the outer edges.
const EDGE: f64 = 6.0;
/// Between a tick's label and the plot.
const TICK_GAP: f64 = 8.0;
/// Height of one row of the key.
pub const KEY_ROW: f64 = 20.0;
/// Pictures narrower than this have a key above instead of names at the lines' ends.
pub const NARROW: f64 = 480.0;
/// The largest share of the width that names at the lines' ends may take.
const NAMES_SHARE: f64 = 0.3;
/// Lines ending within this share of the plot's width from its right edge have their names outside.
pub const AT_EDGE: f64 = 0.06;
/// So many names find room inside the plot wherever their lines end.
const MOST_INSIDE: usize = 3;
/// Ends nearer than this share of the plot, both ways, compete for the same room.
const NEAR: f64 = 0.1;

/// All the places.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Title and caption lines with their middle height.
    pub title: Vec<(f64, String)>,
    /// See `title`.
    pub caption: Vec<(f64, String)>,
    /// The key's entries, or nothing where names stand at the lines' ends.
    pub key: Vec<KeyEntry>,
    /// The colour bar of a heat map.
    pub bar: Option<ColourBar>,
    /// How series are named.
    pub naming: Naming,
    /// The middle height of the y axis' title, which begins at the left edge.
    pub y_title: f64,
    /// The middle height of the x axis' title, which ends at the plot's right edge.
    pub x_title: f64,
    /// The rectangle of the axes.
    pub plot: Rect,
    /// The x axis' ticks.
    pub x_ticks: Vec<PlacedTick>,
    /// The y axis' ticks.
    pub y_ticks: Vec<PlacedTick>,
    /// The direction of the x axis' tick labels.
    pub x_turn: Turn,
}

/// How series are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// At the end of each line.
    AtEnds,
    /// In a key above the plot.
    InKey,
    /// Not at all: there is one series only, and the title says what it is.
    Unnamed,
}

/// One entry of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyEntry {
    /// Index of the mark.
    pub mark: usize,
    /// Left edge.
    pub x: f64,
    /// Middle height.
    pub y: f64,
    /// The name, cut to the width of the picture.
    pub name: String,
}

/// A tick with its place along its axis and its label's lines; no lines for a light tick.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedTick {
    /// Pixel along the axis.
    pub at: f64,
    /// Pixel of the label's middle along the axis.
    pub label_at: f64,
    /// The label.
    pub lines: Vec<String>,
}

/// The height of the whole picture: `look.height`, and with [`Frame::Titled`] the title's and caption's room as well.
pub fn outer_height(figure: &Figure, look: &Look) -> f64 {
    let (title, caption) = frame_texts(figure, look);
    look.height + block_height(&title, TITLE) + block_height(&caption, SMALL)
}

/// Lays `figure` out.
pub fn lay_out(figure: &Figure, look: &Look, voice: &dyn Voice) -> Layout {
    let (title, caption) = frame_texts(figure, look);
    let top = block_height(&title, TITLE);
    let bottom = outer_height(figure, look) - block_height(&caption, SMALL);

    let naming = naming(figure, look);
    let key = key_entries(figure, look, naming, top);
    let key_bottom = key.last().map_or(top, |entry| entry.y + KEY_ROW / 2.0);
    let bar = lay_bar(figure, look, voice, key_bottom);
    let y_title = bar.as_ref().map_or(key_bottom, |bar| bar.bottom) + EDGE + SMALL * LINE / 2.0;
    let plot_top = y_title + if figure.y.label.is_empty() { 0.0 } else { SMALL * LINE / 2.0 + 8.0 };

    let y_most = counted(2.0 + (look.height - 80.0) / 55.0, 3, 9);
    let y_texts = tick_texts(&figure.y, y_most, voice);
    let widest = y_texts.iter().map(|(_, text)| text_width(text, SMALL)).fold(0.0, f64::max);
    let left = EDGE + widest.min(look.width * 0.35) + TICK_GAP;

    let mut plot =
        Rect { left, top: plot_top, right: look.width - right_margin(figure, naming), bottom: bottom - 44.0 };
    let (x_ticks, x_turn) = place_x_ticks(&figure.x, &plot, look, voice);
    let label_height = match x_turn {
        Turn::Level => {
            let lines = x_ticks.iter().map(|tick| tick.lines.len()).max().unwrap_or(0);
            (0..lines).map(|_| SMALL * LINE).sum::<f64>()
        }
        Turn::Upright => {
            x_ticks.iter().flat_map(|tick| &tick.lines).map(|line| text_width(line, SMALL)).fold(0.0, f64::max)
        }
    };
    let x_title_height = if figure.x.label.is_empty() { 0.0 } else { SMALL * LINE + 2.0 };
    plot.bottom = (bottom - EDGE - x_title_height - label_height - TICK_GAP).max(plot.top + 24.0);
    let y_ticks = place_y_ticks(&figure.y, &plot, y_most, look, voice);
    Layout {
        title: stacked(title, EDGE, TITLE),
        caption: stacked(caption, bottom + EDGE, SMALL),
        key,
        bar,
        naming,
        y_title,
        x_title: bottom - EDGE - SMALL * LINE / 2.0,
        plot,
        x_ticks,
        y_ticks,
        x_turn,
    }
}

fn frame_texts(figure: &Figure, look: &Look) -> (Vec<String>, Vec<String>) {
    let width = look.width - 2.0 * EDGE;
    match look.frame {
        Frame::Bare => (Vec::new(), Vec::new()),
        // Bold letters are up to a fifth wider than the table says.
        Frame::Titled => (wrapped(&figure.title, width / 1.2, TITLE), wrapped(&figure.caption, width, SMALL)),
    }
}

fn block_height(lines: &[String], size: f64) -> f64 {
    if lines.is_empty() { 0.0 } else { 2.0 * EDGE + lines.iter().map(|_| size * LINE).sum::<f64>() }
}

fn stacked(lines: Vec<String>, top: f64, size: f64) -> Vec<(f64, String)> {
    let heights = std::iter::successors(Some(top + size * LINE / 2.0), |y| Some(y + size * LINE));
    heights.zip(lines).collect()
}

fn naming(figure: &Figure, look: &Look) -> Naming {
    let named: Vec<&Mark> =
        figure.marks.iter().filter(|mark| mark.series().is_some_and(|(name, _)| !name.is_empty())).collect();
    let all_lines = named.iter().all(|mark| matches!(mark, Mark::Line { .. }));
    let widest = before_name(figure) + named_widths(figure).fold(0.0, f64::max);
    let tall: f64 = named.iter().map(|_| NAME * LINE).sum();
    match named.len() {
        0 => Naming::Unnamed,
        1 if !all_lines => Naming::Unnamed,
        _ if all_lines
            && look.width >= NARROW
            && widest <= NAMES_SHARE * look.width
            && tall <= look.height - 90.0
            && !ends_crowd(&named, figure) =>
        {
            Naming::AtEnds
        }
        _ => Naming::InKey,
    }
}

/// Whether many lines end inside the plot and some of them close together, where names would hide the lines that they name.
fn ends_crowd(named: &[&Mark], figure: &Figure) -> bool {
    let end = |mark: &&Mark| {
        let Mark::Line { points, .. } = mark else { return None };
        let last = points.last()?;
        let place = (figure.x.share_from_value(last.0), figure.y.share_from_value(last.1));
        (0.0..1.0 - AT_EDGE).contains(&place.0).then_some(place)
    };
    let ends: Vec<Place> = named.iter().filter_map(end).collect();
    let near = |one: &Place, other: &Place| (one.0 - other.0).abs() < NEAR && (one.1 - other.1).abs() < NEAR;
    let close = ends.iter().filter(|one| 1 < ends.iter().filter(|other| near(one, other)).count()).count();
    MOST_INSIDE < ends.len() && 1 < close
}

fn named_widths(figure: &Figure) -> impl Iterator<Item = f64> {
    figure.marks.iter().filter_map(Mark::series).map(|(name, _)| text_width(name, NAME))
}

fn key_entries(figure: &Figure, look: &Look, naming: Naming, top: f64) -> Vec<KeyEntry> {
    if naming != Naming::InKey {
        return Vec::new();
    }
    let mut entries: Vec<KeyEntry> = Vec::new();
    let (mut x, mut y) = (EDGE, top + EDGE + KEY_ROW / 2.0);
    for (mark, drawn) in figure.marks.iter().enumerate() {
        let Some((name, _)) = drawn.series().filter(|(name, _)| !name.is_empty()) else { continue };
        let name = shortened(name, look.width - 2.0 * EDGE - SWATCH, NAME);
        let width = SWATCH + text_width(&name, NAME);
        if x > EDGE && x + width > look.width - EDGE {
            (x, y) = (EDGE, y + KEY_ROW);
        }
        entries.push(KeyEntry { mark, x, y, name });
        x += width + 16.0;
    }
    entries
}

fn right_margin(figure: &Figure, naming: Naming) -> f64 {
    match naming {
        Naming::AtEnds => END_GAP + before_name(figure) + named_widths(figure).fold(0.0, f64::max) + EDGE,
        Naming::InKey | Naming::Unnamed => 14.0,
    }
}

/// Room for a piece of the line before its name, where the picture has one there.
pub fn before_name(figure: &Figure) -> f64 {
    if is_crowded(figure) { SWATCH } else { 0.0 }
}

/// Values and labels of the ticks; an empty label for a light tick.
fn tick_texts(axis: &Axis, most: usize, voice: &dyn Voice) -> Vec<(f64, String)> {
    let text = |face: Face, at: f64| match face {
        Face::Number(style) => voice.number(at, style),
        Face::Words(words) => words,
        Face::Light => String::new(),
    };
    axis.tick_marks(most).into_iter().map(|tick| (tick.at, text(tick.face, tick.at))).collect()
}

/// At most `most` ticks, fewer where a long key has left the plot too low for them; the names of rows are all kept.
fn place_y_ticks(axis: &Axis, plot: &Rect, most: usize, look: &Look, voice: &dyn Voice) -> Vec<PlacedTick> {
    let placed = |most: usize| -> Vec<PlacedTick> {
        let place = |(at, text): (f64, String)| {
            let at = plot.bottom - axis.share_from_value(at) * plot.height();
            let lines = if text.is_empty() { Vec::new() } else { vec![shortened(&text, look.width * 0.35, SMALL)] };
            PlacedTick { at, label_at: at, lines }
        };
        tick_texts(axis, most, voice).into_iter().map(place).collect()
    };
    let apart = |ticks: &Vec<PlacedTick>| {
        let named: Vec<f64> = ticks.iter().filter(|tick| !tick.lines.is_empty()).map(|tick| tick.at).collect();
        named.windows(2).all(|pair| SMALL * LINE <= (pair[0] - pair[1]).abs())
    };
    (2..=most).rev().map(placed).find(apart).unwrap_or_else(|| placed(most))
}

/// As many ticks as stand side by side; words that do not fit are broken, and turned upright as a last resort.
pub fn place_x_ticks(axis: &Axis, plot: &Rect, look: &Look, voice: &dyn Voice) -> (Vec<PlacedTick>, Turn) {
    let mut placed = Vec::new();
    for most in (2..=counted(3.0 + plot.width() / 90.0, 3, 11)).rev() {
        placed = tick_texts(axis, most, voice)
            .into_iter()
            .map(|(value, text)| {
                let at = plot.left + axis.share_from_value(value) * plot.width();
                let half = text_width(&text, SMALL) / 2.0;
                let label_at = at.min(look.width - 2.0 - half).max(2.0 + half);
                PlacedTick { at, label_at, lines: if text.is_empty() { Vec::new() } else { vec![text] } }
            })
            .collect();
        if stand_apart(&placed) {
            return (placed, Turn::Level);
        }
    }
    let room = narrowest_gap(&placed, plot) - 6.0;
    let broken: Vec<Vec<String>> =
        placed.iter().map(|tick| tick.lines.iter().flat_map(|line| wrapped(line, room, SMALL)).collect()).collect();
    let fits = |lines: &Vec<String>| lines.len() <= 3 && lines.iter().all(|line| text_width(line, SMALL) <= room);
    if broken.iter().all(fits) {
        for (tick, lines) in placed.iter_mut().zip(broken) {
            (tick.lines, tick.label_at) = (lines, tick.at);
        }
        return (placed, Turn::Level);
    }
    for tick in &mut placed {
        tick.label_at = tick.at;
        tick.lines = tick.lines.iter().map(|line| shortened(line, look.height * 0.35, SMALL)).collect();
    }
    (placed, Turn::Upright)
}

fn stand_apart(ticks: &[PlacedTick]) -> bool {
    let spans: Vec<(f64, f64)> = ticks
        .iter()
        .flat_map(|tick| tick.lines.iter().map(|line| (tick.label_at, text_width(line, SMALL) / 2.0)))
        .map(|(middle, half)| (middle - half, middle + half))
        .collect();
    spans.windows(2).all(|pair| pair[0].1 + 10.0 <= pair[1].0)
}

fn narrowest_gap(ticks: &[PlacedTick], plot: &Rect) -> f64 {
    ticks.windows(2).map(|pair| pair[1].at - pair[0].at).fold(plot.width(), f64::min)
}

/// `wanted` as a count between two limits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to small counts first")]
fn counted(wanted: f64, least: u8, most: u8) -> usize {
    libm::floor(wanted).clamp(f64::from(least), f64::from(most)) as usize
}
